//! The baseline: findings that were there on the day it was written, so that a run tells of new ones only. A line is a
//! finding: fingerprint, how often, rule, and the text for readers; sorted, so that two branches merge line by line. It
//! reads and writes text, not files, and does not know how a fingerprint is made.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::finding::Finding;
use crate::finding::fingerprint::fingerprint;
use crate::text::{Source, clean};

const HEAD: &str = "# deskcheck baseline ";
const VERSION: u32 = 1;
/// Characters of a text found that are shown.
const EXCERPT: usize = 60;

/// Findings by fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    count: usize,
    rule: String,
    text: String,
}

impl Baseline {
    /// Reads a baseline. The error is a line, from 1, and what is wrong with it.
    pub fn read(text: &str) -> Result<Self, (usize, String)> {
        let mut entries = BTreeMap::new();
        for (i, line) in text.lines().enumerate().map(|(i, line)| (i + 1, line.trim_end())) {
            if let Some(version) = line.strip_prefix(HEAD) {
                match version.split([':', ' ']).next().unwrap_or_default().parse::<u32>() {
                    Ok(version) if version <= VERSION => {}
                    Ok(version) => return Err((i, format!("it was written by a later deskcheck (form {version})"))),
                    Err(_) => return Err((i, String::from("its form is not known"))),
                }
            }
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (print, entry) = entry(line).ok_or_else(|| {
                let merge = line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>");
                let what = if merge {
                    "a conflict of a merge; keep both sides"
                } else {
                    "a line is `fingerprint count rule text`"
                };
                (i, String::from(what))
            })?;
            // After a merge the same finding may stand there twice.
            let known = entries.entry(print).or_insert_with(|| Entry { count: 0, ..entry.clone() });
            known.count = known.count.max(entry.count);
        }
        Ok(Self { entries })
    }

    /// Adds a finding.
    pub fn add(&mut self, finding: &Finding, source: &Source) {
        let text = source.slice(finding.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let text = clean::line(&text).chars().take(EXCERPT).collect();
        let new = || Entry { count: 0, rule: finding.rule.clone(), text };
        self.entries.entry(fingerprint(finding, source)).or_insert_with(new).count += 1;
    }

    /// Whether this finding is in the baseline; each entry answers for as many findings as it counts.
    pub fn take(&mut self, finding: &Finding, source: &Source) -> bool {
        match self.entries.get_mut(&fingerprint(finding, source)) {
            Some(entry) if entry.count > 0 && entry.rule == finding.rule => {
                entry.count -= 1;
                true
            }
            _ => false,
        }
    }

    /// Only what is also in the other, as often as it is in both.
    #[must_use]
    pub fn kept_by(mut self, today: &Self) -> Self {
        self.entries.retain(|print, entry| {
            entry.count = entry.count.min(today.entries.get(print).map_or(0, |now| now.count));
            entry.count > 0
        });
        self
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.entries.values().fold(0, |sum, entry| sum.saturating_add(entry.count))
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// As it is written.
    pub fn write(&self) -> String {
        let mut text = format!(
            "{HEAD}{VERSION}: findings that were there when it was written; `deskcheck baseline` writes it anew\n"
        );
        for (print, Entry { count, rule, text: found }) in &self.entries {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", format!("{print} {count} {rule} {found}").trim_end());
        }
        text
    }
}

fn entry(line: &str) -> Option<(String, Entry)> {
    let mut parts = line.splitn(4, ' ');
    let (print, count, rule) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
    let is_print = print.len() == 16 && print.bytes().all(|b| b.is_ascii_hexdigit());
    let text = parts.next().unwrap_or_default().to_owned();
    is_print.then(|| (print.to_owned(), Entry { count, rule: rule.to_owned(), text }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_was_written() {
        let text = "# deskcheck baseline 1: x\n00000000000000aa 2 a/b some text\n00000000000000ab 1 a/c\n";
        let read = Baseline::read(text).unwrap_or_default();
        assert_eq!(read.len(), 3);
        assert_eq!(Baseline::read(&read.write()), Ok(read.clone()));
        assert_eq!(read.kept_by(&Baseline::default()).len(), 0);
        assert_eq!(Baseline::read("# deskcheck baseline 2: x\n").map_err(|(line, _)| line), Err(1));
        assert_eq!(Baseline::read("\n<<<<<<< ours\n").map_err(|(line, _)| line), Err(2));
    }
}
