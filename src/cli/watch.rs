//! `check --watch`: checks everything once, and then again what changes, until it is interrupted. It looks at the files a few
//! times a second, which works on every system and over every kind of mount, and waits for a change to settle, since many
//! editors write in several steps. What is not a draft but bears on all of them (configuration, rules, sources, the
//! baseline) has everything checked again. It finds nothing itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use super::args::{Check, Common};
use super::discover::{discover, rule_files};
use super::trouble::{Trouble, remark};
use super::{Exit, run, settings};
use crate::config;
use crate::output::count;
use crate::text::clean;

/// Between two looks at the files.
const PACE: Duration = Duration::from_millis(250);

/// What a file looked like.
type Stamp = (Option<SystemTime>, u64);

/// The files of a run as they were at one moment.
#[derive(Debug, Default, PartialEq, Eq)]
struct Files {
    drafts: BTreeMap<PathBuf, Stamp>,
    ground: BTreeMap<PathBuf, Stamp>,
}

/// Runs the verb until it is interrupted, or until nobody reads what it says.
pub fn watch(common: &Common, check: &Check) -> Exit {
    if check.paths.iter().any(|path| path.as_os_str() == "-") {
        return Trouble::Usage("standard input cannot be watched").tell(common.color);
    }
    let mut before = look(common, check);
    let mut exit = run::run(common, check);
    if !common.quiet {
        remark(&format!("watching {}; Ctrl-C ends it", count(before.drafts.len(), "draft")));
    }
    while !exit.is_unread {
        sleep(PACE);
        let mut now = look(common, check);
        if now == before {
            continue;
        }
        loop {
            sleep(PACE);
            let later = look(common, check);
            let is_settled = later == now;
            now = later;
            if is_settled {
                break;
            }
        }
        if let Some(again) = again(&before, &now, check) {
            if !common.quiet {
                let names: Vec<_> = again.paths.iter().map(|path| path.to_string_lossy()).collect();
                remark(&format!("— {}", clean::exact(&names.join(" "))));
            }
            exit = run::run(common, &again);
        }
        before = now;
    }
    exit.exit
}

/// What is to be checked again, if anything is.
fn again(before: &Files, now: &Files, check: &Check) -> Option<Check> {
    // An output that is a file tells of all drafts or it misleads.
    if before.ground != now.ground || (!check.output.is_empty() && before.drafts != now.drafts) {
        return Some(check.clone());
    }
    let is_new = |(path, stamp): &(&PathBuf, &Stamp)| before.drafts.get(*path) != Some(*stamp);
    let paths: Vec<PathBuf> = now.drafts.iter().filter(is_new).map(|(path, _)| path.clone()).collect();
    (!paths.is_empty()).then(|| Check { paths, ..check.clone() })
}

fn look(common: &Common, check: &Check) -> Files {
    let (drafts, _) = discover(&check.paths, None);
    let mut ground: Vec<PathBuf> = Vec::new();
    let named = common.rules.iter().chain(&common.config).chain(&common.source).chain(&check.baseline);
    for path in named.chain(check.paths.iter().filter(|path| path.is_dir())) {
        let is_draft_folder = check.paths.contains(path);
        if path.is_dir() {
            let of_sources = if is_draft_folder { Vec::new() } else { discover(std::slice::from_ref(path), None).0 };
            ground.extend(rule_files(path, &mut Vec::new()).into_iter().chain(of_sources).map(|file| file.path));
        } else {
            ground.push(path.clone());
        }
    }
    for path in &check.paths {
        ground.extend(settings::whole(path).ancestors().map(|folder| folder.join(config::NAME)));
    }
    let stamped =
        |paths: Vec<PathBuf>| paths.into_iter().filter_map(|path| Some((path.clone(), stamp(&path)?))).collect();
    Files { drafts: stamped(drafts.into_iter().map(|draft| draft.path).collect()), ground: stamped(ground) }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let meta = path.metadata().ok()?;
    Some((meta.modified().ok(), meta.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_checked_again_and_all_of_it_where_the_ground_moved() {
        let args = super::super::args::parse(["deskcheck", "check", "--watch", "notes"].map(Into::into));
        let super::super::args::Verb::Check(check) = args.verb else { panic!("check") };
        let files = |drafts: &[(&str, u64)], ground: u64| {
            let drafts = drafts.iter().map(|(name, size)| (PathBuf::from(name), (None, *size))).collect();
            Files { drafts, ground: [(PathBuf::from(config::NAME), (None, ground))].into() }
        };
        let before = files(&[("a.md", 1), ("b.md", 1)], 1);
        let paths = |now: Files| again(&before, &now, &check).map(|again| again.paths);
        assert_eq!(paths(files(&[("a.md", 1), ("b.md", 1)], 1)), None);
        assert_eq!(paths(files(&[("a.md", 1), ("b.md", 2), ("c.md", 1)], 1)), Some(vec!["b.md".into(), "c.md".into()]));
        assert_eq!(paths(files(&[("a.md", 1)], 1)), None);
        assert_eq!(paths(files(&[("a.md", 1)], 2)), Some(vec!["notes".into()]));
    }
}
