//! The case of words: what shape a stretch of text has, and how to give a replacement the same shape.
//!
//! It only ever raises letters. A replacement keeps the capitals it comes with (*European*, *iPhone*), for they belong to
//! its spelling, and the file does not know which words are names.

/// How a stretch of one or more words is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// *security forces*; also text without letters
    Lower,
    /// *Security forces*, *I*: the first letter alone
    Title,
    /// *Security Forces*, *Bank of England*: the first letter of every word, small words apart
    TitleEach,
    /// *SECURITY FORCES*: two letters at least
    Upper,
    /// *McDonald*, *security Forces*: anything else
    Mixed,
}

/// Words that a headline in capitals leaves small, unless they stand first or last.
#[rustfmt::skip] // packed: one word a line would hide the code
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "de", "du", "en", "for", "from", "in", "into", "la", "nor", "of", "on",
    "or", "over", "per", "the", "to", "up", "v", "via", "von", "vs", "with",
];

/// Says which shape `text` has: `shape_of("Security forces")` is `Title`, `shape_of("SECURITY")` is `Upper`.
///
/// Marks and digits are looked through: `shape_of("“Security")` is `Title`.
pub fn shape_of(text: &str) -> Shape {
    let letters = || text.chars().filter(|c| c.is_lowercase() || c.is_uppercase());
    let uppers = letters().filter(|c| c.is_uppercase()).count();
    let all = letters().count();
    if uppers == 0 {
        return Shape::Lower;
    }
    if uppers == all && all > 1 {
        return Shape::Upper;
    }
    let first_is_upper = letters().next().is_some_and(char::is_uppercase);
    if first_is_upper && uppers == 1 {
        return Shape::Title;
    }
    let count = words(text).count();
    let each = words(text).enumerate().all(|(at, word)| {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        let first = letters.next();
        let rest_is_small = !letters.any(char::is_uppercase);
        let small = at > 0 && at + 1 < count && SMALL.contains(&word);
        rest_is_small && (small || first.is_none_or(char::is_uppercase))
    });
    if first_is_upper && each { Shape::TitleEach } else { Shape::Mixed }
}

/// Gives `text` the shape: `apply("armed forces", Shape::TitleEach)` is *Armed Forces*.
///
/// `Lower` and `Mixed` leave the text as it is, so that a name keeps its capital.
pub fn apply(text: &str, shape: Shape) -> String {
    match shape {
        Shape::Lower | Shape::Mixed => text.to_owned(),
        Shape::Upper => text.to_uppercase(),
        Shape::Title => {
            let end = text.find(is_break).unwrap_or(text.len());
            let (first, rest) = text.split_at(end);
            let mut out = raised(first);
            out.push_str(rest);
            out
        }
        Shape::TitleEach => title_each(text),
    }
}

/// Writes `replacement` in the shape of what stood there: `like("Peace Talks", "peace talks")` is *Peace Talks*.
pub fn like(found: &str, replacement: &str) -> String {
    apply(replacement, shape_of(found))
}

fn title_each(text: &str) -> String {
    let count = words(text).count();
    let mut out = String::with_capacity(text.len() + 2);
    let mut at = 0;
    for piece in text.split_inclusive(is_break) {
        let word = piece.trim_end_matches(is_break);
        if word.is_empty() {
            out.push_str(piece);
            continue;
        }
        let small = at > 0 && at + 1 < count && SMALL.contains(&word);
        out.push_str(&if small { piece.to_owned() } else { raised(piece) });
        at += 1;
    }
    out
}

/// The word with its first letter raised; *iPhone* and *eBay* have a capital of their own and stay.
fn raised(word: &str) -> String {
    let own_capital = word.chars().any(char::is_uppercase);
    let Some((at, first)) = word.char_indices().find(|(_, c)| c.is_alphabetic()).filter(|_| !own_capital) else {
        return word.to_owned();
    };
    // *20th* is not *20Th*.
    if word[..at].ends_with(|c: char| c.is_numeric()) {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len() + 2);
    out.push_str(&word[..at]);
    out.extend(first.to_uppercase());
    out.push_str(&word[at + first.len_utf8()..]);
    out
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_break).filter(|word| !word.is_empty())
}

/// Where one word ends and the next may be raised: at white space, hyphens and slashes, not at apostrophes.
fn is_break(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '—' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        let table: &[(&str, Shape)] = &[
            ("", Shape::Lower),
            ("42", Shape::Lower),
            ("forces", Shape::Lower),
            ("security forces", Shape::Lower),
            ("Forces", Shape::Title),
            ("Security forces", Shape::Title),
            ("I", Shape::Title),
            ("A", Shape::Title),
            ("“Security forces”", Shape::Title),
            ("Well-known", Shape::Title),
            ("Don’t", Shape::Title),
            ("Élite", Shape::Title),
            ("Security Forces", Shape::TitleEach),
            ("Bank of England", Shape::TitleEach),
            ("Well-Known", Shape::TitleEach),
            ("The Lord of the Rings", Shape::TitleEach),
            ("SECURITY", Shape::Upper),
            ("SECURITY FORCES", Shape::Upper),
            ("UN", Shape::Upper),
            ("ÉLITE", Shape::Upper),
            ("McDonald", Shape::Mixed),
            ("iPhone", Shape::Mixed),
            ("security Forces", Shape::Mixed),
            ("NGOs", Shape::Mixed),
            ("UN forces", Shape::Mixed),
        ];
        for (text, shape) in table {
            assert_eq!(shape_of(text), *shape, "{text}");
        }
    }

    #[test]
    fn a_replacement_takes_the_shape_of_what_stood_there() {
        let table: &[(&str, &str, &str)] = &[
            ("extinguished", "killed", "killed"),
            ("Extinguished", "killed", "Killed"),
            ("EXTINGUISHED", "killed", "KILLED"),
            ("Peace Chats", "peace talks", "Peace Talks"),
            ("Peace chats", "peace talks", "Peace talks"),
            ("PEACE CHATS", "peace talks", "PEACE TALKS"),
            ("Inward circle", "inner circle", "Inner circle"),
            ("Shared Interest", "out of the blue", "Out of the Blue"),
            ("Small", "well-known", "Well-known"),
            ("Small Thing", "well-known", "Well-Known"),
            ("continental", "European", "European"),
            ("Phone", "iPhone", "iPhone"),
            ("Phone Shop", "iPhone shop", "iPhone Shop"),
            ("Some Thing", "20th century", "20th Century"),
            ("Some", "école", "École"),
            ("Some", "“quoted words”", "“Quoted words”"),
            ("sOmE", "thing", "thing"),
            ("", "thing", "thing"),
            ("Some", "", ""),
            ("SOME", "ça va", "ÇA VA"),
        ];
        for (found, replacement, want) in table {
            assert_eq!(like(found, replacement), *want, "{found} / {replacement}");
        }
    }

    #[test]
    fn what_has_a_shape_keeps_it() {
        for text in [
            "security forces",
            "Security forces",
            "Security Forces",
            "SECURITY FORCES",
            "Bank of England",
            "Well-Known",
        ] {
            assert_eq!(like(text, text), text);
            assert_eq!(shape_of(&apply(&text.to_lowercase(), shape_of(text))), shape_of(text));
        }
    }
}
