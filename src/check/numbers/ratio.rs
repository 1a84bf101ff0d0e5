//! Ratios, chained changes and means: a ratio of two counts, one change on top of another, a mean outside its range, a
//! temperature that is called so many times another.

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use crate::english::number_words;
use crate::segment::TokenKind;
use crate::segment::quantity::{CueClass, End, Kind, Lead, Quantity};
use crate::text::decimal::{Decimal, Rounding};
use crate::text::extent::Verdict;
use crate::text::interval::Truth;

/// Finds average-range, ratio, compound-percent and interval-scale.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        for q in quantities.iter().filter(|q| q.is_usable() && q.range.is_none()) {
            average_range(desk, quantities, q, out);
            hot(desk, quantities, q, out);
        }
        ratio(desk, quantities, out);
        compound(desk, quantities, out);
    }
}

/// `from 1 to 5, with a mean of 5.2`.
fn average_range(desk: &Desk<'_, '_>, quantities: &[Quantity], q: &Quantity, out: &mut Vec<Conflict>) {
    let average = q.lead == Lead::Average
        || desk.any_word(
            q.from.saturating_sub(4).max(desk.sentence(q.sentence).start)..q.tokens.start,
            &["average", "mean", "median", "averaged", "averaging"],
        );
    if !average || q.hedge.is_some() {
        return;
    }
    for two in quantities.windows(2) {
        let [low, high] = two else { continue };
        let pair = low.range == Some(End::First) && high.range == Some(End::Second)
            || matches!(low.lead, Lead::From | Lead::Between)
                && matches!(desk.folded(high.tokens.start.wrapping_sub(1)), "to" | "and")
                && high.tokens.start <= low.tokens.end + 2
            || desk.folded(high.tokens.start.wrapping_sub(1)) == "to"
                && high.tokens.start == low.tokens.end + 1
                && desk.any_word(low.from.saturating_sub(3)..low.tokens.start, &["aged", "ages", "range", "ranging"]);
        let ranging = desk.any_word(
            desk.sentence(q.sentence),
            &["range", "ranged", "ranging", "ranges", "between", "varied", "varying", "spread", "aged", "ages", "lay"],
        );
        let like = (low.is_like(high) || low.unit.is_none() || low.kind == Kind::Age)
            && (high.is_like(q)
                || high.kind == Kind::Age && matches!(q.kind, Kind::Count | Kind::Duration)
                || q.kind == Kind::Age && matches!(high.kind, Kind::Count | Kind::Duration)
                || q.unit.is_none() && q.kind == Kind::Count
                || high.kind == Kind::Pair);
        if !pair || !ranging || !like || low.tokens == q.tokens || high.tokens == q.tokens {
            continue;
        }
        let outside = q.extent.is_less(low.bare) == Truth::Yes || high.bare.is_less(q.extent) == Truth::Yes;
        if outside {
            let equation = format!("{} lies outside {} to {}", desk.shown(q), desk.shown(low), desk.shown(high));
            out.push(
                desk.conflict(NumberKind::AverageRange, Verdict::Inconsistent, q, "the average", equation)
                    .with(low.span.join(high.span), "the range"),
            );
        }
    }
}

/// `twice as hot, at 32C, as the 16C of March`.
fn hot(desk: &Desk<'_, '_>, quantities: &[Quantity], q: &Quantity, out: &mut Vec<Conflict>) {
    if !matches!(q.kind, Kind::Multiple(_) | Kind::Percent) {
        return;
    }
    let far = if q.kind == Kind::Percent { 1 } else { 4 };
    let heat = desk.any_word(
        q.tokens.start..q.tokens.end + far,
        &["hot", "hotter", "warm", "warmer", "cold", "colder", "cool", "temperature", "heat"],
    );
    let degrees = quantities.iter().filter(|t| t.kind == Kind::Temperature).count();
    let kelvin = quantities.iter().any(|t| desk.unit(t).is_some_and(|u| u.name == "kelvin"));
    if heat && degrees >= 1 && !kelvin {
        let equation = "degrees have no natural nought, so that no temperature is so many times another".to_owned();
        out.push(desk.conflict(NumberKind::IntervalScale, Verdict::Inconsistent, q, "the factor", equation));
    }
}

/// `90 men and 30 women, a ratio of two to one`.
fn ratio(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let Some(first) = quantities.first() else { return };
    let sentence = desk.sentence(first.sentence);
    let cue = ["ratio", "outnumber", "outnumbered", "outnumbers", "outnumbering", "proportion"];
    if !desk.any_word(sentence.clone(), &cue) {
        return;
    }
    let outnumber = desk.any_word(sentence.clone(), &["outnumber", "outnumbered", "outnumbers", "outnumbering"]);
    let Some((p, q, tokens)) = stated_ratio(desk, sentence.clone()) else { return };
    let counts: Vec<&Quantity> = quantities
        .iter()
        .filter(|c| {
            matches!(c.kind, Kind::Count | Kind::Money | Kind::Measure)
                && c.is_usable()
                && c.range.is_none()
                && !tokens.contains(&c.tokens.start)
                && (c.tokens.end <= tokens.start || outnumber && c.noun.0 != 0)
        })
        .collect();
    // `two to one: 150 to 50`, `five to one: 24 million against 4 million`
    let told_after: Vec<&Quantity> = quantities
        .iter()
        .filter(|c| c.tokens.start >= tokens.end && c.range.is_none() && c.is_usable())
        .filter(|c| matches!(c.kind, Kind::Count | Kind::Measure))
        .collect();
    let counts = match told_after.as_slice() {
        [a, b]
            if counts.is_empty()
                && b.tokens.start.saturating_sub(a.tokens.end) < 5
                && a.tokens.start.saturating_sub(tokens.end) < 3
                && matches!(desk.folded(tokens.end), ":" | "," | "(" | "-" | "–" | "—") =>
        {
            told_after.clone()
        }
        _ => counts,
    };
    let [a, b] = counts.as_slice() else { return };
    if a.kind != b.kind || a.unit != b.unit || b.printed.value.is_zero() || a.printed.value.is_zero() {
        return;
    }
    let (Some(said), Some(due)) =
        (Decimal::ratio(p, q, Rounding::Nearest), a.printed.value.over(b.printed.value, Rounding::Nearest))
    else {
        return;
    };
    let Some(inverse) = Decimal::ONE.over(due, Rounding::Nearest) else { return };
    let hedged = matches!(
        desk.folded(tokens.start.wrapping_sub(1)),
        "nearly" | "almost" | "about" | "roughly" | "over" | "than"
    );
    let most = if hedged { 25 } else { 10 };
    if is_near(said, due, most) || is_near(said, inverse, most) {
        return;
    }
    let larger = due.max(inverse).round(-1, Rounding::Nearest);
    let equation = format!("{} to {} is {larger} to one", desk.shown(a), desk.shown(b));
    let mut conflict =
        desk.conflict(NumberKind::Ratio, Verdict::Inconsistent, a, "the one", equation).with(b.span, "the other");
    let span = desk.page.span(tokens.clone());
    conflict.operands.push(super::conflict::Operand { span, role: "the ratio".to_owned() });
    conflict.at = conflict.operands.len() - 1;
    if larger.is_whole() {
        let words = desk.page.tokens.get(tokens.start as usize).is_some_and(|t| t.kind == TokenKind::Word);
        let text = if words {
            larger.to_i64().and_then(number_words::in_words).map(|w| format!("{w} to one"))
        } else {
            Some(format!("{larger}:1"))
        };
        if let Some(text) = text {
            conflict = conflict.repair(span, text);
        }
    }
    out.push(conflict);
}

/// `two to one`, `3:1`, `three-to-one`, `3 to 1`.
fn stated_ratio(desk: &Desk<'_, '_>, sentence: std::ops::Range<u32>) -> Option<(i64, i64, std::ops::Range<u32>)> {
    let number = |i: u32| {
        let word = desk.folded(i);
        word.parse::<i64>()
            .ok()
            .or_else(|| number_words::cardinal(&[word])?.printed.value.to_i64())
            .filter(|n| (1..=200).contains(n))
    };
    for i in sentence.clone() {
        if let Some((a, b)) = desk.folded(i).split_once(':')
            && let (Ok(a), Ok(b)) = (a.parse::<i64>(), b.parse::<i64>())
            && a > 0
            && b > 0
        {
            return Some((a, b, i..i + 1));
        }
        if desk.folded(i + 1) == "to"
            && i + 2 < sentence.end
            && let (Some(a), Some(b)) = (number(i), number(i + 2))
            && (a == 1 || b == 1 || a.min(b) < 10)
        {
            return Some((a, b, i..i + 3));
        }
    }
    None
}

/// `rose 5% in May and a further 10% in June, 15% in all`.
fn compound(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let percents: Vec<&Quantity> = quantities
        .iter()
        .filter(|q| q.kind == Kind::Percent && q.is_usable() && q.range.is_none() && q.hedge.is_none())
        .collect();
    let Some((total, parts)) = percents.split_last() else { return };
    if parts.len() < 2 || parts.len() > 5 {
        return;
    }
    let sentence = desk.sentence(total.sentence);
    let around = total.from.saturating_sub(6)..total.tokens.end + 6;
    let whole = desk.any_word(
        around,
        &[
            "total",
            "overall",
            "altogether",
            "all",
            "combined",
            "cumulative",
            "together",
            "making",
            "leaving",
            "days",
            "weeks",
            "months",
            "years",
        ],
    ) || total.lead == Lead::Total;
    let chained = desk.any_word(
        sentence.clone(),
        &[
            "then",
            "further",
            "another",
            "followed",
            "again",
            "next",
            "successive",
            "after",
            "second",
            "consecutive",
            "more",
        ],
    ) || desk.facts.dates_within(sentence.clone()).len() >= parts.len()
        && desk.any_word(sentence.clone(), &["over", "cumulative", "compound", "in all"]);
    let rises = desk.has(CueClass::Rise, sentence.clone());
    let falls = desk.has(CueClass::Fall, sentence);
    if !whole || !chained || rises == falls {
        return;
    }
    let Some(sum) = parts.iter().try_fold(Decimal::ZERO, |s, p| s.plus(p.printed.value)) else { return };
    if sum != total.printed.value {
        return;
    }
    let exact = parts.iter().try_fold(Decimal::ONE, |f, p| {
        let part = p.printed.value.over(Decimal::HUNDRED, Rounding::Nearest)?;
        f.times(if falls { Decimal::ONE.minus(part)? } else { Decimal::ONE.plus(part)? })
    });
    let Some(due) = exact.and_then(|f| f.minus(Decimal::ONE)).and_then(|c| c.abs().times(Decimal::HUNDRED)) else {
        return;
    };
    // A sum that is told as one and is half a printed unit off was added up, whatever the rounding of its parts.
    let half = total.printed.unit().and_then(|u| u.over(Decimal::from(2), Rounding::Nearest));
    if due.minus(total.printed.value).map(Decimal::abs) < half {
        return;
    }
    let due = due.round(total.printed.place.min(-1), Rounding::Nearest);
    let terms: Vec<String> = parts.iter().map(|p| desk.shown(p)).collect();
    let shown = format!("{due}%");
    let mut conflict = desk.conflict(
        NumberKind::CompoundPercent,
        Verdict::Inconsistent,
        total,
        "the whole change",
        format!("{} one after the other come to {shown}", terms.join(" and ")),
    );
    conflict.due = Some(shown);
    for part in parts {
        conflict = conflict.with(part.span, "a change");
    }
    out.push(conflict.repair(total.numeral, due.to_string()));
}
