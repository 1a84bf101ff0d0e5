//! Units: an amount told twice in two units, a difference of temperatures, power taken for energy, a way taken for a speed.
//! Areas and bodies are in `geometry.rs`, money in two currencies in `currency.rs`.

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use super::slip::{self, Slip};
use crate::segment::quantity::{CueClass, Dimension, Kind, Lead, Quantity, Unit};
use crate::text::decimal::{Decimal, Rounding};
use crate::text::extent::{Extent, Verdict};

/// Finds unit-conversion, temperature-difference, unit-mismatch and spurious-precision.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for two in desk.facts.quantities.windows(2) {
        let [first, second] = two else { continue };
        if first.sentence == second.sentence && told_twice(desk, first, second) {
            conversion(desk, first, second, out);
        }
    }
    for q in &desk.facts.quantities {
        power(desk, q, out);
        distance_as_speed(desk, q, out);
    }
}

/// `9km (8 miles)`, `9km, or 8 miles`, `8 miles - that is 9km -`.
fn told_twice(desk: &Desk<'_, '_>, first: &Quantity, second: &Quantity) -> bool {
    let measures = |q: &Quantity| {
        matches!(q.kind, Kind::Measure | Kind::Temperature | Kind::Duration) && q.is_usable() && q.range.is_none()
    };
    if !measures(first) || !measures(second) || first.unit == second.unit {
        return false;
    }
    let (Some(a), Some(b)) = (desk.unit(first), desk.unit(second)) else { return false };
    let before = first.from.saturating_sub(1);
    // `2 by 3 metres (6 ft)`, `5 to 10 km (6 miles)`: not one amount.
    let many = desk.any_word(
        first.tokens.start.saturating_sub(2)..first.tokens.start,
        &["by", "x", "×", "to", "and", "or", "-", "–"],
    ) && desk
        .facts
        .within(first.tokens.start.saturating_sub(4)..first.tokens.start)
        .iter()
        .any(Quantity::is_usable)
        || desk.any_word(second.tokens.end..second.tokens.end + 1, &["by", "x", "×", "to"])
        || desk.any_word(second.tokens.end..second.tokens.end + 1, &["-", "–"])
            && !matches!(desk.folded(first.tokens.end), "-" | "–" | "—");
    let gap = first.tokens.end..second.from.min(second.tokens.start);
    let bracket = desk.folded(first.tokens.end) == "(" && gap.len() <= 3
        || desk.folded(first.tokens.end) == "[" && gap.len() == 1;
    let noun_between = second.bracketed
        && gap.len() <= 4
        && desk.folded(gap.end.wrapping_sub(1)) == "("
        && !desk.any_word(gap.clone(), &["and", ",", "of", "in", "from"]);
    let or = gap.len() <= 4
        && desk.any_word(gap.clone(), &["or", "i.e.", "ie", "that"])
        && matches!(desk.folded(first.tokens.end), "," | "-" | "–" | "—");
    let only = !second.bracketed || matches!(desk.folded(second.tokens.end), ")" | "," | ";" | "/");
    a.dimension == b.dimension && (bracket || noun_between || or) && only && !many && desk.folded(before) != "per"
}

/// A value in the base of its dimension; a temperature as a point on the scale.
pub(super) fn to_base(unit: &Unit, value: Decimal, zero: bool) -> Option<Decimal> {
    let moved = if zero { value.plus(unit.zero.unwrap_or(Decimal::ZERO))? } else { value };
    moved.times(unit.factor)?.over(unit.over, Rounding::Nearest)
}

pub(super) fn from_base(unit: &Unit, value: Decimal, zero: bool) -> Option<Decimal> {
    let plain = value.times(unit.over)?.over(unit.factor, Rounding::Nearest)?;
    let moved = if zero { plain.minus(unit.zero.unwrap_or(Decimal::ZERO))? } else { plain };
    Some(moved.round_to_digits(12, Rounding::Nearest))
}

fn conversion(desk: &Desk<'_, '_>, first: &Quantity, second: &Quantity, out: &mut Vec<Conflict>) {
    let (Some(a), Some(b)) = (desk.unit(first), desk.unit(second)) else { return };
    desk.link([first.span, second.span]);
    if a.dimension == Dimension::Temperature {
        return temperature(desk, first, second, a, b, out);
    }
    let units = |q: &Quantity| {
        q.unit.into_iter().chain(q.or_units.iter().copied()).filter_map(|id| desk.words.unit(id)).collect::<Vec<_>>()
    };
    let mut best: Option<Decimal> = None;
    for x in units(first) {
        for y in units(second).into_iter().filter(|y| y.dimension == x.dimension) {
            let due = to_base(x, first.printed.value, false).and_then(|v| from_base(y, v, false));
            let Some(due) = due else { return };
            let factor = Extent::exact(x.factor)
                .times(Extent::exact(y.over))
                .over(Extent::exact(x.over).times(Extent::exact(y.factor)));
            let converted = first.extent.times(factor);
            let rounded = [first, second]
                .iter()
                .filter(|q| q.numeral != q.span)
                .any(|q| q.hedge.is_some() || q.printed.value.round_to_digits(1, Rounding::Nearest) == q.printed.value);
            let most = if rounded { 7 } else { 3 };
            if is_near(due, second.printed.value, most) || converted.against(second.extent) != Verdict::Inconsistent {
                return spurious(desk, first, second, due, out);
            }
            if best.is_none_or(|held| closer(due, held, second.printed.value)) {
                best = Some(due);
            }
        }
    }
    let Some(due) = best else { return };
    let said = second.printed.value;
    let slipped = slip::of_digits(said, due.round(second.printed.place, Rounding::Nearest))
        .or_else(|| odd_factor(a, b, first.printed.value, said));
    let verdict = if is_near(due, said, 10) && slipped.is_none() { Verdict::Doubtful } else { Verdict::Inconsistent };
    report(desk, NumberKind::UnitConversion, verdict, first, second, due, slipped, out);
}

/// `about 50 metres (164.04 feet)`: a conversion with many more digits than what was converted.
fn spurious(desk: &Desk<'_, '_>, first: &Quantity, second: &Quantity, due: Decimal, out: &mut Vec<Conflict>) {
    let digits = |q: &Quantity| {
        let text = desk.page.prose.slice(q.numeral);
        let all = text.bytes().filter(u8::is_ascii_digit).count();
        let significant = q.printed.value.first_place() - q.printed.value.last_place() + 1;
        if text.contains('.') { all as i32 } else { significant }
    };
    let length = desk.unit(second).is_some_and(|u| !matches!(u.dimension, Dimension::Time | Dimension::Month));
    if !length || second.printed.place >= 0 || digits(second) <= digits(first).max(2) + 1 {
        return;
    }
    let rounded = due.round_to_digits(digits(first).clamp(2, 9) as u32, Rounding::Nearest);
    let shown = desk.shown_like(second, rounded);
    let equation = format!("{} has {} digits, its conversion {}", desk.shown(first), digits(first), digits(second));
    let mut conflict =
        desk.conflict(NumberKind::SpuriousPrecision, Verdict::Inconsistent, second, "the conversion", equation);
    conflict.due = Some(shown);
    let text = rounded.grouped(rounded.last_place().min(0));
    out.push(conflict.with(first.span, "the amount").repair(second.numeral, text));
}

fn closer(a: Decimal, b: Decimal, to: Decimal) -> bool {
    match (a.minus(to), b.minus(to)) {
        (Some(x), Some(y)) => x.abs() < y.abs(),
        _ => false,
    }
}

/// The factor the wrong way round, or that of a length on an area.
fn odd_factor(a: &Unit, b: &Unit, value: Decimal, said: Decimal) -> Option<Slip> {
    let base = to_base(b, value, false).and_then(|v| from_base(a, v, false))?;
    if is_near(base, said, 3) {
        return Some(Slip::InverseFactor);
    }
    if a.dimension != Dimension::Area || value.is_zero() {
        return None;
    }
    // The square of what was used is what should have been used.
    let used = said.over(value, Rounding::Nearest)?;
    let right = to_base(a, Decimal::ONE, false).and_then(|v| from_base(b, v, false))?;
    is_near(used.times(used)?, right, 6).then_some(Slip::LengthForArea)
}

fn temperature(desk: &Desk<'_, '_>, first: &Quantity, second: &Quantity, a: &Unit, b: &Unit, out: &mut Vec<Conflict>) {
    let point = to_base(a, first.printed.value, true).and_then(|v| from_base(b, v, true));
    let gap = to_base(a, first.printed.value, false).and_then(|v| from_base(b, v, false));
    let (Some(point), Some(gap)) = (point, gap) else { return };
    let said = second.printed.value;
    // A printed degree of the one scale is 1.8 of the other, and both are rounded.
    let unit = |q: &Quantity| q.printed.unit().unwrap_or(Decimal::ONE);
    let slack = unit(first).plus(unit(second)).unwrap_or(Decimal::from(2));
    let within = |due: Decimal| {
        due.minus(said).is_some_and(|d| d.abs() <= slack) || first.hedge.is_some() && is_near(due, said, 8)
    };
    let difference = is_difference(desk, first);
    if difference {
        if within(gap) {
            return;
        }
        let slipped = within(point).then_some(Slip::AddedThirtyTwo);
        let kind = NumberKind::TemperatureDifference;
        return report(desk, kind, Verdict::Inconsistent, first, second, gap, slipped, out);
    }
    if within(point)
        || within(gap)
            && desk.any_word(
                first.from.saturating_sub(6)..second.tokens.end + 4,
                &["warmer", "cooler", "colder", "hotter", "difference", "above", "below", "warming", "limit"],
            )
    {
        return;
    }
    let minus = to_base(a, -first.printed.value, true).and_then(|v| from_base(b, v, true));
    let slipped = if minus.is_some_and(within) {
        Some(Slip::LostSign)
    } else {
        slip::of_digits(said, point.round(second.printed.place, Rounding::Nearest))
    };
    let close = point.minus(said).is_some_and(|d| d.abs() <= Decimal::from(3));
    let verdict = if close && slipped.is_none() { Verdict::Doubtful } else { Verdict::Inconsistent };
    report(desk, NumberKind::UnitConversion, verdict, first, second, point, slipped, out);
}

/// `risen by 0.9C`, `2C warmer`, `a rise of 1.5C`, `1C above the average`.
fn is_difference(desk: &Desk<'_, '_>, q: &Quantity) -> bool {
    let sentence = desk.sentence(q.sentence);
    let before = q.from.saturating_sub(5).max(sentence.start)..q.tokens.start;
    let after = q.tokens.end..(q.tokens.end + 8).min(sentence.end);
    let noun = desk.any_word(before.clone(), &["difference", "warming", "within"])
        && desk.any_word(before.clone(), &["of", "by"]);
    let comparative = after.clone().take_while(|&i| !matches!(desk.folded(i), "," | "." | "and")).any(|i| {
        matches!(desk.folded(i), "warmer" | "cooler" | "colder" | "hotter" | "higher" | "lower")
            || matches!(desk.folded(i), "above" | "below")
                && desk.any_word(i..i + 4, &["average", "normal", "mean", "usual", "pre", "levels", "long"])
    });
    let risen = q.lead == Lead::By
        && (desk.has(CueClass::Rise, before.clone())
            || desk.has(CueClass::Fall, before)
            || desk.folded(q.from) == "by");
    risen || noun || comparative
}

#[allow(clippy::too_many_arguments, reason = "the parts of one message")]
fn report(
    desk: &Desk<'_, '_>,
    kind: NumberKind,
    verdict: Verdict,
    first: &Quantity,
    second: &Quantity,
    due: Decimal,
    slip: Option<Slip>,
    out: &mut Vec<Conflict>,
) {
    // As many digits as the other side has, and as many as stand there.
    let digits = |q: &Quantity| (q.printed.value.first_place() - q.printed.place + 1).clamp(1, 9) as u32;
    let place = second.printed.place.min(due.first_place() - 1).max(second.printed.place - 1);
    let whole = due.round(
        if kind == NumberKind::TemperatureDifference {
            (second.printed.place).min(first.printed.place)
        } else {
            second.printed.place.max(place)
        },
        Rounding::Nearest,
    );
    let rounded = if whole.is_zero() { due.round_to_digits(digits(first).max(2), Rounding::Nearest) } else { whole };
    let shown = desk.shown_like(second, rounded);
    let equation = format!("{} is {shown}", desk.shown(first));
    let mut conflict = desk.conflict(kind, verdict, second, "the conversion", equation);
    (conflict.slip, conflict.due) = (slip, Some(shown));
    let conflict = conflict.with(first.span, "the amount");
    let text = second
        .written_like(rounded)
        .map(|t| if rounded.is_negative() && !t.starts_with('-') { format!("-{t}") } else { t });
    out.push(match text {
        Some(text) => conflict.repair(second.numeral, text),
        None => conflict,
    });
}

/// `generated 10 megawatts a year`: power is a rate already.
fn power(desk: &Desk<'_, '_>, q: &Quantity, out: &mut Vec<Conflict>) {
    let Some(unit) =
        desk.unit(q).filter(|u| u.dimension == Dimension::Power && u.name != "horsepower" && !desk.is_dump(q.sentence))
    else {
        return;
    };
    let per = matches!(desk.folded(q.tokens.end), "a" | "per" | "each" | "every" | "an" | "/")
        && matches!(desk.folded(q.tokens.end + 1), "year" | "day" | "month" | "hour" | "week");
    let sentence = desk.sentence(q.sentence);
    // Capacity that is added or built in a year has a right to both.
    let built = desk.any_word(
        sentence.clone(),
        &[
            "add",
            "adding",
            "added",
            "adds",
            "build",
            "building",
            "built",
            "install",
            "installed",
            "installing",
            "new",
            "expand",
            "ramp",
            "target",
            "grow",
            "growing",
            "commission",
        ],
    );
    let hourly = matches!(desk.folded(q.tokens.end + 1), "hour") && per;
    let capacity = desk.any_word(sentence.clone(), &["capacity"]) && !hourly;
    let made = desk.any_word(
        q.from.saturating_sub(4).max(sentence.start)..q.from,
        &[
            "generated",
            "produced",
            "used",
            "consumed",
            "generates",
            "produces",
            "uses",
            "consumes",
            "burned",
            "burnt",
            "produce",
            "generate",
        ],
    );
    let year = made
        && (matches!(desk.folded(q.tokens.end), "last" | "over" | "in" | "during" | "this")
            || desk.any_word(q.tokens.end..q.tokens.end + 3, &["annually", "yearly"]))
        && desk.any_word(q.tokens.end..q.tokens.end + 4, &["year", "month", "annually", "yearly"]);
    if (per || year) && !built && !capacity {
        let equation = format!(
            "{}s measure power, which is a rate already; an amount of energy is told in {}-hours",
            unit.name, unit.name
        );
        let span = desk.page.span(q.tokens.start..q.tokens.end + 2);
        let mut conflict = desk.conflict(NumberKind::UnitMismatch, Verdict::Inconsistent, q, "the unit", equation);
        if let Some(operand) = conflict.operands.first_mut() {
            operand.span = span;
        }
        let mut text = desk.text(q).to_owned();
        let sign = text.ends_with('W');
        text.push_str(if sign { "h" } else { "" });
        if !sign {
            let stem = text.strip_suffix('s').unwrap_or(&text).to_owned();
            text = format!("{stem}-hours");
        }
        out.push(conflict.repair(q.span, text));
    }
}

/// `a speed of 200 miles`, `the wind blew at 60 miles`: a way without its time.
fn distance_as_speed(desk: &Desk<'_, '_>, q: &Quantity, out: &mut Vec<Conflict>) {
    let Some(unit) = desk.unit(q).filter(|u| u.dimension == Dimension::Length && q.is_usable()) else { return };
    if !matches!(unit.name.as_str(), "mile" | "kilometre") || desk.is_dump(q.sentence) {
        return;
    }
    let sentence = desk.sentence(q.sentence);
    let before = q.from.saturating_sub(5).max(sentence.start)..q.tokens.start;
    let speed = desk.any_word(before.clone(), &["speed", "speeds"]) && desk.any_word(before.clone(), &["of", "at"])
        || desk.any_word(before.clone(), &["blew", "blowing", "gusting", "gusted"])
            && desk.any_word(before, &["at", "to"]);
    let timed = matches!(
        desk.folded(q.tokens.end),
        "an" | "per" | "a" | "/" | "-" | "away" | "from" | "of" | "and" | "to" | "or"
    ) || desk.any_word(q.tokens.end..q.tokens.end + 3, &["hour", "second", "minute", "range", "limit"])
        || q.range.is_some();
    if speed && !timed {
        let equation = format!("a speed is told in {}s an hour, and this is a distance", unit.name);
        let mut conflict = desk.conflict(NumberKind::UnitMismatch, Verdict::Inconsistent, q, "the unit", equation);
        let text = desk.text(q);
        let glued = !text.contains(' ');
        conflict.due = Some(format!("{text} an hour"));
        out.push(if glued { conflict } else { conflict.repair(q.span, format!("{text} an hour")) });
    }
}
