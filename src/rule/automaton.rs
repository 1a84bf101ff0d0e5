//! The word automaton: all phrases of all rules as one trie over word keys, so that a check costs by words of text and not by
//! number of rules. It finds sequences; conditions, exceptions and messages are the engine's business.

use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

use super::phrase::{Element, Key};
use crate::english::inflect::Form;
use crate::segment::{Page, Word};

/// A phrase of a rule found on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The rule's number.
    pub rule: u32,
    /// The tokens that it covers.
    pub tokens: Range<u32>,
    /// The first token that stands in an inflected form, with the form: a fix takes it over.
    pub inflected: Option<(u32, Form)>,
    /// What is usual instead, where the phrase says it: for [`Automaton::usual`].
    pub usual: Option<u32>,
}

/// A rule that ends at a node.
#[derive(Debug)]
struct End {
    rule: u32,
    /// The phrase as written, where capitals count.
    written: Option<Box<str>>,
    /// What is usual instead: an index into [`Automaton::usuals`].
    usual: Option<u32>,
}

/// The trie. Node 0 is the root.
#[derive(Debug, Default)]
pub struct Automaton {
    edges: FxHashMap<(u32, Key), u32>,
    gaps: FxHashMap<u32, Vec<(u8, u32)>>,
    ends: FxHashMap<u32, Vec<End>>,
    firsts: FxHashSet<Key>,
    nodes: u32,
    usuals: Vec<Box<str>>,
}

impl Automaton {
    /// Adds a sequence that means this rule, as written where capitals count, and what is usual instead of it.
    pub fn add(&mut self, sequence: &[Element], rule: u32, written: Option<&str>, usual: Option<&str>) {
        if let Some(usual) = usual
            && self.usuals.last().is_none_or(|u| &**u != usual)
        {
            self.usuals.push(usual.into());
        }
        let usual = usual.map(|_| self.usuals.len() as u32 - 1);
        let mut nodes = vec![0];
        for (i, element) in sequence.iter().enumerate() {
            nodes = match element {
                Element::Word(keys) => {
                    if i == 0 {
                        self.firsts.extend(keys);
                    }
                    nodes.iter().flat_map(|&n| keys.iter().map(move |&k| (n, k))).map(|edge| self.step(edge)).collect()
                }
                Element::Gap(size) => nodes.iter().map(|&n| self.gap(n, *size)).collect(),
            };
        }
        for node in nodes {
            let ends = self.ends.entry(node).or_default();
            if !ends.iter().any(|e| e.rule == rule && e.written.as_deref() == written) {
                ends.push(End { rule, written: written.map(Into::into), usual });
            }
        }
    }

    fn step(&mut self, edge: (u32, Key)) -> u32 {
        let nodes = &mut self.nodes;
        *self.edges.entry(edge).or_insert_with(|| {
            *nodes += 1;
            *nodes
        })
    }

    fn gap(&mut self, node: u32, size: u8) -> u32 {
        let gaps = self.gaps.entry(node).or_default();
        if let Some(&(_, target)) = gaps.iter().find(|(s, _)| *s == size) {
            return target;
        }
        self.nodes += 1;
        gaps.push((size, self.nodes));
        self.nodes
    }

    /// What is usual instead of a phrase, as its author wrote it.
    pub fn usual(&self, hit: &Hit) -> Option<&str> {
        hit.usual.and_then(|i| self.usuals.get(i as usize)).map(|u| &**u)
    }

    /// All hits on a page, by starting token.
    pub fn run(&self, page: &Page<'_>, hits: &mut Vec<Hit>) {
        if self.firsts.is_empty() {
            return;
        }
        for sentence in &page.sentences {
            for start in sentence.tokens.clone() {
                if keys(page.word(start)).any(|(key, _)| self.firsts.contains(&key)) {
                    let mut walk = Walk { automaton: self, page, start, end: sentence.tokens.end, hits };
                    walk.from(0, start, None);
                }
            }
        }
    }
}

/// The keys that a word answers to: itself, then each lemma with the form it is in.
pub fn keys(word: &Word) -> impl Iterator<Item = (Key, Form)> + '_ {
    let exact = word.lex.map(|lex| (Key::exact(lex), Form::Base));
    exact.into_iter().chain(word.lemmas.iter().map(|&(lex, form)| (Key::lemma(lex), form)))
}

struct Walk<'a, 'p> {
    automaton: &'a Automaton,
    page: &'a Page<'p>,
    start: u32,
    end: u32,
    hits: &'a mut Vec<Hit>,
}

impl Walk<'_, '_> {
    /// Goes on from a node with the token `at`.
    fn from(&mut self, node: u32, at: u32, inflected: Option<(u32, Form)>) {
        if let Some(ends) = self.automaton.ends.get(&node) {
            for end in ends {
                let tokens = self.start..at;
                if end.written.as_deref().is_none_or(|w| self.same_case(w, tokens.clone())) {
                    let hit = Hit { rule: end.rule, tokens, inflected, usual: end.usual };
                    if !self.hits.iter().rev().take_while(|h| h.tokens.start == self.start).any(|h| *h == hit) {
                        self.hits.push(hit);
                    }
                }
            }
        }
        if at >= self.end {
            return;
        }
        for (key, form) in keys(self.page.word(at)) {
            if let Some(&next) = self.automaton.edges.get(&(node, key)) {
                let inflected = inflected.or_else(|| (form != Form::Base).then_some((at, form)));
                self.from(next, at + 1, inflected);
            }
        }
        if let Some(gaps) = self.automaton.gaps.get(&node) {
            for &(size, target) in gaps {
                for skip in 0..=u32::from(size) {
                    if at + skip < self.end {
                        self.from(target, at + skip, inflected);
                    }
                }
            }
        }
    }

    /// Whether the text has the capitals of the phrase as written; only phrases of plain words can ask for it.
    fn same_case(&self, written: &str, tokens: Range<u32>) -> bool {
        self.page.span(tokens).text(&self.page.prose.text).split_whitespace().eq(written.split_whitespace())
    }
}
