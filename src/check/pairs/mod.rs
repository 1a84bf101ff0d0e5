//! Quotation marks and brackets that have no partner, that point the wrong way, or that are paired with a mark of another
//! make. Speech that runs over paragraphs, list labels (`a)`), inches and apostrophes are no faults. Which style of quotation
//! marks a document should use is a question of consistency, not asked here.

mod brackets;
mod quotes;

use serde_spanned::Spanned;

use super::vocabulary::Vocabulary;
use super::{Check, Mark};
use crate::rule::load::{Loader, Problem};
use crate::segment::Page;

/// `[rule.check.pairs]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PairsSpec {
    /// Which fault the rule takes.
    find: Fault,
    /// Verbs of saying: what stands before “he said” was speech.
    #[serde(default)]
    said: Vec<Spanned<String>>,
    /// Words that begin with an apostrophe (`em`, `tis`) and open no quotation.
    #[serde(default)]
    elided: Vec<Spanned<String>>,
}

/// A fault of pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// A quotation mark that opens and is never closed.
    QuotationUnclosed,
    /// A quotation mark that closes what was not opened.
    QuotationUnopened,
    /// A closing mark where one opens, or the reverse.
    QuotationTurned,
    /// A curly mark paired with a straight one.
    QuotationMixed,
    /// A bracket that is never closed.
    BracketUnclosed,
    /// A bracket that closes what was not opened.
    BracketUnopened,
}

/// Ready to run.
pub struct Pairs {
    find: Fault,
    said: Vocabulary,
    elided: Vocabulary,
}

impl PairsSpec {
    /// Reads the words.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Pairs, Problem> {
        Ok(Pairs {
            find: self.find,
            said: Vocabulary::read(&self.said, loader)?,
            elided: Vocabulary::read(&self.elided, loader)?,
        })
    }
}

impl Check for Pairs {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        match self.find {
            Fault::BracketUnclosed | Fault::BracketUnopened => brackets::marks(page, self.find, out),
            _ => quotes::marks(self, page, out),
        }
    }
}
