//! Sets that extend sets: what they change, in which order, and what keeps them from it.

use std::sync::Arc;

use deskcheck::finding::Level;
use deskcheck::rule::extend::RuleFiles;
use deskcheck::rule::{Mistake, Rule};
use deskcheck::text::Source;
use deskcheck::{RuleSet, check, proof};

const HOUSE: &str = r#"
set = "house"
version = "1.2"
[lists]
countable = ["vote"]
[[rule]]
id = "fewer"
message = "“{found}”: “{fix}”"
why = "w"
[rule.check.phrase]
find = ["=less"]
[rule.when]
after = ["@countable"]
[rule.fix]
replace = "fewer"
[[rule]]
id = "utilise"
message = "m"
why = "w"
[rule.check.phrase]
find = ["utilise"]
"#;

const SPORT: &str = r#"
set = "sport"
extends = ["house.toml"]
[lists]
countable = ["goal"]
[[change]]
rule = "house/fewer"
level = "error"
unless = { before = ["no"] }
[[change.example]]
bad = "They had [less] goals."
[[change.example]]
fine = "They had no less goals."
[[change]]
rule = "house/utilise"
on = false
find = ["utilize"]
[[rule]]
id = "match"
message = "m"
why = "w"
[rule.check.phrase]
find = ["@countable fest"]
"#;

fn load(files: &[(&str, &str)]) -> Result<RuleSet, Vec<Mistake>> {
    let sources = files.iter().map(|(path, text)| Arc::new(Source::new(*path, *text)));
    RuleSet::of(&RuleFiles::new(sources.collect()))
}

fn loaded(files: &[(&str, &str)]) -> RuleSet {
    let mut rules = load(files).unwrap_or_else(|mistakes| {
        let list: Vec<_> = mistakes.iter().map(|m| format!("{}: {}", m.source.path, m.message)).collect();
        panic!("{}", list.join("\n"))
    });
    let own: Vec<String> = rules
        .rules
        .iter()
        .filter(|r| r.on && !r.id.starts_with("house/") && !r.id.starts_with("sport/"))
        .map(|r| r.id.clone())
        .collect();
    rules.select(&[], &own).expect("known rules");
    rules
}

fn rule<'r>(rules: &'r RuleSet, id: &str) -> &'r Rule {
    rules.rules.iter().find(|rule| rule.id == id).expect("the rule")
}

fn found(rules: &RuleSet, text: &str) -> Vec<String> {
    let source = Source::new("a.md", text);
    check(&source, rules).findings.iter().map(|f| format!("{} {}", f.rule, source.slice(f.span))).collect()
}

fn messages(files: &[(&str, &str)]) -> Vec<String> {
    let told = |m: Mistake| format!("{}:{}: {}", m.source.path, m.source.place(m.span.start).line, m.message);
    load(files).err().unwrap_or_default().into_iter().map(told).collect()
}

#[test]
fn a_set_changes_levels_switches_lists_and_exceptions_of_another() {
    let mut rules = loaded(&[("house.toml", HOUSE), ("sport.toml", SPORT)]);
    assert_eq!(rule(&rules, "house/fewer").level, Level::Error);
    assert!(!rule(&rules, "house/utilise").on);
    assert_eq!(found(&rules, "They had less goals and less votes.\n"), ["house/fewer less", "house/fewer less"]);
    assert!(found(&rules, "There were no less goals.\n").is_empty());
    assert_eq!(found(&rules, "A vote fest, a goal fest.\n").len(), 2, "lists of one name are one list");
    let faults = proof::prove_some(&mut rules, |rule| !rule.changed.is_empty());
    assert!(faults.is_empty(), "the examples of a change are proofs of its rule");
    assert_eq!(rule(&rules, "house/fewer").changed, ["sport.toml"]);

    let alone = loaded(&[("house.toml", HOUSE)]);
    assert_eq!(rule(&alone, "house/fewer").level, Level::Warning);
    assert!(found(&alone, "They had less goals.\n").is_empty());
}

#[test]
fn later_sets_win_and_words_add_up() {
    let third = "set = \"cup\"\nextends = [\"sport.toml\"]\n[[change]]\nrule = \"house/fewer\"\nlevel = \"note\"\n\
                 [[change]]\nrule = \"house/utilise\"\non = true\n";
    let rules = loaded(&[("house.toml", HOUSE), ("sport.toml", SPORT), ("cup.toml", third)]);
    assert_eq!(rule(&rules, "house/fewer").level, Level::Note);
    assert_eq!(found(&rules, "They utilize and utilise it.\n"), ["house/utilise utilize", "house/utilise utilise"]);
}

#[test]
fn built_in_sets_can_be_extended() {
    let own =
        "set = \"own\"\nextends = [\"punctuation\"]\n[[change]]\nrule = \"punctuation/RULE\"\nlevel = \"error\"\n";
    let built_in = RuleSet::built_in().unwrap_or_default();
    let id = built_in.rules.iter().find_map(|rule| rule.id.strip_prefix("punctuation/")).expect("a rule");
    let rules = load(&[("own.toml", &own.replace("RULE", id))]).unwrap_or_else(|m| panic!("{m:?}"));
    assert_eq!(rule(&rules, &format!("punctuation/{id}")).level, Level::Error);
}

#[test]
fn what_cannot_be_extended_or_changed_is_told_at_its_place() {
    let a = "set = \"a\"\nextends = [\"b.toml\"]\n";
    let b = "set = \"b\"\nextends = [\"a.toml\"]\n";
    let told = messages(&[("a.toml", a), ("b.toml", b)]);
    assert_eq!(
        told,
        [
            "a.toml:2: this set extends itself, directly or by way of others",
            "b.toml:2: this set extends itself, directly or by way of others"
        ]
    );
    let own = "set = \"c\"\nextends = [\"c.toml\"]\n";
    assert_eq!(messages(&[("c.toml", own)]).len(), 1);
    let stranger = "set = \"d\"\n[[change]]\nrule = \"house/fewer\"\nlevel = \"note\"\n";
    let told = messages(&[("house.toml", HOUSE), ("d.toml", stranger)]);
    assert_eq!(told, ["d.toml:3: no rule `house/fewer` is among the sets that this one extends"]);
    let kind = "set = \"e\"\nextends = [\"spun\"]\n[[change]]\nrule = \"spun/RULE\"\nfind = [\"x\"]\n";
    let rules = RuleSet::built_in().unwrap_or_default();
    let swapped = rules.rules.iter().find(|rule| rule.expression.is_some()).expect("a rule");
    let told = messages(&[("e.toml", &kind.replace("spun/RULE", &swapped.id))]);
    assert!(told.len() == 1 && told[0].contains("takes no more to find"), "{told:?}");
    let twice = messages(&[("house.toml", HOUSE), ("other.toml", HOUSE)]);
    assert!(twice.iter().any(|m| m.starts_with("other.toml") && m.contains("there are two rules `house/fewer`")));
}
