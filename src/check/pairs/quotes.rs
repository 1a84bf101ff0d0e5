//! Quotation marks without a partner, block by block. Each mark is read by its form: one with space before it opens, one
//! glued to what it follows closes; a straight mark whose form does not tell goes by turns.

use rustc_hash::FxHashSet;

use super::{Fault, Pairs};
use crate::check::{Mark, near};
use crate::finding::Level;
use crate::segment::{Page, TokenKind};
use crate::text::{BlockKind, Prose, Span};

/// What the form of a mark says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Opens,
    Closes,
    Either,
}

/// Double or single marks: the two are paired apart from each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Make {
    Double,
    Single,
}

/// Something that is wrong with a pair.
struct Event {
    fault: Fault,
    /// The mark, and for a mixed pair the opening one.
    token: u32,
    other: Option<u32>,
    block: usize,
}

/// Appends the marks of one fault.
pub fn marks(rule: &Pairs, page: &Page<'_>, out: &mut Vec<Mark>) {
    let text = &page.prose.text;
    if !text.contains(['"', '“', '”', '‘', '’', '\'']) {
        return;
    }
    let all = [Make::Double, Make::Single].map(|make| (make, events(rule, page, make)));
    // A mark that lost its partner to another mark is one slip, told at the opening one.
    let unclosed: FxHashSet<usize> =
        all.iter().flat_map(|(_, e)| e).filter(|e| e.fault == Fault::QuotationUnclosed).map(|e| e.block).collect();
    for (make, events) in all {
        let mut told: Option<(usize, bool)> = None;
        for (n, event) in events.iter().enumerate() {
            if event.fault == rule.find && !runs_over(&events, n) {
                // Without a verb of saying nearby a lone mark may be left of markup or of a list: certain, but no great harm.
                let said = told.filter(|(block, _)| *block == event.block).map_or_else(
                    || page.block_tokens[event.block].clone().any(|i| rule.said.has(page, i)),
                    |(_, said)| said,
                );
                told = Some((event.block, said));
                let told_before = event.fault == Fault::QuotationUnopened && unclosed.contains(&event.block);
                let level = (!said || told_before).then_some(Level::Note);
                out.extend(mark(rule, page, event, make).map(|m| Mark { level, ..m }));
            }
        }
    }
}

/// A single mark is closed within this many tokens, if it is one at all; the bound keeps the search linear.
const CLOSE: usize = 1000;
/// Speech may run over this many blocks.
const REACH: usize = 6;

/// Whether a mark that is not closed in its block is closed in one of the next, or the reverse: long speech is sometimes set
/// without a mark at the head of each paragraph.
fn runs_over(events: &[Event], n: usize) -> bool {
    let event = &events[n];
    let last_open = |e: &Event| e.fault == Fault::QuotationUnclosed && e.other.is_none();
    match event.fault {
        Fault::QuotationUnclosed if event.other.is_none() => events[n + 1..]
            .iter()
            .find(|e| matches!(e.fault, Fault::QuotationUnclosed | Fault::QuotationUnopened))
            .is_some_and(|e| {
                e.fault == Fault::QuotationUnopened && e.block > event.block && e.block - event.block <= REACH
            }),
        Fault::QuotationUnopened => events[..n]
            .iter()
            .rev()
            .find(|e| matches!(e.fault, Fault::QuotationUnclosed | Fault::QuotationUnopened))
            .is_some_and(|e| last_open(e) && event.block > e.block && event.block - e.block <= REACH),
        _ => false,
    }
}

fn events(rule: &Pairs, page: &Page<'_>, make: Make) -> Vec<Event> {
    let mut events = Vec::new();
    let single_style = make == Make::Double || page.prose.text.contains('‘') || page.prose.text.contains('\'');
    if !single_style {
        return events;
    }
    for (b, block) in page.block_tokens.iter().enumerate() {
        if markup(page, block) {
            continue;
        }
        let mut open: Option<u32> = None;
        let mut say = |fault, token, other| events.push(Event { fault, token, other, block: b });
        for i in block.clone() {
            if !is_quote(page, i, make) || apostrophe(rule, page, i, block, make) {
                continue;
            }
            match (form(page, i, block, open.is_some(), make), open) {
                (Form::Opens, None) => {
                    if matches!(page.text(i), "”" | "’") {
                        say(Fault::QuotationTurned, i, None);
                    }
                    open = Some(i);
                }
                (Form::Opens | Form::Either, Some(earlier)) if form(page, i, block, true, make) == Form::Opens => {
                    say(Fault::QuotationUnclosed, earlier, Some(i));
                    open = Some(i);
                }
                (_, Some(opener)) => {
                    let (a, z) = (page.text(opener), page.text(i));
                    if matches!(z, "“" | "‘") {
                        say(Fault::QuotationTurned, i, None);
                    } else if (a == "\"" || a == "'") != (z == "\"" || z == "'") {
                        say(Fault::QuotationMixed, opener, Some(i));
                    }
                    open = None;
                }
                (Form::Closes, None) => {
                    if certain_close(page, i, make) {
                        say(Fault::QuotationUnopened, i, None);
                    }
                }
                (Form::Either, None) => open = Some(i),
            }
        }
        if let Some(opener) = open
            && (!continued(page, b, opener) || speech_end(rule, page, opener, block.end).is_some())
        {
            say(Fault::QuotationUnclosed, opener, None);
        }
    }
    events
}

/// Whether a block holds an attribute (`href="…"`, `alt=”…”`): markup or code that no parser took for itself.
fn markup(page: &Page<'_>, block: &std::ops::Range<u32>) -> bool {
    block.clone().any(|i| {
        page.text(i) == "="
            && near::glued(page, i + 1)
            && matches!(page.text((i + 1).min(block.end - 1)), "\"" | "”" | "“" | "'")
    })
}

fn is_quote(page: &Page<'_>, i: u32, make: Make) -> bool {
    page.token(i).kind == TokenKind::Mark
        && match make {
            Make::Double => matches!(page.text(i), "\"" | "“" | "”"),
            Make::Single => matches!(page.text(i), "'" | "‘" | "’"),
        }
}

/// Inches and feet after a figure, and apostrophes before decades and clipped words.
fn apostrophe(rule: &Pairs, page: &Page<'_>, i: u32, block: &std::ops::Range<u32>, make: Make) -> bool {
    let straight = matches!(page.text(i), "\"" | "'");
    let after_figure = i > block.start && near::glued(page, i) && near::kind(page, i - 1) == Some(TokenKind::Number);
    if straight && after_figure {
        let rest = i + 1..block.end;
        let next = rest.clone().find(|&j| is_quote(page, j, make));
        return next.is_none_or(|j| near::glued(page, j))
            && !(make == Make::Double && next.is_none() && opened_before(page, i, block));
    }
    if make == Make::Double {
        return false;
    }
    let next_glued = i + 1 < block.end && near::glued(page, i + 1);
    let opens = i == block.start
        || !near::glued(page, i)
        || matches!(page.text(i - 1), "(" | "[" | "“" | "\"" | "—" | "–" | "--" | "/");
    if opens && next_glued {
        let next = i + 1;
        return near::kind(page, next) == Some(TokenKind::Number)
            || rule.elided.has(page, next)
            || page.text(i) != "‘" && !closed_later(page, i, block);
    }
    // `the players’ union`, `goin’ home`: no closing mark unless it follows another mark.
    let after_mark = i > block.start && near::kind(page, i - 1) == Some(TokenKind::Mark);
    if next_glued && near::kind(page, i + 1) == Some(TokenKind::Word) {
        return !after_mark;
    }
    false
}

fn opened_before(page: &Page<'_>, i: u32, block: &std::ops::Range<u32>) -> bool {
    (block.start..i).filter(|&j| is_quote(page, j, Make::Double)).count() % 2 == 1
}

/// Whether a single mark in closing form after a mark comes later in the block: without one, an opening `'` was an apostrophe.
fn closed_later(page: &Page<'_>, i: u32, block: &std::ops::Range<u32>) -> bool {
    (i + 2..block.end)
        .take(CLOSE)
        .any(|j| is_quote(page, j, Make::Single) && near::glued(page, j) && !near::glued(page, j + 1))
}

fn form(page: &Page<'_>, i: u32, block: &std::ops::Range<u32>, open: bool, make: Make) -> Form {
    let glued = i > block.start && near::glued(page, i);
    let next_glued = i + 1 < block.end && near::glued(page, i + 1);
    let opener_before = glued && matches!(page.text(i - 1), "(" | "[" | "—" | "–" | "--" | "“" | "‘" | "/");
    match page.text(i) {
        "“" | "‘" if open && glued && !next_glued && !opener_before => Form::Closes,
        "“" | "‘" => Form::Opens,
        "”" | "’" if !glued && next_glued && !open && make == Make::Double => Form::Opens,
        "”" | "’" => Form::Closes,
        _ if (!glued || opener_before) && next_glued => Form::Opens,
        _ if glued && !next_glued => Form::Closes,
        _ if glued && near::kind(page, i + 1) == Some(TokenKind::Mark) => Form::Closes,
        _ if open => Form::Closes,
        _ => Form::Either,
    }
}

/// A single mark that closes nothing may be an apostrophe, unless it follows a comma or stop.
fn certain_close(page: &Page<'_>, i: u32, make: Make) -> bool {
    make == Make::Double
        || near::glued(page, i) && matches!(page.text(i - 1), "," | "." | "?" | "!") && !near::glued(page, i + 1)
}

/// Whether the speech goes on in the next paragraph, which opens with a mark of its own.
fn continued(page: &Page<'_>, block: usize, opener: u32) -> bool {
    let next = page.block_tokens.get(block + 1).filter(|t| !t.is_empty());
    let same =
        |i: u32| matches!((page.text(opener), page.text(i)), ("\"", "\"") | ("“", "“") | ("'", "'") | ("‘", "‘"));
    next.is_some_and(|tokens| same(tokens.start))
}

/// The comma before “he said”, “said Marsh”, past which speech is over, if one follows the opening mark.
fn speech_end(rule: &Pairs, page: &Page<'_>, opener: u32, end: u32) -> Option<u32> {
    (opener + 1..end).find(|&i| {
        matches!(page.text(i), "," | "?" | "!")
            && i + 2 < end
            && !near::closes_quotation(page, i + 1)
            && (rule.said.has(page, i + 1)
                && (near::is_capital(page, i + 2)
                    || matches!(&*page.word(i + 2).folded, "the" | "a" | "his" | "her" | "one"))
                || rule.said.has(page, i + 2)
                    && (near::is_title(page, i + 1)
                        || matches!(page.text(i + 1), "he" | "she" | "they" | "it" | "I" | "we")))
    })
}

fn partner(mark: &str) -> &'static str {
    match mark {
        "“" => "”",
        "”" => "“",
        "‘" => "’",
        "’" => "‘",
        "'" => "'",
        _ => "\"",
    }
}

fn mark(rule: &Pairs, page: &Page<'_>, event: &Event, make: Make) -> Option<Mark> {
    let block = &page.block_tokens[event.block];
    let token = event.token;
    let written = page.text(token);
    let mark = Mark::new(page.token(token).span()).with("mark", written);
    let insert = |mark: Mark, at: u32, text: &str| mark.repair(Span::<Prose>::new(at, at), text);
    match event.fault {
        Fault::QuotationTurned => Some(mark.repair(page.token(token).span(), partner(written))),
        Fault::QuotationMixed => {
            let other = event.other?;
            let (wrong, right) = match (written, page.text(other)) {
                ("\"" | "'", curly) => (token, partner(curly)),
                (curly, _) => (other, partner(curly)),
            };
            let at = page.token(wrong).span();
            Some(
                Mark::new(at)
                    .with("mark", page.text(wrong))
                    .and(page.token(if wrong == token { other } else { token }).span(), "its partner")
                    .repair(at, right),
            )
        }
        Fault::QuotationUnclosed => {
            let end = event.other.unwrap_or(block.end);
            let speech = speech_end(rule, page, token, end);
            if make == Make::Single
                && speech.is_none()
                && (page.text(token) != "‘" || event.other.is_none() && !prose_block(page, event.block))
            {
                return None;
            }
            let at = speech.map_or_else(|| page.token(end - 1).end, |comma| page.token(comma).end);
            Some(insert(mark, at, partner(written)))
        }
        Fault::QuotationUnopened => {
            let sentence = page.sentences.get(page.sentence_at(token))?;
            let at = page.token(sentence.tokens.start).start;
            Some(insert(mark, at, partner(written)))
        }
        _ => None,
    }
}

fn prose_block(page: &Page<'_>, block: usize) -> bool {
    page.prose.blocks.get(block).is_some_and(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Item))
}
