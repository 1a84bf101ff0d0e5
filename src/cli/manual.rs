//! Completions and man pages, made from the definition of the command line.

use std::io::{self, Write};
use std::path::Path;

use super::trouble::Trouble;
use super::{Exit, args};

/// Prints a completion script.
pub fn completions(shell: clap_complete::Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(), "deskcheck", &mut script);
    print(&script)
}

/// Prints the man page, or writes all of them into a folder.
pub fn man(folder: Option<&Path>) -> Exit {
    match folder {
        Some(folder) => match clap_mangen::generate_to(args::command(), folder) {
            Ok(()) => Exit::Clean,
            Err(error) => Trouble::CannotWrite(folder.to_owned(), error.to_string()).tell(None),
        },
        None => {
            let mut page = Vec::new();
            match clap_mangen::Man::new(args::command()).render(&mut page) {
                Ok(()) => print(&page),
                Err(error) => Trouble::Output(error).tell(None),
            }
        }
    }
}

fn print(bytes: &[u8]) -> Exit {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Exit::Clean,
        Err(error) => Trouble::Output(error).tell(None),
    }
}
