//! TABLE 1: the formats. Each reads a source into prose with an exact map back, never fails, and knows nothing of
//! sentences or rules. A new format is one file here and one line in [`FORMATS`].

pub mod front_matter;
mod html;
mod markdown;
mod plain;

use crate::text::{Prose, Source};

/// One way to read a file.
pub struct Format {
    /// The name used in `--stdin-format` and configuration.
    pub name: &'static str,
    /// File name extensions, lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// Reads any text whatever; what it cannot make sense of is prose.
    pub read: fn(&Source) -> Prose,
}

/// All formats; the first is the one for unknown extensions.
pub const FORMATS: &[Format] = &[
    Format { name: "plain", extensions: &["txt", "text"], read: plain::read },
    Format { name: "markdown", extensions: &["md", "markdown", "mdown", "mkd"], read: markdown::read },
    Format { name: "html", extensions: &["html", "htm", "xhtml"], read: html::read },
];

/// The format of a file name, by its extension.
pub fn format_of(path: &str) -> &'static Format {
    let extension = path.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.')).map(|(_, e)| e);
    let extension = extension.unwrap_or_default().to_ascii_lowercase();
    FORMATS.iter().find(|f| f.extensions.contains(&extension.as_str())).unwrap_or(&FORMATS[0])
}

/// The format of this name.
pub fn named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Reads a source by the format it is said to have, or else by that of its name.
pub fn read(source: &Source) -> Prose {
    let format = source.format.and_then(named).unwrap_or_else(|| format_of(&source.path));
    (format.read)(source)
}
