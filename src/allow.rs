//! Allowing: findings that somebody has looked at and wants to leave as they are, by a comment in the draft or by the
//! configuration. What is allowed stays in the report, apart from the findings; a comment that allows nothing is itself
//! a finding. It finds no comments in plain text, which has none, and reads no configuration.

use crate::finding::{Finding, Level};
use crate::profile::Profile;
use crate::rule::{OWN, RuleSet, names, nearest};
use crate::text::{Prose, Source, Span};

/// A finding that is allowed, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// What was found.
    pub finding: Finding,
    /// The reason given; empty where there is none.
    pub reason: String,
    /// Whether a comment in the draft allows it, rather than the configuration.
    pub in_draft: bool,
    /// The entry of the configuration that allows it.
    pub entry: Option<Entry>,
}

/// An entry of a configuration: its file, and the first byte of what it allows there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entry {
    /// The file, as it is called in every output.
    pub path: String,
    /// The place in it.
    pub at: usize,
}

/// What the configuration allows: a word or name, or a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permit {
    /// Rules and sets; none means all.
    pub rules: Vec<String>,
    /// The words.
    pub text: String,
    /// Whether the words are a passage within which findings are allowed, rather than words that findings may hold.
    pub is_passage: bool,
    /// Why.
    pub reason: String,
    /// Where it is written.
    pub entry: Entry,
}

/// A comment in a draft.
#[derive(Debug)]
struct Comment {
    span: Span<Source>,
    names: Vec<String>,
    reason: String,
    covers: Span<Source>,
    used: bool,
}

/// Parts findings that are allowed from those that are not, and adds findings about the comments themselves.
pub fn part(
    findings: Vec<Finding>,
    source: &Source,
    prose: &Prose,
    rules: &RuleSet,
    profile: Option<&Profile>,
) -> (Vec<Finding>, Vec<Allowed>) {
    let mut comments = comments(source, prose);
    let permits = profile.map_or(&[][..], |profile| &profile.permits);
    if comments.is_empty() && (permits.is_empty() || findings.is_empty()) {
        return (findings, Vec::new());
    }
    let passages: Vec<_> = permits.iter().map(|permit| passages(permit, source)).collect();
    let (mut kept, mut allowed) = (Vec::new(), Vec::new());
    for finding in findings {
        let mut taken: Option<(String, Option<Entry>)> = None;
        for comment in &mut comments {
            let is_named = comment.names.iter().any(|name| names(name, &finding.rule));
            if is_named && comment.covers.start <= finding.span.start && finding.span.start < comment.covers.end {
                comment.used = true;
                taken.get_or_insert_with(|| (comment.reason.clone(), None));
            }
        }
        let permit =
            permits.iter().zip(&passages).find(|(permit, passages)| permits_it(permit, passages, &finding, source));
        match taken.or_else(|| permit.map(|(permit, _)| (permit.reason.clone(), Some(permit.entry.clone())))) {
            Some((reason, entry)) => allowed.push(Allowed { finding, reason, in_draft: entry.is_none(), entry }),
            None => kept.push(finding),
        }
    }
    let ran = |name: &str| match profile {
        Some(profile) => profile.runs(rules, name),
        None => rules.rules.iter().any(|rule| rule.on && names(name, &rule.id)),
    };
    let told = comments.iter().filter_map(|comment| about(comment, rules, ran));
    let told = told.filter(|finding| !profile.is_some_and(|profile| profile.is_silent(&finding.rule)));
    let before = kept.len();
    kept.extend(told.map(|finding| match profile.and_then(|profile| profile.level(&finding.rule)) {
        Some(level) => Finding { level, ..finding },
        None => finding,
    }));
    if kept.len() > before {
        kept.sort_by(|a, b| (a.span, &a.rule, &a.message).cmp(&(b.span, &b.rule, &b.message)));
    }
    (kept, allowed)
}

/// The finding that an entry of a configuration allows nothing; the place is that of the entry in its file.
pub fn idle(permit: &Permit, at: Span<Source>, level: Option<Level>) -> Finding {
    Finding {
        rule: OWN[0].to_owned(),
        level: level.unwrap_or(Level::Warning),
        message: format!("nothing is found by {} in this passage; the entry can go", permit.rules.join(", ")),
        why: String::from("An entry that allows nothing would hide a later mistake."),
        span: at,
        labels: Vec::new(),
        fixes: Vec::new(),
        also: Vec::new(),
    }
}

/// What is wrong with a comment, if anything is.
fn about(comment: &Comment, rules: &RuleSet, ran: impl Fn(&str) -> bool) -> Option<Finding> {
    let known = |name: &str| OWN.iter().any(|id| names(name, id)) || rules.rules.iter().any(|r| names(name, &r.id));
    let (rule, message, why) = if comment.names.is_empty() {
        let message = String::from("this comment names no rule or set to allow");
        (OWN[1], message, "A comment that allows everything hides what nobody has looked at.")
    } else if let Some(name) = comment.names.iter().find(|name| !known(name)) {
        let sets = rules.rules.iter().filter_map(|rule| rule.id.split_once('/')).map(|(set, _)| set);
        let near = nearest(name, sets.chain(rules.rules.iter().map(|rule| rule.id.as_str())));
        let meant = near.map_or_else(String::new, |near| format!("; is “{near}” meant?"));
        let message = format!("no rule and no set is called “{name}”{meant}");
        (OWN[1], message, "A comment with a misspelt name allows nothing.")
    } else if !comment.used {
        if !comment.names.iter().all(|name| ran(name)) {
            return None;
        }
        let message = format!("nothing here is found by {}; the comment can go", comment.names.join(", "));
        (OWN[0], message, "A comment that allows nothing would hide a later mistake.")
    } else if comment.reason.is_empty() {
        let message = String::from("this comment gives no reason; write it after a dash");
        (OWN[2], message, "Whoever reads the draft next wants to know why this was left as it is.")
    } else {
        return None;
    };
    let (rule, why) = (rule.to_owned(), why.to_owned());
    let (level, span) = (Level::Warning, comment.span);
    Some(Finding { rule, level, message, why, span, labels: Vec::new(), fixes: Vec::new(), also: Vec::new() })
}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// The comments of a draft that speak to this program, in order.
fn comments(source: &Source, prose: &Prose) -> Vec<Comment> {
    let text = source.text.as_str();
    let mut found = Vec::new();
    if prose.protected.is_empty() || !text.contains("deskcheck:") {
        return found;
    }
    let blocks: Vec<Span<Source>> = prose.blocks.iter().map(|block| prose.to_source(block.span).span()).collect();
    let mut from: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(OPEN).map(|i| at + i) {
        let Some(end) = text[start..].find(CLOSE).map(|i| start + i + CLOSE.len()) else { break };
        at = end;
        let inside = text[start + OPEN.len()..end.saturating_sub(CLOSE.len()).max(start + OPEN.len())].trim();
        let Some(said) = inside.strip_prefix("deskcheck:").map(str::trim) else { continue };
        // Where a format shows a comment as code, it is no comment.
        let span = Span::of_range(start..end);
        if prose.protected.binary_search(&span).is_err() {
            continue;
        }
        if said == "allow-to" || said.starts_with("allow-to ") {
            if let Some(comment) = from.pop().and_then(|i| found.get_mut(i)) {
                let comment: &mut Comment = comment;
                comment.covers = Span::new(comment.covers.start, span.start);
            }
            continue;
        }
        let (rest, is_from) = match said.strip_prefix("allow-from") {
            Some(rest) => (rest, true),
            None => match said.strip_prefix("allow") {
                Some(rest) => (rest, false),
                None => continue,
            },
        };
        let covers = if is_from { Span::new(span.end, text.len() as u32) } else { covered(source, span, &blocks) };
        let (names, reason) = names_and_reason(rest);
        if is_from {
            from.push(found.len());
        }
        found.push(Comment { span, names, reason, covers, used: false });
    }
    found
}

/// The line of a comment that shares it with text; else the block around the comment or after it.
fn covered(source: &Source, comment: Span<Source>, blocks: &[Span<Source>]) -> Span<Source> {
    let line = source.line_span(source.place(comment.start).line);
    let before = source.slice(Span::new(line.start, comment.start));
    let after = source.slice(Span::new(comment.end, line.end.max(comment.end)));
    let is_bare = |text: &str| {
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '-' | '*' | '\u{feff}')).is_empty()
    };
    if !is_bare(before) || !is_bare(after) {
        return line;
    }
    let next = blocks.partition_point(|block| block.end <= comment.end);
    blocks.get(next).copied().unwrap_or(Span::new(comment.end, comment.end))
}

/// `a/b, c — reason`.
fn names_and_reason(text: &str) -> (Vec<String>, String) {
    const DASHES: [&str; 5] = ["—", "–", " -- ", " - ", ": "];
    let cut = DASHES.iter().filter_map(|dash| text.find(dash).map(|i| (i, dash.len()))).min();
    let (left, right) = match cut {
        Some((i, len)) => (&text[..i], &text[i + len..]),
        None => (text, ""),
    };
    let names = left.split([',', ' ', '\t', '\n', '\r']).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    (names, right.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Where the passage of a permit stands in a draft; white space counts as one space.
fn passages(permit: &Permit, source: &Source) -> Vec<Span<Source>> {
    if !permit.is_passage {
        return Vec::new();
    }
    let mut words = permit.text.split_whitespace();
    let Some(first) = words.next() else { return Vec::new() };
    let rest: Vec<&str> = words.collect();
    let ends = |start: usize| {
        let mut at = start + first.len();
        for word in &rest {
            let space = source.text[at..].len() - source.text[at..].trim_start().len();
            if space == 0 || !source.text[at + space..].starts_with(word) {
                return None;
            }
            at += space + word.len();
        }
        Some(Span::of_range(start..at))
    };
    source.text.match_indices(first).filter_map(|(start, _)| ends(start)).collect()
}

fn permits_it(permit: &Permit, passages: &[Span<Source>], finding: &Finding, source: &Source) -> bool {
    if !permit.rules.is_empty() && !permit.rules.iter().any(|name| names(name, &finding.rule)) {
        return false;
    }
    if permit.is_passage {
        return passages.iter().any(|passage| passage.contains(finding.span));
    }
    let found = source.slice(finding.span).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let word = permit.text.to_lowercase();
    let is_edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    !word.is_empty()
        && found
            .match_indices(&word)
            .any(|(i, _)| is_edge(found[..i].chars().next_back()) && is_edge(found[i + word.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_reasons_are_parted() {
        let parted = |text| names_and_reason(text);
        assert_eq!(
            parted(" spun/x, numbers — as the band spells it "),
            (vec!["spun/x".into(), "numbers".into()], "as the band spells it".into())
        );
        assert_eq!(parted(" a/one-two - why"), (vec!["a/one-two".into()], "why".into()));
        assert_eq!(parted(" a"), (vec!["a".into()], String::new()));
        assert_eq!(parted(""), (vec![], String::new()));
    }

    #[test]
    fn passages_are_found_across_line_breaks() {
        let source = Source::new("a.txt", "He said the\n  old house stood. The old house fell.");
        let entry = Entry { path: String::new(), at: 0 };
        let permit =
            Permit { rules: vec![], text: "the old house".into(), is_passage: true, reason: String::new(), entry };
        assert_eq!(passages(&permit, &source).len(), 1);
    }
}
