//! The promises about fixes, over drafts put together from the examples of all built-in rules: fixing ends, a second run
//! changes nothing, the fixed text has no finding that the draft did not have, a safe fix touches no number, link, code or
//! quotation, and the patch is what is written. What one rule does to a text is in the proofs.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use deskcheck::finding::{Safety, caution};
use deskcheck::fix::diff::{Manner, patch};
use deskcheck::fix::{Fixed, Means, fix, promise};
use deskcheck::text::Source;
use deskcheck::{Checker, RuleSet, format};
use proptest::prelude::*;

fn rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| RuleSet::built_in().unwrap_or_default())
}

/// The texts of all examples that are read as Markdown and stand alone.
fn pieces() -> &'static [String] {
    static PIECES: OnceLock<Vec<String>> = OnceLock::new();
    PIECES.get_or_init(|| {
        let examples = rules().rules.iter().flat_map(|rule| &rule.examples);
        let alone = examples.filter(|example| example.name.is_none() && example.source.is_none());
        alone.filter(|example| example.text.len() < 400).map(|example| example.text.clone()).collect()
    })
}

/// A piece as it may stand in a draft: bare, said by somebody, in a heading, a list or a link.
fn block() -> impl Strategy<Value = String> {
    (any::<prop::sample::Index>(), 0..7u8).prop_map(|(which, shape)| {
        let piece = which.get(pieces()).trim_end();
        let line = piece.lines().next().unwrap_or_default();
        match shape {
            0 => format!("She said: “{line}”"),
            1 => format!("## {line}"),
            2 => format!("- {line}\n- Another item with 12 things."),
            3 => format!("See [{}](https://example.org/a--b/teh) and `teh  code`.", line.replace(['[', ']'], "")),
            _ => piece.to_owned(),
        }
    })
}

fn draft() -> impl Strategy<Value = String> {
    (proptest::collection::vec(block(), 1..7), any::<bool>()).prop_map(|(blocks, crlf)| {
        let text = blocks.join("\n\n") + "\n";
        if crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
    })
}

fn fixed(checker: &mut Checker<'_>, text: &str, least: Safety) -> Fixed {
    let source = Source::new("x.md", text);
    let held = |source: &Source| caution::held(source, &format::read(source));
    let mut check = |source: &Source| checker.check(source);
    let priority = |rule: &str| rules().priority(rule);
    fix(&source, None, &mut Means { check: &mut check, held: &held, priority: &priority, least })
}

/// Findings by rule: how many of each.
fn counts(checker: &mut Checker<'_>, text: &str) -> BTreeMap<String, usize> {
    let report = checker.check(&Source::new("x.md", text));
    let mut counts = BTreeMap::new();
    for finding in report.findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

/// What no safe fix may change: digits, what is no prose, and what stands between quotation marks, without the characters
/// that nobody can see.
fn kept(text: &str) -> (String, Vec<String>) {
    let source = Source::new("x.md", text);
    let seen = |text: &str| -> String {
        let visible =
            text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}'));
        visible.map(|c| if matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}') { ' ' } else { c }).collect()
    };
    let held = promise::in_order(promise::held_by_looks(&source));
    let is_damaged = |text: &&str| !text.contains(['Ã', 'â', 'Â']);
    let held = held.iter().map(|held| source.slice(held.span)).filter(is_damaged).map(seen).collect();
    (text.chars().filter(char::is_ascii_digit).collect(), held)
}

proptest! {
    #![proptest_config(super::cases(120))]

    #[test]
    fn built_in_rules_keep_them(text in draft(), least in prop_oneof![Just(Safety::Safe), Just(Safety::Unsafe)]) {
        let mut checker = Checker::new(rules());
        let before = counts(&mut checker, &text);
        let out = fixed(&mut checker, &text, least);
        prop_assert!(out.faults.is_empty(), "{:?} in {:?}", out.faults, text);
        let again = fixed(&mut checker, &out.text, least);
        prop_assert_eq!(&again.text, &out.text, "a second run changes nothing");
        let after = counts(&mut checker, &out.text);
        for rule in after.keys() {
            prop_assert!(before.contains_key(rule), "{} is new: {:?} became {:?}", rule, text, out.text);
        }
        if least == Safety::Safe {
            let is_plain = !text.contains(['“', '”', '"', '`', '�']) && !text.contains("&#");
            let (digits, held) = kept(&text);
            let (digits_now, held_now) = kept(&out.text);
            prop_assert!(digits == digits_now || !is_plain, "{:?} became {:?}", text, out.text);
            prop_assert!(held == held_now || !is_plain, "{:?} became {:?}", text, out.text);
        }
        let mut diff = Vec::new();
        patch(&mut diff, b"x.md", &text, &out.text, Manner::default()).expect("memory takes it");
        prop_assert_eq!(diff.is_empty(), text == out.text);
        prop_assert_eq!(super::patching::patched_by_hand(&text, &String::from_utf8_lossy(&diff)), out.text);
    }
}
