//! Patches against the real readers of patches: `git apply` and `patch`, on odd texts and odd names.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use deskcheck::fix::diff::{Manner, patch};
use proptest::prelude::*;

use super::desk::{MENDABLE, MENDED, fed, folder, run, text};

/// Texts before and after that have tripped readers of patches.
const ODD: &[(&str, &str)] = &[
    ("one\ntwo\nthree\n", "one\n2\nthree\n"),
    ("no newline", "no new line"),
    ("newline lost\n", "newline lost"),
    ("newline won", "newline won\n"),
    ("a\r\nb\r\nc\r\n", "a\r\nB\r\nc\r\n"),
    ("a\r\nb", "a\r\nB"),
    ("mixed\r\nends\n", "mixed\r\nEnds\n"),
    ("\u{feff}mark\n", "\u{feff}Mark\n"),
    ("lone\rreturn\n", "lone\rReturn\n"),
    ("lone\r", "lone.\r"),
    ("form\x0cfeed\x0bline\u{2028}sep\u{85}nel\n", "form\x0cFeed\x0bline\u{2028}sep\u{85}Nel\n"),
    ("", "something\n"),
    ("everything\n", ""),
    ("\n\n\n", "\n\n"),
    ("-- a\n++ b\n@@ c\n", "-- a\n++ B\n@@ c\n"),
    ("--- a\n+++ b\n", "--- A\n+++ b\n"),
    ("\\ No newline at end of file\n", "\\ no newline at end of file\n"),
    (" \t trailing \t \n", " \t trailing\n"),
    ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "one\n2\n3\n4\n5\n6\n7\n8\nnine\n"),
];

fn patch_of(name: &str, old: &str, new: &str, manner: Manner) -> Vec<u8> {
    let mut out = Vec::new();
    patch(&mut out, name.as_bytes(), old, new, manner).expect("memory takes it");
    out
}

/// Whether a program is there; says so where it is not, since a test that tests nothing should not be silent.
fn is_there(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        let _ = writeln!(std::io::stderr(), "skipped: there is no `{program}` here");
    }
    there
}

/// What a reader of patches makes of a file.
fn applied(reader: &[&str], name: &str, old: &str, patch: &[u8]) -> String {
    let dir = folder(&[(name, old)]);
    let output = fed(Command::new(reader[0]).args(&reader[1..]).current_dir(dir.path()), patch);
    let (said, patch) = (text(&output.stderr), String::from_utf8_lossy(patch));
    assert!(output.status.success(), "{reader:?} on {name:?}: {said}{}\n{patch}", text(&output.stdout));
    std::fs::read_to_string(dir.path().join(name)).unwrap_or_default()
}

const GIT: &[&str] = &["git", "apply", "--whitespace=nowarn"];
const PATCH: &[&str] = &["patch", "-p1", "--quiet", "--no-backup-if-mismatch"];
const PATCH_P0: &[&str] = &["patch", "-p0", "--quiet", "--no-backup-if-mismatch"];

#[test]
fn odd_texts() {
    let bare = Manner { prefix: false, ..Manner::default() };
    for (old, new) in ODD {
        for context in [0, 1, 3] {
            let manner = Manner { context, ..Manner::default() };
            let patch = patch_of("draft.md", old, new, manner);
            // Without context git wants to be told that this is meant.
            let git = if context == 0 { [GIT, &["--unidiff-zero"]].concat() } else { GIT.to_vec() };
            if is_there("git") {
                assert_eq!(applied(&git, "draft.md", old, &patch), *new, "git, context {context}");
            }
            if is_there("patch") {
                assert_eq!(applied(PATCH, "draft.md", old, &patch), *new, "patch, context {context}");
            }
        }
        if is_there("patch") {
            assert_eq!(applied(PATCH_P0, "draft.md", old, &patch_of("draft.md", old, new, bare)), *new);
        }
    }
}

#[test]
fn odd_names() {
    for name in
        ["my draft.md", "é日本.md", "sub/deep draft.md", "quo\"te.md", "back\\slash.md", "new\nline.md", "tab\t.md"]
    {
        let patch = patch_of(name, "old\n", "new\n", Manner::default());
        if is_there("git") {
            assert_eq!(applied(GIT, name, "old\n", &patch), "new\n", "git on {name:?}");
        }
        // GNU patch refuses names with a line break, as it says, on purpose.
        if is_there("patch") && !name.contains('\n') {
            assert_eq!(applied(PATCH, name, "old\n", &patch), "new\n", "patch on {name:?}");
        }
    }
}

#[test]
fn one_patch_for_a_folder_is_what_write_writes() {
    if !is_there("git") {
        return;
    }
    let files =
        [("a.md", MENDABLE), ("b c/d.md", "\u{feff}Fine.\r\n\r\nWe utilise it.\r\n"), ("e.txt", "We utilise that.")];
    let (patched, written) = (folder(&files), folder(&files));
    let output = run(patched.path(), &["fix"]);
    let git = fed(Command::new("git").args(&GIT[1..]).current_dir(patched.path()), &output.stdout);
    assert!(git.status.success(), "{}", text(&git.stderr));
    run(written.path(), &["fix", "--write"]);
    let read = |dir: &Path, name: &str| std::fs::read_to_string(dir.join(name)).expect("a file");
    for (name, old) in files {
        let new = read(patched.path(), name);
        assert_eq!(new, read(written.path(), name), "{name}");
        assert_ne!(new, old, "{name}");
    }
    assert_eq!(read(patched.path(), "a.md"), MENDED);
    assert!(run(written.path(), &["fix"]).stdout.is_empty(), "a second run changes nothing");
}

#[test]
fn many_changed_lines_take_no_longer_than_they_should() {
    let old = "They utilise it.\n".repeat(60_000);
    let new = old.replace("utilise", "use");
    let patch = patch_of("a.md", &old, &new, Manner::default());
    assert_eq!(patched_by_hand(&old, text(&patch)), new);
}

/// Takes a patch as its readers do, in a few lines.
pub fn patched_by_hand(old: &str, patch: &str) -> String {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let mut new = String::new();
    let mut at = 0;
    let mut lines = patch.split_inclusive('\n').skip(2).peekable();
    while let Some(line) = lines.next() {
        let bare = lines.peek().is_some_and(|next| next.starts_with("\\ No newline"));
        let body = if bare { line[1..].trim_end_matches('\n') } else { &line[1..] };
        match line.as_bytes()[0] {
            b'@' => {
                let range = line[4..].split(' ').next().expect("a range");
                let (start, count) = range.split_once(',').unwrap_or((range, "1"));
                let start: usize = start.parse().expect("a number");
                let start = if count == "0" { start } else { start - 1 };
                new.extend(old[at..start].iter().copied());
                at = start;
            }
            b' ' | b'-' => {
                assert_eq!(old[at], body, "the patch fits");
                at += 1;
                new.push_str(if line.starts_with(' ') { body } else { "" });
            }
            b'+' => new.push_str(body),
            _ => {}
        }
    }
    new.extend(old[at..].iter().copied());
    new
}

fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\r"), 1 => Just("\u{2028}"), 1 => Just("\x0c"),
        3 => Just("word"), 2 => Just("-"), 2 => Just("+"), 1 => Just(" "), 1 => Just("é"), 1 => Just("\\ No"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(super::cases(300))]

    #[test]
    fn every_patch_turns_old_into_new(old in odd_text(), new in odd_text(), context in 0usize..5) {
        let patch = patch_of("a.md", &old, &new, Manner { context, ..Manner::default() });
        prop_assert_eq!(patched_by_hand(&old, text(&patch)), new);
    }
}

proptest! {
    #![proptest_config(super::cases(40))]

    #[test]
    fn real_readers_agree(old in odd_text(), new in odd_text()) {
        prop_assume!(old != new);
        let patch = patch_of("a.md", &old, &new, Manner::default());
        if is_there("git") {
            prop_assert_eq!(&applied(GIT, "a.md", &old, &patch), &new);
        }
        if is_there("patch") {
            prop_assert_eq!(&applied(PATCH, "a.md", &old, &patch), &new);
        }
    }
}
