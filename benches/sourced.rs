//! Comparing drafts with their sources: `cargo bench --bench sourced`. Sources and drafts are made from the folder named by
//! `DESKCHECK_BENCH`, else `../shared/clean`; without either the benches say so and pass. What is aimed at is 1 MB of drafts
//! against 10 MB of sources in less than 3 seconds on one core; no test looks at time.

#![expect(clippy::print_stderr, reason = "a bench that is skipped says so")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use deskcheck::text::Source;
use deskcheck::{Checker, RuleSet};
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// Different texts of the folder, up to a size in bytes; over again, a little changed, where the folder holds less.
fn sources(size: usize) -> Option<Vec<Arc<Source>>> {
    let folder = std::env::var_os("DESKCHECK_BENCH").map_or_else(|| PathBuf::from("../shared/clean"), PathBuf::from);
    let mut paths = Vec::new();
    gather(&folder, &mut paths);
    paths.sort();
    let texts: Vec<String> = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    if texts.iter().all(String::is_empty) {
        eprintln!("skipped: no text in {}; set DESKCHECK_BENCH to a folder of it", folder.display());
        return None;
    }
    let (mut sources, mut bytes) = (Vec::new(), 0);
    for (i, text) in texts.iter().cycle().enumerate() {
        if bytes >= size {
            break;
        }
        let text = if i < texts.len() { text.clone() } else { rewritten(text, i / texts.len() + 4) };
        bytes += text.len();
        sources.push(Arc::new(Source::new(format!("source-{i}.md"), text)));
    }
    Some(sources)
}

fn gather(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, paths);
        } else if path.extension().is_some_and(|e| e == "md" || e == "txt") {
            paths.push(path);
        }
    }
}

/// A text as a paraphrasing tool leaves it: every so many words another one that stood before it, and some lines gone.
fn rewritten(text: &str, every: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut n, mut last) = (0, "");
    for (i, line) in text.split_inclusive('\n').enumerate() {
        if i % 11 == 7 {
            continue;
        }
        for word in line.split_inclusive(' ') {
            n += 1;
            if n % every == 0 && last.len() > 4 {
                out.push_str(last)
            } else {
                out.push_str(word)
            }
            if word.ends_with(' ') && word.len() > 5 {
                last = word;
            }
        }
    }
    out
}

/// Drafts made of the sources, up to a size in bytes.
fn drafts(sources: &[Arc<Source>], size: usize) -> Vec<Source> {
    let mut bytes = 0;
    let takes = sources.iter().step_by(3).take_while(|source| {
        let goes_on = bytes < size;
        bytes += source.text.len();
        goes_on
    });
    takes.map(|source| Source::new(source.path.replace("source", "draft"), rewritten(&source.text, 6))).collect()
}

/// Reading and indexing the sources.
#[divan::bench(sample_count = 3)]
fn read_sources(bencher: divan::Bencher<'_, '_>) {
    let (Some(sources), Ok(rules)) = (sources(10_000_000), RuleSet::built_in()) else { return };
    let bytes = sources.iter().map(|s| s.text.len()).sum::<usize>();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| Checker::new(&rules).library(&sources).papers.len());
}

/// Sources read and drafts compared with them by the rules of the set alone, on one thread.
#[divan::bench(sample_count = 3)]
fn one_megabyte_against_ten(bencher: divan::Bencher<'_, '_>) {
    let (Some(sources), Ok(mut rules)) = (sources(10_000_000), RuleSet::built_in()) else { return };
    if rules.select(&["sourced".to_owned()], &[]).is_err() {
        return;
    }
    let drafts = drafts(&sources, 1_000_000);
    let bytes = drafts.iter().map(|s| s.text.len()).sum::<usize>();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let mut checker = Checker::new(&rules);
        let library = checker.library(&sources);
        drafts.iter().map(|draft| checker.check_beside(draft, Some(&library)).findings.len()).sum::<usize>()
    });
}
