//! The front matter of a draft, as far as deskcheck takes notice of it: `sources`, the files that the draft was written from.
//! Of YAML it reads what people write there (a value, a list in brackets, a list with dashes) and no more; of a front matter
//! that it cannot read it says nothing, since other programs have their own use for it. It opens no file.

use crate::text::Source;

/// The names under `sources` in the front matter, as they are written there, in order. Addresses of the web are left out:
/// nothing is ever fetched.
pub fn sources(source: &Source) -> Vec<String> {
    let text = source.text.trim_start_matches('\u{feff}');
    let is_fenced = text.starts_with("---") || text.starts_with("+++");
    // To read the whole draft twice would be a waste where there is nothing to find.
    if !is_fenced || !text.contains("sources") {
        return Vec::new();
    }
    let Some(matter) = super::read(source).front_matter else { return Vec::new() };
    let mut names = if text.starts_with('+') { of_toml(source.slice(matter)) } else { of_yaml(source.slice(matter)) };
    names.retain(|name| !name.is_empty() && !name.contains("://"));
    names
}

#[derive(serde::Deserialize)]
struct Matter {
    sources: Option<Names>,
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Many(Vec<String>),
}

fn of_toml(matter: &str) -> Vec<String> {
    let matter = matter.trim_matches(['+', '\n', '\r']);
    match toml::from_str(matter) {
        Ok(Matter { sources: Some(Names::One(name)) }) => vec![name],
        Ok(Matter { sources: Some(Names::Many(names)) }) => names,
        _ => Vec::new(),
    }
}

fn of_yaml(matter: &str) -> Vec<String> {
    let mut lines = matter.lines();
    let Some(value) = lines.find_map(|line| line.strip_prefix("sources")?.trim_start().strip_prefix(':')) else {
        return Vec::new();
    };
    let value = without_comment(value).trim();
    if let Some(list) = value.strip_prefix('[') {
        let rest: String = lines.map(|line| format!(" {}", without_comment(line))).collect();
        let all = format!("{list}{rest}");
        return all.split(']').next().unwrap_or_default().split(',').map(plain).collect();
    }
    if !value.is_empty() {
        return vec![plain(value)];
    }
    let items = lines.map(without_comment).filter(|line| !line.trim().is_empty());
    items.map_while(|line| line.trim().strip_prefix('-').map(plain)).collect()
}

/// A line without the comment at its end.
fn without_comment(line: &str) -> &str {
    line.split(" #").next().unwrap_or(line)
}

/// A value without its quotation marks.
fn plain(value: &str) -> String {
    let value = value.trim();
    let inner = ['"', '\''].iter().find_map(|&mark| value.strip_prefix(mark)?.strip_suffix(mark));
    inner.unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_every_usual_shape() {
        let table = [
            ("---\ntitle: x\nsources: [a.txt, \"b c.md\"] # two\n---\n\nText.\n", vec!["a.txt", "b c.md"]),
            ("---\nsources:\n  - a.txt\n  - 'b.md' # the second\n\ntitle: x\n---\nText.\n", vec!["a.txt", "b.md"]),
            ("---\nsources: [\n  a.txt,\n  b.md,\n]\n---\nText.\n", vec!["a.txt", "b.md"]),
            ("---\nsources: wire/a.txt\n---\nText.\n", vec!["wire/a.txt"]),
            ("+++\nsources = [\"a.txt\", \"https://example.org/b\"]\n+++\nText.\n", vec!["a.txt"]),
            ("+++\nsources = \"a.txt\"\n+++\nText.\n", vec!["a.txt"]),
            ("+++\nsources = [a.txt]\n+++\nText.\n", vec![]),
            ("---\nresources: [a.txt]\n---\nText.\n", vec![]),
            ("Sources: a.txt\n", vec![]),
        ];
        for (text, names) in table {
            assert_eq!(sources(&Source::new("a.md", text)), names, "{text}");
        }
        assert!(sources(&Source::new("a.txt", "---\nsources: b.txt\n---\n")).is_empty());
    }
}
