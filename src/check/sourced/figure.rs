//! The figures of a row of items: value, unit, hedge. It reads enough to say whether two figures are the same, also across
//! units, words and digits, and across honest rounding; it knows no dates and adds nothing up.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::knowledge::{Cue, Knowledge, Unit};
use crate::compare::Text;
use crate::compare::items::{ItemKind, is_currency, key};
use crate::english::grammar::{number_words as number_word_list, ordinal, small_number};
use crate::segment::TokenKind;

/// A figure in a text.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The items of the number itself with its scale: `6.1 million`.
    pub number: Range<u32>,
    /// The same with sign, currency and unit.
    pub whole: Range<u32>,
    /// The value, scale included.
    pub value: f64,
    /// Its unit.
    pub unit: Option<Unit>,
    /// The item of the unit.
    pub unit_at: Option<u32>,
    /// What it is qualified by: a bound or a softening hedge, and its items.
    pub hedge: Option<(Cue, Range<u32>)>,
    /// A share or a multiple in words (`half`), which says the same as many figures.
    pub share: bool,
}

/// The figures among these items, in order.
pub fn figures(text: &Text<'_>, items: Range<u32>, knowledge: &Knowledge) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = items.start;
    while at < items.end {
        match number(text, at, items.end) {
            Some((value, end)) => {
                found.push(figure(text, at..end, value, &items, knowledge));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn folded(text: &Text<'_>, i: u32) -> String {
    text.written(i).to_lowercase()
}

/// Whether an item follows the one before it without a mark between them.
fn follows(text: &Text<'_>, i: u32) -> bool {
    i > 0 && text.item(i).token == text.item(i - 1).token + 1
}

/// The keys of the words with which a figure in words may begin.
fn number_words() -> &'static FxHashSet<u32> {
    static KEYS: OnceLock<FxHashSet<u32>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let others = ["half", "quarter", "dozen", "twice", "hundred", "thousand", "million", "billion"];
        number_word_list().chain(others).map(key).collect()
    })
}

/// The number that begins at an item, and the item past it.
fn number(text: &Text<'_>, at: u32, end: u32) -> Option<(f64, u32)> {
    let token = text.token(at);
    // Nearly every word is none of these: find that out without writing it down in lower case.
    if token.kind == TokenKind::Word && !number_words().contains(&text.item(at).key) {
        return None;
    }
    let word = folded(text, at);
    let (mut value, mut next) = match token.kind {
        TokenKind::Number => (digits(&word)?, at + 1),
        TokenKind::Word => match word.as_str() {
            "half" => (0.5, at + 1),
            "quarter" => (0.25, at + 1),
            "dozen" => (12.0, at + 1),
            "twice" => (2.0, at + 1),
            "hundred" | "thousand" | "million" | "billion"
                if at > 0 && matches!(folded(text, at - 1).as_str(), "a" | "one") =>
            {
                (1.0, at)
            }
            _ => {
                let value = small_number(&word).or_else(|| ordinal(&word).filter(|&n| n > 1))?;
                (f64::from(value), at + 1)
            }
        },
        _ => return None,
    };
    if token.kind == TokenKind::Word && value >= 20.0 && next < end && follows(text, next) {
        let unit = folded(text, next);
        let unit = if unit == "one" { Some(1) } else { small_number(&unit).or_else(|| ordinal(&unit)) };
        if let Some(unit) = unit.filter(|&u| u < 10 && value < 100.0) {
            value += f64::from(unit);
            next += 1;
        }
    }
    while next < end && (next == at || follows(text, next)) {
        let money = at > 0 && text.written(at - 1).chars().all(is_currency);
        let factor = match folded(text, next).as_str() {
            "hundred" => 1e2,
            "thousand" => 1e3,
            "million" | "mn" => 1e6,
            "billion" | "bn" => 1e9,
            "trillion" | "tn" => 1e12,
            "m" if money => 1e6,
            "b" if money => 1e9,
            "k" if money => 1e3,
            _ => break,
        };
        value *= factor;
        next += 1;
    }
    Some((value, next))
}

fn digits(word: &str) -> Option<f64> {
    if let Some((a, b)) = word.split_once('/') {
        let (a, b): (f64, f64) = (a.parse().ok()?, b.parse().ok()?);
        return (b != 0.0).then(|| a / b);
    }
    word.replace(',', "").replace(':', ".").parse().ok()
}

fn figure(text: &Text<'_>, number: Range<u32>, value: f64, within: &Range<u32>, knowledge: &Knowledge) -> Figure {
    let mut whole = number.clone();
    let (mut unit, mut unit_at) = (None, None);
    if number.start > within.start
        && text.item(number.start - 1).kind == ItemKind::Figure
        && follows(text, number.start)
    {
        let sign = number.start - 1;
        if text.written(sign).chars().all(is_currency) {
            (unit, unit_at) = (knowledge.unit(text.item(sign).key), Some(sign));
            whole.start = sign;
        }
    }
    if unit.is_none() && number.end < within.end && follows(text, number.end) {
        unit = knowledge.unit(text.item(number.end).stem).or_else(|| knowledge.unit(text.item(number.end).key));
        if unit.is_some() {
            unit_at = Some(number.end);
            whole.end += 1;
        }
    }
    let hedge = hedge(text, whole.start, within.start, knowledge).or_else(|| or_more(text, whole.end, within.end));
    let share = matches!(folded(text, number.start).as_str(), "half" | "quarter" | "twice");
    Figure { number, whole, value, unit, unit_at, hedge, share }
}

/// `or more`, `or over`, `or fewer` after a figure.
fn or_more(text: &Text<'_>, at: u32, end: u32) -> Option<(Cue, Range<u32>)> {
    let after = (at..end.min(at + 3)).find(|&i| folded(text, i) == "or")?;
    let bound = text.items.get(after as usize + 1).map(|_| folded(text, after + 1))?;
    matches!(bound.as_str(), "more" | "over" | "older" | "above" | "less" | "under" | "fewer" | "younger")
        .then_some((Cue::Bound(u8::MAX), at..at))
}

/// The hedge that ends directly before an item.
fn hedge(text: &Text<'_>, end: u32, from: u32, knowledge: &Knowledge) -> Option<(Cue, Range<u32>)> {
    (1..=4_u32).rev().filter_map(|length| end.checked_sub(length).filter(|&s| s >= from)).find_map(|start| {
        let stems = |i: usize| text.items.get(start as usize + i).map(|item| item.stem);
        let cue = knowledge
            .cues_at(stems)
            .find(|(n, cue)| start + *n as u32 == end && matches!(cue, Cue::Bound(_) | Cue::Hedge));
        cue.map(|(_, cue)| (cue, start..end))
    })
}

/// How two figures compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Same {
    /// The same, or as near as the draft's hedge and rounding allow.
    Yes,
    /// The same, but the hedge that bounds or softens it is another.
    OtherHedge,
    /// Not the same.
    No,
}

/// Compares a figure of the draft with one of a source.
pub fn compare(draft: &Figure, source: &Figure) -> Same {
    let (mut a, mut b) = (draft.value, source.value);
    let converted = match (draft.unit, source.unit) {
        (Some(x), Some(y)) if x.measure != y.measure => return Same::No,
        (Some(x), Some(y)) => {
            (a, b) = (a * x.size, b * y.size);
            (x.size / y.size - 1.0).abs() > 1e-9
        }
        _ => false,
    };
    let off = (a - b).abs() / a.abs().max(b.abs()).max(1e-12);
    if off < 1e-9 {
        let plain = |f: &Figure| f.hedge.as_ref().map(|(cue, _)| *cue);
        let after = [draft, source].iter().any(|f| plain(f) == Some(Cue::Bound(u8::MAX)));
        return if after || plain(draft) == plain(source) { Same::Yes } else { Same::OtherHedge };
    }
    let rounder = round_digits(draft.value) <= round_digits(source.value);
    let allowed = match (&draft.hedge, converted) {
        (Some(_), _) => 0.08,
        (None, true) => 0.03,
        (None, false) if rounder => 0.005,
        (None, false) => 0.0,
    };
    if off <= allowed && (rounder || converted) { Same::Yes } else { Same::No }
}

/// How many digits a value is told with, zeros at the end apart.
fn round_digits(value: f64) -> usize {
    let text = format!("{value}");
    text.trim_end_matches('0').trim_end_matches('.').trim_end_matches('0').bytes().filter(u8::is_ascii_digit).count()
}
