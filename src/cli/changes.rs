//! Which lines of which files changed: read from a unified diff, or asked of git. Lines are those of the new files. The
//! diff is untrusted text; git is asked only with `--since`.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::settings::whole;
use crate::finding::Finding;
use crate::text::{Source, Span};

/// Changed lines by file.
#[derive(Debug, Default)]
pub struct Changes {
    /// Lines from 1; `None` where the whole file is new.
    files: HashMap<PathBuf, Option<Vec<Range<usize>>>>,
}

impl Changes {
    /// What a diff changes. Names in it are looked for from the current folder upwards.
    pub fn of_diff(diff: &str) -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        let find = |name: &str| {
            let there = here.ancestors().map(|folder| folder.join(name)).find(|path| path.exists());
            there.unwrap_or_else(|| here.join(name))
        };
        Self { files: hunks(diff).into_iter().map(|(name, lines)| (whole(&find(&name)), Some(lines))).collect() }
    }

    /// What changed since a revision, with files that git does not know yet. The error is what git said.
    pub fn since(revision: &str) -> Result<Self, String> {
        if revision.starts_with('-') {
            return Err(format!("“{revision}” is no revision"));
        }
        let root = git(&["rev-parse", "--show-toplevel"])?;
        let root = PathBuf::from(root.trim_end_matches(['\n', '\r']));
        let diff = [
            "-c",
            "core.quotePath=true",
            "diff",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--unified=0",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            "--end-of-options",
            revision,
            "--",
        ];
        let changed = hunks(&git(&diff)?).into_iter().map(|(name, lines)| (root.join(name), Some(lines)));
        let mut files: HashMap<_, _> = changed.collect();
        let unknown = git(&["ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/"])?;
        files.extend(unknown.split('\0').filter(|name| !name.is_empty()).map(|name| (root.join(name), None)));
        Ok(Self { files })
    }

    /// Whether anything in a file changed.
    pub fn touch_file(&self, path: &Path) -> bool {
        self.lines_of(path).is_some()
    }

    /// Keeps findings of which the place, or other evidence in the same draft, is in changed lines.
    pub fn keep(&self, path: &Path, source: &Source, findings: &mut Vec<Finding>) {
        match self.lines_of(path) {
            None => findings.clear(),
            Some(None) => {}
            Some(Some(lines)) => findings.retain(|finding| {
                let labels = finding.labels.iter().filter(|label| label.path.is_none()).map(|label| label.span);
                labels.chain([finding.span]).any(|span| touches(lines, source, span))
            }),
        }
    }

    fn lines_of(&self, path: &Path) -> Option<&Option<Vec<Range<usize>>>> {
        let path = whole(path);
        // Git names files by the folders they really are in.
        self.files.get(&path).or_else(|| self.files.get(&path.canonicalize().ok()?))
    }
}

fn touches(lines: &[Range<usize>], source: &Source, span: Span<Source>) -> bool {
    let (first, last) = (source.place(span.start).line, source.place(span.end).line);
    lines.iter().any(|lines| lines.start <= last && first < lines.end)
}

fn git(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").args(arguments).output();
    let output = output.map_err(|error| format!("git cannot be run: {}", super::read::plain(&error)))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(said.lines().next().unwrap_or("git failed").trim_start_matches("fatal: ").to_owned())
}

/// The changed lines of each file of a diff.
fn hunks(diff: &str) -> Vec<(String, Vec<Range<usize>>)> {
    let mut files: Vec<(String, Vec<Range<usize>>)> = Vec::new();
    // Lines of a hunk still to come, old and new; a line of text can look like a head.
    let (mut old, mut new, mut at) = (0usize, 0usize, 0usize);
    for line in diff.lines() {
        if old > 0 || new > 0 {
            match line.as_bytes().first() {
                Some(b'+') => {
                    if let Some((_, lines)) = files.last_mut() {
                        add(lines, at);
                    }
                    (new, at) = (new.saturating_sub(1), at + 1);
                }
                Some(b'-') => old = old.saturating_sub(1),
                Some(b'\\') => {}
                _ => (old, new, at) = (old.saturating_sub(1), new.saturating_sub(1), at + 1),
            }
        } else if let Some(name) = line.strip_prefix("+++ ") {
            files.extend(file_name(name).map(|name| (name, Vec::new())));
        } else if let Some((before, after)) = line.strip_prefix("@@ ").and_then(hunk) {
            (old, new, at) = (before.1, after.1, after.0);
        }
    }
    files
}

fn add(lines: &mut Vec<Range<usize>>, line: usize) {
    match lines.last_mut() {
        Some(last) if last.end == line => last.end += 1,
        _ => lines.push(line..line + 1),
    }
}

/// `-12,3 +14,2 @@ …`: begin and number of lines, old and new.
fn hunk(text: &str) -> Option<((usize, usize), (usize, usize))> {
    let mut parts = text.split(' ');
    let mut side = |sign: char| {
        let part = parts.next()?.strip_prefix(sign)?;
        let (start, count) = part.split_once(',').unwrap_or((part, "1"));
        Some((start.parse().ok()?, count.parse().ok()?))
    };
    Some((side('-')?, side('+')?))
}

/// The name in a head, without `b/`; git writes odd names in quotes.
fn file_name(text: &str) -> Option<String> {
    let name = match text.strip_prefix('"') {
        Some(quoted) => unquoted(quoted),
        None => text.split('\t').next().unwrap_or_default().to_owned(),
    };
    let name = name.strip_prefix("b/").unwrap_or(&name);
    (name != "/dev/null").then(|| name.to_owned())
}

fn unquoted(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'"' => break,
            b'\\' => match rest.next() {
                Some(b'n') => bytes.push(b'\n'),
                Some(b't') => bytes.push(b'\t'),
                Some(b'r') => bytes.push(b'\r'),
                Some(digit @ b'0'..=b'7') => {
                    let mut value = u32::from(digit - b'0');
                    for _ in 0..2 {
                        if let Some(next) = rest.next_if(|b| (b'0'..=b'7').contains(b)) {
                            value = value * 8 + u32::from(next - b'0');
                        }
                    }
                    bytes.push(value as u8);
                }
                Some(other) => bytes.push(other),
                None => break,
            },
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_lines_are_those_with_a_plus() {
        let diff = "diff --git a/x b/x\n--- a/x.md\n+++ b/x.md\n@@ -1,3 +1,4 @@\n one\n-two\n+2\n+++ b/no.md\n three\n\
                    @@ -9 +10,0 @@\n-gone\n--- a/q\n+++ \"b/a \\303\\274\\\"\\n.md\"\n@@ -0,0 +1 @@\n+new\n\\ No newline\n\
                    --- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n";
        let one = |range| std::iter::once(range).collect::<Vec<_>>();
        assert_eq!(hunks(diff), [("x.md".to_owned(), one(2..4)), ("a ü\"\n.md".to_owned(), one(1..2))]);
    }

    #[test]
    fn nonsense_is_no_change() {
        for text in ["", "@@ -x +y @@", "+++ \"", "@@ -1,99999999999999999999 +1 @@\n+x", "@@ -1 +1 @@\n+x"] {
            assert!(hunks(text).iter().all(|(_, lines)| lines.is_empty()), "{text}");
        }
    }
}
