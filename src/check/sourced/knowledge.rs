//! What rule files know of changes (`[comparison]`): words that stand for one another, cues of certainty and attribution, ranks,
//! measures and hedges. It is read once; it looks at no draft.

use rustc_hash::FxHashMap;
use serde_spanned::Spanned;

use crate::compare::items::{key, stem};
use crate::english::grammar::contraction;

/// `[comparison]`, in a rule file of the set `sourced`. Several files add up.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ComparisonSpec {
    /// One group a line: words and phrases, parted by commas, that may stand for one another without a change of fact.
    #[serde(default)]
    harmless: Option<Spanned<String>>,
    /// One kind of measure a line: `length: metre m = 1; foot feet = 0.3048`, each unit with its spellings and its size.
    #[serde(default)]
    units: Option<Spanned<String>>,
    /// Hedges that are bounds, a line for each bound: `least: at least, no fewer than`.
    #[serde(default)]
    bounds: Option<Spanned<String>>,
    /// Hedges that soften.
    #[serde(default)]
    hedges: Vec<String>,
    /// Cues of certainty, a line for each degree: `possible: may, might`.
    #[serde(default)]
    certainty: Option<Spanned<String>>,
    /// Degrees that reported speech makes of one another: `["will", "would"]`.
    #[serde(default)]
    shifts: Vec<[String; 2]>,
    /// Phrases by which a sentence leans on somebody.
    #[serde(default)]
    attribution: Vec<String>,
    /// Verbs of saying.
    #[serde(default)]
    say: Vec<String>,
    /// Words of rank and office.
    #[serde(default)]
    titles: Vec<String>,
    /// Words before a title that change the rank.
    #[serde(default)]
    qualifiers: Vec<String>,
    /// Words after a verb that make one verb with it.
    #[serde(default)]
    particles: Vec<String>,
    /// Words of grammar that carry matter: *few*, *before*.
    #[serde(default)]
    telling: Vec<String>,
    /// Words that *to* and a verb may follow.
    #[serde(default)]
    before_infinitive: Vec<String>,
    /// What a quotation may change.
    #[serde(default)]
    quotations: FreedomSpec,
    /// The fewest words of a run that is told as copied.
    #[serde(default)]
    copied_words: Option<u32>,
}

/// `[comparison.quotations]`: what a writer may change between quotation marks. What a later file says counts.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct FreedomSpec {
    contractions: Option<bool>,
    spelling: Option<bool>,
    brackets: Option<bool>,
    ellipses: Option<bool>,
    openings: Option<bool>,
}

/// What a writer may change between quotation marks without altering the quotation. Marks and the case of the first letter are
/// always free.
#[derive(Clone, Copy, Debug)]
pub struct Freedoms {
    /// *Don't* for *do not*, and the reverse.
    pub contractions: bool,
    /// British for American spelling, and the reverse.
    pub spelling: bool,
    /// What stands in square brackets.
    pub brackets: bool,
    /// What an ellipsis stands for.
    pub ellipses: bool,
    /// To begin late and to stop early.
    pub openings: bool,
}

impl Default for Freedoms {
    fn default() -> Self {
        Self { contractions: true, spelling: true, brackets: true, ellipses: true, openings: true }
    }
}

impl Freedoms {
    fn take(&mut self, spec: &FreedomSpec) {
        let freedoms = [
            (&mut self.contractions, spec.contractions),
            (&mut self.spelling, spec.spelling),
            (&mut self.brackets, spec.brackets),
            (&mut self.ellipses, spec.ellipses),
            (&mut self.openings, spec.openings),
        ];
        for (freedom, said) in freedoms {
            *freedom = said.unwrap_or(*freedom);
        }
    }
}

/// What a phrase of the knowledge stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// A degree of certainty, by number.
    Certainty(u8),
    /// A sentence leans on somebody.
    Attribution,
    /// A verb of saying.
    Say,
    /// A bound before a figure, by number.
    Bound(u8),
    /// A softening hedge before a figure.
    Hedge,
}

/// On which side of a bound the truth lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It is as much or more.
    Over,
    /// It is as much or less.
    Under,
}

/// A unit: which kind of measure, and its size in that kind's first unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// The kind of measure, by number.
    pub measure: u8,
    /// Its size.
    pub size: f64,
}

/// All that is known of changes.
#[derive(Debug, Default)]
pub struct Knowledge {
    groups: FxHashMap<Vec<u32>, Vec<u16>>,
    /// Stems that make no difference between two phrases of a group.
    light: Vec<u32>,
    group_count: u16,
    /// By first stem: phrase and meaning, longest first.
    cues: FxHashMap<u32, Vec<(Vec<u32>, Cue)>>,
    units: FxHashMap<u32, Unit>,
    measures: u8,
    certainties: Vec<String>,
    /// Degrees that reported speech makes of one another.
    shifts: Vec<(u8, u8)>,
    bounds: Vec<String>,
    titles: Vec<u32>,
    qualifiers: Vec<u32>,
    particles: Vec<u32>,
    telling: Vec<u32>,
    infinitives: Vec<u32>,
    /// What a quotation may change.
    pub freedoms: Freedoms,
    /// The fewest words of a run that is told as copied; 0 where no rule file says.
    pub copied_words: u32,
}

/// The stems of a phrase, contractions written out.
fn stems(phrase: &str) -> Vec<u32> {
    phrase
        .split_whitespace()
        .map(|w| w.to_lowercase())
        .flat_map(|w| match contraction(&w) {
            Some((a, b)) => vec![stem(a), stem(b)],
            None if w == "percent" => vec![key("%")],
            None => vec![stem(&w)],
        })
        .collect()
}

impl Knowledge {
    /// Adds what a file says. Returns the bytes of what cannot be read, each with what is wrong.
    pub fn add(&mut self, spec: ComparisonSpec) -> Vec<(std::ops::Range<usize>, String)> {
        let mut bad = Vec::new();
        self.light = ["a", "an", "the", "be", "have", "do", "to", "who"].map(stem).to_vec();
        for line in lines(spec.harmless.as_ref()) {
            self.add_group(line);
        }
        if let Some(units) = &spec.units {
            for line in lines(Some(units)) {
                if self.add_units(line).is_none() {
                    bad.push((units.span(), format!("`{line}` is not `measure: unit spelling = size; …`")));
                }
            }
        }
        for line in lines(spec.certainty.as_ref()) {
            let Some((name, words)) = line.split_once(':') else { continue };
            let class = number(&mut self.certainties, name);
            self.add_cues(words.split(','), Cue::Certainty(class));
        }
        for [a, b] in &spec.shifts {
            let pair = (number(&mut self.certainties, a), number(&mut self.certainties, b));
            self.shifts.push(pair);
        }
        for line in lines(spec.bounds.as_ref()) {
            let Some((name, words)) = line.split_once(':') else { continue };
            let class = number(&mut self.bounds, name);
            self.add_cues(words.split(','), Cue::Bound(class));
        }
        self.add_cues(spec.hedges.iter().map(String::as_str), Cue::Hedge);
        self.add_cues(spec.attribution.iter().map(String::as_str), Cue::Attribution);
        self.add_cues(spec.say.iter().map(String::as_str), Cue::Say);
        self.titles.extend(spec.titles.iter().map(|w| stem(w)));
        self.qualifiers.extend(spec.qualifiers.iter().map(|w| stem(w)));
        self.particles.extend(spec.particles.iter().map(|w| stem(w)));
        self.telling.extend(spec.telling.iter().map(|w| stem(w)));
        self.infinitives.extend(spec.before_infinitive.iter().map(|w| stem(w)));
        self.freedoms.take(&spec.quotations);
        if let Some(words) = spec.copied_words {
            self.copied_words = words;
        }
        for list in self.cues.values_mut() {
            list.sort_by_key(|(phrase, cue)| (std::cmp::Reverse(phrase.len()), *cue));
        }
        bad
    }

    fn add_group(&mut self, line: &str) {
        let group = self.group_count;
        self.group_count = self.group_count.saturating_add(1);
        for phrase in line.split(',') {
            let bare = self.bare(&stems(phrase));
            let groups = self.groups.entry(bare).or_default();
            if groups.last() != Some(&group) {
                groups.push(group);
            }
        }
    }

    fn add_units(&mut self, line: &str) -> Option<()> {
        let (_, units) = line.split_once(':')?;
        let measure = self.measures;
        self.measures += 1;
        for unit in units.split(';') {
            let (names, size) = unit.split_once('=')?;
            let size = size.trim().parse().ok()?;
            for name in names.split_whitespace() {
                self.units.insert(if name == "percent" { key("%") } else { stem(name) }, Unit { measure, size });
            }
        }
        Some(())
    }

    fn add_cues<'w>(&mut self, words: impl Iterator<Item = &'w str>, cue: Cue) {
        for phrase in words {
            let phrase = stems(phrase);
            if let Some(&first) = phrase.first() {
                self.cues.entry(first).or_default().push((phrase, cue));
            }
        }
    }

    /// The longest phrases of each meaning that begin at the first of these stems, with their lengths.
    pub fn cues_at(&self, stems: impl Fn(usize) -> Option<u32> + Copy) -> impl Iterator<Item = (usize, Cue)> {
        let list = stems(0).and_then(|first| self.cues.get(&first)).map_or(&[][..], Vec::as_slice);
        list.iter()
            .filter(move |(phrase, _)| phrase.iter().enumerate().all(|(i, s)| stems(i) == Some(*s)))
            .map(|(phrase, cue)| (phrase.len(), *cue))
    }

    /// Whether reported speech makes one of two degrees of certainty the other.
    pub fn shifts(&self, a: u8, b: u8) -> bool {
        self.shifts.contains(&(a, b)) || self.shifts.contains(&(b, a))
    }

    /// The side that a bound leaves open, by its name: `least` and `over`, `most` and `under`.
    pub fn side(&self, cue: Cue) -> Option<Side> {
        let Cue::Bound(class) = cue else { return None };
        match self.bounds.get(usize::from(class)).map(String::as_str) {
            Some("least" | "over") => Some(Side::Over),
            Some("most" | "under") => Some(Side::Under),
            _ => None,
        }
    }

    /// Whether *to* and a verb may follow a stem.
    pub fn leads_infinitive(&self, stem: u32) -> bool {
        self.infinitives.contains(&stem)
    }

    /// Whether some group has exactly these stems as a phrase.
    pub fn is_phrase(&self, stems: &[u32]) -> bool {
        self.groups.contains_key(stems)
    }

    /// Whether a word of grammar says as much as a word of matter.
    pub fn is_telling(&self, stem: u32) -> bool {
        self.telling.contains(&stem)
    }

    /// The unit that a stem names.
    pub fn unit(&self, stem: u32) -> Option<Unit> {
        self.units.get(&stem).copied()
    }

    /// Whether a stem is a word of rank.
    pub fn is_title(&self, stem: u32) -> bool {
        self.titles.contains(&stem)
    }

    /// Whether a stem changes a rank.
    pub fn is_qualifier(&self, stem: u32) -> bool {
        self.qualifiers.contains(&stem)
    }

    /// Whether a stem makes one verb with the verb before it.
    pub fn is_particle(&self, stem: u32) -> bool {
        self.particles.contains(&stem)
    }

    /// A row of stems without articles, auxiliaries and `to`, unless nothing else is in it.
    fn bare(&self, stems: &[u32]) -> Vec<u32> {
        let kept: Vec<u32> = stems.iter().copied().filter(|s| !self.light.contains(s)).collect();
        if kept.is_empty() { stems.to_vec() } else { kept }
    }

    /// Whether two rows of stems stand in one group, articles and auxiliaries apart.
    pub fn interchangeable(&self, a: &[u32], b: &[u32]) -> bool {
        let (a, b) = (self.bare(a), self.bare(b));
        if a == b {
            return true;
        }
        let (Some(x), Some(y)) = (self.groups.get(&a), self.groups.get(&b)) else { return false };
        x.iter().any(|g| y.contains(g))
    }
}

fn lines(text: Option<&Spanned<String>>) -> impl Iterator<Item = &str> {
    text.map_or("", |t| t.get_ref()).lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn number(names: &mut Vec<String>, name: &str) -> u8 {
    let at = names.iter().position(|n| n == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    at as u8
}
