//! The rule files inside the binary. A new file is one line here; a test compares the list with the folder.

use std::sync::Arc;

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
    ("spun/swapped.toml", include_str!("../../rules/spun/swapped.toml")),
    ("spun/words.toml", include_str!("../../rules/spun/words.toml")),
];

/// The built-in rule files in the order in which they are loaded.
pub fn sources() -> impl Iterator<Item = Arc<Source>> {
    FILES.iter().map(|(path, text)| Arc::new(Source::new(format!("rules/{path}"), *text)))
}

/// The paths of the built-in files, below `rules/`.
pub fn paths() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(path, _)| *path)
}
