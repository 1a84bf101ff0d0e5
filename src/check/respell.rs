//! Words whose apostrophe is missing, misplaced or too much (`dont`, `did'nt`, `your's`), each with the right spelling. The
//! apostrophe put in is the one the document uses. Whether a place needs the word at all is left to the rule's conditions.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde_spanned::Spanned;

use super::{Check, Mark, near};
use crate::english::case::{apply, shape_of};
use crate::rule::automaton::keys;
use crate::rule::load::{Loader, Problem};
use crate::rule::phrase::{self, Element, Forms, Key, Sequence};
use crate::segment::{Before, Page, TokenKind};

/// `[rule.check.respell]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RespellSpec {
    /// The wrong spelling and the right one, both in lower case and with a straight apostrophe.
    words: BTreeMap<Spanned<String>, String>,
    /// Whether a word in capitals throughout is looked at too.
    #[serde(default)]
    capitals: bool,
    /// Whether a lower-case word must follow, with a space and no hyphen behind it: `last years budget`.
    #[serde(default)]
    before_word: bool,
}

/// Ready to run.
pub struct Respell {
    words: FxHashMap<Key, Vec<(Sequence, String)>>,
    capitals: bool,
    before_word: bool,
}

impl RespellSpec {
    /// Reads the words.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Respell, Problem> {
        let mut words: FxHashMap<Key, Vec<(Sequence, String)>> = FxHashMap::default();
        for (wrong, right) in self.words {
            let sequences =
                phrase::read(wrong.get_ref(), Forms::Exact, loader).map_err(|e| Problem::at(wrong.span(), e))?;
            for mut sequence in sequences {
                let rest = sequence.split_off(1);
                if let Some(Element::Word(firsts)) = sequence.first() {
                    for &first in firsts {
                        words.entry(first).or_default().push((rest.clone(), right.clone()));
                    }
                }
            }
        }
        Ok(Respell { words, capitals: self.capitals, before_word: self.before_word })
    }
}

impl Check for Respell {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let curly = curly(page);
        for i in 0..page.tokens.len() as u32 {
            if page.token(i).kind != TokenKind::Word {
                continue;
            }
            for (key, _) in keys(page.word(i)) {
                for (rest, right) in self.words.get(&key).into_iter().flatten() {
                    out.extend(self.mark(page, i, rest, right, curly));
                }
            }
        }
    }
}

impl Respell {
    fn mark(&self, page: &Page<'_>, i: u32, rest: &Sequence, right: &str, curly: bool) -> Option<Mark> {
        let end = page.tokens.len() as u32;
        let fits = rest.iter().zip(i + 1..).all(|(element, at)| {
            matches!(element, Element::Word(any) if at < end && near::before(page, at) != Before::Start && keys(page.word(at)).any(|(key, _)| any.contains(&key)))
        });
        let last = i + rest.len() as u32;
        // A part of a compound or of an address is not the word.
        let part = |at: u32| near::before(page, at) == Before::Hyphen;
        if !fits
            || part(i)
            || part(last + 1)
            || i > 0 && near::glued(page, i) && matches!(page.text(i - 1), "." | "@" | "/" | "#" | "_")
        {
            return None;
        }
        if self.before_word && !followed(page, last + 1) {
            return None;
        }
        let span = near::stretch(page, i, last);
        let found = page.prose.slice(span);
        let upper = found.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && found.len() > 1;
        if upper && !self.capitals {
            return None;
        }
        let right = if curly { right.replace('\'', "’") } else { right.to_owned() };
        let right = apply(&right, shape_of(found));
        (right != found).then(|| Mark::new(span).with("right", right.clone()).repair(span, right))
    }
}

/// Whether a word in lower case stands here that is not the first part of a compound.
fn followed(page: &Page<'_>, i: u32) -> bool {
    near::spaced(page, i) && near::is_lower(page, i) && near::before(page, i + 1) != Before::Hyphen
}

/// Whether the document's apostrophes are curly.
pub fn curly(page: &Page<'_>) -> bool {
    let text = &page.prose.text;
    text.matches('’').take(200).count() > text.matches('\'').take(200).count()
}
