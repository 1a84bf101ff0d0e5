//! Dates against dates: lives and ages, beginnings and ends. Years gone by, decades and centuries are in `years.rs`.

use super::conflict::Conflict;
use super::desk::Desk;
use super::kind::NumberKind;
use super::slip::Slip;
use crate::segment::quantity::{CueClass, DateFact, Kind, Quantity, SpanOf};
use crate::text::decimal::Decimal;
use crate::text::extent::Verdict;

/// Finds age-dates and date-order.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    if desk.facts.dates.is_empty() {
        return;
    }
    lives(desk, out);
    order(desk, out);
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
        || desk.any_word(q.tokens.start.saturating_sub(4)..q.tokens.start, &["lived"])
}

fn aged(desk: &Desk<'_, '_>, birth: &DateFact, death: &DateFact, age: &Quantity, out: &mut Vec<Conflict>) {
    let (Some(range), Some(said)) = (birth.date.years_to(death.date), age.printed.value.to_i64()) else { return };
    desk.link([birth.span, death.span, age.span]);
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

pub(super) fn text<'a>(desk: &Desk<'a, '_>, date: &DateFact) -> &'a str {
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
        .filter(|q| is_age(q) || q.kind == Kind::Count && (desk.folded(q.tokens.end) == "when" || is_apposed(desk, q)))
        .collect();
    let dates: Vec<&DateFact> = desk
        .facts
        .dates_within(sentence)
        .iter()
        .filter(|d| d.tokens != birth.tokens && d.date.year.is_some() && !d.vague && d.span_of == SpanOf::Itself)
        .collect();
    let ([age], [date]) = (ages.as_slice(), dates.as_slice()) else { return };
    let close = age.tokens.end.abs_diff(date.tokens.start) < 10 || date.tokens.end.abs_diff(age.tokens.start) < 6;
    let when = desk.any_word(age.tokens.end..age.tokens.end + 2, &["when"]);
    // `became mayor in 2015 at the age of 35`
    let aged_then = desk.has(CueClass::Aged, age.tokens.start.saturating_sub(5)..age.tokens.start)
        && date.tokens.end <= age.tokens.start
        && age.tokens.start - date.tokens.end < 7
        && !desk.any_word(date.tokens.end..age.tokens.start, &["and", "but", ";", "his", "her", "whose"]);
    if close && (when || aged_then) && date.tokens.start > birth.tokens.start && !at_death(desk, age) {
        aged_at(desk, birth, date, age, out);
    }
    // `In 2024 Lee Fong, 44, who was born in 1990, won`
    let opens = date.tokens.start <= desk.sentence(birth.sentence).start + 1 && date.tokens.end <= age.tokens.start;
    if opens && is_apposed(desk, age) && birth.tokens.start > age.tokens.end {
        aged_at(desk, birth, date, age, out);
    }
}

/// `Lee Fong, 44,` after a name.
fn is_apposed(desk: &Desk<'_, '_>, q: &Quantity) -> bool {
    let commas = desk.folded(q.tokens.start.wrapping_sub(1)) == "," && desk.folded(q.tokens.end) == ",";
    let name = q.tokens.start.checked_sub(2).and_then(|i| desk.page.tokens.get(i as usize));
    let capital = name.is_some_and(|t| {
        t.kind == crate::segment::TokenKind::Word
            && desk.page.words.get(t.word).shape != crate::english::case::Shape::Lower
    });
    commas && capital && q.hedge.is_none() && (1..=110).contains(&q.printed.value.to_i64().unwrap_or(0))
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
        // `joined in 2015 and left it in 2012`: to leave may be either, and what ends does not begin.
        let begins: Vec<&Event<'_>> =
            begins.iter().filter(|b| !ends.iter().any(|e| e.date.tokens == b.date.tokens)).collect();
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
