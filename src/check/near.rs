//! Small questions about the neighbours of a token that checks of marks ask again and again. No question here needs a word
//! list, and none looks past the block.

use crate::segment::{Before, Page, TokenKind};
use crate::text::{Prose, Span};

/// The kind of token `i`, if there is one.
pub fn kind(page: &Page<'_>, i: u32) -> Option<TokenKind> {
    page.tokens.get(i as usize).map(|t| t.kind)
}

/// What parts token `i` from the one before; past the end of the page it opens a block.
pub fn before(page: &Page<'_>, i: u32) -> Before {
    page.tokens.get(i as usize).map_or(Before::Start, |t| t.before)
}

/// Whether nothing at all parts token `i` from the one before.
pub fn glued(page: &Page<'_>, i: u32) -> bool {
    before(page, i) == Before::Nothing
}

/// Whether space parts token `i` from the one before in its block.
pub fn spaced(page: &Page<'_>, i: u32) -> bool {
    matches!(before(page, i), Before::Space | Before::Line)
}

/// Whether token `i` is a word, and how it is written.
pub fn word<'p>(page: &Page<'p>, i: u32) -> Option<&'p str> {
    (kind(page, i) == Some(TokenKind::Word)).then(|| page.text(i))
}

/// Whether token `i` is a word in lower case throughout.
pub fn is_lower(page: &Page<'_>, i: u32) -> bool {
    word(page, i).is_some_and(|w| !w.chars().any(char::is_uppercase) && w.starts_with(char::is_alphabetic))
}

/// Whether token `i` is a word with a capital first letter and no other: `Harbour`, `A`.
pub fn is_title(page: &Page<'_>, i: u32) -> bool {
    word(page, i).is_some_and(|w| {
        let mut chars = w.chars();
        chars.next().is_some_and(char::is_uppercase) && !chars.any(char::is_uppercase)
    })
}

/// Whether token `i` is a word that begins with a capital.
pub fn is_capital(page: &Page<'_>, i: u32) -> bool {
    word(page, i).is_some_and(|w| w.starts_with(char::is_uppercase))
}

/// How many letters or digits token `i` has.
pub fn length(page: &Page<'_>, i: u32) -> usize {
    page.tokens.get(i as usize).map_or(0, |_| page.text(i).chars().count())
}

/// The bytes from the start of one token to the end of another.
pub fn stretch(page: &Page<'_>, first: u32, last: u32) -> Span<Prose> {
    Span::new(page.token(first).start, page.token(last).end)
}

/// Whether token `i` is a closing quotation mark by its form: curly, or straight with nothing before it.
pub fn closes_quotation(page: &Page<'_>, i: u32) -> bool {
    kind(page, i) == Some(TokenKind::Mark)
        && match page.text(i) {
            "”" | "»" => true,
            "\"" | "’" | "'" => glued(page, i),
            _ => false,
        }
}

/// Whether token `i` is an opening quotation mark by its form: curly, or straight with something glued after it.
pub fn opens_quotation(page: &Page<'_>, i: u32) -> bool {
    kind(page, i) == Some(TokenKind::Mark)
        && match page.text(i) {
            "“" | "‘" | "«" | "„" => true,
            "\"" | "'" => !glued(page, i) && glued(page, i + 1),
            _ => false,
        }
}
