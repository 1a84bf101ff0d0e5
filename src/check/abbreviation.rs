//! An abbreviation in brackets that does not fit the words before it: *artificial intelligence (ML)*. Terms and abbreviations
//! come from the rule. It judges only abbreviations that it knows, and only where the words before the bracket are the term of
//! another abbreviation or share a word, but not the first letters, with a term of this one.

use rustc_hash::FxHashMap;

use super::{Check, Mark, Repair};
use crate::rule::load::Problem;
use crate::segment::words::fold;
use crate::segment::{Page, TokenKind};

/// `[rule.check.abbreviation]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AbbreviationSpec {
    /// One term a line, its abbreviation after it in brackets: `machine learning (ML)`.
    terms: serde_spanned::Spanned<String>,
}

/// Terms and abbreviations ready to be compared.
pub struct Abbreviation {
    /// The words of each term, folded.
    terms: Vec<(Vec<String>, Box<str>)>,
    /// The terms of an abbreviation.
    by_short: FxHashMap<Box<str>, Vec<usize>>,
    /// The terms that end with a word.
    by_last: FxHashMap<String, Vec<usize>>,
}

impl AbbreviationSpec {
    /// Reads the terms.
    pub fn build(self) -> Result<Abbreviation, Problem> {
        let mut built =
            Abbreviation { terms: Vec::new(), by_short: FxHashMap::default(), by_last: FxHashMap::default() };
        for line in self.terms.get_ref().lines().map(str::trim).filter(|l| !l.is_empty()) {
            let Some((term, short)) = line.strip_suffix(')').and_then(|l| l.rsplit_once(" (")) else {
                return Err(Problem::at(
                    self.terms.span(),
                    format!("`{line}` is no term with its abbreviation in brackets"),
                ));
            };
            let words = pieces(term);
            let number = built.terms.len();
            built.by_short.entry(short.into()).or_default().push(number);
            if let Some(last) = words.last() {
                built.by_last.entry(last.clone()).or_default().push(number);
            }
            built.terms.push((words, short.into()));
        }
        Ok(built)
    }
}

/// The words of a term, folded.
fn pieces(term: &str) -> Vec<String> {
    crate::segment::token::pieces(term).into_iter().filter(|p| p.contains(char::is_alphanumeric)).map(fold).collect()
}

impl Check for Abbreviation {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        for at in 1..page.tokens.len().saturating_sub(2) as u32 {
            if page.text(at) == "(" && page.text(at + 2) == ")" && page.token(at + 1).kind == TokenKind::Word {
                out.extend(self.mark(page, at));
            }
        }
    }
}

impl Abbreviation {
    /// What stands before the bracket at `at`, and why it does not fit.
    fn mark(&self, page: &Page<'_>, at: u32) -> Option<Mark> {
        let written = page.text(at + 1);
        let short = written.strip_suffix('s').filter(|s| s.len() > 1).unwrap_or(written);
        let own = self.by_short.get(short).or_else(|| self.by_short.get(written))?;
        if own.iter().any(|&t| self.stands(page, at, &self.terms[t].0)) {
            return None;
        }
        let other = self.other_term(page, at);
        if let Some(other) = other.filter(|&o| !fits(page, at, self.terms[o].0.len(), short)) {
            let (words, right) = &self.terms[other];
            let span = page.span(at - words.len() as u32..at + 3);
            let mut mark = Mark::new(span).with("term", words.join(" ")).with("short", short);
            mark = mark.repair(page.token(at + 1).span(), &**right);
            mark.repairs.extend(own.iter().take(2).map(|&t| self.put(page, at, words.len() as u32, t)));
            return Some(mark);
        }
        let half = own.iter().copied().find(|&t| self.stands_in_part(page, at, t, short))?;
        let words = &self.terms[half].0;
        let span = page.span(at - words.len() as u32..at + 3);
        let mut mark = Mark::new(span).with("term", words.join(" ")).with("short", short);
        mark.repairs.push(self.put(page, at, words.len() as u32, half));
        Some(mark)
    }

    /// The repair that writes a term in the place of the words before the bracket.
    fn put(&self, page: &Page<'_>, at: u32, count: u32, term: usize) -> Repair {
        let span = page.span(at - count..at);
        Repair { edits: vec![(span.into(), self.terms[term].0.join(" "))], title: None, safety: None }
    }

    /// Whether a term stands directly before the bracket.
    fn stands(&self, page: &Page<'_>, at: u32, words: &[String]) -> bool {
        let count = words.len() as u32;
        count <= at && words.iter().enumerate().all(|(i, word)| same(page, at - count + i as u32, word))
    }

    /// The longest term of any abbreviation that stands directly before the bracket.
    fn other_term(&self, page: &Page<'_>, at: u32) -> Option<usize> {
        let last = &*page.word(at - 1).folded;
        let singular = last.strip_suffix('s').unwrap_or(last);
        let ending = [last, singular].into_iter().filter_map(|w| self.by_last.get(w)).flatten().copied();
        ending
            .filter(|&t| self.stands(page, at, &self.terms[t].0))
            .max_by_key(|&t| (self.terms[t].0.len(), std::cmp::Reverse(t)))
    }

    /// Whether a term stands before the bracket with one word changed, so that its letters no longer fit.
    fn stands_in_part(&self, page: &Page<'_>, at: u32, term: usize, short: &str) -> bool {
        let words = &self.terms[term].0;
        let count = words.len() as u32;
        if count < 2 || count > at || fits(page, at, words.len(), short) {
            return false;
        }
        let first = at - count;
        let words_only = (first..at).all(|i| page.token(i).kind == TokenKind::Word);
        let changed = words.iter().enumerate().filter(|(i, word)| !same(page, first + *i as u32, word)).count();
        words_only && changed == 1 && page.sentence_at(first) == page.sentence_at(at)
    }
}

/// Whether a token is the word or its plural.
fn same(page: &Page<'_>, i: u32, word: &str) -> bool {
    let found = &*page.word(i).folded;
    found == word || found.strip_suffix('s') == Some(word) || word.strip_suffix('s') == Some(found)
}

/// Whether the letters of an abbreviation are the first letters of the words before the bracket, in order.
fn fits(page: &Page<'_>, at: u32, count: usize, short: &str) -> bool {
    let first = at.saturating_sub(count as u32 + 2);
    let initials: Vec<char> = (first..at).filter_map(|i| page.word(i).folded.chars().next()).collect();
    let mut rest = initials.iter();
    short.chars().filter(|c| c.is_alphabetic()).all(|c| rest.any(|&i| i == c.to_ascii_lowercase()))
}
