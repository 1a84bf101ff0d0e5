//! The way back from an irregular form to its lemma: *went* to *go*, *mice* to *mouse*, *worse* to *bad*.
//!
//! It turns the tables of `verbs.rs` and `nouns.rs` round once and then answers by halving. It undoes nothing by rule,
//! but for the compounds (*policewomen*, *overran*) whose last part stands in a table.

use std::sync::LazyLock;

use super::Form;
use super::nouns::{self, COMPOUNDS, NO_COMPOUNDS, NOUNS};
use super::verbs::{self, VERBS};

/// Forms that are neither pasts, participles nor plurals in a table: the rest of *be* and *have*, and the comparisons.
const OTHERS: &[(&str, &str, Form)] = &[
    // English has one form for all persons but the third; only `be` tells them apart, so `am` and `are` count as base.
    ("am", "be", Form::Base),
    ("are", "be", Form::Base),
    ("is", "be", Form::Third),
    ("was", "be", Form::Past),
    ("has", "have", Form::Third),
    ("does", "do", Form::Third),
    ("goes", "go", Form::Third),
];

/// One irregular comparison: the lemma, its comparatives, its superlatives; the first variant is the one to write.
pub(super) type Comparison = (&'static str, &'static str, &'static str);

/// The irregular comparisons. *Farther* is American for distances only, so *further* comes first.
pub(super) const COMPARISONS: &[Comparison] = &[
    ("bad", "worse", "worst"),
    ("badly", "worse", "worst"),
    ("far", "further farther", "furthest farthest"),
    ("good", "better", "best"),
    ("ill", "worse", "worst"),
    ("late", "later latter", "latest last"),
    ("little", "less littler lesser", "least littlest"),
    ("many", "more", "most"),
    ("much", "more", "most"),
    ("old", "older elder", "oldest eldest"),
    ("well", "better", "best"),
];

/// The irregular comparison of a lemma: `comparison("good")` is `("good", "better", "best")`.
pub(super) fn comparison(lemma: &str) -> Option<&'static Comparison> {
    COMPARISONS.iter().find(|entry| entry.0 == lemma)
}

/// Is `word` one of the variants in a cell of a table? `has("learned learnt", "learnt")` holds.
pub(super) fn has(variants: &str, word: &str) -> bool {
    variants.split(' ').any(|variant| variant == word)
}

/// Every irregular surface form with its lemma, in order of the surface.
static INDEX: LazyLock<Vec<(&'static str, &'static str, Form)>> = LazyLock::new(|| {
    let mut index = OTHERS.to_vec();
    let mut put = |variants: &'static str, lemma: &'static str, form: Form| {
        index.extend(variants.split(' ').map(|surface| (surface, lemma, form)));
    };
    for (lemma, past, participle) in VERBS {
        put(past, lemma, Form::Past);
        put(participle, lemma, Form::Participle);
    }
    for (lemma, plural) in NOUNS {
        put(plural, lemma, Form::Plural);
    }
    for (lemma, comparative, superlative) in COMPARISONS {
        put(comparative, lemma, Form::Comparative);
        put(superlative, lemma, Form::Superlative);
    }
    index.sort_unstable();
    index.dedup(); // a British variant that equals the American one stands twice in its cell
    index
});

/// Visits each lemma of which `word` is a form in a table: `found` gives `find` as past and as participle.
pub(super) fn undo(word: &str, visit: &mut dyn FnMut(&str, Form)) {
    let from = INDEX.partition_point(|entry| entry.0 < word);
    for (_, lemma, form) in INDEX.iter().skip(from).take_while(|entry| entry.0 == word) {
        visit(lemma, *form);
    }
}

/// First parts that leave a verb's irregular forms as they are, for verbs too rare to stand in the table.
#[rustfmt::skip] // packed: one word a line would hide the code
const PREFIXES: &[&str] = &[
    "over", "out", "under", "re", "un", "mis", "fore", "pre", "inter", "re-", "pre-", "over-",
];

/// Visits what `word` may be as a compound: *grandchildren* is the plural of *grandchild*, *oversang* a past.
///
/// `trial` puts the candidate together: (first part, second part, form).
pub(super) fn undo_compound(word: &str, trial: &mut dyn FnMut(&str, &str, Form)) {
    for (singular, plural) in COMPOUNDS {
        if let Some(first) = word.strip_suffix(plural)
            && first.len() > 1
            && !NOUNS.iter().any(|noun| has(noun.1, word))
        {
            trial(first, singular, Form::Plural);
        }
    }
    for prefix in PREFIXES {
        let Some(rest) = word.strip_prefix(prefix).filter(|rest| rest.len() > 2) else { continue };
        undo(rest, &mut |lemma, form| {
            let verbal = matches!(form, Form::Past | Form::Participle);
            // *outlet* is no past of *outlet*: the verbs of that kind which exist (*reset*) stand in the table.
            // And *relied* is of *rely*: a regular variant (*lied*) is left to the rules.
            let by_rule = rest.strip_suffix("ed").is_some_and(|stem| lemma.strip_suffix('e').unwrap_or(lemma) == stem);
            if verbal && !by_rule && lemma != rest && !listed(prefix, lemma) {
                trial(prefix, lemma, form);
            }
        });
    }
}

/// Does the compound of both parts stand in the table of verbs itself?
fn listed(first: &str, second: &str) -> bool {
    VERBS.iter().any(|verb| verb.0.strip_prefix(first) == Some(second))
}

/// The plurals of a compound noun, as its own second part and that part's plural: *fireman* gives (*man*, *men*).
pub(super) fn compound(lemma: &str) -> Option<nouns::Noun> {
    if NO_COMPOUNDS.contains(&lemma) || nouns::find(lemma).is_some() {
        return None;
    }
    let longer = |noun: &&nouns::Noun| lemma.len() > noun.0.len() + 1 && lemma.ends_with(noun.0);
    COMPOUNDS.iter().find(longer).copied()
}

/// The participles or pasts that the table gives a verb, if it is irregular.
pub(super) fn verbal(lemma: &str, form: Form) -> Option<&'static str> {
    let (_, past, participle) = verbs::find(lemma)?;
    match form {
        Form::Past => Some(past),
        Form::Participle => Some(participle),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undone(word: &str) -> Vec<(String, Form)> {
        let mut found = Vec::new();
        undo(word, &mut |lemma, form| found.push((lemma.to_owned(), form)));
        undo_compound(word, &mut |first, second, form| found.push((format!("{first}{second}"), form)));
        found
    }

    #[test]
    fn every_variant_leads_back_once() {
        for (lemma, past, participle) in VERBS {
            for surface in past.split(' ') {
                let back = undone(surface);
                assert_eq!(back.iter().filter(|b| b.0 == *lemma && b.1 == Form::Past).count(), 1, "{surface}");
            }
            for surface in participle.split(' ') {
                let back = undone(surface);
                assert_eq!(back.iter().filter(|b| b.0 == *lemma && b.1 == Form::Participle).count(), 1, "{surface}");
            }
        }
        for (lemma, plural) in NOUNS {
            for surface in plural.split(' ') {
                assert!(undone(surface).contains(&((*lemma).to_owned(), Form::Plural)), "{surface}");
            }
        }
    }

    #[test]
    fn compounds_follow_their_last_part() {
        let table = [
            ("policewomen", "policewoman", Form::Plural),
            ("grandchildren", "grandchild", Form::Plural),
            ("salespeople", "salesperson", Form::Plural),
            ("penknives", "penknife", Form::Plural),
            ("bookshelves", "bookshelf", Form::Plural),
            ("oversang", "oversing", Form::Past),
            ("outsung", "outsing", Form::Participle),
            ("re-elected", "re-elect", Form::Past),
        ];
        for (word, lemma, form) in &table[..7] {
            assert!(undone(word).contains(&((*lemma).to_owned(), *form)), "{word}");
        }
        assert!(undone(table[7].0).is_empty(), "regular verbs are not this file's business");
        assert!(undone("outlet").is_empty());
        assert_eq!(compound("fireman"), Some(("man", "men")));
        assert_eq!(compound("german"), None);
        assert_eq!(compound("woman"), None, "it stands in the table");
    }
}
