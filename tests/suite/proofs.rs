//! Every example inside every built-in rule holds.

use deskcheck::RuleSet;
use deskcheck::proof::prove;

#[test]
fn all_examples_of_all_built_in_rules_hold() {
    let mut rules = RuleSet::built_in().unwrap_or_else(|mistakes| {
        let list: Vec<_> = mistakes.iter().map(|m| format!("{}: {}", m.source.path, m.message)).collect();
        panic!("{}", list.join("\n"))
    });
    let faults = prove(&mut rules);
    let list: Vec<_> = faults
        .iter()
        .map(|(fault, m)| format!("{}:{}: {fault:?}: {}", m.source.path, m.source.place(m.span.start).line, m.message))
        .collect();
    assert!(list.is_empty(), "{} proofs fail\n{}", list.len(), list.join("\n"));
}

#[test]
fn every_built_in_rule_has_examples_of_both_sides() {
    let rules = RuleSet::built_in().unwrap_or_default();
    let bare: Vec<_> = rules
        .rules
        .iter()
        .filter(|r| {
            let bad = r.examples.iter().any(|e| !e.found.is_empty());
            let fine = r.examples.iter().any(|e| e.found.is_empty());
            !(bad && fine)
        })
        .map(|r| r.id.as_str())
        .collect();
    assert!(bare.is_empty(), "rules without a bad and a fine example: {bare:?}");
}
