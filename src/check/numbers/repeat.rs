//! The same fact told twice: in words and in figures, hedged and exactly, in the heading and in the text, in two places of
//! the text, on two scales.

use std::collections::BTreeMap;

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use super::slip::{self, Slip};
use crate::segment::TokenKind;
use crate::segment::quantity::{CueClass, Kind, Lead, NounId, Quantity};
use crate::text::decimal::Decimal;
use crate::text::extent::{Extent, Verdict};
use crate::text::hedge::{Hedge, Side};
use crate::text::interval::Truth;

/// Finds word-digit, hedge-direction, equal-comparison, same-quantity, magnitude, caption-text and headline-body.
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
    magnitude(desk, out);
    headline(desk, out);
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
    let more = if side == Side::Above { "less" } else { "more" };
    let equation = format!("{} is {more} than {}", desk.shown(exact), desk.shown(hedged));
    let mut conflict =
        desk.conflict(NumberKind::HedgeDirection, Verdict::Inconsistent, hedged, "the hedged number", equation);
    let words = desk.page.span(at..hedged.tokens.start);
    if let Some(operand) = conflict.operands.first_mut() {
        operand.span = operand.span.join(words);
    }
    let mut conflict = conflict.with(exact.span, "the exact number");
    if let Some(other) = other_side(hedge) {
        let shape = crate::english::case::shape_of(desk.page.text(at));
        conflict = conflict.repair(words, crate::english::case::apply(other, shape));
    }
    out.push(conflict);
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
    let (a, b) = (a.to_string(), b.to_string());
    a.len() == 2 && a.chars().rev().eq(b.chars())
}

/// `$7.5 billion` and later `$7.5 million` of one thing: equal digits, a scale word apart.
fn magnitude(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let mut seen: BTreeMap<(Kind, Option<crate::segment::quantity::UnitId>, i128), Vec<&Quantity>> = BTreeMap::new();
    for q in &desk.facts.quantities {
        let large = matches!(q.kind, Kind::Money | Kind::Count | Kind::Measure)
            && q.is_usable()
            && q.scale >= 3
            && q.range.is_none();
        if large && !q.scope.cell && q.printed.value.mantissa().abs() >= 11 {
            seen.entry((q.kind, q.unit, q.printed.value.mantissa())).or_default().push(q);
        }
    }
    for mentions in seen.values().filter(|m| m.len() > 1) {
        let Some(first) = mentions.first() else { continue };
        let Some(q) = mentions
            .iter()
            .find(|q| matches!(q.printed.value.powers_of_ten_over(first.printed.value), Some(3 | -3 | 6 | -6)))
        else {
            continue;
        };
        let shared = shared_words(desk, first, q);
        if shared < 2 && !(first.scope.heading && shared > 0) {
            continue;
        }
        let digits = first.printed.value.mantissa().abs() >= 100 || first.scope.heading || shared > 2;
        let verdict = if digits { Verdict::Inconsistent } else { Verdict::Doubtful };
        let equation = format!("the text also says {}", desk.shown(first));
        let mut conflict = desk.conflict(NumberKind::Magnitude, verdict, q, "one mention", equation);
        conflict.slip = q.printed.value.powers_of_ten_over(first.printed.value).map(Slip::Scale);
        out.push(
            conflict
                .with(first.span, "the other mention")
                .repair(q.span, desk.text(first))
                .repair(first.span, desk.text(q)),
        );
    }
}

/// How many content words the sentences of two numbers share.
fn shared_words(desk: &Desk<'_, '_>, a: &Quantity, b: &Quantity) -> usize {
    let words = |q: &Quantity| {
        let sentence = desk.sentence(q.sentence);
        let near = q.tokens.start.saturating_sub(14).max(sentence.start)..(q.tokens.end + 14).min(sentence.end);
        near.filter(|&i| desk.page.token(i).kind == TokenKind::Word && !desk.page.word(i).numeric)
            .map(|i| desk.folded(i).trim_end_matches('s').to_owned())
            .filter(|w| {
                w.len() > 3
                    && !matches!(
                        w.as_str(),
                        "million"
                            | "billion"
                            | "dollar"
                            | "pound"
                            | "euro"
                            | "year"
                            | "that"
                            | "thi"
                            | "with"
                            | "from"
                            | "have"
                            | "been"
                            | "were"
                            | "will"
                            | "said"
                            | "more"
                            | "than"
                            | "about"
                            | "over"
                            | "last"
                            | "which"
                            | "their"
                    )
            })
            .collect::<std::collections::BTreeSet<_>>()
    };
    words(a).intersection(&words(b)).count()
}

/// The heading against the first paragraphs: the same amount with a slip, the same count of the same noun, the same change.
fn headline(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let Some(title) = desk.page.prose.blocks.iter().position(|b| matches!(b.kind, crate::text::BlockKind::Heading(1)))
    else {
        return;
    };
    let head = desk.page.block_tokens.get(title).cloned().unwrap_or(0..0);
    let paragraphs = desk
        .page
        .prose
        .blocks
        .iter()
        .enumerate()
        .skip(title + 1)
        .filter(|(_, b)| b.kind == crate::text::BlockKind::Paragraph)
        .take(3);
    let end = paragraphs.last().and_then(|(i, _)| desk.page.block_tokens.get(i)).map_or(head.end, |b| b.end);
    let body: Vec<&Quantity> =
        desk.facts.within(head.end..end).iter().filter(|q| q.is_usable() && q.range.is_none()).collect();
    for q in desk.facts.within(head.clone()).iter().filter(|q| q.is_usable() && q.range.is_none()) {
        match q.kind {
            Kind::Money | Kind::Measure | Kind::Percent | Kind::Count => amount(desk, q, &body, out),
            _ => {}
        }
        headline_change(desk, q, &body, out);
        headline_toll(desk, q, &body, out);
    }
}

fn amount(desk: &Desk<'_, '_>, q: &Quantity, body: &[&Quantity], out: &mut Vec<Conflict>) {
    let like: Vec<&&Quantity> = body.iter().filter(|b| b.is_like(q)).collect();
    let agrees = like.iter().any(|b| {
        b.extent.against(q.extent) != Verdict::Inconsistent
            || q.hedge.is_some() && is_near(b.printed.value, q.printed.value, 15)
    });
    if agrees || q.hedge.is_some() {
        return;
    }
    let found = like.iter().find_map(|b| {
        let slipped = slip::of_digits(q.printed.value, b.printed.value);
        let same_noun = q.kind == Kind::Count
            && q.noun.0 != 0
            && q.noun == b.noun
            && b.noun_at == Some(b.tokens.end)
            && is_near(q.printed.value, b.printed.value, 40);
        let scale = matches!(slipped, Some(Slip::Scale(3 | -3 | 1 | -1)));
        let strong = slipped.is_some() && (scale || shared_words(desk, q, b) > 0) && q.kind != Kind::Count
            || same_noun && like.iter().filter(|o| o.noun == q.noun).count() == 1;
        strong.then_some((*b, slipped))
    });
    let Some((b, slipped)) = found else { return };
    let equation = format!("the text says {}", desk.shown(b));
    let mut conflict = desk.conflict(NumberKind::HeadlineBody, Verdict::Inconsistent, q, "the heading", equation);
    conflict.slip = slipped;
    out.push(
        conflict.with(b.span, "the text").repair_value(q, Some(b.printed.value)).repair_value(b, Some(q.printed.value)),
    );
}

/// `Four die in blaze` over a text that tells of five.
fn headline_toll(desk: &Desk<'_, '_>, q: &Quantity, body: &[&Quantity], out: &mut Vec<Conflict>) {
    let dies = |q: &Quantity, reach: u32| {
        desk.has(CueClass::Died, q.tokens.end..q.tokens.end + reach)
            || desk.has(CueClass::Died, q.tokens.start.saturating_sub(2)..q.tokens.start)
    };
    let counts = |q: &Quantity| q.kind == Kind::Count && q.hedge.is_none() && q.printed.place >= 0;
    if !counts(q) || !dies(q, 3) || !(q.noun.0 == 0 || desk.facts.noun(q.noun) == "person") {
        return;
    }
    let told: Vec<&&Quantity> = body.iter().filter(|b| counts(b) && dies(b, 5)).collect();
    let Some(first) = told.first() else { return };
    let revised = desk.has(CueClass::SilenceRevised, desk.sentence(first.sentence));
    if told.iter().any(|b| b.printed.value == q.printed.value)
        || revised
        || !is_near(first.printed.value, q.printed.value, 50)
    {
        return;
    }
    let equation = format!("the text says {}", desk.shown(first));
    let conflict = desk.conflict(NumberKind::HeadlineBody, Verdict::Inconsistent, q, "the heading", equation);
    out.push(
        conflict
            .with(first.span, "the text")
            .repair_value(q, Some(first.printed.value))
            .repair_value(first, Some(q.printed.value)),
    );
}

/// `profit falls by half` over a text that gives the fall in per cent.
fn headline_change(desk: &Desk<'_, '_>, q: &Quantity, body: &[&Quantity], out: &mut Vec<Conflict>) {
    use crate::english::number_words::Form;
    let hundred = Decimal::HUNDRED;
    let value = q.printed.value;
    let head = desk.sentence(q.sentence);
    let moves =
        |tokens: std::ops::Range<u32>| [CueClass::Rise, CueClass::Fall].iter().any(|c| desk.has(*c, tokens.clone()));
    let percent = match q.kind {
        Kind::Fraction if q.lead == Lead::By || moves(q.from.saturating_sub(3)..q.from) => value.times(hundred),
        Kind::Multiple(Form::Becomes) => value.minus(Decimal::ONE).map(Decimal::abs).and_then(|v| v.times(hundred)),
        Kind::Percent if moves(q.from.saturating_sub(3)..q.tokens.end + 2) => Some(value),
        _ => None,
    };
    let Some(percent) = percent else { return };
    let falls = desk.has(CueClass::Fall, head.clone()) || value < Decimal::ONE && matches!(q.kind, Kind::Multiple(_));
    let changes: Vec<&&Quantity> = body
        .iter()
        .filter(|b| b.kind == Kind::Percent && b.hedge.is_none() && moves(b.from.saturating_sub(3)..b.tokens.end + 3))
        .collect();
    let slack = if q.kind == Kind::Percent { 2 } else { 9 };
    let fits = |b: &Quantity| b.printed.value.minus(percent).is_some_and(|d| d.abs() <= Decimal::from(slack));
    if changes.is_empty() || changes.iter().any(|b| fits(b)) {
        return;
    }
    // The first change of the same subject and direction.
    let subject = shared_subject(desk, head.clone(), &changes, falls);
    let Some(b) = subject else { return };
    let equation = format!("the text says {}", desk.shown(b));
    let mut conflict = desk
        .conflict(NumberKind::HeadlineBody, Verdict::Inconsistent, q, "the heading", equation)
        .with(b.span, "the text");
    if q.kind == Kind::Percent {
        conflict = conflict.repair_value(q, Some(b.printed.value)).repair_value(b, Some(q.printed.value));
    }
    out.push(conflict);
}

fn shared_subject<'q>(
    desk: &Desk<'_, '_>,
    head: std::ops::Range<u32>,
    changes: &[&&'q Quantity],
    falls: bool,
) -> Option<&'q Quantity> {
    let words: Vec<&str> = head
        .filter(|&i| {
            desk.page.token(i).kind == TokenKind::Word && desk.folded(i).len() > 4 && !desk.page.word(i).numeric
        })
        .filter(|&i| {
            !desk.facts.cues_within(i..i + 1).iter().any(|c| matches!(c.class, CueClass::Rise | CueClass::Fall))
        })
        .map(|i| desk.folded(i))
        .collect();
    changes.iter().copied().copied().find(|b| {
        let sentence = desk.sentence(b.sentence);
        let window = b.tokens.start.saturating_sub(30).max(sentence.start)..b.tokens.end;
        let class = if falls { CueClass::Fall } else { CueClass::Rise };
        let same_way = desk.has(class, b.from.saturating_sub(3).max(sentence.start)..b.tokens.end + 3);
        let first = desk
            .facts
            .within(sentence.clone())
            .iter()
            .filter(|q| q.kind == Kind::Percent)
            .map(|q| q.tokens.start)
            .min()
            == Some(b.tokens.start);
        same_way && first && words.iter().any(|w| desk.any_word(window.clone(), &[w]))
    })
}
