//! What a number is made of: digits or words, sign, currency, scale, unit, per cent. Dates and times are tried first
//! (`dates.rs`); what stands around a number is looked at afterwards (`surroundings.rs`).

use super::read::Reader;
use super::vocabulary::{Dimension, Meaning, UnitId};
use super::{End, Kind, Lead, NounId, Quantity, Style};
use crate::english::number_words::{self, Form};
use crate::english::numeral::{self, Numeral};
use crate::segment::{Before, TokenKind};
use crate::text::decimal::{Decimal, Printed, Rounding};
use crate::text::extent::Extent;

/// A numeral without unit, before its surroundings are read.
pub(super) struct Raw {
    /// Tokens of the numeral alone.
    from: u32,
    past: u32,
    printed: Printed,
    exact: Option<Extent>,
    style: Style,
    kind: Kind,
    vague: bool,
    group: Option<char>,
    scale: i32,
}

/// What follows a numeral.
struct Suffix {
    kind: Option<Kind>,
    unit: Option<UnitId>,
    or_units: Vec<UnitId>,
    scale: i32,
    past: u32,
}

impl Reader<'_, '_> {
    /// Digits: a date, a time, a pair or a number. Returns the token past it.
    pub(super) fn read_digits(&mut self, at: u32) -> u32 {
        if let Some(past) = self.read_date_in_digits(at).or_else(|| self.read_clock(at)) {
            return past;
        }
        if self.is_glued_to_other(at) {
            return self.identifier(at, at + 1);
        }
        let (past, text) = self.run(at);
        match Numeral::read(text) {
            Numeral::Number(number) if text.starts_with('0') && text.len() > 1 && number.point.is_none() => {
                self.identifier(at, past)
            }
            Numeral::Number(number) => {
                if let Some((n, d, end)) = self.proportion(at, past, number.printed) {
                    return self.push_fraction(at, end, n, d);
                }
                if let Some(past) = self.times_after(at, past, number.printed) {
                    return past;
                }
                let mut raw = Raw::new(at, past, number.printed);
                raw.group = number.group;
                self.finish(raw)
            }
            Numeral::Fraction { whole, numerator, denominator } if whole > 0 || numerator < denominator => {
                let Some(value) = numeral::fraction_value(whole, numerator, denominator) else { return past };
                if whole > 0 || self.measure_follows(past) {
                    let mut raw = Raw::new(at, past, Printed { value, place: 0 });
                    raw.exact = Some(Extent::exact(value));
                    return self.finish(raw);
                }
                self.push_fraction(at, past, numerator, denominator)
            }
            Numeral::Ordinal { value, .. } => {
                let mut raw = Raw::new(at, past, Printed::whole(value));
                raw.kind = Kind::Ordinal;
                self.read_century(at, past, value).unwrap_or_else(|| self.finish(raw))
            }
            Numeral::Pair(a, b) => self.push_pair(at, past, a.printed, b.printed),
            Numeral::Malformed => {
                let mut raw = Raw::new(at, past, Printed::whole(0));
                raw.kind = Kind::Malformed;
                self.finish(raw)
            }
            _ => self.identifier(at, past),
        }
    }

    /// `4 times the 20,000`, `3 times more`: a factor in digits.
    fn times_after(&mut self, at: u32, past: u32, printed: Printed) -> Option<u32> {
        if self.folded(past) != "times" {
            return None;
        }
        let (form, end) = match self.folded(past + 1) {
            "as" | "the" | "that" | "what" | "its" | "their" | "those" => (Form::As, past + 1),
            "more" | "higher" | "larger" | "bigger" | "greater" | "longer" | "faster" | "taller" => {
                (Form::TimesMore, past + 2)
            }
            "fewer" | "less" | "lower" | "smaller" | "cheaper" | "shorter" | "slower" => (Form::TimesFewer, past + 2),
            _ => return None,
        };
        let tenths = printed.value.times(Decimal::from(10))?.to_i64().filter(|t| (10..=100_000).contains(t))?;
        Some(self.push_multiple(at, end, tenths, 10, form))
    }

    /// `½` alone or after nothing.
    pub(super) fn read_vulgar(&mut self, at: u32) -> u32 {
        match Numeral::read(self.text(at)) {
            Numeral::Fraction { whole: 0, numerator, denominator } => {
                self.push_fraction(at, at + 1, numerator, denominator)
            }
            _ => at,
        }
    }

    /// Number words, from an article or a numeral.
    pub(super) fn read_words(&mut self, at: u32) -> u32 {
        let joined = self.joined_words(at, 9);
        let words: Vec<&str> = joined.iter().map(|(word, _)| word.as_str()).collect();
        let past = |taken: usize| joined.get(taken.wrapping_sub(1)).map_or(at + 1, |(_, past)| *past);
        let cardinal = number_words::cardinal(&words);
        let fraction = number_words::fraction(&words);
        let multiple = number_words::multiple(&words);
        let of_cardinal = cardinal.map_or(0, |c| c.taken);
        if let Some(m) = multiple.filter(|m| m.taken > of_cardinal || self.folded(at) == "twice") {
            return self.push_multiple(at, past(m.taken), m.numerator, m.denominator, m.form);
        }
        if let Some(f) = fraction.filter(|f| f.taken > of_cardinal)
            && !(f.proportion && self.time_follows(past(f.taken)))
            && !self.is_a_third_one(at, past(f.taken), f.denominator)
        {
            return self.push_fraction(at, past(f.taken), f.numerator, f.denominator);
        }
        if let Some(c) = cardinal {
            // `a hundred` is a number, `a` before a noun is none; `one` is mostly a pronoun and is kept as a count of vague worth.
            let mut raw = Raw::new(at, past(c.taken), c.printed);
            raw.style = Style::Words;
            raw.vague = c.vague;
            return self.finish(raw);
        }
        if let Some((printed, rest)) = words.first().and_then(|w| number_words::leading(w)) {
            let hyphens = words.first().map_or(0, |w| w.len() - rest.len());
            let used = words.first().and_then(|w| w.get(..hyphens)).map_or(1, |w| w.matches('-').count()) as u32;
            let mut raw = Raw::new(at, at + used.max(1), printed);
            raw.style = Style::Words;
            return self.finish(raw);
        }
        if let Some((value, taken)) = number_words::ordinal(&words).filter(|_| self.page.word(at).numeric) {
            let mut raw = Raw::new(at, past(taken), Printed::whole(value));
            (raw.kind, raw.style) = (Kind::Ordinal, Style::Words);
            if let Some(past) = self.read_century(at, past(taken), value) {
                return past;
            }
            return self.finish(raw);
        }
        at
    }

    /// `an hour and a half`, `a mile and a half`.
    pub(super) fn read_and_a_half(&mut self, at: u32) -> Option<u32> {
        let half = matches!((self.folded(at + 2), self.folded(at + 3), self.folded(at + 4)), ("and", "a", "half"));
        let (unit, others, past) = half.then(|| self.unit_at(at + 1)).flatten()?;
        let dimension = self.words.unit(unit).filter(|_| past == at + 2)?.dimension;
        let value = Decimal::ratio(3, 2, Rounding::Nearest)?;
        let mut raw = Raw::new(at, at + 5, Printed { value, place: -1 });
        raw.style = Style::Words;
        let kind = match dimension {
            Dimension::Time | Dimension::Month => Kind::Duration,
            Dimension::Currency => return None,
            _ => Kind::Measure,
        };
        let suffix = Suffix { kind: Some(kind), unit: Some(unit), or_units: others, scale: 0, past: at + 5 };
        let quantity = self.with_suffix(&raw, &suffix, None, at, at + 5);
        self.push(quantity);
        Some(at + 5)
    }

    /// `a third week`, `a fifth attempt`: a place in a row and no share.
    fn is_a_third_one(&self, at: u32, past: u32, denominator: i64) -> bool {
        let next = self.folded(past);
        let noun =
            self.kind(past) == TokenKind::Word && !next.is_empty() && !super::surroundings::is_function_word(next);
        let compared = matches!(
            next,
            "yesterday"
                | "today"
                | "higher"
                | "lower"
                | "smaller"
                | "larger"
                | "bigger"
                | "cheaper"
                | "fewer"
                | "less"
                | "more"
                | "rise"
                | "fall"
                | "increase"
                | "drop"
                | "cut"
        );
        matches!(self.folded(at), "a" | "an")
            && !matches!(denominator, 2 | 4)
            && noun
            && !compared
            && !next.ends_with("ly")
            && self.before(past) == Before::Space
    }

    /// Words from a token on, those joined by hyphens as one, each with the token past it.
    fn joined_words(&self, at: u32, most: usize) -> Vec<(String, u32)> {
        let mut words: Vec<(String, u32)> = Vec::new();
        for i in at..self.end {
            if self.kind(i) != TokenKind::Word {
                break;
            }
            let (full, spaced) = (words.len() == most, matches!(self.before(i), Before::Space | Before::Line));
            match words.last_mut() {
                Some((word, past)) if self.before(i) == Before::Hyphen => {
                    word.push('-');
                    word.push_str(self.folded(i));
                    *past = i + 1;
                }
                Some(_) if full || !spaced => break,
                _ => words.push((self.folded(i).to_owned(), i + 1)),
            }
        }
        words
    }

    /// The run of glued digits and marks at a token, and the token past it.
    fn run(&self, at: u32) -> (u32, &str) {
        let mut past = at + 1;
        let dash = |i: u32| self.glued(i) && matches!(self.text(i), "-" | "–" | "‑") && self.glued(i + 1);
        if dash(past) && self.kind(past + 1) == TokenKind::Number {
            past += 2;
            // 1-2-3 is no pair.
            while dash(past) && self.kind(past + 1) == TokenKind::Number {
                past += 2;
            }
        } else if self.glued(past)
            && (matches!(self.folded(past), "st" | "nd" | "rd" | "th") || is_vulgar(self.text(past)))
        {
            past += 1;
        } else if self.text(at).len() <= 3 && self.groups_by_space(past) {
            while self.groups_by_space(past) {
                past += 1;
            }
        }
        (past, self.page.prose.slice(self.span(at, past)))
    }

    /// `940 000`: three digits after a no-break space, or noughts after any.
    fn groups_by_space(&self, at: u32) -> bool {
        if self.kind(at) != TokenKind::Number || self.text(at).len() != 3 || self.before(at) != Before::Space || at == 0
        {
            return false;
        }
        let gap = crate::text::Span::new(self.page.token(at - 1).end, self.page.token(at).start);
        matches!(self.page.prose.slice(gap), "\u{a0}" | "\u{2009}" | "\u{202f}") || self.text(at) == "000"
    }

    /// Whether a number is part of a name, an address or a code: `v2`, `#5`, `a/3`, `@9`.
    fn is_glued_to_other(&self, at: u32) -> bool {
        if at <= self.start || self.before(at) != Before::Nothing {
            return self.before(at) == Before::Hyphen
                && self.kind(at.saturating_sub(1)) == TokenKind::Word
                && at > self.start
                && !matches!(self.folded(at - 1), "mid" | "pre" | "post" | "sub" | "under" | "over" | "non" | "minus");
        }
        match self.kind(at - 1) {
            TokenKind::Word => self.words.currency_before(self.text(at - 1)).is_none(),
            TokenKind::Mark => matches!(self.text(at - 1), "#" | "/" | "_" | "@" | "\\" | "." | ":" | "*" | "^"),
            _ => true,
        }
    }

    fn identifier(&mut self, at: u32, past: u32) -> u32 {
        let mut raw = Raw::new(at, past, Printed::whole(0));
        raw.kind = Kind::Identifier;
        let quantity = self.quantity(&raw, at, past);
        self.push(quantity);
        past
    }

    /// `3 out of 4`, `1 in 5`.
    fn proportion(&self, at: u32, past: u32, first: Printed) -> Option<(i64, i64, u32)> {
        let n = first.value.to_i64().filter(|n| (1..=99).contains(n))?;
        let of = match (self.folded(past), self.folded(past + 1)) {
            ("out", "of") => past + 2,
            ("in", "every") => past + 2,
            ("in", _) if n < 10 && at == past - 1 => past + 1,
            _ => return None,
        };
        let of = if self.folded(of) == "every" { of + 1 } else { of };
        let d: i64 = if self.kind(of) == TokenKind::Number {
            self.text(of).parse().ok()?
        } else {
            number_words::cardinal(&[self.folded(of)])?.printed.value.to_i64()?
        };
        let followed = self.words_after_are_unit(of + 1) || self.text(of + 1) == "%";
        (n < d && d <= 1000 && !followed).then_some((n, d, of + 1))
    }

    fn words_after_are_unit(&self, at: u32) -> bool {
        self.unit_at(at).is_some()
    }

    fn time_follows(&self, at: u32) -> bool {
        let unit = self.unit_at(at).and_then(|(unit, _, _)| self.words.unit(unit));
        unit.is_some_and(|u| matches!(u.dimension, Dimension::Time | Dimension::Month))
    }

    fn measure_follows(&self, at: u32) -> bool {
        self.unit_at(at).is_some()
    }

    fn push_fraction(&mut self, at: u32, past: u32, numerator: i64, denominator: i64) -> u32 {
        let Some(value) = Decimal::ratio(numerator, denominator, Rounding::Nearest) else { return past };
        let value = value.round_to_digits(18, Rounding::Nearest);
        let mut raw = Raw::new(at, past, Printed { value, place: -2 });
        raw.exact = Some(Extent::fraction(numerator, denominator));
        (raw.kind, raw.style) = (Kind::Fraction, Style::Words);
        let quantity = self.quantity(&raw, at, past);
        self.push(quantity);
        past
    }

    fn push_multiple(&mut self, at: u32, past: u32, numerator: i64, denominator: i64, form: Form) -> u32 {
        let Some(value) = Decimal::ratio(numerator, denominator, Rounding::Nearest) else { return past };
        let value = value.round_to_digits(18, Rounding::Nearest);
        let mut raw = Raw::new(at, past, Printed { value, place: 0 });
        raw.exact = Some(Extent::fraction(numerator, denominator));
        (raw.kind, raw.style) = (Kind::Multiple(form), Style::Words);
        let quantity = self.quantity(&raw, at, past);
        self.push(quantity);
        past
    }

    /// `26–31 million`: two ends that share sign, scale and unit.
    fn push_pair(&mut self, at: u32, past: u32, first: Printed, second: Printed) -> u32 {
        let suffix = self.suffix(past, false);
        let (from, currency) = self.prefix(at);
        let known = suffix.kind.is_some() || currency.is_some() || suffix.scale != 0;
        for (end, printed, tokens) in [(End::First, first, at..at + 1), (End::Second, second, past - 1..past)] {
            let mut raw = Raw::new(tokens.start, tokens.end, printed);
            raw.kind = if known { Kind::Count } else { Kind::Pair };
            let (lo, hi) = if end == End::First { (from, tokens.end) } else { (tokens.start, suffix.past) };
            let mut quantity = self.with_suffix(&raw, &suffix, currency, lo, hi);
            quantity.range = Some(end);
            if known && quantity.kind == Kind::Pair {
                quantity.kind = Kind::Count;
            }
            self.push(quantity);
        }
        suffix.past.max(past)
    }

    /// Reads scale, unit and currency around a numeral and adds the quantity.
    fn finish(&mut self, raw: Raw) -> u32 {
        let (from, currency) = if raw.style == Style::Digits { self.prefix(raw.from) } else { (raw.from, None) };
        let suffix = self.suffix(raw.past, currency.is_some());
        let past = suffix.past;
        let mut quantity = self.with_suffix(&raw, &suffix, currency, from, past);
        if quantity.kind == Kind::Count && quantity.unit.is_none() && quantity.scale == 0 {
            if self.is_name(raw.from, past) {
                quantity.kind = Kind::Identifier;
            } else if raw.style == Style::Digits && self.glued(past) && self.kind(past) == TokenKind::Word {
                // `the 5k`, `a 3D film`
                quantity.kind = Kind::Identifier;
            } else if raw.style == Style::Digits && self.reads_as_year(raw.from, raw.past) {
                quantity.kind = Kind::Year;
                self.push_year(&quantity);
            }
        }
        if quantity.kind == Kind::Duration && self.is_age(past) {
            quantity.kind = Kind::Age;
        }
        self.push(quantity);
        past
    }

    fn with_suffix(&self, raw: &Raw, suffix: &Suffix, currency: Option<UnitId>, from: u32, past: u32) -> Quantity {
        let mut quantity = self.quantity(raw, from, past);
        let scaled = Decimal::power_of_ten(suffix.scale).and_then(|f| raw.printed.scaled(f)).unwrap_or(raw.printed);
        let negative = self.is_negative(from);
        quantity.printed = Printed { value: if negative { -scaled.value } else { scaled.value }, place: scaled.place };
        quantity.scale = raw.scale + suffix.scale;
        quantity.unit = currency.or(suffix.unit);
        quantity.or_units.clone_from(&suffix.or_units);
        if matches!(raw.kind, Kind::Count | Kind::Pair) {
            if currency.is_some() {
                quantity.kind = Kind::Money;
            } else if let Some(kind) = suffix.kind {
                quantity.kind = kind;
            }
        }
        quantity.bare = raw.exact.unwrap_or_else(|| extent(&quantity));
        quantity.extent = quantity.bare;
        quantity
    }

    /// A quantity of the raw numeral alone.
    fn quantity(&self, raw: &Raw, from: u32, past: u32) -> Quantity {
        let scope = super::Scope { quoted: self.scope.quoted || self.page.token(raw.from).quoted, ..self.scope };
        let bare = raw.exact.unwrap_or(Extent::ALL);
        Quantity {
            tokens: from..past,
            span: self.span(from, past),
            numeral: self.span(raw.from, raw.past),
            printed: raw.printed,
            extent: bare,
            bare,
            style: raw.style,
            scale: 0,
            kind: raw.kind,
            unit: None,
            or_units: Vec::new(),
            hedge: None,
            vague: raw.vague,
            lead: Lead::None,
            from,
            noun: NounId(0),
            noun_at: None,
            bracketed: false,
            range: None,
            group: raw.group,
            sentence: self.sentence,
            scope,
        }
    }

    /// Sign and currency before a numeral: the first token of them, and the currency.
    fn prefix(&self, at: u32) -> (u32, Option<UnitId>) {
        let mut from = at;
        let mut currency = None;
        if at > self.start {
            let sign = self.text(at - 1);
            let letters = at - 1 > self.start && self.glued(at - 1) && self.kind(at - 2) == TokenKind::Word;
            let joined = if letters { self.page.prose.slice(self.span(at - 2, at)) } else { "" };
            if letters && let Some(id) = self.words.currency_before(joined) {
                (from, currency) = (at - 2, Some(id));
            } else if let Some(id) = self.words.currency_before(sign) {
                (from, currency) = (at - 1, Some(id));
            }
        }
        if from > self.start {
            let sign = matches!(self.text(from - 1), "-" | "−" | "–")
                && self.glued(from)
                && (!self.glued(from - 1) || from >= self.start + 2 && matches!(self.text(from - 2), "(" | "["));
            from -= u32::from(sign || self.folded(from - 1) == "minus");
        }
        (from, currency)
    }

    fn is_negative(&self, from: u32) -> bool {
        matches!(self.folded(from), "-" | "−" | "–" | "minus")
    }

    /// Scale, unit, per cent after a numeral.
    fn suffix(&self, past: u32, money: bool) -> Suffix {
        let mut suffix = Suffix { kind: None, unit: None, or_units: Vec::new(), scale: 0, past };
        self.scale_after(&mut suffix, money);
        let at = suffix.past;
        match self.folded(at) {
            "%" => (suffix.kind, suffix.past) = (Some(Kind::Percent), at + 1),
            "percent" | "pc" | "pct" => (suffix.kind, suffix.past) = (Some(Kind::Percent), at + 1),
            "per" if matches!(self.folded(at + 1), "cent" | "cents") => {
                (suffix.kind, suffix.past) = (Some(Kind::Percent), at + 2)
            }
            "percentage" if matches!(self.folded(at + 1), "point" | "points") => {
                (suffix.kind, suffix.past) = (Some(Kind::Points), at + 2);
            }
            "pp" | "ppt" | "ppts" | "pts" | "points" | "point" | "pps"
                if (self.folded(at) != "point" || self.before(at) != Before::Hyphen) && self.tells_shares(past) =>
            {
                (suffix.kind, suffix.past) = (Some(Kind::Points), at + 1);
            }
            "basis" if matches!(self.folded(at + 1), "point" | "points") => {
                (suffix.kind, suffix.past, suffix.scale) = (Some(Kind::Points), at + 2, suffix.scale - 2);
            }
            "bp" | "bps" => (suffix.kind, suffix.past, suffix.scale) = (Some(Kind::Points), at + 1, suffix.scale - 2),
            _ if money => {}
            _ => self.unit_after(&mut suffix),
        }
        if suffix.kind == Some(Kind::Percent)
            && self.text(suffix.past) == "-"
            && self.folded(suffix.past + 1) == "point"
        {
            suffix.kind = Some(Kind::Points);
        }
        suffix
    }

    /// Whether points are percentage points here and not those of a match: a share is told nearby, or a poll.
    fn tells_shares(&self, at: u32) -> bool {
        let from = at.saturating_sub(120);
        (from..(at + 60).min(self.page.tokens.len() as u32)).any(|i| {
            let word = &*self.page.word(i).folded;
            matches!(word, "%" | "percent" | "percentage" | "poll" | "polls" | "pollster" | "interest" | "margin")
                || word == "cent" && i > 0 && &*self.page.word(i - 1).folded == "per"
        })
    }

    fn scale_after(&self, suffix: &mut Suffix, money: bool) {
        let at = suffix.past;
        if self.kind(at) != TokenKind::Word {
            return;
        }
        let words: [&str; 3] = [self.folded(at), self.folded(at + 1), self.folded(at + 2)];
        if let Some((factor, taken)) =
            number_words::scale(&words).filter(|_| self.before(at) != Before::Hyphen || words[0].len() > 3)
        {
            suffix.scale = factor.last_place();
            if factor.mantissa() == 1 {
                suffix.past = at + taken as u32;
            } else {
                suffix.scale = 0;
            }
            return;
        }
        let written = self.text(at);
        let Some(factor) = numeral::scale_suffix(written) else { return };
        let glued = self.glued(at);
        let sure = matches!(written, "bn" | "mn" | "tn" | "mln" | "bln" | "trn" | "tln" | "cr" | "Cr" | "Bn");
        let noun_follows =
            self.kind(at + 1) == TokenKind::Word && !super::surroundings::is_function_word(self.folded(at + 1));
        let fits = money || matches!(written, "k" | "K" | "m" | "M") && noun_follows;
        if sure || glued && fits {
            (suffix.scale, suffix.past) = (factor.last_place(), at + 1);
        }
    }

    fn unit_after(&self, suffix: &mut Suffix) {
        let Some((unit, others, past)) = self.unit_at(suffix.past) else { return };
        let Some(found) = self.words.unit(unit) else { return };
        suffix.kind = Some(match found.dimension {
            Dimension::Currency => Kind::Money,
            Dimension::Temperature => Kind::Temperature,
            Dimension::Time | Dimension::Month => Kind::Duration,
            _ => Kind::Measure,
        });
        (suffix.unit, suffix.or_units, suffix.past) = (Some(unit), others, past);
        if self.minor_at(past) {
            suffix.scale -= 2;
        }
    }

    /// Whether the unit that ends before a token is a hundredth of a currency.
    fn minor_at(&self, past: u32) -> bool {
        let mut found = Vec::new();
        (past.saturating_sub(2)..past).any(|at| {
            found.clear();
            self.words.phrases(self.page, at, past, &mut found);
            found.iter().any(|(end, m)| *end == past && matches!(m, Meaning::Minor(_)))
                && !found.iter().any(|(end, m)| *end == past && matches!(m, Meaning::Currency(_)))
        })
    }

    /// The unit at a token, other units of the same sign, and the token past it.
    pub(super) fn unit_at(&self, at: u32) -> Option<(UnitId, Vec<UnitId>, u32)> {
        if at >= self.end {
            return None;
        }
        // Signs: the longest of one to three tokens.
        for past in (at + 1..=(at + 3).min(self.end)).rev() {
            let written = self.page.prose.slice(self.span(at, past));
            let units = self.words.sign(written);
            let word = matches!(
                written,
                "in" | "ins" | "a" | "s" | "h" | "t" | "g" | "m" | "l" | "\"" | "'" | "mo" | "K" | "C" | "F"
            );
            let tight = self.glued(at);
            let ends = !self.glued(past) || self.kind(past) == TokenKind::Mark;
            if let [unit, others @ ..] = units
                && ends
                && (tight
                    || !word
                    || matches!(written, "m" | "C" | "F" | "g" | "l") && self.before(at) == Before::Space)
            {
                return Some((*unit, others.to_vec(), past));
            }
        }
        let mut found = Vec::new();
        self.words.phrases(self.page, at, self.end, &mut found);
        let longest = found.iter().filter(|(_, m)| !matches!(m, Meaning::Cue(_))).map(|(past, _)| *past).max()?;
        let mut units: Vec<UnitId> = found
            .iter()
            .filter(|(past, _)| *past == longest)
            .filter_map(|(_, m)| match m {
                Meaning::Unit(id) | Meaning::Currency(id) | Meaning::Minor(id) => Some(*id),
                Meaning::Cue(_) => None,
            })
            .collect();
        units.dedup();
        let first = *units.first()?;
        Some((first, units.split_off(1), longest))
    }

    /// `84-year-old`, `84 years old`, `aged 84 years`, `84 years of age`.
    fn is_age(&self, past: u32) -> bool {
        self.folded(past) == "old"
            || self.folded(past) == "olds"
            || self.folded(past) == "of" && self.folded(past + 1) == "age"
    }
}

impl Raw {
    fn new(from: u32, past: u32, printed: Printed) -> Self {
        let (style, kind) = (Style::Digits, Kind::Count);
        Self { from, past, printed, exact: None, style, kind, vague: false, group: None, scale: 0 }
    }
}

/// What a number of a kind can be: things are counted exactly, all else is measured.
fn extent(quantity: &Quantity) -> Extent {
    match quantity.kind {
        Kind::Percent | Kind::Points => Extent::percentage(quantity.printed),
        Kind::Count if quantity.scale == 0 && quantity.printed.place >= 0 => Extent::count(quantity.printed),
        // `1.20` has been printed to its last nought on purpose.
        _ if quantity.printed.place < quantity.scale => Extent::percentage(quantity.printed),
        _ => Extent::measured(quantity.printed),
    }
}

fn is_vulgar(text: &str) -> bool {
    matches!(Numeral::read(text), Numeral::Fraction { .. }) && text.chars().count() == 1
}
