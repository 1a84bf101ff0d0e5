//! Where the sources of a draft may be named, and sources that are no good: each says what is wrong and does no harm.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::desk::{code, folder, text};

const SOURCE: &str = "The ferry Corran Star left the harbour of Selwick with 163 people on board on Friday evening.\n\n\
                      “There was a long scrape and then no engine,” said the passenger Mairi Lusk. The cause is not known.\n";
const DRAFT: &str = "The ferry Corran Star left the harbour of Selwick with 136 people on board on Friday evening.\n\n\
                     “There was a long scrape and then no engine,” said the passenger Mairi Lusk. The cause is not known.\n";
const OTHER: &str =
    "Bakers in the valley of Tarn have put up the price of a loaf for the third time since the spring.\n";

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskcheck"));
    command.current_dir(folder).args(["--select", "sourced"]).args(args);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(name);
    }
    command.output().expect("the program runs")
}

fn short(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = run(folder, &[&["check", "--format", "short"], args].concat());
    (code(&output), text(&output.stdout).to_owned(), text(&output.stderr).to_owned())
}

#[test]
fn sources_are_named_by_the_command_line_the_house_and_the_draft() {
    let yaml = format!("---\nsources: [wire/ferry.txt]\n---\n\n{DRAFT}");
    let toml = format!("+++\nsources = [\"wire/ferry.txt\"]\n+++\n\n{DRAFT}");
    let house = "[[overrides]]\nfiles = [\"news/**\"]\nsources = [\"wire/ferry.txt\"]\n";
    let dir = folder(&[
        ("wire/ferry.txt", SOURCE),
        ("yaml.md", &yaml),
        ("toml.md", &toml),
        ("plain.md", DRAFT),
        ("news/a.md", DRAFT),
        ("deskcheck.toml", house),
    ]);
    for (args, found) in [
        (&["yaml.md"][..], true),
        (&["toml.md"], true),
        (&["plain.md"], false),
        (&["news/a.md"], true),
        (&["plain.md", "--source", "wire"], true),
        (&["--no-config", "yaml.md"], false),
        (&["--no-config", "news/a.md"], false),
    ] {
        let (exit, out, err) = short(dir.path(), args);
        assert_eq!(exit, i32::from(found), "{args:?}: {out}{err}");
        assert_eq!(out.contains("changed-figure"), found, "{args:?}: {out}{err}");
        assert_eq!(err.contains("found in the sources"), found, "{args:?}: {err}");
    }
    let shown = run(dir.path(), &["config", "show", "news/a.md"]);
    assert!(text(&shown.stdout).contains("sources: wire/ferry.txt"), "{}", text(&shown.stdout));
    // A source that the command line names comes beside the draft's own.
    let (_, out, err) = short(dir.path(), &["yaml.md", "--source", "plain.md"]);
    assert!(out.is_empty() || out.contains("136"), "{out}{err}");
}

#[test]
fn front_matter_reaches_no_file_outside_the_repository() {
    let naming = |name: &str| format!("---\nsources: ['{name}']\n---\n\n{DRAFT}");
    let dir = folder(&[
        ("secret.txt", SOURCE),
        ("repo/.git/config", SOURCE),
        ("repo/.env.txt", SOURCE),
        ("repo/key.pem", SOURCE),
        ("repo/wire/a.txt", SOURCE),
        ("repo/news/up.md", &naming("../../secret.txt")),
        ("repo/news/git.md", &naming("../.git/config")),
        ("repo/news/hidden.md", &naming("../.env.txt")),
        ("repo/news/key.md", &naming("../key.pem")),
        ("repo/news/none.md", &naming("gone.txt")),
        ("repo/news/link.md", &naming("link.txt")),
        ("repo/news/good.md", &naming("../wire/a.txt")),
        ("repo/news/web.md", &naming("https://example.org/a.txt")),
    ]);
    let absolute = dir.path().join("secret.txt");
    std::fs::write(dir.path().join("repo/news/absolute.md"), naming(&absolute.to_string_lossy())).expect("a file");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../../secret.txt", dir.path().join("repo/news/link.txt")).expect("a link");
    let repo = dir.path().join("repo");
    for (draft, told) in [
        ("up.md", "outside the repository"),
        ("absolute.md", "outside the repository"),
        ("git.md", "is hidden"),
        ("hidden.md", "is hidden"),
        ("key.md", "not of a kind"),
        ("none.md", "cannot find"),
        #[cfg(unix)]
        ("link.md", "outside the repository"),
    ] {
        let (exit, out, err) = short(&repo, &[&format!("news/{draft}")]);
        assert_eq!(exit, 2, "{draft}: {err}");
        assert!(err.contains(told) && err.contains(&format!("news/{draft}")) && out.is_empty(), "{draft}: {out}{err}");
    }
    assert_eq!(short(&repo, &["news/good.md"]).0, 1);
    assert_eq!(short(&repo, &["news/web.md"]).0, 0);
    // The others of a run are checked all the same.
    let (exit, out, _) = short(&repo, &["news/good.md", "news/up.md"]);
    assert!(exit == 2 && out.contains("news/good.md"), "{out}");
}

#[test]
fn a_source_without_words_or_that_cannot_be_read_ends_the_run() {
    let dir = folder(&[("a.md", DRAFT), ("empty.txt", " \n"), ("folder/b.bin", "x")]);
    std::fs::write(dir.path().join("latin.txt"), b"caf\xe9").expect("a file");
    for (source, told) in [
        ("empty.txt", "is empty"),
        ("latin.txt", "is not UTF-8"),
        ("gone.txt", "cannot find"),
        ("folder", "no draft in"),
    ] {
        let (exit, out, err) = short(dir.path(), &["a.md", "--source", source]);
        assert_eq!(exit, 2, "{source}: {err}");
        assert!(err.contains(told) && out.is_empty(), "{source}: {out}{err}");
    }
}

#[test]
fn sources_that_have_nothing_to_do_with_it_are_said_once() {
    let dir = folder(&[("a.md", DRAFT), ("b.md", DRAFT), ("bread.txt", OTHER), ("ferry.txt", SOURCE)]);
    let (exit, out, err) = short(dir.path(), &["a.md", "b.md", "--source", "bread.txt", "--source", "ferry.txt"]);
    assert_eq!((exit, out.matches("changed-figure").count()), (1, 2), "{out}");
    assert_eq!(err.matches("bread.txt").count(), 1, "{err}");
    // Beside it alone nothing is missed: that it has nothing to do with the draft says all.
    let (exit, out, err) = short(dir.path(), &["a.md", "--source", "bread.txt", "--strict-sources"]);
    assert!(exit == 0 && out.is_empty() && err.contains("nothing of “bread.txt”"), "{out}{err}");
}

#[test]
fn a_draft_is_not_held_against_itself() {
    let dir = folder(&[("a.md", DRAFT)]);
    let (exit, out, _) = short(dir.path(), &["a.md", "--source", "a.md", "--strict-sources"]);
    assert!(exit == 0 && out.is_empty(), "{out}");
}

#[test]
fn many_sources_long_sources_and_the_same_sentence_in_several() {
    let filler =
        |i: usize| format!("Paragraph {i} of the yearbook tells of the weather in the valley of Tarn in year {i}.\n\n");
    let mut files: Vec<(String, String)> =
        (0..100).map(|i| (format!("wire/{i:03}.txt"), format!("{SOURCE}\n{}", filler(i)))).collect();
    files.push(("a.md".into(), DRAFT.into()));
    let long: String = (0..4000).map(filler).chain([SOURCE.to_owned()]).collect();
    files.push(("long.txt".into(), long));
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let dir = folder(&files);
    for source in ["wire", "long.txt"] {
        let (exit, out, _) = short(dir.path(), &["a.md", "--source", source]);
        assert_eq!((exit, out.lines().count()), (1, 1), "{source}: {out}");
    }
    let lines = run(dir.path(), &["check", "--format", "jsonl", "a.md", "--source", "wire"]);
    let line: Value = serde_json::from_str(text(&lines.stdout).lines().next().expect("a line")).expect("JSON");
    assert_eq!(line["labels"][0]["path"], "wire/000.txt", "the first of those that have the sentence");
}

#[test]
fn a_source_in_another_language_is_said_and_left_alone() {
    let german = "Die Fähre verließ am Freitagabend den Hafen von Selwick mit 163 Menschen an Bord. Niemand wurde verletzt, \
                  wie die Reederei mitteilte. Die Ursache ist noch unklar, eine Untersuchung wurde eingeleitet. Mehrere \
                  Fahrgäste berichteten von einem langen Kratzen, danach sei die Maschine ausgefallen. Rettungsboote \
                  brachten alle sicher an Land, das Schiff liegt auf ebenem Kiel vor der Küste und soll bei Hochwasser \
                  freikommen, sagte ein Sprecher.\n";
    let dir = folder(&[("a.md", DRAFT), ("de.txt", german), ("ferry.txt", SOURCE)]);
    let (exit, out, err) = short(dir.path(), &["a.md", "--source", "de.txt", "--strict-sources"]);
    assert!(exit == 0 && out.is_empty() && err.contains("not in English: “de.txt”"), "{out}{err}");
    let (exit, out, err) = short(dir.path(), &["a.md", "--source", "de.txt", "--source", "ferry.txt"]);
    assert!(exit == 1 && out.lines().count() == 1 && err.contains("“de.txt”"), "{out}{err}");
}

#[test]
fn strict_sources_make_warnings_of_what_is_in_no_source() {
    let more =
        format!("{DRAFT}\n“I thanked every saint I know,” another one said. The ship had cost 41 million crowns.\n");
    let more = more.replace("136", "163");
    let dir = folder(&[("a.md", &more), ("ferry.txt", SOURCE)]);
    let (exit, out, _) = short(dir.path(), &["a.md", "--source", "ferry.txt"]);
    assert!(exit == 0 && out.matches(": note:").count() == 2, "{out}");
    let (exit, out, _) = short(dir.path(), &["a.md", "--source", "ferry.txt", "--strict-sources"]);
    assert!(exit == 1 && out.matches(": warning:").count() == 2, "{out}");
}

#[test]
fn every_output_with_a_place_for_it_tells_what_is_borne_out() {
    let dir = folder(&[("a.md", DRAFT), ("ferry.txt", SOURCE)]);
    let line = "3 of 3 sentences found in the sources, 1 of 1 quotation word for word, 0 of 1 figure confirmed";
    let given = |format: &str| {
        let output = run(dir.path(), &["check", "--format", format, "a.md", "--source", "ferry.txt"]);
        (text(&output.stdout).to_owned(), text(&output.stderr).to_owned())
    };
    for format in ["terminal", "markdown", "html"] {
        let (out, err) = given(format);
        assert!(out.contains(line) && err.is_empty(), "{format}: {out}{err}");
    }
    for format in ["short", "jsonl", "github"] {
        let (out, err) = given(format);
        assert!(!out.contains(line) && err == format!("a.md: {line}\n"), "{format}: {out}{err}");
    }
    let json = |format: &str| serde_json::from_str::<Value>(&given(format).0).expect("JSON");
    let whole = json("json");
    assert_eq!(whole["coverage"][0]["path"], "a.md");
    assert_eq!(whole["coverage"][0]["sentences_aligned"], whole["summary"]["coverage"]["sentences"]);
    assert_eq!(json("sarif")["runs"][0]["properties"]["coverage"]["quotations_verified"], 1);
    let quiet = run(dir.path(), &["--quiet", "check", "a.md", "--source", "ferry.txt"]);
    assert!(!text(&quiet.stdout).contains("found in the sources"));
}

#[test]
fn a_house_may_take_freedoms_of_quotation_away() {
    let source =
        "“We do not know what colour the flare was, and it is far too early to say,” said the pilot Ines Correl.\n";
    let strict = |freedom: &str| {
        format!("set = \"sourced\"\nabout = \"verbatim\"\n[comparison.quotations]\n{freedom} = false\n")
    };
    let dir = folder(&[
        ("source.txt", source),
        ("a.md", &source.replace("do not", "don’t")),
        ("b.md", &source.replace("colour", "color")),
        ("c.md", &source.replace("was, and it is far too early to say", "was … it is … too early to say")),
        ("d.md", &source.replace("what colour the flare", "what [it]")),
        ("e.md", &source.replace(", and it is far too early to say", "")),
        ("contractions.toml", &strict("contractions")),
        ("spelling.toml", &strict("spelling")),
        ("ellipses.toml", &strict("ellipses")),
        ("brackets.toml", &strict("brackets")),
        ("openings.toml", &strict("openings")),
    ]);
    for (draft, freedom) in [
        ("a.md", "contractions"),
        ("b.md", "spelling"),
        ("c.md", "ellipses"),
        ("d.md", "brackets"),
        ("e.md", "openings"),
    ] {
        let (exit, out, err) = short(dir.path(), &[draft, "--source", "source.txt"]);
        assert!(exit == 0 && out.is_empty(), "{draft}: {out}{err}");
        let (exit, out, err) =
            short(dir.path(), &[draft, "--source", "source.txt", "--rules", &format!("{freedom}.toml")]);
        assert!(exit == 1 && out.contains("altered-quotation"), "{draft}: {out}{err}");
    }
}
