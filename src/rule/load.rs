//! TOML to rules. Every mistake becomes a [`Mistake`] at its place in the file; a file with one mistake does not hide the
//! mistakes of the others. It reads no files from disk.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_spanned::Spanned;

use super::automaton::Automaton;
use super::condition::Condition;
use super::expressions::gather::Gather;
use super::expressions::store::Store;
use super::extend::Extensions;
use super::literals::Literals;
use super::regular::Compile;
use super::remedy::Remedy;
use super::spec::{
    ExampleSpec, ExpressionsSpec, FileSpec, FixSpec, NamesSpec, RuleSpec, SeenSpec, SpellingListSpec, SynonymsSpec,
};
use super::{Mistake, Rule, RuleSet, example, lists};
use crate::check::Built;
use crate::check::sourced::knowledge::Knowledge;
use crate::finding::{Level, Safety};
use crate::segment::Lexicon;
use crate::segment::words::fold;
use crate::text::{Source, Span};

/// A mistake without its file.
#[derive(Debug)]
pub struct Problem {
    /// Bytes of the rule file.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub advice: Option<String>,
}

impl Problem {
    /// A mistake at a place.
    pub fn at(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), advice: None }
    }

    /// With advice.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }
}

/// What rules need while they are built.
pub struct Loader<'l> {
    /// Takes the phrases of phrase rules.
    pub automaton: &'l mut Automaton,
    /// Numbers the words of rules.
    pub lexicon: &'l mut Lexicon,
    /// Takes the texts without which a rule has nothing to do.
    pub literals: &'l mut Literals,
    /// When regular expressions are compiled.
    pub compile: Compile,
    /// The words of two spellings of the same file.
    pub spellings: &'l [SpellingListSpec],
    /// The words of the same file that tell no dialect.
    pub ambiguous: &'l str,
    /// The lists of the file, written out.
    pub lists: &'l BTreeMap<String, Vec<String>>,
}

/// A place to build rules in that nobody runs, to see what is wrong with them.
#[derive(Default)]
pub struct Scratch {
    /// Takes phrases.
    pub automaton: Automaton,
    /// Numbers words.
    pub lexicon: Lexicon,
    literals: Literals,
}

impl Scratch {
    /// What rules need that use these lists.
    pub fn loader<'l>(&'l mut self, lists: &'l BTreeMap<String, Vec<String>>) -> Loader<'l> {
        let Self { automaton, lexicon, literals } = self;
        Loader { automaton, lexicon, literals, compile: Compile::Now, spellings: &[], ambiguous: "", lists }
    }
}

impl Loader<'_> {
    /// Words as a rule lists them, folded, with `@name` written out.
    pub fn folded(&self, words: &[Spanned<String>]) -> Result<FxHashSet<String>, Problem> {
        let mut folded = FxHashSet::default();
        for word in words {
            match word.get_ref().strip_prefix('@') {
                Some(name) => {
                    let list = self.list(name).map_err(|e| Problem::at(word.span(), e))?;
                    folded.extend(list.iter().map(|w| fold(w)));
                }
                None => {
                    folded.insert(fold(word.get_ref()));
                }
            }
        }
        Ok(folded)
    }

    /// The entries of a named list of the file.
    pub fn list(&self, name: &str) -> Result<Vec<String>, String> {
        self.lists.get(name).cloned().ok_or_else(|| lists::unknown(name))
    }
}

/// Loads rule files in order, as sets that extend them have changed them, beside a store of expressions that is there already.
///
/// `own` are files of the program, whose patterns the tests have compiled.
pub fn load(
    own: impl Iterator<Item = Arc<Source>>,
    files: impl Iterator<Item = Arc<Source>>,
    base: Option<Store>,
    mut extensions: Extensions,
) -> Result<RuleSet, Vec<Mistake>> {
    let mut set = RuleSet::default();
    if let Some(store) = base {
        set.lexicon = store.word_table().map(Lexicon::over).unwrap_or_default();
        set.expressions.push(store);
    }
    let mut mistakes = Vec::new();
    let mut seen: FxHashMap<String, (usize, Range<usize>)> = FxHashMap::default();
    let files: Vec<_> = own.map(|f| (f, Compile::Later)).chain(files.map(|f| (f, Compile::Now))).collect();
    let mut knowledge = Vec::new();
    for (source, compile) in files {
        let file = set.files.len();
        set.files.push(source.clone());
        let mut problems = Vec::new();
        match toml::from_str::<FileSpec>(&source.text) {
            Ok(mut spec) => {
                extensions.apply(&source.path, &mut spec);
                load_vocabulary(&mut spec, &mut set, &mut problems);
                if let Some(comparison) = spec.comparison.take() {
                    if compile == Compile::Now {
                        let bad = Knowledge::default().add(comparison.clone());
                        problems.extend(bad.into_iter().map(|(span, message)| Problem::at(span, message)));
                    }
                    set.comparison.push(comparison);
                }
                knowledge.push(WordLists::take(file, &mut spec));
                load_file(spec, (file, compile), &mut set, &mut seen, &mut problems);
            }
            Err(error) => problems.push(toml_problem(&error)),
        }
        mistakes.extend(problems.into_iter().map(|p| Mistake {
            source: source.clone(),
            span: Span::of_range(p.span),
            message: p.message,
            advice: p.advice,
        }));
    }
    load_knowledge(knowledge, &mut set, &mut mistakes);
    let RuleSet { rules, expressions, .. } = &mut set;
    expressions.pair(|table| rules.iter().filter_map(|r| r.expression.as_ref()).any(|e| e.takes_two(table)));
    if mistakes.is_empty() { Ok(set) } else { Err(mistakes) }
}

/// Words about numbers, units, currencies and time zones.
fn load_vocabulary(spec: &mut FileSpec, set: &mut RuleSet, problems: &mut Vec<Problem>) {
    for (class, words) in std::mem::take(&mut spec.cues) {
        set.vocabulary.add_cues(class, words.iter().map(String::as_str), &mut set.lexicon);
    }
    for unit in std::mem::take(&mut spec.unit) {
        if let Err(message) = set.vocabulary.add_unit(unit.get_ref(), &mut set.lexicon) {
            problems.push(Problem::at(unit.span(), message));
        }
    }
    for currency in &spec.currency {
        set.vocabulary.add_currency(currency, &mut set.lexicon);
    }
    for zone in &spec.zone {
        set.vocabulary.add_zone(zone);
    }
}

/// Synonyms of all files first, since expressions are read by the head words that synonyms have.
fn load_knowledge(files: Vec<WordLists>, set: &mut RuleSet, mistakes: &mut Vec<Mistake>) {
    let RuleSet { expressions, lexicon, files: sources, .. } = &mut *set;
    let mut all = Gather::beside(expressions.base(), lexicon);
    let mut bad: Vec<(usize, Range<usize>, Vec<usize>)> = Vec::new();
    for WordLists { file, synonyms, .. } in &files {
        if let Some(synonyms) = synonyms {
            let name = sources[*file].path.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml");
            bad.push((*file, synonyms.text.span(), all.add_synonyms(name, synonyms.text.get_ref(), lexicon)));
        }
    }
    for WordLists { file, expressions, names, seen, .. } in &files {
        for list in expressions {
            bad.push((*file, list.text.span(), all.add_expressions(&list.field, list.text.get_ref(), lexicon)));
        }
        for list in names {
            let field = format!("names/{}", list.kind);
            bad.push((*file, list.text.span(), all.add_expressions(&field, list.text.get_ref(), lexicon)));
        }
        if let Some(seen) = seen {
            bad.push((*file, seen.text.span(), all.add_seen(seen.text.get_ref(), lexicon)));
        }
    }
    if !all.is_empty() {
        let bytes = all.write(lexicon, false);
        expressions.push(Store::new(bytes.into()));
    }
    for (file, span, lines) in bad {
        let source = set.files[file].clone();
        // A multi-line string begins after its quotation marks and one line end.
        let first = source.place(span.start as u32).line + 1;
        for line in lines {
            mistakes.push(Mistake {
                source: source.clone(),
                span: source.line_span(first + line),
                message: "an expression has two to nine words, a synonym line is `word: swap, swap`".to_owned(),
                advice: None,
            });
        }
    }
}

/// The word knowledge of one file.
struct WordLists {
    file: usize,
    expressions: Vec<ExpressionsSpec>,
    names: Vec<NamesSpec>,
    synonyms: Option<SynonymsSpec>,
    seen: Option<SeenSpec>,
}

impl WordLists {
    fn take(file: usize, spec: &mut FileSpec) -> Self {
        Self {
            file,
            expressions: std::mem::take(&mut spec.expressions),
            names: std::mem::take(&mut spec.names),
            synonyms: spec.synonyms.take(),
            seen: spec.seen.take(),
        }
    }
}

fn toml_problem(error: &toml::de::Error) -> Problem {
    Problem::at(error.span().unwrap_or(0..0), error.message().to_owned())
}

fn load_file(
    spec: FileSpec,
    (file, compile): (usize, Compile),
    set: &mut RuleSet,
    seen: &mut FxHashMap<String, (usize, Range<usize>)>,
    problems: &mut Vec<Problem>,
) {
    let name = spec.set.get_ref().clone();
    if !is_id(&name) {
        problems.push(Problem::at(spec.set.span(), "a set's name is lower case with hyphens"));
    }
    let (lists, wrong) = lists::expand(&spec.lists);
    problems.extend(wrong);
    for mut rule in spec.rule {
        rule.quotations = rule.quotations.or(spec.quotations);
        let id = format!("{name}/{}", rule.id.get_ref());
        let place = rule.id.span();
        if !is_id(rule.id.get_ref()) {
            problems.push(Problem::at(place, "a rule's id is lower case with hyphens"));
            continue;
        }
        if let Some((first, _)) = seen.get(&id) {
            let path = set.files.get(*first).map_or("", |f| f.path.as_str());
            problems.push(
                Problem::at(place, format!("there are two rules `{id}`; the first is in {path}"))
                    .advise("give one of them another id"),
            );
            continue;
        }
        seen.insert(id.clone(), (file, place));
        let mut loader = Loader {
            automaton: &mut set.automaton,
            lexicon: &mut set.lexicon,
            literals: &mut set.literals,
            compile,
            spellings: &spec.spelling,
            ambiguous: &spec.ambiguous,
            lists: &lists,
        };
        match build(rule, id, file, set.rules.len() as u32, &mut loader) {
            Ok(rule) => set.rules.push(rule),
            Err(problem) => problems.push(problem),
        }
    }
}

/// Lower case letters, digits and hyphens, beginning with a letter.
pub fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// So many findings of a family's strong rules let its weak rules speak.
const STRONG: usize = 2;

fn build(spec: RuleSpec, id: String, file: usize, number: u32, loader: &mut Loader<'_>) -> Result<Rule, Problem> {
    let place = Span::of_range(spec.id.span());
    if spec.weak && spec.family.is_none() {
        return Err(Problem::at(spec.id.span(), "a weak rule needs a `family`, whose other rules let it speak"));
    }
    let when = spec.when.map_or(Ok(Condition::default()), |c| c.build(loader))?;
    let unless = spec.unless.map(|c| c.build(loader)).transpose()?;
    let read = |mut spec: ExampleSpec| {
        let home = spec.home.take();
        example::read(spec, home)
    };
    let examples = spec.example.into_iter().map(read).collect::<Result<_, _>>()?;
    let (mut check, mut expression, mut numbers) = (None, None, None);
    let mut change = None;
    match spec.check.build(number, loader)? {
        Built::Phrases => {}
        Built::Check(built) => check = Some(built),
        Built::Expressions(spec) => expression = Some(spec),
        Built::Changes(spec) => change = Some(spec),
        Built::Number(spec) => numbers = Some(spec),
    }
    Ok(Rule {
        id,
        level: spec.level.unwrap_or(Level::Warning),
        message: spec.message.into_inner(),
        why: spec.why,
        on: spec.on.unwrap_or(true),
        when,
        unless,
        quotations: spec.quotations.unwrap_or_default(),
        family: spec.family,
        weak: spec.weak,
        strong: spec.strong.unwrap_or(STRONG),
        remedy: spec.fix.map(remedy),
        check,
        expression,
        number: numbers,
        change,
        examples,
        changed: spec.changed,
        file,
        place,
    })
}

fn remedy(spec: FixSpec) -> Remedy {
    let replace = spec.replace.map(|texts| texts.into_inner().0).unwrap_or_default();
    Remedy { replace, case: spec.case, safety: spec.safety.unwrap_or(Safety::Unsafe), title: spec.title }
}
