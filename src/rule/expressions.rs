//! Known expressions and the synonyms that spinners put into them, as one trie over lemmas. A walk over a page finds the
//! places where an expression stands with one or two of its words swapped, and the places where expressions stand as they are.
//! Which of the swaps are told to a reader is the business of the rules of the kind `expression`.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::english::inflect::Form;
use crate::segment::words::{Lex, Lexicon, fold};
use crate::segment::{Before, Page, TokenKind};

/// A slot of an expression as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Slot {
    /// The word as written, and the lemmas that it is a form of.
    Word(Vec<Lex>),
    /// `...`: one to three words.
    Gap,
    /// `one's`: a possessive.
    Possessive,
}

/// The edge of a gap and of a possessive; no word has these numbers.
const GAP: u32 = u32::MAX;
const POSSESSIVE: u32 = u32::MAX - 1;

/// One expression.
#[derive(Debug)]
pub struct Expression {
    /// As written in its file.
    pub text: Box<str>,
    /// Which list it is from: an index into [`Expressions::fields`].
    pub field: u16,
    /// The words as written, slot by slot.
    pub written: Vec<Box<str>>,
    /// Whether it has capitals, which the text must have too.
    pub capitals: bool,
    /// Content words in it.
    pub content: u8,
    /// Words in it.
    pub words: u8,
}

/// A word that thesauri offer for a head word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Swap {
    /// The word of the expression.
    head: Lex,
    /// The synonym table: an index into [`Expressions::tables`].
    table: u8,
    /// Its place in the head word's line, from 0.
    rank: u8,
}

/// All expressions, names and synonyms that are loaded.
#[derive(Debug, Default)]
pub struct Expressions {
    /// Names of the lists.
    pub fields: Vec<String>,
    /// Names of the synonym tables.
    pub tables: Vec<String>,
    /// The expressions.
    pub expressions: Vec<Expression>,
    edges: FxHashMap<(u32, u32), u32>,
    ends: FxHashMap<u32, u32>,
    nodes: u32,
    /// For a word: the heads that it is a synonym of.
    swaps: FxHashMap<Lex, Vec<Swap>>,
    /// For the first word of a longer synonym: the whole, and its heads.
    long_swaps: FxHashMap<Lex, Vec<(Vec<Lex>, Swap)>>,
    /// Word sequences that good writers use: a swap that yields one is none.
    good: FxHashSet<Vec<Lex>>,
    /// Pairs of words seen in good prose.
    pairs: FxHashSet<(Lex, Lex)>,
    function: FxHashSet<Lex>,
    /// Head words of the synonym tables.
    heads: FxHashSet<Lex>,
}

/// A swapped place on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwapHit {
    /// The expression: an index into [`Expressions::expressions`].
    pub expression: u32,
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
    /// Which synonym table knows it: an index into [`Expressions::tables`].
    pub table: u8,
    /// Its place in that table's line, from 0.
    pub rank: u8,
}

/// Words that carry an expression's grammar, not its meaning.
const FUNCTION: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "and", "or", "but", "not", "no", "be", "is", "are",
    "was", "were", "been", "have", "has", "had", "do", "does", "did", "will", "would", "can", "could", "may", "might", "shall", "should", "must",
    "it", "its", "he", "she", "they", "we", "you", "i", "his", "her", "their", "our", "your", "my", "this", "that", "these", "those", "there",
    "up", "out", "off", "into", "over", "under", "about", "than", "then", "so", "if", "all", "any", "some", "one", "'s", "who", "which", "what",
];

impl Expressions {
    /// Adds lines of expressions under a field name; returns the lines (by number) that hold no expression.
    pub fn add_expressions(&mut self, field: &str, text: &str, lexicon: &mut Lexicon) -> Vec<usize> {
        let field = index_of(&mut self.fields, field);
        let mut bad = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (expression, variants) = line.split_once(" ! ").map_or((line, ""), |(e, v)| (e, v));
            if !self.add_expression(field, expression.trim(), lexicon) {
                bad.push(number);
            }
            for variant in variants.split(',').filter(|v| !v.trim().is_empty()) {
                self.add_good(variant.trim(), lexicon);
            }
        }
        bad
    }

    fn add_expression(&mut self, field: u16, text: &str, lexicon: &mut Lexicon) -> bool {
        // A name's abbreviation in brackets is not part of its words.
        let words = text.split(" (").next().unwrap_or(text);
        if self.function.is_empty() {
            self.function = FUNCTION.iter().map(|w| lexicon.intern(w)).collect();
        }
        let slots = self.slots(words, lexicon);
        let count = slots.iter().filter(|s| matches!(s, Slot::Word(_))).count();
        if !(2..=9).contains(&count) || slots.first() == Some(&Slot::Gap) || slots.last() == Some(&Slot::Gap) {
            return false;
        }
        let content = slots.iter().filter(|s| matches!(s, Slot::Word(w) if !w.iter().any(|w| self.function.contains(w)))).count();
        let mut nodes = vec![0];
        for slot in &slots {
            let edges = slot.edges();
            nodes = nodes.iter().flat_map(|&n| edges.iter().map(move |&e| (n, e))).map(|(n, e)| self.step(n, e)).collect();
        }
        let number = self.expressions.len() as u32;
        let mut new = false;
        for node in nodes {
            new |= *self.ends.entry(node).or_insert(number) == number;
        }
        if new {
            let words = words.split_whitespace().flat_map(crate::segment::token::pieces).map(Into::into).collect();
            let capitals = text.contains(char::is_uppercase);
            self.expressions.push(Expression { text: text.into(), written: words, field, content: content as u8, words: count as u8, capitals });
        }
        true
    }

    fn slots(&self, text: &str, lexicon: &mut Lexicon) -> Vec<Slot> {
        let mut slots = Vec::new();
        for word in text.split_whitespace() {
            match word {
                "..." | "…" => slots.push(Slot::Gap),
                "one's" | "someone's" | "one’s" => slots.push(Slot::Possessive),
                _ => {
                    for piece in crate::segment::token::pieces(word).into_iter().filter(|p| p.contains(char::is_alphanumeric)) {
                        slots.push(Slot::Word(self.readings(&fold(piece), lexicon)));
                    }
                }
            }
        }
        slots
    }

    /// The word as written, and its lemmas as far as a synonym table has them as a head word.
    fn readings(&self, folded: &str, lexicon: &mut Lexicon) -> Vec<Lex> {
        let mut readings = vec![lexicon.intern(folded)];
        crate::english::inflect::lemmas(folded, &mut |lemma, _| {
            if let Some(lex) = lexicon.get(lemma)
                && self.heads.contains(&lex)
                && !readings.contains(&lex)
            {
                readings.push(lex);
            }
        });
        readings
    }

    /// A word sequence that good writers use.
    pub fn add_good(&mut self, text: &str, lexicon: &mut Lexicon) {
        let words = crate::segment::token::pieces(text).into_iter().map(|w| lexicon.intern(&fold(w))).collect();
        self.good.insert(words);
    }

    fn step(&mut self, node: u32, edge: u32) -> u32 {
        let nodes = &mut self.nodes;
        *self.edges.entry((node, edge)).or_insert_with(|| {
            *nodes += 1;
            *nodes
        })
    }

    /// Adds lines `head: swap, swap …` under a table name; returns the lines that are not of this shape.
    pub fn add_synonyms(&mut self, table: &str, text: &str, lexicon: &mut Lexicon) -> Vec<usize> {
        let table = index_of(&mut self.tables, table) as u8;
        let mut bad = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((head, swaps)) = line.split_once(':') else {
                bad.push(number);
                continue;
            };
            if head.trim().contains(' ') {
                continue;
            }
            let head = lexicon.intern(&fold(head.trim()));
            self.heads.insert(head);
            for (rank, swap) in swaps.split(',').enumerate() {
                let found = Swap { head, table, rank: rank.min(255) as u8 };
                let words: Vec<Lex> = crate::segment::token::pieces(swap).into_iter().map(|w| lexicon.intern(&fold(w))).collect();
                match words.as_slice() {
                    [] => {}
                    [word] if *word != head => {
                        let heads = self.swaps.entry(*word).or_default();
                        if !heads.iter().any(|h| h.head == head) {
                            heads.push(found);
                        }
                    }
                    [_] => {}
                    [first, ..] => self.long_swaps.entry(*first).or_default().push((words.clone(), found)),
                }
            }
        }
        bad
    }

    /// Adds lines `word: next, next …` of neighbours seen in good prose; returns the lines that are not of this shape.
    pub fn add_seen(&mut self, text: &str, lexicon: &mut Lexicon) -> Vec<usize> {
        let mut bad = Vec::new();
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let Some((first, next)) = line.split_once(':') else {
                bad.push(number);
                continue;
            };
            let first = lexicon.intern(first.trim());
            self.pairs.extend(next.split_whitespace().map(|w| (first, lexicon.intern(w))));
        }
        bad
    }

    /// Whether there is anything to look for.
    pub fn is_empty(&self) -> bool {
        self.expressions.is_empty()
    }

    /// Whether a word belongs to grammar rather than meaning.
    pub fn is_function(&self, lex: Lex) -> bool {
        self.function.contains(&lex)
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
                if page.token(start).kind == TokenKind::Word {
                    let mut walk = Walk { expressions: self, page, start, end: sentence.tokens.end, hits: &mut hits, known: &mut known };
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
        let seen = |a: u32, b: u32| lex(a).zip(lex(b)).is_some_and(|pair| self.pairs.contains(&pair));
        let around = hit.swapped.iter().all(|s| {
            let left = s.tokens.start > hit.tokens.start && !seen(s.tokens.start - 1, s.tokens.start);
            let right = s.tokens.end < hit.tokens.end && !seen(s.tokens.end - 1, s.tokens.end);
            !left && !right
        });
        let words: Vec<Lex> = hit.tokens.clone().filter_map(lex).collect();
        around || self.good.contains(&words)
    }
}

impl Slot {
    fn edges(&self) -> Vec<u32> {
        match self {
            Self::Word(readings) => readings.iter().map(|lex| lex.0).collect(),
            Self::Gap => vec![GAP],
            Self::Possessive => vec![POSSESSIVE],
        }
    }
}

fn index_of(names: &mut Vec<String>, name: &str) -> u16 {
    if let Some(i) = names.iter().position(|n| n == name) {
        return i as u16;
    }
    names.push(name.to_owned());
    names.len() as u16 - 1
}

struct Walk<'a, 'p> {
    expressions: &'a Expressions,
    page: &'a Page<'p>,
    start: u32,
    end: u32,
    hits: &'a mut Vec<SwapHit>,
    known: &'a mut [bool],
}

impl Walk<'_, '_> {
    fn from(&mut self, node: u32, at: u32, swapped: &mut Vec<SwappedWord>, kept: u8, slot: usize) {
        if let Some(&expression) = self.expressions.ends.get(&node) {
            if swapped.is_empty() {
                for i in self.start..at {
                    self.known[i as usize] = true;
                }
            } else if self.same_capitals(expression, at) {
                let tokens = self.start..at;
                self.hits.push(SwapHit { expression, tokens, swapped: swapped.clone(), kept });
            }
        }
        if at >= self.end {
            return;
        }
        let (expressions, page) = (self.expressions, self.page);
        let word = page.word(at);
        if node != 0 && page.token(at).before == Before::Nothing && &*word.folded != "'s" {
            return;
        }
        for lex in lemmas_of(page, at) {
            if let Some(&next) = expressions.edges.get(&(node, lex.0)) {
                let content = u8::from(!expressions.function.contains(&lex));
                self.from(next, at + 1, swapped, kept + content, slot + 1);
            }
        }
        if swapped.len() < 2 {
            for &(lex, form) in &word.lemmas {
                for &Swap { head, table, rank } in expressions.swaps.get(&lex).into_iter().flatten() {
                    if form_fits(form, slot, node)
                        && let Some(&next) = expressions.edges.get(&(node, head.0))
                        && !word.lemmas.iter().any(|(l, _)| *l == head)
                    {
                        swapped.push(SwappedWord { tokens: at..at + 1, head, slot, form, table, rank });
                        self.from(next, at + 1, swapped, kept, slot + 1);
                        swapped.pop();
                    }
                }
                for (words, Swap { head, table, rank }) in expressions.long_swaps.get(&lex).into_iter().flatten() {
                    if let Some(&next) = expressions.edges.get(&(node, head.0))
                        && let Some(form) = self.stands(words, at, form)
                    {
                        let past = at + words.len() as u32;
                        swapped.push(SwappedWord { tokens: at..past, head: *head, slot, form, table: *table, rank: *rank });
                        self.from(next, past, swapped, kept, slot + 1);
                        swapped.pop();
                    }
                }
            }
        }
        self.special(node, at, swapped, kept, slot);
    }

    /// Whether the text has capitals where an expression with capitals needs them: on every word that the expression has one on.
    /// (A text in capitals throughout has them everywhere.)
    fn same_capitals(&self, expression: u32, at: u32) -> bool {
        let expression = &self.expressions.expressions[expression as usize];
        let capital = |text: &str| text.starts_with(char::is_uppercase);
        !expression.capitals
            || (self.start..at).zip(&expression.written).all(|(i, written)| !capital(written) || capital(self.page.text(i)))
    }

    /// Gaps and possessives.
    fn special(&mut self, node: u32, at: u32, swapped: &mut Vec<SwappedWord>, kept: u8, slot: usize) {
        if node == 0 {
            return;
        }
        if let Some(&next) = self.expressions.edges.get(&(node, GAP)) {
            for skip in 1..=3 {
                if at + skip >= self.end || self.page.token(at + skip - 1).kind == TokenKind::Mark {
                    break;
                }
                self.from(next, at + skip, swapped, kept, slot + 1);
            }
        }
        if let Some(&next) = self.expressions.edges.get(&(node, POSSESSIVE)) {
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
    fn stands(&self, words: &[Lex], at: u32, first: Form) -> Option<Form> {
        let mut form = first;
        for (i, &word) in words.iter().enumerate().skip(1) {
            let at = at + i as u32;
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

/// Whether a swapped word may stand in this form at this place: a plural anywhere, a past or `-ing` form only where an expression
/// opens with its verb. (A participle that a synonym table itself lists is a base form.)
fn form_fits(form: Form, slot: usize, _node: u32) -> bool {
    matches!(form, Form::Base | Form::Plural | Form::Third) || slot == 0
}

/// The word and the lemmas it may be a form of, each once.
fn lemmas_of<'p>(page: &'p Page<'_>, i: u32) -> impl Iterator<Item = Lex> + 'p {
    let word = page.word(i);
    word.lemmas.iter().enumerate().filter(move |(n, (lex, _))| !word.lemmas[..*n].iter().any(|(l, _)| l == lex)).map(|(_, (lex, _))| *lex)
}

/// Of hits that overlap, those with most kept words stay, then with fewest swaps, then the longest; further expressions for
/// the very same tokens stay too, after the first, as other candidates.
fn best(mut hits: Vec<SwapHit>, expressions: &Expressions) -> Vec<SwapHit> {
    let rank = |h: &SwapHit| {
        let tables: u32 = h.swapped.iter().map(|s| u32::from(s.table)).sum();
        (std::cmp::Reverse(h.kept), h.swapped.len(), tables, std::cmp::Reverse(h.tokens.len()))
    };
    hits.sort_by_key(|h| (rank(h), h.tokens.start, h.tokens.end, h.expression));
    let mut kept: Vec<SwapHit> = Vec::new();
    for hit in hits {
        let apart = kept.iter().all(|k| k.tokens.end <= hit.tokens.start || hit.tokens.end <= k.tokens.start);
        let same = kept.iter().filter(|k| k.tokens == hit.tokens).count();
        let twin = kept.iter().any(|k| k.tokens == hit.tokens && expressions.expressions[k.expression as usize].text == expressions.expressions[hit.expression as usize].text);
        if apart || (same > 0 && same < 3 && !twin) {
            kept.push(hit);
        }
    }
    kept.sort_by_key(|h| h.tokens.start);
    kept
}
