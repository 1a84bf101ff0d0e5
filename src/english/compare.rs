//! Comparison of adjectives: which inflect (*bigger*, *happiest*) and which take *more* and *most*.
//!
//! Sound decides here too, so syllables are counted from the letters and lists correct the count. It does not know which
//! words are adjectives, nor which cannot be compared at all (*more unique* is made if asked for).

use super::doubling::{self, Doubling};
use super::inflect::{Form, with_ed};
use super::irregular;

/// Adjectives of two syllables that inflect all the same, though neither in y nor in le.
#[rustfmt::skip] // packed: one word a line would hide the code
const INFLECTING: &[&str] = &[
    "clever", "cruel", "hollow", "mellow", "narrow", "quiet", "shallow", "yellow", "callow", "sallow", "tender",
    "slender", "bitter", "common", "polite", "remote", "sincere", "severe", "obscure", "mature", "secure", "profound",
    "stupid", "handsome", "pleasant", "robust", "dumb", "sober", "minute", "unkind", "unsafe", "unfair",
];

/// Short words that do not inflect, or not in edited prose.
#[rustfmt::skip] // packed: one word a line would hide the code
const NOT_INFLECTING: &[&str] = &[
    "fun", "real", "right", "wrong", "worth", "like", "fake", "prime", "just", "own", "same", "lost", "known", "torn",
    "worn", "dead", "loath", "tired", "bored", "scared", "pleased", "shocked", "then", "else", "dual", "ex", "live",
    "void",
];

/// Words in ly that are adjectives and inflect; all other words in ly are taken for adverbs.
#[rustfmt::skip] // packed: one word a line would hide the code
const LY_ADJECTIVES: &[&str] = &[
    "bubbly", "burly", "chilly", "comely", "costly", "courtly", "cuddly", "curly", "deadly", "early", "friendly",
    "frilly", "ghastly", "ghostly", "hilly", "holy", "homely", "jolly", "kindly", "likely", "lively", "lonely", "lovely",
    "lowly", "oily", "portly", "prickly", "sickly", "silly", "smelly", "steely", "stately", "surly", "ugly", "unfriendly",
    "ungainly", "unlikely", "unruly", "unsightly", "wily", "wobbly", "woolly", "wooly", "wrinkly", "crumbly", "gangly",
    "measly", "pearly",
];

/// *bigger*, *happiest*, *more modern*: the comparative or superlative of `lemma`.
pub(super) fn compared(lemma: &str, form: Form, doubling: Doubling) -> String {
    let (ending, adverb) = if form == Form::Comparative { ("er", "more") } else { ("est", "most") };
    if let Some((_, comparatives, superlatives)) = irregular::comparison(lemma) {
        let cell = if form == Form::Comparative { comparatives } else { superlatives };
        return cell.split(' ').next().unwrap_or(cell).to_owned();
    }
    if compares_by_ending(lemma) {
        // The e of *free* and the y of *shy* stay: *freer*, *shyer*, but *drier*.
        if matches!(lemma, "shy" | "sly" | "wry" | "spry" | "coy") {
            return format!("{lemma}{ending}");
        }
        return with_ed(lemma, ending, doubling);
    }
    format!("{adverb} {lemma}")
}

/// Does the adjective take `-er`, `-est`? *big*, *happy*, *simple* and *narrow* do, *modern* and *quickly* do not.
fn compares_by_ending(lemma: &str) -> bool {
    if NOT_INFLECTING.contains(&lemma) || lemma.contains('-') {
        return false;
    }
    if INFLECTING.contains(&lemma) || LY_ADJECTIVES.contains(&lemma) {
        return true;
    }
    if lemma.ends_with("ly") {
        return false;
    }
    let bare = lemma.strip_prefix("un").filter(|_| lemma.ends_with('y')).unwrap_or(lemma);
    match syllables(bare) {
        0 | 1 => !lemma.ends_with("ed") || lemma == "red", // *bored* is a participle: *more bored*
        2 => bare.ends_with('y') || (bare.ends_with("le") && !bare.ends_with("ile")),
        _ => false,
    }
}

/// Syllables, roughly: groups of vowel letters, without a silent final e or ed.
fn syllables(word: &str) -> usize {
    let bytes = word.as_bytes();
    let mut groups = 0;
    let mut inside = false;
    for (at, byte) in bytes.iter().enumerate() {
        // A first y is a consonant, and the u of qu belongs to the q.
        let silent_u = *byte == b'u' && at > 0 && bytes.get(at - 1) == Some(&b'q');
        let vowel = doubling::is_vowel(*byte) && !(at == 0 && *byte == b'y') && !silent_u;
        groups += usize::from(vowel && !inside);
        inside = vowel;
    }
    // *pale* has a silent e, *able* has none.
    let sounded_le =
        bytes.ends_with(b"le") && bytes.get(bytes.len().wrapping_sub(3)).is_some_and(|b| !doubling::is_vowel(*b));
    let silent_e = word.ends_with('e') && !word.ends_with("ee") && !sounded_le;
    let silent_ed = word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded") && !word.ends_with("eed");
    if groups > 1 && (silent_e || silent_ed) { groups - 1 } else { groups }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparison() {
        let table = "big bigger biggest, happy happier happiest, nice nicer nicest, simple simpler simplest, good better best, \
             bad worse worst, far further furthest, hot hotter hottest, red redder reddest, wide wider widest, free freer freest, \
             dry drier driest, shy shyer shyest, narrow narrower narrowest, clever cleverer cleverest, quiet quieter quietest, \
             early earlier earliest, ugly uglier ugliest, likely likelier likeliest, lonely lonelier loneliest, able abler ablest, \
             unhappy unhappier unhappiest, pale paler palest, strong stronger strongest, young younger youngest, thin thinner thinnest, \
             new newer newest, slow slower slowest, large larger largest, healthy healthier healthiest, busy busier busiest, \
             wealthy wealthier wealthiest, old older oldest, late later latest, much more most, sad sadder saddest, true truer truest, \
             gentle gentler gentlest, subtle subtler subtlest, humble humbler humblest, deadly deadlier deadliest, costly costlier \
             costliest, safe safer safest, high higher highest, low lower lowest, few fewer fewest, little less least, \
             great greater greatest, tough tougher toughest, rough rougher roughest, fine finer finest, grim grimmer grimmest, \
             wet wetter wettest, fit fitter fittest, dim dimmer dimmest, sunny sunnier sunniest, dirty dirtier dirtiest";
        for row in table.split(", ") {
            let words: Vec<&str> = row.split_whitespace().collect();
            assert_eq!(compared(words[0], Form::Comparative, Doubling::American), words[1]);
            assert_eq!(compared(words[0], Form::Superlative, Doubling::American), words[2]);
        }
        assert_eq!(compared("cruel", Form::Comparative, Doubling::British), "crueller");
        assert_eq!(compared("cruel", Form::Comparative, Doubling::American), "crueler");
    }

    #[test]
    fn with_more_and_most() {
        for word in "modern beautiful important quickly slowly careful famous afraid tired bored worth useful ordinary necessary \
             hostile fragile fertile expensive violent urgent serious difficult peaceful local active recent proper well-known \
             real right dead likeable contrary voluntary daily public massive crucial complex intense extreme annoyed broken"
            .split_whitespace()
        {
            assert_eq!(compared(word, Form::Comparative, Doubling::American), format!("more {word}"));
            assert_eq!(compared(word, Form::Superlative, Doubling::British), format!("most {word}"));
        }
    }
}
