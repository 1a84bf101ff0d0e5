//! The map from prose back to the file. Formats build it while they read, so nobody ever searches for a place that was
//! once known. It does not hold text.

use super::prose::Prose;
use super::source::Source;
use super::span::Span;

/// A piece of the map. Prose bytes `prose..` of length `prose_len` stand for source bytes `source..` of `source_len`.
/// A direct piece is the same bytes in both; an alias (an entity, a code span, a hard break) stands for other bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    prose: u32,
    prose_len: u32,
    source: u32,
    source_len: u32,
    direct: bool,
}

/// How well a span of prose could be placed in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapped {
    /// The source bytes are exactly the prose bytes: an edit of them changes nothing else.
    Exact(Span<Source>),
    /// The source bytes hold the prose and more (markup, a line prefix, an entity): point at it, do not edit it.
    Around(Span<Source>),
}

impl Mapped {
    /// The span, however good.
    pub fn span(self) -> Span<Source> {
        match self {
            Self::Exact(span) | Self::Around(span) => span,
        }
    }
}

/// An ordered list of pieces; prose is covered without gaps, source may have gaps (markup) between pieces.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    pieces: Vec<Piece>,
}

impl SourceMap {
    /// Adds a piece at the end; adjoining direct pieces grow into one.
    pub fn push(&mut self, prose_len: usize, source: Span<Source>, direct: bool) {
        if prose_len == 0 {
            return;
        }
        let prose = self.pieces.last().map_or(0, |p| p.prose + p.prose_len);
        if let Some(last) = self.pieces.last_mut()
            && direct
            && last.direct
            && last.source + last.source_len == source.start
        {
            last.prose_len += prose_len as u32;
            last.source_len += source.len() as u32;
            return;
        }
        let piece =
            Piece { prose, prose_len: prose_len as u32, source: source.start, source_len: source.len() as u32, direct };
        self.pieces.push(piece);
    }

    /// The piece that holds a prose byte; the last one for the byte past the end.
    fn piece_at(&self, prose: u32) -> Option<(usize, &Piece)> {
        let i = self.pieces.partition_point(|p| p.prose <= prose).checked_sub(1)?;
        self.pieces.get(i).map(|p| (i, p))
    }

    /// Where a span of prose stands in the file. An empty span is the place between two characters: exact when it lies in
    /// or at an edge of direct text. Prose that was never mapped (none can be, but a wrong offset must not panic) gives 0..0.
    pub fn to_source(&self, span: Span<Prose>) -> Mapped {
        if span.is_empty() {
            return self.place_of(span.start);
        }
        let (Some((i, first)), Some((j, last))) = (self.piece_at(span.start), self.piece_at(span.end - 1)) else {
            return Mapped::Around(Span::new(0, 0));
        };
        let start = if first.direct { first.source + (span.start - first.prose) } else { first.source };
        let end = if last.direct {
            last.source + (span.end - last.prose).min(last.source_len)
        } else {
            last.source + last.source_len
        };
        let source = Span::new(start, end.max(start));
        let unbroken = self.pieces[i..=j].iter().all(|p| p.direct)
            && self.pieces[i..=j].windows(2).all(|w| w[0].source + w[0].source_len == w[1].source);
        if unbroken && source.len() == span.len() { Mapped::Exact(source) } else { Mapped::Around(source) }
    }

    /// An insertion belongs to the text before it, so that a missing full stop lands inside no closing markup... unless
    /// there is none before it.
    fn place_of(&self, prose: u32) -> Mapped {
        if let Some((_, piece)) = prose.checked_sub(1).and_then(|before| self.piece_at(before)) {
            let at = if piece.direct {
                piece.source + (prose - piece.prose).min(piece.source_len)
            } else {
                piece.source + piece.source_len
            };
            return if piece.direct { Mapped::Exact(Span::new(at, at)) } else { Mapped::Around(Span::new(at, at)) };
        }
        match self.pieces.first() {
            Some(p) if p.direct => Mapped::Exact(Span::new(p.source, p.source)),
            Some(p) => Mapped::Around(Span::new(p.source, p.source)),
            None => Mapped::Around(Span::new(0, 0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prose `ab c` from source `a*b*&c`: a gap around `b`, `&` read as a space.
    fn map() -> SourceMap {
        let mut map = SourceMap::default();
        map.push(1, Span::new(0, 1), true);
        map.push(1, Span::new(2, 3), true);
        map.push(1, Span::new(4, 5), false);
        map.push(1, Span::new(5, 6), true);
        map
    }

    #[test]
    fn exact_only_where_bytes_are_the_same() {
        let map = map();
        assert_eq!(map.to_source(Span::new(1, 2)), Mapped::Exact(Span::new(2, 3)));
        assert_eq!(map.to_source(Span::new(0, 2)), Mapped::Around(Span::new(0, 3)));
        assert_eq!(map.to_source(Span::new(2, 4)), Mapped::Around(Span::new(4, 6)));
        assert_eq!(map.to_source(Span::new(4, 4)), Mapped::Exact(Span::new(6, 6)));
    }
}
