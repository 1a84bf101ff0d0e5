//! Which numbers of a text are the old and the new value of one thing, and which percentage, factor or number of points is
//! told as the way between them. Two values are only taken for old and new where prepositions, verbs or years say so. What
//! the numbers are worth is judged in `change.rs`.

use std::ops::Range;

use super::desk::Desk;
use crate::segment::quantity::{CueClass, DateFact, Kind, Lead, Quantity, SpanOf, Style};
use crate::text::decimal::Decimal;
use crate::text::extent::Extent;

/// An old and a new value of one thing.
#[derive(Clone)]
pub(super) struct Pair<'q> {
    pub old: &'q Quantity,
    pub new: &'q Quantity,
    /// What the old value can be, with the scale word of the new one where it has none of its own.
    pub old_extent: Extent,
    pub new_extent: Extent,
    pub old_value: Decimal,
    /// Whether prepositions alone tell old from new, so that a verb can be held to them.
    pub plain: bool,
    /// What is told of the way, where the construction itself says so.
    pub said: Option<&'q Quantity>,
}

/// Words that say how a value went on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    Up,
    Down,
}

/// The pairs of old and new values in a sentence.
pub(super) fn pairs<'q>(desk: &Desk<'_, '_>, quantities: &'q [Quantity]) -> Vec<Pair<'q>> {
    let mut pairs = Vec::new();
    for (i, old) in quantities.iter().enumerate() {
        if !matches!(old.lead, Lead::From | Lead::Against) || !usable(old) || is_range_word(desk, old) {
            continue;
        }
        let new = new_after(desk, quantities, i).or_else(|| new_before(desk, quantities, i));
        if let Some(new) = new {
            pairs.extend(pair(desk, old, new));
        }
    }
    for (i, said) in quantities.iter().enumerate() {
        if let Some(found) = compared(desk, quantities, i) {
            pairs.retain(|p| p.old.tokens != found.old.tokens);
            pairs.push(found);
        } else if let Some(found) = bracketed(desk, quantities, i).filter(|_| said.bracketed) {
            pairs.push(found);
        }
    }
    if pairs.is_empty() {
        pairs.extend(dated(desk, quantities));
    }
    pairs
}

/// `from 80 to 90`: the next like value with `to`.
fn new_after<'q>(desk: &Desk<'_, '_>, quantities: &'q [Quantity], i: usize) -> Option<&'q Quantity> {
    let old = quantities.get(i)?;
    let after = quantities.get(i + 1..).unwrap_or_default().iter().find(|q| usable(q) && alike(old, q));
    after.filter(|q| {
        let gap = old.tokens.end..q.tokens.start;
        old.lead == Lead::From && q.lead == Lead::To && gap.len() < 9 && !desk.any_word(gap, &[",", ";", "(", "while"])
    })
}

/// `90, up from 80`, `to 90 from 80`: the like value before.
fn new_before<'q>(desk: &Desk<'_, '_>, quantities: &'q [Quantity], i: usize) -> Option<&'q Quantity> {
    let old = quantities.get(i)?;
    let like = quantities.get(..i).unwrap_or_default().iter().rev().find(|q| {
        usable(q) && alike(q, old) && !(q.kind == Kind::Percent && q.lead != Lead::To && is_change(desk, q))
    })?;
    let nouns = old.noun.0 == 0 || like.noun.0 != 0 || like.lead == Lead::To || old.kind != Kind::Count;
    let fits =
        nouns && matches!(like.lead, Lead::None | Lead::To | Lead::Of | Lead::Total | Lead::Average) && !like.bracketed;
    let near = old.tokens.start < like.tokens.end + 22 && !desk.any_word(like.tokens.end..old.tokens.start, &[";"]);
    (fits && near && (like.lead == Lead::To || like.kind != Kind::Percent || !is_change(desk, like))).then_some(like)
}

/// `5,200 cars, 30% more than the 4,160 of April`, `down 8% on the 430p of the day before`, `50% over the budget of $2m`,
/// `twice as many as the 400 of the old plant`.
fn compared<'q>(desk: &Desk<'_, '_>, quantities: &'q [Quantity], i: usize) -> Option<Pair<'q>> {
    let said = quantities.get(i)?;
    let told = matches!(said.kind, Kind::Percent | Kind::Multiple(_) | Kind::Points);
    if !told || said.range.is_some() || !said.is_usable() {
        return None;
    }
    // `the old one, which is 42 metres`
    let old = quantities.get(i + 1..)?.iter().find(|q| !is_pronoun(q)).filter(|q| usable(q))?;
    let gap = said.tokens.end..old.tokens.start;
    let joint = gap.clone().take(4).any(|i| {
        matches!(desk.folded(i), "than" | "over" | "above" | "below" | "under" | "on" | "as" | "up" | "down" | "the")
    });
    let on = desk.folded(said.tokens.end) == "on"
        || matches!(said.kind, Kind::Percent | Kind::Points)
            && matches!(desk.folded(said.tokens.end), "above" | "over" | "below" | "under")
        || desk.any_word(gap.start..(gap.start + 4).min(gap.end), &["than"])
            && desk.any_word(gap.clone(), &COMPARATIVES)
        || matches!(said.kind, Kind::Multiple(_));
    let most = if matches!(said.kind, Kind::Multiple(_)) { 12 } else { 9 };
    if !joint || !on || gap.len() > most || desk.any_word(gap.clone(), &[";", "(", ")", "while", "but", "and", "when"])
    {
        return None;
    }
    if desk.folded(said.tokens.end) == "on" && way_at(desk, said).is_none() {
        return None;
    }
    let new = quantities.get(..i)?.iter().rev().find(|q| usable(q) && alike(q, old) && q.lead != Lead::From)?;
    let clear = !desk.any_word(new.tokens.end..said.tokens.start, &[";", "while", "but"]);
    let near = said.tokens.start.saturating_sub(new.tokens.end) < 18;
    // The one value is the other's new one only if both are told of like things.
    let nouns = old.kind != Kind::Count || old.noun.0 == 0 || old.noun == new.noun;
    let mut found = pair(desk, old, new).filter(|_| clear && near && nouns && !new.bracketed)?;
    (found.said, found.plain) = (Some(said), false);
    Some(found)
}

/// Words that compare by more and less.
const COMPARATIVES: [&str; 17] = [
    "more", "higher", "greater", "larger", "bigger", "less", "fewer", "lower", "smaller", "cheaper", "dearer",
    "better", "worse", "longer", "shorter", "up", "down",
];

/// `£84m (2022: £105m)`, `£84m (£105m in 2022)`.
fn bracketed<'q>(desk: &Desk<'_, '_>, quantities: &'q [Quantity], i: usize) -> Option<Pair<'q>> {
    let (old, new) = (quantities.get(i)?, quantities.get(..i)?.iter().rev().find(|q| !q.bracketed && usable(q))?);
    let before = desk.folded(old.from.wrapping_sub(1));
    let labelled = before == ":"
        && (desk.facts.dates_within(old.from.saturating_sub(3)..old.from).iter().any(|d| d.date.year.is_some())
            || desk.any_word(old.from.saturating_sub(4)..old.from, &["year", "prior", "previous", "2022", "earlier"]));
    let trailing = before == "("
        && (desk.facts.dates_within(old.tokens.end..old.tokens.end + 3).iter().any(|d| d.date.year.is_some())
            || desk.any_word(old.tokens.end..old.tokens.end + 4, &["previously", "earlier", "year"]));
    let adjoined = old.from.saturating_sub(new.tokens.end) <= 4 && old.is_like(new) && usable(old);
    let mut found = pair(desk, old, new).filter(|_| adjoined && (labelled || trailing) && old.lead != Lead::From)?;
    found.plain = false;
    Some(found)
}

/// `18,200 in 2001 and 21,840 in 2011, an increase of 25%`: the years say which is the old value.
fn dated<'q>(desk: &Desk<'_, '_>, quantities: &'q [Quantity]) -> Option<Pair<'q>> {
    let amounts: Vec<&Quantity> = quantities
        .iter()
        .filter(|q| usable(q) && q.kind != Kind::Duration && !q.bracketed && q.hedge.is_none())
        .filter(|q| matches!(q.lead, Lead::None | Lead::To | Lead::Of | Lead::Total) && !is_change(desk, q))
        .collect();
    let years: Vec<(&Quantity, u16)> = amounts.iter().filter_map(|q| Some((*q, year_of(desk, q)?))).collect();
    let (old, new) = match (years.as_slice(), amounts.as_slice()) {
        ([(a, x), (b, y)], _) if x < y => (*a, *b),
        ([(a, x), (b, y)], _) if x > y => (*b, *a),
        // `which was 41,000 last season, has dropped to 32,800`
        (_, [a, b]) if is_past(desk, a) && !is_past(desk, b) && b.lead == Lead::To => (*a, *b),
        (_, [a, b]) if is_past(desk, b) && !is_past(desk, a) && a.lead == Lead::To => (*b, *a),
        _ => return None,
    };
    let (a, b) = if old.tokens.start < new.tokens.start { (old, new) } else { (new, old) };
    let like = a.is_like(b) && (a.noun == b.noun || b.noun.0 == 0 || a.kind != Kind::Count);
    let mut found = pair(desk, old, new).filter(|_| like)?;
    found.plain = false;
    Some(found)
}

/// Whether a value is told of an earlier time: `a year earlier it had been 41,000`, `41,000 last season`.
pub(super) fn is_past(desk: &Desk<'_, '_>, q: &Quantity) -> bool {
    let sentence = desk.sentence(q.sentence);
    let stop = |i: &u32| {
        matches!(desk.folded(*i), "," | ";" | ":") || desk.facts.within(*i..*i + 1).iter().any(Quantity::is_amount)
    };
    let behind = (q.tokens.end..(q.tokens.end + 8).min(sentence.end)).take_while(|i| !stop(i));
    let ahead = (q.from.saturating_sub(10).max(sentence.start)..q.from).rev().take_while(|i| !stop(i));
    behind.chain(ahead).any(|i| {
        matches!(desk.folded(i), "earlier" | "previous" | "previously" | "ago" | "prior")
            || matches!(desk.folded(i), "year" | "month" | "week" | "quarter" | "season")
                && desk.folded(i + 1) == "before"
            || desk.folded(i) == "last"
                && matches!(desk.folded(i + 1), "year" | "month" | "week" | "season" | "time" | "quarter")
    })
}

/// The year that is told with a value: `18,200 in 2001`, `in 2001 it had 18,200`.
pub(super) fn year_of(desk: &Desk<'_, '_>, q: &Quantity) -> Option<u16> {
    let sentence = desk.sentence(q.sentence);
    let amount = |from: u32, to: u32| {
        desk.facts.within(from..to).iter().any(|o| o.is_amount() && o.tokens != q.tokens && o.kind != Kind::Duration)
    };
    let plain = |d: &&DateFact| d.date.year.is_some() && d.span_of == SpanOf::Itself;
    let after = desk.facts.dates_within(q.tokens.end..(q.tokens.end + 7).min(sentence.end)).iter().find(plain);
    if let Some(date) = after.filter(|d| !amount(q.tokens.end, d.tokens.start)) {
        return date.date.year;
    }
    let from = q.tokens.start.saturating_sub(14).max(sentence.start);
    let before = desk.facts.dates_within(from..q.tokens.start).iter().rfind(plain)?;
    (!amount(before.tokens.end, q.tokens.start)).then_some(before.date.year).flatten()
}

pub(super) fn usable(q: &Quantity) -> bool {
    (q.is_amount() || q.kind == Kind::Percent) && q.range.is_none() && !is_pronoun(q)
}

/// `one` is mostly a pronoun.
fn is_pronoun(q: &Quantity) -> bool {
    q.kind == Kind::Count && q.style == Style::Words && q.printed.value == Decimal::ONE
}

/// Whether two values are of one thing: kind and unit, or a bare number beside one with a unit (`to 84 megawatts from 36`).
pub(super) fn alike(a: &Quantity, b: &Quantity) -> bool {
    let bare = |q: &Quantity| q.kind == Kind::Count && q.noun.0 == 0;
    let nouns = a.noun == b.noun || a.noun.0 == 0 || b.noun.0 == 0 || a.kind != Kind::Count;
    a.is_like(b) && nouns
        || bare(a) && !matches!(b.kind, Kind::Percent | Kind::Duration)
        || bare(b) && b.lead == Lead::From && a.kind != Kind::Percent
}

/// `ranging from`, `aged from`, `anything from`: no change.
fn is_range_word(desk: &Desk<'_, '_>, q: &Quantity) -> bool {
    let before = desk.folded(q.from.saturating_sub(1));
    matches!(
        before,
        "ranging"
            | "range"
            | "ranged"
            | "ranges"
            | "aged"
            | "varying"
            | "anything"
            | "anywhere"
            | "apart"
            | "away"
            | "different"
            | "ages"
    )
}

pub(super) fn pair<'q>(desk: &Desk<'_, '_>, old: &'q Quantity, new: &'q Quantity) -> Option<Pair<'q>> {
    let (old_extent, new_extent) = (desk.evened(old, &[new]), desk.evened(new, &[old]));
    let mut pair = Pair { old, new, old_extent, new_extent, old_value: old.printed.value, plain: true, said: None };
    // `from $26 to $31 million`: the scale word is said once.
    if old.scale == 0 && new.scale >= 3 && old.printed.value.abs() < Decimal::from(1000) {
        let factor = Decimal::power_of_ten(new.scale)?;
        pair.old_value = old.printed.value.times(factor)?;
        pair.old_extent = old.extent.times(Extent::exact(factor));
    }
    (!pair.old_value.is_zero() && !pair.old_value.is_negative() && !new.printed.value.is_negative()).then_some(pair)
}

/// Whether a percentage is told as a change: a verb or a noun of change stands at it.
pub(super) fn is_change(desk: &Desk<'_, '_>, q: &Quantity) -> bool {
    way_at(desk, q).is_some() || q.lead == Lead::By
}

/// The direction in which a change is told: `up 25%`, `a 25% rise`, `fell by 25%`, `25% higher`, `+25%`.
pub(super) fn way_at(desk: &Desk<'_, '_>, q: &Quantity) -> Option<Way> {
    let sentence = desk.sentence(q.sentence);
    let before = q.from.saturating_sub(3).max(sentence.start)..q.tokens.start;
    let after = q.tokens.end..(q.tokens.end + 3).min(sentence.end);
    let way = |class| match class {
        CueClass::Rise => Some(Way::Up),
        CueClass::Fall => Some(Way::Down),
        _ => None,
    };
    match desk.page.prose.text.as_bytes().get(q.span.start.wrapping_sub(1) as usize) {
        Some(b'+') => return Some(Way::Up),
        Some(b'-') => return Some(Way::Down),
        _ => {}
    }
    let stops = |range: Range<u32>| desk.any_word(range, &[",", ";", "(", ")", ":", "—", "–", "of", "and"]);
    let ahead = desk.facts.cues_within(before).iter().rev().find(|c| {
        way(c.class).is_some() && c.tokens.end <= q.tokens.start && !stops_hard(desk, c.tokens.end..q.tokens.start)
    });
    if let Some(cue) = ahead {
        return way(cue.class);
    }
    let behind =
        desk.facts.cues_within(after).iter().find(|c| way(c.class).is_some() && !stops(q.tokens.end..c.tokens.start));
    behind.and_then(|c| way(c.class)).or_else(|| match desk.folded(q.tokens.end) {
        "more" | "greater" | "larger" | "bigger" | "dearer" | "longer" | "above" | "over" => Some(Way::Up),
        "less" | "fewer" | "smaller" | "cheaper" | "shorter" | "below" | "under" => Some(Way::Down),
        _ => None,
    })
}

pub(super) fn stops_hard(desk: &Desk<'_, '_>, range: Range<u32>) -> bool {
    desk.any_word(range, &[",", ";", "(", ")", ":", "—", "–"])
}

/// What a sentence says of a pair: the one percentage, number of points or factor that is told as its change.
pub(super) fn statement<'q>(
    desk: &Desk<'_, '_>,
    quantities: &'q [Quantity],
    pair: &Pair<'q>,
    others: &[&Pair<'q>],
) -> Option<&'q Quantity> {
    if pair.said.is_some() {
        return pair.said;
    }
    let (first, last) =
        if pair.old.tokens.start < pair.new.tokens.start { (pair.old, pair.new) } else { (pair.new, pair.old) };
    let taken = |q: &Quantity| others.iter().any(|o| o.said.is_some_and(|s| s.tokens == q.tokens));
    let said: Vec<_> = quantities
        .iter()
        .filter(|q| q.tokens != pair.old.tokens && q.tokens != pair.new.tokens && q.is_usable() && q.range.is_none())
        .filter(|q| match q.kind {
            Kind::Percent | Kind::Points => is_change(desk, q) || is_bracket_of(desk, q, last, pair),
            Kind::Fraction => is_change(desk, q) && q.lead != Lead::Of,
            Kind::Multiple(_) => true,
            kind if kind == pair.new.kind && q.unit == pair.new.unit => q.lead == Lead::By && q.noun == pair.new.noun,
            _ => false,
        })
        .filter(|q| !taken(q) && belongs(desk, quantities, q, pair, first, last, others))
        .collect();
    match said.as_slice() {
        [one] => Some(one),
        // `a 0.5 point rise, or 25%`: two ways of saying one thing are judged by the first.
        [one, _, ..] if others.is_empty() && said.iter().all(|q| q.kind != one.kind || q.tokens == one.tokens) => {
            Some(one)
        }
        _ => None,
    }
}

/// `rose from 64 to 96 (50%)`: a bracket right behind the pair that holds nothing else.
fn is_bracket_of(desk: &Desk<'_, '_>, q: &Quantity, last: &Quantity, pair: &Pair<'_>) -> bool {
    let after = last.noun_at.map_or(last.tokens.end, |n| n + 1).max(last.tokens.end);
    pair.plain
        && last.tokens == pair.new.tokens
        && last.lead == Lead::To
        && q.kind == Kind::Percent
        && pair.new.kind != Kind::Percent
        && desk.folded(after) == "("
        && q.tokens.start == after + 1
        && desk.folded(q.tokens.end) == ")"
}

/// Whether a statement stands near enough to a pair, and no other clause comes between them.
fn belongs(
    desk: &Desk<'_, '_>,
    quantities: &[Quantity],
    q: &Quantity,
    pair: &Pair<'_>,
    first: &Quantity,
    last: &Quantity,
    others: &[&Pair<'_>],
) -> bool {
    let (from, to) = (q.tokens.start, q.tokens.end);
    let ahead = to <= first.tokens.start;
    let gap = if ahead { to..first.from.max(to) } else { last.tokens.end.min(from)..from };
    let semicolon = desk.any_word(to.min(first.tokens.start)..from.max(last.tokens.end), &[";"]);
    // Nearer to another pair: that one's.
    let stolen = others.iter().any(|o| {
        o.new.tokens.start > to && o.new.tokens.start < first.tokens.start
            || o.new.tokens.start > last.tokens.end && o.new.tokens.start < from
    });
    if gap.len() >= 16 || semicolon || stolen {
        return false;
    }
    let turned = desk.any_word(gap.clone(), &["while", "but", "whereas", "though", "although", "meanwhile", "when"]);
    // `rose 4% to €6.5bn, and profit fell to €300m from €400m`: another clause, or another value that the change led to.
    let led = ahead
        && quantities.iter().any(|o| {
            o.tokens.start >= to && o.tokens.end <= first.tokens.start && o.is_amount() && o.kind != Kind::Duration
        });
    let conjoined = desk.any_word(gap.clone(), &["and"])
        && (ahead && clause_begins(desk, gap.clone()) || !ahead && !apposed(desk, q));
    let whole_year = !pair.plain && !apposed(desk, q) && !ahead;
    !(turned || led || conjoined || whole_year)
}

/// Whether a verb of change or of being stands in a range: a clause of its own.
fn clause_begins(desk: &Desk<'_, '_>, gap: Range<u32>) -> bool {
    [CueClass::Rise, CueClass::Fall].iter().any(|c| desk.has(*c, gap.clone()))
        || desk.any_word(gap, &["went", "was", "were", "is", "are", "came", "stood"])
}

/// Whether a change is told in apposition to what stands before: `, a rise of 20%`, `, up 20%`, `(+20%)`, `That is a rise
/// of 20%`.
pub(super) fn apposed(desk: &Desk<'_, '_>, q: &Quantity) -> bool {
    let sentence = desk.sentence(q.sentence);
    let from = q.from.saturating_sub(4).max(sentence.start);
    let cue = desk.facts.cues_within(from..q.tokens.start).iter().find(|c| {
        matches!(c.class, CueClass::Rise | CueClass::Fall | CueClass::LeadBy)
            && !stops_hard(desk, c.tokens.end..q.tokens.start)
    });
    let mut at = cue.map_or(q.from, |c| c.tokens.start.min(q.from));
    while at > sentence.start
        && matches!(desk.folded(at - 1), "a" | "an" | "the" | "or" | "of" | "about" | "some" | "nearly" | "overall")
    {
        at -= 1;
    }
    at == sentence.start
        || matches!(
            desk.folded(at - 1),
            "," | "("
                | "-"
                | "–"
                | "—"
                | ":"
                | "is"
                | "was"
                | "be"
                | "represents"
                | "representing"
                | "means"
                | "meaning"
                | "marks"
                | "marking"
                | "being"
                | "equals"
                | "amounts"
                | "to"
                | "made"
        )
}
