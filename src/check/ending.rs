//! Paragraphs that stop before they end: at a word that cannot be the last (`the`, `and`), or at an ellipsis that cuts a
//! teaser off. Whether an end mark alone is missing is a matter of punctuation, not of this check.

use rustc_hash::FxHashSet;

use super::{At, Check, Mark};
use crate::finding::Level;
use crate::rule::load::{Loader, Problem};
use crate::segment::{Page, TokenKind};
use crate::text::BlockKind;
use serde_spanned::Spanned;

/// `[rule.check.ending]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EndingSpec {
    /// What the paragraph ends with: `nothing` (no end mark), `stop`, or `ellipsis`.
    mark: EndMark,
    /// Words that cannot end a sentence.
    words: Vec<Spanned<String>>,
    /// Shorter paragraphs are left alone.
    #[serde(default = "eight")]
    least_words: usize,
}

fn eight() -> usize {
    8
}

/// How a paragraph ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndMark {
    /// With a word.
    Nothing,
    /// With a full stop after a word that cannot be the last.
    Stop,
    /// With an ellipsis, in brackets or not, or with “[Read more]”.
    Ellipsis,
}

/// Looks at the ends of paragraphs.
pub struct Ending {
    mark: EndMark,
    words: FxHashSet<String>,
    least_words: usize,
}

impl EndingSpec {
    /// Reads the words and lists.
    pub fn build(self, loader: &Loader<'_>) -> Result<Ending, Problem> {
        let words = loader.folded(&self.words)?;
        Ok(Ending { mark: self.mark, words, least_words: self.least_words })
    }
}

impl Check for Ending {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let from = out.len();
        let mut sentence = 0;
        for (b, tokens) in page.block_tokens.iter().enumerate() {
            let block = &page.prose.blocks[b];
            while page.sentences.get(sentence).is_some_and(|s| s.tokens.end < tokens.end) {
                sentence += 1;
            }
            let running = matches!(block.kind, BlockKind::Paragraph | BlockKind::Line) && block.list.is_none();
            if !running || tokens.len() < self.least_words || leads_on(page, b) {
                continue;
            }
            let Some(last) = page.sentences.get(sentence) else { continue };
            let start = last.tokens.start.max(tokens.start);
            match self.mark {
                EndMark::Nothing => {
                    // “…; and” leads on to the next paragraph of a law.
                    let leads = tokens.len() > 1 && matches!(page.text(tokens.end - 2), ";" | ",");
                    if !leads && self.cannot_end(page, tokens.end - 1) {
                        out.push(Mark::new(page.span(start..tokens.end)));
                    }
                }
                EndMark::Ellipsis => out.extend(self.teaser(page, start, tokens.end)),
                EndMark::Stop => {}
            }
        }
        if self.mark == EndMark::Stop {
            self.stops(page, out);
        }
        // One paragraph that trails off may be meant; several are a list of teasers.
        if self.mark == EndMark::Ellipsis && out.len() - from >= 2 {
            for mark in out[from..].iter_mut().filter(|m| under_headline(page, m)) {
                mark.level = None;
            }
        }
    }
}

/// Whether a list, code or a table follows, which finishes the sentence.
fn leads_on(page: &Page<'_>, b: usize) -> bool {
    let block = &page.prose.blocks[b];
    if page.prose.slice(block.span).starts_with(['•', '-', '*', '·', '–']) {
        return true;
    }
    let end = page.prose.to_source(block.span).span().end;
    let next = page.prose.blocks.get(b + 1);
    let begin = next.map_or(u32::MAX, |n| page.prose.to_source(n.span).span().start);
    let code = page.prose.protected.partition_point(|p| p.end <= end);
    next.is_some_and(|n| n.list.is_some() || matches!(n.kind, BlockKind::Item | BlockKind::Cell))
        || page.prose.protected.get(code).is_some_and(|p| p.start < begin)
}

/// Whether the block of a mark stands under a headline, as a teaser does.
fn under_headline(page: &Page<'_>, mark: &Mark) -> bool {
    let At::Prose(span) = mark.at else { return false };
    let block = page.prose.blocks.partition_point(|b| b.span.end <= span.start);
    block.checked_sub(1).is_some_and(|b| matches!(page.prose.blocks[b].kind, BlockKind::Heading(_) | BlockKind::Line))
}

impl Ending {
    fn cannot_end(&self, page: &Page<'_>, i: u32) -> bool {
        page.token(i).kind == TokenKind::Word
            && page.text(i).chars().all(char::is_lowercase)
            && self.words.contains(&*page.word(i).folded)
    }

    /// A sentence cut off by an ellipsis outside quotation marks; doubtful unless what stands before the ellipsis cannot end.
    fn teaser(&self, page: &Page<'_>, start: u32, end: u32) -> Option<Mark> {
        let text = |i: u32| page.text(i);
        let ellipsis = |i: u32| text(i) == "…" || text(i).starts_with("...");
        let mut i = end.checked_sub(1)?;
        let mut sure = false;
        if text(i) == "]" || text(i) == ")" {
            let closing = text(i).to_owned();
            let open =
                (start..i).rev().take(8).find(|&j| matches!((text(j), closing.as_str()), ("[", "]") | ("(", ")")))?;
            let inner = open + 1..i;
            let reads_on = inner.clone().any(|j| {
                matches!(&*page.word(j).folded, "more" | "reading" | "continue" | "continued") && !page.token(j).quoted
            });
            let bare = inner.len() == 1 && ellipsis(open + 1);
            let square = closing == "]" || ellipsis(i - 1);
            if !(bare || reads_on && square) {
                return None;
            }
            sure = true;
            i = open;
        } else if ellipsis(i) && !page.token(i).quoted {
            // The ellipsis may stand after a comma; then nothing can have been meant.
        } else {
            return None;
        }
        let before = i.checked_sub(1).filter(|&b| b >= start)?;
        sure |= text(before) == "," || self.cannot_end(page, before);
        let mut mark = Mark::new(page.span(start..end));
        if !sure {
            mark.level = Some(Level::Note);
        }
        Some(mark)
    }

    /// Sentences that a full stop ends after a word that cannot be the last.
    fn stops(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        for sentence in &page.sentences {
            let end = sentence.tokens.end;
            let stop = end.checked_sub(1).filter(|&i| page.text(i) == "." && !page.token(i).quoted);
            let last = stop.and_then(|i| i.checked_sub(1)).filter(|&i| i > sentence.tokens.start);
            let block = &page.prose.blocks[sentence.block as usize];
            let long = sentence.tokens.len() > self.least_words;
            let running = block.kind == BlockKind::Paragraph && block.list.is_none();
            if running && long && last.is_some_and(|i| self.cannot_end(page, i)) {
                out.push(Mark::new(page.span(sentence.tokens.clone())));
            }
        }
    }
}
