//! Fixes: applied, checked again, applied again. A second run changes nothing, and a safe fix touches no number and
//! nothing that is held.
#![no_main]

use deskcheck::Checker;
use deskcheck::finding::Safety;
use deskcheck::fix::promise::{self, Held};
use deskcheck::fix::{Means, fix};
use deskcheck::format;
use deskcheck::text::Source;
use deskcheck_fuzz::{RULES, draft, hold};
use libfuzzer_sys::fuzz_target;

fn held(source: &Source) -> Vec<Held> {
    let protected = format::read(source).protected;
    let protected = protected.into_iter().map(|span| Held { span, what: "code or a link" });
    protected.chain(promise::held_by_looks(source)).collect()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fuzz_target!(|bytes: &[u8]| {
    let Some(source) = draft(bytes) else { return };
    let least = if bytes[0] & 0x40 == 0 { Safety::Safe } else { Safety::Unsafe };
    let mut checker = Checker::new(&RULES);
    let mut check = |source: &Source| checker.check(source);
    let mut means = Means { check: &mut check, held: &held, priority: &|_| 0, least };
    let once = fix(&source, None, &mut means);
    if once.text == source.text {
        return;
    }
    let fixed = Source::new(source.path.as_str(), once.text.as_str());
    hold(&once.left, &fixed);
    let twice = fix(&fixed, None, &mut means);
    assert_eq!(once.text, twice.text, "a second run changes nothing: {:?}", twice.done);
    let entities = source.text.contains('&') || source.text.contains('%');
    if least == Safety::Safe && !entities && source.text.is_ascii() {
        let (before, after) = (digits(&source.text), digits(&once.text));
        // What stands twice may go.
        assert!(before.contains(&after) || after.len() < before.len(), "{before} → {after}: {:?}", once.done);
    }
});
