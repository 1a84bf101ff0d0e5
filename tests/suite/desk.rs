//! What the tests of the command line share: the program, folders of drafts, a rule of the
//! house, and drafts that it mends.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A paragraph that the rules of the house mend safely.
pub const MENDABLE: &str = "They utilise the old house.\n";
/// What they make of it.
pub const MENDED: &str = "They use the old house.\n";
/// A paragraph that no rule has anything to say of.
pub const FINE: &str = "The council met on Tuesday and heard the report.\n";

/// The program, to be run in a folder with the rules of the house alone, without what the machine's settings would
/// change. The options stand before the verb, so every test shows that they may.
pub fn deskcheck(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskcheck"));
    command.current_dir(folder);
    command.args(["--rules", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/house.toml"), "--select", "house"]);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(name);
    }
    command
}

/// Runs the program in a folder with these arguments.
pub fn run(folder: &Path, args: &[&str]) -> Output {
    deskcheck(folder).args(args).output().expect("the program runs")
}

/// Runs a command with this standard input.
pub fn fed(command: &mut Command, input: &[u8]) -> Output {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("it has an input");
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("it ends");
    // A program that does not want all of its input is free to leave it.
    let _ = feeder.join().expect("the feeder ends");
    output
}

pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

pub fn code(output: &Output) -> i32 {
    output.status.code().expect("the program was not killed")
}

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}
