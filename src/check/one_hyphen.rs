//! One compound hyphenated in one place and not in another: `sign-in` and `sign in`, `e-mail` and `email`. An open form counts
//! only where it stands before a noun as the hyphenated one does, for grammar parts the two elsewhere (`a long-term plan`, `in
//! the long term`); what may stand around it is the rule's.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use serde_spanned::Spanned;

use super::own::is_own;
use super::tally::{Place, Tally};
use super::variant::counts;
use super::{Check, Mark};
use crate::english::case::{apply, shape_of};
use crate::finding::Level;
use crate::rule::load::{Loader, Problem};
use crate::segment::{Before, Page, TokenKind};
use crate::text::{Prose, Span};

/// `[rule.check.one-hyphen]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OneHyphenSpec {
    /// Words before an open compound that show that a noun follows it: `the`, `a`, `our`.
    before: Vec<Spanned<String>>,
    /// Words after an open compound that show that none does: `is`, `of`, `and`.
    not_after: Vec<Spanned<String>>,
    /// Compounds whose forms differ in meaning (`re-cover`), written without hyphens (`recover`).
    #[serde(default)]
    apart: Vec<Spanned<String>>,
    /// So many places must be of the majority.
    #[serde(default = "two")]
    least: usize,
}

fn two() -> usize {
    2
}

/// Looks for such compounds.
pub struct OneHyphen {
    before: FxHashSet<String>,
    not_after: FxHashSet<String>,
    apart: FxHashSet<String>,
    least: usize,
}

impl OneHyphenSpec {
    /// Reads the words.
    pub fn build(self, loader: &Loader<'_>) -> Result<OneHyphen, Problem> {
        Ok(OneHyphen {
            before: loader.folded(&self.before)?,
            not_after: loader.folded(&self.not_after)?,
            apart: loader.folded(&self.apart)?,
            least: self.least,
        })
    }
}

const HYPHENATED: usize = 0;
const OPEN: usize = 1;
const CLOSED: usize = 2;
const NAMES: [&str; 3] = ["with a hyphen", "as two words", "as one word"];

/// The places of one compound.
#[derive(Default)]
struct Seen {
    places: Vec<Place>,
    /// How many of the hyphenated ones stand before a noun.
    before_noun: usize,
    first: u32,
}

impl Check for OneHyphen {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let mut seen: FxHashMap<u64, Seen> = FxHashMap::default();
        for i in 1..page.tokens.len() as u32 {
            if let Some(span) = hyphenated(page, i).filter(|s| counts(page, *s)) {
                let entry = seen.entry(joined(page, i)).or_default();
                if entry.places.is_empty() {
                    entry.first = i;
                }
                entry.before_noun += usize::from(self.noun_follows(page, i));
                entry.places.push(Place { span, choice: HYPHENATED });
            }
        }
        if seen.is_empty() {
            return;
        }
        self.other_forms(page, &mut seen);
        let mut all: Vec<_> = seen.into_values().filter(|s| s.places.len() > 1).collect();
        all.sort_by_key(|s| s.first);
        for seen in all {
            self.report(page, seen, out);
        }
    }
}

impl OneHyphen {
    fn other_forms(&self, page: &Page<'_>, seen: &mut FxHashMap<u64, Seen>) {
        for i in 0..page.tokens.len() as u32 {
            let token = page.token(i);
            if token.kind != TokenKind::Word {
                continue;
            }
            if token.end - token.start > 4
                && let Some(entry) = seen.get_mut(&hash(&[&page.word(i).folded]))
                && !self.apart.contains(&*page.word(i).folded)
                && counts(page, token.span())
            {
                entry.places.push(Place { span: token.span(), choice: CLOSED });
            }
            if i > 0 && token.before == Before::Space && page.token(i - 1).kind == TokenKind::Word {
                let before_noun = self.noun_follows(page, i) && self.determined(page, i - 1);
                let Some(entry) = before_noun.then(|| seen.get_mut(&joined(page, i))).flatten() else { continue };
                let span = page.span(i - 1..i + 1);
                let lower = page.prose.slice(span).chars().all(|c| !c.is_uppercase());
                if entry.before_noun * 2 > entry.places.iter().filter(|p| p.choice == HYPHENATED).count()
                    && lower
                    && page.token(i - 1).before != Before::Hyphen
                    && is_own(page, span)
                {
                    entry.places.push(Place { span, choice: OPEN });
                }
            }
        }
    }

    /// Whether a content word follows directly, as a noun does.
    fn noun_follows(&self, page: &Page<'_>, i: u32) -> bool {
        page.tokens.get(i as usize + 1).is_some_and(|t| {
            let text = page.text(i + 1);
            t.kind == TokenKind::Word
                && t.before == Before::Space
                && text.starts_with(char::is_lowercase)
                && !text.ends_with("ed")
                && !text.ends_with("ly")
                && !self.not_after.contains(&*page.word(i + 1).folded)
        })
    }

    fn determined(&self, page: &Page<'_>, first: u32) -> bool {
        first.checked_sub(1).is_some_and(|i| self.before.contains(&*page.word(i).folded))
    }

    fn report(&self, page: &Page<'_>, mut seen: Seen, out: &mut Vec<Mark>) {
        seen.places.sort_by_key(|p| p.span);
        let Some(tally) = Tally::of(&seen.places, 3, self.least, None) else { return };
        let word = |p: &Place| page.prose.slice(p.span);
        let Some(model) = seen.places.iter().find(|p| p.choice == tally.most) else { return };
        for place in seen.places.iter().filter(|p| p.choice != tally.most) {
            let right = apply(&word(model).to_lowercase(), shape_of(word(place)));
            let name = format!("“{}” {}", word(model), NAMES[tally.most]);
            let mut mark = tally.mark(place.span, &name).with("right", right.clone()).repair(place.span, right);
            // Two places are no habit yet, and before some nouns an open compound is as good.
            if tally.count < 3 || tally.most == OPEN || place.choice == OPEN {
                mark.level = Some(Level::Note);
            }
            out.push(mark);
        }
    }
}

/// The span of a compound of just two words with a hyphen, of which this token is the second.
fn hyphenated(page: &Page<'_>, i: u32) -> Option<Span<Prose>> {
    let (a, b) = (page.token(i - 1), page.token(i));
    let two = b.before == Before::Hyphen && a.kind == TokenKind::Word && b.kind == TokenKind::Word;
    let longer =
        a.before == Before::Hyphen || page.tokens.get(i as usize + 1).is_some_and(|t| t.before == Before::Hyphen);
    let name = page.text(i).starts_with(char::is_uppercase);
    (two && !longer && !name && !page.word(i - 1).folded.ends_with("ly")).then(|| page.span(i - 1..i + 1))
}

/// The hash of two words as one.
fn joined(page: &Page<'_>, i: u32) -> u64 {
    hash(&[&page.word(i - 1).folded, &page.word(i).folded])
}

fn hash(parts: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    // Letter by letter, so that one word and its two parts are the same.
    for byte in parts.iter().flat_map(|p| p.bytes()) {
        byte.hash(&mut hasher);
    }
    hasher.finish()
}
