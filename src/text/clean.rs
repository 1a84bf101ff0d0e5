//! Text from a draft, a path or a rule made fit for a terminal: whatever could move the cursor, change colours, turn the
//! direction of writing or hide itself is shown as a visible stand-in. It does not escape for JSON, XML or HTML; the
//! outputs that write those do.

use std::borrow::Cow;

/// How a character is shown when it cannot be shown as it is.
pub enum Stand {
    /// As it is.
    Plain,
    /// By another character.
    Char(char),
    /// By its number: `<U+202E>`.
    Number,
}

/// How this character is to be shown.
pub fn stand_in(c: char) -> Stand {
    match c {
        ' '..='~' | '\t' => Stand::Plain,
        '\0'..='\x1f' => Stand::Char(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
        '\x7f' => Stand::Char('\u{2421}'),
        // C1 controls: some terminals obey them as they obey ESC.
        '\u{80}'..='\u{9f}'
        // Soft hyphen, and the marks that only steer joining, direction or line breaking.
        | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        // Tags: an invisible second alphabet.
        | '\u{e0000}'..='\u{e007f}' => Stand::Number,
        _ => Stand::Plain,
    }
}

/// Adds a character in its visible form.
pub fn push(out: &mut String, c: char) {
    match stand_in(c) {
        Stand::Plain => out.push(c),
        Stand::Char(stand) => out.push(stand),
        Stand::Number => {
            use std::fmt::Write as _;
            // Writing to a string cannot fail.
            let _ = write!(out, "<U+{:04X}>", c as u32);
        }
    }
}

/// A message in one line: line breaks and tabs inside it are spaces.
pub fn line(text: &str) -> Cow<'_, str> {
    shown(text, |out, c| if matches!(c, '\n' | '\r' | '\t') { out.push(' ') } else { push(out, c) })
}

/// A path or a piece of draft in one line: line breaks inside it are shown, since they are part of it.
pub fn exact(text: &str) -> Cow<'_, str> {
    shown(text, |out, c| if c == '\t' { out.push('\u{2409}') } else { push(out, c) })
}

fn shown(text: &str, push: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if text.chars().all(|c| c != '\t' && matches!(stand_in(c), Stand::Plain)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    text.chars().for_each(|c| push(&mut out, c));
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_passes() {
        assert_eq!(line("red \x1b[31m\nnext"), "red ␛[31m next");
        assert_eq!(line("a\u{202e}b\u{9b}c"), "a<U+202E>b<U+009B>c");
        assert_eq!(exact("odd\nname\t.md"), "odd␊name␉.md");
        assert!(matches!(line("naïve “quote” 日本"), Cow::Borrowed(_)));
    }
}
