//! The texts that drafts are compared with: named on the command line, in the configuration, or in a draft's own front matter.
//! Each set of sources is read and indexed once and kept while drafts ask for it. A source that cannot be read keeps its drafts
//! from being checked: findings without it would mislead.
//!
//! Front matter may come from strangers (a pull request), so it can name only files of the kinds that drafts are of, in the
//! draft's own repository, hidden ones and links out of it excepted. What the command line and `deskcheck.toml` name is the
//! house's own word.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::discover::{self, Draft, discover};
use super::read;
use super::settings::{is_root, shown, whole};
use super::trouble::{Trouble, remark};
use crate::Report;
use crate::compare::{Coverage, Library, Relation};
use crate::format::front_matter;
use crate::output::coverage;
use crate::rule::RuleSet;
use crate::text::{Source, clean};

/// So many sets of sources are kept at hand; drafts are mostly asked for in the order of their folders.
const KEPT: usize = 8;

type Slot = Arc<OnceLock<Result<Arc<Library>, Vec<String>>>>;

/// Sets of sources that were read, the latest last.
#[derive(Default)]
pub struct Shelf {
    slots: Mutex<Vec<(Vec<PathBuf>, Slot)>>,
}

impl Shelf {
    /// The sources under these paths, ready to be compared with; otherwise what is wrong with them, a line each.
    pub fn library(&self, paths: &[PathBuf], rules: &RuleSet) -> Result<Arc<Library>, Vec<String>> {
        let slot = {
            // A thread that failed while it held the lock has left nothing half done.
            let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = slots.iter().position(|(key, _)| key == paths).map(|at| slots.remove(at));
            let entry = kept.unwrap_or_else(|| (paths.to_vec(), Slot::default()));
            let slot = entry.1.clone();
            slots.push(entry);
            if slots.len() > KEPT {
                slots.remove(0);
            }
            slot
        };
        // Outside the lock: another thread may read other sources meanwhile, and waits here for the same ones.
        slot.get_or_init(|| read_all(paths, rules).map(Arc::new)).clone()
    }
}

fn read_all(paths: &[PathBuf], rules: &RuleSet) -> Result<Library, Vec<String>> {
    let (found, mut troubles) = discover(paths, None);
    let mut sources = Vec::new();
    for file in &found {
        match read::draft(file) {
            Ok(source) if source.text.trim().is_empty() => troubles.push(Trouble::EmptySource(file.path.clone())),
            Ok(source) => sources.push(Arc::new(source)),
            Err(trouble) => troubles.push(trouble),
        }
    }
    if troubles.is_empty() {
        Ok(Library::read(&sources, &rules.lexicon))
    } else {
        Err(troubles.iter().map(Trouble::to_string).collect())
    }
}

/// The sources that the front matter of a draft names, as paths to be read.
pub fn of_front_matter(draft: &Draft, source: &Source) -> Result<Vec<PathBuf>, Trouble> {
    let names = front_matter::sources(source);
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let path = whole(&draft.named_path());
    let folder = path.parent().unwrap_or(Path::new("/"));
    let root = root_of(folder);
    let mut paths = Vec::new();
    for name in names {
        let target = whole(&folder.join(&name));
        let refuse = |why| Trouble::FrontMatter { draft: draft.name.clone(), source: name.clone(), why };
        may_name(&target, &root).map_err(|why| refuse(why.into()))?;
        let (found, troubles) = discover(&[PathBuf::from(shown(&target))], None);
        if let Some(trouble) = troubles.first() {
            return Err(refuse(trouble.to_string()));
        }
        for file in found {
            may_be_read(&whole(&file.path), &root).map_err(|why| refuse(why.into()))?;
            paths.push(file.path);
        }
    }
    Ok(paths)
}

/// Whether a stranger may have this file read.
fn may_be_read(path: &Path, root: &Path) -> Result<(), &'static str> {
    // A link may lead elsewhere.
    if let (Ok(path), Ok(root)) = (path.canonicalize(), root.canonicalize()) {
        may_name(&path, &root)?;
    }
    if discover::is_draft(path) { Ok(()) } else { Err("it is not of a kind that front matter can name") }
}

/// Whether a stranger may so much as learn that something of this name is there.
fn may_name(path: &Path, root: &Path) -> Result<(), &'static str> {
    let is_hidden = |part: Component<'_>| part.as_os_str().to_string_lossy().starts_with('.');
    match path.strip_prefix(root) {
        Err(_) => Err("it lies outside the repository"),
        Ok(inner) if inner.components().any(is_hidden) => Err("it is hidden"),
        Ok(_) => Ok(()),
    }
}

/// The root of the repository that holds a folder; without one the current folder if it holds it, or else the folder.
fn root_of(folder: &Path) -> PathBuf {
    if let Some(root) = folder.ancestors().find(|folder| is_root(folder)) {
        return root.to_owned();
    }
    let here = whole(Path::new("."));
    if folder.starts_with(&here) { here } else { folder.to_owned() }
}

/// The texts of a library that the labels of a report point into.
pub fn shown_in(report: &Report, library: Option<&Library>) -> Vec<Arc<Source>> {
    let points = |source: &Source| {
        let mut labels = report.findings.iter().flat_map(|finding| &finding.labels);
        labels.any(|label| label.path.as_ref() == Some(&source.path))
    };
    let papers = library.map_or(&[][..], |library| &library.papers);
    papers.iter().filter(|paper| points(&paper.source)).map(|paper| paper.source.clone()).collect()
}

/// Says how much of a draft its sources bear out.
pub fn tell(name: &str, coverage: &Coverage) {
    remark(&format!("{}: {}", clean::exact(name), coverage::line(coverage)));
}

/// What the sources of a run were to its drafts, to be told once at its end.
#[derive(Default)]
pub struct Relations {
    by_path: BTreeMap<String, Relation>,
}

impl Relations {
    /// Adds what a draft says of its sources.
    pub fn add(&mut self, coverage: &Coverage) {
        for (source, relation) in &coverage.sources {
            let known = self.by_path.entry(source.path.clone()).or_insert(*relation);
            if *relation == Relation::Used {
                *known = Relation::Used;
            }
        }
    }

    /// Says which sources are in no draft.
    pub fn tell(&self) {
        let of = |relation| {
            let all = self.by_path.iter().filter(move |(_, r)| **r == relation);
            all.map(|(path, _)| format!("“{}”", clean::exact(path))).collect::<Vec<_>>()
        };
        let list = |names: &[String]| match names.len().saturating_sub(3) {
            0 => names.join(", "),
            more => format!("{} and {more} more", names[..3].join(", ")),
        };
        let (unrelated, foreign) = (of(Relation::Unrelated), of(Relation::Foreign));
        if !unrelated.is_empty() {
            remark(&format!("nothing of {} was found in what was checked", list(&unrelated)));
        }
        if !foreign.is_empty() {
            remark(&format!("not compared, since not in English: {}", list(&foreign)));
        }
    }
}
