//! Words and phrases of a rule, ready to be looked up at a token of a page: what the checks that need several lists have in
//! common. It finds nothing by itself; phrases that are searched for everywhere belong in the automaton.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_spanned::Spanned;

use crate::rule::automaton::keys;
use crate::rule::load::{Loader, Problem};
use crate::rule::phrase::{self, Element, Forms, Key, Sequence};
use crate::segment::{Before, Page};

/// Phrases by their first word.
#[derive(Debug, Default)]
pub struct Vocabulary {
    by_first: FxHashMap<Key, Vec<Sequence>>,
    written: FxHashSet<Box<str>>,
}

impl Vocabulary {
    /// Reads phrases as written (`@name` for a list of the file); mistakes point at the phrase.
    pub fn read(phrases: &[Spanned<String>], loader: &mut Loader<'_>) -> Result<Self, Problem> {
        let mut read = Self::default();
        for text in phrases {
            let written = match text.get_ref().strip_prefix('@') {
                Some(list) => loader.list(list).map_err(|e| Problem::at(text.span(), e))?,
                None => vec![text.get_ref().clone()],
            };
            read.written.extend(written.into_iter().map(String::into_boxed_str));
            let sequences =
                phrase::read(text.get_ref(), Forms::Exact, loader).map_err(|e| Problem::at(text.span(), e))?;
            for mut sequence in sequences {
                let rest = sequence.split_off(1);
                if let Some(Element::Word(firsts)) = sequence.first() {
                    for &first in firsts {
                        read.by_first.entry(first).or_default().push(rest.clone());
                    }
                }
            }
        }
        Ok(read)
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// The token past the longest phrase that begins at `i` and ends by `end`.
    pub fn past(&self, page: &Page<'_>, i: u32, end: u32) -> Option<u32> {
        if i >= end || self.by_first.is_empty() {
            return None;
        }
        let word = page.word(i);
        keys(word)
            .filter_map(|(key, _)| self.by_first.get(&key))
            .flatten()
            .filter_map(|rest| {
                let fits = rest.iter().zip(i + 1..).all(|(element, at)| match element {
                    Element::Word(any) => {
                        at < end
                            && page.token(at).before != Before::Start
                            && keys(page.word(at)).any(|(key, _)| any.contains(&key))
                    }
                    Element::Gap(_) => false,
                });
                let past = i + 1 + rest.len() as u32;
                (fits && past <= end).then_some(past)
            })
            .max()
    }

    /// Whether a phrase begins at token `i` of the page.
    pub fn begins(&self, page: &Page<'_>, i: u32) -> bool {
        self.past(page, i, page.tokens.len() as u32).is_some()
    }

    /// Whether a folded word, in one piece, is one of the words: `it's`.
    pub fn holds(&self, folded: &str) -> bool {
        self.written.contains(folded)
    }

    /// Whether the single token `i` is one of the words.
    pub fn has(&self, page: &Page<'_>, i: u32) -> bool {
        self.past(page, i, i + 1).is_some()
    }
}
