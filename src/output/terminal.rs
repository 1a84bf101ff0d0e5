//! The picture for people: each finding with the line it is about, the places that disagree, the reason and the fix. It
//! alone knows `codespan-reporting`. Mistakes in rule files are drawn in the same way. It decides nothing about colour
//! but takes it from [`Look`], and it does not write to a stream of its own.

use std::collections::HashSet;
use std::io::{self, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Effects, Style};
use codespan_reporting::diagnostic::{Diagnostic, Label as Mark, LabelStyle, Severity};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{self, Config, WriteStyle};

use super::picture::{Picture, excerpt};
use super::{Checked, Look, Summary, Writer, count, coverage, shown, swapped};
use crate::finding::{Edit, Finding, Fix, Level, Safety};
use crate::rule::Mistake;
use crate::text::{Source, Span, clean};

/// Columns for the lines that show a fix.
const FIX_WIDTH: usize = 80;
/// Fixes shown of one finding.
const FIXES: usize = 4;

struct Terminal {
    look: Look,
    /// Rules whose reason was given in the file at hand: once is enough.
    explained: HashSet<String>,
}

/// A writer of pictures.
pub fn open(look: Look) -> Box<dyn Writer> {
    Box::new(Terminal { look, explained: HashSet::new() })
}

impl Writer for Terminal {
    fn file(&mut self, out: &mut dyn Write, checked: &Checked<'_>) -> io::Result<()> {
        self.explained.clear();
        for finding in shown(checked.report, self.look).iter() {
            let why = self.explained.insert(finding.rule.clone());
            show(out, finding, checked, Detail { why, fixes: true }, self.look.colour)?;
        }
        if let Some(swapped) = swapped::line(checked.report).filter(|_| !self.look.quiet) {
            writeln!(out, "{}: {swapped}", clean::exact(&checked.source.path))?;
        }
        match &checked.report.coverage {
            Some(coverage) if !self.look.quiet => {
                writeln!(out, "{}: {}", clean::exact(&checked.source.path), coverage::line(coverage))
            }
            _ => Ok(()),
        }
    }

    fn tells_coverage(&self) -> bool {
        true
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        // A run that checked nothing has nothing to sum up: what went wrong has been told.
        if self.look.quiet || summary.files == 0 { Ok(()) } else { writeln!(out, "{}", sum_up(summary)) }
    }
}

/// How much of a finding is told.
#[derive(Clone, Copy, Debug)]
pub struct Detail {
    /// The reason of the rule.
    pub why: bool,
    /// The ways to mend it.
    pub fixes: bool,
}

/// Draws one finding, with a blank line after it.
pub fn show(
    out: &mut dyn Write,
    finding: &Finding,
    checked: &Checked<'_>,
    detail: Detail,
    colour: bool,
) -> io::Result<()> {
    let mut album = Album::default();
    let marks = album.paste_finding(finding, checked);
    let diagnostic = Diagnostic::new(severity(finding.level))
        .with_code(&finding.rule)
        .with_message(clean::line(&finding.message))
        .with_labels(marks)
        .with_notes(notes(finding, checked, detail));
    draw(out, &album, &diagnostic, colour)
}

/// Draws mistakes in rule files or the configuration.
pub fn show_mistakes(out: &mut dyn Write, mistakes: &[Mistake], colour: bool) -> io::Result<()> {
    show_as(out, mistakes, Level::Error, colour)
}

/// Shows things about a file that are no more than notes.
pub fn show_remarks(out: &mut dyn Write, remarks: &[Mistake], colour: bool) -> io::Result<()> {
    show_as(out, remarks, Level::Note, colour)
}

fn show_as(out: &mut dyn Write, mistakes: &[Mistake], level: Level, colour: bool) -> io::Result<()> {
    for mistake in mistakes {
        let mut album = Album::default();
        let mark = album.paste(&mistake.source, &[(mistake.span, LabelStyle::Primary, "")]);
        let diagnostic = Diagnostic::new(severity(level))
            .with_message(clean::line(&mistake.message))
            .with_labels(mark)
            .with_notes(mistake.advice.iter().map(|advice| tidy(advice)).collect());
        draw(out, &album, &diagnostic, colour)?;
    }
    Ok(())
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Note => Severity::Note,
        Level::Warning => Severity::Warning,
        Level::Error => Severity::Error,
    }
}

fn draw(out: &mut dyn Write, album: &Album, diagnostic: &Diagnostic<usize>, colour: bool) -> io::Result<()> {
    let config = Config { start_context_lines: 1, ..Config::default() };
    let mut drawn = Vec::new();
    let result = if colour {
        term::emit_to_write_style(&mut Painted(&mut drawn), &config, album, diagnostic)
    } else {
        term::emit_to_io_write(&mut drawn, &config, album, diagnostic)
    };
    match result {
        Ok(()) => out.write_all(&drawn),
        Err(Error::Io(error)) => Err(error),
        Err(error) => Err(io::Error::other(error)),
    }
}

/// The notes under the picture: the reason, the ways to mend it, the rules that agree.
fn notes(finding: &Finding, checked: &Checked<'_>, detail: Detail) -> Vec<String> {
    let mut notes = Vec::new();
    if detail.why && !finding.why.is_empty() {
        notes.push(tidy(&finding.why));
    }
    if detail.fixes {
        for (i, fix) in finding.fixes.iter().take(FIXES).enumerate() {
            notes.push(describe_fix(checked.source, fix, i == 0));
        }
        if let Some(more @ 1..) = finding.fixes.len().checked_sub(FIXES) {
            notes.push(format!("and {more} more"));
        }
    }
    if !finding.also.is_empty() {
        notes.push(format!("also found by {}", finding.also.join(", ")));
    }
    notes
}

/// Text of several lines, harmless and without blank edges.
fn tidy(text: &str) -> String {
    let lines: Vec<_> = text.trim().lines().map(clean::line).collect();
    lines.join("\n")
}

/// A fix in words; its lines before and after where the words do not say what will stand there.
fn describe_fix(source: &Source, fix: &Fix, first: bool) -> String {
    let mut trust = match fix.safety {
        Safety::Safe => String::from(" (safe)"),
        Safety::Unsafe => String::from(" (unsafe)"),
        Safety::Shown => String::new(),
    };
    if let Some(reason) = &fix.capped {
        trust = format!(" ({}: {})", fix.safety.name(), clean::line(reason));
    }
    let mut note = format!("{}{trust}: {}", if first { "fix" } else { "or" }, clean::line(&fix.title));
    let told = |edit: &Edit| edit.text.chars().any(char::is_alphanumeric) && fix.title.contains(edit.text.trim());
    if !fix.edits.is_empty() && !fix.edits.iter().all(told) {
        let (before, after) = before_and_after(source, &fix.edits, FIX_WIDTH);
        note.push_str(&if before.chars().count() + after.chars().count() < FIX_WIDTH {
            format!("\n{before} → {after}")
        } else {
            format!("\n- {before}\n+ {after}")
        });
    }
    note
}

/// The words around some edits, as they stand and as they would stand, each in one line of about `width` columns.
pub fn before_and_after(source: &Source, edits: &[Edit], width: usize) -> (String, String) {
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return Default::default() };
    let around = words_around(&source.text, first.span.join(last.span).range());
    let (Some(before), base) = (source.text.get(around.clone()), around.start) else { return Default::default() };
    let mut after = String::new();
    let mut done = base;
    for edit in edits {
        after.push_str(source.text.get(done..edit.span.start as usize).unwrap_or_default());
        after.push_str(&edit.text);
        done = edit.span.end as usize;
    }
    after.push_str(source.text.get(done..around.end).unwrap_or_default());
    let start = (first.span.start as usize).saturating_sub(base);
    let end_before = (last.span.end as usize).saturating_sub(base);
    let end_after = (end_before + after.len()).saturating_sub(before.len());
    (excerpt(before, start..end_before, width), excerpt(&after, start..end_after.clamp(start, after.len()), width))
}

/// The bytes of a range and of the words that touch it or stand beside it, on its own lines.
fn words_around(text: &str, range: Range<usize>) -> Range<usize> {
    const FAR: usize = 60;
    let ends_line = |c: char| matches!(c, '\n' | '\r');
    let Some((before, after)) = text.get(..range.start).zip(text.get(range.end..)) else { return range };
    let mut start = range.start;
    let mut words = 0;
    for (i, c) in before.char_indices().rev() {
        words += usize::from(c == ' ' && start < range.start);
        if ends_line(c) || words == 2 || range.start - i > FAR {
            break;
        }
        start = i;
    }
    let mut end = range.end;
    words = 0;
    for (i, c) in after.char_indices() {
        words += usize::from(c == ' ' && i > 0);
        if ends_line(c) || words == 2 || i > FAR {
            break;
        }
        end = range.end + i + c.len_utf8();
    }
    start..end
}

/// The last line of a run.
fn sum_up(summary: &Summary) -> String {
    let [notes, warnings, errors] = summary.levels;
    let counts = [(errors, "error"), (warnings, "warning"), (notes, "note")];
    let counts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, name)| count(*n, name)).collect();
    let mut line = if counts.is_empty() {
        format!("nothing found in {}", count(summary.files, "file"))
    } else {
        format!("{} in {}", counts.join(", "), count(summary.files_with_findings, "file"))
    };
    if summary.files > summary.files_with_findings && !counts.is_empty() {
        line.push_str(&format!(" of {}", summary.files));
    }
    if summary.files_failed > 0 {
        line.push_str(&format!(", {} not checked", count(summary.files_failed, "file")));
    }
    let paths = clean::exact(&summary.paths);
    match (summary.safe, summary.unsafe_) {
        (0, 0) => {}
        (0, n) => line.push_str(&format!(" ({n} can be fixed with a reader’s eye: deskcheck fix --unsafe {paths})")),
        (n, 0) => line.push_str(&format!(" ({n} can be fixed: deskcheck fix {paths})")),
        (n, more) => line.push_str(&format!(" ({n} can be fixed: deskcheck fix {paths}; {more} more with --unsafe)")),
    }
    line
}

/// The pictures that one diagnostic shows, one for each file.
#[derive(Default)]
struct Album {
    pages: Vec<Page>,
}

struct Page {
    path: String,
    picture: Picture,
    /// Byte of the picture → column of the file, for the beginnings of marks.
    columns: Vec<(usize, usize)>,
}

impl Album {
    fn paste_finding(&mut self, finding: &Finding, checked: &Checked<'_>) -> Vec<Mark<usize>> {
        let is_here = |path: &Option<String>| path.as_ref().is_none_or(|path| *path == checked.source.path);
        let mut here = vec![(finding.span, LabelStyle::Primary, "")];
        let near = finding.labels.iter().filter(|label| is_here(&label.path));
        here.extend(near.map(|label| (label.span, LabelStyle::Secondary, label.message.as_str())));
        let mut marks = self.paste(checked.source, &here);
        for other in checked.others {
            let there: Vec<_> = finding
                .labels
                .iter()
                .filter(|label| !is_here(&label.path) && label.path.as_ref() == Some(&other.path))
                .map(|label| (label.span, LabelStyle::Secondary, label.message.as_str()))
                .collect();
            if !there.is_empty() {
                marks.extend(self.paste(other, &there));
            }
        }
        marks
    }

    fn paste(&mut self, source: &Source, marks: &[(Span<Source>, LabelStyle, &str)]) -> Vec<Mark<usize>> {
        let id = self.pages.len();
        let spans: Vec<_> = marks.iter().map(|(span, ..)| visible(source, *span)).collect();
        let picture = Picture::draw(source, &spans);
        let mut columns = Vec::new();
        let marks = marks
            .iter()
            .zip(spans)
            .map(|((_, style, message), span)| {
                let range = picture.range_of(source, span);
                columns.push((range.start, source.place(span.start).column));
                Mark::new(*style, id, range).with_message(clean::line(message))
            })
            .collect();
        self.pages.push(Page { path: clean::exact(&source.path).into_owned(), picture, columns });
        marks
    }

    fn page(&self, id: usize) -> Result<&Page, Error> {
        self.pages.get(id).ok_or(Error::FileMissing)
    }
}

/// A span without the line ends at its edges, which have no column to be marked in.
fn visible(source: &Source, span: Span<Source>) -> Span<Source> {
    let text = source.slice(span);
    let kept = text.trim_matches(['\n', '\r']);
    if kept.is_empty() {
        return Span::new(span.start, span.start);
    }
    let start = span.start + (text.len() - text.trim_start_matches(['\n', '\r']).len()) as u32;
    Span::new(start, start + kept.len() as u32)
}

impl<'a> Files<'a> for Album {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.page(id)?.path)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.page(id)?.picture.text)
    }

    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        Ok(self.page(id)?.picture.line_index(byte))
    }

    fn line_range(&'a self, id: usize, line: usize) -> Result<Range<usize>, Error> {
        Ok(self.page(id)?.picture.line_range(line))
    }

    fn column_number(&'a self, id: usize, _line: usize, byte: usize) -> Result<usize, Error> {
        let columns = &self.page(id)?.columns;
        Ok(columns.iter().find(|(at, _)| *at == byte).map_or(1, |(_, column)| *column))
    }
}

/// Puts the colours in.
struct Painted<'a>(&'a mut Vec<u8>);

impl Painted<'_> {
    fn set(&mut self, style: Style) -> io::Result<()> {
        write!(self.0, "{}", style.render())
    }
}

/// The colour of a level.
fn tint(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Bug | Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Green,
        Severity::Help => AnsiColor::Cyan,
    };
    colour.on_default()
}

impl Write for Painted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Painted<'_> {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.set(tint(severity).effects(Effects::BOLD))
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        write!(self.0, "{}", anstyle::Reset.render())?;
        self.set(Style::new().effects(Effects::BOLD))
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.set(AnsiColor::Cyan.on_default())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.set(AnsiColor::Cyan.on_default())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.set(AnsiColor::Cyan.on_default())
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> io::Result<()> {
        self.set(match style {
            LabelStyle::Primary => tint(severity),
            LabelStyle::Secondary => AnsiColor::Cyan.on_default(),
        })
    }

    fn reset(&mut self) -> io::Result<()> {
        write!(self.0, "{}", anstyle::Reset.render())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Report;
    use crate::finding::Label;

    fn drawn(text: &str, at: &str, other: Option<&str>) -> String {
        let span = |s: &str| {
            let start = text.find(s).expect("the text is there");
            Span::of_range(start..start + s.len())
        };
        let source = Source::new("a.md", text);
        let labels = other.iter().map(|o| Label { span: span(o), message: "but here".into(), path: None }).collect();
        let finding = Finding {
            rule: "set/rule".into(),
            level: Level::Warning,
            message: "wrong".into(),
            why: String::new(),
            span: span(at),
            labels,
            fixes: vec![Fix {
                title: "add a full stop".into(),
                safety: Safety::Safe,
                capped: None,
                edits: vec![Edit { span: Span::new(span(at).end, span(at).end), text: ".".into() }],
            }],
            also: Vec::new(),
        };
        let report = Report::default();
        let mut out = Vec::new();
        let checked = Checked { source: &source, report: &report, others: &[] };
        show(&mut out, &finding, &checked, Detail { why: true, fixes: true }, false).expect("memory takes it");
        String::from_utf8(out).expect("UTF-8 in, UTF-8 out")
    }

    #[test]
    fn both_places_and_the_fix() {
        let text = "There were 19 victims.\nOne.\nTwo.\nThe toll is 14 dead";
        assert_eq!(
            drawn(text, "14 dead", Some("19 victims")),
            "warning[set/rule]: wrong
  ┌─ a.md:4:13
  │
1 │ There were 19 victims.
  │            ---------- but here
  ·
4 │ The toll is 14 dead
  │             ^^^^^^^
  │
  = fix (safe): add a full stop
    14 dead → 14 dead.

"
        );
    }

    #[test]
    fn line_and_column_stay_true_in_a_window() {
        let text = format!("{}odd {}", "日本 ".repeat(900), "word ".repeat(900));
        let picture = drawn(&text, "odd", None);
        assert!(picture.contains("a.md:1:2701"), "{picture}");
        let mut lines = picture.lines().skip(3);
        let (shown, carets) = (lines.next().expect("a line"), lines.next().expect("carets"));
        assert!(shown.chars().count() < 130 && shown.contains("…") && carets.contains("^^^"), "{picture}");
    }

    #[test]
    fn escapes_never_reach_the_terminal() {
        let picture = drawn("say \x1b]0;title\x07 now\u{202e}", "now", None);
        assert!(!picture.contains(['\x1b', '\x07', '\u{202e}']), "{picture}");
    }
}
