//! `deskcheck check`: every draft is read and checked, and its findings are written in the order of the paths.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use super::args::{Check, Common};
use super::discover::{Draft, discover};
use super::in_order::in_order;
use super::progress::Progress;
use super::trouble::Trouble;
use super::{Exit, colour, is_broken_pipe, read, rules, sources};
use crate::finding::Level;
use crate::output::{Checked, Look, OUTPUTS, Run, Summary, Writer, output_of};
use crate::text::Source;
use crate::{Checker, Report};

/// Runs the verb.
pub fn run(common: &Common, check: &Check) -> Exit {
    let rules = match rules::load(common) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let library = match sources::load(common, &rules) {
        Ok(library) => library,
        Err(exit) => return exit,
    };
    let (drafts, troubles) = discover(&check.paths, common.stdin_filename.as_deref());
    let mut exit = troubles.iter().map(|trouble| trouble.tell(common.color)).max().unwrap_or(Exit::Clean);

    let look = Look { colour: colour::on_stdout(common.color), quiet: common.quiet };
    let mut desk = Desk {
        writer: (output_of(&check.format).unwrap_or(&OUTPUTS[0]).open)(look),
        out: BufWriter::new(io::stdout().lock()),
        is_watched: io::stdout().is_terminal(),
        others: sources::texts(library.as_ref()),
        summary: Summary { paths: shell_paths(&check.paths), ..Summary::default() },
    };
    let mut result = desk.writer.begin(&mut desk.out, &Run { rules: &rules });
    let worker = || {
        let mut checker = Checker::beside(&rules, library.as_ref());
        move |draft: &Draft| check_draft(&mut checker, draft, common.quiet)
    };
    let mut progress = Progress::new(drafts.len(), common.quiet);
    let mut done = 0;
    if result.is_ok() {
        in_order(&drafts, common.threads(), worker, weigh, |draft, checked| {
            progress.clear();
            done += 1;
            match checked.unwrap_or_else(|| Err(Trouble::Internal(draft.name.clone()))) {
                Ok((source, report)) => {
                    result = desk.write(&source, &report);
                    if let (Some(library), Some(coverage), false) = (&library, &report.coverage, common.quiet) {
                        sources::tell(&source.path, coverage, library);
                    }
                }
                Err(trouble) => {
                    desk.summary.files_failed += 1;
                    exit = exit.max(trouble.tell(common.color));
                }
            }
            progress.tell(done);
            if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
    }
    progress.clear();
    result = result.and_then(|()| desk.end());
    if check.fail_on.level().is_some_and(|level| desk.summary.at_least(level) > 0) {
        exit = exit.max(Exit::Found);
    }
    match result {
        Ok(()) => exit,
        // Nobody reads on: that is for them to say.
        Err(error) if is_broken_pipe(&error) => exit,
        Err(error) => Trouble::Output(error).tell(common.color),
    }
}

/// Where findings are written.
struct Desk<'a> {
    writer: Box<dyn Writer>,
    out: BufWriter<io::StdoutLock<'a>>,
    is_watched: bool,
    others: Vec<Arc<Source>>,
    summary: Summary,
}

impl Desk<'_> {
    fn write(&mut self, source: &Source, report: &Report) -> io::Result<()> {
        self.summary.add(report);
        self.writer.file(&mut self.out, &Checked { source, report, others: &self.others })?;
        if self.is_watched { self.out.flush() } else { Ok(()) }
    }

    fn end(&mut self) -> io::Result<()> {
        self.writer.end(&mut self.out, &self.summary)?;
        self.out.flush()
    }
}

fn check_draft(checker: &mut Checker<'_>, draft: &Draft, quiet: bool) -> Result<(Source, Report), Trouble> {
    let source = read::draft(draft)?;
    let mut report = checker.check(&source);
    if quiet {
        report.findings.retain(|finding| finding.level > Level::Note);
    }
    if report.findings.is_empty() {
        // Only the name is wanted of a draft without findings; a thousand of them may wait their turn.
        return Ok((Source::new(source.path, ""), report));
    }
    Ok((source, report))
}

fn weigh(checked: &Result<(Source, Report), Trouble>) -> usize {
    checked.as_ref().map_or(0, |(source, report)| source.text.len() + report.findings.len() * 512)
}

/// The paths as a shell takes them, or `…` where they are too many or would want quoting.
fn shell_paths(paths: &[PathBuf]) -> String {
    let names: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
    let is_plain = |name: &str| name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '-'));
    let are_plain = names.iter().all(|name| is_plain(name));
    let line = names.join(" ");
    if are_plain && line.len() <= 60 { line } else { String::from("…") }
}
