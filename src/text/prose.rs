//! The readable text of a draft, free of markup, in blocks that know what they are. What is code, a link's address or
//! front matter is not in it; what stood inside a sentence but is no prose (a code span, an image) is held by one
//! object character, [`Prose::OBJECT`], so that the sentence keeps its shape.

use super::map::{Mapped, SourceMap};
use super::source::Source;
use super::span::Span;

/// The readable text of a whole draft: its blocks one after another, each followed by a blank line.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// The text. Line breaks inside a paragraph stay as `\n`; blocks are parted by `\n\n`.
    pub text: String,
    /// The blocks in order; they do not overlap.
    pub blocks: Vec<Block>,
    /// The way back to the file.
    pub map: SourceMap,
    /// The front matter between its fences, where there is any: not prose, but the document's own word on its date,
    /// language or sources.
    pub front_matter: Option<Span<Source>>,
    /// Stretches of the file that hold code, links' addresses and raw markup: not prose, and never to be edited.
    pub protected: Vec<Span<Source>>,
}

impl Prose {
    /// Stands in a sentence for a thing that is no text: a code span, an image, a template tag.
    pub const OBJECT: char = '\u{fffc}';

    /// The text of a span.
    pub fn slice(&self, span: Span<Prose>) -> &str {
        span.text(&self.text)
    }

    /// Where a span stands in the file.
    pub fn to_source(&self, span: Span<Prose>) -> Mapped {
        self.map.to_source(span)
    }

    /// Opens a block; text pushed until [`Self::close`] belongs to it.
    pub fn open(&mut self, kind: BlockKind) -> usize {
        let at = self.text.len() as u32;
        self.blocks.push(Block::new(kind, Span::new(at, at)));
        self.blocks.len() - 1
    }

    /// Adds text that stands in the file byte for byte.
    pub fn push(&mut self, text: &str, source: Span<Source>) {
        self.text.push_str(text);
        self.map.push(text.len(), source, true);
    }

    /// Adds text that stands for other bytes of the file.
    pub fn push_alias(&mut self, text: &str, source: Span<Source>) {
        self.text.push_str(text);
        self.map.push(text.len(), source, false);
    }

    /// Closes the last block and parts it from the next; a block of nothing but space and
    /// objects is dropped. Returns whether it was kept.
    pub fn close(&mut self, end: u32) -> bool {
        let Some(block) = self.blocks.last_mut() else { return false };
        block.span = Span::new(block.span.start, self.text.len() as u32);
        let empty =
            block.span.text(&self.text).trim_matches(|c: char| c.is_whitespace() || c == Self::OBJECT).is_empty();
        if empty {
            self.blocks.pop();
        }
        self.push_alias("\n\n", Span::new(end, end));
        !empty
    }
}

/// One block of prose.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the prose, without the blank line that follows.
    pub span: Span<Prose>,
    /// Inside a block quotation (`>`), however deep.
    pub quoted: bool,
    /// Inside a list: which item of which list.
    pub list: Option<ListPlace>,
    /// Which cell of which table, for a cell.
    pub cell: Option<Cell>,
}

impl Block {
    /// A block of this kind outside lists, tables and block quotations.
    pub fn new(kind: BlockKind, span: Span<Prose>) -> Self {
        Self { kind, span, quoted: false, list: None, cell: None }
    }
}

/// What a block is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph of running text.
    Paragraph,
    /// A short line on its own in plain text: a heading, byline, caption or address that no markup names.
    Line,
    /// The text of a list item (each paragraph of it is one block).
    Item,
    /// A table cell.
    Cell,
    /// A caption of a figure or table.
    Caption,
    /// A paragraph of a footnote.
    Footnote,
    /// The term of a definition list.
    Term,
}

/// Which item of which list a block belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListPlace {
    /// The list, counted through the document from 0.
    pub list: u32,
    /// The item in its list, from 0.
    pub item: u32,
    /// 1 for an outer list, 2 for a list in a list …
    pub depth: u32,
    /// The number printed before the item, in an ordered list.
    pub number: Option<u64>,
}

/// Which cell of which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The table, counted through the document from 0.
    pub table: u32,
    /// The row, from 0; row 0 is the head where the table has one.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// Whether it stands in the head.
    pub head: bool,
}
