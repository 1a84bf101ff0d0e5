//! Check digits of public identifiers: ISBN, ISSN, EAN, IBAN, Luhn (cards), ORCID.
//!
//! Each function takes the identifier as printed, spaces and hyphens and all, and answers `None` if it has not the shape of
//! one, else whether its check digits hold. EAN-13 and ISBN-13 miss a swap of neighbours that differ by five (1 and 6).
//!
//! What this deliberately does not do: it does not ask whether a country, a bank or a book exists, and it finds no
//! identifier in a text: a label (`ISBN`) or a strict shape does.

/// ISBN-10 or ISBN-13.
pub fn isbn(printed: &str) -> Option<bool> {
    let figures = figures(printed)?;
    match figures.len() {
        10 => Some(weighted(&figures, |i| 10 - i as u32) % 11 == 0),
        13 if printed.trim_start().starts_with("97") => ean(printed),
        _ => None,
    }
}

/// ISSN: eight figures, the last of which may be X.
pub fn issn(printed: &str) -> Option<bool> {
    let figures = figures(printed).filter(|f| f.len() == 8)?;
    Some(weighted(&figures, |i| 8 - i as u32).is_multiple_of(11))
}

/// EAN-13, which ISBN-13 is one of, and EAN-8.
pub fn ean(printed: &str) -> Option<bool> {
    let figures = figures(printed).filter(|f| matches!(f.len(), 8 | 13) && f.iter().all(|d| *d < 10))?;
    // The weights are 1, 3, 1 … from the right, the check digit being the first of them.
    let from_right = |i: usize| figures.len() - 1 - i;
    let sum = weighted(&figures, |i| if from_right(i).is_multiple_of(2) { 1 } else { 3 });
    Some(sum.is_multiple_of(10))
}

/// Luhn's sum, for payment cards (12 to 19 figures).
pub fn luhn(printed: &str) -> Option<bool> {
    let figures = figures(printed).filter(|f| (12..=19).contains(&f.len()) && f.iter().all(|d| *d < 10))?;
    let sum: u32 =
        figures.iter().rev().enumerate().map(|(i, d)| if i % 2 == 1 { d / 5 + d * 2 % 10 } else { *d }).sum();
    Some(sum.is_multiple_of(10))
}

/// IBAN: two letters, two check digits, 11 to 30 letters and figures.
pub fn iban(printed: &str) -> Option<bool> {
    let compact: Vec<char> = printed.chars().filter(|c| !c.is_whitespace()).collect();
    let (head, body) = compact.split_at_checked(4)?;
    let shape = head.iter().enumerate().all(|(i, c)| if i < 2 { c.is_ascii_uppercase() } else { c.is_ascii_digit() });
    let length = (11..=30).contains(&body.len());
    if !(shape && length && body.iter().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())) {
        return None;
    }
    let rest = body.iter().chain(head).filter_map(|c| c.to_digit(36)).fold(0u32, |rest, value| {
        let shift = if value < 10 { 10 } else { 100 };
        (rest * shift + value) % 97
    });
    Some(rest == 1)
}

/// ORCID: four groups of four, the last figure may be X (ISO 7064, mod 11-2).
pub fn orcid(printed: &str) -> Option<bool> {
    let figures = figures(printed).filter(|f| f.len() == 16)?;
    let (last, rest) = figures.split_last()?;
    let total = rest.iter().fold(0u32, |total, figure| (total + figure) * 2 % 11);
    Some((12 - total) % 11 == *last)
}

/// The figures of an identifier without its spaces and hyphens; a final X is ten. `None` for anything else.
fn figures(printed: &str) -> Option<Vec<u32>> {
    let compact: Vec<char> =
        printed.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '-' | '‑' | '–')).take(40).collect();
    let last = compact.len().checked_sub(1)?;
    compact
        .iter()
        .enumerate()
        .map(|(i, c)| if i == last && matches!(c, 'X' | 'x') { Some(10) } else { c.to_digit(10) })
        .collect()
}

fn weighted(figures: &[u32], weight: impl Fn(usize) -> u32) -> u32 {
    figures.iter().enumerate().map(|(i, figure)| figure * weight(i)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_known_identifiers() {
        type Check = fn(&str) -> Option<bool>;
        let table: [(Check, &str, Option<bool>); 19] = [
            (isbn, "978-0-956412-78-2", Some(true)),
            (isbn, "978-0-956412-78-3", Some(false)),
            (isbn, "0-306-40615-2", Some(true)),
            (isbn, "0-306-40651-2", Some(false)),
            (isbn, "0-8044-2957-X", Some(true)),
            (isbn, "123-4-567890-12-3", None),
            (issn, "0378-5955", Some(true)),
            (issn, "2434-561X", Some(true)),
            (issn, "0378-5956", Some(false)),
            (ean, "4006381333931", Some(true)),
            (ean, "73513537", Some(true)),
            (ean, "73513536", Some(false)),
            (luhn, "4111 1111 1111 1111", Some(true)),
            (luhn, "4111 1111 1111 1112", Some(false)),
            (iban, "GB82 WEST 1234 5698 7654 32", Some(true)),
            (iban, "GB82 WEST 1243 5698 7654 32", Some(false)),
            (iban, "GB8 WEST", None),
            (orcid, "0000-0002-1825-0097", Some(true)),
            (orcid, "0000-0002-1825-0079", Some(false)),
        ];
        for (check, printed, expected) in table {
            assert_eq!(check(printed), expected, "{printed}");
        }
        for odd in ["", "X", "٣٣٣", "1", &"9".repeat(5000)] {
            for check in [isbn as Check, issn, ean, luhn, iban, orcid] {
                assert_eq!(check(odd), None, "{odd:.9}");
            }
        }
    }
}
