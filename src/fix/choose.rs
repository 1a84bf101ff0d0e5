//! Which fixes are taken together. Only the first fix of a finding can be taken without a reader, only if it is trusted
//! enough, and of two that touch the same bytes only one: the safer, then that of the rule with the higher priority, then
//! the louder, then the longer, then the earlier. Every fix that gives way is named with the one it gave way to. What
//! the fixes do to the text is not looked at here.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::diff;
use crate::finding::{Edit, Finding, Fix, Level, Safety};
use crate::text::{Source, Span};

/// Above this many bytes an edit is shrunk at its ends only.
const SHRINK_WORDS: usize = 4096;

/// A fix that could be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The rule that offers it.
    pub rule: String,
    /// How loud its finding is.
    pub level: Level,
    /// The place of the finding.
    pub span: Span<Source>,
    /// What it does.
    pub title: String,
    /// How far it can be trusted.
    pub safety: Safety,
    /// The edits, shrunk to the words that change; in order, apart, on character boundaries.
    pub edits: Vec<Edit>,
}

/// A fix that was not taken although it could have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The fix.
    pub offer: Offer,
    /// The rule whose fix was taken in its place.
    pub winner: String,
    /// Why that one.
    pub because: &'static str,
}

/// An offer of this fix of a finding. `Err` says why the fix cannot be applied at all: a fault of its rule.
pub fn offer(source: &Source, finding: &Finding, fix: &Fix) -> Result<Offer, &'static str> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut done = 0;
    for edit in &fix.edits {
        let Some(old) = source.text.get(edit.span.range()) else {
            return Err("its edits do not fall on characters of the text");
        };
        if edit.span.start < done {
            return Err("its edits overlap");
        }
        done = edit.span.end;
        edits.extend(shrink(edit.span.start, old, &as_in(source, &edit.text)));
    }
    Ok(Offer {
        rule: finding.rule.clone(),
        level: finding.level,
        span: finding.span,
        title: fix.title.clone(),
        safety: fix.safety,
        edits,
    })
}

/// New text with the line ends of the draft.
fn as_in(source: &Source, text: &str) -> String {
    let is_crlf = || source.text.find('\n').is_some_and(|end| source.text[..end].ends_with('\r'));
    if text.contains('\n') && is_crlf() {
        return text.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    text.to_owned()
}

/// The edit without what stays the same, as several edits where words between stay the same.
fn shrink(start: u32, old: &str, new: &str) -> Vec<Edit> {
    if old == new {
        return Vec::new();
    }
    let changes = if old.len() + new.len() <= SHRINK_WORDS { diff::words(old, new) } else { vec![ends_off(old, new)] };
    changes
        .into_iter()
        .map(|(a, b)| Edit { span: Span::new(start + a.start as u32, start + a.end as u32), text: new[b].to_owned() })
        .collect()
}

/// What is left of two texts without their common beginning and end.
fn ends_off(old: &str, new: &str) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    let alike = |(a, b): &(char, char)| a == b;
    let head: usize = old.chars().zip(new.chars()).take_while(alike).map(|(c, _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let backwards = old_rest.chars().rev().zip(new_rest.chars().rev());
    let tail: usize = backwards.take_while(alike).map(|(c, _)| c.len_utf8()).sum();
    (head..old.len() - tail, head..new.len() - tail)
}

/// Takes as many offers as can be taken together, best first. Both lists come out in the order of places.
pub fn choose(mut offers: Vec<Offer>, priority: &dyn Fn(&str) -> i32) -> (Vec<Offer>, Vec<Rejected>) {
    offers.sort_by_cached_key(|offer| {
        let length: usize = offer.edits.iter().map(|edit| edit.span.len()).sum();
        let trust = (offer.safety, priority(&offer.rule), offer.level, offer.span.len(), length);
        (Reverse(trust), offer.span, offer.rule.clone(), offer.title.clone())
    });
    let mut taken: Vec<Offer> = Vec::new();
    let mut rejected = Vec::new();
    let mut held: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for offer in offers {
        match offer.edits.iter().find_map(|edit| holder(&held, edit.span)) {
            Some(winner) => {
                let because = why(&taken[winner], &offer, priority);
                rejected.push(Rejected { winner: taken[winner].rule.clone(), because, offer });
            }
            None => {
                held.extend(offer.edits.iter().map(|edit| ((edit.span.start, edit.span.end), taken.len())));
                taken.push(offer);
            }
        }
    }
    taken.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    rejected.sort_by(|a, b| (a.offer.span, &a.offer.rule).cmp(&(b.offer.span, &b.offer.rule)));
    (taken, rejected)
}

/// Who holds bytes that these touch. What is held never touches itself, so its ends grow with its beginnings and the
/// last one that begins at or before the end of `span` is the only one that can reach it.
fn holder(held: &BTreeMap<(u32, u32), usize>, span: Span<Source>) -> Option<usize> {
    let (&(_, end), &owner) = held.range(..=(span.end, u32::MAX)).next_back()?;
    (end >= span.start).then_some(owner)
}

fn why(winner: &Offer, loser: &Offer, priority: &dyn Fn(&str) -> i32) -> &'static str {
    if winner.edits == loser.edits {
        "it does the same"
    } else if winner.safety != loser.safety {
        "it is safer"
    } else if priority(&winner.rule) != priority(&loser.rule) {
        "its rule goes first"
    } else if winner.level != loser.level {
        "it is louder"
    } else if winner.span.len() != loser.span.len() {
        "it covers more"
    } else {
        "it comes first"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer_of(rule: &str, safety: Safety, start: u32, end: u32) -> Offer {
        let span = Span::new(start, end);
        let edits = vec![Edit { span, text: "x".into() }];
        Offer { rule: rule.into(), level: Level::Warning, span, title: String::new(), safety, edits }
    }

    #[test]
    fn the_better_fix_wins_and_the_other_is_named() {
        let offers = vec![
            offer_of("a", Safety::Unsafe, 0, 9),
            offer_of("b", Safety::Safe, 4, 6),
            offer_of("c", Safety::Unsafe, 6, 7),
            offer_of("d", Safety::Unsafe, 20, 22),
            offer_of("e", Safety::Unsafe, 20, 30),
        ];
        let (taken, rejected) = choose(offers, &|_| 0);
        assert_eq!(taken.iter().map(|o| o.rule.as_str()).collect::<Vec<_>>(), ["b", "e"]);
        let named: Vec<_> = rejected.iter().map(|r| (r.offer.rule.as_str(), r.winner.as_str(), r.because)).collect();
        assert_eq!(named, [("a", "b", "it is safer"), ("c", "b", "it is safer"), ("d", "e", "it covers more")]);
    }

    #[test]
    fn priority_beats_length() {
        let offers = vec![offer_of("long", Safety::Safe, 0, 9), offer_of("first", Safety::Safe, 2, 3)];
        let (taken, rejected) = choose(offers, &|rule| i32::from(rule == "first"));
        assert_eq!((taken[0].rule.as_str(), rejected[0].because), ("first", "its rule goes first"));
    }

    #[test]
    fn edits_shrink_to_the_words_that_change() {
        let edits = shrink(10, "mutual *attraction* of long", "mutual *interest* of short");
        let shrunk: Vec<_> = edits.iter().map(|e| (e.span.start, e.span.end, e.text.as_str())).collect();
        assert_eq!(shrunk, [(18, 28, "interest"), (33, 37, "short")]);
        assert_eq!(ends_off("aéz", "aèz"), (1..3, 1..3));
    }
}
