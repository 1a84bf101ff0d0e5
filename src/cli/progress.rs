//! How far a long run has come, on standard error, and only while somebody watches a terminal and after a second. It is
//! wiped away before anything else is written.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::output::count;

const PATIENCE: Duration = Duration::from_secs(1);
const PACE: Duration = Duration::from_millis(100);

/// A line that tells how far a run has come.
pub struct Progress {
    watched: bool,
    next: Instant,
    shown: bool,
    all: usize,
}

impl Progress {
    /// For a run over this many files.
    pub fn new(all: usize, quiet: bool) -> Self {
        let watched = !quiet && all > 1 && io::stderr().is_terminal();
        Self { watched, next: Instant::now() + PATIENCE, shown: false, all }
    }

    /// This many files are done.
    pub fn tell(&mut self, done: usize) {
        if !self.watched || Instant::now() < self.next {
            return;
        }
        self.next = Instant::now() + PACE;
        self.shown = true;
        let _ = write!(io::stderr().lock(), "\r\x1b[K{done} of {}", count(self.all, "file"));
    }

    /// Wipes the line away.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}
