//! The line that sums up the swapped words of a draft, for the outputs that people read. It says what to do, never what the
//! author did, and it is silent where there are few.

use super::count;
use crate::Report;
use crate::finding::Level;

/// The set whose findings are traces of a synonym replacer.
const SET: &str = "spun/";
/// From so many places on a draft gets the line.
const SEVERAL: usize = 3;

/// The line about a draft, if it has several such places. Notes do not count: a doubt is no trace; and a place that several rules
/// know is one place.
pub fn line(report: &Report) -> Option<String> {
    let (mut places, mut end) = (0, 0);
    for finding in report.findings.iter().filter(|f| f.level > Level::Note && f.rule.starts_with(SET)) {
        places += usize::from(finding.span.start >= end);
        end = end.max(finding.span.end);
    }
    (places >= SEVERAL).then(|| {
        format!("{} typical of automatic synonym replacement; compare with the source", count(places, "place"))
    })
}
