//! A name spelt in two ways: `Petersen` and `Pedersen`, `Zoë` and `Zoe`, `MacDonald` and `Macdonald`. Two names are taken
//! for one only where they differ as spellings of a name do, and where no other first name stands before the rarer one. It
//! does not know which spelling is right.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_spanned::Spanned;

use super::own::{is_headline, opens_sentence};
use super::tally::times;
use super::{Check, Mark};
use crate::english::case::Shape;
use crate::english::known::Known;
use crate::finding::Level;
use crate::rule::load::{Loader, Problem};
use crate::segment::{Before, Page, TokenKind};

/// `[rule.check.near-name]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NearNameSpec {
    /// Names that are two names although they are near.
    #[serde(default)]
    unless: Vec<Spanned<String>>,
    /// So many places must have the spelling that is taken for the usual one.
    #[serde(default = "two")]
    least: usize,
}

fn two() -> usize {
    2
}

/// Looks for such names.
pub struct NearName {
    unless: FxHashSet<String>,
    least: usize,
}

impl NearNameSpec {
    /// Reads the list.
    pub fn build(self, loader: &Loader<'_>) -> Result<NearName, Problem> {
        Ok(NearName { unless: loader.folded(&self.unless)?, least: self.least })
    }
}

/// One spelling: its places, and the names that stand before it.
struct Spelt<'p> {
    text: &'p str,
    folded: &'p str,
    key: String,
    at: Vec<u32>,
    first_names: FxHashSet<&'p str>,
    surnames: FxHashSet<&'p str>,
}

/// A document with more different names than this is a register; only equal keys are compared there.
const MANY: usize = 300;

impl Check for NearName {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let names = self.names(page);
        for (i, rare) in names.iter().enumerate() {
            let best = names
                .iter()
                .enumerate()
                .filter(|&(j, usual)| {
                    j != i
                        && usual.at.len() >= self.least
                        && usual.at.len() > rare.at.len()
                        && are_near(rare, usual, names.len() <= MANY)
                })
                .max_by_key(|(_, usual)| usual.at.len());
            let Some((_, usual)) = best else { continue };
            // Another first name, another person.
            if !rare.first_names.is_empty()
                && !usual.first_names.is_empty()
                && rare.first_names.is_disjoint(&usual.first_names)
            {
                continue;
            }
            // Another surname, another person: `Alison Hart` and `Allison Ito`.
            if !rare.surnames.is_empty() && !usual.surnames.is_empty() && rare.surnames.is_disjoint(&usual.surnames) {
                continue;
            }
            for &at in &rare.at {
                let example = page.token(usual.at[0]).span();
                let mut mark = Mark::new(page.token(at).span())
                    .with("usual", usual.text)
                    .with("count", usual.at.len().to_string())
                    .with("against", rare.at.len().to_string())
                    .and(example, format!("“{}” here, {} in all", usual.text, times(usual.at.len())))
                    .repair(page.token(at).span(), usual.text);
                if rare.at.len() * 2 > usual.at.len() {
                    mark.level = Some(Level::Note);
                }
                out.push(mark);
            }
        }
    }
}

impl NearName {
    fn names<'p>(&self, page: &'p Page<'_>) -> Vec<Spelt<'p>> {
        let mut of: FxHashMap<&str, usize> = FxHashMap::default();
        let mut names: Vec<Spelt<'_>> = Vec::new();
        for i in 0..page.tokens.len() as u32 {
            let token = page.token(i);
            let text = page.text(i);
            if token.kind != TokenKind::Word
                || text.len() > 40
                || text.len() < 3
                || !text.starts_with(char::is_uppercase)
                || token.quoted
            {
                continue;
            }
            let word = page.word(i);
            if word.shape == Shape::Upper
                || self.unless.contains(&*word.folded)
                || text.contains(['\'', '’']) && !is_irish(text)
                || page.block(i).quoted
            {
                continue;
            }
            let index = match of.get(text) {
                Some(&index) => index,
                None => {
                    // Looked up once for each spelling.
                    if word.known() != Known::No || is_headline(page, i) {
                        continue;
                    }
                    of.insert(text, names.len());
                    names.push(Spelt {
                        text,
                        folded: &word.folded,
                        key: key(&word.folded),
                        at: Vec::new(),
                        first_names: FxHashSet::default(),
                        surnames: FxHashSet::default(),
                    });
                    names.len() - 1
                }
            };
            names[index].at.push(i);
            let before = i.checked_sub(1).filter(|&b| {
                page.token(b).kind == TokenKind::Word
                    && page.block_at(b) == page.block_at(i)
                    && page.word(b).shape == Shape::Title
                    && (!opens_sentence(page, b) || page.word(b).known() == Known::No)
            });
            names[index].first_names.extend(before.map(|b| page.text(b)));
            let after = Some(i + 1).filter(|&a| {
                page.tokens.get(a as usize).is_some_and(|t| t.kind == TokenKind::Word && t.before == Before::Space)
                    && page.word(a).shape != Shape::Lower
            });
            names[index].surnames.extend(after.map(|a| page.text(a)));
        }
        names
    }
}

/// Whether two spellings may be of one name.
fn are_near(a: &Spelt<'_>, b: &Spelt<'_>, compare: bool) -> bool {
    if a.folded == b.folded {
        // Capitals within the name alone: `MacDonald`, `Macdonald`.
        return true;
    }
    let (x, y) = (a.folded, b.folded);
    let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
    // A plural, a people and its land: `Iraq`, `Iraqi`, `Iraqis`.
    if long.starts_with(short) && long.len() - short.len() <= 4 && !long.ends_with('e') {
        return false;
    }
    if !x.is_ascii() || !y.is_ascii() {
        return plain(x) == plain(y) || spelt_out(x) == spelt_out(y);
    }
    if a.key == b.key && short.len() >= 5 {
        return true;
    }
    compare
        && short.len() >= 7
        && x.as_bytes()[0] == y.as_bytes()[0]
        && x.as_bytes().last() == y.as_bytes().last()
        && strsim::osa_distance(x, y) == 1
}

/// A name without its accents.
fn plain(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
            'ç' | 'ć' | 'č' => 'c',
            'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
            'ì'..='ï' | 'ī' | 'ı' => 'i',
            'ñ' | 'ń' | 'ň' => 'n',
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
            'ý' | 'ÿ' => 'y',
            'ś' | 'š' | 'ş' => 's',
            'ź' | 'ż' | 'ž' => 'z',
            'ł' => 'l',
            'ğ' => 'g',
            'ř' => 'r',
            'ť' => 't',
            'ď' => 'd',
            other => other,
        })
        .collect()
}

/// `O’Brien`: the apostrophe stands between two capitals.
fn is_irish(text: &str) -> bool {
    let rest = text.get(1..).unwrap_or_default();
    rest.strip_prefix(['\'', '’']).is_some_and(|name| name.starts_with(char::is_uppercase))
}

/// A name with its umlauts in two letters: `Mueller`.
fn spelt_out(name: &str) -> String {
    plain(&name.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss"))
}

/// A name as it may sound: what transcriptions and kindred spellings have in common.
fn key(name: &str) -> String {
    let mut key = plain(name);
    if let Some(rest) = key.strip_prefix("mac") {
        key = format!("mc{rest}");
    }
    for (from, to) in [
        ("ph", "f"),
        ("ck", "k"),
        ("ee", "i"),
        ("ie", "i"),
        ("ei", "i"),
        ("ey", "i"),
        ("y", "i"),
        ("oo", "u"),
        ("ou", "u"),
        ("th", "t"),
        ("kh", "h"),
        ("sch", "sh"),
        ("c", "k"),
        ("q", "k"),
        ("z", "s"),
        ("w", "v"),
        ("dt", "t"),
    ] {
        key = key.replace(from, to);
    }
    let mut short = String::with_capacity(key.len());
    for c in key.chars() {
        if !short.ends_with(c) {
            short.push(c);
        }
    }
    short.trim_end_matches('e').to_owned()
}
