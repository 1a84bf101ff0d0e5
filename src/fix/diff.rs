//! The difference between two texts, as a patch that `git apply` and `patch` take, or in colour for a reader. It alone
//! knows `similar`. A line ends at `\n` and nowhere else: a lone `\r`, a form feed or U+2028 is part of its line, as
//! `patch` sees it, whatever the rest of the program calls a line.

use std::io::{self, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Effects, Style};
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use crate::text::clean;

/// How a patch is written.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Unchanged lines around each change.
    pub context: usize,
    /// Whether names carry `a/` and `b/`, which `git apply` and `patch -p1` take away.
    pub prefix: bool,
    /// For eyes: what could steer a terminal is made visible. Such a patch may not apply.
    pub for_eyes: bool,
    /// For eyes and in colour.
    pub colour: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self { context: 3, prefix: true, for_eyes: false, colour: false }
    }
}

/// Writes the patch that turns `old` into `new`; nothing when they are equal. `name` is the path, with `/` between its
/// parts, as bytes because paths need not be UTF-8.
pub fn patch(out: &mut dyn Write, name: &[u8], old: &str, new: &str, manner: Manner) -> io::Result<()> {
    if old == new {
        return Ok(());
    }
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut pen = Pen { out, manner };
    for (mark, prefix) in [("---", "a/"), ("+++", "b/")] {
        let prefix = if manner.prefix { prefix } else { "" };
        pen.styled(Style::new().effects(Effects::BOLD), |out| {
            write!(out, "{mark} ")?;
            out.write_all(&quoted(prefix, name))
        })?;
    }
    for hunk in group_diff_ops(ops, manner.context) {
        pen.hunk(&hunk, &old, &new)?;
    }
    Ok(())
}

/// A name as git writes it in a patch: in C quotes where it holds a control character, a quote, a backslash or bytes
/// that are no UTF-8; followed by a tab where it holds a space, so that `patch` knows where it ends.
fn quoted(prefix: &str, name: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(name);
    let is_odd = |b: &u8| *b < 0x20 || *b == 0x7f || *b == b'"' || *b == b'\\';
    if text.is_ok() && !name.iter().any(is_odd) {
        let tail = if name.contains(&b' ') { "\t" } else { "" };
        return [prefix.as_bytes(), name, tail.as_bytes()].concat();
    }
    let mut out = format!("\"{prefix}").into_bytes();
    for &b in name {
        match b {
            b'"' | b'\\' => out.extend([b'\\', b]),
            b'\n' => out.extend(b"\\n"),
            b'\t' => out.extend(b"\\t"),
            b'\r' => out.extend(b"\\r"),
            0..0x20 | 0x7f => out.extend(format!("\\{b:03o}").bytes()),
            0x80.. if text.is_err() => out.extend(format!("\\{b:03o}").bytes()),
            _ => out.push(b),
        }
    }
    out.push(b'"');
    out
}

/// Writes lines of a patch.
struct Pen<'a> {
    out: &'a mut dyn Write,
    manner: Manner,
}

impl Pen<'_> {
    fn styled(&mut self, style: Style, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        if !self.manner.colour {
            write(self.out)?;
            return self.out.write_all(b"\n");
        }
        write!(self.out, "{}", style.render())?;
        write(self.out)?;
        writeln!(self.out, "{}", anstyle::Reset.render())
    }

    fn hunk(&mut self, ops: &[DiffOp], old: &[&str], new: &[&str]) -> io::Result<()> {
        let (Some(first), Some(last)) = (ops.first(), ops.last()) else { return Ok(()) };
        let from = side(first.old_range().start..last.old_range().end);
        let to = side(first.new_range().start..last.new_range().end);
        self.styled(AnsiColor::Cyan.on_default(), |out| write!(out, "@@ -{from} +{to} @@"))?;
        for op in ops {
            let (tag, a, b) = op.as_tag_tuple();
            if tag == DiffTag::Equal {
                old[a].iter().try_for_each(|line| self.line(' ', line, &[]))?;
                continue;
            }
            let marks =
                if self.manner.colour { changed_words(&old[a.clone()], &new[b.clone()]) } else { Marks::default() };
            self.side('-', &old[a], &marks.old)?;
            self.side('+', &new[b], &marks.new)?;
        }
        Ok(())
    }

    fn side(&mut self, sign: char, lines: &[&str], marks: &[Range<usize>]) -> io::Result<()> {
        let mut start = 0;
        for line in lines {
            let within = |r: &Range<usize>| r.start < start + line.len() && start < r.end;
            let local = |r: &Range<usize>| r.start.saturating_sub(start)..(r.end - start).min(line.len());
            let marks: Vec<_> = marks.iter().filter(|r| within(r)).map(local).collect();
            self.line(sign, line, &marks)?;
            start += line.len();
        }
        Ok(())
    }

    /// A line with its sign; `marks` are the bytes of the line that changed.
    fn line(&mut self, sign: char, line: &str, marks: &[Range<usize>]) -> io::Result<()> {
        let body = line.strip_suffix('\n').unwrap_or(line);
        if !self.manner.for_eyes {
            writeln!(self.out, "{sign}{body}")?;
        } else {
            let body = body.strip_suffix('\r').unwrap_or(body);
            self.line_for_eyes(sign, body, marks)?;
        }
        if line.ends_with('\n') { Ok(()) } else { self.out.write_all(b"\\ No newline at end of file\n") }
    }

    fn line_for_eyes(&mut self, sign: char, body: &str, marks: &[Range<usize>]) -> io::Result<()> {
        if !self.manner.colour || sign == ' ' {
            return writeln!(self.out, "{sign}{}", clean::exact(body));
        }
        let plain = if sign == '-' { AnsiColor::Red } else { AnsiColor::Green }.on_default();
        let (on, off) = (plain.effects(Effects::BOLD | Effects::INVERT).render(), anstyle::Reset.render());
        write!(self.out, "{}{sign}", plain.render())?;
        let mut done = 0;
        for mark in marks {
            let (start, end) = (mark.start.clamp(done, body.len()), mark.end.clamp(done, body.len()));
            let (before, inside) = (body.get(done..start), body.get(start..end));
            write!(self.out, "{}{off}{on}", clean::exact(before.unwrap_or_default()))?;
            write!(self.out, "{}{off}{}", clean::exact(inside.unwrap_or_default()), plain.render())?;
            done = end;
        }
        writeln!(self.out, "{}{off}", clean::exact(body.get(done..).unwrap_or_default()))
    }
}

/// `start,count` as a hunk's head has it: from 1, a count of 1 left out, an empty side named by the line before it.
fn side(range: Range<usize>) -> String {
    match range.len() {
        0 => format!("{},0", range.start),
        1 => format!("{}", range.start + 1),
        n => format!("{},{n}", range.start + 1),
    }
}

#[derive(Default)]
struct Marks {
    old: Vec<Range<usize>>,
    new: Vec<Range<usize>>,
}

/// The words that changed between two runs of lines.
fn changed_words(old: &[&str], new: &[&str]) -> Marks {
    let changes = words(&old.concat(), &new.concat());
    let (old, new) = changes.into_iter().unzip();
    Marks { old, new }
}

/// What changed from one text to another, word by word: pairs of byte ranges that are not alike, in order. A word is a
/// run of letters and digits, a run of white space, or any other single character.
pub fn words(old: &str, new: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let (old_words, new_words) = (tokens(old), tokens(new));
    let ops = capture_diff_slices(Algorithm::Myers, &old_words, &new_words);
    let starts = |words: &[&str]| {
        let ends = words.iter().scan(0, |at, word| {
            *at += word.len();
            Some(*at)
        });
        std::iter::once(0).chain(ends).collect::<Vec<usize>>()
    };
    let (old_starts, new_starts) = (starts(&old_words), starts(&new_words));
    let mut changes: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in ops.iter().filter(|op| op.tag() != DiffTag::Equal) {
        let (a, b) = (op.old_range(), op.new_range());
        let (a, b) = (old_starts[a.start]..old_starts[a.end], new_starts[b.start]..new_starts[b.end]);
        match changes.last_mut() {
            // A deletion and an insertion at one place are one change.
            Some((x, y)) if x.end == a.start && y.end == b.start => (x.end, y.end) = (a.end, b.end),
            _ => changes.push((a, b)),
        }
    }
    changes
}

fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| {
        if c.is_alphanumeric() {
            0
        } else if c.is_whitespace() {
            1
        } else {
            2
        }
    };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|k| k != kind(c) || k == 2) {
            tokens.push(&text[start..at]);
            start = at;
        }
        before = Some(kind(c));
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch_of(old: &str, new: &str, manner: Manner) -> String {
        let mut out = Vec::new();
        patch(&mut out, b"a.md", old, new, manner).expect("memory takes it");
        String::from_utf8(out).expect("UTF-8 in, UTF-8 out")
    }

    #[test]
    fn heads_counts_and_missing_newlines() {
        let patch = patch_of("one\rstill one\ntwo\x0c\nthree", "one\rstill 1\ntwo\x0c\nthree", Manner::default());
        let body = "@@ -1,3 +1,3 @@\n-one\rstill one\n+one\rstill 1\n two\x0c\n three\n\\ No newline at end of file\n";
        assert_eq!(patch, format!("--- a/a.md\n+++ b/a.md\n{body}"));
        assert_eq!(patch_of("same", "same", Manner::default()), "");
    }

    #[test]
    fn names_are_quoted_as_git_does() {
        let quoted = |name: &[u8]| String::from_utf8(quoted("a/", name)).expect("escaped");
        assert_eq!(quoted(b"my draft.md"), "a/my draft.md\t");
        assert_eq!(quoted("né.md".as_bytes()), "a/né.md");
        assert_eq!(quoted(b"a\"b\\\n\xff.md"), r#""a/a\"b\\\n\377.md""#);
    }

    #[test]
    fn words_keep_what_is_common() {
        let changes = words("a mutual attraction, at least", "a mutual interest, at most");
        assert_eq!(changes, [(9..19, 9..17), (24..29, 22..26)]);
        assert_eq!(words("the the", "the"), [(3..7, 3..3)]);
    }

    #[test]
    fn colour_marks_the_words() {
        let manner = Manner { colour: true, for_eyes: true, ..Manner::default() };
        let patch = patch_of("a big\x1b dog\n", "a small\x1b dog\n", manner);
        assert!(patch.contains("big") && !patch.contains("\x1b dog") && patch.contains("␛ dog"), "{patch:?}");
    }
}
