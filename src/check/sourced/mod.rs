//! What a draft changed of its sources. The comparison (`compare/`) says which words answer to which; here each difference is
//! given its kind: a quotation, a figure, a name, a certainty or plainly a word. A rule of the kind `change` takes the changes of
//! its kind and says them. What nobody can tell from the words alone (whether a cut is fair) is left alone.

mod cues;
pub mod figure;
mod figures;
pub mod knowledge;
mod names;
mod quotations;
mod read;
mod speakers;
mod split;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Mark, Repair};
use crate::compare::{Comparison, Coverage, Library};
use crate::finding::{Label, Level, Safety};
use crate::rule::remedy::fill;
use crate::segment::Page;
use crate::text::{Prose, Span};
use knowledge::Knowledge;
use read::Reading;

/// `[rule.check.change]`: which changes the rule tells, and how.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ChangeSpec {
    /// The kind of change.
    pub of: Kind,
    /// What to say of each variant, where it is not the rule's message: `{found}`, `{source}` and `{who}` are filled in.
    #[serde(default)]
    says: BTreeMap<String, String>,
    /// What to say at the place in the source.
    label: String,
    /// The level under `--strict-sources`, where it is another.
    #[serde(default)]
    pub strict: Option<Level>,
}

/// The kinds of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Words said to be spoken that the source does not have so. Variants: `words`, `omitted`, `opening`, `reported`, `joined`,
    /// `speaker`.
    AlteredQuotation,
    /// A word in the place of another. Variants: `word`, `verb`, `harmless`.
    SwappedWord,
    /// Variants: `number`, `unit`, `hedge`.
    ChangedFigure,
    /// Variants: `name`, `title`, `added`, `rank`.
    ChangedName,
    /// Variants: `lost`.
    DroppedAttribution,
    /// Variants: `other`, `lost`, `gained`.
    ChangedCertainty,
    /// A quotation that no source has.
    UnsupportedQuotation,
    /// A figure that no source has.
    UnsupportedFigure,
    /// A long run taken word for word.
    Copied,
}

/// One change.
#[derive(Clone, Debug)]
pub struct Change {
    /// What it is.
    pub kind: Kind,
    /// Which sort of it.
    pub variant: &'static str,
    /// A level below the rule's.
    pub level: Option<Level>,
    /// The place in the draft.
    pub at: Span<Prose>,
    /// The paper and the place in it.
    pub source: Option<(u32, Span<Prose>)>,
    /// Repairs, best first, each of edits that belong together.
    pub repairs: Vec<Vec<(Span<Prose>, String)>>,
    /// Who is said to have spoken, in the source.
    pub who: String,
}

/// All changes of a draft, by place, and what was borne out.
pub fn changes(page: &Page<'_>, library: &Library, knowledge: &Knowledge) -> (Vec<Change>, Coverage) {
    let comparison = Comparison::of(page, library);
    let mut reading = Reading::new(comparison.text(page), library, knowledge, &comparison);
    if library.papers.iter().any(|p| p.text().prose.text.trim() == page.prose.text.trim()) {
        // The draft is its own source.
        return (Vec::new(), reading.coverage);
    }
    let mut out = Vec::new();
    quotations::changes(&mut reading, &mut out);
    let unrelated = reading.coverage.aligned * 20 < reading.coverage.sentences;
    for strand in &comparison.strands {
        let paper = library.papers[strand.paper as usize].text();
        read::strand_changes(&mut reading, strand, &paper, &mut out);
    }
    figures::confirm(&mut reading, &mut out);
    if unrelated {
        out.retain(|c| !matches!(c.kind, Kind::UnsupportedFigure | Kind::UnsupportedQuotation));
    }
    // What is said of the speaker of a quotation is said once.
    let names: Vec<_> = out.iter().filter(|c| c.kind == Kind::ChangedName).map(|c| c.at).collect();
    out.retain(|c| !(c.variant == "speaker" && names.iter().any(|n| n.overlaps(c.at))));
    out.sort_by_key(|c| (c.at, c.kind));
    (out, reading.coverage)
}

/// A place where a set phrase has another word: the place, and the stem of the word that belongs there.
pub type Broken = (Span<Prose>, u32);

/// Harmless swaps that break a set phrase which the source has are harmless no longer.
pub fn sharpen(changes: &mut [Change], broken: &[Broken], library: &Library) {
    for change in changes.iter_mut().filter(|c| c.variant == "harmless") {
        let Some((paper, span)) = change.source else { continue };
        let text = library.papers[paper as usize].text();
        let word = crate::compare::items::stem(&text.prose.slice(span).to_lowercase());
        if broken.iter().any(|(at, stem)| at.overlaps(change.at) && *stem == word) {
            (change.variant, change.level) = ("word", None);
        }
    }
}

impl ChangeSpec {
    /// The mark of a change.
    pub fn mark(&self, change: &Change, page: &Page<'_>, library: &Library) -> Mark {
        let mut mark = Mark::new(change.at);
        mark.level = change.level;
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut captures = vec![("found", one_line(page.prose.slice(change.at))), ("who", change.who.clone())];
        if let Some((paper, span)) = change.source {
            let paper = &library.papers[paper as usize];
            let text = paper.text();
            captures.push(("source", one_line(text.prose.slice(span))));
            let message = fill(&self.label, &captures);
            let path = Some(paper.source.path.clone());
            mark.beside.push(Label { span: text.prose.to_source(span).span(), message, path });
        }
        if let Some(says) = self.says.get(change.variant) {
            captures.push(("says", fill(says, &captures)));
        }
        mark.captures = captures;
        mark.repairs = change
            .repairs
            .iter()
            .map(|edits| Repair {
                edits: edits.iter().map(|(span, text)| ((*span).into(), text.clone())).collect(),
                title: None,
                safety: Some(Safety::Unsafe),
            })
            .collect();
        mark
    }
}

/// A range of items widened by what an empty range needs to be seen: the words on either side.
fn visible(items: Range<u32>, within: Range<u32>) -> Range<u32> {
    if items.is_empty() {
        items.start.saturating_sub(1).max(within.start)..(items.end + 1).min(within.end)
    } else {
        items
    }
}
