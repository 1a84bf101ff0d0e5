//! One JSON document for a whole run: the rules, the findings in the shape of JSON lines, what is allowed, the summary.
//! Findings are written as they come; only what is allowed waits for the end.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::jsonl::Line;
use super::{Checked, Look, Run, Summary, Writer};
use crate::finding::fingerprint::fingerprint;

#[derive(Default)]
struct Json {
    is_next: bool,
    allowed: Vec<Value>,
}

/// A writer of one JSON document.
pub fn open(_look: Look) -> Box<dyn Writer> {
    Box::new(Json::default())
}

impl Writer for Json {
    fn begin(&mut self, out: &mut dyn Write, run: &Run<'_>) -> io::Result<()> {
        let rules: Vec<Value> = run
            .rules
            .rules
            .iter()
            .map(|r| json!({"id": r.id, "level": r.level.name(), "on": r.on, "message": r.message, "why": r.why}))
            .collect();
        let version = env!("CARGO_PKG_VERSION");
        write!(out, "{{\"tool\":\"deskcheck\",\"version\":\"{version}\",\n\"rules\":{},\n\"findings\":[", json!(rules))
    }

    fn file(&mut self, out: &mut dyn Write, checked: &Checked<'_>) -> io::Result<()> {
        for finding in &checked.report.findings {
            out.write_all(if std::mem::replace(&mut self.is_next, true) { b",\n" } else { b"\n" })?;
            serde_json::to_writer(&mut *out, &Line::new(finding, checked.source))?;
        }
        for allowed in &checked.report.allowed {
            self.allowed.push(json!({
                "finding": Line::new(&allowed.finding, checked.source),
                "fingerprint": fingerprint(&allowed.finding, checked.source),
                "reason": allowed.reason,
                "in_draft": allowed.in_draft,
            }));
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let [notes, warnings, errors] = summary.levels;
        let sum = json!({
            "files": summary.files, "files_with_findings": summary.files_with_findings, "files_failed": summary.files_failed,
            "notes": notes, "warnings": warnings, "errors": errors, "safe": summary.safe, "unsafe": summary.unsafe_,
        });
        writeln!(out, "\n],\n\"allowed\":{},\n\"summary\":{sum}}}", json!(std::mem::take(&mut self.allowed)))
    }
}
