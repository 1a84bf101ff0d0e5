//! The place between two words where a mark is missing or too much: a comma after “However”, a hyphen in “twenty one”, the
//! hyphen of “newly-built”. The words on both sides are the rule's; what stands further off is left to its conditions.

use serde_spanned::Spanned;

use super::vocabulary::Vocabulary;
use super::{Check, Mark, near};
use crate::rule::load::{Loader, Problem};
use crate::segment::{Before, Page, TokenKind};
use crate::text::{BlockKind, Prose, Span};

/// `[rule.check.juncture]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct JunctureSpec {
    /// Words or phrases on the left.
    #[serde(default)]
    left: Vec<Spanned<String>>,
    /// Endings of a word on the left, with the hyphen or without: `ly`.
    #[serde(default)]
    left_ends: Vec<String>,
    /// Words that the left side is not.
    #[serde(default)]
    left_not: Vec<Spanned<String>>,
    /// Words on the right; with none, any word of the right shape.
    #[serde(default)]
    right: Vec<Spanned<String>>,
    /// Endings of the word on the right.
    #[serde(default)]
    right_ends: Vec<String>,
    /// Words that the right side is not.
    #[serde(default)]
    right_not: Vec<Spanned<String>>,
    /// How the word on the right is written.
    #[serde(default)]
    right_is: Shape,
    /// What stands between the two now.
    #[serde(default)]
    gap: Gap,
    /// What should stand there.
    put: String,
    /// Whether the left side must open a sentence.
    #[serde(default)]
    opens: bool,
    /// Whether a lower-case word must follow the right side directly: the two stand before a noun.
    #[serde(default)]
    before_word: bool,
    /// Whether a stop, question or exclamation mark must follow the right side.
    #[serde(default)]
    before_stop: bool,
    /// Whether a comma that the sentence goes on after will do as well.
    #[serde(default)]
    before_comma: bool,
    /// Whether the rest of the sentence must hold no comma.
    #[serde(default)]
    no_comma: bool,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Any way.
    #[default]
    Any,
    /// In lower case.
    Lower,
    /// With a capital.
    Capital,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// A space.
    #[default]
    Space,
    /// A hyphen.
    Hyphen,
}

/// Ready to run.
pub struct Juncture {
    spec: JunctureSpec,
    left: Vocabulary,
    left_not: Vocabulary,
    right: Vocabulary,
    right_not: Vocabulary,
}

impl JunctureSpec {
    /// Reads the words.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Juncture, Problem> {
        Ok(Juncture {
            left: Vocabulary::read(&self.left, loader)?,
            left_not: Vocabulary::read(&self.left_not, loader)?,
            right: Vocabulary::read(&self.right, loader)?,
            right_not: Vocabulary::read(&self.right_not, loader)?,
            spec: self,
        })
    }
}

impl Check for Juncture {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        for sentence in &page.sentences {
            let kind = page.prose.blocks[sentence.block as usize].kind;
            if matches!(kind, BlockKind::Cell) {
                continue;
            }
            let tokens = sentence.tokens.clone();
            let head = head(page, &tokens);
            for i in tokens.clone() {
                if !self.spec.opens || i == head || opens_speech(page, i, head) {
                    out.extend(self.mark(page, i, tokens.end));
                }
            }
        }
    }
}

/// The first token of a sentence past opening quotation marks and brackets.
fn head(page: &Page<'_>, tokens: &std::ops::Range<u32>) -> u32 {
    tokens.clone().find(|&i| near::kind(page, i) != Some(TokenKind::Mark)).unwrap_or(tokens.start)
}

/// Whether speech begins with this token: after an opening quotation mark that follows a comma or colon, or after the name
/// of a speaker (`CHAIR: Good evening`).
fn opens_speech(page: &Page<'_>, i: u32, head: u32) -> bool {
    let Some(before) = i.checked_sub(1).filter(|_| i > head) else { return false };
    let label = page.text(before) == ":"
        && i - head <= 5
        && (head..before).all(|t| near::is_capital(page, t) || matches!(page.text(t), "." | "*" | "_"));
    let quoted = near::opens_quotation(page, before)
        && before.checked_sub(1).is_some_and(|b| near::kind(page, b) == Some(TokenKind::Mark));
    label || quoted
}

impl Juncture {
    fn mark(&self, page: &Page<'_>, i: u32, end: u32) -> Option<Mark> {
        let right = self.left_end(page, i, end)?;
        if right >= end
            || !self.parted(page, right)
            || near::before(page, i) == Before::Hyphen && self.spec.gap == Gap::Space
        {
            return None;
        }
        let past = self.right_end(page, right, end)?;
        if past < end && near::before(page, past) == Before::Hyphen || !self.followed(page, past, end) {
            return None;
        }
        let gap = Span::<Prose>::new(page.token(right - 1).end, page.token(right).start);
        let mark = Mark::new(near::stretch(page, i, past - 1));
        Some(mark.with("left", page.prose.slice(near::stretch(page, i, right - 1))).repair(gap, self.spec.put.clone()))
    }

    /// The token past the left side.
    fn left_end(&self, page: &Page<'_>, i: u32, end: u32) -> Option<u32> {
        if !self.spec.left_ends.is_empty() {
            let word = near::word(page, i)?;
            let fits = self.spec.left_ends.iter().any(|e| word.len() > e.len() + 2 && word.ends_with(e.as_str()));
            // A capital within a sentence is a name: `the Italy-based firm`.
            let opens =
                i == 0 || near::kind(page, i - 1) == Some(TokenKind::Mark) || near::before(page, i) == Before::Start;
            return (fits && (opens || near::is_lower(page, i)) && !self.left_not.has(page, i)).then_some(i + 1);
        }
        let past = self.left.past(page, i, end)?;
        (!self.left_not.has(page, i)).then_some(past)
    }

    /// The token past the right side.
    fn right_end(&self, page: &Page<'_>, right: u32, end: u32) -> Option<u32> {
        let shaped = match self.spec.right_is {
            Shape::Any => true,
            Shape::Lower => near::is_lower(page, right),
            Shape::Capital => near::is_capital(page, right),
        };
        if !shaped || self.right_not.begins(page, right) {
            return None;
        }
        if !self.right.is_empty() {
            return self.right.past(page, right, end);
        }
        let word = near::word(page, right)?;
        let ends = &self.spec.right_ends;
        (ends.is_empty() || ends.iter().any(|e| word == e || word.len() > e.len() + 1 && word.ends_with(e.as_str())))
            .then_some(right + 1)
    }

    fn parted(&self, page: &Page<'_>, right: u32) -> bool {
        match self.spec.gap {
            Gap::Space => near::spaced(page, right),
            Gap::Hyphen => near::before(page, right) == Before::Hyphen,
        }
    }

    fn followed(&self, page: &Page<'_>, past: u32, end: u32) -> bool {
        let word = !self.spec.before_word || past < end && near::is_lower(page, past) && near::spaced(page, past);
        // A comma at the end of a line closes the salutation of a letter, which has none within.
        let stop = |mark: &str| {
            matches!(mark, "." | "!" | "?" | "…") || mark == "," && self.spec.before_comma && past + 1 < end
        };
        let mark = !self.spec.before_stop || past < end && near::glued(page, past) && stop(page.text(past));
        let comma = self.spec.no_comma && (past..end).any(|i| page.text(i) == ",");
        word && mark && !comma
    }
}
