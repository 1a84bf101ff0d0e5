//! Drafts, rules and configurations of a stranger's repository, as a build server gets them with a pull request: they
//! reach no file outside it, steer no terminal and no log, and ask for no more work than their length. What front matter
//! may name is in `sources.rs`, what outputs escape is in `outputs.rs`.

use super::desk::{FINE, MENDABLE, code, deskcheck, folder, run, text};

/// What must not be seen: neither a rule file nor a text with a word of the drafts.
const SECRET: &str = "token = open sesame ]\n";

#[test]
fn a_configuration_reaches_no_file_outside_its_repository() {
    let absolute = tempfile::tempdir().expect("a folder");
    let secret = absolute.path().join("secret.txt");
    std::fs::write(&secret, SECRET).expect("a file");
    let outside = "leads out of the repository";
    for (config, told) in [
        ("rules = [\"../secret.txt\"]\n".to_owned(), outside),
        ("extends = [\"news/../../secret.txt\"]\n".to_owned(), outside),
        ("sources = [\"../secret.txt\"]\n".to_owned(), outside),
        ("[[overrides]]\nfiles = [\"*.md\"]\nsources = [\"../secret.txt\"]\n".to_owned(), outside),
        (format!("rules = ['{}']\n", secret.display()), outside),
        (format!("sources = ['{}']\n", secret.display()), outside),
        ("rules = [\".git/config\"]\n".to_owned(), "keeps of itself"),
        #[cfg(unix)]
        ("extends = [\"link.toml\"]\n".to_owned(), outside),
        #[cfg(unix)]
        ("rules = [\"linked/secret.txt\"]\n".to_owned(), outside),
    ] {
        let dir = folder(&[
            ("secret.txt", SECRET),
            ("repo/.git/config", SECRET),
            ("repo/deskcheck.toml", &config),
            ("repo/news/a.md", FINE),
        ]);
        let repo = dir.path().join("repo");
        #[cfg(unix)]
        for (to, link) in [("../secret.txt", "link.toml"), ("..", "linked")] {
            std::os::unix::fs::symlink(to, repo.join(link)).expect("a link");
        }
        let output = run(&repo, &["check", "news/a.md"]);
        let said = text(&output.stderr);
        assert_eq!(code(&output), 2, "{config}: {said}");
        assert!(said.contains(told) && said.contains("deskcheck.toml:"), "{config}: {said}");
        assert!(!said.contains("sesame") && output.stdout.is_empty(), "{config}: {said}");
        // What the command line names is the user's own word.
        let output = run(&repo, &["check", "--config", "deskcheck.toml", "news/a.md"]);
        assert!(!text(&output.stderr).contains(told), "{config}");
    }
}

#[test]
fn a_rule_file_reaches_no_file_outside_its_repository() {
    for base in ["../../secret.toml", "../.git/base.toml", "./link.toml"] {
        let rules = format!("set = \"own\"\nextends = [\"{base}\"]\n");
        let dir = folder(&[
            ("secret.toml", SECRET),
            ("repo/.git/base.toml", SECRET),
            ("repo/rules/own.toml", &rules),
            ("repo/deskcheck.toml", "rules = [\"rules/own.toml\"]\n"),
            ("repo/a.md", FINE),
        ]);
        let repo = dir.path().join("repo");
        #[cfg(unix)]
        std::os::unix::fs::symlink("../../secret.toml", repo.join("rules/link.toml")).expect("a link");
        let output = run(&repo, &["check", "a.md"]);
        let said = text(&output.stderr);
        assert_eq!(code(&output), 2, "{base}: {said}");
        assert!(!said.contains("sesame") && said.contains("own.toml"), "{base}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_configuration_that_is_a_link_out_of_the_repository_is_not_read() {
    let dir = folder(&[("secret.txt", SECRET), ("repo/.git/HEAD", ""), ("repo/a.md", FINE)]);
    let repo = dir.path().join("repo");
    std::os::unix::fs::symlink("../secret.txt", repo.join("deskcheck.toml")).expect("a link");
    std::os::unix::fs::symlink("../secret.txt", repo.join("b.md")).expect("a link");
    let output = run(&repo, &["check", "--no-config", "."]);
    assert_eq!(code(&output), 0);
    assert!(!text(&output.stdout).contains("b.md") && !text(&output.stderr).contains("b.md"), "links are not walked");
    let output = run(&repo, &["check", "a.md"]);
    assert_eq!(code(&output), 2);
    assert!(!text(&output.stderr).contains("sesame"), "{}", text(&output.stderr));
}

#[test]
fn files_that_extend_each_other_many_times_are_read_a_hundred_times_at_most() {
    let files: Vec<_> = (0..40)
        .map(|i| {
            let next = i + 1;
            (format!("{i}.toml"), format!("extends = [\"{next}.toml\", \"{next}.toml\"]\n"))
        })
        .collect();
    let mut all: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    all.extend([("40.toml", ""), ("deskcheck.toml", "extends = [\"0.toml\"]\n"), ("a.md", FINE)]);
    let dir = folder(&all);
    let output = run(dir.path(), &["check", "a.md"]);
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("more than 100 files"), "{}", text(&output.stderr));
}

#[test]
fn deep_nesting_is_a_mistake_or_nothing() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(20_000), close.repeat(20_000));
    for config in [
        format!("ignore = {}\n", deep("[", "]")),
        format!("x = {}1{}\n", "{a=".repeat(20_000), "}".repeat(20_000)),
        format!("[[overrides]]\nfiles = [\"{}\"]\n", deep("{", "}")),
        format!("[[overrides]]\nfiles = [\"{}\"]\n", deep("{a,", "}")),
        format!("[{}]\n", vec!["a"; 20_000].join(".")),
    ] {
        let dir = folder(&[("deskcheck.toml", &config), ("a.md", FINE)]);
        let output = run(dir.path(), &["check", "a.md"]);
        assert_eq!(code(&output), 2, "{:.40}: {:.300}", config, text(&output.stderr));
    }
    let rule = |pattern: &str| {
        format!(
            "set = \"own\"\n[[rule]]\nid = \"deep\"\nlevel = \"warning\"\nmessage = \"m\"\nwhy = \"w\"\n\
             [rule.check.pattern]\nfind = ['{pattern}']\nneeds = ['the']\n"
        )
    };
    for pattern in [deep("(", ")"), deep("[", "]"), "(((a{1,99}){1,99}){1,99}){1,99}".to_owned(), "a".repeat(200_000)] {
        let dir = folder(&[("deep.toml", &rule(&pattern)), ("a.md", FINE)]);
        let output = run(dir.path(), &["--rules", "deep.toml", "rules", "check"]);
        assert!(output.status.code().is_some(), "{:.40}", pattern);
    }
    for draft in [
        deep("> ", ""),
        deep("[", "]"),
        deep("(", ")"),
        deep("“", "”"),
        deep("*a ", "*"),
        deep("`", ""),
        deep("- ", ""),
        deep("<div>", "</div>"),
        deep("[^a]: ", ""),
        deep("|a", "|\n|-"),
        deep("![", "](a)"),
    ] {
        let dir = folder(&[("a.md", &draft), ("a.html", &draft), ("a.txt", &draft)]);
        let output = run(dir.path(), &["check", "a.md", "a.html", "a.txt"]);
        assert!(output.status.code().is_some_and(|code| code < 2), "{:.20}: {:.200}", draft, text(&output.stderr));
    }
}

#[test]
fn annotations_hold_no_controls() {
    let rule = include_str!("house.toml").replace("“{found}” is", "\\u001b]0;own\\u0007 “{found}” is");
    let dir = folder(&[("rule.toml", &rule.replace("\"house\"", "\"own\"")), ("a.md", MENDABLE)]);
    for format in ["github", "short", "terminal", "html", "junit", "checkstyle", "markdown"] {
        let args = ["--rules", "rule.toml", "--select", "own", "check", "--format", format, "a.md"];
        let output = deskcheck(dir.path()).args(args).output().expect("the program runs");
        assert_eq!(code(&output), 1, "{}", text(&output.stderr));
        assert!(!text(&output.stdout).contains(['\x1b', '\x07']), "{format}");
    }
}
