//! Fixing a text until nothing changes. After every round the text is checked again: a fix that brings a finding the
//! draft did not have (and that no further fix mends), or that breaks a promise ([`crate::finding::promise`]), is taken back and
//! its rule named; rules that chase each other in a circle are named and left out. What comes out is either a text that
//! a second run would not change or the draft itself. It checks through the caller, and it reads and writes no file.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::choose::{self, Offer, Rejected};

use crate::Report;
use crate::finding::promise::{self, Held};
use crate::finding::{Edit, Finding, Safety};
use crate::text::{Place, Source, Span};

/// Rounds of fixing before a text is said not to settle.
const ROUNDS: usize = 10;
/// Times that fixing starts afresh without the rules that went in circles.
const STARTS: usize = 5;
/// Fixes per round that are looked for by halving; past that the whole round is taken back.
const HUNTS: usize = 8;
/// How near a fix must be to a new finding to be blamed for it without looking further, in bytes.
const NEAR: u32 = 40;

/// What fixing needs from outside.
pub struct Means<'a> {
    /// Checks a text. It must give the same for the same text.
    pub check: &'a mut dyn FnMut(&Source) -> Report,
    /// What no safe fix may touch in a text.
    pub held: &'a dyn Fn(&Source) -> Vec<Held>,
    /// Which rule goes first where two fixes cannot both be taken: the higher.
    pub priority: &'a dyn Fn(&str) -> i32,
    /// The least safety that is applied.
    pub least: Safety,
}

/// A text that was fixed, and all that is to be said about it.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// The findings that the text has now.
    pub left: Report,
    /// Fixes that were applied, in order.
    pub done: Vec<Done>,
    /// Fixes that gave way to another and were not applied later either.
    pub rejected: Vec<Rejected>,
    /// Fixes that did harm.
    pub taken_back: Vec<TakenBack>,
    /// Rules whose fixes do not come to an end.
    pub faults: Vec<Fault>,
}

/// A fix that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The rule.
    pub rule: String,
    /// What it did.
    pub title: String,
    /// How far it could be trusted.
    pub safety: Safety,
    /// Where it was, in the text of its round.
    pub place: Place,
}

/// A fix that was tried and taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// The rule.
    pub rule: String,
    /// What it would have done.
    pub title: String,
    /// Where, in the text of its round.
    pub place: Place,
    /// Why not, in words: "it changes a number".
    pub reason: String,
}

/// Rules whose fixes undo one another or never stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rules, in order.
    pub rules: Vec<String>,
    /// What they do, in words.
    pub what: &'static str,
}

/// Fixes a draft. `first` is its report, where the caller has it already.
pub fn fix(draft: &Source, first: Option<Report>, means: &mut Means<'_>) -> Fixed {
    let first = first.unwrap_or_else(|| (means.check)(draft));
    let mut fixed = settle(draft, first.clone(), means);
    // Where nothing went wrong the last round has shown that nothing is left to do. Where fixes were taken back, another
    // run could find that they do no harm any more: so run until a run changes nothing.
    for _ in 0..STARTS {
        if fixed.taken_back.is_empty() && fixed.faults.is_empty() || fixed.done.is_empty() {
            return fixed;
        }
        let source = draft.with_text(fixed.text.as_str());
        let again = settle(&source, fixed.left.clone(), means);
        if again.done.is_empty() {
            return fixed;
        }
        fixed.done.extend(again.done);
        fixed.faults.extend(again.faults.into_iter().filter(|fault| !fixed.faults.contains(fault)).collect::<Vec<_>>());
        (fixed.text, fixed.left, fixed.taken_back) = (again.text, again.left, again.taken_back);
        fixed.rejected = again.rejected;
    }
    let rules = sorted(fixed.done.into_iter().map(|done| done.rule));
    fixed.faults.push(Fault { rules, what: "their fixes never come to rest together" });
    Fixed { text: draft.text.clone(), left: first, done: Vec::new(), ..fixed }
}

/// One run: rounds until nothing is left to apply, started afresh without the rules that go in circles.
fn settle(draft: &Source, first: Report, means: &mut Means<'_>) -> Fixed {
    let mut faults: Vec<Fault> = Vec::new();
    let mut strict = false;
    for _ in 0..STARTS {
        let out: Vec<String> = faults.iter().flat_map(|fault| fault.rules.clone()).collect();
        let mut run = Run::new(draft, first.clone(), out, strict);
        match run.rounds(means) {
            Ok(()) => return Fixed { faults, ..run.fixed },
            Err(Stop::Fault(fault)) => faults.push(fault),
            Err(Stop::Unmended) => strict = true,
        }
    }
    Fixed { text: draft.text.clone(), left: first, faults, ..Fixed::default() }
}

/// Why a run came to no end.
enum Stop {
    /// Rules do not come to an end.
    Fault(Fault),
    /// A finding that a fix brought was still there at the end, although it seemed that another fix would mend it.
    Unmended,
}

/// The state of one run.
struct Run {
    source: Source,
    fixed: Fixed,
    /// Rules that are not applied at all.
    out: Vec<String>,
    /// New findings are not suffered for a moment, even if there is a fix for them.
    strict: bool,
    /// The findings of the draft, where they are now.
    known: Places,
    /// Fixes that were taken back, where they are now.
    banned: Places,
    /// The texts that were seen, as hashes, and how many fixes had been applied by then.
    seen: Vec<(u64, usize)>,
}

impl Run {
    fn new(draft: &Source, first: Report, out: Vec<String>, strict: bool) -> Self {
        let known = Places::of(&first);
        let fixed = Fixed { left: first, ..Fixed::default() };
        let source = draft.with_text(draft.text.as_str());
        Self { seen: vec![(hash_of(&draft.text), 0)], source, fixed, out, strict, known, banned: Places::default() }
    }

    fn rounds(&mut self, means: &mut Means<'_>) -> Result<(), Stop> {
        for round in 0.. {
            let (taken, rejected) = choose::choose(self.offers(means), means.priority);
            self.fixed.rejected.extend(rejected);
            if taken.is_empty() {
                return self.finish();
            }
            if round == ROUNDS {
                let rules = sorted(taken.into_iter().map(|offer| offer.rule));
                return Err(Stop::Fault(Fault { rules, what: "its fixes still go on after ten rounds" }));
            }
            self.apply(taken, means);
            let now = (hash_of(&self.source.text), self.fixed.done.len());
            match self.seen.iter().find(|(hash, done)| *hash == now.0 && *done < now.1) {
                Some(&(_, done)) => {
                    let rules = sorted(self.fixed.done[done..].iter().map(|done| done.rule.clone()));
                    return Err(Stop::Fault(Fault { rules, what: "its fixes go in a circle" }));
                }
                None => self.seen.push(now),
            }
        }
        Ok(())
    }

    /// Nothing is left to apply: whatever the text is still found to have, the draft had.
    fn finish(&mut self) -> Result<(), Stop> {
        if self.fixed.left.findings.iter().any(|finding| !self.known.has(&finding.rule, finding.span)) {
            return Err(Stop::Unmended);
        }
        self.fixed.text = std::mem::take(&mut self.source.text);
        let done: HashSet<_> = self.fixed.done.iter().map(|done| (&done.rule, &done.title)).collect();
        let mut named = HashSet::new();
        self.fixed.rejected.retain(|rejected| {
            let offer = &rejected.offer;
            let later = done.contains(&(&offer.rule, &offer.title));
            !later && named.insert((offer.rule.clone(), offer.title.clone(), rejected.winner.clone()))
        });
        Ok(())
    }

    /// What can be applied to the text as it is now. What would break a promise is banned at once.
    fn offers(&mut self, means: &Means<'_>) -> Vec<Offer> {
        let findings = std::mem::take(&mut self.fixed.left.findings);
        let mut held = None;
        let mut offers = Vec::new();
        for finding in &findings {
            let Some(fix) = finding.fixes.first().filter(|fix| fix.safety >= means.least) else { continue };
            if !self.may_fix(finding) {
                continue;
            }
            let offer = choose::offer(&self.source, finding, fix);
            let held = held.get_or_insert_with(|| promise::in_order((means.held)(&self.source)));
            let broken = |offer: &Offer| match offer.safety {
                Safety::Safe => promise::broken_by(&self.source.text, held, &offer.edits),
                Safety::Unsafe | Safety::Shown => None,
            };
            match offer {
                Ok(offer) if offer.edits.is_empty() => {}
                Ok(offer) => match broken(&offer) {
                    None => offers.push(offer),
                    Some(what) => self.ban(&offer.rule, &offer.title, offer.span, format!("it changes {what}")),
                },
                Err(reason) => self.ban(&finding.rule, &fix.title, finding.span, reason.to_owned()),
            }
        }
        self.fixed.left.findings = findings;
        offers
    }

    fn may_fix(&self, finding: &Finding) -> bool {
        !self.out.contains(&finding.rule) && !self.banned.has(&finding.rule, finding.span)
    }

    fn ban(&mut self, rule: &str, title: &str, span: Span<Source>, reason: String) {
        let place = self.source.place(span.start);
        self.fixed.taken_back.push(TakenBack { rule: rule.to_owned(), title: title.to_owned(), place, reason });
        self.banned.add(rule, span);
    }

    /// Applies these fixes, without those that bring new findings.
    fn apply(&mut self, mut taken: Vec<Offer>, means: &mut Means<'_>) {
        let mut hunts = 0;
        while !taken.is_empty() {
            let (new, shift) = self.spliced(&taken);
            let report = (means.check)(&new);
            let fresh = self.fresh(&report, &shift, means.least);
            if fresh.is_empty() {
                self.accept(new, report, taken, &shift);
                return;
            }
            let guesses = fresh.iter().filter_map(|f| Some((nearest(f, &taken, &shift)?, f.rule.clone()))).collect();
            let guilty = self.guilty(&taken, &fresh[0].rule, guesses, &mut hunts, means);
            for (i, rule) in guilty.into_iter().rev() {
                let offer = taken.remove(i);
                self.ban(&offer.rule, &offer.title, offer.span, format!("it brings a finding of {rule}"));
            }
        }
    }

    /// Which fixes bring new findings, each with the rule of one that it brings; never none. A guess counts if the
    /// findings are gone without it; where guesses fail, one fix is hunted down.
    fn guilty(
        &self,
        taken: &[Offer],
        rule: &str,
        guesses: BTreeMap<usize, String>,
        hunts: &mut usize,
        means: &mut Means<'_>,
    ) -> BTreeMap<usize, String> {
        let innocent: Vec<Offer> = taken
            .iter()
            .enumerate()
            .filter(|(i, _)| !guesses.contains_key(i))
            .map(|(_, offer)| offer.clone())
            .collect();
        let (new, shift) = self.spliced(&innocent);
        let report = (means.check)(&new);
        let still: BTreeSet<&str> = self.fresh(&report, &shift, means.least).iter().map(|f| f.rule.as_str()).collect();
        let mut guilty = guesses;
        guilty.retain(|_, rule| !still.contains(rule.as_str()));
        if guilty.is_empty() && *hunts < HUNTS {
            *hunts += 1;
            guilty.insert(self.hunt(rule, taken, means), rule.to_owned());
        } else if guilty.is_empty() {
            guilty.extend((0..taken.len()).map(|i| (i, rule.to_owned())));
        }
        guilty
    }

    /// The findings of an edited text that the draft did not have and that, for all that is known, stay.
    fn fresh<'r>(&self, report: &'r Report, shift: &Shift, least: Safety) -> Vec<&'r Finding> {
        let known = self.known.moved(shift);
        let will_be_mended = |finding: &Finding| {
            let fix = finding.fixes.first();
            !self.strict && fix.is_some_and(|fix| fix.safety >= least) && !self.out.contains(&finding.rule)
        };
        let is_fresh = |finding: &&Finding| !known.has(&finding.rule, finding.span) && !will_be_mended(finding);
        report.findings.iter().filter(is_fresh).collect()
    }

    /// The first fix, in order of place, with which a finding of this rule comes up. Found by halving.
    fn hunt(&self, rule: &str, taken: &[Offer], means: &mut Means<'_>) -> usize {
        let (mut without, mut with) = (0, taken.len());
        while with - without > 1 {
            let middle = without + (with - without) / 2;
            let (new, shift) = self.spliced(&taken[..middle]);
            let report = (means.check)(&new);
            let comes_up = self.fresh(&report, &shift, means.least).iter().any(|finding| finding.rule == rule);
            if comes_up { with = middle } else { without = middle }
        }
        with - 1
    }

    fn spliced(&self, taken: &[Offer]) -> (Source, Shift) {
        let mut edits: Vec<Edit> = taken.iter().flat_map(|offer| offer.edits.clone()).collect();
        edits.sort_by_key(|edit| edit.span);
        let (text, shift) = splice(&self.source.text, &edits);
        (self.source.with_text(text), shift)
    }

    fn accept(&mut self, new: Source, report: Report, taken: Vec<Offer>, shift: &Shift) {
        let places: Vec<Place> = taken.iter().map(|offer| self.source.place(offer.span.start)).collect();
        self.fixed.done.extend(taken.into_iter().zip(places).map(|(offer, place)| Done {
            rule: offer.rule,
            title: offer.title,
            safety: offer.safety,
            place,
        }));
        self.banned = self.banned.moved(shift);
        self.known = self.known.moved(shift);
        (self.source, self.fixed.left) = (new, report);
    }
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn sorted(rules: impl Iterator<Item = String>) -> Vec<String> {
    let rules: BTreeSet<String> = rules.collect();
    rules.into_iter().collect()
}

/// The fix nearest to a finding or to one of its labels, if it is near.
fn nearest(finding: &Finding, taken: &[Offer], shift: &Shift) -> Option<usize> {
    let labels = finding.labels.iter().filter(|label| label.path.is_none()).map(|label| label.span);
    std::iter::once(finding.span).chain(labels).find_map(|place| {
        let distance = |offer: &Offer| {
            let gaps = offer.edits.iter().map(|edit| {
                let span = shift.span(edit.span);
                place.start.saturating_sub(span.end).max(span.start.saturating_sub(place.end))
            });
            gaps.min().unwrap_or(u32::MAX)
        };
        let (i, gap) = taken.iter().map(distance).enumerate().min_by_key(|(_, gap)| *gap)?;
        (gap <= NEAR).then_some(i)
    })
}

/// The text with these edits made, which are in order and do not overlap, and how its places moved.
pub fn splice(text: &str, edits: &[Edit]) -> (String, Shift) {
    let mut new = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut moves = Vec::with_capacity(edits.len());
    let mut done = 0;
    for edit in edits {
        let Some(between) = text.get(done..edit.span.start as usize) else { continue };
        new.push_str(between);
        let start = new.len() as u32;
        new.push_str(&edit.text);
        moves.push((edit.span, Span::new(start, new.len() as u32)));
        done = edit.span.end as usize;
    }
    new.push_str(text.get(done..).unwrap_or_default());
    (new, Shift { moves })
}

/// How places in a text moved when it was edited.
#[derive(Clone, Debug, Default)]
pub struct Shift {
    /// Each edit: the bytes that went, the bytes that came.
    moves: Vec<(Span<Source>, Span<Source>)>,
}

impl Shift {
    /// Where a span is now. One that begins or ends inside an edit grows to the edge of it.
    pub fn span(&self, span: Span<Source>) -> Span<Source> {
        Span::new(self.byte(span.start, false), self.byte(span.end, true))
    }

    fn byte(&self, byte: u32, is_end: bool) -> u32 {
        // A beginning stands before what is put in at its place, and an end behind it.
        let past = self.moves.partition_point(|(old, _)| if is_end { old.start <= byte } else { old.start < byte });
        let Some(&(old, new)) = past.checked_sub(1).and_then(|i| self.moves.get(i)) else { return byte };
        match (byte >= old.end, is_end) {
            (true, _) => new.end + (byte - old.end),
            (false, true) => new.end,
            (false, false) => new.start,
        }
    }
}

/// Places by rule: where a rule had something to say, or where its fixes were taken back.
#[derive(Default)]
struct Places {
    /// Spans in order of their beginnings, each with the farthest end so far.
    by_rule: HashMap<String, Vec<(Span<Source>, u32)>>,
}

impl Places {
    fn of(report: &Report) -> Self {
        let mut places = Self::default();
        for finding in &report.findings {
            std::iter::once(&finding.rule).chain(&finding.also).for_each(|rule| places.add(rule, finding.span));
        }
        places
    }

    fn add(&mut self, rule: &str, span: Span<Source>) {
        if !self.by_rule.contains_key(rule) {
            self.by_rule.insert(rule.to_owned(), Vec::new());
        }
        let Some(spans) = self.by_rule.get_mut(rule) else { return };
        let at = spans.partition_point(|(other, _)| *other <= span);
        spans.insert(at, (span, span.end));
        let mut farthest = at.checked_sub(1).map_or(0, |before| spans[before].1);
        for (span, end) in &mut spans[at..] {
            farthest = farthest.max(span.end);
            *end = farthest;
        }
    }

    fn moved(&self, shift: &Shift) -> Self {
        let mut places = Self::default();
        for (rule, spans) in &self.by_rule {
            spans.iter().for_each(|(span, _)| places.add(rule, shift.span(*span)));
        }
        places
    }

    /// Whether a place of this rule touches the span.
    fn has(&self, rule: &str, span: Span<Source>) -> bool {
        let Some(spans) = self.by_rule.get(rule) else { return false };
        let upto = spans.partition_point(|(other, _)| other.start <= span.end);
        upto.checked_sub(1).is_some_and(|last| spans[last].1 >= span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Fix, Level};

    /// A rule that replaces a word by another: (rule, word, replacement, safety).
    type Swap = (&'static str, &'static str, &'static str, Safety);

    fn check(swaps: &[Swap], source: &Source) -> Report {
        let mut findings = Vec::new();
        for (rule, old, new, safety) in swaps {
            for (at, _) in source.text.match_indices(old) {
                let span = Span::of_range(at..at + old.len());
                let edits = vec![Edit { span, text: (*new).into() }];
                let fix = Fix { title: format!("write {new}"), safety: *safety, capped: None, edits };
                findings.push(Finding {
                    rule: (*rule).into(),
                    level: Level::Warning,
                    message: String::new(),
                    why: String::new(),
                    span,
                    labels: vec![],
                    fixes: vec![fix],
                    also: vec![],
                });
            }
        }
        findings.sort_by_key(|f| f.span);
        Report { findings, ..Report::default() }
    }

    fn fixed(text: &str, swaps: &[Swap]) -> Fixed {
        let run = |text: &str| {
            let mut again = |source: &Source| check(swaps, source);
            let held = &promise::held_by_looks;
            let mut means = Means { check: &mut again, held, priority: &|_| 0, least: Safety::Safe };
            fix(&Source::new("x.md", text), None, &mut means)
        };
        let fixed = run(text);
        assert_eq!(run(&fixed.text).text, fixed.text, "a second run changes nothing");
        fixed
    }

    #[test]
    fn fixes_are_applied_round_by_round() {
        let swaps = [("a", "teh", "the", Safety::Safe), ("b", "the the", "the", Safety::Safe)];
        let out = fixed("so teh the end, teh last", &swaps);
        assert_eq!(out.text, "so the end, the last");
        assert_eq!((out.done.len(), out.taken_back.len()), (3, 0));
    }

    #[test]
    fn what_brings_a_new_finding_is_taken_back() {
        let swaps = [("a", "teh", "the", Safety::Safe), ("b", "the the", "the", Safety::Unsafe)];
        let out = fixed("so teh the end, teh last", &swaps);
        assert_eq!(out.text, "so teh the end, the last");
        assert_eq!(out.taken_back[0].reason, "it brings a finding of b");
        // Here the fix that seemed to mend it cannot be applied after all.
        let swaps = [("a", "teh", "the", Safety::Safe), ("b", "the the", "the two", Safety::Safe)];
        let out = fixed("so teh the end, teh last", &swaps);
        assert_eq!(out.text, "so teh the end, the last");
    }

    #[test]
    fn a_finding_far_off_is_traced_to_its_fix() {
        let filler = "word ".repeat(40);
        let text = format!("teh {filler} colour {filler} teh {filler} teh");
        let mut again = |source: &Source| {
            let mut report =
                check(&[("a", "teh", "the", Safety::Safe), ("b", "colour", "color", Safety::Safe)], source);
            // A rule that speaks at the head of the text once one word has changed far below.
            if source.text.contains("color ") {
                let mut finding = check(&[("c", "wor", "", Safety::Shown)], source).findings.swap_remove(0);
                finding.fixes.clear();
                report.findings.insert(0, finding);
            }
            report
        };
        let held = &promise::held_by_looks;
        let mut means = Means { check: &mut again, held, priority: &|_| 0, least: Safety::Safe };
        let out = fix(&Source::new("x.md", text.as_str()), None, &mut means);
        assert_eq!(out.text, text.replace("teh", "the"));
        assert_eq!(out.taken_back[0].rule, "b");
    }

    #[test]
    fn conflicts_are_settled_in_later_rounds() {
        let swaps = [("a", "wold", "wolf", Safety::Safe), ("b", "wold..", "wold.", Safety::Safe)];
        let out = fixed("the big bad wold..", &swaps);
        assert_eq!(out.text, "the big bad wolf.");
        assert_eq!(out.done.len(), 2);
        assert!(out.rejected.is_empty(), "{:?}", out.rejected);
    }

    #[test]
    fn circles_are_named_and_left() {
        let swaps =
            [("a", "ping", "pong", Safety::Safe), ("a", "pong", "ping", Safety::Safe), ("b", "x", "y", Safety::Safe)];
        let out = fixed("ping x", &swaps);
        assert_eq!(out.text, "ping y");
        assert_eq!(out.faults, [Fault { rules: vec!["a".into()], what: "its fixes go in a circle" }]);
    }

    #[test]
    fn endless_growth_is_named_and_left() {
        let swaps = [("a", "so", "so so", Safety::Safe)];
        let out = fixed("so what", &swaps);
        assert_eq!(out.text, "so what");
        assert_eq!(out.faults[0].rules, ["a"]);
    }

    #[test]
    fn broken_promises_are_taken_back() {
        let swaps = [("a", "fiveteen", "15", Safety::Safe), ("b", "teh", "the", Safety::Safe)];
        let out = fixed("teh fiveteen", &swaps);
        assert_eq!(out.text, "the fiveteen");
        assert_eq!(out.taken_back[0].reason, "it changes a number");
        let unsafe_ = [("a", "teh", "the", Safety::Unsafe)];
        assert_eq!(fixed("teh", &unsafe_).text, "teh", "unsafe fixes are not applied unasked");
    }

    #[test]
    fn places_move_with_the_text() {
        let edits =
            [Edit { span: Span::new(2, 4), text: "long".into() }, Edit { span: Span::new(6, 6), text: "+".into() }];
        let (text, shift) = splice("0123456789", &edits);
        assert_eq!(text, "01long45+6789");
        for (old, new) in [((0, 2), (0, 6)), ((2, 4), (2, 6)), ((3, 6), (2, 9)), ((6, 7), (8, 10)), ((7, 9), (10, 12))]
        {
            assert_eq!(shift.span(Span::new(old.0, old.1)), Span::new(new.0, new.1), "{old:?}");
        }
    }
}
