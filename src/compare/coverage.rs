//! How much of a draft its sources bear out, counted while it is compared. It holds no place and judges nothing.

use std::sync::Arc;

use crate::text::Source;

/// What a source is to a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Something of it is in the draft.
    Used,
    /// Nothing of it is in the draft.
    Unrelated,
    /// It is in another language, so that nothing can be compared.
    Foreign,
}

/// How much of a draft its sources bear out.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// Sentences of three words and more.
    pub sentences: usize,
    /// Of these, laid beside a passage.
    pub aligned: usize,
    /// Quotations of three words and more.
    pub quotations: usize,
    /// Of these, word for word in a source.
    pub verified: usize,
    /// Figures outside quotations.
    pub figures: usize,
    /// Of these, in a source with the same value.
    pub confirmed: usize,
    /// Every source, and what it is to the draft.
    pub sources: Vec<(Arc<Source>, Relation)>,
}

impl Coverage {
    /// Adds the counts of another draft.
    pub fn add(&mut self, other: &Self) {
        self.sentences += other.sentences;
        self.aligned += other.aligned;
        self.quotations += other.quotations;
        self.verified += other.verified;
        self.figures += other.figures;
        self.confirmed += other.confirmed;
    }

    /// The counts in the order in which they are told: what is counted, how many there are, how many of them hold.
    pub fn counts(&self) -> [(&'static str, usize, usize); 3] {
        [
            ("sentence", self.sentences, self.aligned),
            ("quotation", self.quotations, self.verified),
            ("figure", self.figures, self.confirmed),
        ]
    }
}
