//! `check --show quantities`: what was read in the drafts, for those who write rules. It judges nothing.

use super::args::{Common, Shown};
use super::discover::Draft;
use super::settings::House;
use super::{Exit, read, rulebook};
use crate::format;
use crate::segment::{Page, Words};

/// Prints what was read in each draft, one line a number, with path, line and column in front.
pub fn run(common: &Common, what: Shown, drafts: &[Draft], house: &House, mut exit: Exit) -> Exit {
    let Shown::Quantities = what;
    let mut words = Words::default();
    let mut text = String::new();
    for draft in drafts {
        let source = match read::draft(draft) {
            Ok(source) => source,
            Err(trouble) => {
                exit = exit.max(trouble.tell(common.color));
                continue;
            }
        };
        let prose = format::read(&source);
        words.trim();
        let page = Page::read(&source, &prose, &mut words, &house.rules.lexicon);
        let vocabulary = &house.rules.vocabulary;
        for line in page.facts(vocabulary).show(&page, vocabulary).lines() {
            text.push_str(&format!("{}:{line}\n", crate::text::clean::exact(&source.path)));
        }
    }
    rulebook::print(&text, common, exit)
}
