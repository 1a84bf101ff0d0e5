//! Brackets without a partner. A bracket may close some paragraphs later; a label such as `a)` or `12)` closes nothing.

use super::Fault;
use crate::check::{Mark, near};
use crate::finding::Level;
use crate::segment::{Before, Page, TokenKind};
use crate::text::{Prose, Span};

/// A closing bracket looks back over this many open ones.
const DEPTH: usize = 64;
/// A bracket may stay open over this many blocks.
const REACH: usize = 4;

/// A bracket without a partner.
struct Lone {
    token: u32,
    block: usize,
    opens: bool,
}

/// Appends the marks of one fault.
pub fn marks(page: &Page<'_>, fault: Fault, out: &mut Vec<Mark>) {
    let mut lone = Vec::new();
    for (b, block) in page.block_tokens.iter().enumerate() {
        let from = lone.len();
        for i in block.clone() {
            if page.token(i).kind != TokenKind::Mark {
                continue;
            }
            match page.text(i) {
                "(" | "[" if !face(page, i) => lone.push(Lone { token: i, block: b, opens: true }),
                close @ (")" | "]") => {
                    let opener = if close == ")" { "(" } else { "[" };
                    let open = lone[from..].iter().enumerate().rev().take(DEPTH);
                    match open.filter(|(_, l)| l.opens && page.text(l.token) == opener).map(|(n, _)| n).next() {
                        Some(at) => drop(lone.remove(from + at)),
                        None if label(page, i, block.start) || face(page, i) => {}
                        None => lone.push(Lone { token: i, block: b, opens: false }),
                    }
                }
                _ => {}
            }
        }
    }
    let wanted = fault == Fault::BracketUnclosed;
    for (n, bracket) in lone.iter().enumerate().filter(|(_, l)| l.opens == wanted) {
        let near_blocks = |l: &&Lone| l.opens != bracket.opens && l.block.abs_diff(bracket.block) <= REACH;
        let partner = if wanted {
            lone[n + 1..].iter().take(DEPTH).find(near_blocks)
        } else {
            lone[..n].iter().rev().take(DEPTH).find(near_blocks)
        };
        let end = page.block_tokens[bracket.block].end;
        if partner.is_none_or(|p| p.block == bracket.block) && !(bracket.opens && shortcode(page, bracket.token, end)) {
            // A square bracket, or one after a link or a tag, is often left of markup that was not read.
            let before = page.source.text
                [..page.prose.to_source(page.token(bracket.token).span()).span().start as usize]
                .chars()
                .next_back();
            let markup =
                page.text(bracket.token).contains(['[', ']']) || matches!(before, Some(')' | ']' | '}' | '"' | '/'));
            let level = markup.then_some(Level::Note);
            out.extend(mark(page, bracket).map(|m| Mark { level, ..m }));
        }
    }
}

/// `a)`, `12)`, `iv)`: the label of an item, in a list or within a sentence.
fn label(page: &Page<'_>, close: u32, start: u32) -> bool {
    if close == start || !near::glued(page, close) {
        return false;
    }
    let short = match near::kind(page, close - 1) {
        Some(TokenKind::Number) => near::length(page, close - 1) <= 3,
        Some(TokenKind::Word) => {
            near::length(page, close - 1) == 1 || page.text(close - 1).bytes().all(|b| b"ivxIVX".contains(&b))
        }
        _ => false,
    };
    let head = close - 1 == start || near::spaced(page, close - 1) || near::before(page, close - 1) == Before::Start;
    short
        && (head
            || near::kind(page, close - 2) == Some(TokenKind::Mark)
            || near::kind(page, close - 2) == Some(TokenKind::Number))
}

/// `[youtube=…`, or a bracket that stands alone as in code.
fn shortcode(page: &Page<'_>, i: u32, end: u32) -> bool {
    i + 1 >= end || near::spaced(page, i + 1) && page.text(i) == "[" || i + 2 < end && page.text(i + 2) == "="
}

/// A face typed with marks: `:)`, `;-(`.
fn face(page: &Page<'_>, i: u32) -> bool {
    i > 0 && near::glued(page, i) && {
        let before = page.text(i - 1);
        let nosed = before == "-" && i > 1 && matches!(page.text(i - 2), ":" | ";");
        nosed || matches!(before, ":" | ";" | "=") && (i < 2 || !near::glued(page, i - 1))
    }
}

fn mark(page: &Page<'_>, bracket: &Lone) -> Option<Mark> {
    let at = page.token(bracket.token).span();
    let text = page.text(bracket.token);
    if !bracket.opens {
        let first = page.block_tokens[bracket.block].start;
        return (bracket.token > first)
            .then(|| Mark::new(at).with("bracket", text).with("partner", if text == ")" { "(" } else { "[" }));
    }
    let close = if text == "(" { ")" } else { "]" };
    let sentence = page.sentences.get(page.sentence_at(bracket.token))?;
    let mut end = sentence.tokens.end;
    while end > bracket.token + 1 && matches!(page.text(end - 1), "." | "!" | "?" | "…" | "\"" | "”" | "’" | ":")
    {
        end -= 1;
    }
    let place = page.token(end - 1).end;
    Some(Mark::new(at).with("bracket", text).with("partner", close).repair(Span::<Prose>::new(place, place), close))
}
