//! Which letter sequences are English words, and which of them everybody knows. The list is data (`rules/residue/`) and is
//! searched where it lies, so that it costs nothing until it is asked. It knows no names and no meanings.

/// How well known a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// Not on the list.
    No,
    /// A word of larger dictionaries.
    Rare,
    /// One of the forty thousand or so commonest word forms.
    Common,
}

/// One word a line, in the order of bytes; a common word has a plus sign after it.
const WORDS: &str = include_str!("../../rules/residue/vocabulary.txt");

/// How well known a folded word is: lower case, letters alone.
pub fn known(word: &str) -> Known {
    let bytes = WORDS.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = (low + high) / 2;
        let start = bytes[..middle].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
        let end = bytes[middle..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |i| middle + i);
        let line = &WORDS[start..end];
        let (entry, common) = line.strip_suffix('+').map_or((line, false), |e| (e, true));
        match word.cmp(entry) {
            std::cmp::Ordering::Equal => return if common { Known::Common } else { Known::Rare },
            std::cmp::Ordering::Less => high = start,
            std::cmp::Ordering::Greater => low = end + 1,
        }
    }
    Known::No
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words() {
        for word in ["a", "the", "zoo", "coffee", "intervene"] {
            assert_eq!(known(word), Known::Common, "{word}");
        }
        for word in ["", "th", "vene", "zzz", "aa~", "hera"] {
            assert_eq!(known(word), Known::No, "{word}");
        }
    }
}
