//! Whether an edit only repairs characters: takes out what nobody can see, or reads bytes back that were read in the wrong
//! encoding. Such an edit changes no word that anybody wrote or said. It finds no damage itself; the checks do.

/// Times that a text may have been read in the wrong encoding.
const TIMES: usize = 3;

/// Whether the new text is the old one with its characters repaired, and nothing else.
pub fn repairs(old: &str, new: &str) -> bool {
    old != new && (!old.is_ascii() && (visible(old).eq(visible(new)) || reads_back(old, new)) || spells_out(old, new))
}

/// The characters that a reader sees; all spaces are one kind of space.
fn visible(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !is_unseen(*c)).map(|c| if is_space(c) { ' ' } else { c })
}

/// Characters without a shape or a width.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Whether the old text is references to characters or ligatures, alone or several times wrapped, and the new one what they
/// stand for.
fn spells_out(old: &str, new: &str) -> bool {
    const LIGATURES: [(&str, &str); 7] =
        [("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl"), ("ﬅ", "st"), ("ﬆ", "st")];
    if !old.starts_with('&') {
        let mut text = old.to_owned();
        LIGATURES.iter().for_each(|(one, letters)| text = text.replace(one, letters));
        return text == new && text != old;
    }
    let mut text = old.to_owned();
    for _ in 0..TIMES {
        text = text.replace("&amp;", "&");
        if is_reference(&text) || text == "&" {
            return new.chars().count() == 1;
        }
    }
    false
}

/// `&name;`, `&#39;`, `&#x27;`.
fn is_reference(text: &str) -> bool {
    let inner = text.strip_prefix('&').and_then(|rest| rest.strip_suffix(';'));
    inner.is_some_and(|name| {
        let name = name.strip_prefix('#').unwrap_or(name);
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

/// Whether the old text, written in the one-byte encoding of Western Europe, is the new one in UTF-8.
fn reads_back(old: &str, new: &str) -> bool {
    let mut text = old.to_owned();
    for _ in 0..TIMES {
        let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
        match bytes.map(String::from_utf8) {
            Some(Ok(back)) if back == new => return true,
            Some(Ok(back)) => text = back,
            _ => return false,
        }
    }
    false
}

/// The byte of a character in Windows-1252, whose unused places are those of Latin-1.
fn byte(c: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let high = || HIGH.iter().position(|h| *h == c).and_then(|i| u8::try_from(i + 0x80).ok());
    high().or_else(|| u8::try_from(u32::from(c)).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_characters_are_repaired() {
        for (old, new) in [
            ("â€™", "’"),
            ("cafÃ©", "café"),
            ("a\u{200b}b", "ab"),
            ("a\u{a0}b", "a b"),
            ("\u{a0} x", "  x"),
            ("ﬁ", "fi"),
            ("&#39;", "'"),
            ("&amp;amp;", "&"),
            ("&quot;", "\""),
        ] {
            assert!(repairs(old, new), "{old:?}");
        }
        for (old, new) in [
            ("cafÃ©", "cafe"),
            ("a  b", "a b"),
            ("naïve", "naive"),
            ("\u{a0} x", " x"),
            ("é", ""),
            ("&lt", "<"),
            ("&quot;", "so"),
        ] {
            assert!(!repairs(old, new), "{old:?}");
        }
    }
}
