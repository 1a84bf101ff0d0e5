//! Where the time of checking goes: by stage and by rule. The engine fills it in where it is asked to, and pays for one
//! look at an `Option` where it is not. It is the only part of the spine that reads a clock; nothing that is found
//! depends on it.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

/// A stage of checking a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// From the file's text to prose.
    Format,
    /// From prose to tokens, sentences and quotations.
    Segment,
    /// Phrases of all rules, in one pass, and their conditions.
    Phrases,
    /// Expressions with a word swapped, in one pass.
    Expressions,
    /// Numbers, and what they have to do with each other.
    Numbers,
    /// The checks of single rules, one after another.
    Checks,
    /// The comparison with sources.
    Compare,
    /// Merging, cautions and what is allowed.
    Settle,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Format,
        Self::Segment,
        Self::Phrases,
        Self::Expressions,
        Self::Numbers,
        Self::Checks,
        Self::Compare,
        Self::Settle,
    ];

    /// What it is, for readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Format => "reading the format",
            Self::Segment => "sentences and words",
            Self::Phrases => "phrases of all rules",
            Self::Expressions => "swapped expressions",
            Self::Numbers => "numbers",
            Self::Checks => "checks of single rules",
            Self::Compare => "comparing with sources",
            Self::Settle => "merging and allowing",
        }
    }
}

/// Times that were taken.
#[derive(Clone, Debug, Default)]
pub struct Times {
    stages: [Duration; Stage::ALL.len()],
    rules: FxHashMap<String, Duration>,
}

impl Times {
    /// Adds other times to these.
    pub fn add(&mut self, other: &Self) {
        self.stages.iter_mut().zip(other.stages).for_each(|(mine, theirs)| *mine += theirs);
        for (rule, time) in &other.rules {
            *self.rules.entry(rule.clone()).or_default() += *time;
        }
    }

    /// The stages and their times, in order.
    pub fn stages(&self) -> impl Iterator<Item = (Stage, Duration)> {
        Stage::ALL.into_iter().zip(self.stages)
    }

    /// The rules that took time of their own, the slowest first. Phrases and expressions are looked for together, so that
    /// their rules have only the time of their conditions and messages.
    pub fn rules(&self) -> Vec<(&str, Duration)> {
        let mut rules: Vec<_> = self.rules.iter().map(|(rule, time)| (rule.as_str(), *time)).collect();
        rules.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
        rules
    }
}

/// A clock that several parts of one thread write to.
#[derive(Debug, Default)]
pub struct Timing(RefCell<Times>);

impl Timing {
    /// The times so far; counting begins anew.
    pub fn take(&self) -> Times {
        self.0.take()
    }
}

/// Does the work and takes its time, where times are wanted.
pub fn stage<T>(timing: Option<&Timing>, stage: Stage, work: impl FnOnce() -> T) -> T {
    let Some(timing) = timing else { return work() };
    let start = Instant::now();
    let done = work();
    timing.0.borrow_mut().stages[stage as usize] += start.elapsed();
    done
}

/// The same for the part of a rule.
pub fn rule<T>(timing: Option<&Timing>, id: &str, work: impl FnOnce() -> T) -> T {
    let Some(timing) = timing else { return work() };
    let start = Instant::now();
    let done = work();
    let time = start.elapsed();
    let rules = &mut timing.0.borrow_mut().rules;
    match rules.get_mut(id) {
        Some(known) => *known += time,
        None => _ = rules.insert(id.to_owned(), time),
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_add_up() {
        let timing = Timing::default();
        let work = || rule(Some(&timing), "a/b", || std::thread::sleep(Duration::from_millis(2)));
        stage(Some(&timing), Stage::Checks, work);
        let (mut all, times) = (Times::default(), timing.take());
        all.add(&times);
        all.add(&times);
        assert!(all.rules()[0].1 >= Duration::from_millis(4));
        assert!(all.stages().any(|(stage, time)| stage == Stage::Checks && time >= Duration::from_millis(4)));
        assert!(timing.take().rules().is_empty());
        assert_eq!(rule(None, "a/b", || 7), 7);
    }
}
