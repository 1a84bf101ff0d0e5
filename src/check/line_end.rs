//! Two or three kinds of line ends in one file. One mark for the file, with every place of the minority; whole files in
//! Windows or old Mac style are no mistake.

use super::{At, Check, Mark, Repair};
use crate::segment::Page;
use crate::text::{Source, Span};

/// `[rule.check.line-end]`
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LineEndSpec {}

/// Looks for mixed line ends.
pub struct LineEnd;

impl LineEndSpec {
    /// There is nothing to prepare.
    pub fn build(self) -> LineEnd {
        LineEnd
    }
}

/// The kinds, the likeliest first, with what they are called.
const KINDS: [(&str, &str); 3] = [("\n", "LF"), ("\r\n", "CRLF"), ("\r", "CR")];
/// So many other places are pointed at; the repair takes all.
const SHOWN: usize = 9;

impl Check for LineEnd {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let text = &page.source.text;
        if !text.contains('\r') {
            return;
        }
        let ends: Vec<(Span<Source>, usize)> = ends(text);
        let mut counts = [0_usize; 3];
        for (_, kind) in &ends {
            counts[*kind] += 1;
        }
        let most = (0..3).rev().max_by_key(|&k| counts[k]).unwrap_or(0);
        let minority: Vec<_> = ends.iter().filter(|(_, kind)| *kind != most).collect();
        let Some((first, kind)) = minority.first().copied() else { return };
        let mut mark = Mark::new(*first)
            .with("kind", KINDS[*kind].1)
            .with("count", minority.len().to_string())
            .with("most", KINDS[most].1)
            .with("others", counts[most].to_string());
        for (span, kind) in minority.iter().skip(1).take(SHOWN) {
            mark = mark.and(*span, format!("{} here, too", KINDS[*kind].1));
        }
        let edits = minority.iter().map(|(span, _)| (At::Source(*span), KINDS[most].0.to_owned())).collect();
        mark.repairs.push(Repair { edits, title: Some(format!("end all lines with {}", KINDS[most].1)), safety: None });
        out.push(mark);
    }
}

/// Every line end and its kind.
fn ends(text: &str) -> Vec<(Span<Source>, usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        let (length, kind) = match (bytes[i], bytes.get(i + 1)) {
            (b'\r', Some(b'\n')) => (2, 1),
            (b'\r', _) => (1, 2),
            (b'\n', _) => (1, 0),
            _ => {
                i += 1;
                continue;
            }
        };
        found.push((Span::of_range(i..i + length), kind));
        i += length;
    }
    found
}
