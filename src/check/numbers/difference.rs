//! Differences: what is left of two numbers, a profit, a lead, a majority, the gap between two values.

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use super::slip;
use crate::segment::quantity::{CueClass, Kind, Lead, Quantity};
use crate::text::decimal::Decimal;
use crate::text::extent::{Extent, Verdict};

/// Finds net-difference.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        let before = out.len();
        left(desk, quantities, out);
        if out.len() == before {
            net(desk, quantities, out);
        }
        if out.len() == before {
            ahead(desk, quantities, out);
        }
        if out.len() == before {
            beyond(desk, quantities, out);
        }
    }
}

/// Whether a number is no operand of a difference: an old value, an average, a change.
fn unfit(q: &Quantity) -> bool {
    matches!(q.lead, Lead::From | Lead::Against | Lead::By | Lead::Average) || q.range.is_some()
}

/// `Of the £500 raised, £180 was spent on paint, leaving £320`: the first number less the others.
fn left(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let Some(rest) = quantities.iter().find(|q| {
        let before = q.from.saturating_sub(3).max(desk.sentence(q.sentence).start)..q.tokens.start;
        let at = before.clone().rev().find(|&i| matches!(desk.folded(i), "leaving" | "leaves" | "left"));
        q.is_amount() && at.is_some_and(|at| !desk.any_word(at..before.end, &[",", "and", "after", "only"]))
    }) else {
        return;
    };
    let like: Vec<&Quantity> = quantities
        .iter()
        .take_while(|q| q.tokens.start < rest.tokens.start)
        .filter(|q| q.is_like(rest) && q.is_amount())
        .collect();
    if like.iter().any(|q| unfit(q) || q.hedge.is_some()) || !(2..=5).contains(&like.len()) {
        return;
    }
    let Some(whole) = like.iter().max_by_key(|q| q.printed.value).copied() else { return };
    let taken: Vec<&Quantity> = like.iter().filter(|q| q.tokens != whole.tokens).copied().collect();
    let nouns = rest.noun.0 == 0 || like.iter().any(|q| q.noun == rest.noun || q.noun.0 == 0);
    let Some(sum) = taken.iter().try_fold(Decimal::ZERO, |s, p| s.plus(p.printed.value)) else { return };
    let Some(extent) = taken.iter().map(|p| p.extent).reduce(Extent::plus) else { return };
    if nouns && let [one] = taken.as_slice() {
        difference(desk, whole, one, rest, 60, out);
    } else if nouns && let Some(due) = whole.printed.value.minus(sum) {
        let verdict = whole.extent.minus(extent).against(rest.extent);
        if verdict == Verdict::Inconsistent && !due.is_negative() && is_near(due, rest.printed.value, 40) {
            let terms: Vec<String> = taken.iter().map(|p| desk.shown(p)).collect();
            let shown = desk.shown_like(rest, due);
            let equation = format!("{} − {} = {shown}", desk.shown(whole), terms.join(" − "));
            let mut conflict = desk.conflict(NumberKind::NetDifference, verdict, rest, "what is left", equation);
            (conflict.slip, conflict.due) = (slip::of_digits(rest.printed.value, due), Some(shown));
            for part in like {
                conflict = conflict.with(part.span, if part.tokens == whole.tokens { "the whole" } else { "a part" });
            }
            out.push(conflict.repair_value(rest, Some(due)));
        }
    }
}

/// `Income was 1.94bn and costs 1.12bn, a profit of 820m`, `bought for £240,000 and sold for £310,000, a profit of £70,000`.
fn net(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let amounts: Vec<&Quantity> = quantities.iter().filter(|q| q.is_amount() && q.range.is_none()).collect();
    for three in amounts.windows(3) {
        let [a, b, rest] = three else { continue };
        // `sales of 6.4m against costs of 5.9m`
        let like = a.is_like(b)
            && b.is_like(rest)
            && !matches!(a.lead, Lead::From | Lead::Against | Lead::By | Lead::Average)
            && !matches!(b.lead, Lead::From | Lead::By | Lead::Average)
            && !matches!(rest.lead, Lead::From | Lead::Against | Lead::Average);
        let sentence = desk.sentence(a.sentence);
        let named = |class, from: u32, to: u32| desk.has(class, from.saturating_sub(8).max(sentence.start)..to);
        let around = |class, q: &Quantity, from: u32, to: u32| {
            desk.has(class, from..q.tokens.start) || desk.has(class, q.tokens.end..(q.tokens.end + 3).min(to))
        };
        let forward = around(CueClass::Minuend, a, sentence.start, b.tokens.start)
            && around(CueClass::Subtrahend, b, a.tokens.end, rest.tokens.start);
        let backward = around(CueClass::Subtrahend, a, sentence.start, b.tokens.start)
            && around(CueClass::Minuend, b, a.tokens.end, rest.tokens.start);
        let margin = named(CueClass::Margin, rest.from.max(b.tokens.end + 8), rest.tokens.start)
            || desk.has(CueClass::Margin, b.tokens.end..rest.tokens.start);
        let near = rest.tokens.start - b.tokens.end < 14;
        let turned = desk.any_word(b.tokens.end..rest.tokens.start, &["while", "but", ";", "including"])
            || desk.any_word(rest.tokens.end..rest.tokens.end + 3, &["after", "before"]);
        if like && (forward || backward) && margin && near && !turned {
            difference(desk, a, b, rest, 50, out);
        }
    }
}

/// The difference of two numbers against what is said of it; a gap of more than so many per cent was never meant to agree.
fn difference(desk: &Desk<'_, '_>, a: &Quantity, b: &Quantity, rest: &Quantity, most: i64, out: &mut Vec<Conflict>) {
    let Some(due) = a.printed.value.minus(b.printed.value).map(Decimal::abs) else { return };
    let extent = if a.printed.value < b.printed.value { b.extent.minus(a.extent) } else { a.extent.minus(b.extent) };
    desk.link([a.span, b.span, rest.span]);
    let strict = [a, b, rest].iter().all(|q| q.hedge.is_none() && q.printed.place == 0 && q.scale == 0);
    // Three numbers printed in full that only rounded noughts could excuse, and far apart: worth a note.
    let mut verdict = extent.against(rest.extent);
    if verdict == Verdict::Consistent && strict && !is_near(due, rest.printed.value, 8) {
        verdict = Verdict::Doubtful;
    }
    let slipped = slip::of_digits(rest.printed.value, due);
    if verdict == Verdict::Consistent || !is_near(due, rest.printed.value, most) && slipped.is_none() {
        return;
    }
    let (a, b) = if a.printed.value < b.printed.value { (b, a) } else { (a, b) };
    let shown = desk.shown_like(rest, due);
    let equation = format!("{} − {} = {shown}", desk.shown(a), desk.shown(b));
    let mut conflict = desk.conflict(NumberKind::NetDifference, verdict, rest, "the difference", equation);
    (conflict.slip, conflict.due) = (slipped, Some(shown));
    out.push(conflict.with(a.span, "the one number").with(b.span, "the other number").repair_value(rest, Some(due)));
}

/// `by 412 votes to 371, a majority of 41`, `on 45% and 41%, a lead of four points`, `84,000 and 71,000, a gap of 13,000`.
fn ahead(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    for (i, rest) in quantities.iter().enumerate() {
        let sentence = desk.sentence(rest.sentence);
        let before = rest.from.saturating_sub(4).max(sentence.start)..rest.tokens.start;
        let words = ["majority", "lead", "leads", "led", "margin", "gap", "difference", "ahead", "clear", "advantage"];
        let after = rest.tokens.end..rest.tokens.end + 3;
        let behind = desk
            .any_word(after.clone(), &["lead", "majority", "margin", "gap", "ahead", "advantage", "clear"])
            && !desk.any_word(after, &[",", "(", ";", "—", "."]);
        let between = desk.any_word(sentence.start..rest.from, &["gap", "difference"])
            && matches!(desk.folded(rest.from.wrapping_sub(1)), "is" | "was" | "of");
        let told = desk.any_word(before, &words) || behind || between;
        let Some(point) = told.then(|| unit_of(desk, rest)).flatten() else { continue };
        let like = |q: &Quantity| match point {
            Unit::Points => q.kind == Kind::Percent || q.kind == Kind::Points,
            Unit::Count => matches!(q.kind, Kind::Count | Kind::Pair),
            Unit::Same => q.is_like(rest),
        };
        let others: Vec<&Quantity> = quantities
            .iter()
            .enumerate()
            .filter(|(j, q)| *j != i && q.is_usable() && like(q) && !is_small(q))
            .map(|(_, q)| q)
            .collect();
        let [a, b] = others.as_slice() else { continue };
        let versus = desk.any_word(
            a.tokens.end..b.tokens.start,
            &["to", "against", "-", "–", "and", "votes", "compared", "versus", "v", "while", "with"],
        ) && b.tokens.start.saturating_sub(a.tokens.end) < 9;
        let nouns =
            point != Unit::Count || rest.noun.0 == 0 || a.noun.0 == 0 || a.noun == rest.noun || a.noun == b.noun;
        if versus && nouns && a.range.is_some() == b.range.is_some() && !matches!(a.lead, Lead::From | Lead::Against) {
            let most = if between { 40 } else { 60 };
            difference(desk, a, b, rest, most, out);
        }
    }
}

/// What a lead is told in.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Points,
    Count,
    Same,
}

fn unit_of(desk: &Desk<'_, '_>, rest: &Quantity) -> Option<Unit> {
    if !rest.is_usable() || rest.range.is_some() {
        return None;
    }
    match rest.kind {
        Kind::Points => Some(Unit::Points),
        Kind::Count => {
            let point = desk.facts.noun(rest.noun) == "point" || desk.folded(rest.tokens.end + 1) == "point";
            let shares = desk.facts.within(desk.sentence(rest.sentence)).iter().any(|q| q.kind == Kind::Percent);
            Some(if point && shares { Unit::Points } else { Unit::Count })
        }
        Kind::Money | Kind::Measure => Some(Unit::Same),
        _ => None,
    }
}

/// `two` of `the two towns`.
fn is_small(q: &Quantity) -> bool {
    q.kind == Kind::Count && q.style == crate::segment::quantity::Style::Words && q.printed.value <= Decimal::from(3)
}

/// `It cost $9 million, $3 million over its budget of $6 million`.
fn beyond(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    for three in quantities.windows(3) {
        let [new, gap, old] = three else { continue };
        let like = new.is_like(gap) && gap.is_like(old) && gap.is_amount() && !matches!(gap.kind, Kind::Duration);
        let nouns = gap.kind != Kind::Count || gap.noun.0 == 0 || old.noun.0 == 0 || gap.noun == old.noun;
        let from = gap.noun_at.map_or(gap.tokens.end, |n| n + 1).max(gap.tokens.end);
        let over = matches!(desk.folded(from), "over" | "above" | "below" | "under")
            || matches!(desk.folded(from), "more" | "less" | "fewer" | "higher" | "lower")
                && desk.folded(from + 1) == "than";
        let parted =
            desk.folded(gap.from.wrapping_sub(1)) == "," || matches!(desk.folded(gap.from.wrapping_sub(1)), "–" | "—");
        let near = old.tokens.start.saturating_sub(from) < 9 && gap.tokens.start.saturating_sub(new.tokens.end) < 14;
        let clear = !desk.any_word(from..old.tokens.start, &[",", "(", ";", "and", "while"]);
        if like && nouns && over && near && parted && clear && !unfit(new) && gap.hedge.is_none() {
            difference(desk, new, old, gap, 60, out);
        }
    }
}
