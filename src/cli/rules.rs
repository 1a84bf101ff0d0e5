//! The rules of a run: those built in, the user's files, and what `--select` and `--ignore` make of them. Reading and
//! telling is done here; what a rule file means is known to `rule/` alone.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::args::Common;
use super::discover;
use super::trouble::Trouble;
use super::{Exit, colour, read};
use crate::output::terminal;
use crate::rule::RuleSet;

/// The rules that are on. Whatever is wrong with them has been told when this gives an exit.
pub fn load(common: &Common) -> Result<RuleSet, Exit> {
    let mut troubles = Vec::new();
    let mut sources = Vec::new();
    let files: Vec<_> = common.rules.iter().flat_map(|path| files(path, &mut troubles)).collect();
    for file in files {
        match read::draft(&file) {
            Ok(source) => sources.push(Arc::new(source)),
            Err(trouble) => troubles.push(trouble),
        }
    }
    if !troubles.is_empty() {
        return Err(tell_all(&troubles, common));
    }
    let mut rules = RuleSet::load(&sources).map_err(|mistakes| {
        let mut told = Vec::new();
        // Writing to memory cannot fail, and where standard error is closed there is nobody to tell.
        let _ = terminal::show_mistakes(&mut told, &mistakes, colour::on_stderr(common.color));
        let _ = io::Write::write_all(&mut io::stderr().lock(), &told);
        Exit::Failed
    })?;
    let unknown = rules.select(&common.select, &common.ignore);
    unknown.map_err(|names| tell_all(&names.into_iter().map(Trouble::UnknownRule).collect::<Vec<_>>(), common))?;
    Ok(rules)
}

fn files(path: &Path, troubles: &mut Vec<Trouble>) -> Vec<discover::Draft> {
    if !path.is_dir() {
        return vec![discover::named(path)];
    }
    let files = discover::rule_files(path, troubles);
    if files.is_empty() {
        troubles.push(Trouble::Unreadable(path.to_owned(), "the folder holds no .toml file".into()));
    }
    files
}

fn tell_all(troubles: &[Trouble], common: &Common) -> Exit {
    troubles.iter().map(|trouble| trouble.tell(common.color)).max().unwrap_or(Exit::Failed)
}
