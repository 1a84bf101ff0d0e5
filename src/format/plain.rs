//! Plain text: blocks parted by blank lines, hard-wrapped or one paragraph a line. It knows no markup; what a short line
//! on its own is (heading, byline, address) is left open as [`BlockKind::Line`].

use crate::text::{BlockKind, Prose, Source, Span};

/// Lines no longer than this, throughout a text, may be wrapped by hand or by a mail program.
const WRAP_LIMIT: usize = 100;
/// A wrapped line may fall this many characters short of the width because the next word would not have fitted less a margin.
const WRAP_SLACK: usize = 4;
/// A line on its own with no end mark and at most this many words is taken for a heading, byline or the like.
const LINE_WORDS: usize = 16;

/// Reads plain text.
pub fn read(source: &Source) -> Prose {
    let mut prose = Prose::default();
    let lines = lines(source);
    let width = wrap_width(source, &lines);
    let mut i = 0;
    while i < lines.len() {
        if source.slice(lines[i]).trim().is_empty() {
            i += 1;
            continue;
        }
        let mut last = i;
        while last + 1 < lines.len() && continues(source, lines[last], lines[last + 1], width) {
            last += 1;
        }
        push_block(source, &lines[i..=last], &mut prose);
        i = last + 1;
    }
    prose
}

/// The spans of all lines, without line ends, a byte-order mark left out.
fn lines(source: &Source) -> Vec<Span<Source>> {
    let count = source.lines().len();
    let bom = source.bom() as u32;
    (1..=count)
        .map(|n| source.line_span(n))
        .map(|line| if line.start == 0 { Span::new(bom.min(line.end), line.end) } else { line })
        .collect()
}

/// The column at which the text is wrapped, in bytes, or `None` where lines are paragraphs.
fn wrap_width(source: &Source, lines: &[Span<Source>]) -> Option<usize> {
    let longest = lines.iter().map(|&l| source.slice(l).trim_end().len()).max()?;
    (longest <= WRAP_LIMIT).then_some(longest)
}

/// Whether the next line goes on with the paragraph: the text is wrapped and the next line's first word would not have
/// fitted on this one.
fn continues(source: &Source, line: Span<Source>, next: Span<Source>, width: Option<usize>) -> bool {
    let (text, next) = (source.slice(line).trim_end(), source.slice(next));
    let Some(word) = next.split_whitespace().next() else { return false };
    // A word taken apart at the line's end holds the two lines together, however long the others are.
    let broken = text.strip_suffix(['-', '\u{ad}', '¬']).is_some_and(|t| t.ends_with(char::is_alphabetic))
        && word.starts_with(char::is_lowercase);
    let Some(width) = width else { return broken };
    let indented = next.len() - next.trim_start().len();
    let listed = matches!(word, "-" | "*" | "•" | "–")
        || word.ends_with(['.', ')']) && word[..word.len() - 1].bytes().all(|b| b.is_ascii_digit());
    let base = text.len() - text.trim_start().len();
    // Lines broken by sense rather than by width go on in lower case.
    let by_sense = !text.ends_with(['.', '!', '?', ':']) && word.starts_with(char::is_lowercase);
    let full = text.len() + 1 + word.len() + WRAP_SLACK >= width;
    !listed && indented <= base + 4 && (full || by_sense || broken)
}

/// One block of one or more lines.
fn push_block(source: &Source, lines: &[Span<Source>], prose: &mut Prose) {
    let first = source.slice(lines[0]).trim();
    let marker = list_marker(first);
    let kind = if marker > 0 {
        BlockKind::Item
    } else if lines.len() == 1 && is_line(first) {
        BlockKind::Line
    } else {
        BlockKind::Paragraph
    };
    prose.open(kind);
    for (i, &line) in lines.iter().enumerate() {
        let text = source.slice(line);
        let lead = (text.len() - text.trim_start().len()) + if i == 0 { marker } else { 0 };
        let end = if i + 1 == lines.len() { text.trim_end().len() } else { text.len() };
        let span = Span::new(line.start + lead as u32, line.start + end.max(lead) as u32);
        prose.push(source.slice(span), span);
        if let Some(next) = lines.get(i + 1) {
            // The line end, whatever its bytes, reads as one line break.
            prose.push_alias("\n", Span::new(line.end, next.start));
        }
    }
    let end = lines[lines.len() - 1].end;
    prose.close(end);
}

/// Bytes of a bullet or number with its space at the start of a line, or 0.
fn list_marker(text: &str) -> usize {
    for bullet in ["- ", "* ", "• ", "– "] {
        if text.starts_with(bullet) {
            return bullet.len();
        }
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    if (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")) { digits + 2 } else { 0 }
}

/// Whether one line looks like a heading, byline or caption rather than a paragraph.
fn is_line(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    !end.ends_with(['.', '!', '?', '…', ':', ';', ',']) && text.split_whitespace().count() <= LINE_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let prose = read(&Source::new("a.txt", text));
        prose.blocks.iter().map(|b| (b.kind, prose.slice(b.span).to_owned())).collect()
    }

    #[test]
    fn wrapped_lines_join_and_long_lines_do_not() {
        let wrapped = "The council met on Tuesday to discuss the plans for\nthe harbour, which were first drawn up ten years ago\nby a firm from Leeds.\n";
        assert_eq!(blocks(wrapped).len(), 1);
        let long = format!("A heading here\n{}\n{}\n", "word ".repeat(40), "other ".repeat(30));
        assert_eq!(blocks(&long).len(), 3);
        assert_eq!(blocks(&long)[0].0, BlockKind::Line);
    }

    #[test]
    fn nothing_in_nothing_out() {
        assert!(blocks("").is_empty());
        assert!(blocks(" \n\t\n\u{feff}").iter().all(|b| !b.1.is_empty()));
    }
}
