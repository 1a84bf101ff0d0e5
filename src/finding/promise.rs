//! What a safe fix must leave alone: numbers, names, links, code and the words inside quotation marks. It looks at
//! nothing but the text, so that a rule that promises too much is caught whatever it says of itself. Findings are held to
//! it when they are made ([`super::caution`]), and fixes once more before they are applied.
//!
//! Repairing characters changes no word: an edit that takes out what nobody can see, reads bytes back which were read in the
//! wrong encoding, or writes a character for its reference or its ligature ([`super::damage`]), is free within quotation marks
//! and names too. So is taking out whole lines, which are page rubbish where a rule dares to call that safe.

use super::Edit;
use super::damage;
use crate::text::{Source, Span};

/// A stretch of the draft that no safe fix may touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The bytes; those inside the marks for a quotation.
    pub span: Span<Source>,
    /// What it is, after "changes": `a quotation`, `code`, `a link`.
    pub what: &'static str,
}

/// What stands between quotation marks, after "changes".
const QUOTATION: &str = "a quotation";
/// How many bytes beside an edit are looked at for the rest of its word.
const WORD: usize = 80;
/// No link target is longer.
const ADDRESS: usize = 4096;

/// Words that are numbers as much as digits are.
const NUMBER_WORDS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "dozen",
    "half",
    "third",
    "quarter",
    "twice",
    "double",
    "triple",
];

/// What these edits would change that a safe fix may not change; `held` as [`in_order`] leaves it.
pub fn broken_by(text: &str, held: &[Held], edits: &[Edit]) -> Option<&'static str> {
    edits.iter().find_map(|edit| broken_by_edit(text, held, edit))
}

fn broken_by_edit(text: &str, held: &[Held], edit: &Edit) -> Option<&'static str> {
    let from = held.partition_point(|h| h.span.end < edit.span.start);
    let near = held[from..].iter().take_while(|h| h.span.start <= edit.span.end);
    // An insertion at the very edge is inside the marks too: `… said.“` and `said”.` are not the same quotation.
    let (start, end) = (edit.span.start as usize, edit.span.end as usize);
    let old = text.get(start..end)?;
    // Neither is a change of words: characters read back as they were written, and lines that go altogether.
    let is_repair = damage::repairs(old, &edit.text);
    let is_removal = edit.text.trim().is_empty() && is_whole_lines(text, start, end);
    let inside = |h: &&Held| {
        (edit.span.overlaps(h.span) || edit.span.is_empty()) && !((is_repair || is_removal) && h.what == QUOTATION)
    };
    if let Some(held) = near.clone().find(inside) {
        return Some(held.what);
    }
    if is_repair || is_removal {
        return None;
    }
    if let Some(what) = moves_marks(old, &edit.text) {
        return Some(what);
    }
    let word_start = leftwards(text, start);
    let word_end = rightwards(text, end);
    let before = text.get(word_start..word_end)?;
    let after = [text.get(word_start..start)?, &edit.text, text.get(end..word_end)?].concat();
    if numbers(before) != numbers(&after) {
        return Some("a number");
    }
    // A sentence that goes takes its names along.
    if edit.text.trim().is_empty() && old.split_whitespace().count() > 3 {
        return None;
    }
    let begins = begins_sentence(&text[..word_start]);
    let same_words = || words(before).map(str::to_lowercase).eq(words(&after).map(str::to_lowercase));
    (names(before, begins) != names(&after, begins) && !same_words()).then_some("a name")
}

/// Whether a stretch is one or more lines with all that stands on them.
fn is_whole_lines(text: &str, start: usize, end: usize) -> bool {
    let Some(old) = text.get(start..end) else { return false };
    let ends = |c: char| matches!(c, '\n' | '\r');
    let opens = start == 0 || text[..start].ends_with(ends) || old.starts_with(ends);
    let closes = end == text.len() || old.ends_with(ends) || text[end..].starts_with(ends);
    opens && closes && !old.trim().is_empty()
}

/// Marks that come or go change what stands between them. A straight mark may become a curly one, and the other way
/// round.
fn moves_marks(old: &str, new: &str) -> Option<&'static str> {
    let count = |mark: char| (old.matches(mark).count(), new.matches(mark).count());
    let (ticks, opening, closing, straight) = (count('`'), count('“'), count('”'), count('"'));
    if ticks.0 != ticks.1 {
        return Some("code");
    }
    let all = (opening.0 + closing.0 + straight.0, opening.1 + closing.1 + straight.1);
    let turned = straight.0 == straight.1 && (opening.0, closing.0) != (opening.1, closing.1);
    (all.0 != all.1 || turned).then_some(QUOTATION)
}

fn leftwards(text: &str, from: usize) -> usize {
    let mut at = from;
    for (i, c) in text[..from].char_indices().rev().take(WORD) {
        if c.is_whitespace() {
            break;
        }
        at = i;
    }
    at
}

fn rightwards(text: &str, from: usize) -> usize {
    let rest = text[from..].chars().take(WORD).take_while(|c| !c.is_whitespace());
    from + rest.map(char::len_utf8).sum::<usize>()
}

/// The numbers in a text, in order, in digits or in words. Marks inside them count: 1.5 is not 15.
fn numbers(text: &str) -> Vec<String> {
    let in_number = |c: char| c.is_numeric() || matches!(c, '.' | ',');
    let mut numbers: Vec<String> = text
        .split(|c: char| !in_number(c))
        .map(|run| run.trim_matches(['.', ',']).to_owned())
        .filter(|run| !run.is_empty())
        .collect();
    let spelt = words(text).map(str::to_lowercase).filter(|word| NUMBER_WORDS.contains(&word.as_str()));
    numbers.extend(spelt);
    numbers
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The words with a capital that the beginning of a sentence does not explain, in order.
fn names(text: &str, begins: bool) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    let mut begins = begins;
    while let Some(gap) = rest.find(char::is_alphanumeric) {
        begins |= ends_sentence(&rest[..gap]);
        let tail = &rest[gap..];
        let (word, after) = tail.split_at(tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len()));
        let mut letters = word.chars();
        let initial = letters.next().is_some_and(char::is_uppercase);
        if (initial && !begins) || letters.any(char::is_uppercase) {
            names.push(word);
        }
        (rest, begins) = (after, false);
    }
    names
}

/// Whether the gap between two words holds the end of a sentence or a block.
fn ends_sentence(gap: &str) -> bool {
    gap.contains(['.', '!', '?', ':', '“', '"', '\n', '\r', '…', '#', '>', '|'])
}

/// Whether the text that follows begins a sentence or a block.
fn begins_sentence(before: &str) -> bool {
    let tail: String = before.chars().rev().take_while(|c| !c.is_alphanumeric()).take(WORD).collect();
    tail.len() == before.len() || ends_sentence(&tail)
}

/// What is held in a text as far as a look at its characters can tell: code between backticks and fences, addresses,
/// link targets, and words between double quotation marks. Where the real parts of a draft are known, use those.
pub fn held_by_looks(source: &Source) -> Vec<Held> {
    let mut held = Vec::new();
    let mut start = 0;
    let mut fenced = None;
    let mut paragraph = 0;
    let text = source.text.as_str();
    for line in text.split_inclusive('\n') {
        let head = line.trim_start();
        let fence = ["```", "~~~"].into_iter().find(|fence| head.starts_with(fence));
        let in_code = fenced.is_some();
        if fence.is_some() && (fenced.is_none() || fenced == fence) {
            fenced = if in_code { None } else { fence };
        }
        if in_code || fence.is_some() || head.trim_end().is_empty() {
            hold_paragraph(text, paragraph..start, &mut held);
            paragraph = start + line.len();
        }
        if in_code || fence.is_some() {
            held.push(Held { span: Span::of_range(start..start + line.len()), what: "code" });
        }
        start += line.len();
    }
    hold_paragraph(text, paragraph..start, &mut held);
    in_order(held)
}

/// Sorts what is held and drops what lies inside another, so that ends grow as beginnings do.
pub fn in_order(mut held: Vec<Held>) -> Vec<Held> {
    held.sort_by_key(|h| (h.span.start, std::cmp::Reverse(h.span.end)));
    held.dedup_by(|inner, outer| outer.span.contains(inner.span));
    held
}

/// Whether a tag begins or ends a block of text, across which no quotation runs unmarked.
fn is_block(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let blocks = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "td", "th", "tr", "div", "section"];
    blocks.iter().any(|block| name.eq_ignore_ascii_case(block))
}

/// Holds what a paragraph has between backticks, brackets and quotation marks.
fn hold_paragraph(text: &str, range: std::ops::Range<usize>, held: &mut Vec<Held>) {
    let paragraph = &text[range.clone()];
    let mut hold = |start: usize, end: usize, what| {
        held.push(Held { span: Span::of_range(range.start + start..range.start + end), what });
    };
    let mut quote: Option<(usize, char)> = None;
    let mut skip_to = 0;
    for (at, c) in paragraph.char_indices() {
        if at < skip_to {
            continue;
        }
        let rest = &paragraph[at..];
        let after = at + c.len_utf8();
        match (c, quote) {
            ('`', _) => {
                let ticks = rest.len() - rest.trim_start_matches('`').len();
                skip_to = at + ticks;
                if let Some(length) = paragraph[skip_to..].find(&rest[..ticks]) {
                    hold(at, skip_to + length + ticks, "code");
                    skip_to += length + ticks;
                }
            }
            // The attributes of a tag are no quotations.
            ('<', _) if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) => {
                let close = rest.char_indices().take(ADDRESS).find(|(_, c)| *c == '>');
                skip_to = at + close.map_or(1, |(end, _)| end + 1);
                if is_block(rest) {
                    quote = None;
                }
            }
            (']', _) if rest.starts_with("](") => {
                let close = rest.char_indices().take(ADDRESS).find(|(_, c)| *c == ')');
                skip_to = at + close.map_or(2, |(end, _)| end + 1);
                hold(at, skip_to, "a link");
            }
            ('h' | 'w', _) if ["http://", "https://", "www."].iter().any(|head| rest.starts_with(head)) => {
                let ends = |c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"' | '”' | ']');
                skip_to = at + rest.find(ends).unwrap_or(rest.len());
                hold(at, skip_to, "a link");
            }
            ('“', None) => quote = Some((after, '”')),
            ('"', None) => quote = Some((after, '"')),
            (c, Some((start, close))) if c == close => {
                hold(start, at, QUOTATION);
                quote = None;
            }
            _ => {}
        }
    }
    // Marks that are never closed may run on into the next paragraph: all of it is held.
    if let Some((start, _)) = quote {
        hold(start, paragraph.len(), QUOTATION);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Replaces the text in `[brackets]` and says what that breaks.
    fn broken(marked: &str, new: &str) -> Option<&'static str> {
        let (start, end) = (marked.find('[').expect("["), marked.find(']').expect("]") - 1);
        let text: String = marked.replacen('[', "", 1).replacen(']', "", 1);
        let source = Source::new("x.md", text);
        let edit = Edit { span: Span::of_range(start..end), text: new.into() };
        broken_by(&source.text, &held_by_looks(&source), &[edit])
    }

    #[test]
    fn held_things_are_seen() {
        assert_eq!(broken("There were [fiveteen].", "15"), Some("a number"));
        assert_eq!(broken("It cost 1[.]5 million.", ""), Some("a number"));
        assert_eq!(broken("It took [two] days.", "three"), Some("a number"));
        assert_eq!(broken("We saw [Duran] Duran.", ""), Some("a name"));
        assert_eq!(broken("He said “we [extinguished] them”.", "killed"), Some("a quotation"));
        assert_eq!(broken("He said “we won[]”", "."), Some("a quotation"));
        assert_eq!(broken("He said we won[].", "”"), Some("a quotation"));
        assert_eq!(broken("Use `teh [x]` now", "y"), Some("code"));
        assert_eq!(broken("See https://a.b/[teh] now", "the"), Some("a link"));
    }

    #[test]
    fn characters_are_repaired_within_marks_too() {
        assert_eq!(broken("He said “it[\u{200b}] ends”.", ""), None);
        assert_eq!(broken("He said “it[\u{a0}]ends”.", " "), None);
        assert_eq!(broken("He said “it[â€™]s over”.", "’"), None);
        assert_eq!(broken("He said [â€œ]it is over.”", "“"), None);
        assert_eq!(broken("He said “it[ ]ends”.", ""), Some("a quotation"));
    }

    #[test]
    fn other_things_are_free() {
        assert_eq!(broken("It was [teh] end, said Ann.", "the"), None);
        assert_eq!(broken("A day[] in May", ","), None);
        assert_eq!(broken("on [monday] they", "Monday"), None);
        assert_eq!(broken("End. [teh] next.", "The"), None);
        assert_eq!(broken("He said “we won”[]", "."), None);
        assert_eq!(broken("He left[]", "."), None);
        assert_eq!(broken("He said [\"]we won\".", "“"), None);
    }
}
