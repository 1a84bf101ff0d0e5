//! Runs the examples inside rules: `bad` must be found exactly at its brackets, `good` must be what the fixes make of it and
//! must be silent, `fine` must be silent. It judges one rule at a time, with all others switched off.

use std::ops::Range;
use std::sync::Arc;

use crate::engine::Checker;
use crate::finding::Finding;
use crate::rule::{Example, Mistake, RuleSet};
use crate::text::Source;

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

/// Runs all examples of the rules, switching on one rule at a time. Leaves the switches as they were.
pub fn prove(rules: &mut RuleSet) -> Vec<(Fault, Mistake)> {
    let on: Vec<bool> = rules.rules.iter().map(|r| r.on).collect();
    let mut faults = Vec::new();
    for rule in &mut rules.rules {
        rule.on = false;
    }
    for i in 0..rules.rules.len() {
        let family = rules.rules[i].family.clone();
        for rule in &mut rules.rules {
            // A weak rule speaks only in the company of its family.
            rule.on = family.is_some() && rule.family == family && !rule.weak;
        }
        rules.rules[i].on = true;
        let mut checker = Checker::new(rules);
        for example in &rules.rules[i].examples {
            if let Err((fault, message)) = judge(&mut checker, &rules.rules[i].id, example) {
                let source = rules.files[rules.rules[i].file].clone();
                let message = format!("{}: {message}", rules.rules[i].id);
                faults.push((fault, Mistake { source, span: example.place, message, advice: None }));
            }
        }
    }
    for (rule, on) in rules.rules.iter_mut().zip(on) {
        rule.on = on;
    }
    faults
}

fn judge(checker: &mut Checker<'_>, id: &str, example: &Example) -> Result<(), (Fault, String)> {
    let name = example.name.as_deref().unwrap_or("example.md");
    let source = Source::new(name, example.text.as_str());
    let library = example.source.as_ref().map(|text| {
        let path = if name.ends_with(".txt") { "source.txt" } else { "source.md" };
        checker.library(&[Arc::new(Source::new(path, text.as_str()))])
    });
    let mut check = |source: &Source| match &library {
        Some(library) => checker.check_against(source, library).findings,
        None => checker.check(source).findings,
    };
    let findings = of_rule(check(&source), id);
    if example.found.is_empty() {
        return match findings.first() {
            None => Ok(()),
            Some(f) => Err((Fault::Noisy, format!("speaks in an example that is fine: “{}”", source.slice(f.span)))),
        };
    }
    let got: Vec<Range<usize>> = findings.iter().map(|f| f.span.range()).collect();
    if got.is_empty() {
        return Err((Fault::Missing, "says nothing in a bad example".to_owned()));
    }
    if got != example.found {
        let texts: Vec<_> = findings.iter().map(|f| format!("“{}”", source.slice(f.span))).collect();
        return Err((Fault::WrongPlace, format!("finds {} instead of what stands in brackets", texts.join(", "))));
    }
    let Some(good) = &example.good else { return Ok(()) };
    let fixed = apply_first(&source, &findings);
    if fixed != *good {
        return Err((Fault::WrongFix, format!("its fixes yield “{fixed}”")));
    }
    match of_rule(check(&Source::new(name, fixed)), id).first() {
        None => Ok(()),
        Some(f) => Err((Fault::BrokenFix, format!("flags what its own fix yields: {}", f.message))),
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
