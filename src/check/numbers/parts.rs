//! Parts and their whole: sums, differences, a part that is larger than its whole.

use super::conflict::Conflict;
use super::desk::{Desk, is_near, sums};
use super::kind::NumberKind;
use super::slip;
use crate::segment::quantity::{CueClass, Kind, Lead, Quantity};
use crate::text::decimal::Decimal;
use crate::text::extent::{Extent, Verdict};
use crate::text::interval::Truth;

/// Finds parts-total.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        remaining(desk, quantities, out);
    }
}

/// `4.2m to a, 2.9m to b and the remaining 1.1m to c`: all parts of a total that is said before.
fn remaining(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let Some(last) = quantities.iter().rposition(|q| q.lead == Lead::Remaining && sums(q.kind) && q.is_usable()) else {
        return;
    };
    let Some(rest) = quantities.get(last) else { return };
    if matches!(desk.folded(rest.from), "another" | "a") {
        return;
    }
    let like: Vec<&Quantity> = quantities.iter().take(last + 1).filter(|q| addable(q, rest)).collect();
    let (total, parts) = match like.split_first() {
        Some((first, parts)) if parts.len() >= 2 && is_whole(desk, first, parts) => (*first, parts.to_vec()),
        _ => match total_before(desk, rest, &like) {
            Some(total) if like.len() >= 2 => (total, like),
            _ => return,
        },
    };
    sum(desk, NumberKind::PartsTotal, &parts, total, out);
}

fn addable(q: &Quantity, like: &Quantity) -> bool {
    let nouns = q.noun == like.noun || q.noun.0 == 0 || like.noun.0 == 0 || q.kind != Kind::Count;
    q.is_usable()
        && q.is_like(like)
        && nouns
        && q.range.is_none()
        && !matches!(q.lead, Lead::From | Lead::Against | Lead::Average)
}

/// Whether the first of several like numbers is the whole of the others.
fn is_whole(desk: &Desk<'_, '_>, first: &Quantity, parts: &[&Quantity]) -> bool {
    let larger = parts.iter().all(|p| p.printed.value < first.printed.value);
    let Some(total) = parts.iter().try_fold(Decimal::ZERO, |sum, p| sum.plus(p.printed.value)) else { return false };
    let said = matches!(first.lead, Lead::Of | Lead::Total)
        || desk.any_word(first.tokens.end..parts.first().map_or(0, |p| p.tokens.start), &[":", "—", "–", "of"]);
    larger && (said || is_near(total, first.printed.value, 20))
}

/// The total that an earlier sentence of the paragraph, the paragraph before or the heading says: the nearest like number
/// that is larger than every part and near their sum.
fn total_before<'a>(desk: &Desk<'a, '_>, rest: &Quantity, parts: &[&Quantity]) -> Option<&'a Quantity> {
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, p| sum.plus(p.printed.value))?;
    let start = parts.first()?.tokens.start;
    let before = desk.facts.within(0..start);
    let near: Vec<_> = before
        .iter()
        .rev()
        .take(24)
        .filter(|q| addable(q, rest) && q.sentence + 8 > rest.sentence && q.sentence != rest.sentence)
        .filter(|q| is_near(q.printed.value, sum, 20) && parts.iter().all(|p| p.printed.value < q.printed.value))
        .collect();
    near.iter().find(|q| q.lead == Lead::Total).or_else(|| near.first()).copied()
}

/// Parts against their total.
pub(super) fn sum(
    desk: &Desk<'_, '_>,
    kind: NumberKind,
    parts: &[&Quantity],
    total: &Quantity,
    out: &mut Vec<Conflict>,
) {
    let Some(extent) = parts.iter().map(|p| p.extent).reduce(Extent::plus) else { return };
    let Some(value) = parts.iter().try_fold(Decimal::ZERO, |sum, p| sum.plus(p.printed.value)) else { return };
    let verdict = extent.against(total.extent);
    let slipped = slip::of_digits(total.printed.value, value);
    if verdict == Verdict::Consistent || !is_near(value, total.printed.value, 20) && slipped.is_none() {
        return;
    }
    let terms: Vec<String> = parts.iter().map(|p| desk.shown(p)).collect();
    let shown = desk.shown_like(total, value);
    let equation = format!("{} = {shown}", terms.join(" + "));
    let Some(last) = parts.last() else { return };
    let mut conflict = desk.conflict(kind, verdict, total, "the total", equation);
    (conflict.slip, conflict.due) = (slipped, Some(shown));
    for part in parts {
        conflict = conflict.with(part.span, "a part");
    }
    conflict = conflict.repair_value(total, Some(value));
    let rest = value.minus(last.printed.value).and_then(|others| total.printed.value.minus(others));
    if last.lead == Lead::Remaining && rest.is_some_and(|r| !r.is_negative()) {
        conflict = conflict.repair_value(last, rest);
    }
    out.push(conflict);
}

/// Whether a number is surely larger than another.
pub(super) fn exceeds(part: &Quantity, whole: &Quantity) -> bool {
    whole.extent.is_less(part.extent) == Truth::Yes
}

/// Whether a class of cue stands in the sentence of a quantity.
pub(super) fn in_sentence(desk: &Desk<'_, '_>, class: CueClass, q: &Quantity) -> bool {
    desk.has(class, desk.sentence(q.sentence))
}
