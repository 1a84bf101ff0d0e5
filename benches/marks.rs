//! What each check of marks, residue and consistency costs beside reading and segmenting: `cargo bench --bench marks`. The
//! text is made here, so that it is the same everywhere. Each line is the time of a rule alone, reading included; the first
//! bench is reading alone, and what a line has more is the rule's own.

use deskcheck::text::Source;
use deskcheck::{Checker, RuleSet};
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// Sentences with what the checks look for: marks, quotations, figures, dates, titles, addresses.
const SENTENCES: &[&str] = &[
    "The ferry to Orrin sails at 9.30am from the north pier, and the last one comes back at 6pm on most days.",
    "“We have painted the funnel twice,” said Marta Lindqvist, who has kept the boat since 1998. “It isn’t enough.”",
    "About 1,250 people – a tenth of the town – signed the letter of 4 May 2019, and 12% of them came in person.",
    "The U.S. Coast Guard did not answer; Dr. Ito, of the Harbour Board (HB), did so in a well-kept note.",
    "However, the board’s treasurer (a retired cook) thinks that £3.2 million is too much for an eight-mile road.",
    "See https://orrin.example/ferry?page=2 for times, or write to pier@orrin.example before the end of the month.",
    "Bees, gulls and a grey seal were seen; the seal’s favourite place is the centre of the harbour, as ever.",
    "Nobody knows why it happened. The captain says she was asleep, the cook says he was not, and both are right.",
];

/// Paragraphs of three sentences, a heading after every tenth, up to about a size in bytes.
fn draft(size: usize) -> Source {
    let mut text = String::with_capacity(size + 500);
    let mut n = 0;
    while text.len() < size {
        if n % 10 == 0 {
            text.push_str(&format!("## What happened on day {n}\n\n"));
        }
        for k in 0..3 {
            text.push_str(SENTENCES[(n * 3 + k * 5) % SENTENCES.len()]);
            text.push(if k < 2 { ' ' } else { '\n' });
        }
        text.push('\n');
        n += 1;
    }
    Source::new("draft.md", text)
}

/// All rules of the three sets.
fn rules() -> Vec<String> {
    let sets = ["punctuation/", "residue/", "consistency/"];
    let all = RuleSet::built_in().map(|set| set.rules.into_iter().map(|rule| rule.id).collect::<Vec<_>>());
    all.unwrap_or_default().into_iter().filter(|id| sets.iter().any(|set| id.starts_with(set))).collect()
}

fn run(bencher: divan::Bencher<'_, '_>, select: &[String]) {
    let Ok(mut rules) = RuleSet::built_in() else { return };
    if rules.select(select, &[]).is_err() {
        return;
    }
    let source = draft(200_000);
    let mut checker = Checker::new(&rules);
    bencher.counter(BytesCount::new(source.text.len())).bench_local(|| checker.check(&source).findings.len());
}

/// A rule that finds nothing in a text without a replacement character: reading and segmenting.
#[divan::bench(sample_count = 10)]
fn reading(bencher: divan::Bencher<'_, '_>) {
    run(bencher, &["residue/replacement-character".to_owned()]);
}

/// The three sets together.
#[divan::bench(sample_count = 10)]
fn all_three(bencher: divan::Bencher<'_, '_>) {
    run(bencher, &["punctuation", "residue", "consistency"].map(str::to_owned));
}

/// Each rule alone.
#[divan::bench(args = rules(), sample_count = 5)]
fn rule(bencher: divan::Bencher<'_, '_>, id: &String) {
    run(bencher, std::slice::from_ref(id));
}
