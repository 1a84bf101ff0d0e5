//! Conditions on what stands around a mark: directly before or after it, near it, anywhere in the document, in which kind of
//! block. Pure questions to a page; what follows from the answer is the engine's business.

use std::fmt;
use std::ops::Range;

use rustc_hash::FxHashSet;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_spanned::Spanned;

use super::automaton::keys;
use super::load::{Loader, Problem};
use super::phrase::{self, Edges, Element, Forms, Key, Sequence};
use crate::segment::Page;
use crate::text::BlockKind;

/// `[rule.when]` and `[rule.unless]`. Under `when` every key that is given must hold; under `unless` no one may. Where one table
/// is not enough, `[[rule.when]]` and `[[rule.unless]]` may stand several times.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConditionSpec {
    /// Phrases of which one stands directly before the mark; `person ..3` may have up to three words in between.
    #[serde(default)]
    pub(crate) before: Vec<Spanned<String>>,
    /// Phrases of which one stands directly after the mark; `..3 person` may have up to three words in between.
    #[serde(default)]
    pub(crate) after: Vec<Spanned<String>>,
    /// Phrases of which one stands near, on either side, as far as `within` says; the mark itself does not count.
    #[serde(default)]
    pub(crate) near: Vec<Spanned<String>>,
    /// The same, before the mark only.
    #[serde(default)]
    pub(crate) near_before: Vec<Spanned<String>>,
    /// The same, after the mark only.
    #[serde(default)]
    pub(crate) near_after: Vec<Spanned<String>>,
    /// How far `near`, `near-before` and `near-after` reach: `clause`, `sentence` (the default), `paragraph`, or a number of
    /// words.
    #[serde(default)]
    within: Within,
    /// Phrases of which one stands anywhere in the document.
    #[serde(default)]
    pub(crate) document: Vec<Spanned<String>>,
    /// So many different phrases of `document` must stand in it (1): how a text is known to be of a field.
    #[serde(default)]
    at_least: Option<u32>,
    /// Kinds of block: `heading`, `body`, `list`, `table`, `caption`, `quotation`.
    #[serde(default, rename = "in")]
    scopes: Vec<Scope>,
    /// Texts of which the text found is one, letter for letter: under `unless`, the one right way to write it.
    #[serde(default)]
    found: Vec<String>,
    /// The words found stand before the mark already, in any form, as near as this: `clause`, `sentence`, `paragraph`, or a
    /// number of words.
    #[serde(default)]
    again: Option<Within>,
    /// Under `unless`: the exception needs all keys of this table, and not just one of them.
    #[serde(default)]
    all: bool,
}

/// One table of conditions, or several.
#[derive(Debug, Default)]
pub struct ConditionsSpec(pub Vec<ConditionSpec>);

impl<'de> Deserialize<'de> for ConditionsSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = ConditionsSpec;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of conditions")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ConditionsSpec, A::Error> {
                ConditionSpec::deserialize(MapAccessDeserializer::new(map)).map(|one| ConditionsSpec(vec![one]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<ConditionsSpec, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(ConditionsSpec)
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}

/// A kind of place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// A heading.
    Heading,
    /// A paragraph of running text.
    Body,
    /// A list item.
    List,
    /// A table cell.
    Table,
    /// A caption.
    Caption,
    /// Inside quotation marks or a block quotation.
    Quotation,
}

/// How far `near` reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "WithinSpec")]
pub enum Within {
    /// To the next comma, semicolon, colon, dash or bracket.
    Clause,
    /// The sentence.
    #[default]
    Sentence,
    /// The block.
    Paragraph,
    /// So many tokens to either side, inside the block.
    Words(u32),
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum WithinSpec {
    Words(u32),
    Name(String),
}

impl TryFrom<WithinSpec> for Within {
    type Error = String;

    fn try_from(spec: WithinSpec) -> Result<Self, String> {
        match spec {
            WithinSpec::Words(n @ 1..=200) => Ok(Self::Words(n)),
            WithinSpec::Words(n) => Err(format!("`within = {n}`: 1 to 200 words")),
            WithinSpec::Name(name) => match name.as_str() {
                "clause" => Ok(Self::Clause),
                "sentence" => Ok(Self::Sentence),
                "paragraph" => Ok(Self::Paragraph),
                other => Err(format!("`within = \"{other}\"`: clause, sentence, paragraph or a number of words")),
            },
        }
    }
}

/// Phrases to look for: single words as a set, the rest one by one.
#[derive(Debug, Default)]
struct Phrases {
    words: FxHashSet<Key>,
    sequences: Vec<Sequence>,
}

/// A condition, ready to be asked.
#[derive(Debug, Default)]
pub struct Condition {
    tables: Vec<Table>,
}

/// One table of a condition.
#[derive(Debug, Default)]
struct Table {
    before: Phrases,
    after: Phrases,
    near: Phrases,
    near_before: Phrases,
    near_after: Phrases,
    within: Within,
    document: Phrases,
    at_least: u32,
    scopes: Vec<Scope>,
    found: Vec<String>,
    again: Option<Within>,
    all: bool,
}

impl ConditionsSpec {
    /// Reads the phrases.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Condition, Problem> {
        let tables = self.0.into_iter().map(|spec| spec.build(loader)).collect::<Result<_, _>>()?;
        Ok(Condition { tables })
    }
}

impl ConditionSpec {
    fn build(self, loader: &mut Loader<'_>) -> Result<Table, Problem> {
        Ok(Table {
            before: Phrases::read(&self.before, Edges::After, loader)?,
            after: Phrases::read(&self.after, Edges::Before, loader)?,
            near: Phrases::read(&self.near, Edges::Closed, loader)?,
            near_before: Phrases::read(&self.near_before, Edges::Closed, loader)?,
            near_after: Phrases::read(&self.near_after, Edges::Closed, loader)?,
            within: self.within,
            document: Phrases::read(&self.document, Edges::Closed, loader)?,
            at_least: self.at_least.unwrap_or(1),
            scopes: self.scopes,
            found: self.found,
            again: self.again,
            all: self.all,
        })
    }

    /// Every phrase of it, with where a gap may stand.
    pub fn phrases(&self) -> impl Iterator<Item = (&Spanned<String>, Edges)> {
        let closed = [&self.near, &self.near_before, &self.near_after, &self.document];
        let open = [(&self.before, Edges::After), (&self.after, Edges::Before)];
        let closed = closed.into_iter().map(|list| (list, Edges::Closed));
        open.into_iter().chain(closed).flat_map(|(list, edges)| list.iter().map(move |phrase| (phrase, edges)))
    }
}

impl Phrases {
    fn read(phrases: &[Spanned<String>], edges: Edges, loader: &mut Loader<'_>) -> Result<Self, Problem> {
        let mut read = Self::default();
        for text in phrases {
            let sequences = phrase::read_edged(text.get_ref(), Forms::All, edges, loader)
                .map_err(|e| Problem::at(text.span(), e))?;
            for sequence in sequences {
                match sequence.as_slice() {
                    [Element::Word(keys)] => read.words.extend(keys),
                    _ => read.sequences.push(sequence),
                }
            }
        }
        Ok(read)
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.sequences.is_empty()
    }

    /// Whether one stands somewhere within these tokens.
    fn inside(&self, page: &Page<'_>, tokens: Range<u32>) -> bool {
        tokens.clone().any(|i| self.word(page, i))
            || self.sequences.iter().any(|s| tokens.clone().any(|i| ends(page, s, i, tokens.end).any(|_| true)))
    }

    /// Whether so many different ones stand on the page.
    fn holds(&self, page: &Page<'_>, at_least: u32) -> bool {
        let all = 0..page.tokens.len() as u32;
        if at_least <= 1 {
            return self.inside(page, all);
        }
        let mut found: FxHashSet<Key> = FxHashSet::default();
        for word in page.tokens.iter().map(|token| page.words.get(token.word)) {
            found.extend(keys(word).map(|(key, _)| key).find(|key| self.words.contains(key)));
            if found.len() >= at_least as usize {
                return true;
            }
        }
        let longer = |s: &&Sequence| all.clone().any(|i| ends(page, s, i, all.end).any(|_| true));
        found.len() + self.sequences.iter().filter(longer).count() >= at_least as usize
    }

    /// Whether one begins at this token.
    fn begins(&self, page: &Page<'_>, at: u32, end: u32) -> bool {
        at < end && (self.word(page, at) || self.sequences.iter().any(|s| ends(page, s, at, end).any(|_| true)))
    }

    /// Whether one ends just before this token.
    fn precedes(&self, page: &Page<'_>, at: u32, start: u32) -> bool {
        at > start
            && (self.word(page, at - 1)
                || self.sequences.iter().any(|s| {
                    let first = start.max(at.saturating_sub(reach(s)));
                    (first..at).any(|i| ends(page, s, i, at).any(|e| e == at))
                }))
    }

    fn word(&self, page: &Page<'_>, i: u32) -> bool {
        !self.words.is_empty() && keys(page.word(i)).any(|(key, _)| self.words.contains(&key))
    }
}

/// The most tokens that a sequence can cover.
fn reach(sequence: &[Element]) -> u32 {
    sequence.iter().map(|e| if let Element::Gap(size) = e { u32::from(*size) } else { 1 }).sum()
}

/// The tokens past a sequence that begins at `at`.
fn ends(page: &Page<'_>, sequence: &[Element], at: u32, end: u32) -> std::vec::IntoIter<u32> {
    let mut places = vec![at];
    for element in sequence {
        let mut next = Vec::new();
        for place in places {
            match element {
                Element::Word(any) if place < end && keys(page.word(place)).any(|(key, _)| any.contains(&key)) => {
                    next.push(place + 1);
                }
                Element::Gap(size) => next.extend((place..=place + u32::from(*size)).take_while(|&p| p <= end)),
                Element::Word(_) => {}
            }
        }
        next.dedup();
        places = next;
        if places.is_empty() {
            break;
        }
    }
    places.into_iter()
}

impl Condition {
    /// Whether all of it holds around these tokens.
    pub fn holds(&self, page: &Page<'_>, tokens: Range<u32>) -> bool {
        self.tables.iter().all(|table| table.parts(page, tokens.clone()).all(|part| part))
    }

    /// Whether any part of it holds.
    pub fn touches(&self, page: &Page<'_>, tokens: Range<u32>) -> bool {
        self.tables.iter().any(|table| {
            let mut parts = table.parts(page, tokens.clone()).peekable();
            if table.all { parts.peek().is_some() && parts.all(|part| part) } else { parts.any(|part| part) }
        })
    }
}

/// So many tokens to either side are looked at, however long a paragraph is.
const FAR: u32 = 2_000;

impl Table {
    /// The answers of the parts that were given, each found out when it is asked for.
    fn parts<'a>(&'a self, page: &'a Page<'_>, tokens: Range<u32>) -> impl Iterator<Item = bool> + 'a {
        type Ask = fn(&Table, &Page<'_>, Range<u32>, Range<u32>) -> bool;
        let block = page.block_tokens.get(page.block_at(tokens.start)).cloned().unwrap_or(tokens.clone());
        let is_near = !(self.near.is_empty() && self.near_before.is_empty() && self.near_after.is_empty());
        let asked: [(bool, Ask); 7] = [
            (!self.before.is_empty(), |t, page, at, block| t.before.precedes(page, at.start, block.start)),
            (!self.after.is_empty(), |t, page, at, block| t.after.begins(page, at.end, block.end)),
            (!self.scopes.is_empty(), |t, page, at, _| t.scopes.iter().any(|s| s.holds(page, at.start))),
            (!self.found.is_empty(), |t, page, at, _| t.is_found(page, at)),
            (is_near, Self::near_holds),
            (!self.document.is_empty(), |t, page, _, _| t.document_holds(page)),
            (self.again.is_some(), Self::again_holds),
        ];
        let given = asked.into_iter().filter(|(given, _)| *given);
        given.map(move |(_, ask)| ask(self, page, tokens.clone(), block.clone()))
    }

    fn near_holds(&self, page: &Page<'_>, tokens: Range<u32>, block: Range<u32>) -> bool {
        let around = around(page, tokens.clone(), block, self.within);
        let (before, after) = (around.start..tokens.start, tokens.end..around.end.max(tokens.end));
        let either = || self.near.inside(page, before.clone()) || self.near.inside(page, after.clone());
        (self.near.is_empty() || either())
            && (self.near_before.is_empty() || self.near_before.inside(page, before.clone()))
            && (self.near_after.is_empty() || self.near_after.inside(page, after.clone()))
    }

    /// Asked once a page: the answer is the same at every mark.
    fn document_holds(&self, page: &Page<'_>) -> bool {
        let key = std::ptr::from_ref(self) as usize;
        let known = page.answers.borrow().get(&key).copied();
        known.unwrap_or_else(|| {
            let holds = self.document.holds(page, self.at_least);
            page.answers.borrow_mut().insert(key, holds);
            holds
        })
    }

    /// Whether the words of the mark stand before it already.
    fn again_holds(&self, page: &Page<'_>, tokens: Range<u32>, block: Range<u32>) -> bool {
        let Some(within) = self.again else { return false };
        let same = |a: u32, b: u32| {
            let (a, b) = (page.word(a), page.word(b));
            a.folded == b.folded || a.lemmas.iter().any(|(lemma, _)| b.lemmas.iter().any(|(other, _)| lemma == other))
        };
        let len = tokens.end - tokens.start;
        let from = around(page, tokens.clone(), block, within).start;
        len > 0
            && (from..(tokens.start + 1).saturating_sub(len)).any(|at| (0..len).all(|i| same(at + i, tokens.start + i)))
    }

    fn is_found(&self, page: &Page<'_>, tokens: Range<u32>) -> bool {
        let text = page.prose.slice(page.span(tokens));
        self.found.iter().any(|found| text.split_whitespace().eq(found.split_whitespace()))
    }
}

/// The tokens around a mark, as far as a condition reaches.
fn around(page: &Page<'_>, tokens: Range<u32>, block: Range<u32>, within: Within) -> Range<u32> {
    let far = tokens.start.saturating_sub(FAR)..tokens.end + FAR;
    let around = match within {
        Within::Clause => page.clause(tokens),
        Within::Sentence => page.sentences.get(page.sentence_at(tokens.start)).map_or(block, |s| s.tokens.clone()),
        Within::Paragraph => block,
        Within::Words(n) => tokens.start.saturating_sub(n).max(block.start)..(tokens.end + n).min(block.end),
    };
    around.start.max(far.start)..around.end.min(far.end)
}

impl Scope {
    fn holds(self, page: &Page<'_>, token: u32) -> bool {
        let block = page.block(token);
        match self {
            Self::Heading => matches!(block.kind, BlockKind::Heading(_)),
            Self::Body => matches!(block.kind, BlockKind::Paragraph) && block.list.is_none(),
            Self::List => block.list.is_some() || block.kind == BlockKind::Item,
            Self::Table => block.cell.is_some(),
            Self::Caption => block.kind == BlockKind::Caption,
            Self::Quotation => block.quoted || page.token(token).quoted,
        }
    }
}
