//! Lists: an announced count against the things that are named, and `respectively`. Numbers before items and headings, and
//! references to them, are in `sequence.rs`.

use super::conflict::{Conflict, Operand};
use super::desk::Desk;
use super::kind::NumberKind;
use crate::english::number_words;
use crate::segment::TokenKind;
use crate::segment::quantity::{CueClass, Kind, Quantity, Style};
use crate::text::extent::Verdict;
use crate::text::{BlockKind, Prose, Span};

/// Finds count-list and respectively-arity.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        colon_list(desk, quantities, out);
        predicate_list(desk, quantities, out);
        respectively(desk, quantities, out);
    }
    item_lists(desk, out);
    counted_headings(desk, out);
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

/// `The four finalists are Ana Ito, Tom Marsh and Jane Hale`: names after a form of `be`.
fn predicate_list(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let Some(count) = quantities.first() else { return };
    let sentence = desk.sentence(count.sentence);
    let Some(noun) = count.noun_at else { return };
    let verb = noun + 1;
    let led = matches!(desk.folded(count.from.wrapping_sub(1)), "the" | "its" | "their" | "our")
        || matches!(desk.folded(count.from), "the" | "its" | "their" | "our");
    if !led || !matches!(desk.folded(verb), "are" | "were") || quantities.len() > 1 || !announces(desk, count, verb) {
        return;
    }
    let end = (verb..sentence.end).rev().find(|&i| desk.folded(i) == ".").unwrap_or(sentence.end);
    let list = verb + 1..end;
    // Only names: each item begins with a capital, so that no adjective or clause is counted.
    let mut opens = true;
    for i in list.clone() {
        let word = desk.page.token(i).kind == TokenKind::Word;
        let joint = matches!(desk.folded(i), "," | "and");
        let capital = desk.page.word(i).shape != crate::english::case::Shape::Lower;
        if word && !joint && opens && !capital {
            return;
        }
        if !word && !joint {
            return;
        }
        opens = joint;
    }
    let (Some((least, most)), Some(said)) = (items(desk, list.clone()), count.printed.value.to_i64()) else { return };
    if !(least..=most).contains(&said) {
        listed(desk, count, if said > most { most } else { least }, desk.page.span(list), out);
    }
}

/// `# Seven ways to save water` over headings that are numbered from one.
fn counted_headings(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    let blocks = &desk.page.prose.blocks;
    let mut title: Option<&Quantity> = None;
    let mut numbers: Vec<i64> = Vec::new();
    let mut level = 0;
    for (block, tokens) in blocks.iter().zip(&desk.page.block_tokens) {
        let BlockKind::Heading(depth) = block.kind else { continue };
        if depth == 1 {
            let first = desk.facts.within(tokens.start..(tokens.start + 2).min(tokens.end)).first();
            title =
                first.filter(|q| q.kind == Kind::Count && q.noun.0 != 0 && q.hedge.is_none() && q.printed.place >= 0);
        } else if let Ok(number) = desk.folded(tokens.start).parse::<i64>()
            && matches!(desk.folded(tokens.start + 1), "." | ")" | ":")
            && (level == 0 || level == depth)
        {
            level = depth;
            numbers.push(number);
        }
    }
    let (Some(count), Some(said)) = (title, title.and_then(|q| q.printed.value.to_i64())) else { return };
    let named = numbers.len() as i64;
    let in_order = numbers.iter().enumerate().all(|(i, n)| *n == i as i64 + 1);
    if in_order && named >= 2 && named != said && (2..=30).contains(&said) {
        listed(desk, count, named, count.span, out);
    }
}

/// Whether a number says how many things a list that begins at a token has.
fn announces(desk: &Desk<'_, '_>, count: &Quantity, colon: u32) -> bool {
    let small = count.printed.place >= 0 && count.printed.value.to_i64().is_some_and(|n| (2..=20).contains(&n));
    let gap = count.tokens.end..colon;
    let partial = [CueClass::Including, CueClass::SilencePartial]
        .iter()
        .any(|c| desk.has(*c, count.from.saturating_sub(3)..colon + 3));
    let gap = if desk.folded(gap.end.wrapping_sub(1)) == "," && gap.len() > 1 { gap.start..gap.end - 1 } else { gap };
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
    let mut numbered = 0;
    for edge in &edges {
        if edge.saturating_sub(start) > 9 || edge.saturating_sub(start) == 0 {
            return None;
        }
        let first = if text(start) == "and" { start + 1 } else { start };
        let number = |i: u32| desk.page.token(i).kind == TokenKind::Number || desk.page.word(i).numeric;
        numbered += u32::from(first < *edge && number(first));
        start = edge + 1;
    }
    // `seven gold, eight silver and five bronze` are parts, `Tom, 12, Ana, nine, and Jo, four` names with ages.
    if numbered > 0 {
        return None;
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
    let Some(row) = row_before(desk, quantities, at).or_else(|| row_after(desk, quantities, at)) else {
        names_against_names(desk, sentence.start, at, out);
        return;
    };
    let Some((first, last)) = row.first().zip(row.last()) else { return };
    let Some((names, span)) = names_before(desk, sentence.start, first.from.min(at)) else { return };
    let numbers = row.len() as i64;
    if names == numbers {
        return;
    }
    let word = |n: i64| number_words::in_words(n).unwrap_or_else(|| n.to_string());
    let equation = format!("{} are named and {} numbers given", word(names), word(numbers));
    let whole = desk.page.span(first.tokens.start.min(at)..last.tokens.end.max(at + 1));
    arity(whole, span, equation, out);
}

fn arity(numbers: Span<Prose>, names: Span<Prose>, equation: String, out: &mut Vec<Conflict>) {
    let operands = vec![
        Operand { span: numbers, role: "the numbers".to_owned() },
        Operand { span: names, role: "the names".to_owned() },
    ];
    let (kind, verdict) = (NumberKind::RespectivelyArity, Verdict::Inconsistent);
    out.push(Conflict { kind, verdict, at: 0, operands, equation, slip: None, due: None, repairs: Vec::new() });
}

/// The row of like numbers that ends before `respectively`, in the order of the text.
fn row_before<'q>(desk: &Desk<'_, '_>, quantities: &'q [Quantity], at: u32) -> Option<Vec<&'q Quantity>> {
    let before: Vec<&Quantity> = quantities.iter().filter(|q| q.tokens.end <= at).collect();
    let last = before.last()?;
    let mut row = vec![*last];
    for q in before.iter().rev().skip(1) {
        let Some(next) = row.last() else { break };
        let gap = q.tokens.end..next.tokens.start;
        let like = q.is_like(last) || q.kind == Kind::Count && q.noun.0 == 0;
        if !like || gap.len() > 4 || !desk.any_word(gap, &[",", "and", "to"]) {
            break;
        }
        row.push(q);
    }
    row.reverse();
    (row.len() >= 2 && at.saturating_sub(last.tokens.end) <= 6).then_some(row)
}

/// The row that follows: `were, respectively, $4m, $6m and $7m`.
fn row_after<'q>(desk: &Desk<'_, '_>, quantities: &'q [Quantity], at: u32) -> Option<Vec<&'q Quantity>> {
    let after: Vec<&Quantity> = quantities.iter().filter(|q| q.tokens.start > at).collect();
    let first = after.first().filter(|q| q.tokens.start <= at + 3)?;
    let mut row = vec![*first];
    for q in after.iter().skip(1) {
        let Some(last) = row.last() else { break };
        let gap = last.tokens.end..q.tokens.start;
        if !q.is_like(first) || gap.len() > 4 || !desk.any_word(gap, &[",", "and"]) {
            break;
        }
        row.push(q);
    }
    (row.len() >= 2).then_some(row)
}

/// `Gold, silver and bronze went to Ito and Marsh respectively`: two lists of words, one of them of three or more.
fn names_against_names(desk: &Desk<'_, '_>, start: u32, at: u32, out: &mut Vec<Conflict>) {
    let end = if desk.folded(at.wrapping_sub(1)) == "," { at - 1 } else { at };
    let Some((later, from)) = short_list(desk, start, end) else { return };
    let Some(and) = (start..from).rev().find(|&i| desk.folded(i) == "and") else { return };
    // The list before ends a word or two after its `and`.
    let Some((earlier, first)) = short_list(desk, start, and + 2) else { return };
    if later == earlier || later.max(earlier) < 3 || from < and + 3 || from - and > 8 {
        return;
    }
    let word = |n: i64| number_words::in_words(n).unwrap_or_else(|| n.to_string());
    let equation = format!("{} are named first and {} after them", word(earlier), word(later));
    arity(desk.page.span(from..at + 1), desk.page.span(first..and + 2), equation, out);
}

/// A list of items of one or two words that ends at a token: how many items, and where it begins.
fn short_list(desk: &Desk<'_, '_>, start: u32, end: u32) -> Option<(i64, u32)> {
    let and = (start.max(end.saturating_sub(4))..end).rev().find(|&i| desk.folded(i) == "and")?;
    let last = and + 1..end;
    if last.is_empty() || last.len() > 2 {
        return None;
    }
    let mut at = if desk.folded(and.wrapping_sub(1)) == "," { and - 1 } else { and };
    let mut count = 2;
    let mut from = at.checked_sub(1)?;
    while let Some(comma) = (start.max(at.saturating_sub(3))..at).rev().find(|&i| desk.folded(i) == ",") {
        count += 1;
        at = comma;
        from = at.checked_sub(1)?;
    }
    (from >= start).then_some((count, from))
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
