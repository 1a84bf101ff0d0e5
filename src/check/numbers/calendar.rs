//! Dates against the calendar: a weekday that does not fit its date, a day that no month has.

use super::conflict::{Conflict, Operand};
use super::desk::Desk;
use super::kind::NumberKind;
use crate::english::calendar::{Date, MONTHS, NotADate};
use crate::segment::quantity::DateFact;
use crate::text::extent::Verdict;

/// Finds weekday-date and impossible-date.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let today = desk.dated();
    for date in &desk.facts.dates {
        weekday(desk, date, today, out);
        impossible(desk, date, out);
    }
    for clock in desk.facts.clocks.iter().filter(|c| c.clock.is_none()) {
        let before = desk.folded(clock.tokens.start.wrapping_sub(1));
        // A place in a film or a recording is no time of day.
        let day = [
            "doors", "opens", "open", "starts", "start", "train", "leaves", "closes", "close", "arrives", "night",
            "flight", "bus", "ferry",
        ];
        if matches!(before, "at" | "from" | "until" | "till" | "by")
            && desk.any_word(desk.sentence(clock.sentence), &day)
        {
            let operands = vec![Operand { span: clock.span, role: "the time".to_owned() }];
            let equation = "a day has 24 hours of 60 minutes".to_owned();
            let (kind, verdict) = (NumberKind::ImpossibleDate, Verdict::Inconsistent);
            out.push(Conflict { kind, verdict, at: 0, operands, equation, slip: None, due: None, repairs: Vec::new() });
        }
    }
}

fn weekday(desk: &Desk<'_, '_>, date: &DateFact, today: Option<Date>, out: &mut Vec<Conflict>) {
    let Some((said, token)) = date.weekday else { return };
    let Some(full) = date.date.full().or_else(|| within_months(date, today)) else { return };
    desk.link([date.span]);
    let due = full.weekday();
    // Before 1752 much of the English-speaking world kept another calendar.
    if said == due || full.year() < 1753 {
        return;
    }
    let month = MONTHS.get(usize::from(full.month()) - 1).copied().unwrap_or_default();
    let told = if date.date.year.is_some() { "" } else { " (the year of the text)" };
    let equation = format!("{} {month} {}{told} was a {}", full.day(), full.year(), due.name());
    let mut conflict = desk.date_conflict(NumberKind::WeekdayDate, date, "the date", equation);
    conflict.due = Some(due.name().to_owned());
    let span = desk.page.token(token).span();
    let mut conflict = conflict.repair(span, due.name());
    if let (Some(nearest), Some(day)) = (said.nearest_to(full), date.day_at)
        && nearest.month() == full.month()
    {
        conflict = conflict.repair(desk.page.token(day).span(), nearest.day().to_string());
    }
    out.push(conflict);
}

/// The full date of a day without a year in a dated text: the one nearest to it, if that is within four months.
fn within_months(date: &DateFact, today: Option<Date>) -> Option<Date> {
    let (today, month, day) = (today?, date.date.month?, date.date.day?);
    if date.date.year.is_some() {
        return None;
    }
    let near = |year: u16| Date::new(year, month, day).ok().filter(|d| today.days_to(*d).abs() <= 120);
    [today.year(), today.year() + 1, today.year().saturating_sub(1)].into_iter().find_map(near)
}

fn impossible(desk: &Desk<'_, '_>, date: &DateFact, out: &mut Vec<Conflict>) {
    let Err(why) = date.date.check() else { return };
    let month = date.date.month.and_then(|m| MONTHS.get(usize::from(m).wrapping_sub(1)));
    let (equation, last) = match (why, month) {
        (NotADate::Day { last }, Some(month)) => {
            let year = date.date.year.filter(|_| date.date.month == Some(2)).map_or(String::new(), |y| format!(" {y}"));
            (format!("{month}{year} has {last} days"), Some(last))
        }
        (NotADate::Month, _) => ("there are 12 months".to_owned(), None),
        _ => return,
    };
    let mut conflict = desk.date_conflict(NumberKind::ImpossibleDate, date, "the date", equation);
    if let (Some(last), Some(day)) = (last, date.day_at) {
        conflict.due = Some(last.to_string());
        conflict = conflict.repair(desk.page.token(day).span(), last.to_string());
    }
    out.push(conflict);
}
