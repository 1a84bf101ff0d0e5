//! Shares of a whole: a percentage against its numbers, a fraction or a word such as `majority` against its percentage.

use super::conflict::Conflict;
use super::desk::{Desk, percent};
use super::kind::NumberKind;
use super::pair::{Way, way_at};
use super::share::{is_changed, share};
use super::slip;
use crate::segment::quantity::{CueClass, Kind, Lead, Quantity};
use crate::text::Span;
use crate::text::decimal::{Decimal, Rounding};
use crate::text::extent::{Extent, Verdict};
use crate::text::hedge::Side;
use crate::text::interval::{Interval, Truth};

/// Finds percent-of-base, fraction-percent, majority-word, percent-range and rate-unit.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        for (i, q) in quantities.iter().enumerate() {
            fraction_of_counts(desk, quantities, i, out);
            if q.kind == Kind::Percent && q.is_usable() {
                base(desk, quantities, i, out);
                fraction(desk, quantities, i, out);
                majority(desk, quantities, i, out);
                majority_after(desk, q, out);
                range(desk, q, out);
                rate_unit(desk, quantities, i, out);
                reverse(desk, quantities, i, out);
            }
        }
    }
}

fn base<'a>(desk: &Desk<'a, '_>, quantities: &'a [Quantity], i: usize, out: &mut Vec<Conflict>) {
    let Some(said) = quantities.get(i) else { return };
    let Some(share) = share(desk, quantities, i) else { return };
    let (part, whole) = (share.part, share.whole);
    if whole.printed.value.is_zero() || part.printed.value.is_negative() {
        return;
    }
    desk.link([part.span, whole.span, said.span]);
    let computed = part.extent.percent_of(whole.extent);
    let verdict = computed.against(said.extent);
    let Some(due) = percent(part.printed.value, whole.printed.value) else { return };
    if verdict == Verdict::Consistent || fits_elsewhere(desk, part, said) {
        return;
    }
    let due = due.round(said.printed.place, Rounding::Nearest);
    let shown = desk.shown_like(said, due);
    let equation = format!("{} of {} is {shown}", desk.shown(part), desk.shown(whole));
    let mut conflict = desk.conflict(NumberKind::PercentOfBase, verdict, said, "the share", equation);
    conflict.slip = slip::of_share(part.extent, whole.extent, said.extent, said.printed.value, Some(due));
    conflict.due = Some(shown);
    out.push(conflict.with(part.span, "the part").with(whole.span, "the whole").repair_value(said, Some(due)));
}

/// Whether some other count of the paragraph is a base of which the share is right.
fn fits_elsewhere(desk: &Desk<'_, '_>, part: &Quantity, said: &Quantity) -> bool {
    let near = desk.facts.within(desk.block(said.sentence));
    near.iter()
        .filter(|q| {
            q.is_like(part)
                && q.tokens != part.tokens
                && q.printed.value >= part.printed.value
                && !q.printed.value.is_zero()
        })
        .take(200)
        .any(|q| part.bare.percent_of(q.bare).against(said.bare) == Verdict::Consistent)
}

/// A fraction in words and a percentage told of the same thing.
fn fraction(desk: &Desk<'_, '_>, quantities: &[Quantity], i: usize, out: &mut Vec<Conflict>) {
    let Some(said) = quantities.get(i) else { return };
    let neighbours = [i.checked_sub(1).and_then(|j| quantities.get(j)), quantities.get(i + 1)];
    for fraction in neighbours.into_iter().flatten().filter(|q| q.kind == Kind::Fraction && q.is_usable()) {
        let (first, second) =
            if fraction.tokens.start < said.tokens.start { (fraction, said) } else { (said, fraction) };
        if !beside(desk, first, second)
            || is_half_with_hedge(fraction)
            || is_changed(desk, said) != is_changed(desk, fraction)
        {
            continue;
        }
        desk.link([fraction.span, said.span]);
        let Some(value) = fraction.printed.value.times(Decimal::HUNDRED) else { continue };
        let counted = is_counted(desk, fraction);
        let agrees = if counted {
            fraction.extent.times(Extent::exact(Decimal::HUNDRED)).against(said.extent) != Verdict::Inconsistent
        } else {
            fraction_allows(fraction, value, said)
        };
        if agrees {
            continue;
        }
        let share = fraction_shown(value);
        let equation = format!("{} is {share}", desk.shown(fraction));
        let mut conflict =
            desk.conflict(NumberKind::FractionPercent, Verdict::Inconsistent, said, "the percentage", equation);
        if counted {
            conflict.kind = NumberKind::PercentOfBase;
        }
        conflict.due = Some(share.clone());
        let place = said.printed.place.min(0);
        let mut conflict = conflict
            .with(fraction.span, "the fraction")
            .repair_value(said, Some(value.round(place, Rounding::Nearest)));
        if let Some(words) = nearest_fraction(said.printed.value).filter(|_| !counted) {
            conflict = conflict.repair(fraction.span, words);
        }
        out.push(conflict);
    }
}

/// `27 of the 36 members, or three-quarters`: a fraction that is told of two counts.
fn fraction_of_counts<'a>(desk: &Desk<'a, '_>, quantities: &'a [Quantity], i: usize, out: &mut Vec<Conflict>) {
    let Some(said) = quantities.get(i).filter(|q| q.kind == Kind::Fraction && q.is_usable()) else { return };
    let Some(share) = share(desk, quantities, i) else { return };
    let due = percent(share.part.printed.value, share.whole.printed.value);
    let (Some(due), Some(value)) = (due, said.printed.value.times(Decimal::HUNDRED)) else { return };
    let reach = if said.hedge.is_some() { Decimal::from(12) } else { Decimal::from(3) };
    let off = value.minus(due).map(Decimal::abs);
    let other = nearest(due).and_then(|(v, _)| v.minus(due)).map(Decimal::abs);
    if off.is_none_or(|off| off <= reach || other.is_none_or(|other| other >= off)) {
        return;
    }
    let equation = format!("{} of {} is {}", desk.shown(share.part), desk.shown(share.whole), fraction_shown(due));
    let mut conflict =
        desk.conflict(NumberKind::FractionPercent, Verdict::Inconsistent, said, "the fraction", equation);
    conflict.due = nearest_fraction(due).map(str::to_owned);
    let mut conflict = conflict.with(share.part.span, "the part").with(share.whole.span, "the whole");
    if let Some(words) = nearest_fraction(due) {
        conflict = conflict.repair(said.span, words);
    }
    out.push(conflict);
}

/// `38 out of 120`: two counts and no common fraction.
fn is_counted(desk: &Desk<'_, '_>, fraction: &Quantity) -> bool {
    let last = desk.text(fraction).rsplit(|c: char| !c.is_ascii_digit()).find(|w| !w.is_empty());
    last.and_then(|w| w.parse::<u32>().ok()).is_some_and(|n| n > 12)
}

fn fraction_shown(percent: Decimal) -> String {
    format!("{}%", percent.round(-1, Rounding::Nearest))
}

/// `One in five of this year's places (25%)`, `25%, or one in five`: a bracket or `or` right after the noun phrase.
fn beside(desk: &Desk<'_, '_>, first: &Quantity, second: &Quantity) -> bool {
    let gap = first.tokens.end..second.from.min(second.tokens.start);
    if gap.end.saturating_sub(gap.start) > 9 || gap.is_empty() {
        return false;
    }
    let last = desk.folded(gap.end - 1);
    let inner = gap.start..gap.end - 1;
    let clean = !desk.any_word(
        inner.clone(),
        &[
            "and", "but", "while", "compared", "against", "than", ";", "(", "rose", "fell", "from", "with", "said",
            "say", "were", "was",
        ],
    );
    let opened = matches!(last, "(" | "[" | "–" | "—")
        || last == "-" && !desk.any_word(inner.clone(), &[",", "-"])
        || matches!(last, "or" | ",") && !desk.any_word(inner, &[",", "or"])
        || last == "or" && desk.folded(gap.end.saturating_sub(2)) == ",";
    let closes = last != "," || matches!(desk.folded(second.tokens.end), "," | "." | ")" | "");
    opened && clean && closes
}

/// The fractions that writers use.
const FRACTIONS: [(i64, i64, &str); 15] = [
    (1, 10, "a tenth"),
    (1, 8, "an eighth"),
    (1, 6, "a sixth"),
    (1, 5, "a fifth"),
    (1, 4, "a quarter"),
    (3, 10, "three in ten"),
    (1, 3, "a third"),
    (2, 5, "two-fifths"),
    (1, 2, "half"),
    (3, 5, "three-fifths"),
    (2, 3, "two-thirds"),
    (7, 10, "seven in ten"),
    (3, 4, "three-quarters"),
    (4, 5, "four-fifths"),
    (9, 10, "nine in ten"),
];

fn of_hundred(n: i64, d: i64) -> Decimal {
    Decimal::ratio(n * 100, d, Rounding::Nearest).unwrap_or(Decimal::ZERO)
}

fn nearest(percent: Decimal) -> Option<(Decimal, &'static str)> {
    FRACTIONS
        .iter()
        .map(|&(n, d, words)| (of_hundred(n, d), words))
        .min_by_key(|(value, _)| value.minus(percent).map(Decimal::abs))
}

fn nearest_fraction(percent: Decimal) -> Option<&'static str> {
    let (value, words) = nearest(percent)?;
    let off = value.minus(percent)?.abs();
    (off <= Decimal::from(3)).then_some(words)
}

/// N5: an error only if the share is more than 2.5 points off, another common fraction is nearer and no hedge allows it.
fn fraction_allows(fraction: &Quantity, value: Decimal, said: &Quantity) -> bool {
    let half_point = |n: i64| Decimal::new(n.into(), -1).unwrap_or(Decimal::ONE);
    let share = said.extent.widest();
    match fraction.hedge.and_then(|(h, _)| h.side()) {
        Some(Side::Below) => {
            let Some(low) = value.times(half_point(8)) else { return true };
            return Interval::between(low, value.plus(half_point(10)).unwrap_or(value)).meets(share);
        }
        Some(Side::Above) => return Interval::from(value.minus(half_point(10)).unwrap_or(value)).meets(share),
        None => {}
    }
    let reach = if fraction.hedge.is_some() { half_point(50) } else { half_point(25) };
    let own = Interval::around(value, reach).meets(share);
    let off = value.minus(said.printed.value).map(Decimal::abs);
    let other = nearest(said.printed.value).and_then(|(v, _)| v.minus(said.printed.value)).map(Decimal::abs);
    own || !matches!((off, other), (Some(off), Some(other)) if other < off)
}

fn is_half_with_hedge(q: &Quantity) -> bool {
    use crate::text::hedge::Hedge::{LessThan, MoreThan};
    q.hedge.is_some_and(|(h, _)| matches!(h, MoreThan | LessThan))
        && q.printed.value.plus(q.printed.value) == Some(Decimal::ONE)
}

/// `More than half of small firms (37%)`, `a majority, 41%,`, `most pupils (45%)`.
fn majority(desk: &Desk<'_, '_>, quantities: &[Quantity], i: usize, out: &mut Vec<Conflict>) {
    let Some(said) = quantities.get(i) else { return };
    let sentence = desk.sentence(said.sentence);
    let from = said.from.saturating_sub(10).max(sentence.start);
    let cues = desk.facts.cues_within(from..said.from);
    let Some(cue) = cues.iter().rev().find(|c| matches!(c.class, CueClass::AboveHalf | CueClass::BelowHalf)) else {
        return;
    };
    let between = cue.tokens.end..said.from;
    let last = desk.folded(said.from.saturating_sub(1));
    let opened = matches!(last, "(" | "," | "–" | "—" | "-") && said.from > cue.tokens.end;
    let closed = last == "(" || matches!(desk.folded(said.tokens.end), "," | "–" | "—" | ")" | "." | "-");
    let noise = desk.any_word(
        between.start..between.end.saturating_sub(1),
        &["(", ",", ";", "and", "but", "while", "than", "—", "from", "was", "were"],
    );
    let other = quantities.iter().any(|q| q.tokens.start > cue.tokens.end && q.tokens.end < said.tokens.start);
    let denied = desk
        .has(CueClass::NotMajority, cue.tokens.start.saturating_sub(2).max(sentence.start)..cue.tokens.end)
        || desk.folded(cue.tokens.start.saturating_sub(1)) == "the" && desk.folded(cue.tokens.start) == "most";
    if !opened || !closed || noise || other || denied || is_changed(desk, said) {
        return;
    }
    let half = Extent::exact(Decimal::from(50));
    let above = cue.class == CueClass::AboveHalf;
    let fails = if above { said.extent.is_less(half) == Truth::Yes } else { half.is_less(said.extent) == Truth::Yes };
    if !fails {
        return;
    }
    let side = if above { "less" } else { "more" };
    let phrase = desk.page.span(cue.tokens.clone());
    let equation = format!("{} is {side} than half", desk.shown(said));
    let mut conflict = desk.conflict(NumberKind::MajorityWord, Verdict::Inconsistent, said, "the percentage", equation);
    conflict.operands.insert(0, super::conflict::Operand { span: phrase, role: "the word".to_owned() });
    conflict.due = nearest_fraction(said.printed.value).map(str::to_owned);
    let words = desk.page.prose.slice(phrase).to_lowercase();
    if words.ends_with("half")
        && let Some((value, words)) = nearest(said.printed.value)
    {
        let side = match value.cmp(&said.printed.value) {
            std::cmp::Ordering::Less => "more than ",
            std::cmp::Ordering::Greater => "nearly ",
            std::cmp::Ordering::Equal => "",
        };
        let capital = crate::english::case::shape_of(desk.page.text(cue.tokens.start));
        conflict = conflict.repair(phrase, crate::english::case::apply(&format!("{side}{words}"), capital));
    }
    out.push(conflict);
}

/// `just 38% of voters, a majority, backed it`.
fn majority_after(desk: &Desk<'_, '_>, said: &Quantity, out: &mut Vec<Conflict>) {
    let sentence = desk.sentence(said.sentence);
    let Some(comma) = (said.tokens.end..(said.tokens.end + 6).min(sentence.end)).find(|&i| desk.folded(i) == ",")
    else {
        return;
    };
    let article = comma + 1;
    let word = desk.folded(article + 1);
    let closed = matches!(desk.folded(article + 2), "," | ".");
    let half = Decimal::from(50);
    let fails = word == "majority" && said.printed.value < half || word == "minority" && said.printed.value > half;
    if matches!(desk.folded(article), "a" | "the") && closed && fails && !is_changed(desk, said) && said.hedge.is_none()
    {
        let side = if word == "majority" { "less" } else { "more" };
        let equation = format!("{} is {side} than half", desk.shown(said));
        let words = desk.page.span(article..article + 2);
        let mut conflict =
            desk.conflict(NumberKind::MajorityWord, Verdict::Inconsistent, said, "the percentage", equation);
        conflict.operands.insert(0, super::conflict::Operand { span: words, role: "the word".to_owned() });
        out.push(conflict);
    }
}

/// `cut by 120%`: nothing falls by more than all of itself, unless it can be negative.
fn range(desk: &Desk<'_, '_>, said: &Quantity, out: &mut Vec<Conflict>) {
    let over = Extent::exact(Decimal::HUNDRED).is_less(said.extent) == Truth::Yes;
    if !over || said.printed.value.is_negative() {
        return;
    }
    let sentence = desk.sentence(said.sentence);
    let before = said.from.saturating_sub(2).max(sentence.start)..said.tokens.start;
    let after = said.tokens.end..(said.tokens.end + 1).min(sentence.end);
    let falls = desk
        .facts
        .cues_within(before.clone())
        .iter()
        .any(|c| c.class == CueClass::Fall && c.tokens.end <= said.tokens.start)
        || desk.has(CueClass::Fall, after);
    let wide = said.from.saturating_sub(7).max(sentence.start)..said.from;
    let falls =
        falls || said.lead == Lead::By && desk.has(CueClass::Fall, wide.clone()) && !desk.has(CueClass::Rise, wide);
    let after = said.tokens.end;
    let falls = falls
        || matches!(desk.folded(after), "less" | "fewer" | "lower" | "smaller" | "cheaper" | "reduction" | "decrease")
        || desk.any_word(before.clone(), &["reduction", "decrease", "decline", "cut", "drop"]);
    let rises = desk.has(CueClass::Rise, before);
    let signed = desk.any_word(
        sentence,
        &[
            "profit",
            "profits",
            "earnings",
            "income",
            "loss",
            "losses",
            "balance",
            "surplus",
            "deficit",
            "temperature",
            "cash",
        ],
    );
    if falls && !rises && !signed && said.lead != Lead::To && said.lead != Lead::From {
        let equation = format!("a fall of {} is more than the whole", desk.shown(said));
        out.push(desk.conflict(NumberKind::PercentRange, Verdict::Inconsistent, said, "the fall", equation));
    }
    // `120% of households have a phone`
    let people = [
        "people",
        "households",
        "voters",
        "adults",
        "patients",
        "pupils",
        "students",
        "respondents",
        "homes",
        "women",
        "men",
        "children",
        "drivers",
        "workers",
        "residents",
        "families",
        "teachers",
        "farmers",
        "members",
    ];
    let of = desk.folded(after) == "of" && desk.any_word(after..after + 4, &people);
    let verb = desk.any_word(
        after + 2..after + 7,
        &[
            "have", "had", "are", "were", "said", "say", "own", "want", "think", "live", "use", "voted", "agreed",
            "reported",
        ],
    );
    if of && verb && !is_changed(desk, said) {
        let equation = format!("{} is more than the whole", desk.shown(said));
        out.push(desk.conflict(NumberKind::PercentRange, Verdict::Inconsistent, said, "the share", equation));
    }
}

/// `With the 20% VAT removed, prices fell by 20%`: a rate that is taken off is less of the whole price.
fn reverse(desk: &Desk<'_, '_>, quantities: &[Quantity], i: usize, out: &mut Vec<Conflict>) {
    let (Some(rate), Some(said)) = (quantities.get(i), quantities.get(i + 1)) else { return };
    if said.kind != Kind::Percent || rate.printed.value != said.printed.value || said.printed.value < Decimal::from(3) {
        return;
    }
    let sentence = desk.sentence(rate.sentence);
    let tax = desk.any_word(
        rate.tokens.end..(rate.tokens.end + 4).min(sentence.end),
        &["vat", "tax", "duty", "tariff", "levy", "gst", "surcharge", "excise", "mark-up", "markup", "fee"],
    );
    let off = desk.any_word(
        sentence.start..said.tokens.start,
        &[
            "removing",
            "removed",
            "removal",
            "scrapping",
            "scrapped",
            "scraps",
            "abolishing",
            "abolished",
            "abolition",
            "dropping",
            "dropped",
            "axing",
            "axed",
            "lifting",
            "lifted",
            "without",
            "cancelled",
            "repealed",
            "ending",
            "taking",
            "zero",
            "exempt",
            "stripping",
            "waived",
            "waiving",
        ],
    );
    let price = desk.any_word(
        sentence,
        &["price", "prices", "cheaper", "cost", "costs", "bill", "bills", "imports", "fares", "goods"],
    );
    let falls = way_at(desk, said) == Some(Way::Down);
    let by = said.printed.value.plus(Decimal::HUNDRED);
    let due = by.and_then(|b| percent(said.printed.value, b));
    if let Some(due) = due.filter(|_| tax && off && price && falls) {
        let due = due.round(said.printed.place.min(-1), Rounding::Nearest);
        let equation = format!("{} on top of a price is {due}% of the whole", desk.shown(rate));
        let mut conflict = desk.conflict(NumberKind::ReversePercent, Verdict::Inconsistent, said, "the fall", equation);
        conflict.due = Some(format!("{due}%"));
        out.push(conflict.with(rate.span, "the rate").repair(said.numeral, due.to_string()));
    }
}

/// `31% per 1,000 births`.
fn rate_unit(desk: &Desk<'_, '_>, quantities: &[Quantity], i: usize, out: &mut Vec<Conflict>) {
    let (Some(said), Some(next)) = (quantities.get(i), quantities.get(i + 1)) else { return };
    let per = desk.folded(next.tokens.start.saturating_sub(1)) == "per" && next.tokens.start == said.tokens.end + 1;
    let round =
        matches!(next.printed.value.to_i64(), Some(1000 | 10_000 | 100_000 | 1_000_000)) && next.kind == Kind::Count;
    if per && round {
        let equation =
            format!("a percentage is already a rate per hundred, and this one is told per {}", desk.shown(next));
        let sign = Span::new(said.numeral.end, said.span.end);
        out.push(
            desk.conflict(NumberKind::RateUnit, Verdict::Inconsistent, said, "the rate", equation)
                .with(next.span, "the base")
                .repair(sign, ""),
        );
    }
}
