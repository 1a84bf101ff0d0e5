//! `deskcheck fix --interactive`: each finding that can be mended is shown with its line before and after, and the
//! reader decides. Every yes is written to the file at once, so that nothing is lost whatever ends the session; undo
//! writes it back. Questions and answers go through any reader and writer, so that a test can hold the conversation.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};
use std::ops::ControlFlow;

use super::args::{Common, Fix};
use super::discover::Draft;
use super::settings::House;
use super::trouble::Trouble;
use super::write::write;
use super::{Exit, colour, is_broken_pipe, read};
use crate::finding::{Edit, Finding, Fix as Mend};
use crate::fix::apply::{Shift, splice};
use crate::fix::choose;
use crate::output::{Checked, count, terminal};
use crate::text::{Source, Span, clean};
use crate::{Checker, Report};

const HELP: &str = "\
  y     take the fix         1-9  take the fix of this number
  n     leave it             e    type what shall stand there
  a     take all fixes of this rule from here on
  s     leave all of this rule from here on
  u     undo the last answer
  d     leave the rest of this file
  q     quit; what was taken is already written
";
/// Columns for the lines before and after.
const WIDTH: usize = 90;
/// Times a fixed text is searched for what came up by fixing.
const ROUNDS: usize = 10;

/// Runs the session over these drafts.
pub fn run(common: &Common, args: &Fix, house: &House, drafts: &[Draft]) -> Exit {
    let mut checker = Checker::new(&house.rules);
    let profile = Cell::new(None);
    let library = RefCell::new(None);
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let mut session = Session {
        input: &mut input,
        out: &mut output,
        check: &mut |source| {
            checker.hold_to(profile.get());
            checker.check_beside(source, library.borrow().as_deref())
        },
        colour: colour::on_stdout(common.color),
        take_all: BTreeSet::new(),
        leave_all: BTreeSet::new(),
        quit: false,
        taken: 0,
        left: 0,
    };
    let mut exit = Exit::Clean;
    for draft in drafts {
        let read = read::draft(draft).and_then(|source| Ok((house.library(draft, &source)?, source)));
        let source = match read {
            Ok((sources, mut source)) => {
                source.format = house.of(draft).format;
                library.replace(sources);
                source
            }
            Err(trouble) => {
                exit = exit.max(trouble.tell(common.color));
                continue;
            }
        };
        let mut backup = args.backup.as_deref();
        let mut save = |before: &str, after: &str| {
            let saved = write(&draft.path, before, after, backup);
            // The copy is of the file as it was before the session.
            backup = if saved.is_ok() { None } else { backup };
            saved.map_err(|refusal| refusal.to_string())
        };
        profile.set(Some(&house.of(draft).profile));
        match session.draft(source, &mut save) {
            Ok(Ok(())) => {}
            Ok(Err(why)) => exit = exit.max(Trouble::CannotWrite(draft.path.clone(), why).tell(common.color)),
            Err(error) if is_broken_pipe(&error) => return exit,
            Err(error) => return exit.max(Trouble::Output(error).tell(common.color)),
        }
        if session.quit {
            break;
        }
    }
    let (taken, left) = (session.taken, session.left);
    let is_done = left == 0 && !session.quit;
    let told = writeln!(session.out, "{} taken, {} left", count(taken, "repair"), left);
    match told {
        Err(error) if !is_broken_pipe(&error) => exit.max(Trouble::Output(error).tell(common.color)),
        _ if is_done => exit,
        _ => exit.max(Exit::Found),
    }
}

/// Writes a text in place of another; says why not.
type Save<'a> = &'a mut dyn FnMut(&str, &str) -> Result<(), String>;

struct Session<'a> {
    input: &'a mut dyn BufRead,
    out: &'a mut dyn Write,
    check: &'a mut dyn FnMut(&Source) -> Report,
    colour: bool,
    take_all: BTreeSet<String>,
    leave_all: BTreeSet<String>,
    quit: bool,
    taken: usize,
    left: usize,
}

/// Where a draft stands, and all that undo has to bring back.
#[derive(Clone)]
struct State {
    text: String,
    format: Option<&'static str>,
    /// Findings with a fix, still to be asked about; places are those of `text`.
    queue: Vec<Finding>,
    /// How many of them have been answered.
    at: usize,
    /// Places that have been asked about, by rule.
    asked: Vec<(String, Span<Source>)>,
    take_all: BTreeSet<String>,
    leave_all: BTreeSet<String>,
    taken: usize,
    left: usize,
}

enum Answer {
    Take(usize),
    Leave,
    Type,
    TakeAll,
    LeaveAll,
    Undo,
    NextFile,
    Quit,
}

impl Session<'_> {
    /// Asks about everything in one draft. The inner error is a file that could not be written.
    fn draft(&mut self, source: Source, save: Save<'_>) -> io::Result<Result<(), String>> {
        let path = source.path.clone();
        let mut state = State {
            queue: fixable((self.check)(&source)),
            text: source.text,
            format: source.format,
            at: 0,
            asked: Vec::new(),
            take_all: self.take_all.clone(),
            leave_all: self.leave_all.clone(),
            taken: self.taken,
            left: self.left,
        };
        let mut history: Vec<State> = Vec::new();
        let mut rounds = 1;
        let saved = loop {
            if state.at < state.queue.len() {
                match self.step(&path, &mut state, &mut history, save)? {
                    ControlFlow::Continue(()) => continue,
                    ControlFlow::Break(saved) => break saved,
                }
            }
            if rounds >= ROUNDS || !self.look_again(&path, &mut state) {
                break Ok(());
            }
            rounds += 1;
            writeln!(self.out, "What came up by fixing:")?;
        };
        state.left += state.queue.len() - state.at;
        (self.take_all, self.leave_all) = (state.take_all, state.leave_all);
        (self.taken, self.left) = (state.taken, state.left);
        Ok(saved)
    }

    /// Asks one question and does what is answered. Breaks off where the reader or the disk wants it.
    fn step(
        &mut self,
        path: &str,
        state: &mut State,
        history: &mut Vec<State>,
        save: &mut dyn FnMut(&str, &str) -> Result<(), String>,
    ) -> io::Result<ControlFlow<Result<(), String>>> {
        let source = state.source(path);
        let finding = state.queue[state.at].clone();
        let answer = self.answer(&source, &finding, state, !history.is_empty())?;
        let before = state.clone();
        let edits = match answer {
            Answer::Take(i) => finding.fixes.get(i).map(|fix| edits_of(&source, &finding, fix)),
            Answer::TakeAll => {
                state.take_all.insert(finding.rule.clone());
                finding.fixes.first().map(|fix| edits_of(&source, &finding, fix))
            }
            Answer::Type => self.typed(&source, &finding)?.map(Ok),
            Answer::LeaveAll => {
                state.leave_all.insert(finding.rule.clone());
                None
            }
            Answer::Leave => None,
            Answer::Undo => return Ok(undo(state, history, save)),
            Answer::NextFile => return Ok(ControlFlow::Break(Ok(()))),
            Answer::Quit => {
                self.quit = true;
                return Ok(ControlFlow::Break(Ok(())));
            }
        };
        match edits {
            Some(Ok(edits)) if !edits.is_empty() => {
                state.take(&edits);
                if let Err(why) = save(&before.text, &state.text) {
                    *state = before;
                    return Ok(ControlFlow::Break(Err(why)));
                }
            }
            Some(Err(why)) => {
                writeln!(self.out, "This fix cannot be applied: {why}.")?;
                state.leave();
            }
            Some(Ok(_)) | None => state.leave(),
        }
        history.push(before);
        Ok(ControlFlow::Continue(()))
    }

    /// Whether the text as it is now has findings that nobody was asked about; they make the new queue.
    fn look_again(&mut self, path: &str, state: &mut State) -> bool {
        let report = (self.check)(&state.source(path));
        let is_new = |finding: &Finding| {
            let place = finding.span;
            let touches = |span: &Span<Source>| span.start <= place.end && place.start <= span.end;
            !state.asked.iter().any(|(rule, span)| *rule == finding.rule && touches(span))
        };
        state.queue = fixable(report).into_iter().filter(is_new).collect();
        state.at = 0;
        !state.queue.is_empty()
    }

    /// The answer to one finding, from the reader or from an answer given for all of its rule.
    fn answer(&mut self, source: &Source, finding: &Finding, state: &State, can_undo: bool) -> io::Result<Answer> {
        if state.leave_all.contains(&finding.rule) {
            return Ok(Answer::Leave);
        }
        if state.take_all.contains(&finding.rule) {
            return Ok(Answer::Take(0));
        }
        let report = Report::default();
        let checked = Checked { source, report: &report, others: &[] };
        let detail = terminal::Detail { why: true, fixes: false };
        terminal::show(self.out, finding, &checked, detail, self.colour)?;
        self.candidates(source, finding)?;
        loop {
            write!(
                self.out,
                "({} of {}) Take it? [y,n,1-{},e,a,s,u,d,q,?] ",
                state.at + 1,
                state.queue.len(),
                finding.fixes.len()
            )?;
            self.out.flush()?;
            let Some(line) = self.line()? else { return Ok(Answer::Quit) };
            match line.trim() {
                "y" | "yes" => return Ok(Answer::Take(0)),
                "n" | "no" => return Ok(Answer::Leave),
                "e" => return Ok(Answer::Type),
                "a" => return Ok(Answer::TakeAll),
                "s" => return Ok(Answer::LeaveAll),
                "u" if can_undo => return Ok(Answer::Undo),
                "u" => writeln!(self.out, "There is nothing to undo in this file.")?,
                "d" => return Ok(Answer::NextFile),
                "q" => return Ok(Answer::Quit),
                other => match other.parse::<usize>().ok().and_then(|n| n.checked_sub(1)) {
                    Some(i) if i < finding.fixes.len() => return Ok(Answer::Take(i)),
                    _ => self.out.write_all(HELP.as_bytes())?,
                },
            }
        }
    }

    fn candidates(&mut self, source: &Source, finding: &Finding) -> io::Result<()> {
        for (i, fix) in finding.fixes.iter().enumerate() {
            writeln!(self.out, "  {}. {} ({})", i + 1, clean::line(&fix.title), fix.safety.name())?;
            if let Ok(edits) = edits_of(source, finding, fix) {
                let (before, after) = terminal::before_and_after(source, &edits, WIDTH);
                if i == 0 {
                    writeln!(self.out, "     - {before}")?;
                }
                writeln!(self.out, "     + {after}")?;
            }
        }
        Ok(())
    }

    /// What the reader types in place of the text found; nothing when they think better of it.
    fn typed(&mut self, source: &Source, finding: &Finding) -> io::Result<Option<Vec<Edit>>> {
        let old = clean::line(source.slice(finding.span)).into_owned();
        write!(self.out, "In place of “{old}” (empty: leave it): ")?;
        self.out.flush()?;
        let line = self.line()?.unwrap_or_default();
        let text = line.trim_end_matches(['\n', '\r']);
        Ok((!text.is_empty()).then(|| vec![Edit { span: finding.span, text: text.to_owned() }]))
    }

    /// One line of the answers; none at their end.
    fn line(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        let n = self.input.read_until(b'\n', &mut bytes)?;
        Ok((n > 0).then(|| String::from_utf8_lossy(&bytes).into_owned()))
    }
}

/// Goes back to before the last answer, on disk too.
fn undo(
    state: &mut State,
    history: &mut Vec<State>,
    save: &mut dyn FnMut(&str, &str) -> Result<(), String>,
) -> ControlFlow<Result<(), String>> {
    let Some(earlier) = history.pop() else { return ControlFlow::Continue(()) };
    let saved = if earlier.text == state.text { Ok(()) } else { save(&state.text, &earlier.text) };
    match saved {
        Ok(()) => {
            *state = earlier;
            ControlFlow::Continue(())
        }
        Err(why) => ControlFlow::Break(Err(why)),
    }
}

impl State {
    fn source(&self, path: &str) -> Source {
        let mut source = Source::new(path, self.text.as_str());
        source.format = self.format;
        source
    }

    fn leave(&mut self) {
        self.note_asked();
        self.left += 1;
        self.at += 1;
    }

    fn note_asked(&mut self) {
        let finding = &self.queue[self.at];
        self.asked.push((finding.rule.clone(), finding.span));
    }

    /// Applies edits and moves everything that is still to come.
    fn take(&mut self, edits: &[Edit]) {
        self.note_asked();
        let (text, shift) = splice(&self.text, edits);
        self.text = text;
        for (_, span) in &mut self.asked {
            *span = shift.span(*span);
        }
        let rest = self.queue.drain(..).skip(self.at + 1);
        self.queue = rest.filter_map(|finding| moved(finding, edits, &shift)).collect();
        self.at = 0;
        self.taken += 1;
    }
}

/// A finding after edits; nothing is left of it when all its fixes touch what was edited.
fn moved(mut finding: Finding, edits: &[Edit], shift: &Shift) -> Option<Finding> {
    let touched = |span: Span<Source>| edits.iter().any(|e| e.span.start <= span.end && span.start <= e.span.end);
    finding.fixes.retain(|fix| !fix.edits.iter().any(|edit| touched(edit.span)));
    for edit in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
        edit.span = shift.span(edit.span);
    }
    for label in finding.labels.iter_mut().filter(|label| label.path.is_none()) {
        label.span = shift.span(label.span);
    }
    finding.span = shift.span(finding.span);
    (!finding.fixes.is_empty()).then_some(finding)
}

fn fixable(report: Report) -> Vec<Finding> {
    report.findings.into_iter().filter(|finding| !finding.fixes.is_empty()).collect()
}

fn edits_of(source: &Source, finding: &Finding, fix: &Mend) -> Result<Vec<Edit>, &'static str> {
    choose::offer(source, finding, fix).map(|offer| offer.edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Level, Safety};

    fn check(source: &Source) -> Report {
        let mut findings = Vec::new();
        for (rule, old, new) in [("set/a", "teh", ["the", "thee"]), ("set/b", "  ", [" ", "\u{a0}"])] {
            for (at, _) in source.text.match_indices(old) {
                let span = Span::of_range(at..at + old.len());
                let fix = |text: &str| Mend {
                    title: format!("write “{text}”"),
                    safety: Safety::Shown,
                    capped: None,
                    edits: vec![Edit { span, text: text.into() }],
                };
                findings.push(Finding {
                    rule: rule.into(),
                    level: Level::Warning,
                    message: "odd".into(),
                    why: "because".into(),
                    span,
                    labels: vec![],
                    fixes: new.iter().map(|text| fix(text)).collect(),
                    also: vec![],
                });
            }
        }
        findings.sort_by_key(|f| f.span);
        Report { findings, ..Report::default() }
    }

    /// The text after these answers, each text that was saved, and what was said.
    fn talk(text: &str, answers: &str) -> (String, Vec<String>, String) {
        let mut input = answers.as_bytes();
        let mut out = Vec::new();
        let mut session = Session {
            input: &mut input,
            out: &mut out,
            check: &mut check,
            colour: false,
            take_all: BTreeSet::new(),
            leave_all: BTreeSet::new(),
            quit: false,
            taken: 0,
            left: 0,
        };
        let mut disk = text.to_owned();
        let mut saved = Vec::new();
        let mut save = |before: &str, after: &str| {
            assert_eq!(disk, before, "what is on disk is known");
            disk = after.to_owned();
            saved.push(after.to_owned());
            Ok(())
        };
        session.draft(Source::new("x.md", text), &mut save).expect("memory takes it").expect("saved");
        (disk, saved, String::from_utf8(out).expect("UTF-8"))
    }

    #[test]
    fn every_key() {
        assert_eq!(talk("teh cat  and teh", "y\nn\n2\n").0, "the cat  and thee");
        assert_eq!(talk("teh cat  and teh", "a\ny\n").0, "the cat and the");
        assert_eq!(talk("teh cat  and teh", "s\ny\n").0, "teh cat and teh");
        assert_eq!(talk("teh cat  and teh", "e\nThe\nn\nn\n").0, "The cat  and teh");
        assert_eq!(talk("teh cat  and teh", "n\nd\ny\n").0, "teh cat  and teh");
        assert!(talk("teh", "?\nn\n").2.contains("undo the last answer"));
    }

    #[test]
    fn undo_goes_back_step_by_step() {
        let (text, saved, _) = talk("teh cat  and teh", "y\nn\nu\nu\nn\ny\nq\n");
        assert_eq!(text, "teh cat and teh");
        assert_eq!(saved, ["the cat  and teh", "teh cat  and teh", "teh cat and teh"]);
    }

    #[test]
    fn an_interrupted_session_has_lost_nothing() {
        assert_eq!(talk("teh cat  and teh", "y\ny\n").0, "the cat and teh");
        assert_eq!(talk("teh cat  and teh", "y\n").0, "the cat  and teh");
    }

    #[test]
    fn what_comes_up_by_fixing_is_asked_about() {
        let (text, _, said) = talk("a teh b", "e\nx  y\ny\n");
        assert_eq!(text, "a x y b");
        assert!(said.contains("What came up by fixing"), "{said}");
    }
}
