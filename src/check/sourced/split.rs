//! Hunks taken apart where it is plain what stands for what: words one for one, or a word with a cue beside it. It drops nothing:
//! the parts cover what the hunk covered.

use std::ops::Range;

use super::knowledge::{Cue, Knowledge};
use super::read::cues_in;
use crate::compare::items::ItemKind;
use crate::compare::{Hunk, Text};

/// The parts of a hunk, or the hunk itself.
pub fn split(draft: &Text<'_>, source: &Text<'_>, hunk: Hunk, knowledge: &Knowledge) -> Vec<Hunk> {
    let (d, s) = (hunk.draft.len(), hunk.source.len());
    let stems = |text: &Text<'_>, r: &Range<u32>| r.clone().map(|i| text.item(i).stem).collect::<Vec<_>>();
    if d == 0 || s == 0 || d + s == 2 || d > 4 || s > 12 {
        return vec![hunk];
    }
    if knowledge.interchangeable(&stems(draft, &hunk.draft), &stems(source, &hunk.source)) {
        return vec![hunk];
    }
    // “Finance director” for “chief executive” is one office for another.
    let titled = |text: &Text<'_>, r: &Range<u32>| r.clone().any(|i| knowledge.is_title(text.item(i).stem));
    let is_office = titled(draft, &hunk.draft) && titled(source, &hunk.source);
    if d == s
        && d <= 4
        && !is_office
        && hunk.draft.clone().zip(hunk.source.clone()).all(|(a, b)| alike(draft, source, a, b))
    {
        return one_for_one(&hunk);
    }
    beside_cue(draft, source, &hunk, knowledge).unwrap_or_else(|| vec![hunk])
}

fn alike(draft: &Text<'_>, source: &Text<'_>, a: u32, b: u32) -> bool {
    draft.item(a).kind == source.item(b).kind
}

fn one_for_one(hunk: &Hunk) -> Vec<Hunk> {
    let pairs = hunk.draft.clone().zip(hunk.source.clone());
    pairs.map(|(a, b)| part(hunk, a..a + 1, b..b + 1)).collect()
}

/// A part of a hunk: what stands around it is what stands around the whole.
fn part(hunk: &Hunk, draft: Range<u32>, source: Range<u32>) -> Hunk {
    Hunk {
        head: hunk.head && draft.start == hunk.draft.start && source.start == hunk.source.start,
        tail: hunk.tail && draft.end == hunk.draft.end && source.end == hunk.source.end,
        draft,
        source,
        ..hunk.clone()
    }
}

/// One word of matter on one side, and the same with a cue before or after it on the other.
fn beside_cue(draft: &Text<'_>, source: &Text<'_>, hunk: &Hunk, knowledge: &Knowledge) -> Option<Vec<Hunk>> {
    let (d, s) = (&hunk.draft, &hunk.source);
    // A word, then what is a cue on one side only: “manager who” for “clerk accused of”.
    let starts = |text: &Text<'_>, r: Range<u32>| {
        let cues = cues_in(text, r.clone(), knowledge);
        cues.iter().any(|(at, cue)| at.start == r.start && matches!(cue, Cue::Certainty(_) | Cue::Attribution))
    };
    let content = |text: &Text<'_>, i: u32| text.item(i).kind == ItemKind::Content;
    if content(draft, d.start)
        && content(source, s.start)
        && !starts(draft, d.clone())
        && !starts(source, s.clone())
        && starts(draft, d.start + 1..d.end) != starts(source, s.start + 1..s.end)
    {
        let (d1, s1) = (d.start + 1, s.start + 1);
        return Some(vec![part(hunk, d.start..d1, s.start..s1), part(hunk, d1..d.end, s1..s.end)]);
    }
    let is_longer = s.len() > d.len();
    let (text, long, short) = if is_longer { (source, s, d) } else { (draft, d, s) };
    let single = if is_longer { draft } else { source };
    if short.len() != 1 || single.item(short.start).kind != ItemKind::Content {
        return None;
    }
    let is_cue = |r: Range<u32>| {
        let cues = cues_in(text, r.clone(), knowledge);
        cues.iter().any(|(at, cue)| *at == r && matches!(cue, Cue::Certainty(_) | Cue::Attribution))
    };
    let matter = |i: u32| text.item(i).kind == ItemKind::Content;
    let (first, last) = (long.start, long.end - 1);
    // The cue, then the word.
    if !(first < last && matter(last) && is_cue(long.start..last)) {
        return None;
    }
    let cut = [(long.start..last, short.start..short.start), (last..long.end, short.clone())];
    Some(cut.into_iter().map(|(a, b)| if is_longer { part(hunk, b, a) } else { part(hunk, a, b) }).collect())
}
