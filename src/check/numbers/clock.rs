//! Stretches of time: between two dates, between two times of day, and one time in two zones.

use super::conflict::Conflict;
use super::desk::Desk;
use super::kind::NumberKind;
use super::slip::Slip;
use crate::segment::quantity::vocabulary::Dimension;
use crate::segment::quantity::{ClockFact, CueClass, DateFact, Kind, Quantity, SpanOf};
use crate::text::decimal::Decimal;
use crate::text::extent::{Extent, Verdict};
use crate::text::hedge::Side;
use crate::text::interval::Interval;

/// Finds duration, clock-duration, clock-timezone, relative-date.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for q in desk
        .facts
        .quantities
        .iter()
        .filter(|q| q.kind == Kind::Duration && q.is_usable() && q.range.is_none() && !desk.is_dump(q.sentence))
    {
        between_dates(desk, q, out);
        between_times(desk, q, out);
    }
    zones(desk, out);
    relative(desk, out);
}

/// `lasted nine weeks`, from 2 to 30 May.
fn between_dates(desk: &Desk<'_, '_>, q: &Quantity, out: &mut Vec<Conflict>) {
    let Some(unit) = desk.unit(q) else { return };
    let Some(days) = days_of(unit.name.as_str()) else { return };
    let sentence = desk.sentence(q.sentence);
    if desk.has(CueClass::WorkingTime, q.tokens.start..q.tokens.end + 2)
        || desk.any_word(q.from.saturating_sub(2)..q.tokens.start, &["every", "each", "per", "another", "than"])
    {
        return;
    }
    let Some((first, second, sure)) = stretch(desk, q, sentence) else { return };
    let Some(range) = first.date.days_to(second.date) else { return };
    if range.most < 0
        || desk.any_word(q.tokens.end..q.tokens.end + 1, &["later", "after", "before", "ago", "earlier", "old"])
    {
        return;
    }
    desk.link([first.span, second.span, q.span]);
    // Both ends may be counted, and weeks, months and years are rounded to the nearest.
    let slack = if days == 1 { 0 } else { days / 2 };
    let low = Decimal::from(range.least - slack);
    let high = Decimal::from(range.most + 1 + slack);
    let said = q.extent.widest().scaled(Decimal::from(days)).widened(Decimal::from(days / 100 + 1));
    let allowed = match q.hedge.and_then(|(h, _)| h.side()) {
        Some(Side::Above | Side::Below) => said.widened(Decimal::from(days / 2)).meets(Interval::between(low, high)),
        None => said.meets(Interval::between(low, high)),
    };
    if allowed {
        return;
    }
    let due = (range.least + range.most + 1) / 2;
    let told = q.printed.value.times(Decimal::from(days));
    if !told.is_some_and(|told| super::desk::is_near(told, Decimal::from(due), 85)) {
        return;
    }
    let shown = shown_days(range.least, range.most, days, unit.name.as_str());
    let equation =
        format!("from {} to {} are {shown}", desk.page.prose.slice(first.span), desk.page.prose.slice(second.span));
    let verdict = if sure { Verdict::Inconsistent } else { Verdict::Doubtful };
    let mut conflict = desk.conflict(NumberKind::Duration, verdict, q, "the time", equation);
    conflict.due = Some(shown);
    let rounded = Decimal::from((due + days / 2) / days);
    out.push(conflict.with(first.span, "the beginning").with(second.span, "the end").repair_value(q, Some(rounded)));
}

fn days_of(unit: &str) -> Option<i64> {
    Some(match unit {
        "day" => 1,
        "week" => 7,
        "fortnight" => 14,
        "month" => 30,
        "year" => 365,
        "decade" => 3652,
        _ => return None,
    })
}

fn shown_days(least: i64, most: i64, days: i64, unit: &str) -> String {
    let plural = |n: i64| if n == 1 { unit.to_owned() } else { format!("{unit}s") };
    if days == 1 {
        return if least == most { format!("{least} days") } else { format!("{least} to {most} days") };
    }
    let whole = (least + most) / 2 / days;
    let near = (least + most + days) / 2 / days;
    if least == most && days < 30 {
        format!("{least} days, or about {near} {}", plural(near))
    } else {
        format!("about {} {}", near.max(whole), plural(near.max(whole)))
    }
}

/// The two dates that a stretch of time lies between: a range in its sentence, or the one beginning and the one end of its
/// paragraph where a verb says that something lasted.
fn stretch<'a>(
    desk: &Desk<'a, '_>,
    q: &Quantity,
    sentence: std::ops::Range<u32>,
) -> Option<(&'a DateFact, &'a DateFact, bool)> {
    let plain = |d: &&DateFact| d.date.year.is_some() && d.span_of == SpanOf::Itself && !d.vague;
    let here: Vec<&DateFact> = desk.facts.dates_within(sentence.clone()).iter().filter(plain).collect();
    if let [first, second] = here.as_slice() {
        let joint = second.tokens.start.saturating_sub(first.tokens.end);
        let range = joint <= 2
            && desk
                .any_word(first.tokens.end..second.tokens.start, &["to", "until", "till", "through", "-", "–", "and"]);
        let from = matches!(desk.folded(first.tokens.start.wrapping_sub(1)), "from" | "between" | "(");
        let near = q.tokens.end.abs_diff(first.tokens.start).min(second.tokens.end.abs_diff(q.tokens.start)) < 10;
        let precise = first.date.month.is_some() == second.date.month.is_some();
        if range && from && near && precise {
            return Some((first, second, true));
        }
    }
    if let Some(found) = hyphened(desk, q, sentence.clone()) {
        return Some(found);
    }
    let lasted = desk.any_word(
        q.from.saturating_sub(3).max(sentence.start)..q.tokens.start,
        &["lasted", "lasts", "last", "lasting", "ran", "runs", "took", "takes", "spent", "for", "of"],
    ) && desk.any_word(
        q.from.saturating_sub(5).max(sentence.start)..q.tokens.start,
        &[
            "lasted", "lasting", "lasts", "ran", "took", "siege", "war", "strike", "trial", "tour", "voyage", "run",
            "closed", "shut",
        ],
    );
    if !lasted {
        return None;
    }
    let block = desk.block(q.sentence);
    let one = |class: CueClass| {
        let mut found: Vec<&DateFact> = Vec::new();
        for cue in desk.facts.cues_within(block.clone()).iter().filter(|c| c.class == class) {
            let end = (cue.tokens.end + 6).min(block.end);
            found.extend(desk.facts.dates_within(cue.tokens.end..end).iter().filter(plain).take(1));
        }
        found.dedup_by_key(|d| d.tokens.start);
        match found.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    };
    let (begin, end) = (one(CueClass::Begin)?, one(CueClass::Finish)?);
    let near = begin.sentence.abs_diff(q.sentence) <= 2 && end.sentence.abs_diff(q.sentence) <= 2;
    let precise = begin.date.day.is_some() == end.date.day.is_some();
    (near && precise).then_some((begin, end, true))
}

/// `the 12-day tour starts on 1 May 2025 and ends on 5 May 2025`.
fn hyphened<'a>(
    desk: &Desk<'a, '_>,
    q: &Quantity,
    sentence: std::ops::Range<u32>,
) -> Option<(&'a DateFact, &'a DateFact, bool)> {
    let joined = desk.page.tokens.get(q.numeral_end(desk.page) as usize)?.before == crate::segment::Before::Hyphen;
    let plain = |d: &&DateFact| d.date.year.is_some() && d.span_of == SpanOf::Itself && !d.vague;
    let one = |class: CueClass| {
        let cues = desk.facts.cues_within(sentence.clone());
        let mut found: Vec<&DateFact> = cues
            .iter()
            .filter(|c| c.class == class)
            .filter_map(|c| {
                let end = (c.tokens.end + 5).min(sentence.end);
                desk.facts.dates_within(c.tokens.end..end).iter().find(plain)
            })
            .collect();
        found.dedup_by_key(|d| d.tokens.start);
        if let [only] = found.as_slice() { Some(*only) } else { None }
    };
    let (begin, end) = (one(CueClass::Begin)?, one(CueClass::Finish)?);
    let precise = begin.date.day.is_some() == end.date.day.is_some() && begin.tokens.start != end.tokens.start;
    (joined && precise && q.tokens.end <= begin.tokens.start).then_some((begin, end, true))
}

/// `leaves at 21:30 and arrives at 06:10, 9 h 40 later`.
fn between_times(desk: &Desk<'_, '_>, q: &Quantity, out: &mut Vec<Conflict>) {
    let Some(unit) =
        desk.unit(q).filter(|u| u.dimension == Dimension::Time && matches!(u.name.as_str(), "hour" | "minute"))
    else {
        return;
    };
    let sentence = desk.sentence(q.sentence);
    let clocks = desk.facts.clocks_within(sentence.clone());
    let [first, second] = clocks else { return };
    let (Some(a), Some(b)) = (first.clock, second.clock) else { return };
    let trip = desk.any_word(
        sentence.clone(),
        &[
            "takes", "take", "took", "journey", "lasting", "lasts", "lasted", "long", "flight", "trip", "crossing",
            "voyage", "shift", "ride", "drive", "duration", "meeting", "open", "hours", "later",
        ],
    );
    let moves = desk.has(CueClass::Finish, first.tokens.end..second.tokens.start)
        || desk.any_word(
            first.tokens.end..second.tokens.start,
            &["to", "until", "till", "-", "–", "reaches", "arrives", "arriving", "ends", "back", "finished", "ended"],
        );
    let aside = desk.any_word(
        sentence,
        &["local", "break", "every", "delay", "delayed", "late", "including", "lunch", "stop", "stops"],
    ) || matches!(q.lead, crate::segment::quantity::Lead::By);
    let longer = desk.any_word(
        q.tokens.end..q.tokens.end + 2,
        &["longer", "earlier", "before", "ahead", "behind", "shorter", "faster"],
    );
    if !trip
        || !moves
        || aside
        || longer
        || q.tokens.start > first.tokens.start
            && q.tokens.end < second.tokens.start
            && desk.any_word(q.tokens.end..q.tokens.end + 1, &["later"])
    {
        return;
    }
    let shift = match (first.zone, second.zone) {
        (Some(x), Some(y)) => i64::from(x) - i64::from(y),
        (None, None) => 0,
        _ => return,
    };
    let gap = (i64::from(a.until(b)) + shift).rem_euclid(1440);
    let mut gaps = vec![gap];
    if first.either_half || second.either_half {
        gaps.push((gap + 720).rem_euclid(1440));
    }
    let factor = if unit.name == "hour" { 60 } else { 1 };
    let minutes = q.extent.times(Extent::exact(Decimal::from(factor)));
    let loose = minutes.widest().widened(Decimal::from(
        if factor == 60 && q.printed.value.is_whole() && q.printed.place >= 0 { 15 } else { 1 },
    ));
    desk.link([first.span, second.span, q.span]);
    if gaps.iter().any(|g| loose.contains(Decimal::from(*g)) || loose.contains(Decimal::from(*g + 1440))) {
        return;
    }
    let (hours, rest) = (gap / 60, gap % 60);
    let shown = if rest == 0 {
        format!("{hours} hours")
    } else if hours == 0 {
        format!("{rest} minutes")
    } else {
        format!("{hours} hours {rest} minutes")
    };
    let equation =
        format!("from {} to {} are {shown}", desk.page.prose.slice(first.span), desk.page.prose.slice(second.span));
    let mut conflict = desk.conflict(NumberKind::ClockDuration, Verdict::Inconsistent, q, "the time", equation);
    let said = q.printed.value.times(Decimal::from(factor)).and_then(Decimal::to_i64).unwrap_or(0);
    let hundredths = hours * 60 + rest * 100 / 60;
    conflict.slip = if (said - gap).abs() == 720 {
        Some(Slip::TwelveHours)
    } else if said == hundredths {
        Some(Slip::MinutesAsHundredths)
    } else {
        None
    };
    conflict.due = Some(shown.clone());
    let conflict = conflict.with(first.span, "the beginning").with(second.span, "the end");
    let span = q.span;
    out.push(conflict.repair(span, shown));
}

/// `09:00 UTC (noon CET)`.
fn zones(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for two in desk.facts.clocks.windows(2) {
        let [first, second] = two else { continue };
        let gap = first.tokens.end..second.tokens.start;
        let told = first.sentence == second.sentence
            && !gap.is_empty()
            && gap.len() <= 2
            && desk.any_word(gap, &["(", "or", "/", ","]);
        let (Some(a), Some(b), Some(x), Some(y)) = (first.clock, second.clock, first.zone, second.zone) else {
            continue;
        };
        if !told || x == y {
            continue;
        }
        let due = (i64::from(a.minutes()) - i64::from(x) + i64::from(y)).rem_euclid(1440);
        let said = i64::from(b.minutes()).rem_euclid(1440);
        // Letters with two meanings: British and Bangladeshi, Indian and Irish, Chicago and Shanghai.
        let other = |clock: &ClockFact| match desk.folded(clock.tokens.end - 1) {
            "bst" => 300,
            "ist" => -270,
            "cst" => 840,
            _ => 0,
        };
        let also = [due, (due + other(second)).rem_euclid(1440), (due - other(first)).rem_euclid(1440)];
        let halves = |g: i64| {
            g == said
                || second.either_half && (g + 720).rem_euclid(1440) == said
                || first.either_half && (g + 720).rem_euclid(1440) == said
        };
        if also.into_iter().any(halves) {
            continue;
        }
        let shown = format!("{:02}:{:02}", due / 60, due % 60);
        let zone = desk.page.text(second.tokens.end - 1);
        let equation = format!("{} is {shown} {zone}", desk.page.prose.slice(first.span));
        let operands = vec![
            super::conflict::Operand { span: second.span, role: "the one time".to_owned() },
            super::conflict::Operand { span: first.span, role: "the other".to_owned() },
        ];
        let (kind, verdict) = (NumberKind::ClockTimezone, Verdict::Inconsistent);
        let slip = ((said - due).abs() == 720).then_some(Slip::TwelveHours);
        let repairs = vec![super::conflict::Repair { span: second.numeral, text: shown.clone() }];
        out.push(Conflict { kind, verdict, at: 0, operands, equation, slip, due: Some(shown), repairs });
    }
}

/// `yesterday, 12 May` in a text that its front matter dates 14 May.
fn relative(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let Some(today) = desk.dated() else { return };
    for date in &desk.facts.dates {
        let before = date.tokens.start.wrapping_sub(1);
        let at = if matches!(desk.folded(before), "," | "(") { before.wrapping_sub(1) } else { before };
        let shift = match desk.folded(at) {
            "yesterday" => -1,
            "today" => 0,
            "tomorrow" => 1,
            _ => continue,
        };
        let (Some(month), Some(day)) = (date.date.month, date.date.day) else { continue };
        let Some(due) = crate::english::calendar::date_of(today.day_number() + shift) else { continue };
        if (due.month(), due.day()) == (month, day) {
            continue;
        }
        let name = crate::english::calendar::MONTHS.get(usize::from(due.month()) - 1).copied().unwrap_or_default();
        let equation = format!("the text is dated {today}, so that {} is {} {name}", desk.folded(at), due.day());
        let conflict = desk.date_conflict(NumberKind::RelativeDate, date, "the date", equation);
        out.push(conflict);
    }
}
