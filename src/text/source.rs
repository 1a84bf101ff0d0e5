//! A draft as it stands on disk: its name, its text, and where its lines begin. It does not read files: the command
//! line does, and hands over text that is known to be UTF-8.

use std::sync::OnceLock;

use super::span::Span;

/// A draft, rule file or source text. Offsets are bytes of the file, so a byte-order mark stays in `text`.
#[derive(Debug)]
pub struct Source {
    /// The path as the user gave it, `-` for standard input.
    pub path: String,
    /// The whole file, byte-order mark and line ends included.
    pub text: String,
    /// The name of the format to read it by, where the ending of its path does not say it.
    pub format: Option<&'static str>,
    lines: OnceLock<Vec<u32>>,
    counted: OnceLock<Vec<u32>>,
}

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1; a byte-order mark is no column.
    pub column: usize,
}

impl Source {
    /// A source of this path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), format: None, lines: OnceLock::new(), counted: OnceLock::new() }
    }

    /// The same file with another text.
    #[must_use]
    pub fn with_text(&self, text: impl Into<String>) -> Self {
        Self { format: self.format, ..Self::new(self.path.as_str(), text) }
    }

    /// Length in bytes of the byte-order mark, 0 or 3.
    pub fn bom(&self) -> usize {
        if self.text.starts_with('\u{feff}') { 3 } else { 0 }
    }

    /// The bytes at which lines begin; `\n`, `\r\n` and a lone `\r` each end a line. Counted when first asked for.
    pub fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for (i, &b) in bytes.iter().enumerate() {
                if b == b'\n' || (b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                    starts.push(i as u32 + 1);
                }
            }
            starts
        })
    }

    /// The 1-based line and column (in characters) of a byte.
    pub fn place(&self, byte: u32) -> Place {
        let lines = self.lines();
        let line = lines.partition_point(|&start| start <= byte).max(1);
        let start = (lines[line - 1] as usize).max(self.bom());
        Place { line, column: self.chars_before(byte as usize).saturating_sub(self.chars_before(start)) + 1 }
    }

    /// The characters that begin before a byte. Marks every few thousand bytes keep this cheap where a whole book is
    /// one line and has thousands of findings.
    fn chars_before(&self, byte: usize) -> usize {
        const STRIDE: usize = 1024;
        let begins = |bytes: &[u8]| bytes.iter().filter(|&&b| b & 0xc0 != 0x80).count();
        let bytes = self.text.as_bytes();
        let byte = byte.min(bytes.len());
        let counted = self.counted.get_or_init(|| {
            let mut sum = 0;
            let sums = bytes.chunks(STRIDE).map(|chunk| {
                sum += begins(chunk) as u32;
                sum
            });
            std::iter::once(0).chain(sums).collect()
        });
        counted[byte / STRIDE] as usize + begins(&bytes[byte / STRIDE * STRIDE..byte])
    }

    /// The bytes of a 1-based line without its line end; empty past the last line.
    pub fn line_span(&self, line: usize) -> Span<Source> {
        let lines = self.lines();
        let Some(&start) = line.checked_sub(1).and_then(|i| lines.get(i)) else {
            return Span::new(self.text.len() as u32, self.text.len() as u32);
        };
        let end = lines.get(line).map_or(self.text.len(), |&e| e as usize);
        let text = &self.text[start as usize..end];
        Span::new(start, start + text.trim_end_matches(['\n', '\r']).len() as u32)
    }

    /// The text of a span.
    pub fn slice(&self, span: Span<Source>) -> &str {
        span.text(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_and_all_line_ends() {
        let source = Source::new("x", "\u{feff}né\r\nb\rc\nd");
        for (byte, line, column) in [(3, 1, 1), (6, 1, 3), (8, 2, 1), (10, 3, 1), (12, 4, 1)] {
            assert_eq!(source.place(byte), Place { line, column }, "byte {byte}");
        }
        assert_eq!(source.slice(source.line_span(2)), "b");
        assert_eq!(source.slice(source.line_span(9)), "");
    }
}
