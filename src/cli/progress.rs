//! How far a long run has come and how long it will still take, on standard error, and only while somebody watches a
//! terminal and after a second. It is wiped away before anything else is written. It changes nothing that a run finds.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::output::count;

const PATIENCE: Duration = Duration::from_secs(1);
const PACE: Duration = Duration::from_millis(100);

/// A line that tells how far a run has come.
pub struct Progress {
    watched: bool,
    start: Instant,
    next: Instant,
    shown: bool,
    all: usize,
}

impl Progress {
    /// For a run over this many files.
    pub fn new(all: usize, quiet: bool) -> Self {
        let watched = !quiet && all > 1 && io::stderr().is_terminal();
        let start = Instant::now();
        Self { watched, start, next: start + PATIENCE, shown: false, all }
    }

    /// This many files are done.
    pub fn tell(&mut self, done: usize) {
        let now = Instant::now();
        if !self.watched || now < self.next {
            return;
        }
        self.next = now + PACE;
        self.shown = true;
        let left = time_left(now - self.start, done, self.all).map(|left| format!(", {left}")).unwrap_or_default();
        let _ = write!(io::stderr().lock(), "\r\x1b[K{done} of {}{left}", count(self.all, "file"));
    }

    /// Wipes the line away.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}

/// How long the rest will take if files go on as they have gone so far, in words.
fn time_left(spent: Duration, done: usize, all: usize) -> Option<String> {
    if done == 0 {
        return None;
    }
    let seconds = (spent.as_secs_f64() / done as f64 * all.saturating_sub(done) as f64).ceil() as u64;
    Some(match seconds {
        0..60 => format!("about {seconds} s left"),
        60..3600 => format!("about {} min left", seconds.div_ceil(60)),
        _ => format!("about {} h left", seconds.div_ceil(3600)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_the_pace_so_far() {
        let left = |spent, done, all| time_left(Duration::from_secs(spent), done, all);
        assert_eq!(left(10, 0, 9), None);
        assert_eq!(left(10, 20, 40).as_deref(), Some("about 10 s left"));
        assert_eq!(left(60, 10, 40).as_deref(), Some("about 3 min left"));
        assert_eq!(left(3600, 10, 40).as_deref(), Some("about 3 h left"));
        assert_eq!(left(5, 40, 40).as_deref(), Some("about 0 s left"));
    }
}
