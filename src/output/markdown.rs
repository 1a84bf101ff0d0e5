//! A summary for a pull request, in Markdown: how many findings of which rules, then the findings themselves as far as a
//! comment holds them. Nothing of a draft can become markup, a link or a mention.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Checked, Look, Summary, Writer, count, coverage};
use crate::finding::Level;
use crate::text::clean;

/// Findings that are written out.
const LIMIT: usize = 50;

#[derive(Default)]
struct Markdown {
    rules: BTreeMap<String, (Level, usize)>,
    lines: Vec<String>,
    unsaid: usize,
    /// How much of each draft its sources bear out.
    coverage: Vec<String>,
}

/// A writer of one summary.
pub fn open(_look: Look) -> Box<dyn Writer> {
    Box::new(Markdown::default())
}

impl Writer for Markdown {
    fn file(&mut self, _out: &mut dyn Write, checked: &Checked<'_>) -> io::Result<()> {
        if let Some(coverage) = &checked.report.coverage {
            self.coverage.push(format!("- {}: {}", escaped(&checked.source.path), coverage::line(coverage)));
        }
        for finding in &checked.report.findings {
            let tally = self.rules.entry(finding.rule.clone()).or_insert((finding.level, 0));
            *tally = (tally.0.max(finding.level), tally.1 + 1);
            if self.lines.len() >= LIMIT {
                self.unsaid += 1;
                continue;
            }
            let place = checked.source.place(finding.span.start);
            self.lines.push(format!(
                "| {}:{}:{} | {} | {} | {} |",
                escaped(&checked.source.path),
                place.line,
                place.column,
                finding.level.name(),
                escaped(&finding.message),
                escaped(&finding.rule)
            ));
        }
        Ok(())
    }

    fn tells_coverage(&self) -> bool {
        true
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let [notes, warnings, errors] = summary.levels;
        let files = count(summary.files, "draft");
        if self.rules.is_empty() {
            writeln!(out, "### deskcheck\n\nNothing found in {files}.")?;
            return self.sources(out);
        }
        let (errors, warnings, notes) = (count(errors, "error"), count(warnings, "warning"), count(notes, "note"));
        writeln!(out, "### deskcheck\n\n{errors}, {warnings} and {notes} in {files}.\n")?;
        writeln!(out, "| rule | level | findings |\n|---|---|---:|")?;
        for (rule, (level, n)) in &self.rules {
            writeln!(out, "| {} | {} | {n} |", escaped(rule), level.name())?;
        }
        writeln!(out, "\n| place | level | finding | rule |\n|---|---|---|---|")?;
        for line in &self.lines {
            writeln!(out, "{line}")?;
        }
        if self.unsaid > 0 {
            writeln!(out, "\n{} more.", count(self.unsaid, "finding"))?;
        }
        self.sources(out)
    }
}

impl Markdown {
    /// What the sources bear out, as far as a comment holds it.
    fn sources(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.coverage.is_empty() {
            return Ok(());
        }
        writeln!(out, "\nAgainst the sources:\n")?;
        for line in self.coverage.iter().take(LIMIT) {
            writeln!(out, "{line}")?;
        }
        match self.coverage.len().saturating_sub(LIMIT) {
            0 => Ok(()),
            n => writeln!(out, "- and {} more", count(n, "draft")),
        }
    }
}

/// Text of which Markdown makes nothing.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in clean::line(&clean::exact(text)).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // An empty comment keeps a name or a number from becoming a mention.
            '@' | '#' => out.extend([c.to_string().as_str(), "<!-- -->"]),
            // Bare addresses become links; without their colon they do not.
            ':' => out.push_str(":<!-- -->"),
            '/' | '-' | '.' | ',' | ';' | '\'' | '"' | '?' | '%' | '=' | '+' | '(' | ')' => out.push(c),
            c if c.is_ascii_punctuation() => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(escaped("a|b <b> `c` @d [e](f)\ng"), "a\\|b &lt;b&gt; \\`c\\` @<!-- -->d \\[e\\](f)␊g");
    }
}
