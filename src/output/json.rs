//! One JSON document for a whole run: the rules, the findings in the shape of JSON lines, what is allowed, how much of each
//! draft its sources bear out, the summary. Findings are written as they come; the rest waits for the end.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::jsonl::Line;
use super::{Checked, Look, Run, Summary, Writer, coverage};
use crate::finding::fingerprint::fingerprint;

#[derive(Default)]
struct Json {
    is_next: bool,
    allowed: Vec<Value>,
    /// How much of each draft its sources bear out.
    coverage: Vec<Value>,
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
        if let Some(coverage) = &checked.report.coverage {
            let mut object = coverage::object(coverage);
            object["path"] = Value::from(checked.source.path.as_str());
            self.coverage.push(object);
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

    fn tells_coverage(&self) -> bool {
        true
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let [notes, warnings, errors] = summary.levels;
        let mut sum = json!({
            "files": summary.files, "files_with_findings": summary.files_with_findings, "files_failed": summary.files_failed,
            "notes": notes, "warnings": warnings, "errors": errors, "safe": summary.safe, "unsafe": summary.unsafe_,
        });
        write!(out, "\n],\n\"allowed\":{},", json!(std::mem::take(&mut self.allowed)))?;
        if let Some(coverage) = &summary.coverage {
            sum["coverage"] = coverage::object(coverage);
            write!(out, "\n\"coverage\":{},", json!(std::mem::take(&mut self.coverage)))?;
        }
        writeln!(out, "\n\"summary\":{sum}}}")
    }
}
