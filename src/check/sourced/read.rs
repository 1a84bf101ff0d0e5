//! A draft's strand beside its passage, with what every kind of change asks of it: which words only moved, how firmly a hunk is
//! held by what stands around it, and how the source's wording is put back. It gives no change its kind.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::knowledge::{Cue, Knowledge};
use super::split::split;
use super::{Change, Kind, cues, figures, names, quotations, words};
use crate::compare::items::ItemKind;
use crate::compare::{Comparison, Coverage, Hunk, Library, Relation, Strand, Text};
use crate::text::{Prose, Span};

/// All that is asked about a draft.
pub struct Reading<'r> {
    /// The draft.
    pub draft: Text<'r>,
    /// Its sources.
    pub library: &'r Library,
    /// What rule files know.
    pub knowledge: &'r Knowledge,
    /// What was borne out so far.
    pub coverage: Coverage,
    /// Items of papers that some strand paired: (paper, item).
    pub paired: FxHashSet<(u32, u32)>,
    /// Draft figures that a strand has judged, by their first item.
    pub judged: FxHashSet<u32>,
    /// All strands of the draft.
    pub strands: &'r [Strand],
    /// How closely the draft goes along with its sources: the middle of what its strands cover, in hundredths.
    pub closeness: u32,
}

impl<'r> Reading<'r> {
    /// Counts what is aligned.
    pub fn new(draft: Text<'r>, library: &'r Library, knowledge: &'r Knowledge, comparison: &'r Comparison) -> Self {
        let mut coverage = Coverage::default();
        let strong: Vec<&Strand> = comparison.strands.iter().filter(|s| s.coverage >= 40).collect();
        let mut at = 0;
        for range in draft.starts.windows(2).filter(|r| r[1] - r[0] >= 3) {
            coverage.sentences += 1;
            while strong.get(at).is_some_and(|s| s.draft.end <= range[0]) {
                at += 1;
            }
            coverage.aligned += usize::from(strong.get(at).is_some_and(|s| s.draft.start < range[1]));
        }
        let related: FxHashSet<u32> = strong.iter().map(|s| s.paper).collect();
        let relation = |i: usize| match &library.papers[i] {
            paper if paper.is_foreign => Relation::Foreign,
            _ if related.contains(&(i as u32)) => Relation::Used,
            _ => Relation::Unrelated,
        };
        coverage.sources =
            library.papers.iter().enumerate().map(|(i, paper)| (paper.source.clone(), relation(i))).collect();
        let middle = |of: fn(&Strand) -> u32| {
            let mut all: Vec<u32> = comparison.strands.iter().map(of).collect();
            all.sort_unstable();
            all.get(all.len() / 2).copied().unwrap_or(0)
        };
        let (closeness, parallel) = (middle(|s| s.coverage), middle(|s| s.parallel));
        // Where much was swapped word for word, less needs to be the same.
        let closeness = if closeness >= 45 && parallel >= closeness + 8 { closeness.max(60) } else { closeness };
        let paired = comparison.strands.iter().flat_map(|s| s.pairs.iter().map(|p| (s.paper, p.1))).collect();
        let strands = &comparison.strands;
        Self { draft, library, knowledge, coverage, paired, judged: FxHashSet::default(), strands, closeness }
    }

    /// Whether an item of a text is written as a name: with a capital that no sentence or quotation gives it.
    pub fn is_name(&self, text: &Text<'_>, i: u32) -> bool {
        let is_grammar = text.item(i).kind == ItemKind::Function && !is_may(text, i);
        if is_grammar || !text.written(i).starts_with(char::is_uppercase) {
            return false;
        }
        let sentence = text.sentence_items(text.sentence_of(i));
        let opens = i == sentence.start || text.token(i).quoted && text.item(i).token > text.item(i - 1).token + 1;
        !opens || self.library.has_capital(text.item(i).key)
    }
}

/// Whether an item is the month of May.
pub fn is_may(text: &Text<'_>, i: u32) -> bool {
    text.written(i) == "May" && text.sentence_items(text.sentence_of(i)).start != i && !text.quoted(i)
}

/// How far around a hunk one looks for what holds it.
const AROUND: u32 = 6;

/// A strand with its hunks.
pub struct Passage<'p> {
    /// The draft.
    pub draft: Text<'p>,
    /// The source.
    pub source: Text<'p>,
    /// The strand.
    pub strand: &'p Strand,
    /// Its hunks.
    pub hunks: Vec<Hunk>,
    /// What rule files know.
    knowledge: &'p Knowledge,
    /// What lay between the pairs before it was taken apart.
    wholes: Vec<Hunk>,
    /// Stems that left one hunk and came back in another.
    moved: FxHashSet<u32>,
}

impl<'p> Passage<'p> {
    /// Reads the hunks of a strand.
    pub fn new(draft: Text<'p>, source: Text<'p>, strand: &'p Strand, knowledge: &'p Knowledge) -> Self {
        let wholes = strand.hunks(draft.items, &source);
        let hunks: Vec<Hunk> = wholes.iter().flat_map(|h| split(&draft, &source, h.clone(), knowledge)).collect();
        let gone: FxHashSet<u32> = hunks.iter().flat_map(|h| h.source.clone()).map(|i| source.item(i).stem).collect();
        let moved = hunks
            .iter()
            .flat_map(|h| h.draft.clone())
            .map(|i| draft.item(i).stem)
            .filter(|s| gone.contains(s))
            .collect();
        Self { draft, source, strand, hunks, knowledge, wholes, moved }
    }

    /// The items of matter that the draft has in a hunk and the passage has nowhere in its hunks.
    pub fn new_words(&self, hunk: &Hunk) -> Vec<u32> {
        hunk.draft.clone().filter(|&i| self.matter(&self.draft, i, hunk)).collect()
    }

    /// The items of matter that the source has in a hunk and the draft has nowhere in its hunks.
    pub fn lost_words(&self, hunk: &Hunk) -> Vec<u32> {
        hunk.source.clone().filter(|&i| self.matter(&self.source, i, hunk)).collect()
    }

    fn matter(&self, text: &Text<'_>, i: u32, hunk: &Hunk) -> bool {
        let item = text.item(i);
        let tells = item.kind != ItemKind::Function || self.knowledge.is_telling(item.stem) || is_may(text, i);
        tells && (!self.moved.contains(&item.stem) || self.is_single(hunk) && !self.is_reordered(hunk))
    }

    /// Whether a single word only changed places with the one on the other side of *and*, *or* or a comma.
    fn is_reordered(&self, hunk: &Hunk) -> bool {
        let (d, s) = (self.draft.item(hunk.draft.start).stem, self.source.item(hunk.source.start).stem);
        let joined = |a: u32, b: u32| match b.checked_sub(a) {
            Some(1) => true,
            Some(2) => matches!(self.draft.written(a + 1), "and" | "or" | "nor"),
            _ => false,
        };
        self.hunks.iter().filter(|w| *w != hunk).any(|w| {
            let swapped = w.draft.clone().any(|i| self.draft.item(i).stem == s)
                && w.source.clone().any(|i| self.source.item(i).stem == d);
            let one_side = !self.is_single(w)
                && (w.draft.clone().any(|i| self.draft.item(i).stem == s)
                    || w.source.clone().any(|i| self.source.item(i).stem == d));
            let near = joined(w.draft.start, hunk.draft.start) || joined(hunk.draft.start, w.draft.start);
            swapped && near || one_side
        })
    }

    /// Whether a hunk is one word for one of the same kind.
    fn is_single(&self, hunk: &Hunk) -> bool {
        hunk.draft.len() == 1
            && hunk.source.len() == 1
            && self.draft.item(hunk.draft.start).kind == self.source.item(hunk.source.start).kind
    }

    /// Whether the hunk stands in text that otherwise goes along with the source: of the words around it, on both sides of
    /// the comparison, most have their pair.
    pub fn firm(&self, hunk: &Hunk) -> bool {
        let (draft, source) = self.hold(hunk);
        self.strand.parallel >= 40 && draft.min(source) >= 55
    }

    /// Whether the hunk is held so firmly, in a draft that goes along so closely with its sources, that a word in it stands for
    /// another: in a free rewrite it does not.
    pub fn word_for_word(&self, hunk: &Hunk, closeness: u32) -> bool {
        let (draft, source) = self.hold(hunk);
        let hold = draft.min(source);
        let alike = hunk.draft.len().abs_diff(hunk.source.len()) <= 3;
        let single = hunk.draft.len() == 1 && hunk.source.len() == 1;
        if closeness < 60 {
            return alike && hold >= 75 && self.strand.coverage >= 70;
        }
        // One word between words that are the same on either side is held by these.
        let clasped = single && hunk.before.min(hunk.after) >= 1 && hunk.before + hunk.after >= 3;
        let cover = if single && hold >= 64 || clasped { 45 } else { 55 };
        alike && self.strand.parallel >= cover && (hold >= 64 || clasped && hold >= 50)
    }

    /// How many in a hundred of the words around a hunk have their pair, in the draft and in the source.
    pub fn hold(&self, hunk: &Hunk) -> (u32, u32) {
        let around = |w: &&Hunk| {
            let (d, s) = (&w.draft, &w.source);
            d.start <= hunk.draft.start
                && hunk.draft.end <= d.end
                && s.start <= hunk.source.start
                && hunk.source.end <= s.end
        };
        let hunk = self.wholes.iter().find(around).unwrap_or(hunk);
        let pairs = &self.strand.pairs;
        let end = pairs.last().map_or(0, |p| p.1 + 1).max(hunk.source.end);
        let start = pairs.first().map_or(0, |p| p.1).min(hunk.source.start);
        // What was swapped word for word holds its place as well as what stayed.
        let even: Vec<&Hunk> =
            self.wholes.iter().filter(|w| *w != hunk && self.is_single(w) && !w.head && !w.tail).collect();
        let share =
            |items: &Range<u32>, within: Range<u32>, side: fn(&(u32, u32)) -> u32, of: fn(&Hunk) -> &Range<u32>| {
                let around = items.start.saturating_sub(AROUND).max(within.start)..(items.end + AROUND).min(within.end);
                let paired = pairs.iter().map(side).filter(|i| around.contains(i)).count();
                let swapped = even.iter().flat_map(|w| of(w).clone()).filter(|i| around.contains(i)).count();
                100 * (paired + swapped) as u32 / ((around.len() - items.len()) as u32).max(4)
            };
        (
            share(&hunk.draft, self.strand.draft.clone(), |p| p.0, |h| &h.draft),
            share(&hunk.source, start..end, |p| p.1, |h| &h.source),
        )
    }

    /// Whether any word of the draft's side stands in a quotation.
    pub fn quoted(&self, hunk: &Hunk) -> bool {
        let inner = hunk.draft.clone().any(|i| self.draft.quoted(i));
        let around = || {
            let (a, b) = (hunk.draft.start.checked_sub(1), hunk.draft.start);
            a.is_some_and(|a| self.draft.quoted(a)) && (b as usize) < self.draft.items.len() && self.draft.quoted(b)
        };
        inner || hunk.draft.is_empty() && around()
    }

    /// The edit that puts back the source's side of a hunk.
    pub fn restore(&self, hunk: &Hunk) -> Vec<(Span<Prose>, String)> {
        restore(&self.draft, &self.source, hunk)
    }

    /// The edits that put back this hunk and its close neighbours, where there are any: the source's whole phrase.
    pub fn restore_around(&self, at: usize) -> Option<Vec<(Span<Prose>, String)>> {
        let near = |a: &Hunk, b: &Hunk| b.draft.start - a.draft.end <= 3 && !b.draft.is_empty() && !a.draft.is_empty();
        let (mut first, mut last) = (at, at);
        while first > 0 && at - first < 2 && near(&self.hunks[first - 1], &self.hunks[first]) {
            first -= 1;
        }
        while last + 1 < self.hunks.len() && last - at < 2 && near(&self.hunks[last], &self.hunks[last + 1]) {
            last += 1;
        }
        if first == last {
            return None;
        }
        let joined = Hunk {
            draft: self.hunks[first].draft.start..self.hunks[last].draft.end,
            source: self.hunks[first].source.start..self.hunks[last].source.end,
            ..self.hunks[at].clone()
        };
        (!joined.source.is_empty()).then(|| self.restore(&joined))
    }

    /// The change of a hunk, with its repairs.
    pub fn change(&self, at: usize, kind: Kind, variant: &'static str) -> Change {
        let hunk = &self.hunks[at];
        let shown = super::visible(hunk.draft.clone(), self.strand.draft.clone());
        let source = super::visible(hunk.source.clone(), 0..self.source.items.len() as u32);
        let mut repairs = vec![self.restore(hunk)];
        repairs.extend(self.restore_around(at));
        repairs.retain(|r| !r.is_empty());
        Change {
            kind,
            variant,
            level: None,
            at: self.draft.span(shown),
            source: Some((self.strand.paper, self.source.span(source))),
            repairs,
            who: String::new(),
        }
    }
}

/// The edit that puts back the source's side of a hunk: words for words, or what is missing with the marks that go with it.
pub fn restore(draft: &Text<'_>, source: &Text<'_>, hunk: &Hunk) -> Vec<(Span<Prose>, String)> {
    let hunk = &widen(draft, source, hunk);
    let end_before = |text: &Text<'_>, i: u32| text.token(i - 1).end;
    let (d, s) = (&hunk.draft, &hunk.source);
    let edit = if !d.is_empty() && !s.is_empty() {
        Some((draft.span(d.clone()), source.words(s.clone())))
    } else if d.is_empty() && hunk.head && (d.start as usize) < draft.items.len() {
        let next = (s.end as usize) < source.items.len();
        next.then(|| {
            // The first word is written anew with what goes before it: it is no longer the first.
            let first = draft.token(d.start).span();
            let text = Span::<Prose>::new(source.token(s.start).start, source.token(s.end).start);
            (first, one_line(source.prose.slice(text)) + source.written(s.end))
        })
    } else if d.is_empty() && d.start > 0 && s.start > 0 {
        let at = end_before(draft, d.start);
        let text = Span::<Prose>::new(end_before(source, s.start), source.token(s.end - 1).end);
        Some((Span::new(at, at), one_line(source.prose.slice(text))))
    } else if s.is_empty() && d.start > 0 && !hunk.head {
        Some((Span::new(end_before(draft, d.start), draft.token(d.end - 1).end), String::new()))
    } else {
        None
    };
    let opens =
        (d.start as usize) < draft.items.len() && d.start == draft.sentence_items(draft.sentence_of(d.start)).start;
    let curly = draft.prose.text.contains('’');
    edit.map(|(span, text)| {
        let text = if curly { text.replace('\'', "’") } else { text.replace('’', "'") };
        let capital = draft.prose.slice(span).starts_with(char::is_uppercase);
        let text = if capital && opens && !d.is_empty() { upper_first(&text) } else { text };
        (span, text)
    })
    .into_iter()
    .collect()
}

/// A hunk with what must change with it: the other half of a contraction, and of what was only added or left out the word beside
/// it that changed its form (*notice* of *did not notice* for *noticed*).
fn widen(draft: &Text<'_>, source: &Text<'_>, hunk: &Hunk) -> Hunk {
    let mut hunk = hunk.clone();
    let (d, s) = (draft.items, source.items);
    let halves = |text: &Text<'_>, i: u32| {
        i > 0 && (i as usize) < text.items.len() && text.item(i).token == text.item(i - 1).token
    };
    let kin = |i: u32, j: u32| {
        let (a, b) = (d.get(i as usize), s.get(j as usize));
        a.zip(b).is_some_and(|(a, b)| a.stem == b.stem)
    };
    let other_form = |i: u32, j: u32| kin(i, j) && d[i as usize].key != s[j as usize].key;
    let is_bare = hunk.draft.is_empty() || hunk.source.is_empty();
    let hyphen = |text: &Text<'_>, i: u32| {
        i > 0
            && (i as usize) < text.items.len()
            && text.prose.slice(Span::new(text.token(i - 1).end, text.token(i).start.max(text.token(i - 1).end))) == "-"
    };
    let before = hunk.draft.start.checked_sub(1).zip(hunk.source.start.checked_sub(1));
    if let Some((i, j)) = before.filter(|&(i, j)| kin(i, j)) {
        if halves(draft, i + 1) || halves(source, j + 1) {
            (hunk.draft.start, hunk.source.start) = (i, j);
        }
    }
    let (i, j) = (hunk.draft.end, hunk.source.end);
    let hyphened = hyphen(draft, i) != hyphen(source, j);
    if kin(i, j) && (hyphened || halves(draft, i) || halves(source, j) || is_bare && other_form(i, j)) {
        (hunk.draft.end, hunk.source.end) = (i + 1, j + 1);
    } else if let Some((i, j)) = before.filter(|&(i, j)| is_bare && other_form(i, j)) {
        (hunk.draft.start, hunk.source.start) = (i, j);
    }
    hunk
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// A text with every run of white space made one space.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// The longest cue of each place among these items: where it stands and what it is.
pub fn cues_in(text: &Text<'_>, items: Range<u32>, knowledge: &Knowledge) -> Vec<(Range<u32>, Cue)> {
    let mut found = Vec::new();
    let mut past = items.start;
    for i in items.clone() {
        // The month of May is no doubt.
        let is_name =
            i > items.start && text.item(i).kind != ItemKind::Figure && text.written(i).starts_with(char::is_uppercase);
        let stems = |n: usize| {
            text.items.get(i as usize + n).filter(|_| i as usize + n < items.end as usize).map(|item| item.stem)
        };
        for (length, cue) in knowledge.cues_at(stems) {
            let end = i + length as u32;
            if is_name && length == 1 && text.sentence_items(text.sentence_of(i)).start != i && !text.token(i).quoted {
                continue;
            }
            if end > past || length == 1 && i >= past {
                found.push((i..end, cue));
                past = past.max(if length > 1 { end } else { past });
            }
        }
    }
    found
}

/// The changes of one strand outside quotations.
pub fn strand_changes(reading: &mut Reading<'_>, strand: &Strand, paper: &Text<'_>, out: &mut Vec<Change>) {
    let draft = reading.draft;
    let passage = Passage::new(draft, *paper, strand, reading.knowledge);
    let mut taken = vec![false; passage.hunks.len()];
    for (taken, hunk) in taken.iter_mut().zip(&passage.hunks) {
        *taken = passage.quoted(hunk);
    }
    quotations::short(&passage, out);
    figures::changes(reading, &passage, &mut taken, out);
    cues::changes(reading, &passage, &mut taken, out);
    names::changes(reading, &passage, &mut taken, out);
    words::changes(reading, &passage, &taken, out);
    words::copied(reading, &passage, out);
}
