//! `a` before a vowel sound and `an` before a consonant sound. The sound is known to `english/article.rs`; where good writers
//! differ it answers nothing, and so does this check. It does not say where an article is missing.

use super::{Check, Mark, near};
use crate::english::article::{Article as Sound, article_for};
use crate::english::case::{apply, shape_of};
use crate::rule::load::{Loader, Problem};
use crate::segment::{Page, TokenKind};
use serde_spanned::Spanned;

use super::vocabulary::Vocabulary;

/// `[rule.check.article]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ArticleSpec {
    /// Words before which `a` is no article (`a priori`, `a capella`).
    #[serde(default)]
    foreign: Vec<Spanned<String>>,
}

/// Ready to run.
pub struct Article {
    foreign: Vocabulary,
}

impl ArticleSpec {
    /// Reads the words.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Article, Problem> {
        Ok(Article { foreign: Vocabulary::read(&self.foreign, loader)? })
    }
}

impl Check for Article {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        for sentence in &page.sentences {
            for i in sentence.tokens.clone() {
                out.extend(self.mark(page, i, sentence.tokens.start, sentence.tokens.end));
            }
        }
    }
}

impl Article {
    fn mark(&self, page: &Page<'_>, i: u32, start: u32, end: u32) -> Option<Mark> {
        let written = near::word(page, i)?;
        let an = written.eq_ignore_ascii_case("an");
        if !an && !written.eq_ignore_ascii_case("a") || !article_position(page, i, start) {
            return None;
        }
        let mut next = i + 1;
        if next < end && near::spaced(page, next) && near::opens_quotation(page, next) && near::glued(page, next + 1) {
            next += 1;
        }
        let parted = if next == i + 1 { near::spaced(page, next) } else { true };
        // `an £80 pan`: the figure is spoken first.
        if next + 1 < end && matches!(page.text(next), "£" | "$" | "€") && near::glued(page, next + 1) && parted {
            next += 1;
        }
        let article = next < end && matches!(&*page.word(next).folded, "a" | "an" | "the");
        if next >= end || article || !parted || self.foreign.begins(page, next) || !plain_word(page, next, end) {
            return None;
        }
        let needed = match article_for(&spoken(page, next, end))? {
            Sound::A => "a",
            Sound::An => "an",
        };
        if an == (needed == "an") {
            return None;
        }
        let right = apply(needed, shape_of(written));
        Some(
            Mark::new(near::stretch(page, i, next))
                .with("article", right.clone())
                .with("word", page.text(next))
                .repair(page.token(i).span(), right),
        )
    }
}

/// Whether an `a` here can be an article: not a grade, a vitamin, a list label or a part of a compound.
fn article_position(page: &Page<'_>, i: u32, start: u32) -> bool {
    let capital = near::is_capital(page, i);
    let first = i == start || (start..i).all(|t| near::kind(page, t) == Some(TokenKind::Mark));
    let after_quote = i > start && near::opens_quotation(page, i - 1);
    let upper = page.text(i) == "AN";
    (first || !capital || after_quote)
        && !upper
        && (i == start
            || near::spaced(page, i)
            || matches!(page.text(i - 1), "(" | "[" | "“" | "‘" | "\"" | "'" | "—" | "–" | "--"))
}

/// Whether the token is a word or number whose sound can be told: no letter on its own before a stop, no code.
fn plain_word(page: &Page<'_>, i: u32, end: u32) -> bool {
    let single = near::length(page, i) == 1 && !page.text(i).starts_with(|c: char| c.is_ascii_digit());
    let dotted =
        i + 1 < end && near::glued(page, i + 1) && matches!(page.text(i + 1), "." | "/" | "_" | "(" | "=" | "’" | "'");
    match near::kind(page, i) {
        Some(TokenKind::Word) => {
            !(single && (dotted || i + 1 >= end || near::before(page, i + 1) != crate::segment::Before::Hyphen))
        }
        Some(TokenKind::Number) => true,
        _ => false,
    }
}

/// The text that is spoken first: the word, with the letters and stops of `U.S.`.
fn spoken(page: &Page<'_>, i: u32, end: u32) -> String {
    let mut last = i;
    while last + 1 < end
        && last < i + 4
        && near::glued(page, last + 1)
        && !matches!(page.text(last + 1), "," | ";" | "”" | "\"")
    {
        last += 1;
    }
    page.prose.slice(near::stretch(page, i, last)).to_owned()
}
