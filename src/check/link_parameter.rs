//! Parameters of web addresses that only tell whoever sent the link how it was found. It reads addresses in the text and in
//! links alike, and leaves those in code alone; what is left of an address is the same page.

use rustc_hash::FxHashSet;

use super::{At, Check, Mark, Repair};
use crate::finding::Level;
use crate::segment::Page;
use crate::text::{Source, Span};

/// `[rule.check.link-parameter]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LinkParameterSpec {
    /// Names of parameters; `utm_*` is every name that begins so.
    names: Vec<String>,
}

/// Looks for such parameters.
pub struct LinkParameter {
    names: FxHashSet<String>,
    starts: Vec<String>,
}

impl LinkParameterSpec {
    /// Reads the names.
    pub fn build(self) -> LinkParameter {
        let (starts, names): (Vec<_>, Vec<_>) = self.names.into_iter().partition(|n| n.ends_with('*'));
        let starts = starts.iter().map(|n| n.trim_end_matches('*').to_owned()).collect();
        LinkParameter { names: names.into_iter().collect(), starts }
    }
}

impl Check for LinkParameter {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let text = &page.source.text;
        let mut at = 0;
        while let Some(question) = text[at..].find('?').map(|i| at + i) {
            at = question + 1;
            let Some(start) = address_start(&text[..question]) else { continue };
            let end = start + address_length(&text[start..]);
            let span = Span::of_range(start..end);
            if end <= question || is_code(page, span) {
                continue;
            }
            at = end;
            // An address that no reader sees is the page's business more than the text's.
            let level = is_protected(page, span).then_some(Level::Note);
            out.extend(self.mark(span, page.source.slice(span)).map(|mark| Mark { level, ..mark }));
        }
    }
}

/// Whether a place of the file is no prose: the address behind the words of a link.
fn is_protected(page: &Page<'_>, span: Span<Source>) -> bool {
    let next = page.prose.protected.partition_point(|p| p.end <= span.start);
    page.prose.protected.get(next).is_some_and(|p| p.overlaps(span))
}

impl LinkParameter {
    fn mark(&self, span: Span<Source>, url: &str) -> Option<Mark> {
        let question = url.find('?')?;
        let end = url[question..].find('#').map_or(url.len(), |i| question + i);
        let query = &url[question + 1..end];
        let join = if query.contains("&amp;") { "&amp;" } else { "&" };
        let (gone, kept): (Vec<_>, Vec<_>) = query.split(join).partition(|p| self.is_tracking(p));
        let first = gone.first()?;
        let name = first.split('=').next().unwrap_or_default().to_owned();
        let left = if kept.is_empty() { String::new() } else { format!("?{}", kept.join(join)) };
        let place = Span::of_range(span.start as usize + question..span.start as usize + end);
        let mut mark = Mark::new(span).with("parameter", name);
        mark.repairs.push(Repair {
            edits: vec![(At::Source(place), left)],
            title: Some("take the tracking parameters out".to_owned()),
            safety: None,
        });
        Some(mark)
    }

    fn is_tracking(&self, parameter: &str) -> bool {
        let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
        self.names.contains(&name) || self.starts.iter().any(|s| name.starts_with(s.as_str()))
    }
}

/// Where an address that goes on after this text begins: at its scheme, or at `www.`.
fn address_start(before: &str) -> Option<usize> {
    // No address is longer up to its question mark; the bound keeps the search linear.
    const LONGEST: usize = 500;
    let from = (before.len().saturating_sub(LONGEST)..).find(|&i| before.is_char_boundary(i))?;
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | '(' | '[' | '“' | '”' | '’' | '|' | '`');
    let run = before[from..]
        .rfind(ends)
        .map_or(from, |i| from + i + before[from + i..].chars().next().map_or(1, char::len_utf8));
    let address = &before[run..];
    if let Some(i) = address.rfind("://") {
        let scheme = address[..i].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        return (scheme > 0).then(|| run + i - scheme);
    }
    address.starts_with("www.").then_some(run)
}

/// How far an address goes.
fn address_length(rest: &str) -> usize {
    let end = rest.find(|c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | ')' | ']' | '“' | '”' | '’' | '|' | '`')
    });
    rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']).len()
}

/// Whether a place of the file is code, which shows addresses as they are.
fn is_code(page: &Page<'_>, span: Span<Source>) -> bool {
    let next = page.prose.protected.partition_point(|p| p.end <= span.start);
    page.prose.protected.get(next).is_some_and(|p| {
        let text = page.source.slice(*p);
        p.contains(span)
            && (text.starts_with(['`', '~', '\t', ' ']) || text.starts_with("<script") || text.starts_with("<code"))
    })
}
