//! The command line as a script meets it: exit codes, streams, files that are not there or not text.

use std::io::Read as _;
use std::process::Stdio;

use super::desk::{FINE, MENDABLE, MENDED, code, deskcheck, fed, folder, run, text};

#[test]
fn exit_codes() {
    let dir = folder(&[("fine.md", FINE), ("bad.md", MENDABLE)]);
    for (args, expected) in [
        (&["check", "fine.md"][..], 0),
        (&["check", "bad.md"], 1),
        (&["check", "--fail-on", "never", "bad.md"], 0),
        (&["check"], 1),
        (&["check", "missing.md"], 2),
        (&["check", "--no-such-option"], 2),
        (&["check", "--select", "nonsense", "fine.md"], 2),
        (&["--select", "nonsense", "check", "fine.md"], 2),
        (&["check", "--rules", "missing.toml", "fine.md"], 2),
        (&["fix", "fine.md"], 0),
        (&["fix", "bad.md"], 1),
        (&["fix", "missing.md"], 2),
        (&[], 2),
        (&["--help"], 0),
        (&["--version"], 0),
    ] {
        let output = run(dir.path(), args);
        assert_eq!(code(&output), expected, "{args:?}: {}", text(&output.stderr));
    }
}

#[test]
fn a_missing_file_does_not_keep_others_from_being_checked() {
    let dir = folder(&[("bad.md", MENDABLE)]);
    let output = run(dir.path(), &["check", "--format", "short", "missing.md", "bad.md"]);
    assert_eq!(code(&output), 2);
    assert!(text(&output.stdout).starts_with("bad.md:1:"), "{}", text(&output.stdout));
    assert!(text(&output.stderr).contains("cannot find “missing.md”"), "{}", text(&output.stderr));
}

#[test]
fn what_is_not_utf8_is_reported_with_its_place_and_left_alone() {
    let dir = folder(&[("bad.md", MENDABLE)]);
    let latin = b"one\ncaf\xe9\n";
    std::fs::write(dir.path().join("latin.md"), latin).expect("a file");
    for args in [&["check", "latin.md", "bad.md"][..], &["fix", "--write", "latin.md", "bad.md"]] {
        let output = run(dir.path(), args);
        assert_eq!(code(&output), 2);
        let told = text(&output.stderr);
        assert!(told.contains("“latin.md” is not UTF-8: byte 7 (in line 2)"), "{told}");
    }
    assert_eq!(std::fs::read(dir.path().join("latin.md")).expect("a file"), latin);
    assert_eq!(std::fs::read_to_string(dir.path().join("bad.md")).expect("a file"), MENDED);
}

#[test]
fn folders_are_walked_and_named_files_always_read() {
    let dir = folder(&[
        ("a.md", MENDABLE),
        ("sub/b.txt", MENDABLE),
        ("sub/c.HTML", "<p>Fine.</p>\n"),
        ("sub/d.rs", MENDABLE),
        (".hidden/e.md", MENDABLE),
        ("ignored/f.md", MENDABLE),
        (".ignore", "ignored/\n"),
        ("odd.article", MENDABLE),
    ]);
    let files = |args: &[&str]| {
        let output = run(dir.path(), &[&["check", "--format", "short"], args].concat());
        let lines = text(&output.stdout).lines().map(|line| line.split(':').next().unwrap_or_default().to_owned());
        let mut files: Vec<_> = lines.collect();
        files.dedup();
        files
    };
    assert_eq!(files(&[]), ["a.md", "sub/b.txt"]);
    assert_eq!(files(&["sub", "a.md", "a.md"]), ["a.md", "sub/b.txt"]);
    assert_eq!(
        files(&["odd.article", "ignored/f.md", ".hidden/e.md"]),
        [".hidden/e.md", "ignored/f.md", "odd.article"]
    );
    let output = run(dir.path(), &["check", ".hidden/.."]);
    assert_eq!(code(&output), 1);
    std::fs::create_dir(dir.path().join("empty")).expect("a folder");
    let output = run(dir.path(), &["check", "empty"]);
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("no draft in “empty”"));
}

#[test]
fn standard_input_is_checked_and_filtered() {
    let dir = folder(&[]);
    let output = fed(deskcheck(dir.path()).args(["check", "--format", "short", "-"]), MENDABLE.as_bytes());
    assert!(text(&output.stdout).starts_with("-:1:"), "{}", text(&output.stdout));
    let named = ["check", "--format", "short", "--stdin-filename", "x.md", "-"];
    let output = fed(deskcheck(dir.path()).args(named), MENDABLE.as_bytes());
    assert!(text(&output.stdout).starts_with("x.md:1:"), "{}", text(&output.stdout));

    let output = fed(deskcheck(dir.path()).args(["fix", "-"]), MENDABLE.as_bytes());
    assert_eq!((code(&output), text(&output.stdout)), (0, MENDED));
    let output = fed(deskcheck(dir.path()).args(["fix", "-"]), b"caf\xe9");
    assert_eq!((code(&output), output.stdout.as_slice()), (2, &b"caf\xe9"[..]), "a filter never loses text");
    let broken_rules = ["fix", "--select", "nonsense", "-"];
    let output = fed(deskcheck(dir.path()).args(broken_rules), MENDABLE.as_bytes());
    assert_eq!((code(&output), text(&output.stdout)), (2, MENDABLE));
    let output = fed(deskcheck(dir.path()).args(["fix", "--diff", "-"]), MENDABLE.as_bytes());
    assert!(text(&output.stdout).starts_with("--- a/-\n+++ b/-\n@@"), "{}", text(&output.stdout));
}

#[test]
fn the_output_does_not_depend_on_threads() {
    let names: Vec<String> = (0..300).map(|i| format!("d{}/{i}.md", i % 7)).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), MENDABLE)).collect();
    let dir = folder(&files);
    for args in [&["check", "--format", "jsonl"][..], &["check"], &["fix"]] {
        let one = run(dir.path(), &[&["--threads", "1"], args].concat());
        assert!(!one.stdout.is_empty());
        for threads in ["2", "16"] {
            let many = run(dir.path(), &[&["--threads", threads], args].concat());
            assert_eq!((one.stdout == many.stdout, one.status), (true, many.status), "{args:?} on {threads} threads");
        }
    }
    let output = run(dir.path(), &["check", "--format", "jsonl"]);
    let paths: Vec<_> = text(&output.stdout).lines().filter_map(|line| line.split('"').nth(3)).collect();
    assert!(paths.is_sorted(), "sorted by path");
}

#[test]
fn a_closed_pipe_is_no_fault() {
    let dir = folder(&[("long.md", &MENDABLE.repeat(3000).replace('\n', "\n\n"))]);
    for args in [&["check"][..], &["check", "--format", "jsonl"], &["completions", "bash"]] {
        let mut command = deskcheck(dir.path());
        let mut child = command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut out = child.stdout.take().expect("an output");
        out.read_exact(&mut [0; 10]).expect("something is said");
        drop(out);
        let output = child.wait_with_output().expect("it ends");
        assert!(code(&output) < 2 && output.stderr.is_empty(), "{args:?}: {}", text(&output.stderr));
    }
}

#[test]
fn colours_follow_the_stream_and_the_user() {
    let dir = folder(&[("bad.md", MENDABLE)]);
    let coloured = |args: &[&str], variables: &[(&str, &str)]| {
        let output = deskcheck(dir.path()).args(args).envs(variables.iter().copied()).output().expect("it runs");
        text(&output.stdout).contains('\x1b')
    };
    assert!(!coloured(&["check", "bad.md"], &[]), "a pipe has no colours");
    assert!(coloured(&["check", "--color", "always", "bad.md"], &[("NO_COLOR", "1")]));
    assert!(coloured(&["--color=always", "check", "bad.md"], &[]));
    assert!(coloured(&["check", "bad.md"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["check", "bad.md"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["check", "--color", "never", "bad.md"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn odd_texts_do_no_harm() {
    let long = format!("{} {}", "word ".repeat(200_000), MENDABLE.trim_end());
    let dir = folder(&[
        ("empty.md", ""),
        ("space.md", " \n\t\n"),
        ("bom.md", "\u{feff}"),
        ("nul.md", "a\0b\n"),
        ("long.md", &long),
        ("odd\nname.md", MENDABLE),
    ]);
    for format in ["terminal", "short", "jsonl"] {
        let output = run(dir.path(), &["check", "--format", format]);
        assert!(code(&output) <= 1, "{}", text(&output.stderr));
        assert!(output.stdout.len() < 20_000, "a long line is not printed whole");
        assert!(!text(&output.stdout).contains("odd\nname"), "a name cannot break a line");
    }
}

#[test]
fn time_is_told_by_stage_and_rule() {
    let dir = folder(&[("a.md", MENDABLE)]);
    let told = |args: &[&str]| text(&run(dir.path(), &[&["check", "a.md"], args].concat()).stderr).to_owned();
    let timing = told(&["--timing"]);
    assert!(timing.contains("ms  phrases of all rules") && timing.contains("ms  house/utilise"), "{timing}");
    let statistics = told(&["--statistics"]);
    assert!(statistics.contains("ms  house/utilise") && statistics.contains("      1  a.md"), "{statistics}");
}

#[test]
fn every_format_is_found_in_folders() {
    let dir = folder(&[("a.xhtml", FINE), ("b.mdown", FINE), ("c.text", FINE), ("d.rst.txt", FINE), ("e.png", FINE)]);
    let output = run(dir.path(), &["check", "--show-files"]);
    assert_eq!(text(&output.stdout), "a.xhtml\nb.mdown\nc.text\nd.rst.txt\n");
}

#[test]
fn completions_and_man_pages() {
    let dir = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(dir.path(), &["completions", shell]);
        assert!(code(&output) == 0 && text(&output.stdout).contains("deskcheck"), "{shell}");
    }
    assert!(text(&run(dir.path(), &["man"]).stdout).contains(".TH deskcheck"));
    assert_eq!(code(&run(dir.path(), &["man", "."])), 0);
    assert!(dir.path().join("deskcheck-fix.1").exists());
}

#[test]
fn rules_are_listed_tested_and_explained() {
    let broken = "set = \"own\"\n[[rule]]\nid = \"a\"\nmesage = \"x\"\n";
    let false_proof = "set = \"own\"\n[[rule]]\nid = \"a\"\nmessage = \"x\"\nwhy = \"y\"\n\
                       [rule.check.phrase]\nfind = [\"cat\"]\n[[rule.example]]\nfine = \"The cat sat.\"\n";
    let dir = folder(&[("broken.toml", broken), ("false.toml", false_proof)]);
    let said = |args: &[&str], expected: i32| {
        let output = run(dir.path(), args);
        assert_eq!(code(&output), expected, "{args:?}: {}{}", text(&output.stdout), text(&output.stderr));
        format!("{}{}", text(&output.stdout), text(&output.stderr))
    };
    assert!(said(&["rules", "list"], 0).contains("house/utilise"));
    assert_eq!(said(&["rules"], 0), said(&["rules", "list"], 0));
    assert!(said(&["rules", "check"], 0).contains("sound"));
    assert!(said(&["rules", "--rules", "broken.toml", "check"], 2).contains("broken.toml:4:1"));
    assert!(said(&["rules", "--rules", "false.toml", "test"], 1).contains("false.toml:"));
    let page = said(&["explain", "house/utilise"], 0);
    assert!(page.contains("found   They [utilise] the house.\n  fixed   They use the house."), "{page}");
    assert!(said(&["explain", "house/utilize"], 2).contains("did you mean “house/utilise”?"));
}
