//! The rule files inside the binary. A new file is one line here; a test compares the list with the folder.

use std::sync::Arc;

use crate::text::Source;

/// Path below `rules/` and content.
const FILES: &[(&str, &str)] = &[
    ("sourced/changes.toml", include_str!("../../rules/sourced/changes.toml")),
    ("sourced/words.toml", include_str!("../../rules/sourced/words.toml")),
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
