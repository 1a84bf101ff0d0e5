//! A regular expression over the prose. Word edges are decided here in code (a Unicode `\b` is up to a hundred times
//! slower); a pattern runs only where a literal that it needs occurs. It does not look behind or ahead: conditions do.

use serde_spanned::Spanned;

use super::{At, Check, Mark};
use crate::rule::literals::LiteralId;
use crate::rule::load::{Loader, Problem};
use crate::rule::regular::{Compile, Manner, Regular, endless};
use crate::segment::Page;
use crate::text::{Prose, Span};

/// `[rule.check.pattern]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PatternSpec {
    /// Regular expressions in the syntax of the `regex` crate; `$1` … of the fix are their groups.
    pub(crate) find: Vec<Spanned<String>>,
    /// Text without which none of the patterns can match: each page is searched for it first. Letter case is
    /// ignored; `\d` is any digit.
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
    find: Vec<Regular>,
    needs: Vec<LiteralId>,
    words: bool,
    verbatim: bool,
    mark: usize,
}

impl PatternSpec {
    /// Adds all that is wrong with the patterns: what does not compile, and what could run on without end.
    pub fn examine(&self, loader: &mut Loader<'_>, problems: &mut Vec<Problem>) {
        for pattern in &self.find {
            let alone = Self { find: vec![pattern.clone()], needs: Vec::new(), needs_nothing: None, ..*self };
            match (alone.build(loader), endless(pattern.get_ref())) {
                (Err(problem), _) => problems.push(problem),
                (Ok(_), Some((whole, inner))) => {
                    let message = format!("`{whole}` can run on to the end of the paragraph");
                    let advice = format!("give it an upper limit, such as {inner}{{0,80}}");
                    problems.push(Problem::at(pattern.span(), message).advise(advice));
                }
                (Ok(_), None) => {}
            }
        }
        if let (true, None, Some(first)) =
            (self.needs.iter().all(String::is_empty), &self.needs_nothing, self.find.first())
        {
            let problem = Problem::at(first.span(), "`needs` names no text without which this pattern cannot match");
            problems.push(problem.advise("name one, or say why there is none: needs-nothing = \"…\""));
        }
    }

    /// Those of the patterns that find nothing in these texts.
    pub fn idle<'s>(&'s self, texts: &[&str]) -> Vec<&'s Spanned<String>> {
        let manner = Manner { any_case: self.case == crate::rule::phrase::Case::Any, lines: true };
        let finds = |pattern: &Spanned<String>| {
            let regular = Regular::new(pattern.get_ref(), manner, Compile::Now);
            regular.is_ok_and(|r| r.regex().is_some_and(|r| texts.iter().any(|text| r.is_match(text))))
        };
        self.find.iter().filter(|pattern| !finds(pattern)).collect()
    }

    /// Reads the patterns.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Pattern, Problem> {
        let manner = Manner { any_case: self.case == crate::rule::phrase::Case::Any, lines: true };
        let mut find = Vec::new();
        for pattern in &self.find {
            let wrong = |message: String| Problem::at(pattern.span(), message);
            let regular = Regular::new(pattern.get_ref(), manner, loader.compile)
                .map_err(|e| wrong(format!("this pattern is not valid: {e}")))?;
            if loader.compile == Compile::Now {
                let regex = regular.regex();
                if regex.is_some_and(|r| r.captures_len() <= self.mark) {
                    return Err(wrong(format!("`mark = {}` needs that many groups in the pattern", self.mark)));
                }
                if regex.is_some_and(|r| r.is_match("")) {
                    return Err(wrong("this pattern matches nothing at all, and so everywhere".to_owned()));
                }
            }
            find.push(regular);
        }
        let needs = self.needs.iter().flat_map(|n| loader.literals.add(n)).collect();
        Ok(Pattern { find, needs, words: self.words, verbatim: self.verbatim, mark: self.mark })
    }
}

impl Check for Pattern {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let text = &page.prose.text;
        let from = out.len();
        for regex in self.find.iter().filter_map(|r| r.within(text)) {
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

    fn needs(&self) -> &[LiteralId] {
        &self.needs
    }
}

/// Whether no word runs across this byte.
pub fn edge(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = text[at..].chars().next().is_some_and(char::is_alphanumeric);
    !(before && after)
}
