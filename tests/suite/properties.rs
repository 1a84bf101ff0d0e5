//! The promises of `docs/promises.md` that no narrower test guards, held by the built-in rules on drafts that nobody
//! would think of and through the program itself where bytes and places count. Fixing by invented rules is in
//! `fixing.rs`, writing in `writing.rs`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, LazyLock};

use deskcheck::finding::{Level, Safety};
use deskcheck::fix::promise::{self, Held};
use deskcheck::fix::{Means, fix};
use deskcheck::text::Source;
use deskcheck::{Checker, RuleSet, config, format};
use proptest::prelude::*;
use serde_json::Value;

use super::desk::{MENDABLE, code, folder, text};

static RULES: LazyLock<RuleSet> = LazyLock::new(|| RuleSet::built_in().expect("the built-in rules load"));

/// The program with the built-in rules and no configuration.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskcheck"));
    command.current_dir(folder);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(name);
    }
    command
}

/// Pieces of drafts: sentences sound and faulty, quotations, numbers, markup, odd characters.
const PIECES: &[&str] = &[
    "The council met on Tuesday and heard the the report. ",
    "At least 40 people were extinguished in the raid , police said. ",
    "Of the 120 boats, 80 were lost and 60 came home. ",
    "“We won the day” , said Ann Ode,the mayor. ",
    "Sales rose 25% from 40 million euros to 60 million euros. ",
    "Donâ€™t go.. ",
    "&amp;nbsp; and &quot;so on&quot; ",
    "\u{200b}zero\u{ad} width \u{202e}turned\u{202c} ",
    "日本語の文。 ",
    "e\u{301}te\u{301} 👩‍👩‍👧 café ",
    "[a link](https://example.org/?utm_source=x) ",
    "`teh code` and **bold** and *it ",
    "<b>They utilise</b> <!-- teh --> it<br> ",
    "a dog bit an cat on Monday, 3 May 2023 ",
    "\u{1d4af} 𝒯eh ½ 1\u{a0}000 ",
    "Т\u{435}h Cyrillic letters. ",
];

const BREAKS: &[&str] =
    &["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n\n# ", "\n\n> ", "\n- ", "\n\n| a | b |\n|---|---|\n| ", ""];

fn draft() -> impl Strategy<Value = String> {
    let piece =
        (prop::sample::select(PIECES), prop::sample::select(BREAKS)).prop_map(|(piece, rest)| [piece, rest].concat());
    let body = prop::collection::vec(piece, 1..14).prop_map(|pieces| pieces.concat());
    (any::<bool>(), body).prop_map(|(bom, body)| if bom { format!("\u{feff}{body}") } else { body })
}

fn bytes_of(value: &Value) -> std::ops::Range<usize> {
    let at = |end: &str| value[end].as_u64().expect("a number") as usize;
    at("start")..at("end")
}

/// Line and column of a byte, counted the long way.
fn place(text: &str, byte: usize) -> (u64, u64) {
    let before = text[..byte].strip_prefix('\u{feff}').unwrap_or(&text[..byte]);
    let after = text[byte..].chars().next();
    let mut place = (1, 1);
    let mut chars = before.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().or(after);
        place = if c == '\n' || (c == '\r' && next != Some('\n')) { (place.0 + 1, 1) } else { (place.0, place.1 + 1) };
    }
    place
}

proptest! {
    #![proptest_config(super::cases(4))]

    #[test]
    fn places_are_exact_in_every_format(drafts in prop::collection::vec(draft(), 6..10)) {
        let names: Vec<String> = (0..drafts.len() * 3).map(|i| format!("{i:02}.{}", ["md", "txt", "html"][i % 3])).collect();
        let files: Vec<_> = names.iter().enumerate().map(|(i, name)| (name.as_str(), drafts[i / 3].as_str())).collect();
        let dir = folder(&files);
        let output = program(dir.path()).args(["check", "--no-config", "--format", "jsonl", "."]).output().expect("it runs");
        prop_assert!(code(&output) < 2, "{}", text(&output.stderr));
        let by_name: BTreeMap<_, _> = files.into_iter().collect();
        for line in text(&output.stdout).lines() {
            let finding: Value = serde_json::from_str(line).expect("JSON");
            let file = by_name[finding["path"].as_str().expect("a path")];
            let span = bytes_of(&finding["span"]);
            prop_assert_eq!(file.get(span.clone()), finding["text"].as_str(), "{}", line);
            prop_assert_eq!((finding["line"].as_u64(), finding["column"].as_u64()), {
                let (line, column) = place(file, span.start);
                (Some(line), Some(column))
            }, "{}", line);
            let labels = finding["labels"].as_array().into_iter().flatten();
            let edits = finding["fixes"].as_array().into_iter().flatten().flat_map(|fix| fix["edits"].as_array()).flatten();
            for place in labels.chain(edits) {
                prop_assert!(file.get(bytes_of(&place["span"])).is_some(), "{}", line);
            }
        }
    }
}

#[test]
fn places_hold_behind_a_byte_order_mark_and_between_all_line_ends() {
    let draft = "\u{feff}One.\rTwo.\r\nThey saw the the cat.\n";
    let dir = folder(&[("a.md", draft), ("a.txt", draft), ("a.html", draft)]);
    let args = ["check", "--no-config", "--select", "residue/doubled-word", "--format", "short", "."];
    let output = program(dir.path()).args(args).output().expect("it runs");
    let places: Vec<_> = text(&output.stdout).lines().map(|line| line.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(places, ["a.html:3:10", "a.md:3:10", "a.txt:3:10"]);
}

/// What the program writes in every form of output, from this folder and with this environment.
fn all_outputs(here: &Path, drafts: &Path, environment: &[(&str, &Path)]) -> Vec<(String, Vec<u8>)> {
    let out = tempfile::tempdir().expect("a folder");
    let mut command = program(here);
    command.args(["check", "--no-config"]).arg(drafts);
    let names: Vec<_> = deskcheck::output::OUTPUTS.iter().map(|output| output.name).collect();
    for name in &names {
        command.arg("--output").arg(format!("{name}={}", out.path().join(name).display()));
    }
    let output = command.envs(environment.iter().copied()).output().expect("it runs");
    assert_eq!(code(&output), 1, "{}", text(&output.stderr));
    let read = |name: &&str| ((*name).to_owned(), std::fs::read(out.path().join(name)).expect("an output"));
    names.iter().map(read).chain([("standard output".to_owned(), output.stdout)]).collect()
}

#[test]
fn the_environment_changes_no_byte() {
    let drafts: String = PIECES.concat();
    let dir = folder(&[("a.md", &drafts), ("b/c.html", &drafts), ("b/d.txt", &drafts)]);
    let home = folder(&[
        (".config/deskcheck.toml", "ignore = [\"residue\"]\n"),
        ("deskcheck.toml", "ignore = [\"residue\"]\n"),
        (".config/git/ignore", "*.md\n"),
        (".gitconfig", "[core]\nexcludesFile = ~/.config/git/ignore\n"),
    ]);
    let one = all_outputs(dir.path(), dir.path(), &[]);
    let config = home.path().join(".config");
    let other = [
        ("TZ", Path::new("Pacific/Kiritimati")),
        ("LANG", Path::new("tr_TR.UTF-8")),
        ("LC_ALL", Path::new("ja_JP.eucJP")),
        ("HOME", home.path()),
        ("XDG_CONFIG_HOME", &config),
        ("USER", Path::new("nobody")),
        ("COLUMNS", Path::new("40")),
    ];
    for (one, two) in one.iter().zip(all_outputs(home.path(), dir.path(), &other)) {
        assert!(!one.1.is_empty(), "{}", one.0);
        assert!(*one == two, "{} differs: {}", one.0, String::from_utf8_lossy(&two.1));
    }
}

#[test]
fn the_order_of_rule_files_changes_no_byte() {
    let rule = |set: &str| include_str!("house.toml").replace("\"house\"", &format!("\"{set}\""));
    let (first, second) = (rule("own"), rule("other"));
    let dir = folder(&[("r/1.toml", &first), ("r/2.toml", &second), ("a.md", &MENDABLE.repeat(3))]);
    let run = |rules: &[&str]| {
        let rules = rules.iter().flat_map(|file| ["--rules", file]);
        let args = ["check", "--no-config", "--format", "jsonl", "a.md"];
        let output = program(dir.path()).args(rules).args(args).output().expect("it runs");
        assert_eq!(code(&output), 1, "{}", text(&output.stderr));
        output.stdout
    };
    let one = run(&["r/1.toml", "r/2.toml"]);
    assert!(text(&one).contains("own/utilise") && text(&one).contains("other/utilise"), "{}", text(&one));
    assert_eq!(text(&one), text(&run(&["r/2.toml", "r/1.toml"])));
    assert_eq!(text(&one), text(&run(&["r"])));
}

/// Rules that look at nothing beyond the paragraph of what they find.
const IN_PARAGRAPH: &[&str] = &[
    "residue/doubled-word",
    "residue/doubled-words",
    "residue/placeholder",
    "residue/mojibake",
    "residue/zero-width",
    "residue/replacement-character",
    "punctuation/article",
    "punctuation/doubled-mark",
    "punctuation/space-before-mark",
    "punctuation/contraction-without-apostrophe",
];

static NARROW: LazyLock<RuleSet> = LazyLock::new(|| {
    let mut rules = RuleSet::built_in().expect("the built-in rules load");
    let select: Vec<String> = IN_PARAGRAPH.iter().map(|id| (*id).to_owned()).collect();
    rules.select(&select, &[]).expect("these rules exist");
    rules
});

const PARAGRAPHS: &[&str] = &[
    "The council met on Tuesday and heard the the report.",
    "He didnt go to the harbour, she said.",
    "The ferry left at dawn , and nobody saw it.",
    "It was an long night for the crew.",
    "They came home.. The harbour was full of boats.",
    "Nobody had seen the old house since the spring.",
    "The mayor donâ€™t know when the road will open.",
    "TODO: ask the mayor.",
];

fn shuffled() -> impl Strategy<Value = Vec<&'static str>> {
    Just(PARAGRAPHS.to_vec()).prop_shuffle()
}

proptest! {
    #![proptest_config(super::cases(12))]

    #[test]
    fn shuffled_paragraphs_change_no_finding_within_a_paragraph(paragraphs in shuffled()) {
        let found = |paragraphs: &[&str]| {
            let source = Source::new("a.md", paragraphs.join("\n\n"));
            let report = deskcheck::check(&source, &NARROW);
            let mut found: Vec<_> = report.findings.iter().map(|finding| {
                let paragraph = source.text[..finding.span.start as usize].rmatch_indices("\n\n").next();
                let start = paragraph.map_or(0, |(at, _)| at + 2);
                (source.text[start..].split("\n\n").next().map(str::to_owned), finding.span.start as usize - start, finding.rule.clone(), finding.message.clone())
            }).collect();
            found.sort();
            found
        };
        let before = found(PARAGRAPHS);
        prop_assert!(before.len() >= 6, "{:?}", before);
        prop_assert_eq!(before, found(&paragraphs));
    }
}

/// Sentences that no rule has anything to say of.
const CLEAN: &[&str] = &[
    "The council met on Tuesday and read a letter of the harbour office.",
    "Nobody had seen the old house since the spring, when the road was closed.",
    "The ferry leaves at dawn and comes back before the market opens.",
    "She asked the mayor for the plans, and he gave her a copy.",
    "Most of the boats were repaired in the winter by their owners.",
];

/// A fault put behind the word that ends at this byte: what the draft becomes, and what must be found.
fn plant(draft: &str, at: usize, fault: usize) -> (String, &'static str) {
    let (head, tail) = draft.split_at(at);
    let word = head.rsplit([' ', '\n']).next().unwrap_or_default();
    match fault {
        0 => (format!("{head} {word}{tail}"), "residue/doubled-word"),
        1 => (format!("{head} ,{tail}"), "punctuation/space-before-mark"),
        2 => (format!("{head} donâ€™t{tail}"), "residue/mojibake"),
        3 => (format!("{head}\u{fffd}{tail}"), "residue/replacement-character"),
        4 => (format!("{head} &amp;nbsp;{tail}"), "residue/html-entity"),
        _ => (format!("{head} didnt{tail}"), "punctuation/contraction-without-apostrophe"),
    }
}

proptest! {
    #![proptest_config(super::cases(60))]

    #[test]
    fn a_fault_planted_into_clean_text_is_found(
        sentences in Just(CLEAN.to_vec()).prop_shuffle(), word in any::<prop::sample::Index>(), fault in 0usize..6,
    ) {
        let draft = sentences.join("\n\n");
        let mut checker = Checker::new(&RULES);
        let clean = checker.check(&Source::new("a.md", draft.as_str()));
        prop_assert!(clean.findings.iter().all(|finding| finding.level == Level::Note), "{:?}", clean.findings);
        // Behind a word that is not the last of its sentence and that nobody writes twice.
        let ends: Vec<usize> = draft
            .match_indices(' ')
            .map(|(at, _)| at)
            .filter(|at| {
                let word = draft[..*at].rsplit([' ', '\n']).next().unwrap_or_default();
                word.len() > 3 && word != "back" && word.bytes().all(|b| b.is_ascii_lowercase())
            })
            .collect();
        let (planted, rule) = plant(&draft, ends[word.index(ends.len())], fault);
        let report = checker.check(&Source::new("a.md", planted.as_str()));
        let rules: Vec<_> = report.findings.iter().flat_map(|f| f.also.iter().chain([&f.rule])).collect();
        prop_assert!(rules.iter().any(|found| *found == rule), "{}: {:?} in {:?}", rule, rules, planted);
    }
}

fn held(source: &Source) -> Vec<Held> {
    let protected = format::read(source).protected.into_iter().map(|span| Held { span, what: "code or a link" });
    protected.chain(promise::held_by_looks(source)).collect()
}

proptest! {
    #![proptest_config(super::cases(40))]

    #[test]
    fn the_built_in_fixes_end_and_stay(draft in draft(), name in prop::sample::select(&["a.md", "a.txt", "a.html"][..]), all in any::<bool>()) {
        let source = Source::new(name, draft);
        let mut checker = Checker::new(&RULES);
        let mut check = |source: &Source| checker.check(source);
        let least = if all { Safety::Unsafe } else { Safety::Safe };
        let mut means = Means { check: &mut check, held: &held, priority: &|_| 0, least };
        let once = fix(&source, None, &mut means);
        let again = fix(&Source::new(name, once.text.as_str()), None, &mut means);
        prop_assert_eq!(&once.text, &again.text, "{:?}", again.done);
        prop_assert_eq!(source.bom() > 0, once.text.starts_with('\u{feff}'), "the byte-order mark stays");
    }

    #[test]
    fn mistakes_in_rule_files_and_configurations_have_a_place(
        cut in any::<prop::sample::Index>(), length in 0usize..9, junk in "[\\[\\]{}\"'=@#a-z\u{e9}\n.]{0,6}", is_rule in any::<bool>(),
    ) {
        let whole = if is_rule {
            include_str!("house.toml")
        } else {
            "extends = [\"a.toml\"]\nignore = [\"numbers\"]\n[levels]\nnumbers = \"note\"\n[[overrides]]\nfiles = [\"a/**\"]\nfail-on = \"never\"\n"
        };
        let start = (0..=cut.index(whole.len())).rev().find(|&at| whole.is_char_boundary(at)).unwrap_or(0);
        let broken = [&whole[..start], &junk, whole.get(start + length..).unwrap_or_default()].concat();
        let source = Arc::new(Source::new("own.toml", broken));
        let mistakes = if is_rule {
            RuleSet::only(std::slice::from_ref(&source)).err()
        } else {
            config::read(&source, Path::new("/house")).err()
        };
        for mistake in mistakes.into_iter().flatten() {
            prop_assert!(source.text.get(mistake.span.range()).is_some(), "{}: {:?}", mistake.message, mistake.span);
            prop_assert!(!mistake.message.is_empty());
        }
    }
}
