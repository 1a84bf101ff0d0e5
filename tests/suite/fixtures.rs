//! Fixtures: for each folder in `fixtures/` the exact terminal text beside the draft, and the draft after its safe fixes.
//! `UPDATE=1 cargo test` writes what is there now; read the difference before you commit it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folders that hold a draft, by name.
fn cases() -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(root().join("fixtures"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path())
        .filter(|p| draft(p).is_some())
        .collect();
    found.sort();
    found
}

/// The draft of a case, whatever its format.
fn draft(case: &Path) -> Option<PathBuf> {
    ["draft.md", "draft.txt", "draft.html"].iter().map(|n| case.join(n)).find(|p| p.exists())
}

/// Runs the program on a draft by its path from the project's root, so that the text is the same everywhere.
fn run(verb: &str, path: &Path, more: &[&str]) -> String {
    let relative = path.strip_prefix(root()).unwrap_or(path).display().to_string().replace('\\', "/");
    let output = Command::new(env!("CARGO_BIN_EXE_deskcheck"))
        .args([verb, "--color", "never"])
        .args(more)
        .arg(relative)
        .current_dir(root())
        .env_remove("COLUMNS")
        .output()
        .unwrap_or_else(|e| panic!("the program does not run: {e}"));
    assert!(
        output.status.code().is_some_and(|c| c < 2),
        "{verb} {path:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Compares with the file beside the draft, or writes it when asked to.
fn compare(file: &Path, got: &str, wrong: &mut Vec<String>) {
    if std::env::var_os("UPDATE").is_some() {
        if let Err(e) = fs::write(file, got) {
            wrong.push(format!("{}: {e}", file.display()));
        }
        return;
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    if expected != got {
        let name = file.strip_prefix(root()).unwrap_or(file).display();
        wrong.push(format!("{name} differs; the program now gives\n{got}"));
    }
}

/// Sources beside the draft, as arguments; a case that has some is about the comparison alone.
fn sources(case: &Path) -> Vec<String> {
    let mut found: Vec<_> = fs::read_dir(case)
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.file_stem().and_then(|s| s.to_str()).is_some_and(|s| s.starts_with("source")))
        .collect();
    found.sort();
    let select = (!found.is_empty()).then(|| ["--select".to_owned(), "sourced".to_owned()]);
    let select = select.into_iter().flatten();
    let sources = found
        .iter()
        .flat_map(|p| {
            ["--source".to_owned(), p.strip_prefix(root()).unwrap_or(p).display().to_string().replace('\\', "/")]
        });
    select.chain(sources).collect()
}

#[test]
fn the_terminal_text_of_every_fixture_is_the_one_beside_it() {
    let mut wrong = Vec::new();
    for case in cases() {
        let Some(draft) = draft(&case) else { continue };
        let sources = sources(&case);
        let more: Vec<&str> = sources.iter().map(String::as_str).collect();
        compare(&case.join("expected.txt"), &run("check", &draft, &more), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn safe_fixes_of_every_fixture_give_the_draft_beside_it_and_a_second_run_changes_nothing() {
    let mut wrong = Vec::new();
    for case in cases() {
        let Some(draft) = draft(&case) else { continue };
        let name = format!("fixed.{}", draft.extension().and_then(|e| e.to_str()).unwrap_or("md"));
        let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("no temporary folder: {e}"));
        let copy = folder.path().join(draft.file_name().unwrap_or_default());
        fs::copy(&draft, &copy).unwrap_or_else(|e| panic!("{}: {e}", draft.display()));
        run("fix", &copy, &["--write"]);
        let fixed = fs::read_to_string(&copy).unwrap_or_default();
        compare(&case.join(name), &fixed, &mut wrong);
        run("fix", &copy, &["--write"]);
        assert_eq!(
            fs::read_to_string(&copy).unwrap_or_default(),
            fixed,
            "a second run of fix changes {}",
            case.display()
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
