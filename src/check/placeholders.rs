//! What each kind of check puts into the `{placeholders}` of a rule's texts, beside `{found}` and `{fix}`, which every rule
//! has. Asked when a rule file is examined, so that a message never shows an empty pair of braces to a reader.

use super::CheckSpec;

/// The names that a kind gives.
pub fn gives(check: &CheckSpec) -> &'static [&'static str] {
    const COUNTED: &[&str] = &["count", "against", "majority"];
    match check {
        CheckSpec::Phrase(_) => &["usual"],
        CheckSpec::Expression(_) => &["chunk", "expression", "field", "swaps"],
        CheckSpec::Number(_) => &["equation", "due", "slip"],
        CheckSpec::Abbreviation(_) => &["short"],
        CheckSpec::Change(_) => &["source", "who", "says"],
        CheckSpec::Article(_) => &["article", "word"],
        CheckSpec::Capital(_) => &["lower", "right"],
        CheckSpec::Comma(_) => &["after"],
        CheckSpec::Juncture(_) => &["left"],
        CheckSpec::DoubledMark(_) => &["marks"],
        CheckSpec::Pairs(_) => &["mark", "bracket", "partner"],
        CheckSpec::Spacing(_) => &["mark"],
        CheckSpec::Repeated(_) => &["line"],
        CheckSpec::BrokenWord(_) => &["word", "words"],
        CheckSpec::Characters(_) => &["word", "name", "count"],
        CheckSpec::LookAlike(_) => &["letter", "word"],
        CheckSpec::LineEnd(_) => &["count", "kind", "most", "others"],
        CheckSpec::LinkParameter(_) => &["parameter"],
        CheckSpec::Spelling(_) => &["count", "against", "dialect", "other"],
        CheckSpec::Variant(_) => &["count", "against", "majority", "minority"],
        CheckSpec::Form(_) => &["count", "against", "majority", "form"],
        CheckSpec::OneHyphen(_) | CheckSpec::OneCase(_) => &["count", "against", "majority", "right"],
        CheckSpec::QuotationStyle(_) => COUNTED,
        CheckSpec::NearName(_) => &["count", "against", "usual"],
        CheckSpec::Acronym(_) => &["acronym", "first", "times"],
        CheckSpec::Apostrophe(_)
        | CheckSpec::Compound(_)
        | CheckSpec::Dash(_)
        | CheckSpec::Respell(_)
        | CheckSpec::Entity(_)
        | CheckSpec::Mojibake(_) => &["right"],
        CheckSpec::Pattern(_)
        | CheckSpec::Language(_)
        | CheckSpec::EndMark(_)
        | CheckSpec::Line(_)
        | CheckSpec::Doubled(_)
        | CheckSpec::Ending(_) => &[],
    }
}

/// The `{name}`s of a text.
pub fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_stand_in_braces() {
        let found: Vec<_> = named("“{found}”: {fix}, {} and {open").collect();
        assert_eq!(found, ["found", "fix", ""]);
    }
}
