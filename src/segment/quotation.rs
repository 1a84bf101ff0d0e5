//! Which tokens stand inside quotation marks: curly, straight, single, angle, nested, and speech that runs over paragraphs
//! with an opening mark at the head of each. It reports no unpaired mark: a check does, from what is left open here.

use super::token::{Before, Token, TokenKind};
use crate::text::Prose;
use std::ops::Range;

/// A quotation: from its opening mark to its closing mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The token of the opening mark.
    pub open: u32,
    /// The token of the closing mark; `None` where the block ends before it.
    pub close: Option<u32>,
    /// The tokens between the marks; to the end of the block where it is not closed.
    pub tokens: Range<u32>,
    /// The opening mark.
    pub mark: char,
    /// 0 for an outer quotation, 1 for one inside it …
    pub depth: u32,
    /// Not closed here because the speech goes on in the next paragraph, which opens with a mark of its own.
    pub continued: bool,
}

/// An opening mark whose closing mark has not come yet.
struct Open {
    token: u32,
    mark: char,
}

/// Finds the quotations of all blocks and marks the tokens inside them.
pub fn find(prose: &Prose, tokens: &mut [Token], blocks: &[Range<u32>]) -> Vec<Quotation> {
    let mut found = Vec::new();
    for (b, block) in blocks.iter().enumerate() {
        let mut stack: Vec<Open> = Vec::new();
        for i in block.clone() {
            let Some(mark) = quote_mark(prose, tokens, i) else { continue };
            match side(prose, tokens, i, mark, block, &stack) {
                Side::Open => stack.push(Open { token: i, mark }),
                Side::Close => close(&mut stack, i, mark, &mut found),
                Side::Neither => {}
            }
        }
        let next_opens = blocks.get(b + 1).filter(|n| !n.is_empty()).and_then(|n| quote_mark(prose, tokens, n.start));
        for depth in (0..stack.len()).rev() {
            let open = &stack[depth];
            // A single mark that nothing closes was an apostrophe.
            if matches!(open.mark, '‘' | '\'') {
                continue;
            }
            let continued = next_opens == Some(open.mark);
            found.push(Quotation {
                open: open.token,
                close: None,
                tokens: open.token + 1..block.end,
                mark: open.mark,
                depth: depth as u32,
                continued,
            });
        }
    }
    found.sort_by_key(|q| (q.open, q.depth));
    for quotation in &found {
        for token in &mut tokens[quotation.tokens.start as usize..quotation.tokens.end as usize] {
            token.quoted = true;
        }
    }
    found
}

fn close(stack: &mut Vec<Open>, at: u32, mark: char, found: &mut Vec<Quotation>) {
    let opener = match mark {
        '”' => '“',
        '’' => '‘',
        '»' => '«',
        same => same,
    };
    let Some(depth) = stack.iter().rposition(|o| o.mark == opener || mark == '”' && o.mark == '„') else { return };
    let open = stack.drain(depth..).next();
    if let Some(open) = open {
        found.push(Quotation {
            open: open.token,
            close: Some(at),
            tokens: open.token + 1..at,
            mark: open.mark,
            depth: depth as u32,
            continued: false,
        });
    }
}

/// The quotation mark that the token is, if it is one.
fn quote_mark(prose: &Prose, tokens: &[Token], i: u32) -> Option<char> {
    let token = tokens.get(i as usize).filter(|t| t.kind == TokenKind::Mark)?;
    let mark = prose.slice(token.span()).chars().next()?;
    matches!(mark, '“' | '”' | '„' | '"' | '‘' | '’' | '\'' | '«' | '»').then_some(mark)
}

#[derive(PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Neither,
}

fn side(prose: &Prose, tokens: &[Token], i: u32, mark: char, block: &Range<u32>, stack: &[Open]) -> Side {
    let token = &tokens[i as usize];
    let after_space = token.before != Before::Nothing || i == block.start || opens(prose, tokens, i - 1);
    let next = tokens.get(i as usize + 1).filter(|_| i + 1 < block.end);
    let glued_next = next.is_some_and(|t| t.before == Before::Nothing);
    match mark {
        '“' | '«' | '„' => Side::Open,
        '”' | '»' => Side::Close,
        '"' if stack.iter().any(|o| o.mark == '"') => {
            if after_space && glued_next && stack.last().is_some_and(|o| o.mark != '"') {
                Side::Open
            } else {
                Side::Close
            }
        }
        '"' => Side::Open,
        '‘' | '\'' if after_space && glued_next => {
            let word = next.is_some_and(|t| t.kind == TokenKind::Word);
            // ’n’ for “and” is no quotation.
            let and = next.is_some_and(|t| matches!(prose.slice(t.span()), "n" | "N"));
            let closer = word && !and && has_closer(prose, tokens, i + 1, block.end);
            if closer { Side::Open } else { Side::Neither }
        }
        '’' | '\'' if !after_space => {
            let opener = if mark == '’' { '‘' } else { '\'' };
            let letter_follows = glued_next && next.is_some_and(|t| t.kind == TokenKind::Word);
            if !letter_follows && stack.iter().any(|o| o.mark == opener) { Side::Close } else { Side::Neither }
        }
        _ => Side::Neither,
    }
}

/// Whether the token before is an opening bracket or mark or a dash, after which a quotation may open without a space.
fn opens(prose: &Prose, tokens: &[Token], i: u32) -> bool {
    matches!(prose.slice(tokens[i as usize].span()), "(" | "[" | "“" | "‘" | "\"" | "—" | "–" | "--" | "«")
}

/// A single mark is closed within this many tokens, if it is one at all; the bound keeps the search linear.
const CLOSE: usize = 1000;

/// Whether a single closing mark comes in this block: one that is glued to what stands before it, with no letter after it,
/// and not the plain possessive of a plural (`the players’ union`).
fn has_closer(prose: &Prose, tokens: &[Token], from: u32, end: u32) -> bool {
    (from + 1..end).take(CLOSE).any(|i| {
        let token = &tokens[i as usize];
        let glued = token.before == Before::Nothing && token.kind == TokenKind::Mark;
        if !glued || !matches!(prose.slice(token.span()), "’" | "'") {
            return false;
        }
        let next = tokens.get(i as usize + 1).filter(|_| i + 1 < end);
        next.is_none_or(|t| t.before != Before::Nothing || t.kind == TokenKind::Mark)
    })
}
