//! The number reader alone: numerals, numbers in words, dates and quantities of any text.
#![no_main]

use deskcheck::english::{number_words, numeral::Numeral};
use deskcheck::format;
use deskcheck::segment::{Page, Words};
use deskcheck::text::Source;
use deskcheck_fuzz::RULES;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for run in text.split_whitespace() {
        let _ = Numeral::read(run);
        let _ = number_words::leading(run);
    }
    let words: Vec<&str> = text.split([' ', '-']).take(40).collect();
    for from in 0..words.len() {
        let words = &words[from..];
        let _ = number_words::cardinal(words);
        let _ = number_words::ordinal(words);
        let _ = number_words::fraction(words);
        let _ = number_words::multiple(words);
        let _ = number_words::spoken_year(words);
    }
    let source = Source::new("draft.txt", text);
    let prose = format::read(&source);
    let mut words = Words::default();
    let page = Page::read(&source, &prose, &mut words, &RULES.lexicon);
    let _ = page.facts(&RULES.vocabulary).show(&page, &RULES.vocabulary);
});
