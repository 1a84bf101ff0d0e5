//! Numbers in a text that is full of them: `cargo bench --bench numbers`. The texts are made here. No test looks at time.

use deskcheck::text::Source;
use deskcheck::{Checker, RuleSet};
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// A report as a statistics office writes it, paragraph after paragraph, up to a size in bytes.
fn report(size: usize) -> Source {
    let mut text = String::from("# Visitors and spending\n\n");
    let mut n = 0usize;
    while text.len() < size {
        let (a, b) = (1_200 + n % 700, 1_500 + n % 900);
        text.push_str(&format!(
            "In {}, {a},{:03} people visited the region, up {}% from {b},{:03} a year earlier. Of the {a} guests asked, {} \
             ({}%) came by train, and the remaining {} by car. They spent ${}.{} million, or ${} a head, and stayed {} nights \
             on average at {} km ({} miles) from the coast.\n\n",
            1990 + n % 34,
            n % 1000,
            3 + n % 20,
            (n * 7) % 1000,
            n % a,
            n % 100,
            n % 90,
            20 + n % 80,
            n % 10,
            30 + n % 60,
            2 + n % 5,
            5 + n % 40,
            3 + n % 25
        ));
        if n.is_multiple_of(12) {
            text.push_str("| Month | North | South | Total |\n|---|--:|--:|--:|\n");
            for (i, month) in ["May", "June", "July", "August"].iter().enumerate() {
                let (x, y) = (100 + n % 50 + i, 200 + n % 70 + i);
                text.push_str(&format!("| {month} | {x} | {y} | {} |\n", x + y));
            }
            text.push('\n');
        }
        n += 1;
    }
    Source::new("report.md".to_owned(), text)
}

fn numbers() -> Option<RuleSet> {
    let mut rules = RuleSet::built_in().ok()?;
    rules.select(&["numbers".to_owned()], &[]).ok()?;
    Some(rules)
}

fn check(bencher: divan::Bencher<'_, '_>, source: &Source) {
    let Some(rules) = numbers() else { return };
    let mut checker = Checker::new(&rules);
    bencher.counter(BytesCount::new(source.text.len())).bench_local(|| checker.check(source).findings.len());
}

/// Statistics without end: a megabyte of it.
#[divan::bench(sample_count = 10)]
fn statistics_report(bencher: divan::Bencher<'_, '_>) {
    check(bencher, &report(1_000_000));
}

/// Ten thousand numbers in one document.
#[divan::bench(sample_count = 10)]
fn ten_thousand_numbers(bencher: divan::Bencher<'_, '_>) {
    let text: String = (0..5_000)
        .map(|i| format!("The {} boats of the fleet cost £{}.{} million in the year. ", i % 97 + 2, i % 40, i % 10))
        .enumerate()
        .map(|(i, sentence)| if i % 8 == 7 { format!("{sentence}\n\n") } else { sentence })
        .collect();
    check(bencher, &Source::new("numbers.md".to_owned(), text));
}

/// A page with nothing but numbers.
#[divan::bench(sample_count = 10)]
fn nothing_but_numbers(bencher: divan::Bencher<'_, '_>) {
    let text: String = (0..20_000).map(|i| format!("{} ", (i * 7919) % 100_000)).collect();
    check(bencher, &Source::new("digits.md".to_owned(), text));
}

/// A megabyte without a digit: what the rules on numbers cost where there is nothing for them.
#[divan::bench(sample_count = 10)]
fn no_numbers(bencher: divan::Bencher<'_, '_>) {
    let text = "The old town lies on the river, and the boats that come up from the sea bring coal and cloth.\n\n"
        .repeat(10_000);
    check(bencher, &Source::new("words.md".to_owned(), text));
}
