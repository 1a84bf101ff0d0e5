//! Writing a file so that at any moment it is whole, old or new: the new text goes to a temporary file in the same
//! folder, is forced to the disk and takes the name of the old one in one step. Permissions are kept, and the owner
//! where that is allowed. What cannot be written safely is refused and left as it is. It knows nothing of drafts.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

use super::read::plain;

/// How the name of a temporary file begins: hidden, so that no run takes it for a draft.
const PREFIX: &str = ".deskcheck-";
const SUFFIX: &str = ".tmp";
/// Writing a file takes no longer than this by far.
const OLD: Duration = Duration::from_secs(600);

/// The steps of writing, in order; between any two of them the power may fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The file was looked at and is what it was.
    Checked,
    /// The temporary file is there, empty.
    Created,
    /// It holds half of the text.
    HalfWritten,
    /// It holds the text.
    Written,
    /// It has the old file's permissions and is on the disk.
    Synced,
    /// The copy of the old file is there, if one is wanted.
    BackedUp,
    /// It has the old file's name.
    Renamed,
}

/// Why a file was left as it was.
#[derive(Debug)]
pub enum Refusal {
    /// It has this many names, and the others would keep the old text.
    HardLinked(u64),
    /// It may not be written.
    ReadOnly,
    /// It is a device, a pipe or a folder.
    NotAFile,
    /// It is not what it was when it was read.
    Changed,
    /// Something failed.
    Io(&'static str, io::Error),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HardLinked(n) => write!(f, "it has {n} names (hard links), and the others would keep the old text"),
            Self::ReadOnly => write!(f, "it is read-only"),
            Self::NotAFile => write!(f, "it is no ordinary file"),
            Self::Changed => write!(f, "it changed on disk since it was read; run again"),
            Self::Io(what, error) => write!(f, "cannot {what}: {}", plain(error)),
        }
    }
}

/// Replaces the text of a file, which must still be `before`. With a backup suffix the old text stays under the file's
/// name with that ending, in place of what had that name.
pub fn write(path: &Path, before: &str, after: &str, backup: Option<&str>) -> Result<(), Refusal> {
    write_stepwise(path, before, after, backup, &mut |_| Ok(()))
}

/// The same, asking after each step whether to go on: for tests that fail or kill the program in between.
pub fn write_stepwise(
    path: &Path,
    before: &str,
    after: &str,
    backup: Option<&str>,
    go_on: &mut dyn FnMut(Step) -> io::Result<()>,
) -> Result<(), Refusal> {
    let mut reached = |step| go_on(step).map_err(|error| Refusal::Io("go on", error));
    // A link is followed: the text is where it points, and the link stays a link.
    let target = path.canonicalize().map_err(|error| Refusal::Io("find it", error))?;
    let meta = fs::metadata(&target).map_err(|error| Refusal::Io("look at it", error))?;
    refuse(&meta)?;
    is_unchanged(&target, before)?;
    reached(Step::Checked)?;

    let mut new = beside(&target).map_err(|error| Refusal::Io("create a file beside it", error))?;
    reached(Step::Created)?;
    let (head, tail) = after.as_bytes().split_at(after.len() / 2);
    new.write_all(head).map_err(|error| Refusal::Io("write the new text", error))?;
    reached(Step::HalfWritten)?;
    new.write_all(tail).map_err(|error| Refusal::Io("write the new text", error))?;
    reached(Step::Written)?;
    keep_rights(new.as_file(), &meta).map_err(|error| Refusal::Io("keep its permissions", error))?;
    new.as_file().sync_all().map_err(|error| Refusal::Io("write the new text", error))?;
    reached(Step::Synced)?;

    if let Some(suffix) = backup {
        back_up(&target, before, &meta, suffix).map_err(|error| Refusal::Io("keep a copy of it", error))?;
    }
    reached(Step::BackedUp)?;
    // As late as can be, since an editor may have saved the file in the meantime.
    is_unchanged(&target, before)?;
    new.persist(&target).map_err(|error| Refusal::Io("rename the new file", error.error))?;
    sync_folder(&target);
    reached(Step::Renamed)
}

fn refuse(meta: &Metadata) -> Result<(), Refusal> {
    if !meta.is_file() {
        return Err(Refusal::NotAFile);
    }
    if meta.permissions().readonly() {
        return Err(Refusal::ReadOnly);
    }
    match names(meta) {
        0 | 1 => Ok(()),
        n => Err(Refusal::HardLinked(n)),
    }
}

#[cfg(unix)]
fn names(meta: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(meta)
}

#[cfg(not(unix))]
fn names(_meta: &Metadata) -> u64 {
    1
}

fn is_unchanged(path: &Path, before: &str) -> Result<(), Refusal> {
    let now = fs::read(path).map_err(|error| Refusal::Io("read it again", error))?;
    if now == before.as_bytes() { Ok(()) } else { Err(Refusal::Changed) }
}

/// An empty temporary file in the folder of this one.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(path.parent().unwrap_or(Path::new(".")))
}

/// Takes away what runs that were killed left in the folders of these files. What is young may belong to another run.
pub fn sweep<'p>(paths: impl Iterator<Item = &'p Path>) {
    let folders: BTreeSet<&Path> = paths.filter_map(Path::parent).collect();
    for folder in folders {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let is_ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
            if is_ours && entry.metadata().is_ok_and(|meta| meta.is_file() && is_old(&meta)) {
                // What cannot be taken away is in nobody's way.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

fn is_old(meta: &Metadata) -> bool {
    meta.modified().is_ok_and(|time| time.elapsed().is_ok_and(|age| age > OLD))
}

fn keep_rights(file: &File, meta: &Metadata) -> io::Result<()> {
    keep_owner(file, meta);
    file.set_permissions(meta.permissions())
}

#[cfg(unix)]
fn keep_owner(file: &File, meta: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    // Giving a file away is for the superuser alone, giving it to another group for its members: others leave it.
    if fchown(file, Some(meta.uid()), Some(meta.gid())).is_err() {
        let _ = fchown(file, None, Some(meta.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _meta: &Metadata) {}

/// The old text under another name, itself whole or not there at all.
fn back_up(target: &Path, before: &str, meta: &Metadata, suffix: &str) -> io::Result<()> {
    let mut copy = beside(target)?;
    copy.write_all(before.as_bytes())?;
    keep_rights(copy.as_file(), meta)?;
    copy.as_file().sync_all()?;
    copy.persist(backup_name(target, suffix))?;
    Ok(())
}

fn backup_name(target: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(target);
    name.push(suffix);
    PathBuf::from(name)
}

/// Puts the new name itself on the disk, where the system can do that.
fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}
