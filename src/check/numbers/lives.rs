//! Dates against dates: lives and ages, beginnings and ends, years gone by, decades and centuries.

use super::conflict::{Conflict, Operand};
use super::desk::Desk;
use super::kind::NumberKind;
use super::slip::Slip;
use crate::english::calendar::{century, century_is_arguable, decade};
use crate::segment::quantity::{CueClass, DateFact, Kind, Quantity, SpanOf};
use crate::text::decimal::Decimal;
use crate::text::extent::Verdict;

/// Finds age-dates, date-order, elapsed-years and decade-century.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    if desk.facts.dates.is_empty() {
        return;
    }
    lives(desk, out);
    order(desk, out);
    for q in &desk.facts.quantities {
        if matches!(q.kind, Kind::Duration | Kind::Ordinal) && !desk.is_dump(q.sentence) {
            elapsed(desk, q, out);
            sequence(desk, q, out);
        }
    }
    periods(desk, out);
}

/// So many births and deaths of a document are compared.
const REGISTER: usize = 200;

/// A date that is told of a birth, a death, a beginning or an end.
struct Event<'a> {
    date: &'a DateFact,
}

/// The dates that stand right after a cue of a class: `born in Trieste on 19 November 1938`.
fn events<'a>(desk: &Desk<'a, '_>, class: CueClass, tokens: std::ops::Range<u32>) -> Vec<Event<'a>> {
    let mut found: Vec<Event<'a>> = Vec::new();
    for cue in desk.facts.cues_within(tokens.clone()).iter().filter(|c| c.class == class) {
        let end = desk.sentence(desk.page.sentence_at(cue.tokens.start) as u32).end.min(cue.tokens.end + 12);
        let Some(date) = desk.facts.dates_within(cue.tokens.end..end).first() else { continue };
        let gap = cue.tokens.end..date.tokens.start;
        let other = [CueClass::Born, CueClass::Died, CueClass::Begin, CueClass::Finish]
            .iter()
            .any(|c| *c != class && desk.facts.cues_within(gap.clone()).iter().any(|x| x.class == *c));
        let parted = desk.any_word(gap, &[";", "(", "who", "whose", "before", "after", "since"]);
        if !other
            && !parted
            && date.date.year.is_some()
            && date.span_of == SpanOf::Itself
            && !date.vague
            && !found.iter().any(|e| e.date.tokens == date.tokens)
        {
            found.push(Event { date });
        }
    }
    found
}

/// Births, deaths and ages: of one sentence, or of a document that tells of one life.
fn lives(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let all = 0..desk.page.tokens.len() as u32;
    let (births, deaths) = (events(desk, CueClass::Born, all.clone()), events(desk, CueClass::Died, all.clone()));
    let ages: Vec<&Quantity> = desk.facts.quantities.iter().filter(|q| is_age(q) && at_death(desk, q)).collect();
    // A register of lives is looked at only as far as this.
    for birth in births.iter().take(REGISTER) {
        let here = |e: &&Event<'_>| e.date.sentence == birth.date.sentence;
        let lone = births.len() == 1 && deaths.len() == 1;
        let death = deaths.iter().take(REGISTER).find(here).or_else(|| deaths.first().filter(|_| lone));
        if let Some(death) = death {
            if death.date.date.is_surely_before(birth.date.date) == Some(true) {
                before_birth(desk, birth.date, death.date, out);
                continue;
            }
            let near = birth.date.sentence.abs_diff(death.date.sentence) < 12;
            let same: Vec<&&Quantity> = ages
                .iter()
                .take(REGISTER)
                .filter(|q| q.sentence == death.date.sentence || q.sentence == birth.date.sentence)
                .collect();
            let age = match (same.as_slice(), ages.as_slice()) {
                ([one], _) => Some(**one),
                ([], [one]) if lone && near => Some(*one),
                _ => None,
            };
            if let Some(age) = age {
                aged(desk, birth.date, death.date, age, out);
            }
        }
        at_event(desk, birth.date, out);
    }
    bracketed_lives(desk, out);
}

fn is_age(q: &Quantity) -> bool {
    q.kind == Kind::Age && q.hedge.is_none() && q.range.is_none()
}

/// Whether an age is told of a death: `died at the age of 84`, `has died aged 84`.
fn at_death(desk: &Desk<'_, '_>, q: &Quantity) -> bool {
    let sentence = desk.sentence(q.sentence);
    let from = q.tokens.start.saturating_sub(10).max(sentence.start);
    desk.has(CueClass::Died, from..q.tokens.start)
}

fn aged(desk: &Desk<'_, '_>, birth: &DateFact, death: &DateFact, age: &Quantity, out: &mut Vec<Conflict>) {
    let (Some(range), Some(said)) = (birth.date.years_to(death.date), age.printed.value.to_i64()) else { return };
    if (range.least..=range.most).contains(&said) {
        return;
    }
    let due = if said < range.least { range.least } else { range.most };
    let span = if range.least == range.most { due.to_string() } else { format!("{} or {}", range.least, range.most) };
    let equation = format!("from {} to {} are {span} years", text(desk, birth), text(desk, death));
    let mut conflict = desk.conflict(NumberKind::AgeDates, Verdict::Inconsistent, age, "the age", equation);
    conflict.slip = ((said - due).abs() == 1).then_some(Slip::OffByOne);
    conflict.due = Some(span);
    let conflict = conflict.with(birth.span, "the birth").with(death.span, "the death");
    out.push(if range.least == range.most { conflict.repair_value(age, Some(Decimal::from(due))) } else { conflict });
}

fn text<'a>(desk: &Desk<'a, '_>, date: &DateFact) -> &'a str {
    desk.page.prose.slice(date.span)
}

fn before_birth(desk: &Desk<'_, '_>, birth: &DateFact, death: &DateFact, out: &mut Vec<Conflict>) {
    let equation = format!("{} is before {}", text(desk, death), text(desk, birth));
    out.push(desk.date_conflict(NumberKind::DateOrder, death, "the end", equation).with(birth.span, "the beginning"));
}

/// `Born in 1962, he was 45 when he was elected in 2001`.
fn at_event(desk: &Desk<'_, '_>, birth: &DateFact, out: &mut Vec<Conflict>) {
    let sentence = desk.sentence(birth.sentence);
    let ages: Vec<&Quantity> = desk
        .facts
        .within(sentence.clone())
        .iter()
        .filter(|q| is_age(q) || q.kind == Kind::Count && desk.folded(q.tokens.end) == "when")
        .collect();
    let dates: Vec<&DateFact> = desk
        .facts
        .dates_within(sentence)
        .iter()
        .filter(|d| d.tokens != birth.tokens && d.date.year.is_some() && !d.vague && d.span_of == SpanOf::Itself)
        .collect();
    let ([age], [date]) = (ages.as_slice(), dates.as_slice()) else { return };
    let close = age.tokens.end.abs_diff(date.tokens.start) < 10 || date.tokens.end.abs_diff(age.tokens.start) < 6;
    let told = desk.any_word(age.tokens.end..age.tokens.end + 2, &["when"]) || at_death(desk, age);
    if close && told && date.tokens.start > birth.tokens.start && !at_death(desk, age) {
        aged_at(desk, birth, date, age, out);
    }
}

fn aged_at(desk: &Desk<'_, '_>, birth: &DateFact, date: &DateFact, age: &Quantity, out: &mut Vec<Conflict>) {
    aged(desk, birth, date, age, out);
}

/// `Albrecht Stroom (1603–1598)`.
fn bracketed_lives(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for two in desk.facts.dates.windows(2) {
        let [first, second] = two else { continue };
        let joined = second.tokens.start == first.tokens.end + 1
            && matches!(desk.folded(first.tokens.end), "-" | "–" | "—" | "to" | "until");
        let from = desk.folded(first.tokens.start.wrapping_sub(1));
        let told = matches!(desk.folded(first.tokens.end), "-" | "–" | "—") || matches!(from, "from" | "lasted");
        let bc = desk.any_word(second.tokens.end..second.tokens.end + 2, &["bc", "bce", "b", "ad"]);
        if joined
            && told
            && !bc
            && first.span_of == SpanOf::Itself
            && first.date.month.is_none() == second.date.month.is_none()
            && second.date.is_surely_before(first.date) == Some(true)
        {
            before_birth(desk, first, second, out);
        } else if joined && desk.folded(first.tokens.start.wrapping_sub(1)) == "(" {
            let ages: Vec<&Quantity> = desk
                .facts
                .within(desk.sentence(first.sentence))
                .iter()
                .filter(|q| is_age(q) && at_death(desk, q))
                .collect();
            if let [age] = ages.as_slice() {
                aged(desk, first, second, age, out);
            }
        }
    }
}

/// `opened in 1990 and closed in 1985`: within one sentence.
fn order(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let mut last = None;
    for date in &desk.facts.dates {
        if last == Some(date.sentence) {
            continue;
        }
        last = Some(date.sentence);
        let sentence = desk.sentence(date.sentence);
        let (begins, ends) =
            (events(desk, CueClass::Begin, sentence.clone()), events(desk, CueClass::Finish, sentence.clone()));
        let ([begin], [end]) = (begins.as_slice(), ends.as_slice()) else { continue };
        let again = desk.any_word(
            sentence,
            &[
                "reopened",
                "again",
                "new",
                "another",
                "previous",
                "predecessor",
                "replaced",
                "replacing",
                "successor",
                "where",
                "whose",
                "its",
                "their",
            ],
        );
        if !again && end.date.date.is_surely_before(begin.date.date) == Some(true) {
            before_birth(desk, begin.date, end.date, out);
        }
    }
}

/// `30 years later`, `its 25th anniversary`: the years that stand around it.
fn elapsed(desk: &Desk<'_, '_>, q: &Quantity, out: &mut Vec<Conflict>) {
    let sentence = desk.sentence(q.sentence);
    let years = q.kind == Kind::Duration && desk.unit(q).is_some_and(|u| u.name == "year") && q.hedge.is_none();
    let later = years && desk.folded(q.tokens.end) == "later";
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

/// `her third title in three years, after wins in 2019, 2021 and 2024`.
fn sequence(desk: &Desk<'_, '_>, q: &Quantity, out: &mut Vec<Conflict>) {
    let years = q.kind == Kind::Duration && desk.unit(q).is_some_and(|u| u.name == "year");
    let within = matches!(desk.folded(q.tokens.start.wrapping_sub(1)), "in" | "within" | "over")
        || desk.folded(q.tokens.start.wrapping_sub(1)) == "many";
    if !years || !within {
        return;
    }
    let listed: Vec<&DateFact> = desk
        .facts
        .dates_within(q.tokens.end..desk.sentence(q.sentence).end)
        .iter()
        .filter(|d| d.date.month.is_none() && d.span_of == SpanOf::Itself)
        .collect();
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
        if first.sentence != second.sentence || period.vague || date.vague {
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
        ];
        let apposed = gap.len() <= 4
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
