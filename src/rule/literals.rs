//! The texts without which rules have nothing to do, sought in one pass for all rules. It says which occur, not where.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
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
    /// The number of a text.
    pub fn add(&mut self, text: &str) -> LiteralId {
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
        AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(&self.texts).ok()
    }
}

impl Held {
    /// Whether one of these occurs, or nothing is needed.
    pub fn any(&self, needed: &[LiteralId]) -> bool {
        needed.is_empty() || needed.iter().any(|id| self.0.get(*id as usize).is_none_or(|held| *held))
    }
}
