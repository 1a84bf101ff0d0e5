//! Whole lines and whole sentences that a list of patterns describes: share bars, cookie notices, “Read more”. It marks
//! neighbouring lines together and repairs by taking them out; it judges nothing inside a line that holds more.

use serde_spanned::Spanned;

use super::{At, Check, Mark, Repair};
use crate::finding::Safety;
use crate::rule::load::{Loader, Problem};
use crate::rule::regular::{Manner, Regular};
use crate::segment::Page;
use crate::text::{BlockKind, Mapped, Prose, Source, Span};

/// `[rule.check.line]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LineSpec {
    /// Regular expressions that the whole of a line must match, once it is folded: lower case, `'` and `"` for all quotation
    /// marks, single spaces, no marks at its two ends (`share this` matches the line “» Share this:”). `@name` in a pattern is
    /// any entry of a list; the entries are patterns, too.
    find: Vec<Spanned<String>>,
    /// Whether a sentence within a paragraph counts as well as a line.
    #[serde(default)]
    sentences: bool,
    /// Longer lines are not looked at.
    #[serde(default = "thirty")]
    most_words: usize,
}

fn thirty() -> usize {
    30
}

/// Patterns for whole lines, ready to run.
pub struct Lines {
    find: Vec<Regular>,
    /// How lines begin that may match, and the number of the pattern; sorted.
    openings: Vec<(Box<[u8]>, usize)>,
    /// The patterns of which a match may begin in any way.
    others: Vec<usize>,
    sentences: bool,
    most_words: usize,
}

impl LineSpec {
    /// Reads the patterns.
    pub fn build(self, loader: &Loader<'_>) -> Result<Lines, Problem> {
        let (mut find, mut openings, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for (number, pattern) in self.find.iter().enumerate() {
            let text = with_lists(pattern.get_ref(), loader).map_err(|e| Problem::at(pattern.span(), e))?;
            // Read alone first, so that a mistake has its place.
            let whole = format!("^(?:{text})$");
            let regular = Regular::new(&text, Manner::default(), loader.compile)
                .and_then(|_| Regular::new(&whole, Manner::default(), loader.compile))
                .map_err(|e| Problem::at(pattern.span(), format!("this pattern is not valid: {e}")))?;
            match regular.openings() {
                Some((all, _)) => openings.extend(all.into_iter().map(|text| (text.into_bytes().into(), number))),
                None => others.push(number),
            }
            find.push(regular);
        }
        openings.sort();
        Ok(Lines { find, openings, others, sentences: self.sentences, most_words: self.most_words })
    }
}

/// A pattern with `@name` written out as the alternatives of a list.
fn with_lists(pattern: &str, loader: &Loader<'_>) -> Result<String, String> {
    let mut text = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(at) = rest.find('@') {
        let name = rest[at + 1..].split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
        text.push_str(&rest[..at]);
        if name.is_empty() {
            text.push('@');
        } else {
            text.push_str(&format!("(?:{})", loader.list(name)?.join("|")));
        }
        rest = &rest[at + 1 + name.len()..];
    }
    text.push_str(rest);
    Ok(text)
}

impl Check for Lines {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let mut run: Option<(Span<Prose>, bool)> = None;
        let mut folded = String::new();
        for (b, block) in page.prose.blocks.iter().enumerate() {
            // Cells are columns of something, not lines of a page; a heading over a list is a section of its own.
            let section = matches!(block.kind, BlockKind::Heading(_))
                && page.prose.blocks.get(b + 1).is_some_and(|next| next.list.is_some());
            let listed = !(block.kind == BlockKind::Cell || section);
            let mut before = None;
            let mut lines = lines_of(page.prose, block.span).peekable();
            while let Some(line) = lines.next() {
                let after = lines.peek().map(|&l| page.prose.slice(l));
                let text = page.prose.slice(line);
                if listed && stands_alone(before, text, after) && self.is_found(text, &mut folded) {
                    let doubtful = run.is_some_and(|(_, d)| d) || is_title(page, b);
                    run = Some((run.map_or(line, |(before, _)| before.join(line)), doubtful));
                } else if let Some(done) = run.take() {
                    out.push(line_mark(page, done));
                }
                before = Some(text);
            }
        }
        out.extend(run.map(|done| line_mark(page, done)));
        if self.sentences {
            self.sentence_marks(page, &mut folded, out);
        }
    }
}

impl Lines {
    fn is_found(&self, line: &str, folded: &mut String) -> bool {
        // A word is rarely longer than 40 bytes: a cheap bound before the line is folded.
        line.len() <= self.most_words * 40
            && self.may_open(line)
            && line.split_whitespace().count() <= self.most_words
            && {
                fold_line(line, folded);
                !folded.is_empty() && self.matches(folded)
            }
    }

    /// Whether a line may begin as a pattern does: by the first of its letters and digits, cheaply.
    fn may_open(&self, line: &str) -> bool {
        !self.others.is_empty() || {
            let first = line.trim_start_matches(is_end).bytes().next().map(|b| b.to_ascii_lowercase());
            first.is_some_and(|b| !b.is_ascii() || self.opening_from(b).next().is_some())
        }
    }

    /// The openings with this first byte.
    fn opening_from(&self, first: u8) -> impl Iterator<Item = &(Box<[u8]>, usize)> {
        let start = self.openings.partition_point(|(text, _)| text.first().is_some_and(|b| *b < first));
        self.openings[start..].iter().take_while(move |(text, _)| text.first() == Some(&first))
    }

    fn matches(&self, folded: &str) -> bool {
        let is_match = |number: &usize| self.find[*number].regex().is_some_and(|r| r.is_match(folded));
        let bytes = folded.as_bytes();
        let opened = bytes.first().is_some_and(|first| {
            self.opening_from(*first).any(|(text, number)| bytes.starts_with(text) && is_match(number))
        });
        opened || self.others.iter().any(is_match)
    }

    fn sentence_marks(&self, page: &Page<'_>, folded: &mut String, out: &mut Vec<Mark>) {
        let mut run: Option<(u32, Span<Prose>)> = None;
        for sentence in &page.sentences {
            let span = page.span(sentence.tokens.clone());
            let block = &page.prose.blocks[sentence.block as usize];
            let whole = block.span == span || block.kind == BlockKind::Cell;
            if !whole && self.is_found(page.prose.slice(span), folded) && !line_found(self, page, span, folded) {
                run = match run {
                    Some((b, before)) if b == sentence.block => Some((b, before.join(span))),
                    other => {
                        out.extend(other.map(|(_, done)| cut(page, done)));
                        Some((sentence.block, span))
                    }
                };
            } else if let Some((_, done)) = run.take() {
                out.push(cut(page, done));
            }
        }
        out.extend(run.map(|(_, done)| cut(page, done)));
    }
}

/// Whether the line that holds a sentence was marked as a whole.
fn line_found(lines: &Lines, page: &Page<'_>, span: Span<Prose>, folded: &mut String) -> bool {
    let text = &page.prose.text;
    let start = text[..span.start as usize].rfind('\n').map_or(0, |i| i + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |i| span.end as usize + i);
    lines.is_found(&text[start..end], folded)
}

/// The lines of a block, without space at their ends.
pub fn lines_of(prose: &Prose, block: Span<Prose>) -> impl Iterator<Item = Span<Prose>> + '_ {
    let mut start = block.start;
    prose.slice(block).split('\n').map(move |line| {
        let lead = (line.len() - line.trim_start().len()) as u32;
        let span = Span::new(start + lead, start + lead + line.trim().len() as u32);
        start += line.len() as u32 + 1;
        span
    })
}

/// Whether a line within a block is one by itself, not a stretch of a paragraph that was broken to fit.
fn stands_alone(before: Option<&str>, line: &str, after: Option<&str>) -> bool {
    let opens = |text: &str| !text.starts_with(char::is_lowercase);
    let ends = |text: &str| text.ends_with(['.', '!', '?', ':', '…', '»', '>', '|']) || text.len() < 50;
    before.is_none_or(|b| ends(b) && opens(line)) && after.is_none_or(|a| opens(a) && ends(line))
}

/// What does not count at the ends of a line.
fn is_end(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '{' | '}' | '[' | ']' | '<' | '>' | '(' | ')')
}

/// Lower case, straight marks, single spaces, no marks at the ends.
fn fold_line(line: &str, folded: &mut String) {
    folded.clear();
    let mut space = false;
    for c in line.trim_matches(is_end).chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) {
            folded.push(' ');
        }
        match c {
            '’' | '‘' | 'ʼ' => folded.push('\''),
            '“' | '”' => folded.push('"'),
            Prose::OBJECT => {}
            c => folded.extend(c.to_lowercase()),
        }
    }
}

/// Whether a block may be the article's own: a heading, a line over a list, an item of a list.
fn is_title(page: &Page<'_>, b: usize) -> bool {
    let block = &page.prose.blocks[b];
    matches!(block.kind, BlockKind::Heading(_))
        || block.list.is_some()
        || page.prose.blocks.get(b + 1).is_some_and(|next| next.list.is_some())
}

/// A mark on lines that were found; one that may be a title of the article is a note.
fn line_mark(page: &Page<'_>, (span, doubtful): (Span<Prose>, bool)) -> Mark {
    let mark = removal(page, span);
    if doubtful { mark.doubtful() } else { mark }
}

/// A mark on lines that go altogether, with the lines of the file that hold nothing else.
pub fn removal(page: &Page<'_>, span: Span<Prose>) -> Mark {
    let mut mark = Mark::new(span);
    let title = Some("delete it".to_owned());
    let linked = link_around(page, span);
    let whole = match page.prose.to_source(span) {
        Mapped::Exact(exact) => whole_lines(page.source, linked.unwrap_or(exact)),
        Mapped::Around(around) => whole_lines(page.source, around).filter(|s| is_bare(page, *s, span)),
    };
    let at: At = match whole {
        Some(lines) => lines.into(),
        None => linked.map_or(span.into(), At::from),
    };
    // A line with a link may be an invitation that the article itself makes.
    let doubtful = linked.is_some() || has_link(page, span);
    mark.repairs.push(Repair { edits: vec![(at, String::new())], title, safety: None });
    if doubtful { mark.doubtful() } else { mark }
}

/// The whole lines around a place, with their line end and the blank line after them, where nothing but markup stands
/// beside it.
fn whole_lines(source: &Source, span: Span<Source>) -> Option<Span<Source>> {
    let text = &source.text;
    let start = text[..span.start as usize].rfind(['\n', '\r']).map_or(source.bom(), |i| i + 1);
    let end = text[span.end as usize..].find(['\n', '\r']).map_or(text.len(), |i| span.end as usize + i);
    let markup =
        |c: char| matches!(c, '#' | '*' | '_' | '-' | '|' | '+' | '=' | '•' | '»' | ' ' | '\t' | ':' | '.' | '>');
    let beside = |range: std::ops::Range<usize>| text.get(range).is_some_and(|t| t.chars().all(markup));
    if !beside(start..span.start as usize) || !beside(span.end as usize..end) {
        return None;
    }
    // The last line keeps its end, and gives up the blank line before it instead.
    let rest = text[end..].trim_start_matches(['\n', '\r', ' ', '\t']);
    if rest.is_empty() {
        let before = text[..start].trim_end().len().max(source.bom());
        return Some(Span::of_range(before..end));
    }
    Some(Span::of_range(start..text.len() - rest.len()))
}

/// The Markdown link whose whole text the span is: it goes with its text.
fn link_around(page: &Page<'_>, span: Span<Prose>) -> Option<Span<Source>> {
    let Mapped::Exact(exact) = page.prose.to_source(span) else { return None };
    let (before, after) = (&page.source.text[..exact.start as usize], &page.source.text[exact.end as usize..]);
    let rest = after.strip_prefix("](").filter(|_| before.ends_with('['))?;
    let close = rest.find([')', '\n']).filter(|&i| rest[i..].starts_with(')'))?;
    Some(Span::new(exact.start - 1, exact.end + 2 + close as u32 + 1))
}

/// Whether the lines hold markup between their words, as a link does.
fn has_link(page: &Page<'_>, span: Span<Prose>) -> bool {
    let Mapped::Around(around) = page.prose.to_source(span) else { return false };
    let text = page.source.slice(around);
    text.contains("](") || text.contains("[") && !page.prose.slice(span).contains('[') || text.contains("<a ")
}

/// Whether a stretch of the file holds no letters or digits beyond those of its prose: no link, no tag goes with it.
fn is_bare(page: &Page<'_>, source: Span<Source>, prose: Span<Prose>) -> bool {
    let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    count(page.source.slice(source)) == count(page.prose.slice(prose))
}

/// A mark on sentences that go from within a paragraph, with the space that parts them from the rest.
fn cut(page: &Page<'_>, span: Span<Prose>) -> Mark {
    let text = &page.prose.text;
    let before = text[..span.start as usize].trim_end_matches(' ').len() as u32;
    let (start, end) = if text[..before as usize].ends_with('\n') || before == 0 {
        let rest = &text[span.end as usize..];
        (span.start, span.end + (rest.len() - rest.trim_start_matches(' ').len()) as u32)
    } else {
        (before, span.end)
    };
    let mut mark = Mark::new(span);
    // “Got it!”, “Share it.”: so few words may be the text's own.
    let short = page.prose.slice(span).split_whitespace().count() < 4;
    let edits = vec![(At::Prose(Span::new(start, end)), String::new())];
    mark.repairs.push(Repair { edits, title: Some("delete it".to_owned()), safety: Some(Safety::Safe) });
    if short { mark.doubtful() } else { mark }
}
