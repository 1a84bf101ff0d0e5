//! What the targets share: the built-in rules, drafts made of bytes, and what holds for every report. It makes no input.

use std::sync::LazyLock;

use deskcheck::text::Source;
use deskcheck::{Report, RuleSet};

/// The built-in rules, those that are off by default included.
pub static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    let mut rules = RuleSet::built_in().expect("the built-in rules load");
    rules.rules.iter_mut().for_each(|rule| rule.on = true);
    rules
});

/// A draft whose format the first byte says; nothing where the rest is not UTF-8.
pub fn draft(bytes: &[u8]) -> Option<Source> {
    let (first, rest) = bytes.split_first()?;
    let name = ["draft.md", "draft.txt", "draft.html"][usize::from(*first) % 3];
    Some(Source::new(name, std::str::from_utf8(rest).ok()?))
}

/// Places are exact and in order, and every edit lies on the edges of characters.
pub fn hold(report: &Report, source: &Source) {
    for finding in &report.findings {
        let text = source.text.get(finding.span.range());
        assert!(text.is_some(), "{}: {:?}", finding.rule, finding.span);
        for label in finding.labels.iter().filter(|label| label.path.is_none()) {
            assert!(source.text.get(label.span.range()).is_some(), "{}: label {:?}", finding.rule, label.span);
        }
        for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            assert!(source.text.get(edit.span.range()).is_some(), "{}: edit {:?}", finding.rule, edit.span);
        }
    }
    let places: Vec<_> = report.findings.iter().map(|finding| (finding.span.start, finding.span.end)).collect();
    assert!(places.is_sorted_by_key(|place| place.0), "{places:?}");
}
