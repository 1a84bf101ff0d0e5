//! Names of people, places and institutions that changed, and ranks beside them. A name in the place of a pronoun or of a
//! description, and a name cut short, are an editor's right.

use super::read::{Passage, Reading};
use super::{Change, Kind};
use crate::compare::{Hunk, Text};
use crate::english::calendar::{month_named, weekday_named};

/// The changed names of a strand.
pub fn changes(reading: &Reading<'_>, passage: &Passage<'_>, taken: &mut [bool], out: &mut Vec<Change>) {
    for (at, hunk) in passage.hunks.iter().enumerate() {
        if taken[at] || !passage.firm(hunk) || hunk.draft.len() > 6 || hunk.source.len() > 6 {
            continue;
        }
        let (new, lost) = (passage.new_words(hunk), passage.lost_words(hunk));
        let name = |text: &Text<'_>, list: &[u32]| list.iter().any(|&i| reading.is_name(text, i));
        let (mine, theirs) = (name(&passage.draft, &new), name(&passage.source, &lost));
        let variant = if rank(reading, passage, &new, &lost) {
            Some("rank")
        } else if mine && theirs {
            renamed(reading, passage, hunk, &new, &lost).then_some("name")
        } else if title(reading, passage, hunk, &new, &lost) {
            Some("title")
        } else if mine && lost.is_empty() && beside_name(reading, passage, hunk) {
            new.iter().all(|&i| !reading.library.has(passage.draft.item(i).key)).then_some("added")
        } else {
            None
        };
        if let Some(variant) = variant {
            taken[at] = true;
            let dated = |text: &Text<'_>, list: &[u32]| list.iter().all(|&i| is_date(text.written(i)));
            let is_date = variant == "name" && dated(&passage.draft, &new) && dated(&passage.source, &lost);
            let (kind, variant) = if is_date { (Kind::ChangedFigure, "number") } else { (Kind::ChangedName, variant) };
            out.push(passage.change(at, kind, variant));
        } else if mine && theirs
            || mine != theirs
                && new.len().max(lost.len()) <= 4
                && known(reading, passage, &new, &lost)
                && !(theirs && one_for_one(reading, passage, hunk))
        {
            taken[at] = true;
        }
    }
}

/// Whether a word names a day of the week or a month.
fn is_date(word: &str) -> bool {
    weekday_named(word).is_some() || month_named(word).is_some()
}

/// Whether one bare word stands where the name was, in text that otherwise goes along: no description of it.
fn one_for_one(reading: &Reading<'_>, passage: &Passage<'_>, hunk: &Hunk) -> bool {
    hunk.draft.len() == 1 && hunk.source.len() == 1 && passage.word_for_word(hunk, reading.closeness)
}

/// Whether the side that is a name is one that the sources know: then the other side is a description of it.
fn known(reading: &Reading<'_>, passage: &Passage<'_>, new: &[u32], lost: &[u32]) -> bool {
    let names: Vec<u32> = new.iter().copied().filter(|&i| reading.is_name(&passage.draft, i)).collect();
    if names.is_empty() {
        return lost.iter().any(|&i| reading.is_name(&passage.source, i));
    }
    names.iter().all(|&i| reading.library.has_capital(passage.draft.item(i).key))
}

/// Whether one name stands for another: names that both are known in the sources need a firmer hold.
fn renamed(reading: &Reading<'_>, passage: &Passage<'_>, hunk: &Hunk, new: &[u32], lost: &[u32]) -> bool {
    let stems = |text: &Text<'_>, list: &[u32]| list.iter().map(|&i| text.item(i).stem).collect::<Vec<_>>();
    let beside = hunk.draft.len() == 1 && hunk.source.len() == 1 && beside_name(reading, passage, hunk);
    if !beside && reading.knowledge.interchangeable(&stems(&passage.draft, new), &stems(&passage.source, lost)) {
        return false;
    }
    let strange =
        new.iter().any(|&i| reading.is_name(&passage.draft, i) && !reading.library.has(passage.draft.item(i).key));
    strange || hunk.before >= 2 && hunk.after >= 2
}

/// Whether a rank was lost or gained beside words of rank.
fn rank(reading: &Reading<'_>, passage: &Passage<'_>, new: &[u32], lost: &[u32]) -> bool {
    let ranked = |text: &Text<'_>, list: &[u32]| {
        list.iter().filter(|&&i| reading.knowledge.is_qualifier(text.item(i).stem)).count()
    };
    let (gained, dropped) = (ranked(&passage.draft, new), ranked(&passage.source, lost));
    if gained == dropped || new.len() > 1 || lost.len() > 1 {
        return false;
    }
    // “Chief” for “leader” is one title for another.
    if let ([new], [_]) = (new, lost)
        && reading.knowledge.is_title(passage.draft.item(*new).stem)
    {
        return false;
    }
    let (text, i) = if dropped > 0 { (&passage.source, lost[0]) } else { (&passage.draft, new[0]) };
    let end = text.sentence_items(text.sentence_of(i)).end;
    (i + 1..end.min(i + 4)).any(|n| reading.knowledge.is_title(text.item(n).stem) || reading.is_name(text, n))
}

/// Whether a word of rank beside a name was swapped.
fn title(reading: &Reading<'_>, passage: &Passage<'_>, hunk: &Hunk, new: &[u32], lost: &[u32]) -> bool {
    if new.is_empty() || lost.is_empty() {
        return false;
    }
    let stems = |text: &Text<'_>, list: &[u32]| list.iter().map(|&i| text.item(i).stem).collect::<Vec<_>>();
    let (a, b) = (stems(&passage.draft, new), stems(&passage.source, lost));
    let rank = |list: &[u32]| list.iter().any(|&s| reading.knowledge.is_title(s));
    (rank(&a) || rank(&b)) && beside_name(reading, passage, hunk) && !reading.knowledge.interchangeable(&a, &b)
}

/// Whether a name stands directly before or after a hunk of the draft.
fn beside_name(reading: &Reading<'_>, passage: &Passage<'_>, hunk: &Hunk) -> bool {
    let draft = &passage.draft;
    let before = hunk.draft.start.checked_sub(1).filter(|&i| i >= passage.strand.draft.start);
    let after = Some(hunk.draft.end).filter(|&i| i < passage.strand.draft.end);
    [before, after].into_iter().flatten().any(|i| reading.is_name(draft, i))
}
