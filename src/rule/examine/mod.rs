//! All that can be wrong with the rule files of a user, each mistake at its place with advice, all of a file at once; and what
//! files that extend each other come to. The built-in files are held to the same in a test, not when the program starts.

mod recover;
mod rule;
mod tell;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_spanned::Spanned;

use super::expressions::gather::Gather;
use super::extend::{Base, Extensions, RuleFiles};
use super::lists::{self, Lists};
use super::load::{Problem, Scratch, is_id};
use super::phrase::Forms;
use super::spec::{FileSpec, RuleSpec};
use super::{Mistake, builtin, nearest};
use crate::check::CheckSpec;
use crate::segment::Lexicon;
use crate::text::{Source, Span};
use recover::Read;

/// A file on the desk.
struct Paper {
    source: Arc<Source>,
    spec: Option<FileSpec>,
    problems: Vec<Problem>,
    /// Whether the user wrote it; built-in files lie here only where a user's set extends theirs.
    is_own: bool,
}

/// What is wrong with the files, and what they make of the sets that they extend.
pub fn examine(files: &RuleFiles) -> (Vec<Mistake>, Extensions) {
    let mut papers: Vec<Paper> = files.sources.iter().map(|source| Paper::read(source.clone(), true)).collect();
    let families = families(files, &mut papers);
    for paper in papers.iter_mut().filter(|paper| paper.is_own) {
        paper.header();
    }
    let mut extensions = Extensions::default();
    let merged: Vec<Lists> = (0..papers.len()).map(|i| merged_lists(&papers, &families, i)).collect();
    let ids = rule_ids(&papers, &families);
    let mut seen = HashMap::new();
    for (i, lists) in merged.into_iter().enumerate() {
        let paper = &mut papers[i];
        if paper.is_own {
            paper.rules(&lists, &ids, families[i], &mut seen, &mut extensions);
        }
        if families.iter().filter(|family| **family == families[i]).count() > 1 {
            extensions.lists.insert(papers[i].source.path.clone(), lists);
        }
    }
    let mut mistakes = Vec::new();
    for paper in papers.iter_mut().filter(|paper| paper.is_own) {
        mistakes.append(&mut paper.mistakes());
    }
    (mistakes, extensions)
}

/// What is wrong with one file by itself: for tests of the built-in files.
pub fn examine_alone(source: &Arc<Source>) -> Vec<Mistake> {
    examine(&RuleFiles::new(vec![source.clone()])).0
}

/// For each paper the number of its family: files that extend each other, directly or by way of others, are of one. Built-in
/// sets that are extended are laid down beside the papers.
fn families(files: &RuleFiles, papers: &mut Vec<Paper>) -> Vec<usize> {
    let mut family: Vec<usize> = (0..papers.len()).collect();
    let mut built_in: HashMap<String, usize> = HashMap::new();
    let join = |family: &mut Vec<usize>, a: usize, b: usize| {
        let (from, to) = (family[a], family[b]);
        family.iter_mut().filter(|f| **f == from).for_each(|f| *f = to);
    };
    for i in 0..files.sources.len() {
        let entries: Vec<_> = papers[i].spec.iter().flat_map(|spec| spec.extends.iter().cloned()).collect();
        for (n, entry) in entries.iter().enumerate() {
            let base = files.bases.get(i).and_then(|bases| bases.get(n)).copied().unwrap_or(Base::Missing);
            let other = match base {
                Base::File(other) if reaches(files, other, i) => {
                    let problem = Problem::at(entry.span(), "this set extends itself, directly or by way of others");
                    papers[i].tell(problem.advise("take one of the `extends` away"));
                    continue;
                }
                Base::File(other) => other,
                Base::Named => match named(entry.get_ref(), papers, &mut built_in, &mut family) {
                    Some(other) if other != i => other,
                    _ => {
                        let problem = no_set(entry, papers);
                        papers[i].tell(problem);
                        continue;
                    }
                },
                Base::Missing => {
                    let problem = Problem::at(entry.span(), format!("there is no file `{}`", entry.get_ref()));
                    papers[i].tell(problem.advise("a path is relative to the folder of this file"));
                    continue;
                }
                Base::Faulty => {
                    let message = format!("`{}` has mistakes of its own", entry.get_ref());
                    papers[i].tell(Problem::at(entry.span(), message).advise("mend them first"));
                    continue;
                }
            };
            join(&mut family, i, other);
        }
    }
    family
}

/// Whether a way of `extends` leads from one file to another.
fn reaches(files: &RuleFiles, from: usize, to: usize) -> bool {
    let (mut seen, mut open) = (vec![false; files.sources.len()], vec![from]);
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if !std::mem::replace(&mut seen[at], true) {
            let next = files.bases.get(at).into_iter().flatten();
            open.extend(next.filter_map(|base| if let Base::File(i) = base { Some(*i) } else { None }));
        }
    }
    false
}

/// The paper of a set by its name: one of the user's, else the first of a built-in set, which is laid down for it.
fn named(
    set: &str,
    papers: &mut Vec<Paper>,
    built_in: &mut HashMap<String, usize>,
    family: &mut Vec<usize>,
) -> Option<usize> {
    let own = papers.iter().position(|p| p.is_own && p.spec.as_ref().is_some_and(|spec| spec.set.get_ref() == set));
    if own.is_some() || built_in.contains_key(set) {
        return own.or_else(|| built_in.get(set).copied());
    }
    let first = papers.len();
    for source in builtin::sources().filter(|source| set_of(&source.path) == Some(set)) {
        papers.push(Paper::read(source, false));
        family.push(first);
    }
    (papers.len() > first).then(|| {
        built_in.insert(set.to_owned(), first);
        first
    })
}

/// The set of a built-in file, which is its folder.
fn set_of(path: &str) -> Option<&str> {
    path.strip_prefix("rules/")?.split('/').next()
}

fn no_set(entry: &Spanned<String>, papers: &[Paper]) -> Problem {
    let own = papers.iter().filter_map(|paper| paper.spec.as_ref()).map(|spec| spec.set.get_ref().as_str());
    let built_in: Vec<&str> = builtin::paths().filter_map(|path| path.split('/').next()).collect();
    let near = nearest(entry.get_ref(), own.chain(built_in));
    let problem = Problem::at(entry.span(), format!("there is no set `{}`", entry.get_ref()));
    match near {
        Some(near) => problem.advise(format!("is `{near}` meant? a file is named by its path: \"{near}.toml\"")),
        None => problem.advise("a file is named by its path, relative to this one: \"house.toml\""),
    }
}

/// The lists of a file together with those of its family. Entries of other files have places past the end of this one.
fn merged_lists(papers: &[Paper], families: &[usize], of: usize) -> Lists {
    let mut merged: Lists = papers[of].spec.as_ref().map(|spec| spec.lists.clone()).unwrap_or_default();
    let beyond = papers[of].source.text.len() + 1;
    for (i, paper) in papers.iter().enumerate() {
        // Built-in files of one set may have different lists of one name.
        let is_relative = i != of && families[i] == families[of] && (paper.is_own || papers[of].is_own);
        let Some(spec) = paper.spec.as_ref().filter(|_| is_relative) else { continue };
        for (name, entries) in &spec.lists {
            let list = merged.entry(name.clone()).or_default();
            list.extend(entries.iter().map(|entry| Spanned::new(beyond..beyond + 1, entry.get_ref().clone())));
        }
    }
    merged
}

/// The rules that there are, each with its family and whether it can take more to find.
fn rule_ids(papers: &[Paper], families: &[usize]) -> BTreeMap<String, (usize, bool)> {
    let mut ids = BTreeMap::new();
    for (paper, family) in papers.iter().zip(families) {
        for rule in paper.spec.iter().flat_map(|spec| &spec.rule) {
            let set = paper.spec.as_ref().map_or("", |spec| spec.set.get_ref());
            let grows = matches!(rule.check, CheckSpec::Phrase(_) | CheckSpec::Pattern(_));
            ids.insert(format!("{set}/{}", rule.id.get_ref()), (*family, grows));
        }
    }
    ids
}

impl Paper {
    fn read(source: Arc<Source>, is_own: bool) -> Self {
        let Read { spec, problems, .. } = recover::read(&source.text);
        Self { source, spec, problems, is_own }
    }

    /// What is wrong at the head of the file.
    fn header(&mut self) {
        let Some(spec) = &self.spec else { return };
        let mut found = Vec::new();
        if !is_id(spec.set.get_ref()) {
            let problem = Problem::at(spec.set.span(), "a set's name is lower case with hyphens");
            found.push(problem.advise("like `house` or `sports-desk`"));
        }
        let number = |text: &str| text.split('.').map(str::parse::<u32>).collect::<Result<Vec<_>, _>>().ok();
        for (key, value) in [("version", &spec.version), ("needs", &spec.needs)] {
            let Some(value) = value else { continue };
            let Some(asked) = number(value.get_ref()) else {
                let problem = Problem::at(value.span(), format!("`{key}` is numbers with dots between"));
                found.push(problem.advise(format!("write {key} = \"1.2\"")));
                continue;
            };
            let here = env!("CARGO_PKG_VERSION");
            if key == "needs" && number(here).is_some_and(|here| here < asked) {
                let message = format!("this set needs deskcheck {} or later, and this is {here}", value.get_ref());
                found.push(
                    Problem::at(value.span(), message).advise("get a newer deskcheck, or an older version of the set"),
                );
            }
        }
        if let Some(language) = &spec.language {
            let text = language.get_ref();
            if text != "en" && !text.starts_with("en-") {
                let problem =
                    Problem::at(language.span(), format!("deskcheck reads English, and this set is for `{text}`"));
                found.push(problem.advise("write `en`, or one English such as `en-GB`"));
            }
        }
        found.into_iter().for_each(|problem| self.tell(problem));
    }

    /// Adds a problem, at the part of its place that it is about.
    fn tell(&mut self, problem: Problem) {
        self.problems.push(narrow(problem, &self.source.text));
    }

    /// What is wrong in lists, rules and changes. The changes go into the extensions.
    fn rules(
        &mut self,
        merged: &Lists,
        ids: &BTreeMap<String, (usize, bool)>,
        family: usize,
        seen: &mut HashMap<String, String>,
        extensions: &mut Extensions,
    ) {
        let Some(mut spec) = self.spec.take() else { return };
        let text = self.source.text.as_str();
        let (lists, wrong) = lists::expand(merged);
        let own = wrong.into_iter().filter(|problem| problem.span.start < text.len());
        self.problems.extend(own.map(|problem| narrow(problem, text)));
        let shared = rule::Shared { lists: &lists, spellings: &spec.spelling, ambiguous: &spec.ambiguous, text };
        for rule in std::mem::take(&mut spec.rule) {
            self.problems.extend(twice(&rule, spec.set.get_ref(), &self.source.path, seen));
            rule::examine(rule, &shared, &mut self.problems);
        }
        for change in std::mem::take(&mut spec.change) {
            self.problems.extend(unchangeable(&change, ids, family).map(|problem| narrow(problem, text)));
            let mut found = Vec::new();
            let mut scratch = Scratch::default();
            let mut loader = scratch.loader(&lists);
            for conditions in change.when.iter().chain(&change.unless) {
                rule::phrases_of(conditions, &mut loader, &mut found);
            }
            for phrase in &change.find {
                found.extend(rule::phrase_problem(phrase, Forms::All, &mut loader));
            }
            self.problems.extend(found.into_iter().map(|problem| narrow(problem, text)));
            extensions.changes.push((change, self.source.clone()));
        }
        if !self.problems.is_empty() {
            self.problems.append(&mut wrong_lines(&spec, &self.source));
        }
    }

    /// The mistakes by place; about what is missing nothing but that is said. (What was put in for it lies past the end.)
    fn mistakes(&mut self) -> Vec<Mistake> {
        let mut problems = std::mem::take(&mut self.problems);
        let needs_nothing = problems.iter().any(|problem| problem.message == "the key `needs` is missing");
        problems.retain(|problem| {
            problem.span.start <= self.source.text.len()
                && !(needs_nothing && problem.message.starts_with("`needs` names"))
        });
        problems.sort_by_key(|problem| problem.span.start);
        let source = &self.source;
        let told = problems.into_iter().map(|Problem { span, message, advice }| Mistake {
            source: source.clone(),
            span: Span::of_range(span),
            message,
            advice,
        });
        told.collect()
    }
}

/// A second rule of one id.
fn twice(rule: &RuleSpec, set: &str, path: &str, seen: &mut HashMap<String, String>) -> Option<Problem> {
    let id = format!("{set}/{}", rule.id.get_ref());
    if let Some(first) = seen.get(&id) {
        let problem = Problem::at(rule.id.span(), format!("there are two rules `{id}`; the first is in {first}"));
        return Some(problem.advise("give one of them another id; a rule of another set is changed by [[change]]"));
    }
    seen.insert(id, path.to_owned());
    None
}

/// Why a change cannot be made.
fn unchangeable(
    change: &super::spec::AmendSpec,
    ids: &BTreeMap<String, (usize, bool)>,
    family: usize,
) -> Option<Problem> {
    let id = change.rule.get_ref();
    let problem = Problem::at(change.rule.span(), format!("no rule `{id}` is among the sets that this one extends"));
    match ids.get(id) {
        Some((of, _)) if *of != family => {
            let set = id.split('/').next().unwrap_or_default();
            Some(problem.advise(format!("extend the set: extends = [\"{set}\"], or the path of its file")))
        }
        None => Some(match nearest(id, ids.keys().map(String::as_str)) {
            Some(near) => problem.advise(format!("is `{near}` meant?")),
            None => problem.advise("name it as set/rule, and its set or file under `extends`"),
        }),
        Some((_, false)) if !change.find.is_empty() => {
            let span = change.find.first().map_or(change.rule.span(), Spanned::span);
            Some(Problem::at(span, format!("`{id}` takes no more to find: only phrases and patterns do")))
        }
        Some(_) => None,
    }
}

/// Lines of expressions and synonyms that are of the wrong shape.
fn wrong_lines(spec: &FileSpec, source: &Source) -> Vec<Problem> {
    let mut lexicon = Lexicon::default();
    let mut all = Gather::beside(None, &mut lexicon);
    let mut lines: Vec<(usize, usize)> = Vec::new();
    let mut add =
        |text: &Spanned<String>, bad: Vec<usize>| lines.extend(bad.into_iter().map(|n| (text.span().start, n)));
    for list in &spec.expressions {
        add(&list.text, all.add_expressions(&list.field, list.text.get_ref(), &mut lexicon));
    }
    for list in &spec.names {
        add(&list.text, all.add_expressions(&list.kind, list.text.get_ref(), &mut lexicon));
    }
    if let Some(synonyms) = &spec.synonyms {
        add(&synonyms.text, all.add_synonyms("own", synonyms.text.get_ref(), &mut lexicon));
    }
    let told = lines.into_iter().map(|(start, line)| {
        let span = source.line_span(source.place(start as u32).line + 1 + line);
        Problem::at(span.range(), "an expression has two to nine words, a synonym line is `word: swap, swap`")
    });
    told.collect()
}

/// A problem about part of a text in quotation marks, at that part: mistakes name what they are about between backticks.
fn narrow(mut problem: Problem, text: &str) -> Problem {
    let Some(value) = text.get(problem.span.clone()).filter(|value| value.starts_with(['"', '\''])) else {
        return problem;
    };
    let named = problem.message.split('`').skip(1).step_by(2);
    let found = named.filter(|part| !part.is_empty()).find_map(|part| value.find(part).map(|at| (at, part.len())));
    if let Some((at, len)) = found {
        let start = problem.span.start + at;
        problem.span = start..start + len;
    }
    problem
}
