//! What was read of the numbers of a page, line by line, for those who write rules: `check --show quantities`.

use std::fmt::Write;

use super::{Facts, Kind, Lead, Vocabulary};
use crate::segment::Page;
use crate::text::interval::{End, Interval};

impl Facts {
    /// One line for each quantity, date and time, in the order of the text: line and column of the file, kind, what is
    /// printed, and what was understood.
    pub fn show(&self, page: &Page<'_>, words: &Vocabulary) -> String {
        let mut lines: Vec<(u32, String)> = Vec::new();
        for q in &self.quantities {
            let mut line =
                format!("{:<12} {:<24} = {}", kind(q.kind), quoted(page.prose.slice(q.span)), q.printed.value);
            if q.is_usable() {
                let _ = write!(line, " in {}", interval(q.extent.loose()));
                let _ = write!(line, ", to 10^{}", q.printed.place);
            }
            if let Some(unit) = q.unit.and_then(|u| words.unit(u)) {
                let _ = write!(line, " {}", unit.name);
            }
            if q.noun.0 != 0 {
                let _ = write!(line, ", of {}", self.noun(q.noun));
            }
            if let Some((hedge, _)) = q.hedge {
                let _ = write!(line, ", hedge {hedge:?}");
            }
            if q.lead != Lead::None {
                let _ = write!(line, ", lead {:?}", q.lead);
            }
            if let Some(end) = q.range {
                let _ = write!(line, ", {end:?} end");
            }
            line.push_str(if q.bracketed { ", in brackets" } else { "" });
            line.push_str(if q.scope.heading { ", in a heading" } else { "" });
            line.push_str(if q.scope.quoted { ", quoted" } else { "" });
            line.push_str(if q.scope.caption { ", in a caption" } else { "" });
            line.push_str(if q.scope.cell { ", in a table" } else { "" });
            lines.push((q.span.start, line));
        }
        for d in &self.dates {
            let part = |n: Option<u16>| n.map_or("?".to_owned(), |n| n.to_string());
            let (year, month, day) =
                (part(d.date.year), part(d.date.month.map(u16::from)), part(d.date.day.map(u16::from)));
            let weekday = d.weekday.map_or("", |(w, _)| w.name());
            let text = quoted(page.prose.slice(d.span));
            lines.push((d.span.start, format!("{:<12} {text:<24} = {year}-{month}-{day} {weekday}", "date")));
        }
        for c in &self.clocks {
            let time = c
                .clock
                .map_or("no such time".to_owned(), |t| format!("{:02}:{:02}", t.minutes() / 60, t.minutes() % 60));
            lines.push((c.span.start, format!("{:<12} {:<24} = {time}", "time", quoted(page.prose.slice(c.span)))));
        }
        lines.sort();
        let mut out = String::new();
        for (at, line) in lines {
            let place = page.source.place(page.prose.to_source(crate::text::Span::new(at, at)).span().start);
            let _ = writeln!(out, "{}:{}: {}", place.line, place.column, line.trim_end());
        }
        out
    }
}

/// `[2.35, 2.45]`, `(50, …)`: what the value can be.
fn interval(interval: Interval) -> String {
    let end = |end: End, closed: &str, open: &str, low: bool| match end {
        End::Missing => "…".to_owned(),
        End::Closed(value) if low => format!("{closed}{value}"),
        End::Open(value) if low => format!("{open}{value}"),
        End::Closed(value) => format!("{value}{closed}"),
        End::Open(value) => format!("{value}{open}"),
    };
    format!("{}, {}", end(interval.low(), "[", "(", true), end(interval.high(), "]", ")", false))
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Multiple(form) => format!("multiple/{form:?}").to_lowercase(),
        other => format!("{other:?}").to_lowercase(),
    }
}

fn quoted(text: &str) -> String {
    format!("“{}”", text.split_whitespace().collect::<Vec<_>>().join(" "))
}
