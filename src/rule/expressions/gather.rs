//! Gathers expressions, names, synonyms and good neighbours from their files and writes them down as the bytes that a
//! [`Store`] reads. The build script does so for the built-in sets, the loader for a user's files. It finds nothing in a text.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::store::{GAP, POSSESSIVE, SPECIAL, Section, Store, edge_bit};
use crate::english::inflect::lemmas;
use crate::segment::token::pieces;
use crate::segment::words::{Lex, Lexicon, fold, hash};

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

impl Slot {
    fn edges(&self) -> Vec<u32> {
        match self {
            Self::Word(readings) => readings.iter().map(|lex| lex.0).collect(),
            Self::Gap => vec![GAP],
            Self::Possessive => vec![POSSESSIVE],
        }
    }
}

/// An expression on its way into the store.
struct Entry {
    text: String,
    field: u16,
    content: u8,
    words: u8,
    open: bool,
    capitals: bool,
}

/// A word that a synonym table offers for a head word.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Swap {
    head: Lex,
    table: u8,
    rank: u8,
}

/// What has been gathered so far.
#[derive(Default)]
pub struct Gather<'s> {
    /// Stores whose head words are known beside one's own.
    base: Option<&'s Store>,
    fields: Vec<String>,
    tables: Vec<String>,
    entries: Vec<Entry>,
    edges: FxHashMap<(u32, u32), u32>,
    ends: FxHashMap<u32, u32>,
    nodes: u32,
    swaps: BTreeMap<u32, Vec<Swap>>,
    long_swaps: BTreeMap<u32, Vec<(Vec<Lex>, Swap)>>,
    good: FxHashSet<Vec<Lex>>,
    pairs: BTreeMap<u32, FxHashSet<u32>>,
    function: FxHashSet<Lex>,
    heads: FxHashSet<Lex>,
}

/// Words that carry an expression's grammar, not its meaning.
const FUNCTION: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "and", "or", "but", "not", "no",
    "be", "is", "are", "was", "were", "been", "have", "has", "had", "do", "does", "did", "will", "would", "can",
    "could", "may", "might", "shall", "should", "must", "it", "its", "he", "she", "they", "we", "you", "i", "his",
    "her", "their", "our", "your", "my", "this", "that", "these", "those", "there", "up", "out", "off", "into", "over",
    "under", "about", "than", "then", "so", "if", "all", "any", "some", "one", "'s", "who", "which", "what", "how",
    "when", "where", "why", "while", "because", "although", "though", "since", "until", "before", "after", "during",
    "between", "among", "through", "against", "without", "within", "upon", "toward", "towards", "more", "most", "many",
    "much", "other", "another", "else", "such", "same", "very", "too", "also", "just", "only", "even", "still", "yet",
    "now", "here", "again", "always", "never", "often", "both", "each", "every", "either", "neither", "few", "less",
    "least", "us", "them", "him", "me", "own", "ever", "onto", "down", "away", "back", "around", "along", "across",
    "like", "per", "nor", "whether", "whose", "whom", "several", "am",
];

impl<'s> Gather<'s> {
    /// An empty gathering beside what is known already.
    pub fn beside(base: Option<&'s Store>, lexicon: &mut Lexicon) -> Self {
        let function = FUNCTION.iter().map(|w| lexicon.intern(w)).collect();
        Self { base, function, ..Self::default() }
    }

    /// Whether nothing was gathered.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
            && self.swaps.is_empty()
            && self.long_swaps.is_empty()
            && self.pairs.is_empty()
            && self.good.is_empty()
    }

    /// Adds lines of expressions under a field name; returns the lines (by number, from 0) that hold no expression.
    pub fn add_expressions(&mut self, field: &str, text: &str, lexicon: &mut Lexicon) -> Vec<usize> {
        let field = index_of(&mut self.fields, field);
        let mut bad = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (expression, variants) = line.split_once(" ! ").unwrap_or((line, ""));
            if !self.add_expression(field, expression.trim(), lexicon) {
                bad.push(number);
            }
            for variant in variants.split(',').filter(|v| !v.trim().is_empty()) {
                let words = pieces(variant.trim()).into_iter().map(|w| lexicon.intern(&fold(w))).collect();
                self.good.insert(words);
            }
        }
        bad
    }

    fn add_expression(&mut self, field: u16, text: &str, lexicon: &mut Lexicon) -> bool {
        // A name's abbreviation in brackets is not part of its words.
        let words = text.split(" (").next().unwrap_or(text);
        let slots = self.slots(words, lexicon);
        let count = slots.iter().filter(|s| matches!(s, Slot::Word(_))).count();
        if !(2..=9).contains(&count) || slots.first() == Some(&Slot::Gap) || slots.last() == Some(&Slot::Gap) {
            return false;
        }
        let grammar =
            |slot: &Slot| !matches!(slot, Slot::Word(words) if !words.iter().any(|w| self.function.contains(w)));
        let content = slots.iter().filter(|s| !grammar(s)).count() as u8;
        let mut nodes = vec![0];
        for slot in &slots {
            let edges = slot.edges();
            nodes =
                nodes.iter().flat_map(|&n| edges.iter().map(move |&e| (n, e))).map(|edge| self.step(edge)).collect();
        }
        let number = self.entries.len() as u32;
        let mut new = false;
        for node in nodes {
            new |= *self.ends.entry(node).or_insert(number) == number;
        }
        if new {
            let (open, capitals) = (slots.len() > count, words.contains(char::is_uppercase));
            self.entries.push(Entry { text: text.to_owned(), field, content, words: count as u8, open, capitals });
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
                    for piece in pieces(word).into_iter().filter(|p| p.contains(char::is_alphanumeric)) {
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
        lemmas(folded, &mut |lemma, _| {
            if let Some(lex) = lexicon.get(lemma)
                && (self.heads.contains(&lex) || self.base.is_some_and(|b| b.is_head(lex)))
                && !readings.contains(&lex)
            {
                readings.push(lex);
            }
        });
        readings
    }

    fn step(&mut self, edge: (u32, u32)) -> u32 {
        let nodes = &mut self.nodes;
        *self.edges.entry(edge).or_insert_with(|| {
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
                self.add_swap(Swap { head, table, rank: rank.min(255) as u8 }, swap, lexicon);
            }
        }
        bad
    }

    fn add_swap(&mut self, found: Swap, swap: &str, lexicon: &mut Lexicon) {
        let words: Vec<Lex> = pieces(swap).into_iter().map(|w| lexicon.intern(&fold(w))).collect();
        match words.as_slice() {
            [] => {}
            [word] if *word != found.head => {
                let heads = self.swaps.entry(word.0).or_default();
                if !heads.iter().any(|h| h.head == found.head) {
                    heads.push(found);
                }
            }
            [_] => {}
            // A synonym of nothing but grammar (“in the” for *inner*) says nothing.
            all if all.iter().all(|w| self.function.contains(w)) => {}
            [first, ..] => self.long_swaps.entry(first.0).or_default().push((words.clone(), found)),
        }
    }

    /// Adds lines `word: next next …` of neighbours seen in good prose; returns the lines that are not of this shape.
    pub fn add_seen(&mut self, text: &str, lexicon: &mut Lexicon) -> Vec<usize> {
        let mut bad = Vec::new();
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
            let Some((first, next)) = line.split_once(':') else {
                bad.push(number);
                continue;
            };
            let first = lexicon.intern(first.trim()).0;
            self.pairs.entry(first).or_default().extend(next.split_whitespace().map(|w| lexicon.intern(w).0));
        }
        bad
    }

    /// What a store reads. `lexicon` is written too when the store is to be the base of all others.
    pub fn write(&self, lexicon: &Lexicon, with_lexicon: bool) -> Vec<u32> {
        let mut out = Writer::default();
        if with_lexicon {
            write_lexicon(lexicon, &mut out);
        }
        self.write_trie(&mut out);
        self.write_entries(&mut out);
        self.write_swaps(lexicon.len(), &mut out);
        out.bytes(Section::Fields, self.fields.join("\n").as_bytes());
        out.bytes(Section::Tables, self.tables.join("\n").as_bytes());
        let pairs = (0..lexicon.len() as u32).map(|lex| {
            let mut next: Vec<u32> = self.pairs.get(&lex).into_iter().flatten().copied().collect();
            next.sort_unstable();
            next
        });
        out.rows(Section::PairFirst, Section::Pairs, pairs);
        let mut good: Vec<u64> = self.good.iter().map(|words| hash(words.iter().map(|w| w.0))).collect();
        good.sort_unstable();
        out.words(Section::Good, good.iter().flat_map(|h| [(h >> 32) as u32, *h as u32]));
        for (section, set) in [(Section::Function, &self.function), (Section::Heads, &self.heads)] {
            let mut list: Vec<u32> = set.iter().map(|l| l.0).collect();
            list.sort_unstable();
            out.words(section, list.into_iter());
        }
        out.finish()
    }

    /// The trie, its nodes numbered level by level: an edge's number then tells the node it leads to.
    fn write_trie(&self, out: &mut Writer) {
        let mut edges: Vec<(u32, u32, u32)> =
            self.edges.iter().map(|(&(node, label), &target)| (node, label, target)).collect();
        edges.sort_unstable();
        let of = |node: u32| {
            let start = edges.partition_point(|e| e.0 < node);
            edges[start..].iter().take_while(move |e| e.0 == node)
        };
        let (mut order, mut first, mut labels) = (vec![0], vec![0], Vec::with_capacity(edges.len()));
        let bits = (edges.len() * 16).next_power_of_two().max(32);
        let mut filter = vec![0u32; bits / 32];
        let mut ends = Vec::with_capacity(edges.len() + 1);
        for node in 0..=edges.len() {
            let old = order[node];
            let mut special = 0;
            for &(_, label, target) in of(old) {
                let bit = edge_bit(node as u32, label, bits);
                filter[bit / 32] |= 1 << (bit % 32);
                labels.push(label);
                order.push(target);
                special |= if matches!(label, GAP | POSSESSIVE) { SPECIAL } else { 0 };
            }
            first.push(labels.len() as u32);
            ends.push(self.ends.get(&old).map_or(0, |e| e + 1) | special);
        }
        out.words(Section::NodeFirst, first.into_iter());
        out.words(Section::Labels, labels.into_iter());
        out.words(Section::Edges, filter.into_iter());
        out.words(Section::Ends, ends.into_iter());
    }

    fn write_entries(&self, out: &mut Writer) {
        let mut text = String::new();
        let mut records = Vec::new();
        for entry in &self.entries {
            let flags = u32::from(entry.content)
                | u32::from(entry.words) << 8
                | u32::from(entry.open) << 16
                | u32::from(entry.capitals) << 17;
            records.extend([text.len() as u32, entry.text.len() as u32 | u32::from(entry.field) << 16, flags]);
            text.push_str(&entry.text);
        }
        out.words(Section::Entries, records.into_iter());
        out.bytes(Section::EntryText, text.as_bytes());
    }

    fn write_swaps(&self, words: usize, out: &mut Writer) {
        let packed = |s: &Swap| [s.head.0, u32::from(s.table) << 8 | u32::from(s.rank)];
        let swaps = (0..words as u32).map(|lex| self.swaps.get(&lex).into_iter().flatten().flat_map(packed).collect());
        out.rows(Section::SwapFirst, Section::Swaps, swaps);
        let long = (0..words as u32).map(|lex| {
            let record = |(words, swap): &(Vec<Lex>, Swap)| {
                let [head, packed] = packed(swap);
                let mut record = vec![words.len() as u32, head, packed];
                record.extend(words.iter().map(|w| w.0));
                record
            };
            self.long_swaps.get(&lex).into_iter().flatten().flat_map(record).collect()
        });
        out.rows(Section::LongFirst, Section::Longs, long);
    }
}

fn index_of(names: &mut Vec<String>, name: &str) -> u16 {
    if let Some(i) = names.iter().position(|n| n == name) {
        return i as u16;
    }
    names.push(name.to_owned());
    names.len() as u16 - 1
}

fn write_lexicon(lexicon: &Lexicon, out: &mut Writer) {
    let mut text = String::new();
    let mut offsets = vec![0];
    for i in 0..lexicon.len() as u32 {
        text.push_str(lexicon.word(Lex(i)));
        offsets.push(text.len() as u32);
    }
    let size = (lexicon.len() * 2).next_power_of_two();
    let mut slots = vec![0u32; size];
    for i in 0..lexicon.len() as u32 {
        let mut at = hash(lexicon.word(Lex(i)).bytes().map(u32::from)) as usize & (size - 1);
        while slots[at] != 0 {
            at = (at + 1) & (size - 1);
        }
        slots[at] = i + 1;
    }
    out.words(Section::WordOffsets, offsets.into_iter());
    out.words(Section::WordSlots, slots.into_iter());
    out.bytes(Section::WordText, text.as_bytes());
}

/// Sections one after another, with a table of where each begins, in numbers, and how many bytes it has.
#[derive(Default)]
struct Writer {
    body: Vec<u32>,
    table: BTreeMap<usize, (u32, u32)>,
}

impl Writer {
    fn bytes(&mut self, section: Section, bytes: &[u8]) {
        self.table.insert(section as usize, (self.body.len() as u32, bytes.len() as u32));
        self.body.extend(bytes.chunks(4).map(|chunk| {
            let mut four = [0; 4];
            four[..chunk.len()].copy_from_slice(chunk);
            u32::from_ne_bytes(four)
        }));
    }

    fn words(&mut self, section: Section, words: impl Iterator<Item = u32>) {
        let start = self.body.len();
        self.body.extend(words.map(u32::to_le));
        self.table.insert(section as usize, (start as u32, (self.body.len() - start) as u32 * 4));
    }

    /// Rows of different lengths: where each begins, then their words.
    fn rows(&mut self, first: Section, rows: Section, lists: impl Iterator<Item = Vec<u32>>) {
        let (mut starts, mut all) = (vec![0], Vec::new());
        for list in lists {
            all.extend(list);
            starts.push(all.len() as u32);
        }
        self.words(first, starts.into_iter());
        self.words(rows, all.into_iter());
    }

    fn finish(self) -> Vec<u32> {
        let mut out = Vec::with_capacity(self.body.len() + Section::COUNT * 2);
        for section in 0..Section::COUNT {
            let (start, len) = self.table.get(&section).copied().unwrap_or((0, 0));
            out.extend([(start + Section::COUNT as u32 * 2).to_le(), len.to_le()]);
        }
        out.extend(self.body);
        out
    }
}
