//! Words that were taken apart or run together: `cof fee`, `ofthe`, and words hyphenated at a line end. It speaks only where
//! the repaired text is made of words on the list and what stands there is not; names are out of its reach.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_spanned::Spanned;

use super::{At, Check, Mark, Repair};
use crate::english::known::{Known, known};
use crate::finding::{Level, Safety};
use crate::rule::load::{Loader, Problem};
use crate::segment::{Before, Page, TokenKind, WordId};
use crate::text::{Mapped, Span};

/// `[rule.check.broken-word]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BrokenWordSpec {
    /// What happened to the word: `split`, `joined`, `line`.
    how: How,
    /// `split`: parts that stand on their own (`non`, `vice`). `joined`: words written together on purpose.
    #[serde(default)]
    unless: Vec<Spanned<String>>,
    /// `joined`: small words that are run together with a neighbour.
    #[serde(default)]
    small: Vec<Spanned<String>>,
    /// `joined`: small words that are run together with small words only, since they begin or end too many real words.
    #[serde(default)]
    tiny: Vec<Spanned<String>>,
    /// `joined`: small words that are run together with any common word, of which a reader must be the judge.
    #[serde(default)]
    beside: Vec<Spanned<String>>,
}

/// What happened to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// A space came into it.
    Split,
    /// The space after it was lost.
    Joined,
    /// A hyphen at a line end is left over from setting.
    Line,
}

/// Looks for broken words.
pub struct BrokenWord {
    how: How,
    unless: FxHashSet<String>,
    small: FxHashSet<String>,
    tiny: FxHashSet<String>,
    beside: FxHashSet<String>,
}

impl BrokenWordSpec {
    /// Reads the words.
    pub fn build(self, loader: &Loader<'_>) -> Result<BrokenWord, Problem> {
        Ok(BrokenWord {
            how: self.how,
            unless: loader.folded(&self.unless)?,
            small: loader.folded(&self.small)?,
            tiny: loader.folded(&self.tiny)?,
            beside: loader.folded(&self.beside)?,
        })
    }
}

impl Check for BrokenWord {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        match self.how {
            How::Split => self.split(page, out),
            How::Joined => self.joined(page, out),
            How::Line => line_ends(page, out),
        }
    }
}

/// No English word is longer; what is would be cut at every letter for nothing.
const LONGEST: usize = 40;

/// A word of plain letters, in lower case but for its first letter.
fn is_plain(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() <= LONGEST
        && bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
        && bytes.all(|b| b.is_ascii_lowercase())
}

impl BrokenWord {
    fn split(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        // Nearly all words are known and end the matter.
        let level = |i: u32| page.word(i).known();
        let mut past = 0;
        for i in 1..page.tokens.len() as u32 {
            let (a, b) = (page.token(i - 1), page.token(i));
            if b.before != Before::Space || a.kind != TokenKind::Word || b.kind != TokenKind::Word || i - 1 < past {
                continue;
            }
            let (x, y) = (page.text(i - 1), page.text(i));
            let ordinal = a.before == Before::Nothing && i > 1 && page.token(i - 2).kind == TokenKind::Number;
            if !is_plain(x)
                || !is_plain(y)
                || y.starts_with(char::is_uppercase)
                || a.before == Before::Hyphen
                || ordinal
            {
                continue;
            }
            let least = level(i - 1).min(level(i));
            // What stands alone as a first part may well be the rest of a word: `fi re`.
            let kept = self.kept(page, i - 1) || self.kept(page, i) && level(i - 1) != Known::No;
            if least == Known::Common || kept || hangs(page, i) {
                continue;
            }
            let word = [&*page.word(i - 1).folded, &*page.word(i).folded].concat();
            let needed = if least == Known::No { Known::Rare } else { Known::Common };
            // One letter beside a word may be a letter: `plan b`, `vitamin e`.
            let letter = x.len() == 1 && level(i) != Known::No || y.len() == 1 && level(i - 1) != Known::No;
            if !letter && word.len() > 2 && known(&word) >= needed {
                let joined = format!("{x}{y}");
                let span = page.span(i - 1..i + 1);
                out.push(Mark::new(span).with("word", joined.clone()).repair(span, joined));
                past = i + 1;
            }
        }
    }

    fn kept(&self, page: &Page<'_>, i: u32) -> bool {
        self.unless.contains(&*page.word(i).folded)
    }

    fn joined(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let mut seen: FxHashMap<WordId, Option<(String, bool)>> = FxHashMap::default();
        for i in 0..page.tokens.len() as u32 {
            let token = page.token(i);
            if token.kind != TokenKind::Word || token.end - token.start < 3 || token.before == Before::Hyphen {
                continue;
            }
            let parts = seen.entry(token.word).or_insert_with(|| self.parts(page.text(i), &page.word(i).folded));
            let Some((parts, sure)) = parts else { continue };
            // What an address ends in is the name of a thing.
            let is_name = || page.source.text.contains(&format!("/{}", page.text(i)));
            if !hangs(page, i) && !is_name() {
                let mut mark = Mark::new(token.span()).with("words", parts.clone()).repair(token.span(), parts.clone());
                // Four letters are soon a name or a word of another language.
                if !*sure || token.end - token.start <= 4 {
                    mark.level = Some(Level::Note);
                    mark.repairs.iter_mut().for_each(|repair| repair.safety = Some(Safety::Unsafe));
                }
                out.push(mark);
            }
        }
    }

    /// The two words that were run together, if there is but one way to part them, and whether that is certain.
    fn parts(&self, written: &str, word: &str) -> Option<(String, bool)> {
        // A capital opens a sentence or a name (`Bea`): too little to go by.
        if !is_plain(written)
            || written.starts_with(char::is_uppercase)
            || known(word) != Known::No
            || self.unless.contains(word)
        {
            return None;
        }
        let mut best: Option<(u32, usize)> = None;
        let mut equal = false;
        for cut in 1..word.len() {
            let (a, b) = word.split_at(cut);
            let small = |w: &str| self.small.contains(w);
            let tiny = |w: &str| small(w) || self.tiny.contains(w);
            let content = |w: &str| w.len() >= 4 && known(w) == Known::Common;
            let worth = match () {
                () if small(a) && small(b) => 4,
                () if tiny(a) && tiny(b) => 3,
                () if small(a) && content(b) || small(b) && content(a) => 2,
                () if self.beside.contains(a) && content(b) || self.beside.contains(b) && content(a) => 1,
                () => 0,
            };
            if worth == 0 {
                continue;
            }
            match best {
                Some((most, _)) if worth < most => {}
                Some((most, _)) if worth == most => equal = true,
                _ => {
                    best = Some((worth, cut));
                    equal = false;
                }
            }
        }
        let (worth, cut) = best.filter(|_| !equal)?;
        Some((format!("{} {}", &written[..cut], &written[cut..]), worth > 1))
    }
}

/// Whether something is glued to the word: a hyphen, an apostrophe, a full stop inside a name.
fn hangs(page: &Page<'_>, i: u32) -> bool {
    page.tokens.get(i as usize + 1).is_some_and(|t| {
        t.before == Before::Hyphen
            || t.before == Before::Nothing
                && !matches!(
                    page.text(i + 1),
                    "." | "," | ";" | ":" | "!" | "?" | ")" | "”" | "\"" | "’" | "'" | "…" | "—" | "–"
                )
    })
}

/// Words parted by a hyphen at a line end whose two parts make one word.
fn line_ends(page: &Page<'_>, out: &mut Vec<Mark>) {
    for i in 2..page.tokens.len() as u32 {
        let (a, hyphen, b) = (page.token(i - 2), page.token(i - 1), page.token(i));
        let shape = b.before == Before::Line && hyphen.before == Before::Nothing;
        if !shape
            || !matches!(page.text(i - 1), "-" | "‐" | "\u{ad}" | "¬")
            || a.kind != TokenKind::Word
            || b.kind != TokenKind::Word
        {
            continue;
        }
        let (x, y) = (page.text(i - 2), page.text(i));
        let word = [&*page.word(i - 2).folded, &*page.word(i).folded].concat();
        if y.starts_with(char::is_uppercase) || known(&word) == Known::No {
            continue;
        }
        let ends = (page.prose.to_source(a.span()), page.prose.to_source(b.span()));
        let (Mapped::Exact(first), Mapped::Exact(second)) = ends else { continue };
        let mut mark = Mark::new(page.span(i - 2..i + 1)).with("word", format!("{x}{y}"));
        let gap = At::Source(Span::new(first.end, second.start));
        mark.repairs.push(Repair {
            edits: vec![(gap, String::new())],
            title: Some(format!("join to “{x}{y}”")),
            safety: None,
        });
        out.push(mark);
    }
}
