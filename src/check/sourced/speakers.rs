//! Who is said to have spoken: the name or description beside a verb of saying before or after a quotation, in the draft and in
//! the source. A pronoun stands for the speaker of the quotation before. In doubt it says nothing.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::knowledge::Cue;
use super::read::{Reading, cues_in};
use crate::compare::items::{ItemKind, Text};
use crate::segment::{Quotation, Sentence};
use crate::text::{Prose, Span};

/// What a text says of a speaker.
#[derive(Debug)]
struct Speaker {
    items: Range<u32>,
    /// Keys of the words that are names.
    names: Vec<u32>,
    /// Stems of the other words of matter.
    nouns: Vec<u32>,
}

/// If the source has another speaker: the place in the draft that names its own, and the source's words for the right one.
pub fn other_speaker(
    reading: &Reading<'_>,
    quotation: &Quotation,
    source: &Text<'_>,
    at: u32,
) -> Option<(Span<Prose>, String)> {
    let draft = reading.draft;
    let mine = speaker(reading, &draft, quotation)?;
    let token = source.item(at).token;
    let past = source.quotations.partition_point(|q| q.open <= token);
    let place = (past.saturating_sub(5)..past).rev().find(|&i| {
        let q = &source.quotations[i];
        q.depth == 0 && q.tokens.contains(&token)
    })?;
    let introduced = || introduced_before(reading, source, &source.quotations[place]);
    let theirs = (place.saturating_sub(3)..=place).rev().find_map(|i| {
        let q = &source.quotations[i];
        let said = (q.depth == 0).then(|| speaker(reading, source, q)).flatten();
        let is_pronoun = i == place && said.as_ref().is_some_and(|s| s.names.is_empty() && s.nouns.is_empty());
        let before = || if is_pronoun { introduced() } else { None };
        said.filter(|s| !s.names.is_empty()).or_else(before)
    })?;
    if mine.names.is_empty() && mine.nouns.is_empty() {
        return None;
    }
    let near = around_names(source, &theirs, source.sentence_of(at));
    let fits =
        |noun: &u32| near.contains(noun) || near.iter().any(|n| reading.knowledge.interchangeable(&[*n], &[*noun]));
    let same = if mine.names.iter().any(|n| theirs.names.contains(n)) {
        mine.nouns.is_empty() || mine.nouns.iter().any(fits)
    } else if mine.names.is_empty() {
        // A description: another's only where the source knows somebody else by it.
        let elsewhere = |noun: &u32| reading.library.has(*noun);
        mine.nouns.iter().any(fits) || !mine.nouns.iter().any(elsewhere)
    } else {
        !mine.names.iter().any(|n| reading.library.has(*n))
    };
    (!same).then(|| (draft.span(mine.items.clone()), source.words(theirs.items.clone())))
}

/// Who speaks in the sentence before that of a quotation, where it quotes nobody: *she* of the quotation is that speaker.
fn introduced_before(reading: &Reading<'_>, text: &Text<'_>, quotation: &Quotation) -> Option<Speaker> {
    let here = text.sentences.partition_point(|s| s.tokens.end <= quotation.open);
    let before = text.sentences.get(here.checked_sub(1)?)?;
    let items = text.items_of(before.tokens.clone());
    if items.clone().any(|i| text.quoted(i)) {
        return None;
    }
    tag(reading, text, items).filter(|s| !s.names.is_empty())
}

/// How many sentences before and after a quotation may introduce its speaker.
const INTRODUCED: usize = 60;

/// The stems in the sentences around a quotation of the source that name its speaker.
fn around_names(source: &Text<'_>, speaker: &Speaker, sentence: u32) -> FxHashSet<u32> {
    let mut near = FxHashSet::default();
    let last = source.starts.len();
    let reach = (sentence as usize).saturating_sub(INTRODUCED)..(sentence as usize + INTRODUCED).min(last);
    for range in source.starts[reach].windows(2) {
        let sentence = &source.items[range[0] as usize..range[1] as usize];
        if sentence.iter().any(|i| speaker.names.contains(&i.key)) {
            near.extend(sentence.iter().map(|i| i.stem));
        }
    }
    near
}

fn speaker(reading: &Reading<'_>, text: &Text<'_>, quotation: &Quotation) -> Option<Speaker> {
    let close = quotation.close?;
    let ended = close > 0 && text.prose.slice(text.tokens[close as usize - 1].span()) == ".";
    let after = (!ended).then(|| tag_after(reading, text, close)).flatten();
    after.or_else(|| tag_before(reading, text, quotation.open))
}

fn sentence_at<'t>(text: &Text<'t>, token: u32) -> Option<&'t Sentence> {
    text.sentences.get(text.sentences.partition_point(|s| s.tokens.end <= token)).filter(|s| s.tokens.contains(&token))
}

/// `said the judge`, `the judge said`, up to the end of the clause.
fn tag_after(reading: &Reading<'_>, text: &Text<'_>, close: u32) -> Option<Speaker> {
    let block_end = sentence_at(text, close)?.tokens.end;
    let stop =
        |i: &u32| matches!(text.prose.slice(text.tokens[*i as usize].span()), "." | ";" | ":" | "“" | "\"" | "—");
    let end = (close + 1..block_end).find(stop).unwrap_or(block_end);
    tag(reading, text, text.items_of(close + 1..end))
}

/// `Jan Reith said: `
fn tag_before(reading: &Reading<'_>, text: &Text<'_>, open: u32) -> Option<Speaker> {
    let mark = open.checked_sub(1).map(|i| text.prose.slice(text.tokens[i as usize].span()))?;
    if !matches!(mark, ":" | ",") {
        return None;
    }
    let sentence = sentence_at(text, open)?;
    let stop = |i: &u32| matches!(text.prose.slice(text.tokens[*i as usize].span()), "”" | "\"");
    let start = (sentence.tokens.start..open).rev().find(stop).map_or(sentence.tokens.start, |i| i + 1);
    tag(reading, text, text.items_of(start..open))
}

/// The speaker in the words beside a verb of saying.
fn tag(reading: &Reading<'_>, text: &Text<'_>, items: Range<u32>) -> Option<Speaker> {
    let (verb, _) = cues_in(text, items.clone(), reading.knowledge).into_iter().find(|(_, cue)| *cue == Cue::Say)?;
    let who = if verb.start == items.start { verb.end..items.end.min(verb.end + 10) } else { items.start..verb.start };
    let names: Vec<u32> = who
        .clone()
        .filter(|&i| reading.is_name(text, i) || i == who.start && capital(text, i))
        .map(|i| text.item(i).key)
        .collect();
    let content = |i: &u32| text.item(*i).kind == ItemKind::Content && !names.contains(&text.item(*i).key);
    let nouns: Vec<u32> = who.clone().filter(content).map(|i| text.item(i).stem).collect();
    (!who.is_empty()).then_some(Speaker { items: who, names, nouns })
}

fn capital(text: &Text<'_>, i: u32) -> bool {
    text.item(i).kind == ItemKind::Content && text.written(i).starts_with(char::is_uppercase)
}
