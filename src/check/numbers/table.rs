//! Tables: rows and columns against their totals, and prose against the cells of a row that it names.

use std::collections::BTreeMap;
use std::ops::Range;

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use super::slip;
use crate::segment::quantity::{Kind, Quantity};
use crate::text::decimal::Decimal;
use crate::text::extent::{Extent, Verdict};

/// Finds table-total and text-table.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for table in tables(desk) {
        across(desk, &table, out);
        down(desk, &table, out);
        told(desk, &table, out);
    }
}

/// Prose so many tokens from a table is taken to speak of it.
const NEAR: u32 = 1500;

/// A table with its cells as ranges of tokens.
struct Table<'a> {
    head: Vec<String>,
    rows: Vec<Row<'a>>,
    tokens: Range<u32>,
}

struct Row<'a> {
    label: String,
    cells: Vec<Option<&'a Quantity>>,
}

fn tables<'a>(desk: &Desk<'a, '_>) -> Vec<Table<'a>> {
    let mut tables: BTreeMap<u32, BTreeMap<u32, BTreeMap<u32, Range<u32>>>> = BTreeMap::new();
    let mut heads: BTreeMap<u32, bool> = BTreeMap::new();
    for (block, tokens) in desk.page.prose.blocks.iter().zip(&desk.page.block_tokens) {
        if let Some(cell) = block.cell {
            tables.entry(cell.table).or_default().entry(cell.row).or_default().insert(cell.column, tokens.clone());
            *heads.entry(cell.table).or_default() |= cell.head;
        }
    }
    let text = |tokens: &Range<u32>| desk.page.prose.slice(desk.page.span(tokens.clone())).trim().to_lowercase();
    let mut found = Vec::new();
    for (id, rows) in tables {
        let width = rows.values().filter_map(|r| r.keys().last()).max().map_or(0, |c| *c as usize + 1);
        let mut table =
            Table { head: vec![String::new(); width], rows: Vec::new(), tokens: Range { start: u32::MAX, end: 0 } };
        for (number, row) in rows {
            for tokens in row.values() {
                table.tokens = table.tokens.start.min(tokens.start)..table.tokens.end.max(tokens.end);
            }
            if number == 0 && heads.get(&id).copied().unwrap_or_default() {
                for (column, tokens) in &row {
                    if let Some(head) = table.head.get_mut(*column as usize) {
                        *head = text(tokens);
                    }
                }
                continue;
            }
            let mut cells = vec![None; width];
            for (column, tokens) in &row {
                if let Some(cell) = cells.get_mut(*column as usize) {
                    *cell = value(desk, tokens.clone());
                }
            }
            let label = row.get(&0).map(text).unwrap_or_default();
            table.rows.push(Row { label, cells });
        }
        found.push(table);
    }
    found
}

/// The one number of a cell.
fn value<'a>(desk: &Desk<'a, '_>, tokens: Range<u32>) -> Option<&'a Quantity> {
    match desk.facts.within(tokens) {
        [only] if !matches!(only.kind, Kind::Identifier | Kind::Malformed | Kind::Ordinal) => Some(only),
        _ => None,
    }
}

fn is_total(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("");
    matches!(first, "total" | "totals" | "sum" | "all" | "overall" | "gesamt" | "altogether" | "combined")
        || text.ends_with(" total")
}

fn is_subtotal(text: &str) -> bool {
    text.starts_with("subtotal") || text.starts_with("sub-total") || text.starts_with("sub total")
}

/// Heads of columns and labels of rows that no sum goes through.
fn is_apart(text: &str) -> bool {
    let apart = [
        "%",
        "per cent",
        "percent",
        "share",
        "rank",
        "average",
        "mean",
        "median",
        "change",
        "year",
        "rate",
        "ratio",
        "per ",
        "index",
        "of which",
        "including",
        "target",
        "date",
    ];
    apart.iter().any(|w| text.contains(w))
}

/// Each row against the total at its end.
fn across(desk: &Desk<'_, '_>, table: &Table<'_>, out: &mut Vec<Conflict>) {
    let Some(total) = table.head.iter().skip(1).position(|h| is_total(h)).map(|i| i + 1) else { return };
    let columns: Vec<usize> = (1..total).filter(|c| table.head.get(*c).is_some_and(|h| !is_apart(h))).collect();
    if columns.len() < 2 {
        return;
    }
    let sums = table.rows.iter().filter(|r| !is_apart(&r.label)).filter_map(|row| {
        let parts: Option<Vec<&Quantity>> = columns.iter().map(|c| row.cells.get(*c).copied().flatten()).collect();
        Some((parts?, row.cells.get(total).copied().flatten()?))
    });
    vote(desk, sums.collect(), out);
}

/// Each column against the total at its foot, and each group of rows against its subtotal.
fn down(desk: &Desk<'_, '_>, table: &Table<'_>, out: &mut Vec<Conflict>) {
    let mut sums = Vec::new();
    for column in 1..table.head.len() {
        let head = table.head.get(column).map_or("", String::as_str);
        let mut all: Vec<&Quantity> = Vec::new();
        let mut group: Vec<&Quantity> = Vec::new();
        let mut whole = true;
        for row in &table.rows {
            let cell = row.cells.get(column).copied().flatten();
            let (sub, total) = (is_subtotal(&row.label), is_total(&row.label));
            match cell {
                Some(cell) if sub => {
                    if group.len() >= 2 && whole {
                        sums.push((std::mem::take(&mut group), cell));
                    }
                    group.clear();
                }
                Some(cell) if total => {
                    let percent = cell.kind == Kind::Percent || head.contains('%');
                    let hundred = cell.printed.value == Decimal::HUNDRED;
                    if all.len() >= 2 && whole && (!percent && !is_apart(head) || percent && hundred) {
                        sums.push((all.clone(), cell));
                    }
                    group.clear();
                }
                Some(cell) if !is_apart(&row.label) => {
                    all.push(cell);
                    group.push(cell);
                }
                Some(_) => {}
                None => whole &= row.label.is_empty() || sub || total || row.cells.iter().all(Option::is_none),
            }
        }
    }
    vote(desk, sums, out);
}

/// Sums that most of their neighbours keep: those that break are told. A lone sum must at least come near.
fn vote(desk: &Desk<'_, '_>, sums: Vec<(Vec<&Quantity>, &Quantity)>, out: &mut Vec<Conflict>) {
    let mut kept = 0;
    let mut broken = Vec::new();
    for (parts, total) in sums {
        let Some(extent) = parts.iter().map(|p| cell_extent(p)).reduce(Extent::plus) else { continue };
        let Some(value) = parts.iter().try_fold(Decimal::ZERO, |sum, p| sum.plus(p.printed.value)) else { continue };
        match extent.against(cell_extent(total)) {
            Verdict::Consistent => kept += 1,
            verdict => broken.push((parts, total, value, verdict)),
        }
    }
    let all = kept + broken.len();
    for (parts, total, value, verdict) in broken {
        let slipped = slip::of_digits(total.printed.value, value);
        let near = is_near(value, total.printed.value, 20) || slipped.is_some();
        if kept * 2 < all && !(kept == 0 && all <= 2 && near) || kept == 0 && all > 2 {
            continue;
        }
        if !near && kept < 2 {
            continue;
        }
        let terms: Vec<String> = parts.iter().map(|p| desk.shown(p)).collect();
        let shown = desk.shown_like(total, value);
        let equation = if terms.len() > 8 {
            format!("the {} cells add to {shown}", terms.len())
        } else {
            format!("{} = {shown}", terms.join(" + "))
        };
        let mut conflict = desk.conflict(NumberKind::TableTotal, verdict, total, "the total", equation);
        (conflict.slip, conflict.due) = (slipped, Some(shown));
        for part in &parts {
            conflict = conflict.with(part.span, "a part");
        }
        out.push(conflict.repair_value(total, Some(value)));
    }
}

/// Cells of whole numbers are exact; a year is a number here.
fn cell_extent(q: &Quantity) -> Extent {
    if q.printed.place >= 0 && q.scale == 0 { Extent::exact(q.printed.value) } else { Extent::measured(q.printed) }
}

/// A sentence that names a row and a column and gives another number than the cell.
fn told(desk: &Desk<'_, '_>, table: &Table<'_>, out: &mut Vec<Conflict>) {
    let labels: Vec<(usize, Vec<&str>)> = table
        .rows
        .iter()
        .enumerate()
        .filter(|(_, r)| !r.label.is_empty() && !is_total(&r.label) && r.label.chars().any(char::is_alphabetic))
        .map(|(i, r)| (i, r.label.split_whitespace().collect()))
        .collect();
    if table.rows.len() < 2 || labels.is_empty() || labels.len() > 200 {
        return;
    }
    let around = table.tokens.start.saturating_sub(NEAR)..table.tokens.end.saturating_add(NEAR);
    for quantities in desk.facts.within(around).chunk_by(|a, b| a.sentence == b.sentence) {
        let Some(first) = quantities.first() else { continue };
        if desk.is_dump(first.sentence) || first.scope.cell || table.tokens.contains(&first.tokens.start) {
            continue;
        }
        let sentence = desk.sentence(first.sentence);
        let named: Vec<usize> =
            labels.iter().filter(|(_, words)| names(desk, sentence.clone(), words)).map(|(i, _)| *i).collect();
        let [row] = named.as_slice() else { continue };
        // Another year, another number.
        let other_time = desk.facts.dates_within(sentence.clone()).iter().any(|d| d.date.year.is_some());
        if other_time {
            continue;
        }
        let Some(row) = table.rows.get(*row) else { continue };
        for q in quantities.iter().filter(|q| q.is_usable() && q.range.is_none()) {
            let noun = desk.facts.noun(q.noun);
            let mut columns =
                table.head.iter().enumerate().skip(1).filter(|(_, head)| heads(desk, head, noun, sentence.clone()));
            let (Some((column, _)), None) = (columns.next(), columns.next()) else { continue };
            let Some(cell) = row.cells.get(column).copied().flatten() else { continue };
            judge(desk, row, cell, q, out);
        }
    }
}

/// Whether a head names what a number counts: its noun, or a word of the sentence that stands in this head.
fn heads(desk: &Desk<'_, '_>, head: &str, noun: &str, sentence: Range<u32>) -> bool {
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 3);
    let mut words = words.peekable();
    if words.peek().is_none() {
        return false;
    }
    words.all(|w| {
        let stem = w.strip_suffix('s').unwrap_or(w);
        !noun.is_empty() && (noun == w || noun == stem)
            || sentence.clone().any(|i| desk.folded(i) == w || desk.folded(i) == stem)
    })
}

fn names(desk: &Desk<'_, '_>, sentence: Range<u32>, words: &[&str]) -> bool {
    let Some(first) = words.first() else { return false };
    sentence.clone().any(|i| {
        desk.folded(i) == *first
            && desk.page.word(i).shape != crate::english::case::Shape::Lower
            && words.iter().enumerate().all(|(k, w)| desk.folded(i + k as u32) == *w)
    })
}

fn judge(desk: &Desk<'_, '_>, row: &Row<'_>, cell: &Quantity, q: &Quantity, out: &mut Vec<Conflict>) {
    let any = row.cells.iter().flatten().any(|c| q.extent.against(c.bare) != Verdict::Inconsistent);
    let like = q.kind == cell.kind
        || matches!((q.kind, cell.kind), (Kind::Percent | Kind::Money | Kind::Measure, Kind::Count));
    let slipped = slip::of_digits(q.printed.value, cell.printed.value);
    let turned = super::repeat::reversed(q.printed.value, cell.printed.value);
    if any || !like || !(turned || is_near(q.printed.value, cell.printed.value, 30) || slipped.is_some()) {
        return;
    }
    let equation = format!("the table gives {} for “{}”", desk.shown(cell), row.label);
    let mut conflict = desk.conflict(NumberKind::TextTable, Verdict::Inconsistent, q, "the text", equation);
    conflict.slip = slipped;
    out.push(
        conflict
            .with(cell.span, "the cell")
            .repair_value(q, Some(cell.printed.value))
            .repair_value(cell, Some(q.printed.value)),
    );
}
