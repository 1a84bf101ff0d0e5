//! `deskcheck rules check` and `rules test`: whether rule files are sound, and whether their examples hold. What a mistake is
//! is known to `rule/examine`, what proves a rule to `proof`, what no example reaches to `coverage`.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::args::Common;
use super::rulebook::print;
use super::trouble::Trouble;
use super::{Exit, colour, rules, settings};
use crate::coverage;
use crate::output::{count, terminal};
use crate::proof::prove_some;
use crate::rule::builtin;
use crate::rule::extend::RuleFiles;
use crate::rule::{Mistake, RuleSet};
use crate::text::clean;

/// Runs `deskcheck rules check`.
pub fn check(common: &Common, paths: &[PathBuf]) -> Exit {
    let files = match files(common, paths) {
        Ok(files) => files,
        Err(exit) => return exit,
    };
    let (rules, mistakes) = RuleSet::sound(&files);
    let mut text = match drawn(&mistakes, true, common) {
        Ok(text) => text,
        Err(exit) => return exit,
    };
    let of = |path: &String| rules.rules.iter().filter(|rule| rules.files[rule.file].path == *path).count();
    for source in &files.sources {
        let wrong = mistakes.iter().filter(|mistake| mistake.source.path == source.path).count();
        let path = clean::exact(&source.path);
        let _ = match wrong {
            0 => writeln!(text, "{path}: {}: sound", count(of(&source.path), "rule")),
            n => writeln!(text, "{path}: {}", count(n, "mistake")),
        };
    }
    let own: usize = files.sources.iter().map(|source| of(&source.path)).sum();
    let built_in = count(rules.rules.len() - own, "built-in rule");
    let _ = writeln!(text, "{built_in} in {}: sound", count(builtin::paths().count(), "file"));
    print(&text, common, if mistakes.is_empty() { Exit::Clean } else { Exit::Failed })
}

/// Runs `deskcheck rules test`.
pub fn test(common: &Common, paths: &[PathBuf]) -> Exit {
    let files = match files(common, paths) {
        Ok(files) => files,
        Err(exit) => return exit,
    };
    let mut rules = match RuleSet::of(&files) {
        Ok(rules) => rules,
        Err(mistakes) => return rules::tell_mistakes(&mistakes, common),
    };
    let first = rules.files.len() - files.sources.len();
    let all = files.sources.is_empty();
    let faults: Vec<Mistake> = prove_some(&mut rules, |rule| all || rule.file >= first);
    let remarks = coverage::look(&files, &rules);
    let told = drawn(&remarks, false, common).and_then(|told| Ok(told + &drawn(&faults, true, common)?));
    let mut text = match told {
        Ok(text) => text,
        Err(exit) => return exit,
    };
    let tested: Vec<_> = rules.rules.iter().filter(|rule| all || rule.file >= first).collect();
    let examples = tested.iter().map(|rule| rule.examples.len()).sum();
    let (end, exit) = match faults.len() {
        0 => (String::from("all hold"), Exit::Clean),
        n => (format!("{n} do not hold"), Exit::Found),
    };
    let _ = writeln!(text, "{}, {}: {end}", count(tested.len(), "rule"), count(examples, "example"));
    print(&text, common, exit)
}

/// The files that are meant: those given, else those of the configuration and of `--rules`.
fn files(common: &Common, paths: &[PathBuf]) -> Result<RuleFiles, Exit> {
    let configured = if paths.is_empty() { settings::rule_paths(common)? } else { Vec::new() };
    rules::gather(paths.iter().chain(&configured).chain(&common.rules), common)
}

/// Mistakes, or remarks, as pictures.
fn drawn(mistakes: &[Mistake], are_mistakes: bool, common: &Common) -> Result<String, Exit> {
    let mut text = Vec::new();
    let colour = colour::on_stdout(common.color);
    let shown = if are_mistakes {
        terminal::show_mistakes(&mut text, mistakes, colour)
    } else if common.quiet {
        Ok(())
    } else {
        terminal::show_remarks(&mut text, mistakes, colour)
    };
    shown.map_err(|error| Trouble::Output(error).tell(common.color))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
