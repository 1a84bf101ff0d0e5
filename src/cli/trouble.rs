//! What can go wrong at the rim: each trouble says what, where, and what to do about it. All of them end in exit code 2,
//! and none of them keeps other files from being checked.

use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;

use anstyle::{AnsiColor, Effects};

use super::args::Color;
use super::{Exit, colour, is_broken_pipe};
use crate::rule::UnknownRule;
use crate::text::clean;

/// Something that could not be done.
#[derive(Debug)]
pub enum Trouble {
    /// There is no file or folder of this name.
    Missing(PathBuf),
    /// It is there but cannot be read.
    Unreadable(PathBuf, String),
    /// It holds bytes that are no UTF-8, the first at this byte and line.
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The first bad byte.
        byte: usize,
        /// Its line, from 1.
        line: usize,
        /// What the file may be instead.
        guess: Option<&'static str>,
    },
    /// It is larger than places can be counted in.
    TooLarge(PathBuf),
    /// A source that holds no word.
    EmptySource(PathBuf),
    /// The front matter of a draft names a source that is not read.
    FrontMatter {
        /// The draft.
        draft: String,
        /// The source, as the front matter has it.
        source: String,
        /// Why not.
        why: String,
    },
    /// The sources of a draft cannot be read.
    Sources {
        /// The draft.
        draft: String,
        /// Why not.
        why: String,
    },
    /// None of the folders given holds a draft.
    NothingFound(Vec<PathBuf>),
    /// A rule or a set that is not known.
    UnknownRule(UnknownRule),
    /// Checking this file failed in a way that it never should.
    Internal(String),
    /// A file was left as it was.
    CannotWrite(PathBuf, String),
    /// A file for output cannot be written.
    CannotCreate(PathBuf, String),
    /// Something else, in one sentence.
    Failed(String),
    /// Arguments that do not go together.
    Usage(&'static str),
    /// The output could not be written.
    Output(io::Error),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = |path: &PathBuf| clean::exact(&path.to_string_lossy()).into_owned();
        match self {
            Self::Missing(path) => write!(f, "cannot find “{}”", named(path)),
            Self::Unreadable(path, error) => write!(f, "cannot read “{}”: {error}", named(path)),
            Self::NotUtf8 { path, byte, line, .. } => {
                write!(f, "“{}” is not UTF-8: byte {byte} (in line {line}) begins no character", named(path))
            }
            Self::TooLarge(path) => write!(f, "“{}” is larger than 4 GiB", named(path)),
            Self::EmptySource(path) => write!(f, "the source “{}” is empty", named(path)),
            Self::FrontMatter { draft, source, why } => write!(
                f,
                "“{}” was not checked: its front matter names the source “{}”: {}",
                clean::exact(draft),
                clean::exact(source),
                clean::line(why)
            ),
            Self::Sources { draft, why } => {
                write!(f, "“{}” was not checked: {}", clean::exact(draft), clean::line(why))
            }
            Self::NothingFound(paths) => {
                let names: Vec<_> = paths.iter().map(|path| format!("“{}”", named(path))).collect();
                write!(f, "no draft in {}", names.join(", "))
            }
            Self::UnknownRule(unknown) => write!(f, "no rule and no set is called “{}”", clean::exact(&unknown.asked)),
            Self::Internal(name) => write!(f, "checking “{}” failed; this is a fault of deskcheck", clean::exact(name)),
            Self::CannotWrite(path, why) => write!(f, "“{}” was left as it was: {why}", named(path)),
            Self::CannotCreate(path, why) => write!(f, "cannot write “{}”: {why}", named(path)),
            Self::Failed(what) => f.write_str(&clean::line(what)),
            Self::Usage(what) => write!(f, "{what}"),
            Self::Output(error) => write!(f, "cannot write the output: {error}"),
        }
    }
}

impl Trouble {
    /// What to do about it.
    fn advice(&self) -> Option<String> {
        Some(match self {
            Self::NotUtf8 { guess: Some(guess), .. } => format!("it looks like {guess}; save it as UTF-8"),
            Self::NotUtf8 { .. } => String::from("save it as UTF-8; it was left alone"),
            Self::TooLarge(_) => String::from("split it into parts"),
            Self::NothingFound(_) => super::discover::advice(),
            Self::FrontMatter { .. } => {
                String::from("give it with --source or in deskcheck.toml; --no-config leaves front matter alone")
            }
            Self::UnknownRule(UnknownRule { nearest: Some(nearest), .. }) => format!("did you mean “{nearest}”?"),
            Self::Internal(_) => String::from("other files were still checked; please report it with the draft"),
            _ => return None,
        })
    }

    /// Says it on standard error.
    pub fn tell(&self, color: Option<Color>) -> Exit {
        if matches!(self, Self::Output(error) if is_broken_pipe(error)) {
            return Exit::Clean;
        }
        let (mut on, mut off) = (String::new(), String::new());
        if colour::on_stderr(color) {
            on = AnsiColor::Red.on_default().effects(Effects::BOLD).render().to_string();
            off = anstyle::Reset.render().to_string();
        }
        let mut text = format!("{on}error{off}: {self}\n");
        if let Some(advice) = self.advice() {
            text.push_str(&format!("  = {}\n", clean::line(&advice)));
        }
        // Where even standard error is closed there is nobody left to tell.
        let _ = io::stderr().lock().write_all(text.as_bytes());
        Exit::Failed
    }
}

/// Says something on standard error that is no error.
pub fn remark(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
