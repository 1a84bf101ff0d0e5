//! Dates and times of day. It reads impossible ones with their parts; whether there is such a day is for a check.

use super::read::Reader;
use super::{ClockFact, DateFact, Quantity, SpanOf};
use crate::english::calendar::{Clock, PartialDate, Weekday, month_named, weekday_named};
use crate::english::numeral::Numeral;
use crate::segment::{Before, TokenKind};

impl Reader<'_, '_> {
    /// `27 March 2025`, `2 to 30 May`, `2024-02-30`, `the 1980s`, `2019-20`.
    pub(super) fn read_date_in_digits(&mut self, at: u32) -> Option<u32> {
        let text = self.text(at);
        if text.len() == 4 && !text.contains([',', '.', ':', '/']) {
            return self.read_decade(at).or_else(|| self.read_iso(at)).or_else(|| self.read_year_pair(at));
        }
        if let Numeral::SlashDate(a, b, year) = Numeral::read(text) {
            let (a, b) = (u8::try_from(a).ok()?, u8::try_from(b).ok()?);
            // Only a part above twelve says which one is the day.
            let (day, month) = if a > 12 { (a, b) } else { (b, a) };
            let date = PartialDate { year: Some(year), month: Some(month), day: Some(day) };
            let known = (a > 12) != (b > 12);
            return Some(self.push_date(at, at + 1, if known { date } else { PartialDate::year(year) }, None, None));
        }
        let (day, past) = self.day_at(at)?;
        let of = if self.folded(past) == "of" { past + 1 } else { past };
        if let Some((month, past)) = self.month_at(of).or_else(|| self.month_at(past)) {
            let (year, year_at, past) = self.year_after(past);
            let date = PartialDate { year, month: Some(month), day: Some(day) };
            let end = self.push_date(at, past, date, Some(at), year_at);
            self.lend_to_range(at, date);
            return Some(end);
        }
        None
    }

    /// `March 27, 2025`, `March 2025`; a weekday or a month alone is no date.
    pub(super) fn read_date_in_words(&mut self, at: u32) -> Option<u32> {
        if let Some(clock) = self.named_clock(at) {
            return Some(clock);
        }
        let (month, past) = self.month_at(at)?;
        if self.kind(past) != TokenKind::Number || self.glued(past) {
            return None;
        }
        if let Some((day, end)) = self.day_at(past) {
            let (year, year_at, end) = self.year_after(end);
            let date = PartialDate { year, month: Some(month), day: Some(day) };
            // `May 20 people` is no date.
            if year.is_none() && super::surroundings::is_plural(self.folded(end)) {
                return None;
            }
            return Some(self.push_date(at, end, date, Some(past), year_at));
        }
        let year = self.plain_year(past)?;
        let date = PartialDate { year: Some(year), month: Some(month), day: None };
        Some(self.push_date(at, past + 1, date, None, Some(past)))
    }

    /// A year that stands alone as a number.
    pub(super) fn push_year(&mut self, quantity: &Quantity) {
        let Some(year) = quantity.printed.value.to_i64().and_then(|y| u16::try_from(y).ok()) else { return };
        self.push_date(
            quantity.tokens.start,
            quantity.tokens.end,
            PartialDate::year(year),
            None,
            Some(quantity.tokens.start),
        );
    }

    /// `the 17th century`.
    pub(super) fn read_century(&mut self, at: u32, past: u32, number: i64) -> Option<u32> {
        if self.folded(past) != "century"
            || !(1..=21).contains(&number)
            || matches!(self.folded(past + 1), "bc" | "bce")
        {
            return None;
        }
        let number = u16::try_from(number).ok()?;
        let end = self.push_date(at, past + 1, PartialDate::year((number - 1) * 100 + 1), None, None);
        if let Some(date) = self.facts.dates.last_mut() {
            date.span_of = SpanOf::Century(number);
        }
        Some(end)
    }

    /// `9.30am`, `21:30`, `7 p.m.`, with a time zone.
    pub(super) fn read_clock(&mut self, at: u32) -> Option<u32> {
        let text = self.text(at);
        let (hours, minutes) = match text.split_once([':', '.']) {
            Some((h, m)) => (h.parse::<u16>().ok()?, m.get(..2)?.parse::<u16>().ok()?),
            None => (text.parse::<u16>().ok()?, 0),
        };
        let colon = matches!(Numeral::read(text), Numeral::Clock(_));
        let half = self.half_of_day(at + 1);
        if !colon && half.is_none() {
            return None;
        }
        let past = half.map_or(at + 1, |(_, past)| past);
        let clock = match half {
            Some((afternoon, _)) if hours <= 12 => Clock::twelve(hours, minutes, afternoon),
            _ => Clock::new(hours, minutes),
        };
        // A ratio, a score in bowls, a verse: no clock unless the minutes have two digits, which `Numeral` has seen to.
        Some(self.push_clock(at, past, at + 1, clock, half.is_none() && hours <= 12))
    }

    /// `noon`, `midnight`.
    fn named_clock(&mut self, at: u32) -> Option<u32> {
        let clock = match self.folded(at) {
            "noon" | "midday" => Clock::new(12, 0),
            "midnight" => Clock::new(0, 0),
            _ => return None,
        };
        Some(self.push_clock(at, at + 1, at + 1, clock, false))
    }

    fn push_clock(&mut self, at: u32, past: u32, digits: u32, clock: Option<Clock>, either_half: bool) -> u32 {
        let zone = self.words.zone(self.text(past)).filter(|_| !self.glued(past));
        let end = if zone.is_some() { past + 1 } else { past };
        let (span, numeral) = (self.span(at, end), self.span(at, digits));
        let (sentence, scope) = (self.sentence, self.scope);
        self.facts.clocks.push(ClockFact { tokens: at..end, span, numeral, clock, either_half, zone, sentence, scope });
        end
    }

    /// `am`, `p.m.`: whether it is the afternoon, and the token past it.
    fn half_of_day(&self, at: u32) -> Option<(bool, u32)> {
        let (half, past) = match (self.folded(at), self.text(at + 1), self.folded(at + 2)) {
            ("am", _, _) => (false, at + 1),
            ("pm", _, _) => (true, at + 1),
            ("a", ".", "m") => (false, at + 3),
            ("p", ".", "m") => (true, at + 3),
            _ => return None,
        };
        let stop = past == at + 3 && self.text(past) == "." && past + 1 < self.end;
        Some((half, if stop { past + 1 } else { past }))
    }

    /// A day of the month, with or without `st`, and the token past it.
    fn day_at(&self, at: u32) -> Option<(u8, u32)> {
        let text = self.text(at);
        let day = (self.kind(at) == TokenKind::Number && text.len() <= 2).then(|| text.parse::<u8>().ok())??;
        let suffix = self.glued(at + 1) && matches!(self.folded(at + 1), "st" | "nd" | "rd" | "th");
        (day > 0).then_some((day, at + 1 + u32::from(suffix)))
    }

    /// A month's name and the token past it, past the full stop of an abbreviation too.
    fn month_at(&self, at: u32) -> Option<(u8, u32)> {
        if self.kind(at) != TokenKind::Word {
            return None;
        }
        let month = month_named(self.text(at))?;
        let stop = self.text(at).len() <= 4
            && self.text(at + 1) == "."
            && self.glued(at + 1)
            && self.kind(at + 2) == TokenKind::Number;
        Some((month, at + 1 + u32::from(stop)))
    }

    /// A year at a token, with a comma before it or not.
    fn year_after(&self, at: u32) -> (Option<u16>, Option<u32>, u32) {
        let comma = self.text(at) == ",";
        let at_year = at + u32::from(comma);
        match self.plain_year(at_year) {
            Some(year) => (Some(year), Some(at_year), at_year + 1),
            None => (None, None, at),
        }
    }

    fn plain_year(&self, at: u32) -> Option<u16> {
        let text = self.text(at);
        if self.kind(at) != TokenKind::Number || text.len() != 4 || self.glued(at) {
            return None;
        }
        text.parse::<u16>().ok().filter(|y| (1000..=2199).contains(y))
    }

    /// `1980s`, `1980's`.
    fn read_decade(&mut self, at: u32) -> Option<u32> {
        let year = self.text(at).parse::<u16>().ok().filter(|y| y % 10 == 0 && (1000..=2199).contains(y))?;
        if !self.glued(at + 1) || !matches!(self.folded(at + 1), "s" | "'s") {
            return None;
        }
        let end = self.push_date(at, at + 2, PartialDate::year(year), None, None);
        if let Some(date) = self.facts.dates.last_mut() {
            date.span_of = SpanOf::Decade;
            // `the 1900s` is a decade or a century.
            date.vague |= year % 100 == 0;
        }
        Some(end)
    }

    /// `2024-02-30`.
    fn read_iso(&mut self, at: u32) -> Option<u32> {
        let part = |i: u32| {
            let joined =
                self.glued(i) && matches!(self.text(i), "-") && self.glued(i + 1) && self.text(i + 1).len() == 2;
            joined.then(|| self.text(i + 1).parse::<u8>().ok()).flatten()
        };
        let (month, day) = (part(at + 1)?, part(at + 3)?);
        let year = self.text(at).parse::<u16>().ok()?;
        let date = PartialDate { year: Some(year), month: Some(month), day: Some(day) };
        Some(self.push_date(at, at + 5, date, Some(at + 4), Some(at)))
    }

    /// `2019-20`, `1914–18`: two years.
    fn read_year_pair(&mut self, at: u32) -> Option<u32> {
        if !self.glued(at + 1) || !matches!(self.text(at + 1), "-" | "–") || !self.glued(at + 2) {
            return None;
        }
        let (start, end) = (self.page.token(at).start, self.page.token(at + 2).end);
        let Numeral::Years(first, second) = Numeral::read(self.page.prose.slice(crate::text::Span::new(start, end)))
        else {
            return None;
        };
        self.push_date(at, at + 1, PartialDate::year(first), None, Some(at));
        Some(self.push_date(at + 2, at + 3, PartialDate::year(second), None, Some(at + 2)))
    }

    /// Gives month and year of a date to a day before it that has none: `2 to 30 May 1645`, `20 and 21 September`.
    fn lend_to_range(&mut self, at: u32, date: PartialDate) {
        let joined = at >= self.start + 2 && matches!(self.folded(at - 1), "to" | "and" | "until" | "-" | "–" | "or");
        if !joined {
            return;
        }
        let Some((day, past)) = self.day_at(at - 2) else { return };
        if past != at - 1 {
            return;
        }
        // The day was taken for a number when it was read.
        if self.facts.quantities.last().is_some_and(|q| q.tokens.start == at - 2) {
            self.facts.quantities.pop();
        }
        let last = self.facts.dates.pop();
        self.push_date(at - 2, at - 1, PartialDate { day: Some(day), ..date }, Some(at - 2), None);
        self.facts.dates.extend(last);
    }

    fn push_date(&mut self, at: u32, past: u32, date: PartialDate, day_at: Option<u32>, year_at: Option<u32>) -> u32 {
        let weekday = self.weekday_before(at).or_else(|| self.weekday_after(past));
        let start = weekday.map_or(at, |(_, token)| token.min(at));
        let end = weekday.map_or(past, |(_, token)| past.max(token + 1));
        let lead = if start > self.start { self.folded(start - 1) } else { "" };
        let vague = matches!(
            lead,
            "about" | "around" | "circa" | "c" | "ca" | "before" | "after" | "by" | "until" | "late" | "early" | "mid"
        );
        let scope = super::Scope { quoted: self.scope.quoted || self.page.token(at).quoted, ..self.scope };
        self.lend_year(start, date);
        self.facts.dates.push(DateFact {
            tokens: start..end,
            span: self.span(start, end),
            date,
            weekday,
            day_at,
            year_at,
            vague,
            span_of: SpanOf::Itself,
            sentence: self.sentence,
            scope,
        });
        past
    }

    /// Gives its year to the date before it in a range: `6 January to 31 March 2025`.
    fn lend_year(&mut self, start: u32, date: PartialDate) {
        let joint = start.saturating_sub(1);
        let joined =
            joint > self.start && matches!(self.folded(joint), "to" | "until" | "till" | "and" | "through" | "-" | "–");
        let (Some(year), Some(month)) = (date.year, date.month) else { return };
        let sentence = self.sentence;
        if let Some(before) =
            self.facts.dates.last_mut().filter(|d| joined && d.sentence == sentence && d.tokens.end == joint)
            && before.date.year.is_none()
            && let Some(earlier) = before.date.month
        {
            before.date.year = Some(if earlier > month { year.saturating_sub(1) } else { year });
        }
    }

    /// `Friday, 27 March`, `Fri 27 March`, `on Friday the 27th of March`.
    fn weekday_before(&self, at: u32) -> Option<(Weekday, u32)> {
        let mut i = at.checked_sub(1)?;
        for skipped in ["the", ",", "."] {
            if i > self.start && self.folded(i) == skipped {
                i -= 1;
            }
        }
        let token = self.page.tokens.get(i as usize)?;
        if i < self.start || token.kind != TokenKind::Word || token.before == Before::Hyphen {
            return None;
        }
        Some((weekday_named(self.text(i))?, i))
    }

    /// `27 March 2025, a Friday`, `27 March 2025 (Friday)`.
    fn weekday_after(&self, past: u32) -> Option<(Weekday, u32)> {
        let open = matches!(self.text(past), "," | "(");
        let mut i = past + 1;
        if !open {
            let verb = matches!(self.folded(past), "was" | "is" | "fell" | "falls");
            if !verb || !matches!(self.folded(past + 1), "a" | "on") {
                return None;
            }
        }
        if matches!(self.folded(i), "a" | "on") {
            i += 1;
            i += u32::from(self.folded(i) == "a");
        } else if self.text(past) != "(" {
            return None;
        }
        Some((weekday_named(self.text(i))?, i))
    }
}
