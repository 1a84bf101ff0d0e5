//! What is true of English in general.
pub mod abbreviations;
pub mod article;
pub mod case;
pub mod inflect;
