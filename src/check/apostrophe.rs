//! Apostrophes by their form: one that points the wrong way or is another character, one in the plural of a decade, one in a
//! plain plural after a number, and two for one. Words with a wrong or missing apostrophe are `respell.rs`'s business.

use serde_spanned::Spanned;

use super::vocabulary::Vocabulary;
use super::{Check, Mark, Repair, near, respell};
use crate::finding::Safety;
use crate::rule::load::{Loader, Problem};
use crate::segment::{Page, TokenKind};
use crate::text::{Prose, Span};

/// `[rule.check.apostrophe]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ApostropheSpec {
    /// Which fault the rule takes.
    find: Fault,
    /// Words before a decade or a plural (`the`, `her`, `several`); clipped words (`em`, `tis`), for `turned`.
    #[serde(default)]
    words: Vec<Spanned<String>>,
    /// Words that may follow a decade that stands alone; irregular plurals, for `plural`.
    #[serde(default)]
    not: Vec<Spanned<String>>,
}

/// A fault of apostrophes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// `the 1940’s`.
    Decade,
    /// `three apple’s`.
    Plural,
    /// `the ‘90s`.
    Turned,
    /// An accent or prime (`don´t`), or two apostrophes.
    Character,
}

/// Ready to run.
pub struct Apostrophe {
    find: Fault,
    words: Vocabulary,
    not: Vocabulary,
}

impl ApostropheSpec {
    /// Reads the words.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Apostrophe, Problem> {
        Ok(Apostrophe {
            find: self.find,
            words: Vocabulary::read(&self.words, loader)?,
            not: Vocabulary::read(&self.not, loader)?,
        })
    }
}

impl Check for Apostrophe {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        for block in &page.block_tokens {
            let first = if self.find == Fault::Turned { block.start } else { block.start + 1 };
            for i in first..block.end {
                out.extend(match self.find {
                    Fault::Decade => self.decade(page, i, block),
                    Fault::Plural => self.plural(page, i, block),
                    Fault::Turned => self.turned(page, i, block),
                    Fault::Character => character(page, i, block),
                });
            }
        }
    }
}

fn apostrophe(page: &Page<'_>, i: u32) -> bool {
    near::kind(page, i) == Some(TokenKind::Mark) && matches!(page.text(i), "'" | "’" | "‘")
}

impl Apostrophe {
    /// The apostrophe is token `i`, after a number and before an `s`.
    fn decade(&self, page: &Page<'_>, i: u32, block: &std::ops::Range<u32>) -> Option<Mark> {
        let number = near::kind(page, i - 1) == Some(TokenKind::Number) && near::glued(page, i) && apostrophe(page, i);
        let s = i + 1 < block.end && near::glued(page, i + 1) && page.text(i + 1) == "s";
        if !number || !s {
            return None;
        }
        let digits = page.text(i - 1);
        let round = digits.ends_with('0') && (digits.len() == 4 && digits.starts_with(['1', '2']) || digits.len() == 2);
        let clipped = i >= block.start + 2 && apostrophe(page, i - 2) && near::glued(page, i - 1);
        let first = if clipped { i - 2 } else { i - 1 };
        let named = first > block.start && self.words.has(page, first - 1);
        if !round || !named {
            return None;
        }
        let next = i + 2;
        let alone = next >= block.end || near::kind(page, next) != Some(TokenKind::Word) || self.not.has(page, next);
        let mut mark = Mark::new(near::stretch(page, first, i + 1)).with("right", format!("{digits}s"));
        let safety = if alone { Safety::Safe } else { Safety::Unsafe };
        mark.repairs.push(Repair {
            edits: vec![(page.token(i).span().into(), String::new())],
            title: None,
            safety: Some(safety),
        });
        Some(mark)
    }

    /// `three apple’s`: the clitic is token `i`.
    fn plural(&self, page: &Page<'_>, i: u32, block: &std::ops::Range<u32>) -> Option<Mark> {
        let noun = i - 1;
        let clitic = near::glued(page, i) && matches!(near::word(page, i), Some("'s" | "’s"));
        if !clitic
            || noun <= block.start
            || !self.words.has(page, noun - 1)
            || self.not.has(page, noun)
            || !near::spaced(page, noun)
        {
            return None;
        }
        let text = near::word(page, noun)?;
        if near::is_title(page, noun) {
            return None;
        }
        let right = format!("{text}s");
        let apostrophe = page.text(i).trim_end_matches('s').len() as u32;
        let at = Span::<Prose>::new(page.token(i).start, page.token(i).start + apostrophe);
        (!text.ends_with(['s', 'x', 'z']))
            .then(|| Mark::new(near::stretch(page, noun, i)).with("right", right).repair(at, ""))
    }

    fn turned(&self, page: &Page<'_>, i: u32, block: &std::ops::Range<u32>) -> Option<Mark> {
        if page.text(i) != "‘" || i + 1 >= block.end || !near::glued(page, i + 1) {
            return None;
        }
        let decade = near::kind(page, i + 1) == Some(TokenKind::Number)
            && near::length(page, i + 1) == 2
            && (i + 2 >= block.end
                || near::length(page, i + 2) == 1 && page.text(i + 2) == "s"
                || near::kind(page, i + 2) == Some(TokenKind::Mark) && !near::closes_quotation(page, i + 2));
        // `the class of ‘98`: a year, unless a quotation that begins with a number ends further on.
        let year = near::kind(page, i + 1) == Some(TokenKind::Number)
            && near::length(page, i + 1) == 2
            && i > block.start
            && matches!(
                &*page.word(i - 1).folded,
                "of" | "summer" | "winter" | "spring" | "autumn" | "in" | "since" | "from"
            )
            && !(i + 2..block.end.min(i + 40)).any(|t| near::closes_quotation(page, t) && page.text(t) == "’");
        let clipped = self.words.has(page, i + 1);
        (decade || clipped || year).then(|| Mark::new(near::stretch(page, i, i + 1)).repair(page.token(i).span(), "’"))
    }
}

/// `don´t`, `don''t`: the odd character is token `i`.
fn character(page: &Page<'_>, i: u32, block: &std::ops::Range<u32>) -> Option<Mark> {
    let odd = near::kind(page, i) == Some(TokenKind::Mark)
        && near::glued(page, i)
        && near::kind(page, i - 1) == Some(TokenKind::Word);
    if !odd || i + 1 >= block.end || !near::glued(page, i + 1) {
        return None;
    }
    let twice = apostrophe(page, i) && apostrophe(page, i + 1);
    let last = if twice { i + 2 } else { i + 1 };
    let accent = matches!(page.text(i), "´" | "`" | "′" | "‛" | "ʹ");
    let tail = last < block.end
        && near::glued(page, last)
        && matches!(page.text(last), "s" | "t" | "re" | "ve" | "ll" | "d" | "m");
    let right = if respell::is_curly(page) { "’" } else { "'" };
    (tail && (accent || twice)).then(|| {
        let at = near::stretch(page, i, last - 1);
        Mark::new(near::stretch(page, i - 1, last)).repair(at, right)
    })
}
