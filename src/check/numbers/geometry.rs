//! Lengths, areas and volumes: rectangles and boxes with their sides, squares, circles.

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use super::slip;
use super::unit::from_base;
use crate::segment::quantity::{Dimension, Lead, Quantity};
use crate::text::decimal::{Decimal, Rounding};
use crate::text::extent::{Extent, Verdict};

/// Finds geometry.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        for three in quantities.windows(3) {
            let [a, b, area] = three else { continue };
            geometry(desk, a, b, area, out);
        }
        for four in quantities.windows(4) {
            let [a, b, c, volume] = four else { continue };
            cuboid(desk, [a, b, c], volume, out);
        }
        for two in quantities.windows(2) {
            let [a, b] = two else { continue };
            figure(desk, a, b, out);
        }
    }
}

/// `12 m by 8 m, 120 square metres`.
fn geometry(desk: &Desk<'_, '_>, a: &Quantity, b: &Quantity, area: &Quantity, out: &mut Vec<Conflict>) {
    let by = b.tokens.start.saturating_sub(a.tokens.end) == 1 && matches!(desk.folded(a.tokens.end), "by" | "x" | "×");
    let (Some(side), Some(whole)) = (desk.unit(b), desk.unit(area)) else { return };
    let shapes = side.dimension == Dimension::Length
        && whole.dimension == Dimension::Area
        && (a.unit == b.unit || a.unit.is_none());
    let gap = b.tokens.end..area.tokens.start;
    let odd = desk.any_word(
        gap.clone(),
        &["including", "plus", "each", "total", "gross", "irregular", "triangle", "oval", "and", "with"],
    );
    if !by || !shapes || gap.len() > 12 || odd || area.lead == Lead::From {
        return;
    }
    let factor = Extent::exact(side.factor);
    let product = a.extent.times(factor).times(b.extent.times(factor));
    let stated = area.extent.times(Extent::exact(whole.factor).over(Extent::exact(whole.over)));
    if product.against(stated) != Verdict::Inconsistent {
        return;
    }
    let due = a
        .printed
        .value
        .times(side.factor)
        .and_then(|x| x.times(b.printed.value))
        .and_then(|v| v.times(side.factor))
        .and_then(|v| from_base(whole, v, false));
    let Some(due) = due.filter(|d| !is_near(*d, area.printed.value, 4)) else { return };
    let rounded = due.round(area.printed.place, Rounding::Nearest);
    let shown = desk.shown_like(area, rounded);
    let equation = format!("{} × {} = {shown}", desk.shown(a), desk.shown(b));
    let mut conflict = desk.conflict(NumberKind::Geometry, Verdict::Inconsistent, area, "the area", equation);
    (conflict.slip, conflict.due) = (slip::of_digits(area.printed.value, rounded), Some(shown));
    out.push(conflict.with(a.span, "one side").with(b.span, "the other side").repair_value(area, Some(rounded)));
}

/// A length in metres as printed, with what it can be.
fn metres(desk: &Desk<'_, '_>, q: &Quantity) -> Option<(Decimal, Extent)> {
    let unit = desk.unit(q).filter(|u| u.dimension == Dimension::Length)?;
    let value = q.printed.value.times(unit.factor)?.over(unit.over, Rounding::Nearest)?;
    Some((value, q.extent.times(Extent::exact(unit.factor).over(Extent::exact(unit.over)))))
}

/// `a box of 2 m by 3 m by 4 m holds 24 cubic metres`.
fn cuboid(desk: &Desk<'_, '_>, sides: [&Quantity; 3], volume: &Quantity, out: &mut Vec<Conflict>) {
    let [a, b, c] = sides;
    let by = |x: &Quantity, y: &Quantity| {
        y.tokens.start.saturating_sub(x.tokens.end) == 1 && matches!(desk.folded(x.tokens.end), "by" | "x" | "×")
    };
    let Some(whole) = desk.unit(volume).filter(|u| u.dimension == Dimension::Volume) else { return };
    let all =
        [a, b, c].map(|q| metres(desk, q).or_else(|| Some((q.printed.value, q.extent)).filter(|_| q.unit.is_none())));
    let [Some(x), Some(y), Some(z)] = all else { return };
    let gap = c.tokens.end..volume.tokens.start;
    if !by(a, b) || !by(b, c) || gap.len() > 12 || a.unit != c.unit && a.unit.is_some() {
        return;
    }
    // The base of volume is the litre.
    let litres = Extent::exact(Decimal::from(1000));
    let product = x.1.times(y.1).times(z.1).times(litres);
    let stated = volume.extent.times(Extent::exact(whole.factor).over(Extent::exact(whole.over)));
    let due = x.0.times(y.0).and_then(|v| v.times(z.0)).and_then(|v| v.times(Decimal::from(1000)));
    let Some(due) = due.and_then(|v| from_base(whole, v, false)) else { return };
    if product.against(stated) == Verdict::Inconsistent && !is_near(due, volume.printed.value, 4) {
        let terms = format!("{} × {} × {}", desk.shown(a), desk.shown(b), desk.shown(c));
        report(desk, volume, due, &terms, "the volume", &[a, b, c], out);
    }
}

/// A square, a circle: one length and an area, or a length around.
fn figure(desk: &Desk<'_, '_>, a: &Quantity, b: &Quantity, out: &mut Vec<Conflict>) {
    let sentence = desk.sentence(a.sentence);
    let (Some((length, extent)), Some(unit)) = (metres(desk, a), desk.unit(b)) else { return };
    let gap = a.tokens.end..b.tokens.start;
    if gap.len() > 14 || a.range.is_some() || b.range.is_some() || b.bracketed && unit.dimension == Dimension::Length {
        return;
    }
    let near = a.from.saturating_sub(8).max(sentence.start)..(a.tokens.end + 5).min(b.tokens.start);
    let circle = desk.any_word(
        sentence.start..b.tokens.start,
        &["circle", "circular", "round", "diameter", "radius", "disc", "disk", "roundabout"],
    );
    let square = desk.any_word(sentence.start..a.tokens.start, &["square"])
        && desk.any_word(near.clone(), &["each", "side", "sides", "square"])
        && gap.clone().any(|i| matches!(desk.folded(i), "side" | "sides" | "each"));
    let radius = desk.any_word(near.clone(), &["radius"]);
    let across = desk.any_word(near, &["diameter", "across", "wide"]);
    let pi: Decimal = Decimal::new(3_141_592_653, -9).unwrap_or(Decimal::from(3));
    let squared = |v: Decimal| v.times(v);
    let (due, exact, shown) = match unit.dimension {
        Dimension::Area if square => (squared(length), extent.times(extent), "the side squared"),
        Dimension::Area if circle && radius => (
            squared(length).and_then(|v| v.times(pi)),
            extent.times(extent).times(Extent::exact(pi)),
            "π × the radius squared",
        ),
        Dimension::Area if circle && across => {
            let quarter = pi.over(Decimal::from(4), Rounding::Nearest).unwrap_or(pi);
            let area = squared(length).and_then(|v| v.times(quarter));
            (area, extent.times(extent).times(Extent::exact(quarter)), "π ÷ 4 × the diameter squared")
        }
        Dimension::Length if circle && (radius || across) && desk.any_word(gap, &["circumference", "around"]) => {
            let factor = if radius { pi.plus(pi).unwrap_or(pi) } else { pi };
            (length.times(factor), extent.times(Extent::exact(factor)), "π × the diameter")
        }
        _ => return,
    };
    let stated = b.extent.times(Extent::exact(unit.factor).over(Extent::exact(unit.over)));
    let Some(due) = due.and_then(|v| from_base(unit, v, false)) else { return };
    if exact.against(stated) == Verdict::Inconsistent && !is_near(due, b.printed.value, 4) {
        report(desk, b, due, shown, "the area", &[a], out);
    }
}

fn report(
    desk: &Desk<'_, '_>,
    said: &Quantity,
    due: Decimal,
    terms: &str,
    role: &str,
    sides: &[&Quantity],
    out: &mut Vec<Conflict>,
) {
    let rounded = due.round(said.printed.place, Rounding::Nearest);
    let shown = desk.shown_like(said, rounded);
    let equation = format!("{terms} = {shown}");
    let mut conflict = desk.conflict(NumberKind::Geometry, Verdict::Inconsistent, said, role, equation);
    (conflict.slip, conflict.due) = (slip::of_digits(said.printed.value, rounded), Some(shown));
    for side in sides {
        conflict = conflict.with(side.span, "a side");
    }
    out.push(conflict.repair_value(said, Some(rounded)));
}
