//! A sentence that opens in lower case, and a capital after a comma where a new sentence seems to begin. Abbreviations, names
//! written small, verse and continued paragraphs are left alone. It does not look at names.

use serde_spanned::Spanned;

use super::vocabulary::Vocabulary;
use super::{Check, Mark, near};
use crate::english::abbreviations::abbreviation;
use crate::rule::load::{Loader, Problem};
use crate::segment::{Before, Page, TokenKind};
use crate::text::{BlockKind, Prose, Span};

/// `[rule.check.capital]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CapitalSpec {
    /// Which place the rule looks at.
    find: Place,
    /// Words that open a sentence.
    openers: Vec<Spanned<String>>,
    /// Words before which nothing is said (names that begin small, abbreviations with a stop).
    #[serde(default)]
    not: Vec<Spanned<String>>,
}

/// Where a capital is missing or too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// After a full stop.
    AfterStop,
    /// After a question or exclamation mark.
    AfterQuestion,
    /// At the head of a paragraph.
    Paragraph,
    /// A capital after a comma.
    AfterComma,
}

/// Ready to run.
pub struct Capital {
    find: Place,
    openers: Vocabulary,
    not: Vocabulary,
}

impl CapitalSpec {
    /// Reads the words.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Capital, Problem> {
        Ok(Capital {
            find: self.find,
            openers: Vocabulary::read(&self.openers, loader)?,
            not: Vocabulary::read(&self.not, loader)?,
        })
    }
}

impl Check for Capital {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        if self.find == Place::Paragraph {
            return self.paragraphs(page, out);
        }
        for (block, tokens) in page.prose.blocks.iter().zip(&page.block_tokens) {
            if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Caption) {
                continue;
            }
            for i in tokens.start + 1..tokens.end.saturating_sub(1).max(tokens.start + 1) {
                if page.token(i).kind == TokenKind::Mark
                    && near::glued(page, i)
                    && near::before(page, i + 1) == Before::Space
                {
                    out.extend(match self.find {
                        Place::AfterStop => self.after_stop(page, i, tokens),
                        Place::AfterQuestion => self.after_question(page, i, tokens),
                        _ => self.after_comma(page, i, tokens),
                    });
                }
            }
        }
    }
}

impl Capital {
    fn after_stop(&self, page: &Page<'_>, i: u32, tokens: &std::ops::Range<u32>) -> Option<Mark> {
        if page.text(i) != "." || !near::is_lower(page, i + 1) || self.not.has(page, i + 1) || self.not.has(page, i - 1)
        {
            return None;
        }
        let next = page.text(i + 1);
        // `6 in. by 4 in.`
        let inches = page.text(i - 1) == "in" && near::kind(page, i.saturating_sub(2)) == Some(TokenKind::Number);
        if near::before(page, i + 2) == Before::Hyphen || inches {
            return None;
        }
        let opener = self.openers.has(page, i + 1);
        if next.chars().count() < 2 && !opener
            || near::glued(page, i + 2) && matches!(page.text(i + 2), "." | "/" | "_" | "(" | "@")
        {
            return None;
        }
        let ended = match near::kind(page, i - 1) {
            Some(TokenKind::Word) => {
                let dotted = i > tokens.start + 1 && near::glued(page, i - 1) && page.text(i - 2) == ".";
                let lower = near::is_lower(page, i - 1);
                let known = abbreviation(&page.word(i - 1).folded, lower).is_some();
                let dated = near::kind(page, i.saturating_sub(2)) == Some(TokenKind::Number);
                let long = dated || near::length(page, i - 1) >= if lower { 2 } else { 5 };
                !dotted && !known && long && (opener || dated || near::length(page, i - 1) > 3)
            }
            Some(TokenKind::Number) => opener && i > tokens.start + 2,
            Some(TokenKind::Mark) => opener && page.text(i - 1) == ")",
            _ => false,
        };
        ended.then(|| self.raised(page, i + 1))
    }

    fn after_question(&self, page: &Page<'_>, i: u32, _: &std::ops::Range<u32>) -> Option<Mark> {
        let fits = matches!(page.text(i), "?" | "!")
            && near::is_lower(page, i - 1)
            && self.openers.has(page, i + 1)
            && near::is_lower(page, i + 1);
        fits.then(|| self.raised(page, i + 1))
    }

    fn raised(&self, page: &Page<'_>, i: u32) -> Mark {
        let word = page.text(i);
        let mut chars = word.chars();
        let raised: String = chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
        Mark::new(page.token(i).span()).with("right", raised.clone()).repair(page.token(i).span(), raised)
    }

    fn after_comma(&self, page: &Page<'_>, i: u32, tokens: &std::ops::Range<u32>) -> Option<Mark> {
        let next = i + 1;
        let fits = page.text(i) == ","
            && next + 1 < tokens.end
            && near::is_lower(page, i - 1)
            && near::is_title(page, next)
            && self.openers.has(page, next)
            && near::is_lower(page, next + 1)
            && near::spaced(page, next + 1)
            && !self.not.has(page, next + 1);
        if !fits {
            return None;
        }
        let lower = page.word(next).folded.to_string();
        let comma = page.token(i).span();
        Some(
            Mark::new(near::stretch(page, i, next))
                .with("lower", lower.clone())
                .repair(comma, ".")
                .repair(page.token(next).span(), lower),
        )
    }

    /// A paragraph in lower case among paragraphs that open with capitals, after one that ended.
    fn paragraphs(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let blocks = &page.prose.blocks;
        let running = |n: usize| blocks[n].kind == BlockKind::Paragraph && !page.block_tokens[n].is_empty();
        let raised =
            (0..blocks.len()).filter(|&n| running(n) && near::is_capital(page, page.block_tokens[n].start)).count();
        let small: Vec<usize> =
            (0..blocks.len()).filter(|&n| running(n) && near::is_lower(page, page.block_tokens[n].start)).collect();
        if small.len() * 3 > raised {
            return;
        }
        for n in small {
            let tokens = &page.block_tokens[n];
            let after_end = n > 0
                && running(n - 1)
                && page.block_tokens[n - 1]
                    .clone()
                    .next_back()
                    .is_some_and(|i| matches!(page.text(i), "." | "?" | "!"));
            let first = tokens.start;
            let lead: Span<Prose> = Span::new(page.prose.blocks[n].span.start, page.token(first).start);
            let whole = stopped(page, tokens) && tokens.len() >= 6 && lead.is_empty();
            if after_end
                && whole
                && !self.not.has(page, first)
                && !near::glued(page, first + 1)
                && (self.openers.has(page, first) || near::length(page, first) > 2)
            {
                out.push(self.raised(page, first));
            }
        }
    }
}

fn stopped(page: &Page<'_>, tokens: &std::ops::Range<u32>) -> bool {
    tokens.clone().rev().take(2).any(|i| matches!(page.text(i), "." | "!" | "?"))
}
