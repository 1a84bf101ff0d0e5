//! The sources, read once and indexed by what is rare in them: words of matter and pairs of neighbours. A sentence that occurs
//! in several sources is indexed where it stands first. It opens no files.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

use super::items::{Item, ItemKind, ItemReader, Text};
use crate::english::case::Shape;
use crate::format;
use crate::segment::{Lexicon, Page, Quotation, Sentence, Token, Words};
use crate::text::{Prose, Source};

/// One source, read.
pub struct Paper {
    /// The file.
    pub source: Arc<Source>,
    /// Whether it is in another language. Then nothing is compared with it.
    pub is_foreign: bool,
    prose: Prose,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    quotations: Vec<Quotation>,
    items: Vec<Item>,
    starts: Vec<u32>,
}

impl Paper {
    /// The source as a text.
    pub fn text(&self) -> Text<'_> {
        Text {
            source: &self.source,
            prose: &self.prose,
            tokens: &self.tokens,
            sentences: &self.sentences,
            quotations: &self.quotations,
            items: &self.items,
            starts: &self.starts,
        }
    }
}

/// Sources ready to be compared with any number of drafts.
pub struct Library {
    /// The sources, in the order given.
    pub papers: Vec<Paper>,
    /// Sentences of all papers: which paper, which sentence of it.
    places: Vec<(u32, u32)>,
    /// Feature and sentence, sorted.
    postings: Vec<u64>,
    /// Where the features with the same first bits begin.
    buckets: Vec<u32>,
    /// How many first bits these are.
    bits: u32,
    /// Words that stand somewhere with a capital where no sentence begins.
    capitals: FxHashSet<u32>,
    /// Keys of all words and of their stems.
    keys: FxHashSet<u32>,
}

/// A feature of more sentences than this says nothing.
const COMMON: usize = 64;
/// The most bits of a feature by which postings lie in buckets.
const BUCKET_BITS: u32 = 16;

impl Library {
    /// Reads and indexes sources.
    pub fn read(sources: &[Arc<Source>], lexicon: &Lexicon) -> Self {
        let mut words = Words::default();
        let mut reader = ItemReader::default();
        let mut papers = Vec::with_capacity(sources.len());
        let (mut capitals, mut keys) = (FxHashSet::default(), FxHashSet::default());
        for source in sources {
            let prose = format::read(source);
            let Page { tokens, sentences, quotations, .. } = Page::read(source, &prose, &mut words, lexicon);
            let (items, starts) = reader.read(&prose, &tokens, &sentences, &words);
            note_capitals(&tokens, &items, &starts, &words, &mut capitals);
            keys.extend(items.iter().flat_map(|i| [i.key, i.stem]));
            let is_foreign = is_foreign(&items);
            let source = source.clone();
            papers.push(Paper { source, is_foreign, prose, tokens, sentences, quotations, items, starts });
        }
        let mut library =
            Self { papers, places: Vec::new(), postings: Vec::new(), buckets: Vec::new(), bits: 0, capitals, keys };
        library.index();
        library
    }

    fn index(&mut self) {
        let mut seen: FxHashSet<u64> = FxHashSet::default();
        for (p, paper) in self.papers.iter().enumerate().filter(|(_, paper)| !paper.is_foreign) {
            for (s, range) in paper.starts.windows(2).enumerate() {
                let items = &paper.items[range[0] as usize..range[1] as usize];
                if items.is_empty() || !seen.insert(sentence_hash(items)) {
                    continue;
                }
                let place = self.places.len() as u64;
                self.places.push((p as u32, s as u32));
                features(items, |feature| self.postings.push(u64::from(feature) << 32 | place));
            }
        }
        self.postings.sort_unstable();
        self.postings.dedup();
        // About as many buckets as postings.
        self.bits = (usize::BITS - self.postings.len().leading_zeros()).clamp(4, BUCKET_BITS);
        let bits = self.bits;
        let mut at = 0;
        self.buckets = (0..=1_u64 << bits)
            .map(|bucket| {
                while self.postings.get(at).is_some_and(|p| p >> (64 - bits) < bucket) {
                    at += 1;
                }
                at as u32
            })
            .collect();
    }

    /// The sentences in which a feature occurs.
    fn sentences_with(&self, feature: u32) -> &[u64] {
        let bucket = (feature >> (32 - self.bits)) as usize;
        let bucket = &self.postings[self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize];
        let start = bucket.partition_point(|p| (p >> 32) < u64::from(feature));
        let end = start + bucket[start..].partition_point(|p| (p >> 32) == u64::from(feature));
        &bucket[start..end]
    }

    /// The sentences (paper, sentence) that share most that is rare with these items, best first, at most `most`.
    pub fn candidates(&self, items: &[Item], most: usize) -> Vec<(u32, u32)> {
        let mut scores: FxHashMap<u32, u32> = FxHashMap::default();
        features(items, |feature| {
            let found = self.sentences_with(feature);
            if !found.is_empty() && found.len() <= COMMON {
                let weight = 1000 / (found.len() as u32 + 1);
                for posting in found {
                    *scores.entry(*posting as u32).or_default() += weight;
                }
            }
        });
        let mut ranked: Vec<(u32, u32)> = scores.into_iter().collect();
        ranked.sort_unstable_by_key(|&(place, score)| (std::cmp::Reverse(score), place));
        ranked.iter().take(most).map(|&(place, _)| self.places[place as usize]).collect()
    }

    /// Whether a source has the word with a capital where no sentence begins.
    pub fn has_capital(&self, key: u32) -> bool {
        self.capitals.contains(&key)
    }

    /// Whether a source has the word, or a word of this stem.
    pub fn has(&self, key: u32) -> bool {
        self.keys.contains(&key)
    }
}

/// Remembers which words stand with a capital although no sentence and no quotation begins there.
fn note_capitals(tokens: &[Token], items: &[Item], starts: &[u32], words: &Words, capitals: &mut FxHashSet<u32>) {
    for range in starts.windows(2) {
        for i in range[0] as usize + 1..range[1] as usize {
            let opens = items[i].token > items[i - 1].token + 1 && tokens[items[i].token as usize].quoted;
            if !opens && words.get(tokens[items[i].token as usize].word).shape != Shape::Lower {
                capitals.insert(items[i].key);
            }
        }
    }
}

/// Of a text in English about half of the words are words of grammar; of one in another language those few that look like one.
/// Short texts and tables say nothing.
fn is_foreign(items: &[Item]) -> bool {
    let count = |kind| items.iter().filter(|i| i.kind == kind).count();
    let (grammar, matter) = (count(ItemKind::Function), count(ItemKind::Content));
    grammar + matter >= 60 && grammar * 100 < (grammar + matter) * 15 && count(ItemKind::Figure) * 4 < matter
}

fn sentence_hash(items: &[Item]) -> u64 {
    let mut hasher = FxHasher::default();
    for item in items {
        item.key.hash(&mut hasher);
    }
    hasher.finish()
}

/// Calls back with each feature of a row of items: stems of matter and figures, and pairs of neighbours.
fn features(items: &[Item], mut visit: impl FnMut(u32)) {
    for (i, item) in items.iter().enumerate() {
        if item.kind != ItemKind::Function {
            visit(item.stem);
        }
        if let Some(next) = items.get(i + 1) {
            let mut hasher = FxHasher::default();
            (item.stem, next.stem).hash(&mut hasher);
            visit((hasher.finish() >> 20) as u32);
        }
    }
}
