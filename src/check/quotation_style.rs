//! Quotation marks of one document: straight or curly, single or double. Quotations that are not closed, and those inside
//! others, are left to punctuation.

use super::tally::{Place, Tally};
use super::{At, Check, Mark, Repair};
use crate::segment::{Page, Quotation};
use crate::text::Span;

/// `[rule.check.quotation-style]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct QuotationStyleSpec {
    /// What is compared: `shape` (straight or curly) or `number` (single or double).
    by: By,
    /// So many quotations must be of the majority.
    #[serde(default = "two")]
    least: usize,
}

fn two() -> usize {
    2
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Straight or curly.
    Shape,
    /// Single or double.
    Number,
}

/// Looks at quotation marks.
pub struct QuotationStyle {
    spec: QuotationStyleSpec,
}

impl QuotationStyleSpec {
    /// There is nothing to prepare.
    pub fn build(self) -> QuotationStyle {
        QuotationStyle { spec: self }
    }
}

impl Check for QuotationStyle {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let by = self.spec.by;
        let found: Vec<(&Quotation, Place)> = page
            .quotations
            .iter()
            .filter(|q| q.close.is_some() && (by == By::Shape || q.depth == 0) && !page.block(q.open).quoted)
            .filter_map(|q| Some((q, Place { span: page.span(q.open..q.close? + 1), choice: choice(by, q.mark)? })))
            .collect();
        let places: Vec<Place> = found.iter().map(|(_, p)| *p).collect();
        let Some(tally) = Tally::of(&places, 2, self.spec.least, None) else { return };
        let name = match (by, tally.most) {
            (By::Shape, 0) => "straight quotation marks",
            (By::Shape, _) => "curly quotation marks",
            (By::Number, 0) => "single quotation marks",
            (By::Number, _) => "double quotation marks",
        };
        for (quotation, place) in found.iter().filter(|(_, p)| p.choice != tally.most) {
            let mut mark = tally.mark(place.span, name);
            mark.repairs.extend(repair(page, by, quotation, tally.most));
            out.push(mark);
        }
    }
}

fn choice(by: By, mark: char) -> Option<usize> {
    Some(match (by, mark) {
        (By::Shape, '"' | '\'') | (By::Number, '\'' | '‘') => 0,
        (By::Shape, '“' | '‘') | (By::Number, '"' | '“') => 1,
        _ => return None,
    })
}

/// The two marks of the other kind. They lie outside what was said, so their places are those of the marks alone.
fn repair(page: &Page<'_>, by: By, quotation: &Quotation, most: usize) -> Option<Repair> {
    let pair = match (by, quotation.mark, most) {
        (By::Shape, '"', 1) => ("“", "”"),
        (By::Shape, '\'', 1) => ("‘", "’"),
        (By::Shape, '“', 0) => ("\"", "\""),
        (By::Shape, '‘', 0) => ("'", "'"),
        (By::Number, '"', 0) => ("'", "'"),
        (By::Number, '“', 0) => ("‘", "’"),
        (By::Number, '\'', 1) => ("\"", "\""),
        (By::Number, '‘', 1) => ("“", "”"),
        _ => return None,
    };
    let place = |i: u32| {
        let span: Span<_> = page.token(i).span();
        At::Prose(span)
    };
    let edits = vec![(place(quotation.open), pair.0.to_owned()), (place(quotation.close?), pair.1.to_owned())];
    Some(Repair { edits, title: Some("change the two marks".to_owned()), safety: None })
}
