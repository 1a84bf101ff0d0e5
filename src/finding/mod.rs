//! All that a reader is told: findings, with labels at the places that disagree and fixes that can be taken. Nothing here
//! knows how findings come about or how they are shown.

pub mod caution;
pub mod damage;
pub mod fingerprint;
pub mod fix;
pub mod promise;
pub mod settle;

pub use fix::{Edit, Fix, Safety};

use crate::text::{Source, Span};

/// How loud a finding is. The order is the order of loudness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Doubtful, or a matter of taste: shown, never a reason to fail.
    Note,
    /// Cannot be right as it stands, as far as the text itself can tell.
    Warning,
    /// Certainly wrong.
    Error,
}

impl Level {
    /// The word used in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing an editor is told about one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `set/rule`.
    pub rule: String,
    /// How loud.
    pub level: Level,
    /// What is wrong here, in one sentence.
    pub message: String,
    /// Why the rule exists: shown as a note.
    pub why: String,
    /// The place, in bytes of the file; `file[span]` is the text found.
    pub span: Span<Source>,
    /// Other places that are part of the evidence.
    pub labels: Vec<Label>,
    /// Ways to mend it, best first.
    pub fixes: Vec<Fix>,
    /// Other rules that said the same of the same place.
    pub also: Vec<String>,
}

/// Another place that bears on a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place in its file.
    pub span: Span<Source>,
    /// What stands there.
    pub message: String,
    /// The file, when it is not the draft itself.
    pub path: Option<String>,
}
