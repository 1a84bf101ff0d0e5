//! A regular expression over the prose. Word edges are decided here in code (a Unicode `\b` is up to a hundred times
//! slower); a pattern runs only where a literal that it needs occurs. It does not look behind or ahead: conditions do.

use regex::{Regex, RegexBuilder};
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, RepetitionKind, RepetitionRange};
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
    pub(crate) find: Vec<Spanned<String>>,
    /// Text without which none of the patterns can match: each page is searched for it first. Letter case is ignored.
    needs: Vec<String>,
    /// Why no such text can be named, where `needs` is empty: each page is then searched from end to end.
    #[serde(default)]
    needs_nothing: Option<String>,
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
    /// Adds all that is wrong with the patterns: what does not compile, and what could run on without end.
    pub fn examine(&self, problems: &mut Vec<Problem>) {
        for pattern in &self.find {
            let alone = Self { find: vec![pattern.clone()], needs: Vec::new(), needs_nothing: None, ..*self };
            match alone.build() {
                Err(problem) => problems.push(problem),
                Ok(_) => problems.extend(unbounded(pattern)),
            }
        }
        if let (true, None, Some(first)) =
            (self.needs.iter().all(String::is_empty), &self.needs_nothing, self.find.first())
        {
            let problem = Problem::at(first.span(), "`needs` names no text without which this pattern cannot match");
            problems.push(problem.advise("name one, or say why there is none: needs-nothing = \"…\""));
        }
    }

    /// The patterns, for those who look which of them an example reaches.
    pub fn compiled(&self) -> impl Iterator<Item = (&Spanned<String>, Option<Regex>)> {
        let any_case = self.case == crate::rule::phrase::Case::Any;
        self.find.iter().map(move |pattern| {
            let built = RegexBuilder::new(pattern.get_ref()).case_insensitive(any_case).multi_line(true).build();
            (pattern, built.ok())
        })
    }

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

/// A repetition without an upper limit of something that takes letters and spaces alike: it would run across words to the end
/// of the paragraph, from each place where the pattern can begin.
fn unbounded(pattern: &Spanned<String>) -> Option<Problem> {
    let tree = Parser::new().parse(pattern.get_ref()).ok()?;
    let mut open = vec![&tree];
    while let Some(part) = open.pop() {
        match part {
            Ast::Repetition(repeated) => {
                let endless = match &repeated.op.kind {
                    RepetitionKind::ZeroOrMore | RepetitionKind::OneOrMore => true,
                    RepetitionKind::Range(range) => matches!(range, RepetitionRange::AtLeast(_)),
                    RepetitionKind::ZeroOrOne => false,
                };
                let span = repeated.ast.span();
                let inner = pattern.get_ref().get(span.start.offset..span.end.offset).unwrap_or_default();
                if endless && runs_across_words(inner) {
                    let whole =
                        pattern.get_ref().get(repeated.span.start.offset..repeated.span.end.offset).unwrap_or_default();
                    let problem =
                        Problem::at(pattern.span(), format!("`{whole}` can run on to the end of the paragraph"));
                    return Some(problem.advise(format!("give it an upper limit, such as {inner}{{0,80}}")));
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
    let takes = |text: &str| Regex::new(&format!("^(?:{part})+$")).is_ok_and(|regex| regex.is_match(text));
    takes("a a") || takes("a b c") || takes("a ") || takes(" a") || takes("a b ")
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
