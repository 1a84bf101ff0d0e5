//! Statistics as papers report them: p-values, confidence intervals, means of whole numbers, margins of error. Their rules are
//! off by default.

use super::conflict::{Conflict, Operand, Repair};
use super::desk::Desk;
use super::kind::NumberKind;
use super::statistics::{is_possible_mean, p_of_chi_squared, p_of_f, p_of_r, p_of_t, p_of_z};
use crate::segment::quantity::{CueClass, Kind, Quantity};
use crate::text::decimal::{Decimal, Printed};
use crate::text::extent::{Extent, Verdict};
use crate::text::interval::Truth;
use crate::text::{Prose, Span};

/// Finds pvalue, mean-granularity, ci-estimate and margin-of-error.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let mut tests = Vec::new();
    for (index, sentence) in desk.page.sentences.iter().enumerate() {
        let span = desk.page.span(sentence.tokens.clone());
        let text = desk.page.prose.slice(span);
        if text.contains('=') {
            for found in reported(text) {
                p_value(&found, span.start, out);
                tests.push((index, found));
            }
            means(desk, index, text, span.start, &tests, out);
        }
    }
    for quantities in desk.by_sentence() {
        told_mean(desk, quantities, out);
        interval(desk, quantities, out);
        margin(desk, quantities, out);
    }
}

/// A test as printed: `t(30) = 2.45, p = .42`.
#[derive(Debug, Clone)]
struct Test {
    /// Bytes within the sentence.
    start: usize,
    end: usize,
    name: char,
    df: Vec<f64>,
    value: Printed,
    relation: char,
    p: Printed,
    p_span: (usize, usize),
}

/// All tests of a sentence.
fn reported(text: &str) -> Vec<Test> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        found.extend(test_at(text, open));
    }
    for (at, _) in text.match_indices("z = ").chain(text.match_indices("Z = ")) {
        let alone = !text.get(..at).and_then(|t| t.chars().next_back()).is_some_and(char::is_alphanumeric);
        found.extend(alone.then(|| rest(text, at, at + 1, 'z', Vec::new())).flatten());
    }
    found
}

fn test_at(text: &str, open: usize) -> Option<Test> {
    let head = text.get(..open)?.trim_end();
    let name = head.chars().next_back()?;
    let (name, start) = match name {
        't' | 'r' | 'F' => (name, open - 1),
        '²' | '2' => {
            let before = head.trim_end_matches(['²', '2']);
            let letter = before.chars().next_back().filter(|c| matches!(c, 'χ' | 'Χ' | 'X' | 'x'))?;
            ('χ', before.len() - letter.len_utf8())
        }
        _ => return None,
    };
    let alone = !text.get(..start)?.chars().next_back().is_some_and(char::is_alphanumeric);
    let close = open + text.get(open..)?.find(')')?;
    let inner = text.get(open + 1..close)?;
    let df: Vec<f64> = inner
        .split(',')
        .filter(|p| !p.contains('N') && !p.contains('n'))
        .map(|p| p.trim().parse::<f64>())
        .collect::<Result<_, _>>()
        .ok()?;
    alone.then(|| rest(text, start, close + 1, name, df)).flatten()
}

/// ` = 2.45, p = .42` from a place on.
fn rest(text: &str, start: usize, at: usize, name: char, df: Vec<f64>) -> Option<Test> {
    let mut at = past(text, at, |c| c == ' ' || c == '\u{a0}');
    at = expect(text, at, &['='])?.1;
    let (value, end, _) = decimal(text, past(text, at, char::is_whitespace))?;
    let tail = text.get(end..)?;
    let p_at = end + tail.get(..tail.len().min(40)).unwrap_or(tail).find(['p', 'P']).filter(|i| *i < 30)?;
    let between = text.get(end..p_at)?;
    if !between.chars().all(|c| matches!(c, ',' | ' ' | ';' | '\u{a0}' | '(')) {
        return None;
    }
    let after = past(text, p_at + 1, char::is_whitespace);
    let (relation, next) = expect(text, after, &['=', '<', '>'])?;
    let number_at = past(text, next, char::is_whitespace);
    let (p, end, begins) = decimal(text, number_at)?;
    Some(Test { start, end, name, df, value, relation, p, p_span: (begins, end) })
}

fn past(text: &str, at: usize, skip: impl Fn(char) -> bool) -> usize {
    text.get(at..).map_or(at, |rest| at + rest.len() - rest.trim_start_matches(&skip).len())
}

fn expect(text: &str, at: usize, wanted: &[char]) -> Option<(char, usize)> {
    let c = text.get(at..)?.chars().next().filter(|c| wanted.contains(c))?;
    Some((c, at + c.len_utf8()))
}

/// A decimal with or without a nought before the point: its value, end and beginning.
fn decimal(text: &str, at: usize) -> Option<(Printed, usize, usize)> {
    let rest = text.get(at..)?;
    let sign = rest.chars().next().filter(|c| matches!(c, '-' | '−' | '–')).map_or(0, char::len_utf8);
    let body = rest.get(sign..)?;
    let mut len = body.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    if body.get(..len)?.ends_with('.') {
        len -= 1;
    }
    let digits = body.get(..len)?;
    let plain = if digits.starts_with('.') { format!("0{digits}") } else { digits.to_owned() };
    let printed: Printed = plain.parse().ok()?;
    let value = if sign > 0 { -printed.value } else { printed.value };
    Some((Printed { value, ..printed }, at + sign + len, at))
}

fn p_value(test: &Test, base: u32, out: &mut Vec<Conflict>) {
    let half = 0.5 * 10f64.powi(test.value.place);
    let x = test.value.value.to_f64().abs();
    let p = |x: f64| match (test.name, test.df.as_slice()) {
        ('t', [df]) => p_of_t(x, *df),
        ('r', [df]) => p_of_r(x.min(1.0), *df),
        ('F', [a, b]) => p_of_f(x, *a, *b),
        ('χ', [df, ..]) => p_of_chi_squared(x, *df),
        ('z', []) => p_of_z(x),
        _ => None,
    };
    let (Some(high), Some(low), Some(exact)) = (p((x - half).max(0.0)), p(x + half), p(x)) else { return };
    let said = test.p.value.to_f64();
    let unit = 0.5 * 10f64.powi(test.p.place) + 1e-12;
    // One-tailed tests have half the p-value.
    let fits = |low: f64, high: f64| match test.relation {
        '=' => low - unit <= said && said <= high + unit,
        '<' => low < said,
        _ => high > said,
    };
    if fits(low, high) || fits(low / 2.0, high / 2.0) || said > 1.0 {
        return;
    }
    let shown = format!("{exact:.3}");
    let equation = format!("the test gives p = {}", shown.trim_start_matches('0'));
    let at = |a: usize, b: usize| Span::<Prose>::new(base + a as u32, base + b as u32);
    let operands = vec![Operand { span: at(test.start, test.end), role: "the test".to_owned() }];
    let digits = exact.clamp(0.001, 1.0);
    let text = format!("{digits:.3}").trim_start_matches('0').to_owned();
    let repairs =
        if test.relation == '=' { vec![Repair { span: at(test.p_span.0, test.p_span.1), text }] } else { Vec::new() };
    // Only where it would change what is called significant is it more than a note.
    let decision = (said < 0.05) != (exact < 0.05) || test.relation != '=';
    let verdict = if decision || (said - exact).abs() > 0.02 { Verdict::Inconsistent } else { Verdict::Doubtful };
    out.push(Conflict {
        kind: NumberKind::Pvalue,
        verdict,
        at: 0,
        operands,
        equation,
        slip: None,
        due: Some(shown),
        repairs,
    });
}

/// `M = 5.47` of whole numbers of so many people.
fn means(desk: &Desk<'_, '_>, index: usize, text: &str, base: u32, tests: &[(usize, Test)], out: &mut Vec<Conflict>) {
    let all = 0..desk.page.tokens.len() as u32;
    if !desk.has(CueClass::WholeScale, all.clone()) {
        return;
    }
    for (at, _) in text.match_indices("M = ") {
        if text.get(..at).and_then(|t| t.chars().next_back()).is_some_and(char::is_alphanumeric) {
            continue;
        }
        let Some((mean, end, begins)) = decimal(text, at + 4) else { continue };
        let near = text.get(end..).map_or("", |t| t.split(')').next().unwrap_or(t));
        let own = near.find("n = ").and_then(|i| decimal(near, i + 4)).and_then(|(n, _, _)| n.value.to_i64());
        // Two equal groups of a test with df = n₁ + n₂ − 2.
        let equal = desk.any_word(all.clone(), &["equal"]);
        let halved = tests
            .iter()
            .find(|(i, t)| *i == index && t.name == 't' && equal)
            .and_then(|(_, t)| t.df.first().copied())
            .map(|df| (df as i64 + 2) / 2);
        let Some(n) = own.or(halved) else { continue };
        if is_possible_mean(mean.value, mean.place, n, 1) != Some(false) {
            continue;
        }
        let span = Span::<Prose>::new(base + at as u32, base + end as u32);
        let equation = format!("no {n} whole numbers have the mean {}", text.get(begins..end).unwrap_or_default());
        let operands = vec![Operand { span, role: "the mean".to_owned() }];
        let (kind, verdict) = (NumberKind::MeanGranularity, Verdict::Inconsistent);
        out.push(Conflict { kind, verdict, at: 0, operands, equation, slip: None, due: None, repairs: Vec::new() });
    }
}

/// `Participants (n = 20) rated it on a five-point scale; the mean was 3.47`: a mean in words, of whole marks, and a number of
/// people in the same sentence.
fn told_mean(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let Some(first) = quantities.first() else { return };
    let sentence = desk.sentence(first.sentence);
    let whole = desk.has(CueClass::WholeScale, sentence.clone())
        || desk.any_word(sentence.clone(), &["scale", "marks", "whole", "likert", "stars"]);
    let exact = desk.any_word(sentence.clone(), &["seconds", "weighted", "minutes", "items", "questions"]);
    if !whole || exact {
        return;
    }
    let Some(mean) = quantities.iter().find(|q| {
        let near = q.from.saturating_sub(4).max(sentence.start)..q.tokens.start;
        q.kind == Kind::Count && q.printed.place < 0 && desk.any_word(near, &["mean", "average", "averaged"])
    }) else {
        return;
    };
    let people = quantities.iter().find(|q| {
        let equals =
            desk.folded(q.tokens.start.wrapping_sub(1)) == "=" && desk.folded(q.tokens.start.wrapping_sub(2)) == "n";
        let noun = matches!(
            desk.facts.noun(q.noun),
            "rater"
                | "participant"
                | "student"
                | "pupil"
                | "judge"
                | "respondent"
                | "child"
                | "patient"
                | "volunteer"
                | "person"
        );
        q.kind == Kind::Count && q.hedge.is_none() && (equals || noun) && q.tokens != mean.tokens
    });
    let Some((people, n)) = people.and_then(|q| Some((q, q.printed.value.to_i64()?))) else { return };
    if is_possible_mean(mean.printed.value, mean.printed.place, n, 1) != Some(false) {
        return;
    }
    let equation = format!("no {n} whole numbers have the mean {}", desk.shown(mean));
    let conflict = desk.conflict(NumberKind::MeanGranularity, Verdict::Inconsistent, mean, "the mean", equation);
    out.push(conflict.with(people.span, "how many"));
}

/// `OR 0.80 (95% CI 0.86-1.20)`.
fn interval(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    for (i, level) in quantities.iter().enumerate() {
        let known = matches!(level.printed.value.to_i64(), Some(90 | 95 | 99)) && level.kind == Kind::Percent;
        let named = desk.any_word(level.tokens.end..level.tokens.end + 2, &["ci", "confidence", "cri", "credible"]);
        if !known || !named {
            continue;
        }
        let (Some(estimate), Some(low), Some(high)) =
            (i.checked_sub(1).and_then(|j| quantities.get(j)), quantities.get(i + 1), quantities.get(i + 2))
        else {
            continue;
        };
        let near = level.tokens.start.saturating_sub(estimate.tokens.end) <= 3
            && low.tokens.start <= level.tokens.end + 6
            && high.tokens.start <= low.tokens.end + 3;
        let like = |q: &Quantity| {
            matches!(q.kind, Kind::Count | Kind::Pair | Kind::Percent | Kind::Measure | Kind::Money | Kind::Points)
                && q.hedge.is_none()
        };
        if !near || ![estimate, low, high].into_iter().all(like) {
            continue;
        }
        let measured = |q: &Quantity| Extent::measured(q.printed);
        let below = measured(estimate).is_less(measured(low)) == Truth::Yes;
        let above = measured(high).is_less(measured(estimate)) == Truth::Yes;
        if !(below || above) {
            lopsided(desk, estimate, low, high, out);
        }
        if below || above {
            let equation = format!("{} lies outside {} to {}", desk.shown(estimate), desk.shown(low), desk.shown(high));
            let conflict =
                desk.conflict(NumberKind::CiEstimate, Verdict::Inconsistent, estimate, "the estimate", equation);
            out.push(conflict.with(low.span.join(high.span), "its interval"));
        }
    }
}

/// The interval of a ratio lies about its estimate as a factor does: `OR 2.10 (1.90-6.40)` is lopsided.
fn lopsided(desk: &Desk<'_, '_>, estimate: &Quantity, low: &Quantity, high: &Quantity, out: &mut Vec<Conflict>) {
    let sentence = desk.sentence(estimate.sentence);
    let ratio = desk.any_word(
        estimate.from.saturating_sub(6).max(sentence.start)..estimate.tokens.start,
        &["or", "hr", "rr", "ratio", "irr", "aor", "ahr"],
    );
    let value = |q: &Quantity| q.printed.value.to_f64();
    let half = 0.5 * 10f64.powi(estimate.printed.place.max(low.printed.place));
    let (x, a, b) = (value(estimate), value(low), value(high));
    if !ratio || a <= half || x <= 0.0 || b <= 0.0 {
        return;
    }
    // The middle of the interval on the scale of factors, with rounding at both ends, and a tenth for other methods.
    let (least, most) = (((a - half) * (b - half)).sqrt() * 0.88, ((a + half) * (b + half)).sqrt() * 1.12);
    if x + half < least || x - half > most {
        let middle = (a * b).sqrt();
        let equation = format!("the middle of {} to {} is {middle:.2}", desk.shown(low), desk.shown(high));
        let conflict = desk.conflict(NumberKind::CiEstimate, Verdict::Doubtful, estimate, "the estimate", equation);
        out.push(conflict.with(low.span.join(high.span), "its interval"));
    }
}

/// `a lead of one point, outside the margin of error of 2.5 points`.
fn margin(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let Some(first) = quantities.first() else { return };
    let sentence = desk.sentence(first.sentence);
    let outside = desk.has(CueClass::OutsideMargin, sentence.clone());
    let within = desk.has(CueClass::WithinMargin, sentence.clone());
    if outside == within {
        return;
    }
    let points = |q: &&Quantity| {
        q.is_usable()
            && (matches!(q.kind, Kind::Points | Kind::Percent)
                || q.kind == Kind::Count && desk.any_word(q.tokens.end..q.tokens.end + 2, &["point", "points"]))
    };
    let is_margin =
        |q: &&Quantity| desk.any_word(q.from.saturating_sub(5)..q.tokens.start, &["margin", "error", "±", "minus"]);
    let block = desk.facts.within(desk.block(first.sentence));
    let Some(error) = block.iter().filter(points).find(is_margin) else { return };
    let lead = quantities.iter().filter(points).find(|q| {
        !is_margin(q)
            && desk
                .any_word(q.from.saturating_sub(4)..q.tokens.end + 3, &["lead", "gap", "ahead", "leads", "difference"])
    });
    let Some(lead) = lead else { return };
    let below = lead.printed.value < error.printed.value;
    // A lead has about twice the margin of a share.
    let beyond = error.printed.value.times(Decimal::from(2)).is_some_and(|e| lead.printed.value > e);
    if outside && below || within && beyond {
        let side = if below { "less" } else { "more" };
        let equation = format!("{} is {side} than the margin of {}", desk.shown(lead), desk.shown(error));
        out.push(
            desk.conflict(NumberKind::MarginOfError, Verdict::Inconsistent, lead, "the lead", equation)
                .with(error.span, "the margin"),
        );
    }
}
