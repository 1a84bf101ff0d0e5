//! Abbreviations that carry a full stop without ending a sentence, and words that nearly always open one. It does not
//! expand abbreviations.

/// How an abbreviation behaves before its full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// Stands before a name: never ends a sentence (`Mr.`, `Gen.`).
    Title,
    /// Goes on only before a number (`No. 5`, `p. 12`, `Jan. 3`).
    BeforeNumber,
    /// Goes on unless a word follows that opens sentences (`Inc.`, `etc.`).
    Plain,
}

const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "fr", "hon", "gov", "sen", "rep", "gen", "col", "maj", "capt", "lt",
    "cmdr", "sgt", "cpl", "pte", "pvt", "adm", "brig", "supt", "insp", "det", "pres", "st", "messrs", "mme", "mlle",
    "sr", "jr", "mt", "ft", "vs", "viz", "cf", "eg", "ie", "e.g", "i.e", "al", "ca", "approx", "esp", "amb", "asst",
    "assoc",
];
const BEFORE_NUMBER: &[&str] = &[
    "no", "nos", "p", "pp", "vol", "vols", "fig", "figs", "eq", "eqs", "sec", "ch", "art", "par", "para", "ref",
    "refs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "c", "v", "tab", "ed",
    "op",
];
const PLAIN: &[&str] = &[
    "inc", "ltd", "co", "corp", "llc", "plc", "bros", "etc", "dept", "est", "ave", "blvd", "rd", "ph", "hon", "univ",
    "intl", "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "ala", "ariz", "ark", "calif", "colo",
    "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "md", "mass", "mich", "minn", "miss", "mo", "mont",
    "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "vt", "va", "wash", "wis", "wyo", "min", "max", "incl", "misc",
    "ext", "tel", "dist",
];
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "it",
    "its",
    "he",
    "she",
    "they",
    "we",
    "you",
    "this",
    "that",
    "these",
    "those",
    "but",
    "and",
    "so",
    "if",
    "when",
    "while",
    "after",
    "before",
    "as",
    "for",
    "his",
    "her",
    "their",
    "our",
    "there",
    "however",
    "although",
    "by",
    "with",
    "from",
    "to",
    "one",
    "some",
    "many",
    "most",
    "what",
    "who",
    "how",
    "why",
    "where",
    "because",
    "since",
    "not",
    "no",
    "all",
    "both",
    "each",
    "every",
    "then",
    "now",
    "here",
    "also",
    "such",
    "even",
    "my",
    "since",
    "during",
    "under",
    "over",
    "until",
    "once",
    "yet",
    "or",
    "nor",
    "through",
    "despite",
    "according",
    "meanwhile",
];

/// Abbreviations that are words of their own in lower case: `Miss.` the state, `miss.` the end of a sentence.
const WORDS: &[&str] = &[
    "ill", "miss", "mass", "wash", "sun", "sat", "ore", "art", "par", "ed", "mar", "la", "ind", "mo", "del", "fig",
    "rev", "wed", "gen", "hon", "rep", "sen", "mon", "est", "ms", "st", "ft", "al", "det", "adm", "ark", "pa", "ga",
    "md", "va", "tab",
];

/// How a folded word behaves before a full stop, if it is an abbreviation; `lower` says that it stood in lower case.
///
/// ```
/// use deskcheck::english::abbreviations::{Abbreviation, abbreviation};
/// assert_eq!(abbreviation("gen", false), Some(Abbreviation::Title));
/// assert_eq!(abbreviation("harbour", true), None);
/// ```
pub fn abbreviation(word: &str, lower: bool) -> Option<Abbreviation> {
    if word.len() > 6 || lower && WORDS.contains(&word) {
        return None;
    }
    let tables =
        [(TITLES, Abbreviation::Title), (BEFORE_NUMBER, Abbreviation::BeforeNumber), (PLAIN, Abbreviation::Plain)];
    tables.into_iter().find(|(table, _)| table.contains(&word)).map(|(_, kind)| kind)
}

/// Whether a folded word, with a capital, is a sign that a sentence begins.
pub fn opens_sentence(word: &str) -> bool {
    STARTERS.contains(&word)
}
