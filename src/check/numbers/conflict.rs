//! What every family says of numbers that cannot all be true, and the merging of several such statements into one.
//!
//! A family returns [`Conflict`]s; only [`settle`] turns them into what a reader is told: one finding a mistake. When a
//! wrong total breaks its own sum, a percentage and the headline, the three conflicts share an operand; the one operand
//! that would repair most of them is where the finding points, and the others become its evidence.
//!
//! What this deliberately does not do: it knows no rule text, and it never calls a number wrong. Levels: an inconsistency
//! keeps its rule's level, a doubt becomes a note, and so does anything between quotation marks.

use rustc_hash::FxHashMap;

use super::kind::NumberKind;
use super::slip::Slip;
use crate::text::extent::Verdict;
use crate::text::{Prose, Span};

/// Numbers that cannot all be true.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The kind, which says whose rule it is.
    pub kind: NumberKind,
    /// Inconsistent, or doubtful.
    pub verdict: Verdict,
    /// Index into `operands` of the number at which the finding points: the statement about the others.
    pub at: usize,
    /// All numbers that take part.
    pub operands: Vec<Operand>,
    /// The sum as a reader would do it: `4.2 + 2.9 + 1.7 + 1.1 = 9.9`.
    pub equation: String,
    /// The slip that explains the difference.
    pub slip: Option<Slip>,
    /// What the numbers say, where it can be said: `27%`.
    pub due: Option<String>,
    /// Each edit that would make the numbers agree; more than one means that none follows from the text.
    pub repairs: Vec<Repair>,
}

/// A number that takes part in a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand {
    /// Its place.
    pub span: Span<Prose>,
    /// What its label says: `the total`, `the old value`.
    pub role: String,
}

/// One edit that would make the numbers agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What is replaced.
    pub span: Span<Prose>,
    /// With what.
    pub text: String,
}

/// Merges conflicts that share an operand: one finding a group, at the operand that is in most of them, and on a tie at the
/// point of the first. Order of the text in, order of the text out.
pub fn settle(conflicts: Vec<Conflict>) -> Vec<Conflict> {
    let mut groups: Vec<Vec<Conflict>> = Vec::new();
    // Where operands begin and end, with their groups: looking there keeps the cost linear.
    let mut places: FxHashMap<u32, Vec<(usize, bool)>> = FxHashMap::default();
    for conflict in conflicts {
        // Only the point of one conflict may join it to another: two sums with one common, right operand stay apart.
        let home = conflict.operands.iter().enumerate().find_map(|(i, operand)| {
            let ends = [operand.span.start, operand.span.end];
            let known = ends.iter().filter_map(|end| places.get(end)).flatten().take(64);
            known.filter(|(_, point)| *point || i == conflict.at).map(|(group, _)| *group).next()
        });
        let home = home.unwrap_or(groups.len());
        for (i, operand) in conflict.operands.iter().enumerate() {
            for end in [operand.span.start, operand.span.end] {
                places.entry(end).or_default().push((home, i == conflict.at));
            }
        }
        match groups.get_mut(home) {
            Some(group) => group.push(conflict),
            None => groups.push(vec![conflict]),
        }
    }
    let mut settled: Vec<Conflict> = groups.into_iter().filter_map(merge).collect();
    settled.sort_by_key(|c| (c.operands.get(c.at).map(|o| o.span), c.kind));
    settled
}

/// The conflict with a slip before one without, then the surer, then the first; with the operands of the others.
fn merge(group: Vec<Conflict>) -> Option<Conflict> {
    let shared = most_shared(&group);
    let best = group.iter().enumerate().max_by_key(|(i, c)| (c.verdict, c.slip.is_some(), std::cmp::Reverse(*i)))?.0;
    let mut rest = group;
    let mut kept = rest.remove(best);
    for other in rest {
        for operand in other.operands {
            if !kept.operands.iter().any(|o| o.span.overlaps(operand.span)) {
                kept.operands.push(operand);
            }
        }
        kept.verdict = kept.verdict.max(other.verdict);
    }
    if let Some(at) = shared.and_then(|span| kept.operands.iter().position(|o| o.span == span)) {
        kept.at = at;
    }
    Some(kept)
}

/// The one operand that is in more conflicts than any other.
fn most_shared(group: &[Conflict]) -> Option<Span<Prose>> {
    let count = |span: Span<Prose>| group.iter().filter(|c| c.operands.iter().any(|o| o.span == span)).count();
    let mut spans: Vec<_> = group.iter().flat_map(|c| &c.operands).map(|o| (count(o.span), o.span)).collect();
    spans.sort_by(|a, b| b.cmp(a));
    spans.dedup();
    match spans.as_slice() {
        [(first, span), (second, _), ..] if first > second => Some(*span),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conflict(kind: NumberKind, at: usize, operands: &[(u32, u32)], slip: Option<Slip>) -> Conflict {
        let operands = operands.iter().map(|(a, b)| Operand { span: Span::new(*a, *b), role: String::new() }).collect();
        let equation = String::new();
        Conflict { kind, verdict: Verdict::Inconsistent, at, operands, equation, slip, due: None, repairs: Vec::new() }
    }

    #[test]
    fn one_finding_for_one_wrong_total() {
        let total = (30, 33);
        let sum = conflict(NumberKind::TableTotal, 2, &[(10, 13), (20, 23), total], Some(Slip::SwappedDigits));
        let column = conflict(NumberKind::TableTotal, 3, &[(1, 3), (5, 7), total, (40, 44)], None);
        let share = conflict(NumberKind::PercentOfBase, 1, &[total, (50, 53)], None);
        let got = settle(vec![sum, column, share]);
        assert_eq!(got.len(), 1);
        let first = got.first().map(|c| (c.kind, c.slip, c.operands.get(c.at).map(|o| o.span), c.operands.len()));
        assert_eq!(first, Some((NumberKind::TableTotal, Some(Slip::SwappedDigits), Some(Span::new(30, 33)), 7)));
    }

    #[test]
    fn two_findings_for_two_mistakes() {
        let a = conflict(NumberKind::PercentChange, 2, &[(1, 2), (3, 4), (5, 6)], None);
        let b = conflict(NumberKind::NetDifference, 2, &[(1, 2), (13, 14), (15, 16)], None);
        assert_eq!(
            settle(vec![b, a]).iter().map(|c| c.kind).collect::<Vec<_>>(),
            [NumberKind::PercentChange, NumberKind::NetDifference]
        );
        assert_eq!(settle(Vec::new()), Vec::new());
    }
}
