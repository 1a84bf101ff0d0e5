//! A small picture of a text around some places in it: only the lines that matter, long ones cut down to windows with
//! `…` at the edges, everything visible and harmless. It keeps the way from bytes of the file to bytes of the picture,
//! so that marks sit where they belong while line and column stay those of the file. It knows no colours and no frames.
//!
//! The work for one picture does not depend on the length of the line: a book in one line costs no more than a page.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::text::clean::{self, Stand};
use crate::text::{Source, Span};

/// About how many columns of a line are shown.
const WIDTH: usize = 100;
/// A marked stretch wider than this is shown by its head and its tail.
const LONG: usize = 64;
/// The least that is shown on each side of a mark.
const MARGIN: usize = 12;
/// A hole narrower than this is not worth a `…`.
const HOLE: usize = 8;

/// Lines of a text, cut to windows.
#[derive(Debug, Default)]
pub struct Picture {
    /// What is shown, each line ended by `\n`.
    pub text: String,
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    /// Counted from 0 in the whole text.
    index: usize,
    /// Its bytes in the picture, with the `\n`.
    range: Range<usize>,
    /// Byte of the file → byte of the picture, in order, one for each character shown and one for the end.
    steps: Vec<(u32, usize)>,
}

impl Picture {
    /// Draws the lines that these spans touch.
    pub fn draw(source: &Source, marks: &[Span<Source>]) -> Self {
        let mut picture = Self::default();
        for (index, keep) in lines_to_show(source, marks) {
            picture.add(source, index, &keep);
        }
        picture
    }

    /// The index of the line that holds a byte of the picture.
    pub fn line_index(&self, byte: usize) -> usize {
        let i = self.lines.partition_point(|line| line.range.start <= byte);
        self.lines.get(i.saturating_sub(1)).map_or(0, |line| line.index)
    }

    /// The bytes in the picture of a line by its index in the text; empty for a line that is not shown.
    pub fn line_range(&self, index: usize) -> Range<usize> {
        match self.lines.binary_search_by_key(&index, |line| line.index) {
            Ok(i) => self.lines[i].range.clone(),
            Err(_) => self.text.len()..self.text.len(),
        }
    }

    /// Where a span of the file is in the picture. Its end stays on the line of its last byte.
    pub fn range_of(&self, source: &Source, span: Span<Source>) -> Range<usize> {
        let start = self.byte_of(source, span.start, span.start);
        let end = if span.is_empty() { start } else { self.byte_of(source, span.end, span.end - 1) };
        start..end.max(start)
    }

    fn byte_of(&self, source: &Source, byte: u32, on_line_of: u32) -> usize {
        let index = line_of(source, on_line_of);
        let Ok(i) = self.lines.binary_search_by_key(&index, |line| line.index) else { return self.text.len() };
        let steps = &self.lines[i].steps;
        let step = steps.partition_point(|&(from, _)| from <= byte).saturating_sub(1);
        steps.get(step).map_or(self.lines[i].range.start, |&(_, to)| to)
    }

    fn add(&mut self, source: &Source, index: usize, keep: &[Range<usize>]) {
        let line = source.line_span(index + 1).range();
        let start = self.text.len();
        let mut steps = Vec::new();
        let mut shown_to = line.start;
        for part in keep {
            if part.start > shown_to {
                steps.push((shown_to as u32, self.text.len()));
                self.text.push('…');
            }
            self.add_part(source, part.clone(), &mut steps);
            shown_to = part.end;
        }
        steps.push((shown_to as u32, self.text.len()));
        if shown_to < line.end {
            self.text.push('…');
        }
        self.text.push('\n');
        self.lines.push(Line { index, range: start..self.text.len(), steps });
    }

    fn add_part(&mut self, source: &Source, part: Range<usize>, steps: &mut Vec<(u32, usize)>) {
        let text = source.text.get(part.clone()).unwrap_or_default();
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            steps.push(((part.start + at) as u32, self.text.len()));
            // A mark at the head of the file is no text, and an emoji joined of others is drawn by its parts: that is
            // how the width of a line is counted.
            let hidden = (c == '\u{feff}' && part.start + at == 0) || (c == '\u{200d}' && before > '\u{2190}');
            if !hidden {
                clean::push(&mut self.text, c);
            }
            before = c;
        }
    }
}

/// A text in one line, cut to about `width` columns around the given bytes of it.
pub fn excerpt(text: &str, focus: Range<usize>, width: usize) -> String {
    let keep = windows(text, 0..text.len(), vec![focus], width);
    let mut out = String::new();
    let mut shown_to = 0;
    for part in keep {
        if part.start > shown_to {
            out.push('…');
        }
        out.push_str(&clean::line(text.get(part.clone()).unwrap_or_default()));
        shown_to = part.end;
    }
    if shown_to < text.len() {
        out.push('…');
    }
    out
}

/// The nearest character boundary at or before a byte.
fn boundary(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

fn line_of(source: &Source, byte: u32) -> usize {
    source.lines().partition_point(|&start| start <= byte).saturating_sub(1)
}

/// The lines to show, by index and in order, each with the parts of it to keep.
fn lines_to_show(source: &Source, marks: &[Span<Source>]) -> Vec<(usize, Vec<Range<usize>>)> {
    let mut wanted: Vec<(usize, Range<usize>)> = Vec::new();
    for mark in marks {
        let (first, last) = (line_of(source, mark.start), line_of(source, mark.end.max(mark.start + 1) - 1));
        // Of a mark over many lines the first two and the last two are drawn.
        for index in (first..=last).filter(|i| *i <= first + 1 || *i + 1 >= last) {
            let line = source.line_span(index + 1);
            let start = boundary(&source.text, mark.start.clamp(line.start, line.end) as usize);
            let end = if index == last { mark.end.clamp(line.start, line.end) } else { line.end };
            wanted.push((index, start..boundary(&source.text, end as usize).max(start)));
        }
    }
    wanted.sort_by_key(|(index, range)| (*index, range.start, range.end));
    // Two lines with one between them are drawn with it.
    let between: Vec<_> = wanted.windows(2).filter(|w| w[0].0 + 2 == w[1].0).map(|w| w[0].0 + 1).collect();
    wanted.extend(between.into_iter().map(|index| (index, source.line_span(index + 1).range().start..0)));
    wanted.sort_by_key(|(index, range)| (*index, range.start, range.end));

    let mut lines: Vec<(usize, Vec<Range<usize>>)> = Vec::new();
    for (index, range) in wanted {
        let range = range.start..range.end.max(range.start);
        match lines.last_mut() {
            Some((last, ranges)) if *last == index => ranges.push(range),
            _ => lines.push((index, vec![range])),
        }
    }
    for (index, ranges) in &mut lines {
        *ranges = windows(&source.text, source.line_span(*index + 1).range(), std::mem::take(ranges), WIDTH);
    }
    lines
}

/// The parts of a line to keep so that every focus is seen in about `width` columns. Parts are in order and apart.
fn windows(text: &str, line: Range<usize>, focus: Vec<Range<usize>>, width: usize) -> Vec<Range<usize>> {
    if line.len() <= width * 4 && columns(&text[line.clone()]) <= width {
        return vec![line];
    }
    let mut parts: Vec<Range<usize>> = focus.into_iter().flat_map(|range| head_and_tail(text, range)).collect();
    parts.sort_by_key(|part| (part.start, part.end));
    let used: usize = parts.iter().map(|part| columns(&text[part.clone()])).sum();
    let spare = width.saturating_sub(used);
    let margin = (spare / (2 * parts.len().max(1))).max(MARGIN);
    let alone = parts.len() == 1;
    for part in &mut parts {
        let left = leftwards(text, line.start, part.start, margin);
        // What the left side did not need goes to the right, and the other way round, when there is one place to show.
        let right_margin = if alone { (2 * margin).saturating_sub(columns(&text[left..part.start])) } else { margin };
        let right = rightwards(text, line.end, part.end, right_margin);
        let left_margin = if alone { (2 * margin).saturating_sub(columns(&text[part.end..right])) } else { margin };
        *part = leftwards(text, line.start, part.start, left_margin)..right;
    }
    let mut kept: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match kept.last_mut() {
            Some(last) if part.start <= last.end || is_narrow(text, last.end..part.start) => {
                last.end = last.end.max(part.end);
            }
            _ => kept.push(part),
        }
    }
    if let Some(first) = kept.first_mut()
        && is_narrow(text, line.start..first.start)
    {
        first.start = line.start;
    }
    if let Some(last) = kept.last_mut()
        && is_narrow(text, last.end..line.end)
    {
        last.end = line.end;
    }
    kept
}

/// A long stretch is two: its head and its tail.
fn head_and_tail(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    if range.len() <= LONG || (range.len() <= LONG * 4 && columns(&text[range.clone()]) <= LONG) {
        return vec![range];
    }
    let head = rightwards(text, range.end, range.start, LONG / 2);
    let tail = leftwards(text, head, range.end, LONG / 2);
    vec![range.start..head, tail..range.end]
}

fn is_narrow(text: &str, hole: Range<usize>) -> bool {
    hole.len() <= HOLE * 4 && columns(&text[hole]) <= HOLE
}

/// The byte at most `margin` columns before `from`, at a word's beginning where one is near, not before `limit`.
fn leftwards(text: &str, limit: usize, from: usize, margin: usize) -> usize {
    let mut at = from;
    let mut left = margin;
    for (i, c) in text[limit..from].char_indices().rev() {
        let w = width_of(c);
        if w > left {
            let word = text[at..from].find(' ').map(|space| at + space + 1);
            return word.filter(|&word| word <= at + MARGIN && word <= from).unwrap_or(at);
        }
        left -= w;
        at = limit + i;
    }
    at
}

/// The byte at most `margin` columns after `from`, at a word's end where one is near, not after `limit`.
fn rightwards(text: &str, limit: usize, from: usize, margin: usize) -> usize {
    let mut at = from;
    let mut left = margin;
    for c in text[from..limit].chars() {
        let w = width_of(c);
        if w > left {
            let word = text[from..at].rfind(' ').map(|space| from + space);
            return word.filter(|&word| word + MARGIN >= at).unwrap_or(at);
        }
        left -= w;
        at += c.len_utf8();
    }
    at
}

fn columns(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

/// The columns a character takes once it is made visible; a tab is taken for four.
fn width_of(c: char) -> usize {
    match clean::stand_in(c) {
        Stand::Number => 8,
        Stand::Char(_) => 1,
        Stand::Plain if c == '\t' => 4,
        Stand::Plain => c.width().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span_of(source: &Source, text: &str) -> Span<Source> {
        let at = source.text.find(text).expect("the text is there");
        Span::of_range(at..at + text.len())
    }

    #[test]
    fn short_lines_are_whole_and_marks_sit_on_their_text() {
        let source = Source::new("x", "\u{feff}first\r\nthe \u{202e}sécond\tline\r\n");
        let mark = span_of(&source, "sécond");
        let picture = Picture::draw(&source, &[mark]);
        assert_eq!(picture.text, "the <U+202E>sécond\tline\n");
        assert_eq!(&picture.text[picture.range_of(&source, mark)], "sécond");
        assert_eq!(picture.line_index(3), 1);
    }

    #[test]
    fn long_lines_are_cut_around_every_mark() {
        let text = format!("{} NEEDLE {} PIN {}", "hay ".repeat(500), "straw ".repeat(500), "dust ".repeat(500));
        let source = Source::new("x", text);
        let marks = [span_of(&source, "NEEDLE"), span_of(&source, "PIN")];
        let picture = Picture::draw(&source, &marks);
        assert!(columns(&picture.text) < WIDTH + 20, "{}", picture.text);
        assert!(picture.text.starts_with("…hay ") && picture.text.ends_with(" dust…\n"), "{}", picture.text);
        for (mark, text) in marks.iter().zip(["NEEDLE", "PIN"]) {
            assert_eq!(&picture.text[picture.range_of(&source, *mark)], text);
        }
    }

    #[test]
    fn a_long_mark_is_shown_by_its_ends() {
        let source = Source::new("x", format!("a {}b c", "word ".repeat(400)));
        let mark = Span::new(2, source.text.len() as u32 - 2);
        let picture = Picture::draw(&source, &[mark]);
        assert!(columns(&picture.text) < WIDTH, "{}", picture.text);
        let shown = &picture.text[picture.range_of(&source, mark)];
        assert!(shown.starts_with("word") && shown.contains('…') && shown.ends_with('b'), "{shown}");
    }

    #[test]
    fn a_mark_over_many_lines_shows_its_edges() {
        let source = Source::new("x", "one\ntwo\nthree\n3\nfour\nfive\nsix\n");
        let mark = Span::new(0, 25);
        let picture = Picture::draw(&source, &[mark]);
        assert_eq!(picture.text, "one\ntwo\nfour\nfive\n");
        assert_eq!(picture.range_of(&source, mark), 0..17);
        assert_eq!(picture.line_range(2), 18..18);
        assert_eq!(picture.line_index(9), 4);
    }
}
