//! Known expressions and the synonyms that spinners put into them. A walk over a page finds the places where an expression
//! stands with one or two of its words swapped, and the places where expressions stand as they are. Which of the swaps are told
//! to a reader is the business of the rules of the kind `expression`.

pub mod gather;
pub mod store;

use std::ops::Range;

use crate::english::inflect::Form;
use crate::segment::words::Lex;
use crate::segment::{Before, Page, TokenKind};
use store::{Expression, GAP, LongSwap, POSSESSIVE, Store, Swap};

/// All expressions, names and synonyms that are loaded: the built-in store and, if any, the user's.
#[derive(Debug, Default)]
pub struct Expressions {
    stores: Vec<Store>,
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
        self.stores.push(store);
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

    /// All swapped places of a page whose result is not itself a known expression.
    pub fn run(&self, page: &Page<'_>) -> Vec<SwapHit> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut all = Vec::new();
        let mut known = vec![false; page.tokens.len()];
        for sentence in &page.sentences {
            let mut hits = Vec::new();
            for start in sentence.tokens.clone() {
                if page.token(start).kind != TokenKind::Word {
                    continue;
                }
                for (number, store) in self.stores.iter().enumerate() {
                    let end = sentence.tokens.end;
                    let number = number as u8;
                    let mut walk =
                        Walk { all: self, number, store, page, start, end, hits: &mut hits, known: &mut known };
                    walk.from(0, start, &mut Vec::new(), 0, 0);
                }
            }
            hits.retain(|hit| {
                let stands = |s: &SwappedWord| s.tokens.clone().any(|i| known[i as usize]);
                !hit.swapped.iter().all(stands) && !self.is_good(page, hit)
            });
            all.extend(best(hits, self));
        }
        all
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

struct Walk<'a, 'p> {
    all: &'a Expressions,
    number: u8,
    store: &'a Store,
    page: &'a Page<'p>,
    start: u32,
    end: u32,
    hits: &'a mut Vec<SwapHit>,
    known: &'a mut [bool],
}

impl Walk<'_, '_> {
    /// Goes on from a node with the token `at`.
    fn from(&mut self, node: u32, at: u32, swapped: &mut Vec<SwappedWord>, kept: u8, slot: usize) {
        if let Some(expression) = self.store.end(node) {
            self.arrive(expression, at, swapped, kept);
        }
        if at >= self.end {
            return;
        }
        let (store, page) = (self.store, self.page);
        let word = page.word(at);
        if node != 0 && page.token(at).before == Before::Nothing && &*word.folded != "'s" {
            return;
        }
        for lex in lemmas_of(page, at) {
            if let Some(next) = store.next(node, lex.0) {
                let content = u8::from(!self.all.is_function(lex));
                self.from(next, at + 1, swapped, kept + content, slot + 1);
            }
        }
        if swapped.len() < 2 {
            for &(lex, form) in &word.lemmas {
                self.swaps(node, at, (lex, form), swapped, kept, slot);
            }
        }
        self.special(node, at, swapped, kept, slot);
    }

    /// An expression ends here.
    fn arrive(&mut self, expression: u32, at: u32, swapped: &[SwappedWord], kept: u8) {
        let tokens = self.start..at;
        if swapped.is_empty() {
            self.known[tokens.start as usize..tokens.end as usize].fill(true);
        } else if self.same_capitals(expression, at) {
            let expression = (self.number, expression);
            self.hits.push(SwapHit { expression, tokens, swapped: swapped.to_vec(), kept });
        }
    }

    /// The words that the word here, read as this lemma, may stand for.
    fn swaps(
        &mut self,
        node: u32,
        at: u32,
        (lex, form): (Lex, Form),
        swapped: &mut Vec<SwappedWord>,
        kept: u8,
        slot: usize,
    ) {
        let all = self.all;
        for (number, from) in all.stores.iter().enumerate() {
            let number = number as u8;
            if form_fits(form, slot) {
                for swap in from.swaps(lex) {
                    let own = self.page.word(at).lemmas.iter().any(|(l, _)| *l == swap.head);
                    if let Some(next) = self.store.next(node, swap.head.0)
                        && !own
                    {
                        self.swap(next, at..at + 1, swap, number, form, swapped, kept, slot);
                    }
                }
            }
            for long in from.long_swaps(lex) {
                if let Some(next) = self.store.next(node, long.swap.head.0)
                    && let Some(form) = self.stands(from, &long, at, form)
                {
                    self.swap(next, at..at + long.len as u32, long.swap, number, form, swapped, kept, slot);
                }
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the state of a walk, which lives on the stack for speed")]
    fn swap(
        &mut self,
        next: u32,
        tokens: Range<u32>,
        swap: Swap,
        store: u8,
        form: Form,
        swapped: &mut Vec<SwappedWord>,
        kept: u8,
        slot: usize,
    ) {
        let past = tokens.end;
        let Swap { head, table, rank } = swap;
        swapped.push(SwappedWord { tokens, head, slot, form, table: (store, table), rank });
        self.from(next, past, swapped, kept, slot + 1);
        swapped.pop();
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
    fn special(&mut self, node: u32, at: u32, swapped: &mut Vec<SwappedWord>, kept: u8, slot: usize) {
        if node == 0 {
            return;
        }
        if let Some(next) = self.store.next(node, GAP) {
            for skip in 1..=3 {
                if at + skip >= self.end || self.page.token(at + skip - 1).kind == TokenKind::Mark {
                    break;
                }
                self.from(next, at + skip, swapped, kept, slot + 1);
            }
        }
        if let Some(next) = self.store.next(node, POSSESSIVE) {
            let word = &*self.page.word(at).folded;
            if matches!(word, "my" | "your" | "his" | "her" | "its" | "our" | "their") {
                self.from(next, at + 1, swapped, kept, slot + 1);
            }
            for i in at + 1..(at + 4).min(self.end) {
                if &*self.page.word(i).folded == "'s" {
                    self.from(next, i + 1, swapped, kept, slot + 1);
                    break;
                }
            }
        }
    }

    /// Whether the words of a longer synonym stand here; the form of the one that is inflected.
    fn stands(&self, from: &Store, long: &LongSwap, at: u32, first: Form) -> Option<Form> {
        let mut form = first;
        for i in 1..long.len {
            let (word, at) = (from.long_word(long, i), at + i as u32);
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

/// The words of an expression as written, slot by slot, without a name's abbreviation in brackets.
pub fn written(text: &str) -> impl Iterator<Item = &str> {
    text.split(" (").next().unwrap_or(text).split_whitespace().flat_map(|word| match word {
        "..." | "…" | "one's" | "someone's" | "one’s" => vec![word],
        _ => crate::segment::token::pieces(word).into_iter().filter(|p| p.contains(char::is_alphanumeric)).collect(),
    })
}

/// Whether a swapped word may stand in this form at this place: a plural anywhere, a past or `-ing` form only where an expression
/// opens with its verb. (A participle that a synonym table itself lists is a base form.)
fn form_fits(form: Form, slot: usize) -> bool {
    match form {
        Form::Base | Form::Plural | Form::Third => true,
        Form::Past | Form::Participle | Form::Gerund => slot == 0,
        Form::Comparative | Form::Superlative => false,
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
