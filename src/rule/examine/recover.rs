//! Reads a rule file past its mistakes: what cannot be understood is told, taken out, and the rest read again, so that one run
//! shows every mistake of a file. It knows no rule; what is wrong inside values that can be read is told elsewhere.

use std::ops::Range;

use serde::Deserialize;
use serde_spanned::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::tell;
use crate::rule::load::Problem;
use crate::rule::spec::FileSpec;

/// What could be read of a file.
#[derive(Default)]
pub struct Read {
    /// The file without what is wrong in it.
    pub spec: Option<FileSpec>,
    /// What is wrong in it.
    pub problems: Vec<Problem>,
    /// What was put in for keys that are missing: a place past the end of the file, and that of the table.
    stubs: Vec<(Range<usize>, Range<usize>)>,
    /// The keys that were taken out: that they are missing now is no news.
    cuts: Vec<String>,
}

/// So many mistakes of one file are told; whoever has more has another kind of file.
const MOST: usize = 100;

/// Reads a rule file.
pub fn read(text: &str) -> Read {
    if let Ok(spec) = toml::from_str::<FileSpec>(text)
        && !has_two_kinds(text)
    {
        return Read { spec: Some(spec), ..Read::default() };
    }
    let (mut table, errors) = DeTable::parse_recoverable(text);
    let mut read = Read { problems: errors.iter().map(tell::plainly).collect(), ..Read::default() };
    two_kinds(&mut table, &mut read.problems);
    while read.problems.len() < MOST {
        match FileSpec::deserialize(toml::Deserializer::from(table.clone())) {
            Ok(spec) => {
                read.spec = Some(spec);
                break;
            }
            Err(error) if !mend(&mut table, &error, text.len(), &mut read) => break,
            Err(_) => {}
        }
    }
    read
}

/// Takes out what an error is about, or puts in what is missing; false where neither can be done.
fn mend(table: &mut Spanned<DeTable<'_>>, error: &toml::de::Error, len: usize, read: &mut Read) -> bool {
    let span = error.span().unwrap_or(0..0);
    if let Some((_, home)) = read.stubs.iter().find(|(stub, _)| *stub == span) {
        // What was put in for a missing key was of the wrong kind: a list does, or the whole table goes.
        return relist(table.get_mut(), &span) || cut(table.get_mut(), home, &mut read.cuts);
    }
    let missing = tell::missing(error.message());
    let is_news = match missing {
        Some(key) => !read.cuts.iter().any(|cut| cut == key),
        None => read.cuts.is_empty() || !error.message().contains("exactly 1 e"),
    };
    if is_news {
        read.problems.push(tell::plainly(error));
    }
    let Some(key) = missing else { return cut(table.get_mut(), &span, &mut read.cuts) };
    let at = len + 1 + read.stubs.len();
    read.stubs.push((at..at + 1, span.clone()));
    put(table, &span, key, &(at..at + 1))
}

/// Puts an empty text under a key into the innermost table of this place.
fn put(table: &mut Spanned<DeTable<'_>>, span: &Range<usize>, key: &str, at: &Range<usize>) -> bool {
    let whole = table.span() == *span;
    let stub = |inner: &mut DeTable<'_>| {
        let value = DeValue::String(String::new().into());
        inner.insert(Spanned::new(at.clone(), key.to_owned().into()), Spanned::new(at.clone(), value));
    };
    let found = innermost(table.get_mut(), span, key, &stub);
    if !found && whole {
        stub(table.get_mut());
    }
    found || whole
}

fn innermost(table: &mut DeTable<'_>, span: &Range<usize>, key: &str, stub: &dyn Fn(&mut DeTable<'_>)) -> bool {
    table.iter_mut().any(|(_, value)| innermost_value(value, span, key, stub))
}

fn innermost_value(
    value: &mut Spanned<DeValue<'_>>,
    span: &Range<usize>,
    key: &str,
    stub: &dyn Fn(&mut DeTable<'_>),
) -> bool {
    let here = value.span() == *span;
    match value.get_mut() {
        DeValue::Table(table) => {
            let done = innermost(table, span, key, stub);
            if !done && here && !table.contains_key(key) {
                stub(table);
                return true;
            }
            done
        }
        DeValue::Array(array) => array.iter_mut().any(|item| innermost_value(item, span, key, stub)),
        _ => false,
    }
}

/// Turns an empty text that was put in at this place into an empty list.
fn relist(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    table.iter_mut().any(|(_, value)| relist_value(value, span))
}

fn relist_value(value: &mut Spanned<DeValue<'_>>, span: &Range<usize>) -> bool {
    let here = value.span() == *span;
    match value.get_mut() {
        DeValue::Table(table) => relist(table, span),
        DeValue::Array(array) => array.iter_mut().any(|item| relist_value(item, span)),
        DeValue::String(text) if here && text.is_empty() => {
            *value.get_mut() = DeValue::Array(DeArray::new());
            true
        }
        _ => false,
    }
}

/// Takes out the key or the innermost value of this place.
fn cut(table: &mut DeTable<'_>, span: &Range<usize>, cuts: &mut Vec<String>) -> bool {
    let named = |table: &DeTable<'_>, by_key: bool| {
        let mut entries = table.iter();
        let found = entries.find(|(key, value)| if by_key { key.span() == *span } else { value.span() == *span });
        found.map(|(key, _)| key.get_ref().to_string())
    };
    let key = match named(table, true) {
        Some(key) => Some(key),
        None if table.iter_mut().any(|(_, value)| cut_value(value, span, cuts)) => return true,
        None => named(table, false),
    };
    let Some(key) = key else { return false };
    let is_cut = table.remove(key.as_str()).is_some();
    cuts.push(key);
    is_cut
}

fn cut_value(value: &mut Spanned<DeValue<'_>>, span: &Range<usize>, cuts: &mut Vec<String>) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => cut(table, span, cuts),
        DeValue::Array(array) => {
            if array.iter_mut().any(|item| cut_value(item, span, cuts)) {
                return true;
            }
            let Some(at) = array.iter().position(|item| item.span() == *span) else { return false };
            let mut rest = DeArray::new();
            for (i, item) in array.iter().enumerate() {
                if i != at {
                    rest.push(item.clone());
                }
            }
            *array = rest;
            true
        }
        _ => false,
    }
}

/// A cheap look before a file without other mistakes is read a second time.
fn has_two_kinds(text: &str) -> bool {
    let rules = text.matches("[[rule]]").count();
    text.matches("check").count() > rules && !checks_of(&DeTable::parse_recoverable(text).0).is_empty()
}

/// The keys under `check` past the first, which would be silently left out.
fn checks_of<'t>(table: &'t Spanned<DeTable<'_>>) -> Vec<(Range<usize>, String, &'t str)> {
    let rules = table.get_ref().get("rule").and_then(|rules| rules.get_ref().as_array());
    let checks = rules.into_iter().flat_map(|rules| rules.iter()).filter_map(|rule| {
        let check = rule.get_ref().as_table()?.get("check")?;
        check.get_ref().as_table()
    });
    let mut found = Vec::new();
    for check in checks {
        let mut keys: Vec<_> = check.keys().collect();
        keys.sort_by_key(|key| key.span().start);
        for key in keys.iter().skip(1) {
            found.push((key.span(), key.get_ref().to_string(), keys[0].get_ref().as_ref()));
        }
    }
    found
}

fn two_kinds(table: &mut Spanned<DeTable<'_>>, problems: &mut Vec<Problem>) {
    let mut spans = Vec::new();
    for (span, second, first) in checks_of(table) {
        let message =
            format!("a rule has one kind of check, and this one has `{first}` already; `{second}` is a second");
        problems.push(Problem::at(span.clone(), message).advise("make two rules of it"));
        spans.push(span);
    }
    for span in spans {
        cut(table.get_mut(), &span, &mut Vec::new());
    }
}
