//! Regular expressions of rules: the one door to the `regex` crate. An expression is compiled when it is first
//! needed; one of a user's file is compiled as the file is loaded, so that a mistake has its place, and the tests load the
//! built-in files in that way. It decides nothing about words or places.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{self, Ast, RepetitionKind, RepetitionRange};

use super::literals::Alternatives;
use super::openings::openings;

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
    /// How a match must begin, if in one of a few ways.
    sieve: OnceLock<Option<Alternatives>>,
}

/// A compiled expression may take so many bytes, so that no rule file can make one explode.
const SIZE_LIMIT: usize = 4 << 20;

impl Regular {
    /// An expression, with what is wrong with it if it is to be compiled now.
    pub fn new(pattern: &str, manner: Manner, when: Compile) -> Result<Self, String> {
        let regular =
            Self { pattern: plain(pattern).into(), manner, compiled: OnceLock::new(), sieve: OnceLock::new() };
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

    /// The expression, compiled, where it may match in a text: compiling it costs more than a look for how a match must begin.
    pub fn within(&self, text: &str) -> Option<&Regex> {
        if self.compiled.get().is_none() {
            let sieve = self.sieve.get_or_init(|| {
                let (all, any_case) = self.openings().filter(|(all, _)| all.iter().all(|text| text.len() > 1))?;
                Some(Alternatives::new(all, any_case))
            });
            if sieve.as_ref().is_some_and(|sieve| sieve.find(text).next().is_none()) {
                return None;
            }
        }
        self.regex()
    }

    /// Texts of which a match must begin with one, in small letters where case is ignored; nothing where it may begin in any
    /// way.
    pub fn openings(&self) -> Option<(Vec<String>, bool)> {
        openings(&self.pattern, self.manner.any_case)
    }
}

/// A repetition without an upper limit of something that takes letters and spaces alike, with what it repeats: it would run
/// across words to the end of the paragraph, from each place where the pattern can begin.
pub fn endless(pattern: &str) -> Option<(&str, &str)> {
    let tree = Parser::new().parse(pattern).ok()?;
    let written = |span: &ast::Span| pattern.get(span.start.offset..span.end.offset).unwrap_or_default();
    let mut open = vec![&tree];
    while let Some(part) = open.pop() {
        match part {
            Ast::Repetition(repeated) => {
                let is_endless = match &repeated.op.kind {
                    RepetitionKind::ZeroOrMore | RepetitionKind::OneOrMore => true,
                    RepetitionKind::Range(range) => matches!(range, RepetitionRange::AtLeast(_)),
                    RepetitionKind::ZeroOrOne => false,
                };
                let inner = written(repeated.ast.span());
                if is_endless && runs_across_words(inner) {
                    return Some((written(&repeated.span), inner));
                }
                open.push(&repeated.ast);
            }
            Ast::Group(group) => open.push(&group.ast),
            Ast::Alternation(all) => open.extend(&all.asts),
            Ast::Concat(all) => open.extend(&all.asts),
            _ => {}
        }
    }
    None
}

/// Whether a part of a pattern, repeated, takes a letter and a space.
fn runs_across_words(part: &str) -> bool {
    let regex = Regex::new(&format!("^(?:{part})+$"));
    regex.is_ok_and(|regex| ["a a", "a b c", "a ", " a", "a b "].iter().any(|text| regex.is_match(text)))
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
}
