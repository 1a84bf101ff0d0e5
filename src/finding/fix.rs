//! A fix: edits that belong together, and how far they can be trusted. Choosing and applying them is the work of `fix/`.

use crate::text::{Source, Span};

/// How far a fix may go without a reader. The order is the order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// A suggestion to read; never applied by itself.
    Shown,
    /// Probably right; applied when asked for by `--unsafe`.
    Unsafe,
    /// Certain by form; applied by `fix`.
    Safe,
}

impl Safety {
    /// The word used in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// A replacement of some bytes of the file by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go; empty for an insertion.
    pub span: Span<Source>,
    /// What takes their place; empty for a deletion.
    pub text: String,
}

/// Edits that belong together: all of them or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an editor would say it.
    pub title: String,
    /// How far it can be trusted.
    pub safety: Safety,
    /// Why it is trusted less than its rule would have it, where something lowered it.
    pub capped: Option<String>,
    /// The edits, in order, not overlapping.
    pub edits: Vec<Edit>,
}
