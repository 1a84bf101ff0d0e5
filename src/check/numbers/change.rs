//! Changes: an old value, a new value, and what is said of the way from one to the other, in per cent, in points, by a
//! factor or by the direction of a verb. Which numbers are the old and the new value is found in `pair.rs`.

use super::conflict::Conflict;
use super::desk::{Desk, percent_change};
use super::kind::NumberKind;
use super::pair::{Pair, Way, pairs, statement, stops_hard};
use super::slip::{self, Slip};
use crate::english::number_words::Form;
use crate::segment::quantity::{CueClass, Kind, Lead, Quantity};
use crate::text::decimal::{Decimal, Rounding};
use crate::text::extent::{Extent, Verdict};

/// Finds percent-change, percent-vs-point, direction and multiple-word.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        let pairs = pairs(desk, quantities);
        for (i, pair) in pairs.iter().enumerate() {
            let others: Vec<_> = pairs.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, p)| p).collect();
            let said = statement(desk, quantities, pair, &others);
            if let Some(said) = said {
                judge(desk, pair, said, out);
            }
            if pair.plain {
                direction(desk, pair, said, out);
            }
        }
    }
}

pub(super) fn judge(desk: &Desk<'_, '_>, pair: &Pair<'_>, said: &Quantity, out: &mut Vec<Conflict>) {
    desk.link([pair.old.span, pair.new.span, said.span]);
    match said.kind {
        Kind::Percent if pair.new.kind == Kind::Percent => points_or_percent(desk, pair, said, out),
        Kind::Percent => percent(desk, pair, said, out),
        Kind::Points if pair.new.kind == Kind::Percent => points(desk, pair, said, out),
        kind if kind == pair.new.kind && said.lead == Lead::By => points(desk, pair, said, out),
        Kind::Fraction => fraction(desk, pair, said, out),
        Kind::Multiple(form) => multiple(desk, pair, said, form, out),
        _ => {}
    }
}

/// How far a value went, as a share of the old one; never negative.
fn size(pair: &Pair<'_>) -> Extent {
    let change = pair.old_extent.percent_change_to(pair.new_extent);
    if pair.new.printed.value < pair.old_value { Extent::exact(Decimal::ZERO).minus(change) } else { change }
}

fn percent(desk: &Desk<'_, '_>, pair: &Pair<'_>, said: &Quantity, out: &mut Vec<Conflict>) {
    let change = size(pair);
    let verdict = change.against(said.extent);
    let Some(due) = percent_change(pair.old_value, pair.new.printed.value).map(Decimal::abs) else { return };
    let near = super::desk::is_near(due, said.printed.value, 60);
    // 1,200 to 1,500 is 25% unless both were rounded; a wrong base explains 20% better.
    let exact = |q: &Quantity, e: Extent| {
        if q.hedge.is_none() { Extent::same(e.strict()) } else { e }
    };
    let (old, new) = (exact(pair.old, pair.old_extent), exact(pair.new, pair.new_extent));
    let slipped = slip::of_change(old, new, said.extent, said.printed.value, None);
    let excused = old.percent_change_to(new).against(said.extent) == Verdict::Inconsistent
        && matches!(slipped, Some(Slip::WrongBase | Slip::RatioAsRise))
        && !super::desk::is_near(due, said.printed.value, 12);
    let verdict = if excused && verdict == Verdict::Consistent { Verdict::Doubtful } else { verdict };
    if verdict == Verdict::Consistent || verdict == Verdict::Doubtful && !near {
        return;
    }
    let mut conflict = told(desk, NumberKind::PercentChange, verdict, pair, said, due);
    conflict.slip = slip::of_change(pair.old_extent, pair.new_extent, said.extent, said.printed.value, Some(due));
    out.push(conflict);
}

fn told(
    desk: &Desk<'_, '_>,
    kind: NumberKind,
    verdict: Verdict,
    pair: &Pair<'_>,
    said: &Quantity,
    due: Decimal,
) -> Conflict {
    let way = if pair.new.printed.value < pair.old_value { "fall" } else { "rise" };
    let shown = desk.shown_like(said, rounded(due, said));
    let (old, new) = (desk.shown(pair.old), desk.shown(pair.new));
    let mut conflict =
        desk.conflict(kind, verdict, said, "the change", format!("from {old} to {new} is a {way} of {shown}"));
    conflict.due = Some(shown);
    let conflict = conflict.with(pair.old.span, "the old value").with(pair.new.span, "the new value");
    conflict.repair_value(said, Some(rounded(due, said)))
}

/// A share to the place of the one that is said, with a digit more where nothing else would be left.
fn rounded(due: Decimal, said: &Quantity) -> Decimal {
    due.round(said.printed.place, Rounding::Nearest)
}

/// `from 1.6% to 2.4%, a 0.8% rise`.
fn points_or_percent(desk: &Desk<'_, '_>, pair: &Pair<'_>, said: &Quantity, out: &mut Vec<Conflict>) {
    let gap = difference(pair);
    let relative = size(pair);
    let Some(due) = percent_change(pair.old_value, pair.new.printed.value).map(Decimal::abs) else { return };
    // Told in points to the last digit, it was not reckoned in per cent, though rounding might allow both.
    let exact = pair.new.printed.value.minus(pair.old_value).map(Decimal::abs) == Some(said.printed.value);
    let both = rounded(due, said) == said.printed.value;
    if relative.against(said.extent) == Verdict::Consistent && (both || !exact) {
        return;
    }
    if gap.against(said.extent) != Verdict::Consistent {
        return percent(desk, pair, said, out);
    }
    let (old, new) = (desk.shown(pair.old), desk.shown(pair.new));
    let points = pair.new.printed.value.minus(pair.old.printed.value).map_or(String::new(), |d| d.abs().to_string());
    let equation =
        format!("from {old} to {new} is {points} percentage points, or {}", desk.shown_like(said, rounded(due, said)));
    let mut conflict = desk.conflict(NumberKind::PercentVsPoint, Verdict::Inconsistent, said, "the change", equation);
    conflict.slip = Some(Slip::PointsAsPercent);
    let noun = if desk.folded(said.tokens.end).is_empty() || way_follows(desk, said) {
        " percentage point"
    } else {
        " percentage points"
    };
    let conflict = conflict.with(pair.old.span, "the old value").with(pair.new.span, "the new value");
    out.push(conflict.repair(crate::text::Span::new(said.numeral.start, said.span.end), format!("{points}{noun}")));
}

/// `a 0.8% rise`: the noun of change follows, so that the unit before it stays in the singular.
fn way_follows(desk: &Desk<'_, '_>, said: &Quantity) -> bool {
    desk.facts
        .cues_within(said.tokens.end..said.tokens.end + 1)
        .iter()
        .any(|c| matches!(c.class, CueClass::Rise | CueClass::Fall))
}

fn difference(pair: &Pair<'_>) -> Extent {
    if pair.new.printed.value < pair.old_value {
        pair.old_extent.minus(pair.new_extent)
    } else {
        pair.new_extent.minus(pair.old_extent)
    }
}

fn points(desk: &Desk<'_, '_>, pair: &Pair<'_>, said: &Quantity, out: &mut Vec<Conflict>) {
    let gap = difference(pair);
    let verdict = gap.against(said.extent);
    if verdict == Verdict::Consistent {
        return;
    }
    let Some(due) = pair.new.printed.value.minus(pair.old.printed.value).map(Decimal::abs) else { return };
    let kind = if size(pair).against(said.extent) == Verdict::Consistent {
        NumberKind::PercentVsPoint
    } else {
        NumberKind::NetDifference
    };
    let (old, new) = (desk.shown(pair.old), desk.shown(pair.new));
    let shown = desk.shown_like(said, due);
    let mut conflict = desk.conflict(kind, verdict, said, "the difference", format!("from {old} to {new} is {shown}"));
    conflict.due = Some(shown);
    let conflict = conflict.with(pair.old.span, "the old value").with(pair.new.span, "the new value");
    out.push(conflict.repair_value(said, Some(due)));
}

/// `fell by a third, to 60 from 120`.
fn fraction(desk: &Desk<'_, '_>, pair: &Pair<'_>, said: &Quantity, out: &mut Vec<Conflict>) {
    let Some(due) = percent_change(pair.old_value, pair.new.printed.value).map(Decimal::abs) else { return };
    let change = size(pair);
    let hundred = Extent::exact(Decimal::HUNDRED);
    // A fraction in words stands for a few points either way, unless a hedge says on which side.
    let slack = if said.hedge.is_some_and(|(h, _)| h.side().is_some()) { 1 } else { 4 };
    let said_percent = said.extent.times(hundred);
    let slackened = Extent::within(change.widest().widened(Decimal::from(slack)));
    if slackened.against(said_percent) != Verdict::Inconsistent {
        return;
    }
    let (old, new) = (desk.shown(pair.old), desk.shown(pair.new));
    let way = if pair.new.printed.value < pair.old_value { "fall" } else { "rise" };
    let shown = format!("{}%", due.round(0, Rounding::Nearest));
    let equation = format!("from {old} to {new} is a {way} of {shown}");
    let mut conflict = desk.conflict(NumberKind::PercentChange, Verdict::Inconsistent, said, "the change", equation);
    conflict.due = Some(shown.clone());
    out.push(
        conflict.with(pair.old.span, "the old value").with(pair.new.span, "the new value").repair(said.span, shown),
    );
}

/// `tripled, to 84 from 36`.
fn multiple(desk: &Desk<'_, '_>, pair: &Pair<'_>, said: &Quantity, form: Form, out: &mut Vec<Conflict>) {
    let factor = said.printed.value;
    let (low, high) = match said.hedge.and_then(|(h, _)| h.side()) {
        Some(crate::text::hedge::Side::Above) => (100, 200),
        Some(crate::text::hedge::Side::Below) => (80, 100),
        None => (91, 110),
    };
    let one = Decimal::ONE;
    let factors: Vec<Option<Decimal>> = match form {
        Form::Becomes | Form::As => vec![Some(factor)],
        Form::Again | Form::PartMore => vec![factor.plus(one)],
        Form::TimesMore => vec![Some(factor), factor.plus(one)],
        Form::TimesFewer => vec![one.over(factor, Rounding::Nearest)],
        Form::PartFewer => vec![one.minus(factor)],
    };
    let ratio = pair.new_extent.over(pair.old_extent);
    // `nearly halved` is more than a half, `more than halved` is less.
    let shrinks = factor < one && form == Form::Becomes;
    let fits = factors.into_iter().flatten().any(|f| {
        let part =
            |p: i64| f.times(Decimal::from(p)).and_then(|v| v.over(Decimal::HUNDRED, Rounding::Nearest)).unwrap_or(f);
        let (low, high) = if shrinks && (low, high) != (91, 110) {
            (part(200 - high.min(180)), part(200 - low))
        } else {
            (part(low), part(high))
        };
        Extent::within(crate::text::interval::Interval::between(low, high)).against(ratio) != Verdict::Inconsistent
    });
    let Some(due) = pair.new.printed.value.over(pair.old_value, Rounding::Nearest) else { return };
    if fits {
        return;
    }
    let (old, new) = (desk.shown(pair.old), desk.shown(pair.new));
    let times = due.round(if due < Decimal::from(10) { -2 } else { 0 }, Rounding::Nearest);
    let equation = format!("from {old} to {new} is {times} times as much");
    let mut conflict = desk.conflict(NumberKind::MultipleWord, Verdict::Inconsistent, said, "the factor", equation);
    conflict.due = Some(format!("{times} times"));
    let mut conflict = conflict.with(pair.old.span, "the old value").with(pair.new.span, "the new value");
    if let Some(word) = verb_for(due, desk.text(said)) {
        conflict = conflict.repair(said.span, word);
    }
    out.push(conflict);
}

/// The verb that says a factor, in the form of the one that stands there.
fn verb_for(due: Decimal, said: &str) -> Option<String> {
    let ending = ["ed", "ing", "s"].into_iter().find(|e| said.ends_with(e))?;
    let whole = due.round(0, Rounding::Down).to_i64()?;
    let stem = match whole {
        2 => "doubl",
        3 => "tripl",
        4 => "quadrupl",
        _ => return None,
    };
    let ending = if ending == "s" { "es" } else { ending };
    let near = due
        .minus(Decimal::from(whole))
        .is_some_and(|rest| rest.times(Decimal::from(12)).is_some_and(|r| r < Decimal::from(whole)));
    Some(if near { format!("{stem}{ending}") } else { format!("more than {stem}{ending}") })
}

/// `rising to 4.02 from 4.31`: the verb against the values.
fn direction(desk: &Desk<'_, '_>, pair: &Pair<'_>, said: Option<&Quantity>, out: &mut Vec<Conflict>) {
    let (old, new) = (pair.old, pair.new);
    let sentence = desk.sentence(old.sentence);
    let went = match pair.old_extent.is_less(pair.new_extent) {
        crate::text::interval::Truth::Yes => Way::Up,
        crate::text::interval::Truth::No if pair.old_value > new.printed.value => Way::Down,
        _ => return,
    };
    if desk.has(CueClass::Narrow, sentence.clone()) || desk.has(CueClass::Widen, sentence.clone()) {
        return;
    }
    let start = old.from.min(new.from);
    let is_way = |c: &&crate::segment::quantity::Cue| matches!(c.class, CueClass::Rise | CueClass::Fall);
    // The word right before `from` or `to`, or before a percentage that stands there; else the verb of the clause.
    let first =
        said.filter(|s| s.tokens.start < start && s.tokens.end + 3 > start).map_or(start, |s| s.from.min(start));
    let window = first.saturating_sub(6).max(sentence.start)..first;
    let between = old.from.min(new.tokens.end)..old.from.max(new.from);
    let close = |c: &&crate::segment::quantity::Cue| c.tokens.end <= first && !stops_hard(desk, c.tokens.end..first);
    let ahead: Vec<_> = desk.facts.cues_within(window).iter().filter(is_way).filter(close).collect();
    let inside: Vec<_> = desk
        .facts
        .cues_within(between)
        .iter()
        .filter(is_way)
        .filter(|c| c.tokens.end == old.from || c.tokens.end == new.from)
        .collect();
    let cues = if inside.is_empty() { &ahead } else { &inside };
    let Some(cue) = cues.last() else { return };
    if cues.iter().any(|c| c.class != cue.class) {
        return;
    }
    let told = if cue.class == CueClass::Rise { Way::Up } else { Way::Down };
    if told == went
        || desk.any_word(
            cue.tokens.start.saturating_sub(3).max(sentence.start)..cue.tokens.start,
            &["not", "loss", "losses", "deficit", "without", "yields"],
        )
    {
        return;
    }
    let word = desk.page.prose.slice(desk.page.span(cue.tokens.clone()));
    let (a, b) = (desk.shown(old), desk.shown(new));
    let went_word = if went == Way::Up { "higher" } else { "lower" };
    let equation = format!("{b} is {went_word} than {a}");
    let operand =
        super::conflict::Operand { span: desk.page.span(cue.tokens.clone()), role: "the direction".to_owned() };
    let mut conflict = desk.conflict(NumberKind::Direction, Verdict::Inconsistent, new, "the new value", equation);
    conflict.operands.insert(0, operand);
    conflict.at = 0;
    let span = desk.page.span(cue.tokens.clone());
    let mut conflict = conflict.with(old.span, "the old value");
    if let Some(opposite) = opposite(word) {
        conflict = conflict.repair(span, opposite);
    }
    out.push(conflict);
}

/// The word for the other direction, in the same form; common words only.
fn opposite(word: &str) -> Option<String> {
    const PAIRS: &[(&str, &str)] = &[
        ("rising", "falling"),
        ("rose", "fell"),
        ("rise", "fall"),
        ("rises", "falls"),
        ("risen", "fallen"),
        ("up", "down"),
        ("increase", "decrease"),
        ("increased", "decreased"),
        ("increasing", "decreasing"),
        ("increases", "decreases"),
        ("higher", "lower"),
        ("climbed", "fell"),
        ("climbing", "falling"),
        ("grew", "shrank"),
        ("growing", "shrinking"),
        ("jumped", "dropped"),
        ("jumping", "dropping"),
        ("gained", "lost"),
        ("raised", "lowered"),
        ("raising", "lowering"),
        ("growth", "fall"),
        ("climb", "fall"),
        ("jump", "drop"),
        ("grown", "shrunk"),
        ("soared", "plunged"),
        ("surged", "slumped"),
    ];
    let lower = word.to_lowercase();
    let found = PAIRS.iter().find_map(|(a, b)| {
        if *a == lower {
            Some(*b)
        } else if *b == lower {
            Some(*a)
        } else {
            None
        }
    })?;
    Some(crate::english::case::apply(found, crate::english::case::shape_of(word)))
}
