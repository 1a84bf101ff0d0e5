//! Named word lists with the lists that they include (`@other`) written out. Every mistake in them is told; a list that could
//! grow without end is cut off.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_spanned::Spanned;

use super::load::Problem;
use super::nearest;

/// Lists as they stand in a file.
pub type Lists = BTreeMap<String, Vec<Spanned<String>>>;

/// So many entries a list may have, those of the lists that it includes counted.
pub const MOST: usize = 100_000;

/// Lists may include lists that include lists … so many times.
const DEEP: usize = 32;

/// All lists written out, and what is wrong with them.
pub fn expand(lists: &Lists) -> (BTreeMap<String, Vec<String>>, Vec<Problem>) {
    let mut expanded = BTreeMap::new();
    let mut problems: Vec<Problem> = Vec::new();
    for (name, entries) in lists {
        let mut writing = Writing { lists, way: vec![name], out: Vec::new(), problems: &mut problems, is_over: false };
        writing.add(entries);
        expanded.insert(name.clone(), writing.out);
    }
    (expanded, problems)
}

/// One list on its way.
struct Writing<'l, 'p> {
    lists: &'l Lists,
    way: Vec<&'l str>,
    out: Vec<String>,
    problems: &'p mut Vec<Problem>,
    /// Whether the list has grown out of bounds and nothing more is added.
    is_over: bool,
}

impl<'l> Writing<'l, '_> {
    fn add(&mut self, entries: &'l [Spanned<String>]) {
        for entry in entries {
            if self.is_over {
                return;
            }
            match entry.get_ref().strip_prefix('@') {
                None if self.out.len() >= MOST => {
                    let message = format!("a list holds at most {MOST} entries, with those that it includes");
                    let advice = "put them into several lists and rules, or write them as `[[expressions]]`";
                    self.fail(entry.span(), message, advice.to_owned());
                    self.is_over = true;
                }
                None => self.out.push(entry.get_ref().clone()),
                Some(inner) => self.include(inner, entry.span()),
            }
        }
    }

    fn include(&mut self, inner: &str, span: Range<usize>) {
        let Some((name, entries)) = self.lists.get_key_value(inner) else {
            self.fail(span, unknown(inner), advice(inner, self.lists.keys()));
            return;
        };
        if self.way.contains(&name.as_str()) {
            let advice = "take this entry away, here or in the list that it leads to";
            self.fail(span, format!("the list `{name}` includes itself"), advice.to_owned());
        } else if self.way.len() >= DEEP {
            self.fail(span, format!("lists include each other {DEEP} deep"), "write the words here".to_owned());
            self.is_over = true;
        } else {
            self.way.push(name);
            self.add(entries);
            self.way.pop();
        }
    }

    /// Tells a mistake once, however many lists lead to it.
    fn fail(&mut self, span: Range<usize>, message: String, advice: String) {
        if !self.problems.iter().any(|known| known.span == span) {
            self.problems.push(Problem::at(span, message).advise(advice));
        }
    }
}

/// What is said of a list that is not there.
pub fn unknown(name: &str) -> String {
    format!("there is no list `{name}` in this file or in a set that it extends")
}

/// What to do where a list is not there.
pub fn advice<'n>(name: &str, names: impl Iterator<Item = &'n String> + Clone) -> String {
    match nearest(name, names.clone().map(String::as_str)) {
        Some(near) => format!("is `@{near}` meant?"),
        None => match names.map(|name| format!("`@{name}`")).collect::<Vec<_>>() {
            all if all.is_empty() => format!("add it under `[lists]`: {name} = [\"…\"]"),
            all => format!("the lists are {}", all.join(", ")),
        },
    }
}
