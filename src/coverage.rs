//! What the examples of a user's rules leave open: rules without examples, phrases and patterns that no example reaches,
//! phrases that an earlier one finds already, and rules that speak at the same words. All of it is told as remarks; whether
//! the examples hold is the business of `proof.rs`.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_spanned::Spanned;

use crate::check::CheckSpec;
use crate::check::pattern::PatternSpec;
use crate::format;
use crate::rule::automaton::{Automaton, Hit};
use crate::rule::examine;
use crate::rule::extend::RuleFiles;
use crate::rule::load::Scratch;
use crate::rule::phrase::{Element, Key, PhraseSpec, Sequence, read};
use crate::rule::spec::{FileSpec, RuleSpec};
use crate::rule::{Mistake, Rule, RuleSet, lists};
use crate::segment::{Lex, Lexicon, Page, Words};
use crate::text::{Source, Span};

/// Looks at the rules of these files, which are sound and part of the set.
pub fn look(files: &RuleFiles, rules: &RuleSet) -> Vec<Mistake> {
    let mut remarks = Vec::new();
    let (_, mut extensions) = examine::examine(files);
    for source in &files.sources {
        let Ok(mut file) = toml::from_str::<FileSpec>(&source.text) else { continue };
        extensions.apply(&source.path, &mut file);
        let (lists, _) = lists::expand(&file.lists);
        for spec in &file.rule {
            let id = format!("{}/{}", file.set.get_ref(), spec.id.get_ref());
            let Some((number, rule)) = rules.rules.iter().enumerate().find(|(_, rule)| rule.id == id) else { continue };
            let mut about = About { source, rule, remarks: &mut remarks };
            about.examples(spec);
            match &spec.check {
                CheckSpec::Phrase(phrases) => about.phrases(phrases, &lists, number, rules),
                CheckSpec::Pattern(patterns) => about.patterns(patterns),
                _ => {}
            }
        }
    }
    remarks
}

/// One rule and what there is to say of it.
struct About<'a> {
    source: &'a Arc<Source>,
    rule: &'a Rule,
    remarks: &'a mut Vec<Mistake>,
}

/// So many rows of words of one phrase are looked at; one with more of them is left alone.
const ROWS: usize = 200;

impl About<'_> {
    fn remark(&mut self, span: std::ops::Range<usize>, message: String, advice: &str) {
        // A change that another file makes has its place there.
        let inside = span.end <= self.source.text.len();
        let span = if inside { Span::of_range(span) } else { self.rule.place };
        self.remarks.push(Mistake { source: self.source.clone(), span, message, advice: Some(advice.to_owned()) });
    }

    /// A rule wants an example of either side.
    fn examples(&mut self, spec: &RuleSpec) {
        let bad = self.rule.examples.iter().any(|example| !example.found.is_empty());
        let fine = self.rule.examples.iter().any(|example| example.found.is_empty());
        let id = &self.rule.id;
        match (bad, fine) {
            (false, _) => {
                let message = format!("{id} has no `bad` example: nothing shows that it finds anything");
                self.remark(spec.id.span(), message, "add [[rule.example]] with bad = \"… [what is found] …\"");
            }
            (true, false) => {
                let message = format!("{id} has no `fine` example: nothing shows when it is silent");
                self.remark(spec.id.span(), message, "add [[rule.example]] with fine = \"…\"");
            }
            (true, true) => {}
        }
    }

    fn phrases(
        &mut self,
        spec: &PhraseSpec,
        lists: &std::collections::BTreeMap<String, Vec<String>>,
        number: usize,
        rules: &RuleSet,
    ) {
        let mut scratch = Scratch::default();
        let mut loader = scratch.loader(lists);
        let mut rows: Vec<Vec<Sequence>> = Vec::new();
        for (i, phrase) in spec.find.iter().enumerate() {
            let find = phrase.get_ref().split_once(" > ").map_or(phrase.get_ref().as_str(), |(find, _)| find);
            let sequences = read(find, spec.forms, &mut loader).unwrap_or_default();
            sequences.iter().for_each(|sequence| loader.automaton.add(sequence, i as u32, None, None));
            rows.push(sequences);
        }
        let Scratch { automaton, lexicon, .. } = scratch;
        let mut reached = BTreeSet::new();
        for example in self.rule.examples.iter().filter(|example| !example.found.is_empty()) {
            let hits = hits(&example.text, &automaton, &lexicon);
            reached.extend(hits.iter().map(|(hit, _)| hit.rule as usize));
        }
        let unreached: Vec<_> =
            spec.find.iter().enumerate().filter(|(i, _)| !reached.contains(i)).map(|(_, p)| p).collect();
        self.unreached(&unreached, "phrase");
        let mut met = BTreeSet::new();
        for (i, sequences) in rows.iter().enumerate() {
            let Some(texts) = texts(sequences, &lexicon) else { continue };
            let mut earlier: Option<BTreeSet<u32>> = None;
            for text in &texts {
                let whole = |(hit, all): &(Hit, u32)| hit.tokens.len() as u32 == *all;
                let here: BTreeSet<u32> =
                    hits(text, &automaton, &lexicon).iter().filter(|h| whole(h)).map(|(hit, _)| hit.rule).collect();
                earlier = Some(earlier.map_or(here.clone(), |all| all.intersection(&here).copied().collect()));
                let others = hits(text, &rules.automaton, &rules.lexicon);
                let others = others.iter().filter(|h| whole(h) && h.0.rule as usize != number).map(|(hit, _)| hit.rule);
                met.extend(others.filter(|other| rules.rules[*other as usize].on).map(|other| (other, i)));
            }
            if let Some(first) = earlier.into_iter().flatten().find(|other| (*other as usize) < i) {
                let message = format!(
                    "“{}” is found by “{}” already",
                    spec.find[i].get_ref(),
                    spec.find[first as usize].get_ref()
                );
                self.remark(spec.find[i].span(), message, "take one of the two away");
            }
        }
        let mut last = None;
        for (other, phrase) in met {
            if last.replace(other) != Some(other) {
                let message = format!("{} speaks of these words, too", rules.rules[other as usize].id);
                let advice = "where both speak, the louder is told; switch one off, or part them by conditions";
                self.remark(spec.find[phrase].span(), message, advice);
            }
        }
    }

    fn patterns(&mut self, spec: &PatternSpec) {
        let bad: Vec<&str> =
            self.rule.examples.iter().filter(|e| !e.found.is_empty()).map(|e| e.text.as_str()).collect();
        let missed = spec.idle(&bad);
        self.unreached(&missed, "pattern");
    }

    /// What no example reaches is told in one remark: a rule may have thousands of phrases.
    fn unreached(&mut self, missed: &[&Spanned<String>], what: &str) {
        let Some(first) = missed.first() else { return };
        if !self.rule.examples.iter().any(|example| !example.found.is_empty()) {
            return;
        }
        let others: Vec<_> = missed.iter().skip(1).take(3).map(|text| format!("“{}”", text.get_ref())).collect();
        let more = missed.len().saturating_sub(1 + others.len());
        let mut message = format!("no example reaches this {what}");
        if !others.is_empty() {
            message.push_str(&format!(", nor {}", others.join(", ")));
        }
        if more > 0 {
            message.push_str(&format!(" and {more} more"));
        }
        self.remark(first.span(), message, "add a `bad` example that has it");
    }
}

/// What an automaton finds in a text, each with the number of tokens of the text.
fn hits(text: &str, automaton: &Automaton, lexicon: &Lexicon) -> Vec<(Hit, u32)> {
    let source = Source::new("example.md", text);
    let prose = format::read(&source);
    let mut words = Words::default();
    let page = Page::read(&source, &prose, &mut words, lexicon);
    let mut hits = Vec::new();
    automaton.run(&page, &mut hits);
    hits.into_iter().map(|hit| (hit, page.tokens.len() as u32)).collect()
}

/// The texts that a phrase finds, gaps left empty; none where there are too many of them.
fn texts(sequences: &[Sequence], lexicon: &Lexicon) -> Option<Vec<String>> {
    let word = |key: &Key| lexicon.word(Lex(key.0 >> 1)).to_owned();
    let mut texts: Vec<String> = Vec::new();
    for sequence in sequences {
        let mut rows = vec![String::new()];
        for element in sequence {
            let Element::Word(keys) = element else { continue };
            if rows.len() * keys.len() + texts.len() > ROWS {
                return None;
            }
            let longer = |row: &String| keys.iter().map(|key| format!("{row} {}", word(key))).collect::<Vec<_>>();
            rows = rows.iter().flat_map(longer).collect();
        }
        texts.extend(rows.into_iter().map(|row| row.trim().to_owned()));
    }
    Some(texts)
}
