//! Only what is new: baselines, changed lines, and limits.

use std::path::Path;
use std::process::Command;

use super::desk::{FINE, MENDABLE, code, deskcheck, fed, folder, run, text};

fn lines(folder: &Path, args: &[&str]) -> Vec<String> {
    let output = run(folder, &[&["check", "--format", "short"], args].concat());
    assert!(code(&output) < 2, "{}", text(&output.stderr));
    text(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn a_baseline_lets_through_only_what_is_new() {
    let dir = folder(&[("a.md", &format!("{MENDABLE}\n{FINE}")), ("b.md", MENDABLE)]);
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("a file");
    assert_eq!(code(&run(dir.path(), &["baseline"])), 0);
    let check = ["--baseline", "deskcheck.baseline"];
    assert!(lines(dir.path(), &check).is_empty());
    // Moved, wrapped anew and renamed.
    write("a.md", &format!("{FINE}\n{}", MENDABLE.replace("the old", "the\nold")));
    std::fs::rename(dir.path().join("b.md"), dir.path().join("c.md")).expect("renamed");
    assert!(lines(dir.path(), &check).is_empty());
    write("d.md", MENDABLE);
    assert_eq!(lines(dir.path(), &check).len(), 1, "a third of two is new");
    write("c.md", FINE);
    write("d.md", "We utilise a new house.\n");
    assert!(lines(dir.path(), &check).first().is_some_and(|line| line.starts_with("d.md:1:4: warning:")));
    let pruned = run(dir.path(), &["baseline", "--prune"]);
    assert!(text(&pruned.stdout).contains("1 of 2 findings"), "{}", text(&pruned.stdout));
    write("newer", "# deskcheck baseline 9: x\n");
    let newer = run(dir.path(), &["check", "--baseline", "newer"]);
    assert!(code(&newer) == 2 && text(&newer.stderr).contains("newer:1: it was written by a later deskcheck"));
}

#[test]
fn changed_lines_alone() {
    let dir = folder(&[("a b.md", &format!("{MENDABLE}\n{FINE}")), ("old.md", MENDABLE)]);
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(dir.path()).args(["-c", "user.name=a", "-c", "user.email=a@b.c"]).args(args);
        command.output().is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "-q"]) {
        return;
    }
    assert!(git(&["add", "."]) && git(&["commit", "-qm", "first"]));
    assert!(lines(dir.path(), &["--since", "HEAD"]).is_empty());
    std::fs::write(dir.path().join("a b.md"), format!("{MENDABLE}\n{FINE}\n{MENDABLE}")).expect("a file");
    std::fs::write(dir.path().join("new.md"), MENDABLE).expect("a file");
    let places = |args: &[&str]| {
        lines(dir.path(), args).iter().map(|l| l.split(": ").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(places(&["--since", "HEAD"]), ["a b.md:5:6", "new.md:1:6"]);
    let bad = run(dir.path(), &["check", "--since", "no-such"]);
    assert!(code(&bad) == 2 && text(&bad.stderr).contains("since “no-such”"), "{}", text(&bad.stderr));
    assert_eq!(code(&run(dir.path(), &["check", "--since=--output=x"])), 2);

    let diff = "--- a/a b.md\t\n+++ b/a b.md\t\n@@ -3 +3,3 @@\n x\n+\n+They\n";
    let output = fed(deskcheck(dir.path()).args(["check", "--format", "short", "--diff", "-", "."]), diff.as_bytes());
    assert_eq!(text(&output.stdout).lines().count(), 1, "{}", text(&output.stdout));
}

#[test]
fn limits_lists_and_counts() {
    let dir = folder(&[("a.md", MENDABLE), ("b.md", FINE)]);
    assert_eq!(code(&run(dir.path(), &["check", "--max-warnings", "1"])), 0);
    assert_eq!(code(&run(dir.path(), &["check", "--max-warnings", "0"])), 1);
    let files = run(dir.path(), &["check", "--show-files"]);
    assert_eq!((code(&files), text(&files.stdout)), (0, "a.md\nb.md\n"));
    let counted = run(dir.path(), &["check", "--statistics", "--verbose"]);
    let said = text(&counted.stderr);
    assert!(said.contains("ms  house/utilise") && said.contains("2 drafts under"), "{said}");
}
