//! How a match of a pattern must begin, read off the pattern's first parts without parsing the whole: a cheap sieve before a
//! pattern is compiled and run. What it does not understand it takes for anything.

/// So many beginnings are worth telling apart.
const MANY: usize = 64;
/// A beginning of so many bytes is telling enough.
const LONG: usize = 5;

/// Texts of which a match must begin with one, and whether letter case is ignored: then they are in ASCII lower case. Nothing
/// where a match may begin in any way. `any_case` says that case is ignored throughout the pattern.
pub fn openings(pattern: &str, any_case: bool) -> Option<(Vec<String>, bool)> {
    let mut reader = Reader { pattern: pattern.as_bytes(), at: 0, any_case };
    let heads = reader.alternatives();
    let mut texts: Vec<String> = Vec::with_capacity(heads.len());
    for head in heads {
        let text = String::from_utf8(head.text).ok()?;
        if text.is_empty() || reader.at < pattern.len() {
            return None;
        }
        texts.push(if reader.any_case { text.to_ascii_lowercase() } else { text });
    }
    texts.sort_unstable();
    // What begins with another says no more than that one.
    texts.dedup_by(|longer, text| longer.starts_with(text.as_str()));
    Some((texts, reader.any_case))
}

/// How a part of a pattern begins.
#[derive(Clone, Default)]
struct Head {
    text: Vec<u8>,
    /// Something follows that is not known.
    ended: bool,
}

impl Head {
    fn anything() -> Vec<Self> {
        vec![Self { text: Vec::new(), ended: true }]
    }
}

struct Reader<'p> {
    pattern: &'p [u8],
    at: usize,
    /// Letter case is ignored in some part.
    any_case: bool,
}

impl<'p> Reader<'p> {
    fn peek(&self) -> Option<u8> {
        self.pattern.get(self.at).copied()
    }

    /// Alternatives up to a closing bracket or the end.
    fn alternatives(&mut self) -> Vec<Head> {
        let mut all = self.sequence();
        while self.peek() == Some(b'|') {
            self.at += 1;
            all.extend(self.sequence());
        }
        if all.len() > MANY {
            for head in &mut all {
                head.text.truncate(1);
                head.ended = true;
            }
            all.sort_unstable_by(|a, b| a.text.cmp(&b.text));
            all.dedup_by(|a, b| a.text == b.text);
        }
        all
    }

    fn sequence(&mut self) -> Vec<Head> {
        let mut heads = vec![Head::default()];
        while self.peek().is_some_and(|b| !matches!(b, b'|' | b')')) {
            if heads.iter().all(|head| head.ended) {
                self.skip_sequence();
                break;
            }
            if let Some(text) = self.plain() {
                for head in heads.iter_mut().filter(|head| !head.ended) {
                    head.text.extend_from_slice(text);
                    head.ended = head.text.len() >= LONG;
                }
                continue;
            }
            let item = self.item();
            let (optional, repeated) = self.quantifier();
            if heads.iter().filter(|head| !head.ended).count() * item.len() > MANY {
                heads.iter_mut().for_each(|head| head.ended = true);
            }
            if heads.iter().all(|head| head.ended) {
                continue;
            }
            let mut longer = Vec::new();
            for mut head in heads {
                head.ended |= head.text.len() >= LONG;
                if head.ended {
                    longer.push(head);
                    continue;
                }
                longer.extend(
                    item.iter().map(|next| Head {
                        text: [&head.text[..], &next.text].concat(),
                        ended: next.ended || repeated,
                    }),
                );
                longer.extend(optional.then_some(head));
            }
            heads = longer;
        }
        heads
    }

    /// The rest of a sequence, which is of no interest any more.
    fn skip_sequence(&mut self) {
        let mut depth = 0;
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' => self.at += 1,
                b'[' => {
                    self.at += 1;
                    self.skip_class();
                    continue;
                }
                b'(' => depth += 1,
                b'|' if depth == 0 => return,
                b')' if depth == 0 => return,
                b')' => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// A run of ASCII letters, digits and spaces that stand for themselves, up to the last, which something may follow.
    fn plain(&mut self) -> Option<&'p [u8]> {
        let rest = &self.pattern[self.at..];
        let run = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b' ').count();
        let repeats = rest.get(run).is_some_and(|b| matches!(b, b'?' | b'*' | b'+' | b'{'));
        let run = run - usize::from(repeats && run > 0);
        self.at += run;
        (run > 0).then_some(&rest[..run])
    }

    /// One character, class, group or assertion.
    fn item(&mut self) -> Vec<Head> {
        let Some(byte) = self.peek() else { return Head::anything() };
        self.at += 1;
        match byte {
            b'^' | b'$' => vec![Head::default()],
            b'.' => Head::anything(),
            b'[' => {
                self.skip_class();
                Head::anything()
            }
            b'(' => self.group(),
            b'\\' => self.escape(),
            _ => {
                let start = self.at - 1;
                while self.peek().is_some_and(|b| b & 0xc0 == 0x80) {
                    self.at += 1;
                }
                vec![Head { text: self.pattern[start..self.at].to_vec(), ended: false }]
            }
        }
    }

    fn escape(&mut self) -> Vec<Head> {
        let Some(byte) = self.peek() else { return Head::anything() };
        self.at += 1;
        match byte {
            b'n' => vec![Head { text: vec![b'\n'], ended: false }],
            b'b' => vec![Head::default()],
            b'u' | b'x' | b'p' | b'P' => {
                if self.peek() == Some(b'{') {
                    while self.peek().is_some_and(|b| b != b'}') {
                        self.at += 1;
                    }
                    self.at += 1;
                }
                Head::anything()
            }
            b if b.is_ascii_alphanumeric() => Head::anything(),
            b => vec![Head { text: vec![b], ended: false }],
        }
    }

    /// A group behind its bracket.
    fn group(&mut self) -> Vec<Head> {
        let rest = &self.pattern[self.at..];
        let mut known = true;
        if rest.starts_with(b"?:") {
            self.at += 2;
        } else if rest.starts_with(b"?<") || rest.starts_with(b"?P<") {
            while self.peek().is_some_and(|b| b != b'>') {
                self.at += 1;
            }
            self.at += 1;
        } else if rest.starts_with(b"?") {
            while let Some(flag) = self.peek().filter(|b| !matches!(b, b':' | b')')) {
                self.any_case |= flag == b'i';
                known &= flag != b'x';
                self.at += 1;
            }
            if self.peek() == Some(b':') {
                self.at += 1;
            }
        }
        let inner = self.alternatives();
        self.at += 1;
        if known { inner } else { Head::anything() }
    }

    fn skip_class(&mut self) {
        let mut depth = 1;
        // A bracket that comes first is one of the class.
        if self.peek() == Some(b'^') {
            self.at += 1;
        }
        if self.peek() == Some(b']') {
            self.at += 1;
        }
        while depth > 0 {
            match self.peek() {
                Some(b'\\') => self.at += 1,
                Some(b'[') => depth += 1,
                Some(b']') => depth -= 1,
                None => return,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Whether what stands before may be left out, and whether it may come again.
    fn quantifier(&mut self) -> (bool, bool) {
        let (optional, repeated) = match self.peek() {
            Some(b'?') => (true, false),
            Some(b'*') => (true, true),
            Some(b'+') => (false, true),
            Some(b'{') => {
                let zero = self.pattern.get(self.at + 1) == Some(&b'0');
                while self.peek().is_some_and(|b| b != b'}') {
                    self.at += 1;
                }
                (zero, true)
            }
            _ => return (false, false),
        };
        self.at += 1;
        if self.peek() == Some(b'?') {
            self.at += 1;
        }
        (optional, repeated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_matches_begin() {
        let table: [(&str, &[&str]); 9] = [
            ("(?:the )?news(?:letter)?", &["news", "the news"]),
            ("^(?:share|tweet) (?:this|it)", &["share", "tweet"]),
            ("x+y", &["x"]),
            (r"(?i:\[(?:eds?|Desk): [^\]]*\])", &["[desk", "[ed: ", "[eds:"]),
            (r"(?<month>May|June) \d", &["June ", "May "]),
            ("“no", &["“no"]),
            (".*cookies", &[]),
            ("[a-z] percent", &[]),
            ("a?", &[]),
        ];
        for (pattern, expected) in table {
            let (found, _) = openings(pattern, false).unwrap_or_default();
            assert_eq!(found, expected, "{pattern}");
        }
    }
}
