//! A rule file as its author writes it. These types are read by serde and go no further than `load.rs`; what their keys mean
//! is said here, since the manual is made from it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde_spanned::Spanned;

use super::Quotations;
use super::condition::ConditionsSpec;
use super::phrase::Case;
use crate::check::CheckSpec;
use crate::check::sourced::knowledge::ComparisonSpec;
use crate::finding::{Level, Safety};
use crate::segment::quantity::vocabulary::{CueSpec, CurrencySpec, UnitSpec, ZoneSpec};
use crate::text::Source;

/// A rule file.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FileSpec {
    /// The set that all rules of the file belong to.
    pub set: Spanned<String>,
    /// What the file is for.
    #[serde(default)]
    pub about: Option<String>,
    /// The sets that this one builds on: files, relative to this one (`"../house.toml"`), or the names of built-in sets
    /// (`"spun"`). Their lists can be used here, and their rules changed.
    #[serde(default)]
    pub extends: Vec<Spanned<String>>,
    /// The version of the set: numbers with dots, `"1.2"`.
    #[serde(default)]
    pub version: Option<Spanned<String>>,
    /// The language that the set is for: `en`, or one English such as `en-GB`.
    #[serde(default)]
    pub language: Option<Spanned<String>>,
    /// The oldest deskcheck that can use the set: `"0.1"`.
    #[serde(default)]
    pub needs: Option<Spanned<String>>,
    /// What becomes of findings inside quotation marks where a rule does not say it itself.
    #[serde(default)]
    pub quotations: Option<Quotations>,
    /// Named word lists, used in phrases and conditions as `@name`. An entry `@other` stands for all of another list. A list
    /// that a set shares with one that it extends is one list: its entries add up.
    #[serde(default)]
    pub lists: BTreeMap<String, Vec<Spanned<String>>>,
    /// The rules.
    #[serde(default)]
    pub rule: Vec<RuleSpec>,
    /// Changes to rules of the sets that this one extends.
    #[serde(default)]
    pub change: Vec<AmendSpec>,
    /// Known expressions, by field.
    #[serde(default)]
    pub expressions: Vec<ExpressionsSpec>,
    /// Names of two or more words, by kind.
    #[serde(default)]
    pub names: Vec<NamesSpec>,
    /// Words about numbers, by what they do.
    #[serde(default)]
    pub cues: CueSpec,
    /// Units of measure.
    #[serde(default)]
    pub unit: Vec<Spanned<UnitSpec>>,
    /// Currencies.
    #[serde(default)]
    pub currency: Vec<CurrencySpec>,
    /// Time zones with one meaning.
    #[serde(default)]
    pub zone: Vec<ZoneSpec>,
    /// A table of synonyms; its name is the name of the file.
    #[serde(default)]
    pub synonyms: Option<SynonymsSpec>,
    /// What an editor knows when a draft lies beside its source.
    #[serde(default)]
    pub comparison: Option<ComparisonSpec>,
    /// Neighbours seen in good prose.
    #[serde(default)]
    pub seen: Option<SeenSpec>,
    /// Words that are spelt in two ways, by family; for the spelling check of the same file.
    #[serde(default)]
    pub spelling: Vec<SpellingListSpec>,
    /// Words that tell no dialect, whatever the lists say of them.
    #[serde(default)]
    pub ambiguous: String,
}

/// `[[spelling]]`: words that America and Britain spell in two ways.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SpellingListSpec {
    /// What they have in common: `our`, `re`, `ise` …
    pub family: String,
    /// What the family is.
    #[serde(default)]
    pub about: Option<String>,
    /// Whether the American spelling is good British, too, in this family.
    #[serde(default)]
    pub oxford: bool,
    /// One pair a line: `american british`, then flags with commas between.
    pub pairs: Spanned<String>,
}

/// `[[expressions]]`: expressions of good English, of which a swapped word is told.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExpressionsSpec {
    /// The field they belong to.
    pub field: String,
    /// One expression a line; `...` is a gap of one to three words, `one's` any possessive; after ` ! ` the variants, parted by
    /// commas, that good writers use too.
    pub text: Spanned<String>,
}

/// `[[names]]`: names of which a spinner could swap a word.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NamesSpec {
    /// What they are names of.
    pub kind: String,
    /// One name a line, with its capitals, and its abbreviation in brackets.
    pub text: Spanned<String>,
}

/// `[synonyms]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SynonymsSpec {
    /// One word a line: `word: swap, longer swap`.
    pub text: Spanned<String>,
}

/// One rule.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleSpec {
    /// Its name within the set: lower case with hyphens.
    pub id: Spanned<String>,
    /// `error`, `warning` (the default) or `note`.
    #[serde(default)]
    pub level: Option<Level>,
    /// What is said, one sentence; `{found}` is the text found, `{fix}` the first fix.
    pub message: Spanned<String>,
    /// Why the rule exists.
    pub why: String,
    /// `false` for a rule that runs only when it is selected.
    #[serde(default)]
    pub on: Option<bool>,
    /// What becomes of findings inside quotation marks: `check` (the default), `compare`, `note`, `skip`.
    #[serde(default)]
    pub quotations: Option<Quotations>,
    /// The family of rules that it belongs to: traces of one kind of tool.
    #[serde(default)]
    pub family: Option<String>,
    /// `true` for words that are good English elsewhere: the rule speaks only where the document holds findings of rules of
    /// its family that are not weak.
    #[serde(default)]
    pub weak: bool,
    /// How many findings of strong rules a weak one waits for (2).
    #[serde(default)]
    pub strong: Option<usize>,
    /// The kind of check and what it looks for.
    pub check: CheckSpec,
    /// Conditions that must hold.
    #[serde(default)]
    pub when: Option<ConditionsSpec>,
    /// Conditions of which none may hold.
    #[serde(default)]
    pub unless: Option<ConditionsSpec>,
    /// How to mend it.
    #[serde(default)]
    pub fix: Option<FixSpec>,
    /// Proofs.
    #[serde(default)]
    pub example: Vec<ExampleSpec>,
    /// The files of the sets that have changed it.
    #[serde(skip)]
    pub changed: Vec<String>,
}

/// `[rule.fix]`
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FixSpec {
    /// What takes the place of the text found, best first. It is put into the form (plural, past …) and the case of what it
    /// replaces. Leave it out where the check itself knows the repair.
    #[serde(default)]
    pub replace: Option<Spanned<OneOrMany>>,
    /// `any` (the default): the replacement takes the form and the capitals of what it replaces; `exact`: it stands as written.
    #[serde(default)]
    pub case: Case,
    /// `safe` (may be applied unseen), `unsafe` (the default: a reader decides) or `shown` (never applied).
    #[serde(default)]
    pub safety: Option<Safety>,
    /// What the fix does, where “replace with …” does not say it.
    #[serde(default)]
    pub title: Option<String>,
}

/// A text or a list of texts.
#[derive(Debug, Default)]
pub struct OneOrMany(pub Vec<String>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;
        impl<'de> Visitor<'de> for Texts {
            type Value = OneOrMany;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<OneOrMany, E> {
                Ok(OneOrMany(vec![text.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<OneOrMany, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(OneOrMany)
            }
        }
        deserializer.deserialize_any(Texts)
    }
}

/// `[[change]]`: what becomes of a rule of a set that this one extends. Words and conditions add up; what is one value takes
/// the place of the old one.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AmendSpec {
    /// The rule: `set/rule`.
    pub rule: Spanned<String>,
    /// Its level from now on.
    #[serde(default)]
    pub level: Option<Level>,
    /// `false` switches it off, `true` on.
    #[serde(default)]
    pub on: Option<bool>,
    /// What is said.
    #[serde(default)]
    pub message: Option<Spanned<String>>,
    /// Why the rule exists.
    #[serde(default)]
    pub why: Option<String>,
    /// What becomes of findings inside quotation marks.
    #[serde(default)]
    pub quotations: Option<Quotations>,
    /// More phrases or patterns, for rules of the kinds `phrase` and `pattern`.
    #[serde(default)]
    pub find: Vec<Spanned<String>>,
    /// Further conditions that must hold.
    #[serde(default)]
    pub when: Option<ConditionsSpec>,
    /// Further exceptions.
    #[serde(default)]
    pub unless: Option<ConditionsSpec>,
    /// What takes the place of the text found, instead of what the rule says.
    #[serde(default)]
    pub replace: Option<Spanned<OneOrMany>>,
    /// `safe`, `unsafe` or `shown`.
    #[serde(default)]
    pub safety: Option<Safety>,
    /// Further proofs.
    #[serde(default)]
    pub example: Vec<ExampleSpec>,
}

/// `[[rule.example]]`: either `bad` (with `good` where the rule mends) or `fine`.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleSpec {
    /// A text with the places that must be found in [square brackets]; `[[` and `]]` are brackets of the text itself.
    #[serde(default)]
    pub bad: Option<Spanned<String>>,
    /// What the first fix of each finding makes of it.
    #[serde(default)]
    pub good: Option<Spanned<String>>,
    /// A text in which the rule must be silent.
    #[serde(default)]
    pub fine: Option<Spanned<String>>,
    /// The text that the example was written from, for rules that compare a draft with its source.
    #[serde(default)]
    pub source: Option<String>,
    /// The file name to read the example by (`a.txt`); Markdown where it is left out.
    #[serde(default)]
    pub name: Option<String>,
    /// The file it stands in, where that is not the file of its rule.
    #[serde(skip)]
    pub home: Option<Arc<Source>>,
}

/// `[seen]`: pairs of words that stand side by side in good prose, so that a swap which yields one is none.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SeenSpec {
    /// One word a line, then the words seen after it: `word: next next next`.
    pub text: Spanned<String>,
}
