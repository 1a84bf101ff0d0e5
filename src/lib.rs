//! deskcheck: the desk check for article drafts.
//!
//! # The map
//!
//! A draft goes through a spine of stages; uses point one way, from the bottom of this list to the top.
//!
//! | layer | what it does | what it must not know |
//! |---|---|---|
//! | [`text`] | spans, sources, the map from prose to file | everything else |
//! | [`english`] | what is true of English: forms, articles, abbreviations | drafts, rules |
//! | [`mod@format`] | source → prose with an exact map back (TABLE 1) | sentences, rules |
//! | [`segment`] | prose → page: tokens, sentences, quotations | rules |
//! | [`finding`] | what a reader is told; merging and order | how findings come about |
//! | [`mod@check`] | page → marks, one file per rule kind (TABLE 2) | word lists, formats, messages |
//! | [`rule`] | TOML → rules, conditions, remedies, the word automaton | how a page is read from a file |
//! | [`profile`], [`allow`] | which rules run on a draft and how loud; what is allowed in it | where settings come from |
//! | [`engine`] | where a mark meets a rule | any rule by name, files, terminals |
//! | [`proof`], [`coverage`] | runs the examples inside rules; what no example reaches | files, terminals |
//! | [`config`] | deskcheck.toml → layers of settings → a profile for a draft | files, terminals |
//! | [`baseline`] | findings that were there before, so that only new ones are told | files |
//! | [`fix`] | chooses and applies fixes, makes diffs | any rule by name, files |
//! | [`output`] | findings → terminal, JSON lines … (TABLE 3) | how findings come about |
//! | [`cli`] | arguments, files, exit codes | — |
//!
//! Everyone (the command line, the tests, the proofs) calls the same pure [`check()`].

pub mod allow;
pub mod baseline;
pub mod check;
pub mod cli;
pub mod compare;
pub mod config;
pub mod coverage;
pub mod engine;
pub mod english;
pub mod finding;
pub mod fix;
pub mod format;
pub mod output;
pub mod profile;
pub mod proof;
pub mod rule;
pub mod segment;
pub mod text;

pub use engine::{Checker, Report};
pub use rule::RuleSet;

use text::Source;

/// Checks one draft by these rules. For many drafts keep a [`Checker`].
pub fn check(source: &Source, rules: &RuleSet) -> Report {
    Checker::new(rules).check(source)
}
