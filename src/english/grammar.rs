//! Words that carry the grammar of a sentence rather than its matter, and the ways in which two of them run together. It says
//! nothing of where they stand or of what they mean there.

/// Articles, pronouns, prepositions, conjunctions, auxiliaries and the commonest adverbs of degree, in lower case.
const FUNCTION: &[&str] = &[
    "a",
    "about",
    "above",
    "after",
    "again",
    "against",
    "all",
    "also",
    "although",
    "am",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "around",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "doing",
    "done",
    "down",
    "during",
    "each",
    "either",
    "even",
    "every",
    "few",
    "for",
    "from",
    "further",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "many",
    "may",
    "me",
    "might",
    "more",
    "most",
    "much",
    "must",
    "my",
    "near",
    "neither",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "on",
    "once",
    "one",
    "only",
    "onto",
    "or",
    "other",
    "our",
    "ours",
    "out",
    "over",
    "own",
    "per",
    "quite",
    "rather",
    "s",
    "'s",
    "same",
    "shall",
    "she",
    "should",
    "since",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "till",
    "to",
    "too",
    "under",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
    "your",
    "yours",
    "-",
];

/// Whether a folded word is one of grammar: `is_function("although")`, not `is_function("water")`.
pub fn is_function(word: &str) -> bool {
    FUNCTION.contains(&word)
}

/// The two words that a folded contraction stands for: `don't` is *do not*, `we've` *we have*; `None` for other words and for
/// `'d`, which may be *had* or *would*.
pub fn contraction(word: &str) -> Option<(&str, &'static str)> {
    match word {
        "can't" | "cannot" => return Some(("can", "not")),
        "won't" => return Some(("will", "not")),
        "shan't" => return Some(("shall", "not")),
        _ => {}
    }
    let endings = [("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am")];
    endings.into_iter().find_map(|(ending, full)| {
        let stem = word.strip_suffix(ending).filter(|stem| !stem.is_empty())?;
        Some((stem, full))
    })
}

/// *Two* to *twenty*.
const UNITS: &str = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
                     eighteen nineteen twenty";
/// *Thirty* to *ninety*.
const TENS: &str = "thirty forty fifty sixty seventy eighty ninety";
/// *First* to *twentieth*.
const ORDINALS: &str = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth \
                        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth";

fn place(word: &str, list: &str) -> Option<u32> {
    list.split_ascii_whitespace().position(|w| w == word).map(|i| i as u32)
}

/// The value of a number word up to twenty or of whole tens: `nineteen`, `forty`. *One* is left out: it is a pronoun as often.
pub fn small_number(word: &str) -> Option<u32> {
    place(word, UNITS).map(|i| i + 2).or_else(|| place(word, TENS).map(|i| (i + 3) * 10))
}

/// The value of an ordinal word up to twentieth: `third` is 3.
pub fn ordinal(word: &str) -> Option<u32> {
    place(word, ORDINALS).map(|i| i + 1)
}

/// All words that [`small_number`] and [`ordinal`] know.
pub fn number_words() -> impl Iterator<Item = &'static str> {
    [UNITS, TENS, ORDINALS].into_iter().flat_map(str::split_ascii_whitespace)
}
