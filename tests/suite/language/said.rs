//! What the commands about rules say and how they end.

use crate::suite::desk::{code, folder, run, text};

const HOUSE: &str = r#"set = "own"
[lists]
animal = ["cat", "dog"]
[[rule]]
id = "a"
message = "“{found}” sat"
why = "Because."
[rule.check.phrase]
find = ["@animal sat", "cat sat", "=horse"]
[[rule.example]]
bad = "The [cat sat]."
[[rule.example]]
fine = "The cow sat."
"#;

fn said(files: &[(&str, &str)], args: &[&str], expected: i32) -> String {
    let dir = folder(files);
    let output = run(dir.path(), args);
    let all = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(code(&output), expected, "{args:?}: {all}");
    all
}

#[test]
fn check_shows_all_mistakes_and_loads_the_other_files() {
    let files = [("rules/bad.toml", "set = \"b\"\nautor = \"x\"\nversoin = \"1\"\n"), ("rules/own.toml", HOUSE)];
    let all = said(&files, &["rules", "check", "rules"], 2);
    for part in
        ["rules/bad.toml:2:1", "rules/bad.toml:3:1", "rules/bad.toml: 2 mistakes", "rules/own.toml: 1 rule: sound"]
    {
        assert!(all.contains(part), "{part} in {all}");
    }
    said(&[files[0], files[1], ("a.md", "The cat sat.\n")], &["check", "--rules", "rules", "a.md"], 2);
    let files = [("own.toml", HOUSE), ("deskcheck.toml", "rules = [\"own.toml\"]\n")];
    assert!(said(&files, &["rules", "check"], 0).contains("own.toml: 1 rule: sound"));
}

#[test]
fn paths_of_extends_lead_from_file_to_file() {
    let sport = "set = \"sport\"\nextends = [\"../base/own.toml\"]\n[[change]]\nrule = \"own/a\"\nlevel = \"note\"\n";
    let files = [("base/own.toml", HOUSE), ("sport/s.toml", sport)];
    let all = said(&files, &["--select", "own", "rules", "list", "--rules", "sport/s.toml"], 0);
    assert!(all.contains("own/a") && all.contains("note"), "{all}");
    let all = said(&[files[1]], &["rules", "check", "sport"], 2);
    assert!(all.contains("sport/s.toml:2:12") && all.contains("there is no file `../base/own.toml`"), "{all}");
    let circle =
        [("a.toml", "set = \"a\"\nextends = [\"b.toml\"]\n"), ("b.toml", "set = \"b\"\nextends = [\"./a.toml\"]\n")];
    assert!(said(&circle, &["rules", "check", "a.toml"], 2).contains("extends itself"));
}

#[test]
fn tests_name_the_fault_at_its_place_and_what_is_not_covered() {
    let all = said(&[("own.toml", HOUSE)], &["rules", "test", "own.toml"], 0);
    for part in [
        "own.toml:9:35",
        "no example reaches this phrase",
        "“cat sat” is found by “@animal sat” already",
        "2 rules, 4 examples: all hold",
    ] {
        assert!(all.contains(part), "{part} in {all}");
    }
    let faults = [
        ("bad = \"The [cow sat].\"", "missing: own/a says nothing"),
        ("fine = \"A dog sat.\"", "noisy: own/a speaks in an example that is fine: “dog sat”"),
        ("bad = \"The [cat] sat.\"", "wrong place: own/a finds “cat sat”"),
        ("bad = \"The [cat sat].\"\ngood = \"The cow sits.\"", "wrong fix: own/a mends it to “The cat sat.”"),
    ];
    for (example, says) in faults {
        let file = format!("{HOUSE}[[rule.example]]\n{example}\n");
        let all = said(&[("own.toml", &file)], &["rules", "test", "own.toml"], 1);
        assert!(all.contains(says), "{says} in {all}");
        assert!(all.contains("own.toml:15:") || all.contains("own.toml:16:"), "{all}");
    }
}

#[test]
fn the_list_says_what_is_on_here_and_why() {
    let config = "rules = [\"own.toml\"]\nselect = [\"own\", \"numbers\"]\nignore = [\"own/a\"]\n";
    let dir = folder(&[("own.toml", HOUSE), ("deskcheck.toml", config)]);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_deskcheck"));
    let output = command.current_dir(dir.path()).args(["rules", "list"]).output().expect("it runs");
    let all = text(&output.stdout);
    let line = |id: &str| all.lines().find(|line| line.starts_with(id)).unwrap_or_default().to_owned();
    assert!(
        line("own/a ").contains(" off ") && line("own/a ").contains("[ignored, deskcheck.toml:3]"),
        "{}",
        line("own/a")
    );
    assert!(line("spun/").contains("[not selected, deskcheck.toml:2]"), "{}", line("spun/"));
    assert!(line("numbers/").contains("[selected, deskcheck.toml:2]"), "{}", line("numbers/"));
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_deskcheck"));
    let output = command.current_dir(dir.path()).args(["explain", "own/a"]).output().expect("it runs");
    assert!(text(&output.stdout).starts_with("own/a (off; ignored, deskcheck.toml:3)"), "{}", text(&output.stdout));
}

#[test]
fn an_audit_counts_what_each_rule_finds() {
    let files = [("own.toml", HOUSE), ("d/a.md", "The cat sat. The dog sat.\n"), ("d/b.md", "A cat sat here.\n")];
    let all = said(&files, &["rules", "--select", "own", "audit", "--rules", "own.toml", "--places", "2", "d"], 0);
    assert!(all.contains("       3          300.000       2  own/a\n          d/a.md:1:5  “cat sat”\n"), "{all}");
    assert!(all.contains("3 findings, 300.000 per 1,000 words, in 10 words of 2 drafts"), "{all}");
}

#[test]
fn schemas_are_printed() {
    for args in [["rules", "schema"], ["config", "schema"]] {
        assert!(said(&[], &args, 0).contains("\"$schema\""));
    }
}
