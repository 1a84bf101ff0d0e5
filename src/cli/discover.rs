//! Which drafts a run is about. Folders are walked as ripgrep walks them: hidden files are skipped and ignore files
//! honoured; what the user names is always taken. It alone knows the crate `ignore`. It reads no draft.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::trouble::Trouble;
use crate::format::FORMATS;

/// A draft to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Where it is.
    pub path: PathBuf,
    /// What it is called in every output: the path as the user gave it.
    pub name: String,
    /// Whether it comes from standard input.
    pub is_stdin: bool,
    /// What holds for it: a number that `settings` gave.
    pub held: usize,
}

impl Draft {
    fn file(path: PathBuf) -> Self {
        Self { name: name_of(&path), path, is_stdin: false, held: 0 }
    }

    fn stdin(name: Option<&str>) -> Self {
        Self { path: PathBuf::from("-"), name: name.unwrap_or("-").to_owned(), is_stdin: true, held: 0 }
    }

    /// The path whose folder and ending decide how the draft is read.
    pub fn named_path(&self) -> PathBuf {
        if self.is_stdin { PathBuf::from(&self.name) } else { self.path.clone() }
    }
}

/// What a folder without drafts is told about.
pub fn advice() -> String {
    let endings: Vec<_> = endings().map(|ending| format!(".{ending}")).collect();
    format!("folders are searched for {}; any other file can be named", endings.join(" "))
}

/// The drafts under these paths, each once, in the order of their names; and what could not be looked at.
pub fn discover(paths: &[PathBuf], stdin_name: Option<&str>) -> (Vec<Draft>, Vec<Trouble>) {
    let mut drafts = Vec::new();
    let mut troubles = Vec::new();
    let mut folders = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            drafts.push(Draft::stdin(stdin_name));
            continue;
        }
        match path.metadata() {
            Ok(meta) if meta.is_dir() => {
                folders.push(path.clone());
                walk(path, is_draft, &mut drafts, &mut troubles);
            }
            Ok(_) => drafts.push(Draft::file(path.clone())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => troubles.push(Trouble::Missing(path.clone())),
            Err(error) => troubles.push(Trouble::Unreadable(path.clone(), super::read::plain(&error))),
        }
    }
    if drafts.is_empty() && troubles.is_empty() {
        troubles.push(Trouble::NothingFound(folders));
    }
    drafts.sort_by(|a, b| a.name.cmp(&b.name));
    if paths.len() > 1 {
        let mut seen = HashSet::new();
        drafts.retain(|draft| seen.insert(draft.path.canonicalize().unwrap_or_else(|_| draft.path.clone())));
    }
    (drafts, troubles)
}

/// The files in a folder that end in `.toml`, in the order of their paths.
pub fn rule_files(folder: &Path, troubles: &mut Vec<Trouble>) -> Vec<Draft> {
    let mut files = Vec::new();
    walk(folder, |path| ends_in(path, ["toml"].into_iter()), &mut files, troubles);
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// One that is named by the user.
pub fn named(path: &Path) -> Draft {
    Draft::file(path.to_owned())
}

fn walk(folder: &Path, wanted: impl Fn(&Path) -> bool, found: &mut Vec<Draft>, troubles: &mut Vec<Trouble>) {
    let is_here = folder.as_os_str() == ".";
    // What a user's own git settings ignore is not looked at: the same folder gives the same findings on any machine.
    let walker = WalkBuilder::new(folder).git_global(false).build();
    for entry in walker {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && wanted(entry.path()) => {
                let path = entry.into_path();
                let path = if is_here { path.strip_prefix(".").unwrap_or(&path).to_owned() } else { path };
                found.push(Draft::file(path));
            }
            Ok(_) => {}
            Err(error) => {
                let error =
                    error.into_io_error().map_or_else(|| "it cannot be walked".into(), |e| super::read::plain(&e));
                troubles.push(Trouble::Unreadable(folder.to_owned(), error));
            }
        }
    }
}

/// The endings of files that are taken from folders: those of all formats.
fn endings() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().flat_map(|format| format.extensions.iter().copied())
}

/// Whether a file is taken from folders.
pub fn is_draft(path: &Path) -> bool {
    ends_in(path, endings())
}

fn ends_in(path: &Path, mut endings: impl Iterator<Item = &'static str>) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| endings.any(|other| other == ending))
}

/// A path as it is called in every output. Bytes that are not UTF-8 are written as `\\xff`, so that two names never become
/// one.
fn name_of(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let mut name = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        name.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| name.push_str(&format!("\\x{byte:02x}")));
    }
    name
}
