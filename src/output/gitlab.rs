//! GitLab's code quality report: one JSON array. Its fingerprints must be unique, so that two equal findings of one file
//! are numbered.

use std::io::{self, Write};

use serde_json::json;

use super::place::Occurrences;
use super::{Checked, Look, Run, Summary, Writer};
use crate::finding::Level;
use crate::finding::fingerprint::fingerprint;

#[derive(Default)]
struct Gitlab {
    is_next: bool,
    seen: Occurrences,
}

/// A writer of one code quality report.
pub fn open(_look: Look) -> Box<dyn Writer> {
    Box::new(Gitlab::default())
}

impl Writer for Gitlab {
    fn begin(&mut self, out: &mut dyn Write, _run: &Run<'_>) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn file(&mut self, out: &mut dyn Write, checked: &Checked<'_>) -> io::Result<()> {
        let path = checked.source.path.strip_prefix("./").unwrap_or(&checked.source.path);
        for finding in &checked.report.findings {
            out.write_all(if std::mem::replace(&mut self.is_next, true) { b",\n" } else { b"\n" })?;
            let print = fingerprint(finding, checked.source);
            let nth = self.seen.of(&format!("{path}\0{print}"));
            let lines = [finding.span.start, finding.span.end].map(|byte| checked.source.place(byte).line);
            let severity = match finding.level {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Note => "info",
            };
            let entry = json!({
                "description": finding.message,
                "check_name": finding.rule,
                "fingerprint": format!("{print}-{:x}-{nth}", short_hash(path)),
                "severity": severity,
                "location": {"path": path, "lines": {"begin": lines[0], "end": lines[1]}},
            });
            serde_json::to_writer(&mut *out, &entry)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "\n]")
    }
}

/// The same on any machine.
fn short_hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
