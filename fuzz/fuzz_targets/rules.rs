//! Rule files and configurations: any text is rules or settings, or mistakes with places on the edges of characters; rules
//! that load run, together with their examples.
#![no_main]

use std::path::Path;
use std::sync::Arc;

use deskcheck::rule::Mistake;
use deskcheck::text::Source;
use deskcheck::{Checker, RuleSet, config, proof};
use deskcheck_fuzz::{RULES, hold};
use libfuzzer_sys::fuzz_target;

const DRAFT: &str =
    "# Ferry to run\n\nAt least 12 people utilise “the old ferry”, the the harbour-master said on Tuesday.\n";

fn placed(mistakes: &[Mistake]) {
    assert!(!mistakes.is_empty());
    for mistake in mistakes {
        assert!(mistake.source.text.get(mistake.span.range()).is_some(), "{}: {:?}", mistake.message, mistake.span);
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let source = Arc::new(Source::new("own.toml", text));
    if first % 2 == 0 {
        match config::read(&source, Path::new("/house")) {
            Ok(file) => {
                let draft = Path::new("/house/news/a.md");
                let meant = config::layers_of(&file.layers, draft).into_iter().map(|i| &file.layers[i]);
                let _ = config::hold(meant, draft, &RULES);
                let _ = config::show(file.layers.iter(), draft);
                let unknown = config::unknown(&file.layers, &RULES);
                if !unknown.is_empty() {
                    placed(&unknown);
                }
            }
            Err(mistakes) => placed(&mistakes),
        }
    } else {
        match RuleSet::only(&[source]) {
            Ok(mut rules) => {
                let draft = Source::new("draft.md", DRAFT);
                hold(&Checker::new(&rules).check(&draft), &draft);
                let _ = proof::prove(&mut rules);
            }
            Err(mistakes) => placed(&mistakes),
        }
    }
});
