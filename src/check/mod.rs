//! TABLE 2: the rule kinds. A check finds places on a page and knows no words of its own, no rule text and no format: its
//! rule gives it words, limits and everything a reader is told. A new kind is one file here, its line in [`CheckSpec`] and its
//! arm in [`CheckSpec::build`]. Phrases are no check of their own: all rules' phrases are one automaton (`rule/automaton.rs`).

pub mod apostrophe;
pub mod article;
pub mod capital;
pub mod comma;
pub mod compound;
pub mod dash;
pub mod doubled_mark;
pub mod end_mark;
pub mod expression;
pub mod juncture;
mod near;
pub mod numbers;
pub mod pairs;
pub mod pattern;
pub mod respell;
pub mod sourced;
pub mod spacing;
mod vocabulary;

use crate::finding::{Label, Level, Safety};
use crate::rule::load::{Loader, Problem};
use crate::segment::Page;
use crate::text::{Prose, Source, Span};

/// Finds places on a page.
pub trait Check: Send + Sync {
    /// Appends a mark for each place.
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>);
}

/// A place: in the prose as a rule, in the raw file where the prose does not show it (line ends, control characters).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Bytes of the prose.
    Prose(Span<Prose>),
    /// Bytes of the file.
    Source(Span<Source>),
}

impl From<Span<Prose>> for At {
    fn from(span: Span<Prose>) -> Self {
        Self::Prose(span)
    }
}

impl From<Span<Source>> for At {
    fn from(span: Span<Source>) -> Self {
        Self::Source(span)
    }
}

/// All that a check says of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The place.
    pub at: At,
    /// Values for the `{placeholders}` of the rule's message and fix; `{found}` is always given by the engine.
    pub captures: Vec<(&'static str, String)>,
    /// Other places that are part of the evidence, each with what to say there.
    pub related: Vec<(At, String)>,
    /// Places in other files that are part of the evidence. A mark with such a place has its repairs from there, so that even
    /// inside quotation marks they may be taken.
    pub beside: Vec<Label>,
    /// Repairs that follow from the place, best first; a rule's own fix comes before them.
    pub repairs: Vec<Repair>,
    /// A level lower than the rule's, where the check is in doubt.
    pub level: Option<Level>,
}

impl Mark {
    /// A mark with nothing but its place.
    pub fn new(at: impl Into<At>) -> Self {
        Self {
            at: at.into(),
            captures: Vec::new(),
            related: Vec::new(),
            beside: Vec::new(),
            repairs: Vec::new(),
            level: None,
        }
    }

    /// With a value for a placeholder.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.captures.push((name, value.into()));
        self
    }

    /// With another place.
    #[must_use]
    pub fn and(mut self, at: impl Into<At>, says: impl Into<String>) -> Self {
        self.related.push((at.into(), says.into()));
        self
    }

    /// With a repair of one edit.
    #[must_use]
    pub fn repair(mut self, at: impl Into<At>, text: impl Into<String>) -> Self {
        self.repairs.push(Repair { edits: vec![(at.into(), text.into())], title: None, safety: None });
        self
    }
}

/// One way to mend a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// Edits that belong together.
    pub edits: Vec<(At, String)>,
    /// What it does, where “replace with …” does not say it.
    pub title: Option<String>,
    /// The most it can be trusted, where that is less than the rule's fix safety.
    pub safety: Option<Safety>,
}

/// A check as written in a rule file: the key under `check` names the kind.
#[derive(Debug, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckSpec {
    /// Words in a row, in any inflected form.
    Phrase(crate::rule::phrase::PhraseSpec),
    /// Known expressions with a word swapped.
    Expression(expression::ExpressionSpec),
    /// Something that differs from the sources of the draft.
    Change(sourced::ChangeSpec),
    /// Numbers that cannot all be true.
    Number(numbers::NumberSpec),
    /// A regular expression.
    Pattern(pattern::PatternSpec),
    /// Apostrophes by their form.
    Apostrophe(apostrophe::ApostropheSpec),
    /// `a` and `an`.
    Article(article::ArticleSpec),
    /// Capitals after marks.
    Capital(capital::CapitalSpec),
    /// Commas that are missing.
    Comma(comma::CommaSpec),
    /// Compounds of a number and a unit.
    Compound(compound::CompoundSpec),
    /// Hyphens typed for dashes.
    Dash(dash::DashSpec),
    /// A mark between two words.
    Juncture(juncture::JunctureSpec),
    /// Words with a wrong or missing apostrophe.
    Respell(respell::RespellSpec),
    /// Two marks for one.
    DoubledMark(doubled_mark::DoubledMarkSpec),
    /// End marks that are missing.
    EndMark(end_mark::EndMarkSpec),
    /// Quotation marks and brackets without a partner.
    Pairs(pairs::PairsSpec),
    /// Space around marks.
    Spacing(spacing::SpacingSpec),
}

/// A check ready to run, or a phrase for the common automaton.
pub enum Built {
    /// Its phrases have gone into the automaton under the rule's number.
    Phrases,
    /// It takes its share of the swapped expressions that are found in one walk for all rules.
    Expressions(expression::ExpressionSpec),
    /// It takes its share of the changes that are found in one comparison for all rules.
    Changes(sourced::ChangeSpec),
    /// It takes its share of the conflicts that are found in one run of all families.
    Number(numbers::NumberSpec),
    /// A check of its own.
    Check(Box<dyn Check>),
}

impl CheckSpec {
    /// Makes the check of rule number `rule`; mistakes go to the loader.
    pub fn build(self, rule: u32, loader: &mut Loader<'_>) -> Result<Built, Problem> {
        Ok(match self {
            Self::Phrase(spec) => {
                spec.add(rule, loader)?;
                Built::Phrases
            }
            Self::Expression(spec) => Built::Expressions(spec),
            Self::Change(spec) => Built::Changes(spec),
            Self::Number(spec) => Built::Number(spec),
            Self::Pattern(spec) => Built::Check(Box::new(spec.build()?)),
            Self::Article(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Apostrophe(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Compound(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Capital(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Comma(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Dash(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Juncture(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Respell(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::DoubledMark(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::EndMark(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Pairs(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Spacing(spec) => Built::Check(Box::new(spec.build(loader)?)),
        })
    }
}
