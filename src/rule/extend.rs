//! Sets that build on other sets: which files belong together, and what an extending set makes of the rules and lists of the
//! sets below it. Everything is done on rule files as they were read, before a rule is built; it reads no files from disk.
//!
//! Precedence, from weak to strong: a rule as its set has it; the changes of sets that extend that set, in the order in which
//! the files are loaded, where a set comes before those that extend it; then `deskcheck.toml` and the command line.

use std::collections::HashMap;
use std::sync::Arc;

use super::lists::Lists;
use super::spec::{AmendSpec, FileSpec, RuleSpec};
use crate::check::CheckSpec;
use crate::text::Source;

/// Rule files, each with what its `extends` leads to.
#[derive(Clone, Debug, Default)]
pub struct RuleFiles {
    /// The files; one that is extended stands before those that extend it.
    pub sources: Vec<Arc<Source>>,
    /// For each file, for each entry of its `extends`, what that is.
    pub bases: Vec<Vec<Base>>,
}

/// What an entry of `extends` leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// The file of this number.
    File(usize),
    /// A built-in set, or a set among the files: found by its name.
    Named,
    /// A file that is not there.
    Missing,
    /// A file that could not be read as a rule file.
    Faulty,
}

impl RuleFiles {
    /// Files whose `extends` are looked up among themselves.
    pub fn new(sources: Vec<Arc<Source>>) -> Self {
        let bases = sources.iter().map(|source| {
            let links = links(&source.text).into_iter();
            links.map(|name| base_among(&sources, &source.path, &name)).collect()
        });
        Self { bases: bases.collect(), sources }
    }

    /// The files but for these; whoever extends one of them stands on nothing.
    pub fn without(&self, out: impl Fn(&Source) -> bool) -> Self {
        let mut numbers = Vec::new();
        let mut kept = 0;
        for source in &self.sources {
            numbers.push((!out(source)).then_some(kept));
            kept += usize::from(!out(source));
        }
        let renumbered = |base: &Base| match base {
            Base::File(i) => numbers[*i].map_or(Base::Faulty, Base::File),
            other => *other,
        };
        let (mut sources, mut bases) = (Vec::new(), Vec::new());
        for ((source, links), number) in self.sources.iter().zip(&self.bases).zip(&numbers) {
            if number.is_some() {
                sources.push(source.clone());
                bases.push(links.iter().map(renumbered).collect());
            }
        }
        Self { sources, bases }
    }
}

fn base_among(sources: &[Arc<Source>], path: &str, name: &str) -> Base {
    if !is_path(name) {
        return Base::Named;
    }
    let wanted = beside(path, name);
    sources.iter().position(|source| beside("", &source.path) == wanted).map_or(Base::Missing, Base::File)
}

/// The entries of a file's `extends`, as far as it can be read.
pub fn links(text: &str) -> Vec<String> {
    if !text.contains("extends") {
        return Vec::new();
    }
    let (table, _) = toml::de::DeTable::parse_recoverable(text);
    let entries = table.get_ref().get("extends").and_then(|value| value.get_ref().as_array().cloned());
    let entries = entries
        .into_iter()
        .flat_map(|list| list.iter().map(|e| e.get_ref().as_str().map(str::to_owned)).collect::<Vec<_>>());
    entries.map(Option::unwrap_or_default).collect()
}

/// Whether an entry of `extends` is a file and not the name of a set.
pub fn is_path(name: &str) -> bool {
    name.contains('/') || name.ends_with(".toml")
}

/// A path beside a file, without `.` and `..`.
fn beside(file: &str, name: &str) -> String {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    let all = if name.starts_with('/') { name.to_owned() } else { format!("{folder}/{name}") };
    for part in all.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." if parts.last().is_some_and(|last| *last != "..") => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What sets do to the sets that they extend.
#[derive(Debug, Default)]
pub struct Extensions {
    /// The lists of a file, by its path, with those of its relatives.
    pub lists: HashMap<String, Lists>,
    /// Changes by the id of the rule, in order, each with the file it stands in.
    pub changes: Vec<(AmendSpec, Arc<Source>)>,
}

impl Extensions {
    /// Puts a file into the state that the sets which extend it want.
    pub fn apply(&mut self, path: &str, file: &mut FileSpec) {
        if let Some(lists) = self.lists.remove(path) {
            file.lists = lists;
        }
        if self.changes.is_empty() {
            return;
        }
        for rule in &mut file.rule {
            let id = format!("{}/{}", file.set.get_ref(), rule.id.get_ref());
            let (mine, others) =
                std::mem::take(&mut self.changes).into_iter().partition(|(c, _)| *c.rule.get_ref() == id);
            self.changes = others;
            let mine: Vec<(AmendSpec, Arc<Source>)> = mine;
            for (change, home) in mine {
                amend(rule, change, &home);
            }
        }
    }
}

fn amend(rule: &mut RuleSpec, change: AmendSpec, home: &Arc<Source>) {
    if !rule.changed.contains(&home.path) {
        rule.changed.push(home.path.clone());
    }
    rule.level = change.level.or(rule.level);
    rule.on = change.on.or(rule.on);
    rule.quotations = change.quotations.or(rule.quotations);
    if let Some(message) = change.message {
        rule.message = message;
    }
    if let Some(why) = change.why {
        rule.why = why;
    }
    if let Some(find) = find(&mut rule.check) {
        find.extend(change.find);
    }
    rule.when = joined(rule.when.take(), change.when);
    rule.unless = joined(rule.unless.take(), change.unless);
    if change.replace.is_some() || change.safety.is_some() {
        let fix = rule.fix.get_or_insert_default();
        fix.replace = change.replace.or(fix.replace.take());
        fix.safety = change.safety.or(fix.safety);
    }
    rule.example.extend(change.example.into_iter().map(|mut example| {
        example.home = Some(home.clone());
        example
    }));
}

fn joined(
    old: Option<super::condition::ConditionsSpec>,
    new: Option<super::condition::ConditionsSpec>,
) -> Option<super::condition::ConditionsSpec> {
    match (old, new) {
        (Some(mut old), Some(new)) => {
            old.0.extend(new.0);
            Some(old)
        }
        (old, new) => old.or(new),
    }
}

/// The phrases or patterns of a check that can take more of them.
pub fn find(check: &mut CheckSpec) -> Option<&mut Vec<serde_spanned::Spanned<String>>> {
    match check {
        CheckSpec::Phrase(spec) => Some(&mut spec.find),
        CheckSpec::Pattern(spec) => Some(&mut spec.find),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn a_file_is_found_beside_another() {
        assert_eq!(beside("rules/a.toml", "b.toml"), "rules/b.toml");
        assert_eq!(beside("rules/sub/a.toml", "../b.toml"), "rules/b.toml");
        assert_eq!(beside("a.toml", "../b.toml"), "../b.toml");
        assert_eq!(beside("", "./rules/b.toml"), "rules/b.toml");
    }
}
