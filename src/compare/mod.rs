//! Which words of a draft answer to which words of its sources. A [`Library`] is the sources read and indexed once; a
//! [`Comparison`] lays a draft beside it, sentence by sentence, then word by word. Nothing here judges a difference: what is
//! harmless and what is not is the business of `check/sourced`.
//!
//! The work grows with the texts, not with their product: candidates come from an index over rare words and pairs of words,
//! and words are aligned only within a window of bounded length.

mod align;
mod coverage;
pub mod items;
pub mod library;
pub mod strand;

pub use coverage::{Coverage, Relation};
pub use items::{Item, ItemKind, Text};
pub use library::Library;
pub use strand::{Comparison, Hunk, Strand};
