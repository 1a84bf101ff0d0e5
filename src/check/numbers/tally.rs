//! Results: games won, drawn and lost, votes for and against, sets, and who is the tallest.

use super::conflict::Conflict;
use super::desk::{Desk, is_near};
use super::kind::NumberKind;
use crate::segment::quantity::{End, Kind, Quantity};
use crate::text::decimal::Decimal;
use crate::text::extent::Verdict;
use crate::text::interval::Truth;

/// Finds tally-outcome and comparative-order.
pub fn find(desk: &Desk<'_, '_>, out: &mut Vec<Conflict>) {
    for quantities in desk.by_sentence() {
        games(desk, quantities, out);
        points(desk, quantities, out);
        votes(desk, quantities, out);
        present(desk, quantities, out);
        race(desk, quantities, out);
        scores(desk, quantities, out);
        superlative(desk, quantities, out);
    }
}

/// A count with one of these words within two tokens before it, or right after it.
fn with_word<'q>(desk: &Desk<'_, '_>, quantities: &'q [Quantity], words: &[&str]) -> Option<&'q Quantity> {
    quantities.iter().find(|q| {
        let before = q.from.saturating_sub(1)..q.tokens.start;
        q.kind == Kind::Count && q.is_usable() && q.hedge.is_none() && desk.any_word(before, words)
    })
}

/// A count of one of these nouns: `six draws`, `a defeat`.
fn of_noun<'q>(desk: &Desk<'_, '_>, quantities: &'q [Quantity], nouns: &[&str]) -> Option<&'q Quantity> {
    quantities.iter().find(|q| {
        q.kind == Kind::Count
            && q.is_usable()
            && q.hedge.is_none()
            && (nouns.contains(&desk.facts.noun(q.noun)) || nouns.contains(&desk.folded(q.tokens.end)))
    })
}

const WINS: [&str; 4] = ["win", "wins", "victory", "victories"];
const DRAWS: [&str; 4] = ["draw", "draws", "tie", "ties"];
const LOSSES: [&str; 6] = ["defeat", "defeats", "loss", "losses", "losse", "losing"];

/// `24 points from seven wins, three draws and a defeat`.
fn points(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let Some(said) = of_noun(desk, quantities, &["point", "points"]) else { return };
    let (Some(won), Some(drawn)) = (of_noun(desk, quantities, &WINS), of_noun(desk, quantities, &DRAWS)) else {
        return;
    };
    let from = desk.any_word(said.tokens.end..said.tokens.end + 3, &["from", "with", "after", "through"])
        || desk.any_word(said.from.saturating_sub(4)..said.from, &["for", "giving", "making", "so", "thus"]);
    let other = desk.any_word(
        desk.sentence(said.sentence),
        &["bonus", "deducted", "deduction", "docked", "above", "behind", "clear"],
    );
    let sum = |per: i64| won.printed.value.times(Decimal::from(per)).and_then(|v| v.plus(drawn.printed.value));
    let (Some(three), Some(two)) = (sum(3), sum(2)) else { return };
    if !from
        || other
        || said.printed.value == three
        || said.printed.value == two
        || !is_near(three, said.printed.value, 20)
    {
        return;
    }
    let equation = format!("3 × {} + {} = {three}", desk.shown(won), desk.shown(drawn));
    let conflict = desk.conflict(NumberKind::TallyOutcome, Verdict::Inconsistent, said, "the points", equation);
    out.push(conflict.with(won.span, "the wins").with(drawn.span, "the draws").repair_value(said, Some(three)));
}

/// `All 40 members were present; 26 voted for the motion and 19 against`.
fn present(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let Some(first) = quantities.first() else { return };
    let sentence = desk.sentence(first.sentence);
    if !desk.any_word(sentence.clone(), &["voted", "vote", "votes", "favour", "favor", "against"]) {
        return;
    }
    let house = quantities.iter().find(|q| {
        let noun = desk.facts.noun(q.noun);
        let seats = matches!(
            noun,
            "member"
                | "councillor"
                | "senator"
                | "delegate"
                | "deputy"
                | "seat"
                | "juror"
                | "shareholder"
                | "lawmaker"
                | "legislator"
                | "councilor"
                | "mp"
                | "representative"
                | "judge"
        ) || matches!(desk.folded(q.tokens.end), "member" | "seat" | "strong" | "person");
        let body = desk.any_word(
            q.from.saturating_sub(2).max(sentence.start)..q.tokens.start,
            &["council", "committee", "board", "parliament", "senate", "house", "panel", "assembly", "jury"],
        ) && q.lead == crate::segment::quantity::Lead::Of;
        q.kind == Kind::Count && q.is_usable() && q.hedge.is_none() && (seats || body)
    });
    let Some(house) = house else { return };
    let votes: Vec<&Quantity> = quantities
        .iter()
        .filter(|q| {
            q.tokens.start > house.tokens.end && matches!(q.kind, Kind::Count | Kind::Pair) && q.hedge.is_none()
        })
        .filter(|q| q.noun.0 == 0 || desk.facts.noun(q.noun) == "vote" || q.noun == house.noun)
        .collect();
    let (Some(a), Some(b)) = (votes.first(), votes.get(1)) else { return };
    let between = a.tokens.end..b.tokens.start;
    let versus = matches!(desk.folded(b.tokens.start.wrapping_sub(1)), "to" | "-" | "–")
        || desk.any_word(b.tokens.end..b.tokens.end + 2, &["against"]) && desk.any_word(between.clone(), &["and", ","])
        || desk.any_word(between, &["for", "favour", "favor"]);
    let Some(sum) = a.printed.value.plus(b.printed.value) else { return };
    if versus && votes.len() <= 3 && sum > house.printed.value && is_near(sum, house.printed.value, 45) {
        let equation = format!("{} + {} = {sum}", desk.shown(a), desk.shown(b));
        let conflict = desk.conflict(NumberKind::TallyOutcome, Verdict::Inconsistent, house, "the house", equation);
        out.push(conflict.with(a.span, "votes for").with(b.span, "votes against"));
    }
}

/// `Ito won in 52.1 seconds, ahead of Marsh in 51.8`.
fn race(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    for two in quantities.windows(2) {
        let [a, b] = two else { continue };
        let sentence = desk.sentence(a.sentence);
        let gap = a.tokens.end..b.tokens.start;
        let won =
            desk.any_word(sentence.start..a.tokens.start, &["won", "wins", "winning", "victory", "gold", "first"]);
        let ahead = gap.clone().any(|i| desk.folded(i) == "ahead" && desk.folded(i + 1) == "of")
            || desk.any_word(gap.clone(), &["beating", "from"]) && desk.any_word(gap.clone(), &[","]);
        let like = a.kind == Kind::Duration && (b.is_like(a) || b.kind == Kind::Count && b.noun.0 == 0);
        let timed = matches!(desk.folded(b.from.wrapping_sub(1)), "in" | "at") || desk.folded(b.from) == "in";
        if won
            && ahead
            && like
            && timed
            && gap.len() < 12
            && b.printed.value < a.printed.value
            && is_near(a.printed.value, b.printed.value, 25)
        {
            let equation = format!("{} is less than {}", desk.shown(b), desk.shown(a));
            let conflict =
                desk.conflict(NumberKind::ComparativeOrder, Verdict::Inconsistent, a, "the winner", equation);
            out.push(conflict.with(b.span, "the loser"));
        }
    }
}

/// `played 20 games, winning 11, drawing 5 and losing 6`.
fn games(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let won = with_word(desk, quantities, &["won", "winning", "win", "wins"]);
    let drawn = with_word(desk, quantities, &["drawn", "drew", "drawing", "tied", "tying"]);
    let lost = with_word(desk, quantities, &["lost", "losing", "lose"]);
    let (won, drawn, lost) = (
        won.or_else(|| of_noun(desk, quantities, &WINS)),
        drawn.or_else(|| of_noun(desk, quantities, &DRAWS)),
        lost.or_else(|| of_noun(desk, quantities, &LOSSES)),
    );
    let played =
        of_noun(desk, quantities, &["game", "games", "match", "matches", "matche", "fixture", "fixtures", "outing"])
            .or_else(|| with_word(desk, quantities, &["played", "playing", "play", "their", "the", "first", "of"]));
    let (Some(played), Some(won), Some(lost)) = (played, won, lost) else { return };
    let parts: Vec<&Quantity> = [Some(won), drawn, Some(lost)].into_iter().flatten().collect();
    let Some(sum) = parts.iter().try_fold(Decimal::ZERO, |s, p| s.plus(p.printed.value)) else { return };
    let game = matches!(
        desk.facts.noun(played.noun),
        "game" | "match" | "matche" | "fixture" | "outing" | "test" | "bout" | "fight" | "race"
    ) || played.noun.0 == 0;
    let apart = parts.iter().all(|p| p.tokens != played.tokens);
    // Without draws the rest may have been drawn.
    let wrong = if drawn.is_some() { sum != played.printed.value } else { sum > played.printed.value };
    if !game || !apart || !wrong || !is_near(sum, played.printed.value, 40) {
        return;
    }
    let terms: Vec<String> = parts.iter().map(|p| desk.shown(p)).collect();
    let equation = format!("{} = {sum}", terms.join(" + "));
    let mut conflict = desk.conflict(NumberKind::TallyOutcome, Verdict::Inconsistent, played, "the games", equation);
    for part in parts {
        conflict = conflict.with(part.span, "a part of them");
    }
    out.push(conflict.repair_value(played, Some(sum)));
}

/// `carried by 24 votes to 31`.
fn votes(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    for two in quantities.windows(2) {
        let [a, b] = two else { continue };
        let gap = a.tokens.end..b.tokens.start;
        let sentence = desk.sentence(a.sentence);
        let versus =
            matches!(desk.folded(b.tokens.start.wrapping_sub(1)), "to" | "-" | "–" | "against") && gap.len() <= 4;
        let voted = desk.any_word(sentence.clone(), &["votes", "vote", "voted"]);
        let passed = desk.any_word(
            sentence.start..a.tokens.start,
            &["passed", "carried", "approved", "adopted", "backed", "won", "elected"],
        );
        let rejected = desk.any_word(sentence.start..a.tokens.start, &["rejected", "defeated", "failed", "lost"])
            && matches!(desk.folded(b.tokens.start.wrapping_sub(1)), "to" | "-" | "–")
            && desk.folded(a.from.wrapping_sub(1)) == "by"
            && !desk.any_word(b.tokens.end..sentence.end, &["favour", "favor", "for", "against"]);
        if versus && voted && rejected && counts_votes(a) && counts_votes(b) && a.extent.is_less(b.extent) == Truth::Yes
        {
            let equation = format!("{} is less than {}", desk.shown(a), desk.shown(b));
            let conflict = desk.conflict(NumberKind::TallyOutcome, Verdict::Doubtful, a, "against", equation);
            out.push(conflict.with(b.span, "for"));
            continue;
        }
        let failed = desk.any_word(
            sentence,
            &["lost", "rejected", "defeated", "against", "not", "failed", "two-thirds", "majority"],
        );
        if versus
            && voted
            && passed
            && !failed
            && counts_votes(a)
            && counts_votes(b)
            && a.extent.is_less(b.extent) == Truth::Yes
        {
            let equation = format!("{} is less than {}", desk.shown(a), desk.shown(b));
            out.push(
                desk.conflict(NumberKind::TallyOutcome, Verdict::Inconsistent, a, "for", equation)
                    .with(b.span, "against"),
            );
        }
    }
}

fn counts_votes(q: &Quantity) -> bool {
    matches!(q.kind, Kind::Count | Kind::Pair)
}

/// `6-4, 3-6, 6-2 in straight sets`, `beat United 2-3`.
fn scores(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    let pairs: Vec<(&Quantity, &Quantity)> = quantities
        .windows(2)
        .filter_map(|two| match two {
            [a, b] if a.range == Some(End::First) && b.range == Some(End::Second) && a.kind == Kind::Pair => {
                Some((a, b))
            }
            _ => None,
        })
        .collect();
    let Some((first, second)) = pairs.first() else { return };
    let sentence = desk.sentence(first.sentence);
    let less = |(a, b): &(&Quantity, &Quantity)| a.printed.value < b.printed.value;
    if pairs.len() >= 2 && sentence.clone().any(|i| desk.folded(i) == "straight" && desk.folded(i + 1) == "sets") {
        let lost = pairs.iter().filter(|p| less(p)).count();
        if lost > 0
            && lost < pairs.len()
            && let Some((a, b)) = pairs.iter().find(|p| less(p))
        {
            let equation = format!("the set of {} to {} went the other way", desk.shown(a), desk.shown(b));
            let conflict = desk.conflict(NumberKind::TallyOutcome, Verdict::Inconsistent, a, "the set", equation);
            out.push(conflict.with(b.span, "the set"));
        }
        return;
    }
    let won = desk.any_word(
        sentence.start..first.tokens.start,
        &["beat", "beats", "won", "win", "defeated", "defeat", "beating", "winning"],
    );
    let other = desk.any_word(
        sentence.clone(),
        &[
            "lost",
            "lose",
            "losing",
            "drew",
            "aggregate",
            "penalties",
            "agg",
            "shootout",
            "down",
            "from",
            "away",
            "after",
        ],
    );
    let lost_all =
        pairs.len() >= 2 && pairs.iter().all(less) && pairs.iter().all(|(_, b)| b.printed.value < Decimal::from(8));
    if lost_all && won && !desk.any_word(sentence.clone(), &["lost", "lose", "losing", "from", "down", "after"]) {
        let equation = format!("each set went the other way, {} to {}", desk.shown(first), desk.shown(second));
        let conflict = desk.conflict(NumberKind::TallyOutcome, Verdict::Inconsistent, first, "the sets", equation);
        out.push(conflict.with(second.span, "the sets"));
        return;
    }
    if pairs.len() == 1 && won && !other && less(&(first, second)) && second.printed.value < Decimal::from(200) {
        let equation = format!("{} is less than {}", desk.shown(first), desk.shown(second));
        out.push(
            desk.conflict(NumberKind::TallyOutcome, Verdict::Doubtful, first, "the winner", equation)
                .with(second.span, "the loser"),
        );
    }
}

/// `the tallest of the towers, at 61 metres`, and one of 64 in the same paragraph.
fn superlative(desk: &Desk<'_, '_>, quantities: &[Quantity], out: &mut Vec<Conflict>) {
    const MOST: [&str; 12] = [
        "tallest", "largest", "biggest", "highest", "longest", "heaviest", "oldest", "deepest", "widest", "fastest",
        "richest", "busiest",
    ];
    const LEAST: [&str; 8] =
        ["smallest", "shortest", "lowest", "lightest", "youngest", "shallowest", "narrowest", "cheapest"];
    for q in quantities.iter().filter(|q| q.is_amount() && q.hedge.is_none() && q.range.is_none() && !q.scope.cell) {
        let sentence = desk.sentence(q.sentence);
        let at = matches!(desk.folded(q.from), "at" | "with")
            || matches!(desk.folded(q.tokens.start.wrapping_sub(1)), "at" | "with");
        let window = q.from.saturating_sub(10).max(sentence.start)..q.tokens.start;
        let Some(word) = window.clone().rev().find(|&i| {
            (MOST.contains(&desk.folded(i)) || LEAST.contains(&desk.folded(i))) && desk.folded(i - 1) == "the"
        }) else {
            continue;
        };
        if !at
            || desk.any_word(window, &["second", "since", "ever", "one"])
            || !matches!(q.kind, Kind::Measure | Kind::Count | Kind::Money)
        {
            continue;
        }
        let most = MOST.contains(&desk.folded(word));
        let near = desk.facts.within(desk.block(q.sentence));
        let beats = |o: &&Quantity| {
            let like = o.is_like(q)
                && (o.noun == q.noun || o.noun.0 == 0 && follows(desk, q, o))
                && o.tokens != q.tokens
                && o.hedge.is_none()
                && o.range.is_none()
                && o.is_usable()
                && !o.bracketed;
            let more = if most { q.extent.is_less(o.extent) } else { o.extent.is_less(q.extent) };
            like && more == Truth::Yes
                && is_near(o.printed.value, q.printed.value, 60)
                && o.tokens.start > q.tokens.start
        };
        if let Some(other) = near.iter().find(beats) {
            let equation =
                format!("{} is {} than {}", desk.shown(other), if most { "more" } else { "less" }, desk.shown(q));
            out.push(
                desk.conflict(
                    NumberKind::ComparativeOrder,
                    if follows(desk, q, other) { Verdict::Inconsistent } else { Verdict::Doubtful },
                    q,
                    "the record",
                    equation,
                )
                .with(other.span, "another"),
            );
        }
    }
}

/// `…, followed by Holm with 450,000`.
fn follows(desk: &Desk<'_, '_>, first: &Quantity, second: &Quantity) -> bool {
    let gap = first.tokens.end..second.tokens.start;
    gap.len() < 12 && desk.any_word(gap, &["followed", "ahead", "next", "then", "second", "behind"])
}
