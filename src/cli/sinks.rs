//! Where findings go: one output to standard output and any number to files, written side by side. A pipe that nobody
//! reads ends its own output and no other.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::args::Target;
use super::trouble::Trouble;
use super::{is_broken_pipe, read};
use crate::output::{Checked, Look, OUTPUTS, Run, Summary, Writer, output_of};

/// All outputs of a run.
pub struct Sinks {
    sinks: Vec<Sink>,
}

struct Sink {
    writer: Box<dyn Writer>,
    out: BufWriter<Box<dyn Write>>,
    path: Option<PathBuf>,
    is_watched: bool,
    is_closed: bool,
}

impl Sinks {
    /// Opens the outputs. Without one for standard output, `format` is written there.
    pub fn open(format: Option<&str>, targets: &[Target], look: Look) -> Result<Self, Trouble> {
        let mut sinks = Vec::new();
        let to_stdout = targets.iter().filter(|target| target.path == Path::new("-")).count();
        if to_stdout + usize::from(format.is_some()) > 1 {
            return Err(Trouble::Usage("standard output takes one format"));
        }
        if to_stdout == 0 {
            sinks.push(Sink::stdout(format.unwrap_or(OUTPUTS[0].name), look));
        }
        for target in targets {
            if target.path == Path::new("-") {
                sinks.push(Sink::stdout(&target.format, look));
            } else {
                let fail = |error: io::Error| Trouble::CannotCreate(target.path.clone(), read::plain(&error));
                let file = File::create(&target.path).map_err(fail)?;
                let look = Look { colour: false, ..look };
                sinks.push(Sink {
                    writer: writer(&target.format, look),
                    out: BufWriter::new(Box::new(file)),
                    path: Some(target.path.clone()),
                    is_watched: false,
                    is_closed: false,
                });
            }
        }
        Ok(Self { sinks })
    }

    /// Before the first draft.
    pub fn begin(&mut self, run: &Run<'_>) -> Result<(), Trouble> {
        self.each(|sink| sink.writer.begin(&mut sink.out, run))
    }

    /// Whether some output tells how much of a draft its sources bear out.
    pub fn tell_coverage(&self) -> bool {
        self.sinks.iter().any(|sink| sink.writer.tells_coverage())
    }

    /// One draft.
    pub fn file(&mut self, checked: &Checked<'_>) -> Result<(), Trouble> {
        self.each(|sink| {
            sink.writer.file(&mut sink.out, checked)?;
            if sink.is_watched { sink.out.flush() } else { Ok(()) }
        })
    }

    /// After the last draft.
    pub fn end(&mut self, summary: &Summary) -> Result<(), Trouble> {
        self.each(|sink| {
            sink.writer.end(&mut sink.out, summary)?;
            sink.out.flush()
        })
    }

    /// Whether nobody reads any output any more.
    pub fn are_closed(&self) -> bool {
        self.sinks.iter().all(|sink| sink.is_closed)
    }

    fn each(&mut self, mut write: impl FnMut(&mut Sink) -> io::Result<()>) -> Result<(), Trouble> {
        for sink in self.sinks.iter_mut().filter(|sink| !sink.is_closed) {
            match write(sink) {
                Ok(()) => {}
                Err(error) if sink.path.is_none() && is_broken_pipe(&error) => sink.is_closed = true,
                Err(error) => {
                    sink.is_closed = true;
                    return Err(match &sink.path {
                        Some(path) => Trouble::CannotCreate(path.clone(), read::plain(&error)),
                        None => Trouble::Output(error),
                    });
                }
            }
        }
        Ok(())
    }
}

impl Sink {
    fn stdout(format: &str, look: Look) -> Self {
        let is_watched = io::stdout().is_terminal();
        let out = BufWriter::new(Box::new(io::stdout()) as Box<dyn Write>);
        Self { writer: writer(format, look), out, path: None, is_watched, is_closed: false }
    }
}

fn writer(format: &str, look: Look) -> Box<dyn Writer> {
    (output_of(format).unwrap_or(&OUTPUTS[0]).open)(look)
}
