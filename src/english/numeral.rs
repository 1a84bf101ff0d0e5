//! One numeral in digits, as a writer prints it: separators, decimal marks, fractions, ordinals, clocks, pairs of years.
//!
//! The input is one run of digits and the marks between them, without sign, currency, unit or white space other than the
//! thin or no-break space of a group. The result says what the run can be read as; where English leaves two readings
//! (`10.30`, `2019-20`, `3-1`) the reader of quantities decides by what stands around it.
//!
//! What this deliberately does not do: it reads only ASCII digits (others are left alone, so that `٣` is no number and no
//! finding), it does not guess what `1.250` means (see [`Numeral::ambiguous`]), and it corrects nothing.

use super::calendar::{Clock, Date, NotADate, elided_year};
use crate::text::decimal::{Decimal, Printed, Rounding};

/// A run of digits, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numeral {
    /// A plain number.
    Number(Number),
    /// `1/2`, `2 1/2`, `2½`: a fraction that is printed as one.
    Fraction {
        /// The whole number before it; nought if there is none.
        whole: i64,
        /// Above the line.
        numerator: i64,
        /// Below the line; never nought.
        denominator: i64,
    },
    /// `21st`, `12th`; with the suffix that belongs to the number, if another one is printed.
    Ordinal {
        /// The place in the row.
        value: i64,
        /// The suffix that should stand here.
        suffix: Option<&'static str>,
    },
    /// `10:30`, `9:15:30` (seconds are dropped). `None` for a clock that cannot be, such as `25:10`.
    Clock(Option<Clock>),
    /// `2019-20`, `1914–18`, `2021-2018`: two years, as printed.
    Years(u16, u16),
    /// `55-18`, `26–31`, `3-1`: two plain numbers with a hyphen or an en dash; a range, a score or a vote.
    Pair(Number, Number),
    /// `2024-02-30` or `2024/02/30`; or why there is no such date.
    IsoDate(Result<Date, NotADate>),
    /// `12/5/2024`, `30.5.2024`: day and month in either order, then a year.
    SlashDate(u16, u16, u16),
    /// Groups that are not of three digits, nor Indian: `12,50,0`. A number, but nobody knows which.
    Malformed,
    /// Anything else made of digits and marks: a version, a section, an address, a telephone number.
    Other,
}

/// A plain number and the way in which it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Value and printed precision.
    pub printed: Printed,
    /// The mark between groups, if there is one.
    pub group: Option<char>,
    /// The decimal mark, if there is one.
    pub point: Option<char>,
    /// Groups of two digits, as in `12,34,567`.
    pub indian: bool,
    /// The other reading of a number with one mark and three digits behind it: `1.250` or, in some places, `1,250`.
    pub other: Option<Printed>,
}

impl Numeral {
    /// Reads one run; see the module's head for what a run is.
    pub fn read(run: &str) -> Numeral {
        let Some(first) = run.chars().next().filter(|c| c.is_ascii_digit() || vulgar(*c).is_some()) else {
            return Numeral::Other;
        };
        if run.len() > 60 {
            return Numeral::Other;
        }
        if let Some((numerator, denominator)) = vulgar(first) {
            let alone = run.chars().count() == 1;
            return if alone { Numeral::Fraction { whole: 0, numerator, denominator } } else { Numeral::Other };
        }
        date(run)
            .or_else(|| clock(run))
            .or_else(|| pair(run))
            .or_else(|| fraction(run))
            .or_else(|| ordinal(run))
            .unwrap_or_else(|| plain(run))
    }

    /// Whether the run has two readings that differ by a factor of a thousand.
    pub fn ambiguous(&self) -> bool {
        matches!(self, Numeral::Number(number) if number.other.is_some())
    }
}

/// The factor of a suffix that stands at a numeral without a space: `2.4bn`, `$5m`, `40k`. `m` is also metres, and `k`
/// also a kilometre's beginning: the reader of quantities asks for a currency or a noun first.
pub fn scale_suffix(suffix: &str) -> Option<Decimal> {
    let exponent = match suffix {
        "k" | "K" => 3,
        "m" | "M" | "mn" | "mln" | "mm" | "mil" => 6,
        "b" | "B" | "bn" | "Bn" | "BN" | "bln" => 9,
        "t" | "T" | "tn" | "trn" | "tln" => 12,
        "cr" | "Cr" => 7,
        _ => return None,
    };
    Decimal::power_of_ten(exponent)
}

/// `2024-02-30`, `30.5.2024`, `12/5/24` is no date: two digits of a year are not enough.
fn date(run: &str) -> Option<Numeral> {
    let mark = run.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let mut parts = run.split(mark);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = parts.next().is_none() && [a, b, c].iter().all(|p| digits(p) && p.len() <= 4);
    plain.then_some(())?;
    let (x, y, z) = (a.parse::<u16>().ok()?, b.parse::<u16>().ok()?, c.parse::<u16>().ok()?);
    match (a.len(), b.len(), c.len(), mark) {
        (4, 2, 2, '-' | '/') => {
            let (month, day) = (u8::try_from(y).ok()?, u8::try_from(z).ok()?);
            Some(Numeral::IsoDate(Date::new(x, month, day)))
        }
        (1..=2, 1..=2, 4, _) if z >= 1000 => Some(Numeral::SlashDate(x, y, z)),
        _ => None,
    }
}

/// `10:30` and `10:30:15`. With a point instead of the colon it is a plain number until `am` or `pm` follows.
fn clock(run: &str) -> Option<Numeral> {
    let mut parts = run.split(':');
    let (hours, minutes) = (parts.next()?, parts.next()?);
    let seconds = parts.next();
    let shape = digits(hours) && hours.len() <= 2 && digits(minutes) && minutes.len() == 2;
    let rest = seconds.is_none_or(|s| digits(s) && s.len() == 2) && parts.next().is_none();
    (shape && rest).then_some(())?;
    Some(Numeral::Clock(Clock::new(hours.parse().ok()?, minutes.parse().ok()?)))
}

/// Two numbers with a hyphen, an en dash or a minus between them.
fn pair(run: &str) -> Option<Numeral> {
    let dash = run.find(['-', '–', '‑', '−'])?;
    let (a, rest) = run.split_at(dash);
    let b = rest.get(rest.chars().next()?.len_utf8()..)?;
    if digits(a) && a.len() == 4 && digits(b) && matches!(b.len(), 2 | 4) {
        let first: u16 = a.parse().ok()?;
        if (1000..=2100).contains(&first) {
            let second = if b.len() == 4 { b.parse().ok() } else { elided_year(first, b) };
            if let Some(second) = second {
                return Some(Numeral::Years(first, second));
            }
        }
    }
    match (plain(a), plain(b)) {
        (Numeral::Number(a), Numeral::Number(b)) => Some(Numeral::Pair(a, b)),
        _ => Some(Numeral::Other),
    }
}

/// `1/2`, `2 1/2`, `2½`.
fn fraction(run: &str) -> Option<Numeral> {
    if let Some((numerator, denominator)) = run.chars().last().and_then(vulgar) {
        let whole = run.trim_end_matches(|c| vulgar(c).is_some()).trim_end();
        return Some(match whole.parse() {
            Ok(whole) if digits(run.get(..1)?) => Numeral::Fraction { whole, numerator, denominator },
            _ => Numeral::Other,
        });
    }
    let (above, below) = run.split_once(['/', '⁄'])?;
    let (whole, above) = above.rsplit_once([' ', '\u{a0}', '\u{2009}', '\u{202f}']).unwrap_or(("0", above));
    let small = |text: &str| digits(text) && text.len() <= 4;
    if !(small(above) && small(below) && small(whole)) {
        return Some(Numeral::Other);
    }
    let (numerator, denominator) = (above.parse().ok()?, below.parse().ok()?);
    Some(if denominator == 0 {
        Numeral::Other
    } else {
        Numeral::Fraction { whole: whole.parse().ok()?, numerator, denominator }
    })
}

/// `21st`, `1,000th`.
fn ordinal(run: &str) -> Option<Numeral> {
    let at = run.len().checked_sub(2)?;
    let (number, printed) = (run.get(..at)?, run.get(at..)?);
    let known = ["st", "nd", "rd", "th"].into_iter().any(|suffix| printed.eq_ignore_ascii_case(suffix));
    let Numeral::Number(number) = known.then(|| plain(number))? else { return None };
    let value = number.printed.value.to_i64()?;
    let right = super::number_words::ordinal_suffix(value);
    Some(Numeral::Ordinal { value, suffix: (!printed.eq_ignore_ascii_case(right)).then_some(right) })
}

/// Digits with group marks and a decimal mark, in any convention that can be told from the digits alone.
fn plain(run: &str) -> Numeral {
    let mut marks = run.char_indices().filter(|(_, c)| !c.is_ascii_digit());
    let (first, last) = match (marks.next(), marks.next_back()) {
        (None, _) => return number(run, None, None, false, None),
        (Some(first), last) => (first, last.unwrap_or(first)),
    };
    if !run.chars().all(|c| c.is_ascii_digit() || is_mark(c)) || run.ends_with(is_mark) {
        return Numeral::Other;
    }
    let behind = run.get(last.0 + last.1.len_utf8()..).unwrap_or("");
    let same = run.chars().filter(|c| is_mark(*c)).all(|c| c == first.1);
    let once = first.0 == last.0;
    if once && matches!(first.1, '.' | ',') {
        return one_mark(run, first.0, first.1, behind);
    }
    if same {
        // A full stop twice is a version or a section, unless all groups have three digits.
        let grouping = groups(run, first.1);
        return match (grouping, first.1) {
            (Some(indian), mark) => number(run, Some(mark), None, indian, None),
            (None, ',' | '\'' | '’') => Numeral::Malformed,
            _ => Numeral::Other,
        };
    }
    // Two kinds of mark: the last one, standing once, is the decimal mark.
    let whole = run.get(..last.0).unwrap_or("");
    let lone = matches!(last.1, '.' | ',') && run.matches(last.1).count() == 1;
    match (lone, groups(whole, first.1)) {
        (true, Some(indian)) => number(run, Some(first.1), Some(last.1), indian, None),
        (true, None) if first.1 == ',' => Numeral::Malformed,
        _ => Numeral::Other,
    }
}

/// `1,234` is grouped and `1.25` a decimal; `1.250` and `1,25` are what the other convention says or an odd habit.
fn one_mark(run: &str, at: usize, mark: char, behind: &str) -> Numeral {
    let grouped = groups(run, mark).is_some();
    match (mark, grouped) {
        (',', true) => number(run, Some(','), None, false, reading(run, ',')),
        ('.', true) if run.get(..at) != Some("0") => number(run, None, Some('.'), false, reading(run, '\0')),
        ('.', _) => number(run, None, Some('.'), false, None),
        (_, _) if behind.len() <= 2 => number(run, None, Some(','), false, None),
        _ => Numeral::Malformed,
    }
}

/// The value with `point` as the decimal mark and every other mark dropped.
fn reading(run: &str, point: char) -> Option<Printed> {
    let plain: String = run.chars().filter(|c| c.is_ascii_digit() || *c == point).collect();
    plain.replace(point, ".").parse().ok()
}

fn number(run: &str, group: Option<char>, point: Option<char>, indian: bool, other: Option<Printed>) -> Numeral {
    // A comma with three digits behind it is a group in every English text; the other reading is kept for a vote.
    match reading(run, point.unwrap_or('\0')) {
        Some(printed) => Numeral::Number(Number { printed, group, point, indian, other }),
        None => Numeral::Other,
    }
}

/// Whether the marks part the digits into groups of three, or (`true`) into Indian ones, two and two and three.
fn groups(run: &str, mark: char) -> Option<bool> {
    let mut parts = run.split(mark);
    let first = parts.next().filter(|p| digits(p) && p.len() <= 3)?;
    let rest: Vec<&str> = parts.collect();
    let (last, middle) = rest.split_last()?;
    let all_digits = rest.iter().all(|p| digits(p)) && last.len() == 3;
    if all_digits && middle.iter().all(|p| p.len() == 3) {
        return Some(false);
    }
    let indian = all_digits && first.len() <= 2 && mark == ',' && middle.iter().all(|p| p.len() == 2);
    indian.then_some(true)
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The fractions that have a character of their own.
fn vulgar(c: char) -> Option<(i64, i64)> {
    Some(match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        _ => return None,
    })
}

/// The decimal value of a fraction, to 18 digits.
pub fn fraction_value(whole: i64, numerator: i64, denominator: i64) -> Option<Decimal> {
    let part = Decimal::ratio(numerator, denominator, Rounding::Nearest)?;
    Decimal::from(whole).plus(part.round_to_digits(18, Rounding::Nearest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(run: &str) -> String {
        match Numeral::read(run) {
            Numeral::Number(n) => format!(
                "{}@{}{}{}",
                n.printed.value,
                n.printed.place,
                if n.indian { " indian" } else { "" },
                if n.other.is_some() { " or" } else { "" }
            ),
            Numeral::Fraction { whole, numerator, denominator } => format!("{whole}+{numerator}/{denominator}"),
            Numeral::Ordinal { value, suffix } => format!("{value}. {}", suffix.unwrap_or("right")),
            Numeral::Clock(clock) => format!("clock {:?}", clock.map(Clock::minutes)),
            Numeral::Years(a, b) => format!("years {a} {b}"),
            Numeral::Pair(a, b) => format!("pair {} {}", a.printed.value, b.printed.value),
            Numeral::IsoDate(date) => format!("date {date:?}"),
            Numeral::SlashDate(a, b, year) => format!("date {a} {b} {year}"),
            Numeral::Malformed => "malformed".to_owned(),
            Numeral::Other => "other".to_owned(),
        }
    }

    #[test]
    fn reads_every_shape() {
        for (run, expected) in [
            ("42", "42@0"),
            ("1,234", "1234@0 or"),
            ("1,234.50", "1234.5@-2"),
            ("1,234,567", "1234567@0"),
            ("12,34,567", "1234567@0 indian"),
            ("2.100.000", "2100000@0"),
            ("2.100.000,5", "2100000.5@-1"),
            ("940 000", "940000@0"),
            ("940\u{202f}000,25", "940000.25@-2"),
            ("1'250'000", "1250000@0"),
            ("3.50", "3.5@-2"),
            ("1.250", "1.25@-3 or"),
            ("0.250", "0.25@-3"),
            ("3,5", "3.5@-1"),
            ("12,50,0", "malformed"),
            ("1,23,4.5", "malformed"),
            ("12,3456", "malformed"),
            ("1.2.3", "other"),
            ("192.168.0.1", "other"),
            ("1/2", "0+1/2"),
            ("2 1/2", "2+1/2"),
            ("2½", "2+1/2"),
            ("¾", "0+3/4"),
            ("1/0", "other"),
            ("21st", "21. right"),
            ("21th", "21. st"),
            ("1,000th", "1000. right"),
            ("10:30", "clock Some(630)"),
            ("25:10", "clock None"),
            ("9:15:30", "clock Some(555)"),
            ("2019-20", "years 2019 2020"),
            ("1914–18", "years 1914 1918"),
            ("2021-2018", "years 2021 2018"),
            ("55-18", "pair 55 18"),
            ("3–1", "pair 3 1"),
            ("2021-18", "pair 2021 18"),
            ("2024-02-30", "date Err(Day { last: 29 })"),
            ("2024-02-29", "date Ok(2024-02-29)"),
            ("30.5.2024", "date 30 5 2024"),
            ("12/5/2024", "date 12 5 2024"),
            ("12/5/24", "other"),
            ("555-0199-22", "other"),
            ("", "other"),
            ("٣", "other"),
            ("12٣", "other"),
        ] {
            assert_eq!(shown(run), expected, "{run}");
        }
        assert_eq!(shown(&"9".repeat(1000)), "other");
        assert_eq!(shown(&"9".repeat(50)), "other");
    }

    #[test]
    fn knows_suffixes_and_values() {
        assert_eq!(scale_suffix("bn"), Decimal::power_of_ten(9));
        assert_eq!(scale_suffix("km"), None);
        assert_eq!(fraction_value(2, 1, 2).map(|v| v.to_string()), Some("2.5".to_owned()));
        assert_eq!(fraction_value(0, 1, 0), None);
    }

    #[test]
    fn never_panics_on_odd_runs() {
        let pieces = ["1", "12", "123", ",", ".", "-", "–", "/", ":", "½", "st", " ", "'", "0", "٣", "99999999999"];
        for a in pieces {
            for b in pieces {
                for c in pieces {
                    for d in pieces {
                        Numeral::read(&[a, b, c, d].concat());
                    }
                }
            }
        }
    }
}
