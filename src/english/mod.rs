//! What is true of English in general.
pub mod abbreviations;
pub mod article;
pub mod calendar;
pub mod case;
pub mod inflect;
pub mod number_words;
pub mod numeral;
