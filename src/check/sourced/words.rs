//! Words swapped in text that otherwise goes along with its source, and long runs taken as they are. What stands for one another
//! in the rules' groups is a note; where nothing around holds the place firm, nothing is said.

use super::knowledge::Knowledge;
use super::read::{Passage, Reading};
use super::{Change, Kind};
use crate::compare::items::key;
use crate::compare::{Hunk, ItemKind, Text};
use crate::english::dialect::to_british;
use crate::english::inflect::lemmas;
use crate::finding::Level;

/// The swapped words of a strand.
pub fn changes(reading: &Reading<'_>, passage: &Passage<'_>, taken: &[bool], out: &mut Vec<Change>) {
    for (at, hunk) in passage.hunks.iter().enumerate() {
        if taken[at] || !passage.word_for_word(hunk, reading.closeness) {
            continue;
        }
        let (new, lost) = (passage.new_words(hunk), passage.lost_words(hunk));
        if new.is_empty() || lost.is_empty() || new.len() > 4 || lost.len() > 4 || akin(passage, &new, &lost) {
            continue;
        }
        let harmless = harmless(reading.knowledge, passage, hunk, &new, &lost);
        let mut change = passage.change(at, Kind::SwappedWord, if harmless { "harmless" } else { "word" });
        if harmless {
            change.level = Some(Level::Note);
        }
        out.push(change);
    }
}

/// Whether the only new word is a form or another spelling of the only lost one.
fn akin(passage: &Passage<'_>, new: &[u32], lost: &[u32]) -> bool {
    let ([new], [lost]) = (new, lost) else { return false };
    let (a, b) = (passage.draft.written(*new).to_lowercase(), passage.source.written(*lost).to_lowercase());
    let spelt = |w: &str| to_british(w).unwrap_or_else(|| w.to_owned());
    let mut forms = Vec::new();
    lemmas(&a, &mut |lemma, _| forms.push(lemma.to_owned()));
    let mut shared = spelt(&a) == spelt(&b);
    lemmas(&b, &mut |lemma, _| shared |= lemma.len() > 2 && forms.iter().any(|f| f == lemma));
    shared
}

/// Whether the swap is one of those that change nothing.
fn harmless(knowledge: &Knowledge, passage: &Passage<'_>, hunk: &Hunk, new: &[u32], lost: &[u32]) -> bool {
    let (draft, source) = (&passage.draft, &passage.source);
    let next = |text: &Text<'_>, end: u32| text.items.get(end as usize).map(|i| i.stem);
    // “cut off” is no “reduce off”, though “put aside” is “set aside”.
    let particle = next(source, hunk.source.end).filter(|&s| {
        knowledge.is_particle(s) || lost.len() == 1 && knowledge.is_phrase(&[source.item(lost[0]).stem, s])
    });
    if let Some(particle) = particle.filter(|p| next(draft, hunk.draft.end) == Some(*p)) {
        let with = |text: &Text<'_>, r: &std::ops::Range<u32>| {
            r.clone().map(|i| text.item(i).stem).chain([particle]).collect::<Vec<_>>()
        };
        return knowledge.interchangeable(&with(draft, &hunk.draft), &with(source, &hunk.source));
    }
    // “Finance minister” is no “fund minister”, whatever else the two words may share.
    if lost.len() == 1
        && next(source, hunk.source.end).is_some_and(|s| knowledge.is_title(s))
        && !knowledge.is_title(source.item(lost[0]).stem)
    {
        return false;
    }
    // What may stand for “declined” in “sales declined” may not in “declined to comment”.
    if let ([new], [lost], 1) = (new, lost, hunk.draft.len()) {
        let end = hunk.source.end;
        let infinitive = source.items.get(end as usize).is_some_and(|i| i.key == key("to"))
            && source.items.get(end as usize + 1).is_some_and(|i| i.kind == ItemKind::Content)
            && !source.written(end + 1).starts_with(char::is_uppercase);
        let leads = |text: &Text<'_>, i: u32| knowledge.leads_infinitive(text.item(i).stem);
        if infinitive && leads(source, *lost) && !leads(draft, *new) {
            return false;
        }
    }
    let stems =
        |text: &Text<'_>, items: &mut dyn Iterator<Item = u32>| items.map(|i| text.item(i).stem).collect::<Vec<_>>();
    let whole = |text: &Text<'_>, r: &std::ops::Range<u32>| stems(text, &mut r.clone());
    if knowledge.interchangeable(&whole(draft, &hunk.draft), &whole(source, &hunk.source)) {
        return true;
    }
    // “Go forward” for “go ahead”.
    if let (Some(d), Some(s)) = (hunk.draft.start.checked_sub(1), hunk.source.start.checked_sub(1)) {
        let (mine, theirs) = (whole(draft, &(d..hunk.draft.end)), whole(source, &(s..hunk.source.end)));
        if mine.first() == theirs.first() && mine != theirs && knowledge.interchangeable(&mine, &theirs) {
            return true;
        }
    }
    let (a, b) = (stems(draft, &mut new.iter().copied()), stems(source, &mut lost.iter().copied()));
    let each = |x: &[u32], y: &[u32]| x.iter().all(|s| y.iter().any(|t| knowledge.interchangeable(&[*s], &[*t])));
    knowledge.interchangeable(&a, &b) || each(&a, &b) && each(&b, &a)
}

/// A run of words taken as they are, where it is long enough to be told.
pub fn copied(reading: &Reading<'_>, passage: &Passage<'_>, out: &mut Vec<Change>) {
    let least = reading.knowledge.copied_words;
    let pairs = &passage.strand.pairs;
    let same = |p: &(u32, u32)| {
        let (a, b) = (passage.draft.item(p.0), passage.source.item(p.1));
        a.key == b.key && !passage.draft.quoted(p.0)
    };
    let mut start = 0;
    for i in 0..=pairs.len() {
        let goes_on = i > start
            && i < pairs.len()
            && same(&pairs[i])
            && pairs[i].0 == pairs[i - 1].0 + 1
            && pairs[i].1 == pairs[i - 1].1 + 1;
        if goes_on {
            continue;
        }
        if i > start && least > 0 && (i - start) as u32 >= least && same(&pairs[start]) {
            let (a, b) = (pairs[start], pairs[i - 1]);
            out.push(Change {
                kind: Kind::Copied,
                variant: "",
                level: None,
                at: passage.draft.span(a.0..b.0 + 1),
                source: Some((passage.strand.paper, passage.source.span(a.1..b.1 + 1))),
                repairs: Vec::new(),
                who: String::new(),
            });
        }
        start = i;
    }
}
