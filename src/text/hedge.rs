//! Hedges: what `nearly 400`, `at least 70` and `up to 12` leave possible, as one-sided intervals.
//!
//! Which words are which hedge is said in `rules/numbers/words.toml`; how far each one reaches, here. The reach follows
//! what readers accept (`research: numbers.md`, N4): *nearly 5,000 … 4,870* is fine and *nearly 600 … 617* is not.
//!
//! What this deliberately does not do: it does not judge a hedge by taste. *More than 50* for 5,000 is true.

use super::decimal::{Decimal, Printed, Rounding};
use super::extent::Extent;
use super::interval::{End, Interval};

/// How a number is hedged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hedge {
    /// about, around, roughly, some, circa, approximately, an estimated: within a tenth, or half a printed unit.
    About,
    /// nearly, almost, close to, not quite: from 85 % up to but not including the number.
    Nearly,
    /// just under, just below, a little less than: from 93 %.
    JustUnder,
    /// just over, a little more than, slightly above: up to 107 %.
    JustOver,
    /// more than, over, upwards of, exceeding.
    MoreThan,
    /// at least, a minimum of, no fewer than.
    AtLeast,
    /// less than, under, fewer than, below.
    LessThan,
    /// up to, at most, no more than, as many as, a maximum of.
    AtMost,
}

impl Hedge {
    /// What the number may be in truth.
    pub fn extent(self, printed: Printed) -> Extent {
        Extent::within(self.interval(printed).unwrap_or(Interval::ALL))
    }

    /// Whether the hedge places the truth below the number, above it, or on either side.
    pub fn side(self) -> Option<Side> {
        match self {
            Hedge::About => None,
            Hedge::Nearly | Hedge::JustUnder | Hedge::LessThan | Hedge::AtMost => Some(Side::Below),
            Hedge::JustOver | Hedge::MoreThan | Hedge::AtLeast => Some(Side::Above),
        }
    }

    fn interval(self, printed: Printed) -> Option<Interval> {
        let value = printed.value;
        let part = |percent: i64| value.times(Decimal::ratio(percent, 100, Rounding::Nearest)?);
        match self {
            Hedge::About => {
                let half = printed.unit()?.over(Decimal::from(2), Rounding::Up)?;
                Some(Interval::around(value, part(10)?.abs().max(half)))
            }
            Hedge::Nearly => towards(part(85)?, value),
            Hedge::JustUnder => towards(part(93)?, value),
            Hedge::JustOver => towards(part(107)?, value),
            Hedge::MoreThan => Some(Interval::above(value)),
            Hedge::AtLeast => Some(Interval::from(value)),
            Hedge::LessThan => Some(Interval::below(value)),
            Hedge::AtMost => Some(Interval::up_to(value)),
        }
    }
}

/// On which side of the printed number the truth lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It is less.
    Below,
    /// It is more.
    Above,
}

/// From a number to `value`, which itself is not meant, on whichever side that number lies.
fn towards(from: Decimal, value: Decimal) -> Option<Interval> {
    if from < value {
        Interval::new(End::Closed(from), End::Open(value))
    } else {
        Interval::new(End::Open(value), End::Closed(from))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests read their own constants")]
mod tests {
    use super::*;
    use crate::text::extent::Verdict;

    #[test]
    fn hedges_reach_one_way() {
        for (hedge, said, exact, holds) in [
            (Hedge::Nearly, "5000", "4870", true),
            (Hedge::Nearly, "600", "617", false),
            (Hedge::Nearly, "400", "396", true),
            (Hedge::Nearly, "400", "400", false),
            (Hedge::JustOver, "50000", "49200", false),
            (Hedge::JustOver, "50000", "51234", true),
            (Hedge::JustUnder, "50000", "49200", true),
            (Hedge::JustUnder, "50000", "41000", false),
            (Hedge::MoreThan, "9000", "9178", true),
            (Hedge::MoreThan, "70", "70", false),
            (Hedge::AtLeast, "70", "70", true),
            (Hedge::AtMost, "12", "13", false),
            (Hedge::LessThan, "12", "11", true),
            (Hedge::About, "34", "33.7", true),
            (Hedge::About, "100", "125", false),
            (Hedge::About, "0", "0", true),
        ] {
            let exact = Extent::exact(exact.parse().unwrap());
            let verdict = hedge.extent(said.parse().unwrap()).against(exact);
            assert_eq!(verdict == Verdict::Consistent, holds, "{hedge:?} {said}: {exact:?}");
        }
    }

    #[test]
    fn negative_numbers_and_nought_are_no_nonsense() {
        let below_zero = Hedge::Nearly.extent("-5".parse().unwrap()).strict();
        assert!(below_zero.contains("-4.5".parse().unwrap()) && !below_zero.contains("-5".parse().unwrap()));
        assert_eq!(Hedge::Nearly.extent("0".parse().unwrap()), Extent::ALL);
    }
}
