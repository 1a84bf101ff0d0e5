//! Swapped words in drafts that are not plain lines of text: each way of writing them is found, or left alone by design. And
//! what is said of a whole draft: the line that sums up, and drafts in another language.

use deskcheck::RuleSet;
use deskcheck::text::Source;

use super::desk::{folder, text};

/// The rules of the set.
fn rules() -> RuleSet {
    let mut rules = RuleSet::built_in().unwrap_or_default();
    rules.select(&["spun".to_owned()], &[]).unwrap_or_else(|e| panic!("{e:?}"));
    rules
}

/// What is found in a Markdown draft: the texts, as they stand in the file.
fn found(rules: &RuleSet, draft: &str) -> Vec<String> {
    let source = Source::new("a.md", draft);
    deskcheck::check(&source, rules).findings.iter().map(|f| source.slice(f.span).to_owned()).collect()
}

#[test]
fn found_however_they_are_set() {
    let rules = rules();
    let cases = [
        ("plain", "The demise toll rose."),
        ("capitals throughout", "THE DEMISE TOLL ROSE."),
        ("capitals of a heading", "# The Demise Toll Rose"),
        ("over a line end", "The demise\ntoll rose."),
        ("with a hyphen", "The demise-toll rose."),
        ("emphasis on a word", "The *demise* toll rose."),
        ("emphasis on both", "The **demise toll** rose."),
        ("emphasis within the word", "The de*mise* toll rose."),
        ("a link", "The [demise](https://a.example) toll rose."),
        ("a longer link", "The [demise toll](https://a.example) rose."),
        ("a soft hyphen", "The de\u{ad}mise toll rose."),
        ("a zero-width space after the word", "The demise\u{200b} toll rose."),
        ("a zero-width space within it", "The dem\u{200b}ise toll rose."),
        ("a fixed space", "The demise\u{a0}toll rose."),
        ("a fixed space by its name", "The demise&nbsp;toll rose."),
        ("a quotation", "He said: “The demise toll rose.”"),
    ];
    for (what, draft) in cases {
        let plain = |s: &str| s.chars().filter(|c| c.is_ascii_alphabetic()).collect::<String>().to_lowercase();
        let texts = found(&rules, draft);
        assert!(texts.iter().any(|t| plain(t).starts_with("demise")), "{what}: {texts:?}");
    }
}

/// A word that a hyphen breaks at a line end is two words until it is mended; letters of another alphabet and code are not
/// words of the draft. Other sets speak of the first two.
#[test]
fn left_alone_by_design() {
    let rules = rules();
    for draft in
        ["The de-\nmise toll rose.", "The d\u{435}mise toll rose.", "The ｄemise toll rose.", "The `demise toll` rose."]
    {
        assert_eq!(found(&rules, draft), [""; 0], "{draft:?}");
    }
}

const ELSEWHERE: [&str; 3] = [
    "El gobierno dijo el lunes que el número de muertos por el terremoto ha subido y que los equipos de rescate buscan a más \
     personas en la ciudad. El ministro habló de una tragedia para todo el país y dio las gracias a los vecinos por la ayuda.",
    "De regering zei maandag dat het aantal doden door de beving is gestegen en dat de hulpdiensten nog naar mensen zoeken in \
     de stad. De minister sprak van een ramp voor het hele land en dankte de buren voor de hulp die zij in het begin boden.",
    "Il governo ha detto lunedì che il numero dei morti per il terremoto è salito e che le squadre cercano ancora delle persone \
     nella città. Il ministro ha parlato di una tragedia per tutto il paese e ha ringraziato i vicini per gli aiuti.",
];

#[test]
fn another_language_is_left_alone_with_a_note() {
    let rules = rules();
    for draft in ELSEWHERE {
        let report = deskcheck::check(&Source::new("a.md", draft), &rules);
        let told: Vec<_> = report.findings.iter().map(|f| f.rule.as_str()).collect();
        assert_eq!(told, ["spun/another-language"], "{draft}");
    }
    assert_eq!(found(&rules, &ELSEWHERE[0][..60]), [""; 0], "too short to tell");
}

#[test]
fn several_places_are_summed_up() {
    let many = "The demise toll rose.\n\nTwo elder officials left.\n\nShe writes for the New York Occasions.\n";
    let dir = folder(&[("many.md", many), ("one.md", "The demise toll rose.\n")]);
    let told = |format: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_deskcheck"));
        command.current_dir(dir.path()).args(["check", "--no-config", "--select", "spun", "--format", format]);
        let output = command.output().unwrap_or_else(|e| panic!("{e}"));
        text(&output.stdout).to_owned()
    };
    let says = " places typical of automatic synonym replacement; compare with the source";
    for format in ["terminal", "markdown"] {
        let told = told(format);
        let lines: Vec<_> = told.lines().filter(|line| line.contains(says)).collect();
        assert!(lines.len() == 1 && lines[0].contains("many"), "{format}: {lines:?}");
    }
}
