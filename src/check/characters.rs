//! Characters that do not belong in a text at all: control and zero-width characters, marks of direction, ligatures. Which
//! they are and what takes their place is the rule's. It leaves alone characters that a neighbour needs: joiners in scripts
//! that join letters, in emoji, and marks of direction in a block with letters that run from right to left.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_spanned::Spanned;

use super::{At, Check, Mark, Repair};
use crate::finding::Level;
use crate::rule::load::Problem;
use crate::segment::Page;
use crate::text::{Mapped, Prose, Span};

/// `[rule.check.characters]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CharactersSpec {
    /// Code points in hexadecimal, alone (`200B`) or from one to another (`202A-202E`).
    find: Vec<Spanned<String>>,
    /// What takes the place of a code point, where it is not to be deleted.
    #[serde(default)]
    replace: BTreeMap<String, String>,
    /// What readers call a code point.
    #[serde(default)]
    names: BTreeMap<String, String>,
    /// Whether there is a repair at all.
    #[serde(default = "yes")]
    repairs: bool,
}

fn yes() -> bool {
    true
}

/// Looks for such characters.
pub struct Characters {
    find: Vec<RangeInclusive<u32>>,
    replace: BTreeMap<u32, String>,
    names: BTreeMap<u32, String>,
    repairs: bool,
}

fn code(text: &str) -> Option<u32> {
    u32::from_str_radix(text, 16).ok()
}

impl CharactersSpec {
    /// Reads the code points.
    pub fn build(self) -> Result<Characters, Problem> {
        let mut find = Vec::new();
        for range in &self.find {
            let (from, to) = range.get_ref().split_once('-').unwrap_or((range.get_ref(), range.get_ref()));
            match (code(from), code(to)) {
                (Some(from), Some(to)) if from <= to && from != u32::from(b'\n') => find.push(from..=to),
                _ => return Err(Problem::at(range.span(), "code points are written `200B` or `202A-202E`")),
            }
        }
        let keyed = |map: BTreeMap<String, String>| map.into_iter().filter_map(|(k, v)| Some((code(&k)?, v))).collect();
        Ok(Characters { find, replace: keyed(self.replace), names: keyed(self.names), repairs: self.repairs })
    }
}

impl Check for Characters {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let text = &page.prose.text;
        let mut skip_to = 0;
        for (at, c) in text.char_indices() {
            // Plain letters, spaces and line ends: all but a few characters.
            if matches!(c, ' '..='~' | '\n' | '\t') || at < skip_to || !self.is_found(c) {
                continue;
            }
            let end = at + text[at..].chars().take_while(|&c| self.is_found(c)).map(char::len_utf8).sum::<usize>();
            skip_to = end;
            if !is_needed(page, at, end) && !beside_damage(text, at, end) {
                out.extend(self.mark(page, Span::new(at as u32, end as u32)));
            }
        }
    }
}

impl Characters {
    fn is_found(&self, c: char) -> bool {
        self.find.iter().any(|range| range.contains(&(c as u32)))
    }

    /// A mark on a run of such characters. The place is one in the file: what is repaired is no word, in a quotation neither.
    fn mark(&self, page: &Page<'_>, span: Span<Prose>) -> Option<Mark> {
        // Written as an entity the character was meant.
        let Mapped::Exact(exact) = page.prose.to_source(span) else { return None };
        let run = page.prose.slice(span);
        let name = |c: char| {
            let code = format!("U+{:04X}", c as u32);
            self.names.get(&(c as u32)).map_or(code.clone(), |name| format!("{name} ({code})"))
        };
        let mut names: Vec<String> = run.chars().map(name).collect();
        names.dedup();
        let text: String = run.chars().map(|c| self.replace.get(&(c as u32)).map_or("", String::as_str)).collect();
        let word = self.word_around(page, span, &text);
        let mut mark = Mark::new(exact).with("name", names.join(", ")).with("word", word);
        // Outside a word an invisible character breaks no search.
        let space = |c: char| matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (before, after) = (&page.prose.text[..span.start as usize], &page.prose.text[span.end as usize..]);
        if run.chars().all(space) && !(inside(before.chars().next_back()) && inside(after.chars().next())) {
            mark.level = Some(Level::Note);
        }
        if self.repairs {
            let title = if text.is_empty() { "delete it".to_owned() } else { format!("replace with “{text}”") };
            mark.repairs.push(Repair { edits: vec![(At::Source(exact), text)], title: Some(title), safety: None });
        }
        Some(mark)
    }

    /// The repaired word in which the characters stand, for the message.
    fn word_around(&self, page: &Page<'_>, span: Span<Prose>, text: &str) -> String {
        let (before, after) = (&page.prose.text[..span.start as usize], &page.prose.text[span.end as usize..]);
        let head = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let tail = after.split(char::is_whitespace).next().unwrap_or_default();
        format!("{head}{text}{tail}").chars().filter(|&c| !self.is_found(c)).take(40).collect()
    }
}

/// Whether a neighbour needs the characters.
fn is_needed(page: &Page<'_>, at: usize, end: usize) -> bool {
    let text = &page.prose.text;
    let run = &text[at..end];
    let beside = [text[..at].chars().next_back(), text[end..].chars().next()];
    let emoji = |c: char| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1fbff}' | '\u{e0020}'..='\u{e007f}');
    // Scripts whose letters change with their neighbours, from Hebrew to Khmer, and Mongolian.
    let joins = |c: char| matches!(c, '\u{590}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    if beside.into_iter().flatten().any(|c| emoji(c) || joins(c)) {
        return true;
    }
    let directs = run
        .chars()
        .any(|c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
    directs && {
        let block = page.prose.blocks.partition_point(|b| b.span.end as usize <= at);
        let text = page.prose.blocks.get(block).map_or("", |b| page.prose.slice(b.span));
        text.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'))
    }
}

/// Whether control characters are the rest of a damaged letter (`â\u{80}\u{99}`): that is another rule's matter.
fn beside_damage(text: &str, at: usize, end: usize) -> bool {
    let control = text[at..end].chars().all(|c| matches!(c, '\u{80}'..='\u{9f}'));
    let latin =
        |c: char| matches!(c, '\u{a0}'..='\u{ff}' | '\u{152}'..='\u{192}' | '\u{2c6}' | '\u{2013}'..='\u{2122}');
    control && (text[..at].chars().next_back().is_some_and(latin) || text[end..].chars().next().is_some_and(latin))
}
