//! The numbers of a page as facts, each read once: what it says, how exactly, of what, and in which construction.
//!
//! # How a page is read
//!
//! [`Facts::read`] runs at most once a page, and only when a rule on numbers is on. Over a page without digits and number
//! words it does nothing. Three steps, each linear:
//!
//! 1. **Cues.** One walk of the [`Vocabulary`] gives [`Cue`]s: hedges, verbs by direction, prepositions that lead a number,
//!    exhaustive words, silencers. No later step compares words with lists.
//! 2. **Numerals.** At each number or number word the longest reading wins: date, clock, fraction, range, number with scale,
//!    unit or currency; figures that name and do not count are [`Kind::Identifier`].
//! 3. **Surroundings.** Hedge, lead, head noun, scope.
//!
//! # What this deliberately does not do
//!
//! It makes no judgement: an impossible date is read with its parts and reported by a check. It resolves no pronoun, guesses
//! no missing year (a date takes year and month only from the other end of its own range), and reads no digits of other
//! scripts. Where two readings remain, the one that proves less is kept.

pub mod cue;
mod dates;
mod number;
mod read;
mod show;
mod surroundings;
pub mod vocabulary;

use std::ops::Range;

pub use cue::{Cue, CueClass};
pub use vocabulary::{Dimension, Unit, UnitId, Vocabulary};

use crate::english::calendar::{Clock, PartialDate, Weekday};
use crate::text::decimal::{Decimal, Printed, Rounding};
use crate::text::extent::Extent;
use crate::text::hedge::Hedge;
use crate::text::{Prose, Span};

/// All numbers of a page, in the order of the text.
#[derive(Debug, Default)]
pub struct Facts {
    /// Every quantity; the two ends of a range are two quantities.
    pub quantities: Vec<Quantity>,
    /// Every date and partial date; a bare year is one too.
    pub dates: Vec<DateFact>,
    /// Every time of day.
    pub clocks: Vec<ClockFact>,
    /// Every cue, by first token.
    pub cues: Vec<Cue>,
    /// The lemmas of nouns by number; 0 is none.
    pub nouns: Vec<String>,
    /// How many of them were compared with others, once the checks have run.
    pub compared: std::cell::Cell<Compared>,
}

/// What became of the numbers of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Numbers, dates and times that were read, figures that name something left out.
    pub seen: usize,
    /// Those that a comparison linked with others.
    pub linked: usize,
    /// Comparisons.
    pub checked: usize,
}

/// One number and what it is a number of.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// Sign, currency, numeral, scale, unit: all that a reader takes for the number.
    pub tokens: Range<u32>,
    /// The same as bytes; what a finding underlines.
    pub span: Span<Prose>,
    /// Numeral alone, without scale word: what a repair replaces.
    pub numeral: Span<Prose>,
    /// Value and printed precision, scale and sign applied, in the printed unit.
    pub printed: Printed,
    /// What the value can be, by habit of rounding, the hedge applied.
    pub extent: Extent,
    /// The same without the hedge.
    pub bare: Extent,
    /// Digits or words: a repair keeps to the same.
    pub style: Style,
    /// The power of ten of the scale word or suffix; 0 if none is printed, −2 for pence.
    pub scale: i32,
    /// What sort of quantity it is.
    pub kind: Kind,
    /// The unit of a measure, the currency of money.
    pub unit: Option<UnitId>,
    /// Other units that the same sign can mean (gallons, tons).
    pub or_units: Vec<UnitId>,
    /// How it is hedged, and the first token of the hedge.
    pub hedge: Option<(Hedge, u32)>,
    /// `a dozen`, `a hundred or so`: a form that nobody would be held to.
    pub vague: bool,
    /// The word that leads the number, which gives it its part in a construction, and that word's first token.
    pub lead: Lead,
    /// The first token of lead, hedge and number together.
    pub from: u32,
    /// The lemma of what is counted, `passenger` in `31,200 passengers`; 0 if there is none.
    pub noun: NounId,
    /// The token of that noun.
    pub noun_at: Option<u32>,
    /// Whether it stands in round brackets.
    pub bracketed: bool,
    /// For an end of a range, which one; the other is its neighbour in [`Facts::quantities`].
    pub range: Option<End>,
    /// The mark between groups of digits.
    pub group: Option<char>,
    /// Index of the sentence.
    pub sentence: u32,
    /// Where it stands.
    pub scope: Scope,
}

/// How a number is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `42`.
    Digits,
    /// `forty-two`.
    Words,
}

/// What sort of quantity a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A number of separate things.
    Count,
    /// An amount of a currency.
    Money,
    /// A length, an area, a mass … in a unit.
    Measure,
    /// A temperature, or a difference of temperatures.
    Temperature,
    /// A share or a change in per cent.
    Percent,
    /// Percentage points, basis points (held as points).
    Points,
    /// A fraction of a whole: `two-thirds`, `one in five`. The value is the fraction.
    Fraction,
    /// A factor: `tripled`, `four times fewer`.
    Multiple(crate::english::number_words::Form),
    /// A span of time: `nine weeks`. The unit says which.
    Duration,
    /// An age in years.
    Age,
    /// `fifth`, `12th`.
    Ordinal,
    /// One end of a pair with a hyphen: a range, a score or a vote.
    Pair,
    /// A year; also in [`Facts::dates`].
    Year,
    /// Groups of digits that no convention explains: `12,50,0`.
    Malformed,
    /// Figures that name and do not count: version, section, road, model, telephone, citation. Never calculated with.
    Identifier,
}

/// The word before a number that gives it its part: `from 4.31 to 4.02`, `of 41`, `by 25 %`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lead {
    /// No word with a part to give.
    #[default]
    None,
    /// from: the old value of a change, the start of a range.
    From,
    /// to, at, stands at: the new value of a change.
    To,
    /// by, a rise of: the size of a change.
    By,
    /// of, out of, among: the base of a share.
    Of,
    /// against, compared with, versus, than: the other side of a comparison.
    Against,
    /// between … and.
    Between,
    /// including: a part that is not the rest.
    Including,
    /// the remaining, the rest, the other: the last part of a whole.
    Remaining,
    /// a total of, in all, altogether: the whole.
    Total,
    /// an average of, a mean of.
    Average,
    /// instead of, rather than, not: a number that is denied. No check uses it.
    Denied,
}

/// Which end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The first printed; the other is the next quantity.
    First,
    /// The second printed; the other is the quantity before.
    Second,
}

/// Where a number stands, as far as checks care.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The block.
    pub block: u32,
    /// In a title or a heading.
    pub heading: bool,
    /// Between quotation marks: reported as a note, never edited.
    pub quoted: bool,
    /// In a caption.
    pub caption: bool,
    /// In a table.
    pub cell: bool,
}

/// A date, as far as it is said.
#[derive(Clone, Debug)]
pub struct DateFact {
    /// Its tokens, weekday and all.
    pub tokens: Range<u32>,
    /// The same as bytes.
    pub span: Span<Prose>,
    /// The parts that are printed here; with month and year of the other end of its range where it has none.
    pub date: PartialDate,
    /// The weekday printed with it, and its token.
    pub weekday: Option<(Weekday, u32)>,
    /// The token of the day of the month.
    pub day_at: Option<u32>,
    /// The token of the year.
    pub year_at: Option<u32>,
    /// How it is hedged: `about 1450`, `before 1945`.
    pub vague: bool,
    /// A decade (`the 1980s`) or a century (held as its first year).
    pub span_of: SpanOf,
    /// Index of the sentence.
    pub sentence: u32,
    /// Where it stands.
    pub scope: Scope,
}

/// How long a time a date stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanOf {
    /// What its parts say.
    Itself,
    /// Ten years from its year.
    Decade,
    /// The century of that number; the year is its first.
    Century(u16),
}

/// A time of day.
#[derive(Clone, Debug)]
pub struct ClockFact {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// The same as bytes, zone and all.
    pub span: Span<Prose>,
    /// Hours and minutes alone.
    pub numeral: Span<Prose>,
    /// The time; `None` if there is no such time.
    pub clock: Option<Clock>,
    /// Without am or pm, and before 13:00: may be either half of the day.
    pub either_half: bool,
    /// Minutes east of Greenwich, if a zone with one meaning is named.
    pub zone: Option<i16>,
    /// Index of the sentence.
    pub sentence: u32,
    /// Where it stands.
    pub scope: Scope,
}

/// A lemma, numbered within its page; 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NounId(pub u32);

impl Facts {
    /// The quantities of a range of tokens.
    pub fn within(&self, tokens: Range<u32>) -> &[Quantity] {
        let start = self.quantities.partition_point(|q| q.tokens.start < tokens.start);
        let end = self.quantities.partition_point(|q| q.tokens.start < tokens.end);
        self.quantities.get(start..end.max(start)).unwrap_or_default()
    }

    /// The dates of a range of tokens.
    pub fn dates_within(&self, tokens: Range<u32>) -> &[DateFact] {
        let start = self.dates.partition_point(|q| q.tokens.start < tokens.start);
        let end = self.dates.partition_point(|q| q.tokens.start < tokens.end);
        self.dates.get(start..end.max(start)).unwrap_or_default()
    }

    /// The clock times of a range of tokens.
    pub fn clocks_within(&self, tokens: Range<u32>) -> &[ClockFact] {
        let start = self.clocks.partition_point(|q| q.tokens.start < tokens.start);
        let end = self.clocks.partition_point(|q| q.tokens.start < tokens.end);
        self.clocks.get(start..end.max(start)).unwrap_or_default()
    }

    /// The cues that begin in a range of tokens.
    pub fn cues_within(&self, tokens: Range<u32>) -> &[Cue] {
        let start = self.cues.partition_point(|c| c.tokens.start < tokens.start);
        let end = self.cues.partition_point(|c| c.tokens.start < tokens.end);
        self.cues.get(start..end.max(start)).unwrap_or_default()
    }

    /// The first cue of a class that begins in a range of tokens.
    pub fn cue(&self, class: CueClass, tokens: Range<u32>) -> Option<&Cue> {
        self.cues_within(tokens).iter().find(|c| c.class == class)
    }

    /// Whether a cue of the class begins in a range of tokens.
    pub fn has(&self, class: CueClass, tokens: Range<u32>) -> bool {
        self.cue(class, tokens).is_some()
    }

    /// The lemma of a noun.
    pub fn noun(&self, id: NounId) -> &str {
        self.nouns.get(id.0 as usize).map_or("", String::as_str)
    }
}

impl Quantity {
    /// Whether a check may calculate with it at all.
    pub fn is_usable(&self) -> bool {
        !matches!(self.kind, Kind::Identifier | Kind::Malformed | Kind::Year | Kind::Ordinal)
            && self.lead != Lead::Denied
    }

    /// Whether it may be compared with another in one sum: same kind, same unit.
    pub fn is_like(&self, other: &Self) -> bool {
        self.kind == other.kind && self.unit == other.unit
    }

    /// Whether it is an amount of something: a count, money, a measure, a span of time, an age.
    pub fn is_amount(&self) -> bool {
        use Kind::{Count, Duration, Measure, Money, Temperature};
        matches!(self.kind, Count | Money | Measure | Duration | Temperature) && self.is_usable()
    }

    /// The first token behind the numeral: its unit, if it has one.
    pub fn numeral_end(&self, page: &crate::segment::Page<'_>) -> u32 {
        page.token_at(self.numeral.end)
    }

    /// A value written as this number is: on the same scale, to the same place, digits for digits and words for small
    /// numbers in words; `None` where this cannot be.
    pub fn written_like(&self, value: Decimal) -> Option<String> {
        let unit = Decimal::power_of_ten(self.scale)?;
        let shown = value.over(unit, Rounding::Nearest)?;
        if self.style == Style::Words {
            return crate::english::number_words::in_words(shown.to_i64()?).filter(|_| shown.is_whole());
        }
        let place = (self.printed.place - self.scale).max(-6);
        let shown = if self.numeral.is_empty() { shown } else { shown.abs() };
        let grouped = shown.grouped(place);
        Some(if self.group == Some(' ') { grouped.replace(',', " ") } else { grouped })
    }
}
