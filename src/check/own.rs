//! Which words of a page are the writer's own, so that the style of the document holds for them: not those inside
//! quotation marks or block quotations, not the text of links, not emphasised titles, not names. No check, but a question
//! that all checks of consistency ask.

use crate::english::case::Shape;
use crate::segment::{Page, TokenKind};
use crate::text::{BlockKind, Prose, Source, Span};

/// Whether a stretch of prose is the writer's own: outside quotations and links. A stretch without a token (a mark alone)
/// is judged by the token at its place.
pub fn is_own(page: &Page<'_>, span: Span<Prose>) -> bool {
    let first = page.token_at(span.start);
    let Some(token) = page.tokens.get(first as usize) else { return true };
    !token.quoted && !page.block(first).quoted && !in_link(page, span)
}

/// Whether a word is a name or part of one: it has capitals that its place in the sentence does not ask for, or it opens the
/// sentence and the next word has such capitals.
pub fn in_name(page: &Page<'_>, i: u32) -> bool {
    if page.word(i).shape == Shape::Lower {
        return false;
    }
    let titled = |j: u32| {
        page.tokens.get(j as usize).is_some_and(|t| t.kind == TokenKind::Word)
            && page.block_at(j) == page.block_at(i)
            && page.word(j).shape != Shape::Lower
    };
    !opens_sentence(page, i) || page.word(i).shape != Shape::Title || titled(i + 1)
}

/// Whether a word opens its sentence, opening marks apart, or follows a colon or a dash that may ask for a capital.
pub fn opens_sentence(page: &Page<'_>, i: u32) -> bool {
    let Some(sentence) = page.sentences.get(page.sentence_at(i)) else { return false };
    let before = sentence.tokens.start..i;
    before.clone().all(|j| page.token(j).kind == TokenKind::Mark)
        || before.last().is_some_and(|j| matches!(page.text(j), ":" | "—" | "–" | "•" | "|" | "“" | "‘" | "\"" | "("))
}

/// Whether a block has capitals for show: a heading or a line in which most words have one.
pub fn is_headline(page: &Page<'_>, i: u32) -> bool {
    let b = page.block_at(i);
    let Some(block) = page.prose.blocks.get(b) else { return false };
    if !matches!(
        block.kind,
        BlockKind::Heading(_) | BlockKind::Line | BlockKind::Cell | BlockKind::Term | BlockKind::Item
    ) {
        return false;
    }
    let words = || page.block_tokens[b].clone().filter(|&j| page.token(j).kind == TokenKind::Word);
    let long = words().filter(|&j| page.text(j).len() > 3).count();
    let capital = words().filter(|&j| page.text(j).len() > 3 && page.word(j).shape != Shape::Lower).count();
    matches!(block.kind, BlockKind::Heading(_)) || capital * 3 > long * 2
}

/// Whether a stretch stands in the text of a link, or is emphasised as a title is: told by the markup beside it.
fn in_link(page: &Page<'_>, span: Span<Prose>) -> bool {
    let at = page.prose.to_source(span).span();
    let next = page.prose.protected.partition_point(|p| p.start < at.end);
    let Some(after) = page.prose.protected.get(next) else { return false };
    let text = page.source.slice(*after);
    let opener = if text.starts_with(']') {
        "["
    } else {
        return text.get(..3).is_some_and(|t| t.eq_ignore_ascii_case("</a"));
    };
    // The link's text holds no other link, so what stands between is short; a paragraph's end ends the search.
    let between: Span<Source> = Span::new(at.end, after.start);
    let before = next.checked_sub(1).and_then(|i| page.prose.protected.get(i)).map_or(0, |p| p.end);
    let lead: Span<Source> = Span::new(before.min(at.start), at.start);
    !page.source.slice(between).contains("\n\n")
        && !page.source.slice(between).contains(opener)
        && page.source.slice(lead).rfind(opener).is_some_and(|i| !page.source.slice(lead)[i..].contains("\n\n"))
}
