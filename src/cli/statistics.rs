//! `--statistics` and `--timing`: how many findings each rule made, which drafts have the most, and where the time went.
//! It counts and prints; times are taken by the engine.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use crate::Report;
use crate::output::count;
use crate::segment::quantity::Compared;
use crate::text::{Source, clean};
use crate::timing::Times;

/// Drafts that are listed.
const FILES: usize = 10;

/// Counts of a run.
#[derive(Debug, Default)]
pub struct Statistics {
    by_rule: BTreeMap<String, (usize, usize)>,
    by_file: Vec<(usize, String)>,
    numbers: Compared,
}

impl Statistics {
    /// Adds a draft.
    pub fn add(&mut self, source: &Source, report: &Report) {
        for finding in &report.findings {
            self.by_rule.entry(finding.rule.clone()).or_default().0 += 1;
        }
        for allowed in &report.allowed {
            self.by_rule.entry(allowed.finding.rule.clone()).or_default().1 += 1;
        }
        self.numbers.seen += report.numbers.seen;
        self.numbers.linked += report.numbers.linked;
        self.numbers.checked += report.numbers.checked;
        if !report.findings.is_empty() {
            self.by_file.push((report.findings.len(), source.path.clone()));
        }
    }

    /// As it is told, with the time of each rule where times were taken.
    pub fn told(mut self, times: Option<&Times>) -> String {
        let mut rules: Vec<_> = self.by_rule.iter().collect();
        let time_of: BTreeMap<_, _> = times.map(|times| times.rules().into_iter().collect()).unwrap_or_default();
        rules.sort_by_key(|(rule, (n, _))| (std::cmp::Reverse(*n), *rule));
        let mut text = String::from("Findings by rule:\n");
        for (rule, (n, allowed)) in rules {
            let allowed = if *allowed == 0 { String::new() } else { format!(" ({allowed} allowed)") };
            let time =
                time_of.get(rule.as_str()).map(|time| format!("{:>10}", milliseconds(*time))).unwrap_or_default();
            let _ = writeln!(text, "{n:>7}{time}  {rule}{allowed}");
        }
        self.by_file.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
        let _ = writeln!(text, "Drafts with the most, of {} with findings:", count(self.by_file.len(), "draft"));
        for (n, path) in self.by_file.iter().take(FILES) {
            let _ = writeln!(text, "{n:>7}  {}", clean::exact(path));
        }
        let Compared { seen, linked, checked } = self.numbers;
        if seen > 0 {
            let made = count(checked, "comparison");
            let _ = writeln!(text, "Numbers: {seen} seen, {linked} linked with others, {made} made");
        }
        text
    }
}

/// The times of a run, over all threads, by stage and by rule.
pub fn timing(times: &Times) -> String {
    let mut text = String::from("Time by stage, over all threads:\n");
    for (stage, time) in times.stages() {
        let _ = writeln!(text, "{:>12}  {}", milliseconds(time), stage.name());
    }
    text.push_str(
        "Time by rule (phrases and expressions are looked for together: their rules have that of their conditions):\n",
    );
    for (rule, time) in times.rules() {
        let _ = writeln!(text, "{:>12}  {rule}", milliseconds(time));
    }
    text
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
