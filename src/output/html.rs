//! A page to look at: each draft as text with marks, and beside every paragraph what was found in it. The page needs no
//! network and no other file; its looks and its script are in `report.html`. Drafts are shown as they stand in the file,
//! not rendered, and nothing in them can become markup.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use super::picture::excerpt;
use super::place::push;
use super::{Checked, Look, Run, Summary, Writer, count, coverage, shown};
use crate::finding::{Finding, Level};
use crate::text::clean;

const PAGE: &str = include_str!("report.html");
const DRAFTS: &str = "<!--DRAFTS-->";
/// Longer stretches without a finding are left out of the middle.
const QUIET: usize = 20_000;

struct Html {
    look: Look,
    drafts: usize,
    /// A row for each draft: number, path, findings by level.
    index: Vec<(usize, String, [usize; 3])>,
}

/// A writer of one page.
pub fn open(look: Look) -> Box<dyn Writer> {
    Box::new(Html { look, drafts: 0, index: Vec::new() })
}

impl Writer for Html {
    fn begin(&mut self, out: &mut dyn Write, _run: &Run<'_>) -> io::Result<()> {
        out.write_all(PAGE.split(DRAFTS).next().unwrap_or_default().as_bytes())
    }

    fn file(&mut self, out: &mut dyn Write, checked: &Checked<'_>) -> io::Result<()> {
        let findings = shown(checked.report, self.look);
        let mut levels = [0; 3];
        findings.iter().for_each(|finding| levels[finding.level as usize] += 1);
        self.drafts += 1;
        self.index.push((self.drafts, checked.source.path.clone(), levels));
        if findings.is_empty() {
            return Ok(());
        }
        let page = Page { checked, findings: &findings, draft: self.drafts };
        out.write_all(page.write().as_bytes())
    }

    fn tells_coverage(&self) -> bool {
        true
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let [notes, warnings, errors] = summary.levels;
        let (errors, warnings, notes) = (count(errors, "error"), count(warnings, "warning"), count(notes, "note"));
        writeln!(out, "</main>\n<nav aria-label=\"Drafts\">")?;
        writeln!(out, "<p>{errors}, {warnings} and {notes} in {}.</p>", count(summary.files, "draft"))?;
        if let Some(coverage) = &summary.coverage {
            writeln!(out, "<p>{}.</p>", escaped(&coverage::line(coverage)))?;
        }
        writeln!(out, "<table><tr><th>draft</th><th>errors</th><th>warnings</th><th>notes</th></tr>")?;
        for (draft, path, [notes, warnings, errors]) in &self.index {
            let name = match notes + warnings + errors {
                0 => escaped(path),
                _ => format!("<a href=\"#d{draft}\">{}</a>", escaped(path)),
            };
            writeln!(out, "<tr><td>{name}</td><td>{errors}</td><td>{warnings}</td><td>{notes}</td></tr>")?;
        }
        // `main` was closed above, so that the index can stand before it.
        let rest = PAGE.split(DRAFTS).nth(1).unwrap_or_default();
        write!(out, "</table>\n</nav>{}", rest.trim_start().strip_prefix("</main>").unwrap_or(rest))
    }
}

/// One draft on its way to the page.
struct Page<'c> {
    checked: &'c Checked<'c>,
    findings: &'c [Finding],
    draft: usize,
}

/// A place to mark.
struct Place {
    range: Range<usize>,
    finding: usize,
    is_label: bool,
}

impl Page<'_> {
    fn write(&self) -> String {
        let text = self.checked.source.text.as_str();
        let places = self.places();
        let mut out = String::with_capacity(text.len() * 2);
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(
            out,
            "<h2 id=\"d{}\">{}</h2>\n{}<article class=\"draft\">",
            self.draft,
            escaped(&self.checked.source.path),
            self.checked
                .report
                .coverage
                .as_ref()
                .map_or_else(String::new, |c| format!("<p class=\"coverage\">{}</p>\n", escaped(&coverage::line(c))))
        );
        let (mut next, mut next_place) = (0, 0);
        for part in parts(text) {
            out.push_str("<section class=\"part\"><div class=\"text\">");
            let from = next_place;
            while places.get(next_place).is_some_and(|place| place.range.start < part.end || part.end == text.len()) {
                next_place += 1;
            }
            // A place that began in an earlier part and reaches into this one is marked where it began.
            self.text(&mut out, part.clone(), &places[from..next_place]);
            out.push_str("</div><div class=\"beside\">");
            while let Some(finding) = self.findings.get(next) {
                if finding.span.range().start >= part.end && part.end != text.len() {
                    break;
                }
                self.finding(&mut out, next, finding);
                next += 1;
            }
            out.push_str("</div></section>\n");
        }
        out.push_str("</article>\n");
        out
    }

    fn id(&self, finding: usize) -> String {
        format!("f{}-{}", self.draft, finding + 1)
    }

    fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for (i, finding) in self.findings.iter().enumerate() {
            places.push(Place { range: finding.span.range(), finding: i, is_label: false });
            let labels = finding.labels.iter().filter(|label| label.path.is_none());
            places.extend(labels.map(|label| Place { range: label.span.range(), finding: i, is_label: true }));
        }
        places.sort_by_key(|place| (place.range.start, place.range.end, place.finding, place.is_label));
        places.dedup_by(|b, a| (&a.range, a.finding) == (&b.range, b.finding));
        places
    }

    /// A part of the draft with its marks; where places overlap, each stretch is marked for all of them.
    fn text(&self, out: &mut String, part: Range<usize>, places: &[Place]) {
        let text = self.checked.source.text.as_str();
        let mut cuts: Vec<usize> =
            places.iter().flat_map(|place| [place.range.start, place.range.end.min(part.end)]).collect();
        cuts.extend([part.start, part.end]);
        cuts.sort_unstable();
        cuts.dedup();
        let mut first = 0;
        for pair in cuts.windows(2) {
            let (start, end) = (pair[0], pair[1]);
            self.points(out, places, start);
            while places.get(first).is_some_and(|place| place.range.end <= start) {
                first += 1;
            }
            let covering: Vec<&Place> = places[first..]
                .iter()
                .take_while(|place| place.range.start <= start)
                .filter(|place| place.range.end > start && !place.range.is_empty())
                .collect();
            let piece = text.get(start..end).unwrap_or_default();
            if covering.is_empty() {
                out.push_str(&shortened(piece));
                continue;
            }
            self.mark(out, &covering, start, &escaped_text(piece));
        }
        self.points(out, places, part.end);
    }

    /// Places between two characters.
    fn points(&self, out: &mut String, places: &[Place], at: usize) {
        let begin = places.partition_point(|place| place.range.start < at);
        let points = places[begin..].iter().take_while(|place| place.range.start == at);
        for place in points.filter(|place| place.range.is_empty()) {
            self.mark(out, &[place], at, "");
        }
    }

    fn mark(&self, out: &mut String, covering: &[&Place], at: usize, text: &str) {
        let level = |place: &&Place| self.findings[place.finding].level;
        let loudest = covering.iter().filter(|place| !place.is_label).map(level).max();
        let class = match (loudest, text.is_empty()) {
            (Some(level), true) => format!("{} point", level.name()),
            (Some(level), false) => level.name().to_owned(),
            (None, _) => String::from("label"),
        };
        let mut of: Vec<String> = covering.iter().map(|place| self.id(place.finding)).collect();
        of.dedup();
        // Links lead to where a place begins.
        for place in covering.iter().filter(|place| place.range.start == at) {
            let _ = write!(out, "<i id=\"p{}-{}-{}\"></i>", self.id(place.finding), place.range.start, place.range.end);
        }
        let _ = write!(out, "<mark class=\"{class}\" data-of=\"{}\">{text}</mark>", of.join(" "));
    }

    fn finding(&self, out: &mut String, i: usize, finding: &Finding) {
        let source = self.checked.source;
        let (id, level) = (self.id(i), finding.level.name());
        let set = finding.rule.split('/').next().unwrap_or_default();
        let place = source.place(finding.span.start);
        let _ = write!(
            out,
            "<div class=\"finding {level}\" id=\"{id}\" data-level=\"{level}\" data-set=\"{}\" tabindex=\"0\">\
             <p><span class=\"level\">{level}</span> {}</p><p class=\"rule\">line {}, {}</p>",
            escaped(set),
            escaped(&finding.message),
            place.line,
            escaped(&finding.rule)
        );
        if !finding.labels.is_empty() {
            out.push_str("<ul>");
            for label in &finding.labels {
                let says = escaped(&label.message);
                let _ = match &label.path {
                    None => {
                        let (start, end, line) =
                            (label.span.start, label.span.end, source.place(label.span.start).line);
                        let text = excerpt(source.slice(label.span), 0..0, 40);
                        let text = escaped(&text);
                        write!(out, "<li>{says}: <a href=\"#p{id}-{start}-{end}\">{text}</a> (line {line})</li>")
                    }
                    Some(path) => match self.checked.others.iter().find(|other| other.path == *path) {
                        Some(other) => {
                            let line = other.place(label.span.start).line;
                            let text = escaped(&excerpt(other.slice(label.span), 0..0, 40));
                            write!(out, "<li>{says}: {text} ({}, line {line})</li>", escaped(path))
                        }
                        None => write!(out, "<li>{}: {says}</li>", escaped(path)),
                    },
                };
            }
            out.push_str("</ul>");
        }
        for fix in finding.fixes.iter().take(4) {
            let why = fix.capped.as_ref().map(|why| format!(": {}", escaped(why))).unwrap_or_default();
            let safety = fix.safety.name();
            let _ = write!(out, "<p>→ {} <span class=\"rule\">({safety}{why})</span></p>", escaped(&fix.title));
        }
        if !finding.why.is_empty() && finding.level > Level::Note {
            let _ = write!(out, "<details class=\"why\"><summary>why</summary>{}</details>", escaped(&finding.why));
        }
        out.push_str("</div>");
    }
}

/// Paragraphs, each with the blank lines after it.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut at, mut blank) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        if blank && !is_blank {
            parts.push(start..at);
            start = at;
        }
        blank = is_blank;
        at += line.len();
    }
    parts.push(start..at);
    parts
}

/// Text of the draft with its line breaks; a very long stretch without its middle.
fn shortened(text: &str) -> String {
    if text.len() <= QUIET {
        return escaped_text(text);
    }
    let (mut head, mut tail) = (QUIET / 2, text.len() - QUIET / 2);
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    while !text.is_char_boundary(tail) {
        tail += 1;
    }
    format!("{} […] {}", escaped_text(&text[..head]), escaped_text(&text[tail..]))
}

/// A message or a path in one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    clean::line(text).chars().for_each(|c| push(&mut out, c));
    out
}

/// Text of a draft: visible and harmless, with its line breaks and tabs.
fn escaped_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\t' => out.push(c),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => out.push('\n'),
            '\u{feff}' => {}
            c => {
                let mut shown = String::new();
                clean::push(&mut shown, c);
                shown.chars().for_each(|c| push(&mut out, c));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_cover_the_text() {
        for text in ["", "a", "a\n\nb\n", "\n\na\n \nb", "a\r\n\r\nb"] {
            let parts = parts(text);
            assert_eq!(parts.iter().map(|part| &text[part.clone()]).collect::<String>(), text);
        }
        assert_eq!(escaped_text("<b>\u{202e}\r\n"), "&lt;b&gt;&lt;U+202E&gt;\n");
    }
}
