//! Money in two currencies: a rate that the text states, and pairs of amounts whose rates differ.

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use super::slip;
use crate::segment::quantity::{Kind, Quantity};
use crate::text::decimal::{Decimal, Rounding};
use crate::text::extent::Verdict;

/// Finds currency-conversion.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    if !desk.facts.quantities.iter().any(|q| q.kind == Kind::Money) {
        return;
    }
    currencies(desk, out);
    for quantities in desk.by_sentence() {
        stated(desk, quantities, out);
    }
}

/// A rate that a text states: so much of the one for one of the other.
struct Rate<'q> {
    told: &'q Quantity,
    /// The name of the currency of which one is meant.
    one: String,
}

/// `$1.25 to the pound`, `150 yen to the dollar`, `the dollar stood at 150 yen`, `£1 = $1.25`.
fn rate<'q>(desk: &Desk<'_, '_>, quantities: &'q [Quantity]) -> Option<Rate<'q>> {
    let sentence = desk.sentence(quantities.first()?.sentence);
    quantities.iter().filter(|q| q.kind == Kind::Money && q.range.is_none()).find_map(|told| {
        let after = told.tokens.end;
        let at = match (desk.folded(after), desk.folded(after + 1)) {
            ("to" | "for" | "per", "the" | "a" | "one" | "each") => after + 2,
            ("a" | "per" | "to", _) => after + 1,
            _ => u32::MAX,
        };
        if let Some(one) = currency_at(desk, at) {
            return Some(Rate { told, one });
        }
        // `the dollar stood at 150 yen`
        let from = told.from.saturating_sub(5).max(sentence.start);
        let stood = desk.any_word(from..told.tokens.start, &["at", "buys", "bought", "worth", "equals", "fetched"]);
        let named =
            (from..told.from).find_map(|i| currency_at(desk, i).filter(|_| desk.folded(i.wrapping_sub(1)) == "the"));
        named.filter(|_| stood && told.scale == 0).map(|one| Rate { told, one })
    })
}

/// The code of the currency that a word names.
fn currency_at(desk: &Desk<'_, '_>, at: u32) -> Option<String> {
    let end = at.checked_add(1).filter(|e| (*e as usize) <= desk.page.tokens.len())?;
    let mut found = Vec::new();
    desk.words.phrases(desk.page, at, end, &mut found);
    found.iter().find_map(|(_, meaning)| match meaning {
        crate::segment::quantity::vocabulary::Meaning::Currency(id) => desk.words.unit(*id).map(|u| u.name.clone()),
        _ => None,
    })
}

/// `at $1.25 to the pound, the £40m deal is worth $50m`.
fn stated(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let Some(Rate { told, one }) = rate(desk, quantities) else { return };
    let code = |q: &Quantity| desk.unit(q).map(|u| u.name.clone()).unwrap_or_default();
    let also = |q: &Quantity| q.or_units.iter().any(|u| desk.words.unit(*u).is_some_and(|u| u.name == one));
    let others: Vec<&Quantity> = quantities
        .iter()
        .filter(|q| (q.kind == Kind::Money || also(q)) && q.tokens != told.tokens && q.range.is_none())
        .filter(|q| !(q.printed.value == Decimal::ONE && q.scale == 0))
        .collect();
    let [a, b] = others.as_slice() else { return };
    let (base, due_in) = if (code(a) == one || also(a)) && b.unit == told.unit {
        (a, b)
    } else if (code(b) == one || also(b)) && a.unit == told.unit {
        (b, a)
    } else {
        return;
    };
    if code(told) == one || told.printed.value.is_zero() || due_in.hedge.is_some() {
        return;
    }
    let verdict = base.extent.times(told.extent).against(due_in.extent);
    let Some(due) = base.printed.value.times(told.printed.value) else { return };
    // The later of the two is what was converted, and it is the one to be mended.
    let (said, due, other) = if base.tokens.start < due_in.tokens.start || base.scale == 0 && due_in.scale > 0 {
        (due_in, due, base)
    } else {
        let Some(back) = due_in.printed.value.over(told.printed.value, Rounding::Nearest) else { return };
        (base, back, due_in)
    };
    if verdict != Verdict::Inconsistent || is_near(due, said.printed.value, 3) {
        return;
    }
    let due = due.round(said.printed.place, Rounding::Nearest);
    let shown = desk.shown_like(said, due);
    let equation = format!("at the rate of {}, {} is {shown}", desk.shown(told), desk.shown(other));
    let mut conflict = desk.conflict(NumberKind::CurrencyConversion, verdict, said, "the conversion", equation);
    (conflict.slip, conflict.due) = (slip::of_digits(said.printed.value, due), Some(shown));
    out.push(conflict.with(other.span, "the amount").with(told.span, "the rate").repair_value(said, Some(due)));
}

/// Pairs of amounts in two currencies whose rates differ.
fn currencies(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let pairs: Vec<(&Quantity, &Quantity)> = desk
        .facts
        .quantities
        .windows(2)
        .filter_map(|two| match two {
            [a, b]
                if a.kind == Kind::Money
                    && b.kind == Kind::Money
                    && a.unit != b.unit
                    && a.sentence == b.sentence
                    && a.range.is_none()
                    && b.range.is_none() =>
            {
                Some((a, b))
            }
            _ => None,
        })
        .filter(|(a, b)| {
            let gap = a.tokens.end..b.from.min(b.tokens.start);
            (desk.folded(a.tokens.end) == "(" && gap.len() <= 2
                || gap.len() == 1 && matches!(desk.folded(a.tokens.end), "=" | "to" | "at" | "is"))
                && !a.printed.value.is_zero()
        })
        .collect();
    let rate = |a: &Quantity, b: &Quantity| b.printed.value.over(a.printed.value, Rounding::Nearest);
    for (a, b) in pairs.iter().skip(1).take(200) {
        let Some((x, y)) =
            pairs.iter().find(|(x, y)| x.unit == a.unit && y.unit == b.unit && x.tokens.start < a.tokens.start)
        else {
            continue;
        };
        let (Some(first), Some(here)) = (rate(x, y), rate(a, b)) else { continue };
        let extents = b.extent.over(a.extent).against(y.extent.over(x.extent));
        if is_near(first, here, 5) || extents != Verdict::Inconsistent {
            continue;
        }
        let Some(due) = a.printed.value.times(first) else { continue };
        let due = due.round(b.printed.place, Rounding::Nearest);
        let shown = desk.shown_like(b, due);
        let equation = format!("at the rate of {} for {}, {} is {shown}", desk.shown(y), desk.shown(x), desk.shown(a));
        let mut conflict =
            desk.conflict(NumberKind::CurrencyConversion, Verdict::Inconsistent, b, "the conversion", equation);
        (conflict.slip, conflict.due) = (slip::of_digits(b.printed.value, due), Some(shown));
        out.push(
            conflict
                .with(a.span, "the amount")
                .with(x.span, "another amount")
                .with(y.span, "its conversion")
                .repair_value(b, Some(due)),
        );
    }
}
