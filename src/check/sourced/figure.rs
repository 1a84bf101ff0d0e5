//! The figures of a row of items: value, unit, hedge. It reads enough to say whether two figures are the same, also across
//! units, words and digits, and across honest rounding; values are exact. It knows no dates and adds nothing up.
//!
//! The page's quantities (`segment/quantity`) are not used: they are made for one page with all its words at hand, sources are
//! kept as bare items, and a megabyte of them is read for each megabyte of draft.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::knowledge::{Cue, Knowledge, Side, Unit};
use crate::compare::Text;
use crate::compare::items::{ItemKind, is_currency, key};
use crate::english::grammar::{number_words as number_word_list, ordinal, small_number};
use crate::segment::TokenKind;
use crate::text::decimal::{Decimal, Printed, Rounding};

/// A figure in a text.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The items of the number itself with its scale: `6.1 million`.
    pub number: Range<u32>,
    /// The same with sign, currency and unit.
    pub whole: Range<u32>,
    /// The value, scale included.
    pub value: Decimal,
    /// The value if the letter after the digits is a scale and no unit: `340m`.
    pub scaled: Option<Decimal>,
    /// Its unit.
    pub unit: Option<Unit>,
    /// The item of the unit.
    pub unit_at: Option<u32>,
    /// What it is qualified by: a bound or a softening hedge, and its items.
    pub hedge: Option<(Cue, Range<u32>)>,
    /// On which side of the figure the truth lies, by its hedge.
    pub side: Option<Side>,
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
        let others = ["half", "quarter", "dozen", "twice", "one", "hundred", "thousand", "million", "billion"];
        number_word_list().chain(others).map(key).collect()
    })
}

/// The number that begins at an item, and the item past it.
fn number(text: &Text<'_>, at: u32, end: u32) -> Option<(Decimal, u32)> {
    let token = text.token(at);
    // Nearly every word is none of these: find that out without writing it down in lower case.
    if token.kind == TokenKind::Word && !number_words().contains(&text.item(at).key) {
        return None;
    }
    if let Some(share) = one_in(text, at, end) {
        return Some(share);
    }
    let word = folded(text, at);
    let (mut value, mut next) = match token.kind {
        TokenKind::Number => (digits(&word)?, at + 1),
        TokenKind::Word => match word.as_str() {
            "half" => (Decimal::new(5, -1)?, at + 1),
            "quarter" => (Decimal::new(25, -2)?, at + 1),
            "dozen" => (Decimal::from(12), at + 1),
            "twice" => (Decimal::from(2), at + 1),
            "hundred" | "thousand" | "million" | "billion"
                if at > 0 && matches!(folded(text, at - 1).as_str(), "a" | "one") =>
            {
                (Decimal::from(1), at)
            }
            _ => in_words(text, at, end)?,
        },
        _ => return None,
    };
    while next < end && (next == at || follows(text, next)) {
        let money = at > 0 && text.written(at - 1).chars().all(is_currency);
        let power = match folded(text, next).as_str() {
            "hundred" => 2,
            "thousand" => 3,
            "million" | "mn" => 6,
            "billion" | "bn" => 9,
            "trillion" | "tn" => 12,
            letter if money => scale_letter(letter).unwrap_or(0),
            _ => 0,
        };
        if power == 0 {
            break;
        }
        value = value.times(Decimal::power_of_ten(power)?)?;
        next += 1;
    }
    Some((value, next))
}

fn scale_letter(letter: &str) -> Option<i32> {
    match letter {
        "k" => Some(3),
        "m" => Some(6),
        "b" => Some(9),
        _ => None,
    }
}

/// `nineteen`, `forty-one`, `third`.
fn in_words(text: &Text<'_>, at: u32, end: u32) -> Option<(Decimal, u32)> {
    let word = folded(text, at);
    let value = small_number(&word).or_else(|| ordinal(&word).filter(|&n| n > 1))?;
    let next = at + 1;
    if (20..100).contains(&value) && next < end && follows(text, next) {
        let unit = folded(text, next);
        let unit = if unit == "one" { Some(1) } else { small_number(&unit).or_else(|| ordinal(&unit)) };
        if let Some(unit) = unit.filter(|&u| u < 10) {
            return Some((Decimal::from(i64::from(value + unit)), next + 1));
        }
    }
    Some((Decimal::from(i64::from(value)), next))
}

/// `one in ten`, `4 out of 5`: what that is in per cent. The unit is set by the caller, who finds no other.
fn one_in(text: &Text<'_>, at: u32, end: u32) -> Option<(Decimal, u32)> {
    let part = |i: u32| -> Option<i64> {
        let word = folded(text, i);
        match text.token(i).kind {
            TokenKind::Number => digits(&word)?.to_i64(),
            TokenKind::Word if word == "one" => Some(1),
            TokenKind::Word => small_number(&word).map(i64::from),
            _ => None,
        }
    };
    let mut next = at + 1;
    if next + 1 >= end || !follows(text, next) {
        return None;
    }
    match folded(text, next).as_str() {
        "in" => next += 1,
        "out" if next + 2 < end && folded(text, next + 1) == "of" => next += 2,
        _ => return None,
    }
    let (some, all) = (part(at)?, part(next)?);
    // `three in 2014` is no share.
    if !(some > 0 && some < all && all <= 1000) {
        return None;
    }
    let share = Decimal::ratio(some * 100, all, Rounding::Nearest)?;
    Some((share.round(-6, Rounding::Nearest), next + 1))
}

fn digits(word: &str) -> Option<Decimal> {
    if let Some((a, b)) = word.split_once('/') {
        return Decimal::ratio(a.parse().ok()?, b.parse().ok().filter(|&b: &i64| b != 0)?, Rounding::Nearest);
    }
    word.replace(',', "").replace(':', ".").parse::<Printed>().ok().map(|printed| printed.value)
}

fn figure(text: &Text<'_>, number: Range<u32>, value: Decimal, within: &Range<u32>, knowledge: &Knowledge) -> Figure {
    let mut whole = number.clone();
    let (mut unit, mut unit_at) = (None, None);
    let is_share = number.len() > 2
        && matches!(folded(text, number.start + 1).as_str(), "in" | "out")
        && text.item(number.start + 1).kind == ItemKind::Function;
    if is_share {
        unit = knowledge.unit(key("%"));
    }
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
    let mut scaled = None;
    if unit.is_none() && number.end < within.end && follows(text, number.end) {
        unit = knowledge.unit(text.item(number.end).stem).or_else(|| knowledge.unit(text.item(number.end).key));
        if unit.is_some() {
            unit_at = Some(number.end);
            whole.end += 1;
        }
        let is_close = text.token(number.end).start == text.token(number.end - 1).end;
        scaled = scale_letter(&folded(text, number.end))
            .filter(|_| is_close)
            .and_then(|power| value.times(Decimal::power_of_ten(power)?));
    }
    let hedge = hedge(text, whole.start, within.start, knowledge).or_else(|| or_more(text, whole.end, within.end));
    let side = hedge.as_ref().and_then(|(cue, _)| knowledge.side(*cue));
    let share = matches!(folded(text, number.start).as_str(), "half" | "quarter" | "twice");
    Figure { number, whole, value, scaled, unit, unit_at, hedge, side, share }
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
    let readings = |f: &Figure| [Some((f.value, f.unit)), f.scaled.map(|value| (value, None))];
    let mut best = Same::No;
    for (value, unit) in readings(draft).into_iter().flatten() {
        for (other, other_unit) in readings(source).into_iter().flatten() {
            match compare_as(draft, source, (value, unit), (other, other_unit)) {
                Same::Yes => return Same::Yes,
                Same::OtherHedge => best = Same::OtherHedge,
                Same::No => {}
            }
        }
    }
    best
}

/// The same for one reading of each.
fn compare_as(draft: &Figure, source: &Figure, mine: (Decimal, Option<Unit>), theirs: (Decimal, Option<Unit>)) -> Same {
    let (mut a, mut b) = (mine.0.to_f64(), theirs.0.to_f64());
    let converted = match (mine.1, theirs.1) {
        (Some(x), Some(y)) if x.measure != y.measure => return Same::No,
        (Some(x), Some(y)) => {
            (a, b) = (a * x.size, b * y.size);
            (x.size / y.size - 1.0).abs() > 1e-9
        }
        _ => false,
    };
    let off = (a - b).abs() / a.abs().max(b.abs()).max(1e-12);
    if if converted { off < 1e-9 } else { mine.0 == theirs.0 } {
        let plain = |f: &Figure| f.hedge.as_ref().map(|(cue, _)| *cue);
        let after = [draft, source].iter().any(|f| plain(f) == Some(Cue::Bound(u8::MAX)));
        return if after || plain(draft) == plain(source) { Same::Yes } else { Same::OtherHedge };
    }
    let holds = match (draft.side, converted) {
        // “More than 9,000” is true of 9,200.
        (Some(side), _) => off <= 0.15 && if side == Side::Over { a < b } else { a > b },
        (None, true) => off <= if draft.hedge.is_some() { 0.08 } else { 0.03 } && digits_of(mine.0) <= 4,
        (None, false) => rounds(mine.0, theirs.0, draft.hedge.is_some(), off),
    };
    if holds { Same::Yes } else { Same::No }
}

/// Whether a value is another one rounded, as far as a writer may round: to one digit under a hedge, without one to two and more,
/// and no small whole numbers or years.
fn rounds(value: Decimal, exact: Decimal, hedged: bool, off: f64) -> bool {
    if value.is_zero() || digits_of(value) >= digits_of(exact) && !hedged {
        return false;
    }
    if hedged {
        return off <= 0.08 && digits_of(value) <= digits_of(exact).max(2);
    }
    let large = exact.abs() >= Decimal::from(3000) || !exact.is_whole();
    large && off <= 0.03 && digits_of(value) >= 2 && exact.round(value.last_place(), Rounding::Nearest) == value
}

/// How many digits a value is told with, zeros at the end apart.
fn digits_of(value: Decimal) -> i32 {
    value.first_place() - value.last_place() + 1
}
