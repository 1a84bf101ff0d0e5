//! Numbers that no writer should hand in, and that must neither stop the check nor make it say nonsense; and what
//! `--show quantities` and `--statistics` tell of numbers.

use super::desk::{code, folder, run, text};
use deskcheck::text::Source;
use deskcheck::{Checker, RuleSet};

fn findings(draft: &str) -> Vec<String> {
    let mut rules = RuleSet::built_in().expect("the built-in rules load");
    rules.select(&["numbers".to_owned()], &[]).expect("the set is known");
    let report = Checker::new(&rules).check(&Source::new("draft.md".to_owned(), draft.to_owned()));
    report.findings.iter().map(|f| format!("{}: {}", f.rule, f.message)).collect()
}

#[test]
fn bad_input_makes_no_nonsense() {
    let long = "9".repeat(1000);
    let silent = [
        format!("The fund holds {long} dollars, up 5% from {long}."),
        format!("It is 1{} metres (3{} feet) long.", "0".repeat(400), "0".repeat(400)),
        format!("Some {long} of the {long} members (50%) came."),
        // Division by nought.
        "Sales rose 12% to £5m from £0m.".to_owned(),
        "None of the 0 members (0%) voted; 0 of the 0 seats (50%) are empty.".to_owned(),
        "The 0 winners shared £8,000, or £20 each.".to_owned(),
        // Years at the ends of the calendar.
        "In the year 0 it began and in 9999 it ended, 9999 years later.".to_owned(),
        "Born on 1 January 9999, he died on 31 December 9999.".to_owned(),
        // Digits of other scripts, fullwidth and superscript.
        "Sales rose ٢٥٪ to ٩٠ from ٨٠, and १२,३४,५६७ people came.".to_owned(),
        "It is １２ km (８ miles) from here, x² + y³ = z⁴.".to_owned(),
        // Ranges without an end.
        "Ages 18- and over, from 5 to, between 3 and.".to_owned(),
        "Between 40 and -, 12–, –7, 5 to , up from .".to_owned(),
        // Contradictory hedges.
        "Nearly more than at least up to about 40 people came.".to_owned(),
        "At most at least 12 of exactly about 10 came.".to_owned(),
        // A page of nothing but numbers.
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20\n".repeat(200),
        // Ragged tables.
        "| a | b | Total |\n|---|---|---|\n| 1 |\n| 2 | 3 |\n| x | 4 | 5 | 6 | 7 |\n| Total |\n".to_owned(),
        "| Total | | |\n|---|\n| 1 | 2 | 3 |\n".to_owned(),
    ];
    for draft in &silent {
        let shown: String = draft.chars().take(60).collect();
        assert_eq!(findings(draft), Vec::<String>::new(), "{shown}");
    }
}

#[test]
fn impossible_days_are_told_with_the_day_that_is_meant() {
    for (draft, days) in [
        ("The shop shuts on 31 February.", "February has"),
        ("It closes on 30 February 2023.", "February 2023 has 28 days"),
        ("It opens on 31 April 9999.", "April has 30 days"),
    ] {
        let found = findings(draft);
        assert!(found.len() == 1 && found[0].contains(days), "{draft}: {found:?}");
    }
}

#[test]
fn separators_may_be_mixed_without_an_end() {
    for draft in
        ["1,2.3,4.5,6", "12,,500 and 3..4", "1'000'000 and 1 000 000 and 1.000.000", "0x1F, 1e309, -0, +0, 00.00"]
    {
        let found = findings(draft);
        assert!(found.iter().all(|f| f.starts_with("numbers/number-format")), "{draft}: {found:?}");
    }
}

#[test]
fn ten_thousand_numbers_of_one_kind_are_no_trouble() {
    let draft: String =
        (0..10_000).map(|i| format!("The {} boats of {i} towns cost £{i} million. ", i % 97 + 2)).collect();
    assert!(findings(&draft).len() < 10_000);
}

#[test]
fn quantities_can_be_seen() {
    let dir = folder(&[("a.md", "Nearly 2.4 million people (12%) came on 5 May 2024 at 9.30am.\n")]);
    let shown = run(dir.path(), &["check", "--show", "quantities", "a.md"]);
    assert_eq!(code(&shown), 0);
    let lines = text(&shown.stdout);
    assert!(lines.contains("a.md:1:8: count"), "{lines}");
    for part in ["= 2400000 in [2040000, 2400000)", "of person", "hedge Nearly", "in brackets", "2024-5-5", "09:30"] {
        assert!(lines.contains(part), "{part}: {lines}");
    }
}

#[test]
fn statistics_tell_how_many_numbers_were_compared() {
    let dir = folder(&[("a.md", "Eleven of the 41 (36%) had been treated in 30 towns.\n")]);
    let told = run(dir.path(), &["check", "--select", "numbers", "--statistics", "a.md"]);
    assert!(
        text(&told.stderr).contains("Numbers: 4 seen, 3 linked with others, 2 comparisons made"),
        "{}",
        text(&told.stderr)
    );
}
