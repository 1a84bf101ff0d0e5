//! Prose to tokens, in one pass over each block. A token is a simple word (compounds part at the hyphen, `’s` is a token
//! of its own), a number, a mark, an address or an object. It decides nothing about meaning.

use super::words::{Lexicon, WordId, Words, is_invisible};
use crate::text::{Prose, Span};

/// One token. Offsets are bytes of the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The written word, number or mark as a number in the thread's [`Words`].
    pub word: WordId,
    /// What it is.
    pub kind: TokenKind,
    /// What parts it from the token before it.
    pub before: Before,
    /// Inside quotation marks.
    pub quoted: bool,
}

impl Token {
    /// Its bytes in the prose.
    pub fn span(&self) -> Span<Prose> {
        Span::new(self.start, self.end)
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Begins with a letter: `harbour`, `don’t`, `H1N1`, the `’s` of `Anna’s`.
    Word,
    /// Digits with their inner separators: `1,250.5`, `10:30`, `3/4`. A sign or a unit is a token of its own.
    Number,
    /// One punctuation mark or symbol; `...` and `--` are one mark.
    Mark,
    /// A web or mail address.
    Url,
    /// Something that is no text ([`Prose::OBJECT`]).
    Object,
}

/// What parts a token from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Before {
    /// It opens its block.
    Start,
    /// Space within a line.
    Space,
    /// Space with a line break.
    Line,
    /// A hyphen, as in `well-known`.
    Hyphen,
    /// Nothing.
    Nothing,
}

/// Appends the tokens of one block.
pub fn tokenize(prose: &Prose, block: Span<Prose>, words: &mut Words, lexicon: &Lexicon, out: &mut Vec<Token>) {
    let text = prose.slice(block);
    let mut scanner = Scanner { text, at: 0, before: Before::Start };
    while let Some((range, kind)) = scanner.next_token() {
        let before = scanner.before;
        scanner.before = Before::Nothing;
        let mut push = |range: std::ops::Range<usize>, before| {
            let word = words.id(&text[range.clone()], lexicon);
            let (start, end) = (block.start + range.start as u32, block.start + range.end as u32);
            out.push(Token { start, end, word, kind, before, quoted: false });
        };
        let clitic = if kind == TokenKind::Word { clitic_len(&text[range.clone()]) } else { 0 };
        if clitic == 0 {
            push(range, before);
        } else {
            let cut = range.end - clitic;
            push(range.start..cut, before);
            push(cut..range.end, Before::Nothing);
        }
    }
}

/// Bytes of a final `'s`, where something stands before it.
fn clitic_len(word: &str) -> usize {
    let Some(rest) = word.strip_suffix(['s', 'S']) else { return 0 };
    let stem = rest.strip_suffix(['\'', '’']).unwrap_or(rest);
    if stem.len() < rest.len() && !stem.is_empty() { word.len() - stem.len() } else { 0 }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    before: Before,
}

impl Scanner<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 0x80 { Some(byte as char) } else { self.text[at..].chars().next() }
    }

    fn next_token(&mut self) -> Option<(std::ops::Range<usize>, TokenKind)> {
        self.skip_space();
        let start = self.at;
        let c = self.char_at(start)?;
        let kind = if is_letter(c) {
            if let Some(end) = url_end(self.text, start) {
                self.at = end;
                TokenKind::Url
            } else {
                self.at = self.word_end(start);
                TokenKind::Word
            }
        } else if c.is_ascii_digit() {
            self.at = self.number_end(start);
            TokenKind::Number
        } else if c == Prose::OBJECT {
            self.at += c.len_utf8();
            TokenKind::Object
        } else {
            if self.hyphen_joins(c) {
                self.at += c.len_utf8();
                self.before = Before::Hyphen;
                return self.next_token();
            }
            self.at = self.mark_end(start, c);
            TokenKind::Mark
        };
        Some((start..self.at, kind))
    }

    fn skip_space(&mut self) {
        while let Some(c) = self.char_at(self.at) {
            if !c.is_whitespace() && !is_invisible(c) {
                break;
            }
            if c == '\n' {
                self.before = if self.before == Before::Start { Before::Start } else { Before::Line };
            } else if c.is_whitespace() && matches!(self.before, Before::Nothing | Before::Hyphen) {
                self.before = Before::Space;
            }
            self.at += c.len_utf8();
        }
    }

    /// Whether a hyphen here joins what stands before it to a word after it. Between two digits it is a mark: a range,
    /// a score, a season.
    fn hyphen_joins(&self, c: char) -> bool {
        if !matches!(c, '-' | '\u{2010}' | '\u{2011}') || self.before != Before::Nothing {
            return false;
        }
        let last = self.text[..self.at].chars().next_back();
        let next = self.char_at(self.at + c.len_utf8());
        let (Some(last), Some(next)) = (last, next) else { return false };
        last.is_alphanumeric() && next.is_alphanumeric() && !(last.is_ascii_digit() && next.is_ascii_digit())
    }

    fn word_end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(c) = self.char_at(at) {
            let inner = is_letter(c)
                || c.is_numeric()
                || is_invisible(c)
                || matches!(c, '\'' | '’' | 'ʼ') && self.char_at(at + c.len_utf8()).is_some_and(is_letter);
            if !inner {
                break;
            }
            at += c.len_utf8();
        }
        at
    }

    fn number_end(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while let Some(&b) = bytes.get(at) {
            let inner = matches!(b, b'.' | b',' | b':' | b'/') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
            if !b.is_ascii_digit() && !inner {
                break;
            }
            at += 1;
        }
        at
    }

    fn mark_end(&self, start: usize, c: char) -> usize {
        let mut end = start + c.len_utf8();
        if matches!(c, '.' | '-') {
            let run = self.text[start..].bytes().take_while(|&b| b == c as u8).count();
            if run >= if c == '.' { 3 } else { 2 } {
                end = start + run;
            }
        }
        end
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && (c.is_alphabetic() || is_combining(c)))
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Endings that make `name.ending` an address rather than two sentences run together.
const DOMAINS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "mil", "int", "io", "co", "uk", "eu", "de", "fr", "info", "biz", "tv", "ai",
    "dev", "app", "us", "ca", "au", "nz", "in", "ie", "news", "online", "site",
];

/// The end of a web or mail address that begins here.
fn url_end(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    // Nearly every word ends before anything that only an address holds: decide that cheaply.
    let word = rest.bytes().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'+')))?;
    let next = rest.as_bytes()[word];
    if !matches!(next, b':' | b'.' | b'@') || rest.as_bytes().get(word + 1).is_none_or(|b| b.is_ascii_whitespace()) {
        return None;
    }
    let run = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '’' | Prose::OBJECT))
        .unwrap_or(rest.len());
    let run = rest[..run].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '*', '_']);
    let schemed =
        run.get(word..word + 3) == Some("://") || run.get(..7).is_some_and(|m| m.eq_ignore_ascii_case("mailto:"));
    if schemed || run.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("www.")) {
        return Some(start + run.len());
    }
    let host = run.find(['/', ':', '?', '#', '(', ',', ';', '…', '—', '–']).map_or(run, |i| &run[..i]);
    let (name, ending) = host.rsplit_once('.')?;
    let mail = name.contains('@');
    let plain = name.split(['.', '@']).all(|part| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'+'))
    });
    let domain = DOMAINS.contains(&ending) && name.len() > 1;
    let slash = run.as_bytes().get(host.len()) == Some(&b'/');
    (plain && (domain || mail)).then(|| start + if slash { run.len() } else { host.len() })
}

/// A written text in the pieces that the tokenizer would make of it, for comparing words of rules with words of text.
pub fn pieces(text: &str) -> Vec<&str> {
    let mut scanner = Scanner { text, at: 0, before: Before::Start };
    let mut pieces = Vec::new();
    while let Some((range, kind)) = scanner.next_token() {
        scanner.before = Before::Nothing;
        let piece = &text[range];
        let clitic = if kind == TokenKind::Word { clitic_len(piece) } else { 0 };
        let (stem, clitic) = piece.split_at(piece.len() - clitic);
        pieces.push(stem);
        if !clitic.is_empty() {
            pieces.push(clitic);
        }
    }
    pieces
}
