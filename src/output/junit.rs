//! JUnit's XML, which every build server reads: a draft is a suite, a warning or an error a test that failed, a note a test
//! that passed. The form wants a time and a host; a run that reads neither clock nor machine gives fixed ones.

use std::io::{self, Write};

use super::place::xml;
use super::{Checked, Look, Run, Summary, Writer};
use crate::finding::{Finding, Level};

#[derive(Default)]
struct Junit {
    suites: usize,
}

/// A writer of one JUnit report.
pub fn open(_look: Look) -> Box<dyn Writer> {
    Box::new(Junit::default())
}

impl Writer for Junit {
    fn begin(&mut self, out: &mut dyn Write, _run: &Run<'_>) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>")
    }

    fn file(&mut self, out: &mut dyn Write, checked: &Checked<'_>) -> io::Result<()> {
        let path = xml(&checked.source.path);
        let findings = &checked.report.findings;
        let failures = findings.iter().filter(|finding| is_failure(finding)).count();
        let (tests, id) = (findings.len().max(1), self.suites);
        self.suites += 1;
        writeln!(
            out,
            "<testsuite package=\"deskcheck\" id=\"{id}\" name=\"{path}\" timestamp=\"1970-01-01T00:00:00\" \
             hostname=\"localhost\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"0\">\n<properties/>"
        )?;
        if findings.is_empty() {
            writeln!(out, "<testcase classname=\"{path}\" name=\"no findings\" time=\"0\"/>")?;
        }
        for finding in findings {
            let place = checked.source.place(finding.span.start);
            let (line, column, rule) = (place.line, place.column, xml(&finding.rule));
            write!(out, "<testcase classname=\"{path}\" name=\"{rule} at {line}:{column}\" time=\"0\"")?;
            if is_failure(finding) {
                let message = xml(&finding.message);
                let text = format!("{}:{line}:{column}\n{}", checked.source.path, checked.source.slice(finding.span));
                let text = xml(&text);
                writeln!(out, ">\n<failure type=\"{rule}\" message=\"{message}\">{text}</failure>\n</testcase>")?;
            } else {
                writeln!(out, "/>")?;
            }
        }
        writeln!(out, "<system-out/>\n<system-err/>\n</testsuite>")
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "</testsuites>")
    }
}

fn is_failure(finding: &Finding) -> bool {
    finding.level > Level::Note
}
