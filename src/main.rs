//! Arguments to exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    deskcheck::cli::main(std::env::args_os())
}
