//! The whole check, and its first stages, on Markdown that was not written for it: `cargo bench`. The input is made from the
//! folder named by `DESKCHECK_BENCH`, else `../shared/clean`; without either the benches say so and pass. No test looks at time.

#![expect(clippy::print_stderr, reason = "a bench that is skipped says so")]

use std::path::{Path, PathBuf};

use deskcheck::text::Source;
use deskcheck::{Checker, RuleSet, format};
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// Different files of the folder one after another, up to a size in bytes; `None` when there are none.
fn markdown(size: usize) -> Option<Vec<Source>> {
    let folder = std::env::var_os("DESKCHECK_BENCH").map_or_else(|| PathBuf::from("../shared/clean"), PathBuf::from);
    let mut paths = Vec::new();
    gather(&folder, &mut paths);
    paths.sort();
    let mut sources = Vec::new();
    let mut bytes = 0;
    while bytes < size && !paths.is_empty() {
        for path in &paths {
            if bytes >= size {
                break;
            }
            if let Ok(text) = std::fs::read_to_string(path) {
                bytes += text.len();
                sources.push(Source::new(path.display().to_string(), text));
            }
        }
    }
    if sources.is_empty() {
        eprintln!("skipped: no Markdown in {}; set DESKCHECK_BENCH to a folder of it", folder.display());
    }
    (!sources.is_empty()).then_some(sources)
}

fn gather(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, paths);
        } else if path.extension().is_some_and(|e| e == "md") {
            paths.push(path);
        }
    }
}

fn bytes(sources: &[Source]) -> BytesCount {
    BytesCount::new(sources.iter().map(|s| s.text.len()).sum::<usize>())
}

/// All default sets on one thread.
#[divan::bench(args = [1_000_000, 10_000_000], sample_count = 5)]
fn whole_check(bencher: divan::Bencher<'_, '_>, size: usize) {
    let (Some(sources), Ok(rules)) = (markdown(size), RuleSet::built_in()) else { return };
    bencher.counter(bytes(&sources)).bench_local(|| {
        let mut checker = Checker::new(&rules);
        sources.iter().map(|s| checker.check(s).findings.len()).sum::<usize>()
    });
}

/// One set alone: what it costs beside reading and segmenting.
#[divan::bench(args = ["spun", "numbers", "punctuation", "residue", "consistency"], sample_count = 5)]
fn one_set(bencher: divan::Bencher<'_, '_>, set: &str) {
    let (Some(sources), Ok(mut rules)) = (markdown(1_000_000), RuleSet::built_in()) else { return };
    if rules.select(&[set.to_owned()], &[]).is_err() {
        return;
    }
    bencher.counter(bytes(&sources)).bench_local(|| {
        let mut checker = Checker::new(&rules);
        sources.iter().map(|s| checker.check(s).findings.len()).sum::<usize>()
    });
}

/// Source to prose.
#[divan::bench(sample_count = 10)]
fn read_markdown(bencher: divan::Bencher<'_, '_>) {
    let Some(sources) = markdown(1_000_000) else { return };
    bencher
        .counter(bytes(&sources))
        .bench_local(|| sources.iter().map(|s| format::read(s).blocks.len()).sum::<usize>());
}

/// Start-up: all built-in rules.
#[divan::bench(sample_count = 20)]
fn load_rules() -> usize {
    RuleSet::built_in().map_or(0, |rules| rules.rules.len())
}
