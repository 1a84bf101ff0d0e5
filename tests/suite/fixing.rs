//! Choosing and applying fixes, on drafts and rules that nobody would think of: it ends, a second run changes nothing,
//! nothing new is found afterwards, and what is held is not touched.

use std::collections::BTreeSet;

use deskcheck::Report;
use deskcheck::finding::{Edit, Finding, Fix, Level, Safety};
use deskcheck::fix::apply::splice;
use deskcheck::fix::choose::{self, Offer};
use deskcheck::fix::{Fixed, Means, fix, promise};
use deskcheck::text::{Source, Span};
use proptest::prelude::*;

/// A rule that wants one piece of text replaced by another.
#[derive(Clone, Debug)]
struct Swap {
    old: String,
    new: String,
    safety: Safety,
    /// Offers its fix only where the text holds this anywhere: rules with far sight.
    only_with: Option<String>,
}

fn check(swaps: &[Swap], source: &Source) -> Report {
    let mut findings = Vec::new();
    for (i, swap) in swaps.iter().enumerate() {
        let sees = swap.only_with.as_ref().is_none_or(|other| source.text.contains(other.as_str()));
        for (at, _) in source.text.match_indices(swap.old.as_str()).filter(|_| sees) {
            let span = Span::of_range(at..at + swap.old.len());
            let edits = vec![Edit { span, text: swap.new.clone() }];
            let fix = Fix { title: format!("write {}", swap.new), safety: swap.safety, capped: None, edits };
            findings.push(Finding {
                rule: format!("set/{i}"),
                level: Level::Warning,
                message: String::new(),
                why: String::new(),
                span,
                labels: Vec::new(),
                fixes: vec![fix],
                also: Vec::new(),
            });
        }
    }
    findings.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    Report { findings, ..Report::default() }
}

fn fixed(draft: &str, swaps: &[Swap], least: Safety) -> Fixed {
    let mut again = |source: &Source| check(swaps, source);
    let mut means = Means { check: &mut again, held: &promise::held_by_looks, priority: &|_| 0, least };
    fix(&Source::new("x.md", draft), None, &mut means)
}

fn safety() -> impl Strategy<Value = Safety> {
    prop_oneof![3 => Just(Safety::Safe), 1 => Just(Safety::Unsafe), 1 => Just(Safety::Shown)]
}

/// Few letters, so that rules meet and fight.
fn piece() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        Just("a"),
        Just("b"),
        Just("ab"),
        Just(" "),
        Just("é"),
        Just("."),
        Just("“"),
        Just("”"),
        Just("7"),
        Just("`"),
        Just("X"),
        Just("\n\n"),
    ];
    proptest::collection::vec(token, 1..4).prop_map(|tokens| tokens.concat())
}

fn swap() -> impl Strategy<Value = Swap> {
    let new = prop_oneof![3 => piece(), 1 => Just(String::new())];
    let only_with = prop_oneof![4 => Just(None), 1 => piece().prop_map(Some)];
    (piece(), new, safety(), only_with).prop_map(|(old, new, safety, only_with)| Swap { old, new, safety, only_with })
}

fn draft() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

fn rules(report: &Report) -> BTreeSet<&str> {
    report.findings.iter().map(|finding| finding.rule.as_str()).collect()
}

/// What stands inside quotation marks, code and links, and the numbers: what no safe fix may change.
fn held(text: &str) -> Vec<String> {
    let source = Source::new("x.md", text);
    let spans = promise::held_by_looks(&source).into_iter().map(|held| source.slice(held.span).to_owned());
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    spans.chain([digits]).collect()
}

proptest! {
    #![proptest_config(super::cases(600))]

    #[test]
    fn fixing_ends_and_stays_and_brings_nothing(
        draft in draft(),
        swaps in proptest::collection::vec(swap(), 1..6),
        least in prop_oneof![Just(Safety::Safe), Just(Safety::Unsafe)],
    ) {
        let before = check(&swaps, &Source::new("x.md", draft.as_str()));
        let out = fixed(&draft, &swaps, least);
        let after = check(&swaps, &Source::new("x.md", out.text.as_str()));
        prop_assert_eq!(&after.findings, &out.left.findings, "what is said to be left is left");
        prop_assert!(rules(&after).is_subset(&rules(&before)), "{:?} → {:?}", draft, out.text);
        let again = fixed(&out.text, &swaps, least);
        prop_assert_eq!(&again.text, &out.text, "a second run changes nothing");
        prop_assert!(again.done.is_empty());
        if least == Safety::Safe && !draft.contains(['“', '”', '`']) {
            prop_assert_eq!(held(&draft), held(&out.text), "{:?} → {:?}", draft, out.text);
        }
    }

    #[test]
    fn shrunk_edits_do_the_same(
        draft in draft(), old in piece(), new in piece(),
    ) {
        let source = Source::new("x.md", draft);
        let swaps = [Swap { old, new, safety: Safety::Safe, only_with: None }];
        for finding in check(&swaps, &source).findings {
            let offer = choose::offer(&source, &finding, &finding.fixes[0]).expect("sound edits");
            prop_assert_eq!(splice(&source.text, &offer.edits).0, splice(&source.text, &finding.fixes[0].edits).0);
        }
    }

    #[test]
    fn what_is_chosen_never_touches_and_all_else_is_named(
        places in proptest::collection::vec((0u32..60, 0u32..6, 0usize..4, safety()), 0..30),
        turn in 0usize..30,
    ) {
        let offers: Vec<Offer> = places
            .iter()
            .map(|&(start, length, rule, safety)| {
                let span = Span::new(start, start + length);
                let edits = vec![Edit { span, text: "x".into() }];
                Offer { rule: format!("set/{rule}"), level: Level::Note, span, title: String::new(), safety, edits }
            })
            .collect();
        let (taken, rejected) = choose::choose(offers.clone(), &|_| 0);
        prop_assert_eq!(taken.len() + rejected.len(), offers.len());
        let touch = |a: &Offer, b: &Offer| a.span.start <= b.span.end && b.span.start <= a.span.end;
        for pair in taken.windows(2) {
            prop_assert!(!touch(&pair[0], &pair[1]));
        }
        for loser in &rejected {
            let winner = |w: &&Offer| w.rule == loser.winner && touch(w, &loser.offer) && w.safety >= loser.offer.safety;
            prop_assert!(taken.iter().any(|w| winner(&w)));
        }
        let mut turned = offers;
        if !turned.is_empty() {
            let middle = turn % turned.len();
            turned.rotate_left(middle);
        }
        prop_assert_eq!(choose::choose(turned, &|_| 0), (taken, rejected), "the order of findings does not matter");
    }
}

#[test]
fn unsound_edits_are_named_and_never_applied() {
    let source = Source::new("x.md", "né, né");
    let edits = |ranges: &[(u32, u32)]| {
        ranges.iter().map(|&(a, b)| Edit { span: Span::new(a, b), text: "x".into() }).collect::<Vec<_>>()
    };
    for ranges in [&[(2, 3)][..], &[(0, 99)], &[(4, 6), (0, 1)], &[(0, 3), (1, 4)]] {
        let fix = Fix { title: "odd".into(), safety: Safety::Safe, capped: None, edits: edits(ranges) };
        let finding = Finding {
            rule: "set/odd".into(),
            level: Level::Error,
            message: String::new(),
            why: String::new(),
            span: Span::new(0, 1),
            labels: Vec::new(),
            fixes: vec![fix],
            also: Vec::new(),
        };
        let mut again = |_: &Source| Report { findings: vec![finding.clone()], ..Report::default() };
        let mut means =
            Means { check: &mut again, held: &promise::held_by_looks, priority: &|_| 0, least: Safety::Safe };
        let out = deskcheck::fix::fix(&source, None, &mut means);
        assert_eq!((out.text.as_str(), out.taken_back.len()), ("né, né", 1), "{ranges:?}");
    }
}
