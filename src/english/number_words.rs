//! Numbers in words: cardinals, ordinals, fractions, proportions and multiples.
//!
//! Every function looks at the *beginning* of a slice of lower-case words and returns what it read with the number of
//! words that it took. A word may be hyphenated (`forty-two`, `two-thirds`, `one-in-five`); a word is taken whole or not at
//! all, so of `twenty five-year-olds` only `twenty` is read. [`leading`] reads the number inside `ten-year-old`.
//!
//! What this deliberately does not do: it does not decide whether a word is meant as a number (`one of them`, `a second
//! chance`, `the quarter to June` are for the reader of quantities), it reads no digits (see `numeral`), no plurals without
//! a number (`dozens`, `thousands`), no names of groups (`pair`, `trio`) and no hedges.
//!
//! The words here are the grammar of English numerals, which no rule file has a reason to change; words about numbers
//! (units, verbs, hedges) live in `rules/numbers/`.

use crate::text::decimal::{Decimal, Printed, Rounding};

/// A number read from words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// The value and the place to which it is told: `half a million` is 500,000 to the place 5.
    pub printed: Printed,
    /// How many words were taken.
    pub taken: usize,
    /// Whether the form itself is one of speech rather than of counting: `a dozen`, `a hundred`, `half a million`.
    pub vague: bool,
}

/// A part of a whole: `two-thirds`, `three in ten`, `nine out of ten`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    /// Above the line.
    pub numerator: i64,
    /// Below the line; never nought.
    pub denominator: i64,
    /// How many words were taken.
    pub taken: usize,
    /// Whether it names people or things, as `one in five` does, rather than a share, as `a fifth` does.
    pub proportion: bool,
}

/// A comparison by a factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Multiple {
    /// Above the line of the factor.
    pub numerator: i64,
    /// Below the line of the factor; 1 but for fractions.
    pub denominator: i64,
    /// How the factor is meant.
    pub form: Form,
    /// How many words were taken.
    pub taken: usize,
}

/// How a factor is meant. `f` is the factor, `r` the new value divided by the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `doubled`, `threefold`, `halved`: r = f.
    Becomes,
    /// `twice as many`, `three times the size`, `a third as much`: r = f.
    As,
    /// `half as much again`: r = 1 + f.
    Again,
    /// `three times more`: r = f or 1 + f; usage is divided.
    TimesMore,
    /// `four times fewer`: r = 1/f.
    TimesFewer,
    /// `a third more`: r = 1 + f.
    PartMore,
    /// `a quarter less`: r = 1 − f.
    PartFewer,
}

/// A whole number with its scale words: `forty-two thousand`, `two and a half million`, `a dozen`, `one hundred and five`.
pub fn cardinal(words: &[&str]) -> Option<Spelled> {
    let (read, cursor) = number(Cursor::new(words))?;
    match cursor.taken() {
        Some(taken) => Some(Spelled { printed: read.printed, taken, vague: read.vague }),
        // The number ends inside a hyphenated word: without that word.
        None => cardinal(words.get(..cursor.word)?),
    }
}

/// The number at the beginning of one hyphenated word, and what follows the hyphen: `ten-year-old` is 10 and `year-old`.
pub fn leading(word: &str) -> Option<(Printed, &str)> {
    let words = [word];
    let (read, cursor) = number(Cursor::new(&words))?;
    (cursor.word == 0).then_some(())?;
    Some((read.printed, word.get(cursor.offset..)?))
}

/// The factor of the scale words after a number in digits: `million`, `hundred thousand`, `dozen`, `lakh crore`.
pub fn scale(words: &[&str]) -> Option<(Decimal, usize)> {
    let exponent = |word: &&str| match *word {
        "hundred" => Some(2),
        other => scale_exponent(other),
    };
    let Some(first) = words.first().and_then(exponent) else {
        return (words.first() == Some(&"dozen")).then(|| (Decimal::from(12), 1));
    };
    let second =
        words.get(1).and_then(exponent).filter(|_| matches!(words.first(), Some(&"hundred" | &"lakh" | &"thousand")));
    let (total, taken) = second.map_or((first, 1), |second| (first + second, 2));
    Some((Decimal::power_of_ten(total)?, taken))
}

/// A place in a row: `first`, `twenty-first`, `one hundred and fifth`. With the number of words taken.
pub fn ordinal(words: &[&str]) -> Option<(i64, usize)> {
    let (value, cursor) = ordinal_at(Cursor::new(words))?;
    Some((value, cursor.taken()?))
}

/// Whether the suffix of an ordinal in digits is the right one: `21st`, but `11th`.
pub fn ordinal_suffix(value: i64) -> &'static str {
    match (value % 100, value % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// A part of a whole: `half`, `two-thirds`, `a quarter`, `one in five`, `nine out of every ten`.
pub fn fraction(words: &[&str]) -> Option<Fraction> {
    let start = Cursor::new(words);
    let (numerator, denominator, cursor, proportion) = proportion_at(start)
        .map(|(n, d, c)| (n, d, c, true))
        .or_else(|| share_at(start).map(|(n, d, c)| (n, d, c, false)))?;
    Some(Fraction { numerator, denominator, taken: cursor.taken()?, proportion })
}

/// A comparison by a factor: `doubled`, `threefold`, `three times as`, `four times fewer`, `half as much again`, `a third
/// more`.
pub fn multiple(words: &[&str]) -> Option<Multiple> {
    let first = words.first()?;
    if let Some((numerator, denominator)) = becomes(first) {
        return Some(Multiple { numerator, denominator, form: Form::Becomes, taken: 1 });
    }
    // `Profits double at Acme`, `cases triple to 900`: a verb before a preposition, where an adjective would have its noun.
    if let (
        "double" | "triple" | "treble" | "quadruple" | "halve",
        Some(&("to" | "at" | "in" | "from" | "since" | "after" | "by")) | None,
    ) = (*first, words.get(1))
    {
        let (numerator, denominator) = match *first {
            "double" => (2, 1),
            "quadruple" => (4, 1),
            "halve" => (1, 2),
            _ => (3, 1),
        };
        let lone = words.len() > 1 || *first == "halve";
        return lone.then_some(Multiple { numerator, denominator, form: Form::Becomes, taken: 1 });
    }
    if let ("twice" | "double" | "treble" | "triple", Some(next)) = (*first, words.get(1)) {
        let factor = if matches!(*first, "twice" | "double") { 2 } else { 3 };
        return is_standard(next).then_some(Multiple { numerator: factor, denominator: 1, form: Form::As, taken: 1 });
    }
    times(words).or_else(|| part(words))
}

/// Whether a lower-case word can begin a number in words: `forty`, `third`, `half`, `tripled`.
pub fn begins_number(word: &str) -> bool {
    let words = [word];
    cardinal(&words).is_some()
        || ordinal(&words).is_some()
        || fraction(&words).is_some()
        || becomes(word).is_some()
        || matches!(
            word,
            "quarter"
                | "quarters"
                | "twice"
                | "thrice"
                | "thirds"
                | "double"
                | "treble"
                | "triple"
                | "dozen"
                | "halve"
                | "quadruple"
        )
}

/// A number from 0 to 99 in words, as an article spells it: `forty-two`.
pub fn in_words(value: i64) -> Option<String> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let value = usize::try_from(value).ok()?;
    if let Some(word) = SMALL.get(value) {
        return Some((*word).to_owned());
    }
    let ten = TENS.get(value / 10)?;
    Some(if value.is_multiple_of(10) { (*ten).to_owned() } else { format!("{ten}-{}", SMALL.get(value % 10)?) })
}

/// A year as it is spoken: `nineteen eighty-four`, `twenty twenty-four`, `nineteen hundred`.
pub fn spoken_year(words: &[&str]) -> Option<(u16, usize)> {
    let (century, cursor) = below_hundred(Cursor::new(words))?;
    (11..=20).contains(&century).then_some(())?;
    let (rest, cursor) = match cursor.next() {
        Some(("hundred", after)) => (0, after),
        _ => below_hundred(cursor).filter(|(rest, _)| *rest >= 10)?,
    };
    Some((u16::try_from(century * 100 + rest).ok()?, cursor.taken()?))
}

/// A place among words and, between hyphens, inside a word.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    words: &'a [&'a str],
    word: usize,
    /// In bytes of the current word.
    offset: usize,
}

impl<'a> Cursor<'a> {
    fn new(words: &'a [&'a str]) -> Cursor<'a> {
        Cursor { words, word: 0, offset: 0 }
    }

    /// The piece here, up to a hyphen or the end of the word, and the place after it.
    fn next(self) -> Option<(&'a str, Cursor<'a>)> {
        let rest = self.words.get(self.word)?.get(self.offset..)?;
        let piece = rest.split('-').next()?;
        let after = if piece.len() < rest.len() {
            Cursor { offset: self.offset + piece.len() + 1, ..self }
        } else {
            Cursor { word: self.word + 1, offset: 0, ..self }
        };
        Some((piece, after))
    }

    /// The place after a piece, if it is this one.
    fn past(self, expected: &str) -> Option<Cursor<'a>> {
        self.next().filter(|(piece, _)| *piece == expected).map(|(_, after)| after)
    }

    /// How many words lie behind, unless this is inside one.
    fn taken(self) -> Option<usize> {
        (self.offset == 0).then_some(self.word)
    }
}

/// A number that may end inside a word.
#[derive(Clone, Copy)]
struct Read {
    printed: Printed,
    vague: bool,
}

/// Half forms first, since `half a million` would else be read as nothing; then groups of falling scale.
fn number(start: Cursor<'_>) -> Option<(Read, Cursor<'_>)> {
    part_of_scale(start).or_else(|| decimal_words(start)).or_else(|| groups(start))
}

/// `half a million`, `half a dozen`, `a quarter of a million`, `three-quarters of a billion`.
fn part_of_scale(start: Cursor<'_>) -> Option<(Read, Cursor<'_>)> {
    let (numerator, denominator, cursor) = share_at(start)?;
    let cursor = cursor.past("of").unwrap_or(cursor);
    let cursor = cursor.past("a")?;
    let (piece, cursor) = cursor.next()?;
    let whole = match piece {
        "dozen" => Decimal::from(12),
        "hundred" => Decimal::HUNDRED,
        _ => Decimal::power_of_ten(scale_exponent(piece)?)?,
    };
    let value = whole.times(Decimal::from(numerator))?.over(Decimal::from(denominator), Rounding::Nearest)?;
    // A third of a million has no last digit; whole units of a thousandth are as near as anybody means it.
    let place = value.last_place().max(whole.last_place() - 3).max(0);
    let place = if whole == Decimal::from(12) { 0 } else { place };
    let printed = Printed { value: value.round(place, Rounding::Nearest), place };
    Some((Read { printed, vague: true }, cursor))
}

/// `two point five million`, `nought point two`.
fn decimal_words(start: Cursor<'_>) -> Option<(Read, Cursor<'_>)> {
    let (whole, cursor) = below_hundred(start)?;
    let mut cursor = cursor.past("point")?;
    let mut digits = whole.to_string() + ".";
    while let Some((digit, after)) = cursor.next().and_then(|(piece, after)| Some((unit(piece)?, after))) {
        digits += &digit.to_string();
        cursor = after;
    }
    let printed: Printed = digits.parse().ok()?;
    let Some((exponent, after)) = cursor.next().and_then(|(piece, after)| Some((scale_exponent(piece)?, after))) else {
        return Some((Read { printed, vague: false }, cursor));
    };
    let printed = printed.scaled(Decimal::power_of_ten(exponent)?)?;
    Some((Read { printed, vague: false }, after))
}

/// Groups below a thousand, each with a scale smaller than the one before: `two million three hundred thousand and five`.
fn groups(start: Cursor<'_>) -> Option<(Read, Cursor<'_>)> {
    let (mut total, mut place, mut vague) = (Decimal::ZERO, 0, false);
    let (mut cursor, mut above) = (start, i32::MAX);
    while let Some(group) = next_group(cursor, above < i32::MAX) {
        let scale = group_scale(group.after);
        let exponent = scale.map_or(0, |(exponent, _)| exponent);
        // `five million and six million` are two numbers, and so are `a thousand, a million`.
        if exponent >= above || (scale.is_some() && group.joined_by_and) {
            break;
        }
        let printed = Printed { value: group.value, place: group.place }.scaled(Decimal::power_of_ten(exponent)?)?;
        total = total.plus(printed.value)?;
        (place, vague, above) = (printed.place, vague || group.vague, exponent);
        cursor = scale.map_or(group.after, |(_, after)| after);
        if let Some(after) = half_after(cursor).filter(|_| exponent > 0) {
            total = total.plus(Decimal::new(5, exponent - 1)?)?;
            (place, cursor) = (exponent - 1, after);
            break;
        }
        if exponent == 0 {
            break;
        }
    }
    (above < i32::MAX).then_some((Read { printed: Printed { value: total, place }, vague }, cursor))
}

/// A number below a thousand, or up to 9,900 as `ninety-nine hundred`, perhaps with a half; and where it ends.
#[derive(Clone, Copy)]
struct Group<'a> {
    value: Decimal,
    place: i32,
    vague: bool,
    joined_by_and: bool,
    after: Cursor<'a>,
}

fn next_group(start: Cursor<'_>, follows_scale: bool) -> Option<Group<'_>> {
    let and = start.past("and").filter(|_| follows_scale);
    let begin = and.unwrap_or(start);
    let mut group = hundreds(begin)?;
    group.joined_by_and = and.is_some();
    // `a thousand and five`, but not `a thousand and two hundred` and never `between a million and a thousand`.
    let small = group.value < Decimal::HUNDRED && !group.vague;
    (and.is_none() || small).then_some(group)
}

/// `five`, `a hundred and five`, `two dozen`, `two and a half`; `a` only before a hundred, a dozen or a scale.
fn hundreds(start: Cursor<'_>) -> Option<Group<'_>> {
    let group =
        |value: i64, after| Group { value: Decimal::from(value), place: 0, vague: false, joined_by_and: false, after };
    let article = start.past("a").map(|after| Group { vague: true, ..group(1, after) });
    let first = article.or_else(|| below_hundred(start).map(|(value, after)| group(value, after)))?;
    match first.after.next() {
        Some(("hundred", after)) => {
            Some(with_rest(Group { value: first.value.times(Decimal::HUNDRED)?, after, ..first }))
        }
        Some(("dozen", after)) => {
            Some(Group { value: first.value.times(Decimal::from(12))?, after, vague: true, ..first })
        }
        Some((piece, _)) if scale_exponent(piece).is_some() => Some(first),
        _ if first.vague => None,
        _ => Some(match half_after(first.after) {
            Some(after) => Group { value: first.value.plus(Decimal::new(5, -1)?)?, place: -1, after, ..first },
            None => first,
        }),
    }
}

/// The part below a hundred that follows a hundred: `and five`, `fifty`. Not in `between one hundred and two hundred`.
fn with_rest(group: Group<'_>) -> Group<'_> {
    let begin = group.after.past("and").unwrap_or(group.after);
    let rest = below_hundred(begin).filter(|(_, after)| after.past("hundred").is_none());
    let joined = rest.and_then(|(value, after)| Some((group.value.plus(Decimal::from(value))?, after)));
    joined.map_or(group, |(value, after)| Group { value, after, vague: false, ..group })
}

fn group_scale(cursor: Cursor<'_>) -> Option<(i32, Cursor<'_>)> {
    let (piece, after) = cursor.next()?;
    Some((scale_exponent(piece)?, after))
}

/// `and a half`.
fn half_after(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    cursor.past("and")?.past("a")?.past("half")
}

/// A number from 0 to 99, its tens and units as one word or two.
fn below_hundred(start: Cursor<'_>) -> Option<(i64, Cursor<'_>)> {
    let (piece, after) = start.next()?;
    if let Some(small) = unit(piece).or_else(|| teen(piece)) {
        return Some((small, after));
    }
    let ten = tens(piece)?;
    let with_unit = after.next().and_then(|(piece, after)| Some((unit(piece).filter(|u| *u > 0)?, after)));
    Some(with_unit.map_or((ten, after), |(unit, after)| (ten + unit, after)))
}

fn ordinal_at(start: Cursor<'_>) -> Option<(i64, Cursor<'_>)> {
    let count = start.past("a").map(|after| (1, after)).or_else(|| below_hundred(start));
    if let Some((count, after)) = count {
        match after.next() {
            Some(("hundredth", end)) => return Some((count * 100, end)),
            Some(("thousandth", end)) => return Some((count * 1000, end)),
            Some(("hundred", rest)) => {
                let rest = rest.past("and").unwrap_or(rest);
                return ordinal_below_hundred(rest).map(|(value, end)| (count * 100 + value, end));
            }
            _ => {}
        }
    }
    match start.next()? {
        ("hundredth", end) => Some((100, end)),
        ("thousandth", end) => Some((1000, end)),
        ("millionth", end) => Some((1_000_000, end)),
        _ => ordinal_below_hundred(start),
    }
}

fn ordinal_below_hundred(start: Cursor<'_>) -> Option<(i64, Cursor<'_>)> {
    let (piece, after) = start.next()?;
    if let Some(value) = ordinal_word(piece) {
        return Some((value, after));
    }
    let ten = tens(piece)?;
    let (piece, after) = after.next()?;
    let unit = ordinal_word(piece).filter(|u| *u < 10)?;
    Some((ten + unit, after))
}

/// `half`, `a third`, `two-thirds`, `nine tenths`, `three-hundredths`.
fn share_at(start: Cursor<'_>) -> Option<(i64, i64, Cursor<'_>)> {
    if let Some(after) = start.past("half") {
        return Some((1, 2, after));
    }
    let article = start.past("a").or_else(|| start.past("an")).map(|after| (1, after));
    let (numerator, cursor) = article.or_else(|| below_hundred(start))?;
    let (piece, after) = cursor.next()?;
    let denominator = match piece {
        "half" => 2,
        "quarter" | "quarters" => 4,
        // `a second` is a time.
        "second" | "seconds" | "first" | "firsts" => return None,
        _ => ordinal_word(piece.strip_suffix('s').unwrap_or(piece)).or(match piece {
            "hundredth" | "hundredths" => Some(100),
            "thousandth" | "thousandths" => Some(1000),
            _ => None,
        })?,
    };
    let plural = piece.ends_with('s');
    (numerator >= 1 && (numerator > 1) == plural).then_some((numerator, denominator, after))
}

/// `one in five`, `two in every three`, `nine out of ten`, `one of every five`, `one in a hundred`.
fn proportion_at(start: Cursor<'_>) -> Option<(i64, i64, Cursor<'_>)> {
    let (numerator, cursor) = below_hundred(start)?;
    let cursor = match cursor.next()? {
        ("in", after) => after.past("every").unwrap_or(after),
        ("out", after) => after.past("of").map(|after| after.past("every").unwrap_or(after))?,
        ("of", after) => after.past("every")?,
        _ => return None,
    };
    let (read, after) = number(cursor)?;
    let denominator = read.printed.value.to_i64()?;
    (1 <= numerator && numerator < denominator).then_some((numerator, denominator, after))
}

/// The factor of a verb or an adjective that says "so many times".
fn becomes(word: &str) -> Option<(i64, i64)> {
    match word {
        "doubled" | "doubling" | "doubles" => Some((2, 1)),
        "tripled" | "tripling" | "triples" | "trebled" | "trebling" | "trebles" => Some((3, 1)),
        "quadrupled" | "quadrupling" | "quadruples" => Some((4, 1)),
        "quintupled" | "quintupling" | "quintuples" => Some((5, 1)),
        "sextupled" => Some((6, 1)),
        "halved" | "halving" | "halves" => Some((1, 2)),
        _ => {
            let stem = word.strip_suffix("fold")?.trim_end_matches('-');
            let words = [stem];
            let value = if stem == "hundred" { 100 } else { cardinal(&words)?.printed.value.to_i64()? };
            (value >= 2).then_some((value, 1))
        }
    }
}

/// `three times as`, `three times the`, `three times more`, `four times fewer`.
fn times(words: &[&str]) -> Option<Multiple> {
    let count = cardinal(words)?;
    (words.get(count.taken) == Some(&"times")).then_some(())?;
    let next = words.get(count.taken + 1)?;
    let (form, extra) = match *next {
        "more" => (Form::TimesMore, 2),
        "fewer" | "less" => (Form::TimesFewer, 2),
        _ if is_standard(next) => (Form::As, 1),
        _ if next.len() > 4 && next.ends_with("er") => (comparative(next)?, 2),
        _ => return None,
    };
    let tenths = count.printed.value.times(Decimal::from(10))?.to_i64()?;
    let (numerator, denominator) = if tenths % 10 == 0 { (tenths / 10, 1) } else { (tenths, 10) };
    (numerator > 0).then_some(Multiple { numerator, denominator, form, taken: count.taken + extra })
}

/// `half as much again`, `a third as many`, `a third more`, `a quarter less`.
fn part(words: &[&str]) -> Option<Multiple> {
    let share = fraction(words).filter(|f| !f.proportion)?;
    let (numerator, denominator) = (share.numerator, share.denominator);
    let (form, extra) = match (words.get(share.taken).copied()?, words.get(share.taken + 2).copied()) {
        ("as", Some("again")) => (Form::Again, 3),
        ("as", Some(_)) => (Form::As, 1),
        ("more" | "higher" | "larger" | "bigger" | "longer" | "greater", _) => (Form::PartMore, 1),
        ("less" | "fewer" | "lower" | "smaller" | "shorter" | "cheaper", _) => (Form::PartFewer, 1),
        _ => return None,
    };
    Some(Multiple { numerator, denominator, form, taken: share.taken + extra })
}

/// Whether the word after a factor begins what is compared with, as in `twice as`, `double the`, `three times what`.
fn is_standard(word: &str) -> bool {
    matches!(word, "as" | "the" | "that" | "what" | "its" | "their" | "his" | "her" | "our" | "this" | "those")
}

/// The direction of a comparative; `None` for nouns and verbs that end like one.
fn comparative(word: &str) -> Option<Form> {
    match word {
        "lower" | "smaller" | "shorter" | "cheaper" | "slower" | "weaker" | "lighter" | "nearer" | "closer" => {
            Some(Form::TimesFewer)
        }
        "higher" | "greater" | "larger" | "bigger" | "longer" | "faster" | "stronger" | "heavier" | "dearer"
        | "brighter" | "taller" | "likelier" | "wider" | "deeper" | "denser" | "richer" | "older" => {
            Some(Form::TimesMore)
        }
        _ => None,
    }
}

fn unit(piece: &str) -> Option<i64> {
    Some(match piece {
        "zero" | "nought" | "naught" | "nil" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        _ => return None,
    })
}

fn teen(piece: &str) -> Option<i64> {
    Some(match piece {
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        _ => return None,
    })
}

fn tens(piece: &str) -> Option<i64> {
    Some(match piece {
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

fn ordinal_word(piece: &str) -> Option<i64> {
    Some(match piece {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        _ => return piece.strip_suffix("ieth").and_then(|stem| tens(&format!("{stem}y"))),
    })
}

/// The power of ten of a scale word, on the short scale that English has used since 1974, and the Indian one.
fn scale_exponent(piece: &str) -> Option<i32> {
    Some(match piece {
        "thousand" => 3,
        "lakh" | "lakhs" => 5,
        "million" => 6,
        "crore" | "crores" => 7,
        "billion" => 9,
        "trillion" => 12,
        "quadrillion" => 15,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        text.split(' ').collect()
    }

    #[test]
    fn reads_cardinals() {
        for (text, value, place, taken) in [
            ("five", "5", 0, 1),
            ("forty-two thousand people", "42000", 3, 2),
            ("forty two thousand", "42000", 3, 3),
            ("two and a half million", "2500000", 5, 5),
            ("two-and-a-half million", "2500000", 5, 2),
            ("one and a half hours", "1.5", -1, 4),
            ("a million and a half people", "1500000", 5, 5),
            ("half a million", "500000", 5, 3),
            ("half a dozen eggs", "6", 0, 3),
            ("a quarter of a million", "250000", 4, 5),
            ("three-quarters of a billion", "750000000", 7, 4),
            ("a dozen", "12", 0, 2),
            ("two dozen", "24", 0, 2),
            ("a hundred", "100", 0, 2),
            ("one hundred and five", "105", 0, 4),
            ("a hundred and fifty thousand", "150000", 3, 5),
            ("two million three hundred thousand and five", "2300005", 0, 7),
            ("a thousand and one nights", "1001", 0, 4),
            ("twelve hundred", "1200", 0, 2),
            ("six hundred thousand", "600000", 3, 3),
            ("two point five million", "2500000", 5, 4),
            ("nought point two five", "0.25", -2, 4),
            ("five lakh", "500000", 5, 2),
            ("nineteen eighty-four", "19", 0, 1),
            ("five and ten", "5", 0, 1),
            ("one hundred and two hundred", "100", 0, 2),
            ("five million and six million", "5000000", 6, 2),
            ("a million and a thousand", "1000000", 6, 2),
            ("twenty five-year-olds", "20", 0, 1),
            ("zero", "0", 0, 1),
            ("a hundred or so", "100", 0, 2),
        ] {
            let read = cardinal(&words(text));
            let got = read.map(|s| (s.printed.value.to_string(), s.printed.place, s.taken));
            assert_eq!(got, Some((value.to_owned(), place, taken)), "{text}");
        }
        for text in ["a", "a man", "hundred", "million", "dozens", "ten-year-old", "and five", "half", "two-thirds", ""]
        {
            assert_eq!(cardinal(&words(text)), None, "{text}");
        }
        assert!(cardinal(&["a", "dozen"]).is_some_and(|s| s.vague) && cardinal(&["twelve"]).is_some_and(|s| !s.vague));
        assert_eq!(cardinal(&[]), None);
    }

    #[test]
    fn reads_the_number_inside_a_word() {
        assert_eq!(leading("ten-year-old"), Some((Printed::whole(10), "year-old")));
        assert_eq!(leading("forty-two-year-old"), Some((Printed::whole(42), "year-old")));
        assert_eq!((leading("ten"), leading("year-old"), leading("one")), (None, None, None));
    }

    #[test]
    fn reads_scales_after_digits() {
        let read = |text: &str| scale(&words(text)).map(|(factor, taken)| (factor.to_string(), taken));
        assert_eq!(read("million people"), Some(("1000000".to_owned(), 1)));
        assert_eq!(read("hundred thousand"), Some(("100000".to_owned(), 2)));
        assert_eq!(read("lakh crore"), Some(("1000000000000".to_owned(), 2)));
        assert_eq!(read("dozen"), Some(("12".to_owned(), 1)));
        assert_eq!(read("men"), None);
    }

    #[test]
    fn reads_ordinals() {
        for (text, value, taken) in [
            ("first", 1, 1),
            ("twenty-first birthday", 21, 1),
            ("twentieth", 20, 1),
            ("one hundred and fifth", 105, 4),
            ("hundredth", 100, 1),
            ("two hundredth", 200, 2),
            ("ninety ninth", 99, 2),
        ] {
            assert_eq!(ordinal(&words(text)), Some((value, taken)), "{text}");
        }
        assert_eq!((ordinal(&["twenty"]), ordinal(&["first-half"]), ordinal(&["five"])), (None, None, None));
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 13, 21, 111, 122].map(ordinal_suffix).join(" "),
            "st nd rd th th th th st th nd"
        );
    }

    #[test]
    fn reads_fractions() {
        for (text, numerator, denominator, taken) in [
            ("half of them", 1, 2, 1),
            ("a half", 1, 2, 2),
            ("one-half", 1, 2, 1),
            ("two-thirds of", 2, 3, 1),
            ("two thirds", 2, 3, 2),
            ("a quarter", 1, 4, 2),
            ("three-quarters", 3, 4, 1),
            ("a fifth", 1, 5, 2),
            ("an eighth", 1, 8, 2),
            ("nine tenths", 9, 10, 2),
            ("one in five of", 1, 5, 3),
            ("one-in-five", 1, 5, 1),
            ("three in ten", 3, 10, 3),
            ("two in every three", 2, 3, 4),
            ("nine out of ten", 9, 10, 4),
            ("one of every five", 1, 5, 4),
            ("one in a hundred", 1, 100, 4),
            ("one in a million", 1, 1_000_000, 4),
        ] {
            let got = fraction(&words(text)).map(|f| (f.numerator, f.denominator, f.taken));
            assert_eq!(got, Some((numerator, denominator, taken)), "{text}");
        }
        for text in [
            "a second",
            "two third",
            "a thirds",
            "five in two",
            "one in",
            "one of five",
            "five",
            "third",
            "one-third-party",
        ] {
            assert_eq!(fraction(&words(text)), None, "{text}");
        }
    }

    #[test]
    fn reads_multiples() {
        for (text, numerator, denominator, form, taken) in [
            ("doubled to", 2, 1, Form::Becomes, 1),
            ("trebled", 3, 1, Form::Becomes, 1),
            ("halved", 1, 2, Form::Becomes, 1),
            ("threefold", 3, 1, Form::Becomes, 1),
            ("three-fold", 3, 1, Form::Becomes, 1),
            ("hundredfold", 100, 1, Form::Becomes, 1),
            ("twice as many", 2, 1, Form::As, 1),
            ("double the", 2, 1, Form::As, 1),
            ("three times as high", 3, 1, Form::As, 2),
            ("ten times the size", 10, 1, Form::As, 2),
            ("two and a half times as much", 25, 10, Form::As, 5),
            ("three times more", 3, 1, Form::TimesMore, 3),
            ("three times higher than", 3, 1, Form::TimesMore, 3),
            ("four times fewer", 4, 1, Form::TimesFewer, 3),
            ("half as much again", 1, 2, Form::Again, 4),
            ("half as many people", 1, 2, Form::As, 2),
            ("a third as many people", 1, 3, Form::As, 3),
            ("a third more", 1, 3, Form::PartMore, 3),
            ("a quarter less", 1, 4, Form::PartFewer, 3),
        ] {
            let got = multiple(&words(text));
            assert_eq!(got, Some(Multiple { numerator, denominator, form, taken }), "{text}");
        }
        for text in [
            "twice a week",
            "three times in",
            "double fault",
            "three times never",
            "fold",
            "scaffold",
            "a third of",
            "manifold",
        ] {
            assert_eq!(multiple(&words(text)), None, "{text}");
        }
    }

    #[test]
    fn reads_spoken_years() {
        assert_eq!(spoken_year(&words("nineteen eighty-four")), Some((1984, 2)));
        assert_eq!(spoken_year(&words("twenty twenty-four")), Some((2024, 2)));
        assert_eq!(spoken_year(&words("nineteen hundred")), Some((1900, 2)));
        assert_eq!(spoken_year(&words("five hundred")), None);
        assert_eq!(spoken_year(&words("nineteen five")), None);
    }
}
