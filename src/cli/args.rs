//! The command line as a user types it. It alone knows clap, together with `manual.rs`, which prints what clap knows. No
//! argument is acted on here, and no file is looked at.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};

use crate::output::OUTPUTS;

const EXAMPLES: &str = "\
Examples:
  deskcheck check                          check the drafts in this folder
  deskcheck check draft.md notes/          check a file and a folder
  deskcheck check --select numbers a.md    check the numbers only
  deskcheck fix draft.md                   show the safe fixes as a patch
  deskcheck fix draft.md | git apply       … and take them
  deskcheck fix --write draft.md           … or let deskcheck write them
  deskcheck fix --interactive draft.md     decide one by one

Exit codes: 0 nothing found, 1 findings or fixes, 2 something could not be done.";

const RULES_EXAMPLES: &str = "\
Examples:
  deskcheck rules                              what is on here, and why
  deskcheck rules check house.toml             is the file sound?
  deskcheck rules test house.toml              do its examples hold?
  deskcheck rules audit --rules house.toml --select house archive/
                                               how often does it speak in good prose?
  deskcheck rules schema > rules.schema.json   for an editor that knows JSON schemas

Exit codes: 0 sound, 1 examples that do not hold, 2 mistakes in rule files.";

const CHECK_EXAMPLES: &str = "\
Examples:
  deskcheck check                                    the drafts in this folder
  deskcheck check --format short drafts/ | less      one line a finding
  deskcheck check --select spun,punctuation a.md     two sets of rules
  deskcheck check --ignore spun/expressions a.md     all but one rule
  deskcheck check --source wire.txt a.md             compare with what it was written from
  deskcheck check --rules house.toml a.md            with the rules of the house
  pandoc a.docx -t markdown | deskcheck check --stdin-filename a.md -

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something could not be done.";

const FIX_EXAMPLES: &str = "\
Examples:
  deskcheck fix draft.md                     the safe fixes, as a patch
  deskcheck fix --unsafe draft.md            those too that want a reader’s eye
  deskcheck fix drafts/ | git apply          take the patch
  deskcheck fix --write --backup .orig a.md  write the file, keep the old one as a.md.orig
  deskcheck fix --interactive a.md           decide one by one
  deskcheck fix - <a.md >b.md                filter, for editors

Names in a patch are relative to the folder deskcheck runs in.
Exit codes: 0 nothing to fix, 1 a patch was printed or fixes are left, 2 something could not be done.
As a filter: 0, or 2 with the text handed through as it came.";

/// Finds what cannot be right in article drafts, and mends what can be mended.
///
/// deskcheck reads a draft as a good sub-editor does: words that a paraphrasing tool swapped, marks that are missing,
/// numbers that cannot all be true, rubbish left over from a web page. It is offline, and it never changes a file
/// unless told to.
#[derive(Debug, Parser)]
#[command(name = "deskcheck", version, after_help = EXAMPLES, arg_required_else_help = true, max_term_width = 100)]
pub struct Args {
    /// Options that may also stand before the verb.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Report findings in drafts and folders
    Check(Check),
    /// Show fixes as a patch, or write them
    Fix(Fix),
    /// List the rules, check rule files, test their examples, audit them on good prose
    #[command(after_help = RULES_EXAMPLES)]
    Rules {
        /// What to do [default: list]
        #[command(subcommand)]
        verb: Option<RulesVerb>,
        /// Options that may also stand before the verb.
        #[command(flatten)]
        common: Common,
    },
    /// Say why a rule exists, with examples and how to switch it off
    Explain {
        /// The rule (spun/swapped-word), or a set to list
        rule: String,
        /// Options that may also stand before the verb.
        #[command(flatten)]
        common: Common,
    },
    /// Say what holds for a draft, and where each line of it came from
    Config {
        /// What to do
        #[command(subcommand)]
        verb: ConfigVerb,
    },
    /// Accept today’s findings, so that later runs tell of new ones only
    Baseline(Accept),
    /// Write a first deskcheck.toml into this folder
    Init,
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man page, or write all man pages into a folder
    Man {
        /// Where to write the pages
        #[arg(value_hint = ValueHint::DirPath)]
        folder: Option<PathBuf>,
    },
}

/// What `deskcheck config` does.
#[derive(Debug, Subcommand)]
pub enum ConfigVerb {
    /// Print what holds for a draft
    Show {
        /// The draft; it need not exist
        #[arg(value_hint = ValueHint::FilePath)]
        path: PathBuf,
        /// Options that may also stand before the verb.
        #[command(flatten)]
        common: Common,
    },
    /// Print the JSON schema of deskcheck.toml, for editors that complete and check it
    Schema,
}

/// What `deskcheck rules` does.
#[derive(Debug, Subcommand)]
pub enum RulesVerb {
    /// One line a rule: its name, its level here or `off`, its message, and what decided
    List {
        /// Options that may also stand before the verb.
        #[command(flatten)]
        common: Common,
    },
    /// See whether rule files are sound; all their mistakes are shown
    Check(RulePaths),
    /// Run the examples inside the rules, and say what no example reaches
    Test(RulePaths),
    /// Count what each rule finds in good prose, per 1,000 words, with the first places
    Audit(Audit),
    /// Print the JSON schema of rule files, for editors that complete and check them
    Schema,
}

/// Rule files that a verb is about.
#[derive(Debug, clap::Args)]
pub struct RulePaths {
    /// Rule files, or folders of them [default: those of deskcheck.toml and --rules, else the built-in ones]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Options that may also stand before the verb.
    #[command(flatten)]
    pub common: Common,
}

/// `deskcheck rules audit`.
#[derive(Debug, clap::Args)]
pub struct Audit {
    /// Drafts and folders of drafts that are known to be good
    #[arg(value_name = "PATH", default_value = ".", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Show so many places of each rule
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub places: usize,
    /// Options that may also stand before the verb.
    #[command(flatten)]
    pub common: Common,
}

/// Options of every verb that runs rules. They stand before the verb or after it; lists given in both places are
/// joined, and of single values the one after the verb holds.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Rules and running")]
pub struct Common {
    /// Run these rules or sets alone (numbers, spun/expressions)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave these rules or sets out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Read more rules from a file, or from the .toml files of a folder
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub rules: Vec<PathBuf>,
    /// Read this configuration instead of the nearest deskcheck.toml above each draft
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,
    /// Compare the drafts with the text they were written from: a file, or the drafts of a folder
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub source: Vec<PathBuf>,
    /// Also warn of quotations and figures that are in no source
    #[arg(long)]
    pub strict_sources: bool,
    /// Use this many threads [default: one a core]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// The name that standard input goes by; its ending chooses the format
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
    /// When to use colours [default: auto]
    #[arg(long, value_name = "WHEN", alias = "colour")]
    pub color: Option<Color>,
    /// Say less: no notes, no summary, no hints, no progress
    #[arg(long, short)]
    pub quiet: bool,
}

impl Common {
    /// These options, given before the verb, together with those given after it.
    pub fn and(&self, later: &Self) -> Self {
        Self {
            select: [self.select.as_slice(), &later.select].concat(),
            ignore: [self.ignore.as_slice(), &later.ignore].concat(),
            rules: [self.rules.as_slice(), &later.rules].concat(),
            config: later.config.clone().or_else(|| self.config.clone()),
            no_config: later.no_config || self.no_config,
            source: [self.source.as_slice(), &later.source].concat(),
            strict_sources: later.strict_sources || self.strict_sources,
            threads: later.threads.or(self.threads),
            stdin_filename: later.stdin_filename.clone().or_else(|| self.stdin_filename.clone()),
            color: later.color.or(self.color),
            quiet: later.quiet || self.quiet,
        }
    }

    /// The number of threads to use.
    pub fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(cores).get()
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, as NO_COLOR, CLICOLOR, CLICOLOR_FORCE and TERM ask
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `deskcheck check`.
#[derive(Debug, clap::Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct Check {
    /// Drafts and folders of drafts; `-` is standard input
    #[arg(value_name = "PATH", default_value = ".", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// How to write the findings
    ///
    /// Without it: for people, on a terminal and elsewhere.
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub format: Option<String>,
    /// Also write the findings to a file (sarif=findings.sarif); may be given more than once
    #[arg(long, value_name = "FORMAT=FILE", value_parser = target)]
    pub output: Vec<Target>,
    /// Exit with 1 if there is a finding of this level or above [default: warning]
    #[arg(long, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,
    /// Exit with 1 only if there are more warnings than this, or an error
    #[arg(long, value_name = "N")]
    pub max_warnings: Option<usize>,
    /// Report only what is not in this baseline (see `deskcheck baseline`)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "What is new")]
    pub baseline: Option<PathBuf>,
    /// Report only findings in lines that changed since this revision of git
    #[arg(long, value_name = "REV", conflicts_with = "diff", help_heading = "What is new")]
    pub since: Option<String>,
    /// Report only findings in lines that this unified diff adds; `-` is standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "What is new")]
    pub diff: Option<PathBuf>,
    /// Show what is allowed too, with the reasons
    #[arg(long)]
    pub show_allowed: bool,
    /// Say on standard error how many findings each rule made, and where
    #[arg(long)]
    pub statistics: bool,
    /// List the drafts that would be checked, and check none
    #[arg(long)]
    pub show_files: bool,
    /// Show what was read in the drafts, and check none; for those who write rules
    #[arg(long, value_name = "WHAT")]
    pub show: Option<Shown>,
    /// Say more about the run
    #[arg(long, short)]
    pub verbose: bool,
    /// Options that may also stand before the verb.
    #[command(flatten)]
    pub common: Common,
}

/// What can be shown instead of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shown {
    /// Every number, date and time: as what it was read, with place, value, interval, unit, noun, scope and hedge
    Quantities,
}

/// An output and its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The name of the output.
    pub format: String,
    /// The file; `-` is standard output.
    pub path: PathBuf,
}

fn target(text: &str) -> Result<Target, String> {
    let (format, path) = text.split_once('=').ok_or("it must be FORMAT=FILE, such as sarif=findings.sarif")?;
    if crate::output::output_of(format).is_none() {
        let names: Vec<_> = OUTPUTS.iter().map(|output| output.name).collect();
        return Err(format!("the formats are {}", names.join(", ")));
    }
    if path.is_empty() {
        return Err(String::from("the file has no name"));
    }
    Ok(Target { format: format.to_owned(), path: PathBuf::from(path) })
}

/// `deskcheck baseline`.
#[derive(Debug, clap::Args)]
pub struct Accept {
    /// Drafts and folders of drafts
    #[arg(value_name = "PATH", default_value = ".", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// The file of the baseline
    #[arg(long, value_name = "FILE", default_value = "deskcheck.baseline", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Accept nothing new: only forget what is no longer found
    #[arg(long)]
    pub prune: bool,
    /// Options that may also stand before the verb.
    #[command(flatten)]
    pub common: Common,
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(OUTPUTS.iter().map(|output| PossibleValue::new(output.name).help(output.about)))
}

/// What makes `check` exit with 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Note,
    /// No finding
    Never,
}

impl From<FailOn> for crate::config::FailOn {
    fn from(asked: FailOn) -> Self {
        match asked {
            FailOn::Error => Self::Error,
            FailOn::Warning => Self::Warning,
            FailOn::Note => Self::Note,
            FailOn::Never => Self::Never,
        }
    }
}

/// `deskcheck fix`.
#[derive(Debug, clap::Args)]
#[command(after_help = FIX_EXAMPLES)]
pub struct Fix {
    /// Drafts and folders of drafts; `-` filters standard input
    #[arg(value_name = "PATH", default_value = ".", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Also take fixes that want a reader’s eye
    #[arg(long = "unsafe")]
    pub unsafe_: bool,
    /// Write the files instead of printing a patch
    #[arg(long, short)]
    pub write: bool,
    /// Ask about every fix, and write those taken at once
    #[arg(long, short, conflicts_with_all = ["write", "diff", "unsafe_"])]
    pub interactive: bool,
    /// Print a patch for standard input too
    #[arg(long, conflicts_with = "write")]
    pub diff: bool,
    /// Lines of context in the patch
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub context: usize,
    /// No a/ and b/ before the names in the patch, for `patch -p0`
    #[arg(long)]
    pub no_prefix: bool,
    /// Keep each file as it was under its name with this ending
    #[arg(long, value_name = "SUFFIX", value_parser = suffix)]
    pub backup: Option<String>,
    /// Name each fix that gave way to another, and why
    #[arg(long)]
    pub explain_conflicts: bool,
    /// Options that may also stand before the verb.
    #[command(flatten)]
    pub common: Common,
}

fn suffix(text: &str) -> Result<String, String> {
    if text.is_empty() || text.contains(['/', '\\', '\0']) {
        return Err(String::from("it must be an ending such as .orig"));
    }
    Ok(text.to_owned())
}

/// Reads the arguments; ends the program with help, the version or a usage error (exit code 2).
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Args {
    Args::parse_from(arguments)
}

/// The command, for manuals and completions.
pub fn command() -> clap::Command {
    Args::command()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn common_options_stand_before_and_after_the_verb() {
        let line = "deskcheck --select a,b --threads 1 -q check --select c --threads 2 x.md";
        let args = Args::parse_from(line.split(' '));
        let Verb::Check(check) = &args.verb else { panic!("check") };
        let common = args.common.and(&check.common);
        assert_eq!(
            (common.select, common.threads.map(NonZeroUsize::get)),
            (vec!["a".into(), "b".into(), "c".into()], Some(2))
        );
        assert!(common.quiet);
    }
}
