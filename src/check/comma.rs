//! Commas that are missing where the form leaves no doubt: after a place in a state (`in Reno, Nevada in May`), after the year
//! of a date, around a name that stands beside a role, between speech and the verb of saying, before a tag question. Commas
//! between clauses are a matter of style and are left alone.

use serde_spanned::Spanned;

use super::vocabulary::Vocabulary;
use super::{Check, Mark, Repair, near};
use crate::finding::Safety;
use crate::rule::load::{Loader, Problem};
use crate::segment::{Page, TokenKind};
use crate::text::{Prose, Span};

/// `[rule.check.comma]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CommaSpec {
    /// Which place the rule looks at.
    find: Place,
    /// States, provinces and countries; months; roles; verbs of saying; or auxiliaries of tag questions.
    words: Vec<Spanned<String>>,
    /// Words before a place (`in`, `near`), or verbs after a name.
    #[serde(default)]
    around: Vec<Spanned<String>>,
    /// Words that may follow: with a place or a date, those that cannot belong to it.
    #[serde(default)]
    followers: Vec<Spanned<String>>,
    /// Words that rule a place out.
    #[serde(default)]
    not: Vec<Spanned<String>>,
}

/// Where a comma may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// After a state or country that follows a town.
    State,
    /// After the year of a date written month, day, year.
    Year,
    /// After a name that follows a role and a comma.
    Role,
    /// Between the end of a quotation and “said”.
    AfterSpeech,
    /// Between “said” and a quotation.
    BeforeSpeech,
    /// Before a tag question.
    Tag,
}

/// Ready to run.
pub struct Comma {
    find: Place,
    words: Vocabulary,
    around: Vocabulary,
    followers: Vocabulary,
    not: Vocabulary,
}

impl CommaSpec {
    /// Reads the words.
    pub fn build(self, loader: &mut Loader<'_>) -> Result<Comma, Problem> {
        Ok(Comma {
            find: self.find,
            words: Vocabulary::read(&self.words, loader)?,
            around: Vocabulary::read(&self.around, loader)?,
            followers: Vocabulary::read(&self.followers, loader)?,
            not: Vocabulary::read(&self.not, loader)?,
        })
    }
}

impl Check for Comma {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        if matches!(self.find, Place::AfterSpeech | Place::BeforeSpeech) {
            for quotation in page.quotations.iter().filter(|q| q.depth == 0) {
                let Some(close) = quotation.close else { continue };
                out.extend(if self.find == Place::AfterSpeech {
                    self.after_speech(page, quotation.open, close)
                } else {
                    self.before_speech(page, quotation.open, close)
                });
            }
            return;
        }
        for sentence in &page.sentences {
            let (start, end) = (sentence.tokens.start, sentence.tokens.end);
            for i in start + 1..end.max(start + 1) {
                out.extend(match self.find {
                    Place::State => self.state(page, i, start, end),
                    Place::Year => self.year(page, i, start, end),
                    Place::Role => self.role(page, i, start, end),
                    _ => self.tag(page, i, start, end),
                });
            }
        }
    }
}

/// A mark over tokens `first..=last` with a comma put after token `at`.
fn comma(page: &Page<'_>, first: u32, last: u32, at: u32, safety: Safety) -> Mark {
    let place = Span::<Prose>::new(page.token(at).end, page.token(at).end);
    let mut mark = Mark::new(near::stretch(page, first, last)).with("after", page.text(at));
    mark.repairs.push(Repair { edits: vec![(place.into(), ",".to_owned())], title: None, safety: Some(safety) });
    mark
}

/// A verb in the past by its form: `voted`, `ruled`.
fn is_past(page: &Page<'_>, i: u32) -> bool {
    near::is_lower(page, i)
        && near::length(page, i) > 4
        && page.text(i).ends_with("ed")
        && !page.text(i).ends_with("based")
}

impl Comma {
    /// `in Reno, Nevada in May`: the comma is token `i`.
    fn state(&self, page: &Page<'_>, i: u32, start: u32, end: u32) -> Option<Mark> {
        if page.text(i) != "," || !near::glued(page, i) || !near::is_capital(page, i - 1) {
            return None;
        }
        let past = self.words.past(page, i + 1, end)?;
        if past >= end
            || !near::is_capital(page, i + 1)
            || !near::spaced(page, past)
            || !self.followers.begins(page, past) && !self.joins(page, past, end) && !is_past(page, past)
            || near::is_capital(page, past)
        {
            return None;
        }
        let mut town = i - 1;
        while town > start
            && near::is_capital(page, town - 1)
            && near::spaced(page, town)
            && !self.around.has(page, town - 1)
        {
            town -= 1;
        }
        let introduced = town > start && self.around.has(page, town - 1);
        // “Ohio, Nevada and Utah” is a list; “In Reno, Nevada officials” opens with the town alone.
        let list = (town..i).any(|t| self.words.past(page, t, i) == Some(i) && town == t)
            || town > start && page.text(town - 1) == ",";
        let opens = town == start + 1;
        if list || !introduced || opens && (self.not.begins(page, past) || is_past(page, past)) {
            return None;
        }
        Some(comma(page, town - 1, past, past - 1, Safety::Safe))
    }

    /// `in Leeds, England and died`: not a list of places, since a word in lower case follows.
    fn joins(&self, page: &Page<'_>, past: u32, end: u32) -> bool {
        matches!(page.text(past), "and" | "or" | "but") && past + 1 < end && near::is_lower(page, past + 1)
    }

    /// `On March 9, 2021 the owner`: the month is token `i`.
    fn year(&self, page: &Page<'_>, i: u32, start: u32, end: u32) -> Option<Mark> {
        if !self.words.has(page, i) || !near::is_capital(page, i) || i + 4 >= end || page.text(i + 2) != "," {
            return None;
        }
        let day = near::kind(page, i + 1) == Some(TokenKind::Number) && near::length(page, i + 1) <= 2;
        let year = near::kind(page, i + 3) == Some(TokenKind::Number) && near::length(page, i + 3) == 4;
        let next = i + 4;
        let goes_on = near::spaced(page, next)
            && (near::is_lower(page, next) || near::is_capital(page, next) && self.followers.has(page, next));
        if !day || !year || !goes_on || self.not.has(page, next) {
            return None;
        }
        let attributive = i > start
            && matches!(
                &*page.word(i - 1).folded,
                "the" | "a" | "his" | "her" | "its" | "their" | "our" | "this" | "that"
            );
        let safety = if self.followers.has(page, next) && !attributive { Safety::Safe } else { Safety::Unsafe };
        let mut mark = comma(page, i, next, i + 3, safety);
        // “Friday, May 9, 2014 at 9:00” is how programmes are set.
        let hour = page.text(next) == "at" && near::kind(page, next + 1) == Some(TokenKind::Number);
        if attributive || hour || safety == Safety::Unsafe {
            mark.level = Some(crate::finding::Level::Note);
        }
        Some(mark)
    }

    /// `The owner, Bea Marsh leased`: the first comma is token `i`.
    fn role(&self, page: &Page<'_>, i: u32, start: u32, end: u32) -> Option<Mark> {
        if page.text(i) != "," || i < start + 2 || !self.words.has(page, i - 1) {
            return None;
        }
        let opened =
            matches!(&*page.word(start).folded, "the" | "its" | "their" | "his" | "her" | "our" | "my" | "a" | "an");
        if !opened || i - start > 8 || (start + 1..i).any(|t| near::kind(page, t) != Some(TokenKind::Word)) {
            return None;
        }
        let mut past = i + 1;
        while past < end && near::is_capital(page, past) && near::spaced(page, past) {
            past += 1;
        }
        let named = (i + 3..=i + 4).contains(&past);
        let verb = past + 1 < end && self.around.has(page, past) && near::spaced(page, past);
        (named && verb).then(|| comma(page, i + 1, past, past - 1, Safety::Safe))
    }

    /// `“It is over” she said`.
    fn after_speech(&self, page: &Page<'_>, open: u32, close: u32) -> Option<Mark> {
        let end = page.block_tokens.get(page.block_at(open))?.end;
        let last = close.checked_sub(1)?;
        let short = close - open < 2;
        if short
            || near::kind(page, last) == Some(TokenKind::Mark)
            || !near::glued(page, close)
            || close + 3 > end
            || !near::spaced(page, close + 1)
        {
            return None;
        }
        // Speech opens a sentence or follows a comma or colon; a title or a phrase does not.
        let opens = open == 0
            || near::kind(page, open - 1) == Some(TokenKind::Mark)
            || near::before(page, open) == crate::segment::Before::Start;
        let pronoun = matches!(page.text(close + 1), "he" | "she" | "they" | "I" | "we");
        let who = pronoun || near::is_title(page, close + 1);
        let said = self.words.has(page, close + 1)
            && (near::is_capital(page, close + 2) || matches!(page.text(close + 2), "the" | "a" | "his" | "her"))
            || who && self.words.has(page, close + 2);
        (opens && said && near::is_capital(page, open + 1)).then(|| comma(page, last, close + 2, last, Safety::Unsafe))
    }

    /// `She said “It is over.”`
    fn before_speech(&self, page: &Page<'_>, open: u32, close: u32) -> Option<Mark> {
        let before = open.checked_sub(1)?;
        let full = close > open + 3 && matches!(page.text(close - 1), "." | "!" | "?" | ",");
        let who = before > 0
            && (near::is_capital(page, before - 1) || matches!(page.text(before - 1), "he" | "she" | "they" | "we"));
        let said = near::spaced(page, open) && self.words.has(page, before) && who && near::spaced(page, before);
        (said && full && near::is_capital(page, open + 1)).then(|| comma(page, before, open, before, Safety::Safe))
    }

    /// `It is cold isn't it?`: the auxiliary is token `i`.
    fn tag(&self, page: &Page<'_>, i: u32, start: u32, end: u32) -> Option<Mark> {
        let pronoun = matches!(
            &*page.tokens.get(i as usize + 1).map_or("", |_| page.text(i + 1)).to_ascii_lowercase(),
            "it" | "he" | "she" | "they" | "you" | "we" | "i" | "there"
        );
        if !pronoun
            || i < start + 3
            || i + 2 >= end
            || page.text(i + 2) != "?"
            || !self.words.has(page, i)
            || !near::is_lower(page, i)
        {
            return None;
        }
        let after_word =
            near::spaced(page, i) && matches!(near::kind(page, i - 1), Some(TokenKind::Word | TokenKind::Number));
        (after_word && !self.not.has(page, i - 1) && !self.followers.has(page, start))
            .then(|| comma(page, i - 1, i + 1, i - 1, Safety::Safe))
    }
}
