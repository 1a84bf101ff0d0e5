//! What can be wrong in one rule whose shape is sound: its phrases, its texts, its examples, and a fix that the rule would find
//! again. It runs no example: `proof.rs` does.

use std::collections::BTreeMap;

use serde_spanned::Spanned;

use super::narrow;
use crate::check::CheckSpec;
use crate::check::placeholders::{gives, named};
use crate::format;
use crate::rule::condition::ConditionsSpec;
use crate::rule::load::{Loader, Problem, Scratch, is_id};
use crate::rule::phrase::{Edges, Forms, PhraseSpec, read_edged};
use crate::rule::spec::{RuleSpec, SpellingListSpec};
use crate::rule::{example, lists, nearest};
use crate::segment::{Page, Words};
use crate::text::Source;

/// What the rules of one file share.
pub struct Shared<'f> {
    /// The lists of the file, written out.
    pub lists: &'f BTreeMap<String, Vec<String>>,
    /// The words of two spellings of the file.
    pub spellings: &'f [SpellingListSpec],
    /// The words of the file that tell no dialect.
    pub ambiguous: &'f str,
    /// The file's text, in which mistakes are narrowed to what they are about.
    pub text: &'f str,
}

/// Adds what is wrong in a rule.
pub fn examine(rule: RuleSpec, shared: &Shared<'_>, problems: &mut Vec<Problem>) {
    let mut scratch = Scratch::default();
    let mut loader = scratch.loader(shared.lists);
    (loader.spellings, loader.ambiguous) = (shared.spellings, shared.ambiguous);
    let mut found = Vec::new();
    if !is_id(rule.id.get_ref()) {
        found.push(
            Problem::at(rule.id.span(), "a rule's id is lower case with hyphens, beginning with a letter")
                .advise("like `fewer` or `company-name`"),
        );
    }
    if rule.weak && rule.family.is_none() {
        let problem = Problem::at(rule.id.span(), "a weak rule needs a `family`, whose other rules let it speak");
        found.push(problem.advise("add family = \"…\", here and in the strong rules of the family"));
    }
    if rule.strong.is_some() && !rule.weak {
        let problem = Problem::at(rule.id.span(), "`strong` is for weak rules: how many strong findings they wait for");
        found.push(problem.advise("add weak = true, or take `strong` away"));
    }
    texts(&rule, &mut found);
    for conditions in rule.when.iter().chain(&rule.unless) {
        phrases_of(conditions, &mut loader, &mut found);
    }
    match &rule.check {
        CheckSpec::Phrase(spec) => phrases(spec, &mut loader, &mut found),
        CheckSpec::Pattern(spec) => spec.examine(&mut loader, &mut found),
        _ => {}
    }
    let is_plain = found.is_empty() && rule.when.is_none() && rule.unless.is_none();
    let replace = rule.fix.as_ref().and_then(|fix| fix.replace.as_ref());
    if let (CheckSpec::Phrase(spec), Some(replace), true) = (&rule.check, replace, is_plain) {
        for text in &replace.get_ref().0 {
            if finds(spec, text, &mut loader) {
                let message = format!("the fix `{text}` is something that this rule finds again");
                let advice = "choose another fix, or an exception: [rule.unless] with found = [\"…\"] or a neighbour";
                found.push(Problem::at(replace.span(), message).advise(advice));
            }
        }
    }
    for spec in rule.example {
        let home = spec.home.clone();
        problems.extend(example::read(spec, home).err());
    }
    if found.is_empty() && !matches!(rule.check, CheckSpec::Phrase(_)) {
        found.extend(rule.check.build(0, &mut loader).err());
    }
    problems.extend(found.into_iter().map(|problem| narrow(problem, shared.text)));
}

/// Placeholders that nothing fills, in the message and the fixes.
fn texts(rule: &RuleSpec, found: &mut Vec<Problem>) {
    let given = gives(&rule.check);
    let replace = rule.fix.as_ref().and_then(|fix| fix.replace.as_ref());
    let mends_itself = !matches!(rule.check, CheckSpec::Phrase(_) | CheckSpec::Pattern(_));
    let no_usual = match &rule.check {
        CheckSpec::Phrase(spec) => spec.find.iter().find(|phrase| !phrase.get_ref().contains(" > ")),
        _ => None,
    };
    let mut look = |text: &str, span: std::ops::Range<usize>, in_fix: bool| {
        for name in named(text) {
            let is_own = !in_fix && matches!(name, "found" | "fix");
            if name == "fix" && !in_fix && replace.is_none() && !mends_itself {
                let problem = Problem::at(span.clone(), "`{fix}` stands for a fix, and this rule has none");
                found.push(problem.advise("add [rule.fix] with replace = \"…\", or take `{fix}` out"));
            } else if name == "usual" && given.contains(&name) {
                if let Some(phrase) = no_usual {
                    let message = "a text of this rule names `{usual}`, and this phrase does not say what is usual";
                    found.push(
                        Problem::at(phrase.span(), message).advise("write it after the phrase: “phrase > usual”"),
                    );
                }
            } else if !is_own && !given.contains(&name) && !name.contains(char::is_whitespace) {
                let own = if in_fix { &[][..] } else { &["found", "fix"][..] };
                let known: Vec<&str> = own.iter().chain(given).copied().collect();
                let advice = match nearest(name, known.iter().copied()) {
                    Some(near) => format!("is `{{{near}}}` meant?"),
                    None if known.is_empty() => String::from("a fix of this kind takes no placeholders"),
                    None => {
                        format!("it gives {}", known.iter().map(|n| format!("{{{n}}}")).collect::<Vec<_>>().join(", "))
                    }
                };
                found.push(
                    Problem::at(span.clone(), format!("this kind of check gives no `{{{name}}}`")).advise(advice),
                );
            }
        }
    };
    look(rule.message.get_ref(), rule.message.span(), false);
    if let Some(replace) = replace {
        replace.get_ref().0.iter().for_each(|text| look(text, replace.span(), true));
    }
}

/// Adds what is wrong in the phrases of conditions.
pub fn phrases_of(conditions: &ConditionsSpec, loader: &mut Loader<'_>, found: &mut Vec<Problem>) {
    for (phrase, edges) in conditions.0.iter().flat_map(|table| table.phrases()) {
        found.extend(wrong(phrase, phrase.get_ref(), Forms::All, edges, loader));
    }
}

fn phrases(spec: &PhraseSpec, loader: &mut Loader<'_>, found: &mut Vec<Problem>) {
    if spec.find.is_empty() {
        return;
    }
    for phrase in &spec.find {
        found.extend(phrase_problem(phrase, spec.forms, loader));
    }
}

/// What is wrong with a phrase to be found, if anything is.
pub fn phrase_problem(phrase: &Spanned<String>, forms: Forms, loader: &mut Loader<'_>) -> Option<Problem> {
    let find = phrase.get_ref().split_once(" > ").map_or(phrase.get_ref().as_str(), |(find, _)| find);
    wrong(phrase, find, forms, Edges::Closed, loader)
}

fn wrong(phrase: &Spanned<String>, find: &str, forms: Forms, edges: Edges, loader: &mut Loader<'_>) -> Option<Problem> {
    let message = read_edged(find, forms, edges, loader).err()?;
    let advice = message
        .strip_prefix("there is no list `")
        .and_then(|rest| rest.split('`').next())
        .map(|name| lists::advice(name, loader.lists.keys()));
    let problem = Problem::at(phrase.span(), message);
    Some(match advice {
        Some(advice) => problem.advise(advice),
        None => problem,
    })
}

/// Whether the phrases of a rule find something in a text.
fn finds(spec: &PhraseSpec, text: &str, loader: &mut Loader<'_>) -> bool {
    if text.contains(['{', '$', '~']) || spec.add(0, loader).is_err() {
        return false;
    }
    let source = Source::new("fix.txt", text);
    let prose = format::read(&source);
    let mut words = Words::default();
    let page = Page::read(&source, &prose, &mut words, loader.lexicon);
    let mut hits = Vec::new();
    loader.automaton.run(&page, &mut hits);
    !hits.is_empty()
}
