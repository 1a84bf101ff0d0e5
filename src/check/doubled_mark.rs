//! Two marks where one belongs: `..`, `,,`, `.,`, and a mark on both sides of a closing quotation mark. Ellipses, `?!`, and
//! the stop of an abbreviation before another mark are left alone; so are brackets, which `pairs.rs` counts.

use serde_spanned::Spanned;

use super::vocabulary::Vocabulary;
use super::{Check, Mark, Repair, near};
use crate::english::abbreviations::abbreviation;
use crate::finding::{Level, Safety};
use crate::rule::load::{Loader, Problem};
use crate::segment::{Before, Page, TokenKind};

/// `[rule.check.doubled-mark]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DoubledMarkSpec {
    /// `beside`: marks side by side; `around`: a mark before and after a closing quotation mark or bracket.
    find: Place,
    /// Short words that are no abbreviations, so that a stop after them is the end of something.
    #[serde(default)]
    words: Vec<Spanned<String>>,
}

/// Where the two marks stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Side by side.
    Beside,
    /// On both sides of a closing quotation mark or bracket.
    Around,
}

/// Ready to run.
pub struct DoubledMark {
    find: Place,
    words: Vocabulary,
}

impl DoubledMarkSpec {
    /// Reads the words.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<DoubledMark, Problem> {
        Ok(DoubledMark { find: self.find, words: Vocabulary::read(&self.words, loader)? })
    }
}

impl Check for DoubledMark {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        for block in &page.block_tokens {
            let mut i = block.start + 1;
            while i + 1 < block.end {
                let mark = match self.find {
                    Place::Beside => self.beside(page, i, block.end),
                    Place::Around => self.around(page, i, block.end),
                };
                i += if mark.is_some() { 2 } else { 1 };
                out.extend(mark);
            }
        }
    }
}

fn stop(page: &Page<'_>, i: u32) -> bool {
    near::kind(page, i) == Some(TokenKind::Mark) && matches!(page.text(i), "." | "," | ";" | ":" | "?" | "!")
}

impl DoubledMark {
    fn beside(&self, page: &Page<'_>, i: u32, end: u32) -> Option<Mark> {
        if !stop(page, i) || !stop(page, i + 1) || !near::glued(page, i) {
            return None;
        }
        let (first, second) = (page.text(i), page.text(i + 1));
        // `&rsquo;,` is a character by name.
        if first == ";" && i >= 2 && near::glued(page, i - 1) && matches!(page.text(i - 2), "&" | "#") {
            return None;
        }
        // A face typed after a stop: `. :)`.
        if matches!(second, ":" | ";") && i + 2 < end && matches!(page.text(i + 2), ")" | "(" | "-") {
            return None;
        }
        // `:tree:,` is a picture by name.
        if first == ":"
            && i >= 2
            && (i.saturating_sub(6)..i - 1).any(|t| page.text(t) == ":" && near::glued(page, t + 1))
        {
            return None;
        }
        let parted = near::before(page, i + 1) == Before::Space;
        if !near::glued(page, i + 1) && !parted || i > 0 && stop(page, i - 1) {
            return None;
        }
        let after = i + 2;
        let alone =
            after >= end || near::spaced(page, after) || near::closes_quotation(page, after) || page.text(after) == ")";
        if !alone || after < end && stop(page, after) {
            return None;
        }
        let right = self.one_of(page, i, first, second, after, end, parted)?;
        let (text, safety) = right;
        let at = near::stretch(page, i, i + 1);
        let mut mark = Mark::new(near::stretch(page, i - 1, i + 1)).with("marks", page.prose.slice(at));
        mark.repairs.push(Repair { edits: vec![(at.into(), text.to_owned())], title: None, safety: Some(safety) });
        // Two of a kind may be a raised voice.
        if first == second && matches!(first, "!" | "?") {
            mark.level = Some(Level::Note);
        }
        Some(mark)
    }

    /// Which mark stays, and how certain that is.
    #[allow(clippy::too_many_arguments)]
    fn one_of<'p>(
        &self,
        page: &Page<'p>,
        i: u32,
        first: &'p str,
        second: &'p str,
        after: u32,
        end: u32,
        parted: bool,
    ) -> Option<(&'p str, Safety)> {
        let goes_on = after < end && near::is_lower(page, after);
        let ends = after >= end || near::is_capital(page, after) || near::closes_quotation(page, after);
        let word = self.full_word(page, i - 1);
        // `Really?.`: a word that opens its sentence is a name no more than one in lower case.
        let plain = near::is_lower(page, i - 1)
            || i < 2
            || near::before(page, i - 1) == Before::Start
            || near::kind(page, i - 2) == Some(TokenKind::Mark) && near::length(page, i - 1) < 8;
        Some(match (first, second) {
            (".", ".") if parted => (word.then_some(".")?, Safety::Safe),
            (a, b) if a == b && matches!(a, "," | ";" | ":" | ".") => (a, Safety::Safe),
            ("?", "?") | ("!", "!") if !parted => (first, Safety::Safe),
            (".", "," | ";" | ":") if word => (
                if goes_on || !ends { second } else { first },
                if goes_on == ends { Safety::Unsafe } else { Safety::Safe },
            ),
            ("," | ";" | ":", ".") => (if goes_on { first } else { second }, Safety::Safe),
            ("?" | "!", ".") if plain && !parted => (first, Safety::Safe),
            ("?" | "!", "," | ";") if near::is_lower(page, i - 1) && !parted => (first, Safety::Unsafe),
            ("," | ";" | ":", "," | ";" | ":") => (first, Safety::Unsafe),
            ("," | ";" | ":", "?" | "!") => (second, Safety::Safe),
            (".", "?" | "!") if word => (second, Safety::Unsafe),
            _ => return None,
        })
    }

    /// Whether a stop after this token ends something rather than marking an abbreviation.
    fn full_word(&self, page: &Page<'_>, i: u32) -> bool {
        match near::kind(page, i) {
            Some(TokenKind::Number | TokenKind::Url) => true,
            Some(TokenKind::Mark) => near::closes_quotation(page, i) || matches!(page.text(i), ")" | "]" | "%"),
            Some(TokenKind::Word) => {
                let folded = &*page.word(i).folded;
                let dotted = i > 0 && near::glued(page, i) && page.text(i - 1) == ".";
                let lower = near::is_lower(page, i);
                let known = abbreviation(folded, lower).is_some();
                !dotted
                    && !known
                    && (self.words.has(page, i) || lower && near::length(page, i) >= 4 || near::length(page, i) >= 7)
            }
            _ => false,
        }
    }

    fn around(&self, page: &Page<'_>, i: u32, end: u32) -> Option<Mark> {
        if !stop(page, i)
            || !near::glued(page, i)
            || i + 2 >= end
            || !near::closes_quotation(page, i + 1)
            || !near::glued(page, i + 1)
        {
            return None;
        }
        let outer = i + 2;
        if !stop(page, outer) || !near::glued(page, outer) || !(outer + 1 >= end || near::spaced(page, outer + 1)) {
            return None;
        }
        let (inside, outside) = (page.text(i), page.text(outer));
        if inside == "." && !self.full_word(page, i - 1)
            || matches!(inside, "!" | "?") && !near::is_lower(page, i - 1)
            || matches!(outside, "!" | "?")
        {
            return None;
        }
        let goes_on = outer + 1 < end && near::is_lower(page, outer + 1);
        let (kept, safety) = match (inside, outside) {
            ("." | ",", ",") if goes_on => (",", Safety::Safe),
            ("." | ",", ".") => (".", Safety::Safe),
            ("?" | "!", "." | ",") => (inside, Safety::Unsafe),
            _ => (inside, Safety::Unsafe),
        };
        let mut mark = Mark::new(near::stretch(page, i, outer)).with("marks", format!("{inside} and {outside}"));
        let mut edits = vec![(page.token(outer).span().into(), String::new())];
        // “Who?”, “Why?”: the outer mark is the sentence's own, and many keep it.
        if matches!(inside, "!" | "?") {
            mark.level = Some(Level::Note);
        }
        if kept != inside {
            edits.insert(0, (page.token(i).span().into(), kept.to_owned()));
        }
        mark.repairs.push(Repair { edits, title: None, safety: Some(safety) });
        Some(mark)
    }
}
