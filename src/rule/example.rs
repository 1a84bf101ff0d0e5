//! Examples as they stand in a rule file into proofs. It runs none of them: `proof.rs` does.

use std::ops::Range;
use std::sync::Arc;

use serde_spanned::Spanned;

use super::Example;
use super::load::Problem;
use super::spec::ExampleSpec;
use crate::text::{Source, Span};

/// The proof that an example is; `home` is the file it stands in, where that is not the file of its rule.
pub fn read(spec: ExampleSpec, home: Option<Arc<Source>>) -> Result<Example, Problem> {
    let (marked, found) = match (&spec.bad, &spec.fine) {
        (Some(bad), None) => (bad, true),
        (None, Some(fine)) => (fine, false),
        (Some(bad), Some(_)) => {
            return Err(Problem::at(bad.span(), "an example is either `bad` or `fine`").advise("make it two examples"));
        }
        (None, None) => {
            let span = spec.good.map_or(0..0, |good| good.span());
            return Err(Problem::at(span, "an example needs `bad` or `fine`"));
        }
    };
    if let (Some(good), false) = (&spec.good, found) {
        let problem = Problem::at(good.span(), "`good` says what becomes of a `bad` text; this example is `fine`");
        return Err(problem.advise("take `good` away, or make the text `bad` with [brackets]"));
    }
    let (text, found) = if found { brackets(marked)? } else { (marked.get_ref().clone(), Vec::new()) };
    let good_place = spec.good.as_ref().map(|good| Span::of_range(good.span()));
    let place = Span::of_range(marked.span());
    let good = spec.good.map(Spanned::into_inner);
    Ok(Example { text, found, good, source: spec.source, name: spec.name, place, good_place, home })
}

/// A text with [places] in brackets: the text without them and the places. Doubled brackets stand for one.
fn brackets(marked: &Spanned<String>) -> Result<(String, Vec<Range<usize>>), Problem> {
    let fail =
        |what: &str| Err(Problem::at(marked.span(), what).advise("put [square brackets] around what must be found"));
    let mut text = String::with_capacity(marked.get_ref().len());
    let (mut found, mut open) = (Vec::new(), None);
    let mut chars = marked.get_ref().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '[' | ']' if chars.peek() == Some(&c) => {
                chars.next();
                text.push(c);
            }
            '[' if open.is_some() => {
                return fail("an opening bracket inside brackets; a bracket of the text is doubled: `[[`");
            }
            '[' => open = Some(text.len()),
            ']' => match open.take() {
                Some(start) if start == text.len() => return fail("empty brackets: there is nothing to find in `[]`"),
                Some(start) => found.push(start..text.len()),
                None => {
                    return fail("a closing bracket without an opening one; a bracket of the text is doubled: `]]`");
                }
            },
            _ => text.push(c),
        }
    }
    if open.is_some() {
        return fail("an opening bracket without a closing one; a bracket of the text is doubled: `[[`");
    }
    if found.is_empty() {
        return fail("a `bad` example without brackets");
    }
    Ok((text, found))
}
