//! How much of a draft its sources bear out, in words and as an object. It counts nothing.

use serde_json::{Value, json};

use super::count;
use crate::compare::Coverage;

/// One line: `7 of 9 sentences found in the sources, 3 of 4 quotations word for word, 5 of 5 figures confirmed`.
pub fn line(coverage: &Coverage) -> String {
    let says = ["found in the sources", "word for word", "confirmed"];
    let told = coverage.counts().into_iter().zip(says);
    let told = told.map(|((what, all, held), says)| format!("{held} of {} {says}", count(all, what)));
    told.collect::<Vec<_>>().join(", ")
}

/// The same for programs.
pub fn object(coverage: &Coverage) -> Value {
    json!({
        "sentences": coverage.sentences, "sentences_aligned": coverage.aligned,
        "quotations": coverage.quotations, "quotations_verified": coverage.verified,
        "figures": coverage.figures, "figures_confirmed": coverage.confirmed,
    })
}
