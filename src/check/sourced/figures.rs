//! Figures that changed on the way: another number, another unit, a hedge lost or gained; and figures that no source has.

use super::figure::{Figure, Same, compare, figures};
use super::knowledge::Cue;
use super::read::{Passage, Reading};
use super::{Change, Kind};
use crate::compare::Hunk;
use crate::finding::Level;
use crate::text::decimal::Decimal;

/// The changed figures of a strand.
pub fn changes(reading: &mut Reading<'_>, passage: &Passage<'_>, taken: &mut [bool], out: &mut Vec<Change>) {
    let Passage { draft, source, strand, hunks, .. } = passage;
    let mine = figures(draft, strand.draft.clone(), reading.knowledge);
    if mine.is_empty() {
        return;
    }
    let Some((first, last)) = hunk_reach(passage) else { return };
    let theirs = figures(source, first..last, reading.knowledge);
    for figure in mine.iter().filter(|f| !draft.quoted(f.number.start) && !f.share) {
        let Some((other, hunk)) = counterpart(figure, &mine, &theirs, passage) else { continue };
        let same = compare(figure, other);
        let at = hunk.and_then(|h| hunks.iter().position(|x| x == h));
        if same == Same::Yes {
            reading.judged.insert(figure.number.start);
            if let Some(at) = at.filter(|&at| covers(&hunks[at], figure)) {
                taken[at] = true;
            }
            continue;
        }
        let firm = hunk.is_none_or(|h| passage.firm(h) && h.draft.len() <= 8 && h.source.len() <= 8);
        let free = |t: &&Figure| !strand.pairs.iter().any(|p| t.number.start == p.1);
        let elsewhere = same == Same::No && theirs.iter().filter(free).any(|t| compare(figure, t) == Same::Yes);
        if !firm || elsewhere {
            continue;
        }
        reading.judged.insert(figure.number.start);
        if let Some(at) = at {
            taken[at] = covers(&hunks[at], figure);
        }
        out.push(change(passage, figure, other, same));
    }
}

/// The items of the source from the first hunk or pair to the last.
fn hunk_reach(passage: &Passage<'_>) -> Option<(u32, u32)> {
    let (a, b) = passage.strand.pairs.first().zip(passage.strand.pairs.last())?;
    let first = passage.hunks.first().map_or(a.1, |h| h.source.start.min(a.1));
    let last = passage.hunks.last().map_or(b.1 + 1, |h| h.source.end.max(b.1 + 1));
    Some((first, last))
}

/// Whether a hunk holds nothing of matter beside the figure.
fn covers(hunk: &Hunk, figure: &Figure) -> bool {
    let start = figure.hedge.as_ref().map_or(figure.whole.start, |h| h.1.start);
    hunk.draft.start + 1 >= start && hunk.draft.end <= figure.whole.end + 2
}

/// The figure of the source that stands for one of the draft, and the hunk that holds them where the numbers are not paired.
fn counterpart<'f>(
    figure: &Figure,
    mine: &[Figure],
    theirs: &'f [Figure],
    passage: &'f Passage<'_>,
) -> Option<(&'f Figure, Option<&'f Hunk>)> {
    let pairs = &passage.strand.pairs;
    let pair = pairs.iter().find(|p| p.0 == figure.number.start);
    if let Some(pair) = pair {
        let found = theirs.iter().find(|t| t.number.start == pair.1)?;
        return Some((found, None));
    }
    let hunk =
        passage.hunks.iter().find(|h| figure.number.start >= h.draft.start && figure.number.start < h.draft.end)?;
    let inside: Vec<&Figure> = theirs.iter().filter(|t| !t.share && hunk.source.contains(&t.number.start)).collect();
    let place = mine.iter().filter(|f| hunk.draft.contains(&f.number.start)).position(|f| f.number == figure.number)?;
    let best = inside
        .iter()
        .find(|t| compare(figure, t) == Same::Yes)
        .or_else(|| inside.get(place))
        .or_else(|| inside.first())?;
    Some((best, Some(hunk)))
}

fn change(passage: &Passage<'_>, figure: &Figure, other: &Figure, same: Same) -> Change {
    let hedge_start = |f: &Figure| f.hedge.as_ref().map_or(f.whole.start, |h| h.1.start);
    let number = compare(&Figure { unit: None, ..figure.clone() }, &Figure { unit: None, ..other.clone() });
    let bound = |f: &Figure| matches!(f.hedge, Some((Cue::Bound(_), _)));
    let (variant, level) = match same {
        Same::OtherHedge if bound(figure) || bound(other) => ("hedge", Level::Warning),
        Same::OtherHedge => ("hedge", Level::Note),
        _ if number == Same::No => ("number", Level::Warning),
        _ => ("unit", Level::Warning),
    };
    let (mut mine, mut theirs) = (figure.whole.clone(), other.whole.clone());
    if variant == "hedge" {
        (mine.start, theirs.start) = (hedge_start(figure), hedge_start(other));
    } else if variant == "number" && figure.unit == other.unit {
        (mine, theirs) = (figure.number.clone(), other.number.clone());
    }
    let text = passage.source.words(theirs.clone());
    let at = passage.draft.span(mine);
    let shown = match (variant, figure.unit_at) {
        ("unit", Some(unit)) if figure.number == other.number || unit > figure.number.start => {
            passage.draft.span(unit..unit + 1)
        }
        _ => at,
    };
    Change {
        kind: Kind::ChangedFigure,
        variant,
        level: Some(level),
        at: shown,
        source: Some((passage.strand.paper, passage.source.span(theirs))),
        repairs: vec![vec![(at, text)]],
        who: String::new(),
    }
}

/// Whether one of these values, in ascending order, is the figure's or, under a hedge, near it.
fn is_known(figure: &Figure, values: &[f64]) -> bool {
    let known = |value: f64| {
        let near = |v: &f64| {
            let off = (v - value).abs() / value.abs().max(1e-12);
            off < 1e-9 || figure.hedge.is_some() && off <= 0.05
        };
        let at = values.partition_point(|v| *v < value);
        values[at.saturating_sub(1)..values.len().min(at + 1)].iter().any(near)
    };
    known(figure.value.to_f64()) || figure.scaled.is_some_and(|value| known(value.to_f64()))
}

/// Counts the figures that some source has, and notes those that none has.
pub fn confirm(reading: &mut Reading<'_>, out: &mut Vec<Change>) {
    let draft = reading.draft;
    let mine = figures(&draft, 0..draft.items.len() as u32, reading.knowledge);
    if mine.is_empty() {
        return;
    }
    let mut values = Vec::new();
    for paper in &reading.library.papers {
        let text = paper.text();
        let theirs = figures(&text, 0..text.items.len() as u32, reading.knowledge);
        values.extend(theirs.iter().flat_map(|f| [Some(f.value), f.scaled]).flatten().map(Decimal::to_f64));
    }
    values.sort_unstable_by(f64::total_cmp);
    for figure in mine.iter().filter(|f| !draft.quoted(f.number.start) && !f.share) {
        reading.coverage.figures += 1;
        let known = is_known(figure, &values);
        reading.coverage.confirmed += usize::from(known);
        if !known && !reading.judged.contains(&figure.number.start) {
            out.push(Change {
                kind: Kind::UnsupportedFigure,
                variant: "",
                level: None,
                at: draft.span(figure.whole.clone()),
                source: None,
                repairs: Vec::new(),
                who: String::new(),
            });
        }
    }
}
