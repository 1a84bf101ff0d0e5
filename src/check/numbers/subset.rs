//! Subsets: a part that is larger than its whole, two groups that overlap, a house that is more than full.

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use crate::segment::quantity::{CueClass, Kind, Lead, Quantity};
use crate::text::decimal::Decimal;
use crate::text::extent::{Extent, Verdict};
use crate::text::interval::Truth;

/// Finds subset-exceeds-set, group-overlap and capacity.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        subset(desk, quantities, out);
        overlap(desk, quantities, out);
        capacity(desk, quantities, out);
    }
}

/// Nouns of people: any of them may be a part of any other.
const PEOPLE: [&str; 34] = [
    "person",
    "child",
    "man",
    "woman",
    "adult",
    "patient",
    "pupil",
    "student",
    "passenger",
    "resident",
    "inhabitant",
    "worker",
    "employee",
    "guest",
    "visitor",
    "member",
    "applicant",
    "candidate",
    "delegate",
    "soldier",
    "officer",
    "fan",
    "spectator",
    "voter",
    "victim",
    "survivor",
    "prisoner",
    "tourist",
    "teacher",
    "nurse",
    "doctor",
    "driver",
    "refugee",
    "foreigner",
];

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
        let kin = PEOPLE.contains(&desk.facts.noun(first.noun)) && PEOPLE.contains(&desk.facts.noun(second.noun));
        if !like || !(nouns || kin) || !matches!(first.kind, Kind::Count | Kind::Money | Kind::Measure) {
            continue;
        }
        let gap = first.tokens.end..second.tokens.start;
        let whom = matches!(
            (desk.folded(second.from.saturating_sub(2)), desk.folded(second.from.saturating_sub(1))),
            ("of", "whom" | "which")
        );
        let including = second.lead == Lead::Including && gap.len() < 22 || whom && gap.len() < 12;
        // `310 inhabitants, 340 of them over 65`, `140 flights, 180 of which`, `92 patients, among them 105 children`
        let after = second.tokens.end;
        let of_them = matches!(
            (desk.folded(after), desk.folded(after + 1)),
            ("of", "them" | "which" | "whom" | "these" | "those")
        ) && gap.len() < 12
            && desk.any_word(gap.clone(), &[",", "(", "-", "–", "—"]);
        let among = matches!(
            (desk.folded(second.tokens.start.saturating_sub(2)), desk.folded(second.tokens.start.saturating_sub(1))),
            ("among", "them" | "these" | "those" | "whom")
        ) && gap.len() < 9;
        let people = |q: &Quantity| PEOPLE.contains(&desk.facts.noun(q.noun)) || q.noun.0 == 0;
        if first.kind == Kind::Count
            && (of_them || among && people(second) && !desk.any_word(gap.clone(), &[";", "and"]))
        {
            exceeds(desk, second, first, out);
            continue;
        }
        // `Out of 250 applicants, 270 were interviewed`
        let opens = first.lead == Lead::Of
            && first.from <= desk.sentence(first.sentence).start + 1
            && gap.len() <= 8
            && desk.any_word(gap.clone(), &[","])
            && second.noun.0 == 0
            && second.lead == Lead::None
            && first.noun.0 != 0
            && first.kind == Kind::Count;
        if opens {
            exceeds(desk, second, first, out);
            continue;
        }
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
    desk.link([part.span, whole.span]);
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
    // `the 5k` and `the 10k` are races.
    let quantities: Vec<&Quantity> = quantities.iter().filter(|q| q.scale == 0 && q.is_usable()).collect();
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
        || desk.any_word(desk.block(both.sentence), &["third", "all"])
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
    let Some(sum) = a.printed.value.plus(b.printed.value) else { return };
    let neither = quantities.get(at + 1).filter(|q| {
        q.kind == Kind::Count && q.is_usable() && desk.any_word(q.tokens.end..q.tokens.end + 4, &["neither", "none"])
    });
    let apart = neither.map_or(Decimal::ZERO, |q| q.printed.value);
    let Some(due) = sum.minus(both.printed.value).and_then(|v| v.plus(apart)) else { return };
    let extent = a.extent.plus(b.extent).minus(both.extent).plus(Extent::exact(apart));
    let verdict = extent.against(total.extent);
    // Without those who are in neither group the total may be larger, unless it is the sum that counts some twice.
    let told = neither.is_some() || due > total.printed.value || sum == total.printed.value;
    if verdict != Verdict::Inconsistent || !told || !is_near(due, total.printed.value, 45) {
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
