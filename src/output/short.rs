//! One line a finding, as compilers print them: editors and `grep` read it. No evidence, no fixes, no summary.

use std::io::{self, Write};

use super::{Checked, Look, Writer};
use crate::text::clean;

struct Short;

/// A writer of short lines.
pub fn open(_look: Look) -> Box<dyn Writer> {
    Box::new(Short)
}

impl Writer for Short {
    fn file(&mut self, out: &mut dyn Write, checked: &Checked<'_>) -> io::Result<()> {
        let path = clean::exact(&checked.source.path);
        for finding in &checked.report.findings {
            let place = checked.source.place(finding.span.start);
            let (level, message) = (finding.level.name(), clean::line(&finding.message));
            writeln!(out, "{path}:{}:{}: {level}: {message} [{}]", place.line, place.column, finding.rule)?;
        }
        Ok(())
    }
}
