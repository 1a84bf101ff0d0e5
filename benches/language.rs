//! What rules cost by their number: phrases through the word automaton, expressions at load and in a check. The words are made
//! up, but spread as words of a language are, so that phrases begin everywhere and few of them end: `cargo bench --bench language`.

use std::sync::Arc;

use deskcheck::segment::{Page, Words};
use deskcheck::text::Source;
use deskcheck::{Checker, RuleSet, format};
use divan::counter::{BytesCount, ItemsCount};

fn main() {
    divan::main();
}

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    /// A word of a vocabulary of thousands, the first ones most often.
    fn word(&mut self) -> String {
        let bits = 1 + self.roll(14);
        word(self.roll(1 << bits))
    }
}

fn word(mut number: u64) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "cor", "den", "fil", "gan", "hol", "jim", "kel", "lor", "men", "nar", "pol", "rin", "sol", "tar", "ven"];
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[(number % 16) as usize]);
        number /= 16;
        if number == 0 {
            return word;
        }
    }
}

/// Sentences of a dozen words.
fn prose(words: usize) -> String {
    let mut dice = Dice(88_172_645_463_325_252);
    let mut text = String::new();
    for i in 0..words {
        text.push_str(&dice.word());
        text.push_str(if i % 120 == 119 {
            ".\n\n"
        } else if i % 12 == 11 {
            ". "
        } else {
            " "
        });
    }
    text
}

/// So many different rows of two to five words, a line each.
fn rows(count: usize) -> String {
    let mut dice = Dice(424_242);
    let mut rows = std::collections::BTreeSet::new();
    while rows.len() < count {
        let row: Vec<_> = (0..2 + dice.roll(4)).map(|_| dice.word()).collect();
        rows.insert(row.join(" "));
    }
    rows.into_iter().collect::<Vec<_>>().join("\n")
}

fn phrases(count: usize) -> RuleSet {
    let find: Vec<_> = rows(count).lines().map(|row| format!("\"{row}\"")).collect();
    let file = format!(
        "set = \"own\"\n[[rule]]\nid = \"a\"\nmessage = \"m\"\nwhy = \"w\"\n[rule.check.phrase]\nfind = [{}]\n",
        find.join(", ")
    );
    RuleSet::only(&[Arc::new(Source::new("own.toml", file))]).unwrap_or_default()
}

fn expressions(count: usize) -> Arc<Source> {
    let file = format!("set = \"own\"\n[[expressions]]\nfield = \"own\"\ntext = \"\"\"\n{}\n\"\"\"\n", rows(count));
    Arc::new(Source::new("own.toml", file))
}

const COUNTS: [usize; 4] = [100, 1_000, 10_000, 100_000];

/// Tokens through the automaton alone.
#[divan::bench(args = COUNTS, sample_count = 10)]
fn automaton(bencher: divan::Bencher<'_, '_>, entries: usize) {
    let rules = phrases(entries);
    let source = Source::new("a.txt", prose(100_000));
    let prose = format::read(&source);
    let mut words = Words::default();
    let page = Page::read(&source, &prose, &mut words, &rules.lexicon);
    bencher.counter(ItemsCount::new(page.tokens.len())).bench_local(|| {
        let mut hits = Vec::new();
        rules.automaton.run(&page, &mut hits);
        hits.len()
    });
}

/// A rule file with so many phrases of one rule, from text to rules.
#[divan::bench(args = COUNTS, sample_count = 5)]
fn load_phrases(entries: usize) -> usize {
    phrases(entries).rules.len()
}

/// The built-in rules and a file of so many expressions.
#[divan::bench(args = COUNTS, sample_count = 5)]
fn load_expressions(bencher: divan::Bencher<'_, '_>, entries: usize) {
    let file = expressions(entries);
    bencher.bench_local(|| RuleSet::load(&[file.clone()]).map_or(0, |rules| rules.expressions.len()));
}

/// A check by the built-in rules and so many expressions more.
#[divan::bench(args = [0, 1_000, 10_000, 100_000], sample_count = 5)]
fn check_with_expressions(bencher: divan::Bencher<'_, '_>, entries: usize) {
    let rules = RuleSet::load(&[expressions(entries)]).unwrap_or_default();
    let source = Source::new("a.txt", prose(50_000));
    let mut checker = Checker::new(&rules);
    bencher.counter(BytesCount::of_str(&source.text)).bench_local(|| checker.check(&source).findings.len());
}
