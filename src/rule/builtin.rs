//! The rule files inside the binary. A new file is one line here; a test compares the list with the folder.

use std::sync::Arc;

use super::expressions::store::Store;
use crate::text::Source;

/// Path below `rules/` and content.
const FILES: &[(&str, &str)] = &[
    ("consistency/spelling.toml", include_str!("../../rules/consistency/spelling.toml")),
    ("residue/lines.toml", include_str!("../../rules/residue/lines.toml")),
    ("residue/repeated.toml", include_str!("../../rules/residue/repeated.toml")),
    ("residue/unfinished.toml", include_str!("../../rules/residue/unfinished.toml")),
    ("residue/encoding.toml", include_str!("../../rules/residue/encoding.toml")),
    ("residue/characters.toml", include_str!("../../rules/residue/characters.toml")),
    ("residue/words.toml", include_str!("../../rules/residue/words.toml")),
    ("residue/templates.toml", include_str!("../../rules/residue/templates.toml")),
    ("residue/links.toml", include_str!("../../rules/residue/links.toml")),
    ("consistency/abbreviations.toml", include_str!("../../rules/consistency/abbreviations.toml")),
    ("consistency/numbers.toml", include_str!("../../rules/consistency/numbers.toml")),
    ("consistency/words.toml", include_str!("../../rules/consistency/words.toml")),
    ("consistency/marks.toml", include_str!("../../rules/consistency/marks.toml")),
    ("consistency/acronyms.toml", include_str!("../../rules/consistency/acronyms.toml")),
    ("spun/abbreviations.toml", include_str!("../../rules/spun/abbreviations.toml")),
    ("spun/article-spinner.toml", include_str!("../../rules/spun/article-spinner.toml")),
    ("spun/fingerprints.toml", include_str!("../../rules/spun/fingerprints.toml")),
    ("spun/grammar.toml", include_str!("../../rules/spun/grammar.toml")),
    ("spun/round-trip.toml", include_str!("../../rules/spun/round-trip.toml")),
    ("spun/speech.toml", include_str!("../../rules/spun/speech.toml")),
    ("punctuation/apostrophes.toml", include_str!("../../rules/punctuation/apostrophes.toml")),
    ("punctuation/capitals.toml", include_str!("../../rules/punctuation/capitals.toml")),
    ("punctuation/commas.toml", include_str!("../../rules/punctuation/commas.toml")),
    ("punctuation/hyphens.toml", include_str!("../../rules/punctuation/hyphens.toml")),
    ("punctuation/marks.toml", include_str!("../../rules/punctuation/marks.toml")),
    ("punctuation/pairs.toml", include_str!("../../rules/punctuation/pairs.toml")),
    ("punctuation/spacing.toml", include_str!("../../rules/punctuation/spacing.toml")),
    ("sourced/changes.toml", include_str!("../../rules/sourced/changes.toml")),
    ("sourced/words.toml", include_str!("../../rules/sourced/words.toml")),
    ("spun/swapped.toml", include_str!("../../rules/spun/swapped.toml")),
    ("spun/verb-forms.toml", include_str!("../../rules/spun/verb-forms.toml")),
    ("spun/word-for-word.toml", include_str!("../../rules/spun/word-for-word.toml")),
    ("spun/words.toml", include_str!("../../rules/spun/words.toml")),
    ("numbers/calendar.toml", include_str!("../../rules/numbers/calendar.toml")),
    ("numbers/changes.toml", include_str!("../../rules/numbers/changes.toml")),
    ("numbers/forms.toml", include_str!("../../rules/numbers/forms.toml")),
    ("numbers/lists.toml", include_str!("../../rules/numbers/lists.toml")),
    ("numbers/measures.toml", include_str!("../../rules/numbers/measures.toml")),
    ("numbers/order.toml", include_str!("../../rules/numbers/order.toml")),
    ("numbers/parts.toml", include_str!("../../rules/numbers/parts.toml")),
    ("numbers/rates.toml", include_str!("../../rules/numbers/rates.toml")),
    ("numbers/repeats.toml", include_str!("../../rules/numbers/repeats.toml")),
    ("numbers/science.toml", include_str!("../../rules/numbers/science.toml")),
    ("numbers/shares.toml", include_str!("../../rules/numbers/shares.toml")),
    ("numbers/words.toml", include_str!("../../rules/numbers/words.toml")),
    ("numbers/units.toml", include_str!("../../rules/numbers/units.toml")),
];

/// The expressions, names and synonyms of `rules/spun`, as the build script wrote them down.
static EXPRESSIONS: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/expressions.bin")));

/// Bytes that begin where a number may begin, so that they can be read as numbers where they lie.
#[repr(C, align(4))]
struct Aligned<B: ?Sized>(B);

/// The built-in expressions.
pub fn expressions() -> Store {
    Store::new(bytemuck::cast_slice::<u8, u32>(&EXPRESSIONS.0).into())
}

/// The built-in rule files in the order in which they are loaded.
pub fn sources() -> impl Iterator<Item = Arc<Source>> {
    FILES.iter().map(|(path, text)| Arc::new(Source::new(format!("rules/{path}"), *text)))
}

/// The paths of the built-in files, below `rules/`.
pub fn paths() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(path, _)| *path)
}
