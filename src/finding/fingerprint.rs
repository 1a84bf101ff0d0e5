//! What a finding is known by from one run to the next: its rule and the words around it, not its line. It survives edits
//! elsewhere, moved paragraphs, new line breaks and renamed files; it does not survive an edit of the words themselves.

use super::Finding;
use crate::text::{Source, Span};

/// Words on each side that belong to a fingerprint.
const AROUND: usize = 4;
/// Bytes on each side that are looked at.
const REACH: usize = 160;

/// 16 hexadecimal digits. The same on any machine and in any later version.
pub fn fingerprint(finding: &Finding, source: &Source) -> String {
    let text = source.text.as_str();
    let range = finding.span.range();
    let mut from = range.start.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let mut to = (range.end + REACH).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    let before = in_paragraph(text.get(from..range.start).unwrap_or_default(), true);
    let after = in_paragraph(text.get(range.end..to).unwrap_or_default(), false);
    let mut hash = Hash::new();
    hash.add(&finding.rule);
    let words: Vec<&str> = words(before).collect();
    words[words.len().saturating_sub(AROUND)..].iter().for_each(|word| hash.add(word));
    hash.add("[");
    // What is found is taken as it stands, marks and all: they may be what is wrong.
    source.slice(Span::of_range(range)).split_whitespace().for_each(|word| hash.add(word));
    hash.add("]");
    self::words(after).take(AROUND).for_each(|word| hash.add(word));
    format!("{:016x}", hash.0)
}

/// The part of the text that is in the same paragraph as its end or its beginning.
fn in_paragraph(text: &str, is_before: bool) -> &str {
    let mut at = 0;
    let mut blank = None;
    for line in text.split_inclusive('\n') {
        // The first and the last piece may be parts of lines.
        let is_whole = at > 0 && at + line.len() < text.len();
        if is_whole && line.trim().is_empty() {
            if !is_before {
                return &text[..at];
            }
            blank = Some(at + line.len());
        }
        at += line.len();
    }
    blank.map_or(text, |blank| &text[blank..])
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// FNV-1a, whose values are the same for ever.
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, word: &str) {
        for byte in word.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Level;

    fn print(text: &str, found: &str) -> String {
        let start = text.find(found).unwrap_or_default();
        let finding = Finding {
            rule: "a/b".into(),
            level: Level::Warning,
            message: String::new(),
            why: String::new(),
            span: Span::of_range(start..start + found.len()),
            labels: vec![],
            fixes: vec![],
            also: vec![],
        };
        fingerprint(&finding, &Source::new("x.md", text))
    }

    #[test]
    fn it_stays_with_the_words() {
        let first = print("One.\n\nThey utilise the old house by the sea.\n\nLast.\n", "utilise");
        assert_eq!(first, print("They utilise the old house by the sea.\n", "utilise"));
        assert_eq!(first, print("New.\n\nMore.\n\nThey utilise the\nold house by   the sea.", "utilise"));
        assert_ne!(first, print("They utilise the new house by the sea.\n", "utilise"));
    }
}
