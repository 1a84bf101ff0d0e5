//! Text that was written as UTF-8 and read as something else: `â€™` for ’, `Ã©` for é, once or several times over. It
//! repairs what can be read back for certain, run by run, and takes the runs of a sentence together. It does not look at
//! characters that are merely unusual.

use super::{At, Check, Mark, Repair};
use crate::finding::Safety;
use crate::segment::Page;
use crate::text::{Mapped, Prose, Span};

/// `[rule.check.mojibake]`
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MojibakeSpec {}

/// Looks for damaged runs.
pub struct Mojibake;

impl MojibakeSpec {
    /// There is nothing to prepare.
    pub fn build(self) -> Mojibake {
        Mojibake
    }
}

/// One damaged run and what it was.
struct Run {
    span: Span<Prose>,
    text: String,
}

impl Check for Mojibake {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        if page.prose.text.is_ascii() {
            return;
        }
        let mut group: Vec<Run> = Vec::new();
        let mut of = None;
        for run in runs(&page.prose.text) {
            let sentence = page.sentence_at(page.token_at(run.span.start));
            if of != Some(sentence) {
                out.extend(mark(page, &group));
                group.clear();
            }
            of = Some(sentence);
            group.push(run);
        }
        out.extend(mark(page, &group));
    }
}

/// The runs of one sentence as one mark. Its place is in the file, not in the prose: what the characters were is certain
/// by form, within quotation marks as well, which may be among them.
fn mark(page: &Page<'_>, runs: &[Run]) -> Option<Mark> {
    let (first, last) = (runs.first()?, runs.last()?);
    let at = |span: Span<Prose>| match page.prose.to_source(span) {
        Mapped::Exact(exact) => At::Source(exact),
        Mapped::Around(_) => At::Prose(span),
    };
    let right: Vec<_> = runs.iter().map(|r| r.text.as_str()).collect();
    let whole = at(first.span.join(last.span));
    let whole = if let At::Prose(span) = whole { page.prose.to_source(span).span().into() } else { whole };
    let mut mark = Mark::new(whole).with("right", right.join(" … "));
    let edits = runs.iter().map(|r| (at(r.span), r.text.clone())).collect();
    mark.repairs.push(Repair { edits, title: Some("restore the characters".to_owned()), safety: Some(Safety::Safe) });
    Some(mark)
}

/// The damaged runs of a text, in order. Linear: each character is read at most [`DEPTH`] times.
fn runs(text: &str) -> Vec<Run> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| !c.is_ascii()).map(|i| at + i) {
        let end = text[start..].find(|c: char| c.is_ascii()).map_or(text.len(), |i| start + i);
        let span = Span::new(start as u32, end as u32);
        if let Some(run) = read_back(&text[start..end], text, span) {
            found.push(run);
        }
        at = end;
    }
    found
}

/// How often a text may have been read wrongly, one time after another.
const DEPTH: usize = 3;

/// What a stretch without ASCII was, if it is damaged; whole characters that are no damage are left out at both ends.
fn read_back(stretch: &str, text: &str, span: Span<Prose>) -> Option<Run> {
    for table in [WINDOWS_1252, MAC_ROMAN] {
        let mut now: Vec<char> = stretch.chars().collect();
        let mut damaged = None;
        for _ in 0..DEPTH {
            let Some((next, first, last)) = decode(&now, table) else { break };
            // Only the first reading can tell which of the characters of the file are damage.
            damaged.get_or_insert((first, last));
            now = next;
        }
        let Some((first, last)) = damaged else { continue };
        let chars: Vec<char> = stretch.chars().collect();
        let bytes = |chars: &[char]| chars.iter().map(|c| c.len_utf8()).sum::<usize>() as u32;
        let lead = chars[..first].to_vec();
        let tail = chars[last..].to_vec();
        // A second reading can only have changed what the first one gave.
        let inner: String = now.get(lead.len()..now.len().saturating_sub(tail.len()))?.iter().collect();
        let place = Span::new(span.start + bytes(&lead), span.end - bytes(&tail));
        let after = text[place.end as usize..].chars().next();
        if is_plausible(&chars[first..last], &inner, after) {
            return Some(Run { span: place, text: inner.replace('\u{feff}', "") });
        }
    }
    half_lost(stretch, text, span)
}

/// One reading undone: the characters with every damaged sequence replaced, and the range that the first and the last of
/// them cover; `None` where there is none.
fn decode(chars: &[char], table: &str) -> Option<(Vec<char>, usize, usize)> {
    let mut out = Vec::with_capacity(chars.len());
    let mut range: Option<(usize, usize)> = None;
    let mut i = 0;
    while i < chars.len() {
        match sequence(&chars[i..], table) {
            Some((c, length)) => {
                out.push(c);
                range = Some((range.map_or(i, |r| r.0), i + length));
                i += length;
            }
            None => {
                out.push(chars[i]);
                i += 1;
            }
        }
    }
    range.map(|(first, last)| (out, first, last))
}

/// The character whose UTF-8 bytes these characters are, and how many they are.
fn sequence(chars: &[char], table: &str) -> Option<(char, usize)> {
    let lead = byte_of(*chars.first()?, table)?;
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [0; 4];
    for (byte, &c) in bytes.iter_mut().zip(chars.get(..length)?) {
        *byte = byte_of(c, table)?;
    }
    let read = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
    is_expected(read).then_some((read, length))
}

/// Characters that an English text holds, or held on its way to being damaged again.
fn is_expected(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{17f}' | '\u{192}' | '\u{2c6}' | '\u{2da}'..='\u{2dd}' | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20bf}'
        | '\u{2100}'..='\u{22ff}' | '\u{25a0}'..='\u{27bf}' | '\u{fb00}'..='\u{fb06}' | '\u{fe0f}' | '\u{feff}' | '\u{fffd}'
        | '\u{1f300}'..='\u{1faff}')
}

/// Whether the damage is worth the name: a capital Ä or Å before a closing quotation mark gives a letter, too.
fn is_plausible(damaged: &[char], read: &str, after: Option<char>) -> bool {
    let lone = read.chars().count() == 1;
    let extended = read.chars().all(|c| matches!(c, '\u{100}'..='\u{17f}'));
    let closes = damaged.last().is_some_and(|c| matches!(c, '”' | '’' | '“' | '‘' | '»' | '…' | '\u{a0}'));
    let letter_follows = after.is_some_and(char::is_alphabetic);
    !(lone && extended && closes && !letter_follows)
}

/// `â€` whose third byte was lost, at the end of a word: a closing quotation mark. `Â` after a figure or a small letter and
/// before a space: the first half of a no-break space.
fn half_lost(stretch: &str, text: &str, span: Span<Prose>) -> Option<Run> {
    let after = text[span.end as usize..].chars().next();
    let before = text[..span.start as usize].chars().next_back();
    if stretch == "Â"
        && after == Some(' ')
        && before.is_some_and(|c| c.is_ascii_digit() || c.is_ascii_lowercase() || matches!(c, '.' | ','))
    {
        return Some(Run { span, text: String::new() });
    }
    let ends = after.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation());
    (stretch == "â€" && ends).then(|| Run { span, text: "”".to_owned() })
}

/// The byte that a character stands for in a table of the upper 128 characters.
fn byte_of(c: char, table: &str) -> Option<u8> {
    if table == WINDOWS_1252 && matches!(c, '\u{80}'..='\u{ff}') {
        // Latin-1, and the five places that Windows-1252 leaves empty.
        return Some(c as u32 as u8);
    }
    table.chars().position(|t| t == c).map(|i| 0x80 + i as u8)
}

/// What Windows-1252 has at 0x80 to 0x9F; `\0` for the places that it leaves empty. The rest is as in Latin-1.
const WINDOWS_1252: &str = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

/// What Mac Roman has at 0x80 to 0xFF.
const MAC_ROMAN: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back() {
        let table = [
            ("itâ€™s", "’"),
            ("crÃ¨me", "è"),
            ("Ã¢â‚¬Å“We", "“"),
            ("wind,Ã¢â‚¬Â\u{9d} he", "”"),
            ("Â£5", "£"),
            ("Â\u{a0}x", "\u{a0}"),
            ("ï¬\u{81}ve", "ﬁ"),
            ("itâ\u{80}\u{99}s", "’"),
            ("it‚Äôs", "’"),
            ("caf√©", "é"),
            ("smile ðŸ˜€", "😀"),
            ("he said.â€ So", "”"),
            ("SkÅ‚odowska", "ł"),
        ];
        for (text, right) in table {
            let got: Vec<_> = runs(text).into_iter().map(|r| r.text).collect();
            assert_eq!(got, [right], "{text}");
        }
    }

    #[test]
    fn silent_on_good_text() {
        for text in [
            "É», dit-il",
            "à\u{a0}» et",
            "„Ä“ und Å” and",
            "naïve café Škoda",
            "10 £…",
            "Ünë—“so”",
            "مرحبا",
            "Ðlaz",
            "x’… “É”",
        ] {
            let got: Vec<_> = runs(text).into_iter().map(|r| r.text).collect();
            assert!(got.is_empty(), "{text} {got:?}");
        }
    }
}
