//! The rim: arguments, files, streams and exit codes. Everything that touches the world is here, and nothing here knows
//! what a finding means. A verb is one file with `run(…) -> Exit`, one variant in `args::Verb` and one line in `main`.

mod args;
mod audit;
mod changes;
mod colour;
mod configure;
mod discover;
mod fix;
mod in_order;
mod interactive;
mod manual;
mod progress;
mod proving;
mod read;
mod rulebook;
mod rules;
mod run;
mod settings;
mod shown;
mod sinks;
mod sources;
mod statistics;
mod trouble;
pub mod write;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use args::Verb;

/// The schema of rule files; a test makes it from the types.
const RULES_SCHEMA: &str = include_str!("../../docs/schemas/rules.schema.json");

/// The schema of deskcheck.toml.
const CONFIG_SCHEMA: &str = include_str!("../../docs/schemas/deskcheck.schema.json");

/// How a run ended; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Nothing at or above the level asked for; nothing to fix.
    Clean = 0,
    /// Findings; fixes.
    Found = 1,
    /// Something could not be done.
    Failed = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Runs the program with these arguments, the first of which is its own name.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = args::parse(arguments);
    let exit = match args.verb {
        Verb::Check(check) => run::run(&args.common.and(&check.common), &check),
        Verb::Fix(fix) => fix::run(&args.common.and(&fix.common), &fix),
        Verb::Rules { verb, common } => {
            let common = args.common.and(&common);
            match verb {
                None => rulebook::list(&common),
                Some(args::RulesVerb::List { common: own }) => rulebook::list(&common.and(&own)),
                Some(args::RulesVerb::Check(own)) => proving::check(&common.and(&own.common), &own.paths),
                Some(args::RulesVerb::Test(own)) => proving::test(&common.and(&own.common), &own.paths),
                Some(args::RulesVerb::Audit(own)) => audit::run(&common.and(&own.common), &own),
                Some(args::RulesVerb::Schema) => rulebook::print(RULES_SCHEMA, &common, Exit::Clean),
            }
        }
        Verb::Explain { rule, common } => rulebook::explain(&args.common.and(&common), &rule),
        Verb::Config { verb: args::ConfigVerb::Show { path, common } } => {
            configure::show(&args.common.and(&common), &path)
        }
        Verb::Config { verb: args::ConfigVerb::Schema } => rulebook::print(CONFIG_SCHEMA, &args.common, Exit::Clean),
        Verb::Baseline(accept) => run::accept_all(&args.common.and(&accept.common), &accept),
        Verb::Init => configure::init(&args.common),
        Verb::Completions { shell } => manual::completions(shell),
        Verb::Man { folder } => manual::man(folder.as_deref()),
    };
    exit.into()
}

/// Whether writing failed because nobody reads any more: `deskcheck check | head` is no fault.
fn is_broken_pipe(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}
