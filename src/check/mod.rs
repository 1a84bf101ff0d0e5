//! TABLE 2: the rule kinds. A check finds places on a page and knows no words of its own, no rule text and no format: its
//! rule gives it words, limits and everything a reader is told. A new kind is one file here, its line in [`CheckSpec`] and its
//! arm in [`CheckSpec::build`]. Phrases are no check of their own: all rules' phrases are one automaton (`rule/automaton.rs`).

pub mod abbreviation;
pub mod acronym;
pub mod apostrophe;
pub mod article;
pub mod broken_word;
pub mod capital;
pub mod characters;
pub mod comma;
pub mod compound;
pub mod dash;
pub mod doubled;
pub mod doubled_mark;
pub mod end_mark;
pub mod ending;
pub mod entity;
pub mod expression;
pub mod form;
pub mod juncture;
pub mod language;
pub mod line;
pub mod line_end;
pub mod link_parameter;
pub mod look_alike;
pub mod mojibake;
mod near;
pub mod near_name;
pub mod numbers;
pub mod one_case;
pub mod one_hyphen;
pub mod own;
pub mod pairs;
pub mod pattern;
pub mod placeholders;
pub mod quotation_style;
pub mod repeated;
pub mod respell;
pub mod sourced;
pub mod spacing;
pub mod spelling;
pub mod tally;
pub mod variant;
mod vocabulary;

use crate::finding::{Label, Level, Safety};
use crate::rule::literals::LiteralId;
use crate::rule::load::{Loader, Problem};
use crate::segment::Page;
use crate::text::{Prose, Source, Span};

/// Finds places on a page.
pub trait Check: Send + Sync {
    /// Appends a mark for each place.
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>);

    /// Texts without any of which on the page there is nothing to mark; empty where it must always look.
    fn needs(&self) -> &[LiteralId] {
        &[]
    }
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

    /// A note whose repairs want a reader's eye: a check that is in doubt of the place is in doubt of its repair.
    #[must_use]
    pub fn doubtful(mut self) -> Self {
        self.level = Some(Level::Note);
        for repair in &mut self.repairs {
            repair.safety = Some(repair.safety.map_or(Safety::Unsafe, |safety| safety.min(Safety::Unsafe)));
        }
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
    /// Numbers that cannot all be true.
    Number(numbers::NumberSpec),
    /// An abbreviation in brackets that does not fit the words before it.
    Abbreviation(abbreviation::AbbreviationSpec),
    /// Something that differs from the sources of the draft.
    Change(sourced::ChangeSpec),
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
    /// Whole lines and sentences that patterns describe.
    Line(line::LineSpec),
    /// Headings, paragraphs and sentences that stand twice.
    Repeated(repeated::RepeatedSpec),
    /// Words written twice in a row.
    Doubled(doubled::DoubledSpec),
    /// Paragraphs that stop before they end.
    Ending(ending::EndingSpec),
    /// UTF-8 read as another encoding.
    Mojibake(mojibake::MojibakeSpec),
    /// Words taken apart or run together.
    BrokenWord(broken_word::BrokenWordSpec),
    /// Characters that do not belong in a text.
    Characters(characters::CharactersSpec),
    /// Letters of another alphabet that look like Latin ones.
    LookAlike(look_alike::LookAlikeSpec),
    /// Character references that a reader sees.
    Entity(entity::EntitySpec),
    /// Mixed line ends.
    LineEnd(line_end::LineEndSpec),
    /// Tracking parameters of web addresses.
    LinkParameter(link_parameter::LinkParameterSpec),
    /// British and American spelling in one document.
    Spelling(spelling::SpellingSpec),
    /// Ways of writing one thing, by patterns.
    Variant(variant::VariantSpec),
    /// Forms of one word or abbreviation.
    Form(form::FormSpec),
    /// Compounds with and without a hyphen.
    OneHyphen(one_hyphen::OneHyphenSpec),
    /// Terms with and without a capital.
    OneCase(one_case::OneCaseSpec),
    /// Acronyms and what they stand for.
    Acronym(acronym::AcronymSpec),
    /// Names spelt in two ways.
    NearName(near_name::NearNameSpec),
    /// A draft in another language.
    Language(language::LanguageSpec),
    /// Straight and curly, single and double quotation marks.
    QuotationStyle(quotation_style::QuotationStyleSpec),
}

/// A check ready to run, or a phrase for the common automaton.
pub enum Built {
    /// Its phrases have gone into the automaton under the rule's number.
    Phrases,
    /// It takes its share of the swapped expressions that are found in one walk for all rules.
    Expressions(expression::ExpressionSpec),
    /// It takes its share of the conflicts that are found in one run of all families.
    Number(numbers::NumberSpec),
    /// It takes its share of the changes that are found in one comparison for all rules.
    Changes(sourced::ChangeSpec),
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
            Self::Number(spec) => Built::Number(spec),
            Self::Abbreviation(spec) => Built::Check(Box::new(spec.build()?)),
            Self::Change(spec) => Built::Changes(spec),
            Self::Pattern(spec) => Built::Check(Box::new(spec.build(loader)?)),
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
            Self::Line(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Repeated(spec) => Built::Check(Box::new(spec.build())),
            Self::Doubled(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Ending(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Mojibake(spec) => Built::Check(Box::new(spec.build())),
            Self::BrokenWord(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Characters(spec) => Built::Check(Box::new(spec.build()?)),
            Self::LookAlike(spec) => Built::Check(Box::new(spec.build()?)),
            Self::Entity(spec) => Built::Check(Box::new(spec.build())),
            Self::LineEnd(spec) => Built::Check(Box::new(spec.build())),
            Self::LinkParameter(spec) => Built::Check(Box::new(spec.build())),
            Self::Spelling(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Variant(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Form(spec) => Built::Check(Box::new(spec.build()?)),
            Self::OneHyphen(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::OneCase(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Acronym(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::NearName(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::Language(spec) => Built::Check(Box::new(spec.build(loader)?)),
            Self::QuotationStyle(spec) => Built::Check(Box::new(spec.build())),
        })
    }
}
