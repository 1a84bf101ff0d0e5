//! Tail probabilities of the distributions that papers report: normal, t, F, chi-squared, and r through t.
//!
//! The one place where numbers are binary floats: these functions have no exact decimals, and printed p-values have two or
//! three digits while the results here are good to ten. Arguments outside a function's domain give `None`.
//!
//! What this deliberately does not do: corrections for many comparisons, Welch's degrees of freedom, exact tests.

/// Two-sided p of a standard normal value.
pub fn p_of_z(z: f64) -> Option<f64> {
    // The square of a normal value is chi-squared with one degree of freedom.
    p_of_chi_squared(z * z, 1.0)
}

/// Two-sided p of Student's t.
pub fn p_of_t(t: f64, df: f64) -> Option<f64> {
    let usable = t.is_finite() && df.is_finite() && df > 0.0;
    usable.then(|| incomplete_beta(df / 2.0, 0.5, df / (df + t * t)))
}

/// Upper tail of F.
pub fn p_of_f(f: f64, df1: f64, df2: f64) -> Option<f64> {
    let usable = [f, df1, df2].iter().all(|v| v.is_finite()) && f >= 0.0 && df1 > 0.0 && df2 > 0.0;
    usable.then(|| incomplete_beta(df2 / 2.0, df1 / 2.0, df2 / (df2 + df1 * f)))
}

/// Upper tail of chi-squared.
pub fn p_of_chi_squared(x: f64, df: f64) -> Option<f64> {
    let usable = x.is_finite() && df.is_finite() && x >= 0.0 && df > 0.0 && df < 1e6;
    usable.then(|| 1.0 - incomplete_gamma(df / 2.0, x / 2.0))
}

/// Two-sided p of a correlation with `df` = n − 2.
pub fn p_of_r(r: f64, df: f64) -> Option<f64> {
    if r.is_nan() || r.abs() > 1.0 {
        return None;
    }
    if r.abs() == 1.0 { Some(0.0) } else { p_of_t(r * (df / (1.0 - r * r)).sqrt(), df) }
}

/// Whether a mean of `n` whole numbers, each of `items` parts, can print as `printed`: GRIM (Brown and Heathers, 2017).
/// Rounding half up and half down are both accepted. `None` where every mean of that many digits is possible.
pub fn is_possible_mean(mean: crate::text::decimal::Decimal, place: i32, n: i64, items: i64) -> Option<bool> {
    use crate::text::decimal::{Decimal, Rounding};
    let count = n.checked_mul(items).filter(|c| *c > 0)?;
    let distinct = Decimal::power_of_ten(-place)?;
    if place >= 0 || Decimal::from(count) >= distinct {
        return None;
    }
    let half = Decimal::new(5, place - 1)?;
    let count = Decimal::from(count);
    let lowest = mean.minus(half)?.times(count)?.round(0, Rounding::Up);
    let highest = mean.plus(half)?.times(count)?.round(0, Rounding::Down);
    Some(lowest <= highest)
}

/// Regularised incomplete beta function by its continued fraction (Numerical Recipes, 6.4).
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (1.0 - x).ln()).exp();
    let result = if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, 1.0 - x) / b
    };
    result.clamp(0.0, 1.0)
}

/// Lentz's evaluation of the continued fraction, at most 300 steps.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let away = |v: f64| if v.abs() < 1e-300 { 1e-300 } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for m in 1..300 {
        let m = f64::from(m);
        for step in [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ] {
            d = 1.0 / away(1.0 + step * d);
            c = away(1.0 + step / c);
            h *= d * c;
        }
        if (d * c - 1.0).abs() < 1e-14 {
            break;
        }
    }
    h
}

/// Regularised lower incomplete gamma function: a series, or one minus a continued fraction (Numerical Recipes, 6.2).
fn incomplete_gamma(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        for _ in 0..3000 {
            n += 1.0;
            term *= x / n;
            sum += term;
            if term < sum * 1e-15 {
                break;
            }
        }
        return (front * sum).clamp(0.0, 1.0);
    }
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1e300, 1.0 / b);
    let mut h = d;
    for i in 1..3000 {
        let i = f64::from(i);
        let an = -i * (i - a);
        b += 2.0;
        d = 1.0 / (an * d + b);
        c = b + an / c;
        h *= d * c;
        if (d * c - 1.0).abs() < 1e-15 {
            break;
        }
    }
    (1.0 - front * h).clamp(0.0, 1.0)
}

/// Logarithm of the gamma function by Lanczos's approximation (g = 7, nine terms).
fn ln_gamma(x: f64) -> f64 {
    const TERMS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    let x = x - 1.0;
    let series = (1i32..).zip(TERMS).fold(0.999_999_999_999_809_9, |sum, (i, term)| sum + term / (x + f64::from(i)));
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + series.ln()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests read their own constants")]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_published_tables() {
        let table = [
            (p_of_t(2.31, 30.0), 0.0279),
            (p_of_t(2.45, 30.0), 0.0203),
            (p_of_t(0.88, 30.0), 0.3858),
            (p_of_t(12.706, 1.0), 0.0500),
            (p_of_z(1.959964), 0.0500),
            (p_of_z(0.0), 1.0),
            (p_of_chi_squared(3.841459, 1.0), 0.0500),
            (p_of_chi_squared(18.307, 10.0), 0.0500),
            (p_of_f(4.170877, 1.0, 30.0), 0.0500),
            (p_of_f(2.9223, 3.0, 30.0), 0.0500),
            (p_of_r(0.361, 28.0), 0.0500),
            (p_of_r(1.0, 28.0), 0.0),
        ];
        for (i, (got, expected)) in table.into_iter().enumerate() {
            assert!((got.unwrap() - expected).abs() < 1e-4, "{i}: {got:?} for {expected}");
        }
    }

    #[test]
    fn nonsense_is_none() {
        assert_eq!(p_of_t(f64::NAN, 3.0), None);
        assert_eq!(p_of_t(1.0, 0.0), None);
        assert_eq!(p_of_f(-1.0, 1.0, 1.0), None);
        assert_eq!(p_of_r(1.2, 10.0), None);
        assert!(p_of_t(1e300, 1e300).is_some_and(|p| (0.0..=1.0).contains(&p)));
        assert!(p_of_chi_squared(1e300, 5.0).is_some_and(|p| (0.0..=1.0).contains(&p)));
    }

    #[test]
    fn means_of_whole_numbers() {
        let possible = |mean: &str, place, n| is_possible_mean(mean.parse().unwrap(), place, n, 1);
        assert_eq!(possible("5.47", -2, 16), Some(false));
        assert_eq!(possible("6.94", -2, 16), Some(true));
        assert_eq!(possible("5.44", -2, 16), Some(true));
        assert_eq!(possible("5.50", -2, 16), Some(true));
        assert_eq!(possible("5.47", -2, 120), None);
        assert_eq!(possible("5", 0, 16), None);
        assert_eq!(possible("5.47", -2, 0), None);
    }
}
