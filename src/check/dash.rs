//! Two hyphens typed for a dash, or for one hyphen; a hyphen with a space on one side. A dash put in is the one the document
//! uses. Which dash a document should use is a question of consistency, not asked here; options and arrows are no dashes.

use serde_spanned::Spanned;

use super::vocabulary::Vocabulary;
use super::{Check, Mark, Repair, near};
use crate::finding::Safety;
use crate::rule::load::{Loader, Problem};
use crate::segment::{Before, Page, TokenKind};
use crate::text::{Prose, Span};

/// `[rule.check.dash]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DashSpec {
    /// Which fault the rule takes.
    find: Fault,
    /// First parts of compounds (`long`, `well`, `half`), for `double`; words after a hanging hyphen (`and`, `or`), for `spaced`.
    #[serde(default)]
    words: Vec<Spanned<String>>,
    /// Second parts of compounds, for `en`.
    #[serde(default)]
    second: Vec<Spanned<String>>,
}

/// A fault of dashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// Two hyphens.
    Double,
    /// One hyphen with a space on both sides, between words.
    Single,
    /// A hyphen with a space on one side.
    Spaced,
    /// A hyphen between two figures where the document has en dashes.
    Range,
    /// An en dash in a compound: `well–known`.
    En,
}

/// Ready to run.
pub struct Dash {
    find: Fault,
    words: Vocabulary,
    second: Vocabulary,
}

impl DashSpec {
    /// Reads the words.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Dash, Problem> {
        Ok(Dash {
            find: self.find,
            words: Vocabulary::read(&self.words, loader)?,
            second: Vocabulary::read(&self.second, loader)?,
        })
    }
}

impl Check for Dash {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        if !page.prose.text.contains(['-', '–']) {
            return;
        }
        let ranges = self.find == Fault::Range && prefers_en(page);
        let habit = habit(page);
        for sentence in &page.sentences {
            let tokens = sentence.tokens.clone();
            match self.find {
                Fault::Range if !ranges => {}
                Fault::Range => tokens.clone().for_each(|i| out.extend(range(page, i, &tokens))),
                Fault::En => tokens.clone().for_each(|i| out.extend(self.en(page, i, &tokens))),
                Fault::Spaced => tokens.clone().for_each(|i| out.extend(self.spaced(page, i, &tokens))),
                fault => self.dashes(page, &tokens, if fault == Fault::Double { "--" } else { "-" }, habit, out),
            }
        }
    }
}

/// The dash that the document uses, with its spaces, if it uses one.
fn habit(page: &Page<'_>) -> Option<&'static str> {
    let text = &page.prose.text;
    let closed = text.matches('—').count();
    let spaced = text.matches(" — ").count();
    let en = text.matches(" – ").count();
    let best = [("—", closed - spaced), (" — ", spaced), (" – ", en)].into_iter().max_by_key(|(_, n)| *n)?;
    (best.1 > 0).then_some(best.0)
}

/// Whether token `i` can stand beside a dash: a word, a number or a mark that ends or opens a quotation.
fn text(page: &Page<'_>, i: u32) -> bool {
    matches!(near::kind(page, i), Some(TokenKind::Word | TokenKind::Number))
        || near::kind(page, i) == Some(TokenKind::Mark)
            && matches!(page.text(i), "”" | "“" | "\"" | "’" | "‘" | ")" | "(" | "," | "." | "?" | "!")
}

impl Dash {
    /// All dashes of one sentence typed with hyphens: two of them are one aside and one finding.
    fn dashes(
        &self,
        page: &Page<'_>,
        tokens: &std::ops::Range<u32>,
        typed: &str,
        habit: Option<&str>,
        out: &mut Vec<Mark>,
    ) {
        let mut found: Vec<u32> = Vec::new();
        for i in tokens.start + 1..tokens.end.saturating_sub(1).max(tokens.start + 1) {
            let dash = page.token(i).kind == TokenKind::Mark
                && page.text(i) == typed
                && text(page, i - 1)
                && text(page, i + 1);
            // An option (`--help`) has a space before it and none after; a single hyphen between digits is a range.
            let even = near::spaced(page, i) == near::spaced(page, i + 1) && (typed == "--" || near::spaced(page, i));
            let markup =
                i >= tokens.start + 2 && near::glued(page, i - 1) && matches!(page.text(i - 2), "." | "_" | "/" | "#");
            let figures = near::kind(page, i - 1) == Some(TokenKind::Number)
                && near::kind(page, i + 1) == Some(TokenKind::Number);
            if dash && even && !figures && !markup && page.text(i - 1) != "." {
                found.push(i);
            }
        }
        if self.find == Fault::Double && found.len() == 1 && self.compound(page, found[0]) {
            let i = found[0];
            out.push(Mark::new(near::stretch(page, i - 1, i + 1)).with("right", "-").repair(page.token(i).span(), "-"));
            return;
        }
        // In a list, and after the hour of a programme, a hyphen parts a label from what it labels.
        let block = &page.prose.blocks[page.block_at(tokens.start)];
        let label = block.list.is_some()
            || found.first().is_some_and(|&i| {
                near::kind(page, i - 1) == Some(TokenKind::Number) || matches!(&*page.word(i - 1).folded, "am" | "pm")
            });
        if typed == "-" && found.len() == 1 && label {
            return;
        }
        for pair in found.chunks(2) {
            let (first, last) = (pair[0], pair[pair.len() - 1]);
            let mut edits = Vec::new();
            let mut right = "—";
            for &i in pair {
                let gap = Span::<Prose>::new(page.token(i - 1).end, page.token(i + 1).start);
                right = habit.unwrap_or(if near::spaced(page, i) { " – " } else { "—" });
                edits.push((gap.into(), right.to_owned()));
            }
            let safety = if habit.is_some() { Safety::Safe } else { Safety::Unsafe };
            let mut mark = Mark::new(near::stretch(page, first - 1, last + 1)).with("right", right.trim());
            mark.repairs.push(Repair { edits, title: None, safety: Some(safety) });
            out.push(mark);
        }
    }

    /// `a long--awaited plan`: two hyphens for one.
    fn compound(&self, page: &Page<'_>, i: u32) -> bool {
        near::glued(page, i) && near::glued(page, i + 1) && near::is_lower(page, i + 1) && self.words.has(page, i - 1)
    }

    fn en(&self, page: &Page<'_>, i: u32, tokens: &std::ops::Range<u32>) -> Option<Mark> {
        let inside = i > tokens.start && i + 1 < tokens.end && page.text(i) == "–";
        let glued = inside && near::glued(page, i) && near::glued(page, i + 1) && near::is_lower(page, i + 1);
        (glued && self.words.has(page, i - 1) && self.second.has(page, i + 1))
            .then(|| Mark::new(near::stretch(page, i - 1, i + 1)).repair(page.token(i).span(), "-"))
    }

    fn spaced(&self, page: &Page<'_>, i: u32, tokens: &std::ops::Range<u32>) -> Option<Mark> {
        if page.text(i) != "-" || page.token(i).kind != TokenKind::Mark || i <= tokens.start || i + 1 >= tokens.end {
            return None;
        }
        let words = near::is_lower(page, i + 1)
            && near::word(page, i - 1).is_some_and(|w| w.chars().all(char::is_alphabetic))
            && near::length(page, i - 1) > 1
            && near::length(page, i + 1) > 1;
        let (before, after) = (near::before(page, i), near::before(page, i + 1));
        let one_side =
            before == Before::Nothing && after == Before::Space || before == Before::Space && after == Before::Nothing;
        if !words || !one_side || self.words.has(page, i + 1) && after == Before::Space {
            return None;
        }
        // `pre- and post-war`, `a two- to three-day trip`, but also `--option` and `-flag`: only a hanging second half is certain.
        let gap = Span::<Prose>::new(page.token(i - 1).end, page.token(i + 1).start);
        Some(Mark::new(near::stretch(page, i - 1, i + 1)).repair(gap, "-"))
    }
}

/// Whether token `i` is this mark between two figures and part of no longer chain (a date, a telephone number).
fn between_figures(page: &Page<'_>, i: u32, mark: &str, tokens: &std::ops::Range<u32>) -> bool {
    let figure = |t: u32| {
        near::kind(page, t) == Some(TokenKind::Number)
            && near::length(page, t) <= 4
            && page.text(t).bytes().all(|b| b.is_ascii_digit())
    };
    let chain = |t: u32| {
        t > tokens.start
            && t < tokens.end
            && near::glued(page, t)
            && !matches!(page.text(t), "." | "," | ")" | ";" | ":" | "”" | "\"")
    };
    i > tokens.start
        && i + 1 < tokens.end
        && page.text(i) == mark
        && near::glued(page, i)
        && near::glued(page, i + 1)
        && figure(i - 1)
        && figure(i + 1)
        && !chain(i - 1)
        && !chain(i + 2)
}

/// Whether ranges and scores of the document mostly have en dashes.
fn prefers_en(page: &Page<'_>) -> bool {
    let whole = 0..page.tokens.len() as u32;
    let count = |mark: &str| whole.clone().filter(|&i| between_figures(page, i, mark, &whole)).count();
    let hyphens = count("-");
    hyphens > 0 && count("–") > hyphens
}

fn range(page: &Page<'_>, i: u32, tokens: &std::ops::Range<u32>) -> Option<Mark> {
    between_figures(page, i, "-", tokens)
        .then(|| Mark::new(near::stretch(page, i - 1, i + 1)).repair(page.token(i).span(), "–"))
}
