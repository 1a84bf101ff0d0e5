//! Reviewdog's JSON lines: one diagnostic a line, columns in bytes as its form has them. A suggestion has one place, so
//! only fixes of one edit become suggestions.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Checked, Look, Writer};
use crate::finding::{Fix, Level, Safety};
use crate::text::{Source, Span};

struct Rdjsonl;

/// A writer of diagnostics for reviewdog.
pub fn open(_look: Look) -> Box<dyn Writer> {
    Box::new(Rdjsonl)
}

impl Writer for Rdjsonl {
    fn file(&mut self, out: &mut dyn Write, checked: &Checked<'_>) -> io::Result<()> {
        let source = checked.source;
        let path = source.path.strip_prefix("./").unwrap_or(&source.path);
        for finding in &checked.report.findings {
            let severity = match finding.level {
                Level::Error => "ERROR",
                Level::Warning => "WARNING",
                Level::Note => "INFO",
            };
            let mut line = json!({
                "message": finding.message,
                "location": {"path": path, "range": range(source, finding.span)},
                "severity": severity,
                "source": {"name": "deskcheck"},
                "code": {"value": finding.rule},
            });
            let suggestions: Vec<Value> = finding.fixes.iter().filter_map(|fix| suggestion(source, fix)).collect();
            if !suggestions.is_empty() {
                line["suggestions"] = Value::from(suggestions);
            }
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

fn suggestion(source: &Source, fix: &Fix) -> Option<Value> {
    match fix.edits.as_slice() {
        [edit] if fix.safety > Safety::Shown => Some(json!({"range": range(source, edit.span), "text": edit.text})),
        _ => None,
    }
}

fn range(source: &Source, span: Span<Source>) -> Value {
    let place = |byte: u32| {
        let line = source.place(byte).line;
        json!({"line": line, "column": byte - source.line_span(line).start.min(byte) + 1})
    };
    json!({"start": place(span.start), "end": place(span.end)})
}
