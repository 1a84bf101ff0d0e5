//! Space where a mark wants none, and none where it wants one: before and after stops and commas, inside brackets and
//! quotation marks, before a clitic, and two spaces for one. Addresses, versions, decimals, times, initials and smileys
//! keep their shape. Spaces inside words and between glued words are damage, and not looked for here.

use serde_spanned::Spanned;

use super::vocabulary::Vocabulary;
use super::{Check, Mark, near};
use crate::finding::Level;
use crate::rule::load::{Loader, Problem};
use crate::segment::{Before, Page, TokenKind};
use crate::text::{BlockKind, Mapped, Prose, Span};

/// `[rule.check.spacing]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SpacingSpec {
    /// Which fault the rule takes.
    find: Fault,
    /// Words that open a sentence or a clause: after a stop or colon with no space, only these are taken for text.
    #[serde(default)]
    openers: Vec<Spanned<String>>,
    /// Contractions in one word (`it's`), for `clitic`.
    #[serde(default)]
    contractions: Vec<Spanned<String>>,
    /// For `double`: the most places in a document; more of them are a habit or a layout.
    #[serde(default = "five")]
    most: usize,
}

fn five() -> usize {
    5
}

/// A fault of spacing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// Space before a comma, stop, colon, semicolon, question or exclamation mark.
    BeforeMark,
    /// No space after one of these.
    AfterMark,
    /// Space inside brackets or quotation marks.
    Inside,
    /// No space outside brackets or quotation marks.
    Outside,
    /// Two or more spaces between two words.
    Double,
    /// Space inside a contraction or possessive.
    Clitic,
}

/// Ready to run.
pub struct Spacing {
    find: Fault,
    openers: Vocabulary,
    contractions: Vocabulary,
    most: usize,
}

impl SpacingSpec {
    /// Reads the words.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Spacing, Problem> {
        Ok(Spacing {
            find: self.find,
            openers: Vocabulary::read(&self.openers, loader)?,
            contractions: Vocabulary::read(&self.contractions, loader)?,
            most: self.most,
        })
    }
}

impl Check for Spacing {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        match self.find {
            Fault::Inside | Fault::Outside => {
                self.quotations(page, out);
                self.each(page, out, |page, i, block| self.bracket(page, i, block));
            }
            Fault::BeforeMark => self.each(page, out, before_mark),
            Fault::AfterMark => self.each(page, out, |page, i, block| self.after_mark(page, i, block)),
            Fault::Clitic => self.each(page, out, |page, i, block| self.clitic(page, i, block)),
            Fault::Double => self.double(page, out),
        }
    }
}

/// The tokens of a block.
type Block = std::ops::Range<u32>;

impl Spacing {
    fn each(&self, page: &Page<'_>, out: &mut Vec<Mark>, find: impl Fn(&Page<'_>, u32, &Block) -> Option<Mark>) {
        for block in &page.block_tokens {
            for i in block.clone() {
                if page.token(i).kind == TokenKind::Mark {
                    out.extend(find(page, i, block));
                }
            }
        }
    }

    fn after_mark(&self, page: &Page<'_>, i: u32, block: &Block) -> Option<Mark> {
        if i <= block.start || i + 1 >= block.end || !near::glued(page, i) || !near::glued(page, i + 1) {
            return None;
        }
        let mark = page.text(i);
        let (left, right) = (i - 1, i + 1);
        let fits = match mark {
            "," | ";" => self.comma_parts(page, left, right, block),
            ":" => plain(page, left, 3) && self.openers.has(page, right),
            "." => self.stop_parts(page, left, right, block),
            "!" | "?" => plain(page, left, 2) && near::is_lower(page, left) && opens_text(page, right, 1),
            _ => false,
        };
        fits.then(|| {
            let text = format!("{mark} ");
            let mut found =
                Mark::new(near::stretch(page, left, right)).with("mark", mark).repair(page.token(i).span(), text);
            // Where markup stands between (`done._Next_`), the page may part the two by other means.
            let at = page.prose.to_source(Span::new(page.token(i).start, page.token(right).start + 1));
            if matches!(at, Mapped::Around(_)) {
                found.level = Some(Level::Note);
            }
            found
        })
    }

    /// Two words or a word and a number with a comma and no space between; no lists of letters or codes.
    fn comma_parts(&self, page: &Page<'_>, left: u32, right: u32, block: &Block) -> bool {
        let number = |i: u32| near::kind(page, i) == Some(TokenKind::Number);
        let word = |i: u32| {
            near::word(page, i).is_some_and(|w| w.chars().all(|c| c.is_alphabetic() || matches!(c, '’' | '\'')))
        };
        let long = near::length(page, left).max(near::length(page, right)) >= 3;
        let chain = right + 1 < block.end
            && near::glued(page, right + 1)
            && (matches!(page.text(right + 1), "=" | "(" | "_" | "/")
                || page.text(right + 1) == "," && near::glued(page, right + 2))
            || left > block.start
                && near::glued(page, left)
                && matches!(page.text(left - 1), "," | "(" | "=" | "_" | "/" | "{" | "$" | "@" | "#" | "&");
        !chain
            && long
            && (word(left) && word(right)
                || word(left) && number(right) && near::length(page, left) >= 3
                || number(left) && word(right) && near::length(page, right) >= 2)
    }

    /// The end of one sentence and the start of the next, not a file, a method or an address.
    fn stop_parts(&self, page: &Page<'_>, left: u32, right: u32, block: &Block) -> bool {
        let lower_left = near::is_lower(page, left) && plain(page, left, 2);
        let dotted =
            left > block.start && near::glued(page, left) && matches!(page.text(left - 1), "." | "/" | "_" | "@" | "(");
        let goes_on = right + 1 < block.end && near::spaced(page, right + 1) && near::is_lower(page, right + 1);
        let opener = near::is_capital(page, right) && self.openers.has(page, right);
        let parted = right + 1 >= block.end || near::spaced(page, right + 1);
        lower_left
            && !dotted
            && parted
            && (opener || near::is_title(page, right) && near::length(page, right) >= 3 && goes_on)
    }

    fn bracket(&self, page: &Page<'_>, i: u32, block: &Block) -> Option<Mark> {
        let mark = page.text(i);
        match (self.find, mark) {
            (Fault::Inside, "(") => {
                let inner = i + 1 < block.end && near::before(page, i + 1) == Before::Space;
                let text = inner
                    && matches!(near::kind(page, i + 1), Some(TokenKind::Word | TokenKind::Number))
                    && i > block.start
                    && near::spaced(page, i);
                text.then(|| joined(page, i, i + 1))
            }
            (Fault::Inside, ")") => {
                let inner = i > block.start + 1 && near::before(page, i) == Before::Space;
                let text = inner
                    && matches!(near::kind(page, i - 1), Some(TokenKind::Word | TokenKind::Number))
                    && opened(page, i, block);
                text.then(|| joined(page, i - 1, i))
            }
            (Fault::Outside, "(") => {
                let words = i > block.start
                    && near::glued(page, i)
                    && near::is_lower(page, i - 1)
                    && plain(page, i - 1, 3)
                    && near::before(page, i - 1) != Before::Nothing;
                let text =
                    words && near::is_lower(page, i + 1) && near::spaced(page, i + 2) && near::length(page, i + 1) >= 2;
                text.then(|| parted(page, i - 1, i))
            }
            (Fault::Outside, ")") => {
                let word = i + 1 < block.end
                    && near::glued(page, i + 1)
                    && near::is_lower(page, i + 1)
                    && near::length(page, i + 1) >= 2;
                let spaces = word && i > block.start && (near::spaced(page, i - 1)) && opened(page, i, block);
                spaces.then(|| parted(page, i, i + 1))
            }
            _ => None,
        }
    }

    /// Space just inside or none just outside the two marks of each quotation.
    fn quotations(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        for quotation in &page.quotations {
            let Some(close) = quotation.close.filter(|_| !matches!(quotation.mark, '«' | '\'')) else { continue };
            let open = quotation.open;
            let block = &page.block_tokens[page.block_at(open)];
            // Straight marks tell their side only where there are just two of them.
            if quotation.mark == '"' && block.clone().filter(|&i| page.text(i) == "\"").take(3).count() != 2 {
                continue;
            }
            if self.find == Fault::Inside {
                inside(page, open, close, block, out);
            } else {
                outside(page, open, close, block, out);
            }
        }
    }

    fn clitic(&self, page: &Page<'_>, i: u32, block: &Block) -> Option<Mark> {
        if !matches!(page.text(i), "'" | "’") || i <= block.start || i + 1 >= block.end {
            return None;
        }
        let tail = near::word(page, i + 1)?;
        let (space_before, space_after) =
            (near::before(page, i) == Before::Space, near::before(page, i + 1) == Before::Space);
        let clitic = matches!(tail, "s" | "t" | "re" | "ve" | "ll" | "d" | "m");
        let glued_next = i + 2 < block.end && near::glued(page, i + 2) && near::closes_quotation(page, i + 2);
        if !clitic
            || space_before == space_after
            || glued_next
            || !near::word(page, i - 1).is_some_and(|w| w.chars().all(char::is_alphabetic))
        {
            return None;
        }
        // `the players’ s` cannot be told from a list of plurals; a contraction can.
        let whole = format!("{}'{tail}", page.word(i - 1).folded);
        let known = self.contractions.is_empty() || self.contractions.holds(&whole);
        (known || tail == "s" && space_before).then(|| {
            let gap: Span<Prose> = if space_before {
                Span::new(page.token(i - 1).end, page.token(i).start)
            } else {
                Span::new(page.token(i).end, page.token(i + 1).start)
            };
            Mark::new(near::stretch(page, i - 1, i + 1)).repair(gap, "")
        })
    }

    fn double(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let from = out.len();
        for (block, tokens) in page.prose.blocks.iter().zip(&page.block_tokens) {
            if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Heading(_)) {
                continue;
            }
            for i in tokens.start + 1..tokens.end.max(tokens.start + 1) {
                let gap = Span::<Prose>::new(page.token(i - 1).end, page.token(i).start);
                let after_end =
                    near::kind(page, i - 1) == Some(TokenKind::Mark) && !matches!(page.text(i - 1), "," | ";");
                let text =
                    |i: u32| matches!(near::kind(page, i), Some(TokenKind::Word | TokenKind::Number | TokenKind::Mark));
                if gap.len() >= 2
                    && !after_end
                    && text(i - 1)
                    && text(i)
                    && page.prose.slice(gap).bytes().all(|b| b == b' ')
                {
                    out.push(Mark::new(near::stretch(page, i - 1, i)).repair(gap, " "));
                }
            }
        }
        if out.len() - from > self.most {
            out.truncate(from);
        }
    }
}

fn inside(page: &Page<'_>, open: u32, close: u32, block: &Block, out: &mut Vec<Mark>) {
    let spaced = |i: u32| near::before(page, i) == Before::Space;
    if spaced(open + 1) && open + 1 < close && (open == block.start || near::spaced(page, open)) {
        out.push(joined(page, open, open + 1));
    }
    let word_after = close + 1 < block.end && near::glued(page, close + 1) && near::is_lower(page, close + 1);
    if spaced(close) && open + 1 < close && !word_after {
        out.push(joined(page, close - 1, close));
    }
}

fn outside(page: &Page<'_>, open: u32, close: u32, block: &Block, out: &mut Vec<Mark>) {
    if open > block.start && near::glued(page, open) && near::glued(page, open + 1) {
        let word = plain(page, open - 1, 2);
        if word || matches!(page.text(open - 1), "," | ":" | "." | "!" | "?") {
            out.push(parted(page, open - 1, open));
        }
    }
    let after = close + 1;
    let word = after < block.end && near::glued(page, after) && plain(page, after, 2) && near::is_lower(page, after);
    if word && !page.text(after).starts_with(['\'', '’']) {
        out.push(parted(page, close, after));
    }
}

/// A space before a mark that follows a word; where the mark is glued to the next word too, the space is moved.
fn before_mark(page: &Page<'_>, i: u32, block: &Block) -> Option<Mark> {
    let mark = page.text(i);
    if !matches!(mark, "," | "." | ";" | ":" | "!" | "?") || near::before(page, i) != Before::Space || i <= block.start
    {
        return None;
    }
    let left = i - 1;
    let text = matches!(near::kind(page, left), Some(TokenKind::Word | TokenKind::Number | TokenKind::Url))
        || near::closes_quotation(page, left)
        || matches!(page.text(left), ")" | "%");
    if !text {
        return None;
    }
    let gap = Span::<Prose>::new(page.token(left).end, page.token(i).end);
    let last = i + 1 >= block.end;
    if last || near::spaced(page, i + 1) {
        let next_mark = !last
            && near::kind(page, i + 1) == Some(TokenKind::Mark)
            && matches!(page.text(i + 1), "." | "," | ":" | "!" | "?");
        let numbers = mark == ":"
            && !last
            && near::kind(page, left) == Some(TokenKind::Number)
            && near::kind(page, i + 1) == Some(TokenKind::Number);
        return (!next_mark && !numbers)
            .then(|| Mark::new(near::stretch(page, left, i)).with("mark", mark).repair(gap, mark));
    }
    if near::closes_quotation(page, i + 1) {
        return Some(Mark::new(near::stretch(page, left, i)).with("mark", mark).repair(gap, mark));
    }
    let lower = near::is_lower(page, i + 1) && plain(page, i + 1, 2) && plain(page, left, 1);
    (lower && matches!(mark, "," | ";"))
        .then(|| Mark::new(near::stretch(page, left, i)).with("mark", mark).repair(gap, format!("{mark} ")))
}

/// A word of letters alone with at least so many.
fn plain(page: &Page<'_>, i: u32, least: usize) -> bool {
    near::word(page, i).is_some_and(|w| w.chars().all(|c| c.is_alphabetic() || matches!(c, '’' | '\'')))
        && near::length(page, i) >= least
}

/// Whether a sentence may open with this token: a word with a capital, or an opening quotation mark.
fn opens_text(page: &Page<'_>, i: u32, least: usize) -> bool {
    near::is_title(page, i)
        && near::length(page, i) >= least
        && (near::spaced(page, i + 1) || near::length(page, i) > 3)
}

/// Whether a bracket opened before this one in the block and did not close.
fn opened(page: &Page<'_>, close: u32, block: &Block) -> bool {
    for i in (block.start..close).rev().take(200) {
        match page.text(i) {
            "(" => return true,
            ")" => return false,
            _ => {}
        }
    }
    false
}

fn joined(page: &Page<'_>, left: u32, right: u32) -> Mark {
    Mark::new(near::stretch(page, left, right))
        .repair(Span::<Prose>::new(page.token(left).end, page.token(right).start), "")
}

fn parted(page: &Page<'_>, left: u32, right: u32) -> Mark {
    let at = page.token(right).start;
    Mark::new(near::stretch(page, left, right)).repair(Span::<Prose>::new(at, at), " ")
}
