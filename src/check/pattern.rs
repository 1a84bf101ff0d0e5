//! A regular expression over the prose. Word edges are decided here in code (a Unicode `\b` is up to a hundred times
//! slower); a pattern runs only where a literal that it needs occurs. It does not look behind or ahead: conditions do.

use regex::{Regex, RegexBuilder};
use serde_spanned::Spanned;

use super::{At, Check, Mark};
use crate::rule::load::Problem;
use crate::segment::Page;
use crate::text::{Prose, Span};

/// `[rule.check.pattern]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PatternSpec {
    /// Regular expressions in the syntax of the `regex` crate; `$1` … of the fix are their groups.
    find: Vec<Spanned<String>>,
    /// Text without which none of the patterns can match: each page is searched for it first. Letter case is ignored.
    needs: Vec<String>,
    /// Whether a match must begin and end at the edges of words (the default).
    #[serde(default = "yes")]
    words: bool,
    /// `any` (the default) or `exact` letter case.
    #[serde(default)]
    case: crate::rule::phrase::Case,
    /// Whether the file must have the very characters of the match: what it writes as an entity is meant to be read.
    #[serde(default)]
    verbatim: bool,
    /// The group that is marked; 0, the default, is the whole match.
    #[serde(default)]
    mark: usize,
}

fn yes() -> bool {
    true
}

/// Patterns ready to run.
pub struct Pattern {
    find: Vec<Regex>,
    needs: Option<Regex>,
    words: bool,
    verbatim: bool,
    mark: usize,
}

/// A compiled pattern may take this much memory, so that no rule file can make one explode.
const SIZE_LIMIT: usize = 4 << 20;

impl PatternSpec {
    /// Compiles the patterns.
    pub fn build(self) -> Result<Pattern, Problem> {
        let any_case = self.case == crate::rule::phrase::Case::Any;
        let mut find = Vec::new();
        for pattern in &self.find {
            let built = RegexBuilder::new(pattern.get_ref())
                .case_insensitive(any_case)
                .multi_line(true)
                .size_limit(SIZE_LIMIT)
                .build();
            let regex =
                built.map_err(|e| Problem::at(pattern.span(), format!("this pattern is not valid: {}", short(&e))))?;
            if regex.captures_len() <= self.mark {
                return Err(Problem::at(
                    pattern.span(),
                    format!("`mark = {}` needs that many groups in the pattern", self.mark),
                ));
            }
            if regex.is_match("") {
                return Err(Problem::at(pattern.span(), "this pattern matches nothing at all, and so everywhere"));
            }
            find.push(regex);
        }
        let literals: Vec<String> = self.needs.iter().map(|n| regex::escape(n)).collect();
        let needs = if literals.is_empty() {
            None
        } else {
            RegexBuilder::new(&literals.join("|")).case_insensitive(true).unicode(false).build().ok()
        };
        Ok(Pattern { find, needs, words: self.words, verbatim: self.verbatim, mark: self.mark })
    }
}

/// The last line of the regex crate's picture of an error says what is wrong.
fn short(error: &regex::Error) -> String {
    error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

impl Check for Pattern {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let text = &page.prose.text;
        if self.needs.as_ref().is_some_and(|needs| !needs.is_match(text)) {
            return;
        }
        let from = out.len();
        for regex in &self.find {
            for found in regex.captures_iter(text) {
                let Some(group) = found.get(self.mark) else { continue };
                if self.words && !(edge(text, group.start()) && edge(text, group.end())) {
                    continue;
                }
                let span = Span::<Prose>::of_range(group.range());
                if self.verbatim && page.source.slice(page.prose.to_source(span).span()) != group.as_str() {
                    continue;
                }
                let mut mark = Mark::new(span);
                for (i, name) in ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].into_iter().enumerate() {
                    if let Some(capture) = found.get(i) {
                        mark = mark.with(name, capture.as_str());
                    }
                }
                out.push(mark);
            }
        }
        if self.find.len() > 1 {
            // Of overlapping places of several patterns the first and longest counts.
            let place = |mark: &Mark| match mark.at {
                At::Prose(span) => (span.start, std::cmp::Reverse(span.end)),
                At::Source(span) => (span.start, std::cmp::Reverse(span.end)),
            };
            out[from..].sort_by_key(place);
            let mut end = 0;
            let mut rest = out.split_off(from);
            rest.retain(|mark| {
                let (start, std::cmp::Reverse(past)) = place(mark);
                let keep = start >= end;
                if keep {
                    end = past;
                }
                keep
            });
            out.append(&mut rest);
        }
    }
}

/// Whether no word runs across this byte.
pub fn edge(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = text[at..].chars().next().is_some_and(char::is_alphanumeric);
    !(before && after)
}
