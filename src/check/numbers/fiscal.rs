//! Quarters and halves against the months that are told for them. Only where the calendar year is named: a company's own
//! year begins when it likes, and that is most of them.

use super::conflict::{Conflict, Operand};
use super::desk::Desk;
use super::kind::NumberKind;
use crate::english::calendar::{MONTHS, month_named};
use crate::segment::TokenKind;
use crate::segment::quantity::CueClass;
use crate::text::extent::Verdict;

/// Finds fiscal-period.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for (index, sentence) in desk.page.sentences.iter().enumerate() {
        let tokens = sentence.tokens.clone();
        let periods: Vec<_> = desk
            .facts
            .cues_within(tokens.clone())
            .iter()
            .filter(|c| matches!(c.class, CueClass::Quarters | CueClass::Halves))
            .collect();
        if periods.is_empty() || desk.is_dump(index as u32) || !desk.any_word(tokens.clone(), &["calendar"]) {
            continue;
        }
        let [period] = periods.as_slice() else { continue };
        let Some((first, length)) = span_of(desk, period.tokens.clone()) else { continue };
        let Some((said, at)) = last_month(desk, tokens.clone()) else { continue };
        let own = desk.has(CueClass::Fiscal, tokens);
        let last = first + length - 1;
        if own || said == last {
            continue;
        }
        let name = |month: u8| MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
        let span = desk.page.span(period.tokens.clone());
        let equation = format!("that part of the calendar year is {} to {}", name(first), name(last));
        let operands = vec![
            Operand { span, role: "the period".to_owned() },
            Operand { span: desk.page.span(at), role: "the months".to_owned() },
        ];
        let (kind, verdict) = (NumberKind::FiscalPeriod, Verdict::Inconsistent);
        out.push(Conflict { kind, verdict, at: 0, operands, equation, slip: None, due: None, repairs: Vec::new() });
    }
}

/// The first month of a quarter or a half of the calendar year, and how many months it has.
fn span_of(desk: &Desk<'_, '_>, tokens: std::ops::Range<u32>) -> Option<(u8, u8)> {
    tokens.clone().find_map(|i| {
        let half = desk.any_word(tokens.clone(), &["half"]);
        Some(match desk.folded(i) {
            "first" | "1st" if half => (1, 6),
            "second" | "2nd" if half => (7, 6),
            "h1" => (1, 6),
            "h2" => (7, 6),
            "first" | "1st" | "q1" => (1, 3),
            "second" | "2nd" | "q2" => (4, 3),
            "third" | "3rd" | "q3" => (7, 3),
            "fourth" | "4th" | "q4" => (10, 3),
            _ => return None,
        })
    })
}

/// The last of the months that are told for it: `the three months to June`, `July to September`, `from July to December`.
fn last_month(desk: &Desk<'_, '_>, tokens: std::ops::Range<u32>) -> Option<(u8, std::ops::Range<u32>)> {
    let month = |i: u32| {
        let word = desk.page.tokens.get(i as usize).is_some_and(|t| t.kind == TokenKind::Word);
        word.then(|| month_named(desk.page.text(i))).flatten()
    };
    tokens.clone().find_map(|i| {
        let to = matches!(desk.folded(i), "to" | "through" | "until" | "-" | "–" | "ended" | "ending");
        let end = tokens.contains(&(i + 1)).then(|| month(i + 1)).flatten().filter(|_| to)?;
        let months = i > tokens.start
            && (month(i - 1).is_some() || matches!(desk.folded(i - 1), "months") || desk.folded(i).starts_with("end"));
        months.then_some((end, i.saturating_sub(1)..i + 2))
    })
}
