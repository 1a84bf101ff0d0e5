//! Text that stands twice in one draft: a heading printed again under itself, a paragraph or a sentence pasted twice, word
//! for word or nearly so. It marks the later copy and points at the first. It does not look into tables, and short lines
//! (a refrain, a form) are no repetition to it.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

use super::line::removal;
use super::{At, Check, Mark, Repair};
use crate::finding::Level;
use crate::segment::{Page, TokenKind};
use crate::text::{BlockKind, Prose, Span};

/// `[rule.check.repeated]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RepeatedSpec {
    /// What is compared: `heading`, `paragraph` or `sentence`.
    unit: Unit,
    /// Shorter texts are left alone.
    least_words: usize,
    /// Share of words that two texts must have in common, in percent; 100, the default, is word for word.
    #[serde(default = "hundred")]
    alike: u32,
}

fn hundred() -> u32 {
    100
}

/// What is compared with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// A heading or a short line, with the block before it and with the first of the document.
    Heading,
    /// Paragraphs and list items, all with all.
    Paragraph,
    /// Sentences, all with all; not those of paragraphs that are repeated as a whole.
    Sentence,
}

/// Looks for text that stands twice.
pub struct Repeated {
    spec: RepeatedSpec,
}

impl RepeatedSpec {
    /// There is nothing to prepare.
    pub fn build(self) -> Repeated {
        Repeated { spec: self }
    }
}

/// A stretch to compare: its place, and its words as hashes.
struct Piece {
    block: usize,
    span: Span<Prose>,
    words: Vec<u64>,
}

impl Check for Repeated {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        match self.spec.unit {
            Unit::Heading => self.headings(page, out),
            Unit::Paragraph => {
                let pieces = self.blocks(page);
                if self.spec.alike >= 100 {
                    out.extend(exact(&pieces).into_iter().map(|(first, i)| again(page, &pieces[first], &pieces[i])));
                } else {
                    self.near(page, &pieces, out);
                }
            }
            Unit::Sentence => self.sentences(page, out),
        }
    }
}

impl Repeated {
    fn headings(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let pieces: Vec<_> = (0..page.prose.blocks.len())
            .filter(|&b| page.prose.blocks[b].kind != BlockKind::Cell)
            .map(|b| piece(page, b, page.prose.blocks[b].span, page.block_tokens[b].clone()))
            .collect();
        for (i, now) in pieces.iter().enumerate().skip(1) {
            let block = &page.prose.blocks[now.block];
            let long = now.words.len() >= self.spec.least_words;
            if !long || block.quoted || block.list.is_some() || ends_sentence(page.prose.slice(now.span)) {
                continue;
            }
            // The document's own title may come again at its head; further on it may be a section of a list of works.
            let title = (i <= 3).then(|| &pieces[0]);
            // Lines one under the other in one stanza are verse; a page's copies stand apart.
            let apart = |p: &&Piece| {
                let (a, b) = (page.prose.to_source(p.span).span().end, page.prose.to_source(now.span).span().start);
                page.source.text.get(a as usize..b as usize).is_some_and(|t| t.matches(['\n', '>']).count() > 1)
            };
            let verse = pieces.get(i + 1).is_some_and(|n| n.words.starts_with(&now.words))
                || i >= 2 && pieces[i - 2].words == now.words;
            let before =
                title.into_iter().chain([&pieces[i - 1]]).filter(apart).find(|p| p.words == now.words && !verse);
            out.extend(before.map(|first| again(page, first, now)));
        }
    }

    /// Paragraphs and items that are long enough.
    fn blocks(&self, page: &Page<'_>) -> Vec<Piece> {
        let whole = |b: &usize| {
            let block = &page.prose.blocks[*b];
            // Items of lists say the same under several heads, and so do lines that lead over to a list or a question.
            let text = page.prose.slice(block.span);
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Line)
                && !block.quoted
                && block.list.is_none()
                && !text.ends_with([':', '?'])
                && !text.starts_with(['•', '-', '*'])
        };
        (0..page.prose.blocks.len())
            .filter(whole)
            .map(|b| piece(page, b, page.prose.blocks[b].span, page.block_tokens[b].clone()))
            .filter(|p| p.words.len() >= self.spec.least_words)
            .collect()
    }

    fn sentences(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let blocks = self.blocks(page);
        let mut twice = vec![false; page.prose.blocks.len()];
        for (first, i) in exact(&blocks) {
            twice[blocks[first].block] = true;
            twice[blocks[i].block] = true;
        }
        let pieces: Vec<_> = page
            .sentences
            .iter()
            .filter(|s| {
                let block = &page.prose.blocks[s.block as usize];
                block.kind == BlockKind::Paragraph && !block.quoted && block.list.is_none() && !twice[s.block as usize]
            })
            .map(|s| piece(page, s.block as usize, page.span(s.tokens.clone()), s.tokens.clone()))
            .filter(|p| p.words.len() >= self.spec.least_words)
            .collect();
        for (first, i) in exact(&pieces) {
            let (first, now) = (&pieces[first], &pieces[i]);
            // Far from the first, a sentence may be a formula.
            let far = first.block != now.block;
            if far && now.words.len() < self.spec.least_words * 2 {
                continue;
            }
            // The space before it goes as well, or the space after it where it opens its paragraph.
            let text = &page.prose.text;
            let lead =
                text[..now.span.start as usize].len() - text[..now.span.start as usize].trim_end_matches(' ').len();
            let opens = page.prose.blocks[now.block].span.start == now.span.start;
            let tail =
                text[now.span.end as usize..].len() - text[now.span.end as usize..].trim_start_matches(' ').len();
            let cut = if opens {
                Span::new(now.span.start, now.span.end + tail as u32)
            } else {
                Span::new(now.span.start - lead as u32, now.span.end)
            };
            let mut mark = labelled(page, first, now);
            if now.block > first.block + 1 {
                mark.level = Some(Level::Note);
            }
            let edits = vec![(At::Prose(cut), String::new())];
            mark.repairs.push(Repair { edits, title: Some("delete the repetition".to_owned()), safety: None });
            out.push(mark);
        }
    }

    /// Paragraphs that share most of their words with an earlier one. Candidates are found by rows of three words, so
    /// that a document of many paragraphs is not compared all with all.
    fn near(&self, page: &Page<'_>, pieces: &[Piece], out: &mut Vec<Mark>) {
        let mut seen: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (i, now) in pieces.iter().enumerate() {
            let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
            for row in now.words.windows(3) {
                let at = seen.entry(hash(row)).or_default();
                for &other in at.iter().filter(|&&o| o != i as u32) {
                    *shared.entry(other).or_default() += 1;
                }
                // A row of words that many paragraphs have tells nothing.
                if at.len() < 8 && at.last() != Some(&(i as u32)) {
                    at.push(i as u32);
                }
            }
            let best = shared.into_iter().max_by_key(|&(other, n)| (n, std::cmp::Reverse(other)));
            let Some((other, rows)) = best else { continue };
            let first = &pieces[other as usize];
            if first.words == now.words || (rows as usize) * 5 < now.words.len() {
                continue;
            }
            if alike(&first.words, &now.words) >= self.spec.alike && !says_other(page, first, now) {
                out.push(again(page, first, now));
            }
        }
    }
}

/// Pairs of places in the list whose words are the same: the first, and each later one.
fn exact(pieces: &[Piece]) -> Vec<(usize, usize)> {
    let mut first: FxHashMap<&[u64], usize> = FxHashMap::default();
    let mut found = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        match first.get(piece.words.as_slice()) {
            Some(&f) => found.push((f, i)),
            None => {
                first.insert(&piece.words, i);
            }
        }
    }
    found
}

/// Words in common, in percent of the words of both, order apart.
fn alike(a: &[u64], b: &[u64]) -> u32 {
    let mut count: FxHashMap<u64, i32> = FxHashMap::default();
    for &word in a {
        *count.entry(word).or_default() += 1;
    }
    let mut common = 0;
    for word in b {
        if let Some(left) = count.get_mut(word).filter(|n| **n > 0) {
            *left -= 1;
            common += 1;
        }
    }
    (200 * common / (a.len() + b.len()).max(1)) as u32
}

/// Whether the words in which two paragraphs differ are figures or names: then they are two entries of one pattern.
fn says_other(page: &Page<'_>, a: &Piece, b: &Piece) -> bool {
    let own = |piece: &Piece, other: &Piece| {
        let tokens = page.block_tokens[piece.block].clone();
        let others: rustc_hash::FxHashSet<u64> = other.words.iter().copied().collect();
        let mut opens = true;
        tokens.into_iter().any(|i| {
            let token = page.token(i);
            let first =
                std::mem::replace(&mut opens, token.kind == TokenKind::Mark && matches!(page.text(i), "." | "!" | "?"));
            let telling = token.kind == TokenKind::Number
                || token.kind == TokenKind::Word && !first && page.text(i).starts_with(char::is_uppercase);
            telling && !others.contains(&hash(&page.word(i).folded))
        })
    };
    own(a, b) || own(b, a)
}

fn piece(page: &Page<'_>, block: usize, span: Span<Prose>, tokens: std::ops::Range<u32>) -> Piece {
    let telling = |i: &u32| matches!(page.token(*i).kind, TokenKind::Word | TokenKind::Number | TokenKind::Url);
    let words = tokens.filter(telling).map(|i| hash(&page.word(i).folded)).collect();
    Piece { block, span, words }
}

fn hash(of: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = FxHasher::default();
    of.hash(&mut hasher);
    hasher.finish()
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', ';', ':', ','])
}

fn labelled(page: &Page<'_>, first: &Piece, now: &Piece) -> Mark {
    let line = page.source.place(page.prose.to_source(first.span).span().start).line;
    Mark::new(now.span).and(first.span, "it stands here first").with("line", line.to_string())
}

/// The later of two copies, to be taken out with its lines.
fn again(page: &Page<'_>, first: &Piece, now: &Piece) -> Mark {
    let mut mark = labelled(page, first, now);
    mark.repairs = removal(page, now.span).repairs;
    // A line without an end mark may be a title that stands in a list of contents, too.
    let heading = page.prose.blocks[now.block].kind != BlockKind::Paragraph;
    if !heading
        && !page.prose.slice(now.span).trim_end_matches(['"', '”', '’', '\'', ')', '…']).ends_with(['.', '!', '?'])
    {
        mark.level = Some(Level::Note);
    }
    mark
}
