//! `deskcheck config show` and `deskcheck init`: what holds for a draft and why, and a first configuration file.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use super::args::Common;
use super::discover;
use super::rulebook::print;
use super::settings;
use super::trouble::Trouble;
use super::{Exit, read};
use crate::config::NAME;
use crate::text::clean;

const FIRST: &str = include_str!("deskcheck.toml");

/// Runs `deskcheck config show`.
pub fn show(common: &Common, path: &Path) -> Exit {
    let draft = discover::named(path);
    let (said, held, rules) = match settings::show(common, &draft) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let mut text = format!("{}\n", clean::exact(&draft.name));
    let width = said.iter().map(|said| said.line.chars().count()).max().unwrap_or(0).min(60);
    for said in &said {
        let (line, path) = (clean::line(&said.line), clean::exact(&said.path));
        let _ = writeln!(text, "  {line:width$}  {path}:{}", said.at);
    }
    for name in &common.select {
        let _ = writeln!(text, "  {:width$}  command line", format!("select: {}", clean::line(name)));
    }
    for name in &common.ignore {
        let _ = writeln!(text, "  {:width$}  command line", format!("ignore: {}", clean::line(name)));
    }
    if said.is_empty() {
        let _ = writeln!(text, "  no {NAME} says anything about it");
    }
    let _ = writeln!(text, "\nDifferent from the rules as they come:");
    let mut same = true;
    for (i, rule) in rules.rules.iter().enumerate() {
        let (on, level) = (held.profile.is_on(i), held.profile.level(&rule.id).unwrap_or(rule.level));
        if on != rule.on || (on && level != rule.level) {
            same = false;
            let now = if on { level.name() } else { "off" };
            let was = if rule.on { rule.level.name() } else { "off" };
            let _ = writeln!(text, "  {} = {now} (was {was})", rule.id);
        }
    }
    if same {
        text.push_str("  nothing\n");
    }
    print(&text, common, Exit::Clean)
}

/// Runs `deskcheck init`.
pub fn init(common: &Common) -> Exit {
    let path = Path::new(NAME);
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    match file.and_then(|mut file| file.write_all(FIRST.as_bytes())) {
        Ok(()) => {
            print(&format!("{NAME} is written; every line of it is a comment to begin with\n"), common, Exit::Clean)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Trouble::CannotWrite(path.to_owned(), "it is there already".into()).tell(common.color)
        }
        Err(error) => Trouble::CannotWrite(path.to_owned(), read::plain(&error)).tell(common.color),
    }
}
