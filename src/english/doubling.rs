//! When a final consonant doubles before a vowel: *stopped*, *occurred*, *travelled*, but *visited* and *traveled*.
//!
//! Sound decides (a stressed last syllable doubles) and spelling does not show it, so words of one syllable go by rule and
//! all others by list. The file knows nothing of suffixes; `inflect.rs` asks it.

/// Which side of the Atlantic doubles: the British double a final `l` without stress (*travelled*, *labelling*).
///
/// `inflect_in("travel", Form::Past, Doubling::British)` is `"travelled"`; with `Doubling::American` it is `"traveled"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doubling {
    /// *traveled*, *kidnapped*, *worshipped*
    American,
    /// *travelled*, *kidnapped*, *worshipped*
    British,
}

/// Does the last consonant of `lemma` double before `-ed`, `-ing`, `-er`? `doubles("stop", …)` holds.
pub(super) fn doubles(lemma: &str, doubling: Doubling) -> bool {
    let last_part = lemma.rsplit('-').next().unwrap_or(lemma);
    if is_short(last_part) || BOTH.contains(&last_part) {
        return true;
    }
    doubling == Doubling::British && BRITISH.contains(&last_part)
}

/// Is this one syllable of the shape that must double, as *stop*, *quit* and *up*, but not *look*, *box* or *walk*?
pub(super) fn is_short(word: &str) -> bool {
    // *bused* and *busing* are the commoner spellings, and *gas* doubles as a verb only; French finals are silent.
    if matches!(word, "bus" | "yes" | "plus" | "this" | "chef") {
        return false;
    }
    let bytes = word.as_bytes();
    let [before @ .., vowel, last] = bytes else { return false };
    let doubling_letter =
        matches!(last, b'b' | b'd' | b'f' | b'g' | b'k' | b'l' | b'm' | b'n' | b'p' | b'r' | b's' | b't' | b'v' | b'z');
    let short_vowel = matches!(vowel, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    // In *quit* and *squat* the u belongs to the q.
    let onset = if before.ends_with(b"qu") { &before[..before.len() - 2] } else { before };
    let initial_y = onset.first() == Some(&b'y');
    let consonants = onset.iter().skip(usize::from(initial_y));
    doubling_letter && short_vowel && consonants.into_iter().all(|b| b.is_ascii_lowercase() && !is_vowel(*b))
}

/// `a e i o u y`: in the middle of a word the y is a vowel.
pub(super) fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Longer verbs that double everywhere: the last syllable is stressed, or is felt as a word of its own (*kidnap*).
#[rustfmt::skip] // packed: one word a line would hide the code
const BOTH: &[&str] = &[
    "abet", "abhor", "abut", "acquit", "admit", "airdrop", "allot", "anagram", "annul", "aver", "babysit", "backlog",
    "backslap", "backstab", "bedim", "befit", "befog", "beget", "begin", "beset", "besot", "blackleg", "bobsled",
    "bodyslam", "bootleg", "bullshit", "cabal", "catnap", "chitchat", "commit", "compel", "concur", "confab", "confer",
    "control", "corral", "crosscut", "curvet", "debar", "debug", "decontrol", "defer", "demob", "demur", "deprogram",
    "deter", "diagram", "disbar", "disinter", "dispel", "distil", "dogsled", "earwig", "eavesdrop", "embed", "emit",
    "enrol", "entrap", "enwrap", "equip", "estop", "excel", "expel", "extol", "flimflam", "footslog", "forbid", "forget",
    "format", "fulfil", "giftwrap", "handbag", "handicap", "hedgehop", "hobnob", "horsewhip", "hotdog", "housesit",
    "humbug", "impel", "incur", "infer", "input", "inset", "instil", "inter", "intercut", "intermit", "jetlag",
    "jitterbug", "kidnap", "kneecap", "leapfrog", "manumit", "microchip", "misfit", "monogram", "nightclub", "nonplus",
    "occur", "offset", "omit", "outbid", "outcrop", "outfit", "outgun", "outman", "output", "outrun", "outspan",
    "outstrip", "outwit", "overbid", "overcrop", "overfit", "overlap", "overrun", "overstep", "overtop", "patrol",
    "permit", "pettifog", "photoset", "prefer", "preplan", "program", "propel", "quickstep", "ramrod", "rappel", "rebel",
    "rebid", "rebut", "recap", "recommit", "recur", "refer", "refit", "regret", "reknit", "remap", "remit", "repel",
    "replan", "reprogram", "rerun", "reset", "reship", "resit", "resubmit", "retrim", "retrofit", "rewrap", "sandbag",
    "shopfit", "shrinkwrap", "sideslip", "sidestep", "sublet", "submit", "subplot", "suntan", "teargas", "transfer",
    "transmit", "transship", "trepan", "typeset", "unbar", "uncap", "unclip", "unclog", "underbid", "undercut",
    "underpin", "unfit", "unjam", "unknot", "unman", "unpeg", "unpin", "unplug", "unrig", "unship", "unsnap", "unstop",
    "unwrap", "unzip", "upset", "waterlog", "wigwag", "wiretap", "worship", "zigzag",
];

/// Verbs and adjectives in an unstressed `-l` (and a few in `-p`, `-t`) that only the British double.
#[rustfmt::skip] // packed: one word a line would hide the code
pub(super) const BRITISH: &[&str] = &[
    "apparel", "backpedal", "backpedal", "barrel", "bedevil", "bejewel", "bevel", "cancel", "carburet", "carol", "cavil",
    "channel", "chisel", "counsel", "cruel", "cudgel", "dial", "disembowel", "dishevel", "drivel", "duel", "empanel",
    "enamel", "entrammel", "equal", "flannel", "fuel", "funnel", "gambol", "gravel", "grovel", "gruel", "handsel",
    "hansel", "impanel", "imperil", "initial", "jewel", "kennel", "kernel", "label", "laurel", "level", "libel",
    "marshal", "marvel", "medal", "metal", "mislabel", "model", "nickel", "outrival", "panel", "parcel", "pedal",
    "pencil", "peril", "pistol", "pommel", "pummel", "quarrel", "ravel", "redial", "refuel", "relabel", "remodel",
    "repanel", "revel", "rival", "rowel", "sentinel", "shovel", "shrivel", "signal", "snivel", "spiral", "squirrel",
    "stencil", "swivel", "symbol", "tassel", "teasel", "tinsel", "total", "towel", "trammel", "tranquil", "travel",
    "trowel", "tunnel", "unravel", "vial", "victual", "weasel", "yodel",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_go_by_shape() {
        for word in
            ["stop", "run", "big", "quit", "squat", "up", "gym", "whip", "strut", "yap", "equip", "chat", "quiz", "rev"]
        {
            assert!(doubles(word, Doubling::American), "{word}");
        }
        for word in [
            "look", "box", "walk", "play", "saw", "quiet", "read", "bus", "arc", "be", "a", "", "visit", "open", "übel",
        ] {
            assert!(!doubles(word, Doubling::American), "{word}");
        }
    }

    #[test]
    fn stress_goes_by_list() {
        for word in ["occur", "prefer", "admit", "begin", "forget", "control", "kidnap", "program", "pre-admit"] {
            assert!(doubles(word, Doubling::American), "{word}");
            assert!(doubles(word, Doubling::British), "{word}");
        }
        for word in ["travel", "label", "cancel", "fuel", "dial", "equal", "initial"] {
            assert!(!doubles(word, Doubling::American), "{word}");
            assert!(doubles(word, Doubling::British), "{word}");
        }
        for word in
            ["offer", "develop", "target", "benefit", "enter", "parallel", "appeal", "reveal", "gallop", "pilot"]
        {
            assert!(!doubles(word, Doubling::British), "{word}");
        }
    }
}
