//! One term with a capital in one place and without in another: `the Treasurer`, `the treasurer`. Only terms of one to three
//! words directly after *the* are compared, where the article shows that the word is a term and no name; sentences in
//! headings and words inside names are left alone.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_spanned::Spanned;

use super::tally::{Place, Tally};
use super::variant::counts;
use super::{Check, Mark};
use crate::english::case::Shape;
use crate::finding::Level;
use crate::rule::load::{Loader, Problem};
use crate::segment::{Before, Page, TokenKind};

/// `[rule.check.one-case]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OneCaseSpec {
    /// Words after which a term is compared: `the`.
    after: Vec<Spanned<String>>,
    /// Terms that are written both ways for good reasons (`earth`, `state`).
    #[serde(default)]
    unless: Vec<Spanned<String>>,
    /// So many places must be of the majority.
    #[serde(default = "two")]
    least: usize,
}

fn two() -> usize {
    2
}

/// Looks for such terms.
pub struct OneCase {
    after: FxHashSet<String>,
    unless: FxHashSet<String>,
    least: usize,
}

impl OneCaseSpec {
    /// Reads the words.
    pub fn build(self, loader: &Loader<'_>) -> Result<OneCase, Problem> {
        Ok(OneCase { after: loader.folded(&self.after)?, unless: loader.folded(&self.unless)?, least: self.least })
    }
}

const CAPITAL: usize = 0;
const SMALL: usize = 1;
/// The most words that a term has.
const LONGEST: u32 = 3;

impl Check for OneCase {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let mut terms: FxHashMap<String, Vec<Place>> = FxHashMap::default();
        for i in self.starts(page) {
            let words = (i..page.tokens.len() as u32)
                .take_while(|&j| is_inner(page, j, i) && page.word(j).shape == Shape::Title);
            let length = words.count() as u32;
            // `the Bank of England`, `the Smith report`: a longer name, or a name before a noun.
            if (1..=LONGEST).contains(&length) && !runs_on(page, i + length) {
                let span = page.span(i..i + length);
                if counts(page, span) {
                    terms
                        .entry(page.prose.slice(span).to_lowercase())
                        .or_default()
                        .push(Place { span, choice: CAPITAL });
                }
            }
        }
        terms.retain(|term, _| !self.unless.contains(term));
        if terms.is_empty() {
            return;
        }
        self.small(page, &mut terms);
        let mut all: Vec<_> = terms.into_values().filter(|p| p.len() > 1).collect();
        all.sort_by_key(|p| p[0].span);
        for places in &mut all {
            places.sort_by_key(|p| p.span);
            let Some(tally) = Tally::of(places, 2, self.least, None) else { continue };
            let model = page.prose.slice(tally.example).to_owned();
            let name = format!("“{model}” {}", ["with a capital", "without a capital"][tally.most]);
            for place in places.iter().filter(|p| p.choice != tally.most) {
                let mut mark =
                    tally.mark(place.span, &name).with("right", model.clone()).repair(place.span, model.clone());
                // A single capital may be the name of a button, a chapter or a body.
                if tally.most == SMALL || tally.count < 3 && tally.against > 1 {
                    mark.level = Some(Level::Note);
                }
                out.push(mark);
            }
        }
    }
}

impl OneCase {
    /// The tokens after one of the words.
    fn starts<'p>(&'p self, page: &'p Page<'_>) -> impl Iterator<Item = u32> + 'p {
        (1..page.tokens.len() as u32).filter(move |&i| {
            page.token(i).kind == TokenKind::Word
                && page.token(i).before == Before::Space
                && page.token(i - 1).kind == TokenKind::Word
                && self.after.contains(&*page.word(i - 1).folded)
        })
    }

    fn small(&self, page: &Page<'_>, terms: &mut FxHashMap<String, Vec<Place>>) {
        for i in self.starts(page) {
            for length in 1..=LONGEST {
                let words = i..(i + length).min(page.tokens.len() as u32);
                if !words.clone().all(|j| is_inner(page, j, i) && page.word(j).shape == Shape::Lower) {
                    break;
                }
                let span = page.span(words.clone());
                let glued = page.tokens.get(words.end as usize).is_some_and(|t| t.before == Before::Hyphen);
                if let Some(places) = terms.get_mut(page.prose.slice(span))
                    && !glued
                    && !runs_on(page, words.end)
                    && counts(page, span)
                {
                    places.push(Place { span, choice: SMALL });
                }
            }
        }
    }
}

/// Whether a token goes on with the term that begins at `first`.
fn is_inner(page: &Page<'_>, j: u32, first: u32) -> bool {
    page.token(j).kind == TokenKind::Word && (j == first || page.token(j).before == Before::Space)
}

/// Whether a name goes on after a term: a capital, a number, `of` and a capital, a hyphen.
fn runs_on(page: &Page<'_>, next: u32) -> bool {
    let capital = |j: u32| {
        page.tokens.get(j as usize).is_some_and(|t| {
            matches!(t.before, Before::Space | Before::Line | Before::Hyphen)
                && (t.kind == TokenKind::Number || t.kind == TokenKind::Word && page.word(j).shape != Shape::Lower)
        })
    };
    let small = page.tokens.get(next as usize).is_some_and(|t| {
        t.kind == TokenKind::Word && matches!(&*page.word(next).folded, "of" | "for" | "and" | "on" | "to" | "in" | "&")
    });
    page.tokens.get(next as usize).is_some_and(|t| t.before == Before::Hyphen)
        || capital(next)
        || small && capital(next + 1)
        || small
            && page.tokens.get(next as usize + 1).is_some_and(|_| &*page.word(next + 1).folded == "the")
            && capital(next + 2)
}
