//! Conditions on what stands around a mark: directly before or after it, near it, anywhere in the document, in which kind of
//! block. Pure questions to a page; what follows from the answer is the engine's business.

use std::ops::Range;

use rustc_hash::FxHashSet;
use serde_spanned::Spanned;

use super::automaton::keys;
use super::load::{Loader, Problem};
use super::phrase::{self, Element, Forms, Key, Sequence};
use crate::segment::Page;
use crate::text::BlockKind;

/// `[rule.when]` and `[rule.unless]`. Under `when` every key that is given must hold; under `unless` no one may.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConditionSpec {
    /// Phrases of which one stands directly before the mark.
    #[serde(default)]
    before: Vec<Spanned<String>>,
    /// Phrases of which one stands directly after the mark.
    #[serde(default)]
    after: Vec<Spanned<String>>,
    /// Phrases of which one stands near, as far as `within` says; the mark itself does not count.
    #[serde(default)]
    near: Vec<Spanned<String>>,
    /// How far `near` reaches: `clause`, `sentence` (the default), `paragraph`, or a number of words.
    #[serde(default)]
    within: Within,
    /// Phrases of which one stands anywhere in the document.
    #[serde(default)]
    document: Vec<Spanned<String>>,
    /// Kinds of block: `heading`, `body`, `list`, `table`, `caption`, `quotation`.
    #[serde(default, rename = "in")]
    scopes: Vec<Scope>,
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
pub struct Phrases {
    words: FxHashSet<Key>,
    sequences: Vec<Sequence>,
}

/// A condition, ready to be asked.
#[derive(Debug, Default)]
pub struct Condition {
    before: Phrases,
    after: Phrases,
    near: Phrases,
    within: Within,
    document: Phrases,
    scopes: Vec<Scope>,
}

impl ConditionSpec {
    /// Reads the phrases.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Condition, Problem> {
        Ok(Condition {
            before: Phrases::read(&self.before, loader)?,
            after: Phrases::read(&self.after, loader)?,
            near: Phrases::read(&self.near, loader)?,
            within: self.within,
            document: Phrases::read(&self.document, loader)?,
            scopes: self.scopes,
        })
    }
}

impl Phrases {
    fn read(phrases: &[Spanned<String>], loader: &mut Loader<'_>) -> Result<Self, Problem> {
        let mut read = Self::default();
        for text in phrases {
            let sequences =
                phrase::read(text.get_ref(), Forms::All, loader).map_err(|e| Problem::at(text.span(), e))?;
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
        self.parts(page, tokens).all(|part| part)
    }

    /// Whether any part of it holds.
    pub fn touches(&self, page: &Page<'_>, tokens: Range<u32>) -> bool {
        self.parts(page, tokens).any(|part| part)
    }

    /// The answers of the parts that were given.
    fn parts<'a>(&'a self, page: &'a Page<'_>, tokens: Range<u32>) -> impl Iterator<Item = bool> + 'a {
        let block = page.block_tokens.get(page.block_at(tokens.start)).cloned().unwrap_or(tokens.clone());
        let (before, after) = (tokens.clone(), tokens.clone());
        let (start, end) = (block.start, block.end);
        let document = 0..page.tokens.len() as u32;
        let near = tokens.clone();
        [
            (!self.before.is_empty()).then(|| self.before.precedes(page, before.start, start)),
            (!self.after.is_empty()).then(|| self.after.begins(page, after.end, end)),
            (!self.near.is_empty()).then(|| self.near_holds(page, near, block)),
            (!self.document.is_empty()).then(|| self.document.inside(page, document)),
            (!self.scopes.is_empty()).then(|| self.scopes.iter().any(|s| s.holds(page, tokens.start))),
        ]
        .into_iter()
        .flatten()
    }

    fn near_holds(&self, page: &Page<'_>, tokens: Range<u32>, block: Range<u32>) -> bool {
        let around = match self.within {
            Within::Clause => page.clause(tokens.clone()),
            Within::Sentence => page.sentences.get(page.sentence_at(tokens.start)).map_or(block, |s| s.tokens.clone()),
            Within::Paragraph => block,
            Within::Words(n) => tokens.start.saturating_sub(n).max(block.start)..(tokens.end + n).min(block.end),
        };
        self.near.inside(page, around.start..tokens.start)
            || self.near.inside(page, tokens.end..around.end.max(tokens.end))
    }
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
