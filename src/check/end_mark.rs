//! A paragraph, caption or list item without its end mark, and two sentences with nothing between them. The document's own
//! habit decides for captions and items. Verse, addresses, signatures, credit lines, headings without markup and lines of
//! links have no end mark to miss; a sentence that stops in the middle is another fault, told elsewhere.

use serde_spanned::Spanned;

use super::vocabulary::Vocabulary;
use super::{Check, Mark, Repair, near};
use crate::finding::{Level, Safety};
use crate::rule::load::{Loader, Problem};
use crate::segment::{Before, Page, TokenKind};
use crate::text::{Block, BlockKind, Prose, Span};

/// `[rule.check.end-mark]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EndMarkSpec {
    /// Which place the rule looks at.
    find: Place,
    /// Words after which a sentence cannot end (`the`, `of`): the text was cut off, which is no missing mark.
    #[serde(default)]
    unfinished: Vec<Spanned<String>>,
    /// Finite verbs that nearly every full sentence of a report holds (`is`, `was`, `said`, `will`).
    #[serde(default)]
    finite: Vec<Spanned<String>>,
    /// Words with which a sentence opens, but hardly a headline (`The`, `It`, `They`).
    #[serde(default)]
    openers: Vec<Spanned<String>>,
    /// Words that open lines which are no sentences (`Photo`, `Source`, `Share`, `Follow`).
    #[serde(default)]
    labels: Vec<Spanned<String>>,
    /// The fewest words of a paragraph of one sentence.
    #[serde(default = "nine")]
    least: usize,
}

fn nine() -> usize {
    9
}

/// Where an end mark may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// At the end of a paragraph.
    Paragraph,
    /// At the end of a list item, where the other items have one.
    Item,
    /// At the end of a caption, where the other captions have one.
    Caption,
    /// Between two sentences.
    Between,
}

/// Ready to run.
pub struct EndMark {
    find: Place,
    unfinished: Vocabulary,
    finite: Vocabulary,
    openers: Vocabulary,
    labels: Vocabulary,
    least: usize,
}

impl EndMarkSpec {
    /// Reads the words.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<EndMark, Problem> {
        Ok(EndMark {
            find: self.find,
            unfinished: Vocabulary::read(&self.unfinished, loader)?,
            finite: Vocabulary::read(&self.finite, loader)?,
            openers: Vocabulary::read(&self.openers, loader)?,
            labels: Vocabulary::read(&self.labels, loader)?,
            least: self.least,
        })
    }
}

impl Check for EndMark {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        match self.find {
            Place::Paragraph => self.paragraphs(page, out),
            Place::Item => self.items(page, out),
            Place::Caption => self.captions(page, out),
            Place::Between => self.between(page, out),
        }
    }
}

/// Whether a block ends in an end mark, closing marks and brackets looked through.
fn ended(page: &Page<'_>, tokens: &std::ops::Range<u32>) -> bool {
    let closer = |i: &u32| matches!(page.text(*i), "”" | "\"" | "’" | "'" | ")" | "]" | "»");
    let last = tokens.clone().rev().find(|i| !closer(i));
    last.is_some_and(|i| matches!(page.text(i), "." | "!" | "?" | "…" | ":" | ";" | "—" | "–" | "--" | "-" | "," | "*" | "|" | "/") || page.text(i).starts_with("..."))
        // A code span, an image or an address at the end: what it ends in cannot be seen.
        || tokens.clone().next_back().is_some_and(|i| matches!(near::kind(page, i), Some(TokenKind::Object | TokenKind::Url)))
}

/// Whether a block ends in a full end mark, for the habit of lists.
fn stopped(page: &Page<'_>, tokens: &std::ops::Range<u32>) -> bool {
    tokens.clone().rev().take(2).any(|i| matches!(page.text(i), "." | "!" | "?"))
}

/// The place just past the last word of a block, inside closing brackets and quotation marks of none.
fn insertion(page: &Page<'_>, last: u32) -> Span<Prose> {
    let end = page.token(last).end;
    Span::new(end, end)
}

fn words(page: &Page<'_>, tokens: &std::ops::Range<u32>) -> usize {
    tokens.clone().filter(|&i| matches!(near::kind(page, i), Some(TokenKind::Word | TokenKind::Number))).count()
}

impl EndMark {
    /// The mark at the last token of a block: the last three words are shown.
    fn missing(&self, page: &Page<'_>, tokens: &std::ops::Range<u32>, safety: Safety) -> Mark {
        let last = tokens.end - 1;
        let first = (tokens.start..last)
            .rev()
            .filter(|&i| near::kind(page, i) == Some(TokenKind::Word))
            .nth(1)
            .unwrap_or(tokens.start);
        let mut mark = Mark::new(near::stretch(page, first, last));
        // The text of a link ends here: the stop would land inside it.
        let place = page.prose.to_source(insertion(page, last)).span().end as usize;
        let safety = if page.source.text[place..].starts_with(']') { Safety::Shown } else { safety };
        if safety == Safety::Shown {
            mark.level = Some(Level::Note);
        }
        mark.repairs.push(Repair {
            edits: vec![(insertion(page, last).into(), ".".to_owned())],
            title: None,
            safety: Some(safety),
        });
        mark
    }

    fn paragraphs(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let blocks = &page.prose.blocks;
        let running = |b: &Block| matches!(b.kind, BlockKind::Paragraph | BlockKind::Line) && b.list.is_none();
        let ends = blocks
            .iter()
            .zip(&page.block_tokens)
            .filter(|(b, t)| running(b) && !t.is_empty() && stopped(page, t))
            .count();
        for (n, (block, tokens)) in blocks.iter().zip(&page.block_tokens).enumerate() {
            if !running(block) || tokens.len() < 4 || ended(page, tokens) || self.labels.begins(page, tokens.start) {
                continue;
            }
            let last = tokens.end - 1;
            if before_code(page, n) || near::kind(page, tokens.start) == Some(TokenKind::Object) {
                continue;
            }
            if block.kind == BlockKind::Line && !stands_alone(page, n) {
                continue;
            }
            let word = tokens.clone().rev().find(|&i| near::kind(page, i) != Some(TokenKind::Mark)).unwrap_or(last);
            if self.unfinished.has(page, word)
                || !matches!(near::kind(page, last), Some(TokenKind::Word | TokenKind::Number))
                    && !near::closes_quotation(page, last)
                    && page.text(last) != ")"
            {
                continue;
            }
            if let Some(safety) = self.paragraph(page, n, tokens, ends) {
                let leads = leads_up(page, n);
                let mut mark = self.missing(page, tokens, if leads { Safety::Unsafe } else { safety });
                if leads {
                    mark.level = Some(Level::Note);
                }
                out.push(mark);
            }
        }
    }

    /// How certain it is that this paragraph, which has no end mark, should have one.
    fn paragraph(&self, page: &Page<'_>, n: usize, tokens: &std::ops::Range<u32>, ends: usize) -> Option<Safety> {
        let sentence = page.sentences.get(page.sentence_at(tokens.end - 1))?;
        let last = sentence.tokens.clone();
        let count = words(page, &last);
        if no_sentence(page, &last) || emphasised(page, tokens) {
            return None;
        }
        if is_verse(page, tokens) || self.labels.begins(page, last.start) || self.dated(page, &last) {
            return None;
        }
        let finite = last.clone().any(|i| self.finite.has(page, i));
        if last.start > tokens.start {
            // Sentences before it end as they should: what follows is no heading.
            let after_stop = page.text(last.start - 1) != ":";
            return (after_stop
                && count >= 3
                && near::is_capital(page, first_word(page, &last)?)
                && (finite || count >= 4)
                && !titled(page, &last))
            .then_some(Safety::Safe);
        }
        let opens = self.openers.has(page, first_word(page, &last)?);
        // `When: …`, `Updated – …`: a label and what it labels.
        if last.clone().take(7).any(|i| matches!(page.text(i), ":" | "—" | "–" | "--" | "-")) {
            return None;
        }
        let alone = ends < 2 || n == 0;
        let least = if n <= 1 { self.least + 9 } else { self.least };
        let sure = finite
            && (opens || count >= 11)
            && count >= least
            && near::is_capital(page, first_word(page, &last)?)
            && !titled(page, &last);
        (sure && !alone).then_some(Safety::Safe)
    }

    /// A signature or a date line: nothing but names, numbers and marks.
    fn dated(&self, page: &Page<'_>, tokens: &std::ops::Range<u32>) -> bool {
        !tokens.clone().any(|i| near::is_lower(page, i) && near::length(page, i) > 3)
    }

    fn items(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let blocks = &page.prose.blocks;
        let mut n = 0;
        while n < blocks.len() {
            let Some(place) = blocks[n].list else {
                n += 1;
                continue;
            };
            let group: Vec<usize> = (n..blocks.len())
                .take_while(|&m| blocks[m].list.is_some_and(|l| l.list >= place.list))
                .filter(|&m| blocks[m].list.is_some_and(|l| l.list == place.list))
                .collect();
            let ahead = group.iter().filter(|&&m| stopped(page, &page.block_tokens[m])).count();
            self.odd_ones(page, &group, ahead, out);
            n = group.last().map_or(n, |&m| m) + 1;
        }
    }

    fn captions(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let group: Vec<usize> =
            (0..page.prose.blocks.len()).filter(|&m| page.prose.blocks[m].kind == BlockKind::Caption).collect();
        let ahead = group.iter().filter(|&&m| stopped(page, &page.block_tokens[m])).count();
        self.odd_ones(page, &group, ahead, out);
    }

    /// Of blocks of one kind, those few without an end mark where all the others have one.
    fn odd_ones(&self, page: &Page<'_>, group: &[usize], ahead: usize, out: &mut Vec<Mark>) {
        let odd: Vec<_> =
            group.iter().map(|&m| &page.block_tokens[m]).filter(|t| !t.is_empty() && !ended(page, t)).collect();
        if ahead < 2 || odd.len() * 3 > ahead {
            return;
        }
        let certain = odd.len() == 1 && ahead >= 3;
        for tokens in odd {
            let last = tokens.end - 1;
            let text = near::kind(page, last) == Some(TokenKind::Word) && !self.unfinished.has(page, last);
            if text && words(page, tokens) >= 4 && tokens.clone().any(|i| near::is_lower(page, i)) {
                let finite = tokens.clone().any(|i| self.finite.has(page, i));
                let mut mark = self.missing(page, tokens, Safety::Safe);
                if !certain || !finite && words(page, tokens) < 6 {
                    mark.level = Some(Level::Note);
                }
                out.push(mark);
            }
        }
    }

    /// A word in lower case, then a capital word that opens sentences and is no part of a name.
    fn between(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        for sentence in &page.sentences {
            let kind = page.prose.blocks[sentence.block as usize].kind;
            if !matches!(kind, BlockKind::Paragraph | BlockKind::Item) {
                continue;
            }
            for i in sentence.tokens.start + 3..sentence.tokens.end.saturating_sub(2).max(sentence.tokens.start + 3) {
                let fits = near::is_title(page, i)
                    && near::before(page, i) == Before::Space
                    && near::is_lower(page, i - 1)
                    && near::length(page, i - 1) >= 3
                    && !self.unfinished.has(page, i - 1)
                    && self.openers.has(page, i)
                    && near::is_lower(page, i + 1)
                    && near::spaced(page, i + 1);
                let verb = fits && (i + 1..sentence.tokens.end).take(8).any(|j| self.finite.has(page, j));
                if verb {
                    let at = insertion(page, i - 1);
                    out.push(Mark::new(near::stretch(page, i - 1, i)).repair(at, "."));
                }
            }
        }
    }
}

/// Whether a list, a block quotation or a paragraph in lower case follows, to which this one leads up.
fn leads_up(page: &Page<'_>, n: usize) -> bool {
    let block = &page.prose.blocks[n];
    page.prose.blocks.get(n + 1).is_some_and(|next| {
        let small = page.block_tokens[n + 1].clone().next().is_some_and(|i| near::is_lower(page, i));
        next.list != block.list && next.list.is_some() || next.quoted != block.quoted || small
    })
}

/// Signatures after a dash, handles and tags, and asides in brackets, which have no end mark to miss.
fn no_sentence(page: &Page<'_>, last: &std::ops::Range<u32>) -> bool {
    let dash = |i: u32| matches!(page.text(i), "-" | "—" | "–" | "--");
    let signed = last.clone().any(|i| {
        dash(i) && (i == last.start || near::before(page, i) == Before::Line || near::closes_quotation(page, i - 1))
    });
    let address = last.clone().any(|i| matches!(page.text(i), "@" | "#"));
    signed || address || page.text(last.end - 1) == ")"
}

/// Whether the whole block is set in italics or bold: a heading, a credit or a note in its own style.
fn emphasised(page: &Page<'_>, tokens: &std::ops::Range<u32>) -> bool {
    let at = page.prose.to_source(near::stretch(page, tokens.start, tokens.end - 1)).span();
    let mark = |c: char| matches!(c, '*' | '_');
    page.source.text[..at.start as usize].ends_with(mark) && page.source.text[at.end as usize..].starts_with(mark)
}

/// Whether code or another thing that is no prose follows the block: the paragraph may lead up to it.
fn before_code(page: &Page<'_>, n: usize) -> bool {
    let blocks = &page.prose.blocks;
    let end = page.prose.to_source(blocks[n].span).span().end;
    let next = blocks.get(n + 1).map_or(page.source.text.len() as u32, |b| page.prose.to_source(b.span).span().start);
    let between = page.source.slice(Span::new(end, next));
    let after = page.source.text.get(next as usize..).unwrap_or_default();
    let code = ["<tt", "<code", "<pre", "<kbd"].iter().any(|tag| after.starts_with(tag) || between.contains(tag));
    code || between.contains("```") || between.contains("~~~") || between.contains("\n    ")
}

/// Whether a line is parted from the lines above and below by blank lines: lines of verse and addresses are not.
fn stands_alone(page: &Page<'_>, n: usize) -> bool {
    let parted = |above: Option<&Block>, below: Option<&Block>| {
        let (Some(above), Some(below)) = (above, below) else { return true };
        let (end, start) = (page.prose.to_source(above.span).span().end, page.prose.to_source(below.span).span().start);
        page.source.slice(Span::new(end, start)).bytes().filter(|&b| b == b'\n').count() > 1
    };
    let blocks = &page.prose.blocks;
    let above = n.checked_sub(1).and_then(|m| blocks.get(m));
    parted(above, blocks.get(n)) && parted(blocks.get(n), blocks.get(n + 1))
}

fn first_word(page: &Page<'_>, tokens: &std::ops::Range<u32>) -> Option<u32> {
    tokens.clone().find(|&i| near::kind(page, i) == Some(TokenKind::Word))
}

/// Lines that end where the sense breaks: every line but the last is short, and most lines open with a capital.
fn is_verse(page: &Page<'_>, tokens: &std::ops::Range<u32>) -> bool {
    let text = page.prose.slice(near::stretch(page, tokens.start, tokens.end - 1));
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    if lines.len() < 2 {
        return false;
    }
    let longest = lines.iter().map(|l| l.len()).max().unwrap_or(0);
    let capitals = lines.iter().filter(|l| l.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())).count();
    longest < 60 && lines[..lines.len() - 1].iter().any(|l| l.len() * 4 < longest * 3) || capitals * 3 > lines.len() * 2
}

/// A line in which nearly every longer word has a capital: a title.
fn titled(page: &Page<'_>, tokens: &std::ops::Range<u32>) -> bool {
    let long: Vec<u32> =
        tokens.clone().filter(|&i| near::kind(page, i) == Some(TokenKind::Word) && near::length(page, i) > 3).collect();
    let capital = long.iter().filter(|&&i| near::is_capital(page, i)).count();
    long.len() > 1 && capital * 4 >= long.len() * 3
}
