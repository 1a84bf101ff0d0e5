//! A rule's own fix: the replacement as written, put into the form and the case of what it replaces, with `a` or `an` before it
//! put right. It decides no conflicts and applies nothing.

use std::ops::Range;

use crate::check::{Mark, Repair};
use crate::english::article::{Article, article_for};
use crate::english::case::{apply, shape_of};
use crate::english::inflect::{Form, inflect};
use crate::finding::Safety;
use crate::rule::phrase::Case;
use crate::segment::Page;
use crate::text::{Prose, Span};

/// How a rule mends its findings.
#[derive(Clone, Debug)]
pub struct Remedy {
    /// Replacements, best first; with none, the check's own repairs are used.
    pub replace: Vec<String>,
    /// Whether a replacement takes the form and the capitals of what it replaces, or stands as written.
    pub case: Case,
    /// The most that a fix of this rule can be trusted.
    pub safety: Safety,
    /// What it does, where the default words do not say it.
    pub title: Option<String>,
}

impl Remedy {
    /// The repairs of a mark: the rule's replacements, then the check's own.
    pub fn repairs(&self, page: &Page<'_>, span: Span<Prose>, inflected: Option<Form>, mark: &Mark) -> Vec<Repair> {
        let found = page.prose.slice(span);
        let own = self.replace.iter().map(|text| {
            let text = fill(text, &mark.captures);
            if self.case == Case::Exact {
                return self.repair(page, span, text);
            }
            let text = inflected.map_or(text.clone(), |form| in_form(&text, form));
            let text = if found.is_empty() { text } else { apply(&text, shape_of(found)) };
            self.repair(page, span, text)
        });
        own.chain(mark.repairs.iter().cloned()).collect()
    }

    /// The replacement, and `a` before it where it must become `an` or the reverse.
    fn repair(&self, page: &Page<'_>, span: Span<Prose>, text: String) -> Repair {
        let mut edits = Vec::new();
        let span = if text.is_empty() { with_space(&page.prose.text, span) } else { span };
        if let Some((article, right)) = article_before(page, span, &text) {
            edits.push((article.into(), right));
        }
        edits.push((span.into(), text));
        Repair { edits, title: self.title.clone(), safety: None }
    }
}

/// What is taken out between two spaces takes one of them along; at the end of a line the one before it.
fn with_space(text: &str, span: Span<Prose>) -> Span<Prose> {
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let opens = before.is_empty() || before.ends_with([' ', '\n']);
    if opens && after.starts_with(' ') {
        Span::new(span.start, span.end + 1)
    } else if before.ends_with(' ') && (after.is_empty() || after.starts_with('\n')) {
        Span::new(span.start - 1, span.end)
    } else {
        span
    }
}

/// `$1` … replaced by the groups of a pattern, `{name}` by a capture.
pub fn fill(text: &str, captures: &[(&'static str, String)]) -> String {
    let mut filled = text.to_owned();
    for (name, value) in captures {
        let mark = if name.bytes().all(|b| b.is_ascii_digit()) { format!("${name}") } else { format!("{{{name}}}") };
        filled = filled.replace(&mark, value);
    }
    filled
}

/// The replacement in a form: the word marked by a final `~` takes it, else the only word, else the first.
fn in_form(text: &str, form: Form) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let head = words.iter().position(|w| w.ends_with('~')).unwrap_or(0);
    let formed: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(i, w)| {
            let plain = w.trim_end_matches('~');
            if i == head { inflect(plain, form) } else { plain.to_owned() }
        })
        .collect();
    formed.join(" ")
}

/// The article directly before a span, with the article that a replacement needs, where they differ.
fn article_before(page: &Page<'_>, span: Span<Prose>, text: &str) -> Option<(Span<Prose>, String)> {
    let at = page.token_at(span.start).checked_sub(1)?;
    let written = page.text(at);
    let needed = match article_for(text.split_whitespace().next()?)? {
        Article::A => "a",
        Article::An => "an",
    };
    let is_article = written.eq_ignore_ascii_case("a") || written.eq_ignore_ascii_case("an");
    (is_article && !written.eq_ignore_ascii_case(needed))
        .then(|| (page.token(at).span(), apply(needed, shape_of(written))))
}

/// The range of tokens of a span of prose.
pub fn tokens_of(page: &Page<'_>, span: Span<Prose>) -> Range<u32> {
    let start = page.token_at(span.start);
    let end = page.tokens.partition_point(|t| t.start < span.end) as u32;
    start..end.max(start)
}
