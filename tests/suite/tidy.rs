//! The project's rules about itself: file headers, the direction of uses, one door per outside crate, and lists that name
//! every file of their folder.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string().replace('\\', "/")
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// The code of a file without its tests and comments.
fn code(path: &Path) -> String {
    let text = text(path);
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let bare: Vec<_> = files("src", "rs")
        .into_iter()
        .chain(files("tests", "rs"))
        .filter(|p| !text(p).starts_with("//!"))
        .map(|p| name(&p))
        .collect();
    assert!(bare.is_empty(), "no `//!` at the head of {bare:?}");
}

/// A layer and the layers that it must not use.
const DIRECTION: &[(&str, &[&str])] = &[
    (
        "text",
        &[
            "english", "format", "segment", "finding", "check", "rule", "engine", "proof", "fix", "output", "config",
            "cli",
        ],
    ),
    (
        "english",
        &["format", "segment", "finding", "check", "rule", "engine", "proof", "fix", "output", "config", "cli"],
    ),
    ("format", &["segment", "finding", "check", "rule", "engine", "proof", "fix", "output", "config", "cli"]),
    ("segment", &["finding", "check", "rule", "engine", "proof", "fix", "output", "config", "cli"]),
    ("compare", &["finding", "check", "rule", "engine", "proof", "fix", "output", "config", "cli"]),
    ("finding", &["check", "rule", "engine", "proof", "fix", "output", "config", "cli"]),
    ("check", &["engine", "proof", "fix", "output", "config", "cli"]),
    ("rule", &["engine", "proof", "fix", "output", "config", "cli"]),
    ("fix", &["check", "rule", "proof", "output", "config", "cli"]),
    ("output", &["check", "proof", "config", "cli"]),
];

#[test]
fn uses_point_one_way() {
    let mut wrong = Vec::new();
    for (layer, forbidden) in DIRECTION {
        for path in files(&format!("src/{layer}"), "rs") {
            let code = code(&path);
            wrong.extend(
                forbidden
                    .iter()
                    .filter(|f| code.contains(&format!("crate::{f}::")))
                    .map(|f| format!("{} uses {f}", name(&path))),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// An outside crate and the only files that may know it.
const DOORS: &[(&str, &[&str])] = &[
    ("html5gum", &["src/format/html.rs"]),
    ("pulldown_cmark", &["src/format/markdown.rs"]),
    ("codespan_reporting", &["src/output/"]),
    ("similar", &["src/fix/diff.rs"]),
    ("clap", &["src/cli/"]),
    ("globset", &["src/config.rs"]),
    ("ignore::", &["src/cli/"]),
    ("tempfile", &["src/cli/"]),
    ("toml::", &["src/rule/", "src/coverage.rs", "src/config", "src/cli/", "src/format/front_matter.rs"]),
];

#[test]
fn one_door_for_each_outside_crate() {
    let mut wrong = Vec::new();
    for path in files("src", "rs") {
        let (name, code) = (name(&path), code(&path));
        for (outside, doors) in DOORS {
            let used = code.contains(&format!("use {outside}"))
                || code.contains(&format!(" {}::", outside.trim_end_matches(':')));
            if used && !doors.iter().any(|d| name.starts_with(d)) {
                wrong.push(format!("{name} uses {outside}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_rule_file_is_in_the_binary() {
    let listed: Vec<_> = deskcheck::rule::builtin::paths().map(|p| format!("rules/{p}")).collect();
    // Word knowledge goes into the binary through the build script.
    let knowledge = ["rules/spun/expressions/", "rules/spun/names/", "rules/spun/synonyms/", "rules/spun/seen.toml"];
    let missing: Vec<_> = files("rules", "toml")
        .iter()
        .map(|p| name(p))
        .filter(|n| !listed.contains(n) && !knowledge.iter().any(|k| n.starts_with(k)))
        .collect();
    assert!(missing.is_empty(), "not in src/rule/builtin.rs: {missing:?}");
}

#[test]
fn no_code_touches_files_outside_the_rim() {
    let wrong: Vec<_> = files("src", "rs")
        .iter()
        .map(|p| (name(p), code(p)))
        .filter(|(n, _)| !n.starts_with("src/cli") && n != "src/main.rs")
        .filter(|(_, code)| code.contains("std::fs") || code.contains("std::env") || code.contains("println!"))
        .map(|(n, _)| n)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
