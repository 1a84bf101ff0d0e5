//! Certainty and attribution: cues that the draft lost, gained or exchanged. A cue that only moved, or that stands in another
//! sentence drawn from the same one, is kept. Tense that follows from reported speech (*will* to *would*) is no change.

use std::ops::Range;

use super::knowledge::Cue;
use super::read::{Passage, Reading, cues_in};
use super::{Change, Kind};
use crate::compare::Hunk;
use crate::english::grammar::is_function;

/// The changed certainties and dropped attributions of a strand.
pub fn changes(reading: &Reading<'_>, passage: &Passage<'_>, taken: &mut [bool], out: &mut Vec<Change>) {
    let Passage { draft, source, strand, hunks, .. } = passage;
    if hunks.is_empty() {
        return;
    }
    let sentence = draft.sentence_items(draft.sentence_of(strand.draft.start));
    let mine = cues_in(draft, sentence, reading.knowledge);
    let reach = hunks.first().map_or(0, |h| h.source.start)..hunks.last().map_or(0, |h| h.source.end);
    let (first, last) = (strand.pairs.first().map_or(0, |p| p.1), strand.pairs.last().map_or(0, |p| p.1 + 1));
    let theirs = cues_in(source, reach.start.min(first)..reach.end.max(last), reading.knowledge);
    for (at, hunk) in hunks.iter().enumerate() {
        if taken[at] || !passage.firm(hunk) || reading.closeness < 60 && !passage.word_for_word(hunk, 0) {
            continue;
        }
        if let Some(change) = bare_bound(reading, passage, at) {
            out.push(change);
            taken[at] = true;
            continue;
        }
        let lost = only(reading, (&theirs, &hunk.source), (&mine, &hunk.draft), |_| false);
        // Of “please be careful” in a quotation a report makes “should be careful”.
        let quoted = hunk
            .source
            .clone()
            .chain([hunk.source.start])
            .any(|i| (i as usize) < source.items.len() && source.quoted(i));
        let report = |range: &Range<u32>| {
            quoted && !draft.quoted(range.start) && matches!(draft.written(range.start), "should" | "would" | "must")
        };
        let gained = only(reading, (&mine, &hunk.draft), (&theirs, &hunk.source), report);
        if dropped_attribution(reading, passage, hunk, &mine, &theirs) {
            out.push(passage.change(at, Kind::DroppedAttribution, "lost"));
            taken[at] = true;
        } else if let Some(variant) = certainty(reading, passage, hunk, &lost, &gained) {
            out.push(passage.change(at, Kind::ChangedCertainty, variant));
            taken[at] = true;
        }
    }
}

/// A bound that was lost or gained where no figure follows: “at least March”, “no later than Friday”.
fn bare_bound(reading: &Reading<'_>, passage: &Passage<'_>, at: usize) -> Option<Change> {
    let hunk = &passage.hunks[at];
    let (text, side) = match (hunk.draft.is_empty(), hunk.source.is_empty()) {
        (true, false) => (&passage.source, &hunk.source),
        (false, true) => (&passage.draft, &hunk.draft),
        _ => return None,
    };
    let is_bound = |(range, cue): &(Range<u32>, Cue)| range == side && matches!(cue, Cue::Bound(_));
    let named = reading.is_name(text, side.end.min(text.items.len() as u32 - 1));
    let found = side.len() >= 2 && named && cues_in(text, side.clone(), reading.knowledge).iter().any(is_bound);
    found.then(|| passage.change(at, Kind::ChangedFigure, "hedge"))
}

/// The cues of one side of the comparison, and its side of the hunk.
type Side<'c> = (&'c [(Range<u32>, Cue)], &'c Range<u32>);

/// The degrees of certainty that one side has within a hunk more often than the other side has them anywhere. In speech that is
/// reported *would* is the *will* of what was said.
fn only(
    reading: &Reading<'_>,
    (here, hunk): Side<'_>,
    (there, other): Side<'_>,
    told: impl Fn(&Range<u32>) -> bool,
) -> Vec<(Range<u32>, u8)> {
    let reported = here.iter().chain(there).any(|(_, cue)| matches!(cue, Cue::Say | Cue::Attribution));
    let same = |a: u8, b: u8| a == b || reported && reading.knowledge.shifts(a, b);
    let count = |cues: &[(Range<u32>, Cue)], class| {
        cues.iter().filter(|(_, c)| matches!(c, Cue::Certainty(x) if same(*x, class))).count()
    };
    let within = |r: &Range<u32>, hunk: &Range<u32>| r.start < hunk.end && hunk.start < r.end;
    let opposite: Vec<_> = there.iter().filter(|(r, _)| within(r, other)).cloned().collect();
    let inside = here.iter().filter(|(r, _)| within(r, hunk));
    inside
        .filter_map(|(range, cue)| match cue {
            Cue::Certainty(class)
                if !told(range) && count(here, *class) > count(there, *class) && count(&opposite, *class) == 0 =>
            {
                Some((range.clone(), *class))
            }
            _ => None,
        })
        .collect()
}

fn certainty(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    hunk: &Hunk,
    lost: &[(Range<u32>, u8)],
    gained: &[(Range<u32>, u8)],
) -> Option<&'static str> {
    if lost.is_empty() && gained.is_empty() {
        return None;
    }
    let stems =
        |text: &crate::compare::Text<'_>, r: &Range<u32>| r.clone().map(|i| text.item(i).stem).collect::<Vec<_>>();
    if reading.knowledge.interchangeable(&stems(&passage.draft, &hunk.draft), &stems(&passage.source, &hunk.source)) {
        return None;
    }
    let (d, s) = (hunk.draft.len(), hunk.source.len());
    // A clause that was cut or added whole is no change of certainty of what stays.
    let edge = hunk.head || hunk.tail;
    match (lost.is_empty(), gained.is_empty()) {
        (false, false) if d <= 8 && s <= 8 => Some("other"),
        (false, true) if s <= if d == 0 && edge { 2 } else { 6 } && (d <= 6) => Some("lost"),
        (true, false) if d <= if s == 0 && edge { 2 } else { 6 } && s <= 6 => Some("gained"),
        _ => None,
    }
}

/// Whether the hunk drops who says so, and the draft's sentence and its neighbours lean on nobody.
fn dropped_attribution(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    hunk: &Hunk,
    mine: &[(Range<u32>, Cue)],
    theirs: &[(Range<u32>, Cue)],
) -> bool {
    let leans = |cue: &Cue| matches!(cue, Cue::Say | Cue::Attribution);
    let Some((range, cue)) = theirs
        .iter()
        .filter(|(r, c)| leans(c) && hunk.source.contains(&r.start))
        .max_by_key(|(_, c)| *c == Cue::Attribution)
    else {
        return false;
    };
    if passage.strand.parallel < 50 || reading.paired.contains(&(passage.strand.paper, range.start)) {
        return false;
    }
    let inside = |r: &Range<u32>| r.start < hunk.draft.end && hunk.draft.start < r.end;
    // A word of saying that the source has in the same place (“they have been warning”) leans on nobody else.
    let edge = hunk.head || hunk.tail;
    let kept = |r: &Range<u32>| edge && passage.strand.pairs.iter().any(|p| p.0 == r.start);
    if mine.iter().any(|(r, c)| leans(c) && !kept(r) && (inside(r) || *cue == Cue::Say || *c == Cue::Attribution)) {
        return false;
    }
    let quoted = hunk.source.clone().any(|i| passage.source.quoted(i));
    let speaks_of_quotation = quoted || {
        let sentence = passage.source.sentence_items(passage.source.sentence_of(range.start));
        sentence.clone().any(|i| passage.source.quoted(i))
    };
    // A verb of saying needs somebody who speaks beside it, and a statement that hangs on it.
    let subject =
        hunk.source.clone().any(|i| i != range.start && !is_function(&passage.source.written(i).to_lowercase()))
            || hunk.source.len() >= 2;
    let new = passage.new_words(hunk).len();
    (*cue == Cue::Attribution || subject && !speaks_of_quotation) && new <= 2 && hunk.source.len() <= 16
}
