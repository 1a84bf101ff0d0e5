//! A draft against a source: any two texts, parted by a byte that no UTF-8 has.
#![no_main]

use std::sync::Arc;

use deskcheck::Checker;
use deskcheck::text::Source;
use deskcheck_fuzz::{RULES, draft, hold};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == 0xff);
    let (Some(first), Some(second)) = (parts.next(), parts.next()) else { return };
    let Some(draft) = draft(first) else { return };
    let Ok(text) = std::str::from_utf8(second) else { return };
    let source = Arc::new(Source::new("wire.txt", text));
    let mut checker = Checker::new(&RULES);
    let library = checker.library(std::slice::from_ref(&source));
    let report = checker.check_against(&draft, &library);
    hold(&report, &draft);
    for label in report.findings.iter().flat_map(|finding| &finding.labels).filter(|label| label.path.is_some()) {
        assert!(source.text.get(label.span.range()).is_some(), "label {:?} of the source", label.span);
    }
});
