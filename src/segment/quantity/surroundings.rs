//! What stands around a number: its hedge, the word that leads it, the noun it counts. It reads no number by itself.

use super::read::Reader;
use super::vocabulary::Dimension;
use super::{CueClass, Kind, Lead, NounId, Quantity};
use crate::english::case::Shape;
use crate::segment::{Before, TokenKind};
use crate::text::decimal::{Printed, Rounding};
use crate::text::extent::Extent;
use crate::text::hedge::Hedge;

impl Reader<'_, '_> {
    /// Fills in hedge, lead and noun of a quantity that has just been read.
    pub(super) fn surround(&mut self, quantity: &mut Quantity) {
        if quantity.kind == Kind::Identifier {
            return;
        }
        self.join_compound(quantity);
        let mut from = quantity.tokens.start;
        if let Some((hedge, start)) = self.hedge_before(from) {
            let against = start > self.start && self.folded(from - 1) == "than" && self.ends_amount(start);
            if against {
                quantity.lead = Lead::Against;
            } else {
                quantity.hedge = Some((hedge, start));
            }
            from = start;
        } else if let Some(hedge) = self.hedge_after(quantity.tokens.end) {
            quantity.hedge = Some((hedge, from));
        }
        if let Some((hedge, _)) = quantity.hedge {
            quantity.extent = hedged(hedge, quantity);
        } else if quantity.vague {
            quantity.extent = hedged(Hedge::About, quantity);
        }
        if quantity.lead == Lead::None {
            (quantity.lead, from) = self.lead_before(from);
        }
        quantity.from = from;
        if let Some((noun, at)) = self.noun_after(quantity.tokens.end) {
            (quantity.noun, quantity.noun_at) = (noun, Some(at));
        }
        if quantity.kind == Kind::Count && self.age_before(quantity.tokens.start) {
            quantity.kind = Kind::Age;
        }
    }

    /// `two hours 10 minutes`, `5ft 10in`: one amount in the smaller unit. The larger one is taken back.
    fn join_compound(&mut self, quantity: &mut Quantity) {
        let Some(before) = self.facts.quantities.last() else { return };
        let gap = quantity.tokens.start.saturating_sub(before.tokens.end);
        let joined = gap == 0 || gap == 1 && self.folded(before.tokens.end) == "and";
        if before.kind != quantity.kind || !joined || before.sentence != quantity.sentence {
            return;
        }
        let (Some(big), Some(small)) = (before.unit, quantity.unit) else { return };
        let (Some(big), Some(small)) = (self.words.unit(big), self.words.unit(small)) else { return };
        let dimension = big.dimension;
        let ranked = matches!(dimension, Dimension::Length | Dimension::Mass | Dimension::Time | Dimension::Month);
        if !ranked || small.dimension != dimension || big.factor <= small.factor || before.printed.place < 0 {
            return;
        }
        let whole = before.printed.value.times(big.factor).and_then(|v| v.over(small.factor, Rounding::Nearest));
        let Some(value) = whole.and_then(|w| w.plus(quantity.printed.value)) else { return };
        quantity.printed = Printed { value, ..quantity.printed };
        quantity.bare = Extent::measured(quantity.printed);
        quantity.extent = quantity.bare;
        quantity.tokens.start = before.tokens.start;
        quantity.span = self.span(quantity.tokens.start, quantity.tokens.end);
        quantity.numeral = quantity.span;
        self.facts.quantities.pop();
    }

    /// The longest hedge that ends right before a token.
    fn hedge_before(&self, at: u32) -> Option<(Hedge, u32)> {
        let near = self.facts.cues_within(at.saturating_sub(6).max(self.start)..at);
        near.iter().filter(|c| c.tokens.end == at).find_map(|c| hedge(c.class).map(|h| (h, c.tokens.start))).filter(
            |(_, start)| {
                // `the rest`, `or so` and the like hedge only what stands before them.
                !matches!(self.folded(*start), "or" | "and" | "odd" | "plus")
            },
        )
    }

    /// `400 or so`, `70 or more`, `30 at most`, `50-odd`.
    fn hedge_after(&self, at: u32) -> Option<Hedge> {
        let after = matches!(self.folded(at), "or" | "and" | "odd" | "at" | "plus" | "+");
        if !after || at >= self.end {
            return None;
        }
        let cue = self.facts.cues_within(at..at + 1).iter().find(|c| hedge(c.class).is_some())?;
        let number_follows = self.kind(cue.tokens.end) == TokenKind::Number
            || self
                .page
                .tokens
                .get(cue.tokens.end as usize)
                .is_some_and(|_| cue.tokens.end < self.end && self.page.word(cue.tokens.end).numeric);
        hedge(cue.class).filter(|_| !number_follows)
    }

    /// Whether an amount, a per cent sign or a word such as `times` ends right before a token.
    fn ends_amount(&self, at: u32) -> bool {
        let last = self.facts.quantities.last();
        last.is_some_and(|q| q.tokens.end == at) || at > self.start && matches!(self.folded(at - 1), "times" | "points")
    }

    /// The lead that ends right before a token, past one determiner.
    fn lead_before(&self, at: u32) -> (Lead, u32) {
        if at <= self.start {
            return (Lead::None, at);
        }
        if matches!(self.folded(at - 1), "not" | "n't" | "never") {
            return (Lead::Denied, at - 1);
        }
        let skipped = matches!(
            self.folded(at - 1),
            "the"
                | "a"
                | "an"
                | "its"
                | "their"
                | "his"
                | "her"
                | "our"
                | "all"
                | "some"
                | "these"
                | "those"
                | "just"
                | "only"
        );
        let ends: &[u32] = if skipped { &[at, at - 1] } else { &[at] };
        for &end in ends {
            let near = self.facts.cues_within(end.saturating_sub(6).max(self.start)..end);
            let found =
                near.iter().filter(|c| c.tokens.end == end).find_map(|c| lead(c.class).map(|l| (l, c.tokens.start)));
            if let Some(found) = found {
                return found;
            }
            if end > self.start + 1
                && matches!((self.folded(end - 2), self.folded(end - 1)), ("instead", "of") | ("rather", "than"))
            {
                return (Lead::Denied, end - 2);
            }
        }
        self.possessed(at).unwrap_or((Lead::None, at))
    }

    /// `of the town's 8,500`, `of Kent's 40`: the base of a share behind its owner.
    fn possessed(&self, at: u32) -> Option<(Lead, u32)> {
        if at < self.start + 3 || !matches!(self.folded(at - 1), "'s" | "'") {
            return None;
        }
        let from = at.saturating_sub(6).max(self.start);
        let of = (from..at - 2).rev().find(|&i| matches!(self.folded(i), "of" | "among" | "," | ";" | "("))?;
        matches!(self.folded(of), "of" | "among").then_some((Lead::Of, of))
    }

    /// The plural noun that a number counts: the last of the run of words after it, or after `of the`.
    fn noun_after(&mut self, at: u32) -> Option<(NounId, u32)> {
        let mut i = at;
        if self.before(i) == Before::Hyphen || self.glued(i) {
            return None;
        }
        if self.folded(i) == "of" {
            i += 1;
        }
        while matches!(
            self.folded(i),
            "the"
                | "its"
                | "their"
                | "these"
                | "those"
                | "all"
                | "our"
                | "his"
                | "her"
                | "more"
                | "other"
                | "new"
                | "extra"
                | "further"
                | "additional"
        ) {
            i += 1;
        }
        let mut last = None;
        for at in i..(i + 5).min(self.end) {
            let word = self.folded(at);
            if self.kind(at) != TokenKind::Word || is_function_word(word) || at > i && self.glued(at) {
                break;
            }
            if is_plural(word) {
                last = Some(at);
                // `sales staff` and `sports clubs` go on, other plurals end their phrase.
                if !matches!(word, "sales" | "sports" | "arms" | "goods" | "savings" | "news" | "women" | "men") {
                    break;
                }
            }
        }
        let at = last?;
        let lemma = singular(self.folded(at));
        Some((self.noun_id(&lemma), at))
    }

    /// `aged 84`, `at the age of 84`.
    fn age_before(&self, at: u32) -> bool {
        let near = self.facts.cues_within(at.saturating_sub(6).max(self.start)..at);
        near.iter().any(|c| c.tokens.end == at && c.class == CueClass::Aged)
    }

    /// Whether a number right after a word such as `Section`, or before `High Street`, names something.
    pub(super) fn is_name(&self, at: u32, past: u32) -> bool {
        let near = self.facts.cues_within(at.saturating_sub(3).max(self.start)..at);
        let named = near.iter().filter(|c| c.tokens.end == at && c.class == CueClass::NamesBefore).any(|c| {
            // `numbered 84`, `claimed 12`, `calling 300` are verbs.
            let verb = self.folded(c.tokens.start);
            if verb.ends_with("ed") || verb.ends_with("ing") {
                return false;
            }
            let capital = self.page.word(c.tokens.start).shape != Shape::Lower;
            capital && c.tokens.start > self.start || self.noun_is_missing(past)
        });
        let street = (past..(past + 4).min(self.end))
            .take_while(|&i| self.is_capital(i))
            .last()
            .is_some_and(|i| self.facts.cues_within(i..i + 1).iter().any(|c| c.class == CueClass::NamesAfter));
        named || street || self.kind(past) == TokenKind::Number && self.text(at).starts_with('0')
    }

    fn is_capital(&self, at: u32) -> bool {
        self.kind(at) == TokenKind::Word && self.page.word(at).shape != Shape::Lower
    }

    fn noun_is_missing(&self, past: u32) -> bool {
        !(past..(past + 3).min(self.end))
            .take_while(|&i| self.kind(i) == TokenKind::Word)
            .any(|i| is_plural(self.folded(i)))
    }

    /// Whether four digits without a unit are a year.
    pub(super) fn reads_as_year(&self, at: u32, past: u32) -> bool {
        let text = self.text(at);
        let Some(year) = text.parse::<u16>().ok().filter(|y| text.len() == 4 && (1000..=2100).contains(y)) else {
            return false;
        };
        let before = if at > self.start { self.folded(at - 1) } else { "" };
        if matches!(
            before,
            "in" | "since"
                | "until"
                | "till"
                | "during"
                | "before"
                | "after"
                | "circa"
                | "year"
                | "summer"
                | "winter"
                | "spring"
                | "autumn"
        ) {
            return true;
        }
        let counted = !self.noun_is_missing(past) && !matches!(self.folded(past), "was" | "is" | "has");
        let later = (1900..=2100).contains(&year);
        !counted && (later || !matches!(before, "of" | "than" | "about" | "over" | "nearly" | "some"))
    }
}

fn hedge(class: CueClass) -> Option<Hedge> {
    Some(match class {
        CueClass::HedgeAbout => Hedge::About,
        CueClass::HedgeNearly => Hedge::Nearly,
        CueClass::HedgeJustUnder => Hedge::JustUnder,
        CueClass::HedgeJustOver => Hedge::JustOver,
        CueClass::HedgeMoreThan => Hedge::MoreThan,
        CueClass::HedgeAtLeast => Hedge::AtLeast,
        CueClass::HedgeLessThan => Hedge::LessThan,
        CueClass::HedgeAtMost => Hedge::AtMost,
        _ => return None,
    })
}

fn lead(class: CueClass) -> Option<Lead> {
    Some(match class {
        CueClass::LeadFrom => Lead::From,
        CueClass::LeadTo => Lead::To,
        CueClass::LeadBy => Lead::By,
        CueClass::LeadOf => Lead::Of,
        CueClass::LeadAgainst => Lead::Against,
        CueClass::LeadBetween => Lead::Between,
        CueClass::LeadRemaining => Lead::Remaining,
        CueClass::LeadTotal => Lead::Total,
        CueClass::LeadAverage => Lead::Average,
        CueClass::Including => Lead::Including,
        _ => return None,
    })
}

/// What a hedged quantity leaves possible.
fn hedged(hedge: Hedge, quantity: &Quantity) -> Extent {
    hedge.extent(quantity.printed)
}

/// Words that end a noun phrase: prepositions, conjunctions, auxiliaries, determiners, pronouns and adverbs of English.
pub(super) fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "a" | "about"
            | "above"
            | "across"
            | "after"
            | "against"
            | "ago"
            | "all"
            | "along"
            | "already"
            | "also"
            | "although"
            | "always"
            | "am"
            | "among"
            | "an"
            | "and"
            | "any"
            | "are"
            | "around"
            | "as"
            | "at"
            | "away"
            | "be"
            | "because"
            | "been"
            | "before"
            | "behind"
            | "being"
            | "below"
            | "between"
            | "both"
            | "but"
            | "by"
            | "can"
            | "could"
            | "did"
            | "do"
            | "does"
            | "down"
            | "during"
            | "each"
            | "either"
            | "for"
            | "from"
            | "had"
            | "has"
            | "have"
            | "he"
            | "her"
            | "here"
            | "his"
            | "how"
            | "if"
            | "in"
            | "including"
            | "into"
            | "is"
            | "it"
            | "its"
            | "last"
            | "less"
            | "may"
            | "might"
            | "more"
            | "most"
            | "much"
            | "must"
            | "near"
            | "next"
            | "no"
            | "nor"
            | "not"
            | "now"
            | "of"
            | "off"
            | "on"
            | "only"
            | "or"
            | "our"
            | "out"
            | "over"
            | "per"
            | "rather"
            | "said"
            | "says"
            | "she"
            | "should"
            | "since"
            | "so"
            | "some"
            | "still"
            | "such"
            | "than"
            | "that"
            | "the"
            | "their"
            | "them"
            | "then"
            | "there"
            | "these"
            | "they"
            | "this"
            | "those"
            | "though"
            | "through"
            | "to"
            | "too"
            | "towards"
            | "under"
            | "until"
            | "up"
            | "upon"
            | "was"
            | "we"
            | "were"
            | "what"
            | "when"
            | "where"
            | "which"
            | "while"
            | "who"
            | "whom"
            | "whose"
            | "why"
            | "will"
            | "with"
            | "within"
            | "without"
            | "would"
            | "yet"
            | "you"
            | "your"
            | "'s"
            | "i"
            | "my"
            | "me"
    )
}

/// Whether a lower-case word looks like a plural noun.
pub(super) fn is_plural(word: &str) -> bool {
    match word {
        "people" | "children" | "men" | "women" | "staff" | "police" | "cattle" | "sheep" | "fish" | "mice"
        | "feet" | "teeth" | "geese" | "aircraft" | "species" | "crew" | "personnel" => true,
        "was" | "is" | "has" | "its" | "this" | "his" | "as" | "us" | "thus" | "plus" | "minus" | "yes" | "said"
        | "says" | "does" | "perhaps" | "always" | "across" | "towards" | "less" | "besides" | "whereas"
        | "afterwards" | "overseas" => false,
        _ => {
            word.ends_with("men") && word.len() > 4
                || word.len() > 3
                    && word.ends_with('s')
                    && !word.ends_with("ss")
                    && !word.ends_with("us")
                    && !word.ends_with("is")
        }
    }
}

/// The singular of a plural noun, by its ending alone.
pub(super) fn singular(word: &str) -> String {
    match word {
        "people" | "persons" => return "person".to_owned(),
        "children" => return "child".to_owned(),
        "mice" => return "mouse".to_owned(),
        "feet" => return "foot".to_owned(),
        _ => {}
    }
    if let Some(stem) = word.strip_suffix("men") {
        return format!("{stem}man");
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes"] {
        if word.ends_with(ending) {
            return word.strip_suffix("es").unwrap_or(word).to_owned();
        }
    }
    word.strip_suffix('s').filter(|w| !w.ends_with('s')).unwrap_or(word).to_owned()
}
