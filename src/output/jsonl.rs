//! One JSON object a line and a finding, with byte offsets of the file on disk. Programs read this shape, so fields are
//! added to it and never changed. The one field that not every finding has is `capped`, in a fix.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::{Checked, Look, Writer};
use crate::finding::{Edit, Finding, Fix, Label};
use crate::text::{Source, Span};

struct Jsonl;

/// A writer of JSON lines.
pub fn open(_look: Look) -> Box<dyn Writer> {
    Box::new(Jsonl)
}

impl Writer for Jsonl {
    fn file(&mut self, out: &mut dyn Write, checked: &Checked<'_>) -> io::Result<()> {
        for finding in &checked.report.findings {
            let line = serde_json::to_string(&Line::new(finding, checked.source))?;
            out.write_all(on_one_line(&line).as_bytes())?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// JSON leaves some characters as they are at which many readers of lines part a text: they are written as escapes.
fn on_one_line(json: &str) -> Cow<'_, str> {
    if !json.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        return Cow::Borrowed(json);
    }
    Cow::Owned(json.replace('\u{85}', "\\u0085").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

/// One finding as programs read it.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    path: &'a str,
    rule: &'a str,
    level: &'a str,
    message: &'a str,
    span: Bytes,
    line: usize,
    column: usize,
    text: &'a str,
    labels: Vec<LabelLine<'a>>,
    fixes: Vec<FixLine<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    also: &'a [String],
}

#[derive(Serialize)]
struct Bytes {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct LabelLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    span: Bytes,
    message: &'a str,
}

#[derive(Serialize)]
struct FixLine<'a> {
    title: &'a str,
    safety: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    capped: Option<&'a str>,
    edits: Vec<EditLine<'a>>,
}

#[derive(Serialize)]
struct EditLine<'a> {
    span: Bytes,
    text: &'a str,
}

impl From<Span<Source>> for Bytes {
    fn from(span: Span<Source>) -> Self {
        Self { start: span.start, end: span.end }
    }
}

impl<'a> Line<'a> {
    pub(super) fn new(finding: &'a Finding, source: &'a Source) -> Self {
        let place = source.place(finding.span.start);
        Self {
            path: &source.path,
            rule: &finding.rule,
            level: finding.level.name(),
            message: &finding.message,
            span: finding.span.into(),
            line: place.line,
            column: place.column,
            text: source.slice(finding.span),
            labels: finding.labels.iter().map(LabelLine::new).collect(),
            fixes: finding.fixes.iter().map(FixLine::new).collect(),
            also: &finding.also,
        }
    }
}

impl<'a> LabelLine<'a> {
    fn new(label: &'a Label) -> Self {
        Self { path: label.path.as_deref(), span: label.span.into(), message: &label.message }
    }
}

impl<'a> FixLine<'a> {
    fn new(fix: &'a Fix) -> Self {
        let edits = fix.edits.iter().map(|Edit { span, text }| EditLine { span: (*span).into(), text }).collect();
        Self { title: &fix.title, safety: fix.safety.name(), capped: fix.capped.as_deref(), edits }
    }
}
