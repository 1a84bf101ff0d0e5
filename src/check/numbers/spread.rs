//! Figures that only make sense together over several sentences: three parts in three sentences and a total in the lead, an
//! old value here, a new one there and the change in between, shares told one a sentence or one a list item. Within one
//! sentence `parts.rs` and `change.rs` look first; this file sees no sentence that they can read alone.

use super::change::judge;
use super::conflict::Conflict;
use super::desk::{Desk, is_near, sums};
use super::kind::NumberKind;
use super::pair::{alike, apposed, is_change, is_past, pair, pairs, usable, year_of};
use super::parts;
use crate::segment::quantity::{CueClass, Kind, Lead, Quantity};
use crate::text::BlockKind;
use crate::text::decimal::Decimal;
use crate::text::extent::{Extent, Verdict};

/// So many sentences back a figure is looked for.
const BACK: u32 = 6;

/// Finds percent-change, parts-total and percent-sum where they are told over several sentences.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        let Some(first) = quantities.first().filter(|q| !q.scope.cell) else { continue };
        if quantities.iter().any(|q| q.kind == Kind::Percent && q.is_usable() && is_change(desk, q)) {
            change(desk, quantities, out);
        }
        if let Some(rest) = quantities.iter().rfind(|q| q.lead == Lead::Remaining && sums(q.kind) && q.is_usable()) {
            remaining(desk, first.sentence, rest, out);
        }
    }
    listed_shares(desk, out);
}

/// The tokens of a sentence and of so many before it in its block.
fn window(desk: &Desk<'_, '_>, sentence: u32, back: u32) -> std::ops::Range<u32> {
    let block = desk.block(sentence);
    let from = desk.page.sentences.get(sentence.saturating_sub(back) as usize).map_or(0, |s| s.tokens.start);
    from.max(block.start)..desk.sentence(sentence).end
}

/// `In 2010 there were 480 libraries. By 2020 there were 408, a fall of 20%.`
fn change(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let mut said = quantities.iter().filter(|q| q.kind == Kind::Percent && q.is_usable() && is_change(desk, q));
    let (Some(said), None) = (said.next(), said.next()) else { return };
    if said.range.is_some() || !apposed(desk, said) || !pairs(desk, quantities).is_empty() {
        return;
    }
    let near = desk.facts.within(window(desk, said.sentence, 2));
    let amounts: Vec<&Quantity> = near
        .iter()
        .filter(|q| q.tokens.end <= said.tokens.start && usable(q) && !q.bracketed && q.hedge.is_none())
        .filter(|q| !matches!(q.kind, Kind::Percent | Kind::Duration))
        .filter(|q| matches!(q.lead, Lead::None | Lead::To | Lead::Of | Lead::Total))
        .collect();
    let [a, b] = amounts.as_slice() else { return };
    let nouns = a.noun == b.noun || b.noun.0 == 0 || a.kind != Kind::Count;
    if !alike(a, b) || !a.is_like(b) || !nouns || a.sentence == b.sentence {
        return;
    }
    let (old, new) = match (year_of(desk, a), year_of(desk, b)) {
        (Some(x), Some(y)) if x < y => (a, b),
        (Some(x), Some(y)) if x > y => (b, a),
        _ => match (is_past(desk, a), is_past(desk, b)) {
            (true, false) => (a, b),
            (false, true) => (b, a),
            _ => return,
        },
    };
    if let Some(mut found) = pair(desk, old, new) {
        found.said = Some(said);
        judge(desk, &found, said, out);
    }
}

/// Parts in sentences of their own, the last of them told as the rest, and the total before them.
fn remaining(desk: &Desk<'_, '_>, sentence: u32, rest: &Quantity, out: &mut Vec<Conflict>) {
    if matches!(desk.folded(rest.from), "another" | "a" | "the")
        && desk.any_word(rest.from..rest.tokens.start, &["another", "further", "last", "final"])
    {
        return;
    }
    let block = desk.block(sentence);
    let from = desk.page.sentences.get(sentence.saturating_sub(BACK) as usize).map_or(0, |s| s.tokens.start);
    let like: Vec<&Quantity> = desk
        .facts
        .within(from..rest.tokens.end)
        .iter()
        .filter(|q| parts::addable(q, rest) && !q.scope.cell && (!q.bracketed || q.tokens == rest.tokens))
        .filter(|q| super::rate::per(desk, q).is_none())
        .filter(|q| rest.kind != Kind::Percent || q.tokens.start >= block.start && !is_change(desk, q))
        .collect();
    let own = like.iter().filter(|q| q.sentence == sentence).count();
    if rest.kind == Kind::Percent {
        if own < 3 {
            shares(desk, &like, out);
        }
        return;
    }
    if own >= 3 || like.len() < 4 {
        return;
    }
    // The parts of its own sentence may make up a total that was told long before.
    let here = like.iter().filter(|q| q.sentence == sentence).map(|q| q.extent).reduce(Extent::plus);
    let earlier = like.iter().filter(|q| q.sentence != sentence);
    if own >= 2 && earlier.into_iter().any(|t| here.is_some_and(|h| h.against(t.extent) == Verdict::Consistent)) {
        return;
    }
    let mut found = None;
    for (at, total) in like.iter().enumerate().take(like.len() - 3) {
        let parts = like.get(at + 1..).unwrap_or_default();
        let Some(sum) = parts.iter().try_fold(Decimal::ZERO, |s, p| s.plus(p.printed.value)) else { return };
        let Some(extent) = parts.iter().map(|p| p.extent).reduce(Extent::plus) else { return };
        if extent.against(total.extent) == Verdict::Consistent {
            return;
        }
        let larger = parts.iter().all(|p| p.printed.value < total.printed.value);
        if found.is_none() && larger && is_near(sum, total.printed.value, 15) && total.sentence != sentence {
            found = Some((*total, parts.to_vec()));
        }
    }
    if let Some((total, parts)) = found {
        parts::sum(desk, NumberKind::PartsTotal, &parts, total, out);
    }
}

/// Shares of one whole, the last of them told as the rest: they make a hundred.
fn shares(desk: &Desk<'_, '_>, like: &[&Quantity], out: &mut Vec<Conflict>) {
    if like.len() < 3 || like.iter().any(|q| q.hedge.is_some()) {
        return;
    }
    let hundred = Extent::exact(Decimal::HUNDRED);
    for from in 0..like.len() - 1 {
        let extent = like.get(from..).unwrap_or_default().iter().map(|p| p.extent).reduce(Extent::plus);
        if extent.is_none_or(|e| e.against(hundred) != Verdict::Inconsistent) {
            return;
        }
    }
    report_shares(desk, like, true, out);
}

/// Shares that do not make a hundred; the last one can be mended where it is told as the rest.
fn report_shares(desk: &Desk<'_, '_>, shares: &[&Quantity], rest: bool, out: &mut Vec<Conflict>) {
    let Some(total) = shares.iter().try_fold(Decimal::ZERO, |sum, q| sum.plus(q.printed.value)) else { return };
    if !is_near(total, Decimal::HUNDRED, 25) {
        return;
    }
    out.extend(parts::no_hundred(desk, shares, total, Verdict::Inconsistent, rest));
}

/// A list of which each item gives one share, introduced by words that let each be counted once.
fn listed_shares(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let blocks = &desk.page.prose.blocks;
    let mut i = 0;
    while let Some(block) = blocks.get(i) {
        let Some(place) = block.list else {
            i += 1;
            continue;
        };
        let from = i;
        while blocks.get(i).and_then(|b| b.list).is_some_and(|l| l.list == place.list || l.depth > place.depth) {
            i += 1;
        }
        i = i.max(from + 1);
        let shares: Option<Vec<&Quantity>> = (from..i)
            .map(|b| {
                let tokens = desk.page.block_tokens.get(b).cloned().unwrap_or(0..0);
                match desk.facts.within(tokens) {
                    [one] if one.kind == Kind::Percent && one.hedge.is_none() && !is_change(desk, one) => Some(one),
                    _ => None,
                }
            })
            .collect();
        let Some(shares) = shares.filter(|s| (3..=20).contains(&s.len())) else { continue };
        let intro = from.checked_sub(1).filter(|b| {
            blocks
                .get(*b)
                .is_some_and(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Line | BlockKind::Heading(_)))
        });
        let tokens = intro.and_then(|b| desk.page.block_tokens.get(b)).cloned().unwrap_or(0..0);
        let all = tokens.start..desk.page.block_tokens.get(i - 1).map_or(tokens.end, |t| t.end);
        let single = desk.has(CueClass::SingleChoice, all) || parts::is_split(desk, tokens.clone());
        let several = desk.has(CueClass::SilenceOverlap, tokens);
        let extent = shares.iter().map(|p| p.extent).reduce(Extent::plus);
        let over = shares.iter().try_fold(Decimal::ZERO, |s, q| s.plus(q.printed.value)) > Some(Decimal::HUNDRED);
        let wrong = extent.is_some_and(|e| e.against(Extent::exact(Decimal::HUNDRED)) == Verdict::Inconsistent);
        if single && !several && over && wrong {
            report_shares(desk, &shares, false, out);
        }
    }
}
