//! The same fact told twice: in words and in figures, hedged and exactly, in two places of the text. Headings against the
//! text, and two scales of one amount, are in `headline.rs`.

use std::collections::BTreeMap;

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use super::slip::{self, Slip};
use crate::english::case;
use crate::segment::TokenKind;
use crate::segment::quantity::{CueClass, Kind, Lead, NounId, Quantity};
use crate::text::decimal::Decimal;
use crate::text::extent::{Extent, Verdict};
use crate::text::hedge::{Hedge, Side};
use crate::text::interval::Truth;

/// Finds word-digit, hedge-direction, equal-comparison, same-quantity and caption-text.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for two in desk.facts.quantities.windows(2) {
        let [first, second] = two else { continue };
        if first.sentence == second.sentence {
            word_digit(desk, first, second, out);
            hedged(desk, first, second, out);
            equal(desk, first, second, out);
        }
    }
    same(desk, out);
    definite_amounts(desk, out);
    captions(desk, out);
    counted_after(desk, out);
}

/// `six (9) months`.
fn word_digit(desk: &Desk<'_, '_>, first: &Quantity, second: &Quantity, out: &mut Vec<Conflict>) {
    let open = second.tokens.start.wrapping_sub(1);
    let bracketed = desk.folded(open) == "(" && desk.folded(second.tokens.end) == ")";
    // A currency may stand between: `five thousand pounds (£5,500)`.
    let adjacent = open == first.tokens.end || open == first.tokens.end + 1 && first.kind == Kind::Money;
    let kinds = first.is_usable() && second.is_usable() && first.style != second.style && first.range.is_none();
    let currency = second.unit.is_some_and(|u| first.or_units.contains(&u));
    let same_sort = currency || first.kind == second.kind || second.kind == Kind::Count || first.kind == Kind::Count;
    let plain =
        |q: &Quantity| matches!(q.kind, Kind::Count | Kind::Money | Kind::Percent | Kind::Duration | Kind::Measure);
    if !bracketed || !adjacent || !kinds || !same_sort || !plain(first) || !plain(second) || first.vague {
        return;
    }
    if first.unit.is_some() && second.unit.is_some() && first.unit != second.unit && !currency
        || first.kind == Kind::Count && second.kind == Kind::Percent
    {
        return;
    }
    if first.printed.value == second.printed.value || first.printed.value == Decimal::ONE && second.kind == Kind::Count
    {
        return;
    }
    let equation = format!("the words say {} and the figures {}", desk.shown(first), desk.shown(second));
    let conflict = desk
        .conflict(NumberKind::WordDigit, Verdict::Inconsistent, second, "the figures", equation)
        .with(first.span, "the words");
    out.push(conflict.repair_value(first, Some(second.printed.value)).repair_value(second, Some(first.printed.value)));
}

/// `just over 50,000 tickets a year, 49,200 in the latest count`.
fn hedged(desk: &Desk<'_, '_>, first: &Quantity, second: &Quantity, out: &mut Vec<Conflict>) {
    let (hedged, exact) = match (first.hedge, second.hedge) {
        (Some(_), None) => (first, second),
        (None, Some(_)) if second.bracketed => (second, first),
        _ => return,
    };
    let Some((hedge, at)) = hedged.hedge else { return };
    let Some(side) = hedge.side() else { return };
    let gap = first.tokens.end..second.tokens.start;
    let like = if hedged.is_like(exact) { Some((hedged.printed.value, exact.bare)) } else { None };
    let Some((value, bare)) = like.or_else(|| in_unit_of(desk, hedged, exact)) else { return };
    let nouns = hedged.noun == exact.noun || hedged.noun.0 == 0 || exact.noun.0 == 0;
    let linked = desk.any_word(gap.clone(), &[",", "(", ":", "—", "–", "or"])
        && !desk.any_word(
            gap.clone(),
            &["and", "but", "while", "than", "compared", "with", "of", "up", "down", "against", "each", "plus", ";"],
        );
    let told = matches!(exact.lead, Lead::None | Lead::To)
        && matches!(hedged.lead, Lead::None | Lead::To | Lead::Total | Lead::Of);
    let usable = hedged.is_usable()
        && exact.is_usable()
        && desk.folded(exact.tokens.end) != "of"
        && hedged.range.is_none()
        && exact.range.is_none()
        && !matches!(hedged.kind, Kind::Percent | Kind::Fraction | Kind::Age);
    if !nouns
        || !linked
        || !told
        || !usable
        || gap.len() > 12
        || !is_near(exact.printed.value, value, 12) && like.is_some()
    {
        return;
    }
    let point = Extent::exact(value);
    let wrong = match side {
        Side::Above => bare.is_less(point) == Truth::Yes,
        Side::Below => point.is_less(bare) == Truth::Yes,
    };
    if !wrong {
        return;
    }
    out.push(on_the_wrong_side(desk, hedged, (hedge, at), side, exact));
}

/// An exact number that lies on the other side of a hedged one than the hedge, a word at `at`, says.
fn on_the_wrong_side(
    desk: &Desk<'_, '_>,
    hedged: &Quantity,
    (hedge, at): (Hedge, u32),
    side: Side,
    exact: &Quantity,
) -> Conflict {
    let more = if side == Side::Above { "less" } else { "more" };
    let equation = format!("{} is {more} than {}", desk.shown(exact), desk.shown(hedged));
    let words = desk.page.span(at..hedged.tokens.start);
    let span = hedged.span.join(words);
    let (kind, verdict) = (NumberKind::HedgeDirection, Verdict::Inconsistent);
    let conflict =
        Conflict::new(kind, verdict, span, "the hedged number", equation).with(exact.span, "the exact number");
    match other_side(hedge) {
        Some(other) => conflict.repair(words, case::apply(other, case::shape_of(desk.page.text(at)))),
        None => conflict,
    }
}

/// An exact amount in the unit of a hedged one of another unit: 125 minutes beside `two hours`.
fn in_unit_of(desk: &Desk<'_, '_>, hedged: &Quantity, exact: &Quantity) -> Option<(Decimal, Extent)> {
    let (a, b) = (desk.unit(hedged)?, desk.unit(exact)?);
    if a.dimension != b.dimension || a.zero.is_some() || a.dimension == crate::segment::quantity::Dimension::Currency {
        return None;
    }
    let factor =
        Extent::exact(b.factor).over(Extent::exact(b.over)).over(Extent::exact(a.factor).over(Extent::exact(a.over)));
    let extent = exact.bare.times(factor);
    let low = extent.strict().low().value()?;
    is_near(low, hedged.printed.value, 20).then_some((hedged.printed.value, extent))
}

/// The hedge for the other side.
fn other_side(hedge: Hedge) -> Option<&'static str> {
    Some(match hedge {
        Hedge::JustOver => "just under",
        Hedge::JustUnder => "just over",
        Hedge::MoreThan => "nearly",
        Hedge::Nearly => "just over",
        Hedge::LessThan => "more than",
        Hedge::AtLeast | Hedge::AtMost | Hedge::About => return None,
    })
}

/// `faster than the old route: 90 minutes against an hour and a half`.
fn equal(desk: &Desk<'_, '_>, first: &Quantity, second: &Quantity, out: &mut Vec<Conflict>) {
    let against = matches!(second.lead, Lead::Against | Lead::From) && second.from <= first.tokens.end + 9;
    let (Some((a, x)), Some((b, y))) = (desk.in_base(first), desk.in_base(second)) else { return };
    let amount = |q: &Quantity| q.is_amount() && q.hedge.is_none() && q.range.is_none();
    if !against
        || x != y
        || !amount(first)
        || !amount(second)
        || a.strict().is_equal(b.strict()) == Truth::No
        || first.unit == second.unit && first.printed.value != second.printed.value
    {
        return;
    }
    let exact = |e: Extent| e.strict().hull(e.strict());
    let mid = |q: &Quantity| desk.unit(q).and_then(|u| q.printed.value.times(u.factor));
    if mid(first) != mid(second) || exact(a).is_equal(exact(b)) == Truth::No {
        return;
    }
    let sentence = desk.sentence(first.sentence);
    let differs = [CueClass::Rise, CueClass::Fall].iter().any(|c| desk.has(*c, sentence.clone()))
        || desk.any_word(
            sentence.clone(),
            &[
                "longer",
                "shorter",
                "faster",
                "quicker",
                "slower",
                "more",
                "less",
                "fewer",
                "cheaper",
                "dearer",
                "heavier",
                "lighter",
                "taller",
                "better",
                "worse",
                "saves",
                "saving",
                "only",
                "just",
                "improvement",
                "further",
                "farther",
                "longer",
                "cut",
                "bigger",
                "smaller",
                "larger",
            ],
        );
    let same =
        desk.any_word(sentence.clone(), &["same", "unchanged", "equal", "still"]) || desk.has(CueClass::Flat, sentence);
    if differs && !same {
        let equation = format!("{} and {} are the same", desk.shown(first), desk.shown(second));
        out.push(
            desk.conflict(NumberKind::EqualComparison, Verdict::Inconsistent, second, "the one", equation)
                .with(first.span, "the other"),
        );
    }
}

/// Whether a number with its noun refers to something that was told before: `all 16 of the fishermen`, `the 16 fishermen`.
fn definite(desk: &Desk<'_, '_>, q: &Quantity) -> Option<bool> {
    let before = desk.folded(q.tokens.start.wrapping_sub(1));
    let direct =
        q.noun_at.is_some_and(|n| n == q.tokens.end || n == q.tokens.end + 2 && desk.folded(q.tokens.end) == "of");
    match before {
        "all" if direct => Some(true),
        // `the play has three acts … the last of its four acts`
        "its" | "their" if direct && q.noun_at == Some(q.tokens.end) => Some(false),
        "the" | "these" | "those" if direct && q.noun_at == Some(q.tokens.end) => {
            Some(desk.folded(q.tokens.start.wrapping_sub(2)) == "all")
        }
        _ => None,
    }
}

/// Counts of one noun that a later, definite mention contradicts.
fn same(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let mut by_noun: BTreeMap<NounId, Vec<&Quantity>> = BTreeMap::new();
    for q in &desk.facts.quantities {
        let plain = q.kind == Kind::Count
            && q.is_usable()
            && q.noun.0 != 0
            && q.hedge.is_none()
            && !q.vague
            && q.range.is_none();
        if plain && !q.scope.cell && !q.scope.quoted && q.printed.value > Decimal::ONE {
            by_noun.entry(q.noun).or_default().push(q);
        }
    }
    for mentions in by_noun.values() {
        for (i, q) in mentions.iter().enumerate().skip(1).take(200) {
            let Some(sure) = definite(desk, q) else { continue };
            let before = mentions.get(..i).unwrap_or_default();
            let Some(first) = before.first() else { continue };
            // `police said 40 came; organisers counted the 60 at the gate`: two who count.
            if first.sentence == q.sentence && desk.any_word(first.tokens.end..q.tokens.start, &[";", "but", "while"]) {
                continue;
            }
            // One value so far, told of the noun without a modifier, and nothing that this could be a part of.
            let single = before.iter().all(|m| m.printed.value == first.printed.value);
            let bare = first.noun_at == Some(first.tokens.end)
                && !matches!(
                    first.lead,
                    Lead::Of | Lead::Including | Lead::Remaining | Lead::From | Lead::Against | Lead::By
                );
            let later = mentions
                .iter()
                .any(|m| m.printed.value == q.printed.value && m.tokens != q.tokens && m.tokens.start < q.tokens.start);
            let parts = mentions
                .iter()
                .filter(|m| m.tokens != q.tokens)
                .any(|m| m.printed.value.plus(q.printed.value) == Some(first.printed.value));
            if !single
                || !bare
                || later
                || parts
                || q.printed.value == first.printed.value
                || !(is_near(q.printed.value, first.printed.value, 35)
                    || reversed(q.printed.value, first.printed.value))
            {
                continue;
            }
            let verdict = if sure { Verdict::Inconsistent } else { Verdict::Doubtful };
            let kind =
                if first.scope.caption || q.scope.caption { NumberKind::CaptionText } else { NumberKind::SameQuantity };
            let equation = format!("earlier the text says {}", desk.shown(first));
            let mut conflict = desk.conflict(kind, verdict, q, "the later mention", equation);
            conflict.slip = slip::of_digits(q.printed.value, first.printed.value);
            let conflict = conflict.with(first.span, "the earlier mention").repair_value(q, Some(first.printed.value));
            out.push(conflict.repair_value(first, Some(q.printed.value)));
            break;
        }
    }
}

/// `12` and `21`.
pub(super) fn reversed(a: Decimal, b: Decimal) -> bool {
    // Noughts at the end are left aside: 1,300 and 3,100.
    if a.last_place() != b.last_place() || a.is_negative() || b.is_negative() {
        return false;
    }
    let digits = |v: Decimal| v.mantissa().to_string();
    let (a, b) = (digits(a), digits(b));
    a.len() == 2 && a != b && a.chars().rev().eq(b.chars())
}

/// `invest $320 million … the $230 million investment`, `1,280 metres long … the 1,820-metre bridge`: a definite amount whose
/// digits are those of the one earlier amount of its unit, with a slip, and a word in common.
fn definite_amounts(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let mut by_unit: BTreeMap<crate::segment::quantity::UnitId, Vec<&Quantity>> = BTreeMap::new();
    for q in &desk.facts.quantities {
        if let Some(unit) = q.unit.filter(|_| matches!(q.kind, Kind::Money | Kind::Measure) && q.is_usable()) {
            let plain = q.hedge.is_none() && q.range.is_none() && !q.scope.cell && !q.scope.quoted && !q.bracketed;
            if plain {
                by_unit.entry(unit).or_default().push(q);
            }
        }
    }
    for mentions in by_unit.values().filter(|m| (2..=12).contains(&m.len())) {
        for (i, q) in mentions.iter().enumerate().skip(1) {
            let Some(noun) = named_after(desk, q) else { continue };
            let before = mentions.get(..i).unwrap_or_default();
            let told = mentions.iter().filter(|m| m.printed.value == q.printed.value).count() > 1;
            let stem = |word: &str| word.chars().take(5).collect::<String>();
            let speaks = |m: &&&Quantity| {
                let sentence = desk.sentence(m.sentence);
                sentence.clone().any(|t| desk.folded(t).len() > 3 && stem(desk.folded(t)) == stem(noun))
            };
            let slipped = |m: &Quantity| slip::of_digits(q.printed.value, m.printed.value);
            let strong = |m: &Quantity| {
                matches!(slipped(m), Some(Slip::SwappedDigits | Slip::Scale(1 | -1)))
                    || reversed(q.printed.value, m.printed.value)
            };
            let like: Vec<_> = before.iter().filter(speaks).collect();
            let [first] = like.as_slice() else { continue };
            if told || !strong(first) || q.sentence == first.sentence {
                continue;
            }
            let equation = format!("earlier the text says {}", desk.shown(first));
            let mut conflict =
                desk.conflict(NumberKind::SameQuantity, Verdict::Inconsistent, q, "the later mention", equation);
            conflict.slip = slipped(first);
            let conflict = conflict.with(first.span, "the earlier mention").repair_value(q, Some(first.printed.value));
            out.push(conflict.repair_value(first, Some(q.printed.value)));
            break;
        }
    }
}

/// The noun that a definite amount stands before: `the $230 million investment`, `the 1,820-metre bridge`.
fn named_after<'a>(desk: &Desk<'a, '_>, q: &Quantity) -> Option<&'a str> {
    let definite = matches!(desk.folded(q.tokens.start.wrapping_sub(1)), "the" | "this" | "that" | "its" | "their");
    let at = if matches!(desk.folded(q.tokens.end), "long" | "high" | "tall" | "new" | "planned") && definite {
        q.tokens.end + 1
    } else {
        q.tokens.end
    };
    let word = desk.folded(at);
    let token = desk.page.tokens.get(at as usize)?;
    (definite
        && token.kind == TokenKind::Word
        && word.len() > 3
        && !matches!(word, "that" | "from" | "which" | "they" | "with" | "paid" | "spent"))
    .then_some(word)
}

/// `More than 300 people signed; the final count was 287`: a hedged count and the exact one that a later clause gives.
fn counted_after(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for two in desk.facts.quantities.windows(2) {
        let [rough, exact] = two else { continue };
        let Some((hedge, at)) = rough.hedge else { continue };
        let Some(side) = hedge.side() else { continue };
        let sentence = desk.sentence(exact.sentence);
        let lead = exact.from.saturating_sub(6).max(sentence.start)..exact.tokens.start;
        let count = desk.any_word(lead.clone(), &["count", "total", "toll", "tally", "figure", "number", "result"])
            && desk.any_word(lead.clone(), &["was", "is", "stands", "stood", "came", "shows", "of", ":"])
            && desk.any_word(lead, &["final", "official", "exact", "latest", "actual", "precise", "the"]);
        let near = exact.sentence <= rough.sentence + 1 && exact.scope.block == rough.scope.block;
        let like =
            rough.kind == Kind::Count && exact.kind == Kind::Count && (exact.noun.0 == 0 || exact.noun == rough.noun);
        let plain = exact.hedge.is_none() && exact.range.is_none() && exact.lead != Lead::Against && rough.is_usable();
        let point = Extent::exact(rough.printed.value);
        let wrong = match side {
            Side::Above => exact.bare.is_less(point) == Truth::Yes,
            Side::Below => point.is_less(exact.bare) == Truth::Yes,
        };
        if !count || !near || !like || !plain || !wrong || !is_near(exact.printed.value, rough.printed.value, 15) {
            continue;
        }
        out.push(on_the_wrong_side(desk, rough, (hedge, at), side, exact));
    }
}

/// `Nine boats in the harbour` under a picture, and a text that tells of eleven: the one count of a noun in a caption, the one
/// count of it in the text, and another word in common.
fn captions(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    if !desk.facts.quantities.iter().any(|q| q.scope.caption) {
        return;
    }
    let mut by_noun: BTreeMap<NounId, Vec<&Quantity>> = BTreeMap::new();
    for q in desk.facts.quantities.iter().filter(|q| q.kind == Kind::Count && q.is_usable() && q.noun.0 != 0) {
        let plain = q.hedge.is_none() && !q.vague && q.range.is_none() && !q.scope.cell && !q.scope.quoted;
        if plain && q.noun_at == Some(q.tokens.end) && q.printed.value > Decimal::ONE {
            by_noun.entry(q.noun).or_default().push(q);
        }
    }
    for mentions in by_noun.values() {
        let (inside, outside): (Vec<&&Quantity>, Vec<&&Quantity>) = mentions.iter().partition(|q| q.scope.caption);
        let ([caption], [text]) = (inside.as_slice(), outside.as_slice()) else { continue };
        let content = |q: &Quantity| -> Vec<&str> {
            let words = desk
                .sentence(q.sentence)
                .filter(|i| Some(*i) != q.noun_at && desk.page.token(*i).kind == TokenKind::Word);
            words.map(|i| desk.folded(i)).filter(|w| w.len() > 4).collect()
        };
        let shared = content(caption).iter().any(|w| content(text).contains(w));
        let straight =
            matches!(text.lead, Lead::None | Lead::Total) && matches!(caption.lead, Lead::None | Lead::Total);
        let near = is_near(caption.printed.value, text.printed.value, 35)
            || reversed(caption.printed.value, text.printed.value);
        if caption.printed.value == text.printed.value || !shared || !straight || !near {
            continue;
        }
        let equation = format!("the text says {}", desk.shown(text));
        let mut conflict =
            desk.conflict(NumberKind::CaptionText, Verdict::Inconsistent, caption, "the caption", equation);
        conflict.slip = slip::of_digits(caption.printed.value, text.printed.value);
        let conflict = conflict.with(text.span, "the text").repair_value(caption, Some(text.printed.value));
        out.push(conflict.repair_value(text, Some(caption.printed.value)));
    }
}
