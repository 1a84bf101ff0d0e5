//! What is true of English in general: inflection, articles, capitals, and the spellings of its two shores.
//!
//! Pure functions over `&str`. This layer deliberately has no lexicon, no sentences and no tokens: it is told a word and
//! answers from rules and closed lists. It does not know which words exist, what part of speech they are, what they mean,
//! or what a rule file says; it never reads a file, and no other layer of the program is known to it. Word lists that an
//! editor might wish to change (which spelling is whose) are data in `rules/`; the lists here are grammar.
//!
//! | file | answers |
//! | --- | --- |
//! | `lemmas` | *studies* may be a form of *study* |
//! | `inflect` | the past of *occur* is *occurred* |
//! | `compare` | *big* gives *bigger*, *modern* gives *more modern* |
//! | `irregular`, `verbs`, `nouns`, `doubling` | the tables behind these three |
//! | `abbreviations` | *Gen.* does not end a sentence |
//! | `article` | *hour* takes *an* |
//! | `case` | *Peace Talks* has a capital on each word |
//! | `dialect` | *coloured* is *colored* in America |

pub mod abbreviations;
pub mod article;
pub mod calendar;
pub mod case;
mod compare;
pub mod dialect;
pub mod doubling;
pub mod grammar;
pub mod inflect;
mod irregular;
pub mod known;
pub mod lemmas;
mod nouns;
pub mod number_words;
pub mod numeral;
mod verbs;

#[cfg(test)]
mod common;

pub use article::{Article, article_for};
pub use case::Shape;
pub use dialect::Dialect;
pub use doubling::Doubling;
pub use inflect::{Form, inflect, inflect_in, inflect_phrase, inflect_phrase_in};
pub use lemmas::{is_form_of, lemmas};
