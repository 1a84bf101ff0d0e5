//! Writing files, with something going wrong at every step: the file is whole, old or new, and what was refused is as it
//! was.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::Command;

use deskcheck::cli::write::{Refusal, Step, write, write_stepwise};

use super::desk::{MENDABLE, MENDED, code, deskcheck, fed, folder, run, text};

const STEPS: [Step; 7] =
    [Step::Checked, Step::Created, Step::HalfWritten, Step::Written, Step::Synced, Step::BackedUp, Step::Renamed];

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<_> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_failure_at_any_step_leaves_the_file_whole_and_nothing_behind() {
    for bad in STEPS {
        let dir = folder(&[("a.md", "old text")]);
        let path = dir.path().join("a.md");
        let mut fail = |step| if step == bad { Err(io::Error::other("the disk is gone")) } else { Ok(()) };
        let result = write_stepwise(&path, "old text", "new text", None, &mut fail);
        assert!(matches!(result, Err(Refusal::Io(..))), "{bad:?}");
        assert_eq!(read(&path), if bad == Step::Renamed { "new text" } else { "old text" }, "{bad:?}");
        assert_eq!(names(dir.path()), ["a.md"], "{bad:?}");
    }
}

/// The child of the next test: writes, and dies at the step it is told to.
#[test]
fn dies_when_told_to() {
    let (Ok(path), Ok(at)) = (std::env::var("DESKCHECK_TEST_DIES_IN"), std::env::var("DESKCHECK_TEST_DIES_AT")) else {
        return;
    };
    let mut die = |step: Step| {
        if format!("{step:?}") == at {
            std::process::abort();
        }
        Ok(())
    };
    let _ = write_stepwise(Path::new(&path), "old text", "new text", Some(".orig"), &mut die);
}

#[test]
fn a_program_killed_at_any_step_leaves_the_file_whole() {
    for at in STEPS {
        let dir = folder(&[("a.md", "old text")]);
        let path = dir.path().join("a.md");
        let status = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "suite::writing::dies_when_told_to"])
            .env("DESKCHECK_TEST_DIES_IN", &path)
            .env("DESKCHECK_TEST_DIES_AT", format!("{at:?}"))
            .output()
            .expect("it runs")
            .status;
        assert!(!status.success(), "{at:?}: it was to die");
        assert_eq!(read(&path), if at == Step::Renamed { "new text" } else { "old text" }, "{at:?}");
        let is_known =
            |name: &String| ["a.md", "a.md.orig"].contains(&name.as_str()) || name.starts_with(".deskcheck-");
        assert!(names(dir.path()).iter().all(is_known), "{at:?}: {:?}", names(dir.path()));
        if dir.path().join("a.md.orig").exists() {
            assert_eq!(read(&dir.path().join("a.md.orig")), "old text", "{at:?}");
        }
    }
}

#[test]
fn a_file_that_changed_meanwhile_is_left_alone() {
    let dir = folder(&[("a.md", "somebody else's")]);
    let path = dir.path().join("a.md");
    assert!(matches!(write(&path, "old text", "new text", None), Err(Refusal::Changed)));
    assert_eq!(read(&path), "somebody else's");
    fs::write(&path, "old text").expect("a file");
    let mut meddle = |step| if step == Step::Synced { fs::write(&path, "an editor's") } else { Ok(()) };
    assert!(matches!(write_stepwise(&path, "old text", "new text", None, &mut meddle), Err(Refusal::Changed)));
    assert_eq!((read(&path).as_str(), names(dir.path()).len()), ("an editor's", 1));
}

#[test]
fn what_a_killed_run_left_is_taken_away_by_the_next() {
    let dir = folder(&[("a.md", MENDABLE), (".deskcheck-old.tmp", "half"), (".deskcheck-new.tmp", "half")]);
    let old = fs::File::options().write(true).open(dir.path().join(".deskcheck-old.tmp")).expect("a file");
    old.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(3600)).expect("a time");
    assert_eq!(code(&run(dir.path(), &["fix", "a.md"])), 1);
    assert_eq!(names(dir.path()).len(), 3, "a patch touches nothing");
    assert_eq!(code(&run(dir.path(), &["fix", "--write", "a.md"])), 0);
    assert_eq!(names(dir.path()), [".deskcheck-new.tmp", "a.md"], "a young one may be another run's");
}

#[test]
fn a_backup_is_the_file_as_it_was() {
    let dir = folder(&[("a.md", MENDABLE)]);
    let output = run(dir.path(), &["fix", "--write", "--backup", ".orig", "a.md"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("1 fix in 1 file; 0 left"), "{}", text(&output.stdout));
    assert_eq!(read(&dir.path().join("a.md")), MENDED);
    assert_eq!(read(&dir.path().join("a.md.orig")), MENDABLE);
    assert_eq!(code(&run(dir.path(), &["fix", "--write", "--backup", "../x", "a.md"])), 2);
}

#[test]
fn an_interactive_session_writes_each_answer() {
    let dir = folder(&[("a.md", MENDABLE)]);
    let mut command = deskcheck(dir.path());
    let output = fed(command.args(["fix", "--interactive", "--backup", "~", "a.md"]), b"y\n");
    assert_eq!(code(&output), 0, "{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(read(&dir.path().join("a.md")), MENDED);
    assert_eq!(read(&dir.path().join("a.md~")), MENDABLE);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn permissions_and_links_are_kept() {
        let dir = folder(&[("deep/a.md", "old text")]);
        let (path, link) = (dir.path().join("deep/a.md"), dir.path().join("link.md"));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("permissions");
        symlink("deep/a.md", &link).expect("a link");
        write(&link, "old text", "new text", Some(".orig")).expect("it is written");
        assert_eq!(read(&path), "new text");
        assert!(fs::symlink_metadata(&link).expect("a link").file_type().is_symlink());
        for name in ["a.md", "a.md.orig"] {
            let meta = fs::metadata(dir.path().join("deep").join(name)).expect("a file");
            assert_eq!(meta.mode() & 0o777, 0o640, "{name}");
        }
    }

    #[test]
    fn what_cannot_be_written_safely_is_refused_and_others_are_still_written() {
        let dir = folder(&[("hard.md", MENDABLE), ("still.md", MENDABLE), ("fine.md", MENDABLE)]);
        let at = |name: &str| dir.path().join(name);
        fs::hard_link(at("hard.md"), at("other.txt")).expect("a hard link");
        fs::set_permissions(at("still.md"), fs::Permissions::from_mode(0o444)).expect("permissions");
        let output = run(dir.path(), &["fix", "--write", "hard.md", "still.md", "fine.md"]);
        assert_eq!(code(&output), 2);
        let told = text(&output.stderr);
        assert!(told.contains("“hard.md” was left as it was: it has 2 names"), "{told}");
        assert!(told.contains("“still.md” was left as it was: it is read-only"), "{told}");
        assert_eq!((read(&at("hard.md")).as_str(), read(&at("still.md")).as_str()), (MENDABLE, MENDABLE));
        assert_eq!(read(&at("fine.md")), MENDED);
    }

    /// A small file system of its own, gone when the test ends.
    struct Small(tempfile::TempDir);

    impl Small {
        fn mount() -> Option<Self> {
            let dir = folder(&[]);
            let mut mount = Command::new("mount");
            mount.args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"]).arg(dir.path());
            mount.output().is_ok_and(|output| output.status.success()).then_some(Self(dir))
        }
    }

    impl Drop for Small {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(self.0.path()).output();
        }
    }

    #[test]
    fn a_full_disk_leaves_the_file_whole() {
        let Some(small) = Small::mount() else {
            let _ = writeln!(io::stderr(), "skipped: no small file system can be mounted here");
            return;
        };
        let path = small.0.path().join("a.md");
        let old = MENDABLE.repeat(6000);
        fs::write(&path, &old).expect("it fits");
        let output = run(small.0.path(), &["fix", "--write", "a.md"]);
        assert_eq!(code(&output), 2);
        assert!(text(&output.stderr).contains("was left as it was"), "{}", text(&output.stderr));
        assert_eq!((read(&path) == old, names(small.0.path())), (true, vec![String::from("a.md")]));
    }
}
