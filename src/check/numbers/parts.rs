//! Parts and their whole: sums, differences, a part that is larger than its whole.

use super::conflict::Conflict;
use super::desk::{Desk, is_near, sums};
use super::kind::NumberKind;
use super::slip;
use crate::segment::quantity::{CueClass, Kind, Lead, Quantity};
use crate::text::decimal::Decimal;
use crate::text::extent::{Extent, Verdict};

/// Finds parts-total, percent-sum and subtotal-period.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        remaining(desk, quantities, out);
        announced(desk, quantities, out);
        percent_sum(desk, quantities, out);
        periods(desk, quantities, out);
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

pub(super) fn addable(q: &Quantity, like: &Quantity) -> bool {
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
    desk.link(parts.iter().map(|p| p.span).chain([total.span]));
    let verdict = extent.against(total.extent);
    let slipped = slip::of_digits(total.printed.value, value);
    if verdict == Verdict::Consistent || !is_near(value, total.printed.value, 20) && slipped.is_none() {
        return;
    }
    let terms: Vec<String> = parts.iter().map(|p| desk.shown(p)).collect();
    let shown = desk.shown_like(total, value);
    let equation = format!("{} = {shown}", terms.join(" + "));
    let Some(last) = parts.last() else { return };
    let kind =
        if kind == NumberKind::PartsTotal && are_periods(desk, parts) { NumberKind::SubtotalPeriod } else { kind };
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

/// Whether each part is told of a stretch of time: `62 mm in June, 48 mm in July`, `Q1 sales were 210`.
fn are_periods(desk: &Desk<'_, '_>, parts: &[&Quantity]) -> bool {
    let sentence = parts.first().map_or(0..0, |p| desk.sentence(p.sentence));
    let timed = |p: &&&Quantity| {
        let near = p.from.saturating_sub(6).max(sentence.start)..(p.tokens.end + 5).min(sentence.end);
        near.clone().any(|i| {
            crate::english::calendar::month_named(desk.page.text(i)).is_some()
                || matches!(desk.folded(i), "q1" | "q2" | "q3" | "q4" | "h1" | "h2" | "quarter" | "half" | "months")
        })
    };
    parts.iter().filter(timed).count() == parts.len()
}

/// Whether words say that shares are those of one whole: `is split`, `shared between`, `made up of`.
pub(super) fn is_split(desk: &Desk<'_, '_>, tokens: std::ops::Range<u32>) -> bool {
    let words = [
        "split",
        "divided",
        "shared",
        "ownership",
        "owned",
        "made",
        "consists",
        "comprises",
        "composed",
        "mix",
        "breakdown",
        "divides",
    ];
    desk.any_word(tokens, &words)
}

/// Like numbers in a row: `22 tankers, 17 tugs and 31 barges`. The first index and one past the last of the first such row
/// from an index on.
pub(super) fn row(desk: &Desk<'_, '_>, quantities: &[Quantity], from: usize) -> Option<(usize, usize)> {
    let mut start = from;
    while start < quantities.len() {
        let first = quantities.get(start)?;
        let mut end = start + 1;
        let mut closed = false;
        while let (Some(a), Some(b)) = (quantities.get(end - 1), quantities.get(end)) {
            let gap = a.tokens.end..b.from.max(a.tokens.end);
            let joined = desk.any_word(a.tokens.end..b.tokens.start, &[",", "and", "plus", ";"]);
            if closed || gap.len() > 9 || !joined || !b.is_like(first) || !b.is_usable() || b.range.is_some() {
                break;
            }
            closed = desk.any_word(a.tokens.end..b.tokens.start, &["and", "plus"]);
            end += 1;
        }
        if end - start >= 2 && closed && first.is_usable() && first.range.is_none() {
            return Some((start, end));
        }
        start = end;
    }
    None
}

/// A total that is announced as one, before its parts or after them: `60 vessels: 22 tankers, 17 tugs and 31 barges`,
/// `12 men, nine women and four children, 26 in all`.
fn announced(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let mut from = 0;
    while let Some((start, end)) = row(desk, quantities, from) {
        from = end;
        let parts: Vec<&Quantity> = quantities.get(start..end).unwrap_or_default().iter().collect();
        let Some((first, last)) = parts.first().zip(parts.last()) else { continue };
        if !sums(first.kind)
            || first.kind == Kind::Percent
            || parts.iter().any(|p| p.lead == Lead::Remaining || unfit(desk, p))
        {
            continue;
        }
        // `310 men in the three battles: …`: a small number of another noun may stand between.
        let before = quantities
            .get(start.saturating_sub(3)..start)
            .and_then(|near| near.iter().rev().find(|q| q.is_like(first) && q.printed.value > first.printed.value))
            .filter(|q| !unfit(desk, q));
        let opened = before.is_some_and(|total| opens(desk, total, first));
        let after = quantities.get(end).filter(|q| q.is_like(first) && closes(desk, last, q));
        // A row may hold its total itself: `12 men, nine women and four children, 26 in all` is read as four parts.
        let inner = (parts.len() >= 3 && closes_row(desk, &parts)).then(|| parts.last().copied()).flatten();
        if let (Some(total), true) = (before, opened) {
            let enough = parts.iter().all(|p| p.printed.value < total.printed.value);
            if enough {
                sum(desk, NumberKind::PartsTotal, &parts, total, out);
            }
        } else if let Some(total) = after {
            sum(desk, NumberKind::PartsTotal, &parts, total, out);
        } else if let Some(total) = inner {
            sum(desk, NumberKind::PartsTotal, parts.get(..parts.len() - 1).unwrap_or_default(), total, out);
        }
    }
}

/// A number that is no part of a sum: an old value, an average, a share of another.
fn unfit(desk: &Desk<'_, '_>, q: &Quantity) -> bool {
    matches!(q.lead, Lead::From | Lead::Against | Lead::Average | Lead::Between | Lead::By)
        || q.hedge.is_some_and(|(h, _)| h.side().is_some())
        || matches!(desk.folded(q.tokens.end), "-" | "each" | "apiece" | "times")
        || desk.folded(q.tokens.end) == "per"
}

/// Whether parts are announced between a total and the first of them.
fn opens(desk: &Desk<'_, '_>, total: &Quantity, first: &Quantity) -> bool {
    let gap = total.tokens.end..first.tokens.start;
    let marked = desk.any_word(gap.clone(), &[":", "—", "–", "("]) && gap.len() < 9;
    let said = desk.any_word(
        gap.clone(),
        &[
            "comprising",
            "consisting",
            "made",
            "split",
            "divided",
            "broken",
            "namely",
            "comprised",
            "comprises",
            "consists",
            "consisted",
            "composed",
            "comprise",
            "consist",
        ],
    );
    (marked || said)
        && gap.len() < 14
        && !desk.has(CueClass::Including, gap.clone())
        && !desk.has(CueClass::SilencePartial, gap)
}

/// Whether a number after parts is told as their total.
fn closes(desk: &Desk<'_, '_>, last: &Quantity, total: &Quantity) -> bool {
    // `…, 4.4 million for the year as a whole`
    let yearly = desk.folded(total.tokens.end) == "for"
        && desk.any_word(total.tokens.end..total.tokens.end + 4, &["year"])
        && total.tokens.start.saturating_sub(last.tokens.end) < 12;
    if yearly {
        return true;
    }
    let gap = last.tokens.end..total.tokens.start;
    let behind = total.tokens.end..total.tokens.end + 5;
    let words = ["all", "altogether", "total", "told"];
    gap.len() < 12
        && (total.lead == Lead::Total || desk.has(CueClass::LeadTotal, behind.clone()) && desk.any_word(behind, &words))
}

fn closes_row(desk: &Desk<'_, '_>, parts: &[&Quantity]) -> bool {
    matches!(parts, [.., last, total] if closes(desk, last, total))
}

/// Shares of one whole over 100 %, or under it where the rest is told too.
fn percent_sum(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let shares: Vec<&Quantity> = quantities
        .iter()
        .filter(|q| q.kind == Kind::Percent && q.is_usable() && q.range.is_none())
        .filter(|q| !matches!(q.lead, Lead::From | Lead::Against | Lead::By | Lead::To | Lead::Including))
        .collect();
    let [first, .., last] = shares.as_slice() else { return };
    if shares.len() < 3 || shares.iter().any(|q| q.hedge.is_some()) {
        return;
    }
    let sentence = desk.sentence(first.sentence);
    let changes = [CueClass::Rise, CueClass::Fall, CueClass::Including];
    let split = is_split(desk, sentence.clone());
    let bracketed = shares.iter().filter(|q| q.bracketed).count();
    if changes.iter().any(|class| desk.has(*class, sentence.clone()))
        || bracketed > 0 && !(split && bracketed == shares.len())
    {
        return;
    }
    // A row: nothing but a comma, `and` and a few words between two shares.
    let in_row = shares.windows(2).all(|two| matches!(two, [a, b] if b.tokens.start - a.tokens.end < 12 && desk.any_word(a.tokens.end..b.tokens.start, &[",", "and", ";"])));
    let single = desk.has(CueClass::SingleChoice, desk.block(first.sentence));
    let rest = last.lead == Lead::Remaining
        || desk.has(CueClass::Exhaustive, sentence.clone())
            && desk.any_word(
                last.from.saturating_sub(3)..last.tokens.start,
                &["rest", "remaining", "remainder", "others"],
            );
    let Some(total) = shares.iter().try_fold(Decimal::ZERO, |sum, q| sum.plus(q.printed.value)) else { return };
    let over = total > Decimal::HUNDRED;
    if !in_row || !(rest || (single || split) && over) {
        return;
    }
    let Some(extent) = shares.iter().map(|p| p.extent).reduce(Extent::plus) else { return };
    let verdict = extent.against(Extent::exact(Decimal::HUNDRED));
    if verdict != Verdict::Inconsistent || !is_near(total, Decimal::HUNDRED, 40) {
        return;
    }
    out.extend(no_hundred(desk, &shares, total, verdict, rest));
}

/// Shares with a total that is not a hundred; where they are told as the whole (`rest`), the last of them can be mended.
pub fn no_hundred(
    desk: &Desk<'_, '_>,
    shares: &[&Quantity],
    total: Decimal,
    verdict: Verdict,
    rest: bool,
) -> Option<Conflict> {
    let (first, last) = (shares.first()?, shares.last()?);
    let terms: Vec<String> = shares.iter().map(|p| desk.shown(p)).collect();
    let equation = format!("{} = {total}%", terms.join(" + "));
    let mut conflict = desk.conflict(NumberKind::PercentSum, verdict, first, "a share", equation);
    for share in shares.iter().skip(1) {
        conflict = conflict.with(share.span, "a share");
    }
    let others = total.minus(last.printed.value).and_then(|o| Decimal::HUNDRED.minus(o));
    let told = rest && others.is_some_and(|o| !o.is_negative());
    Some(if told { conflict.repair_value(last, others) } else { conflict })
}

/// Four quarters or two halves against their year.
fn periods(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let Some(first) = quantities.first() else { return };
    let sentence = desk.sentence(first.sentence);
    let quarters =
        desk.has(CueClass::Quarters, sentence.clone()) || desk.any_word(sentence.clone(), &["quarters", "quarterly"]);
    let halves = desk.facts.cues_within(sentence.clone()).iter().filter(|c| c.class == CueClass::Halves).count() == 2;
    let wanted = if quarters {
        4
    } else if halves {
        2
    } else {
        return;
    };
    let amounts: Vec<&Quantity> =
        quantities.iter().filter(|q| q.is_amount() && q.kind != Kind::Duration && !unfit(desk, q)).collect();
    for parts in amounts.windows(wanted) {
        let Some(head) = parts.first() else { continue };
        let alike = parts.iter().all(|p| p.is_like(head) && (p.noun == head.noun || p.noun.0 == 0))
            && (head.kind != Kind::Count || head.noun.0 != 0 || head.printed.value > Decimal::from(20));
        let Some(total) = parts.iter().try_fold(Decimal::ZERO, |sum, p| sum.plus(p.printed.value)) else { continue };
        let year = |q: &&&Quantity| {
            let around = q.tokens.start.saturating_sub(8)..q.tokens.end + 8;
            q.is_like(head)
                && is_near(q.printed.value, total, 20)
                && parts.iter().all(|p| p.printed.value < q.printed.value)
                && desk.any_word(around, &["year", "annual", "yearly", "twelve-month", "full-year", "total", "years"])
        };
        let inside = amounts.iter().find(year).copied();
        let around = || desk.facts.within(desk.block(first.sentence)).iter().find(|q| year(&q));
        if alike && let Some(whole) = inside.or_else(around) {
            sum(desk, NumberKind::SubtotalPeriod, parts, whole, out);
            return;
        }
    }
}
