//! A text as a row of comparable items: words and figures without marks, contractions written out, each with a key for the word
//! as it is and one for its stem. Keys are 32 bits of a hash, so that texts read at different times can be compared; two
//! different words share one in four billion pairs, and then a change between just these two is not seen.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::FxHasher;

use crate::english::grammar::{contraction, is_function, small_number};
use crate::english::inflect::{Form, lemmas};
use crate::segment::{Before, Quotation, Sentence, Token, TokenKind, Words};
use crate::text::{Prose, Source, Span};

/// One word or figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The token that it is, or a part of.
    pub token: u32,
    /// The word as written, folded.
    pub key: u32,
    /// The word without its endings; of a small number word, its digits.
    pub stem: u32,
    /// How much it says.
    pub kind: ItemKind,
}

/// How much an item says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// A word of grammar.
    Function,
    /// A word of matter.
    Content,
    /// Digits, a number word, a currency or per cent sign.
    Figure,
}

/// A text with its items, whoever owns them.
#[derive(Clone, Copy)]
pub struct Text<'t> {
    /// The file.
    pub source: &'t Source,
    /// Its prose.
    pub prose: &'t Prose,
    /// All tokens.
    pub tokens: &'t [Token],
    /// All sentences.
    pub sentences: &'t [Sentence],
    /// All quotations.
    pub quotations: &'t [Quotation],
    /// All items.
    pub items: &'t [Item],
    /// The first item of each sentence, and the number of items at the end.
    pub starts: &'t [u32],
}

impl<'t> Text<'t> {
    /// The items of a sentence.
    pub fn sentence_items(&self, sentence: u32) -> Range<u32> {
        self.starts[sentence as usize]..self.starts[sentence as usize + 1]
    }

    /// The sentence that holds an item.
    pub fn sentence_of(&self, item: u32) -> u32 {
        (self.starts.partition_point(|&s| s <= item) as u32).saturating_sub(1)
    }

    /// The items of a range of tokens.
    pub fn items_of(&self, tokens: Range<u32>) -> Range<u32> {
        let at = |token: u32| self.items.partition_point(|i| i.token < token) as u32;
        at(tokens.start)..at(tokens.end)
    }

    /// An item.
    pub fn item(&self, i: u32) -> &'t Item {
        &self.items[i as usize]
    }

    /// The token of an item.
    pub fn token(&self, i: u32) -> &'t Token {
        &self.tokens[self.items[i as usize].token as usize]
    }

    /// The token of an item as written.
    pub fn written(&self, i: u32) -> &'t str {
        self.prose.slice(self.token(i).span())
    }

    /// The bytes of the prose that a range of items covers, marks between them included.
    pub fn span(&self, items: Range<u32>) -> Span<Prose> {
        if items.is_empty() {
            let at = self
                .items
                .get(items.start as usize)
                .map_or(self.prose.text.len() as u32, |i| self.tokens[i.token as usize].start);
            return Span::new(at, at);
        }
        Span::new(self.token(items.start).start, self.token(items.end - 1).end)
    }

    /// The words that a range of items covers, on one line.
    pub fn words(&self, items: Range<u32>) -> String {
        self.prose.slice(self.span(items)).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether an item stands inside quotation marks.
    pub fn quoted(&self, i: u32) -> bool {
        self.token(i).quoted
    }
}

/// The key of a folded word.
pub fn key(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    (hasher.finish() >> 20) as u32
}

/// The key of a folded word without its endings: the likeliest word of which it may be a form, a long one without a final `e` or
/// a doubled `l`, since there is no telling *refuse* of *refused* from *visit* of *visited*.
pub fn stem(word: &str) -> u32 {
    if let Some(value) = small_number(word) {
        return key(&value.to_string());
    }
    let mut lemma = word.to_owned();
    // A plural may be of a word that itself looks like a form: go down, but not in circles.
    for _ in 0..3 {
        match shorter_lemma(&lemma) {
            Some(shorter) => lemma = shorter,
            None => break,
        }
    }
    key(trimmed(&lemma))
}

/// A long lemma without what its forms may or may not have. Short ones are kept apart: *plan* and *plane*.
fn trimmed(lemma: &str) -> &str {
    match lemma.strip_suffix('e') {
        _ if lemma.len() < 6 => lemma,
        Some(bare) => bare,
        None if lemma.ends_with("ll") => &lemma[..lemma.len() - 1],
        None => lemma,
    }
}

/// The likeliest word of which this one is an inflected form. Comparison of adjectives is left alone, since it cannot be told from
/// the doers (*farmer*).
fn shorter_lemma(word: &str) -> Option<String> {
    let regular = word.ends_with('s') || word.ends_with("ed") || word.ends_with("ing");
    let mut best: Option<String> = None;
    lemmas(word, &mut |lemma, form| {
        let inflected = lemma != word && !matches!(form, Form::Base | Form::Comparative | Form::Superlative);
        if !inflected || lemma.len() < 3 && !matches!(lemma, "be" | "do" | "go") || needs_e(lemma) {
            return;
        }
        let better = match &best {
            None => !word.ends_with("ss"),
            // *pass* of *passed*, not *pas*; *run* of *running*, not *runn*.
            Some(b) if b.len() == lemma.len() + 1 && b.starts_with(lemma) => !b.ends_with("ss") && !b.ends_with("ll"),
            Some(b) if lemma.len() == b.len() + 1 && lemma.starts_with(b.as_str()) => {
                lemma.ends_with("ss") || lemma.ends_with("ll")
            }
            Some(b) => regular && (lemma.len(), lemma) < (b.len(), b.as_str()),
        };
        if better {
            best = Some(lemma.to_owned());
        }
    });
    best
}

/// Whether no English word ends so without an `e`: *handl*, *forc*, *argu*, *studi*.
fn needs_e(lemma: &str) -> bool {
    let syllabic = lemma.strip_suffix('l').is_some_and(|l| l.ends_with(['b', 'c', 'd', 'f', 'g', 'k', 'p', 't', 'z']));
    let voiced = lemma.strip_suffix('s').is_some_and(|l| l.len() > 2 && l.ends_with(['a', 'e', 'i', 'o', 'u']));
    syllabic
        || voiced
        || lemma.ends_with(['c', 'v', 'u', 'i', 'z'])
        || ["ang", "eng", "dg", "rg", "ns", "rs"].iter().any(|e| lemma.len() > 4 && lemma.ends_with(e))
}

/// What a written word becomes: one item or, for a contraction, two.
#[derive(Clone, Copy)]
enum Read {
    One(u32, u32, ItemKind),
    Two([(u32, u32, ItemKind); 2]),
}

/// Reads tokens into items, remembering what each written word becomes.
#[derive(Default)]
pub struct ItemReader {
    seen: Vec<Option<Read>>,
}

impl ItemReader {
    /// The items of all sentences, and where each sentence begins.
    pub fn read(
        &mut self,
        prose: &Prose,
        tokens: &[Token],
        sentences: &[Sentence],
        words: &Words,
    ) -> (Vec<Item>, Vec<u32>) {
        let mut items = Vec::with_capacity(tokens.len());
        let mut starts = Vec::with_capacity(sentences.len() + 1);
        for sentence in sentences {
            starts.push(items.len() as u32);
            for i in sentence.tokens.clone() {
                self.token(prose, tokens, i, words, &mut items);
            }
        }
        starts.push(items.len() as u32);
        (items, starts)
    }

    fn token(&mut self, prose: &Prose, tokens: &[Token], i: u32, words: &Words, items: &mut Vec<Item>) {
        let token = &tokens[i as usize];
        let mut push = |(key, stem, kind)| items.push(Item { token: i, key, stem, kind });
        match token.kind {
            TokenKind::Object => {}
            TokenKind::Mark => {
                let mark = prose.slice(token.span());
                if mark == "%" || mark.chars().all(is_currency) {
                    push((key(mark), key(mark), ItemKind::Figure));
                }
            }
            TokenKind::Number => {
                let number = key(&digits(prose.slice(token.span())));
                push((number, number, ItemKind::Figure));
            }
            TokenKind::Word | TokenKind::Url => {
                let after_number = token.before == Before::Nothing
                    && i > 0
                    && tokens[i as usize - 1].kind == TokenKind::Number
                    && tokens[i as usize - 1].end == token.start;
                if after_number && matches!(prose.slice(token.span()), "st" | "nd" | "rd" | "th") {
                    return;
                }
                let at = token.word.0 as usize;
                if self.seen.len() <= at {
                    self.seen.resize(at + 1, None);
                }
                match *self.seen[at].get_or_insert_with(|| read_word(&words.get(token.word).folded)) {
                    Read::One(key, stem, kind) => push((key, stem, kind)),
                    Read::Two(two) => two.into_iter().for_each(push),
                }
            }
        }
    }
}

/// The signs before a sum of money.
pub fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '¢' | '\u{20a0}'..='\u{20cf}')
}

/// A number without what is a matter of style: thousands commas go, a colon in a time is a point.
fn digits(written: &str) -> String {
    let groups = written.contains(',');
    written.chars().filter(|&c| !(groups && c == ',')).map(|c| if c == ':' { '.' } else { c }).collect()
}

fn read_word(folded: &str) -> Read {
    let one = |word: &str| {
        let kind = if is_function(word) {
            ItemKind::Function
        } else if small_number(word).is_some() {
            ItemKind::Figure
        } else {
            ItemKind::Content
        };
        match word {
            "'s" => (key(word), key("be"), ItemKind::Function),
            "percent" => (key("%"), key("%"), ItemKind::Figure),
            _ => (key(word), stem(word), kind),
        }
    };
    match contraction(folded) {
        Some((first, second)) => Read::Two([one(first), one(second)]),
        None => {
            let (key, stem, kind) = one(folded);
            Read::One(key, stem, kind)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_its_stem() {
        let table = [
            "rate rates rated rating",
            "make makes making made",
            "hope hoped hoping",
            "run runs running ran",
            "walk walked walking",
            "crew crews",
            "client clients",
            "customer customers",
            "be is was were been",
            "rise rose risen rising",
            "study studies studied",
            "die dies died",
            "lie lies",
            "note notes noted",
            "move moved moving",
            "twelve 12",
            "say said says",
            "agree agreed",
            "handle handled handling",
            "force forces forcing",
            "change changing changed",
            "sing singing",
            "take taken taking",
            "pass passes passed",
            "refuse refuses refused refusing",
            "decline declined declining",
            "investigate investigated investigating",
            "cancel cancelled cancelling cancels",
            "install installed installing",
            "raise raises raised raising",
            "focus focuses focused focusing",
            "provide provided providing",
            "scrap scraps scrapped scrapping",
            "remain remains remained remaining",
            "visit visits visited visiting",
            "develop developed developing",
            "supply supplies supplied supplying",
        ];
        let apart = |row: &&str| row.split(' ').any(|w| stem(w) != stem(row.split(' ').next().unwrap_or_default()));
        let apart: Vec<_> = table.into_iter().filter(apart).collect();
        assert!(apart.is_empty(), "{apart:?}");
        assert_ne!(stem("note"), stem("not"));
        assert_ne!(stem("plane"), stem("plan"));
        assert_ne!(stem("farmer"), stem("farm"));
    }
}
