//! Years gone by, years in a row, decades and centuries.

use super::conflict::{Conflict, Operand};
use super::desk::Desk;
use super::kind::NumberKind;
use super::lives::text;
use crate::english::calendar::{century, century_is_arguable, decade};
use crate::segment::quantity::{CueClass, DateFact, Kind, Quantity, SpanOf};
use crate::text::decimal::Decimal;
use crate::text::extent::Verdict;

/// Finds elapsed-years, sequence-years and decade-century.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    if desk.facts.dates.is_empty() {
        return;
    }
    for q in desk.facts.quantities.iter().filter(|q| !desk.is_dump(q.sentence)) {
        match q.kind {
            Kind::Duration | Kind::Ordinal => {
                elapsed(desk, q, out);
                sequence(desk, q, out);
            }
            Kind::Count => listed_years(desk, q, out),
            _ => {}
        }
    }
    years_in_words(desk, out);
    periods(desk, out);
}

/// `30 years later`, `its 25th anniversary`: the years that stand around it.
fn elapsed(desk: &Desk<'_, '_>, q: &Quantity, out: &mut Vec<Conflict>) {
    let sentence = desk.sentence(q.sentence);
    let years = q.kind == Kind::Duration && desk.unit(q).is_some_and(|u| u.name == "year") && q.hedge.is_none();
    let later = years && desk.folded(q.tokens.end) == "later";
    if years && desk.folded(q.tokens.end) == "after" {
        return years_after(desk, q, out);
    }
    let anniversary = q.kind == Kind::Ordinal && desk.folded(q.tokens.end) == "anniversary";
    if !(later || anniversary) || q.scope.quoted {
        return;
    }
    let Some(said) = q.printed.value.to_i64() else { return };
    let plain = |d: &&DateFact| d.date.year.is_some() && d.span_of == SpanOf::Itself && !d.vague;
    let block = desk.block(q.sentence);
    let before: Vec<&DateFact> = desk.facts.dates_within(block.start..q.tokens.start).iter().filter(plain).collect();
    let next = desk.page.sentences.get(q.sentence as usize + 1).map_or(sentence.end, |s| s.tokens.end.min(block.end));
    let after: Vec<&DateFact> =
        desk.facts.dates_within(q.tokens.end..next.max(sentence.end)).iter().filter(plain).collect();
    let (Some(first), Some(second)) = (before.last(), after.first()) else { return };
    // Only one year may stand before, or none can be told from another.
    if before.iter().any(|d| d.date.year != first.date.year) {
        return;
    }
    if desk.any_word(q.tokens.end..second.tokens.start, &[";", ":"]) {
        return;
    }
    let Some(range) = first.date.years_to(second.date) else { return };
    let exact = desk.has(CueClass::ToTheDay, q.tokens.end..q.tokens.end + 4);
    let (least, most) = match (first.date.year, second.date.year) {
        (Some(a), Some(b)) if exact || anniversary => (i64::from(b) - i64::from(a), i64::from(b) - i64::from(a)),
        _ => (range.least, range.most.max(range.least)),
    };
    if (least..=most).contains(&said) || least < 0 {
        return;
    }
    let together = second.sentence == q.sentence && first.sentence == q.sentence;
    let due = match (first.date.year, second.date.year) {
        (Some(a), Some(b)) if first.date.month.is_none() || second.date.month.is_none() => i64::from(b) - i64::from(a),
        _ => most,
    };
    let equation = format!("from {} to {} are {due} years", text(desk, first), text(desk, second));
    let sure = together || exact;
    let verdict =
        if sure && (said - due).abs() > i64::from(!exact) { Verdict::Inconsistent } else { Verdict::Doubtful };
    let mut conflict = desk.conflict(NumberKind::ElapsedYears, verdict, q, "the years", equation);
    conflict.due = Some(format!("{due} years"));
    let conflict = conflict.with(first.span, "the first date").with(second.span, "the second date");
    out.push(if later { conflict.repair_value(q, Some(Decimal::from(due))) } else { conflict });
}

/// `In 2014, 40 years after it opened in 1974`: the year before and the year after.
fn years_after(desk: &Desk<'_, '_>, q: &Quantity, out: &mut Vec<Conflict>) {
    let sentence = desk.sentence(q.sentence);
    let plain = |d: &&DateFact| d.date.year.is_some() && d.span_of == SpanOf::Itself && !d.vague;
    let before: Vec<&DateFact> = desk.facts.dates_within(sentence.start..q.tokens.start).iter().filter(plain).collect();
    let after: Vec<&DateFact> = desk.facts.dates_within(q.tokens.end..sentence.end).iter().filter(plain).collect();
    let ([late], [early]) = (before.as_slice(), after.as_slice()) else { return };
    let apart = q.from.saturating_sub(late.tokens.end) > 4 || early.tokens.start.saturating_sub(q.tokens.end) > 9;
    let (Some(range), Some(said)) = (early.date.years_to(late.date), q.printed.value.to_i64()) else { return };
    if apart || range.most < 0 || desk.any_word(q.tokens.end..early.tokens.start, &[",", ";", "(", "and"]) {
        return;
    }
    if !(range.least..=range.most.max(range.least)).contains(&said) {
        report_years(desk, q, early, late, said, out);
    }
}

/// The years between two dates against what is said of them.
fn report_years(
    desk: &Desk<'_, '_>,
    q: &Quantity,
    first: &DateFact,
    second: &DateFact,
    said: i64,
    out: &mut Vec<Conflict>,
) {
    let (Some(a), Some(b)) = (first.date.year, second.date.year) else { return };
    let due = i64::from(b) - i64::from(a);
    if due < 0 {
        return;
    }
    let equation = format!("from {} to {} are {due} years", text(desk, first), text(desk, second));
    let verdict = if (said - due).abs() > 1 { Verdict::Inconsistent } else { Verdict::Doubtful };
    let mut conflict = desk.conflict(NumberKind::ElapsedYears, verdict, q, "the years", equation);
    conflict.due = Some(format!("{due} years"));
    let conflict = conflict.with(first.span, "the first date").with(second.span, "the second date");
    out.push(conflict.repair_value(q, Some(Decimal::from(due))));
}

/// `celebrates its centenary in 2005`, `a decade later, in 2021`: words that are numbers of years.
fn years_in_words(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for sentence in &desk.page.sentences {
        let years = desk.facts.dates_within(sentence.tokens.clone());
        let [first, second] = years else { continue };
        let (Some(a), Some(b)) = (first.date.year, second.date.year) else { continue };
        let plain = |d: &DateFact| d.span_of == SpanOf::Itself && !d.vague && d.date.day.is_none();
        let between = first.tokens.end..second.tokens.start;
        if !plain(first) || !plain(second) || between.len() > 16 {
            continue;
        }
        let found = between.clone().find_map(|i| {
            let (years, later) = match desk.folded(i) {
                "centenary" | "centennial" => (100, false),
                "bicentenary" | "bicentennial" => (200, false),
                "tercentenary" => (300, false),
                "sesquicentennial" => (150, false),
                "decade" => (10, true),
                "century" => (100, true),
                _ => return None,
            };
            let one = matches!(desk.folded(i.wrapping_sub(1)), "a" | "one" | "exactly");
            (!later || one && desk.folded(i + 1) == "later").then_some((i, years))
        });
        let Some((at, said)) = found else { continue };
        let due = i64::from(b) - i64::from(a);
        if due <= 0
            || (due - said).abs() <= if said == 10 { 1 } else { 0 }
            || desk.any_word(between, &[";", "half", "than"])
        {
            continue;
        }
        let span = desk.page.span(at..at + 1);
        let equation = format!("from {a} to {b} are {due} years");
        let operands = vec![
            Operand { span, role: "the years".to_owned() },
            Operand { span: first.span, role: "the first date".to_owned() },
            Operand { span: second.span, role: "the second date".to_owned() },
        ];
        let kind = NumberKind::ElapsedYears;
        let (verdict, due) = (Verdict::Inconsistent, Some(format!("{due} years")));
        out.push(Conflict { kind, verdict, at: 0, operands, equation, slip: None, due, repairs: Vec::new() });
    }
}

/// `three titles in four years`, after 2019, 2021 and 2024; `four times, in 2001, 2004 and 2009`.
fn listed_years(desk: &Desk<'_, '_>, q: &Quantity, out: &mut Vec<Conflict>) {
    let times = q.kind == Kind::Count
        && (desk.folded(q.tokens.end) == "times" || q.noun.0 != 0 && q.noun_at == Some(q.tokens.end))
        && q.printed.value.to_i64().is_some_and(|n| (2..=12).contains(&n))
        && q.hedge.is_none();
    if !times {
        return;
    }
    let sentence = desk.sentence(q.sentence);
    let from = q.noun_at.map_or(q.tokens.end, |n| n + 1).max(q.tokens.end + 1);
    let years: Vec<&DateFact> = desk
        .facts
        .dates_within(from..sentence.end)
        .iter()
        .filter(|d| d.date.month.is_none() && d.span_of == SpanOf::Itself && d.date.year.is_some())
        .collect();
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return };
    let opener = desk.folded(first.tokens.start.wrapping_sub(1));
    let comma = matches!(desk.folded(first.tokens.start.wrapping_sub(2)), "," | "(" | "–" | "—") && opener == "in"
        || matches!(opener, ":" | "(");
    let row = years.windows(2).all(|two| matches!(two, [x, y] if y.tokens.start - x.tokens.end <= 2));
    let closed = years.len() >= 3
        && desk.folded(last.tokens.start.wrapping_sub(1)) == "and"
        && first.tokens.start.saturating_sub(from) <= 4;
    let all = desk.facts.dates_within(sentence).iter().filter(|d| d.date.year.is_some()).count() == years.len();
    let Some(said) = q.printed.value.to_i64() else { return };
    let listed = years.len() as i64;
    if comma && row && closed && all && listed != said && (listed - said).abs() <= 2 {
        let equation = format!("{listed} years are listed");
        let mut conflict = desk.conflict(NumberKind::SequenceYears, Verdict::Inconsistent, q, "the count", equation);
        conflict.due = Some(listed.to_string());
        let span = first.span.join(last.span);
        out.push(conflict.with(span, "the years").repair_value(q, Some(Decimal::from(listed))));
    }
}

/// `her third title in three years, after wins in 2019, 2021 and 2024`.
fn sequence(desk: &Desk<'_, '_>, q: &Quantity, out: &mut Vec<Conflict>) {
    let years = q.kind == Kind::Duration && desk.unit(q).is_some_and(|u| u.name == "year");
    let within = matches!(desk.folded(q.tokens.start.wrapping_sub(1)), "in" | "within" | "over")
        || desk.folded(q.tokens.start.wrapping_sub(1)) == "many";
    if !years || !within {
        return;
    }
    let years_of = |tokens: std::ops::Range<u32>| -> Vec<&DateFact> {
        let dates = desk.facts.dates_within(tokens).iter();
        dates.filter(|d| d.date.month.is_none() && d.span_of == SpanOf::Itself).collect()
    };
    let sentence = desk.sentence(q.sentence);
    let mut listed = years_of(q.tokens.end..sentence.end);
    if listed.len() < 2 {
        // `She won in 2019, 2021 and 2024, three titles in four years.`
        listed = years_of(sentence.start..q.tokens.start);
        if listed.last().is_none_or(|d| q.tokens.start - d.tokens.end > 7) || listed.len() < 3 {
            return;
        }
    }
    let (Some(first), Some(last), Some(said)) = (listed.first(), listed.last(), q.printed.value.to_i64()) else {
        return;
    };
    let (Some(a), Some(b)) = (first.date.year, last.date.year) else { return };
    let row = listed.windows(2).all(|two| matches!(two, [x, y] if y.tokens.start - x.tokens.end <= 2));
    let span = i64::from(b) - i64::from(a);
    if listed.len() >= 2 && row && span > said {
        let equation = format!("from {a} to {b} are {span} years");
        let conflict = desk.conflict(NumberKind::SequenceYears, Verdict::Inconsistent, q, "the years", equation);
        out.push(conflict.with(first.span, "the first").with(last.span, "the last"));
    }
}

/// `in 1612, in the 16th century`, `the 1980s, in 1992,`.
fn periods(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for two in desk.facts.dates.windows(2) {
        let [first, second] = two else { continue };
        let (period, date) = match (first.span_of, second.span_of) {
            (SpanOf::Itself, SpanOf::Itself) => continue,
            (SpanOf::Itself, _) => (second, first),
            (_, SpanOf::Itself) => (first, second),
            _ => continue,
        };
        // `late in the 17th century` is still in it.
        let part = ["late", "early", "mid"].contains(&desk.folded(period.tokens.start.wrapping_sub(1)));
        if first.sentence != second.sentence || period.vague && !part || date.vague {
            continue;
        }
        let gap = first.tokens.end..second.tokens.start;
        let filler = [
            "in",
            "the",
            ",",
            "(",
            "on",
            "early",
            "late",
            "mid",
            "of",
            "-",
            "–",
            "—",
            "around",
            "at",
            "during",
            "specifically",
            "that",
            "is",
            "was",
            "to",
            "be",
            "exact",
        ];
        let apposed = gap.len() <= 5
            && !gap.is_empty()
            && gap.clone().all(|i| filler.contains(&desk.folded(i)))
            && desk.any_word(gap.clone(), &[",", "(", "—", "–"]);
        let adjective = matches!(period.span_of, SpanOf::Century(_))
            && desk.any_word(
                gap.clone(),
                &["built", "dated", "dating", "painted", "written", "made", "founded", "completed"],
            )
            && gap.len() < 9;
        let Some(year) = date.date.year.filter(|_| apposed || adjective) else { continue };
        let (fits, due) = match period.span_of {
            SpanOf::Decade => (decade(year) == period.date.year.unwrap_or(0), format!("the {}s", decade(year))),
            SpanOf::Century(n) => (
                century(year) == n || century_is_arguable(year) && n == century(year) + 1,
                ordinal_century(century(year)),
            ),
            SpanOf::Itself => continue,
        };
        let turn = desk.has(CueClass::VagueTime, period.tokens.start.saturating_sub(3)..period.tokens.start)
            && desk.any_word(period.tokens.start.saturating_sub(4)..period.tokens.start, &["turn", "long", "end"]);
        if fits || turn {
            continue;
        }
        let equation = format!("{year} is in {due}");
        let operands = vec![
            Operand { span: period.span, role: "the period".to_owned() },
            Operand { span: date.span, role: "the year".to_owned() },
        ];
        let (kind, verdict) = (NumberKind::DecadeCentury, Verdict::Inconsistent);
        let repairs = repair(desk, period, year);
        out.push(Conflict { kind, verdict, at: 0, operands, equation, slip: None, due: Some(due), repairs });
    }
}

fn ordinal_century(number: u16) -> String {
    format!("the {number}{} century", crate::english::number_words::ordinal_suffix(number.into()))
}

/// The decade or the number of the century in digits.
fn repair(desk: &Desk<'_, '_>, period: &DateFact, year: u16) -> Vec<super::conflict::Repair> {
    let digits = desk.page.token(period.tokens.start);
    let written = desk.page.text(period.tokens.start);
    if !written.bytes().all(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let text = match period.span_of {
        SpanOf::Decade => decade(year).to_string(),
        SpanOf::Century(_) => {
            let number = century(year);
            let suffix = crate::english::number_words::ordinal_suffix(number.into());
            let past = desk.page.token(period.tokens.start + 1);
            let span = crate::text::Span::new(digits.start, past.end);
            return vec![super::conflict::Repair { span, text: format!("{number}{suffix}") }];
        }
        SpanOf::Itself => return Vec::new(),
    };
    vec![super::conflict::Repair { span: digits.span(), text }]
}
