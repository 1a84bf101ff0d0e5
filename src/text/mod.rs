//! The plain data every other layer speaks in: typed spans, a source file, the map between prose and source, and the
//! prose itself. Nothing here knows a format, a rule or an output.

pub mod clean;
pub mod decimal;
pub mod extent;
pub mod hedge;
pub mod interval;
pub mod map;
pub mod prose;
pub mod source;
pub mod span;

pub use map::{Mapped, SourceMap};
pub use prose::{Block, BlockKind, Cell, ListPlace, Prose};
pub use source::{Place, Source};
pub use span::Span;
