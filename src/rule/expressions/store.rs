//! Expressions and synonyms as bytes that are read where they lie, so that a hundred thousand expressions cost nothing at
//! start-up. [`super::gather`] writes what is read here; the bytes of the built-in sets are made by the build script.

use std::borrow::Cow;

use crate::segment::words::{Lex, WordTable, hash};

/// The label of a gap's edge; no word has this number.
pub const GAP: u32 = u32::MAX;
/// The label of a possessive's edge.
pub const POSSESSIVE: u32 = u32::MAX - 1;

/// The parts of a store. Each is a run of 32-bit little-endian words, but for the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Where each word of the lexicon begins in its text.
    WordOffsets,
    /// Hash table over the words: number + 1, or 0.
    WordSlots,
    /// The words of the lexicon, end to end.
    WordText,
    /// Where each node's edges begin. Nodes are numbered level by level, so that edge `e` leads to node `e + 1`.
    NodeFirst,
    /// The labels of the edges, sorted within a node.
    Labels,
    /// A bit for each edge by [`edge_bit`], to know without a search that a node has no such edge.
    Edges,
    /// For each node the expression that ends there + 1, or 0; the highest bit is set where an edge is a gap or a possessive.
    Ends,
    /// Three words for each expression.
    Entries,
    /// The expressions as written, end to end.
    EntryText,
    /// Names of fields, a line each.
    Fields,
    /// Names of synonym tables, a line each.
    Tables,
    /// Where the swaps of each word begin.
    SwapFirst,
    /// Two words for each swap: head; table and rank.
    Swaps,
    /// Where the longer swaps that begin with each word begin.
    LongFirst,
    /// Records: length, head, table and rank, words.
    Longs,
    /// Where the neighbours of each word begin.
    PairFirst,
    /// Words seen after it in good prose, sorted.
    Pairs,
    /// Hashes of word sequences of good prose, sorted, high word first.
    Good,
    /// Words of grammar, sorted.
    Function,
    /// Head words of the synonym tables, sorted.
    Heads,
}

impl Section {
    /// How many there are.
    pub const COUNT: usize = Self::Heads as usize + 1;
}

/// One expression, as a rule looks at it.
#[derive(Clone, Copy, Debug)]
pub struct Expression<'s> {
    /// As written in its file.
    pub text: &'s str,
    /// The list it is from.
    pub field: &'s str,
    /// Whether it has a gap or a possessive, into which much fits.
    pub open: bool,
    /// Whether it has capitals, which the text must have too.
    pub capitals: bool,
    /// Content words in it.
    pub content: u8,
    /// Words in it.
    pub words: u8,
}

/// A word that a synonym table offers for a head word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swap {
    /// The word of the expression.
    pub head: Lex,
    /// The synonym table, by its number in its store.
    pub table: u8,
    /// Its place in the head word's line, from 0.
    pub rank: u8,
}

/// The bit of [`Section::Edges`] that an edge sets: where it is set, the node may have that edge. `bits` is a power of two.
pub fn edge_bit(node: u32, label: u32, bits: usize) -> usize {
    let mixed = (u64::from(node) << 32 | u64::from(label)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ mixed >> 29) >> 20) as usize & (bits - 1)
}

/// The bit of [`Section::Ends`] that says that a gap or a possessive may follow.
pub const SPECIAL: u32 = 1 << 31;

/// Numbers as they lie in memory, and where their sections are. Each number was written with its lowest byte first.
#[derive(Debug)]
pub struct Store {
    numbers: Cow<'static, [u32]>,
    /// Where each section begins, in numbers, and how many bytes it has.
    sections: [(usize, usize); Section::COUNT],
    /// Where [`Section::Edges`] begins, and how many bits it has.
    edges: (usize, usize),
    fields: Vec<String>,
    tables: Vec<String>,
}

impl Store {
    /// A store over what [`super::gather::Gather::write`] made. Numbers of another origin give wrong answers or none, but no
    /// panic: every read is checked.
    pub fn new(numbers: Cow<'static, [u32]>) -> Self {
        let mut sections = [(0, 0); Section::COUNT];
        let at = |i: usize| numbers.get(i).map_or(0, |n| u32::from_le(*n)) as usize;
        for (i, section) in sections.iter_mut().enumerate() {
            *section = (at(i * 2), at(i * 2 + 1));
        }
        let mut store = {
            let (start, len) = sections[Section::Edges as usize];
            // Fewer bits than there should be, should the numbers be cut short, but never one past their end.
            let len = if numbers.len() >= start + len / 4 && (len * 8).is_power_of_two() { len * 8 } else { 0 };
            let edges = (start, len);
            Self { numbers, sections, edges, fields: Vec::new(), tables: Vec::new() }
        };
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        store.fields = lines(store.text(Section::Fields));
        store.tables = lines(store.text(Section::Tables));
        store
    }

    /// Names of the synonym tables.
    pub fn tables(&self) -> &[String] {
        &self.tables
    }

    /// How many expressions it holds.
    pub fn len(&self) -> usize {
        self.sections[Section::Entries as usize].1 / 12
    }

    /// Whether it holds no expression.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The words of a store that is part of the binary.
    pub fn word_table(&self) -> Option<WordTable> {
        let Cow::Borrowed(numbers) = self.numbers else { return None };
        let part = |section: Section| {
            let (start, len) = self.sections[section as usize];
            numbers.get(start..start + len.div_ceil(4)).unwrap_or_default()
        };
        let (offsets, slots) = (part(Section::WordOffsets), part(Section::WordSlots));
        let text = bytemuck::cast_slice(part(Section::WordText));
        Some(WordTable { offsets, slots, text })
    }

    /// Whether a node may have an edge; where it says no, there is none.
    pub fn may(&self, node: u32, label: u32) -> bool {
        let (start, bits) = self.edges;
        let bit = edge_bit(node, label, bits.max(1));
        self.numbers.get(start + bit / 32).is_some_and(|n| u32::from_le(*n) >> (bit % 32) & 1 == 1)
    }

    /// The node that an edge of a node leads to.
    pub fn next(&self, node: u32, label: u32) -> Option<u32> {
        if !self.may(node, label) {
            return None;
        }
        let (mut low, mut high) = self.row(Section::NodeFirst, node);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.at(Section::Labels, middle).cmp(&label) {
                std::cmp::Ordering::Equal => return Some(middle as u32 + 1),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The expression that ends at a node.
    pub fn end(&self, node: u32) -> Option<u32> {
        (self.at(Section::Ends, node as usize) & !SPECIAL).checked_sub(1)
    }

    /// Whether a gap or a possessive may follow a node.
    pub fn is_special(&self, node: u32) -> bool {
        self.at(Section::Ends, node as usize) & SPECIAL != 0
    }

    /// An expression by number.
    pub fn expression(&self, number: u32) -> Expression<'_> {
        let at = number as usize * 3;
        let (start, packed, flags) =
            (self.at(Section::Entries, at), self.at(Section::Entries, at + 1), self.at(Section::Entries, at + 2));
        let text = self.slice(Section::EntryText, start as usize, (packed & 0xffff) as usize);
        Expression {
            text,
            field: self.fields.get((packed >> 16) as usize).map_or("", |f| f),
            open: flags >> 16 & 1 == 1,
            capitals: flags >> 17 & 1 == 1,
            content: flags as u8,
            words: (flags >> 8) as u8,
        }
    }

    /// The head words that a word is offered for.
    pub fn swaps(&self, word: Lex) -> impl Iterator<Item = Swap> + '_ {
        let (start, end) = self.row(Section::SwapFirst, word.0);
        (start..end).step_by(2).map(|i| self.swap(Section::Swaps, i))
    }

    fn swap(&self, section: Section, i: usize) -> Swap {
        let packed = self.at(section, i + 1);
        Swap { head: Lex(self.at(section, i)), table: (packed >> 8) as u8, rank: packed as u8 }
    }

    /// The longer synonyms that begin with a word: how many words, and the swap; the words come from [`Self::long_word`].
    pub fn long_swaps(&self, word: Lex) -> impl Iterator<Item = LongSwap> + '_ {
        let (mut at, end) = self.row(Section::LongFirst, word.0);
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let len = self.at(Section::Longs, at) as usize;
            let found = LongSwap { swap: self.swap(Section::Longs, at + 1), words: at + 3, len };
            at += 3 + len.max(1);
            Some(found)
        })
    }

    /// A word of a longer synonym.
    pub fn long_word(&self, long: &LongSwap, i: usize) -> Lex {
        Lex(self.at(Section::Longs, long.words + i))
    }

    /// Whether two words stand side by side in good prose.
    pub fn is_pair(&self, first: Lex, second: Lex) -> bool {
        let (mut low, mut high) = self.row(Section::PairFirst, first.0);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.at(Section::Pairs, middle).cmp(&second.0) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }

    /// Whether good writers use this sequence of words.
    pub fn is_good(&self, words: &[Lex]) -> bool {
        let wanted = hash(words.iter().map(|w| w.0));
        let (mut low, mut high) = (0, self.sections[Section::Good as usize].1 / 8);
        while low < high {
            let middle = low + (high - low) / 2;
            let found =
                u64::from(self.at(Section::Good, middle * 2)) << 32 | u64::from(self.at(Section::Good, middle * 2 + 1));
            match found.cmp(&wanted) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }

    /// Whether a word belongs to grammar rather than meaning.
    pub fn is_function(&self, word: Lex) -> bool {
        self.holds(Section::Function, word)
    }

    /// Whether a synonym table has a line for a word.
    pub fn is_head(&self, word: Lex) -> bool {
        self.holds(Section::Heads, word)
    }

    fn holds(&self, section: Section, word: Lex) -> bool {
        let (mut low, mut high) = (0, self.sections[section as usize].1 / 4);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.at(section, middle).cmp(&word.0) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }

    /// Where a row begins and ends in its section; empty for a row that is not there.
    fn row(&self, first: Section, row: u32) -> (usize, usize) {
        if (row as usize + 1) * 4 >= self.sections[first as usize].1 {
            return (0, 0);
        }
        (self.at(first, row as usize) as usize, self.at(first, row as usize + 1) as usize)
    }

    /// A number of a section; 0 past its end.
    fn at(&self, section: Section, i: usize) -> u32 {
        let (start, len) = self.sections[section as usize];
        if i * 4 >= len { 0 } else { self.numbers.get(start + i).map_or(0, |n| u32::from_le(*n)) }
    }

    fn text(&self, section: Section) -> &str {
        self.slice(section, 0, self.sections[section as usize].1)
    }

    /// Some bytes of a text section, if they are whole characters.
    fn slice(&self, section: Section, from: usize, len: usize) -> &str {
        let start = self.sections[section as usize].0 * 4 + from;
        let bytes: &[u8] = bytemuck::cast_slice(&self.numbers);
        bytes.get(start..start + len).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }
}

/// A synonym of several words.
#[derive(Clone, Copy, Debug)]
pub struct LongSwap {
    /// What it is offered for.
    pub swap: Swap,
    words: usize,
    /// How many words it has.
    pub len: usize,
}
