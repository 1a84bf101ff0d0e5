//! The walk from one token through the expressions of one store: word by word as they stand, or swapped. It finds; what is told
//! of it is decided elsewhere.

use std::ops::Range;

use super::offers::{LongOffer, Offer, Offers};
use super::store::{GAP, POSSESSIVE, Store, Swap};
use super::{Expressions, SwapHit, SwappedWord, written};
use crate::english::inflect::Form;
use crate::segment::words::Lex;
use crate::segment::{Before, Page, TokenKind};

/// The state of a walk.
pub struct Walk<'a, 'p> {
    all: &'a Expressions,
    number: u8,
    store: &'a Store,
    page: &'a Page<'p>,
    start: u32,
    end: u32,
    offers: &'a Offers,
    hits: &'a mut Vec<SwapHit>,
    known: &'a mut [bool],
    swapped: Vec<SwappedWord>,
    /// Whether another word may be swapped.
    more: bool,
}

/// Where a walk has come to.
#[derive(Clone, Copy)]
struct Step {
    node: u32,
    at: u32,
    kept: u8,
    slot: usize,
}

impl Step {
    /// One slot on.
    fn to(self, node: u32, at: u32) -> Self {
        Self { node, at, kept: self.kept, slot: self.slot + 1 }
    }
}

impl<'a, 'p> Walk<'a, 'p> {
    /// A walk from the first of some tokens, none of them past its sentence.
    #[expect(clippy::too_many_arguments, reason = "what a walk needs to know, named once")]
    pub fn new(
        all: &'a Expressions,
        number: u8,
        store: &'a Store,
        page: &'a Page<'p>,
        tokens: Range<u32>,
        offers: &'a Offers,
        hits: &'a mut Vec<SwapHit>,
        known: &'a mut [bool],
    ) -> Self {
        let Range { start, end } = tokens;
        Self { all, number, store, page, start, end, offers, hits, known, swapped: Vec::new(), more: true }
    }

    /// Walks all ways.
    pub fn run(&mut self) {
        let root = Step { node: 0, at: self.start, kept: 0, slot: 0 };
        self.as_it_stands(root);
        let offers = self.offers;
        let first = offers.of(self.page, self.start);
        let next = self.start + 1;
        if next < self.end {
            for opening in &*first.openings[self.number as usize] {
                if opening.special || self.may_go_on(opening.node, next, opening.paired) {
                    self.swap(root, opening.node, next, opening.offer, opening.paired);
                }
            }
        }
        self.longs(root, &first.longs, false);
    }

    /// Whether the token `at` may be the next word behind a node, as it stands or, where `more`, swapped.
    fn may_go_on(&self, node: u32, at: u32, more: bool) -> bool {
        let may = |lex: Lex| self.store.may(node, lex.0);
        self.page.word(at).lemmas.iter().any(|(lex, _)| may(*lex))
            || more && {
                let offered = self.offers.of(self.page, at);
                !offered.longs.is_empty() || offered.swaps[..offered.paired].iter().any(|o| may(o.swap.head))
            }
    }

    /// Goes on from a node with the token `at`.
    fn from(&mut self, step: Step) {
        let Step { node, at, .. } = step;
        if let Some(expression) = self.store.end(node) {
            self.arrive(expression, step);
        }
        if at >= self.end || self.page.token(at).before == Before::Nothing && &*self.page.word(at).folded != "'s" {
            return;
        }
        self.as_it_stands(step);
        if self.more && self.offers.meet(self.number, self.store, node, self.page.token(at).word.0) {
            let offers = self.offers;
            let offered = offers.of(self.page, at);
            let paired = !self.swapped.is_empty();
            for (i, offer) in
                offered.swaps[..if paired { offered.paired } else { offered.swaps.len() }].iter().enumerate()
            {
                if let Some(next) = self.store.next(node, offer.swap.head.0) {
                    self.swap(step, next, at + 1, *offer, i < offered.paired);
                }
            }
            self.longs(step, &offered.longs, paired);
        }
        if self.store.is_special(node) {
            self.special(step);
        }
    }

    /// The word here as it stands.
    fn as_it_stands(&mut self, step: Step) {
        for lex in lemmas_of(self.page, step.at) {
            if let Some(next) = self.store.next(step.node, lex.0) {
                let content = u8::from(!self.all.is_function(lex));
                self.from(Step { kept: step.kept + content, ..step.to(next, step.at + 1) });
            }
        }
    }

    /// An expression ends here.
    fn arrive(&mut self, expression: u32, step: Step) {
        let tokens = self.start..step.at;
        if self.swapped.is_empty() {
            self.known[tokens.start as usize..tokens.end as usize].fill(true);
        } else if self.same_capitals(expression, step.at) {
            let expression = (self.number, expression);
            self.hits.push(SwapHit { expression, tokens, swapped: self.swapped.clone(), kept: step.kept });
        }
    }

    /// Longer synonyms that begin here; where `paired`, only those beside which another word may be swapped.
    fn longs(&mut self, step: Step, longs: &[LongOffer], paired: bool) {
        for offer in longs.iter().filter(|l| l.paired || !paired) {
            if let Some(next) = self.store.next(step.node, offer.long.swap.head.0)
                && let Some(form) = self.stands(offer, step.at)
            {
                let past = step.at + offer.long.len as u32;
                self.swap(step, next, past, Offer { swap: offer.long.swap, store: offer.store, form }, offer.paired);
            }
        }
    }

    /// Goes on behind a swapped word, the tokens from `step` up to `past`.
    fn swap(&mut self, step: Step, next: u32, past: u32, offer: Offer, paired: bool) {
        let Offer { swap: Swap { head, table, rank }, store, form } = offer;
        let before = self.more;
        self.more = paired && self.swapped.is_empty();
        let tokens = step.at..past;
        self.swapped.push(SwappedWord { tokens, head, slot: step.slot, form, table: (store, table), rank });
        self.from(step.to(next, past));
        self.swapped.pop();
        self.more = before;
    }

    /// Whether the text has capitals where an expression with capitals needs them: on every word that the expression has one on.
    /// (A text in capitals throughout has them everywhere.)
    fn same_capitals(&self, expression: u32, at: u32) -> bool {
        let expression = self.store.expression(expression);
        let capital = |text: &str| text.starts_with(char::is_uppercase);
        !expression.capitals
            || (self.start..at)
                .zip(written(expression.text))
                .all(|(i, word)| !capital(word) || capital(self.page.text(i)))
    }

    /// Gaps and possessives.
    fn special(&mut self, step: Step) {
        let Step { node, at, .. } = step;
        if let Some(next) = self.store.next(node, GAP) {
            for skip in 1..=3 {
                if at + skip >= self.end || self.page.token(at + skip - 1).kind == TokenKind::Mark {
                    break;
                }
                self.from(step.to(next, at + skip));
            }
        }
        if let Some(next) = self.store.next(node, POSSESSIVE) {
            let word = &*self.page.word(at).folded;
            if matches!(word, "my" | "your" | "his" | "her" | "its" | "our" | "their") {
                self.from(step.to(next, at + 1));
            }
            for i in at + 1..(at + 4).min(self.end) {
                if &*self.page.word(i).folded == "'s" {
                    self.from(step.to(next, i + 1));
                    break;
                }
            }
        }
    }

    /// Whether the words of a longer synonym stand here; the form of the one that is inflected.
    fn stands(&self, offer: &LongOffer, at: u32) -> Option<Form> {
        let from = &self.all.stores[offer.store as usize];
        let mut form = offer.form;
        for i in 1..offer.long.len {
            let (word, at) = (from.long_word(&offer.long, i), at + i as u32);
            if at >= self.end {
                return None;
            }
            let found = self.page.word(at).lemmas.iter().find(|(lex, _)| *lex == word)?;
            if found.1 != Form::Base {
                form = found.1;
            }
        }
        Some(form)
    }
}

/// The word and the lemmas it may be a form of, each once.
fn lemmas_of<'p>(page: &'p Page<'_>, i: u32) -> impl Iterator<Item = Lex> + 'p {
    let word = page.word(i);
    word.lemmas
        .iter()
        .enumerate()
        .filter(move |(n, (lex, _))| !word.lemmas[..*n].iter().any(|(l, _)| l == lex))
        .map(|(_, (lex, _))| *lex)
}
