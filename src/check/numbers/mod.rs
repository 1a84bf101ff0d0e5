//! Numbers that cannot all be true: the families of `numbers.md`, section 3, one file each.
//!
//! Each family is a function from `Facts` to `Conflict`s. It sees
//! kinds, leads, cues and extents and never words; a rule entry in `rules/numbers/*.toml` switches each kind on, gives its
//! level and words its message. A family asks for constructions in this order and stops at the first that gives an answer,
//! because the arithmetic is easy and the linking is not: one bracket, one sentence, one table, one paragraph, one document.
//!
//! | file | kinds |
//! |---|---|
//! | `parts.rs` | parts-total, percent-sum, subtotal-period, net-difference, subset-exceeds-set, group-overlap, capacity |
//! | `table.rs` | table-total (footing, cross-footing, subtotals, percentage columns), text-table, caption-text |
//! | `listed.rs` | count-list, respectively-arity, ordinal-sequence, crossref |
//! | `percent.rs` | percent-of-base, fraction-percent, majority-word, percent-range, rate-unit, reverse-percent |
//! | `change.rs` | percent-change, percent-vs-point, direction, multiple-word, compound-percent |
//! | `rate.rs` | rate-arith, average-total, average-range, ratio, implied-total, interval-scale |
//! | `repeat.rs` | same-quantity, headline-body, magnitude, word-digit, equal-comparison, hedge-direction |
//! | `order.rs` | comparative-order, range-reversed, range-scale, tally-outcome |
//! | `calendar.rs` | weekday-date, impossible-date, date-order, age-dates, elapsed-years, decade-century, sequence-years, fiscal-period |
//! | `clock.rs` | duration, clock-duration, clock-timezone, relative-date |
//! | `unit.rs` | unit-conversion, temperature-difference, unit-mismatch, geometry, currency-conversion, spurious-precision |
//! | `science.rs` | pvalue, ci-estimate, mean-granularity, margin-of-error (off by default) |
//! | `form.rs` | number-format, checksum |
//!
//! Shared: [`slip`] (known slips and their wording), [`conflict`] (what is said, and one finding a mistake),
//! [`checksum`] and [`statistics`] (pure mathematics).
//!
//! What this deliberately does not do: it uses no outside knowledge, compares no two numbers with different sources,
//! periods, places or bases, and offers no repair as safe, except for pure format.

pub mod calendar;
pub mod change;
pub mod checksum;
pub mod clock;
pub mod conflict;
pub mod currency;
pub mod desk;
pub mod difference;
pub mod fiscal;
pub mod form;
pub mod geometry;
pub mod headline;
pub mod kind;
pub mod listed;
pub mod lives;
pub mod order;
pub mod pair;
pub mod parts;
pub mod percent;
pub mod rate;
pub mod ratio;
pub mod repeat;
pub mod science;
pub mod sequence;
pub mod share;
pub mod slip;
pub mod spread;
pub mod statistics;
pub mod subset;
pub mod table;
pub mod tally;
pub mod unit;
pub mod unit_rate;
pub mod years;

use conflict::{Conflict, settle};
use desk::Desk;
pub use kind::NumberKind;

use super::{At, Mark, Repair};
use crate::finding::Level;
use crate::segment::Page;
use crate::segment::quantity::{CueClass, Facts, Vocabulary};
use crate::text::extent::Verdict;

/// `[rule.check.number]`: which conflicts the rule takes. Of several rules of one kind the first has them.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NumberSpec {
    /// The kind of inconsistency.
    kind: NumberKind,
    /// Cues that silence the rule where one stands in a sentence of the conflict.
    #[serde(default)]
    silence: Vec<CueClass>,
    /// Cues that silence the rule where one stands in the paragraph of the conflict.
    #[serde(default)]
    silence_near: Vec<CueClass>,
    /// `false` leaves doubtful cases out; the default tells them as notes.
    #[serde(default = "yes")]
    doubtful: bool,
}

fn yes() -> bool {
    true
}

/// A family: finds conflicts of its kinds.
type Family = fn(&Desk<'_, '_>, &mut Vec<Conflict>);

/// All families.
const FAMILIES: &[Family] = &[
    parts::find,
    spread::find,
    difference::find,
    subset::find,
    table::find,
    percent::find,
    change::find,
    order::find,
    listed::find,
    sequence::find,
    rate::find,
    ratio::find,
    unit_rate::find,
    repeat::find,
    headline::find,
    calendar::find,
    lives::find,
    years::find,
    fiscal::find,
    clock::find,
    unit::find,
    geometry::find,
    currency::find,
    science::find,
    form::find,
    tally::find,
];

/// Runs all families once; the marks of the rules that take part, each with the index of its rule.
pub fn marks(page: &Page<'_>, facts: &Facts, words: &Vocabulary, rules: &[&NumberSpec]) -> Vec<(usize, Mark)> {
    // Items of a list have numbers that the text does not show.
    let plain = facts.quantities.is_empty() && facts.dates.is_empty() && facts.clocks.is_empty();
    let desk = Desk::new(page, facts, words);
    let mut conflicts = Vec::new();
    let families: &[Family] = if plain { &[sequence::find] } else { FAMILIES };
    for family in families {
        family(&desk, &mut conflicts);
    }
    facts.compared.set(desk.compared());
    conflicts.retain(|c| rules.iter().any(|r| r.kind == c.kind && !r.is_silent(&desk, c)));
    settle(conflicts)
        .iter()
        .filter_map(|c| Some((rules.iter().position(|r| r.kind == c.kind)?, mark(page, c)?)))
        .collect()
}

impl NumberSpec {
    /// Whether a cue beside the numbers takes the ground away.
    fn is_silent(&self, desk: &Desk<'_, '_>, conflict: &Conflict) -> bool {
        if conflict.verdict == Verdict::Doubtful && !self.doubtful {
            return true;
        }
        if self.silence.is_empty() && self.silence_near.is_empty() {
            return false;
        }
        conflict.operands.iter().any(|operand| {
            let token = desk.page.token_at(operand.span.start);
            let sentence = desk.page.sentence_at(token) as u32;
            self.silence.iter().any(|class| desk.has(*class, desk.sentence(sentence)))
                || self.silence_near.iter().any(|class| desk.has(*class, desk.block(sentence)))
        })
    }
}

/// A conflict as a mark: `{equation}` and `{due}` for the message, labels on the operands, each repair.
fn mark(page: &Page<'_>, conflict: &Conflict) -> Option<Mark> {
    let said = conflict.operands.get(conflict.at)?;
    let slip = conflict.slip.map_or(String::new(), |slip| format!(", as if {}", slip.phrase()));
    let mut mark = Mark::new(said.span)
        .with("equation", conflict.equation.as_str())
        .with("due", conflict.due.clone().unwrap_or_default())
        .with("slip", slip);
    for (i, operand) in conflict.operands.iter().enumerate() {
        if i != conflict.at && !operand.span.is_empty() {
            mark = mark.and(operand.span, operand.role.as_str());
        }
    }
    for repair in &conflict.repairs {
        let edits = vec![(At::from(repair.span), repair.text.clone())];
        mark.repairs.push(Repair { edits, title: None, safety: None });
    }
    let quoted = page.tokens.get(page.token_at(said.span.start) as usize).is_some_and(|t| t.quoted);
    mark.level = (conflict.verdict == Verdict::Doubtful || quoted).then_some(Level::Note);
    Some(mark)
}
