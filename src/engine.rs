//! The only place where a mark meets a rule: runs the automaton and the checks over a page, asks each rule's conditions, and
//! makes findings. It reads no files, prints nothing and knows no rule by name.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::allow::{self, Allowed};
use crate::check::expression::ExpressionSpec;
use crate::check::sourced;
use crate::check::{At, Mark, Repair};
use crate::compare::items::stem;
use crate::compare::{Coverage, Library};
use crate::english::inflect::Form;
use crate::finding::caution;
use crate::finding::settle::settle;
use crate::finding::{Edit, Finding, Fix, Label, Level, Safety};
use crate::format;
use crate::profile::Profile;
use crate::rule::automaton::Hit;
use crate::rule::expressions::{Offers, SwapHit};
use crate::rule::remedy::{fill, tokens_of};
use crate::rule::{Quotations, Rule, RuleSet};
use crate::segment::quantity::Compared;
use crate::segment::{Page, Words};
use crate::text::{Mapped, Prose, Source, Span};
use crate::timing::{self, Stage, Timing};

/// What a check of one draft yields.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The findings, by place, then rule.
    pub findings: Vec<Finding>,
    /// How much of the draft its sources bear out, where it was compared with any.
    pub coverage: Option<Coverage>,
    /// What was found and is allowed, by place.
    pub allowed: Vec<Allowed>,
    /// What became of the numbers, where a rule on numbers is on.
    pub numbers: Compared,
}

/// Checks drafts one after another on one thread, keeping what it learns of words.
pub struct Checker<'r> {
    rules: &'r RuleSet,
    words: Words,
    offers: Offers,
    profile: Option<&'r Profile>,
    timing: Option<Timing>,
}

impl<'r> Checker<'r> {
    /// A checker by these rules.
    pub fn new(rules: &'r RuleSet) -> Self {
        Self { rules, words: Words::default(), offers: Offers::default(), profile: None, timing: None }
    }

    /// What holds for the drafts to come, in place of the rules' own switches and levels.
    pub fn hold_to(&mut self, profile: Option<&'r Profile>) {
        self.profile = profile;
    }

    /// Takes the time of everything from now on.
    pub fn take_times(&mut self) {
        self.timing = Some(Timing::default());
    }

    /// The times since they were last asked for.
    pub fn times(&self) -> timing::Times {
        self.timing.as_ref().map(Timing::take).unwrap_or_default()
    }

    /// Checks one draft.
    pub fn check(&mut self, source: &Source) -> Report {
        self.check_beside(source, None)
    }

    /// Bounds what is remembered between drafts.
    fn trim(&mut self) {
        if self.words.trim() {
            self.offers = Offers::default();
        }
    }

    /// Reads sources, to compare any number of drafts with them.
    pub fn library(&self, sources: &[Arc<Source>]) -> Library {
        Library::read(sources, &self.rules.lexicon)
    }

    /// Checks one draft, also against its sources where it has any.
    pub fn check_beside(&mut self, draft: &Source, library: Option<&Library>) -> Report {
        self.trim();
        let timing = self.timing.as_ref();
        let prose = timing::stage(timing, Stage::Format, || format::read(draft));
        let (words, lexicon) = (&mut self.words, &self.rules.lexicon);
        let mut page = timing::stage(timing, Stage::Segment, || Page::read(draft, &prose, words, lexicon));
        page.norm = self.profile.and_then(|profile| profile.norm);
        let set = Running { rules: self.rules, profile: self.profile, timing };
        let mut found = findings(&page, set, &mut self.offers);
        let offers = &mut self.offers;
        let compare = |library| change_findings(&page, library, set, offers, &mut found);
        let coverage = timing::stage(timing, Stage::Compare, || library.map(compare));
        let (findings, allowed) = timing::stage(timing, Stage::Settle, || {
            let found = caution::cap(settle(found), draft, &prose);
            allow::part(found, draft, &prose, self.rules, self.profile)
        });
        Report { findings, allowed, coverage, numbers: page.compared() }
    }
}

/// The rules and what holds for the draft.
#[derive(Clone, Copy)]
struct Running<'r> {
    rules: &'r RuleSet,
    profile: Option<&'r Profile>,
    timing: Option<&'r Timing>,
}

impl<'r> Running<'r> {
    fn is_on(self, rule: usize) -> bool {
        self.profile.map_or_else(|| self.rules.rules[rule].on, |profile| profile.is_on(rule))
    }

    /// The rules that are on, in order.
    fn on(self) -> impl Iterator<Item = &'r Rule> {
        self.rules.rules.iter().enumerate().filter(move |(i, _)| self.is_on(*i)).map(|(_, rule)| rule)
    }
}

fn findings(page: &Page<'_>, set: Running<'_>, offers: &mut Offers) -> Vec<Finding> {
    let rules = set.rules;
    let mut out = Vec::new();
    let mut hits = Vec::new();
    timing::stage(set.timing, Stage::Phrases, || {
        rules.automaton.run(page, &mut hits);
        hits.retain(|h| set.is_on(h.rule as usize));
        phrase_findings(page, set, hits, &mut out);
    });
    timing::stage(set.timing, Stage::Expressions, || expression_findings(page, set, offers, &mut out));
    timing::stage(set.timing, Stage::Numbers, || number_findings(page, set, &mut out));
    timing::stage(set.timing, Stage::Checks, || check_findings(page, set, &mut out));
    hush_weak(rules, &mut out);
    out
}

/// What the checks of single rules mark.
fn check_findings(page: &Page<'_>, set: Running<'_>, out: &mut Vec<Finding>) {
    let mut marks = Vec::new();
    let held = set.rules.literals.held(&page.prose.text);
    for rule in set.on() {
        let Some(check) = rule.check.as_ref().filter(|check| held.any(check.needs())) else { continue };
        timing::rule(set.timing, &rule.id, || check.marks(page, &mut marks));
        for mark in marks.drain(..) {
            out.extend(finding(page, set, rule, &mark, None));
        }
    }
}

/// Takes out the findings of weak rules, unless the document has strong ones of their family.
fn hush_weak(rules: &RuleSet, found: &mut Vec<Finding>) {
    let families: FxHashMap<&str, (&str, bool, usize)> = rules
        .rules
        .iter()
        .filter_map(|r| r.family.as_deref().map(|family| (r.id.as_str(), (family, r.weak, r.strong))))
        .collect();
    let mut strong: FxHashMap<&str, usize> = FxHashMap::default();
    for (family, ..) in found.iter().filter_map(|f| families.get(f.rule.as_str())).filter(|(_, weak, _)| !weak) {
        *strong.entry(family).or_default() += 1;
    }
    found.retain(|f| {
        families
            .get(f.rule.as_str())
            .is_none_or(|(family, weak, needed)| !weak || strong.get(family).is_some_and(|n| n >= needed))
    });
}

/// Hits of phrases whose conditions hold; of overlapping ones of one rule the first and longest.
fn phrase_findings(page: &Page<'_>, set: Running<'_>, mut hits: Vec<Hit>, out: &mut Vec<Finding>) {
    hits.sort_by_key(|h| (h.rule, h.tokens.start, std::cmp::Reverse(h.tokens.end)));
    let mut last: Option<(u32, u32)> = None;
    for hit in hits {
        if last.is_some_and(|(rule, end)| rule == hit.rule && hit.tokens.start < end) {
            continue;
        }
        let rule = &set.rules.rules[hit.rule as usize];
        let mut mark = Mark::new(page.span(hit.tokens.clone()));
        if let Some(usual) = set.rules.automaton.usual(&hit) {
            mark = mark.with("usual", usual);
        }
        if let Some(found) = finding(page, set, rule, &mark, hit.inflected.map(|(_, form)| form)) {
            out.push(found);
            last = Some((hit.rule, hit.tokens.end));
        }
    }
}

/// Swapped expressions, each under the first rule that takes it; other expressions for the same tokens are further fixes.
fn expression_findings(page: &Page<'_>, set: Running<'_>, offers: &mut Offers, out: &mut Vec<Finding>) {
    let rules = set.rules;
    let takers: Vec<_> = set.on().filter_map(|r| r.expression.as_ref().map(|e| (r, e))).collect();
    if takers.is_empty() {
        return;
    }
    let takes = |spec: &ExpressionSpec, hit: &SwapHit| spec.takes(hit, &rules.expressions, &rules.lexicon);
    // Only hits that a rule takes vie for a place: the others would keep them from it and say nothing.
    let hits = rules.expressions.run(page, offers, |hit| takers.iter().any(|(_, spec)| takes(spec, hit)));
    for same in hits.chunk_by(|a, b| a.tokens == b.tokens) {
        let taken = takers.iter().find_map(|(rule, spec)| {
            let taken: Vec<_> = same.iter().filter(|hit| takes(spec, hit)).collect();
            (!taken.is_empty()).then_some((rule, taken))
        });
        let Some((rule, candidates)) = taken else { continue };
        let mark = crate::check::expression::mark(page, &candidates, &rules.expressions, &rules.lexicon);
        out.extend(mark.and_then(|mark| finding(page, set, rule, &mark, None)));
    }
}

/// Numbers that cannot all be true, each under the first rule of its kind.
fn number_findings(page: &Page<'_>, set: Running<'_>, out: &mut Vec<Finding>) {
    let rules = set.rules;
    let takers: Vec<_> = set.on().filter_map(|r| r.number.as_ref().map(|n| (r, n))).collect();
    if takers.is_empty() {
        return;
    }
    let specs: Vec<_> = takers.iter().map(|(_, spec)| *spec).collect();
    let facts = page.facts(&rules.vocabulary);
    for (taker, mark) in crate::check::numbers::marks(page, facts, &rules.vocabulary, &specs) {
        out.extend(takers.get(taker).and_then(|(rule, _)| finding(page, set, rule, &mark, None)));
    }
}

/// What differs from the sources, each change under the first rule of its kind that is on.
fn change_findings(
    page: &Page<'_>,
    library: &Library,
    set: Running<'_>,
    offers: &mut Offers,
    out: &mut Vec<Finding>,
) -> Coverage {
    let (mut changes, coverage) = sourced::changes(page, library, set.rules.knowledge());
    if changes.iter().any(|c| c.variant == "harmless") {
        let loud: Vec<_> =
            set.rules.rules.iter().filter(|r| r.level > Level::Note).filter_map(|r| r.expression.as_ref()).collect();
        let told = |hit: &SwapHit| loud.iter().any(|spec| spec.takes(hit, &set.rules.expressions, &set.rules.lexicon));
        let hits = set.rules.expressions.run(page, offers, told);
        let single = hits.iter().filter_map(|hit| match hit.swapped.as_slice() {
            [swap] => Some((page.span(swap.tokens.clone()), stem(set.rules.lexicon.word(swap.head)))),
            _ => None,
        });
        sourced::sharpen(&mut changes, &single.collect::<Vec<_>>(), library);
    }
    for change in &changes {
        let mut takers = set.on().filter_map(|r| r.change.as_ref().map(|c| (r, c)));
        if let Some((rule, spec)) = takers.find(|(_, spec)| spec.of == change.kind) {
            out.extend(finding(page, set, rule, &spec.mark(change, page, library), None));
        }
    }
    coverage
}

/// The finding that a mark makes under its rule, unless a condition is against it.
fn finding(page: &Page<'_>, set: Running<'_>, rule: &Rule, mark: &Mark, form: Option<Form>) -> Option<Finding> {
    timing::rule(set.timing, &rule.id, || make_finding(page, set, rule, mark, form))
}

fn make_finding(page: &Page<'_>, set: Running<'_>, rule: &Rule, mark: &Mark, form: Option<Form>) -> Option<Finding> {
    let most = set.profile.and_then(|profile| profile.level(&rule.id)).unwrap_or(rule.level);
    let mut level = mark.level.map_or(most, |l| l.min(most));
    let mut quoted = false;
    if let At::Prose(span) = mark.at {
        let tokens = tokens_of(page, span);
        if !allowed(page, rule, &tokens) {
            return None;
        }
        quoted = tokens.clone().any(|i| page.tokens.get(i as usize).is_some_and(|t| t.quoted));
        match rule.quotations {
            Quotations::Skip if quoted => return None,
            Quotations::Note if quoted => level = Level::Note,
            _ => {}
        }
    }
    let found = place(page, mark.at);
    let fixes = fixes(page, rule, mark, form, quoted && mark.beside.is_empty());
    let mut message = message(page, rule, mark, &fixes, found);
    if quoted && rule.quotations == Quotations::Compare {
        message.push_str("; inside a quotation: check against the recording or the source");
    }
    let labels = mark
        .related
        .iter()
        .map(|(at, says)| Label { span: place(page, *at), message: says.clone(), path: None })
        .chain(mark.beside.iter().cloned())
        .collect();
    let (rule, why) = (rule.id.clone(), rule.why.clone());
    Some(Finding { rule, level, message, why, span: found, labels, fixes, also: Vec::new() })
}

fn allowed(page: &Page<'_>, rule: &Rule, tokens: &Range<u32>) -> bool {
    rule.when.holds(page, tokens.clone()) && !rule.unless.as_ref().is_some_and(|u| u.touches(page, tokens.clone()))
}

/// The bytes of the file of a place.
fn place(page: &Page<'_>, at: At) -> Span<Source> {
    match at {
        At::Source(span) => span,
        At::Prose(span) => page.prose.to_source(span).span(),
    }
}

fn message(page: &Page<'_>, rule: &Rule, mark: &Mark, fixes: &[Fix], found: Span<Source>) -> String {
    let text = page.source.slice(found).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut message = fill(&rule.message, &mark.captures).replace("{found}", &text);
    if message.contains("{fix}") {
        let fix = fixes.first().map(|fix| mended(page, found, fix)).unwrap_or_default();
        message = message.replace("{fix}", &fix);
    }
    message
}

/// The text found as a fix would leave it: edits are shrunk to what changes, a reader wants the whole word.
fn mended(page: &Page<'_>, found: Span<Source>, fix: &Fix) -> String {
    let (mut text, mut at) = (String::new(), found.start);
    for edit in fix.edits.iter().filter(|e| found.contains(e.span) && e.span.start >= found.start) {
        text.push_str(page.source.slice(Span::new(at, edit.span.start)));
        text.push_str(&edit.text);
        at = edit.span.end;
    }
    text.push_str(page.source.slice(Span::new(at, found.end)));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fixes(page: &Page<'_>, rule: &Rule, mark: &Mark, form: Option<Form>, quoted: bool) -> Vec<Fix> {
    let (repairs, safety) = match (&rule.remedy, mark.at) {
        (Some(remedy), At::Prose(span)) => (remedy.repairs(page, span, form, mark), remedy.safety),
        (Some(remedy), At::Source(_)) => (mark.repairs.clone(), remedy.safety),
        (None, _) => (mark.repairs.clone(), Safety::Shown),
    };
    let mut fixes: Vec<Fix> = Vec::new();
    for repair in repairs {
        let fix = fix(page, repair, safety, quoted);
        if !fixes.iter().any(|f| f.edits == fix.edits) {
            fixes.push(fix);
        }
    }
    fixes
}

fn fix(page: &Page<'_>, repair: Repair, rule: Safety, quoted: bool) -> Fix {
    let mut safety = repair.safety.map_or(rule, |s| s.min(rule));
    let mut capped = None;
    let mut cap = |to: Safety, why: &str| {
        if safety > to {
            safety = to;
            capped = Some(why.to_owned());
        }
    };
    if quoted {
        cap(Safety::Shown, "inside quotation marks");
    }
    let mut edits = Vec::with_capacity(repair.edits.len());
    for (at, text) in repair.edits {
        let (span, text) = match at {
            At::Source(span) => (span, text),
            At::Prose(span) => {
                let (span, text) = shrink(page.prose, span, text);
                let mapped = page.prose.to_source(span);
                if matches!(mapped, Mapped::Around(_)) {
                    cap(Safety::Shown, "the place holds markup");
                }
                (mapped.span(), text)
            }
        };
        edits.push(Edit { span, text });
    }
    edits.sort_by_key(|e| e.span);
    let title = repair.title.unwrap_or_else(|| title(page, &edits));
    Fix { title, safety, capped, edits }
}

/// An edit without the words that it leaves as they are, so that it survives markup beside the words that change.
fn shrink(prose: &Prose, span: Span<Prose>, text: String) -> (Span<Prose>, String) {
    let old = prose.slice(span);
    let same = |(a, b): (char, char)| a == b;
    let front: usize = old.chars().zip(text.chars()).take_while(|&p| same(p)).map(|(c, _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[front..], &text[front..]);
    let back: usize =
        old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|&p| same(p)).map(|(c, _)| c.len_utf8()).sum();
    // Whole words are kept together: an edit of half a word is hard to read in a diff.
    let word = |text: &str, at: usize, forward: bool| {
        let edge = |c: char| c.is_whitespace();
        if forward {
            text[at..].find(edge).map_or(text.len(), |i| at + i)
        } else {
            text[..at].rfind(edge).map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8))
        }
    };
    if old.is_empty() || text.is_empty() || old_rest.len() == back || new_rest.len() == back {
        let (a, b) = (span.start + front as u32, span.end - back as u32);
        return (Span::new(a, b), new_rest[..new_rest.len() - back].to_owned());
    }
    let start = word(old, front, false);
    let (old_end, new_end) =
        (word(old, old.len() - back, true), text.len() - (old.len() - word(old, old.len() - back, true)));
    (Span::new(span.start + start as u32, span.start + old_end as u32), text[start..new_end].to_owned())
}

/// “replace with …”, “insert …”, “delete …”.
fn title(page: &Page<'_>, edits: &[Edit]) -> String {
    match edits.last() {
        Some(edit) if edit.text.is_empty() => format!("delete “{}”", page.source.slice(edit.span).trim()),
        Some(edit) if edit.span.is_empty() => format!("insert “{}”", edit.text),
        Some(edit) => format!("replace with “{}”", edit.text),
        None => String::new(),
    }
}
