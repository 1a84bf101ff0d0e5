//! Which numbers of a text are the part and the whole of a percentage. Whether the three agree is judged in `percent.rs`.

use super::desk::Desk;
use crate::segment::quantity::{CueClass, Kind, Lead, Quantity};

/// A part and its whole, as the words around them say.
pub(super) struct Share<'q> {
    pub part: &'q Quantity,
    pub whole: &'q Quantity,
}

/// The part and the whole of a percentage: `n of N (p%)`, `p% (n of N)`, `n of N, or p%`, `of N people, n (p%)`, `p% of the N,
/// or n`.
pub(super) fn share<'q>(desk: &Desk<'q, '_>, quantities: &'q [Quantity], i: usize) -> Option<Share<'q>> {
    let said = quantities.get(i)?;
    let get = |j: Option<usize>| j.and_then(|j| quantities.get(j));
    if is_changed(desk, said) || desk.folded(said.tokens.end) == "of" && said.bracketed {
        return None;
    }
    let (one, two) = (get(i.checked_sub(1)), get(i.checked_sub(2)));
    let (next, after) = (get(Some(i + 1)), get(Some(i + 2)));
    // `n of the N members (p%)`, `n of N, or p%`.
    if let (Some(part), Some(whole)) = (two, one)
        && is_part_of(desk, part, whole)
        && told_right_after(desk, whole, said)
    {
        return Some(Share { part, whole });
    }
    // `p% (n of N)`, `p%, or n of the N`.
    if let (Some(part), Some(whole)) = (next, after)
        && is_part_of(desk, part, whole)
        && told_right_after(desk, said, part)
    {
        return Some(Share { part, whole });
    }
    // `Of 300 patients, 87 (39%)`: the base is said first, once for all parts of the sentence.
    if let Some(part) = one
        && said.bracketed
        && counts(part)
        && told_right_after(desk, part, said)
    {
        let mut bases = quantities.iter().filter(|q| q.tokens.start < part.tokens.start && q.lead == Lead::Of);
        let (base, other) = (bases.next(), bases.next());
        if let Some(first) = base.filter(|q| counts(q) && other.is_none())
            && first.from <= desk.sentence(said.sentence).start + 1
            && first.tokens.end <= part.tokens.start
            && first.printed.value >= part.printed.value
        {
            return Some(Share { part, whole: first });
        }
    }
    // `40% of the 300 respondents, or 87`: share, base, part.
    if let (Some(whole), Some(part)) = (next, after)
        && whole.lead == Lead::Of
        && whole.from == said.tokens.end
        && counts(whole)
        && part.is_like(whole)
        && (matches!(desk.folded(part.from.saturating_sub(1)), "or" | "that is" | "(") || part.bracketed)
        && part.tokens.start < whole.tokens.end + 6
    {
        return Some(Share { part, whole });
    }
    earlier_base(desk, quantities, i).or_else(|| apposed_share(desk, quantities, i))
}

/// `$18m, or 25%, of the state's $90m budget`.
fn apposed_share<'q>(desk: &Desk<'_, '_>, quantities: &'q [Quantity], i: usize) -> Option<Share<'q>> {
    let (part, said, whole) = (quantities.get(i.checked_sub(1)?)?, quantities.get(i)?, quantities.get(i + 1)?);
    let of = whole.lead == Lead::Of
        && matches!(desk.folded(said.tokens.end), "," | ")" | "–" | "—" | "-")
        && whole.from == said.tokens.end + 1;
    (of && counts(part) && counts(whole) && part.is_like(whole) && told_right_after(desk, part, said))
        .then_some(Share { part, whole })
}

/// `The trial enrolled 240 people; 66 (28%) dropped out`: the one larger count that the paragraph has told so far.
fn earlier_base<'q>(desk: &Desk<'q, '_>, quantities: &'q [Quantity], i: usize) -> Option<Share<'q>> {
    let (part, said) = (quantities.get(i.checked_sub(1)?)?, quantities.get(i)?);
    if !said.bracketed
        || part.bracketed
        || part.kind != Kind::Count
        || !counts(part)
        || part.noun.0 != 0
        || !matches!(part.lead, Lead::None | Lead::To)
        || desk.folded(said.tokens.end) != ")"
        || matches!(desk.folded(said.tokens.end + 1), "of" | "in" | "more" | "fewer")
        || !told_right_after(desk, part, said)
    {
        return None;
    }
    let block = desk.block(said.sentence);
    let before = desk.facts.within(block.start..part.tokens.start);
    let mut bases = before.iter().filter(|q| q.kind == Kind::Count && counts(q) && q.scale == 0);
    let (Some(whole), None) = (bases.next(), bases.next()) else { return None };
    let sampled = [
        "enrolled",
        "surveyed",
        "asked",
        "tested",
        "examined",
        "recruited",
        "studied",
        "interviewed",
        "polled",
        "included",
        "randomised",
        "randomized",
        "screened",
        "sampled",
        "inspected",
        "treated",
        "followed",
        "questioned",
    ];
    let told = desk.any_word(block.start..part.tokens.start, &sampled);
    let people = whole.noun.0 != 0 && whole.printed.value >= part.printed.value;
    (told && people && whole.sentence + 2 > said.sentence).then_some(Share { part, whole })
}

fn counts(q: &Quantity) -> bool {
    matches!(q.kind, Kind::Count | Kind::Money) && q.is_usable() && q.range.is_none()
}

/// `n of the N`, `n out of N`, `n in N`, and of one kind.
fn is_part_of(desk: &Desk<'_, '_>, part: &Quantity, whole: &Quantity) -> bool {
    let near = whole.from <= part.tokens.end + 4 && whole.tokens.start <= part.tokens.end + 9;
    let unparted = !desk.any_word(part.tokens.end..whole.tokens.start, &[",", ";", "(", ")", "and", "."]);
    // The one that is counted may stand between: `87 patients of 300`; another noun makes another base.
    counts(part) && counts(whole) && whole.lead == Lead::Of && near && unparted && part.is_like(whole)
}

/// Whether the percentage is told of the number right before it: in brackets, after a comma or a dash, after `or`.
fn told_right_after(desk: &Desk<'_, '_>, first: &Quantity, second: &Quantity) -> bool {
    let gap = first.tokens.end..second.from.min(second.tokens.start);
    if gap.end.saturating_sub(gap.start) > 10 {
        return false;
    }
    let opener = |i: u32| matches!(desk.folded(i), "(" | "," | "–" | "—" | "-" | "or" | "[");
    let Some(open) = gap.clone().find(|&i| opener(i)) else { return false };
    // After the opener only `or`, `that is`, `about` may stand.
    let filler = |i: u32| {
        matches!(
            desk.folded(i),
            "or" | "that"
                | "is"
                | "i"
                | "e"
                | "."
                | ","
                | "a"
                | "an"
                | "just"
                | "some"
                | "ie"
                | "equivalent"
                | "to"
                | "representing"
                | "n"
                | "="
                | "about"
        )
    };
    let verbs = gap.clone().take_while(|&i| i < open).any(|i| matches!(desk.folded(i), "and" | "while" | "but"));
    // `, a failure rate of 45%`, `- a share of 45%`
    let rated = gap.end - open <= 6
        && desk.any_word(open..gap.end, &["rate", "share", "proportion", "percentage", "turnout", "ratio"])
        && matches!(desk.folded(open + 1), "a" | "an" | "the")
        && (desk.folded(gap.end - 1) == "of" || desk.folded(gap.end) == "of");
    ((open + 1..gap.end).all(filler) || rated) && !verbs
}

pub(super) fn is_changed(desk: &Desk<'_, '_>, q: &Quantity) -> bool {
    let before = q.from.saturating_sub(2)..q.tokens.start;
    q.lead == Lead::By
        || matches!(q.lead, Lead::From | Lead::Against)
        || desk.has(CueClass::Rise, before.clone())
        || desk.has(CueClass::Fall, before)
        || desk.facts.cues_within(q.tokens.end..q.tokens.end + 2).iter().any(|c| {
            matches!(c.class, CueClass::Rise | CueClass::Fall)
                && !desk.any_word(q.tokens.end..c.tokens.start, &[",", ")", ";", "–", "—", "."])
        })
}
