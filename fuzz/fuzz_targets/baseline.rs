//! The baseline: any text is read or refused with a line, and what is read is written so that it reads the same.
#![no_main]

use deskcheck::baseline::Baseline;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Baseline::read(text) {
        Ok(baseline) => {
            let written = baseline.write();
            let again = Baseline::read(&written).expect("what is written can be read");
            assert_eq!(baseline, again);
            assert_eq!(written, again.write());
        }
        Err((line, why)) => assert!(line >= 1 && line <= text.lines().count().max(1) && !why.is_empty()),
    }
});
