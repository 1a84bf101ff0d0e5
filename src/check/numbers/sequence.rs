//! Numbers before things and references to them: list items, headings, steps, `First … Second …`, `(1) … (2) …`, and `see
//! Figure 4` in a text with three figures.

use std::collections::BTreeMap;

use super::conflict::{Conflict, Operand};
use super::desk::Desk;
use super::kind::NumberKind;
use crate::english::number_words;
use crate::segment::TokenKind;
use crate::segment::quantity::{Kind, Quantity, Style};
use crate::text::extent::Verdict;
use crate::text::{BlockKind, Prose, Span};

/// Finds ordinal-sequence and crossref.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    enumerators(desk, out);
    steps(desk, out);
    ordinals(desk, out);
    adverbs(desk, out);
    bracketed(desk, out);
    references(desk, out);
    sections(desk, out);
}

/// Numbers that the writer put before list items.
fn enumerators(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let blocks = &desk.page.prose.blocks;
    let mut last: Option<(u32, u32, u64, Span<Prose>)> = None;
    let numbers: Vec<_> = blocks
        .iter()
        .filter_map(|b| b.list.and_then(|l| Some((l, printed(desk, b.span).or(l.number)?, b.span))))
        .filter(|(l, _, _)| l.number.is_some())
        .collect();
    let mut uses: BTreeMap<(u32, u64), u32> = BTreeMap::new();
    for (i, (place, number, _)) in numbers.iter().enumerate() {
        let first = i
            .checked_sub(1)
            .and_then(|j| numbers.get(j))
            .is_none_or(|(l, _, _)| (l.list, l.item) != (place.list, place.item));
        *uses.entry((place.list, *number)).or_default() += u32::from(first);
    }
    for (place, number, span) in &numbers {
        let same = last.filter(|(list, _, _, _)| *list == place.list);
        // `1. 1. 1.` is a habit of Markdown writers, and any list in which two neighbours repeat one number from the first on.
        let lazy = uses.get(&(place.list, *number)).is_some_and(|items| *items > 1);
        if let Some((_, item, before, earlier)) = same
            && place.item == item + 1
            && *number != before + 1
            && !lazy
            && before < number.saturating_add(3)
            && *number <= before + 3
            && !(before == 1 && *number == 1)
        {
            out.push(out_of_step(desk, *span, earlier, before, *number));
        }
        if same.is_none_or(|(_, item, _, _)| item != place.item) {
            last = Some((place.list, place.item, *number, *span));
        }
    }
}

/// The number that is printed before an item, whatever a renderer makes of it.
fn printed(desk: &Desk<'_, '_>, span: Span<Prose>) -> Option<u64> {
    let at = desk.page.prose.to_source(Span::new(span.start, span.end.min(span.start + 1))).span().start as usize;
    let before = desk.page.source.text.get(at.saturating_sub(12)..at)?;
    let line = before.rsplit('\n').next()?.trim();
    line.strip_suffix(['.', ')'])?.trim().parse().ok()
}

fn out_of_step(desk: &Desk<'_, '_>, span: Span<Prose>, earlier: Span<Prose>, before: u64, number: u64) -> Conflict {
    let first_words = |span: Span<Prose>| {
        let start = desk.page.token_at(span.start);
        let past = (start + 4).min(desk.page.tokens.partition_point(|t| t.start < span.end) as u32);
        desk.page.span(start..past.max(start + 1).min(desk.page.tokens.len() as u32))
    };
    let equation = if before == number {
        format!("two items have the number {number}")
    } else {
        format!("{before} is followed by {number}")
    };
    misplaced(first_words(span), first_words(earlier), equation, Some((before + 1).to_string()))
}

/// `Step 3` after `Step 1`, `4. Scope` after `2. Purpose`, at the head of blocks or of headings.
fn steps(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let mut last: Vec<(String, i64, Span<Prose>)> = Vec::new();
    for (block, tokens) in desk.page.prose.blocks.iter().zip(&desk.page.block_tokens) {
        if block.list.is_some() || block.cell.is_some() || tokens.len() < 2 {
            continue;
        }
        let word = desk.folded(tokens.start);
        let named = matches!(
            word,
            "step"
                | "figure"
                | "table"
                | "chapter"
                | "part"
                | "section"
                | "rule"
                | "note"
                | "lesson"
                | "stage"
                | "phase"
                | "appendix"
                | "question"
                | "exhibit"
                | "tip"
                | "principle"
                | "article"
        );
        let heading = matches!(block.kind, BlockKind::Heading(_));
        // Excerpts of laws and books leave sections out.
        if !heading && matches!(word, "section" | "article" | "chapter" | "rule" | "part") {
            continue;
        }
        let (key, at) = if named {
            (word.to_owned(), tokens.start + 1)
        } else if heading {
            (format!("{:?}", block.kind), tokens.start)
        } else {
            continue;
        };
        let Some(number) = enumerator(desk, at, named) else { continue };
        let span = desk.page.span(tokens.start..at + 1);
        let known = last.iter_mut().find(|(k, _, _)| *k == key);
        if let Some((_, before, earlier)) = known {
            if number != *before + 1 && number != 1 && (number - *before).abs() <= 3 {
                let equation = if number == *before {
                    format!("two have the number {number}")
                } else {
                    format!("{before} is followed by {number}")
                };
                let operands = vec![
                    Operand { span, role: "this one".to_owned() },
                    Operand { span: *earlier, role: "the one before".to_owned() },
                ];
                let (kind, verdict) = (NumberKind::OrdinalSequence, Verdict::Inconsistent);
                let due = Some((*before + 1).to_string());
                let repairs =
                    vec![super::conflict::Repair { span: desk.page.span(at..at + 1), text: (*before + 1).to_string() }];
                out.push(Conflict { kind, verdict, at: 0, operands, equation, slip: None, due, repairs });
            }
            (*before, *earlier) = (number, span);
        } else if number == 1 {
            last.push((key, number, span));
        }
    }
}

/// A whole number that stands alone before a full stop, a colon or a bracket, or in words after `step`.
fn enumerator(desk: &Desk<'_, '_>, at: u32, named: bool) -> Option<i64> {
    let token = desk.page.tokens.get(at as usize)?;
    let number = match token.kind {
        TokenKind::Number => desk.folded(at).parse::<i64>().ok().filter(|n| (1..100).contains(n)),
        TokenKind::Word if named => number_words::cardinal(&[desk.folded(at)])?.printed.value.to_i64(),
        _ => None,
    }?;
    let after = desk.folded(at + 1);
    let closed = matches!(after, "." | ":" | ")" | "—" | "–" | "-" | "|");
    (closed || named && after.is_empty()).then_some(number)
}

/// `Firstly, … Thirdly, …`: the place in the row that a word ending in -ly gives.
fn adverb(word: &str) -> Option<i64> {
    Some(match word {
        "firstly" => 1,
        "secondly" => 2,
        "thirdly" => 3,
        "fourthly" => 4,
        "fifthly" => 5,
        "sixthly" => 6,
        _ => return None,
    })
}

/// The same at the head of sentences.
fn adverbs(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let mut last: Option<(i64, u32, u32)> = None;
    for (index, sentence) in desk.page.sentences.iter().enumerate() {
        let at = sentence.tokens.start;
        let Some(value) = adverb(desk.folded(at)) else { continue };
        let near = last.filter(|(_, before, _)| index as u32 - before < 14);
        if let Some((before, _, earlier)) = near
            && value > 1
            && value != before + 1
        {
            let equation = format!("“{}” comes after “{}”", desk.page.text(at), desk.page.text(earlier));
            let due = Some((before + 1).to_string());
            out.push(misplaced(desk.page.span(at..at + 1), desk.page.span(earlier..earlier + 1), equation, due));
        }
        last = Some((value, index as u32, at));
    }
}

fn misplaced(this: Span<Prose>, earlier: Span<Prose>, equation: String, due: Option<String>) -> Conflict {
    let conflict = Conflict::new(NumberKind::OrdinalSequence, Verdict::Inconsistent, this, "this one", equation);
    Conflict { due, ..conflict.with(earlier, "the one before") }
}

/// `(1) wash it, (2) dry it and (4) wax it` within a block, and blocks that begin with `(a)`, `(b)`, `(d)`.
fn bracketed(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let mut lettered: Option<(i64, Span<Prose>)> = None;
    for tokens in &desk.page.block_tokens {
        let opens = label(desk, tokens.start, tokens.end).filter(|(_, letter)| *letter);
        match (opens, lettered) {
            (Some((value, _)), Some((before, earlier))) => {
                let span = desk.page.span(tokens.start..tokens.start + 3);
                if value != before + 1 && value > 1 && (value - before).abs() <= 2 {
                    let shown = |n: i64| char::from(b'a' + (n - 1).clamp(0, 25) as u8);
                    let equation = format!("({}) comes after ({})", shown(value), shown(before));
                    out.push(misplaced(span, earlier, equation, Some(shown(before + 1).to_string())));
                }
                lettered = Some((value, span));
            }
            (Some((1, _)), None) => lettered = Some((1, desk.page.span(tokens.start..tokens.start + 3))),
            _ => lettered = None,
        }
        inline(desk, tokens.clone(), out);
    }
}

/// A number or a letter in brackets: its place in the row, and whether it is a letter.
fn label(desk: &Desk<'_, '_>, at: u32, end: u32) -> Option<(i64, bool)> {
    if at + 2 >= end || desk.folded(at) != "(" || desk.folded(at + 2) != ")" {
        return None;
    }
    let word = desk.folded(at + 1);
    match word.as_bytes() {
        [letter @ b'a'..=b'z'] => Some((i64::from(letter - b'a') + 1, true)),
        [b'1'..=b'9'] | [b'1', _] => Some((word.parse().ok()?, false)),
        _ => None,
    }
}

fn inline(desk: &Desk<'_, '_>, tokens: std::ops::Range<u32>, out: &mut Vec<Conflict>) {
    if tokens.len() > 600 {
        return;
    }
    let labels: Vec<(u32, i64, bool)> = tokens
        .clone()
        .filter(|&i| desk.folded(i) == "(")
        .filter_map(|i| label(desk, i, tokens.end).map(|(value, letter)| (i, value, letter)))
        // `six (9) months` tells a number twice.
        .filter(|(i, _, _)| *i == tokens.start || !desk.page.word(i - 1).numeric)
        .collect();
    let [(_, 1, kind), .., (_, last, _)] = labels.as_slice() else { return };
    if labels.len() < 3 || labels.iter().any(|(_, _, letter)| letter != kind) || *last > labels.len() as i64 + 1 {
        return;
    }
    let wrong: Vec<_> = labels.windows(2).filter(|w| matches!(w, [(_, a, _), (_, b, _)] if *b != a + 1)).collect();
    if let [[(x, a, _), (y, b, _)]] = wrong.as_slice()
        && (b - a).abs() <= 2
    {
        let (this, before) = (desk.page.span(*y..y + 3), desk.page.span(*x..x + 3));
        let equation = format!("{} comes after {}", desk.page.prose.slice(this), desk.page.prose.slice(before));
        out.push(misplaced(this, before, equation, Some((a + 1).to_string())));
    }
}

/// `First, … Second, … Fourth, …` at the head of sentences.
fn ordinals(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let mut last: Option<(i64, u32, &Quantity)> = None;
    for (index, sentence) in desk.page.sentences.iter().enumerate() {
        let Some(q) = desk.facts.within(sentence.tokens.start..sentence.tokens.start + 2).first() else { continue };
        let opens = q.kind == Kind::Ordinal
            && q.tokens.start <= sentence.tokens.start + 1
            && q.style == Style::Words
            && desk.folded(q.tokens.end) == ",";
        let Some(value) = q.printed.value.to_i64().filter(|_| opens) else { continue };
        let near = last.filter(|(_, at, _)| index as u32 - at < 12);
        if let Some((before, _, earlier)) = near
            && value != before + 1
            && value > 1
            && (value - before).abs() <= 2
        {
            let equation = format!("“{}” comes after “{}”", desk.text(q), desk.text(earlier));
            let mut conflict =
                desk.conflict(NumberKind::OrdinalSequence, Verdict::Inconsistent, q, "this one", equation);
            conflict.due = Some((before + 1).to_string());
            out.push(conflict.with(earlier.span, "the one before"));
        }
        if value == 1 || near.is_some() {
            last = Some((value, index as u32, q));
        }
    }
}

/// `see Figure 4` in a text with three figures.
fn references(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for word in ["figure", "table", "appendix", "box", "exhibit", "chart"] {
        let mut labels: Vec<i64> = Vec::new();
        let mut uses: Vec<(i64, std::ops::Range<u32>)> = Vec::new();
        for q in desk.facts.quantities.iter().filter(|q| matches!(q.kind, Kind::Identifier | Kind::Count)) {
            let at = q.tokens.start.wrapping_sub(1);
            let names = desk.folded(at) == word
                || word == "figure" && desk.folded(at) == "." && desk.folded(at.wrapping_sub(1)) == "fig";
            let Some(number) = desk.folded(q.tokens.start).parse::<i64>().ok().filter(|n| names && *n < 200) else {
                continue;
            };
            let block = desk.page.block_at(q.tokens.start);
            let start = desk.page.block_tokens.get(block).map_or(0, |b| b.start);
            let opens = at == start || at == start + 1 && desk.page.token(start).kind != TokenKind::Word;
            let labelled = opens && matches!(desk.folded(q.tokens.end), "." | ":" | "—" | "–" | "|" | "" | "-");
            if labelled {
                labels.push(number);
            } else if !matches!(desk.folded(q.tokens.end), "of" | "in" | "from")
                && desk.page.word(at).shape != crate::english::case::Shape::Lower
            {
                uses.push((number, at..q.tokens.end));
            }
        }
        let Some(most) = labels.iter().max().copied() else { continue };
        for (number, tokens) in uses {
            if !labels.contains(&number) && labels.contains(&1) && number > most {
                let span = desk.page.span(tokens);
                let equation = format!("the last one here is {word} {most}");
                let (kind, verdict) = (NumberKind::Crossref, Verdict::Inconsistent);
                out.push(Conflict::new(kind, verdict, span, "the reference", equation));
            }
        }
    }
}

/// `see Section 5` in a text whose headings are numbered to three.
fn sections(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let mut numbers: Vec<i64> = Vec::new();
    for (block, tokens) in desk.page.prose.blocks.iter().zip(&desk.page.block_tokens) {
        if !matches!(block.kind, BlockKind::Heading(_)) {
            continue;
        }
        let at = tokens.start + u32::from(matches!(desk.folded(tokens.start), "section" | "chapter" | "part"));
        numbers.extend(enumerator(desk, at, at > tokens.start));
    }
    let most = numbers.iter().max().copied().unwrap_or(0);
    if most < 2 || !(1..=most).all(|n| numbers.contains(&n)) {
        return;
    }
    for q in desk.facts.quantities.iter().filter(|q| matches!(q.kind, Kind::Identifier | Kind::Count)) {
        let at = q.tokens.start.wrapping_sub(1);
        let named = desk.folded(at) == "section";
        let own = !matches!(desk.folded(q.tokens.end), "of" | "in" | "from" | "(")
            && desk.any_word(at.saturating_sub(3)..at, &["see", "in", "to", "under", "of", "with"]);
        let Ok(number) = desk.folded(q.tokens.start).parse::<i64>() else { continue };
        if named && own && !q.scope.heading && number > most && number <= most + 10 {
            let span = desk.page.span(at..q.tokens.end);
            let equation = format!("the last one here is section {most}");
            let operands = vec![Operand { span, role: "the reference".to_owned() }];
            let (kind, verdict) = (NumberKind::Crossref, Verdict::Inconsistent);
            out.push(Conflict { kind, verdict, at: 0, operands, equation, slip: None, due: None, repairs: Vec::new() });
        }
    }
}
