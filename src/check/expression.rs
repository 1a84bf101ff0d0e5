//! Known expressions with a word swapped for a synonym. The walk over the page is made once for all rules
//! (`rule/expressions.rs`); here a rule says which of the hits it takes, and a hit becomes a mark. It knows no expressions.

use super::{Mark, Repair};
use crate::english::case::{apply, shape_of};
use crate::english::inflect::{Form, inflect};
use crate::rule::expressions::{Expressions, SwapHit, written};
use crate::segment::{Lexicon, Page};

/// `[rule.check.expression]`: which swapped expressions the rule takes. Of several rules the first that takes a hit has it.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExpressionSpec {
    /// Fields of expressions, or kinds of names (`names/place`); empty for all.
    #[serde(default)]
    fields: Vec<String>,
    /// Synonym tables of which every swap must be; empty for all.
    #[serde(default)]
    tables: Vec<String>,
    /// The most words that may be swapped.
    #[serde(default = "one")]
    swaps: usize,
    /// The fewest content words that must stand as they are.
    #[serde(default = "one_kept")]
    kept: u8,
    /// The fewest words that the expression must have.
    #[serde(default = "two")]
    words: u8,
    /// Only synonyms among the first so many of their table's line.
    #[serde(default)]
    rank: Option<u8>,
    /// Only expressions in which a word of meaning was swapped, not of grammar.
    #[serde(default)]
    content: bool,
    /// The fewest words of meaning that the expression must have.
    #[serde(default)]
    meaning: u8,
    /// Only expressions that have capitals: names.
    #[serde(default)]
    capitals: bool,
    /// Only expressions without a gap or a possessive, into which much fits.
    #[serde(default)]
    closed: bool,
    /// Words of expressions that good writers exchange freely (*year*, *see*, *people*): a swap of one of them is not told.
    #[serde(default)]
    except: Vec<String>,
}

fn one() -> usize {
    1
}
fn one_kept() -> u8 {
    1
}
fn two() -> u8 {
    2
}

impl ExpressionSpec {
    /// Whether the rule takes hits of two swaps, one of them from this synonym table.
    pub fn takes_two(&self, table: &str) -> bool {
        self.swaps > 1 && (self.tables.is_empty() || self.tables.iter().any(|t| t == table))
    }

    /// Whether the rule takes this hit.
    pub fn takes(&self, hit: &SwapHit, all: &Expressions, lexicon: &Lexicon) -> bool {
        let expression = all.expression(hit.expression);
        let field = expression.field;
        hit.swapped.len() <= self.swaps
            && hit.kept >= self.kept + u8::from(expression.open)
            && expression.words >= self.words
            && (self.fields.is_empty()
                || self.fields.iter().any(|f| f == field || f == "names" && field.starts_with("names/")))
            && (self.tables.is_empty()
                || hit.swapped.iter().all(|s| self.tables.iter().any(|t| t == all.table(s.table))))
            && self.rank.is_none_or(|most| hit.swapped.iter().all(|s| s.rank < most))
            && !hit.swapped.iter().any(|s| self.except.iter().any(|e| e == lexicon.word(s.head)))
            && expression.content >= self.meaning
            && (!self.capitals || expression.capitals)
            && !(self.closed && expression.open)
            && (!self.content || hit.swapped.iter().all(|s| !all.is_function(s.head)))
    }
}

/// The mark of a hit: the swapped words and all between them. Its message may name the whole `{chunk}` and the `{expression}`.
/// The repairs put the expression's words where the swapped ones stand; hits past the first are further expressions there.
pub fn mark(page: &Page<'_>, hits: &[&SwapHit], all: &Expressions, lexicon: &Lexicon) -> Option<Mark> {
    let first = hits.first()?;
    let swapped = first.swapped.first()?.tokens.start..first.swapped.last()?.tokens.end;
    let chunk = page.prose.slice(page.span(first.tokens.clone())).split_whitespace().collect::<Vec<_>>().join(" ");
    let expression = all.expression(first.expression);
    let mut mark = Mark::new(page.span(swapped))
        .with("chunk", chunk)
        .with("expression", expression.text)
        .with("field", expression.field);
    mark = mark.with("swaps", swaps(first, all));
    for hit in hits {
        let edits = hit.swapped.iter().map(|s| {
            let at = page.span(s.tokens.clone());
            let expression = all.expression(hit.expression);
            let written = written(expression.text).nth(s.slot).unwrap_or_default();
            let lemma = lexicon.word(s.head);
            let plural =
                s.form == Form::Plural && written == lemma && written.ends_with('s') && !written.ends_with("ss");
            let word = if s.form == Form::Base || plural || written.is_empty() && lemma.is_empty() {
                written.to_owned()
            } else {
                inflect(lemma, s.form)
            };
            let capitals = expression.capitals && written.starts_with(char::is_uppercase);
            let word = if capitals { written.to_owned() } else { apply(&word, shape_of(page.prose.slice(at))) };
            (at.into(), word)
        });
        mark.repairs.push(Repair { edits: edits.collect(), title: None, safety: None });
    }
    Some(mark)
}

/// What is known of a hit, for those who tune rules: content words kept, then table, rank and form of each swap.
fn swaps(hit: &SwapHit, all: &Expressions) -> String {
    let swaps = hit.swapped.iter().map(|s| format!("{}:{}:{:?}:{}", all.table(s.table), s.rank, s.form, s.slot));
    let expression = all.expression(hit.expression);
    let swaps: Vec<_> = swaps.collect();
    format!("{}|{}|{}|{}|{}", hit.kept, expression.content, expression.words, expression.open, swaps.join(","))
}
