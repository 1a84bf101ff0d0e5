//! SARIF 2.1.0, which code hosts and editors read: rules with their reasons, findings with columns in UTF-16 units, fixes,
//! fingerprints, and what is allowed as suppressed results. Results are written as they come.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::place::{Occurrences, Units, uri};
use super::{Checked, Look, Run, Summary, Writer, coverage};
use crate::allow::Allowed;
use crate::finding::fingerprint::fingerprint;
use crate::finding::{Finding, Fix};
use crate::rule::OWN;
use crate::text::{Source, Span};

#[derive(Default)]
struct Sarif {
    is_next: bool,
    seen: Occurrences,
}

/// A writer of one SARIF log.
pub fn open(_look: Look) -> Box<dyn Writer> {
    Box::new(Sarif::default())
}

impl Writer for Sarif {
    fn begin(&mut self, out: &mut dyn Write, run: &Run<'_>) -> io::Result<()> {
        let rules = run.rules.rules.iter().map(|rule| {
            json!({
                "id": rule.id,
                "shortDescription": {"text": rule.message},
                "fullDescription": {"text": rule.why},
                "help": {"text": format!("{}\n\nMore: deskcheck explain {}", rule.why, rule.id)},
                "defaultConfiguration": {"level": rule.level.name(), "enabled": rule.on},
            })
        });
        let own = OWN.iter().map(|id| json!({"id": id, "shortDescription": {"text": "Comments that allow findings"}}));
        let driver = json!({
            "name": "deskcheck",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.chain(own).collect::<Vec<_>>(),
        });
        write!(
            out,
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\
             \"tool\":{{\"driver\":{driver}}},\n\"columnKind\":\"utf16CodeUnits\",\n\"results\":["
        )
    }

    fn file(&mut self, out: &mut dyn Write, checked: &Checked<'_>) -> io::Result<()> {
        let report = checked.report;
        if report.findings.is_empty() && report.allowed.is_empty() {
            return Ok(());
        }
        let sheet = Sheet { checked, units: Units::new(checked.source) };
        let allowed = report.allowed.iter().map(|allowed| (&allowed.finding, Some(allowed)));
        let findings: Vec<_> = report.findings.iter().map(|finding| (finding, None)).chain(allowed).collect();
        for (finding, allowed) in findings {
            out.write_all(if std::mem::replace(&mut self.is_next, true) { b",\n" } else { b"\n" })?;
            let print = fingerprint(finding, checked.source);
            let nth = self.seen.of(&format!("{}\0{print}", checked.source.path));
            let result = sheet.result(finding, allowed, &format!("{print}:{}", nth + 1));
            serde_json::to_writer(&mut *out, &result)?;
        }
        Ok(())
    }

    fn tells_coverage(&self) -> bool {
        true
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        write!(out, "\n]")?;
        if let Some(coverage) = &summary.coverage {
            write!(out, ",\n\"properties\":{}", json!({"coverage": coverage::object(coverage)}))?;
        }
        writeln!(out, "}}]}}")
    }
}

/// One draft on its way into results.
struct Sheet<'c> {
    checked: &'c Checked<'c>,
    units: Units<'c>,
}

impl Sheet<'_> {
    fn result(&self, finding: &Finding, allowed: Option<&Allowed>, print: &str) -> Value {
        let mut result = json!({
            "ruleId": finding.rule,
            "level": finding.level.name(),
            "message": {"text": finding.message},
            "locations": [{"physicalLocation": self.place(finding.span, true)}],
            "partialFingerprints": {"deskcheck/v1": print},
        });
        if !finding.labels.is_empty() {
            let labels = finding.labels.iter().enumerate().map(|(i, label)| {
                let place = match &label.path {
                    None => self.place(label.span, true),
                    Some(path) => self.elsewhere(path, label.span),
                };
                json!({"id": i + 1, "message": {"text": label.message}, "physicalLocation": place})
            });
            result["relatedLocations"] = labels.collect();
        }
        let fixes: Vec<Value> = finding.fixes.iter().filter(|f| !f.edits.is_empty()).map(|fix| self.fix(fix)).collect();
        if !fixes.is_empty() {
            result["fixes"] = Value::from(fixes);
        }
        if let Some(allowed) = allowed {
            let kind = if allowed.in_draft { "inSource" } else { "external" };
            let mut suppression = json!({"kind": kind});
            if !allowed.reason.is_empty() {
                suppression["justification"] = Value::from(allowed.reason.as_str());
            }
            result["suppressions"] = json!([suppression]);
        }
        result
    }

    fn place(&self, span: Span<Source>, with_text: bool) -> Value {
        let region = region(&self.units, self.checked.source, span, with_text);
        json!({"artifactLocation": {"uri": uri(&self.checked.source.path)}, "region": region})
    }

    fn elsewhere(&self, path: &str, span: Span<Source>) -> Value {
        let region = match self.checked.others.iter().find(|other| other.path == path) {
            Some(other) => region(&Units::new(other), other, span, true),
            None => json!({"byteOffset": span.start, "byteLength": span.len()}),
        };
        json!({"artifactLocation": {"uri": uri(path)}, "region": region})
    }

    fn fix(&self, fix: &Fix) -> Value {
        let replacements = fix.edits.iter().map(|edit| {
            let region = region(&self.units, self.checked.source, edit.span, false);
            json!({"deletedRegion": region, "insertedContent": {"text": edit.text}})
        });
        let mut properties = json!({"safety": fix.safety.name()});
        if let Some(why) = &fix.capped {
            properties["capped"] = Value::from(why.as_str());
        }
        json!({
            "description": {"text": fix.title},
            "artifactChanges": [{
                "artifactLocation": {"uri": uri(&self.checked.source.path)},
                "replacements": replacements.collect::<Vec<_>>(),
            }],
            "properties": properties,
        })
    }
}

fn region(units: &Units<'_>, source: &Source, span: Span<Source>, with_text: bool) -> Value {
    let ((line, column), (end_line, end_column)) = (units.place(span.start), units.place(span.end));
    let mut region = json!({
        "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column,
        "byteOffset": span.start, "byteLength": span.len(),
    });
    if with_text && span.len() <= 1000 {
        region["snippet"] = json!({"text": source.slice(span)});
    }
    region
}
