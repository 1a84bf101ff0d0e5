//! The heading against the text under it, and one amount on two scales: `$7.5 billion` here and `$7.5 million` there.

use std::collections::BTreeMap;

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use super::slip::{self, Slip};
use crate::segment::TokenKind;
use crate::segment::quantity::{CueClass, Kind, Lead, Quantity};
use crate::text::decimal::Decimal;
use crate::text::extent::Verdict;
use crate::text::hedge::Hedge;

/// Finds headline-body and magnitude.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    magnitude(desk, out);
    headline(desk, out);
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
        // `the $4.3 million dam`, `the 36 billion voters` speak of what was told before.
        let definite = matches!(desk.folded(q.tokens.start.wrapping_sub(1)), "the" | "this" | "that")
            || q.noun.0 != 0 && q.noun == first.noun;
        let close = q.sentence <= first.sentence + 2 && q.lead == first.lead && q.lead == Lead::To;
        if shared < 2 && !((first.scope.heading || definite || close) && shared > 0) {
            continue;
        }
        let digits =
            first.printed.value.mantissa().abs() >= 100 || first.scope.heading || shared > 2 || definite || close;
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
                w.len() > 2
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
                            | "the"
                            | "and"
                            | "for"
                            | "was"
                            | "has"
                            | "had"
                            | "are"
                            | "its"
                            | "new"
                            | "but"
                            | "not"
                            | "per"
                            | "who"
                            | "one"
                            | "two"
                            | "all"
                            | "out"
                            | "his"
                            | "her"
                            | "they"
                            | "into"
                            | "would"
                            | "could"
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
        headline_age(desk, q, &body, out);
        headline_way(desk, q, &body, out);
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
        let noun_slip = q.kind == Kind::Count
            && q.noun.0 != 0
            && q.noun == b.noun
            && (matches!(slipped, Some(Slip::SwappedDigits | Slip::Scale(1 | -1)))
                || super::repeat::reversed(q.printed.value, b.printed.value));
        let turned = super::repeat::reversed(q.printed.value, b.printed.value);
        let strong = (slipped.is_some() || turned) && (scale || shared_words(desk, q, b) > 0) && q.kind != Kind::Count
            || noun_slip
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

/// What befalls people in a heading; the words of one line mean the same.
const FATES: [&[&str]; 7] = [
    &["hurt", "injured", "wounded"],
    &["arrested", "detained", "held"],
    &["missing"],
    &["rescued", "saved"],
    &["charged"],
    &["trapped"],
    &["evacuated"],
];

/// `Man, 34, charged` over a text that tells of a 43-year-old man.
fn headline_age(desk: &Desk<'_, '_>, q: &Quantity, body: &[&Quantity], out: &mut Vec<Conflict>) {
    const WHO: [&str; 12] = [
        "man",
        "woman",
        "boy",
        "girl",
        "teenager",
        "pensioner",
        "driver",
        "mother",
        "father",
        "cyclist",
        "student",
        "farmer",
    ];
    let of = |q: &Quantity| {
        let before = desk.folded(q.tokens.start.wrapping_sub(2));
        let apposed = desk.folded(q.tokens.start.wrapping_sub(1)) == "," && WHO.contains(&before);
        if apposed && matches!(q.kind, Kind::Count | Kind::Age) {
            return WHO.iter().find(|w| **w == before).copied();
        }
        let aged = q.kind == Kind::Age;
        (q.tokens.end..q.tokens.end + 4)
            .filter(|_| aged)
            .find_map(|i| WHO.iter().find(|w| **w == desk.folded(i)).copied())
    };
    let Some(who) = of(q).filter(|_| q.hedge.is_none()) else { return };
    let told: Vec<&&Quantity> = body.iter().filter(|b| of(b) == Some(who)).collect();
    let [b] = told.as_slice() else { return };
    if b.printed.value == q.printed.value || !(is_near(b.printed.value, q.printed.value, 30)) {
        return;
    }
    let equation = format!("the text says {}", desk.shown(b));
    let mut conflict = desk.conflict(NumberKind::HeadlineBody, Verdict::Inconsistent, q, "the heading", equation);
    conflict.slip = slip::of_digits(q.printed.value, b.printed.value);
    let conflict = conflict.with(b.span, "the text").repair_value(q, Some(b.printed.value));
    out.push(conflict.repair_value(b, Some(q.printed.value)));
}

/// `Unemployment rises to 5.2%` over `unemployment fell to 5.2%`.
fn headline_way(desk: &Desk<'_, '_>, q: &Quantity, body: &[&Quantity], out: &mut Vec<Conflict>) {
    if q.lead != Lead::To || !matches!(q.kind, Kind::Percent | Kind::Money | Kind::Measure | Kind::Count) {
        return;
    }
    let verb = |q: &Quantity| {
        let from = q.from.saturating_sub(3).max(desk.sentence(q.sentence).start);
        desk.facts
            .cues_within(from..q.from)
            .iter()
            .rev()
            .find(|c| matches!(c.class, CueClass::Rise | CueClass::Fall))
            .map(|c| (c.class, c.tokens.clone()))
    };
    let Some((way, tokens)) = verb(q) else { return };
    let told: Vec<&&Quantity> =
        body.iter().filter(|b| b.is_like(q) && b.printed.value == q.printed.value && b.lead == Lead::To).collect();
    let [b] = told.as_slice() else { return };
    let Some((other, at)) = verb(b) else { return };
    if other == way || shared_words(desk, q, b) == 0 {
        return;
    }
    let span = desk.page.span(tokens);
    let word = desk.page.prose.slice(desk.page.span(at.clone()));
    let equation = format!("the text says “{word}”");
    let mut conflict = desk.conflict(NumberKind::HeadlineBody, Verdict::Inconsistent, q, "the heading", equation);
    conflict.operands.insert(0, super::conflict::Operand { span, role: "the heading".to_owned() });
    out.push(conflict.with(desk.page.span(at), "the text"));
}

/// `Four die in blaze` over a text that tells of five.
fn headline_toll(desk: &Desk<'_, '_>, q: &Quantity, body: &[&Quantity], out: &mut Vec<Conflict>) {
    let fate = |q: &Quantity, reach: u32| {
        let behind = q.tokens.end..q.tokens.end + reach;
        if desk.has(CueClass::Died, behind.clone())
            || desk.has(CueClass::Died, q.tokens.start.saturating_sub(2)..q.tokens.start)
        {
            return Some(0);
        }
        behind.clone().find_map(|i| FATES.iter().position(|words| words.contains(&desk.folded(i)))).map(|n| n + 1)
    };
    let Some(own) = fate(q, 3) else { return };
    let dies = |q: &Quantity, reach: u32| fate(q, reach) == Some(own);
    let counts = |q: &Quantity| q.kind == Kind::Count && q.hedge.is_none() && q.printed.place >= 0;
    if !counts(q) || !dies(q, 3) || !(q.noun.0 == 0 || desk.facts.noun(q.noun) == "person") {
        return;
    }
    let floor = |b: &Quantity| {
        b.kind == Kind::Count && b.printed.value > q.printed.value && b.hedge.is_some_and(|(h, _)| h == Hedge::AtLeast)
    };
    let told: Vec<&&Quantity> = body.iter().filter(|b| (counts(b) || floor(b)) && dies(b, 5)).collect();
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
    // Two values in the text may bear out what the heading says.
    let bears_out = body.chunk_by(|a, b| a.sentence == b.sentence).any(|near| {
        near.len() <= 60
            && near.iter().any(|old| {
                let new = near.iter().find(|n| n.tokens != old.tokens && n.is_like(old));
                let change = new.and_then(|n| super::desk::percent_change(old.printed.value, n.printed.value));
                matches!(old.lead, Lead::From | Lead::Against)
                    && change.and_then(|c| c.abs().minus(percent)).is_some_and(|d| d.abs() <= Decimal::from(slack))
            })
    });
    if bears_out {
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
