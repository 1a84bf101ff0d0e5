//! Configuration and comments as a house uses them: which file holds, what it changes, what is allowed where.

use super::desk::{FINE, MENDABLE, code, folder, run, text};

const SHORT: [&str; 3] = ["check", "--format", "short"];

fn found(folder: &std::path::Path, paths: &[&str]) -> Vec<String> {
    let output = run(folder, &[&SHORT, paths].concat());
    assert!(code(&output) < 2, "{}", text(&output.stderr));
    text(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn the_nearest_file_above_a_draft_holds_up_to_the_repository() {
    let dir = folder(&[
        ("deskcheck.toml", "[levels]\n\"house/utilise\" = \"error\"\n"),
        ("a.md", MENDABLE),
        (
            "news/deskcheck.toml",
            "extends = [\"../deskcheck.toml\"]\n[[overrides]]\nfiles = [\"old/**\"]\nignore = [\"house\"]\n",
        ),
        ("news/b.md", MENDABLE),
        ("news/old/c.md", MENDABLE),
        ("own/.git/HEAD", ""),
        ("own/d.md", MENDABLE),
    ]);
    let lines = found(dir.path(), &["a.md", "news", "own/d.md"]);
    let levels: Vec<_> = lines.iter().map(|line| line.split(": “").next().unwrap_or_default()).collect();
    // `--select house` of these tests is the last word on what runs, so that the override does not show here.
    assert!(levels.contains(&"a.md:1:6: error") && levels.contains(&"news/b.md:1:6: error"), "{levels:?}");
    assert!(levels.contains(&"own/d.md:1:6: warning"), "{levels:?}");
    let shown = run(dir.path(), &["config", "show", "news/old/c.md"]);
    let shown = text(&shown.stdout);
    assert!(shown.contains("level: house/utilise = error") && shown.contains("deskcheck.toml:2"), "{shown}");
    assert!(shown.contains("ignore: house") && shown.contains("news/deskcheck.toml:4"), "{shown}");
}

#[test]
fn levels_and_fail_on_hold_by_folder() {
    let config = "fail-on = \"error\"\n[[overrides]]\nfiles = [\"strict/\"]\nfail-on = \"warning\"\n";
    let dir = folder(&[("deskcheck.toml", config), ("a.md", MENDABLE), ("strict/a.md", MENDABLE)]);
    assert_eq!(code(&run(dir.path(), &["check", "a.md"])), 0);
    assert_eq!(code(&run(dir.path(), &["check", "strict"])), 1);
    assert_eq!(code(&run(dir.path(), &["check", "--fail-on", "never", "strict"])), 0);
    assert_eq!(code(&run(dir.path(), &["check", "--no-config", "a.md"])), 1);
}

#[test]
fn mistakes_are_told_with_their_place() {
    for (config, place, told) in [
        ("selekt = []\n", "deskcheck.toml:1:1", "unknown field"),
        ("ignore = [\"house/utilize\"]\n", "deskcheck.toml:1:11", "did you mean “house/utilise”?"),
        ("extends = [\"deskcheck.toml\"]\n", "deskcheck.toml:1:12", "extends itself"),
        ("extends = [\"none.toml\"]\n", "deskcheck.toml:1:12", "cannot find"),
        ("[[overrides]]\nfiles = [\"{a\"]\n", "deskcheck.toml:2:10", "this glob cannot be read"),
    ] {
        let dir = folder(&[("deskcheck.toml", config), ("a.md", FINE)]);
        let output = run(dir.path(), &["check", "a.md"]);
        let said = text(&output.stderr);
        assert_eq!(code(&output), 2, "{config}");
        assert!(said.contains(place) && said.contains(told), "{said}");
    }
}

#[test]
fn globs_that_mean_no_draft_are_remarked_on_where_all_drafts_are_known() {
    let dir = folder(&[("deskcheck.toml", "[[overrides]]\nfiles = [\"nwes/**\"]\n"), ("news/a.md", FINE)]);
    let said = |path: &str| text(&run(dir.path(), &["check", path]).stderr).to_owned();
    assert_eq!(said("."), "warning: deskcheck.toml:2: no draft is meant by these globs\n");
    assert_eq!(said("news/a.md"), "");
}

#[test]
fn a_first_file_is_written_once_and_changes_nothing() {
    let dir = folder(&[("a.md", MENDABLE)]);
    let before = found(dir.path(), &["a.md"]);
    assert_eq!(code(&run(dir.path(), &["init"])), 0);
    assert_eq!(found(dir.path(), &["a.md"]), before);
    assert_eq!(code(&run(dir.path(), &["init"])), 2);
}

#[test]
fn words_and_passages_are_allowed_and_not_mended() {
    let config = "[[words]]\nallow = [\"utilise\"]\nrules = [\"house\"]\nreason = \"their word\"\n";
    let dir = folder(&[("deskcheck.toml", config), ("a.txt", MENDABLE)]);
    assert!(found(dir.path(), &["a.txt"]).is_empty());
    assert_eq!(code(&run(dir.path(), &["fix", "a.txt"])), 0);
    let config = "[[allow]]\nrule = \"house\"\nfile = \"a.txt\"\ntext = \"They utilise the\"\nreason = \"quoted\"\n";
    let dir = folder(&[("deskcheck.toml", config), ("a.txt", MENDABLE), ("b.txt", MENDABLE)]);
    assert_eq!(found(dir.path(), &["a.txt", "b.txt"]).len(), 1);
    let shown = run(dir.path(), &["check", "--show-allowed", "a.txt"]);
    assert!(text(&shown.stdout).contains("quoted"), "{}", text(&shown.stdout));
}

#[test]
fn comments_allow_a_line_a_block_and_a_stretch() {
    let allow = "<!-- deskcheck: allow house/utilise — their word -->";
    let first = format!("{allow}\nThey utilise the old house,\nand we utilise the new one.\n\nYou utilise it.\n");
    let line = format!("They utilise it. {allow}\nWe utilise it too.\n");
    let stretch = "<!-- deskcheck: allow-from house — theirs -->\n\nThey utilise it.\n\nWe utilise it.\n\n\
                   <!-- deskcheck: allow-to -->\n\nYou utilise it.\n";
    let shown = format!("    {allow}\n\n`{allow}` They utilise it.\n\n```\n{allow}\n```\n\nWe utilise it.\n");
    let page = format!("<p>One.</p>\n{allow}\n<p>They utilise it.</p>\n<p>We utilise it.</p>\n");
    for (name, draft, left) in [
        ("a.md", first.as_str(), &[5][..]),
        ("b.md", &line, &[2]),
        ("c.md", stretch, &[9]),
        ("d.md", &shown, &[3, 9]),
        ("e.html", &page, &[4]),
    ] {
        let dir = folder(&[(name, draft)]);
        let lines = found(dir.path(), &[name]);
        let places: Vec<usize> = lines.iter().filter_map(|l| l.split(':').nth(1)?.parse().ok()).collect();
        assert_eq!(places, left, "{name}: {lines:#?}");
    }
}

#[test]
fn a_comment_that_allows_nothing_is_found() {
    for (comment, rule) in [
        ("allow house — no need", "deskcheck/unused-allow"),
        ("allow house/utilize — misspelt", "deskcheck/unknown-allow"),
        ("allow", "deskcheck/unknown-allow"),
    ] {
        let dir = folder(&[("a.md", format!("<!-- deskcheck: {comment} -->\n{FINE}").as_str())]);
        let lines = found(dir.path(), &["a.md"]);
        assert!(lines.len() == 1 && lines[0].ends_with(&format!("[{rule}]")), "{comment}: {lines:?}");
    }
    let dir = folder(&[("a.md", format!("<!-- deskcheck: allow house -->\n{MENDABLE}").as_str())]);
    let lines = found(dir.path(), &["a.md"]);
    assert!(lines.len() == 1 && lines[0].ends_with("[deskcheck/allow-without-reason]"), "{lines:?}");
    assert!(found(dir.path(), &["--ignore", "deskcheck", "a.md"]).is_empty());
}

#[test]
fn an_entry_that_allows_nothing_is_found() {
    let entry = |text: &str, file: &str| {
        format!("[[allow]]\nrule = \"house\"\nfile = \"{file}\"\ntext = \"{text}\"\nreason = \"quoted\"\n")
    };
    let config =
        entry("They utilise the", "a.txt") + &entry("long gone", "a.txt") + &entry("They utilise the", "none.txt");
    let dir = folder(&[("deskcheck.toml", config.as_str()), ("a.txt", MENDABLE)]);
    let lines = found(dir.path(), &["."]);
    let places: Vec<_> = lines.iter().map(|line| line.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(places, ["deskcheck.toml:9:8", "deskcheck.toml:14:8"], "{lines:?}");
    assert!(lines[0].ends_with("[deskcheck/unused-allow]"), "{lines:?}");
    assert_eq!(code(&run(dir.path(), &["check", "."])), 1);
    assert!(found(dir.path(), &["--ignore", "deskcheck", "."]).is_empty());
    assert!(found(dir.path(), &["a.txt"]).is_empty(), "one draft alone says nothing about entries");
}

#[test]
fn dialect_and_format_are_set_by_folder() {
    let config = "dialect = \"british\"\n[[overrides]]\nfiles = [\"us/**\"]\ndialect = \"american\"\n\
                  [[overrides]]\nfiles = [\"*.draft\"]\nformat = \"html\"\n";
    let spelling = "The color of the centre was dull.\n";
    let page = "<p>They <code>utilise</code> it.</p>\n";
    let dir = folder(&[("deskcheck.toml", config), ("a.md", spelling), ("us/a.md", spelling), ("b.draft", page)]);
    let marked = |path: &str| {
        let output = run(dir.path(), &["check", "--select", "consistency/spelling", "--format", "jsonl", path]);
        text(&output.stdout).to_owned()
    };
    assert!(marked("a.md").contains("“color” is American spelling"), "{}", marked("a.md"));
    assert!(marked("us/a.md").contains("“centre” is British spelling"), "{}", marked("us/a.md"));
    assert_eq!(marked("b.draft"), "", "code of a page is no prose");
    let shown = run(dir.path(), &["config", "show", "us/a.md"]);
    assert!(text(&shown.stdout).contains("dialect: american"), "{}", text(&shown.stdout));
    std::fs::write(dir.path().join("deskcheck.toml"), "format = \"htm\"\n").expect("a file");
    let output = run(dir.path(), &["check", "a.md"]);
    assert!(text(&output.stderr).contains("deskcheck.toml:1:10"), "{}", text(&output.stderr));
}

#[test]
fn the_nearest_name_is_told() {
    let dir = folder(&[("a.md", FINE)]);
    for (asked, meant) in
        [("house/utilize", "house/utilise"), ("numbrs", "numbers"), ("numbers/percent-chang", "numbers/percent-change")]
    {
        let output = run(dir.path(), &["check", "--select", asked, "a.md"]);
        let told = format!("did you mean “{meant}”?");
        assert!(code(&output) == 2 && text(&output.stderr).contains(&told), "{asked}: {}", text(&output.stderr));
    }
}

#[test]
fn the_house_may_ask_for_a_spelling() {
    let draft = "The color of the harbor was organized by the neighbors.\n";
    let dir = folder(&[
        ("deskcheck.toml", "dialect = \"british\"\n[[overrides]]\nfiles = [\"us/**\"]\ndialect = \"american\"\n"),
        ("a.md", draft),
        ("us/a.md", draft),
    ]);
    let select = ["--select", "consistency/spelling"];
    let count = |path: &str| found(dir.path(), &[&select[..], &[path]].concat()).len();
    assert_eq!((count("a.md"), count("us/a.md")), (4, 0));
    let shown = run(dir.path(), &["config", "show", "a.md"]);
    assert!(text(&shown.stdout).contains("dialect: british"), "{}", text(&shown.stdout));
}
