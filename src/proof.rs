//! Runs the examples inside rules: `bad` must be found exactly at its brackets, `good` must be what the fixes make of it and
//! must be silent, `fine` must be silent. It judges one rule at a time, with all others switched off.

use std::ops::Range;
use std::sync::Arc;

use crate::engine::Checker;
use crate::finding::Finding;
use crate::rule::{Example, Mistake, Rule, RuleSet};
use crate::text::{Source, Span};

/// What can be wrong with a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The rule said nothing.
    Missing,
    /// The rule spoke where it must be silent.
    Noisy,
    /// The rule spoke at another place than the brackets.
    WrongPlace,
    /// The fix yields another text than `good`.
    WrongFix,
    /// The rule flags what its own fix yields.
    BrokenFix,
}

impl Fault {
    /// As it is told.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Noisy => "noisy",
            Self::WrongPlace => "wrong place",
            Self::WrongFix => "wrong fix",
            Self::BrokenFix => "broken fix",
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Self::Missing => "see whether `when` or `unless` stands against it, or whether the words are in `find`",
            Self::Noisy => "add an exception under [rule.unless], or take the example away",
            Self::WrongPlace => "move the brackets to what is found, or change what is found",
            Self::WrongFix => "write what the fix yields, or mend the fix",
            Self::BrokenFix => "choose another fix, or an exception under [rule.unless]",
        }
    }
}

/// Runs all examples of the rules, switching on one rule at a time. Leaves the switches as they were.
pub fn prove(rules: &mut RuleSet) -> Vec<(Fault, Mistake)> {
    prove_those(rules, |_| true)
}

/// Runs the examples of some of the rules.
pub fn prove_some(rules: &mut RuleSet, wanted: impl Fn(&Rule) -> bool) -> Vec<Mistake> {
    prove_those(rules, wanted).into_iter().map(|(_, mistake)| mistake).collect()
}

fn prove_those(rules: &mut RuleSet, wanted: impl Fn(&Rule) -> bool) -> Vec<(Fault, Mistake)> {
    let on: Vec<bool> = rules.rules.iter().map(|r| r.on).collect();
    let mut faults = Vec::new();
    for rule in &mut rules.rules {
        rule.on = false;
    }
    for i in 0..rules.rules.len() {
        if !wanted(&rules.rules[i]) {
            continue;
        }
        let family = rules.rules[i].family.clone();
        for rule in &mut rules.rules {
            // A weak rule speaks only in the company of its family.
            rule.on = family.is_some() && rule.family == family && !rule.weak;
        }
        rules.rules[i].on = true;
        let mut checker = Checker::new(rules);
        let rule = &rules.rules[i];
        for example in &rule.examples {
            if let Err(wrong) = judge(&mut checker, &rule.id, example) {
                let source = example.home.clone().unwrap_or_else(|| rules.files[rule.file].clone());
                faults.push((wrong.fault, wrong.mistake(&rule.id, source)));
            }
        }
        for rule in &mut rules.rules {
            rule.on = false;
        }
    }
    for (rule, on) in rules.rules.iter_mut().zip(on) {
        rule.on = on;
    }
    faults
}

/// What is wrong with an example.
struct Wrong {
    fault: Fault,
    says: String,
    place: Span<Source>,
    /// The words that it is about, if they stand in the example as they are.
    about: String,
}

impl Wrong {
    fn mistake(self, id: &str, source: Arc<Source>) -> Mistake {
        let Self { fault, says, place, about } = self;
        let written = source.slice(place);
        let narrow = written.find(about.as_str()).filter(|_| !about.is_empty()).map(|at| {
            let start = place.start + at as u32;
            Span::new(start, start + about.len() as u32)
        });
        let message = format!("{}: {id} {says}", fault.name());
        Mistake { source, span: narrow.unwrap_or(place), message, advice: Some(fault.advice().to_owned()) }
    }
}

fn judge(checker: &mut Checker<'_>, id: &str, example: &Example) -> Result<(), Wrong> {
    let name = example.name.as_deref().unwrap_or("example.md");
    let source = Source::new(name, example.text.as_str());
    let library = example.source.as_ref().map(|text| {
        let path = if name.ends_with(".txt") { "source.txt" } else { "source.md" };
        checker.library(&[Arc::new(Source::new(path, text.as_str()))])
    });
    let mut check = |source: &Source| checker.check_beside(source, library.as_ref()).findings;
    let wrong = |fault, says: String, about: &str| Wrong { fault, says, place: example.place, about: about.to_owned() };
    let findings = of_rule(check(&source), id);
    if example.found.is_empty() {
        return match findings.first().map(|f| source.slice(f.span)) {
            None => Ok(()),
            Some(text) => Err(wrong(Fault::Noisy, format!("speaks in an example that is fine: “{text}”"), text)),
        };
    }
    let got: Vec<Range<usize>> = findings.iter().map(|f| f.span.range()).collect();
    let bracketed = |range: &Range<usize>| format!("[{}]", example.text.get(range.clone()).unwrap_or_default());
    if got.is_empty() {
        let about = example.found.first().map(bracketed).unwrap_or_default();
        return Err(wrong(Fault::Missing, "says nothing in a bad example".to_owned(), &about));
    }
    if got != example.found {
        let texts: Vec<_> = findings.iter().map(|f| format!("“{}”", source.slice(f.span))).collect();
        let says = format!("finds {} instead of what stands in brackets", texts.join(", "));
        let about = example.found.iter().find(|found| !got.contains(found)).map(bracketed).unwrap_or_default();
        return Err(wrong(Fault::WrongPlace, says, &about));
    }
    let Some(good) = &example.good else { return Ok(()) };
    let place = example.good_place.unwrap_or(example.place);
    let fixed = apply_first(&source, &findings);
    if fixed != *good {
        let says = format!("mends it to “{fixed}”");
        return Err(Wrong { fault: Fault::WrongFix, says, place, about: String::new() });
    }
    let mended = Source::new(name, fixed);
    match of_rule(check(&mended), id).first() {
        None => Ok(()),
        Some(f) => {
            let about = mended.slice(f.span).to_owned();
            let says = format!("finds “{about}” in what its own fix yields");
            Err(Wrong { fault: Fault::BrokenFix, says, place, about })
        }
    }
}

/// The findings of the rule itself; the rest of its family is on beside it.
fn of_rule(mut findings: Vec<Finding>, id: &str) -> Vec<Finding> {
    findings.retain(|f| f.rule == id || f.also.iter().any(|also| also == id));
    findings
}

/// The text with the first fix of each finding applied; of overlapping edits the first counts.
fn apply_first(source: &Source, findings: &[Finding]) -> String {
    let mut edits: Vec<_> = findings.iter().filter_map(|f| f.fixes.first()).flat_map(|f| &f.edits).collect();
    edits.sort_by_key(|e| e.span);
    edits.dedup();
    let (mut text, mut at) = (String::new(), 0);
    for edit in edits {
        let range = edit.span.range();
        if range.start >= at {
            text.push_str(&source.text[at..range.start]);
            text.push_str(&edit.text);
            at = range.end;
        }
    }
    text.push_str(&source.text[at..]);
    text
}
