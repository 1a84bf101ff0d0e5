//! Numbers as written: groups of digits that no convention explains, two conventions in one text, check digits.

use super::checksum;
use super::conflict::Conflict;
use super::desk::Desk;
use super::kind::NumberKind;
use crate::segment::quantity::Kind;
use crate::text::extent::Verdict;
use crate::text::{Prose, Span};

/// Finds number-format and checksum.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    formats(desk, out);
    checksums(desk, out);
}

fn formats(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let mut commas = Vec::new();
    let mut points = Vec::new();
    for q in &desk.facts.quantities {
        let text = desk.page.prose.slice(q.numeral);
        match q.group {
            Some(',') => commas.push(q),
            Some('.') if text.matches('.').count() >= 2 => points.push(q),
            _ => {}
        }
        // `2,4,6` is a list.
        if q.kind == Kind::Malformed && !text.split(',').all(|part| part.len() < 2) {
            let equation = "groups of digits have three digits each".to_owned();
            out.push(desk.conflict(NumberKind::NumberFormat, Verdict::Inconsistent, q, "the number", equation));
        }
    }
    if commas.is_empty() || points.is_empty() {
        return;
    }
    let (few, many, mark) =
        if points.len() <= commas.len() { (&points, &commas, ',') } else { (&commas, &points, '.') };
    let Some(other) = many.first() else { return };
    for q in few {
        let equation = format!("the text also writes {}", desk.shown(other));
        let old = q.group.unwrap_or(',');
        let text = desk.page.prose.slice(q.numeral).replace(old, &mark.to_string());
        let conflict = desk.conflict(NumberKind::NumberFormat, Verdict::Inconsistent, q, "the number", equation);
        out.push(conflict.with(other.span, "another number").repair(q.numeral, text));
    }
}

/// A check of an identifier's digits.
type Sum = fn(&str) -> Option<bool>;

/// Identifiers by the label that stands before them.
const LABELS: &[(&str, Sum, &[usize])] = &[
    ("isbn", checksum::isbn, &[13, 10]),
    ("issn", checksum::issn, &[8]),
    ("iban", checksum::iban, &[]),
    ("orcid", checksum::orcid, &[16]),
    ("ean", checksum::ean, &[13, 8]),
    ("gtin", checksum::ean, &[13, 8]),
    ("card", checksum::luhn, &[16, 15]),
];

fn checksums(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for (at, token) in desk.page.tokens.iter().enumerate() {
        let word = desk.folded(at as u32);
        let Some((label, sum, lengths)) = LABELS.iter().find(|(label, _, _)| *label == word) else { continue };
        let end = desk.sentence(desk.page.sentence_at(at as u32) as u32).end;
        let span = desk.page.span(at as u32..end);
        let rest = desk.page.prose.slice(Span::new(token.end, span.end));
        let Some((from, len)) = identifier(rest, lengths) else { continue };
        let printed = rest.get(from..from + len).unwrap_or_default();
        if sum(printed) == Some(false) {
            let start = token.end + from as u32;
            let span: Span<Prose> = Span::new(start, start + len as u32);
            let equation = format!("the check digits of the {} do not fit", label.to_uppercase());
            let (kind, verdict) = (NumberKind::Checksum, Verdict::Inconsistent);
            out.push(Conflict::new(kind, verdict, span, "the identifier", equation));
        }
    }
}

/// Where an identifier begins after its label and how long it is in bytes, spaces and hyphens inside it counted.
fn identifier(rest: &str, lengths: &[usize]) -> Option<(usize, usize)> {
    let iban = lengths.is_empty();
    let mut from = rest.len() - rest.trim_start_matches([' ', ':', '\u{a0}', '(', '#']).len();
    for prefix in ["-13", "-10", "13:", "10:", "no.", "number", "No."] {
        if let Some(tail) = rest.get(from..).and_then(|r| r.strip_prefix(prefix)) {
            from = rest.len() - tail.trim_start_matches([' ', ':']).len();
        }
    }
    let body = rest.get(from..)?;
    let (mut count, mut len, mut ends) = (0, 0, Vec::new());
    for (i, c) in body.char_indices() {
        let fits = c.is_ascii_digit() || c == 'X' && count + 1 >= 8 || iban && (c.is_ascii_uppercase());
        if fits {
            count += 1;
            len = i + c.len_utf8();
            ends.push((count, len));
        } else if !matches!(c, ' ' | '-' | '–' | '\u{a0}' | '‑') || i == 0 {
            break;
        }
    }
    if iban {
        return (15..=34).contains(&count).then_some((from, len));
    }
    let wanted = lengths.iter().find(|l| ends.last().is_some_and(|(n, _)| n == *l))?;
    ends.iter().find(|(n, _)| n == wanted).map(|(_, len)| (from, *len))
}
