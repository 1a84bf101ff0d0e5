//! Places and texts as other programs count and escape them: columns in UTF-16 units, XML, addresses of files. Each
//! function says which form it writes; none knows an output.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::text::Source;

/// Counts the UTF-16 units of lines; marks on the way keep this cheap where a whole book is one line.
pub struct Units<'s> {
    source: &'s Source,
    sums: Vec<u32>,
}

const STRIDE: usize = 1024;

impl<'s> Units<'s> {
    /// For one text.
    pub fn new(source: &'s Source) -> Self {
        let mut sum = 0;
        let sums = source.text.as_bytes().chunks(STRIDE).map(|chunk| {
            sum += units(chunk);
            sum
        });
        Self { source, sums: std::iter::once(0).chain(sums).collect() }
    }

    /// Line and column of a byte, both from 1, the column in UTF-16 units. A byte-order mark is no column.
    pub fn place(&self, byte: u32) -> (usize, usize) {
        let line = self.source.place(byte).line;
        let start = self.source.line_span(line).range().start.max(self.source.bom());
        (line, (self.before(byte as usize).saturating_sub(self.before(start))) as usize + 1)
    }

    fn before(&self, byte: usize) -> u32 {
        let bytes = self.source.text.as_bytes();
        let byte = byte.min(bytes.len());
        self.sums.get(byte / STRIDE).copied().unwrap_or(0) + units(&bytes[byte / STRIDE * STRIDE..byte])
    }
}

/// A character counts where it begins; one of four bytes counts twice.
fn units(bytes: &[u8]) -> u32 {
    bytes.iter().map(|b| if b & 0xc0 == 0x80 { 0 } else { 1 + u32::from(*b >= 0xf0) }).sum()
}

/// The reference that stands for a character of markup.
fn reference(c: char) -> Option<&'static str> {
    Some(match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => return None,
    })
}

/// Appends a character as XML and HTML show it, within an element or an attribute.
pub fn push(out: &mut String, c: char) {
    match reference(c) {
        Some(text) => out.push_str(text),
        None => out.push(c),
    }
}

/// Text for XML, within an element or an attribute. Characters that XML cannot hold become U+FFFD.
pub fn xml(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\'' | '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c if plain(c) || reference(c).is_some() => push(&mut out, c),
            _ => out.push('\u{fffd}'),
        }
    }
    Cow::Owned(out)
}

/// A path as a relative reference or, from the root, as a `file:` address.
pub fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let mut out = String::with_capacity(path.len() + 8);
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            b'\\' if cfg!(windows) => out.push('/'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Numbers equal keys, so that the second of two is another one.
#[derive(Debug, Default)]
pub struct Occurrences(HashMap<String, usize>);

impl Occurrences {
    /// How often this key was seen before.
    pub fn of(&mut self, key: &str) -> usize {
        let n = self.0.entry(key.to_owned()).or_default();
        *n += 1;
        *n - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_utf16_units() {
        let source = Source::new("x", "\u{feff}a😀é\r\nb");
        let units = Units::new(&source);
        assert_eq!([3, 4, 8, 12].map(|byte| units.place(byte)), [(1, 1), (1, 2), (1, 4), (2, 1)]);
    }

    #[test]
    fn nothing_breaks_out() {
        assert_eq!(xml("a<b a=\"'&\x1b\n"), "a&lt;b a=&quot;&#39;&amp;\u{fffd}&#10;");
        assert_eq!(uri("./a b/ü%.md"), "a%20b/%C3%BC%25.md");
        assert_eq!(uri("/a.md"), "file:///a.md");
    }
}
