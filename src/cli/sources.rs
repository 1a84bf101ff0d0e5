//! `--source`: the texts that drafts are compared with, read and indexed once for a run; and what a run says of them on standard
//! error. A source that cannot be read ends the run: findings without it would mislead.

use std::sync::Arc;

use super::args::Common;
use super::discover::discover;
use super::trouble::{Trouble, remark};
use super::{Exit, read};
use crate::check::sourced::Coverage;
use crate::compare::Library;
use crate::output::count;
use crate::rule::RuleSet;
use crate::text::{Source, clean};

/// Reads the sources that were asked for; none where none were.
pub fn load(common: &Common, rules: &RuleSet) -> Result<Option<Library>, Exit> {
    if common.source.is_empty() {
        return Ok(None);
    }
    let (found, mut troubles) = discover(&common.source, None);
    let mut sources = Vec::new();
    for file in &found {
        match read::draft(file) {
            Ok(source) if source.text.trim().is_empty() => troubles.push(Trouble::EmptySource(file.path.clone())),
            Ok(source) => sources.push(Arc::new(source)),
            Err(trouble) => troubles.push(trouble),
        }
    }
    match troubles.iter().map(|trouble| trouble.tell(common.color)).max() {
        Some(exit) => Err(exit),
        None => Ok(Some(Library::read(&sources, &rules.lexicon))),
    }
}

/// The texts of a library, for outputs that show them.
pub fn texts(library: Option<&Library>) -> Vec<Arc<Source>> {
    library.map(|l| l.papers.iter().map(|p| p.source.clone()).collect()).unwrap_or_default()
}

/// Says how much of the draft its sources bear out, and which of them have nothing to do with it.
pub fn tell(name: &str, coverage: &Coverage, library: &Library) {
    let Coverage { sentences, aligned, quotations, verified, figures, confirmed, unrelated } = coverage;
    let name = clean::exact(name);
    remark(&format!(
        "{name}: {aligned} of {} found in the sources; {verified} of {} word for word; {confirmed} of {} confirmed",
        count(*sentences, "sentence"),
        count(*quotations, "quotation"),
        count(*figures, "figure"),
    ));
    let paths: Vec<_> =
        unrelated.iter().filter_map(|&i| library.papers.get(i as usize)).map(|p| &p.source.path).collect();
    if let [first, rest @ ..] = paths.as_slice() {
        let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        remark(&format!("{name}: nothing of “{}”{more} is in the draft", clean::exact(first)));
    }
}
