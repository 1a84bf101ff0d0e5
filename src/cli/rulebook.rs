//! `deskcheck rules` and `deskcheck explain`: what is switched on, whether rule files are sound, whether their examples
//! hold, and what one rule is about. What proves a rule is known to `proof`, what a rule is to `rule/`.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use super::args::{Common, RulesVerb};
use super::rules;
use super::trouble::Trouble;
use super::{Exit, colour, is_broken_pipe};
use crate::output::{count, terminal};
use crate::proof::prove;
use crate::rule::{Example, Rule, RuleSet, names, nearest};
use crate::rule::{Mistake, UnknownRule};
use crate::text::clean;

/// Runs `deskcheck rules`.
pub fn run(common: &Common, verb: RulesVerb) -> Exit {
    let mut rules = match rules::load(common) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    match verb {
        RulesVerb::List => print(&list(&rules), common, Exit::Clean),
        RulesVerb::Check => {
            let (all, files) = (count(rules.rules.len(), "rule"), count(rules.files.len(), "file"));
            print(&format!("{all} in {files}: sound\n"), common, Exit::Clean)
        }
        RulesVerb::Test => test(&mut rules, common),
    }
}

/// Runs `deskcheck explain`.
pub fn explain(common: &Common, name: &str) -> Exit {
    let rules = match rules::load(common) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let meant: Vec<&Rule> = rules.rules.iter().filter(|rule| names(name, &rule.id)).collect();
    match meant.as_slice() {
        [] => {
            let nearest = nearest(name, rules.rules.iter().map(|rule| rule.id.as_str()));
            Trouble::UnknownRule(UnknownRule { asked: name.to_owned(), nearest }).tell(common.color)
        }
        [rule] => print(&page(&rules, rule), common, Exit::Clean),
        many => print(&lines(many), common, Exit::Clean),
    }
}

fn test(rules: &mut RuleSet, common: &Common) -> Exit {
    let mistakes: Vec<Mistake> = prove(rules).into_iter().map(|(_, mistake)| mistake).collect();
    let examples: usize = rules.rules.iter().map(|rule| rule.examples.len()).sum();
    let mut text = Vec::new();
    if let Err(error) = terminal::show_mistakes(&mut text, &mistakes, colour::on_stdout(common.color)) {
        return Trouble::Output(error).tell(common.color);
    }
    let mut text = String::from_utf8_lossy(&text).into_owned();
    let (all, examples) = (count(rules.rules.len(), "rule"), count(examples, "example"));
    let (end, exit) = match mistakes.len() {
        0 => (String::from("all hold"), Exit::Clean),
        n => (format!("{n} do not hold"), Exit::Found),
    };
    let _ = writeln!(text, "{all}, {examples}: {end}");
    print(&text, common, exit)
}

fn list(rules: &RuleSet) -> String {
    lines(&rules.rules.iter().collect::<Vec<_>>())
}

/// One line a rule: id, level or `off`, message.
fn lines(rules: &[&Rule]) -> String {
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    let width = rules.iter().map(|rule| rule.id.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in rules {
        let level = if rule.on { rule.level.name() } else { "off" };
        let _ = writeln!(text, "{:width$}  {level:7}  {}", rule.id, clean::line(&rule.message));
    }
    text
}

/// All that there is to say of one rule.
fn page(rules: &RuleSet, rule: &Rule) -> String {
    let state = if rule.on { "" } else { ", off unless it is selected" };
    let mut text = format!("{} ({}{state})\n\n", rule.id, rule.level.name());
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
    let _ = writeln!(text, "\nSwitch it off:  deskcheck check --ignore {}", rule.id);
    if let Some(file) = rules.files.get(rule.file) {
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

fn print(text: &str, common: &Common, exit: Exit) -> Exit {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if !is_broken_pipe(&error) => Trouble::Output(error).tell(common.color),
        _ => exit,
    }
}
