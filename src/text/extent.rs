//! What a printed number can mean, under each way in which writers round; and the verdict on two of them.
//!
//! `2.4 million` stands for anything that rounds to it. A single tolerance is either too wide to see a wrong sum or too
//! narrow to forgive honest rounding, so an extent carries one interval per *habit* and all arithmetic is done once per
//! habit. A conflict is reported only if no habit, held through the whole sum, explains it:
//!
//! - `strict`: rounded to the nearest printed digit; a whole number without a scale word is exact to a unit.
//! - `loose`: as `strict`, but a round number (`500`, `1,200`) may have been rounded to its trailing noughts, though by no
//!   more than a fortieth of itself: nobody prints 80 for 76, and many print 500 for 490.
//! - `cut`: digits behind the last printed one were dropped.
//! - `near`: a number as it stands may be a unit of its last digit off; what is calculated from numbers may not, so that
//!   the slack does not grow with the number of operands.
//!
//! What this deliberately does not do: it knows no hedge words (a hedge is applied with [`Extent::within`]), and it does
//! not say which of two conflicting numbers is mistaken, because that cannot be known.

use super::decimal::{Decimal, Printed, Rounding};
use super::interval::{End, Interval, Truth};

/// Trailing noughts loosen a number by no more than this part of itself.
const LOOSEST: i64 = 40;

/// One interval per habit of rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    strict: Interval,
    loose: Interval,
    cut: Interval,
    near: Interval,
}

/// What two extents for one fact say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Some ordinary rounding makes them agree.
    Consistent,
    /// They agree only if everything was cut, or if the last digit is off by one: worth a note.
    Doubtful,
    /// No habit of rounding makes them agree.
    Inconsistent,
}

impl Extent {
    /// Nothing is known.
    pub const ALL: Extent =
        Extent { strict: Interval::ALL, loose: Interval::ALL, cut: Interval::ALL, near: Interval::ALL };

    /// A number that is exactly what it says: a date's day, a count of listed things, a divisor such as 52 weeks.
    pub fn exact(value: Decimal) -> Extent {
        Extent::same(Interval::point(value))
    }

    /// One interval under every habit.
    pub fn same(interval: Interval) -> Extent {
        Extent { strict: interval, loose: interval, cut: interval, near: interval }
    }

    /// A number of separate things, printed in full: exact, but for the trailing noughts that `loose` forgives.
    pub fn count(printed: Printed) -> Extent {
        let exact = Interval::point(printed.value);
        let radius = round_radius(printed).unwrap_or(Decimal::ZERO);
        Extent { loose: exact.widened(radius), ..Extent::same(exact) }
    }

    /// A measured or rounded number: half a unit of the last printed digit either way.
    pub fn measured(printed: Printed) -> Extent {
        let plain = Extent::percentage(printed);
        let radius = round_radius(printed).unwrap_or(Decimal::ZERO);
        Extent { loose: plain.strict.hull(Interval::around(printed.value, radius)), ..plain }
    }

    /// The same, but rounded to no lower place than its neighbours are: 60,000 beside 61,200 is not 59,000.
    pub fn evened(printed: Printed, count: bool, place: i32) -> Extent {
        let own = printed.value.last_place();
        if own <= place {
            return if count { Extent::count(printed) } else { Extent::measured(printed) };
        }
        let plain = if count { Extent::same(Interval::point(printed.value)) } else { Extent::percentage(printed) };
        let half = Decimal::power_of_ten(place).and_then(|u| u.over(Decimal::from(2), Rounding::Up));
        let cap = printed.value.abs().over(Decimal::from(LOOSEST), Rounding::Up);
        match (half, cap) {
            (Some(half), Some(cap)) if place > printed.place => {
                Extent { loose: plain.strict.hull(Interval::around(printed.value, half.min(cap))), ..plain }
            }
            _ => plain,
        }
    }

    /// A percentage: trailing noughts loosen nothing, because 20% is as often exact as 21%.
    pub fn percentage(printed: Printed) -> Extent {
        let Some((unit, half)) = printed.unit().and_then(|u| Some((u, u.over(Decimal::from(2), Rounding::Up)?))) else {
            return Extent::ALL;
        };
        let strict = Interval::around(printed.value, half);
        let outward = if printed.value.is_negative() { -unit } else { unit };
        let near = up_to_next(printed.value, outward).hull(up_to_next(printed.value, -outward));
        Extent { strict, loose: strict, cut: up_to_next(printed.value, outward), near }
    }

    /// A fraction of two whole numbers, such as two-thirds, exact to 18 digits.
    pub fn fraction(numerator: i64, denominator: i64) -> Extent {
        let part = Interval::point(Decimal::from(numerator));
        Extent::same(part.over(Interval::point(Decimal::from(denominator))))
    }

    /// A hedge's interval in place of the number's own, under every habit: `nearly 400` is not 400 at all.
    pub fn within(interval: Interval) -> Extent {
        Extent::same(interval)
    }

    /// The interval of one habit: to the nearest printed digit.
    pub fn strict(self) -> Interval {
        self.strict
    }

    /// The interval of one habit: to the nearest, and round numbers rounded further.
    pub fn loose(self) -> Interval {
        self.loose
    }

    /// Everything that any habit allows.
    pub fn widest(self) -> Interval {
        self.strict.hull(self.loose).hull(self.cut).hull(self.near)
    }

    /// All sums, habit by habit.
    pub fn plus(self, other: Extent) -> Extent {
        self.with(other, Interval::plus)
    }

    /// All differences.
    pub fn minus(self, other: Extent) -> Extent {
        self.with(other, Interval::minus)
    }

    /// All products.
    pub fn times(self, other: Extent) -> Extent {
        self.with(other, Interval::times)
    }

    /// All quotients; a divisor that may be nought leaves all numbers possible.
    pub fn over(self, other: Extent) -> Extent {
        self.with(other, Interval::over)
    }

    /// The change from `self` to `new` in per cent of `self`.
    pub fn percent_change_to(self, new: Extent) -> Extent {
        // 100 × (new ÷ old − 1) and not 100 × (new − old) ÷ old: `old` must occur once for the interval to be tight.
        let hundred = Extent::exact(Decimal::HUNDRED);
        new.over(self).minus(Extent::exact(Decimal::ONE)).times(hundred)
    }

    /// This as a percentage of `whole`.
    pub fn percent_of(self, whole: Extent) -> Extent {
        self.over(whole).times(Extent::exact(Decimal::HUNDRED))
    }

    /// The verdict on two extents of one fact.
    pub fn against(self, other: Extent) -> Verdict {
        if self.strict.meets(other.strict) || self.loose.meets(other.loose) {
            Verdict::Consistent
        } else if self.cut.meets(other.cut) || self.near.meets(other.near) {
            Verdict::Doubtful
        } else {
            Verdict::Inconsistent
        }
    }

    /// Whether the number here is below the one there under every habit, some, or none.
    pub fn is_less(self, other: Extent) -> Truth {
        self.widest().is_less(other.widest())
    }

    fn with(self, other: Extent, operation: fn(Interval, Interval) -> Interval) -> Extent {
        let loose = operation(self.loose, other.loose);
        Extent { strict: operation(self.strict, other.strict), loose, cut: operation(self.cut, other.cut), near: loose }
    }
}

/// Half a unit of the lowest digit that is not nought, if the number ends in noughts, but at most a fortieth of it.
fn round_radius(printed: Printed) -> Option<Decimal> {
    let (value, place) = (printed.value, printed.value.last_place());
    if value.is_zero() || place <= printed.place {
        return None;
    }
    let half = Decimal::power_of_ten(place)?.over(Decimal::from(2), Rounding::Up)?;
    let cap = value.abs().over(Decimal::from(LOOSEST), Rounding::Up)?;
    Some(half.min(cap))
}

/// From a value to the next printed one, a step away, that one not included.
fn up_to_next(value: Decimal, step: Decimal) -> Interval {
    let Some(next) = value.plus(step) else { return Interval::ALL };
    let (low, high) =
        if step.is_negative() { (End::Open(next), End::Closed(value)) } else { (End::Closed(value), End::Open(next)) };
    Interval::new(low, high).unwrap_or(Interval::ALL)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests read their own constants")]
mod tests {
    use super::*;

    fn p(text: &str) -> Printed {
        text.parse().unwrap()
    }

    fn measured(text: &str) -> Extent {
        Extent::measured(p(text))
    }

    fn percent(text: &str) -> Extent {
        Extent::percentage(p(text))
    }

    #[test]
    fn sums_forgive_rounding_and_no_more() {
        let parts = ["4.2", "2.9", "1.7", "1.1"].map(measured).into_iter().reduce(Extent::plus).unwrap();
        assert_eq!(parts.against(measured("9.6")), Verdict::Inconsistent);
        assert_eq!(parts.against(measured("9.8")), Verdict::Consistent);
        assert_eq!(parts.against(measured("10.2")), Verdict::Doubtful);
        assert_eq!(measured("7").plus(measured("4")).against(measured("13")), Verdict::Inconsistent);
        assert_eq!(measured("7.2").minus(measured("4.6")).against(measured("2.5")), Verdict::Consistent);
        assert_eq!(measured("1940").minus(measured("1120")).against(measured("720")), Verdict::Inconsistent);
    }

    #[test]
    fn changes_in_per_cent() {
        for (old, new, said, verdict) in [
            ("80", "90", "25", Verdict::Inconsistent),
            ("500", "610", "22", Verdict::Consistent),
            ("9.8", "6.3", "-36", Verdict::Consistent),
            ("9.8", "6.3", "-50", Verdict::Inconsistent),
            ("261", "228", "-20", Verdict::Inconsistent),
            ("2310", "3095", "34", Verdict::Consistent),
            ("0", "5", "12", Verdict::Consistent),
        ] {
            let change = measured(old).percent_change_to(measured(new));
            assert_eq!(change.against(percent(said)), verdict, "{old} to {new}, {said} %");
        }
    }

    #[test]
    fn counts_are_exact() {
        let share = Extent::count(p("11")).percent_of(Extent::count(p("41")));
        assert_eq!(share.against(percent("36")), Verdict::Inconsistent);
        assert_eq!(share.against(percent("27")), Verdict::Consistent);
        assert_eq!(share.against(percent("26")), Verdict::Doubtful);
        assert_eq!(share.against(percent("28")), Verdict::Inconsistent);
        let three_of_seven = Extent::count(p("3")).percent_of(Extent::count(p("7")));
        assert_eq!(three_of_seven.against(percent("57")), Verdict::Inconsistent);
    }

    #[test]
    fn nothing_follows_from_nought_or_from_nonsense() {
        let by_nought = measured("5").over(Extent::exact(Decimal::ZERO));
        assert_eq!(by_nought, Extent::ALL);
        assert_eq!(by_nought.against(measured("7")), Verdict::Consistent);
        let far = Extent::measured(Printed { value: Decimal::ONE, place: 99 });
        assert_eq!(far, Extent::ALL);
    }

    #[test]
    fn fractions_and_order() {
        let third = Extent::fraction(1, 3).times(measured("300"));
        assert_eq!(third.against(measured("100")), Verdict::Consistent);
        assert_eq!(measured("31200").is_less(measured("33900")), Truth::Yes);
        assert_eq!(measured("4.31").is_less(measured("4.02")), Truth::No);
        assert_eq!(measured("5").is_less(measured("5")), Truth::Maybe);
    }
}
