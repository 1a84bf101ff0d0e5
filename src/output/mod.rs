//! TABLE 3: the outputs. Each writes the findings of a run in one shape, file by file as they come, so that no output
//! needs more memory than one file asks for unless its shape forces it to. A new output is one file here and one line in
//! [`OUTPUTS`]. Nothing here finds, chooses or fixes, opens a file or knows which stream it writes to.

mod checkstyle;
pub mod coverage;
mod github;
mod gitlab;
mod html;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod picture;
mod place;
mod rdjsonl;
mod sarif;
mod short;
pub mod terminal;

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use crate::Report;
use crate::compare::Coverage;
use crate::finding::{Finding, Level, Safety};
use crate::rule::RuleSet;
use crate::text::Source;

/// One shape that findings can be written in.
pub struct Output {
    /// The name after `--format`.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: &'static str,
    /// Makes a writer for one run.
    pub open: fn(Look) -> Box<dyn Writer>,
}

/// All outputs; the first is the default.
pub const OUTPUTS: &[Output] = &[
    Output { name: "terminal", about: "Each finding with its line, its evidence and its fix", open: terminal::open },
    Output { name: "short", about: "One line a finding: path:line:column: level: message [rule]", open: short::open },
    Output { name: "jsonl", about: "One JSON object a line, for programs", open: jsonl::open },
    Output { name: "json", about: "One JSON document with rules, findings and summary", open: json::open },
    Output { name: "sarif", about: "SARIF 2.1.0, for code hosts and editors", open: sarif::open },
    Output { name: "github", about: "Annotations of a GitHub workflow", open: github::open },
    Output { name: "gitlab", about: "GitLab’s code quality report", open: gitlab::open },
    Output { name: "junit", about: "JUnit XML, for build servers", open: junit::open },
    Output { name: "checkstyle", about: "Checkstyle XML, for review tools", open: checkstyle::open },
    Output { name: "rdjsonl", about: "JSON lines for reviewdog", open: rdjsonl::open },
    Output { name: "markdown", about: "A summary for a pull request", open: markdown::open },
    Output { name: "html", about: "A page to look at, drafts with marks and findings beside", open: html::open },
];

/// The output of this name.
pub fn output_of(name: &str) -> Option<&'static Output> {
    OUTPUTS.iter().find(|output| output.name == name)
}

/// What the user asked of an output's looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// Colours are wanted and the stream takes them.
    pub colour: bool,
    /// Nothing but findings: no summary.
    pub quiet: bool,
    /// What is allowed is shown too, by the outputs that people read.
    pub allowed: bool,
}

/// Writes one run. The calls come in this order: `begin`, `file` for every draft in the order of paths (also for those
/// without a finding), `end`.
pub trait Writer {
    /// Before the first file.
    fn begin(&mut self, _out: &mut dyn Write, _run: &Run<'_>) -> io::Result<()> {
        Ok(())
    }

    /// One draft and what it gave.
    fn file(&mut self, out: &mut dyn Write, checked: &Checked<'_>) -> io::Result<()>;

    /// Whether it tells how much of a draft its sources bear out; of the others the command line tells it beside them.
    fn tells_coverage(&self) -> bool {
        false
    }

    /// After the last file.
    fn end(&mut self, _out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// What holds for the whole run: outputs that list rules (SARIF) read them here.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The rules that are on.
    pub rules: &'a RuleSet,
}

/// One draft that was checked.
#[derive(Clone, Copy)]
pub struct Checked<'a> {
    /// The draft. Its text may be empty where it has no findings: only the name is kept then.
    pub source: &'a Source,
    /// Its findings, in order.
    pub report: &'a Report,
    /// The texts that labels with a path of their own point into.
    pub others: &'a [Arc<Source>],
}

/// What a run amounted to.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Drafts that were checked.
    pub files: usize,
    /// Drafts with a finding.
    pub files_with_findings: usize,
    /// Drafts that could not be read, or not checked.
    pub files_failed: usize,
    /// Findings, by level: notes, warnings, errors.
    pub levels: [usize; 3],
    /// Findings whose best fix is safe.
    pub safe: usize,
    /// Findings whose best fix wants a reader's eye.
    pub unsafe_: usize,
    /// How much of all drafts that have sources these bear out.
    pub coverage: Option<Coverage>,
    /// The paths of the run as a shell takes them, or `…`: for the command that shows the fixes.
    pub paths: String,
}

impl Summary {
    /// Adds a draft.
    pub fn add(&mut self, report: &Report) {
        self.files += 1;
        self.files_with_findings += usize::from(!report.findings.is_empty());
        if let Some(coverage) = &report.coverage {
            self.coverage.get_or_insert_default().add(coverage);
        }
        for finding in &report.findings {
            self.levels[finding.level as usize] += 1;
            match finding.fixes.first().map(|fix| fix.safety) {
                Some(Safety::Safe) => self.safe += 1,
                Some(Safety::Unsafe) => self.unsafe_ += 1,
                Some(Safety::Shown) | None => {}
            }
        }
    }

    /// Findings at this level or above.
    pub fn at_least(&self, level: Level) -> usize {
        self.levels[level as usize..].iter().sum()
    }
}

/// The findings of a report as people are shown them: with what is allowed among them, as notes, if that is wanted.
fn shown(report: &Report, look: Look) -> Cow<'_, [Finding]> {
    if !look.allowed || report.allowed.is_empty() {
        return Cow::Borrowed(&report.findings);
    }
    let allowed = report.allowed.iter().map(|allowed| {
        let because = if allowed.reason.is_empty() { String::new() } else { format!(" ({})", allowed.reason) };
        let message = format!("allowed{because}: {}", allowed.finding.message);
        Finding { level: Level::Note, message, ..allowed.finding.clone() }
    });
    let mut all: Vec<_> = report.findings.iter().cloned().chain(allowed).collect();
    all.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    Cow::Owned(all)
}

/// `1 file`, `2 files`.
pub fn count(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_the_default_is_for_people() {
        let mut names: Vec<_> = OUTPUTS.iter().map(|o| o.name).collect();
        assert_eq!(names[0], "terminal");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), OUTPUTS.len());
    }
}
