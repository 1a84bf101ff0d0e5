//! Words as numbers. The [`Lexicon`] holds the words that rules speak of and is frozen when the rules are loaded; a
//! [`Words`] cache, one per thread, remembers what was found out about each written word, so that a word is analysed once
//! however often it occurs. Nothing here knows where a word stands.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::english::case::{Shape, shape_of};
use crate::english::inflect::{Form, lemmas};
use crate::english::known::{Known, known};
use crate::english::number_words::begins_number;

/// A word known to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lex(pub u32);

/// Words that were numbered when the program was built: numbers, lowest byte first, that are read where they lie.
#[derive(Clone, Copy, Debug)]
pub struct WordTable {
    /// Where each word begins in `text`, and one more.
    pub offsets: &'static [u32],
    /// A hash table over the words: number + 1, or 0; its size is a power of two.
    pub slots: &'static [u32],
    /// The words, end to end.
    pub text: &'static [u8],
}

impl WordTable {
    fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    fn bytes(&self, lex: Lex) -> &'static [u8] {
        let at = |i: usize| self.offsets.get(i).map_or(0, |n| u32::from_le(*n)) as usize;
        self.text.get(at(lex.0 as usize)..at(lex.0 as usize + 1)).unwrap_or_default()
    }

    fn word(&self, lex: Lex) -> &'static str {
        std::str::from_utf8(self.bytes(lex)).unwrap_or_default()
    }

    fn find(&self, word: &str) -> Option<Lex> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash(word.bytes().map(u32::from)) as usize & mask;
        for _ in 0..self.slots.len() {
            let lex = Lex(u32::from_le(self.slots[at]).checked_sub(1)?);
            if self.bytes(lex) == word.as_bytes() {
                return Some(lex);
            }
            at = (at + 1) & mask;
        }
        None
    }
}

/// FNV-1a over numbers: small, and the same on every machine.
pub fn hash(numbers: impl Iterator<Item = u32>) -> u64 {
    numbers.fold(0xcbf2_9ce4_8422_2325, |h, n| (h ^ u64::from(n)).wrapping_mul(0x0100_0000_01b3))
}

/// The words that rules speak of, folded (lower case, plain apostrophes, no soft hyphens): those numbered when the program was
/// built, then those of the rules that were loaded.
#[derive(Debug, Default)]
pub struct Lexicon {
    base: Option<WordTable>,
    ids: FxHashMap<Box<str>, Lex>,
    words: Vec<Box<str>>,
}

impl Lexicon {
    /// A lexicon that begins with these words.
    pub fn over(base: WordTable) -> Self {
        Self { base: Some(base), ..Self::default() }
    }

    /// The number of a folded word, given one if it has none.
    pub fn intern(&mut self, word: &str) -> Lex {
        if let Some(lex) = self.get(word) {
            return lex;
        }
        let lex = Lex(self.len() as u32);
        self.words.push(word.into());
        self.ids.insert(word.into(), lex);
        lex
    }

    /// The number of a folded word, if rules speak of it.
    pub fn get(&self, word: &str) -> Option<Lex> {
        self.base.and_then(|base| base.find(word)).or_else(|| self.ids.get(word).copied())
    }

    /// The word of a number.
    pub fn word(&self, lex: Lex) -> &str {
        let base = self.base.map_or(0, |b| b.len());
        match (lex.0 as usize).checked_sub(base) {
            None => self.base.map_or("", |b| b.word(lex)),
            Some(i) => self.words.get(i).map_or("", |w| w),
        }
    }

    /// How many words it holds.
    pub fn len(&self) -> usize {
        self.base.map_or(0, |b| b.len()) + self.words.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The number of a written word in a [`Words`] cache: equal numbers, equal spelling (case included).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WordId(pub u32);

/// What is known of a written word, wherever it stands.
#[derive(Debug)]
pub struct Word {
    /// The word folded: lower case, plain apostrophes, no soft hyphens or zero-width characters.
    pub folded: Box<str>,
    /// Its number in the lexicon, if rules speak of it.
    pub lex: Option<Lex>,
    /// The lemmas known to the lexicon of which it may be a form; the word itself comes as [`Form::Base`].
    pub lemmas: Box<[(Lex, Form)]>,
    /// Its capitals.
    pub shape: Shape,
    /// Whether it is a number or can begin one in words.
    pub numeric: bool,
    known: OnceCell<Known>,
}

impl Word {
    /// How well known it is, looked up when first asked.
    pub fn known(&self) -> Known {
        *self.known.get_or_init(|| known(&self.folded))
    }
}

/// What one thread has found out about written words.
#[derive(Debug, Default)]
pub struct Words {
    ids: FxHashMap<Box<str>, WordId>,
    words: Vec<Word>,
}

/// Past this many different words the cache starts afresh, so that memory stays bounded over any number of files.
const FULL: usize = 1 << 20;

impl Words {
    /// The number of a written word, analysed when it is new.
    pub fn id(&mut self, written: &str, lexicon: &Lexicon) -> WordId {
        if let Some(&id) = self.ids.get(written) {
            return id;
        }
        let id = WordId(self.words.len() as u32);
        self.words.push(analyse(written, lexicon));
        self.ids.insert(written.into(), id);
        id
    }

    /// What is known of a word.
    pub fn get(&self, id: WordId) -> &Word {
        &self.words[id.0 as usize]
    }

    /// The words with this number and higher ones.
    pub fn since(&self, number: u32) -> &[Word] {
        self.words.get(number as usize..).unwrap_or_default()
    }

    /// How many different words were seen.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether none was seen yet.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Called between files: forgets everything when the cache has grown too large. True when it did.
    pub fn trim(&mut self) -> bool {
        let full = self.words.len() > FULL;
        if full {
            *self = Self::default();
        }
        full
    }
}

/// Lower case, plain apostrophes, no soft hyphens or zero-width characters.
pub fn fold(written: &str) -> String {
    if written.is_ascii() {
        return written.to_ascii_lowercase();
    }
    written
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| if matches!(c, '’' | 'ʼ' | '‘') { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Characters that may stand inside a word without being seen.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn analyse(written: &str, lexicon: &Lexicon) -> Word {
    let folded = fold(written);
    let mut found: Vec<(Lex, Form)> = Vec::new();
    lemmas(&folded, &mut |lemma, form| {
        if let Some(lex) = lexicon.get(lemma)
            && !found.contains(&(lex, form))
        {
            found.push((lex, form));
        }
    });
    let numeric = folded.starts_with(|c: char| c.is_ascii_digit()) || begins_number(&folded);
    Word {
        lex: lexicon.get(&folded),
        shape: shape_of(written),
        lemmas: found.into(),
        folded: folded.into(),
        numeric,
        known: OnceCell::new(),
    }
}
