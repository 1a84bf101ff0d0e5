//! Differences and subsets: what is left of two numbers, a part that is larger than its whole, two groups that overlap, a
//! house that is more than full.

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use super::slip;
use crate::segment::quantity::{CueClass, Kind, Lead, Quantity};
use crate::text::decimal::Decimal;
use crate::text::extent::{Extent, Verdict};
use crate::text::interval::Truth;

/// Finds net-difference, subset-exceeds-set, group-overlap and capacity.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        net(desk, quantities, out);
        ahead(desk, quantities, out);
        subset(desk, quantities, out);
        overlap(desk, quantities, out);
        capacity(desk, quantities, out);
    }
}

/// `Income was 1.94bn and costs 1.12bn, leaving a profit of 720m`.
fn net(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let amounts: Vec<&Quantity> = quantities.iter().filter(|q| q.is_amount() && q.range.is_none()).collect();
    for three in amounts.windows(3) {
        let [a, b, rest] = three else { continue };
        let like = a.is_like(b)
            && b.is_like(rest)
            && ![a, b, rest].iter().any(|q| matches!(q.lead, Lead::From | Lead::Against | Lead::By | Lead::Average));
        let sentence = desk.sentence(a.sentence);
        let named = |class, q: &Quantity, from: u32| desk.has(class, from..q.tokens.start);
        let (minuend, subtrahend) =
            (named(CueClass::Minuend, a, sentence.start), named(CueClass::Subtrahend, b, a.tokens.end));
        let left = desk.any_word(
            b.tokens.end..rest.tokens.start,
            &["leaving", "leaves", "left", "giving", "making", "yielding", "producing", "so"],
        );
        let margin = desk.has(CueClass::Margin, b.tokens.end..rest.tokens.start);
        let named = minuend && rest.tokens.start - b.tokens.end < 12;
        if like && margin && subtrahend && (left || named) {
            difference(desk, a, b, rest, out);
        }
    }
}

fn difference(desk: &Desk<'_, '_>, a: &Quantity, b: &Quantity, rest: &Quantity, out: &mut Vec<Conflict>) {
    let Some(due) = a.printed.value.minus(b.printed.value).map(Decimal::abs) else { return };
    let extent = if a.printed.value < b.printed.value { b.extent.minus(a.extent) } else { a.extent.minus(b.extent) };
    let verdict = extent.against(rest.extent);
    let slipped = slip::of_digits(rest.printed.value, due);
    if verdict == Verdict::Consistent || !is_near(due, rest.printed.value, 50) && slipped.is_none() {
        return;
    }
    let (a, b) = if a.printed.value < b.printed.value { (b, a) } else { (a, b) };
    let shown = desk.shown_like(rest, due);
    let equation = format!("{} − {} = {shown}", desk.shown(a), desk.shown(b));
    let mut conflict = desk.conflict(NumberKind::NetDifference, verdict, rest, "the difference", equation);
    (conflict.slip, conflict.due) = (slipped, Some(shown));
    out.push(conflict.with(a.span, "the one number").with(b.span, "the other number").repair_value(rest, Some(due)));
}

/// `by 412 votes to 371, a majority of 31`, `on 45% and 41%, a lead of three points`.
fn ahead(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    for (i, rest) in quantities.iter().enumerate() {
        let before = rest.from.saturating_sub(3).max(desk.sentence(rest.sentence).start)..rest.tokens.start;
        let words = ["majority", "lead", "margin", "gap", "difference", "ahead", "clear"];
        let after = rest.tokens.end..rest.tokens.end + 3;
        let behind = desk.any_word(after.clone(), &["lead", "majority", "margin", "gap", "ahead"])
            && !desk.any_word(after, &[",", "(", ";", "—"]);
        if !rest.is_usable() || !(desk.any_word(before, &words) || behind) {
            continue;
        }
        let kind = match rest.kind {
            Kind::Points => Kind::Percent,
            Kind::Count => Kind::Count,
            _ => continue,
        };
        let others: Vec<&Quantity> = quantities
            .iter()
            .enumerate()
            .filter(|(j, q)| {
                *j != i && q.is_usable() && (q.kind == kind || kind == Kind::Count && q.kind == Kind::Pair)
            })
            .map(|(_, q)| q)
            .collect();
        let [a, b] = others.as_slice() else { continue };
        let votes = kind == Kind::Percent || desk.any_word(a.tokens.end..b.tokens.start, &["to", "against", "-", "–"]);
        if votes && a.range.is_some() == b.range.is_some() && !matches!(a.lead, Lead::From | Lead::Against) {
            difference(desk, a, b, rest, out);
        }
    }
}

/// `31,200 passengers, including 33,900 on Fridays`, `45 of the 38 members`.
fn subset(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let usable: Vec<&Quantity> = quantities.iter().filter(|q| q.is_usable() && q.kind != Kind::Duration).collect();
    for two in usable.windows(2) {
        let [first, second] = two else { continue };
        let like = first.is_like(second)
            && first.is_usable()
            && second.is_usable()
            && first.range.is_none()
            && second.range.is_none();
        let nouns = first.noun == second.noun || first.noun.0 == 0 || second.noun.0 == 0 || first.kind != Kind::Count;
        if !like || !nouns || !matches!(first.kind, Kind::Count | Kind::Money | Kind::Measure) {
            continue;
        }
        let gap = first.tokens.end..second.tokens.start;
        let whom = matches!(
            (desk.folded(second.from.saturating_sub(2)), desk.folded(second.from.saturating_sub(1))),
            ("of", "whom" | "which")
        );
        let including = second.lead == Lead::Including && gap.len() < 22 || whom && gap.len() < 12;
        let parted = desk.any_word(gap.clone(), &[";", ":", "and"]);
        if including
            && !parted
            && second.noun_at.is_none_or(|_| second.noun == first.noun || first.kind != Kind::Count || whom)
        {
            exceeds(desk, second, first, out);
        }
        let of = second.lead == Lead::Of
            && second.from == first.tokens.end
            && matches!(desk.folded(second.tokens.start - 1), "the" | "its" | "their" | "these" | "those" | "all");
        let out_of = second.lead == Lead::Of
            && matches!(desk.folded(first.tokens.end), "out")
            && second.from == first.tokens.end;
        if (of || out_of) && first.kind == Kind::Count {
            exceeds(desk, first, second, out);
        }
    }
}

fn exceeds(desk: &Desk<'_, '_>, part: &Quantity, whole: &Quantity, out: &mut Vec<Conflict>) {
    if whole.extent.is_less(part.extent) != Truth::Yes {
        return;
    }
    let equation = format!("{} is more than {}", desk.shown(part), desk.shown(whole));
    out.push(
        desk.conflict(NumberKind::SubsetExceedsSet, Verdict::Inconsistent, part, "the part", equation)
            .with(whole.span, "the whole"),
    );
}

/// `18 paint, 12 sculpt and five do both`, of 30 artists.
fn overlap(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let Some(at) = quantities.iter().position(|q| {
        q.kind == Kind::Count && desk.any_word(q.tokens.end..q.tokens.end + 4, &["both"]) && q.is_usable()
    }) else {
        return;
    };
    let (Some(both), Some(b), Some(a)) = (
        quantities.get(at),
        at.checked_sub(1).and_then(|i| quantities.get(i)),
        at.checked_sub(2).and_then(|i| quantities.get(i)),
    ) else {
        return;
    };
    let counts = |q: &Quantity| q.kind == Kind::Count && q.is_usable() && q.range.is_none();
    if !counts(a)
        || !counts(b)
        || desk.any_word(desk.block(both.sentence), &["neither", "none", "third"])
        || both.printed.value > a.printed.value.min(b.printed.value)
    {
        return;
    }
    let before = desk.facts.within(desk.block(both.sentence).start..a.tokens.start);
    let Some(total) = before
        .iter()
        .rev()
        .find(|q| counts(q) && q.noun.0 != 0 && q.printed.value > a.printed.value.max(b.printed.value))
    else {
        return;
    };
    let Some(due) = a.printed.value.plus(b.printed.value).and_then(|v| v.minus(both.printed.value)) else { return };
    let extent = a.extent.plus(b.extent).minus(both.extent);
    let verdict = extent.against(total.extent);
    if verdict != Verdict::Inconsistent || !is_near(due, total.printed.value, 35) {
        return;
    }
    let equation = format!("{} + {} − {} = {due}", desk.shown(a), desk.shown(b), desk.shown(both));
    let conflict = desk.conflict(NumberKind::GroupOverlap, verdict, total, "the whole", equation);
    out.push(
        conflict
            .with(a.span, "one group")
            .with(b.span, "the other group")
            .with(both.span, "both")
            .repair_value(total, Some(due)),
    );
}

/// `340 people in a hall licensed for 300`, `an occupancy of 112%`.
fn capacity(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    for (i, cap) in quantities.iter().enumerate() {
        let sentence = desk.sentence(cap.sentence);
        let words = desk.facts.cues_within(cap.from.saturating_sub(4).max(sentence.start)..cap.tokens.start);
        let before = words.iter().any(|c| c.class == CueClass::Capacity && c.tokens.end + 3 > cap.tokens.start);
        let hyphened =
            matches!(desk.folded(cap.tokens.end), "seat" | "seater" | "capacity" | "berth") && cap.noun.0 == 0;
        let seater = hyphened || cap.noun.0 != 0 && matches!(desk.facts.noun(cap.noun), "seat" | "place" | "berth");
        if cap.kind != Kind::Count || !cap.is_usable() || !(before || seater) {
            continue;
        }
        let crowd = |q: &Quantity| {
            let people = matches!(
                desk.facts.noun(q.noun),
                "person"
                    | "spectator"
                    | "fan"
                    | "guest"
                    | "passenger"
                    | "visitor"
                    | "pupil"
                    | "student"
                    | "delegate"
                    | "supporter"
                    | "patient"
                    | "child"
            );
            q.kind == Kind::Count
                && q.is_usable()
                && (people
                    || q.noun.0 == 0
                        && desk.any_word(
                            q.from.saturating_sub(4)..q.from,
                            &["crowd", "attendance", "audience", "carrying"],
                        ))
        };
        let near = |q: &Quantity| q.tokens.start.abs_diff(cap.tokens.start) < 24;
        let turned = desk.any_word(
            sentence.clone(),
            &["turned", "away", "applied", "applications", "standing", "over", "oversubscribed", "waiting", "more"],
        );
        if let Some((_, q)) = quantities.iter().enumerate().find(|(j, q)| *j != i && crowd(q) && near(q))
            && cap.extent.is_less(q.extent) == Truth::Yes
            && !turned
            && is_near(q.printed.value, cap.printed.value, 60)
        {
            let equation = format!("{} is more than {}", desk.shown(q), desk.shown(cap));
            out.push(
                desk.conflict(NumberKind::Capacity, Verdict::Inconsistent, q, "who came", equation)
                    .with(cap.span, "the room there is"),
            );
        }
    }
    for q in quantities.iter().filter(|q| q.kind == Kind::Percent && q.is_usable()) {
        let over = Extent::exact(Decimal::HUNDRED).is_less(q.extent) == Truth::Yes;
        let told = desk.any_word(q.from.saturating_sub(4)..q.tokens.end + 4, &["occupancy", "occupied", "full"]);
        if over && told && q.lead != Lead::By {
            let equation = format!("{} is more than the whole", desk.shown(q));
            out.push(desk.conflict(NumberKind::Capacity, Verdict::Inconsistent, q, "the occupancy", equation));
        }
    }
}
