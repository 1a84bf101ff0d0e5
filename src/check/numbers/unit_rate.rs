//! Totals that a sentence multiplies or divides without a noun of rate: so many at so much each, so many per 100,000, miles
//! in hours, runs in innings, and two amounts that imply one base.

use std::collections::BTreeMap;

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use super::rate::{Per, per, tidy};
use super::slip::{self, Slip};
use crate::segment::quantity::{Dimension, Kind, Lead, Quantity, Style};
use crate::text::decimal::{Decimal, Rounding};
use crate::text::extent::{Extent, Verdict};

/// Finds rate-arith, average-total and implied-total.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        if quantities.len() < 3 || quantities.first().is_some_and(|q| q.scope.cell) {
            continue;
        }
        for i in 0..quantities.len() {
            product(desk, quantities, i, out);
            per_thousand(desk, quantities, i, out);
            speed(desk, quantities, i, out);
            average(desk, quantities, i, out);
        }
    }
    implied(desk, out);
}

/// `400 tickets at £12 each, raising £4,800`, `12 barrels, each holding 40 litres, contain 480 litres`.
fn product(desk: &Desk<'_, '_>, quantities: &[Quantity], i: usize, out: &mut Vec<Conflict>) {
    let Some(each) = quantities.get(i).filter(|q| q.is_amount() && q.range.is_none() && q.hedge.is_none()) else {
        return;
    };
    let sentence = desk.sentence(each.sentence);
    let led = desk.any_word(each.from.saturating_sub(3).max(sentence.start)..each.tokens.start, &["each"]);
    let noun = match per(desk, each) {
        Some(Per::Each) => None,
        Some(Per::Noun(noun)) => Some(noun),
        Some(Per::Time(_)) => return,
        None if led => None,
        None => return,
    };
    let plain = |q: &&Quantity| q.is_usable() && q.range.is_none() && q.hedge.is_none() && q.tokens != each.tokens;
    let counted = quantities.iter().filter(plain).filter(|q| q.kind == Kind::Count).filter(|q| match noun {
        Some(noun) => desk.facts.noun(q.noun) == noun,
        None => {
            q.tokens.end <= each.tokens.start
                && q.noun.0 != 0
                && each.tokens.start - q.tokens.end < 8
                && q.noun != each.noun
        }
    });
    let Some(number) = counted.last().filter(|q| q.printed.value > Decimal::ONE) else { return };
    let at = matches!(desk.folded(each.from.wrapping_sub(1)), "at" | "for" | "of" | "paying" | "cost" | "costing")
        || matches!(desk.folded(each.from), "at" | "of")
        || led;
    let cue = [
        "raising",
        "raised",
        "raises",
        "bringing",
        "bring",
        "brings",
        "making",
        "made",
        "total",
        "totalling",
        "totaling",
        "worth",
        "costing",
        "cost",
        "earning",
        "earned",
        "altogether",
        "contain",
        "contains",
        "hold",
        "bill",
        "pay",
        "paid",
        "paying",
        "sum",
        "takings",
        "came",
        "comes",
        "yielding",
        "generating",
    ];
    let mut totals = quantities.iter().filter(plain).filter(|q| {
        q.is_like(each)
            && q.tokens != number.tokens
            && q.printed.value > each.printed.value
            && !matches!(q.lead, Lead::From | Lead::Against | Lead::By | Lead::Average)
            && !matches!(per(desk, q), Some(Per::Each | Per::Noun(_)))
            && (q.lead == Lead::Total
                || desk.any_word(q.from.saturating_sub(4).max(sentence.start)..q.tokens.start, &cue)
                || desk.any_word(q.tokens.end..q.tokens.end + 3, &["altogether", "total", "all"]))
    });
    let (Some(total), None) = (totals.next(), totals.next()) else { return };
    if !at && noun.is_none() {
        return;
    }
    let Some(due) = number.printed.value.times(each.printed.value) else { return };
    let verdict = number.extent.times(each.extent).against(total.extent);
    let slipped = slip::of_digits(total.printed.value, due);
    if verdict != Verdict::Inconsistent || !is_near(due, total.printed.value, 40) && slipped.is_none() {
        return;
    }
    let shown = desk.shown_like(total, due);
    let equation = format!("{} × {} = {shown}", desk.shown(number), desk.shown(each));
    let mut conflict = desk.conflict(NumberKind::RateArith, verdict, total, "the total", equation);
    (conflict.slip, conflict.due) = (slipped, Some(shown));
    out.push(conflict.with(number.span, "how many").with(each.span, "how much each").repair_value(total, Some(due)));
}

/// `50 murders in a city of 250,000 people, a rate of 20 per 100,000`, `450 litres over 900 km, or 50 litres per 100 km`.
fn per_thousand(desk: &Desk<'_, '_>, quantities: &[Quantity], i: usize, out: &mut Vec<Conflict>) {
    let (Some(said), Some(base)) = (quantities.get(i), quantities.get(i + 1)) else { return };
    let round = base.printed.value.to_i64().is_some_and(|n| matches!(n, 100 | 1000 | 10_000 | 100_000 | 1_000_000));
    let at = base.tokens.start.wrapping_sub(1);
    let joined = desk.folded(at) == "per" || matches!(desk.folded(at), "every" | "in") && round;
    let gap = base.tokens.start.saturating_sub(said.tokens.end);
    if !round || !joined || gap > 4 || !said.is_usable() || said.kind == Kind::Percent || said.hedge.is_some() {
        return;
    }
    let others: Vec<&Quantity> = quantities
        .iter()
        .filter(|q| q.tokens != said.tokens && q.tokens != base.tokens && q.is_amount() && q.range.is_none())
        .filter(|q| !matches!(q.lead, Lead::From | Lead::Against | Lead::Average) && q.kind != Kind::Duration)
        .filter(|q| q.tokens.end <= said.tokens.start)
        .collect();
    let [a, b] = others.as_slice() else { return };
    let (part, whole) = if base.kind == Kind::Count {
        if a.printed.value < b.printed.value { (a, b) } else { (b, a) }
    } else if b.is_like(base) {
        (a, b)
    } else {
        (b, a)
    };
    let counts = base.kind == Kind::Count && part.kind == Kind::Count && whole.kind == Kind::Count;
    let alike = counts || whole.is_like(base) && part.is_like(said);
    if !alike || whole.printed.value < base.printed.value {
        return;
    }
    let quotient = part.extent.over(whole.extent).times(Extent::exact(base.printed.value));
    let verdict = quotient.against(said.extent);
    let exact =
        part.printed.value.times(base.printed.value).and_then(|v| v.over(whole.printed.value, Rounding::Nearest));
    let Some(due) = exact.map(|d| tidy(d, said)) else { return };
    let slipped = slip::of_digits(said.printed.value, due);
    if verdict != Verdict::Inconsistent || due.is_zero() || !is_near(due, said.printed.value, 70) && slipped.is_none() {
        return;
    }
    let shown = desk.shown_like(said, due);
    let equation = format!("{} ÷ {} × {} = {shown}", desk.shown(part), desk.shown(whole), desk.shown(base));
    let mut conflict = desk.conflict(NumberKind::RateArith, verdict, said, "the rate", equation);
    (conflict.slip, conflict.due) = (slipped, Some(shown));
    out.push(conflict.with(part.span, "the part").with(whole.span, "the whole").repair_value(said, Some(due)));
}

/// `240 miles in four hours at an average speed of 60 mph`.
fn speed(desk: &Desk<'_, '_>, quantities: &[Quantity], i: usize, out: &mut Vec<Conflict>) {
    let Some(said) = quantities.get(i) else { return };
    let Some(unit) = desk.unit(said).filter(|u| u.dimension == Dimension::Speed) else { return };
    let sentence = desk.sentence(said.sentence);
    let average = desk.any_word(
        said.from.saturating_sub(4).max(sentence.start)..said.tokens.start,
        &["average", "averaging", "averaged", "mean", "steady", "constant"],
    );
    if !average || said.range.is_some() {
        return;
    }
    let one = |dimension: Dimension| {
        let mut found = quantities.iter().filter(|q| {
            q.is_amount() && q.range.is_none() && desk.unit(q).is_some_and(|u| u.dimension == dimension) && !q.bracketed
        });
        let first = found.next();
        first.filter(|_| found.next().is_none())
    };
    let (Some(way), Some(time)) = (one(Dimension::Length), one(Dimension::Time)) else { return };
    let (Some((x, _)), Some((t, _)), Some((v, _))) = (desk.in_base(way), desk.in_base(time), desk.in_base(said)) else {
        return;
    };
    let quotient = x.over(t);
    let verdict = quotient.against(v);
    let exact = desk
        .unit(way)
        .and_then(|u| way.printed.value.times(u.factor)?.over(u.over, Rounding::Nearest))
        .and_then(|m| {
            let u = desk.unit(time)?;
            m.over(time.printed.value.times(u.factor)?.over(u.over, Rounding::Nearest)?, Rounding::Nearest)
        })
        .and_then(|v| v.times(unit.over)?.over(unit.factor, Rounding::Nearest));
    let Some(due) = exact.map(|d| tidy(d, said)) else { return };
    if verdict != Verdict::Inconsistent || is_near(due, said.printed.value, 4) || !is_near(due, said.printed.value, 70)
    {
        return;
    }
    let shown = desk.shown_like(said, due);
    let equation = format!("{} in {} is {shown}", desk.shown(way), desk.shown(time));
    let mut conflict = desk.conflict(NumberKind::RateArith, verdict, said, "the speed", equation);
    (conflict.slip, conflict.due) = (slip::of_digits(said.printed.value, due), Some(shown));
    out.push(conflict.with(way.span, "the way").with(time.span, "the time").repair_value(said, Some(due)));
}

/// `420 runs in 12 innings at an average of 35`: a total, a count and a mean in one sentence, and no other number.
fn average(desk: &Desk<'_, '_>, quantities: &[Quantity], i: usize, out: &mut Vec<Conflict>) {
    let Some(said) = quantities.get(i).filter(|q| q.is_amount() && q.range.is_none()) else { return };
    let sentence = desk.sentence(said.sentence);
    let near = said.from.saturating_sub(3).max(sentence.start)..said.tokens.start;
    let mean =
        said.lead == Lead::Average || desk.any_word(near, &["average", "averaging", "averaged", "averages", "mean"]);
    let speed = desk.unit(said).is_some_and(|u| u.dimension == Dimension::Speed);
    let over_time = matches!(per(desk, said), Some(Per::Time(_)));
    let odd = desk.any_word(
        sentence.clone(),
        &[
            "out", "unbeaten", "median", "weighted", "moving", "annual", "normally", "usually", "compared", "against",
            "above", "below",
        ],
    );
    if !mean || odd || speed || over_time {
        return;
    }
    let others: Vec<&Quantity> = quantities
        .iter()
        .filter(|q| q.tokens.end <= said.tokens.start && q.is_usable() && q.range.is_none())
        .filter(|q| !(q.style == Style::Words && q.printed.value == Decimal::ONE))
        .collect();
    let [a, b] = others.as_slice() else { return };
    let (total, number) = if a.printed.value > b.printed.value { (a, b) } else { (b, a) };
    let like = total.is_like(said) || total.kind == Kind::Count && said.kind == Kind::Count;
    let counted = number.kind == Kind::Count && number.noun.0 != 0 && number.noun != total.noun;
    let whole = total.noun.0 != 0 || total.kind != Kind::Count;
    let straight = |q: &Quantity| matches!(q.lead, Lead::None | Lead::Of | Lead::Total | Lead::To);
    if !like
        || !counted
        || !whole
        || !straight(total)
        || !straight(number)
        || total.noun == said.noun && said.noun.0 != 0 && total.kind == Kind::Count && number.noun == said.noun
    {
        return;
    }
    let verdict = total.extent.over(number.extent).against(said.extent);
    let Some(exact) = total.printed.value.over(number.printed.value, Rounding::Nearest) else { return };
    let due = tidy(exact, said);
    let slipped = slip::of_digits(said.printed.value, due);
    if verdict != Verdict::Inconsistent || !is_near(due, said.printed.value, 45) && slipped.is_none() {
        return;
    }
    let shown = desk.shown_like(said, due);
    let equation = format!("{} ÷ {} = {shown}", desk.shown(total), desk.shown(number));
    let mut conflict = desk.conflict(NumberKind::AverageTotal, verdict, said, "the average", equation);
    (conflict.slip, conflict.due) = (slipped, Some(shown));
    out.push(conflict.with(total.span, "the total").with(number.span, "how many").repair_value(said, Some(due)));
}

/// `£60m, or £40 a head`, and then `£9m, or £60 a head`: the two imply one number of heads.
fn implied(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let mut known: BTreeMap<(u32, String), (&Quantity, &Quantity)> = BTreeMap::new();
    for quantities in desk.by_sentence() {
        for two in quantities.windows(2) {
            let [x, y] = two else { continue };
            let (amount, rate) = match (per(desk, x), per(desk, y)) {
                (None, Some(_)) => (x, y),
                (Some(_), None) => (y, x),
                _ => continue,
            };
            let word = match per(desk, rate) {
                Some(Per::Each) => "head".to_owned(),
                Some(Per::Noun(noun)) => noun.to_owned(),
                _ => continue,
            };
            let fit = x.kind == Kind::Money && x.is_like(y) && amount.printed.value > rate.printed.value;
            let near = y.tokens.start.saturating_sub(x.tokens.end) < 14 && !rate.printed.value.is_zero();
            if !fit || !near || x.range.is_some() || y.range.is_some() {
                continue;
            }
            let key = (x.scope.block, word);
            let Some((first, its)) = known.insert(key, (amount, rate)) else { continue };
            let base = |a: &Quantity, r: &Quantity| a.printed.value.over(r.printed.value, Rounding::Nearest);
            let (Some(p), Some(q)) = (base(first, its), base(amount, rate)) else { continue };
            let ten =
                |e: i32| Decimal::power_of_ten(e).and_then(|f| p.times(f)).is_some_and(|scaled| is_near(scaled, q, 20));
            let Some(slipped) = [1, -1, 2, -2, 3, -3].into_iter().find(|e| ten(*e)) else { continue };
            let shown = |v: Decimal| v.round_to_digits(3, Rounding::Nearest).grouped(0);
            let equation = format!(
                "{} ÷ {} = {}, and {} ÷ {} = {}",
                desk.shown(first),
                desk.shown(its),
                shown(p),
                desk.shown(amount),
                desk.shown(rate),
                shown(q)
            );
            let mut conflict =
                desk.conflict(NumberKind::ImpliedTotal, Verdict::Inconsistent, amount, "one amount", equation);
            conflict.slip = Some(Slip::Scale(slipped));
            out.push(
                conflict
                    .with(rate.span, "one rate")
                    .with(first.span, "the other amount")
                    .with(its.span, "the other rate"),
            );
        }
    }
}
