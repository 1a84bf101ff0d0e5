//! Word by word: the best way to lay a short row of items along a part of another. Rows are bounded by their callers, so the
//! table stays small. Words that differ are never paired: what lies between two pairs is a difference.

use super::items::{Item, ItemKind};

/// What a pair is worth, and what it costs to leave an item out.
const SAME_CONTENT: i32 = 40;
const SAME_FIGURE: i32 = 50;
const SAME_FUNCTION: i32 = 12;
const KIN_CONTENT: i32 = 28;
const KIN_FUNCTION: i32 = 8;
const SKIP_DRAFT: i32 = 3;
const SKIP_SOURCE: i32 = 2;

/// What an item is worth when it is found.
pub fn worth(item: &Item) -> i32 {
    match item.kind {
        ItemKind::Function => SAME_FUNCTION,
        ItemKind::Content => SAME_CONTENT,
        ItemKind::Figure => SAME_FIGURE,
    }
}

fn pair(a: &Item, b: &Item) -> i32 {
    if a.key == b.key {
        worth(a)
    } else if a.stem == b.stem {
        if a.kind == ItemKind::Function { KIN_FUNCTION } else { KIN_CONTENT }
    } else {
        0
    }
}

/// The pairs (index in `draft`, index in `source`), in order, of the best alignment of all of `draft` with any stretch of
/// `source`; empty where nothing fits.
pub fn align(draft: &[Item], source: &[Item]) -> Vec<(u32, u32)> {
    const UP: u8 = 1;
    const LEFT: u8 = 2;
    const PAIR: u8 = 3;
    let (n, m) = (draft.len(), source.len());
    let width = m + 1;
    let mut steps = vec![0_u8; (n + 1) * width];
    let mut above = vec![0_i32; width];
    let mut row = vec![0_i32; width];
    for i in 1..=n {
        row[0] = -(SKIP_DRAFT * i as i32);
        steps[i * width] = UP;
        for j in 1..=m {
            let (mut best, mut step) = (above[j] - SKIP_DRAFT, UP);
            let left = row[j - 1] - SKIP_SOURCE;
            if left > best {
                (best, step) = (left, LEFT);
            }
            let worth = pair(&draft[i - 1], &source[j - 1]);
            if worth > 0 && above[j - 1] + worth >= best {
                (best, step) = (above[j - 1] + worth, PAIR);
            }
            row[j] = best;
            steps[i * width + j] = step;
        }
        std::mem::swap(&mut above, &mut row);
    }
    let (mut i, mut j) = (n, (0..=m).rev().max_by_key(|&j| above[j]).unwrap_or(0));
    let mut pairs = Vec::new();
    while i > 0 {
        match steps[i * width + j] {
            PAIR => {
                i -= 1;
                j -= 1;
                pairs.push((i as u32, j as u32));
            }
            LEFT => j -= 1,
            _ => i -= 1,
        }
    }
    pairs.reverse();
    trim(&mut pairs);
    trim_end(&mut pairs);
    pairs
}

/// Drops lone first pairs that stand far before the rest: a word of the sentence before.
fn trim(pairs: &mut Vec<(u32, u32)>) {
    let far = |a: (u32, u32), b: (u32, u32)| b.1 - a.1 > 8 && b.1 - a.1 > 3 * (b.0 - a.0);
    while pairs.len() > 2 && (far(pairs[0], pairs[1]) || pairs[1].0 == pairs[0].0 + 1 && far(pairs[1], pairs[2])) {
        pairs.remove(0);
    }
}

/// The same at the other end.
fn trim_end(pairs: &mut Vec<(u32, u32)>) {
    let far = |a: (u32, u32), b: (u32, u32)| b.1 - a.1 > 8 && b.1 - a.1 > 3 * (b.0 - a.0);
    while let [.., x, y, z] = pairs[..] {
        if !(far(y, z) || z.0 == y.0 + 1 && far(x, y)) {
            break;
        }
        pairs.pop();
    }
}
