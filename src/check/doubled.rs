//! A word or a few words written twice in a row. It leaves alone what a rule says is doubled on purpose, names, and words
//! parted by a mark; it does not compare sentences.

use rustc_hash::FxHashSet;
use serde_spanned::Spanned;

use super::{At, Check, Mark};
use crate::english::case::Shape;
use crate::finding::Level;
use crate::rule::load::{Loader, Problem};
use crate::segment::{Before, Page, TokenKind};
use crate::text::{Mapped, Span};

/// `[rule.check.doubled]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DoubledSpec {
    /// The fewest words that are repeated.
    least: u32,
    /// The most words that are repeated.
    most: u32,
    /// Words that are doubled on purpose (`had`, `very`); a phrase that holds one is left alone.
    #[serde(default)]
    unless: Vec<Spanned<String>>,
    /// The words that are looked for; all where it is left out.
    #[serde(default)]
    only: Vec<Spanned<String>>,
    /// Words that are no part of a name even with capitals (`In In`).
    #[serde(default)]
    never_names: Vec<Spanned<String>>,
}

/// Looks for doubled words.
pub struct Doubled {
    least: u32,
    most: u32,
    unless: FxHashSet<String>,
    only: FxHashSet<String>,
    never_names: FxHashSet<String>,
}

impl DoubledSpec {
    /// Reads the words.
    pub fn build(self, loader: &Loader<'_>) -> Result<Doubled, Problem> {
        let unless = loader.folded(&self.unless)?;
        let only = loader.folded(&self.only)?;
        let never_names = loader.folded(&self.never_names)?;
        Ok(Doubled { least: self.least.max(1), most: self.most.clamp(1, 8), unless, only, never_names })
    }
}

impl Check for Doubled {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let mut past = 0;
        for sentence in &page.sentences {
            for i in sentence.tokens.clone() {
                if i < past {
                    continue;
                }
                // The shortest repetition is the true one: `of the of the of the` is two words.
                let found = (self.least..=self.most)
                    .take_while(|n| i + 2 * n <= sentence.tokens.end)
                    .find(|&n| self.is_doubled(page, i, n));
                if let Some(n) = found {
                    // Three times and more is one place.
                    let mut end = i + 2 * n;
                    while end + n <= sentence.tokens.end && self.is_doubled(page, end - n, n) {
                        end += n;
                    }
                    let gap = Span::new(page.token(i + n - 1).end, page.token(end - 1).end);
                    let mut mark = Mark::new(page.span(i..end)).repair(At::Prose(gap), "");
                    // A phrase over and over is filling or a figure of speech: `followers of followers of followers`.
                    let chain = end < sentence.tokens.end && page.word(end).folded == page.word(i).folded;
                    let whole = i == sentence.tokens.start && end == sentence.tokens.end;
                    // One of the two in another type was meant: `like, **us** us`.
                    let set_apart = matches!(page.prose.to_source(page.span(i..end)), Mapped::Around(at)
                        if page.source.slice(at).contains(['*', '_', '<', '[']));
                    if set_apart || n > 1 && (end > i + 2 * n || chain || whole) {
                        mark.level = Some(Level::Note);
                    }
                    out.push(mark);
                    past = end;
                }
            }
        }
    }
}

impl Doubled {
    fn is_doubled(&self, page: &Page<'_>, i: u32, n: u32) -> bool {
        let parted = |j: u32| matches!(page.token(j).before, Before::Space | Before::Line);
        let same = |j: u32| {
            let (a, b) = (page.token(j), page.token(j + n));
            a.kind == TokenKind::Word && b.kind == TokenKind::Word && page.word(j).folded == page.word(j + n).folded
        };
        // A hyphen or a mark on either side makes it part of something else: `step-by-step by step`.
        let after = i + 2 * n;
        let hangs = page.tokens.get(after as usize).is_some_and(|t| {
            t.before == Before::Hyphen || t.before == Before::Nothing && matches!(page.text(after), "'s" | "’s")
        });
        (i..i + n).all(same)
            && parted(i + n)
            && (i + 1..i + 2 * n).all(parted)
            && page.token(i).before != Before::Hyphen
            && !hangs
            && self.is_mistake(page, i, n)
    }

    /// Not a name (`Walla Walla`), not an initial, not doubled on purpose.
    fn is_mistake(&self, page: &Page<'_>, i: u32, n: u32) -> bool {
        let word = |j: u32| page.word(j);
        let name = !(n == 1 && self.never_names.contains(&*word(i).folded))
            && page.word(i + n).shape != Shape::Lower
            && (n == 1 || page.word(i).shape == page.word(i + n).shape);
        // `GET get`: a code and a word.
        let code = (i..i + n).any(|j| (word(j).shape == Shape::Upper) != (word(j + n).shape == Shape::Upper));
        let small = n == 1 && word(i).folded.len() < 2 && &*word(i).folded != "a";
        let kept = |j: u32| self.unless.contains(&*word(j).folded);
        let meant = if n > 2 { (i..i + n).filter(|&j| kept(j)).count() * 2 > n as usize } else { (i..i + n).any(kept) };
        let asked = self.only.is_empty() || (i..i + n).all(|j| self.only.contains(&*word(j).folded));
        // One word over and over is no phrase.
        let one = n > 1 && (i + 1..i + n).all(|j| word(j).folded == word(i).folded);
        !name && !one && !code && !small && !meant && asked
    }
}
