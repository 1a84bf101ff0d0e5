//! Tokens to sentences. A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number, or what
//! follows goes on in lower case. It never joins blocks and makes no judgement on whether a sentence is whole.

use super::token::{Before, Token, TokenKind};
use super::words::{Word, Words};
use crate::english::abbreviations::{self, Abbreviation};
use crate::english::case::Shape;
use crate::text::Prose;
use std::ops::Range;

/// A sentence: a range of tokens of the page, end mark and closing quotation marks included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its block.
    pub block: u32,
}

/// Appends the sentences of the block whose tokens these are.
pub fn split(prose: &Prose, tokens: &[Token], range: Range<u32>, block: u32, words: &Words, out: &mut Vec<Sentence>) {
    let mut start = range.start;
    let mut i = range.start;
    while i < range.end {
        if let Some(end) = sentence_end(prose, tokens, i, range.end, words) {
            out.push(Sentence { tokens: start..end, block });
            start = end;
            i = end;
        } else {
            i += 1;
        }
    }
    if start < range.end {
        out.push(Sentence { tokens: start..range.end, block });
    }
}

/// If the token is an end mark that ends a sentence, the token past the sentence.
fn sentence_end(prose: &Prose, tokens: &[Token], i: u32, end: u32, words: &Words) -> Option<u32> {
    let token = &tokens[i as usize];
    if token.kind != TokenKind::Mark {
        return None;
    }
    let mark = prose.slice(token.span());
    if !matches!(mark, "." | "!" | "?" | "…" | "。") && !mark.starts_with("...") {
        return None;
    }
    let next = past_closers(prose, tokens, i + 1, end);
    if next == end {
        return Some(end);
    }
    let follower = &tokens[next as usize];
    if !matches!(follower.before, Before::Space | Before::Line) {
        return None;
    }
    let first = first_word(prose, tokens, next, end);
    if first.is_some_and(|t| prose.slice(t.span()).starts_with(char::is_lowercase)) {
        return None;
    }
    if mark == "." && next == i + 1 && keeps_going(tokens, i, first, words) {
        return None;
    }
    Some(next)
}

/// Past end marks, closing quotation marks, brackets and note numbers that are glued to an end mark.
fn past_closers(prose: &Prose, tokens: &[Token], mut i: u32, end: u32) -> u32 {
    while i < end {
        let token = &tokens[i as usize];
        if token.before != Before::Nothing {
            break;
        }
        match prose.slice(token.span()) {
            "." | "!" | "?" | "…" | "”" | "’" | "\"" | "'" | ")" | "]" | "»" => i += 1,
            "[" => match note_end(prose, tokens, i, end) {
                Some(past) => i = past,
                None => break,
            },
            _ => break,
        }
    }
    i
}

/// Past a bracketed citation such as `[12]` or `[3, 4]`.
fn note_end(prose: &Prose, tokens: &[Token], open: u32, end: u32) -> Option<u32> {
    let close = (open + 1..end.min(open + 8)).find(|&i| prose.slice(tokens[i as usize].span()) == "]")?;
    let inner = &tokens[open as usize + 1..close as usize];
    inner.iter().all(|t| t.kind != TokenKind::Word).then_some(close + 1)
}

/// The first token at or after `i` that is no opening mark, if it is a word.
fn first_word<'t>(prose: &Prose, tokens: &'t [Token], i: u32, end: u32) -> Option<&'t Token> {
    let openers = |t: &&Token| {
        t.kind == TokenKind::Mark && matches!(prose.slice(t.span()), "“" | "‘" | "\"" | "'" | "(" | "[" | "«")
    };
    tokens[i as usize..end as usize].iter().find(|t| !openers(t)).filter(|t| t.kind == TokenKind::Word)
}

/// Whether a full stop belongs to the word before it and the sentence goes on.
fn keeps_going(tokens: &[Token], stop: u32, first: Option<&Token>, words: &Words) -> bool {
    let Some(before) = stop.checked_sub(1).map(|i| &tokens[i as usize]) else { return false };
    if tokens[stop as usize].before != Before::Nothing {
        return false;
    }
    let Word { folded: word, shape, .. } = words.get(before.word);
    if before.kind == TokenKind::Number {
        // "1. Take the pan": an enumerator, not the end of a sentence of one number.
        return before.before == Before::Start;
    }
    let next_is_number = tokens.get(stop as usize + 1).is_some_and(|t| t.kind == TokenKind::Number);
    let starter = first.is_some_and(|t| abbreviations::opens_sentence(&words.get(t.word).folded));
    match abbreviations::abbreviation(word, *shape == Shape::Lower) {
        Some(Abbreviation::Title) => true,
        Some(Abbreviation::BeforeNumber) => next_is_number,
        Some(Abbreviation::Plain) => !starter,
        None => {
            let initial = word.chars().count() == 1 && before.kind == TokenKind::Word;
            // "Plan B. The" ends; "J. Smith", "the U.S. Senate" go on.
            initial && &**word != "i" && !starter
        }
    }
}
