//! `deskcheck rules list` and `deskcheck explain`: what is switched on here and what decided so, and what one rule is about.
//! What a rule is, is known to `rule/`; what holds here, to `settings`.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use super::args::Common;
use super::trouble::Trouble;
use super::{Exit, discover, is_broken_pipe, settings};
use crate::config::{Held, Said};
use crate::finding::Safety;
use crate::rule::{Example, Rule, RuleSet, UnknownRule, names, nearest};
use crate::text::clean;

/// Runs `deskcheck rules list`: what is on for drafts in this folder.
pub fn list(common: &Common) -> Exit {
    match Here::look(common) {
        Ok(here) => print(&here.lines(here.rules.rules.iter().enumerate()), common, Exit::Clean),
        Err(exit) => exit,
    }
}

/// Runs `deskcheck explain`.
pub fn explain(common: &Common, name: &str) -> Exit {
    let here = match Here::look(common) {
        Ok(here) => here,
        Err(exit) => return exit,
    };
    let all = || here.rules.rules.iter().enumerate();
    let meant: Vec<_> = all().filter(|(_, rule)| names(name, &rule.id)).collect();
    match meant.as_slice() {
        [] => {
            let sets = all().filter_map(|(_, rule)| rule.id.split('/').next());
            let nearest = nearest(name, sets.chain(all().map(|(_, rule)| rule.id.as_str())));
            Trouble::UnknownRule(UnknownRule { asked: name.to_owned(), nearest }).tell(common.color)
        }
        [(i, rule)] if rule.id == name => print(&page(&here, *i, rule), common, Exit::Clean),
        many => print(&here.lines(many.iter().copied()), common, Exit::Clean),
    }
}

/// The rules as they hold for drafts in this folder.
struct Here<'c> {
    common: &'c Common,
    rules: RuleSet,
    held: Held,
    said: Vec<Said>,
}

impl<'c> Here<'c> {
    fn look(common: &'c Common) -> Result<Self, Exit> {
        let draft = discover::named(Path::new("draft.md"));
        let (said, held, rules) = settings::show(common, &draft)?;
        Ok(Self { common, rules, held, said })
    }

    /// One line a rule: id, level or `off`, message, and in brackets what decided, where it is not the rule itself.
    fn lines<'r>(&self, rules: impl Iterator<Item = (usize, &'r Rule)>) -> String {
        let mut rules: Vec<_> = rules.collect();
        rules.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
        let width = rules.iter().map(|(_, rule)| rule.id.chars().count()).max().unwrap_or(0);
        let mut text = String::new();
        for (i, rule) in rules {
            let why = self.why(i, rule).map(|why| format!("  [{why}]")).unwrap_or_default();
            let _ =
                writeln!(text, "{:width$}  {:7}  {}{why}", rule.id, self.level(i, rule), clean::line(&rule.message));
        }
        text
    }

    /// `off` or the level.
    fn level(&self, i: usize, rule: &Rule) -> &'static str {
        let level = self.held.profile.level(&rule.id).unwrap_or(rule.level);
        if self.held.profile.is_on(i) { level.name() } else { "off" }
    }

    /// What decided that a rule is on, off, or of a level: a line of a configuration, the command line, or a set.
    fn why(&self, i: usize, rule: &Rule) -> Option<String> {
        let mut why: Option<String> =
            (!rule.changed.is_empty()).then(|| format!("changed by {}", rule.changed.join(", ")));
        if why.is_none() && !rule.on {
            why = Some("off unless it is selected".to_owned());
        }
        let command = |key: &str, list: &[String]| {
            let line = |name: &String| (format!("{key}: {name}"), "command line".to_owned());
            list.iter().map(line).collect::<Vec<_>>()
        };
        let told = self.said.iter().map(|said| (said.line.clone(), format!("{}:{}", said.path, said.at)));
        let told = told.chain(command("select", &self.common.select)).chain(command("ignore", &self.common.ignore));
        let mut chosen = None;
        for (line, place) in told {
            let Some((key, name)) = line.split_once(": ") else { continue };
            let name = name.split(" = ").next().unwrap_or(name);
            match (key, names(name, &rule.id)) {
                ("select", true) => {
                    chosen = Some(place.clone());
                    why = Some(format!("selected, {place}"));
                }
                ("select", false) if chosen.is_none() && !self.held.profile.is_on(i) => {
                    why = Some(format!("not selected, {place}"));
                }
                ("ignore", true) => why = Some(format!("ignored, {place}")),
                ("level", true) => why = Some(place),
                _ => {}
            }
        }
        why.map(|why| clean::line(&why).into_owned())
    }
}

/// All that there is to say of one rule.
fn page(here: &Here<'_>, i: usize, rule: &Rule) -> String {
    let why = here.why(i, rule).map(|why| format!("; {why}")).unwrap_or_default();
    let mut text = format!("{} ({}{why})\n\n", rule.id, here.level(i, rule));
    let _ = writeln!(text, "  {}\n", clean::line(&rule.message));
    for line in rule.why.trim().lines() {
        let _ = writeln!(text, "  {}", clean::line(line));
    }
    if !rule.examples.is_empty() {
        text.push_str("\nExamples:\n");
    }
    for example in &rule.examples {
        match (example.found.is_empty(), &example.good) {
            (true, _) => _ = writeln!(text, "  fine    {}", clean::line(&example.text)),
            (false, good) => {
                let _ = writeln!(text, "  found   {}", clean::line(&bracketed(example)));
                let good = good.iter().map(|good| format!("  fixed   {}\n", clean::line(good)));
                text.extend(good);
            }
        }
    }
    if let Some(remedy) = &rule.remedy {
        let safety = match remedy.safety {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe; it is applied with --unsafe",
            Safety::Shown => "only shown",
        };
        let _ = writeln!(text, "\nIts fixes are {safety}.");
    }
    let _ = writeln!(text, "\nSwitch it off:  deskcheck check --ignore {}", rule.id);
    let _ = writeln!(text, "Allow a place:  <!-- deskcheck: allow {} — the reason -->", rule.id);
    if let Some(file) = here.rules.files.get(rule.file) {
        let _ = writeln!(text, "It stands in:   {}:{}", clean::exact(&file.path), file.place(rule.place.start).line);
    }
    text
}

/// The text of an example with brackets around what is found in it.
fn bracketed(example: &Example) -> String {
    let mut text = String::new();
    let mut done = 0;
    for found in &example.found {
        let (Some(before), Some(inside)) = (example.text.get(done..found.start), example.text.get(found.clone()))
        else {
            continue;
        };
        let _ = write!(text, "{before}[{inside}]");
        done = found.end;
    }
    text.push_str(example.text.get(done..).unwrap_or_default());
    text
}

/// Writes a text to standard output.
pub fn print(text: &str, common: &Common, exit: Exit) -> Exit {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if !is_broken_pipe(&error) => Trouble::Output(error).tell(common.color),
        _ => exit,
    }
}
