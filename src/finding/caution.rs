//! Fixes that a rule calls safe and that are not safe where they stand: they would change a number, a name, a quotation,
//! code or a link, the words of a heading (links lead to them), or text that another finding disputes; or they would break
//! the markup around them. They want a reader's eye, and say why. It only ever lowers a fix, and adds or drops none.

use super::promise::{self, Held};
use super::{Edit, Finding, Level, Safety};
use crate::text::{BlockKind, Prose, Source, Span};

/// Findings longer than this are about a passage; a fix within it is another matter.
const SHORT: usize = 80;

/// The findings, in order of places, with their fixes held to what is safe where they stand.
pub fn cap(mut findings: Vec<Finding>, source: &Source, prose: &Prose) -> Vec<Finding> {
    let is_safe = |finding: &Finding| finding.fixes.iter().any(|fix| fix.safety == Safety::Safe);
    if !findings.iter().any(is_safe) {
        return findings;
    }
    let ground = Ground { source, held: held(source, prose), headings: headings(prose), disputed: disputed(&findings) };
    for finding in findings.iter_mut().filter(|finding| is_safe(finding)) {
        for fix in finding.fixes.iter_mut().filter(|fix| fix.safety == Safety::Safe) {
            if let Some(why) = ground.against(&finding.rule, &fix.edits) {
                fix.safety = Safety::Unsafe;
                fix.capped = Some(why);
            }
        }
    }
    findings
}

/// What no safe fix may touch: what the format knows to be no prose, and what looks like a quotation, code or a link.
pub fn held(source: &Source, prose: &Prose) -> Vec<Held> {
    let protected = prose.protected.iter().map(|span| Held { span: *span, what: "code or a link" });
    promise::in_order(protected.chain(promise::held_by_looks(source)).collect())
}

fn headings(prose: &Prose) -> Vec<Span<Source>> {
    let headings = prose.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    headings.map(|block| prose.to_source(block.span).span()).collect()
}

/// Short places where something is found that no safe fix mends, with the rule that found it.
fn disputed(findings: &[Finding]) -> Vec<(Span<Source>, String)> {
    let is_open = |finding: &&Finding| {
        let mended = finding.fixes.first().is_some_and(|fix| fix.safety == Safety::Safe);
        !mended && finding.level > Level::Note && !finding.span.is_empty() && finding.span.len() <= SHORT
    };
    findings.iter().filter(is_open).map(|finding| (finding.span, finding.rule.clone())).collect()
}

/// A draft as fixes find it.
struct Ground<'d> {
    source: &'d Source,
    held: Vec<Held>,
    headings: Vec<Span<Source>>,
    disputed: Vec<(Span<Source>, String)>,
}

impl Ground<'_> {
    /// Why these edits are not safe here, if they are not.
    fn against(&self, rule: &str, edits: &[Edit]) -> Option<String> {
        let text = self.source.text.as_str();
        if let Some(what) = promise::broken_by(text, &self.held, edits) {
            return Some(format!("it changes {what}"));
        }
        if edits.iter().any(|edit| self.is_in_heading(edit) && changes_letters(text, edit)) {
            return Some(String::from("it changes the words of a heading"));
        }
        if edits.iter().any(|edit| breaks_markup(text, edit)) {
            return Some(String::from("it would break the markup around it"));
        }
        if edits.iter().any(|edit| leaves_list(text, edit)) {
            return Some(String::from("the list after it would stand alone"));
        }
        // What the other finding stumbles over may be the damage itself.
        let is_repair =
            |edit: &Edit| text.get(edit.span.range()).is_some_and(|old| super::damage::repairs(old, &edit.text));
        if edits.iter().all(is_repair) {
            return None;
        }
        let other = edits.iter().find_map(|edit| self.disputed_by(rule, edit.span));
        other.map(|other| format!("{other} finds something in the same words"))
    }

    fn is_in_heading(&self, edit: &Edit) -> bool {
        let past = self.headings.partition_point(|heading| heading.start <= edit.span.start);
        past.checked_sub(1).is_some_and(|i| edit.span.end <= self.headings[i].end)
    }

    fn disputed_by(&self, rule: &str, span: Span<Source>) -> Option<&str> {
        let from = self.disputed.partition_point(|(other, _)| (other.start as usize) + SHORT < span.start as usize);
        let near = self.disputed[from..].iter().take_while(|(other, _)| other.start < span.end);
        let mut near = near.filter(|(other, by)| other.end > span.start && by != rule);
        near.next().map(|(_, by)| by.as_str())
    }
}

/// Whether an edit changes more than marks and spaces.
fn changes_letters(text: &str, edit: &Edit) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(text.get(edit.span.range()).unwrap_or_default()) != letters(&edit.text)
}

/// A link without a text, or two marks of emphasis run together.
fn breaks_markup(text: &str, edit: &Edit) -> bool {
    let (before, after) = (text.get(..edit.span.range().start), text.get(edit.span.range().end..));
    let (Some(before), Some(after), true) = (before, after, edit.text.is_empty()) else { return false };
    let joins = |mark| before.ends_with(mark) && after.starts_with(mark);
    (before.ends_with('[') && after.starts_with(']')) || ['_', '*', '~', '`'].into_iter().any(joins)
}

/// A line that leads a list in, taken away.
fn leaves_list(text: &str, edit: &Edit) -> bool {
    let (old, after) = (text.get(edit.span.range()).unwrap_or_default(), text.get(edit.span.range().end..));
    let is_lead = old.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_')).ends_with(':');
    let next = after.unwrap_or_default().trim_start();
    let is_item = ["- ", "* ", "+ ", "<li", "<ul", "<ol"].iter().any(|mark| next.starts_with(mark))
        || next.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
    edit.text.trim().is_empty() && is_lead && is_item
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Fix;

    fn finding(text: &str, rule: &str, found: &str, fix: Option<(&str, Safety)>) -> Finding {
        let start = text.find(found).expect("it is there");
        let span = Span::of_range(start..start + found.len());
        let fix = fix.map(|(new, safety)| {
            let edits = vec![Edit { span, text: new.into() }];
            Fix { title: String::new(), safety, capped: None, edits }
        });
        Finding {
            rule: rule.into(),
            level: Level::Warning,
            message: String::new(),
            why: String::new(),
            span,
            labels: vec![],
            fixes: fix.into_iter().collect(),
            also: vec![],
        }
    }

    fn capped(text: &str, found: &str, new: &str, other: Option<&str>) -> Option<String> {
        let source = Source::new("x.md", text);
        let prose = crate::format::read(&source);
        let mut findings = vec![finding(text, "a/b", found, Some((new, Safety::Safe)))];
        findings.extend(other.map(|other| finding(text, "a/other", other, None)));
        findings.sort_by_key(|finding| finding.span);
        let findings = cap(findings, &source, &prose);
        findings.into_iter().find(|finding| finding.rule == "a/b")?.fixes.pop()?.capped
    }

    #[test]
    fn what_is_not_safe_here_is_lowered_and_says_why() {
        let why = |text, found, new| capped(text, found, new, None).unwrap_or_default();
        assert_eq!(why("It has teh end.", "teh", "the"), "");
        assert_eq!(why("It took 15 days.", "15", "16"), "it changes a number");
        assert_eq!(why("We met Ann Lee.", "Lee", "Leigh"), "it changes a name");
        assert_eq!(why("He said “teh end”.", "teh", "the"), "it changes a quotation");
        assert_eq!(why("See [a](http://x/teh) now.", "teh", "the"), "it changes code or a link");
        assert_eq!(why("# The teh end\n\nText.\n", "teh", "the"), "it changes the words of a heading");
        assert_eq!(why("# The  end\n\nText.\n", "  ", " "), "");
        assert_eq!(why("See [share this](http://x/y) now.", "share this", ""), "it would break the markup around it");
        let lead = why("Text.\n\nRead more:\n\n- one\n- two\n", "Read more:\n\n", "");
        assert_eq!(lead, "the list after it would stand alone");
        let other = capped("It was teh dog.", "teh", "the", Some("teh dog"));
        assert_eq!(other.as_deref(), Some("a/other finds something in the same words"));
        assert_eq!(capped("It was teh dog.", "teh", "the", Some("dog")), None);
    }
}
