//! Phrases: words in a row as an author writes them (`(very|most) unique`, `at the @limb? of`, `find .. guilty`), read into
//! [`Sequence`]s of word keys. Used by the phrase kind and by conditions. It matches nothing itself: the automaton and
//! `condition.rs` do.

use serde_spanned::Spanned;

use super::load::{Loader, Problem};
use crate::segment::words::{Lex, Lexicon, fold};

/// What one token must be: one of these keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u32);

impl Key {
    /// The word itself, in this form alone.
    pub fn exact(lex: Lex) -> Self {
        Self(lex.0 << 1)
    }

    /// Any inflected form of the word.
    pub fn lemma(lex: Lex) -> Self {
        Self(lex.0 << 1 | 1)
    }
}

/// One place in a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// A token with one of these keys.
    Word(Vec<Key>),
    /// Up to this many tokens of any kind within the sentence.
    Gap(u8),
}

/// A phrase without options: they are written out when it is read.
pub type Sequence = Vec<Element>;

/// Letter case in a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Case {
    /// Capitals make no difference.
    #[default]
    Any,
    /// Capitals are compared.
    Exact,
}

/// Which forms of a written word match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Forms {
    /// Every inflected form of each word.
    #[default]
    All,
    /// The words as written.
    Exact,
}

/// `[rule.check.phrase]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PhraseSpec {
    /// The phrases. Plain words match in every form (`extinguish` finds *extinguished*); `=word` matches as written;
    /// `(a|b)` is either, `word?` may be missing, `..` is a gap of up to two words and `..5` of up to five, `@name` is any entry of
    /// a list. After ` > ` stands what is usual instead; the fix of the rule has it as `{usual}`.
    pub(crate) find: Vec<Spanned<String>>,
    /// `all` forms of each word (the default) or `exact`.
    #[serde(default)]
    pub(crate) forms: Forms,
    /// `any` letter case (the default) or `exact`.
    #[serde(default)]
    pub(crate) case: Case,
}

impl PhraseSpec {
    /// Adds the phrases to the common automaton under a rule's number.
    pub fn add(&self, rule: u32, loader: &mut Loader<'_>) -> Result<(), Problem> {
        for phrase in &self.find {
            let (find, usual) = match phrase.get_ref().split_once(" > ") {
                Some((find, usual)) => (find, Some(usual.trim())),
                None => (phrase.get_ref().as_str(), None),
            };
            let sequences = read(find, self.forms, loader).map_err(|e| Problem::at(phrase.span(), e))?;
            let written = (self.case == Case::Exact).then_some(find);
            for sequence in sequences {
                loader.automaton.add(&sequence, rule, written, usual);
            }
        }
        Ok(())
    }
}

/// The most sequences one phrase may stand for once its options are written out.
const MOST: usize = 20_000;

/// The most words, alternatives counted one by one, that one phrase may stand for.
const MOST_WORDS: usize = 1_000_000;

/// Where a phrase may have a gap besides between words: a condition on what stands before or after a mark may have one beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edges {
    /// Nowhere.
    Closed,
    /// At its beginning.
    Before,
    /// At its end.
    After,
}

/// Reads a phrase into the sequences it stands for.
pub fn read(phrase: &str, forms: Forms, loader: &mut Loader<'_>) -> Result<Vec<Sequence>, String> {
    read_edged(phrase, forms, Edges::Closed, loader)
}

/// Reads a phrase that may have a gap at one of its edges.
pub fn read_edged(phrase: &str, forms: Forms, edges: Edges, loader: &mut Loader<'_>) -> Result<Vec<Sequence>, String> {
    let mut sequences: Vec<Sequence> = vec![Vec::new()];
    for part in parts(phrase)? {
        let options = part.options(forms, loader)?;
        let mut longer = Vec::with_capacity(sequences.len() * options.len());
        for sequence in &sequences {
            for option in &options {
                longer.push([sequence.as_slice(), option.as_slice()].concat());
            }
        }
        if longer.len() > MOST {
            return Err(format!(
                "this phrase stands for more than {MOST} word sequences; take a list or an option out"
            ));
        }
        sequences = longer;
    }
    sequences.retain(|s| s.iter().any(|e| matches!(e, Element::Word(_))));
    if sequences.is_empty() {
        return Err("a phrase needs at least one word".to_owned());
    }
    let gap = |element: Option<&Element>| matches!(element, Some(Element::Gap(_)));
    let open = |s: &Sequence| edges != Edges::Before && gap(s.first()) || edges != Edges::After && gap(s.last());
    if sequences.iter().any(open) {
        return Err("a gap needs a word before and after it".to_owned());
    }
    if sequences.iter().map(paths).fold(0, usize::saturating_add) > MOST_WORDS {
        return Err(format!("this phrase stands for more than {MOST_WORDS} word sequences; use a smaller list"));
    }
    Ok(sequences)
}

/// How many rows of single words a sequence stands for.
fn paths(sequence: &Sequence) -> usize {
    let words = sequence.iter().map(|e| if let Element::Word(keys) = e { keys.len() } else { 1 });
    words.fold(1, usize::saturating_mul)
}

/// A part of a phrase between spaces.
enum Part<'t> {
    /// Alternatives, of which one may be nothing when the part is optional.
    Words {
        alternatives: Vec<&'t str>,
        optional: bool,
    },
    Gap(u8),
}

/// Splits a phrase at spaces outside brackets.
fn parts(phrase: &str) -> Result<Vec<Part<'_>>, String> {
    let mut parts = Vec::new();
    let mut rest = phrase.trim_start();
    while !rest.is_empty() {
        let end = if rest.starts_with('(') {
            let close = rest.find(')').ok_or("a `(` without its `)`")?;
            rest[close..].find(char::is_whitespace).map_or(rest.len(), |i| close + i)
        } else {
            rest.find(char::is_whitespace).unwrap_or(rest.len())
        };
        let (part, after) = rest.split_at(end);
        rest = after.trim_start();
        if let Some(size) = part.strip_prefix("..") {
            let size = if size.is_empty() { Ok(2) } else { size.parse::<u8>() };
            match size {
                Ok(size @ 1..=12) => parts.push(Part::Gap(size)),
                _ => return Err(format!("`{part}` is no gap: `..` is up to two words, `..1` to `..12` up to so many")),
            }
            continue;
        }
        let (part, optional) = part.strip_suffix('?').map_or((part, false), |p| (p, true));
        let inner = part.strip_prefix('(').and_then(|p| p.strip_suffix(')'));
        let alternatives = inner.map_or_else(|| vec![part], |inner| inner.split('|').map(str::trim).collect());
        if alternatives.iter().any(|a| a.is_empty()) {
            return Err("an empty alternative; write `(a|b)?` for words that may be missing".to_owned());
        }
        parts.push(Part::Words { alternatives, optional });
    }
    Ok(parts)
}

impl Part<'_> {
    fn options(&self, forms: Forms, loader: &mut Loader<'_>) -> Result<Vec<Sequence>, String> {
        let (alternatives, optional) = match self {
            Part::Gap(size) => return Ok(vec![vec![Element::Gap(*size)]]),
            Part::Words { alternatives, optional } => (alternatives, *optional),
        };
        let mut single: Vec<Key> = Vec::new();
        let mut options: Vec<Sequence> = Vec::new();
        for alternative in alternatives {
            let entries = match alternative.strip_prefix('@') {
                Some(name) => loader.list(name)?,
                None => vec![(*alternative).to_owned()],
            };
            for entry in entries {
                let sequence = words(&entry, forms, loader.lexicon);
                match sequence.as_slice() {
                    [Element::Word(keys)] => single.extend(keys),
                    _ => options.push(sequence),
                }
            }
        }
        if !single.is_empty() {
            single.sort_unstable();
            single.dedup();
            options.push(vec![Element::Word(single)]);
        }
        if optional {
            options.push(Vec::new());
        }
        Ok(options)
    }
}

/// Plain words (with hyphens, clitics and marks parted as the tokenizer parts them) as a sequence.
pub fn words(text: &str, forms: Forms, lexicon: &mut Lexicon) -> Sequence {
    let mut sequence = Vec::new();
    for word in text.split_whitespace() {
        let (word, forms) = word.strip_prefix('=').map_or((word, forms), |w| (w, Forms::Exact));
        for piece in crate::segment::token::pieces(word) {
            let lex = lexicon.intern(&fold(piece));
            let key = if forms == Forms::All { Key::lemma(lex) } else { Key::exact(lex) };
            sequence.push(Element::Word(vec![key]));
        }
    }
    sequence
}
