//! The Gregorian calendar and the clock: dates and partial dates from the year 0 to 9999, weekdays, ages, minutes.
//!
//! What this deliberately does not do: it never asks what day it is now, it knows no Julian dates and no years before Christ, and no time zones with summer time. A date
//! that cannot be is not a date: constructors say why with [`NotADate`], since that is itself a finding.

use std::fmt;

/// A day of the Gregorian calendar; ordered by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A date of which only some parts are said: `2019`, `March 1853`, `14 October`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// 0 to 9999.
    pub year: Option<u16>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
}

/// Why there is no such date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotADate {
    /// A year beyond 9999.
    Year,
    /// A month beyond 12, or 0.
    Month,
    /// A day beyond the month's last one, or 0.
    Day {
        /// The last day of that month: the one repair that follows.
        last: u8,
    },
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weekday {
    /// The first day of the ISO week.
    Monday,
    /// The second.
    Tuesday,
    /// The third.
    Wednesday,
    /// The fourth.
    Thursday,
    /// The fifth.
    Friday,
    /// The sixth.
    Saturday,
    /// The seventh.
    Sunday,
}

/// Least and greatest whole number of years, days or minutes that two dates or times allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub least: i64,
    /// The greatest.
    pub most: i64,
}

/// A time of day in minutes after midnight; 24:00 is allowed as an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    minutes: u16,
}

/// Minutes in a day.
pub const DAY: u16 = 24 * 60;

impl Date {
    /// The date, or why there is none.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Date, NotADate> {
        if year > 9999 {
            return Err(NotADate::Year);
        }
        let last = month_length(Some(year), month).ok_or(NotADate::Month)?;
        let fits = (1..=last).contains(&day);
        if fits { Ok(Date { year, month, day }) } else { Err(NotADate::Day { last }) }
    }

    /// 0 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1 January of the year 0.
    pub fn day_number(self) -> i64 {
        // Counting from March makes the leap day the last of its year, so that months have a formula of their own
        // (https://howardhinnant.github.io/date_algorithms.html#days_from_civil).
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let from_march = (month + 9) % 12;
        let day_of_year = (153 * from_march + 2) / 5 + day - 1;
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year + 60
    }

    /// Days from this date to another; negative if that is earlier.
    pub fn days_to(self, other: Date) -> i64 {
        other.day_number() - self.day_number()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1 January of the year 0 was a Saturday.
        Weekday::from_number(self.day_number() + 5)
    }

    /// Whole years from this date to another: an age, or an anniversary. Somebody born on 29 February turns a year older
    /// on 1 March of common years. Negative if the other date is earlier.
    pub fn years_to(self, other: Date) -> i64 {
        if other < self {
            return -other.years_to(self);
        }
        let before_anniversary = (other.month, other.day) < (self.month, self.day);
        i64::from(other.year) - i64::from(self.year) - i64::from(before_anniversary)
    }

    /// Whether one date is an anniversary of the other, to the day.
    pub fn shares_day_with(self, other: Date) -> bool {
        (self.month, self.day) == (other.month, other.day)
    }
}

impl PartialDate {
    /// A year alone.
    pub fn year(year: u16) -> PartialDate {
        PartialDate { year: Some(year), ..PartialDate::default() }
    }

    /// Whether such a date can be. Without a year 29 February can.
    pub fn check(self) -> Result<(), NotADate> {
        if self.year.is_some_and(|y| y > 9999) {
            return Err(NotADate::Year);
        }
        let last = match self.month {
            Some(month) => month_length(self.year, month).ok_or(NotADate::Month)?,
            None => 31,
        };
        let fits = self.day.is_none_or(|day| (1..=last).contains(&day));
        if fits { Ok(()) } else { Err(NotADate::Day { last }) }
    }

    /// The date, if all parts are said and possible.
    pub fn full(self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day?).ok()
    }

    /// The first and the last day that it can mean; `None` without a year, or if it cannot be.
    pub fn bounds(self) -> Option<(Date, Date)> {
        let year = self.year?;
        if self.day.is_some() {
            return self.full().map(|date| (date, date));
        }
        let (first, last) = self.month.map_or((1, 12), |month| (month, month));
        let end = month_length(Some(year), last)?;
        Some((Date::new(year, first, 1).ok()?, Date::new(year, last, end).ok()?))
    }

    /// The parts of `self`, and those of `context` where `self` is silent before its first part: "2 May" beside "30 May
    /// 1645" is 2 May 1645.
    pub fn completed_from(self, context: PartialDate) -> PartialDate {
        let month = if self.year.is_some() { self.month } else { self.month.or(context.month) };
        PartialDate { year: self.year.or(context.year), month, day: self.day }
    }

    /// Whole years from here to another date, as far as the parts say.
    pub fn years_to(self, other: PartialDate) -> Option<Range> {
        let ((first, last), (other_first, other_last)) = (self.bounds()?, other.bounds()?);
        Some(Range { least: last.years_to(other_first), most: first.years_to(other_last) })
    }

    /// Days from here to another date, as far as the parts say.
    pub fn days_to(self, other: PartialDate) -> Option<Range> {
        let ((first, last), (other_first, other_last)) = (self.bounds()?, other.bounds()?);
        Some(Range { least: last.days_to(other_first), most: first.days_to(other_last) })
    }

    /// Whether every day that this can mean is before every day of the other; `None` if either has no year.
    pub fn is_surely_before(self, other: PartialDate) -> Option<bool> {
        Some(self.bounds()?.1 < other.bounds()?.0)
    }
}

impl Weekday {
    /// Monday is 0; any whole number is taken modulo 7.
    pub fn from_number(number: i64) -> Weekday {
        match number.rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// Monday is 0.
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The nearest date to `near` that falls on this weekday: the other repair of a weekday that does not fit.
    pub fn nearest_to(self, near: Date) -> Option<Date> {
        let ahead = (self.number() - near.weekday().number()).rem_euclid(7);
        let shift = if ahead > 3 { ahead - 7 } else { ahead };
        date_of(near.day_number() + shift)
    }
}

impl Clock {
    /// Twenty-four-hour time; `None` for 25:10 or 9:75.
    pub fn new(hours: u16, minutes: u16) -> Option<Clock> {
        let total = hours.checked_mul(60)?.checked_add(minutes)?;
        (minutes < 60 && total <= DAY).then_some(Clock { minutes: total })
    }

    /// Twelve-hour time: noon is 12 pm and midnight 12 am.
    pub fn twelve(hours: u16, minutes: u16, afternoon: bool) -> Option<Clock> {
        if !(1..=12).contains(&hours) {
            return None;
        }
        Clock::new(hours % 12 + if afternoon { 12 } else { 0 }, minutes)
    }

    /// Minutes after midnight.
    pub fn minutes(self) -> u16 {
        self.minutes
    }

    /// Minutes until the next time that a clock shows `other`: less than a day.
    pub fn until(self, other: Clock) -> u16 {
        (other.minutes + DAY - self.minutes % DAY) % DAY
    }
}

/// The date of a day number, if its year is one of 0 to 9999.
pub fn date_of(day_number: i64) -> Option<Date> {
    // The inverse of `day_number`, from the same source.
    let days = day_number.checked_sub(60)?;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
}

/// Whether the year has a 29 February.
pub fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// How many days a month has; in an unknown year February has 29. `None` if there is no such month.
pub fn month_length(year: Option<u16>, month: u8) -> Option<u8> {
    match month {
        2 => Some(if year.is_none_or(is_leap) { 29 } else { 28 }),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

/// The century of a year: 1612 is of the 17th. Those who count the year 1700 to the 18th are served by
/// [`century_is_arguable`].
pub fn century(year: u16) -> u16 {
    (year.max(1) - 1) / 100 + 1
}

/// Whether common speech puts a year into the next century: 1900, 2000.
pub fn century_is_arguable(year: u16) -> bool {
    year.is_multiple_of(100)
}

/// The first year of a year's decade: 1990 for 1992.
pub fn decade(year: u16) -> u16 {
    year / 10 * 10
}

/// The second year of an elided pair: 20 in `2019-20` is 2020, 02 in `1999-02` is 2002. `None` if it would not be later
/// by less than a century.
pub fn elided_year(first: u16, digits: &str) -> Option<u16> {
    let modulus = match digits.len() {
        1 => 10,
        2 => 100,
        _ => return None,
    };
    let tail: u16 = digits.parse().ok()?;
    let same = first - first % modulus + tail;
    if same > first { Some(same) } else { Some(same + modulus).filter(|_| modulus == 100 && first % 100 > 90) }
}

/// The names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The names of the days, Monday first.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The month of a name or an abbreviation, written with a capital (`may` is a verb).
pub fn month_named(word: &str) -> Option<u8> {
    let known = |name: &&str| {
        *name == word
            || word.len() >= 3
                && name.len() > 4
                && (name.get(..3) == Some(word) || word == "Sept" && **name == *"September")
    };
    let upper = |name: &&str| name.eq_ignore_ascii_case(word) && word.bytes().all(|b| b.is_ascii_uppercase());
    let at = MONTHS.iter().position(|name| known(name) || upper(name))?;
    u8::try_from(at + 1).ok()
}

/// The weekday of a name or an abbreviation, written with a capital.
pub fn weekday_named(word: &str) -> Option<Weekday> {
    let abbreviated =
        matches!(word, "Mon" | "Tue" | "Tues" | "Wed" | "Weds" | "Thu" | "Thur" | "Thurs" | "Fri" | "Sat" | "Sun");
    let known = |name: &&str| *name == word || abbreviated && name.get(..3) == word.get(..3);
    let at = WEEKDAYS.iter().position(known)?;
    Some(Weekday::from_number(at as i64))
}

impl Weekday {
    /// Its English name.
    pub fn name(self) -> &'static str {
        WEEKDAYS.get(self as usize).copied().unwrap_or_default()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests read their own constants")]
mod tests {
    use super::*;

    fn date(year: u16, month: u8, day: u8) -> Date {
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn knows_weekdays() {
        for (y, m, d, expected) in [
            (2025, 3, 27, Weekday::Thursday),
            (2025, 4, 5, Weekday::Saturday),
            (2024, 11, 4, Weekday::Monday),
            (2023, 10, 14, Weekday::Saturday),
            (2000, 2, 29, Weekday::Tuesday),
            (1900, 1, 1, Weekday::Monday),
            (0, 1, 1, Weekday::Saturday),
            (9999, 12, 31, Weekday::Friday),
        ] {
            assert_eq!(date(y, m, d).weekday(), expected, "{y}-{m}-{d}");
        }
    }

    #[test]
    fn counts_days_without_a_gap() {
        assert_eq!(date(0, 1, 1).day_number(), 0);
        assert_eq!(date(1970, 1, 1).day_number(), 719_528);
        assert_eq!(date(1645, 5, 2).days_to(date(1645, 5, 30)), 28);
        let last = date(9999, 12, 31).day_number();
        for number in 0..=last {
            assert_eq!(date_of(number).map(Date::day_number), Some(number));
        }
        assert_eq!((date_of(-1), date_of(last + 1), date_of(i64::MIN)), (None, None, None));
    }

    #[test]
    fn says_why_a_date_cannot_be() {
        assert_eq!(Date::new(2025, 6, 31), Err(NotADate::Day { last: 30 }));
        assert_eq!(Date::new(2023, 2, 29), Err(NotADate::Day { last: 28 }));
        assert_eq!(Date::new(2023, 13, 1), Err(NotADate::Month));
        assert_eq!(Date::new(2023, 0, 1), Err(NotADate::Month));
        assert_eq!(Date::new(10000, 1, 1), Err(NotADate::Year));
        assert!(Date::new(2024, 2, 29).is_ok() && Date::new(1900, 2, 29).is_err());
        let without_year = PartialDate { month: Some(2), day: Some(29), year: None };
        assert_eq!(without_year.check(), Ok(()));
        assert_eq!(PartialDate { day: Some(30), ..without_year }.check(), Err(NotADate::Day { last: 29 }));
    }

    #[test]
    fn counts_ages() {
        assert_eq!(date(1938, 11, 19).years_to(date(2024, 6, 6)), 85);
        assert_eq!(date(1980, 11, 30).years_to(date(2024, 11, 4)), 43);
        assert_eq!(date(2000, 2, 29).years_to(date(2001, 2, 28)), 0);
        assert_eq!(date(2000, 2, 29).years_to(date(2001, 3, 1)), 1);
        assert_eq!(date(2024, 6, 6).years_to(date(1938, 11, 19)), -85);
        let (born, died) = (PartialDate::year(1938), PartialDate::year(2024));
        assert_eq!(born.years_to(died), Some(Range { least: 85, most: 86 }));
        assert_eq!(PartialDate::default().years_to(died), None);
    }

    #[test]
    fn completes_partial_dates() {
        let end = PartialDate { year: Some(1645), month: Some(5), day: Some(30) };
        let start = PartialDate { day: Some(2), ..PartialDate::default() };
        assert_eq!(start.completed_from(end).full(), Some(date(1645, 5, 2)));
        assert_eq!(PartialDate::year(1700).completed_from(end), PartialDate::year(1700));
        let may = PartialDate { day: None, ..end };
        assert_eq!(may.bounds(), Some((date(1645, 5, 1), date(1645, 5, 31))));
        assert_eq!(may.days_to(end), Some(Range { least: -1, most: 29 }));
        assert_eq!(PartialDate::year(1603).is_surely_before(PartialDate::year(1598)), Some(false));
        assert_eq!(PartialDate::year(1598).is_surely_before(end), Some(true));
    }

    #[test]
    fn finds_the_nearest_weekday() {
        assert_eq!(Weekday::Friday.nearest_to(date(2025, 3, 27)), Some(date(2025, 3, 28)));
        assert_eq!(Weekday::Monday.nearest_to(date(2025, 3, 27)), Some(date(2025, 3, 24)));
        assert_eq!(Weekday::Thursday.nearest_to(date(2025, 3, 27)), Some(date(2025, 3, 27)));
        assert_eq!(Weekday::Sunday.nearest_to(date(9999, 12, 31)), None);
    }

    #[test]
    fn reads_the_clock() {
        let at = |h, m| Clock::new(h, m).unwrap();
        assert_eq!(at(21, 30).until(at(6, 10)), 520);
        assert_eq!(at(14, 20).until(at(16, 10)), 110);
        assert_eq!((Clock::new(25, 10), Clock::new(9, 75), Clock::new(24, 1)), (None, None, None));
        assert_eq!(Clock::new(24, 0).map(|c| c.until(at(0, 30))), Some(30));
        assert_eq!(Clock::twelve(12, 15, false), Clock::new(0, 15));
        assert_eq!(Clock::twelve(12, 0, true), Clock::new(12, 0));
        assert_eq!((Clock::twelve(13, 0, true), Clock::twelve(0, 10, false)), (None, None));
        assert_eq!(Clock::new(u16::MAX, 0), None);
    }

    #[test]
    fn groups_years() {
        assert_eq!((century(1612), century(1700), century(1701), century(0)), (17, 17, 18, 1));
        assert!(century_is_arguable(2000) && !century_is_arguable(2001));
        assert_eq!(decade(1992), 1990);
        assert_eq!(elided_year(2019, "20"), Some(2020));
        assert_eq!(elided_year(1999, "02"), Some(2002));
        assert_eq!(elided_year(1914, "8"), Some(1918));
        assert_eq!(elided_year(1914, "18"), Some(1918));
        assert_eq!(elided_year(2021, "18"), None);
        assert_eq!(elided_year(2021, "2018"), None);
    }
}
