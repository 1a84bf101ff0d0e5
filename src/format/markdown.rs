//! Markdown: CommonMark with tables, footnotes, front matter and definition lists, read through pulldown-cmark, which this
//! file alone knows. Code, link addresses, images, raw HTML and template tags (`{{ … }}`, `{% … %}`) are no prose: inside a
//! sentence an object character holds their place, elsewhere they are gone. Blocks of HTML are read by `html.rs`.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html;
use crate::text::{Block, BlockKind, Cell, ListPlace, Prose, Source, Span};

/// Reads Markdown.
pub fn read(source: &Source) -> Prose {
    let bom = source.bom();
    let body = &source.text[bom..];
    let templates = templates(body);
    let masked = mask(body, &templates);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_DEFINITION_LIST;
    let mut reader = Reader::new(source, bom, &templates);
    for (event, range) in Parser::new_ext(&masked, options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.finish()
}

/// The byte ranges of template tags in order: `{{ … }}`, `{% … %}`, `{: … }`, and what stands between
/// `{% highlight %}` and `{% endhighlight %}`.
fn templates(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|i| at + i) {
        let rest = &text[open..];
        let end = match rest.as_bytes().get(1) {
            Some(b'%') if rest[2..].trim_start_matches(['-', ' ']).starts_with("highlight") => rest
                .find("endhighlight")
                .and_then(|e| rest[e..].find("%}").map(|f| e + f + 2))
                .or_else(|| rest.find("%}").map(|e| e + 2)),
            Some(b'%') => in_one_paragraph(rest, "%}"),
            Some(b'{') => in_one_paragraph(rest, "}}").filter(|&end| !is_merge_field(&rest[2..end - 2])),
            Some(b':') => on_one_line(rest, "}"),
            _ => None,
        };
        at = open + end.unwrap_or(1);
        if end.is_some() {
            found.push(open..at);
        }
    }
    found
}

/// Whether what stands between double braces is a bare name: a field of a form letter, which a reader must see.
fn is_merge_field(inner: &str) -> bool {
    let name = inner.trim();
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= 40
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b' '))
}

/// The end of the closing mark, when it stands before the next blank line.
fn in_one_paragraph(text: &str, close: &str) -> Option<usize> {
    // No tag is longer than this; the bound keeps the search linear where tags are never closed.
    const LONGEST: usize = 2000;
    let end = (LONGEST.min(text.len())..).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    let tag = &text[..text[..end].find(close)? + close.len()];
    (!tag.contains("\n\n") && !tag.contains("\n\r\n")).then_some(tag.len())
}

/// The end of the closing mark, when it stands before the line's end.
fn on_one_line(text: &str, close: &str) -> Option<usize> {
    let line = &text[..text.find('\n').unwrap_or(text.len())];
    line.find(close).map(|i| i + close.len())
}

/// The text with template tags overwritten, byte for byte, by something that no parser takes for markup or prose.
fn mask<'t>(text: &'t str, templates: &[Range<usize>]) -> Cow<'t, str> {
    if templates.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for range in templates {
        masked.push_str(&text[done..range.start]);
        masked.extend(text[range.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { 'x' }));
        done = range.end;
    }
    masked.push_str(&text[done..]);
    Cow::Owned(masked)
}

/// A list that is open.
struct OpenList {
    list: u32,
    item: Option<u32>,
    first: Option<u64>,
}

/// What has been seen on the way down to the present place.
struct Reader<'s> {
    source: &'s Source,
    /// Added to the parser's offsets.
    base: usize,
    templates: &'s [Range<usize>],
    prose: Prose,
    /// Whether the last block of the prose still takes text.
    open: bool,
    lists: Vec<OpenList>,
    list_count: u32,
    quotes: u32,
    footnotes: u32,
    table: Option<Cell>,
    table_count: u32,
    heading: Option<u8>,
    term: bool,
    /// Depth of things whose content is no prose: code blocks, images, metadata.
    silent: u32,
    /// The part of an HTML block that was seen so far.
    html_block: Option<Span<Source>>,
    /// One past the last source byte that was taken as prose or passed over.
    last: u32,
}

impl<'s> Reader<'s> {
    fn new(source: &'s Source, base: usize, templates: &'s [Range<usize>]) -> Self {
        Self {
            source,
            base,
            templates,
            prose: Prose::default(),
            open: false,
            lists: Vec::new(),
            list_count: 0,
            quotes: 0,
            footnotes: 0,
            table: None,
            table_count: 0,
            heading: None,
            term: false,
            silent: 0,
            html_block: None,
            last: 0,
        }
    }

    fn span(&self, range: &Range<usize>) -> Span<Source> {
        Span::of_range(range.start + self.base..range.end + self.base)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = self.span(&range);
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) if self.silent == 0 => self.text(&text, range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) if self.silent == 0 => self.object(span),
            Event::InlineHtml(html) if self.silent == 0 => self.inline_html(&html, span),
            Event::Html(_) => self.html_block = Some(self.html_block.map_or(span, |block| block.join(span))),
            Event::SoftBreak if self.silent == 0 => self.line_break(span),
            Event::HardBreak if self.silent == 0 => {
                self.ensure_open();
                self.prose.push_alias("\n", span);
            }
            Event::Rule => self.close(span.start),
            Event::FootnoteReference(_) => self.prose.protected.push(span),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span<Source>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.close(span.start);
                self.heading = Some(*level as u8);
            }
            Tag::Paragraph => self.close(span.start),
            Tag::BlockQuote(_) => {
                self.close(span.start);
                self.quotes += 1;
            }
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.close(span.start);
                self.silent += 1;
                if matches!(tag, Tag::MetadataBlock(_)) && self.prose.front_matter.is_none() {
                    self.prose.front_matter = Some(span);
                } else {
                    self.prose.protected.push(span);
                }
            }
            Tag::Image { .. } => {
                if self.silent == 0 {
                    self.object(span);
                }
                self.silent += 1;
            }
            Tag::List(first) => {
                self.close(span.start);
                self.lists.push(OpenList { list: self.list_count, item: None, first: *first });
                self.list_count += 1;
            }
            Tag::Item => {
                self.close(span.start);
                if let Some(list) = self.lists.last_mut() {
                    list.item = Some(list.item.map_or(0, |i| i + 1));
                }
            }
            Tag::FootnoteDefinition(_) => {
                self.close(span.start);
                self.footnotes += 1;
            }
            Tag::Table(_) => {
                self.close(span.start);
                self.table = Some(Cell { table: self.table_count, row: 0, column: 0, head: true });
                self.table_count += 1;
            }
            Tag::DefinitionListTitle => {
                self.close(span.start);
                self.term = true;
            }
            Tag::HtmlBlock | Tag::DefinitionListDefinition => self.close(span.start),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span<Source>) {
        match tag {
            TagEnd::Heading(_) => {
                self.close(span.end);
                self.heading = None;
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::DefinitionListDefinition => self.close(span.end),
            TagEnd::HtmlBlock => self.html_block(span),
            TagEnd::BlockQuote(_) => {
                self.close(span.end);
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::Image => {
                self.silent = self.silent.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close(span.end);
                self.lists.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.close(span.end);
                self.footnotes = self.footnotes.saturating_sub(1);
            }
            TagEnd::Link => self.prose.protected.push(Span::new(self.last.max(span.start), span.end)),
            TagEnd::Table => self.table = None,
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(cell) = &mut self.table {
                    *cell = Cell { row: cell.row + 1, column: 0, head: false, ..*cell };
                }
            }
            TagEnd::TableCell => {
                self.close(span.end);
                if let Some(cell) = &mut self.table {
                    cell.column += 1;
                }
            }
            TagEnd::DefinitionListTitle => {
                self.close(span.end);
                self.term = false;
            }
            _ => {}
        }
    }

    /// Text of the parser: the same bytes as in the file, or (for an entity) others, or template tags in disguise.
    fn text(&mut self, text: &str, range: Range<usize>) {
        self.ensure_open();
        let first = self.templates.partition_point(|t| t.end <= range.start);
        let mut at = range.start;
        for template in self.templates[first..].iter().take_while(|t| t.start < range.end) {
            self.plain_text(at.max(range.start)..template.start, None);
            self.object(self.span(&(template.start.max(range.start)..template.end.min(range.end))));
            at = template.end.min(range.end);
        }
        if at == range.start {
            self.plain_text(range, Some(text));
        } else {
            self.plain_text(at..range.end, None);
        }
    }

    fn plain_text(&mut self, range: Range<usize>, read_as: Option<&str>) {
        if range.start >= range.end {
            return;
        }
        let span = self.span(&range);
        let written = self.source.slice(span);
        match read_as {
            Some(text) if text != written => self.prose.push_alias(text, span),
            _ => self.prose.push(written, span),
        }
        self.last = span.end;
    }

    fn line_break(&mut self, span: Span<Source>) {
        self.ensure_open();
        if self.source.slice(span) == "\n" {
            self.prose.push("\n", span);
        } else {
            self.prose.push_alias("\n", span);
        }
    }

    fn object(&mut self, span: Span<Source>) {
        self.ensure_open();
        let mut buffer = [0; 4];
        self.prose.push_alias(Prose::OBJECT.encode_utf8(&mut buffer), span);
        self.prose.protected.push(span);
        self.last = span.end;
    }

    /// The text inside a block of HTML, read as HTML is.
    fn html_block(&mut self, end: Span<Source>) {
        self.close(end.end);
        let Some(block) = self.html_block.take() else { return };
        if self.templates.iter().any(|t| self.span(t).overlaps(block)) {
            self.prose.protected.push(block);
            return;
        }
        let mut counts = html::Counts { lists: self.list_count, tables: self.table_count };
        html::append(self.source, block, &mut self.prose, &mut counts);
        (self.list_count, self.table_count) = (counts.lists, counts.tables);
    }

    /// A tag inside a sentence is invisible, but for `<br>`.
    fn inline_html(&mut self, html: &str, span: Span<Source>) {
        self.prose.protected.push(span);
        let name = html.trim_start_matches('<').trim_start_matches('/');
        if name.get(..2).is_some_and(|n| n.eq_ignore_ascii_case("br")) && self.open {
            self.prose.push_alias("\n", span);
        }
        self.last = span.end;
    }

    /// Text without an open block opens one, of the kind that the surroundings give it.
    fn ensure_open(&mut self) {
        if self.open {
            return;
        }
        self.open = true;
        let kind = match (self.heading, self.table, self.lists.last()) {
            (Some(level), _, _) => BlockKind::Heading(level),
            (_, Some(_), _) => BlockKind::Cell,
            _ if self.term => BlockKind::Term,
            _ if self.footnotes > 0 => BlockKind::Footnote,
            (_, _, Some(_)) => BlockKind::Item,
            _ => BlockKind::Paragraph,
        };
        let i = self.prose.open(kind);
        let depth = self.lists.len() as u32;
        let list = self.lists.last().map(|l| {
            let item = l.item.unwrap_or(0);
            ListPlace { list: l.list, item, depth, number: l.first.map(|n| n.saturating_add(u64::from(item))) }
        });
        let (quoted, cell) = (self.quotes > 0, self.table);
        if let Some(block) = self.prose.blocks.get_mut(i) {
            *block = Block { quoted, list, cell, ..Block::new(kind, block.span) };
        }
    }

    fn close(&mut self, at: u32) {
        if self.open {
            self.open = false;
            self.prose.close(at);
        }
    }

    fn finish(mut self) -> Prose {
        let end = self.source.text.len() as u32;
        self.close(end);
        self.prose.protected.sort();
        self.prose
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let prose = read(&Source::new("a.md", text));
        prose.blocks.iter().map(|b| (b.kind, prose.slice(b.span).replace(Prose::OBJECT, "@"))).collect()
    }

    #[test]
    fn prose_without_markup() {
        use BlockKind::{Cell, Heading, Item, Paragraph};
        let table: &[(&str, &[(BlockKind, &str)])] = &[
            ("# A *big* day\n\nText.\n", &[(Heading(1), "A big day"), (Paragraph, "Text.")]),
            ("Run `x` & see [the *page*](http://a.b \"t\").", &[(Paragraph, "Run @ & see the page.")]),
            ("Tom &amp; Ann\\* wait", &[(Paragraph, "Tom & Ann* wait")]),
            ("- one\n- two\n\n  more", &[(Item, "one"), (Item, "two"), (Item, "more")]),
            ("---\ntitle: x\n---\n\nBody", &[(Paragraph, "Body")]),
            ("|a|b|\n|-|-|\n|1|2|\n", &[(Cell, "a"), (Cell, "b"), (Cell, "1"), (Cell, "2")]),
            ("> said\n> so", &[(Paragraph, "said\nso")]),
            ("A {{ site.x }} b [l]({{ site.y }}/z) c", &[(Paragraph, "A @ b l c")]),
            ("{% include x %}\n\n<div>so</div>\n\n![a](b)", &[(Paragraph, "so")]),
            ("One\n\n<ul>\n<li>two\n</ul>\n\nThree", &[(Paragraph, "One"), (Item, "two"), (Paragraph, "Three")]),
        ];
        for (text, expected) in table {
            let expected: Vec<_> = expected.iter().map(|&(k, t)| (k, t.to_owned())).collect();
            assert_eq!(blocks(text), expected, "{text:?}");
        }
    }

    #[test]
    fn every_direct_byte_maps_to_itself() {
        let source = Source::new("a.md", "\u{feff}# Ärger\r\n\r\n> *Ein* &lt; `x`\r\n> zwei\r\n");
        let prose = read(&source);
        for (i, c) in prose.text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
            let span = Span::new(i as u32, (i + c.len_utf8()) as u32);
            assert_eq!(source.slice(prose.to_source(span).span()), c.to_string());
        }
    }
}
