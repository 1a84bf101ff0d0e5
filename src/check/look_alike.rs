//! Letters of another alphabet that look like Latin ones, inside a word of Latin letters. Which letters look like which is
//! the rule's. It leaves whole words of another alphabet alone, and terms that mix letters on purpose (`μm`, `ΔT`).

use std::collections::BTreeMap;

use super::{At, Check, Mark, Repair};
use crate::english::known::{Known, known};
use crate::finding::Safety;
use crate::rule::load::Problem;
use crate::segment::words::fold;
use crate::segment::{Page, TokenKind};
use crate::text::Mapped;

/// `[rule.check.look-alike]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LookAlikeSpec {
    /// Each letter and the Latin letter that it looks like.
    letters: BTreeMap<String, String>,
}

/// Looks for such letters.
pub struct LookAlike {
    letters: BTreeMap<char, char>,
}

impl LookAlikeSpec {
    /// Reads the letters.
    pub fn build(self) -> Result<LookAlike, Problem> {
        let single = |text: &str| {
            let mut chars = text.chars();
            chars.next().filter(|_| chars.next().is_none())
        };
        let letters = self.letters.iter().filter_map(|(from, to)| Some((single(from)?, single(to)?))).collect();
        Ok(LookAlike { letters })
    }
}

impl Check for LookAlike {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        if page.prose.text.is_ascii() {
            return;
        }
        for i in 0..page.tokens.len() as u32 {
            let token = page.token(i);
            let text = page.text(i);
            if token.kind != TokenKind::Word || text.is_ascii() {
                continue;
            }
            let strange = text.chars().filter(|c| self.letters.contains_key(c)).count();
            if strange == 0 {
                continue;
            }
            let right: String = text.chars().map(|c| *self.letters.get(&c).unwrap_or(&c)).collect();
            let latin = text.chars().filter(|c| matches!(c, 'a'..='z' | 'A'..='Z' | 'à'..='ɏ' | 'À'..='Þ')).count();
            let all = right
                .chars()
                .all(|c| matches!(c, 'a'..='z' | 'A'..='Z' | 'à'..='ɏ' | 'À'..='Þ' | '\'' | '’') || c.is_ascii_digit());
            let word = known(&fold(&right)) != Known::No;
            // A whole word of look-alikes is a word of its own alphabet, unless it is English and stands among English.
            let whole = latin == 0 && !(word && self.among_latin(page, i));
            if !all || whole || !(word || right.len() >= 4 && latin > strange) {
                continue;
            }
            let Mapped::Exact(exact) = page.prose.to_source(token.span()) else { continue };
            let letter = text.chars().find(|c| self.letters.contains_key(c)).unwrap_or_default();
            let mut mark = Mark::new(exact).with("word", right.clone()).with("letter", letter.to_string());
            let safety = (!word).then_some(Safety::Unsafe);
            mark.repairs.push(Repair { edits: vec![(At::Source(exact), right)], title: None, safety });
            out.push(mark);
        }
    }
}

impl LookAlike {
    /// Whether the words on both sides are of Latin letters.
    fn among_latin(&self, page: &Page<'_>, i: u32) -> bool {
        let latin = |j: Option<u32>| {
            j.and_then(|j| page.tokens.get(j as usize).map(|_| page.text(j))).is_none_or(|t| t.is_ascii())
        };
        latin(i.checked_sub(1)) && latin(Some(i + 1))
    }
}
