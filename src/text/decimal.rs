//! Exact decimal numbers: an integer times a power of ten.
//!
//! A check must never report a sum because 0.1 + 0.2 is not 0.3, so no value that a draft prints is ever held in a
//! binary float. Every operation is exact or says which way it rounds, and returns `None` where the result has no room;
//! nothing here panics, whatever the digits of the draft.
//!
//! What this deliberately does not do: it knows no separators, scale words, signs or currencies (see
//! `english::numeral`), it keeps no printed precision inside the value (see [`Printed`]), and it is no general
//! mathematics library: there are no roots, logarithms or powers with fractions.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// The greatest number of digits in a mantissa: two values of half as many can be multiplied without overflow.
const DIGITS: u32 = 36;

/// The greatest power of ten, either way. A number beyond it is nonsense in an article and is not read.
const EXPONENT: i32 = 64;

/// An exact decimal value, always in lowest form, so that equal values are equal in every field and hash alike.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    exponent: i32,
}

/// Which neighbour a rounded result takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Towards minus infinity: for the low end of an interval.
    Down,
    /// Towards plus infinity: for the high end of an interval.
    Up,
    /// To the nearest, and a half away from zero, as newspapers do.
    Nearest,
}

impl Decimal {
    /// Nought.
    pub const ZERO: Decimal = Decimal { mantissa: 0, exponent: 0 };
    /// One.
    pub const ONE: Decimal = Decimal { mantissa: 1, exponent: 0 };
    /// A hundred, for percentages.
    pub const HUNDRED: Decimal = Decimal { mantissa: 1, exponent: 2 };

    /// `mantissa × 10^exponent`, or `None` if it has more than 36 digits or lies beyond 10^±64.
    pub fn new(mantissa: i128, exponent: i32) -> Option<Decimal> {
        if mantissa == 0 {
            return Some(Decimal::ZERO);
        }
        let (mut mantissa, mut exponent) = (mantissa, exponent);
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent = exponent.checked_add(1)?;
        }
        let fits = digits_of(mantissa) <= DIGITS && (-EXPONENT..=EXPONENT).contains(&exponent);
        fits.then_some(Decimal { mantissa, exponent })
    }

    /// `10^place`, or `None` beyond 10^±64.
    pub fn power_of_ten(place: i32) -> Option<Decimal> {
        Decimal::new(1, place)
    }

    /// The exact quotient of two whole numbers where there is one, else rounded.
    pub fn ratio(numerator: i64, denominator: i64, rounding: Rounding) -> Option<Decimal> {
        Decimal::from(numerator).over(Decimal::from(denominator), rounding)
    }

    /// Whether this is nought.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Whether this is below nought.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Whether this has no digits behind the point.
    pub fn is_whole(self) -> bool {
        self.exponent >= 0
    }

    /// The whole number that this is, if it is one and fits.
    pub fn to_i64(self) -> Option<i64> {
        let power = power(u32::try_from(self.exponent).ok()?)?;
        i64::try_from(self.mantissa.checked_mul(power)?).ok()
    }

    /// The nearest binary float: for probability distributions only, never for comparing what a draft prints.
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 * 10f64.powi(self.exponent)
    }

    /// The integer of the lowest form: 7,500,000,000 and 7.5 have the same one, 75.
    pub fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// The power of ten of the last digit that is not nought: 2 for 1,500 and −1 for 0.5.
    pub fn last_place(self) -> i32 {
        self.exponent
    }

    /// The power of ten of the first digit: 3 for 1,500 and −1 for 0.5. Nought has its first digit at place 0.
    pub fn first_place(self) -> i32 {
        self.exponent + digits_of(self.mantissa) as i32 - 1
    }

    /// The `n` for which `self = other × 10^n`, if there is one: the mark of a slipped scale word.
    pub fn powers_of_ten_over(self, other: Decimal) -> Option<i32> {
        (self.mantissa == other.mantissa && self.mantissa != 0).then(|| self.exponent - other.exponent)
    }

    /// The value without its sign.
    pub fn abs(self) -> Decimal {
        Decimal { mantissa: self.mantissa.abs(), ..self }
    }

    /// Exact sum.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        let (high, low) = if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        if high.is_zero() || low.is_zero() {
            return Some(if high.is_zero() { low } else { high });
        }
        let shift = power(high.exponent.abs_diff(low.exponent))?;
        let sum = high.mantissa.checked_mul(shift)?.checked_add(low.mantissa)?;
        Decimal::new(sum, low.exponent)
    }

    /// Exact difference.
    pub fn minus(self, other: Decimal) -> Option<Decimal> {
        self.plus(-other)
    }

    /// Exact product.
    pub fn times(self, other: Decimal) -> Option<Decimal> {
        Decimal::new(self.mantissa.checked_mul(other.mantissa)?, self.exponent.checked_add(other.exponent)?)
    }

    /// Quotient, exact where the decimal ends within 36 digits of work, else rounded as asked. `None` for a divisor of
    /// nought.
    pub fn over(self, other: Decimal, rounding: Rounding) -> Option<Decimal> {
        if other.is_zero() {
            return None;
        }
        let room = DIGITS.saturating_sub(digits_of(self.mantissa));
        let numerator = self.mantissa.checked_mul(power(room)?)?;
        let quotient = divide(numerator, other.mantissa, rounding)?;
        Decimal::new(quotient, self.exponent.checked_sub(other.exponent)?.checked_sub(room as i32)?)
    }

    /// The nearest multiple of `10^place` on the side asked for; the value itself where it has no smaller digits.
    pub fn round(self, place: i32, rounding: Rounding) -> Decimal {
        let place = place.clamp(-EXPONENT, EXPONENT);
        if self.exponent >= place {
            return self;
        }
        let quotient = match power(place.abs_diff(self.exponent)) {
            Some(unit) => divide(self.mantissa, unit, rounding),
            // All digits lie far below the place: only the sign and the direction count.
            None => Some(match (rounding, self.is_negative()) {
                (Rounding::Down, true) => -1,
                (Rounding::Up, false) => 1,
                _ => 0,
            }),
        };
        quotient.and_then(|q| Decimal::new(q, place)).unwrap_or(self)
    }

    /// Rounded to so many digits, counted from the first that is not nought.
    pub fn round_to_digits(self, digits: u32, rounding: Rounding) -> Decimal {
        let excess = digits_of(self.mantissa).saturating_sub(digits.max(1));
        if excess == 0 { self } else { self.round(self.exponent + excess as i32, rounding) }
    }

    /// As an article prints it: `1,234.50` for place −2, with commas from four digits on.
    pub fn grouped(self, place: i32) -> String {
        let plain = self.fixed(place);
        let unsigned = plain.trim_start_matches('-');
        let (whole, rest) = unsigned.split_at(unsigned.find('.').unwrap_or(unsigned.len()));
        let mut out = String::with_capacity(plain.len() + whole.len() / 3 + 1);
        if unsigned.len() < plain.len() {
            out.push('-');
        }
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out + rest
    }

    /// With the digits down to `10^place`, rounded to the nearest; places above the units print no exponent.
    fn fixed(self, place: i32) -> String {
        let place = place.clamp(-EXPONENT, EXPONENT);
        let rounded = self.round(place, Rounding::Nearest);
        let mut digits = rounded.mantissa.unsigned_abs().to_string();
        let behind = usize::try_from(-place.min(0)).unwrap_or(0);
        let zeros = rounded.exponent + behind as i32;
        digits.extend(std::iter::repeat_n('0', usize::try_from(zeros).unwrap_or(0)));
        if digits.len() <= behind {
            digits.insert_str(0, &"0".repeat(behind + 1 - digits.len()));
        }
        if behind > 0 {
            digits.insert(digits.len() - behind, '.');
        }
        if rounded.is_negative() {
            digits.insert(0, '-');
        }
        digits
    }
}

/// A value with the place of its last printed digit: `3.50` is 3.5 to the place −2, `2.4 million` 2,400,000 to the
/// place 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Printed {
    /// What the digits say.
    pub value: Decimal,
    /// The power of ten of the last digit that is printed.
    pub place: i32,
}

impl Printed {
    /// A whole number, printed to its last digit.
    pub fn whole(value: i64) -> Printed {
        Printed { value: Decimal::from(value), place: 0 }
    }

    /// The same digits before a scale word: `2.4` and `million`.
    pub fn scaled(self, factor: Decimal) -> Option<Printed> {
        let place = self.place.checked_add(factor.last_place())?;
        Some(Printed { value: self.value.times(factor)?, place })
    }

    /// The unit of the last printed digit, `10^place`.
    pub fn unit(self) -> Option<Decimal> {
        Decimal::power_of_ten(self.place)
    }
}

impl FromStr for Printed {
    type Err = NotDecimal;

    /// Plain ASCII digits with an optional leading minus and one optional point; separators are read elsewhere.
    fn from_str(text: &str) -> Result<Printed, NotDecimal> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, behind) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let bare_point = unsigned.contains('.') && behind.is_empty();
        if whole.is_empty() || bare_point || !unsigned.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return Err(NotDecimal);
        }
        let mut mantissa: i128 = 0;
        for digit in whole.bytes().chain(behind.bytes()) {
            let digit = digit.checked_sub(b'0').filter(|d| *d < 10).ok_or(NotDecimal)?;
            mantissa = mantissa.checked_mul(10).and_then(|m| m.checked_add(digit.into())).ok_or(NotDecimal)?;
        }
        if unsigned.len() < text.len() {
            mantissa = -mantissa;
        }
        let place = i32::try_from(behind.len()).map_err(|_| NotDecimal)?;
        let value = Decimal::new(mantissa, -place).ok_or(NotDecimal)?;
        Ok(Printed { value, place: -place })
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Decimal, NotDecimal> {
        text.parse::<Printed>().map(|printed| printed.value)
    }
}

/// Text that is no plain decimal number, or one with more digits than any article has use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotDecimal;

impl fmt::Display for NotDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number of at most 36 digits, such as 1609.344")
    }
}

impl std::error::Error for NotDecimal {}

impl From<i64> for Decimal {
    fn from(value: i64) -> Decimal {
        // Nineteen digits always fit.
        Decimal::new(value.into(), 0).unwrap_or(Decimal::ZERO)
    }
}

impl From<i32> for Decimal {
    fn from(value: i32) -> Decimal {
        Decimal::from(i64::from(value))
    }
}

impl std::ops::Neg for Decimal {
    type Output = Decimal;

    fn neg(self) -> Decimal {
        Decimal { mantissa: -self.mantissa, ..self }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        let signs = self.mantissa.signum().cmp(&other.mantissa.signum());
        if signs.is_ne() || self.is_zero() {
            return signs;
        }
        let sizes = self.first_place().cmp(&other.first_place()).then_with(|| {
            // Both begin at one place, so the shift is smaller than the digits of the longer one and cannot overflow.
            let shift = power(self.exponent.abs_diff(other.exponent)).unwrap_or(1);
            let (a, b) = (self.mantissa.abs(), other.mantissa.abs());
            if self.exponent >= other.exponent {
                a.saturating_mul(shift).cmp(&b)
            } else {
                a.cmp(&b.saturating_mul(shift))
            }
        });
        if self.is_negative() { sizes.reverse() } else { sizes }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fixed(self.exponent.min(0)))
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// How many digits a mantissa has; one for nought.
fn digits_of(mantissa: i128) -> u32 {
    mantissa.unsigned_abs().checked_ilog10().unwrap_or(0) + 1
}

/// `10^n` where an `i128` holds it.
fn power(n: u32) -> Option<i128> {
    10i128.checked_pow(n)
}

/// Integer division rounded as asked; the divisor may have either sign.
fn divide(numerator: i128, divisor: i128, rounding: Rounding) -> Option<i128> {
    let (n, d) = if divisor < 0 { (numerator.checked_neg()?, divisor.checked_neg()?) } else { (numerator, divisor) };
    let (floor, rest) = (n.checked_div_euclid(d)?, n.checked_rem_euclid(d)?);
    // `rest >= d - rest` says "at least a half" without doubling anything.
    let up = match rounding {
        Rounding::Down => false,
        Rounding::Up => rest > 0,
        Rounding::Nearest if n < 0 => rest > d - rest,
        Rounding::Nearest => rest >= d - rest,
    };
    floor.checked_add(up.into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests read their own constants")]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn keeps_printed_precision_beside_the_value() {
        let printed: Printed = "3.50".parse().unwrap();
        assert_eq!((printed.value, printed.place), (d("3.5"), -2));
        let scaled = "2.4".parse::<Printed>().unwrap().scaled(Decimal::from(1_000_000)).unwrap();
        assert_eq!((scaled.value, scaled.place), (d("2400000"), 5));
    }

    #[test]
    fn adds_exactly() {
        assert_eq!(d("0.1").plus(d("0.2")), Some(d("0.3")));
        assert_eq!(d("4.2").plus(d("2.9")).unwrap().plus(d("1.7")).unwrap().plus(d("1.1")), Some(d("9.9")));
        assert_eq!(d("7").minus(d("7")), Some(Decimal::ZERO));
        assert_eq!(d("1000").plus(d("-0.001")), Some(d("999.999")));
    }

    #[test]
    fn multiplies_and_divides() {
        assert_eq!(d("1.609344").times(d("7.5")), Some(d("12.07008")));
        assert_eq!(d("156000").over(d("31200"), Rounding::Nearest), Some(d("5")));
        assert_eq!(d("1").over(d("8"), Rounding::Down), Some(d("0.125")));
        assert_eq!(d("1").over(Decimal::ZERO, Rounding::Up), None);
        let (low, high) = (d("1").over(d("3"), Rounding::Down).unwrap(), d("1").over(d("3"), Rounding::Up).unwrap());
        assert!(low < high && low.times(d("3")).unwrap() < Decimal::ONE && high.times(d("3")).unwrap() > Decimal::ONE);
        assert_eq!(d("-7").over(d("2"), Rounding::Down).unwrap().round(0, Rounding::Down), d("-4"));
    }

    #[test]
    fn rounds_each_way() {
        for (value, place, down, up, nearest) in [
            ("2.45", -1, "2.4", "2.5", "2.5"),
            ("-2.45", -1, "-2.5", "-2.4", "-2.5"),
            ("2.44", -1, "2.4", "2.5", "2.4"),
            ("4870", 3, "4000", "5000", "5000"),
            ("0.0001", 0, "0", "1", "0"),
            ("-3", 2, "-100", "0", "0"),
            ("12", -3, "12", "12", "12"),
        ] {
            let got = [Rounding::Down, Rounding::Up, Rounding::Nearest].map(|r| d(value).round(place, r));
            assert_eq!(got, [d(down), d(up), d(nearest)], "{value} at {place}");
        }
        assert_eq!(d("26.829268").round_to_digits(3, Rounding::Nearest), d("26.8"));
        assert_eq!(d("12").round_to_digits(0, Rounding::Up), d("20"));
    }

    #[test]
    fn orders_across_sizes_and_signs() {
        let sorted = ["-1000000", "-2.5", "-2.45", "0", "0.0000001", "1", "1.5", "15", "150", "1e"];
        let values: Vec<Decimal> = sorted.iter().filter_map(|s| s.parse().ok()).collect();
        assert_eq!(values.len(), 9);
        assert!(values.windows(2).all(|w| matches!(w, [a, b] if a < b)));
        assert_eq!(d("1.50").cmp(&d("1.5")), Ordering::Equal);
        let long = Decimal::new(10i128.pow(35) + 1, 0).unwrap();
        assert!(long > Decimal::power_of_ten(35).unwrap() && long < Decimal::power_of_ten(36).unwrap());
    }

    #[test]
    fn refuses_what_has_no_room() {
        assert!("9".repeat(1000).parse::<Decimal>().is_err());
        assert!(format!("0.{}1", "0".repeat(1000)).parse::<Decimal>().is_err());
        assert_eq!(format!("{}7", "0".repeat(1000)).parse::<Decimal>(), Ok(d("7")));
        let huge = Decimal::power_of_ten(64).unwrap();
        assert_eq!(huge.times(huge), None);
        assert_eq!(huge.plus(Decimal::power_of_ten(-64).unwrap()), None);
        for odd in ["", ".", "1.", ".5", "1.2.3", "--1", "1,5", "٣", "1e5", "+1", "-"] {
            assert!(odd.parse::<Decimal>().is_err(), "{odd}");
        }
    }

    #[test]
    fn prints_as_articles_do() {
        assert_eq!(d("1234567.5").grouped(-2), "1,234,567.50");
        assert_eq!(d("-1234").grouped(0), "-1,234");
        assert_eq!(d("999").grouped(0), "999");
        assert_eq!(d("0.05").grouped(-1), "0.1");
        assert_eq!(d("0.04").grouped(-1), "0.0");
        assert_eq!(d("2400000").to_string(), "2400000");
        assert_eq!(d("-0.07").to_string(), "-0.07");
        assert_eq!(d("4870").grouped(2), "4,900");
    }

    #[test]
    fn sees_slipped_scales() {
        assert_eq!(d("7500000000").powers_of_ten_over(d("7500000")), Some(3));
        assert_eq!(d("7.5").powers_of_ten_over(d("75")), Some(-1));
        assert_eq!(d("7.5").powers_of_ten_over(d("76")), None);
        assert_eq!((d("1500").first_place(), d("1500").last_place()), (3, 2));
        assert_eq!(d("1500").to_i64(), Some(1500));
        assert_eq!(d("1.5").to_i64(), None);
    }
}
