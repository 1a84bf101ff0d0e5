//! HTML, whole pages and the HTML blocks of Markdown, read through the tokenizer html5gum, which this file alone knows. Tags,
//! comments, scripts, styles, navigation and code are no prose; entities read as the characters they stand for; white space
//! reads as one space. It builds no tree: where end tags are missing, the next block begins where a browser would begin it.

use html5gum::emitters::default::{DefaultEmitter, StartTag};
use html5gum::{Token, Tokenizer};

use crate::text::{Block, BlockKind, Cell, ListPlace, Prose, Source, Span};

/// Reads a page.
pub fn read(source: &Source) -> Prose {
    let mut prose = Prose::default();
    let whole = Span::new(source.bom() as u32, source.text.len() as u32);
    append(source, whole, &mut prose, &mut Counts::default());
    prose.protected.sort();
    prose
}

/// How many lists and tables the draft has had so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Lists.
    pub lists: u32,
    /// Tables.
    pub tables: u32,
}

/// Appends the prose of a stretch of HTML.
pub fn append(source: &Source, span: Span<Source>, prose: &mut Prose, counts: &mut Counts) {
    let text = source.slice(span);
    let mut reader = Reader::new(source, prose, *counts);
    reader.at = span.start;
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        let place = |s: html5gum::Span<usize>| Span::new(span.start + s.start as u32, span.start + s.end as u32);
        match token {
            Token::StartTag(tag) => {
                let at = reader.enter(place(tag.span));
                reader.start(&tag, at);
            }
            Token::EndTag(tag) => {
                let at = reader.enter(place(tag.span));
                reader.end(&String::from_utf8_lossy(&tag.name), at);
            }
            Token::Comment(comment) => drop(reader.enter(place(comment.span))),
            Token::Doctype(doctype) => drop(reader.enter(place(doctype.span))),
            Token::String(_) | Token::Error(_) => {}
        }
    }
    reader.text_until(span.end);
    reader.close(span.end);
    *counts = reader.counts;
}

/// Elements whose content is no prose of the draft.
const SILENT: &[&str] = &[
    "script", "style", "head", "title", "template", "noscript", "svg", "math", "iframe", "object", "canvas", "audio",
    "video", "select", "textarea", "button", "nav", "pre", "datalist",
];
/// Elements inside a sentence whose content is no prose; an object holds their place.
const CODE: &[&str] = &["code", "kbd", "samp", "tt"];
/// Elements that stand apart from the text around them.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

struct OpenList {
    list: u32,
    item: Option<u32>,
    first: Option<u64>,
}

struct Reader<'s> {
    source: &'s Source,
    prose: &'s mut Prose,
    counts: Counts,
    /// The source byte up to which all is read.
    at: u32,
    /// Whether the last block of the prose still takes text.
    open: bool,
    /// White space that will be one space if text follows.
    space: Option<Span<Source>>,
    /// The element whose content is passed over, and how often it is open.
    silent: Option<(String, u32)>,
    kinds: Vec<(String, BlockKind)>,
    quotes: u32,
    lists: Vec<OpenList>,
    tables: Vec<Cell>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s Source, prose: &'s mut Prose, counts: Counts) -> Self {
        Self {
            source,
            prose,
            counts,
            at: 0,
            open: false,
            space: None,
            silent: None,
            kinds: Vec::new(),
            quotes: 0,
            lists: Vec::new(),
            tables: Vec::new(),
        }
    }

    /// Reads the text before a tag or comment and passes over the tag itself.
    fn enter(&mut self, tag: Span<Source>) -> Span<Source> {
        self.text_until(tag.start);
        self.prose.protected.push(tag);
        self.at = tag.end.max(self.at);
        tag
    }

    fn text_until(&mut self, end: u32) {
        let span = Span::new(self.at, end);
        self.at = end.max(self.at);
        if self.silent.is_some() {
            if !span.is_empty() {
                self.prose.protected.push(span);
            }
            return;
        }
        let source = self.source;
        let text = source.slice(span);
        let mut done = 0;
        for (i, c) in text.char_indices() {
            if i < done {
                continue;
            }
            if c.is_ascii_whitespace() {
                let run = text[i..].bytes().take_while(u8::is_ascii_whitespace).count();
                self.white(Span::new(span.start + i as u32, span.start + (i + run) as u32));
                done = i + run;
            } else if c == '&'
                && let Some((len, read)) = entity(&text[i..])
            {
                self.push(&read, Span::new(span.start + i as u32, span.start + (i + len) as u32), false);
                done = i + len;
            } else {
                let run = text[i + c.len_utf8()..].find(|c: char| c.is_ascii_whitespace() || c == '&');
                let len = run.map_or(text.len() - i, |r| r + c.len_utf8());
                self.push(&text[i..i + len], Span::new(span.start + i as u32, span.start + (i + len) as u32), true);
                done = i + len;
            }
        }
    }

    fn white(&mut self, span: Span<Source>) {
        self.space = Some(self.space.map_or(span, |s| s.join(span)));
    }

    fn push(&mut self, text: &str, span: Span<Source>, direct: bool) {
        let opened = self.ensure_open();
        if let Some(space) = self.space.take()
            && !opened
            && !self.prose.text.ends_with('\n')
        {
            match self.source.slice(space) {
                white @ (" " | "\n") => self.prose.push(white, space),
                white if white.contains('\n') => self.prose.push_alias("\n", space),
                _ => self.prose.push_alias(" ", space),
            }
        }
        if direct {
            self.prose.push(text, span);
        } else {
            self.prose.push_alias(text, span);
        }
    }

    fn object(&mut self, span: Span<Source>) {
        let mut buffer = [0; 4];
        self.push(Prose::OBJECT.encode_utf8(&mut buffer), span, false);
    }

    fn start(&mut self, tag: &StartTag<usize>, span: Span<Source>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some((silent, depth)) = &mut self.silent {
            *depth += u32::from(*silent == name && !tag.self_closing);
            return;
        }
        let name_ref = name.as_str();
        let hidden = tag.attributes.contains_key(&b"hidden"[..]) && BLOCKS.contains(&name_ref);
        if BLOCKS.contains(&name_ref) {
            self.close(span.start);
        }
        if SILENT.contains(&name_ref) || hidden || name_ref == "sup" && self.is_note(span) {
            if !matches!(name_ref, "sup" | "svg" | "button") {
                self.close(span.start);
            }
            self.silent = (!tag.self_closing).then_some((name, 1));
            return;
        }
        if CODE.contains(&name_ref) {
            self.object(span);
            self.silent = (!tag.self_closing).then_some((name, 1));
            return;
        }
        match name_ref {
            "br" if self.open => {
                self.space = None;
                self.prose.push_alias("\n", span);
            }
            "img" if self.open => self.object(span),
            "q" => self.push("“", span, false),
            "blockquote" => self.quotes += 1,
            "ul" | "ol" => {
                let number = |v: &html5gum::HtmlString| std::str::from_utf8(v).ok().and_then(|v| v.trim().parse().ok());
                let first = tag.attributes.get(&b"start"[..]).and_then(|v| number(&v.value)).or(Some(1));
                self.lists.push(OpenList {
                    list: self.counts.lists,
                    item: None,
                    first: first.filter(|_| name == "ol"),
                });
                self.counts.lists += 1;
            }
            "li" => {
                if let Some(list) = self.lists.last_mut() {
                    list.item = Some(list.item.map_or(0, |i| i + 1));
                }
            }
            "table" => self.table(),
            "tr" => {
                if self.tables.is_empty() {
                    self.table();
                }
                if let Some(cell) = self.tables.last_mut() {
                    *cell = Cell { row: cell.row.wrapping_add(1), column: u32::MAX, ..*cell };
                }
            }
            "td" | "th" => {
                if let Some(cell) = self.tables.last_mut() {
                    *cell = Cell { column: cell.column.wrapping_add(1), head: name == "th", ..*cell };
                }
            }
            _ => {}
        }
        if let Some(kind) = kind_of(name_ref) {
            self.kinds.retain(|(n, _)| n != name_ref);
            self.kinds.push((name, kind));
        }
    }

    /// A table before its first row.
    fn table(&mut self) {
        self.tables.push(Cell { table: self.counts.tables, row: u32::MAX, column: u32::MAX, head: false });
        self.counts.tables += 1;
    }

    fn end(&mut self, name: &str, span: Span<Source>) {
        if let Some((silent, depth)) = &mut self.silent {
            if silent == name {
                *depth -= 1;
                if *depth == 0 {
                    self.silent = None;
                }
            }
            return;
        }
        if BLOCKS.contains(&name) {
            self.close(span.start);
        }
        match name {
            "q" => self.push("”", span, false),
            "blockquote" => self.quotes = self.quotes.saturating_sub(1),
            "ul" | "ol" => drop(self.lists.pop()),
            "table" => drop(self.tables.pop()),
            _ => {}
        }
        self.kinds.retain(|(n, _)| n != name);
    }

    /// Whether a raised text is the number of a note: `<sup>3</sup>`, `<sup><a href="#n3">[3]</a></sup>`.
    fn is_note(&self, tag: Span<Source>) -> bool {
        let rest = &self.source.text[tag.end as usize..];
        let rest = &rest[..rest.find("</sup").unwrap_or(0)];
        let mut inside = false;
        rest.chars()
            .filter(|&c| {
                inside = inside && c != '>' || c == '<';
                !inside && c != '>'
            })
            .all(|c| c.is_ascii_digit() || matches!(c, '[' | ']' | '*' | ',' | ' '))
    }

    /// Text without an open block opens one, of the kind that the surroundings give it; true when it did.
    fn ensure_open(&mut self) -> bool {
        if self.open {
            return false;
        }
        self.open = true;
        let list = self.lists.last().map(|l| {
            let item = l.item.unwrap_or(0);
            let number = l.first.map(|n: u64| n.saturating_add(u64::from(item)));
            ListPlace { list: l.list, item, depth: self.lists.len() as u32, number }
        });
        let cell = self.tables.last().copied().filter(|c| c.row != u32::MAX && c.column != u32::MAX);
        let named = self.kinds.last().map(|(_, kind)| *kind);
        let kind = named.unwrap_or(match (cell, list) {
            (Some(_), _) => BlockKind::Cell,
            (_, Some(_)) => BlockKind::Item,
            _ => BlockKind::Paragraph,
        });
        let i = self.prose.open(kind);
        let quoted = self.quotes > 0;
        if let Some(block) = self.prose.blocks.get_mut(i) {
            *block = Block { quoted, list, cell, ..Block::new(kind, block.span) };
        }
        true
    }

    fn close(&mut self, at: u32) {
        self.space = None;
        if self.open {
            self.open = false;
            self.prose.close(at);
        }
    }
}

/// The kind of block that an element makes whatever stands around it.
fn kind_of(name: &str) -> Option<BlockKind> {
    Some(match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading(name.as_bytes()[1] - b'0'),
        "figcaption" | "caption" => BlockKind::Caption,
        "dt" => BlockKind::Term,
        "address" | "legend" => BlockKind::Line,
        _ => return None,
    })
}

/// A character reference at the head of a text: its length and what it reads as.
fn entity(text: &str) -> Option<(usize, String)> {
    let name = text[1..].bytes().take(32).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    let len = 1 + name + usize::from(text.as_bytes().get(1 + name) == Some(&b';'));
    let mut read = String::new();
    for token in Tokenizer::new(&text[..len]).flatten() {
        if let Token::String(piece) = token {
            read.push_str(&String::from_utf8_lossy(&piece));
        }
    }
    (name > 0 && read != text[..len]).then_some((len, read))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let prose = read(&Source::new("a.html", text));
        prose.blocks.iter().map(|b| (b.kind, prose.slice(b.span).replace(Prose::OBJECT, "@"))).collect()
    }

    #[test]
    fn prose_without_markup() {
        use BlockKind::{Caption, Cell, Heading, Item, Paragraph};
        let table: &[(&str, &[(BlockKind, &str)])] = &[
            (
                "<h2>A <i>big</i>\n  day</h2><p>Text &amp; more&mdash;so</p>",
                &[(Heading(2), "A big\nday"), (Paragraph, "Text & more—so")],
            ),
            ("<p>one<p>two<br>three", &[(Paragraph, "one"), (Paragraph, "two\nthree")]),
            ("<ul><li>a<li><p>b</p><ol><li>c</ol></ul>", &[(Item, "a"), (Item, "b"), (Item, "c")]),
            ("<figure><img src=a><figcaption>Cap</figcaption></figure>", &[(Caption, "Cap")]),
            ("<table><tr><th>x<td>y</table>z", &[(Cell, "x"), (Cell, "y"), (Paragraph, "z")]),
            (
                "<script>if (a < b) {}</script><style>p{}</style><nav><p>Home</p></nav><p>See <code>x<y</code> now<sup>2</sup>.</p>",
                &[(Paragraph, "See @ now.")],
            ),
            ("<!DOCTYPE html><!-- no --><title>T</title> &bogus; AT&T <q>so</q>", &[(Paragraph, "&bogus; AT&T “so”")]),
            ("", &[]),
            ("<p hidden>no</p><div>  </div>", &[]),
        ];
        for (text, expected) in table {
            let expected: Vec<_> = expected.iter().map(|&(k, t)| (k, t.to_owned())).collect();
            assert_eq!(blocks(text), expected, "{text:?}");
        }
    }

    #[test]
    fn every_direct_letter_maps_to_itself() {
        let text =
            "\u{feff}<!DOCTYPE html>\r\n<p class='é'>Ärger\r\n  &lt;ü&gt; <b>fett</b>\r\n</p>\r\n<!-- ä --><p>nöch</p>";
        let source = Source::new("a.html", text);
        let prose = read(&source);
        assert!(prose.text.contains("nöch"));
        for (i, c) in prose.text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
            let span = Span::new(i as u32, (i + c.len_utf8()) as u32);
            assert_eq!(source.slice(prose.to_source(span).span()), c.to_string());
        }
    }
}
