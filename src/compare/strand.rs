//! A draft laid beside its sources. A strand is a run of the draft (a sentence, or a part of one) with the passage that it
//! comes from, as pairs of items; hunks are what lies between the pairs. It does not say what a hunk means.

use std::ops::Range;

use super::align::{align, worth};
use super::items::{Item, ItemKind, ItemReader, Text};
use super::library::Library;
use crate::segment::Page;

/// A run of the draft beside a passage of a source.
#[derive(Clone, Debug)]
pub struct Strand {
    /// The source: an index into [`Library::papers`].
    pub paper: u32,
    /// The items of the draft that were looked for.
    pub draft: Range<u32>,
    /// Pairs of items (draft, source) that are the same word or forms of one, both ascending.
    pub pairs: Vec<(u32, u32)>,
    /// How much of the weight of the draft's items found its pair, in hundredths.
    pub coverage: u32,
    /// The same with words that stand one for one between pairs counted by half: a swap keeps the place, a paraphrase does not.
    pub parallel: u32,
}

/// What differs between two pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Items of the draft; may be empty.
    pub draft: Range<u32>,
    /// Items of the source; may be empty.
    pub source: Range<u32>,
    /// How many pairs stand side by side directly before it.
    pub before: u32,
    /// How many pairs stand side by side directly after it.
    pub after: u32,
    /// It opens the strand: its source side reaches back to the start of the sentence.
    pub head: bool,
    /// It ends the strand: its source side reaches to the end of the sentence.
    pub tail: bool,
}

/// A draft beside its sources.
pub struct Comparison {
    /// The draft's items.
    pub items: Vec<Item>,
    /// The first item of each sentence, and the number of items.
    pub starts: Vec<u32>,
    /// The strands of all sentences, in the order of the draft.
    pub strands: Vec<Strand>,
}

/// Sentences are laid beside the sources in pieces of at most so many items; a window reaches so far around a candidate.
const PIECE: u32 = 90;
const AROUND: u32 = 45;
const CANDIDATES: usize = 3;

impl Comparison {
    /// Lays a page beside a library.
    pub fn of(page: &Page<'_>, library: &Library) -> Self {
        let (items, starts) = ItemReader::default().read(page.prose, &page.tokens, &page.sentences, page.words);
        let mut strands = Vec::new();
        for range in starts.windows(2) {
            let mut at = range[0];
            while at < range[1] {
                let end = if range[1] - at > PIECE + PIECE / 2 { at + PIECE } else { range[1] };
                sentence_strands(&items, at..end, library, &mut strands);
                at = end;
            }
        }
        Self { items, starts, strands }
    }

    /// The draft as a text.
    pub fn text<'t>(&'t self, page: &'t Page<'_>) -> Text<'t> {
        Text {
            source: page.source,
            prose: page.prose,
            tokens: &page.tokens,
            sentences: &page.sentences,
            quotations: &page.quotations,
            items: &self.items,
            starts: &self.starts,
        }
    }
}

/// The strand of a sentence, and strands for what it left over at either end: a sentence may be merged from two.
fn sentence_strands(items: &[Item], range: Range<u32>, library: &Library, out: &mut Vec<Strand>) {
    let Some(main) = best(items, range.clone(), library) else { return };
    if main.coverage < 30 {
        return;
    }
    let first = main.pairs.first().map_or(range.end, |p| p.0);
    let last = main.pairs.last().map_or(range.start, |p| p.0 + 1);
    let side = |range: Range<u32>| {
        let matter =
            items[range.start as usize..range.end as usize].iter().filter(|i| i.kind != ItemKind::Function).count();
        let found = (range.len() >= 4 && matter >= 2).then(|| best(items, range, library)).flatten()?;
        // What comes from the same sentence as the rest needs less to be believed.
        let text = library.papers[found.paper as usize].text();
        let sentence = |strand: &Strand| strand.pairs.first().map(|p| text.sentence_of(p.1));
        let beside = found.paper == main.paper && sentence(&found) == sentence(&main);
        (found.coverage >= if beside { 38 } else { 50 }).then_some(found)
    };
    let (before, after) = (side(range.start..first), side(last..range.end));
    let main = Strand {
        draft: if before.is_some() { first } else { range.start }..if after.is_some() { last } else { range.end },
        ..main
    };
    out.extend(before);
    out.push(main);
    out.extend(after);
}

/// The best passage for a run of items, if any shares enough with it.
pub fn best(items: &[Item], range: Range<u32>, library: &Library) -> Option<Strand> {
    let row = &items[range.start as usize..range.end as usize];
    let whole: i32 = row.iter().map(worth).sum();
    let mut best: Option<(i32, Strand)> = None;
    for (paper, sentence) in library.candidates(row, CANDIDATES) {
        let text = library.papers[paper as usize].text();
        let around = text.sentence_items(sentence);
        let window = around.start.saturating_sub(AROUND)
            ..(around.end.min(around.start + 2 * PIECE) + AROUND).min(text.items.len() as u32);
        let pairs = align(row, &text.items[window.start as usize..window.end as usize]);
        let found: i32 = pairs.iter().map(|&(d, _)| worth(&row[d as usize])).sum();
        let spread = pairs.first().zip(pairs.last()).map_or(0, |(a, b)| (b.1 - a.1) as i32);
        let matter = pairs.iter().filter(|&&(d, _)| row[d as usize].kind != ItemKind::Function).count();
        if matter == 0 {
            continue;
        }
        let score = found * 4 - spread;
        if best.as_ref().is_none_or(|(s, _)| score > *s) {
            let pairs: Vec<_> = pairs.iter().map(|&(d, s)| (d + range.start, s + window.start)).collect();
            let coverage = (100 * found / whole.max(1)) as u32;
            let even = parallel(row, &pairs, range.start, text.items) * 50 / whole.max(1) as u32;
            let parallel = coverage + even;
            best = Some((score, Strand { paper, draft: range.clone(), pairs, coverage, parallel }));
        }
    }
    best.map(|(_, strand)| strand)
}

/// The worth of the draft's items that stand alone between pairs where the source has one of the same kind.
fn parallel(row: &[Item], pairs: &[(u32, u32)], start: u32, source: &[Item]) -> u32 {
    let single = pairs.windows(2).filter(|w| w[1].0 - w[0].0 == 2 && w[1].1 - w[0].1 == 2);
    let both = single.map(|w| (&row[(w[0].0 + 1 - start) as usize], &source[w[0].1 as usize + 1]));
    both.filter(|(a, b)| a.kind == b.kind).map(|(a, _)| worth(a) as u32).sum()
}

impl Strand {
    /// What lies between the pairs, before the first and after the last, in order.
    pub fn hunks(&self, draft: &[Item], source: &Text<'_>) -> Vec<Hunk> {
        let (Some(&first), Some(&last)) = (self.pairs.first(), self.pairs.last()) else { return Vec::new() };
        let head = source.sentence_items(source.sentence_of(first.1)).start;
        let tail = source.sentence_items(source.sentence_of(last.1)).end;
        let mut hunks = Vec::new();
        let mut run = 0;
        let (mut here, mut at) = (self.draft.start, head);
        for (i, &(d, s)) in self.pairs.iter().enumerate() {
            // Of *may be* for *is* and *may have* for *had* the auxiliary belongs to what changed.
            let (a, b) = (&draft[d as usize], source.item(s));
            let auxiliary = a.key != b.key && a.kind == ItemKind::Function;
            let gap_after = self.pairs.get(i + 1).is_some_and(|n| n.0 > d + 1 || n.1 > s + 1);
            if auxiliary && i > 0 && i + 1 < self.pairs.len() && (d > here || s > at || gap_after) {
                continue;
            }
            if d > here || s > at {
                hunks.push(Hunk {
                    draft: here..d,
                    source: at..s,
                    before: run,
                    after: self.run_from(i),
                    head: i == 0,
                    tail: false,
                });
                run = 0;
            }
            run += 1;
            (here, at) = (d + 1, s + 1);
        }
        if self.draft.end > here || tail > at {
            hunks.push(Hunk {
                draft: here..self.draft.end,
                source: at..tail,
                before: run,
                after: 0,
                head: false,
                tail: true,
            });
        }
        hunks
    }

    /// How many pairs follow one another without a gap from the pair at `i`.
    fn run_from(&self, i: usize) -> u32 {
        1 + self.pairs[i..].windows(2).take_while(|w| w[1].0 == w[0].0 + 1 && w[1].1 == w[0].1 + 1).count() as u32
    }
}
