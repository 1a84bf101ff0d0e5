//! Order: a range whose low end is the higher one, or lacks the scale word of the other.

use super::conflict::Conflict;
use super::desk::Desk;
use super::kind::NumberKind;
use crate::segment::quantity::{CueClass, End, Kind, Lead, Quantity};
use crate::text::Span;
use crate::text::extent::Verdict;
use crate::text::interval::Truth;

/// Finds range-reversed and range-scale.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        for two in quantities.windows(2) {
            let [low, high] = two else { continue };
            elided(desk, low, high, out);
            if is_range(desk, low, high) && high.bare.is_less(low.bare) == Truth::Yes {
                reversed(desk, low, high, out);
            }
        }
    }
}

/// `aged from 55 to 18`, `between 40 and 25 people`, `ages 55-18`.
fn is_range(desk: &Desk<'_, '_>, low: &Quantity, high: &Quantity) -> bool {
    use Kind::{Age, Count, Duration, Measure, Money, Pair, Percent};
    let kinds = |q: &Quantity| matches!(q.kind, Count | Money | Measure | Percent | Age | Duration | Pair);
    // `between -2 and -10 degrees` is told from the milder end.
    if high.printed.value.is_negative() {
        return false;
    }
    let near =
        high.tokens.start <= low.tokens.end + 3 && low.printed.value.is_negative() == high.printed.value.is_negative();
    let scales = low.scale == high.scale || low.scale != 0;
    let units = low.unit == high.unit || low.unit.is_none() || low.kind == Count;
    if !kinds(low) || !kinds(high) || !near || !scales || !units {
        return false;
    }
    let sentence = desk.sentence(low.sentence);
    let before = low.from.saturating_sub(4).max(sentence.start)..low.from;
    let aged =
        desk.has(CueClass::Aged, before.start..low.tokens.start) || desk.any_word(before.clone(), &["ages", "aged"]);
    let ranging = desk.any_word(
        before.clone(),
        &["ranging", "ranged", "ranges", "range", "varying", "varies", "vary", "anything", "anywhere"],
    );
    let moves = desk.has(CueClass::Rise, sentence.clone()) || desk.has(CueClass::Fall, sentence.clone());
    let joint = desk.folded(high.tokens.start - 1);
    if low.range == Some(End::First) && high.range == Some(End::Second) {
        return aged;
    }
    match (low.lead, joint) {
        (Lead::From, "to") => aged || ranging && !moves,
        (Lead::Between, "and") => {
            let apart = [
                "gap",
                "difference",
                "ratio",
                "margin",
                "match",
                "score",
                "distance",
                "split",
                "divided",
                "choice",
                "relationship",
            ];
            let nouns = low.noun.0 == 0 || low.noun == high.noun;
            let kinds = low.kind == high.kind || low.kind == Count && low.noun.0 == 0;
            !moves && !desk.any_word(before, &apart) && kinds && nouns
        }
        (Lead::None, "to") => aged,
        // `snow of 30 to 10 cm`
        (Lead::Of, "to") => high.kind == Measure && low.kind == Count && low.noun.0 == 0 && !moves,
        _ => false,
    }
}

/// `between $26 and $31 million`: the scale word is said once, and the low end reads as $26.
fn elided(desk: &Desk<'_, '_>, low: &Quantity, high: &Quantity, out: &mut Vec<Conflict>) {
    let joint = desk.folded(high.tokens.start.wrapping_sub(1));
    let range = matches!((low.lead, joint), (Lead::Between, "and") | (Lead::From, "to"));
    let near = high.tokens.start <= low.tokens.end + 1;
    let money = low.kind == Kind::Money && high.kind == Kind::Money && low.unit == high.unit;
    if !range || !near || !money || low.scale != 0 || high.scale < 6 || low.printed.value >= 1000.into() {
        return;
    }
    let text = desk.page.prose.slice(Span::new(high.numeral.end, high.span.end));
    let equation = format!("{} is far below {}", desk.shown(low), desk.shown(high));
    let conflict = desk.conflict(NumberKind::RangeScale, Verdict::Inconsistent, low, "the low end", equation);
    out.push(conflict.with(high.span, "the high end").repair(low.span, format!("{}{text}", desk.text(low))));
}

fn reversed(desk: &Desk<'_, '_>, low: &Quantity, high: &Quantity, out: &mut Vec<Conflict>) {
    let equation = format!("{} is more than {}", desk.shown(low), desk.shown(high));
    let mut conflict = desk.conflict(NumberKind::RangeReversed, Verdict::Inconsistent, low, "the low end", equation);
    let whole = Span::new(low.span.start, high.span.end);
    if let Some(operand) = conflict.operands.first_mut() {
        operand.span = whole;
    }
    // The two numerals change places, what stands around them stays.
    let slice = |span| desk.page.prose.slice(span);
    let text = slice(Span::new(low.numeral.start, high.numeral.end));
    let middle = text.get(low.numeral.len()..text.len() - high.numeral.len()).unwrap_or(" ");
    let swapped = format!("{}{middle}{}", slice(high.numeral), slice(low.numeral));
    conflict.due = Some(swapped.clone());
    out.push(conflict.repair(Span::new(low.numeral.start, high.numeral.end), swapped));
}
