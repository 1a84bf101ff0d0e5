//! `deskcheck fix`: the fixes of every draft as one patch, or written, or asked about one by one, or as a filter from
//! standard input to standard output. On standard output there is nothing but the patch or the text; what is to be said
//! besides goes to standard error. How fixes are chosen and applied is known to `fix/`.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Component, Path, PathBuf};

use super::args::{Common, Fix};
use super::discover::{Draft, discover};
use super::in_order::in_order;
use super::progress::Progress;
use super::settings::{self, House};
use super::trouble::{Trouble, remark};
use super::write::{sweep, write};
use super::{Exit, colour, interactive, is_broken_pipe, read};
use crate::compare::Library;
use crate::finding::{Safety, caution};
use crate::fix::diff::{self, Manner};
use crate::fix::{Fixed, Means, fix};
use crate::format;
use crate::output::count;
use crate::rule::RuleSet;
use crate::text::{Source, clean};
use crate::{Checker, Report};

/// Runs the verb.
pub fn run(common: &Common, args: &Fix) -> Exit {
    let has_stdin = args.paths.iter().any(|path| path.as_os_str() == "-");
    if has_stdin && args.paths.len() > 1 {
        return Trouble::Usage("`-` cannot be fixed together with files").tell(common.color);
    }
    if has_stdin && (args.write || args.interactive) {
        return Trouble::Usage("standard input can be filtered, but not written or asked about").tell(common.color);
    }
    let (mut drafts, troubles) = discover(&args.paths, common.stdin_filename.as_deref());
    let house = match settings::load(common, &mut drafts, &args.paths) {
        Ok(house) => house,
        Err(exit) => {
            // An editor that filters its text through here must not lose it to a mistake in a rule file.
            if has_stdin && !args.diff {
                let _ = io::copy(&mut io::stdin().lock(), &mut io::stdout().lock());
            }
            return exit;
        }
    };
    let exit = troubles.iter().map(|trouble| trouble.tell(common.color)).max().unwrap_or(Exit::Clean);
    if args.interactive {
        return exit.max(interactive::run(common, args, &house, &drafts));
    }
    match drafts.first() {
        Some(draft) if has_stdin && !args.diff => exit.max(filter(common, args, &house, draft)),
        _ => exit.max(fix_all(common, args, &house, &drafts)),
    }
}

/// A draft that was fixed; texts are kept only where something changed.
struct Outcome {
    before: String,
    fixed: Fixed,
    written: Result<(), Trouble>,
}

fn fix_all(common: &Common, args: &Fix, house: &House, drafts: &[Draft]) -> Exit {
    let mut exit = Exit::Clean;
    let mut out = BufWriter::new(io::stdout().lock());
    let for_eyes = io::stdout().is_terminal();
    let colour = colour::on_stdout(common.color);
    let manner = Manner { context: args.context, prefix: !args.no_prefix, for_eyes: for_eyes || colour, colour };
    let mut tally = Tally::default();
    let mut progress = Progress::new(drafts.len(), common.quiet);
    let mut result = Ok(());
    let mut done = 0;
    let worker = || {
        let mut checker = Checker::new(&house.rules);
        move |draft: &Draft| {
            checker.hold_to(Some(&house.of(draft).profile));
            fix_draft(&mut checker, house, draft, args)
        }
    };
    in_order(drafts, common.threads(), worker, weigh, |draft, outcome| {
        progress.clear();
        done += 1;
        match outcome.unwrap_or_else(|| Err(Trouble::Internal(draft.name.clone()))) {
            Ok(outcome) => {
                exit = exit.max(tell(&draft.name, &outcome.fixed, common, args));
                result = match outcome.written {
                    Err(trouble) => {
                        exit = exit.max(trouble.tell(common.color));
                        tally.left(&outcome.fixed.left);
                        Ok(())
                    }
                    Ok(()) => {
                        tally.add(&outcome.fixed);
                        show(&mut out, draft, &outcome, args, manner)
                    }
                };
            }
            Err(trouble) => exit = exit.max(trouble.tell(common.color)),
        }
        progress.tell(done);
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    progress.clear();
    if args.write {
        sweep(drafts.iter().map(|draft| draft.path.as_path()));
    }
    if args.write && !common.quiet {
        result = result.and_then(|()| tally.sum_up(&mut out, args.unsafe_));
    } else if !common.quiet {
        tally.hint(args.unsafe_);
    }
    result = result.and_then(|()| out.flush());
    if tally.fixable_left() > 0 || (tally.files > 0 && !args.write) {
        exit = exit.max(Exit::Found);
    }
    match result {
        Ok(()) => exit,
        Err(error) if is_broken_pipe(&error) => exit,
        Err(error) => Trouble::Output(error).tell(common.color),
    }
}

fn fix_draft(checker: &mut Checker<'_>, house: &House, draft: &Draft, args: &Fix) -> Result<Outcome, Trouble> {
    let mut source = read::draft(draft)?;
    source.format = house.of(draft).format;
    let library = house.library(draft, &source)?;
    let mut fixed = fix_source(checker, &house.rules, &source, library.as_deref(), args);
    if fixed.text == source.text {
        fixed.text = String::new();
        return Ok(Outcome { before: String::new(), fixed, written: Ok(()) });
    }
    let written = if args.write {
        write(&draft.path, &source.text, &fixed.text, args.backup.as_deref())
            .map_err(|refusal| Trouble::CannotWrite(draft.path.clone(), refusal.to_string()))
    } else {
        Ok(())
    };
    Ok(Outcome { before: source.text, fixed, written })
}

fn fix_source(
    checker: &mut Checker<'_>,
    rules: &RuleSet,
    source: &Source,
    library: Option<&Library>,
    args: &Fix,
) -> Fixed {
    let least = if args.unsafe_ { Safety::Unsafe } else { Safety::Safe };
    let mut check = |source: &Source| checker.check_beside(source, library);
    let held = |source: &Source| caution::held(source, &format::read(source));
    let priority = |rule: &str| rules.priority(rule);
    fix(source, None, &mut Means { check: &mut check, held: &held, priority: &priority, least })
}

fn weigh(outcome: &Result<Outcome, Trouble>) -> usize {
    outcome.as_ref().map_or(0, |o| o.before.len() + o.fixed.text.len() + o.fixed.left.findings.len() * 512)
}

/// Writes the patch of one draft, or the line that says it was written.
fn show(out: &mut dyn Write, draft: &Draft, outcome: &Outcome, args: &Fix, manner: Manner) -> io::Result<()> {
    if outcome.before.is_empty() && outcome.fixed.text.is_empty() {
        return Ok(());
    }
    if args.write {
        let fixes = outcome.fixed.done.len();
        let plural = if fixes == 1 { "fix" } else { "fixes" };
        return writeln!(out, "{}: {fixes} {plural}", clean::exact(&draft.name));
    }
    let name = if draft.is_stdin { PathBuf::from(&draft.name) } else { draft.path.clone() };
    diff::patch(out, &patch_name(&name), &outcome.before, &outcome.fixed.text, manner)
}

/// The name of a file in a patch: relative to the current folder with `/` between its parts; a file elsewhere is named
/// from the root, without its first `/`.
fn patch_name(path: &Path) -> Vec<u8> {
    let here = std::env::current_dir().unwrap_or_default();
    let whole = settings::whole(path);
    let inside = whole.strip_prefix(&here).unwrap_or(&whole);
    let parts = inside.components().filter_map(|part| match part {
        Component::Normal(name) => Some(bytes_of(name)),
        _ => None,
    });
    parts.collect::<Vec<_>>().join(&b'/')
}

#[cfg(unix)]
fn bytes_of(name: &std::ffi::OsStr) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(name).to_vec()
}

#[cfg(not(unix))]
fn bytes_of(name: &std::ffi::OsStr) -> Vec<u8> {
    name.to_string_lossy().into_owned().into_bytes()
}

/// Standard input, fixed, to standard output. Whatever fails, the text comes out, fixed or as it was.
fn filter(common: &Common, args: &Fix, house: &House, draft: &Draft) -> Exit {
    let bytes = match read::bytes(draft) {
        Ok(bytes) => bytes,
        Err(trouble) => return trouble.tell(common.color),
    };
    let (exit, bytes) = match read::source(draft, bytes) {
        Ok(mut source) => {
            source.format = house.of(draft).format;
            let library = match house.library(draft, &source) {
                Ok(library) => library,
                Err(trouble) => return hand_through(common, trouble.tell(common.color), source.text.as_bytes()),
            };
            let mut checker = Checker::new(&house.rules);
            checker.hold_to(Some(&house.of(draft).profile));
            let run = || fix_source(&mut checker, &house.rules, &source, library.as_deref(), args);
            match std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)) {
                Ok(fixed) => {
                    tell(&draft.name, &fixed, common, args);
                    (Exit::Clean, fixed.text.into_bytes())
                }
                Err(_) => (Trouble::Internal(draft.name.clone()).tell(common.color), source.text.into_bytes()),
            }
        }
        Err((trouble, bytes)) => (trouble.tell(common.color), bytes),
    };
    hand_through(common, exit, &bytes)
}

/// Bytes to standard output.
fn hand_through(common: &Common, exit: Exit, bytes: &[u8]) -> Exit {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => exit,
        Err(error) => exit.max(Trouble::Output(error).tell(common.color)),
    }
}

/// Says what did not go well with the fixes of a draft.
fn tell(name: &str, fixed: &Fixed, common: &Common, args: &Fix) -> Exit {
    let name = clean::exact(name);
    if !common.quiet {
        for back in &fixed.taken_back {
            let (line, column, title) = (back.place.line, back.place.column, clean::line(&back.title));
            remark(&format!(
                "{name}:{line}:{column}: a fix of {} was taken back ({title}): {}",
                back.rule, back.reason
            ));
        }
        for fault in &fixed.faults {
            remark(&format!("{name}: the fixes of {} were left out: {}", fault.rules.join(", "), fault.what));
        }
    }
    if args.explain_conflicts {
        for rejected in &fixed.rejected {
            let (offer, winner) = (&rejected.offer, &rejected.winner);
            let title = clean::line(&offer.title);
            let because = rejected.because;
            remark(&format!("{name}: a fix of {} ({title}) gave way to one of {winner}: {because}", offer.rule));
        }
    }
    Exit::Clean
}

/// What a run fixed, and what it left.
#[derive(Default)]
struct Tally {
    files: usize,
    by_rule: BTreeMap<String, usize>,
    /// Findings left whose best fix is safe, unsafe, for reading only.
    left: [usize; 3],
}

impl Tally {
    fn add(&mut self, fixed: &Fixed) {
        self.files += usize::from(!fixed.done.is_empty());
        for done in &fixed.done {
            *self.by_rule.entry(done.rule.clone()).or_default() += 1;
        }
        self.left(&fixed.left);
    }

    fn left(&mut self, left: &Report) {
        for fix in left.findings.iter().filter_map(|finding| finding.fixes.first()) {
            self.left[fix.safety as usize] += 1;
        }
    }

    /// Findings that another run with other options could fix.
    fn fixable_left(&self) -> usize {
        self.left[Safety::Safe as usize] + self.left[Safety::Unsafe as usize]
    }

    fn sum_up(&self, out: &mut dyn Write, took_unsafe: bool) -> io::Result<()> {
        let width = self.by_rule.values().map(|n| n.to_string().len()).max().unwrap_or(0);
        for (rule, n) in &self.by_rule {
            writeln!(out, "  {n:>width$} {rule}")?;
        }
        let fixes: usize = self.by_rule.values().sum();
        let fixes = if fixes == 1 { String::from("1 fix") } else { format!("{fixes} fixes") };
        let left: usize = self.left.iter().sum();
        write!(out, "{fixes} in {}; {left} left for a reader", count(self.files, "file"))?;
        match self.left[Safety::Unsafe as usize] {
            n @ 1.. if !took_unsafe => writeln!(out, " ({n} of them with --unsafe)"),
            _ => writeln!(out),
        }
    }

    /// After a patch: what was not in it.
    fn hint(&self, took_unsafe: bool) {
        let n = self.left[Safety::Unsafe as usize];
        if n > 0 && !took_unsafe {
            let fixes = if n == 1 { "1 more fix wants".into() } else { format!("{n} more fixes want") };
            remark(&format!("{fixes} a reader’s eye: deskcheck fix --unsafe, or --interactive"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patch_names_are_relative_to_here() {
        let here = std::env::current_dir().expect("a folder");
        for (path, name) in [("./a/../b.md", "b.md"), ("x/y.md", "x/y.md")] {
            assert_eq!(patch_name(Path::new(path)), name.as_bytes());
            assert_eq!(patch_name(&here.join(path)), name.as_bytes());
        }
        #[cfg(unix)]
        assert_eq!(patch_name(Path::new("/no/such/a.md")), b"no/such/a.md");
    }
}
