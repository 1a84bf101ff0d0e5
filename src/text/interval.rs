//! Intervals of exact decimals: what a printed number can mean, and what follows from several of them.
//!
//! Ends may be open, closed or missing. Every operation returns an interval that holds all possible results and is
//! rounded outward where it must round, so that two intervals without a common point prove that the numbers behind them
//! cannot both be true. Where a result has no bound or no room (a divisor that may be nought, a product beyond 10^64) the
//! end is missing and proves nothing.
//!
//! What this deliberately does not do: it does not know that two operands are the same number (`x − x` is not nought
//! here), it holds no empty interval (a constructor returns `None`), and it does not choose tolerances (see `extent`).

use super::decimal::{Decimal, Rounding};
use std::cmp::Ordering;

/// Ends keep this many digits, so that a product of two always fits a [`Decimal`].
const DIGITS: u32 = 18;

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// No bound on this side.
    Missing,
    /// A bound that is not itself in the interval.
    Open(Decimal),
    /// A bound that is in the interval.
    Closed(Decimal),
}

/// Everything between two ends; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    low: End,
    high: End,
}

/// What two intervals say about a statement on the numbers inside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// True for every choice of numbers.
    Yes,
    /// True for some choices.
    Maybe,
    /// True for none.
    No,
}

impl Interval {
    /// Every number: what is known when nothing is.
    pub const ALL: Interval = Interval { low: End::Missing, high: End::Missing };

    /// The interval between two ends, or `None` if nothing lies there.
    pub fn new(low: End, high: End) -> Option<Interval> {
        let filled = match (low, high) {
            (End::Missing, _) | (_, End::Missing) => true,
            (End::Closed(a), End::Closed(b)) => a <= b,
            (End::Open(a) | End::Closed(a), End::Open(b) | End::Closed(b)) => a < b,
        };
        let low = low.rounded(Rounding::Down);
        let high = high.rounded(Rounding::Up);
        filled.then_some(Interval { low, high })
    }

    /// One number and no other.
    pub fn point(value: Decimal) -> Interval {
        Interval::new(End::Closed(value), End::Closed(value)).unwrap_or(Interval::ALL)
    }

    /// From `a` to `b`, both within, in whichever order they come.
    pub fn between(a: Decimal, b: Decimal) -> Interval {
        Interval::new(End::Closed(a.min(b)), End::Closed(a.max(b))).unwrap_or(Interval::ALL)
    }

    /// No further than `radius` from `value`.
    pub fn around(value: Decimal, radius: Decimal) -> Interval {
        Interval::point(value).widened(radius)
    }

    /// Every number above `value`.
    pub fn above(value: Decimal) -> Interval {
        Interval { low: End::Open(value).rounded(Rounding::Down), high: End::Missing }
    }

    /// `value` and every number above it.
    pub fn from(value: Decimal) -> Interval {
        Interval { low: End::Closed(value).rounded(Rounding::Down), high: End::Missing }
    }

    /// Every number below `value`.
    pub fn below(value: Decimal) -> Interval {
        Interval { low: End::Missing, high: End::Open(value).rounded(Rounding::Up) }
    }

    /// `value` and every number below it.
    pub fn up_to(value: Decimal) -> Interval {
        Interval { low: End::Missing, high: End::Closed(value).rounded(Rounding::Up) }
    }

    /// The lower end.
    pub fn low(self) -> End {
        self.low
    }

    /// The upper end.
    pub fn high(self) -> End {
        self.high
    }

    /// The one number in it, if there is only one.
    pub fn only(self) -> Option<Decimal> {
        match (self.low, self.high) {
            (End::Closed(a), End::Closed(b)) if a == b => Some(a),
            _ => None,
        }
    }

    /// Whether `value` lies within.
    pub fn contains(self, value: Decimal) -> bool {
        let over = match self.low {
            End::Missing => true,
            End::Open(low) => value > low,
            End::Closed(low) => value >= low,
        };
        let under = match self.high {
            End::Missing => true,
            End::Open(high) => value < high,
            End::Closed(high) => value <= high,
        };
        over && under
    }

    /// The numbers in both, or `None` if they have none in common.
    pub fn common(self, other: Interval) -> Option<Interval> {
        Interval::new(tighter(self.low, other.low, Ordering::Greater), tighter(self.high, other.high, Ordering::Less))
    }

    /// Whether any number is in both.
    pub fn meets(self, other: Interval) -> bool {
        self.common(other).is_some()
    }

    /// The smallest interval that holds both.
    pub fn hull(self, other: Interval) -> Interval {
        let low = looser(self.low, other.low, Ordering::Less);
        Interval { low, high: looser(self.high, other.high, Ordering::Greater) }
    }

    /// Both ends moved outward by `radius` (its sign does not count).
    pub fn widened(self, radius: Decimal) -> Interval {
        let radius = radius.abs();
        let low = self.low.moved(|v| v.minus(radius)).rounded(Rounding::Down);
        Interval { low, high: self.high.moved(|v| v.plus(radius)).rounded(Rounding::Up) }
    }

    /// All sums.
    pub fn plus(self, other: Interval) -> Interval {
        let low = summed(self.low, other.low).rounded(Rounding::Down);
        Interval { low, high: summed(self.high, other.high).rounded(Rounding::Up) }
    }

    /// All differences.
    pub fn minus(self, other: Interval) -> Interval {
        self.plus(other.negated())
    }

    /// All numbers with the other sign.
    pub fn negated(self) -> Interval {
        let low = self.high.moved(|v| Some(-v));
        Interval { low, high: self.low.moved(|v| Some(-v)) }
    }

    /// All products.
    pub fn times(self, other: Interval) -> Interval {
        corners(self, other, Corner::times)
    }

    /// All products with one number.
    pub fn scaled(self, factor: Decimal) -> Interval {
        self.times(Interval::point(factor))
    }

    /// All quotients. A divisor on both sides of nought, or nought itself, leaves every number possible; where nought is
    /// only an end of the divisor, the quotients have no bound on that side.
    pub fn over(self, divisor: Interval) -> Interval {
        let below = Interval::below(Decimal::ZERO);
        let above = Interval::above(Decimal::ZERO);
        match (divisor.common(below), divisor.common(above)) {
            (Some(side), None) | (None, Some(side)) => corners(self, side, Corner::over),
            _ => Interval::ALL,
        }
    }

    /// Whether the number here is less than the one there.
    pub fn is_less(self, other: Interval) -> Truth {
        let never = match (self.low, other.high) {
            (End::Missing, _) | (_, End::Missing) => false,
            (End::Open(a) | End::Closed(a), End::Open(b) | End::Closed(b)) => a >= b,
        };
        let always = match (self.high, other.low) {
            (End::Missing, _) | (_, End::Missing) => false,
            (End::Closed(a), End::Closed(b)) => a < b,
            (End::Open(a) | End::Closed(a), End::Open(b) | End::Closed(b)) => a <= b,
        };
        match (always, never) {
            (true, _) => Truth::Yes,
            (_, true) => Truth::No,
            _ => Truth::Maybe,
        }
    }

    /// Whether the number here is the one there.
    pub fn is_equal(self, other: Interval) -> Truth {
        match (self.only(), other.only()) {
            (Some(a), Some(b)) if a == b => Truth::Yes,
            _ if self.meets(other) => Truth::Maybe,
            _ => Truth::No,
        }
    }
}

impl Truth {
    /// True where this is false.
    pub fn negated(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::Maybe => Truth::Maybe,
            Truth::No => Truth::Yes,
        }
    }

    /// Both hold.
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            _ => Truth::Maybe,
        }
    }

    /// At least one holds.
    pub fn or(self, other: Truth) -> Truth {
        self.negated().and(other.negated()).negated()
    }
}

impl End {
    /// The bound, whether or not it belongs to the interval.
    pub fn value(self) -> Option<Decimal> {
        match self {
            End::Missing => None,
            End::Open(v) | End::Closed(v) => Some(v),
        }
    }

    /// The same kind of end at another number; missing where there is none.
    fn moved(self, to: impl Fn(Decimal) -> Option<Decimal>) -> End {
        match self {
            End::Missing => End::Missing,
            End::Open(v) => to(v).map_or(End::Missing, End::Open),
            End::Closed(v) => to(v).map_or(End::Missing, End::Closed),
        }
    }

    /// With few enough digits to go on calculating.
    fn rounded(self, rounding: Rounding) -> End {
        self.moved(|v| Some(v.round_to_digits(DIGITS, rounding)))
    }
}

/// The sum of two ends of the same side.
fn summed(a: End, b: End) -> End {
    match (a, b) {
        (End::Missing, _) | (_, End::Missing) => End::Missing,
        (End::Closed(a), End::Closed(b)) => a.plus(b).map_or(End::Missing, End::Closed),
        (End::Open(a) | End::Closed(a), End::Open(b) | End::Closed(b)) => a.plus(b).map_or(End::Missing, End::Open),
    }
}

/// The end that cuts off more: for low ends the `Greater` one, for high ends the `Less` one; an open end before a closed.
fn tighter(a: End, b: End, wanted: Ordering) -> End {
    match (a.value(), b.value()) {
        (None, _) => b,
        (_, None) => a,
        (Some(x), Some(y)) if x == y => {
            if matches!(a, End::Open(_)) {
                a
            } else {
                b
            }
        }
        (Some(x), Some(y)) => {
            if x.cmp(&y) == wanted {
                a
            } else {
                b
            }
        }
    }
}

/// The end that lets in more; the counterpart of [`tighter`].
fn looser(a: End, b: End, wanted: Ordering) -> End {
    match (a.value(), b.value()) {
        (None, _) | (_, None) => End::Missing,
        (Some(x), Some(y)) if x == y => {
            if matches!(a, End::Closed(_)) {
                a
            } else {
                b
            }
        }
        (Some(x), Some(y)) => {
            if x.cmp(&y) == wanted {
                a
            } else {
                b
            }
        }
    }
}

/// A number or an infinity, as the product or quotient of two ends.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Corner {
    /// −1 and 1 for the infinities, 0 for a number.
    infinite: i8,
    value: Decimal,
    closed: bool,
}

impl Corner {
    fn of(end: End, side: i8) -> Corner {
        match end {
            End::Missing => Corner { infinite: side, value: Decimal::ZERO, closed: false },
            End::Open(value) => Corner { infinite: 0, value, closed: false },
            End::Closed(value) => Corner { infinite: 0, value, closed: true },
        }
    }

    fn infinite(sign: i8) -> Corner {
        Corner { infinite: sign, value: Decimal::ZERO, closed: false }
    }

    fn sign(self) -> i8 {
        if self.infinite != 0 { self.infinite } else { self.value.mantissa().signum() as i8 }
    }

    fn is_zero(self) -> bool {
        self.sign() == 0
    }

    /// The product, or `None` where it has no room. Nought times an infinite end is nought: the other corners hold the
    /// rest.
    fn times(self, other: Corner, _: Rounding) -> Option<Corner> {
        let sign = self.sign() * other.sign();
        if sign == 0 {
            let closed = self.is_zero() && self.closed || other.is_zero() && other.closed;
            return Some(Corner { infinite: 0, value: Decimal::ZERO, closed });
        }
        if self.infinite != 0 || other.infinite != 0 {
            return Some(Corner::infinite(sign));
        }
        let closed = self.closed && other.closed;
        Some(Corner { infinite: 0, value: self.value.times(other.value)?, closed })
    }

    /// The quotient by the end of an interval above nought or below it, or `None` where it has no room.
    fn over(self, other: Corner, rounding: Rounding) -> Option<Corner> {
        if self.is_zero() || other.infinite != 0 {
            let closed = self.is_zero() && self.closed && other.infinite == 0;
            return Some(Corner { infinite: 0, value: Decimal::ZERO, closed });
        }
        // An end at nought is the low end of a divisor above nought: `corners` has turned round the others.
        let sign = self.sign() * if other.is_zero() { 1 } else { other.sign() };
        if self.infinite != 0 || other.is_zero() {
            return Some(Corner::infinite(sign));
        }
        let closed = self.closed && other.closed;
        Some(Corner { infinite: 0, value: self.value.over(other.value, rounding)?, closed })
    }

    fn compare(self, other: Corner) -> Ordering {
        self.infinite.cmp(&other.infinite).then(self.value.cmp(&other.value))
    }

    fn end(self) -> End {
        match (self.infinite, self.closed) {
            (0, true) => End::Closed(self.value),
            (0, false) => End::Open(self.value),
            _ => End::Missing,
        }
    }
}

/// The hull of an operation on all four pairs of ends, each rounded outward.
fn corners(a: Interval, b: Interval, operation: fn(Corner, Corner, Rounding) -> Option<Corner>) -> Interval {
    if matches!(b.high, End::Open(v) if v.is_zero()) {
        return corners(a, b.negated(), operation).negated();
    }
    let pick = |rounding: Rounding, wanted: Ordering| -> Option<End> {
        let mut best: Option<Corner> = None;
        for x in [Corner::of(a.low, -1), Corner::of(a.high, 1)] {
            for y in [Corner::of(b.low, -1), Corner::of(b.high, 1)] {
                let corner = operation(x, y, rounding)?;
                best = Some(match best.map(|held| (held, corner.compare(held))) {
                    Some((held, Ordering::Equal)) => Corner { closed: held.closed || corner.closed, ..held },
                    Some((held, order)) if order != wanted => held,
                    _ => corner,
                });
            }
        }
        best.map(Corner::end)
    };
    match (pick(Rounding::Down, Ordering::Less), pick(Rounding::Up, Ordering::Greater)) {
        (Some(low), Some(high)) => Interval { low: low.rounded(Rounding::Down), high: high.rounded(Rounding::Up) },
        _ => Interval::ALL,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests read their own constants")]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// `[1,2)`, `(,3]`, `(-1,)`: an interval as mathematicians write it.
    fn i(text: &str) -> Interval {
        let (open, rest) = text.split_at(1);
        let (inner, close) = rest.split_at(rest.len() - 1);
        let (low, high) = inner.split_once(',').unwrap();
        let end = |text: &str, closed: bool| match text {
            "" => End::Missing,
            _ if closed => End::Closed(d(text)),
            _ => End::Open(d(text)),
        };
        Interval::new(end(low, open == "["), end(high, close == "]")).unwrap()
    }

    #[test]
    fn meets_at_closed_ends_only() {
        assert!(i("[1,2]").meets(i("[2,3]")));
        assert!(!i("[1,2)").meets(i("[2,3]")));
        assert!(!i("[1,2]").meets(i("(2,3]")));
        assert!(i("(,5)").meets(i("(4,)")));
        assert!(!i("(,5)").meets(i("[5,)")));
        assert_eq!(Interval::new(End::Closed(d("2")), End::Closed(d("1"))), None);
        assert_eq!(Interval::new(End::Open(d("2")), End::Closed(d("2"))), None);
        assert_eq!(i("[1,5]").common(i("(2,9)")), Some(i("(2,5]")));
        assert_eq!(i("[1,2)").hull(i("[5,6]")), i("[1,6]"));
    }

    #[test]
    fn calculates_with_ends_of_every_kind() {
        for (a, sign, b, expected) in [
            ("[1,2]", '+', "[10,20)", "[11,22)"),
            ("[1,)", '+', "[10,20]", "[11,)"),
            ("[5,6]", '-', "[1,2]", "[3,5]"),
            ("[5,6]", '-', "(1,)", "(,5)"),
            ("[2,3]", '*', "[4,5)", "[8,15)"),
            ("[-2,3]", '*', "[-4,5]", "[-12,15]"),
            ("[0,1]", '*', "[1,)", "[0,)"),
            ("(0,1]", '*', "[1,)", "(0,)"),
            ("[-1,1]", '*', "(,)", "(,)"),
            ("[10,20]", '/', "[2,4]", "[2.5,10]"),
            ("[10,20]", '/', "[-4,-2]", "[-10,-2.5]"),
            ("[10,20]", '/', "[0,4]", "[2.5,)"),
            ("[10,20]", '/', "[-4,0]", "(,-2.5]"),
            ("[-10,20]", '/', "(0,4]", "(,)"),
            ("[10,20]", '/', "[-1,1]", "(,)"),
            ("[10,20]", '/', "[0,0]", "(,)"),
            ("[0,0]", '/', "[1,2]", "[0,0]"),
            ("[10,20]", '/', "[2,)", "(0,10]"),
            ("[1,)", '/', "[1,)", "(0,)"),
            ("(-2,-1]", '/', "[-4,-2]", "[0.25,1)"),
        ] {
            let (a, b) = (i(a), i(b));
            let got = match sign {
                '+' => a.plus(b),
                '-' => a.minus(b),
                '*' => a.times(b),
                _ => a.over(b),
            };
            assert_eq!(got, i(expected), "{a:?} {sign} {b:?}");
        }
    }

    /// Every operation holds every result, tried on all small intervals, ends of all kinds and numbers inside them.
    #[test]
    fn holds_every_result() {
        let ends = |v: i32| [End::Missing, End::Open(Decimal::from(v)), End::Closed(Decimal::from(v))];
        let mut intervals: Vec<Interval> = Vec::new();
        for (low, high) in (-1..=1).flat_map(|a| (-1..=1).map(move |b| (a, b))) {
            intervals.extend(ends(low).into_iter().flat_map(|l| ends(high).map(|h| Interval::new(l, h))).flatten());
        }
        intervals.dedup();
        let samples: Vec<Decimal> = (-10..=10).filter_map(|n| Decimal::new(n * 25, -2)).collect();
        for &a in &intervals {
            for &b in &intervals {
                let (sum, difference, product, quotient) = (a.plus(b), a.minus(b), a.times(b), a.over(b));
                for &x in samples.iter().filter(|x| a.contains(**x)) {
                    for &y in samples.iter().filter(|y| b.contains(**y)) {
                        assert!(sum.contains(x.plus(y).unwrap()) && difference.contains(x.minus(y).unwrap()));
                        assert!(product.contains(x.times(y).unwrap()), "{a:?} × {b:?} = {product:?}: {x} {y}");
                        if let Some(exact) = x.over(y, Rounding::Nearest).filter(|q| q.times(y) == Some(x)) {
                            assert!(quotient.contains(exact), "{a:?} ÷ {b:?} = {quotient:?}: {x} {y}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn rounds_outward() {
        let third = i("[1,1]").over(i("[3,3]"));
        assert!(third.scaled(d("3")).contains(Decimal::ONE) && third.only().is_none());
        let long = Interval::point(d("123456789012345678901234567"));
        assert!(long.contains(d("123456789012345678901234567")));
        assert!(long.times(long).times(long).meets(Interval::above(Decimal::ZERO)));
    }

    #[test]
    fn bounds_are_lost_rather_than_wrong() {
        let huge = Interval::point(Decimal::power_of_ten(64).unwrap());
        assert_eq!(huge.times(huge).high(), End::Missing);
        assert_eq!(huge.times(huge).low(), End::Missing);
    }

    #[test]
    fn compares_in_three_values() {
        assert_eq!(i("[1,2]").is_less(i("(2,3]")), Truth::Yes);
        assert_eq!(i("[1,2]").is_less(i("[2,3]")), Truth::Maybe);
        assert_eq!(i("[3,4]").is_less(i("[1,3]")), Truth::No);
        assert_eq!(i("(,4]").is_less(i("[5,)")), Truth::Yes);
        assert_eq!(i("[1,1]").is_equal(i("[1,1]")), Truth::Yes);
        assert_eq!(i("[1,2]").is_equal(i("[2,2]")), Truth::Maybe);
        assert_eq!(Truth::Maybe.and(Truth::No), Truth::No);
        assert_eq!(Truth::Maybe.or(Truth::Yes), Truth::Yes);
        assert_eq!(Truth::Yes.negated(), Truth::No);
    }
}
