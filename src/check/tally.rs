//! One choice per document: of the places where a text had a choice, which are in the minority, and how far that can be
//! trusted. It knows no choices; checks count and hand over.

use super::Mark;
use crate::finding::Level;
use crate::text::{Prose, Span};

/// A place where the text made a choice.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Where.
    pub span: Span<Prose>,
    /// Which choice, as a number of the check's own.
    pub choice: usize,
}

/// The outcome of a count.
pub struct Tally {
    /// The choice of the majority.
    pub most: usize,
    /// How often it was made.
    pub count: usize,
    /// How often all others were made.
    pub against: usize,
    /// The first place of the majority.
    pub example: Span<Prose>,
}

impl Tally {
    /// Counts the places, of which there are `choices` kinds; `None` where there is nothing to say: one choice throughout,
    /// fewer than `least` of the majority, or a tie that `tie` does not settle.
    pub fn of(places: &[Place], choices: usize, least: usize, tie: Option<usize>) -> Option<Self> {
        let mut counts = vec![0; choices];
        for place in places {
            *counts.get_mut(place.choice)? += 1;
        }
        let high = counts.iter().copied().max()?;
        if high < least.max(1) || high == places.len() {
            return None;
        }
        let mut best = (0..choices).filter(|&c| counts[c] == high);
        let first = best.next()?;
        let most = if best.next().is_none() { first } else { tie.filter(|&t| counts[t] == high)? };
        let example = places.iter().find(|p| p.choice == most)?.span;
        Some(Self { most, count: high, against: places.len() - high, example })
    }

    /// A mark on a place of the minority, with the counts and a place of the majority.
    pub fn mark(&self, place: Span<Prose>, name: &str) -> Mark {
        let mut mark = Mark::new(place)
            .with("count", self.count.to_string())
            .with("against", self.against.to_string())
            .with("majority", name)
            .and(self.example, format!("{name} here, {} in all", times(self.count)));
        // Where nearly half of the places are of the minority, nobody can say which was meant; two places are no habit.
        if self.against * 3 > self.count && self.against > 1 || self.count == 2 {
            mark.level = Some(Level::Note);
        }
        mark
    }
}

/// “once”, “twice”, “3 times”.
pub fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}
