//! Character references (`&amp;`, `&#39;`) that a reader sees as such: in plain text, or escaped twice in markup. References
//! that the format itself reads are no prose and never get here.

use std::collections::BTreeMap;

use super::{At, Check, Mark, Repair};
use crate::segment::Page;
use crate::text::{Mapped, Prose, Source, Span};

/// `[rule.check.entity]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EntitySpec {
    /// Names of references and what they stand for.
    names: BTreeMap<String, String>,
}

/// Looks for references.
pub struct Entity {
    names: BTreeMap<String, String>,
}

impl EntitySpec {
    /// There is nothing to prepare.
    pub fn build(self) -> Entity {
        Entity { names: self.names }
    }
}

/// A reference is at most so long.
const LONGEST: usize = 12;

impl Check for Entity {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let mut found: Vec<(Span<Source>, String)> = Vec::new();
        self.references(page, &mut found);
        let mut i = 0;
        while let Some((place, right)) = found.get(i) {
            // Two marks of one quotation are one finding.
            let partner = found.get(i + 1).filter(|(next, closing)| {
                are_partners(right, closing) && !page.source.slice(Span::new(place.end, next.start)).contains('\n')
            });
            let edit = |(place, right): &(Span<Source>, String)| (At::Source(*place), right.clone());
            let (whole, says) = partner.map_or_else(
                || (*place, right.clone()),
                |(next, closing)| (place.join(*next), format!("{right}…{closing}")),
            );
            let mut mark = Mark::new(whole).with("right", says);
            let edits = found[i..].iter().take(1 + usize::from(partner.is_some())).map(edit).collect();
            mark.repairs.push(Repair { edits, title: None, safety: None });
            out.push(mark);
            i += 1 + usize::from(partner.is_some());
        }
    }
}

/// Whether two marks open and close a quotation.
fn are_partners(open: &str, close: &str) -> bool {
    matches!((open, close), ("“", "”") | ("‘", "’") | ("\"", "\"") | ("«", "»"))
}

impl Entity {
    /// Every reference with its place in the file and the text it stands for.
    fn references(&self, page: &Page<'_>, found: &mut Vec<(Span<Source>, String)>) {
        let text = &page.prose.text;
        let mut at = 0;
        while let Some(start) = text[at..].find('&').map(|i| at + i) {
            at = start + 1;
            let Some((end, right)) = self.read(text, start) else { continue };
            at = end;
            let span = Span::<Prose>::new(start as u32, end as u32);
            // The place in the file covers the whole reference, `&amp;amp;` too: nothing else stands in it.
            let place = match page.prose.to_source(span) {
                Mapped::Exact(exact) => exact,
                Mapped::Around(around) if is_reference(page.source.slice(around)) => around,
                Mapped::Around(_) => continue,
            };
            found.push((place, right));
        }
    }
}

/// Whether a stretch of the file is a reference and nothing else.
fn is_reference(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'#' | b'&' | b';');
    text.starts_with('&') && text.ends_with(';') && text.bytes().all(inner)
}

impl Entity {
    /// The end of a reference that begins here, and the text it stands for; `&amp;amp;` is read to its end.
    fn read(&self, text: &str, start: usize) -> Option<(usize, String)> {
        let rest = &text[start + 1..];
        let length = rest.bytes().take(LONGEST).position(|b| b == b';')?;
        let name = &rest[..length];
        let end = start + length + 2;
        let right = if let Some(number) = name.strip_prefix('#') {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(windows(code)).filter(|c| !c.is_control())?.to_string()
        } else {
            self.names.get(name)?.clone()
        };
        if right == "&" {
            // A reference to the & of another reference.
            let inner = format!(
                "&{}",
                &text[end..text.len().min(end + LONGEST + 1).max(end)].chars().take(LONGEST).collect::<String>()
            );
            if let Some((length, right)) = self.read(&inner, 0) {
                return Some((end + length - 1, right));
            }
        }
        Some((end, right))
    }
}

/// Numbers that mean Windows-1252, as browsers read them.
fn windows(code: u32) -> u32 {
    match code {
        0x85 => 0x2026,
        0x91 => 0x2018,
        0x92 => 0x2019,
        0x93 => 0x201c,
        0x94 => 0x201d,
        0x96 => 0x2013,
        0x97 => 0x2014,
        0x99 => 0x2122,
        other => other,
    }
}
