//! Compounds of a number and a unit before a noun: `a four hour wait`, `a 12 year old boy`, `12-years-old`. It looks at no other
//! compounds (those are junctures), and says nothing of abbreviated units, which take no hyphen.

use serde_spanned::Spanned;

use super::vocabulary::Vocabulary;
use super::{Check, Mark, Repair, near};
use crate::finding::Safety;
use crate::rule::load::{Loader, Problem};
use crate::segment::{Before, Page, TokenKind};
use crate::text::{Prose, Span};

/// `[rule.check.compound]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CompoundSpec {
    /// Which compound the rule looks at.
    find: Compound,
    /// Number words.
    numbers: Vec<Spanned<String>>,
    /// Units in the singular.
    #[serde(default)]
    units: Vec<Spanned<String>>,
    /// Words after which a compound before a noun is certain (`a`, `an`, `another`).
    #[serde(default)]
    openers: Vec<Spanned<String>>,
    /// Words that are no nouns, and nouns that make a pair with the unit (`care` after `day`).
    #[serde(default)]
    not: Vec<Spanned<String>>,
}

/// A compound with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compound {
    /// `a four hour wait`.
    Measure,
    /// `a 12 year old`.
    YearOld,
    /// `12-years-old`, `a 12 years old boy`.
    YearsOld,
}

/// Ready to run.
pub struct Compounds {
    find: Compound,
    numbers: Vocabulary,
    units: Vocabulary,
    openers: Vocabulary,
    not: Vocabulary,
}

impl CompoundSpec {
    /// Reads the words.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Compounds, Problem> {
        Ok(Compounds {
            find: self.find,
            numbers: Vocabulary::read(&self.numbers, loader)?,
            units: Vocabulary::read(&self.units, loader)?,
            openers: Vocabulary::read(&self.openers, loader)?,
            not: Vocabulary::read(&self.not, loader)?,
        })
    }
}

impl Check for Compounds {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        for sentence in &page.sentences {
            for i in sentence.tokens.clone() {
                let number = near::kind(page, i) == Some(TokenKind::Number) && near::length(page, i) <= 5
                    || self.numbers.has(page, i);
                if number && i + 2 < sentence.tokens.end && !joined(page, i) {
                    out.extend(match self.find {
                        Compound::Measure => self.measure(page, i, sentence.tokens.end),
                        Compound::YearOld => self.year_old(page, i, sentence.tokens.end),
                        Compound::YearsOld => self.years_old(page, i, sentence.tokens.end),
                    });
                }
            }
        }
    }
}

/// Whether a number is the second part of a range or compound: `18-34 year olds`.
fn joined(page: &Page<'_>, i: u32) -> bool {
    near::before(page, i) == Before::Hyphen
        || i > 0 && near::glued(page, i) && matches!(page.text(i - 1), "-" | "–" | "—")
}

/// The bytes between two neighbouring tokens.
fn gap(page: &Page<'_>, right: u32) -> Span<Prose> {
    Span::new(page.token(right - 1).end, page.token(right).start)
}

fn is(page: &Page<'_>, i: u32, word: &str) -> bool {
    near::word(page, i).is_some_and(|w| w.eq_ignore_ascii_case(word))
}

impl Compounds {
    fn measure(&self, page: &Page<'_>, i: u32, end: u32) -> Option<Mark> {
        let (unit, noun) = (i + 1, i + 2);
        let one = matches!(&*page.word(i).folded, "1");
        let spaced = near::before(page, unit) == Before::Space && near::spaced(page, noun);
        let fits = spaced
            && self.units.has(page, unit)
            && near::is_lower(page, noun)
            && !self.not.has(page, noun)
            && near::length(page, noun) > 2;
        let after = noun + 1 < end && near::before(page, noun + 1) == Before::Hyphen;
        let opener = i > 0 && self.openers.has(page, i - 1) && near::spaced(page, i);
        (fits && opener && !one && !after).then(|| Mark::new(near::stretch(page, i, noun)).repair(gap(page, unit), "-"))
    }

    fn year_old(&self, page: &Page<'_>, i: u32, end: u32) -> Option<Mark> {
        let parts = is(page, i + 1, "year") && (is(page, i + 2, "old") || is(page, i + 2, "olds"));
        let some = near::before(page, i + 1) != Before::Hyphen || near::before(page, i + 2) != Before::Hyphen;
        let plural = is(page, i + 2, "olds");
        let opener = i > 0 && self.openers.has(page, i - 1)
            || plural
            || i + 3 < end && near::is_lower(page, i + 3) && !self.not.has(page, i + 3);
        if !parts || !some || !opener {
            return None;
        }
        let edits = [i + 1, i + 2]
            .into_iter()
            .filter(|&t| near::before(page, t) != Before::Hyphen)
            .map(|t| (gap(page, t).into(), "-".to_owned()))
            .collect();
        let mut mark = Mark::new(near::stretch(page, i, i + 2));
        mark.repairs.push(Repair { edits, title: None, safety: None });
        Some(mark)
    }

    fn years_old(&self, page: &Page<'_>, i: u32, end: u32) -> Option<Mark> {
        if !is(page, i + 1, "years") || !is(page, i + 2, "old") {
            return None;
        }
        let hyphens = near::before(page, i + 1) == Before::Hyphen || near::before(page, i + 2) == Before::Hyphen;
        let noun =
            i + 3 < end && near::is_lower(page, i + 3) && near::spaced(page, i + 3) && !self.not.has(page, i + 3);
        let article = i > 0 && self.openers.has(page, i - 1);
        if !hyphens && !article {
            return None;
        }
        let number = page.text(i);
        let right = if article || noun { format!("{number}-year-old") } else { format!("{number} years old") };
        let at = near::stretch(page, i, i + 2);
        let mut mark = Mark::new(at).with("right", right.clone());
        let safety = if article == noun || article { Safety::Safe } else { Safety::Unsafe };
        mark.repairs.push(Repair { edits: vec![(at.into(), right)], title: None, safety: Some(safety) });
        Some(mark)
    }
}
