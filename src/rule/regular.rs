//! Regular expressions of rules: the one door to the `regex` crate and its parser. An expression is compiled when it is first
//! needed; one of a user's file is compiled as the file is loaded, so that a mistake has its place, and the tests load the
//! built-in files in that way. It decides nothing about words or places.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::literal::Extractor;

/// When expressions are compiled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compile {
    /// At once.
    #[default]
    Now,
    /// When they are first needed.
    Later,
}

/// How an expression is meant.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// Letter case is ignored.
    pub any_case: bool,
    /// `^` and `$` are the ends of lines.
    pub lines: bool,
}

/// A regular expression. `\b` and `\d` are those of ASCII, which are many times faster; word edges proper are decided in code.
#[derive(Debug)]
pub struct Regular {
    pattern: Box<str>,
    manner: Manner,
    compiled: OnceLock<Option<Regex>>,
}

/// A compiled expression may take so many bytes, so that no rule file can make one explode.
const SIZE_LIMIT: usize = 4 << 20;

impl Regular {
    /// An expression, with what is wrong with it if it is to be compiled now.
    pub fn new(pattern: &str, manner: Manner, when: Compile) -> Result<Self, String> {
        let regular = Self { pattern: plain(pattern).into(), manner, compiled: OnceLock::new() };
        if when == Compile::Now {
            let compiled = regular.compile().map_err(|e| short(&e))?;
            regular.compiled.get_or_init(|| Some(compiled));
        }
        Ok(regular)
    }

    fn compile(&self) -> Result<Regex, regex::Error> {
        RegexBuilder::new(&self.pattern)
            .case_insensitive(self.manner.any_case)
            .multi_line(self.manner.lines)
            .size_limit(SIZE_LIMIT)
            .build()
    }

    /// The expression, compiled; nothing if it is not valid, which is told when a file is loaded.
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| self.compile().ok()).as_ref()
    }

    /// Texts of which a match must begin with one; nothing where they are too many or may be empty.
    pub fn beginnings(&self) -> Option<Vec<Vec<u8>>> {
        let hir = regex_syntax::ParserBuilder::new().build().parse(&self.pattern).ok()?;
        let found = Extractor::new().limit_total(64).limit_class(16).extract(&hir);
        let found: Vec<Vec<u8>> = found.literals()?.iter().map(|l| l.as_bytes().to_vec()).collect();
        found.iter().all(|text| !text.is_empty()).then_some(found)
    }
}

/// The last line of the regex crate's picture of an error says what is wrong.
fn short(error: &regex::Error) -> String {
    error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

/// The pattern with `\b` and `\d` as those of ASCII.
fn plain(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let (mut chars, mut class) = (pattern.chars(), 0usize);
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('b') if class == 0 => out.push_str(r"(?-u:\b)"),
                Some('d') => out.push_str(if class == 0 { "[0-9]" } else { "0-9" }),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            '[' => {
                class += 1;
                out.push(c);
            }
            ']' => {
                class = class.saturating_sub(1);
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_ascii() {
        let table = [
            (r"\bper cent\b", r"(?-u:\b)per cent(?-u:\b)"),
            (r"[\d.,]+\d", r"[0-9.,]+[0-9]"),
            (r"\\b[^\]\d]", r"\\b[^\]0-9]"),
        ];
        for (pattern, expected) in table {
            assert_eq!(plain(pattern), expected);
        }
    }

    #[test]
    fn beginnings() {
        let of = |pattern: &str| {
            let regular = Regular::new(pattern, Manner::default(), Compile::Now).unwrap_or_else(|e| panic!("{e}"));
            regular.beginnings().map(|all| all.into_iter().map(|b| String::from_utf8_lossy(&b).into_owned()).collect())
        };
        assert_eq!(of("(?:the )?news(?:letter)?"), Some(vec!["the news".to_owned(), "news".to_owned()]));
        assert_eq!(of(".*cookies"), None::<Vec<String>>);
    }
}
