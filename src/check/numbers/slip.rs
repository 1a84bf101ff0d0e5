//! Known slips: how a writer's number goes astray, so that a finding can say more than "these do not agree".
//!
//! A discrepancy that equals a slip is far more likely to be a mistake than one that equals nothing (numbers.md, N7 and
//! N8), so a slip also raises a finding's level. Each family asks for the slips that make sense there.
//!
//! What this deliberately does not do: it does not decide that there is a discrepancy, and it does not say which number is
//! the mistaken one.

use crate::text::decimal::Decimal;
use crate::text::extent::{Extent, Verdict};

/// A known way for a number to go astray.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// The new value was taken as the base: (b − a) ÷ b.
    WrongBase,
    /// A ratio was told as a rise: 150 % for 50 %.
    RatioAsRise,
    /// Percentage points were told as per cent.
    PointsAsPercent,
    /// The complement: 64 % for 36 %.
    Complement,
    /// Numerator and denominator changed places.
    Swapped,
    /// A power of ten: a scale word, a lost nought, a fraction not multiplied by a hundred.
    Scale(i32),
    /// Two neighbouring digits changed places.
    SwappedDigits,
    /// One digit is another.
    OneDigit,
    /// One digit is missing, or there is one too many.
    LostDigit,
    /// A minus is missing.
    LostSign,
    /// Thirty-two was added to a difference of temperatures.
    AddedThirtyTwo,
    /// The factor was applied the wrong way round.
    InverseFactor,
    /// A factor for lengths was applied to an area.
    LengthForArea,
    /// Off by one year, or another unit of counting.
    OffByOne,
    /// Off by a century.
    Century,
    /// Off by twelve hours.
    TwelveHours,
    /// Sixty minutes taken for a hundred, or the other way.
    MinutesAsHundredths,
}

impl Slip {
    /// As a message says it, after "as if".
    pub fn phrase(self) -> String {
        match self {
            Slip::WrongBase => "the new figure had been taken as the base".to_owned(),
            Slip::RatioAsRise => "the ratio had been taken for the rise".to_owned(),
            Slip::PointsAsPercent => "percentage points had been called per cent".to_owned(),
            Slip::Complement => "the rest had been counted instead".to_owned(),
            Slip::Swapped => "the two figures had changed places".to_owned(),
            Slip::Scale(places) => match places.unsigned_abs() {
                1 => "a nought had been lost or added".to_owned(),
                n @ (3 | 6 | 9) => format!(
                    "the scale were off by {}",
                    ["a thousand", "a million", "a billion"].get(n as usize / 3 - 1).copied().unwrap_or("a thousand")
                ),
                n => format!("{n} noughts had been lost or added"),
            },
            Slip::SwappedDigits => "two digits had changed places".to_owned(),
            Slip::OneDigit => "one digit had been mistyped".to_owned(),
            Slip::LostDigit => "a digit had been lost or doubled".to_owned(),
            Slip::LostSign => "the minus had been lost".to_owned(),
            Slip::AddedThirtyTwo => {
                "32 had been added, which is right for temperatures but not for differences".to_owned()
            }
            Slip::InverseFactor => "the conversion had been made the wrong way round".to_owned(),
            Slip::LengthForArea => "the factor for lengths had been used for an area".to_owned(),
            Slip::OffByOne => "it were off by one".to_owned(),
            Slip::Century => "the century were off by one".to_owned(),
            Slip::TwelveHours => "morning and evening had been confused".to_owned(),
            Slip::MinutesAsHundredths => "minutes had been taken for hundredths".to_owned(),
        }
    }
}

/// The slip of digits that leads from one number to the other: scale, swapped, mistyped or lost digits, a lost sign.
/// Both are taken as printed values; short numbers prove little, so digits need at least three of them.
pub fn of_digits(said: Decimal, due: Decimal) -> Option<Slip> {
    if said == due || said.is_zero() || due.is_zero() {
        return None;
    }
    if said.abs() == due.abs() {
        return Some(Slip::LostSign);
    }
    if let Some(places) = said.abs().powers_of_ten_over(due.abs()) {
        return Some(Slip::Scale(places));
    }
    let (a, b) = aligned(said.abs(), due.abs());
    if a.len().max(b.len()) < 3 {
        return None;
    }
    if a.len() == b.len() {
        let unlike: Vec<usize> = (0..a.len()).filter(|i| a.get(*i) != b.get(*i)).collect();
        return match unlike.as_slice() {
            [_] => Some(Slip::OneDigit),
            [i, j] if j - i == 1 && a.get(*i) == b.get(*j) && a.get(*j) == b.get(*i) => Some(Slip::SwappedDigits),
            _ => None,
        };
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let lost = long.len() - short.len() == 1
        && (0..long.len()).any(|gap| {
            let mut without = long.clone();
            without.remove(gap);
            without == short
        });
    lost.then_some(Slip::LostDigit)
}

/// The slip that explains a stated change in per cent between an old and a new value.
pub fn of_change(old: Extent, new: Extent, said: Extent, said_value: Decimal, due: Option<Decimal>) -> Option<Slip> {
    let agrees = |other: Extent| other.against(said) == Verdict::Consistent;
    let hundred = Extent::exact(Decimal::HUNDRED);
    let change = old.percent_change_to(new);
    if agrees(change.plus(hundred)) {
        Some(Slip::RatioAsRise)
    } else if agrees(new.minus(old).over(new).times(hundred)) {
        Some(Slip::WrongBase)
    } else if agrees(new.percent_change_to(old)) {
        Some(Slip::Swapped)
    } else {
        due.and_then(|due| of_digits(said_value, due)).filter(|slip| *slip != Slip::LostSign)
    }
}

/// The slip that explains a stated share of a base in per cent.
pub fn of_share(part: Extent, whole: Extent, said: Extent, said_value: Decimal, due: Option<Decimal>) -> Option<Slip> {
    let agrees = |other: Extent| other.against(said) == Verdict::Consistent;
    let hundred = Extent::exact(Decimal::HUNDRED);
    if agrees(hundred.minus(part.percent_of(whole))) {
        Some(Slip::Complement)
    } else if agrees(part.over(whole)) {
        Some(Slip::Scale(-2))
    } else if agrees(part.percent_of(whole.minus(part))) {
        Some(Slip::WrongBase)
    } else {
        due.and_then(|due| of_digits(said_value, due))
    }
}

/// The digits of two numbers down to the lower of their last places.
fn aligned(a: Decimal, b: Decimal) -> (Vec<u8>, Vec<u8>) {
    let place = a.last_place().min(b.last_place());
    let digits = |v: Decimal| {
        let zeros = usize::try_from(v.last_place() - place).unwrap_or(0);
        let mut digits = v.mantissa().to_string().into_bytes();
        digits.extend(std::iter::repeat_n(b'0', zeros));
        digits
    };
    (digits(a), digits(b))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests read their own constants")]
mod tests {
    use super::*;
    use crate::text::decimal::Printed;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn m(text: &str) -> Extent {
        Extent::measured(text.parse::<Printed>().unwrap())
    }

    #[test]
    fn names_slips_of_digits() {
        for (said, due, slip) in [
            ("743", "734", Some(Slip::SwappedDigits)),
            ("743", "733", Some(Slip::OneDigit)),
            ("7500000", "7500000000", Some(Slip::Scale(-3))),
            ("1240", "12400", Some(Slip::Scale(-1))),
            ("1234", "12345", Some(Slip::LostDigit)),
            ("3", "-3", Some(Slip::LostSign)),
            ("16", "14", None),
            ("743", "743", None),
            ("743", "347", None),
            ("12.5", "15.2", Some(Slip::SwappedDigits)),
            ("12.5", "21.5", Some(Slip::SwappedDigits)),
        ] {
            assert_eq!(of_digits(d(said), d(due)), slip, "{said} for {due}");
        }
    }

    #[test]
    fn names_slips_of_changes_and_shares() {
        let change =
            |old, new, said: &str| of_change(m(old), m(new), Extent::percentage(said.parse().unwrap()), d(said), None);
        assert_eq!(change("84", "36", "-133"), Some(Slip::WrongBase));
        assert_eq!(change("36", "84", "233"), Some(Slip::RatioAsRise));
        assert_eq!(change("300", "331", "-9"), Some(Slip::Swapped));
        assert_eq!(change("261", "228", "-20"), None);
        let share = |part, whole, said: &str| {
            of_share(m(part), m(whole), Extent::percentage(said.parse().unwrap()), d(said), None)
        };
        assert_eq!(share("123", "341", "64"), Some(Slip::Complement));
        assert_eq!(share("123", "341", "56"), Some(Slip::WrongBase));
    }
}
