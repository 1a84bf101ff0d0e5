//! What holds for one draft: which rules run, how loud they are, and what is allowed. Configuration and command line
//! make it; the engine asks it. It knows nothing of files or of how it came about.

use rustc_hash::FxHashMap;

use crate::allow::Permit;
use crate::english::dialect::Norm;
use crate::finding::Level;
use crate::rule::{RuleSet, names};

/// Which rules run on a draft, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    on: Vec<bool>,
    levels: FxHashMap<String, Level>,
    /// What is allowed wherever it stands.
    pub permits: Vec<Permit>,
    /// The spelling that is asked for.
    pub norm: Option<Norm>,
    /// Names of findings about the draft's own comments that are not wanted.
    silent: Vec<String>,
}

/// What one layer of settings does with a rule or a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// It runs, this loud.
    Level(Level),
    /// It does not run.
    Off,
}

impl Profile {
    /// The rules as they are when nobody says anything.
    pub fn new(rules: &RuleSet) -> Self {
        Self { on: rules.rules.iter().map(|rule| rule.on).collect(), ..Self::default() }
    }

    /// Lets only these rules and sets run; rules that are off by default come on. Nothing named changes nothing.
    pub fn select(&mut self, rules: &RuleSet, select: &[String]) {
        if select.is_empty() {
            return;
        }
        for (on, rule) in self.on.iter_mut().zip(&rules.rules) {
            *on = select.iter().any(|name| names(name, &rule.id));
        }
    }

    /// Switches these rules and sets off.
    pub fn ignore(&mut self, rules: &RuleSet, ignore: &[String]) {
        for (on, rule) in self.on.iter_mut().zip(&rules.rules) {
            *on &= !ignore.iter().any(|name| names(name, &rule.id));
        }
        self.silent.extend(ignore.iter().cloned());
    }

    /// Sets the level of a rule or of all rules of a set. A rule that is named itself comes on; a set's level leaves its
    /// rules that are off as they are.
    pub fn set(&mut self, rules: &RuleSet, name: &str, setting: Setting) {
        for (on, rule) in self.on.iter_mut().zip(&rules.rules).filter(|(_, rule)| names(name, &rule.id)) {
            match setting {
                Setting::Off => *on = false,
                Setting::Level(level) => {
                    *on |= rule.id == name;
                    self.levels.insert(rule.id.clone(), level);
                }
            }
        }
        match setting {
            Setting::Off => self.silent.push(name.to_owned()),
            Setting::Level(level) => _ = self.levels.insert(name.to_owned(), level),
        }
    }

    /// Whether the rule of this number in the rule set runs.
    pub fn is_on(&self, rule: usize) -> bool {
        self.on.get(rule).copied().unwrap_or(false)
    }

    /// Whether what a name means runs: at least one rule, and all of those that are on when nobody says anything.
    pub fn runs(&self, rules: &RuleSet, name: &str) -> bool {
        let mut meant = rules.rules.iter().enumerate().filter(|(_, rule)| names(name, &rule.id));
        let mut any = false;
        meant.all(|(i, rule)| {
            any |= self.is_on(i);
            self.is_on(i) || !rule.on
        }) && any
    }

    /// The level that a rule was given, if it was given one.
    pub fn level(&self, id: &str) -> Option<Level> {
        self.levels.get(id).copied()
    }

    /// Whether findings of this id are switched off by name; asked of findings that no rule makes.
    pub fn is_silent(&self, id: &str) -> bool {
        self.silent.iter().any(|name| names(name, id))
    }
}
