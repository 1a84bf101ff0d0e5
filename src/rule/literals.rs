//! Plain texts sought together: those without which rules have nothing to do, in one pass for all rules, and alternatives of
//! which one rule wants the places. The one door to the `aho-corasick` crate.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashMap;

/// The number of a text that some rule needs.
pub type LiteralId = u32;

/// All texts that rules need. ASCII letter case is ignored.
#[derive(Debug, Default)]
pub struct Literals {
    texts: Vec<String>,
    ids: FxHashMap<String, LiteralId>,
    automaton: OnceLock<Option<AhoCorasick>>,
}

/// Which of the texts a page holds.
#[derive(Debug)]
pub struct Held(Vec<bool>);

impl Literals {
    /// The numbers of a text in which `\d` is any digit.
    pub fn add(&mut self, text: &str) -> Vec<LiteralId> {
        let Some((before, after)) = text.split_once("\\d") else { return vec![self.number(text)] };
        (0..10).flat_map(|digit| self.add(&format!("{before}{digit}{after}"))).collect()
    }

    fn number(&mut self, text: &str) -> LiteralId {
        let text = text.to_ascii_lowercase();
        if let Some(id) = self.ids.get(&text) {
            return *id;
        }
        let id = self.texts.len() as LiteralId;
        self.texts.push(text.clone());
        self.ids.insert(text, id);
        id
    }

    /// Which of them a text holds.
    pub fn held(&self, text: &str) -> Held {
        let mut held = vec![false; self.texts.len()];
        match self.automaton.get_or_init(|| self.build()) {
            Some(automaton) => {
                for found in automaton.find_overlapping_iter(text) {
                    held[found.pattern().as_usize()] = true;
                }
            }
            // Too many for an automaton: every rule looks for itself.
            None => held.fill(true),
        }
        Held(held)
    }

    fn build(&self) -> Option<AhoCorasick> {
        builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(&self.texts).ok()
    }
}

impl Held {
    /// Whether one of these occurs, or nothing is needed.
    pub fn any(&self, needed: &[LiteralId]) -> bool {
        needed.is_empty() || needed.iter().any(|id| self.0.get(*id as usize).is_none_or(|held| *held))
    }
}

/// The kind that is quickly built.
fn builder() -> AhoCorasickBuilder {
    let mut builder = AhoCorasick::builder();
    builder.kind(Some(AhoCorasickKind::ContiguousNFA));
    builder
}

/// Texts of which the places are wanted; where several begin at one place, the one that was given first.
#[derive(Debug)]
pub struct Alternatives {
    texts: Vec<String>,
    any_case: bool,
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl Alternatives {
    /// These texts; ASCII letter case is ignored where `any_case`.
    pub fn new(texts: Vec<String>, any_case: bool) -> Self {
        Self { texts, any_case, automaton: OnceLock::new() }
    }

    /// The bytes where they stand, without overlaps.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let build = || {
            let (kind, any_case) = (MatchKind::LeftmostFirst, self.any_case);
            builder().ascii_case_insensitive(any_case).match_kind(kind).build(&self.texts).ok()
        };
        let automaton = self.automaton.get_or_init(build);
        automaton.iter().flat_map(move |a| a.find_iter(text)).map(|found| found.range())
    }
}
