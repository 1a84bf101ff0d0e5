//! Rules: TOML to [`Rule`], and all rules together as a [`RuleSet`] with its lexicon and its word automaton. Nothing past
//! `load.rs` sees TOML; nothing here runs a rule on a page.

pub mod automaton;
pub mod builtin;
pub mod condition;
pub mod examine;
mod example;
pub mod expressions;
pub mod extend;
pub mod lists;
pub mod literals;
pub mod load;
mod openings;
pub mod phrase;
pub mod regular;
pub mod remedy;
pub mod spec;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::check::Check;
use crate::check::expression::ExpressionSpec;
use crate::check::numbers::NumberSpec;
use crate::check::sourced::ChangeSpec;
use crate::check::sourced::knowledge::{ComparisonSpec, Knowledge};
use crate::finding::Level;
use crate::segment::{Lexicon, Vocabulary};
use crate::text::{Source, Span};
use automaton::Automaton;
use condition::Condition;
use expressions::Expressions;
use extend::{Extensions, RuleFiles};
use remedy::Remedy;

/// One rule, ready to run.
pub struct Rule {
    /// `set/rule`.
    pub id: String,
    /// How loud its findings are.
    pub level: Level,
    /// What is said, with `{placeholders}`.
    pub message: String,
    /// Why it exists.
    pub why: String,
    /// Whether it runs without being asked for.
    pub on: bool,
    /// What must hold around a mark.
    pub when: Condition,
    /// What must not.
    pub unless: Option<Condition>,
    /// What becomes of marks inside quotation marks.
    pub quotations: Quotations,
    /// The family of rules that it belongs to.
    pub family: Option<String>,
    /// Whether it speaks only where the document holds strong findings of its family.
    pub weak: bool,
    /// How many findings of strong rules of its family a weak rule waits for.
    pub strong: usize,
    /// How it mends.
    pub remedy: Option<Remedy>,
    /// Its own check; `None` where its phrases are in the automaton.
    pub check: Option<Box<dyn Check>>,
    /// Which swapped expressions it takes, for a rule of that kind.
    pub expression: Option<ExpressionSpec>,
    /// Which conflicts of numbers it takes, for a rule of that kind.
    pub number: Option<NumberSpec>,
    /// Which changes of a source it takes, for a rule of that kind.
    pub change: Option<ChangeSpec>,
    /// Its proofs.
    pub examples: Vec<Example>,
    /// The files of the sets that have changed it, in order.
    pub changed: Vec<String>,
    /// The file it came from, an index into [`RuleSet::files`].
    pub file: usize,
    /// Where its id stands in that file.
    pub place: Span<Source>,
}

/// What becomes of a mark inside quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotations {
    /// Reported like any other, its fixes only shown.
    #[default]
    Check,
    /// Reported like any other, with the advice to compare the words with the recording or the source.
    Compare,
    /// Reported as a note.
    Note,
    /// Not reported.
    Skip,
}

/// A proof in a rule: a text, and where in it the rule must speak.
#[derive(Debug, Clone)]
pub struct Example {
    /// The text without its brackets.
    pub text: String,
    /// The bytes that must be found, each once; empty for a text in which the rule must be silent.
    pub found: Vec<Range<usize>>,
    /// What the rule's first fixes must make of it.
    pub good: Option<String>,
    /// The text that the example was written from, for rules that compare.
    pub source: Option<String>,
    /// The file name to read it by, where it is not Markdown.
    pub name: Option<String>,
    /// Where it stands in the rule file.
    pub place: Span<Source>,
    /// Where `good` stands.
    pub good_place: Option<Span<Source>>,
    /// The file it stands in, where that is not the file of its rule.
    pub home: Option<Arc<Source>>,
}

/// All rules that are loaded.
#[derive(Default)]
pub struct RuleSet {
    /// The rules, in the order of files and places.
    pub rules: Vec<Rule>,
    /// The words they speak of.
    pub lexicon: Lexicon,
    /// All phrases of all rules.
    pub automaton: Automaton,
    /// The texts without which some rules have nothing to do.
    pub literals: literals::Literals,
    /// All expressions and synonyms.
    pub expressions: Expressions,
    /// The words about numbers.
    pub vocabulary: Vocabulary,
    /// What the files say of changes between a draft and its sources, in their order.
    comparison: Vec<ComparisonSpec>,
    knowledge: OnceLock<Knowledge>,
    /// The files they came from.
    pub files: Vec<Arc<Source>>,
}

/// A mistake in a rule file.
#[derive(Debug, Clone)]
pub struct Mistake {
    /// The rule file.
    pub source: Arc<Source>,
    /// The place in it.
    pub span: Span<Source>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub advice: Option<String>,
}

/// A rule or set that was asked for and does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRule {
    /// What was asked for.
    pub asked: String,
    /// The nearest name there is.
    pub nearest: Option<String>,
}

impl RuleSet {
    /// The rules inside the binary.
    pub fn built_in() -> Result<Self, Vec<Mistake>> {
        load::load(builtin::sources(), std::iter::empty(), Some(builtin::expressions()), Extensions::default())
    }

    /// The rules inside the binary and those of further files, in this order. Files that these extend must be among them.
    pub fn load(files: &[Arc<Source>]) -> Result<Self, Vec<Mistake>> {
        Self::of(&RuleFiles::new(files.to_vec()))
    }

    /// The rules inside the binary and those of further files that extend each other.
    pub fn of(files: &RuleFiles) -> Result<Self, Vec<Mistake>> {
        if files.sources.is_empty() {
            return Self::built_in();
        }
        let (mistakes, extensions) = examine::examine(files);
        if mistakes.is_empty() {
            let own = files.sources.iter().cloned();
            return load::load(builtin::sources(), own, Some(builtin::expressions()), extensions);
        }
        Err(mistakes)
    }

    /// The rules inside the binary and those of the files without a mistake, and the mistakes of the others.
    pub fn sound(files: &RuleFiles) -> (Self, Vec<Mistake>) {
        let (mut files, mut mistakes) = (files.clone(), Vec::new());
        loop {
            match Self::of(&files) {
                Ok(rules) => return (rules, mistakes),
                Err(found) => {
                    let before = files.sources.len();
                    files = files.without(|source| found.iter().any(|mistake| mistake.source.path == source.path));
                    mistakes.extend(found);
                    if files.sources.len() == before {
                        return (Self::default(), mistakes);
                    }
                }
            }
        }
    }

    /// The rules of these files alone.
    pub fn only(files: &[Arc<Source>]) -> Result<Self, Vec<Mistake>> {
        load::load(std::iter::empty(), files.iter().cloned(), None, Extensions::default())
    }

    /// What is known of changes between a draft and its sources: read when it is first needed, since most runs compare nothing.
    pub fn knowledge(&self) -> &Knowledge {
        self.knowledge.get_or_init(|| {
            let mut knowledge = Knowledge::default();
            for spec in &self.comparison {
                knowledge.add(spec.clone());
            }
            knowledge
        })
    }

    /// Switches rules on and off. A name is a rule (`set/rule`) or a set. With `select`, only what it names runs, and rules
    /// that are off by default come on; `ignore` then switches off.
    pub fn select(&mut self, select: &[String], ignore: &[String]) -> Result<(), Vec<UnknownRule>> {
        let unknown = self.unknown_names(select.iter().chain(ignore));
        if !unknown.is_empty() {
            return Err(unknown);
        }
        for rule in &mut self.rules {
            if !select.is_empty() {
                rule.on = select.iter().any(|name| names(name, &rule.id));
            }
            if ignore.iter().any(|name| names(name, &rule.id)) {
                rule.on = false;
            }
        }
        Ok(())
    }

    /// Those of the names that are no rule and no set.
    pub fn unknown_names<'n>(&self, asked: impl Iterator<Item = &'n String>) -> Vec<UnknownRule> {
        let known =
            |name: &str| self.rules.iter().any(|rule| names(name, &rule.id)) || OWN.iter().any(|id| names(name, id));
        asked.filter(|name| !known(name)).map(|name| self.unknown(name)).collect()
    }

    fn unknown(&self, asked: &str) -> UnknownRule {
        let sets = self.rules.iter().filter_map(|r| r.id.split_once('/')).map(|(set, _)| set);
        let ids = self.rules.iter().map(|r| r.id.as_str());
        UnknownRule { asked: asked.to_owned(), nearest: nearest(asked, sets.chain(ids)) }
    }
}

/// The ids of findings about the comments of a draft, which no rule makes; their names are known wherever rules are.
pub const OWN: [&str; 3] = ["deskcheck/unused-allow", "deskcheck/unknown-allow", "deskcheck/allow-without-reason"];

/// Whether a name means this rule: the rule itself or its set.
pub fn names(name: &str, id: &str) -> bool {
    id == name || id.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
}

/// The candidate with the fewest edits from `word`, if it is near enough to be meant.
pub fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<String> {
    let best = candidates.map(|c| (strsim::damerau_levenshtein(word, c), c)).min()?;
    (best.0 <= 1 + word.len() / 4 && best.0 < word.chars().count()).then(|| best.1.to_owned())
}
