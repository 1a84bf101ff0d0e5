//! Tables: rows and columns against their totals, and prose against the cells of a row that it names.

use std::collections::BTreeMap;
use std::ops::Range;

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use super::slip;
use crate::segment::quantity::{Kind, Quantity};
use crate::text::decimal::{Decimal, Rounding};
use crate::text::extent::{Extent, Verdict};

/// Finds table-total, text-table, and in tables percent-of-base and comparative-order.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for table in tables(desk) {
        across(desk, &table, out);
        down(desk, &table, out);
        net(desk, &table, out);
        shares(desk, &table, out);
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
            let label = row.get(&0).map(text).unwrap_or_default().trim_matches('*').to_owned();
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

/// `Q3`, `H1`, a month.
fn is_period(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    matches!(first, "q1" | "q2" | "q3" | "q4" | "h1" | "h2" | "first" | "second" | "third" | "fourth")
        || crate::english::calendar::MONTHS.iter().any(|m| m.eq_ignore_ascii_case(first))
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

/// A column that is the difference of the two others: `Births | Deaths | Net`.
fn net(desk: &Desk<'_, '_>, table: &Table<'_>, out: &mut Vec<Conflict>) {
    let is_net = |h: &str| {
        let first = h.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("");
        matches!(first, "net" | "difference" | "balance" | "margin" | "profit" | "surplus" | "gap" | "diff")
    };
    let Some(column) = table.head.iter().skip(1).position(|h| is_net(h)).map(|i| i + 1) else { return };
    let others: Vec<usize> = (1..table.head.len()).filter(|c| *c != column).collect();
    let [a, b] = others.as_slice() else { return };
    let mut kept = 0;
    let mut broken = Vec::new();
    for row in &table.rows {
        let cell = |c: usize| row.cells.get(c).copied().flatten();
        let (Some(x), Some(y), Some(z)) = (cell(*a), cell(*b), cell(column)) else { continue };
        let forth = cell_extent(x).minus(cell_extent(y)).against(cell_extent(z)) == Verdict::Consistent;
        let back = cell_extent(y).minus(cell_extent(x)).against(cell_extent(z)) == Verdict::Consistent;
        if forth || back {
            kept += 1;
        } else {
            broken.push((x, y, z));
        }
    }
    if kept < 2 || broken.len() * 2 > kept {
        return;
    }
    for (x, y, z) in broken {
        let Some(due) = x.printed.value.minus(y.printed.value) else { continue };
        let due = if z.printed.value.is_negative() == due.is_negative() { due } else { -due };
        let shown = desk.shown_like(z, due);
        let equation = format!("{} − {} = {shown}", desk.shown(x), desk.shown(y));
        let mut conflict = desk.conflict(NumberKind::TableTotal, Verdict::Inconsistent, z, "the difference", equation);
        (conflict.slip, conflict.due) = (slip::of_digits(z.printed.value, due), Some(shown));
        out.push(conflict.with(x.span, "the one").with(y.span, "the other").repair_value(z, Some(due)));
    }
}

/// A column of percentages beside the one column of counts that it is reckoned from, and percentages that make more than a
/// hundred.
fn shares(desk: &Desk<'_, '_>, table: &Table<'_>, out: &mut Vec<Conflict>) {
    let rows: Vec<&Row<'_>> = table.rows.iter().filter(|r| !is_total(&r.label) && !is_subtotal(&r.label)).collect();
    if rows.len() < 3 {
        return;
    }
    let cells = |c: usize| rows.iter().map(|r| r.cells.get(c).copied().flatten()).collect::<Option<Vec<&Quantity>>>();
    let is_share = |h: &str| {
        matches!(h.trim(), "share" | "%" | "per cent" | "percent" | "percentage")
            || h.starts_with("share")
            || h.starts_with("% of")
    };
    for column in (1..table.head.len()).filter(|c| table.head.get(*c).is_some_and(|h| is_share(h))) {
        let Some(shares) = cells(column) else { continue };
        let percent = shares.iter().all(|q| matches!(q.kind, Kind::Percent | Kind::Count));
        let counts: Vec<Vec<&Quantity>> = (1..table.head.len())
            .filter(|c| *c != column && table.head.get(*c).is_some_and(|h| !is_apart(h)))
            .filter_map(cells)
            .collect();
        let [counts] = counts.as_slice() else { continue };
        let whole = counts.iter().try_fold(Decimal::ZERO, |s, q| s.plus(q.printed.value));
        let Some(whole) = whole.filter(|w| percent && !w.is_zero()) else { continue };
        let due = |n: &Quantity| n.printed.value.times(Decimal::HUNDRED)?.over(whole, Rounding::Nearest);
        let fits = |n: &Quantity, p: &Quantity| {
            let share = Extent::exact(n.printed.value).percent_of(Extent::exact(whole));
            share.against(Extent::percentage(p.printed)) != Verdict::Inconsistent
        };
        let broken: Vec<_> = counts.iter().zip(&shares).filter(|(n, p)| !fits(n, p)).collect();
        if broken.is_empty() || broken.len() * 2 >= rows.len() {
            continue;
        }
        for (n, p) in broken {
            let Some(due) = due(n).map(|d| d.round(p.printed.place, Rounding::Nearest)) else { continue };
            let shown = desk.shown_like(p, due);
            let equation = format!("{} of {whole} is {shown}", desk.shown(n));
            let mut conflict =
                desk.conflict(NumberKind::PercentOfBase, Verdict::Inconsistent, p, "the share", equation);
            (conflict.slip, conflict.due) = (slip::of_digits(p.printed.value, due), Some(shown));
            out.push(conflict.with(n.span, "the part").repair_value(p, Some(due)));
        }
    }
}

/// Each column against the total at its foot, and each group of rows against its subtotal.
fn down(desk: &Desk<'_, '_>, table: &Table<'_>, out: &mut Vec<Conflict>) {
    let mut sums = Vec::new();
    for column in 1..table.head.len() {
        let head = table.head.get(column).map_or("", String::as_str);
        let mut all: Vec<&Quantity> = Vec::new();
        let mut group: Vec<&Quantity> = Vec::new();
        let mut whole = true;
        let periods = table.rows.iter().filter(|r| is_period(&r.label)).count() >= 2;
        for row in &table.rows {
            let cell = row.cells.get(column).copied().flatten();
            let year = periods && matches!(row.label.as_str(), "year" | "full year" | "full-year" | "fy" | "annual");
            let (sub, total) = (is_subtotal(&row.label), is_total(&row.label) || year);
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
        desk.link(parts.iter().map(|p| p.span).chain([total.span]));
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
        .filter(|(_, r)| !r.label.is_empty() && !is_total(&r.label))
        .filter(|(_, r)| r.label.chars().any(char::is_alphabetic) || is_year(&r.label))
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
        let Some(row) = table.rows.get(*row) else { continue };
        // Another year, another number.
        let years = desk.facts.dates_within(sentence.clone()).iter().filter(|d| d.date.year.is_some()).count();
        if years > usize::from(is_year(&row.label)) {
            continue;
        }
        superlative(desk, table, row, quantities, sentence.clone(), out);
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

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u16>().is_ok_and(|y| (1000..=2100).contains(&y))
}

/// `Aldby Tor, at 912 m, is the highest of the three` over a table with a higher one.
fn superlative(
    desk: &Desk<'_, '_>,
    table: &Table<'_>,
    row: &Row<'_>,
    quantities: &[Quantity],
    sentence: Range<u32>,
    out: &mut Vec<Conflict>,
) {
    const MOST: [&str; 10] =
        ["highest", "largest", "biggest", "longest", "tallest", "most", "oldest", "heaviest", "fastest", "deepest"];
    const LEAST: [&str; 6] = ["lowest", "smallest", "shortest", "fewest", "least", "youngest"];
    let the = |words: &[&str]| {
        sentence.clone().find(|&i| words.contains(&desk.folded(i)) && desk.folded(i.wrapping_sub(1)) == "the")
    };
    let (word, most) = match (the(&MOST), the(&LEAST)) {
        (Some(at), None) => (at, true),
        (None, Some(at)) => (at, false),
        _ => return,
    };
    let aside =
        desk.any_word(sentence, &["second", "third", "one", "after", "among", "since", "ever", "but", "not", "per"]);
    for q in quantities.iter().filter(|q| q.is_usable() && q.range.is_none() && !aside) {
        let own =
            |c: &usize| row.cells.get(*c).copied().flatten().is_some_and(|cell| cell.printed.value == q.printed.value);
        let mut columns = (1..table.head.len()).filter(own);
        let (Some(column), None) = (columns.next(), columns.next()) else { continue };
        let beaten = table.rows.iter().filter(|r| !is_total(&r.label) && !is_apart(&r.label)).find_map(|r| {
            let cell = r.cells.get(column).copied().flatten()?;
            let beats = if most { cell.printed.value > q.printed.value } else { cell.printed.value < q.printed.value };
            beats.then_some((cell, r))
        });
        if let Some((cell, other)) = beaten {
            let equation = format!("the table gives {} for “{}”", desk.shown(cell), other.label);
            let mut conflict =
                desk.conflict(NumberKind::ComparativeOrder, Verdict::Inconsistent, q, "the record", equation);
            let span = desk.page.span(word - 1..word + 1);
            conflict.operands.push(super::conflict::Operand { span, role: "the claim".to_owned() });
            out.push(conflict.with(cell.span, "another"));
            return;
        }
    }
}

fn names(desk: &Desk<'_, '_>, sentence: Range<u32>, words: &[&str]) -> bool {
    let Some(first) = words.first() else { return false };
    sentence.clone().any(|i| {
        desk.folded(i) == *first
            && (desk.page.word(i).shape != crate::english::case::Shape::Lower || is_year(first))
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
