//! Rates and averages: a total, what it is divided by, and what comes out; and a share of a sum. Rates without a noun of
//! their own (per 100,000, miles an hour) are in `unit_rate.rs`.

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use super::slip::{self, Slip};
use crate::segment::TokenKind;
use crate::segment::quantity::{Kind, Lead, Quantity};
use crate::text::decimal::{Decimal, Rounding};
use crate::text::extent::{Extent, Verdict};
use crate::text::interval::Interval;

/// Finds rate-arith, average-total and a share of a sum.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        for (i, q) in quantities.iter().enumerate() {
            if q.is_usable() && q.range.is_none() {
                rate(desk, quantities, i, out);
                two_rates(desk, quantities, i, out);
                share_of(desk, quantities, i, out);
            }
        }
    }
}

/// What a rate is told per: a noun, a unit of time, or `each`.
pub(super) enum Per<'a> {
    Noun(&'a str),
    Time(&'a str),
    Each,
}

/// `£15 a passenger`, `60 a day`, `three each`, `£34 per head`.
pub(super) fn per<'a>(desk: &Desk<'a, '_>, q: &Quantity) -> Option<Per<'a>> {
    let at = q.noun_at.filter(|n| *n == q.tokens.end).map_or(q.tokens.end, |n| n + 1);
    let word = desk.folded(at);
    if matches!(word, "each" | "apiece") {
        return Some(Per::Each);
    }
    if !matches!(word, "a" | "an" | "per" | "for" | "every") || word == "for" && desk.folded(at + 1) != "each" {
        return None;
    }
    let noun = if desk.folded(at + 1) == "each" || desk.folded(at + 1) == "every" { at + 2 } else { at + 1 };
    if desk.page.tokens.get(noun as usize)?.kind != TokenKind::Word {
        return None;
    }
    let name = desk.folded(noun);
    Some(match name {
        "day" | "week" | "month" | "year" | "hour" | "minute" | "night" | "quarter" => Per::Time(name),
        "head" | "person" | "piece" | "time" => Per::Each,
        _ if name.len() > 2 => Per::Noun(name),
        _ => return None,
    })
}

fn rate(desk: &Desk<'_, '_>, quantities: &[Quantity], i: usize, out: &mut Vec<Conflict>) {
    let Some(said) = quantities.get(i) else { return };
    if !matches!(said.kind, Kind::Count | Kind::Money | Kind::Measure)
        || said.bracketed && said.unit.is_some() && said.kind == Kind::Measure
    {
        return;
    }
    let Some(per) = per(desk, said) else { return };
    // `or £5 a passenger`, `an average of 34 each`, `nearly three each`: the rate is told as what comes out.
    let before = said.from.saturating_sub(1);
    let connector = matches!(
        desk.folded(before),
        "or" | "is" | "," | "equals" | "at" | "—" | "–" | "(" | "almost" | "that's" | "averaging" | "averages"
    ) || matches!(said.lead, Lead::Average | Lead::To)
        || desk.any_word(
            said.from.saturating_sub(6)..said.tokens.start,
            &["average", "averaging", "mean", "works", "working", "equivalent", "equal", "equates"],
        )
        || divided(desk, said, &per);
    if !connector || matches!(said.lead, Lead::From | Lead::Against | Lead::Between | Lead::By) {
        return;
    }
    let sentence = desk.sentence(said.sentence);
    let Some(total) = total_of(desk, quantities, i, &per) else { return };
    let divisors = divisors(desk, said, total, &per, sentence.start);
    if divisors.is_empty() {
        return;
    }
    desk.link([said.span, total.span]);
    let mut worst: Option<(&Quantity, Extent, Decimal)> = None;
    for (divisor, extent, value) in &divisors {
        let quotient = total.extent.over(*extent);
        if quotient.against(said.extent) != Verdict::Inconsistent {
            return;
        }
        let Some(due) = total.printed.value.over(*value, Rounding::Nearest) else { return };
        if worst.is_none() {
            worst = Some((divisor, quotient, due));
        }
    }
    let Some((divisor, _, due)) = worst else { return };
    let average = matches!(said.lead, Lead::Average)
        || desk.any_word(said.from.saturating_sub(6)..said.tokens.start, &["average", "mean", "averaging", "averaged"]);
    let due = tidy(due, said);
    let slipped = slip::of_digits(said.printed.value, due);
    // An average over another stretch of time than the one that is told is no mistake: it must at least come near.
    let most = if matches!(per, Per::Time(_)) { 45 } else { 90 };
    if !is_near(due, said.printed.value, most) && slipped.is_none() || due.is_zero() {
        return;
    }
    let kind = if average { NumberKind::AverageTotal } else { NumberKind::RateArith };
    let shown = desk.shown_like(said, due);
    let equation = format!("{} ÷ {} = {shown}", desk.shown(total), desk.shown(divisor));
    let verdict = if said.vague { Verdict::Doubtful } else { Verdict::Inconsistent };
    let mut conflict = desk.conflict(kind, verdict, said, "the rate", equation);
    (conflict.slip, conflict.due) = (slipped, Some(shown));
    out.push(
        conflict
            .with(total.span, "the total")
            .with(divisor.span, "what it is divided by")
            .repair_value(said, Some(due)),
    );
}

/// `was divided among six winners, who got $18,000 each`, `the book costs 5p a page` beside a number of pages.
fn divided(desk: &Desk<'_, '_>, said: &Quantity, per: &Per<'_>) -> bool {
    let sentence = desk.sentence(said.sentence);
    let before = said.from.saturating_sub(3).max(sentence.start)..said.tokens.start;
    let gets =
        ["got", "get", "gets", "getting", "received", "receive", "receives", "receiving", "took", "giving", "gave"];
    match per {
        Per::Each => {
            desk.any_word(before, &gets)
                && desk.any_word(
                    sentence.start..said.from,
                    &["divided", "shared", "split", "equally", "among", "between", "sharing"],
                )
        }
        Per::Noun(_) => desk.any_word(before, &["costs", "cost", "costing", "works", "pays", "paid"]),
        Per::Time(_) => false,
    }
}

/// `$78,000 a year, or $1,200 a week`.
fn two_rates(desk: &Desk<'_, '_>, quantities: &[Quantity], i: usize, out: &mut Vec<Conflict>) {
    let (Some(first), Some(second)) = (quantities.get(i), quantities.get(i + 1)) else { return };
    let (Some(Per::Time(a)), Some(Per::Time(b))) = (per(desk, first), per(desk, second)) else { return };
    let gap = first.tokens.end..second.from.min(second.tokens.start);
    let joined = desk.any_word(gap.clone(), &["or", "(", "works", "equivalent", "equals", "equal"])
        && gap.len() < 9
        && !desk.any_word(gap, &["and", "plus", "more"]);
    if !joined || !first.is_like(second) || first.noun != second.noun && second.noun.0 != 0 {
        return;
    }
    // How many of the smaller a larger one has, working time counted too.
    // `$2,400 a month, or $28,800 a year` is the same the other way round.
    let grows = second.printed.value > first.printed.value;
    let (first, second, a, b) = if grows { (second, first, b, a) } else { (first, second, a, b) };
    let (low, high) = match (a, b) {
        ("year", "month") => (12, 12),
        ("year", "week") => (48, 53),
        ("year", "day") => (200, 366),
        ("month", "week") => (4, 5),
        ("month", "day") => (20, 31),
        ("week", "day") => (5, 7),
        ("week", "hour") => (30, 168),
        ("day", "hour") => (7, 24),
        ("hour", "minute") => (60, 60),
        _ => return,
    };
    let parts = Extent::within(Interval::between(Decimal::from(low), Decimal::from(high)));
    if first.extent.over(parts).against(second.extent) != Verdict::Inconsistent {
        return;
    }
    let usual = if high == 53 { 52 } else { high };
    let Some(due) = first.printed.value.over(Decimal::from(usual), Rounding::Nearest) else { return };
    if is_near(due, second.printed.value, 8) || second.printed.value >= first.printed.value {
        return;
    }
    let due = tidy(due, second);
    let (due, said, other, sign) = if grows {
        let Some(due) = second.printed.value.times(Decimal::from(usual)) else { return };
        (due, first, second, '×')
    } else {
        (due, second, first, '÷')
    };
    let shown = desk.shown_like(said, due);
    let equation = format!("{} {sign} {usual} = {shown}", desk.shown(other));
    let (first, second) = (other, said);
    let mut conflict = desk.conflict(NumberKind::RateArith, Verdict::Inconsistent, second, "the rate", equation);
    (conflict.slip, conflict.due) = (slip::of_digits(second.printed.value, due), Some(shown));
    out.push(conflict.with(first.span, "the other rate").repair_value(second, Some(due)));
}

/// A quotient to the place of the rate that is said, or to one digit more where that would lose it.
pub(super) fn tidy(due: Decimal, said: &Quantity) -> Decimal {
    let rounded = due.round(said.printed.place, Rounding::Nearest);
    if rounded.is_zero() { due.round_to_digits(2, Rounding::Nearest) } else { rounded }
}

/// The total that a rate is taken of: the last like number before it in the sentence that is no rate itself.
fn total_of<'q>(desk: &Desk<'_, '_>, quantities: &'q [Quantity], i: usize, per_what: &Per<'_>) -> Option<&'q Quantity> {
    let said = quantities.get(i)?;
    quantities.get(..i)?.iter().rev().find(|q| {
        let nouns = said.kind != Kind::Count || q.noun == said.noun || said.noun.0 == 0 && q.noun.0 != 0;
        let divisor = matches!(per_what, Per::Noun(noun) if desk.facts.noun(q.noun) == *noun);
        q.is_like(said)
            && nouns
            && !divisor
            && q.is_usable()
            && q.range.is_none()
            && match per(desk, q) {
                None => true,
                // `9,000 km a day, or 60 km each`
                Some(Per::Time(_)) => matches!(per_what, Per::Each),
                Some(_) => false,
            }
            && q.printed.value > said.printed.value
            && !matches!(q.lead, Lead::From | Lead::Against)
    })
}

/// What the total may be divided by, nearest first: the counts of the noun, the stretches of time, of the sentence and of the
/// two before.
fn divisors<'a>(
    desk: &Desk<'a, '_>,
    said: &Quantity,
    total: &Quantity,
    per: &Per<'_>,
    start: u32,
) -> Vec<(&'a Quantity, Extent, Decimal)> {
    let from = desk.page.sentences.get((said.sentence as usize).saturating_sub(3)).map_or(0, |s| s.tokens.start);
    let mut found = Vec::new();
    let fits = |q: &&Quantity| {
        q.is_usable()
            && q.range.is_none()
            && q.tokens != said.tokens
            && q.tokens != total.tokens
            && !q.printed.value.is_zero()
            && !q.printed.value.is_negative()
    };
    let end = desk.sentence(said.sentence).end;
    let all = desk.facts.within(from..end);
    match per {
        Per::Noun(noun) => {
            let named = |q: &&Quantity| {
                fits(q)
                    && matches!(q.kind, Kind::Count)
                    && (desk.facts.noun(q.noun) == *noun || desk.folded(q.tokens.end) == *noun)
            };
            found.extend(all.iter().filter(named).map(|q| (q, q.extent, q.printed.value)));
            // `12 miles … a mile`
            let measured = |q: &&Quantity| {
                fits(q)
                    && q.kind == Kind::Measure
                    && desk.unit(q).is_some_and(|u| u.name == *noun)
                    && q.unit != said.unit
            };
            found.extend(all.iter().filter(measured).map(|q| (q, q.extent, q.printed.value)));
        }
        Per::Each => {
            let counted = |q: &&Quantity| {
                fits(q)
                    && q.kind == Kind::Count
                    && q.noun.0 != 0
                    && q.tokens.start >= start
                    && q.noun != total.noun
                    && q.printed.value > Decimal::ONE
            };
            found.extend(all.iter().filter(counted).map(|q| (q, q.extent, q.printed.value)));
        }
        Per::Time(unit) => {
            for q in all.iter().filter(|q| {
                fits(q)
                    && q.kind == Kind::Duration
                    && q.tokens.start >= start
                    && q.tokens.start.abs_diff(total.tokens.start) < 14
            }) {
                if let Some((extent, value)) = in_time_unit(desk, q, unit) {
                    found.push((q, extent, value));
                }
            }
        }
    }
    found.reverse();
    found
}

/// A stretch of time in another unit, with the ways in which writers count days.
fn in_time_unit(desk: &Desk<'_, '_>, q: &Quantity, unit: &str) -> Option<(Extent, Decimal)> {
    let of = desk.unit(q)?;
    let wanted = if unit == "night" { "day" } else { unit };
    let target = desk.words.units.iter().find(|u| u.name == wanted)?;
    if of.name == target.name {
        return Some((q.extent, q.printed.value));
    }
    if of.dimension != target.dimension {
        // Years and months into days: 365 or working days, and that is too wide to prove anything.
        return None;
    }
    let factor = of.factor.over(target.factor, Rounding::Nearest)?;
    if wanted == "day" && of.name == "week" {
        // Five, six or seven days.
        let low = q.extent.times(Extent::exact(Decimal::from(5))).strict();
        let high = q.extent.times(Extent::exact(Decimal::from(7))).strict();
        return Some((Extent::within(low.hull(high)), q.printed.value.times(factor)?));
    }
    Some((q.extent.times(Extent::exact(factor)), q.printed.value.times(factor)?))
}

/// `$2.8 billion, or about a tenth of the $28 million that …`, `half of the 40 boats, 20,`.
fn share_of(desk: &Desk<'_, '_>, quantities: &[Quantity], i: usize, out: &mut Vec<Conflict>) {
    let (Some(part), Some(share), Some(whole)) = (
        quantities.get(..i).and_then(|before| before.iter().rev().find(|q| q.is_usable())),
        quantities.get(i),
        quantities.get(i + 1),
    ) else {
        return;
    };
    let of = whole.lead == Lead::Of && whole.from <= share.tokens.end + 1 && whole.is_usable();
    let told = desk.any_word(part.tokens.end..share.from.max(part.tokens.end), &["or", "("])
        && desk.folded(share.from.wrapping_sub(1)) != "and";
    if !matches!(share.kind, Kind::Fraction | Kind::Percent)
        || !of
        || !told
        || !part.is_like(whole)
        || !part.is_amount()
        || share.from.saturating_sub(part.tokens.end) > 12
        || part.noun.0 != 0 && whole.noun.0 != 0 && part.noun != whole.noun
    {
        return;
    }
    let unit = if share.kind == Kind::Percent { Extent::exact(Decimal::HUNDRED) } else { Extent::exact(Decimal::ONE) };
    let said = share.extent.over(unit);
    let slack = if share.kind == Kind::Fraction { 15 } else { 0 };
    let due = said.times(whole.extent);
    let wide = part
        .printed
        .value
        .times(Decimal::from(slack))
        .and_then(|v| v.over(Decimal::HUNDRED, Rounding::Up))
        .unwrap_or(Decimal::ZERO);
    if Extent::within(due.widest().widened(wide)).against(part.extent) != Verdict::Inconsistent {
        return;
    }
    let factor = |q: &Quantity| {
        if q.kind == Kind::Percent {
            q.printed.value.over(Decimal::HUNDRED, Rounding::Nearest)
        } else {
            Some(q.printed.value)
        }
    };
    let Some(value) = factor(share).and_then(|f| f.times(whole.printed.value)) else { return };
    let scale = value.over(part.printed.value, Rounding::Nearest);
    let thousand = |e: i32| Decimal::power_of_ten(e).is_some_and(|p| scale.is_some_and(|s| is_near(s, p, 15)));
    let slipped = [3, -3, 6, -6].into_iter().find(|e| thousand(*e));
    let kind = match (slipped, share.kind) {
        (Some(_), _) => NumberKind::Magnitude,
        (None, Kind::Percent) => NumberKind::PercentOfBase,
        _ => NumberKind::FractionPercent,
    };
    if slipped.is_none() && !is_near(value, part.printed.value, 60) {
        return;
    }
    let value = value.round_to_digits(2, Rounding::Nearest);
    let equation = format!("{} of {} is {}", desk.shown(share), desk.shown(whole), desk.shown_like(part, value));
    let at = if kind == NumberKind::PercentOfBase { share } else { whole };
    let mut conflict = desk.conflict(
        kind,
        Verdict::Inconsistent,
        at,
        if at.tokens == whole.tokens { "the whole" } else { "the share" },
        equation,
    );
    conflict.slip = slipped.map(Slip::Scale);
    conflict = conflict.with(part.span, "the part");
    conflict = if at.tokens == whole.tokens {
        conflict.with(share.span, "the share")
    } else {
        conflict.with(whole.span, "the whole")
    };
    if let Some(exponent) = slipped {
        let shift = Decimal::power_of_ten(-exponent).and_then(|p| whole.printed.value.times(p));
        if let Some(text) = shift.and_then(|v| rescaled(desk, whole, v)) {
            conflict = conflict.repair(whole.span, text);
        }
        let shift = Decimal::power_of_ten(exponent).and_then(|p| part.printed.value.times(p));
        if let Some(text) = shift.and_then(|v| rescaled(desk, part, v)) {
            conflict = conflict.repair(part.span, text);
        }
    }
    out.push(conflict);
}

/// A number with another scale word: `$28 billion` for `$28 million`.
fn rescaled(desk: &Desk<'_, '_>, q: &Quantity, value: Decimal) -> Option<String> {
    const SCALES: [(i32, &str); 4] = [(3, "thousand"), (6, "million"), (9, "billion"), (12, "trillion")];
    let exponent = q.scale + value.powers_of_ten_over(q.printed.value)?;
    let (_, word) = SCALES.iter().find(|(e, _)| *e == exponent)?;
    let (_, old) = SCALES.iter().find(|(e, _)| *e == q.scale)?;
    let text = desk.text(q);
    text.contains(old).then(|| text.replace(old, word))
}
