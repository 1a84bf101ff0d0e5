//! `deskcheck rules audit`: what each rule finds in prose that is known to be good, so that its author can keep it quiet. The
//! drafts are checked as `deskcheck check` does; nothing in them is judged here, and finding something is no failure.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Exit;
use super::args::{Audit, Common};
use super::discover::discover;
use super::rulebook::print;
use super::run::check_all;
use super::settings;
use crate::format;
use crate::output::count;
use crate::text::{Source, clean};

/// What one rule found.
#[derive(Default)]
struct Row {
    findings: usize,
    drafts: usize,
    /// The number of the last draft in which it found something.
    last: usize,
    /// Path, line and column, and the text found there.
    places: Vec<(String, String)>,
}

/// Runs `deskcheck rules audit`.
pub fn run(common: &Common, audit: &Audit) -> Exit {
    let (mut drafts, troubles) = discover(&audit.paths, common.stdin_filename.as_deref());
    let exit = troubles.into_iter().map(|trouble| trouble.tell(common.color)).max().unwrap_or(Exit::Clean);
    let house = match settings::load(common, &mut drafts, &audit.paths) {
        Ok(house) => house,
        Err(exit) => return exit,
    };
    let words = AtomicUsize::new(0);
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let count_words = |_: &_, source: &Source, _: &mut _| _ = words.fetch_add(words_in(source), Ordering::Relaxed);
    let mut number = 0;
    let failed = check_all(common, &house, &drafts, &count_words, |_, done| {
        number += 1;
        let source = &done.source;
        for finding in &done.report.findings {
            let row = rows.entry(finding.rule.clone()).or_default();
            row.findings += 1;
            row.drafts += usize::from(std::mem::replace(&mut row.last, number) != number);
            if row.places.len() < audit.places {
                let at = source.place(finding.span.start);
                let place = format!("{}:{}:{}", clean::exact(&source.path), at.line, at.column);
                row.places.push((place, clean::line(source.slice(finding.span)).into_owned()));
            }
        }
        ControlFlow::Continue(())
    });
    let on = house.rules.rules.iter().filter(|rule| rule.on).count();
    let text = told(rows, words.into_inner(), drafts.len() - failed, on);
    print(&text, common, if failed > 0 { Exit::Failed } else { exit })
}

/// The words of a draft: what stands between spaces and has a letter or a digit.
fn words_in(source: &Source) -> usize {
    let prose = format::read(source);
    prose.text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

fn told(rows: BTreeMap<String, Row>, words: usize, drafts: usize, on: usize) -> String {
    let rate = |n: usize| n as f64 * 1000.0 / words.max(1) as f64;
    let all: usize = rows.values().map(|row| row.findings).sum();
    let silent = on.saturating_sub(rows.len());
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by(|(a, x), (b, y)| (y.findings, a).cmp(&(x.findings, b)));
    let mut text = String::new();
    if !rows.is_empty() {
        text.push_str("findings  per 1,000 words  drafts  rule\n");
    }
    for (rule, row) in rows {
        let _ = writeln!(text, "{:8}  {:15.3}  {:6}  {rule}", row.findings, rate(row.findings), row.drafts);
        for (place, found) in row.places {
            let found: String = found.chars().take(60).collect();
            let _ = writeln!(text, "          {place}  “{found}”");
        }
    }
    let (words, drafts) = (count(words, "word"), count(drafts, "draft"));
    let _ = writeln!(
        text,
        "{}, {:.3} per 1,000 words, in {words} of {drafts}; {} silent",
        count(all, "finding"),
        rate(all),
        count(silent, "rule")
    );
    text
}
