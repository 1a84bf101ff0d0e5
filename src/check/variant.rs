//! Ways of writing one thing (dates, times, per cent) of which a document should choose one. Each way is a pattern with
//! named parts and a template that writes those parts, so that one way can be turned into another. Quotations, links,
//! headings and tables have their own ways and do not count.

use regex::Captures;
use serde_spanned::Spanned;

use super::own::{is_headline, is_own};
use super::pattern::edge;
use super::tally::{Place, Tally};
use super::{Check, Mark};
use crate::rule::literals::LiteralId;
use crate::rule::load::{Loader, Problem};
use crate::rule::regular::{Manner, Regular};
use crate::segment::Page;
use crate::text::{BlockKind, Prose, Span};

/// `[rule.check.variant]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct VariantSpec {
    /// The ways, as `[[rule.check.variant.choice]]`; where two match at one place, the first counts.
    choice: Vec<ChoiceSpec>,
    /// Text without which there is nothing to do; letter case is ignored and `\d` is any digit.
    needs: Vec<String>,
    /// So many places must be of the majority.
    #[serde(default = "two")]
    least: usize,
    /// The way that wins a tie.
    #[serde(default)]
    tie: Option<String>,
    /// Whether letter case is ignored.
    #[serde(default)]
    any_case: bool,
    /// Whether all places of the minority are one finding, at the first of them.
    #[serde(default)]
    together: bool,
}

/// One way of writing it.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ChoiceSpec {
    /// What readers call it.
    name: String,
    /// Patterns with named parts, `(?<day>…)`; a part `at` is the place, where that is not the whole match.
    find: Vec<Spanned<String>>,
    /// How the parts are written this way: `{month} {day}[, {year}]`. What stands in brackets is left out with its part;
    /// `{half^}` is in capitals and `{half_}` in small letters.
    #[serde(default)]
    write: Option<String>,
}

fn two() -> usize {
    2
}

/// One choice ready to run.
struct Choice {
    name: String,
    find: Vec<Regular>,
    write: Option<String>,
}

/// Choices ready to run.
pub struct Variant {
    choices: Vec<Choice>,
    needs: Vec<LiteralId>,
    least: usize,
    tie: Option<usize>,
    together: bool,
}

impl VariantSpec {
    /// Reads the patterns.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Variant, Problem> {
        let tie = self.tie.as_ref().and_then(|name| self.choice.iter().position(|c| c.name == *name));
        let manner = Manner { any_case: self.any_case, lines: false };
        let mut choices = Vec::new();
        for choice in self.choice {
            let read = |pattern: &Spanned<String>| {
                Regular::new(pattern.get_ref(), manner, loader.compile)
                    .map_err(|e| Problem::at(pattern.span(), format!("this pattern is not valid: {e}")))
            };
            let find = choice.find.iter().map(read).collect::<Result<_, _>>()?;
            choices.push(Choice { name: choice.name, find, write: choice.write });
        }
        let needs = self.needs.iter().flat_map(|n| loader.literals.add(n)).collect();
        Ok(Variant { choices, needs, least: self.least, tie, together: self.together })
    }
}

/// A place with what the majority would write there, once that is known.
struct Found<'t> {
    place: Place,
    parts: Captures<'t>,
}

impl Check for Variant {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let found = self.places(page);
        let places: Vec<Place> = found.iter().map(|f| f.place).collect();
        let Some(tally) = Tally::of(&places, self.choices.len(), self.least, self.tie) else { return };
        let most = &self.choices[tally.most];
        let from = out.len();
        for f in found.iter().filter(|f| f.place.choice != tally.most) {
            let span = f.place.span;
            let mut mark = tally.mark(span, &most.name).with("minority", self.choices[f.place.choice].name.clone());
            if let Some(right) = most.write.as_ref().and_then(|w| write(w, &f.parts)) {
                let right = with_stop(page, span, right);
                mark = mark.repair(right.0, right.1);
            }
            if mark.level.is_some() {
                mark = mark.doubtful();
            }
            match out.get_mut(from).filter(|_| self.together) {
                Some(first) => join(first, mark, &self.choices[f.place.choice].name),
                None => out.push(mark),
            }
        }
    }

    fn needs(&self) -> &[LiteralId] {
        &self.needs
    }
}

/// So many places of a finding that holds several are pointed at; its repair takes all.
const SHOWN: usize = 6;

/// Puts a further mark into the first one.
fn join(first: &mut Mark, mut mark: Mark, name: &str) {
    if first.related.len() < SHOWN {
        first.related.push((mark.at, format!("{name} here, too")));
    }
    if let (Some(all), Some(more)) = (first.repairs.first_mut(), mark.repairs.pop()) {
        all.edits.extend(more.edits);
    }
}

impl Variant {
    /// Every place where one of the ways is used, in order, without overlaps.
    fn places<'t>(&self, page: &Page<'t>) -> Vec<Found<'t>> {
        let text = page.prose.text.as_str();
        let mut found: Vec<Found<'t>> = Vec::new();
        for (number, choice) in self.choices.iter().enumerate() {
            for regex in choice.find.iter().filter_map(Regular::regex) {
                for parts in regex.captures_iter(text) {
                    let Some(at) = parts.name("at").or_else(|| parts.get(0)) else { continue };
                    let span = Span::<Prose>::of_range(at.range());
                    let whole = parts.name("at").is_some() || edge(text, at.start()) && edge(text, at.end());
                    if whole && counts(page, span) {
                        found.push(Found { place: Place { span, choice: number }, parts });
                    }
                }
            }
        }
        found.sort_by_key(|f| (f.place.span.start, f.place.choice));
        let mut end = 0;
        found.retain(|f| {
            let keep = f.place.span.start >= end;
            if keep {
                end = f.place.span.end;
            }
            keep
        });
        found
    }
}

/// Whether a place counts for the style of the document.
pub fn counts(page: &Page<'_>, span: Span<Prose>) -> bool {
    let token = page.token_at(span.start);
    let Some(block) = page.prose.blocks.get(page.block_at(token)) else { return false };
    !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Cell) && is_own(page, span) && !is_headline(page, token)
}

/// The parts by a template; `None` where a part outside brackets is missing.
fn write(template: &str, parts: &Captures<'_>) -> Option<String> {
    let mut text = String::new();
    let mut rest = template;
    while let Some(open) = rest.find(['[', '{']) {
        text.push_str(&rest[..open]);
        let close = if rest[open..].starts_with('[') { ']' } else { '}' };
        let end = open + rest[open..].find(close)?;
        let inner = &rest[open + 1..end];
        if close == ']' {
            text.push_str(&write(inner, parts).unwrap_or_default());
        } else {
            let name = inner.trim_end_matches(['^', '_']);
            let part = parts.name(name)?.as_str();
            match inner.chars().last() {
                Some('^') => text.push_str(&part.to_uppercase()),
                Some('_') => text.push_str(&part.to_lowercase()),
                _ => text.push_str(part),
            }
        }
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    Some(text)
}

/// A repair at the end of a sentence has one full stop, whether the abbreviation brings one along or not.
pub fn with_stop(page: &Page<'_>, span: Span<Prose>, right: String) -> (Span<Prose>, String) {
    let (old, after) = (page.prose.slice(span), &page.prose.text[span.end as usize..]);
    if right.ends_with('.') && !old.ends_with('.') && after.starts_with('.') {
        return (Span::new(span.start, span.end + 1), right);
    }
    if old.ends_with('.') && !right.ends_with('.') {
        let last = page.tokens.partition_point(|t| t.start < span.end) as u32;
        let sentence = last.checked_sub(1).and_then(|t| page.sentences.get(page.sentence_at(t)));
        if sentence.is_some_and(|s| s.tokens.end == last) {
            return (span, format!("{right}."));
        }
    }
    (span, right)
}
