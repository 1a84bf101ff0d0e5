//! `deskcheck check` and `deskcheck baseline`: every draft is read and checked, and what it gave is written, or kept, in
//! the order of the paths.

use std::collections::HashSet;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::args::{Accept, Check, Common};
use super::changes::Changes;
use super::discover::{Draft, discover};
use super::in_order::in_order;
use super::progress::Progress;
use super::settings::{self, House};
use super::sinks::Sinks;
use super::sources::Relations;
use super::statistics::{self, Statistics};
use super::trouble::{Trouble, remark};
use super::{Exit, colour, read, rulebook, sources};
use crate::allow::Allowed;
use crate::baseline::Baseline;
use crate::config::FailOn;
use crate::finding::{Finding, Level};
use crate::output::{Checked, Look, Run, Summary, count};
use crate::text::{Source, clean};
use crate::timing::Times;
use crate::{Checker, Report};

/// How a run ended.
pub struct Ran {
    /// For the exit code.
    pub exit: Exit,
    /// Nobody reads any output any more.
    pub is_unread: bool,
}

/// Runs `deskcheck check`.
pub fn run(common: &Common, check: &Check) -> Ran {
    let mut is_unread = false;
    let exit = run_once(common, check, &mut is_unread);
    Ran { exit, is_unread }
}

fn run_once(common: &Common, check: &Check, is_unread: &mut bool) -> Exit {
    let tell = |trouble: Trouble| trouble.tell(common.color);
    let (mut drafts, troubles) = discover(&check.paths, common.stdin_filename.as_deref());
    let mut exit = troubles.into_iter().map(tell).max().unwrap_or(Exit::Clean);
    let (changes, mut baseline) = match (changes(check), baseline(check)) {
        (Ok(changes), Ok(baseline)) => (changes, baseline),
        (Err(trouble), _) | (_, Err(trouble)) => return tell(trouble),
    };
    if let Some(changes) = &changes {
        drafts.retain(|draft| changes.touch_file(&draft.named_path()));
    }
    if check.show_files {
        let names: String = drafts.iter().map(|draft| format!("{}\n", clean::exact(&draft.name))).collect();
        return rulebook::print(&names, common, exit);
    }
    let whole_of = if changes.is_none() { check.paths.as_slice() } else { &[] };
    let house = match settings::load(common, &mut drafts, whole_of) {
        Ok(house) => house,
        Err(exit) => return exit,
    };
    if let Some(what) = check.show {
        return super::shown::run(common, what, &drafts, &house, exit);
    }
    if check.verbose {
        remark(&format!("{} under {}", count(drafts.len(), "draft"), count(house.rules.rules.len(), "rule")));
    }
    let look = Look { colour: colour::on_stdout(common.color), quiet: common.quiet, allowed: check.show_allowed };
    let mut desk = match Sinks::open(check.format.as_deref(), &check.output, look) {
        Ok(sinks) => {
            let summary = Summary { paths: shell_paths(&check.paths), ..Summary::default() };
            Desk { sinks, summary, relations: Relations::default(), quiet: common.quiet }
        }
        Err(trouble) => return tell(trouble),
    };
    let mut tally = Statistics::default();
    let mut used = HashSet::new();
    let times = (check.statistics || check.timing).then(Mutex::<Times>::default);
    let mut result = desk.sinks.begin(&Run { rules: &house.rules });
    let refine = |draft: &Draft, source: &Source, report: &mut Report| {
        if let Some(changes) = &changes {
            changes.keep(&draft.named_path(), source, &mut report.findings);
        }
        if common.quiet {
            report.findings.retain(|finding| finding.level > Level::Note);
        }
    };
    if result.is_ok() {
        let failed = check_all(common, &house, &drafts, times.as_ref(), &refine, |draft, done| {
            let Done { source, mut report, others } = done;
            if let Some(baseline) = &mut baseline {
                accept(baseline, &source, &mut report);
            }
            if fails(check, house.of(draft).fail_on, &report.findings) {
                exit = exit.max(Exit::Found);
            }
            tally.add(&source, &report);
            used.extend(report.allowed.iter().filter_map(|allowed| allowed.entry.clone()));
            result = desk.write(&source, &report, &others);
            if result.is_ok() && !desk.sinks.are_closed() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        desk.summary.files_failed = failed;
        if failed == 0 && changes.is_none() && result.is_ok() {
            (result, exit) = desk.write_idle(&house.idle(&used), check, exit);
        }
        exit = if failed > 0 { Exit::Failed } else { exit };
    }
    result = result.and_then(|()| desk.sinks.end(&desk.summary));
    *is_unread = desk.sinks.are_closed();
    if !common.quiet {
        desk.relations.tell();
    }
    if check.max_warnings.is_some_and(|most| desk.summary.levels[Level::Warning as usize] > most) {
        exit = exit.max(Exit::Found);
    }
    let times = times.map(|times| times.into_inner().unwrap_or_else(PoisonError::into_inner));
    if check.statistics {
        remark(tally.told(times.as_ref()).trim_end());
    }
    if let Some(times) = times.filter(|_| check.timing) {
        remark(statistics::timing(&times).trim_end());
    }
    let exit = result.map_or_else(tell, |()| exit);
    if !check.watch {
        // The program ends here: giving back the rules piece by piece would only take time.
        std::mem::forget(house);
    }
    exit
}

/// Runs `deskcheck baseline`.
pub fn accept_all(common: &Common, args: &Accept) -> Exit {
    let (mut drafts, troubles) = discover(&args.paths, common.stdin_filename.as_deref());
    let exit = troubles.iter().map(|trouble| trouble.tell(common.color)).max().unwrap_or(Exit::Clean);
    if exit == Exit::Failed {
        // A baseline of half of the drafts would make the other half's findings new.
        return exit;
    }
    let house = match settings::load(common, &mut drafts, &args.paths) {
        Ok(house) => house,
        Err(exit) => return exit,
    };
    let mut today = Baseline::default();
    let failed = check_all(common, &house, &drafts, None, &|_, _, _| {}, |_, done| {
        done.report.findings.iter().for_each(|finding| today.add(finding, &done.source));
        ControlFlow::Continue(())
    });
    if failed > 0 {
        return Exit::Failed;
    }
    let (written, told) = if args.prune {
        match read_baseline(&args.file) {
            Ok(before) => {
                let all = before.len();
                let kept = before.kept_by(&today);
                let told = format!("{} of {} are still there", kept.len(), count(all, "finding"));
                (kept, told)
            }
            Err(trouble) => return trouble.tell(common.color),
        }
    } else {
        let told = format!("{} accepted", count(today.len(), "finding"));
        (today, told)
    };
    match std::fs::write(&args.file, written.write()) {
        Ok(()) => rulebook::print(&format!("{}: {told}\n", clean::exact(&args.file.to_string_lossy())), common, exit),
        Err(error) => Trouble::CannotCreate(args.file.clone(), read::plain(&error)).tell(common.color),
    }
}

/// Checks drafts in parallel and hands over what they gave in order; the number of those that could not be checked.
pub fn check_all(
    common: &Common,
    house: &House,
    drafts: &[Draft],
    times: Option<&Mutex<Times>>,
    refine: &(dyn Fn(&Draft, &Source, &mut Report) + Sync),
    mut take: impl FnMut(&Draft, Done) -> ControlFlow<()>,
) -> usize {
    let worker = || {
        let mut checker = Checker::new(&house.rules);
        if times.is_some() {
            checker.take_times();
        }
        move |draft: &Draft| {
            checker.hold_to(Some(&house.of(draft).profile));
            let checked = check_draft(&mut checker, house, draft, refine);
            if let Some(times) = times {
                times.lock().unwrap_or_else(PoisonError::into_inner).add(&checker.times());
            }
            checked
        }
    };
    let mut progress = Progress::new(drafts.len(), common.quiet);
    let (mut done, mut failed) = (0, 0);
    in_order(drafts, common.threads(), worker, weigh, |draft, checked| {
        progress.clear();
        done += 1;
        let flow = match checked.unwrap_or_else(|| Err(Trouble::Internal(draft.name.clone()))) {
            Ok(done) => take(draft, done),
            Err(trouble) => {
                failed += 1;
                trouble.tell(common.color);
                ControlFlow::Continue(())
            }
        };
        progress.tell(done);
        flow
    });
    progress.clear();
    failed
}

/// A draft that was checked.
pub struct Done {
    /// The draft; of one without findings only its name.
    pub source: Source,
    pub report: Report,
    /// The sources that findings point into.
    pub others: Vec<Arc<Source>>,
}

fn check_draft(
    checker: &mut Checker<'_>,
    house: &House,
    draft: &Draft,
    refine: &(dyn Fn(&Draft, &Source, &mut Report) + Sync),
) -> Result<Done, Trouble> {
    let mut source = read::draft(draft)?;
    source.format = house.of(draft).format;
    let library = house.library(draft, &source)?;
    let mut report = checker.check_beside(&source, library.as_deref());
    refine(draft, &source, &mut report);
    if report.findings.is_empty() && report.allowed.is_empty() {
        // Only the name is wanted of a draft without findings; a thousand of them may wait their turn.
        return Ok(Done { source: Source::new(source.path, ""), report, others: Vec::new() });
    }
    let others = sources::shown_in(&report, library.as_deref());
    Ok(Done { source, report, others })
}

fn weigh(checked: &Result<Done, Trouble>) -> usize {
    checked.as_ref().map_or(0, |done| done.source.text.len() + done.report.findings.len() * 512)
}

/// What is in the baseline is allowed.
fn accept(baseline: &mut Baseline, source: &Source, report: &mut Report) {
    let (mut new, mut old) = (Vec::new(), Vec::new());
    for finding in std::mem::take(&mut report.findings) {
        if baseline.take(&finding, source) { old.push(finding) } else { new.push(finding) }
    }
    report.findings = new;
    let reason = "in the baseline";
    report.allowed.extend(old.into_iter().map(|finding| Allowed {
        finding,
        reason: reason.into(),
        in_draft: false,
        entry: None,
    }));
}

fn changes(check: &Check) -> Result<Option<Changes>, Trouble> {
    if let Some(revision) = &check.since {
        let failed = |why: String| Trouble::Failed(format!("cannot tell what changed since “{revision}”: {why}"));
        return Changes::since(revision).map(Some).map_err(failed);
    }
    let Some(path) = &check.diff else { return Ok(None) };
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| Trouble::Unreadable(path.clone(), read::plain(&error)))?;
    Ok(Some(Changes::of_diff(&String::from_utf8_lossy(&bytes))))
}

fn baseline(check: &Check) -> Result<Option<Baseline>, Trouble> {
    check.baseline.as_deref().map(read_baseline).transpose()
}

fn read_baseline(path: &Path) -> Result<Baseline, Trouble> {
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| Trouble::Unreadable(path.to_owned(), read::plain(&error)))?;
    let name = clean::exact(&path.to_string_lossy()).into_owned();
    Baseline::read(&text).map_err(|(line, what)| Trouble::Failed(format!("{name}:{line}: {what}")))
}

/// What is written, and what it amounts to.
struct Desk {
    sinks: Sinks,
    summary: Summary,
    relations: Relations,
    quiet: bool,
}

impl Desk {
    fn write(&mut self, source: &Source, report: &Report, others: &[Arc<Source>]) -> Result<(), Trouble> {
        self.summary.add(report);
        if let Some(coverage) = &report.coverage {
            self.relations.add(coverage);
            if !self.quiet && !self.sinks.tell_coverage() {
                sources::tell(&source.path, coverage);
            }
        }
        self.sinks.file(&Checked { source, report, others })
    }

    /// Writes findings about the configurations themselves, after those about drafts, file by file.
    fn write_idle(
        &mut self,
        idle: &[(Arc<Source>, Finding)],
        check: &Check,
        exit: Exit,
    ) -> (Result<(), Trouble>, Exit) {
        let mut exit = exit;
        for same in idle.chunk_by(|(a, _), (b, _)| a.path == b.path) {
            let findings: Vec<_> = same.iter().map(|(_, finding)| finding.clone()).collect();
            if fails(check, None, &findings) {
                exit = exit.max(Exit::Found);
            }
            let result = self.write(&same[0].0, &Report { findings, ..Report::default() }, &[]);
            if result.is_err() {
                return (result, exit);
            }
        }
        (Ok(()), exit)
    }
}

/// Whether a run fails for findings, given what was asked for and what holds for a draft.
fn fails(check: &Check, held: Option<FailOn>, findings: &[Finding]) -> bool {
    let default = if check.max_warnings.is_some() { FailOn::Error } else { FailOn::Warning };
    let fail_on = check.fail_on.map(FailOn::from).or(held).unwrap_or(default);
    fail_on.level().is_some_and(|least| findings.iter().any(|finding| finding.level >= least))
}

/// The paths as a shell takes them, or `…` where they are too many or would want quoting.
fn shell_paths(paths: &[PathBuf]) -> String {
    let names: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
    let is_plain = |name: &str| name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '-'));
    let are_plain = names.iter().all(|name| is_plain(name));
    let line = names.join(" ");
    if are_plain && line.len() <= 60 { line } else { String::from("…") }
}
