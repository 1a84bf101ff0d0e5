//! Lists: an announced count against the things that are named, `respectively`, numbers before items and headings, references
//! to figures and tables.

use std::collections::BTreeMap;

use super::conflict::{Conflict, Operand};
use super::desk::Desk;
use super::kind::NumberKind;
use crate::english::number_words;
use crate::segment::TokenKind;
use crate::segment::quantity::{CueClass, Kind, Quantity, Style};
use crate::text::extent::Verdict;
use crate::text::{BlockKind, Prose, Span};

/// Finds count-list, respectively-arity, ordinal-sequence and crossref.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        colon_list(desk, quantities, out);
        respectively(desk, quantities, out);
    }
    item_lists(desk, out);
    enumerators(desk, out);
    steps(desk, out);
    ordinals(desk, out);
    references(desk, out);
}

/// `the five bands that will play: Cold Ladder, The Ferrymen, Sister Oak and Minor Gods`.
fn colon_list(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let Some(first) = quantities.first() else { return };
    let sentence = desk.sentence(first.sentence);
    let Some(colon) = sentence.clone().find(|&i| matches!(desk.folded(i), ":" | "namely" | "viz" | "–" | "—"))
    else {
        return;
    };
    let Some(count) = quantities.iter().rev().find(|q| q.tokens.end <= colon) else { return };
    if !announces(desk, count, colon)
        || desk.folded(colon) == ":"
            && colon + 1 < sentence.end
            && desk.page.token(colon + 1).before == crate::segment::Before::Nothing
    {
        return;
    }
    let Some((least, most)) = items(desk, colon + 1..sentence.end) else { return };
    let Some(said) = count.printed.value.to_i64() else { return };
    if (least..=most).contains(&said) || most < 2 {
        return;
    }
    let named = if said > most { most } else { least };
    listed(desk, count, named, desk.page.span(colon + 1..sentence.end), out);
}

/// Whether a number says how many things a list that begins at a token has.
fn announces(desk: &Desk<'_, '_>, count: &Quantity, colon: u32) -> bool {
    let small = count.printed.place >= 0 && count.printed.value.to_i64().is_some_and(|n| (2..=20).contains(&n));
    let gap = count.tokens.end..colon;
    let partial = [CueClass::Including, CueClass::SilencePartial]
        .iter()
        .any(|c| desk.has(*c, count.from.saturating_sub(3)..colon + 3));
    let other = desk.any_word(gap.clone(), &[",", ";", "(", "most", "among", "or", "include", "includes", "included"]);
    count.kind == Kind::Count
        && count.is_usable()
        && small
        && count.noun.0 != 0
        && count.hedge.is_none()
        && count.range.is_none()
        && gap.len() < 16
        && !partial
        && !other
        && !count.bracketed
}

/// How many things are named, at least and at most, where `and` may be inside a name; `None` where the list is no plain list.
fn items(desk: &Desk<'_, '_>, tokens: std::ops::Range<u32>) -> Option<(i64, i64)> {
    let text = |i: u32| desk.folded(i);
    let stops = [
        "is",
        "are",
        "was",
        "were",
        "which",
        "who",
        "that",
        "because",
        "has",
        "have",
        "had",
        "if",
        "when",
        "etc",
        "including",
        "others",
        "more",
        "will",
        "would",
        "can",
        "we",
        "they",
        "he",
        "she",
        "you",
        "it",
        "i",
        "such",
        "but",
        "not",
        ":",
        "...",
        "…",
        "other",
    ];
    let end = tokens.clone().find(|&i| matches!(text(i), "—" | "–" | "(")).unwrap_or(tokens.end);
    let tokens = tokens.start..end;
    if desk.any_word(tokens.clone(), &stops) || tokens.is_empty() {
        return None;
    }
    let mark = if desk.any_word(tokens.clone(), &[";"]) { ";" } else { "," };
    let marks: Vec<u32> = tokens.clone().filter(|&i| text(i) == mark).collect();
    let ands: Vec<u32> = tokens.clone().filter(|&i| matches!(text(i), "and" | "&" | "plus")).collect();
    // A list without a mark is a pair or a name; one without `and` may go on.
    let last = *ands.last()?;
    let oxford = marks.contains(&(last.wrapping_sub(1)));
    let mut edges: Vec<u32> = marks.clone();
    edges.push(tokens.end);
    let mut start = tokens.start;
    for edge in &edges {
        if edge.saturating_sub(start) > 9 || edge.saturating_sub(start) == 0 {
            return None;
        }
        start = edge + 1;
    }
    if marks.is_empty() {
        return None;
    }
    // `an in-person service, and an online, automated one`: a segment without the article of its neighbours is no item.
    let starts = std::iter::once(tokens.start).chain(marks.iter().map(|m| m + 1));
    let articles: Vec<bool> =
        starts.map(|s| if text(s) == "and" { s + 1 } else { s }).map(|s| matches!(text(s), "a" | "an")).collect();
    if articles.iter().any(|a| *a) && !articles.iter().all(|a| *a) {
        return None;
    }
    let segments = marks.len() as i64 + 1;
    if oxford || mark == ";" {
        let inner = ands.iter().filter(|a| !marks.contains(&(**a).wrapping_sub(1))).count() as i64;
        return Some((segments, segments + if mark == ";" { 1 } else { inner }));
    }
    // The last `and` joins the last thing to the others; one before it may be inside a name.
    let pairs = ands.len() > 1;
    Some((if pairs { segments } else { segments + 1 }, segments + ands.len() as i64))
}

fn listed(desk: &Desk<'_, '_>, count: &Quantity, named: i64, list: Span<Prose>, out: &mut Vec<Conflict>) {
    let words = number_words::in_words(named).unwrap_or_else(|| named.to_string());
    let equation = format!("{words} are named");
    let mut conflict = desk.conflict(NumberKind::CountList, Verdict::Inconsistent, count, "the count", equation);
    conflict.due = Some(words.clone());
    let text = if count.style == Style::Words { words } else { named.to_string() };
    let shape = crate::english::case::shape_of(desk.page.prose.slice(count.numeral));
    out.push(conflict.with(list, "the list").repair(count.numeral, crate::english::case::apply(&text, shape)));
}

/// `take these five steps:` before a Markdown list.
fn item_lists(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let blocks = &desk.page.prose.blocks;
    let mut i = 0;
    while let Some(block) = blocks.get(i) {
        let Some(place) = block.list.filter(|l| l.item == 0) else {
            i += 1;
            continue;
        };
        let from = i;
        let mut last = 0;
        while let Some(l) = blocks.get(i).and_then(|b| b.list).filter(|l| l.list == place.list || l.depth > place.depth)
        {
            if l.list == place.list {
                last = l.item;
            }
            i += 1;
        }
        i = i.max(from + 1);
        let Some(before) = from
            .checked_sub(1)
            .and_then(|b| blocks.get(b))
            .filter(|b| b.list.is_none() && matches!(b.kind, BlockKind::Paragraph | BlockKind::Line))
        else {
            continue;
        };
        let tokens = desk.page.block_tokens.get(from - 1).cloned().unwrap_or(0..0);
        let colon = tokens.end.saturating_sub(1);
        if desk.folded(colon) != ":" || before.span.is_empty() || place.depth != 1 {
            continue;
        }
        let sentence = desk.page.sentence_at(colon) as u32;
        let Some(count) = desk.facts.within(desk.sentence(sentence)).iter().next_back() else { continue };
        let named = i64::from(last) + 1;
        let said = count.printed.value.to_i64().unwrap_or(0);
        let direct = desk
            .any_word(count.from.saturating_sub(3)..colon, &["following", "these", "below", "are", "here", "follows"])
            || count.noun_at.is_some_and(|n| n + 2 >= colon);
        if announces(desk, count, colon) && direct && said != named && named >= 2 && (said - named).abs() <= 3 {
            let end = blocks.get(i - 1).map_or(block.span.end, |b| b.span.end);
            let first = Span::new(block.span.start, block.span.end.min(end));
            listed(desk, count, named, first, out);
        }
    }
}

/// `Abbey, Kingsmead and Northgate recorded 94%, 91%, 89% and 88% respectively`.
fn respectively(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let Some(first) = quantities.first() else { return };
    let sentence = desk.sentence(first.sentence);
    let Some(at) = sentence.clone().find(|&i| desk.folded(i) == "respectively") else { return };
    let before: Vec<&Quantity> = quantities.iter().filter(|q| q.tokens.end <= at).collect();
    let Some(last) = before.last() else { return };
    let mut row = vec![*last];
    for q in before.iter().rev().skip(1) {
        let Some(next) = row.last() else { break };
        let gap = q.tokens.end..next.tokens.start;
        if !q.is_like(last) || gap.len() > 4 || !desk.any_word(gap, &[",", "and", "to"]) {
            break;
        }
        row.push(q);
    }
    if row.len() < 2 || at.saturating_sub(last.tokens.end) > 6 {
        return;
    }
    let Some(start) = row.last().map(|q| q.from) else { return };
    let Some((names, span)) = names_before(desk, sentence.start, start) else { return };
    let numbers = row.len() as i64;
    if names == numbers {
        return;
    }
    let word = |n: i64| number_words::in_words(n).unwrap_or_else(|| n.to_string());
    let equation = format!("{} are named and {} numbers given", word(names), word(numbers));
    let whole = desk.page.span(row.last().map_or(start, |q| q.tokens.start)..at + 1);
    let operands =
        vec![Operand { span: whole, role: "the numbers".to_owned() }, Operand { span, role: "the names".to_owned() }];
    let (kind, verdict) = (NumberKind::RespectivelyArity, Verdict::Inconsistent);
    out.push(Conflict { kind, verdict, at: 0, operands, equation, slip: None, due: None, repairs: Vec::new() });
}

/// How many things are named in the last list before a token, and where.
fn names_before(desk: &Desk<'_, '_>, start: u32, end: u32) -> Option<(i64, Span<Prose>)> {
    let and = (start..end).rev().find(|&i| desk.folded(i) == "and")?;
    if and == start || and + 1 >= end || end - and > 14 {
        return None;
    }
    let oxford = desk.folded(and - 1) == ",";
    let mut names = 2;
    let mut at = and - u32::from(oxford);
    let mut first = start;
    let mut edge = at;
    // Segments of up to five tokens between commas belong to the list.
    while at > start {
        at -= 1;
        if desk.folded(at) == "," {
            if edge - at > 6 {
                break;
            }
            names += 1;
            edge = at;
        } else if matches!(desk.folded(at), ";" | ":" | "(" | ")" | "–" | "—")
            || desk.facts.within(at..at + 1).iter().any(|q| q.is_usable())
        {
            first = at + 1;
            break;
        } else if edge - at > 8 {
            first = at;
            break;
        }
    }
    Some((names, desk.page.span(first.max(start)..and + 2)))
}

/// Numbers that the writer put before list items.
fn enumerators(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let blocks = &desk.page.prose.blocks;
    let mut last: Option<(u32, u32, u64, Span<Prose>)> = None;
    let numbers: Vec<_> = blocks.iter().filter_map(|b| b.list.and_then(|l| Some((l, l.number?, b.span)))).collect();
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
    let operands = vec![
        Operand { span: first_words(span), role: "this one".to_owned() },
        Operand { span: first_words(earlier), role: "the one before".to_owned() },
    ];
    let (kind, verdict) = (NumberKind::OrdinalSequence, Verdict::Inconsistent);
    Conflict {
        kind,
        verdict,
        at: 0,
        operands,
        equation,
        slip: None,
        due: Some((before + 1).to_string()),
        repairs: Vec::new(),
    }
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
            let labelled =
                at <= start + 1 && matches!(desk.folded(q.tokens.end), "." | ":" | "—" | "–" | "|" | "" | "-");
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
                let operands = vec![Operand { span, role: "the reference".to_owned() }];
                let (kind, verdict) = (NumberKind::Crossref, Verdict::Inconsistent);
                out.push(Conflict {
                    kind,
                    verdict,
                    at: 0,
                    operands,
                    equation,
                    slip: None,
                    due: None,
                    repairs: Vec::new(),
                });
            }
        }
    }
}
