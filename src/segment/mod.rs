//! Prose to page: tokens, sentences, quotations, each found once and used by every check. Nothing here knows a rule; the
//! lexicon it is given is only a list of words worth a number.

pub mod quantity;
pub mod quotation;
pub mod sentence;
pub mod token;
pub mod words;

pub use quantity::{Facts, Vocabulary};
pub use quotation::Quotation;
pub use sentence::Sentence;
pub use token::{Before, Token, TokenKind};
pub use words::{Lex, Lexicon, Word, WordId, Words};

use crate::english::dialect::Norm;
use crate::text::{Block, Prose, Source, Span};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::ops::Range;

/// A draft ready to be checked: its prose and the facts found in it.
pub struct Page<'p> {
    /// The file; checks look at it only for what prose does not show (line ends, control characters).
    pub source: &'p Source,
    /// The readable text.
    pub prose: &'p Prose,
    /// What is known of each written word.
    pub words: &'p Words,
    /// All tokens, block after block.
    pub tokens: Vec<Token>,
    /// The tokens of each block, in the order of `prose.blocks`.
    pub block_tokens: Vec<Range<u32>>,
    /// All sentences, in order.
    pub sentences: Vec<Sentence>,
    /// All quotations, by opening mark.
    pub quotations: Vec<Quotation>,
    /// The spelling that the house asks for; the document's own, where it asks for none.
    pub norm: Option<Norm>,
    /// What conditions have asked of the whole page, so that each is answered once.
    pub answers: RefCell<FxHashMap<usize, bool>>,
    facts: OnceCell<Facts>,
}

impl<'p> Page<'p> {
    /// Reads the facts off a prose. `words` is the thread's cache and goes on growing.
    pub fn read(source: &'p Source, prose: &'p Prose, words: &'p mut Words, lexicon: &Lexicon) -> Self {
        let mut tokens = Vec::with_capacity(prose.text.len() / 5);
        let mut block_tokens = Vec::with_capacity(prose.blocks.len());
        for block in &prose.blocks {
            let start = tokens.len() as u32;
            token::tokenize(prose, block.span, words, lexicon, &mut tokens);
            block_tokens.push(start..tokens.len() as u32);
        }
        let quotations = quotation::find(prose, &mut tokens, &block_tokens);
        let mut sentences = Vec::new();
        for (i, range) in block_tokens.iter().enumerate() {
            sentence::split(prose, &tokens, range.clone(), i as u32, words, &mut sentences);
        }
        let answers = RefCell::default();
        Self {
            source,
            prose,
            words,
            tokens,
            block_tokens,
            sentences,
            quotations,
            norm: None,
            answers,
            facts: OnceCell::new(),
        }
    }

    /// The numbers of the page, read when they are first asked for.
    pub fn facts(&self, vocabulary: &Vocabulary) -> &Facts {
        self.facts.get_or_init(|| Facts::read(self, vocabulary))
    }

    /// What became of the numbers so far; nothing if they were never asked for.
    pub fn compared(&self) -> quantity::Compared {
        self.facts.get().map_or_else(Default::default, |facts| facts.compared.get())
    }

    /// The token at a place of [`Self::tokens`].
    pub fn token(&self, i: u32) -> &Token {
        &self.tokens[i as usize]
    }

    /// What is known of the word of a token.
    pub fn word(&self, i: u32) -> &Word {
        self.words.get(self.tokens[i as usize].word)
    }

    /// A token as written.
    pub fn text(&self, i: u32) -> &'p str {
        self.prose.slice(self.tokens[i as usize].span())
    }

    /// The bytes of the prose that a range of tokens covers; an empty range gives the empty span at 0.
    pub fn span(&self, tokens: Range<u32>) -> Span<Prose> {
        if tokens.is_empty() {
            return Span::new(0, 0);
        }
        Span::new(self.token(tokens.start).start, self.token(tokens.end - 1).end)
    }

    /// The index of the sentence that holds a token.
    pub fn sentence_at(&self, token: u32) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= token)
    }

    /// The index of the block that holds a token.
    pub fn block_at(&self, token: u32) -> usize {
        self.block_tokens.partition_point(|b| b.end <= token)
    }

    /// The block that holds a token.
    pub fn block(&self, token: u32) -> &'p Block {
        &self.prose.blocks[self.block_at(token)]
    }

    /// The first token that ends past a byte of the prose: the token at the byte or the next one.
    pub fn token_at(&self, byte: u32) -> u32 {
        self.tokens.partition_point(|t| t.end <= byte) as u32
    }

    /// The clause around a range of tokens: up to the next comma, semicolon, colon, dash or end of the sentence. A comma inside
    /// a list of single words parts no clause, but is taken for one: conditions within a clause are meant to be narrow.
    pub fn clause(&self, tokens: Range<u32>) -> Range<u32> {
        let Some(sentence) = self.sentences.get(self.sentence_at(tokens.start)) else { return tokens };
        let parts = |i: u32| {
            self.token(i).kind == TokenKind::Mark
                && matches!(self.text(i), "," | ";" | ":" | "—" | "–" | "--" | "(" | ")")
        };
        let start =
            (sentence.tokens.start..tokens.start).rev().find(|&i| parts(i)).map_or(sentence.tokens.start, |i| i + 1);
        let end = (tokens.end..sentence.tokens.end).find(|&i| parts(i)).unwrap_or(sentence.tokens.end);
        start..end.max(tokens.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format;

    fn with_page<T>(text: &str, see: impl FnOnce(&Page<'_>) -> T) -> T {
        let source = Source::new("a.md", text);
        let prose = format::read(&source);
        let (mut words, lexicon) = (Words::default(), Lexicon::default());
        see(&Page::read(&source, &prose, &mut words, &lexicon))
    }

    #[test]
    fn tokens() {
        let table = [
            ("It's well-known: 1,250.5 don’t…", "It 's well known : 1,250.5 don’t …"),
            (
                "See https://a.org/x?y=1. Mail me@b.co, or bbc.co.uk now.",
                "See https://a.org/x?y=1 . Mail me@b.co , or bbc.co.uk now .",
            ),
            ("the 8-year-old won 3-2 ... in 2019-20", "the 8 year old won 3 - 2 ... in 2019 - 20"),
            ("The dog.Then it ran", "The dog . Then it ran"),
            ("players’ union", "players ’ union"),
        ];
        for (text, expected) in table {
            let got = with_page(text, |p| (0..p.tokens.len() as u32).map(|i| p.text(i)).collect::<Vec<_>>().join(" "));
            assert_eq!(got, expected);
        }
    }

    #[test]
    fn sentences() {
        let table = [
            ("Mr. Hale met Gen. Ito at 5 p.m. on Monday. He left.", 2),
            ("The U.S. Senate voted. No. 5 won. It fell 3.5 points.", 3),
            ("“Will it rain?” she asked. “No.” He went.", 3),
            ("J. K. Marsh wrote it.[3] The rest came later… and slowly.", 2),
            ("See example.com. It works! Really?! Yes.", 4),
            ("He felt ill. Nobody knew.", 2),
        ];
        for (text, expected) in table {
            with_page(text, |p| {
                let got: Vec<_> = p.sentences.iter().map(|s| p.span(s.tokens.clone()).text(&p.prose.text)).collect();
                assert_eq!(got.len(), expected, "{got:?}");
            });
        }
    }

    #[test]
    fn quotations() {
        let table = [
            ("He said “we ‘won’ it” today.", "we ‘ won ’ it"),
            ("The \"old 'new' one\" is the players' own.", "old ' new ' one"),
            ("“First part.\n\n“Second part.” End.", "First part . Second part ."),
            ("It's the '90s and rock 'n' roll", ""),
        ];
        for (text, expected) in table {
            let got = with_page(text, |p| {
                (0..p.tokens.len() as u32)
                    .filter(|&i| p.token(i).quoted)
                    .map(|i| p.text(i))
                    .collect::<Vec<_>>()
                    .join(" ")
            });
            assert_eq!(got, expected, "{text}");
        }
    }
}
