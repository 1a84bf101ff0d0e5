//! British and American spelling, one choice for a document: the dialect with which most of its telling words agree is its
//! own, and the words that disagree are marked. The pairs are data, what goes by rule is `english/dialect.rs`. Names,
//! quotations and links keep their own spelling; a document without a majority is left alone.

use rustc_hash::{FxHashMap, FxHashSet};

use super::own::{in_name, is_own};
use super::{Check, Mark};
use crate::english::case::{apply, shape_of};
use crate::english::dialect::{Dialect, Norm, to_american, to_british};
use crate::english::inflect::{Form, inflect_in};
use crate::finding::Level;
use crate::rule::load::{Loader, Problem};
use crate::segment::words::Lex;
use crate::segment::{Page, TokenKind};

/// `[rule.check.spelling]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SpellingSpec {
    /// The dialect asked for; left out, the document's own majority is.
    #[serde(default)]
    dialect: Option<Norm>,
    /// So many telling words must agree before one is said to disagree.
    #[serde(default = "two")]
    least: usize,
}

fn two() -> usize {
    2
}

/// In the order in which equal choices are settled.
const DIALECTS: &[Norm] = &[Norm::American, Norm::British, Norm::Oxford, Norm::Canadian];

impl Norm {
    fn name(self) -> &'static str {
        match self {
            Self::American => "American",
            Self::British => "British",
            Self::Oxford => "British (with -ize)",
            Self::Canadian => "Canadian",
            Self::Australian => "Australian",
        }
    }

    /// Whether the dialect follows the British column of a family.
    fn is_british_in(self, family: &str) -> bool {
        match self {
            Self::American => Dialect::American.is_british_in(family),
            Self::British => Dialect::British.is_british_in(family),
            Self::Australian => Dialect::Australian.is_british_in(family),
            Self::Oxford => family != "ise",
            Self::Canadian => Dialect::Canadian.is_british_in(family),
        }
    }

    /// Whether a spelling is good in this dialect. Canada takes single words from either side, so that they tell nothing.
    fn takes(self, family: &str, british: bool) -> bool {
        let settled = matches!(family, "our" | "re" | "l-doubling" | "ence" | "ise" | "yse");
        self.is_british_in(family) == british || self == Self::Canadian && !settled
    }
}

/// One pair of the list.
struct Pair {
    family: u16,
    american: String,
    british: String,
    /// Only the surface form was given.
    surface: bool,
    /// The British spelling is good in America.
    american_too: bool,
    /// The American spelling is good in Britain.
    british_too: bool,
}

/// The list, ready to be asked.
pub struct Spelling {
    spec: SpellingSpec,
    families: Vec<String>,
    pairs: Vec<Pair>,
    /// Each word of a pair: which pair, and whether it is the British one.
    of: FxHashMap<Lex, (u32, bool)>,
    ambiguous: FxHashSet<String>,
}

impl SpellingSpec {
    /// Numbers the words of the list.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Spelling, Problem> {
        let mut spelling = Spelling {
            spec: self,
            families: Vec::new(),
            pairs: Vec::new(),
            of: FxHashMap::default(),
            ambiguous: loader.ambiguous.split_whitespace().map(str::to_owned).collect(),
        };
        for list in loader.spellings {
            let family = spelling.families.len() as u16;
            spelling.families.push(list.family.clone());
            for line in list.pairs.get_ref().lines().map(str::trim).filter(|l| !l.is_empty()) {
                let mut parts = line.split_whitespace();
                let (Some(american), Some(british)) = (parts.next(), parts.next()) else {
                    return Err(Problem::at(
                        list.pairs.span(),
                        format!("`{line}` is no pair: `american british flags`"),
                    ));
                };
                let flags: Vec<_> = parts.flat_map(|f| f.split(',')).collect();
                let flag = |name: &str| flags.contains(&name);
                // What depends on the part of speech cannot be told from the word alone.
                if flag("noun") || flag("verb") || flag("unit") {
                    continue;
                }
                let pair = Pair {
                    family,
                    american: american.to_owned(),
                    british: british.to_owned(),
                    surface: flag("surface"),
                    american_too: flag("american-too"),
                    british_too: flag("british-too"),
                };
                let number = spelling.pairs.len() as u32;
                let (a, b) = (loader.lexicon.intern(american), loader.lexicon.intern(british));
                spelling.of.entry(a).or_insert((number, false));
                spelling.of.entry(b).or_insert((number, true));
                spelling.pairs.push(pair);
            }
        }
        Ok(spelling)
    }
}

/// A word that tells a dialect.
struct Telling {
    token: u32,
    family: u16,
    british: bool,
    other: String,
}

impl Check for Spelling {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let found = self.telling(page);
        let asked = self.spec.dialect.or(page.norm);
        let Some(dialect) = asked.or_else(|| self.majority(&found)) else { return };
        let fits = |t: &&Telling| dialect.takes(self.family(t), t.british);
        let agree = found.iter().filter(fits).filter(|t| !self.is_weak(t)).count();
        let against = found.iter().filter(|t| !fits(t)).count();
        let norm = match asked {
            Some(_) if agree == 0 => format!("a house that writes {}", dialect.name()),
            _ => format!("a document that is otherwise {} ({agree} against {against})", dialect.name()),
        };
        let example = found.iter().find(|t| fits(t) && !self.is_weak(t));
        for t in found.iter().filter(|t| !fits(t)) {
            let mut mark = Mark::new(page.token(t.token).span())
                .with("norm", norm.clone())
                .with("other", if t.british { "British" } else { "American" })
                .repair(page.token(t.token).span(), t.other.clone());
            if let Some(example) = example {
                let says =
                    format!("{} spelling here, as in {} of {} words that tell", dialect.name(), agree, agree + against);
                mark = mark.and(page.token(example.token).span(), says);
            }
            if self.is_weak(t) {
                mark.level = Some(Level::Note);
            }
            out.push(mark);
        }
    }
}

impl Spelling {
    fn family(&self, t: &Telling) -> &str {
        &self.families[t.family as usize]
    }

    /// *towards* and *learnt* are read on both shores: they follow the others, and do not decide.
    fn is_weak(&self, t: &Telling) -> bool {
        matches!(self.family(t), "ward" | "t-past")
    }

    /// The dialect that most of the words agree with, where enough do.
    fn majority(&self, found: &[Telling]) -> Option<Norm> {
        // Verbs in -ize are written at Oxford and in Canada as well: what other words say decides for the shore.
        let is_verb = |t: &Telling| matches!(self.family(t), "ise" | "yse");
        let strong: Vec<&Telling> = found.iter().filter(|t| !self.is_weak(t)).collect();
        let american_verbs = strong.iter().any(|t| !t.british && is_verb(t));
        // One *analyzed* among British spellings is more likely a slip than Canada.
        let canada = strong.iter().filter(|t| !t.british && is_verb(t)).count() > 1;
        let others = |british: bool| strong.iter().filter(|t| t.british == british && !is_verb(t)).count();
        let shore = others(true).cmp(&others(false));
        let possible = |d: &Norm| match d {
            Norm::American => shore.is_le(),
            Norm::Oxford => american_verbs && shore.is_gt(),
            Norm::Canadian => canada && shore.is_gt(),
            Norm::British | Norm::Australian => shore.is_ge(),
        };
        let misses = |d: Norm| strong.iter().filter(|t| !d.takes(self.family(t), t.british)).count();
        let dialect = DIALECTS.iter().copied().filter(possible).min_by_key(|&d| misses(d))?;
        let (against, all) = (misses(dialect), strong.len());
        (all - against >= self.spec.least && all - against > against).then_some(dialect)
    }

    /// The words of the writer's own that one dialect alone would write so.
    fn telling(&self, page: &Page<'_>) -> Vec<Telling> {
        let mut known: FxHashMap<crate::segment::WordId, Option<(u16, bool, String)>> = FxHashMap::default();
        let mut found = Vec::new();
        for (i, token) in page.tokens.iter().enumerate() {
            if token.kind != TokenKind::Word || token.quoted || token.end - token.start < 4 {
                continue;
            }
            let i = i as u32;
            let side = known.entry(token.word).or_insert_with(|| self.side(page, i));
            let Some((family, british, other)) = side else { continue };
            if in_name(page, i) || !is_own(page, token.span()) {
                continue;
            }
            let other = apply(other, shape_of(page.text(i)));
            found.push(Telling { token: i, family: *family, british: *british, other });
        }
        found
    }

    /// The family, the side and the other spelling of a word, if it tells.
    fn side(&self, page: &Page<'_>, i: u32) -> Option<(u16, bool, String)> {
        let word = page.word(i);
        if !word.folded.bytes().all(|b| b.is_ascii_lowercase()) || self.ambiguous.contains(&*word.folded) {
            return None;
        }
        let exact = word.lex.and_then(|lex| self.of.get(&lex)).map(|&(n, british)| (n, british, Form::Base));
        let lemma = || {
            let mut all = word.lemmas.iter().filter_map(|&(lex, form)| self.of.get(&lex).map(|&(n, b)| (n, b, form)));
            all.rfind(|&(n, b, _)| !self.pairs[n as usize].surface && !self.is_ambiguous(n, b))
        };
        if let Some((n, british, form)) = exact.or_else(lemma) {
            let pair = &self.pairs[n as usize];
            if if british { pair.american_too } else { pair.british_too } {
                return None;
            }
            let (other, to) =
                if british { (&pair.american, Dialect::American) } else { (&pair.british, Dialect::British) };
            let own = if british { (&pair.british, Dialect::British) } else { (&pair.american, Dialect::American) };
            if form == Form::Base {
                return Some((pair.family, british, other.clone()));
            }
            // The word must be the form that its own dialect makes, or the other form is a guess.
            let same = inflect_in(own.0, form, own.1.doubling()) == *word.folded;
            let other = inflect_in(other, form, to.doubling());
            return (same && other != *word.folded).then_some((pair.family, british, other));
        }
        self.by_rule(&word.folded)
    }

    fn is_ambiguous(&self, pair: u32, british: bool) -> bool {
        let pair = &self.pairs[pair as usize];
        self.ambiguous.contains(if british { &pair.british } else { &pair.american })
    }

    /// What the rules of the language say of a word that is not on the list.
    fn by_rule(&self, word: &str) -> Option<(u16, bool, String)> {
        let (other, british) = match (to_british(word), to_american(word)) {
            (Some(other), None) => (other, false),
            (None, Some(other)) => (other, true),
            _ => return None,
        };
        let american = if british { &other } else { word };
        let family = family_of(american, if british { word } else { &other });
        let number = self.families.iter().position(|f| f == family)?;
        Some((number as u16, british, other))
    }
}

/// The family that a pair found by rule belongs to.
fn family_of(american: &str, british: &str) -> &'static str {
    if british.contains("our") && !american.contains("our") {
        "our"
    } else if british.contains("lys") && american.contains("lyz") {
        "yse"
    } else if british.contains("is") && american.contains("iz") {
        "ise"
    } else if british.len() == american.len() + 1 && british.contains("ll") {
        "l-doubling"
    } else if british.contains("ae") || british.contains("oe") {
        "ae"
    } else if british.contains("enc") {
        "ence"
    } else if british.contains("re") && american.contains("er") {
        "re"
    } else {
        "words"
    }
}
