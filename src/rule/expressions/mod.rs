//! Known expressions and the synonyms that spinners put into them. A walk over a page finds the places where an expression
//! stands with one or two of its words swapped, and the places where expressions stand as they are. Which of the swaps are told
//! to a reader is the business of the rules of the kind `expression`.

pub mod gather;
mod offers;
pub mod store;
mod walk;

use std::ops::Range;

use crate::english::inflect::Form;
use crate::segment::words::Lex;
use crate::segment::{Page, TokenKind};
pub use offers::Offers;
use store::{Expression, Store};
use walk::Walk;

/// All expressions, names and synonyms that are loaded: the built-in store and, if any, the user's.
#[derive(Debug, Default)]
pub struct Expressions {
    stores: Vec<Store>,
    /// For each store, for each of its synonym tables: whether some rule takes two swaps of which one is from it.
    paired: Vec<Vec<bool>>,
}

/// The number of an expression: its store, and its number there.
pub type ExpressionId = (u8, u32);

/// A swapped place on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwapHit {
    /// The expression.
    pub expression: ExpressionId,
    /// The tokens of the whole chunk.
    pub tokens: Range<u32>,
    /// The swapped places: the tokens, the head word that belongs there, the form of the word that stands there, the table.
    pub swapped: Vec<SwappedWord>,
    /// Content words that stand as they should.
    pub kept: u8,
}

/// One swapped place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwappedWord {
    /// The tokens that stand there.
    pub tokens: Range<u32>,
    /// The word of the expression.
    pub head: Lex,
    /// Which slot of the expression it is, from 0; gaps and possessives count.
    pub slot: usize,
    /// The form of what stands there.
    pub form: Form,
    /// Which synonym table knows it: the store and the table's number there.
    pub table: (u8, u8),
    /// Its place in that table's line, from 0.
    pub rank: u8,
}

impl Expressions {
    /// Adds a store; later ones know the words of earlier ones.
    pub fn push(&mut self, store: Store) {
        self.paired.push(vec![true; store.tables().len()]);
        self.stores.push(store);
    }

    /// Says from which synonym tables two swaps in one expression are of use to some rule; others are not looked for.
    pub fn pair(&mut self, is_paired: impl Fn(&str) -> bool) {
        let paired = |store: &Store| store.tables().iter().map(|table| is_paired(table)).collect();
        self.paired = self.stores.iter().map(paired).collect();
    }

    /// The built-in store, beside which a user's is gathered.
    pub fn base(&self) -> Option<&Store> {
        self.stores.first()
    }

    /// How many expressions there are.
    pub fn len(&self) -> usize {
        self.stores.iter().map(Store::len).sum()
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An expression.
    pub fn expression(&self, id: ExpressionId) -> Expression<'_> {
        self.stores[id.0 as usize].expression(id.1)
    }

    /// The name of a synonym table.
    pub fn table(&self, table: (u8, u8)) -> &str {
        self.stores[table.0 as usize].tables().get(table.1 as usize).map_or("", |t| t)
    }

    /// Whether a word belongs to grammar rather than meaning.
    pub fn is_function(&self, word: Lex) -> bool {
        self.stores.iter().any(|s| s.is_function(word))
    }

    /// All swapped places of a page that are `wanted` and whose result is not itself a known expression. `offers` is the thread's
    /// cache.
    pub fn run(&self, page: &Page<'_>, offers: &mut Offers, wanted: impl Fn(&SwapHit) -> bool) -> Vec<SwapHit> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut all = Vec::new();
        let mut known = vec![false; page.tokens.len()];
        offers.learn(page, self);
        for sentence in &page.sentences {
            let mut hits = Vec::new();
            for start in sentence.tokens.clone() {
                if page.token(start).kind != TokenKind::Word {
                    continue;
                }
                for (number, store) in self.stores.iter().enumerate() {
                    let tokens = start..sentence.tokens.end;
                    Walk::new(self, number as u8, store, page, tokens, offers, &mut hits, &mut known).run();
                }
            }
            hits.retain(|hit| {
                let stands = |s: &SwappedWord| s.tokens.clone().any(|i| known[i as usize]);
                !hit.swapped.iter().all(stands)
                    && !self.is_good(page, hit)
                    && !self.is_named(page, hit, sentence.tokens.start)
                    && wanted(hit)
            });
            all.extend(best(hits, self));
        }
        all
    }

    /// Whether a swapped word has a capital where the expression has none: it is part of a name, not of the expression. Headings
    /// and the first word of a sentence have capitals of their own.
    fn is_named(&self, page: &Page<'_>, hit: &SwapHit, first: u32) -> bool {
        let capital = |i: u32| i != first && page.text(i).starts_with(char::is_uppercase);
        !self.expression(hit.expression).capitals
            && !matches!(page.block(hit.tokens.start).kind, crate::text::BlockKind::Heading(_))
            && hit.swapped.iter().any(|s| capital(s.tokens.start))
    }

    /// Whether the chunk as it stands is one that good writers use: as a whole or around each swapped word.
    fn is_good(&self, page: &Page<'_>, hit: &SwapHit) -> bool {
        let lex = |i: u32| page.word(i).lex;
        let seen =
            |a: u32, b: u32| lex(a).zip(lex(b)).is_some_and(|(a, b)| self.stores.iter().any(|s| s.is_pair(a, b)));
        let around = hit.swapped.iter().all(|s| {
            let left = s.tokens.start > hit.tokens.start && !seen(s.tokens.start - 1, s.tokens.start);
            let right = s.tokens.end < hit.tokens.end && !seen(s.tokens.end - 1, s.tokens.end);
            !left && !right
        });
        let words: Vec<Lex> = hit.tokens.clone().filter_map(lex).collect();
        around || self.stores.iter().any(|s| s.is_good(&words))
    }
}

/// The words of an expression as written, slot by slot, without a name's abbreviation in brackets.
pub fn written(text: &str) -> impl Iterator<Item = &str> {
    text.split(" (").next().unwrap_or(text).split_whitespace().flat_map(|word| match word {
        "..." | "…" | "one's" | "someone's" | "one’s" => vec![word],
        _ => crate::segment::token::pieces(word).into_iter().filter(|p| p.contains(char::is_alphanumeric)).collect(),
    })
}

/// Of hits that overlap, those with most kept words stay, then with fewest swaps, then the longest; further expressions for
/// the very same tokens stay too, after the first, as other candidates.
fn best(mut hits: Vec<SwapHit>, expressions: &Expressions) -> Vec<SwapHit> {
    let rank = |h: &SwapHit| {
        let ranks: u32 = h.swapped.iter().map(|s| u32::from(s.rank)).sum();
        (std::cmp::Reverse(h.kept), h.swapped.len(), ranks, std::cmp::Reverse(h.tokens.len()))
    };
    hits.sort_by_key(|h| (rank(h), h.tokens.start, h.tokens.end, h.expression));
    let mut kept: Vec<SwapHit> = Vec::new();
    for hit in hits {
        let apart = kept.iter().all(|k| k.tokens.end <= hit.tokens.start || hit.tokens.end <= k.tokens.start);
        let same = kept.iter().filter(|k| k.tokens == hit.tokens).count();
        let twin = kept.iter().any(|k| {
            k.tokens == hit.tokens
                && expressions.expression(k.expression).text == expressions.expression(hit.expression).text
        });
        if apart || (same > 0 && same < 3 && !twin) {
            kept.push(hit);
        }
    }
    kept.sort_by_key(|h| h.tokens.start);
    kept
}
