//! Checkstyle's XML, which many review tools read: drafts with their findings. It has no place for ends and fixes.

use std::io::{self, Write};

use super::place::xml;
use super::{Checked, Look, Run, Summary, Writer};
use crate::finding::Level;

struct Checkstyle;

/// A writer of one Checkstyle report.
pub fn open(_look: Look) -> Box<dyn Writer> {
    Box::new(Checkstyle)
}

impl Writer for Checkstyle {
    fn begin(&mut self, out: &mut dyn Write, _run: &Run<'_>) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">")
    }

    fn file(&mut self, out: &mut dyn Write, checked: &Checked<'_>) -> io::Result<()> {
        if checked.report.findings.is_empty() {
            return Ok(());
        }
        writeln!(out, "<file name=\"{}\">", xml(&checked.source.path))?;
        for finding in &checked.report.findings {
            let place = checked.source.place(finding.span.start);
            let severity = if finding.level == Level::Note { "info" } else { finding.level.name() };
            writeln!(
                out,
                "<error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"deskcheck.{}\"/>",
                place.line,
                place.column,
                xml(&finding.message),
                xml(&finding.rule)
            )?;
        }
        writeln!(out, "</file>")
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "</checkstyle>")
    }
}
