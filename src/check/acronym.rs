//! Acronyms and what they stand for: never said, said twice, or said in two ways. An expansion is a row of words with the
//! right initials beside the acronym in brackets; whether readers need one for an acronym is the rule's list.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_spanned::Spanned;

use super::own::is_headline;
use super::tally::times;
use super::{Check, Mark};
use crate::english::case::Shape;
use crate::english::known::Known;
use crate::rule::load::{Loader, Problem};
use crate::segment::{Before, Page, TokenKind};
use crate::text::{BlockKind, Prose, Span};

/// `[rule.check.acronym]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AcronymSpec {
    /// What is marked: `unexpanded`, `twice`, `two-ways`.
    what: What,
    /// Acronyms that readers know.
    #[serde(default)]
    known: Vec<Spanned<String>>,
}

/// What is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// An acronym whose words are nowhere in the document.
    Unexpanded,
    /// The same expansion once more.
    Twice,
    /// Another expansion for the same acronym.
    TwoWays,
}

/// Looks at acronyms.
pub struct Acronym {
    what: What,
    known: FxHashSet<String>,
}

impl AcronymSpec {
    /// Reads the list.
    pub fn build(self, loader: &Loader<'_>) -> Result<Acronym, Problem> {
        Ok(Acronym { what: self.what, known: loader.folded(&self.known)? })
    }
}

/// An expansion beside its acronym.
struct Expansion {
    /// The words and the brackets.
    span: Span<Prose>,
    /// The words, folded.
    words: String,
    written: Span<Prose>,
}

impl Check for Acronym {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let mut expansions: FxHashMap<&str, Vec<Expansion>> = FxHashMap::default();
        let mut order: Vec<&str> = Vec::new();
        for i in 0..page.tokens.len() as u32 {
            let Some(expansion) = is_acronym(page, i).then(|| expansion(page, i)).flatten() else { continue };
            let all = expansions.entry(page.text(i)).or_default();
            if all.is_empty() {
                order.push(page.text(i));
            }
            all.push(expansion);
        }
        match self.what {
            What::Unexpanded => self.unexpanded(page, &expansions, out),
            What::Twice | What::TwoWays => {
                for acronym in order {
                    let all = &expansions[acronym];
                    for later in &all[1..] {
                        let same = all[0].words == later.words;
                        // Titles, lists of people and sources say it in full again.
                        let block = page.block(page.token_at(later.span.start));
                        let running = block.kind == BlockKind::Paragraph && block.list.is_none();
                        if same == (self.what == What::Twice) && (running || !same) {
                            let first = page.prose.slice(all[0].written).to_owned();
                            let says = format!("“{first}” here");
                            out.push(
                                Mark::new(later.span)
                                    .with("acronym", acronym)
                                    .with("first", first)
                                    .and(all[0].span, says),
                            );
                        }
                    }
                }
            }
        }
    }
}

impl Acronym {
    fn unexpanded(&self, page: &Page<'_>, expansions: &FxHashMap<&str, Vec<Expansion>>, out: &mut Vec<Mark>) {
        let mut seen: FxHashMap<&str, (u32, usize)> = FxHashMap::default();
        for i in 0..page.tokens.len() as u32 {
            let text = page.text(i);
            if !is_acronym(page, i) || self.known.contains(&*page.word(i).folded) || expansions.contains_key(text) {
                continue;
            }
            let block = page.block(i);
            let aside =
                page.token(i).quoted || block.quoted || matches!(block.kind, BlockKind::Heading(_) | BlockKind::Cell);
            // A speaker's name before what is said.
            let label = page.block_tokens[page.block_at(i)].start == i
                && page.tokens.get(i as usize + 1).is_some_and(|_| page.text(i + 1) == ":");
            if label || aside || is_headline(page, i) || among_capitals(page, i) || is_name_part(page, i) {
                continue;
            }
            seen.entry(text).or_insert((i, 0)).1 += 1;
        }
        let mut all: Vec<_> = seen.into_iter().collect();
        all.sort_by_key(|(_, (i, _))| *i);
        if all.is_empty() {
            return;
        }
        let initials = initials(page);
        all.retain(|(text, (i, _))| {
            text.len() >= 3 && page.word(*i).known() != Known::Common && !initials.contains(&text.to_lowercase())
        });
        // A document that is full of them was written for insiders: one finding, with the others beside it.
        let Some((_, (first, count))) = all.first() else { return };
        let mark = Mark::new(page.token(*first).span()).with("times", times(*count));
        let beside = |mark: Mark, (text, (i, _)): &(&str, (u32, usize))| {
            mark.and(page.token(*i).span(), format!("nor what “{text}” stands for"))
        };
        out.push(all[1..].iter().take(SHOWN).fold(mark, beside));
    }
}

/// So many further acronyms of a document are pointed at.
const SHOWN: usize = 7;

/// Two to seven capitals, alone between spaces or marks.
fn is_acronym(page: &Page<'_>, i: u32) -> bool {
    let token = page.token(i);
    let text = page.text(i);
    let joined = |j: usize| page.tokens.get(j).is_some_and(|t| t.before == Before::Hyphen);
    token.kind == TokenKind::Word
        && (2..=7).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_uppercase())
        && token.before != Before::Hyphen
        && !joined(i as usize + 1)
        && !text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// Whether the words around are in capitals as well: then capitals say nothing.
fn among_capitals(page: &Page<'_>, i: u32) -> bool {
    let upper = |j: Option<u32>| {
        j.is_some_and(|j| {
            page.tokens.get(j as usize).is_some_and(|_| page.word(j).shape == Shape::Upper && page.text(j).len() > 1)
        })
    };
    upper(i.checked_sub(1)) || upper(Some(i + 1))
}

/// Part of a name or a code: `KLM Royal`, `Radio WKRP`, `AB 123`, `USS Nimitz`.
fn is_name_part(page: &Page<'_>, i: u32) -> bool {
    let beside = |j: u32| {
        page.tokens.get(j as usize).is_some_and(|t| {
            t.kind == TokenKind::Number
                || t.before == Before::Nothing
                    && matches!(page.text(j), "." | "/" | "&" | "_" | "@" | "#")
                    && page.tokens.get(j as usize + 1).is_some_and(|n| n.before == Before::Nothing)
        })
    };
    beside(i + 1)
        || i.checked_sub(1).is_some_and(|j| {
            matches!(page.text(j), "/" | "&" | "#" | "@" | "_") && page.token(i).before == Before::Nothing
        })
}

fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "for" | "in" | "on" | "to" | "de" | "a" | "an" | "at" | "by" | "with" | "'s")
}

/// The expansion beside the acronym: `Small Brewers Council (SBC)` or `SBC (Small Brewers Council)`.
fn expansion(page: &Page<'_>, i: u32) -> Option<Expansion> {
    let acronym = page.text(i).to_ascii_lowercase();
    let bracketed =
        i > 0 && page.text(i - 1) == "(" && page.tokens.get(i as usize + 1).is_some_and(|_| page.text(i + 1) == ")");
    let start = page.sentences.get(page.sentence_at(i))?.tokens.start;
    if bracketed {
        let first = backwards(page, &acronym, i - 1, start)?;
        let written = page.span(first..i - 1);
        return Some(Expansion { span: page.span(first..i + 2), words: folded(page, first..i - 1), written });
    }
    let open = i + 1;
    if page.tokens.get(open as usize).is_none_or(|_| page.text(open) != "(") {
        return None;
    }
    let close = (open + 1..(open + 14).min(page.tokens.len() as u32)).find(|&j| page.text(j) == ")")?;
    let first = backwards(page, &acronym, close, open + 1)?;
    (first == open + 1).then(|| Expansion {
        span: page.span(i..close + 1),
        words: folded(page, first..close),
        written: page.span(first..close),
    })
}

/// The first of the words before `end` whose initials are the acronym, small words apart.
fn backwards(page: &Page<'_>, acronym: &str, end: u32, start: u32) -> Option<u32> {
    let mut letters = acronym.chars().rev().peekable();
    let mut at = end;
    while let Some(&letter) = letters.peek() {
        at = at.checked_sub(1).filter(|&a| a >= start)?;
        if page.token(at).kind != TokenKind::Word {
            return None;
        }
        let word = &page.word(at).folded;
        if word.starts_with(letter) && (!is_small(word) || at + 1 < end) {
            letters.next();
        } else if !is_small(word) {
            return None;
        }
    }
    (at < end).then_some(at)
}

fn folded(page: &Page<'_>, tokens: std::ops::Range<u32>) -> String {
    let words: Vec<&str> = tokens.map(|i| &*page.word(i).folded).collect();
    // A plural, a genitive or another ending of a long word (`Fellows`, `Fellowship`) makes no other expansion.
    let stem = |word: &&str| word.chars().take(6).collect::<String>().trim_end_matches('s').to_owned();
    words.iter().filter(|w| **w != "'s").map(stem).collect::<Vec<_>>().join(" ")
}

/// The initials of all words of all sentences, small words left out, sentences parted by spaces.
fn initials(page: &Page<'_>) -> String {
    let mut all = String::with_capacity(page.tokens.len());
    for sentence in &page.sentences {
        for i in sentence.tokens.clone() {
            let word = &page.word(i).folded;
            if page.token(i).kind == TokenKind::Word && !is_small(word) && !is_acronym(page, i) {
                all.extend(word.chars().next());
            }
        }
        all.push(' ');
    }
    all
}
