//! Quotations beside what was said: words that differ, words left out without a mark, a beginning cut off that turned the sense,
//! speech that the source only reports, and a quotation put into another mouth. Quotation marks of any kind, contractions, the
//! letter case at the start, [brackets] and marked ellipses are the writer's own.

use std::ops::Range;

use super::knowledge::{Cue, Freedoms};
use super::read::{Passage, Reading, cues_in, restore};
use super::{Change, Kind, speakers, visible};
use crate::compare::items::{ItemKind, Text, key};
use crate::compare::{Hunk, Strand, strand};
use crate::english::dialect::to_british;
use crate::segment::Quotation;

/// Shorter quotations are words of note rather than speech; they are compared with the sentence around them.
const SPEECH: u32 = 3;

/// The changed quotations of a draft, and the count of those that hold.
pub fn changes(reading: &mut Reading<'_>, out: &mut Vec<Change>) {
    let draft = reading.draft;
    for quotation in draft.quotations.iter().filter(|q| q.depth == 0 && (q.close.is_some() || q.continued)) {
        let items = draft.items_of(quotation.tokens.clone());
        let matter = items.clone().filter(|&i| draft.item(i).kind != ItemKind::Function).count();
        if items.len() < SPEECH as usize || matter == 0 {
            continue;
        }
        reading.coverage.quotations += 1;
        let found = strand::best(draft.items, items.clone(), reading.library);
        let found = found.filter(|s| {
            let firm = s.coverage >= 85 || pairs_of_matter(&draft, s) >= 2;
            s.coverage >= 45 && (firm || s.coverage >= 60 && s.pairs.len() >= 4 && beside_strand(reading, s))
        });
        let before = out.len();
        match found {
            Some(strand) => quotation_changes(reading, quotation, items, &strand, out),
            None => out.push(Change {
                kind: Kind::UnsupportedQuotation,
                variant: "",
                level: None,
                at: draft.span(items),
                source: None,
                repairs: Vec::new(),
                who: String::new(),
            }),
        }
        reading.coverage.verified += usize::from(out.len() == before);
    }
}

/// Whether what stands around a quotation comes from around its passage.
fn beside_strand(reading: &Reading<'_>, quotation: &Strand) -> bool {
    const NEAR: u32 = 60;
    let (d, s) = (&quotation.draft, quotation.pairs[0].1);
    let first = reading.strands.partition_point(|strand| strand.draft.end + NEAR <= d.start);
    let close = reading.strands[first..].iter().take_while(|strand| strand.draft.start < d.end + NEAR);
    close.filter(|strand| strand.paper == quotation.paper).any(|strand| {
        let outside = strand.pairs.iter().filter(|p| !d.contains(&p.0));
        outside.filter(|p| p.1.abs_diff(s) <= 2 * NEAR).count() >= 4
    })
}

/// Words inside quotations that are too short to be looked for alone: where the source quotes other words in this place.
pub fn short(passage: &Passage<'_>, out: &mut Vec<Change>) {
    let Passage { draft, source, hunks, .. } = passage;
    for (at, hunk) in hunks.iter().enumerate() {
        let (d, s) = (&hunk.draft, &hunk.source);
        if d.is_empty() || s.is_empty() || !draft.quoted(d.start) {
            continue;
        }
        if !passage.firm(hunk) || bracketed(draft, d.start) {
            continue;
        }
        let token = draft.item(d.start).token;
        let past = draft.quotations.partition_point(|q| q.open <= token);
        let near = &draft.quotations[past.saturating_sub(4)..past];
        let is_short = near.iter().any(|q| {
            let inside = q.depth == 0 && q.tokens.contains(&token);
            inside && draft.items_of(q.tokens.clone()).len() < SPEECH as usize
        });
        if is_short && d.clone().all(|i| draft.quoted(i)) && s.clone().all(|i| source.quoted(i)) {
            out.push(passage.change(at, Kind::AlteredQuotation, "words"));
        }
    }
}

fn pairs_of_matter(draft: &Text<'_>, strand: &Strand) -> usize {
    strand.pairs.iter().filter(|p| draft.item(p.0).kind != ItemKind::Function).count()
}

fn quotation_changes(
    reading: &Reading<'_>,
    quotation: &Quotation,
    items: Range<u32>,
    strand: &Strand,
    out: &mut Vec<Change>,
) {
    let (draft, source) = (reading.draft, reading.library.papers[strand.paper as usize].text());
    let (first, last) = (strand.pairs[0], strand.pairs[strand.pairs.len() - 1]);
    let spoken = strand.pairs.iter().filter(|p| source.quoted(p.1)).count() * 2 >= strand.pairs.len();
    let passage =
        source.sentence_items(source.sentence_of(first.1)).start..source.sentence_items(source.sentence_of(last.1)).end;
    let whole = |variant: &'static str| Change {
        kind: Kind::AlteredQuotation,
        variant,
        level: None,
        at: draft.span(items.clone()),
        source: Some((strand.paper, source.span(passage.clone()))),
        repairs: Vec::new(),
        who: String::new(),
    };
    if !spoken {
        let says = cues_in(&source, passage.clone(), reading.knowledge).iter().any(|(_, cue)| *cue == Cue::Say);
        if says && pairs_of_matter(&draft, strand) >= 2 {
            out.push(whole("reported"));
        } else if strand.coverage < 95 {
            out.push(Change { kind: Kind::UnsupportedQuotation, source: None, ..whole("") });
        }
        return;
    }
    let before = out.len();
    let freedoms = reading.knowledge.freedoms;
    for hunk in speech_hunks(&draft, strand, &source, &items, freedoms) {
        out.extend(hunk_change(reading, strand, &source, &hunk, &items));
    }
    for &(d, s) in &strand.pairs {
        let told = out[before..].iter().any(|c| c.at.contains(draft.token(d).span()));
        if !told && other_form(&draft, &source, d, s, freedoms) {
            let hunk = Hunk { draft: d..d + 1, source: s..s + 1, before: 1, after: 1, head: false, tail: false };
            out.extend(hunk_change(reading, strand, &source, &hunk, &items));
        }
    }
    if strand.coverage < 75 {
        // So much is other that the whole saying is the better repair.
        let said = said(&source, passage.clone(), first.1);
        let hunk = Hunk { draft: items.clone(), source: said, before: 0, after: 0, head: false, tail: false };
        for change in &mut out[before..] {
            change.repairs.push(restore(&draft, &source, &hunk));
        }
    }
    if let Some(hunk) = opening(reading, strand, &source, &items) {
        let at = draft.span(items.start..first.0 + 1);
        out.push(Change {
            at,
            source: Some((strand.paper, source.span(hunk.source.clone()))),
            repairs: vec![restore(&draft, &source, &hunk)],
            ..whole("opening")
        });
    }
    if let Some(who) = speakers::other_speaker(reading, quotation, &source, first.1) {
        out.push(Change { at: who.0, who: who.1, ..whole("speaker") });
    }
}

/// The words inside the quotation marks of the source around an item, within a passage.
fn said(source: &Text<'_>, passage: Range<u32>, at: u32) -> Range<u32> {
    let start = (passage.start..at).rev().take_while(|&i| source.quoted(i)).last().unwrap_or(at);
    let end = (at..passage.end).take_while(|&i| source.quoted(i)).last().unwrap_or(at) + 1;
    start..end
}

/// The hunks of a quotation, with source sides that do not reach past the speech.
fn speech_hunks(
    draft: &Text<'_>,
    strand: &Strand,
    source: &Text<'_>,
    items: &Range<u32>,
    freedoms: Freedoms,
) -> Vec<Hunk> {
    let mut hunks = Strand { draft: items.clone(), ..strand.clone() }.hunks(draft.items, source);
    for hunk in &mut hunks {
        if hunk.head {
            let start = hunk.source.clone().rev().take_while(|&i| source.quoted(i)).last().unwrap_or(hunk.source.end);
            hunk.source.start = start;
        }
        if hunk.tail {
            hunk.source.end =
                hunk.source.clone().take_while(|&i| source.quoted(i)).last().map_or(hunk.source.start, |i| i + 1);
        }
    }
    // To begin late and to stop early is a writer's right.
    let free = freedoms.openings;
    hunks.retain(|h| !(h.draft.is_empty() && (h.head || h.tail) && (free || h.source.is_empty())));
    hunks
}

fn hunk_change(
    reading: &Reading<'_>,
    strand: &Strand,
    source: &Text<'_>,
    hunk: &Hunk,
    items: &Range<u32>,
) -> Option<Change> {
    let draft = reading.draft;
    let spoken: Vec<u32> = hunk.source.clone().filter(|&i| source.quoted(i)).collect();
    let freedoms = reading.knowledge.freedoms;
    if hunk.draft.is_empty()
        && (spoken.is_empty() || freedoms.ellipses && marked_gap(&draft, hunk.draft.start, freedoms))
    {
        return None;
    }
    if freedoms.brackets && !hunk.draft.is_empty() && bracketed(&draft, hunk.draft.start) {
        return None;
    }
    if freedoms.spelling && same_spelling(&draft, source, hunk) {
        return None;
    }
    let mut hunk = hunk.clone();
    if hunk.tail || hunk.head {
        // Of an open end take no more of the source than stands for the draft's words.
        let most = hunk.draft.len() as u32 + 2;
        if hunk.source.len() as u32 > most && hunk.tail {
            hunk.source.end = hunk.source.start + most;
        }
    }
    let seen = visible(hunk.source.clone(), 0..source.items.len() as u32);
    Some(Change {
        kind: Kind::AlteredQuotation,
        variant: if hunk.draft.is_empty() {
            "omitted"
        } else if hunk.source.is_empty() {
            "added"
        } else {
            "words"
        },
        level: None,
        at: draft.span(visible(hunk.draft.clone(), items.clone())),
        source: Some((strand.paper, source.span(seen))),
        repairs: Some(restore(&draft, source, &hunk)).filter(|r| !r.is_empty()).into_iter().collect(),
        who: String::new(),
    })
}

/// Whether the text before an item shows that something was left out.
fn marked_gap(draft: &Text<'_>, at: u32, freedoms: Freedoms) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let gap = crate::text::Span::new(draft.token(before).end, draft.token(at).start);
    let gap = draft.prose.slice(gap);
    let ends = freedoms.openings && gap.contains(['”', '"']);
    ends || gap.contains(['…', '[', ']']) || gap.contains("..")
}

/// Whether an item stands in square brackets.
fn bracketed(draft: &Text<'_>, at: u32) -> bool {
    let start = draft.token(at).start as usize;
    let before = draft.prose.text.get(..start).unwrap_or_default();
    let near = &before[before.char_indices().rev().nth(60).map_or(0, |(i, _)| i)..];
    near.rfind('[').is_some_and(|open| !near[open..].contains(']'))
}

/// Whether a pair is the same word in two forms, which speech may not be given.
fn other_form(draft: &Text<'_>, source: &Text<'_>, d: u32, s: u32, freedoms: Freedoms) -> bool {
    let (a, b) = (draft.item(d), source.item(s));
    let is_bracketed = freedoms.brackets && bracketed(draft, d);
    if !freedoms.contractions && !is_bracketed && contracted(draft, source, d, s) {
        return true;
    }
    if a.key == b.key || a.kind == ItemKind::Figure || is_bracketed {
        return false;
    }
    if [a.key, b.key].contains(&key("'s")) || [a.key, b.key].contains(&key("is")) && a.kind == ItemKind::Function {
        return false;
    }
    let spelt = |text: &Text<'_>, i: u32| {
        let word = text.written(i).to_lowercase();
        if freedoms.spelling { to_british(&word).unwrap_or(word) } else { word }
    };
    // A part of a contraction has been compared already.
    draft.token(d).kind == crate::segment::TokenKind::Word
        && spelt(draft, d) != spelt(source, s)
        && !draft.written(d).contains(['\'', '’'])
}

/// Whether a hunk has nothing but the other spelling of the same words.
fn same_spelling(draft: &Text<'_>, source: &Text<'_>, hunk: &Hunk) -> bool {
    let british = |text: &Text<'_>, i: u32| {
        let word = text.written(i).to_lowercase();
        to_british(&word).unwrap_or(word)
    };
    let (d, s) = (&hunk.draft, &hunk.source);
    d.len() == s.len() && d.clone().zip(s.clone()).all(|(a, b)| british(draft, a) == british(source, b))
}

/// Whether a pair is the first half of a contraction on one side and a word of its own on the other.
fn contracted(draft: &Text<'_>, source: &Text<'_>, d: u32, s: u32) -> bool {
    let halves =
        |text: &Text<'_>, i: u32| text.items.get(i as usize + 1).is_some_and(|next| next.token == text.item(i).token);
    halves(draft, d) != halves(source, s)
}

/// A saying given as a whole that lost the beginning on which its sense hangs.
fn opening(reading: &Reading<'_>, strand: &Strand, source: &Text<'_>, items: &Range<u32>) -> Option<Hunk> {
    let draft = reading.draft;
    let first = strand.pairs[0];
    let sentence = source.sentence_items(source.sentence_of(first.1));
    let start = (sentence.start..first.1).rev().take_while(|&i| source.quoted(i)).last()?;
    let lower = source.written(first.1).starts_with(char::is_lowercase);
    if first.0 != items.start || !lower || !source.quoted(first.1) {
        return None;
    }
    // As a sentence of its own it claims to be the whole saying; as a piece of one it may still not begin after a “not”.
    let is_whole = draft.written(first.0).starts_with(char::is_uppercase);
    let close = first.1 - start <= 2;
    let turns = |(at, cue): &(Range<u32>, Cue)| match cue {
        Cue::Certainty(_) => is_whole || close,
        Cue::Hedge => !is_whole && close && at.end == first.1,
        _ => false,
    };
    let turned = cues_in(source, start..first.1, reading.knowledge).iter().any(turns);
    turned.then(|| Hunk {
        draft: first.0..first.0 + 1,
        source: start..first.1 + 1,
        before: 0,
        after: 0,
        head: false,
        tail: false,
    })
}
