//! A draft that is not English. It counts the little words of other languages, which its rule names, against those of English:
//! they are a third of any running text. It does not say which language it is, and of a short text it says nothing.

use rustc_hash::FxHashSet;
use serde_spanned::Spanned;

use super::{Check, Mark};
use crate::english::grammar::is_function;
use crate::rule::load::{Loader, Problem};
use crate::segment::{Page, TokenKind};

/// `[rule.check.language]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LanguageSpec {
    /// Little words of other languages that English has not.
    words: Vec<Spanned<String>>,
    /// The fewest words that a draft must have.
    least: usize,
    /// The fewest of them in a hundred that must be such words.
    percent: usize,
}

/// Looks at the language of a draft.
pub struct Language {
    words: FxHashSet<String>,
    least: usize,
    percent: usize,
}

impl LanguageSpec {
    /// Reads the words.
    pub fn build(self, loader: &Loader<'_>) -> Result<Language, Problem> {
        Ok(Language { words: loader.folded(&self.words)?, least: self.least, percent: self.percent })
    }
}

impl Check for Language {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let (mut all, mut foreign, mut english) = (0, 0, 0);
        for i in (0..page.tokens.len() as u32).filter(|i| page.token(*i).kind == TokenKind::Word) {
            let word = &*page.word(i).folded;
            all += 1;
            if self.words.contains(word) {
                foreign += 1;
            } else if is_function(word) {
                english += 1;
            }
        }
        if all < self.least || foreign * 100 < all * self.percent || foreign < 2 * english {
            return;
        }
        if let Some(sentence) = page.sentences.first() {
            out.push(Mark::new(page.span(sentence.tokens.clone())));
        }
    }
}
