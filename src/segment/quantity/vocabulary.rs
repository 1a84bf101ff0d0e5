//! The words that the reader of quantities knows: cues, units, currencies, time zones, as rule files give them, in one trie
//! over words. It reads no page by itself and judges nothing.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::cue::CueClass;
use crate::segment::{Lex, Lexicon, Page};
use crate::text::decimal::Decimal;

/// Index of a unit in [`Vocabulary::units`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u16);

/// A unit of measure, or a currency.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name in the singular, or the code of a currency.
    pub name: String,
    /// What it measures.
    pub dimension: Dimension,
    /// How many of the dimension's base it is; divided by `over`.
    pub factor: Decimal,
    /// See `factor`.
    pub over: Decimal,
    /// What is added before the factor is applied, for temperatures.
    pub zero: Option<Decimal>,
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Dimension {
    Length,
    Area,
    Volume,
    Mass,
    Temperature,
    Time,
    Month,
    Speed,
    Pressure,
    Power,
    Energy,
    Data,
    Currency,
}

/// What a phrase of the trie means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A cue of this class.
    Cue(CueClass),
    /// A unit, in words.
    Unit(UnitId),
    /// A currency, after the number.
    Currency(UnitId),
    /// A hundredth of a currency.
    Minor(UnitId),
}

/// All words about numbers.
#[derive(Debug, Default)]
pub struct Vocabulary {
    edges: FxHashMap<(u32, Lex), u32>,
    ends: FxHashMap<u32, Vec<Meaning>>,
    nodes: u32,
    /// Units first, then currencies, in the order of the files.
    pub units: Vec<Unit>,
    /// Signs of units, as written after a number.
    signs: FxHashMap<Box<str>, Vec<UnitId>>,
    /// Signs of currencies before a number.
    before: FxHashMap<Box<str>, UnitId>,
    /// Minutes east of Greenwich by the letters of a time zone.
    zones: FxHashMap<Box<str>, i16>,
}

/// `[[unit]]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitSpec {
    /// Its name in the singular.
    pub name: String,
    /// What it measures.
    pub dimension: Dimension,
    /// How many of the dimension's base unit it is, as a plain decimal.
    pub factor: String,
    /// What the factor is divided by.
    #[serde(default)]
    pub over: Option<String>,
    /// What is added before the factor is applied.
    #[serde(default)]
    pub zero: Option<String>,
    /// As written right after digits; case counts.
    #[serde(default)]
    pub signs: Vec<String>,
    /// Lemmas, after a number in digits or in words.
    #[serde(default)]
    pub words: Vec<String>,
}

/// `[[currency]]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurrencySpec {
    /// Three letters.
    pub code: String,
    /// Signs before a number.
    #[serde(default)]
    pub before: Vec<String>,
    /// Lemmas or signs after a number.
    #[serde(default)]
    pub after: Vec<String>,
    /// Lemmas or signs of its hundredth.
    #[serde(default)]
    pub minor: Vec<String>,
}

/// `[[zone]]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneSpec {
    /// Minutes east of Greenwich.
    pub minutes: i16,
    /// Its letters.
    pub names: Vec<String>,
}

impl Vocabulary {
    /// Adds cues.
    pub fn add_cues<'s>(&mut self, class: CueClass, words: impl Iterator<Item = &'s str>, lexicon: &mut Lexicon) {
        for phrase in words {
            self.add(phrase, Meaning::Cue(class), lexicon);
        }
    }

    /// Adds a unit; `Err` says which of its numbers is none.
    pub fn add_unit(&mut self, spec: &UnitSpec, lexicon: &mut Lexicon) -> Result<(), String> {
        let number =
            |text: &str| text.parse::<Decimal>().map_err(|e| format!("`{text}` of the unit {} is {e}", spec.name));
        let id = UnitId(self.units.len() as u16);
        self.units.push(Unit {
            name: spec.name.clone(),
            dimension: spec.dimension,
            factor: number(&spec.factor)?,
            over: spec.over.as_deref().map_or(Ok(Decimal::ONE), number)?,
            zero: spec.zero.as_deref().map(number).transpose()?,
        });
        for sign in &spec.signs {
            self.signs.entry(sign.as_str().into()).or_default().push(id);
        }
        for word in &spec.words {
            self.add(word, Meaning::Unit(id), lexicon);
        }
        Ok(())
    }

    /// Adds a currency.
    pub fn add_currency(&mut self, spec: &CurrencySpec, lexicon: &mut Lexicon) {
        let id = UnitId(self.units.len() as u16);
        let (factor, over, zero) = (Decimal::ONE, Decimal::ONE, None);
        self.units.push(Unit { name: spec.code.clone(), dimension: Dimension::Currency, factor, over, zero });
        for sign in &spec.before {
            self.before.entry(sign.as_str().into()).or_insert(id);
        }
        for word in &spec.after {
            self.add(word, Meaning::Currency(id), lexicon);
        }
        for word in &spec.minor {
            self.add(word, Meaning::Minor(id), lexicon);
        }
    }

    /// Adds a time zone.
    pub fn add_zone(&mut self, spec: &ZoneSpec) {
        for name in &spec.names {
            self.zones.insert(name.as_str().into(), spec.minutes);
        }
    }

    /// Whether nothing was loaded: without units and cues numbers cannot be read.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// A unit or currency.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(usize::from(id.0))
    }

    /// The units that a sign can mean.
    pub fn sign(&self, written: &str) -> &[UnitId] {
        self.signs.get(written).map_or(&[], Vec::as_slice)
    }

    /// The currency of a sign before a number.
    pub fn currency_before(&self, written: &str) -> Option<UnitId> {
        self.before.get(written).copied()
    }

    /// Minutes east of Greenwich of a zone's letters.
    pub fn zone(&self, written: &str) -> Option<i16> {
        self.zones.get(written).copied()
    }

    /// All phrases that begin at a token and end before `end`, each with the token past it.
    pub fn phrases(&self, page: &Page<'_>, at: u32, end: u32, found: &mut Vec<(u32, Meaning)>) {
        let mut nodes = [0u32; 4];
        let mut count = 1;
        let mut i = at;
        while i < end && count > 0 {
            let word = page.word(i);
            let mut next = [0u32; 4];
            let mut reached = 0;
            let lexes = word.lemmas.iter().map(|(lex, _)| *lex).chain(word.lex);
            for lex in lexes {
                for node in nodes.iter().take(count) {
                    if let Some(&target) = self.edges.get(&(*node, lex))
                        && reached < next.len()
                        && !next.iter().take(reached).any(|n| *n == target)
                    {
                        next[reached] = target;
                        reached += 1;
                    }
                }
            }
            (nodes, count) = (next, reached);
            i += 1;
            for node in nodes.iter().take(count) {
                found.extend(self.ends.get(node).into_iter().flatten().map(|meaning| (i, *meaning)));
            }
        }
    }

    fn add(&mut self, phrase: &str, meaning: Meaning, lexicon: &mut Lexicon) {
        let mut node = 0;
        for word in words_of(phrase) {
            let lex = lexicon.intern(&word);
            let nodes = &mut self.nodes;
            node = *self.edges.entry((node, lex)).or_insert_with(|| {
                *nodes += 1;
                *nodes
            });
        }
        if node != 0 {
            let ends = self.ends.entry(node).or_default();
            if !ends.contains(&meaning) {
                ends.push(meaning);
            }
        }
    }
}

/// A phrase as the tokenizer would part it: words at spaces and hyphens, a final `'s` and each mark alone.
fn words_of(phrase: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut fresh = true;
    for c in crate::segment::words::fold(phrase).chars() {
        if c == ' ' || c == '-' {
            fresh = true;
        } else if c.is_alphanumeric() && !fresh && words.last().is_some_and(|w| w.starts_with(char::is_alphanumeric)) {
            if let Some(word) = words.last_mut() {
                word.push(c);
            }
        } else if c == '\'' {
            words.push(c.to_string());
            fresh = false;
        } else if let Some(word) = words.last_mut().filter(|w| *w == "'" && c.is_alphabetic()) {
            word.push(c);
        } else {
            words.push(c.to_string());
            fresh = !c.is_alphanumeric();
        }
    }
    rejoin_contractions(words)
}

/// `don't` is one token, `lion's` two.
fn rejoin_contractions(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for word in words {
        match joined.last_mut() {
            Some(last) if word.starts_with('\'') && word != "'s" => last.push_str(&word),
            _ => joined.push(word),
        }
    }
    joined
}

/// Cues by class, as a rule file gives them.
pub type CueSpec = BTreeMap<CueClass, Vec<String>>;

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn phrases_part_as_the_tokenizer_parts_them() {
        for (phrase, words) in [
            ("the lion's share", "the|lion|'s|share"),
            ("don't know", "don't|know"),
            ("e.g.", "e|.|g|."),
            ("kilowatt-hour", "kilowatt|hour"),
            ("like-for-like", "like|for|like"),
        ] {
            assert_eq!(words_of(phrase).join("|"), words, "{phrase}");
        }
    }
}
