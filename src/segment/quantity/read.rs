//! The walk over a page: cues first, then at each number or number word the longest reading. What a number is made of is
//! read in `number.rs`, dates and times in `dates.rs`, what stands around a number in `surroundings.rs`.

use rustc_hash::FxHashMap;

use super::vocabulary::Meaning;
use super::{Cue, Facts, NounId, Quantity, Scope, Vocabulary};
use crate::segment::{Before, Page, TokenKind};
use crate::text::{BlockKind, Prose, Span};

/// What is needed while a page is read.
pub(super) struct Reader<'a, 'p> {
    pub page: &'a Page<'p>,
    pub words: &'a Vocabulary,
    pub facts: Facts,
    /// Index of the sentence that is read.
    pub sentence: u32,
    /// One past its last token.
    pub end: u32,
    /// Its first token.
    pub start: u32,
    pub scope: Scope,
    /// Round brackets that are open.
    depth: u32,
    nouns: FxHashMap<String, NounId>,
}

impl Facts {
    /// Reads all numbers of a page.
    pub fn read(page: &Page<'_>, words: &Vocabulary) -> Self {
        let any = page.tokens.iter().any(|t| t.kind == TokenKind::Number || page.words.get(t.word).numeric);
        if !any || words.is_empty() {
            return Self::default();
        }
        let facts = Self { nouns: vec![String::new()], ..Self::default() };
        let (scope, nouns) = (Scope::default(), FxHashMap::default());
        let mut reader = Reader { page, words, facts, sentence: 0, start: 0, end: 0, scope, depth: 0, nouns };
        for (i, sentence) in page.sentences.iter().enumerate() {
            reader.sentence = i as u32;
            (reader.start, reader.end) = (sentence.tokens.start, sentence.tokens.end);
            reader.scope = scope_of(page, sentence.block);
            reader.depth = 0;
            reader.read_cues();
            reader.read_numbers();
        }
        reader.facts
    }
}

fn scope_of(page: &Page<'_>, block: u32) -> Scope {
    let Some(found) = page.prose.blocks.get(block as usize) else { return Scope::default() };
    Scope {
        block,
        heading: matches!(found.kind, BlockKind::Heading(_)),
        quoted: found.quoted,
        caption: found.kind == BlockKind::Caption || is_caption(page, block),
        cell: found.cell.is_some(),
    }
}

/// A paragraph that begins as captions do: `Figure 2: …`, `Photo: …`.
fn is_caption(page: &Page<'_>, block: u32) -> bool {
    let Some(tokens) = page.block_tokens.get(block as usize).filter(|t| t.len() > 2) else { return false };
    let word = |i: u32| if tokens.contains(&i) { &*page.word(i).folded } else { "" };
    let named = matches!(
        word(tokens.start),
        "figure"
            | "fig"
            | "table"
            | "photo"
            | "photograph"
            | "picture"
            | "image"
            | "caption"
            | "chart"
            | "map"
            | "graphic"
    );
    let numbered = matches!(word(tokens.start + 2), ":" | "." | "—" | "–");
    named && (word(tokens.start + 1) == ":" || numbered)
}

impl Reader<'_, '_> {
    /// Cues of one sentence, by place.
    fn read_cues(&mut self) {
        let mut found = Vec::new();
        for at in self.start..self.end {
            found.clear();
            self.words.phrases(self.page, at, self.end, &mut found);
            for (past, meaning) in &found {
                if let Meaning::Cue(class) = *meaning {
                    self.facts.cues.push(Cue { tokens: at..*past, class });
                }
            }
        }
    }

    fn read_numbers(&mut self) {
        let mut at = self.start;
        while at < self.end {
            let past = self.read_at(at).max(at + 1);
            for i in at..past.min(self.end) {
                match self.page.text(i) {
                    "(" => self.depth += 1,
                    ")" => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
            }
            at = past;
        }
    }

    /// Reads what begins at a token; the token past it, or `at` where no number begins.
    fn read_at(&mut self, at: u32) -> u32 {
        let token = self.page.token(at);
        match token.kind {
            TokenKind::Number => self.read_digits(at),
            TokenKind::Word => {
                let word = self.page.word(at);
                if word.numeric {
                    return self.read_words(at);
                }
                let article = matches!(&*word.folded, "a" | "an");
                if article && at + 1 < self.end && self.page.word(at + 1).numeric {
                    return self.read_words(at);
                }
                if article && let Some(past) = self.read_and_a_half(at) {
                    return past;
                }
                self.read_date_in_words(at).unwrap_or(at)
            }
            TokenKind::Mark => self.read_vulgar(at),
            _ => at,
        }
    }

    /// Adds a quantity with all that stands around it.
    pub fn push(&mut self, mut quantity: Quantity) {
        quantity.bracketed = self.depth > 0;
        self.surround(&mut quantity);
        self.facts.quantities.push(quantity);
    }

    /// The number of a lemma.
    pub fn noun_id(&mut self, lemma: &str) -> NounId {
        if let Some(id) = self.nouns.get(lemma) {
            return *id;
        }
        let id = NounId(self.facts.nouns.len() as u32);
        self.facts.nouns.push(lemma.to_owned());
        self.nouns.insert(lemma.to_owned(), id);
        id
    }

    /// A token of the sentence as written; empty past its end.
    pub fn text(&self, at: u32) -> &str {
        if at < self.end { self.page.text(at) } else { "" }
    }

    /// A token of the sentence in lower case; empty past its end.
    pub fn folded(&self, at: u32) -> &str {
        if at < self.end { &self.page.word(at).folded } else { "" }
    }

    /// What parts a token from the one before; a space past the end.
    pub fn before(&self, at: u32) -> Before {
        if at < self.end { self.page.token(at).before } else { Before::Space }
    }

    /// What a token is; a mark past the end.
    pub fn kind(&self, at: u32) -> TokenKind {
        if at < self.end { self.page.token(at).kind } else { TokenKind::Mark }
    }

    /// Whether a token is glued to the one before.
    pub fn glued(&self, at: u32) -> bool {
        at < self.end && self.before(at) == Before::Nothing
    }

    /// The bytes of a range of tokens.
    pub fn span(&self, from: u32, past: u32) -> Span<Prose> {
        self.page.span(from..past)
    }
}
