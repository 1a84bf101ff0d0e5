//! What every family looks at: the page, its numbers, and small questions about them that many families ask. It finds no
//! conflict by itself.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::conflict::{Conflict, Operand, Repair};
use super::kind::NumberKind;
use crate::english::calendar::Date;
use crate::segment::Page;
use crate::segment::quantity::{Compared, CueClass, DateFact, Dimension, Facts, Kind, Quantity, Unit, Vocabulary};
use crate::text::decimal::{Decimal, Rounding};
use crate::text::extent::{Extent, Verdict};
use crate::text::{Prose, Span};

/// A sentence of prose has no more quantities.
const MOST: usize = 60;

/// So many sentences before and after one are its paragraph, if it has no end.
const AROUND: usize = 40;

/// A sentence of prose has no more tokens.
const LONGEST: usize = 500;

/// The page and its numbers.
pub struct Desk<'a, 'p> {
    /// The page.
    pub page: &'a Page<'p>,
    /// Its numbers.
    pub facts: &'a Facts,
    /// The words about numbers.
    pub words: &'a Vocabulary,
    /// Where the numbers begin that were compared with others, and how many comparisons there were.
    linked: RefCell<(FxHashSet<u32>, usize)>,
}

impl<'a, 'p> Desk<'a, 'p> {
    /// The page and its numbers, before anything was compared.
    pub fn new(page: &'a Page<'p>, facts: &'a Facts, words: &'a Vocabulary) -> Self {
        Self { page, facts, words, linked: RefCell::default() }
    }

    /// Notes a comparison of these numbers, for the coverage that is told.
    pub fn link(&self, operands: impl IntoIterator<Item = Span<Prose>>) {
        let mut linked = self.linked.borrow_mut();
        linked.0.extend(operands.into_iter().map(|span| span.start));
        linked.1 += 1;
    }

    /// How many numbers there are, were linked, and how often.
    pub fn compared(&self) -> Compared {
        let counts = self.facts.quantities.iter().filter(|q| !matches!(q.kind, Kind::Identifier | Kind::Year)).count();
        let linked = self.linked.borrow();
        let seen = counts + self.facts.dates.len() + self.facts.clocks.len();
        Compared { seen, linked: linked.0.len(), checked: linked.1 }
    }

    /// The date that the front matter gives the document: a line `date: 2025-05-14`.
    pub fn dated(&self) -> Option<Date> {
        let matter = self.page.source.slice(self.page.prose.front_matter?);
        let line = matter.lines().find_map(|l| l.trim().strip_prefix("date"))?;
        let value = line.trim_start().strip_prefix([':', '='])?.trim().trim_matches(['"', '\'']);
        let parts: Vec<&str> = value.split([' ', ',', '-', '/', 'T']).filter(|p| !p.is_empty()).take(3).collect();
        let [a, b, c] = parts.as_slice() else { return None };
        let day = |text: &str| text.trim_end_matches(char::is_alphabetic).parse::<u8>().ok();
        let month = crate::english::calendar::month_named;
        // `2025-05-14`, `14 May 2025`, `May 14, 2025`; 05/14/2025 may be two days.
        let (year, month, day) = if a.len() == 4 && !value.contains('/') {
            (a.parse().ok()?, b.parse().ok()?, day(c)?)
        } else if let Some(month) = month(b) {
            (c.parse().ok()?, month, day(a)?)
        } else {
            (c.parse().ok()?, month(a)?, day(b)?)
        };
        Date::new(year, month, day).ok()
    }

    /// The tokens of a sentence.
    pub fn sentence(&self, sentence: u32) -> Range<u32> {
        self.page.sentences.get(sentence as usize).map_or(0..0, |s| s.tokens.clone())
    }

    /// The tokens of the block of a sentence; of a block without end those of the sentences around it, so that the cost stays
    /// linear.
    pub fn block(&self, sentence: u32) -> Range<u32> {
        let at = sentence as usize;
        let block = self.page.sentences.get(at).map_or(0, |s| s.block);
        let whole = self.page.block_tokens.get(block as usize).cloned().unwrap_or(0..0);
        let start = self.page.sentences.get(at.saturating_sub(AROUND)).map_or(whole.start, |s| s.tokens.start);
        let end = self.page.sentences.get(at + AROUND).map_or(whole.end, |s| s.tokens.end);
        start.max(whole.start)..end.min(whole.end)
    }

    /// Whether a sentence is so long that it is a list or a dump of data: no construction of prose is looked for in it, so
    /// that the cost stays linear.
    pub fn is_dump(&self, sentence: u32) -> bool {
        let tokens = self.sentence(sentence);
        tokens.len() > LONGEST || self.facts.within(tokens).len() > MOST
    }

    /// The quantities of each sentence that has any, sentence by sentence; without dumps of data.
    pub fn by_sentence(&self) -> impl Iterator<Item = &'a [Quantity]> + use<'a> {
        self.facts.quantities.chunk_by(|a, b| a.sentence == b.sentence).filter(|q| q.len() <= MOST)
    }

    /// Whether a cue of the class begins in a range of tokens.
    pub fn has(&self, class: CueClass, tokens: Range<u32>) -> bool {
        self.facts.has(class, tokens)
    }

    /// A token in lower case; empty past the end of the page.
    pub fn folded(&self, at: u32) -> &'a str {
        self.page.tokens.get(at as usize).map_or("", |t| &self.page.words.get(t.word).folded)
    }

    /// Whether any token of a range is one of these lower-case words.
    pub fn any_word(&self, tokens: Range<u32>, words: &[&str]) -> bool {
        tokens.clone().any(|i| words.contains(&self.folded(i)))
    }

    /// Text of a quantity as printed.
    pub fn text(&self, quantity: &Quantity) -> &'a str {
        self.page.prose.slice(quantity.span)
    }

    /// The unit of a quantity.
    pub fn unit(&self, quantity: &Quantity) -> Option<&'a Unit> {
        quantity.unit.and_then(|id| self.words.unit(id))
    }

    /// The value of an amount in the base of its dimension, with the dimension.
    pub fn in_base(&self, quantity: &Quantity) -> Option<(Extent, Dimension)> {
        let unit = self.unit(quantity)?;
        let factor = Extent::exact(unit.factor).over(Extent::exact(unit.over));
        Some((quantity.extent.times(factor), unit.dimension))
    }

    /// What a number can be beside others that it is calculated with: rounded to no lower place than they are.
    pub fn evened(&self, q: &Quantity, with: &[&Quantity]) -> Extent {
        let whole = |q: &Quantity| q.hedge.is_none() && !q.vague && q.printed.place >= q.scale;
        if !matches!(q.kind, Kind::Count | Kind::Money | Kind::Measure) || !whole(q) {
            return q.extent;
        }
        let finest = with.iter().filter(|o| whole(o)).map(|o| o.printed.value.last_place().max(o.printed.place)).min();
        let count = q.kind == Kind::Count && q.scale == 0;
        Extent::evened(q.printed, count, finest.unwrap_or(i32::MAX))
    }

    /// Whether a bracket, a semicolon or a full stop parts two tokens.
    pub fn parted(&self, from: u32, to: u32) -> bool {
        self.any_word(from..to, &[";", ":", "(", ")", "."])
    }

    /// A conflict of these kinds and verdicts that points at one quantity.
    pub fn conflict(
        &self,
        kind: NumberKind,
        verdict: Verdict,
        said: &Quantity,
        role: &str,
        equation: String,
    ) -> Conflict {
        Conflict::new(kind, verdict, said.span, role, equation)
    }

    /// The same for a date.
    pub fn date_conflict(&self, kind: NumberKind, said: &DateFact, role: &str, equation: String) -> Conflict {
        Conflict::new(kind, Verdict::Inconsistent, said.span, role, equation)
    }

    /// A value in the words of an equation: `£4.2 million` as printed, so that a reader finds it again.
    pub fn shown(&self, quantity: &Quantity) -> String {
        self.text(quantity).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A computed value as the quantity beside it is printed, unit and all: `£9.9 million`.
    pub fn shown_like(&self, like: &Quantity, value: Decimal) -> String {
        let number = like.written_like(value).unwrap_or_else(|| number(value, like.printed.place));
        let whole = self.text(like);
        let (start, end) = (like.numeral.start - like.span.start, like.numeral.end - like.span.start);
        let (before, after) = (whole.get(..start as usize).unwrap_or(""), whole.get(end as usize..).unwrap_or(""));
        let before = before.trim_start_matches(['-', '−', '–']).trim_start_matches("minus ");
        let sign = if value.is_negative() && !number.starts_with('-') { "−" } else { "" };
        format!("{sign}{before}{number}{after}").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Conflict {
    /// A conflict that points at one place, its first operand.
    pub fn new(kind: NumberKind, verdict: Verdict, span: Span<Prose>, role: &str, equation: String) -> Self {
        let operands = vec![Operand { span, role: role.to_owned() }];
        Self { kind, verdict, at: 0, operands, equation, slip: None, due: None, repairs: Vec::new() }
    }

    /// With another number that takes part.
    #[must_use]
    pub fn with(mut self, span: Span<Prose>, role: impl Into<String>) -> Self {
        self.operands.push(Operand { span, role: role.into() });
        self
    }

    /// With an edit that would make the numbers agree.
    #[must_use]
    pub fn repair(mut self, span: Span<Prose>, text: impl Into<String>) -> Self {
        self.repairs.push(Repair { span, text: text.into() });
        self
    }

    /// With a value in place of a number, if it can be written as that number is.
    #[must_use]
    pub fn repair_value(mut self, quantity: &Quantity, value: Option<Decimal>) -> Self {
        if let Some(text) = value.and_then(|v| quantity.written_like(v)) {
            self.repairs.push(Repair { span: quantity.numeral, text });
        }
        self
    }
}

/// A number as an article prints it, to a place.
pub fn number(value: Decimal, place: i32) -> String {
    value.grouped(place.min(0))
}

/// 100 × part ÷ whole.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.times(Decimal::HUNDRED)?.over(whole, Rounding::Nearest)
}

/// The change from old to new in per cent of old.
pub fn percent_change(old: Decimal, new: Decimal) -> Option<Decimal> {
    percent(new.minus(old)?, old)
}

/// Whether two values are so near that they were meant to agree: the gap is below so many per cent of the larger.
pub fn is_near(a: Decimal, b: Decimal, most: i64) -> bool {
    let larger = a.abs().max(b.abs());
    let gap = a.minus(b).map(Decimal::abs).and_then(|gap| gap.times(Decimal::HUNDRED));
    match (gap, larger.times(Decimal::from(most))) {
        (Some(gap), Some(limit)) => gap <= limit,
        _ => false,
    }
}

/// Whether a kind is an amount that may be summed.
pub fn sums(kind: Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Money | Kind::Measure | Kind::Duration | Kind::Percent)
}
