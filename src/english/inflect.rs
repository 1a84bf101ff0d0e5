//! stub
/// form
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Form {
    Base,
    Plural,
    Third,
    Past,
    Participle,
    Gerund,
    Comparative,
    Superlative,
}
/// lemmas
pub fn lemmas(word: &str, visit: &mut dyn FnMut(&str, Form)) {
    visit(word, Form::Base);
    if let Some(s) = word.strip_suffix("s") {
        visit(s, Form::Plural);
    }
    if let Some(s) = word.strip_suffix("ies") {
        visit(&format!("{s}y"), Form::Plural);
    }
    if let Some(s) = word.strip_suffix("ed") {
        visit(s, Form::Past);
    }
    if let Some(s) = word.strip_suffix("d") {
        visit(s, Form::Past);
    }
    if let Some(s) = word.strip_suffix("ing") {
        visit(s, Form::Gerund);
    }
}
/// inflect
pub fn inflect(lemma: &str, form: Form) -> String {
    match form {
        Form::Base => lemma.into(),
        Form::Plural | Form::Third => format!("{lemma}s"),
        Form::Past | Form::Participle => format!("{lemma}ed"),
        Form::Gerund => format!("{lemma}ing"),
        _ => lemma.into(),
    }
}
