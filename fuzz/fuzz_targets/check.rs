//! A draft in Markdown, text or HTML through the whole check: no panic, exact places, the same report twice.
#![no_main]

use deskcheck::Checker;
use deskcheck_fuzz::{RULES, draft, hold};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(source) = draft(bytes) else { return };
    let report = Checker::new(&RULES).check(&source);
    hold(&report, &source);
});
