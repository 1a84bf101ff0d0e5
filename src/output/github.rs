//! Annotations for GitHub's runner: workflow commands on standard output. The runner shows ten of each level and drops the
//! rest, so the rest is written as plain lines of the log, in which nothing of a draft can pass for a command.

use std::io::{self, Write};

use super::{Checked, Look, Summary, Writer, count};
use crate::finding::{Finding, Level};
use crate::text::clean;

/// Annotations of one level that the runner shows for a step.
const LIMIT: usize = 10;

#[derive(Default)]
struct Github {
    said: [usize; 3],
    unsaid: usize,
}

/// A writer of workflow commands.
pub fn open(_look: Look) -> Box<dyn Writer> {
    Box::new(Github::default())
}

impl Writer for Github {
    fn file(&mut self, out: &mut dyn Write, checked: &Checked<'_>) -> io::Result<()> {
        for finding in &checked.report.findings {
            let said = &mut self.said[finding.level as usize];
            *said += 1;
            if *said <= LIMIT {
                annotate(out, finding, checked)?;
            } else {
                self.unsaid += 1;
                let place = checked.source.place(finding.span.start);
                let line = format!(
                    "- {}:{}:{}: {}: {} [{}]",
                    clean::exact(&checked.source.path),
                    place.line,
                    place.column,
                    finding.level.name(),
                    clean::line(&finding.message),
                    finding.rule
                );
                // An older form of command may stand anywhere in a line.
                writeln!(out, "{}", line.replace("##[", "# #["))?;
            }
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        if self.unsaid == 0 {
            return Ok(());
        }
        writeln!(
            out,
            "{} more without an annotation: GitHub shows {LIMIT} of each level",
            count(self.unsaid, "finding")
        )
    }
}

fn annotate(out: &mut dyn Write, finding: &Finding, checked: &Checked<'_>) -> io::Result<()> {
    let (start, end) = (checked.source.place(finding.span.start), checked.source.place(finding.span.end));
    let command = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let path = checked.source.path.strip_prefix("./").unwrap_or(&checked.source.path);
    write!(out, "::{command} file={},line={}", property(path), start.line)?;
    // Columns are taken only where the annotation stays on one line.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    } else {
        write!(out, ",endLine={}", end.line)?;
    }
    writeln!(out, ",title={}::{}", property(&clean::line(&finding.rule)), data(&clean::line(&finding.message)))
}

/// The text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
