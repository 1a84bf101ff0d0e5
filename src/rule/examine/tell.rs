//! What the TOML reader says, in the words of a manual: which key, what is wanted there, what may have been meant. It knows
//! the shape of the reader's messages and nothing of rules but a word of advice for the keys every rule needs.

use crate::rule::load::Problem;
use crate::rule::nearest;

/// The mistake that an error of the reader means.
pub fn plainly(error: &toml::de::Error) -> Problem {
    let span = error.span().unwrap_or(0..0);
    let message = error.message().trim();
    let (quoted, rest) = (quoted(message), message);
    if let Some(key) = missing(message) {
        return with(Problem::at(span, format!("the key `{key}` is missing")), needed(key).map(str::to_owned));
    }
    if rest.starts_with("unknown field") {
        let (key, keys) = quoted.split_first().map_or(("", &[][..]), |(key, keys)| (*key, keys));
        return with(Problem::at(span, format!("there is no key `{key}` here")), choice(key, keys, "keys"));
    }
    if rest.starts_with("unknown variant") {
        let (word, words) = quoted.split_first().map_or(("", &[][..]), |(word, words)| (*word, words));
        return with(
            Problem::at(span, format!("`{word}` is nothing that may stand here")),
            choice(word, words, "choices"),
        );
    }
    if let Some((found, wanted)) = message.strip_prefix("invalid type: ").and_then(|m| m.split_once(", expected ")) {
        let problem = Problem::at(span, format!("{} is wanted here, not {}", kind(wanted), kind(found)));
        let listed = kind(wanted) == "a list" && kind(found) == "a text";
        return with(problem, listed.then(|| String::from("put it into square brackets: [\"…\"]")));
    }
    Problem::at(span, message)
}

/// The key that is missing, if that is what a message says.
pub fn missing(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.split('`').next()
}

fn with(problem: Problem, advice: Option<String>) -> Problem {
    match advice {
        Some(advice) => problem.advise(advice),
        None => problem,
    }
}

/// What stands between backticks.
fn quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

/// What may have been meant; where the choice is small, all of it.
fn choice(word: &str, words: &[&str], what: &str) -> Option<String> {
    let near = nearest(word, words.iter().copied()).map(|near| format!("is `{near}` meant?"));
    let is_small = what == "choices" && words.len() <= 8;
    let all = (!words.is_empty() && (near.is_none() || is_small))
        .then(|| format!("the {what} here are {}", words.join(", ")));
    match (near, all) {
        (Some(near), Some(all)) => Some(format!("{near} {all}")),
        (near, all) => near.or(all),
    }
}

/// A kind of value as an editor would call it.
fn kind(of: &str) -> &str {
    match of.split([' ', '`', '"']).next().unwrap_or(of) {
        "string" => "a text",
        "boolean" | "bool" => "true or false",
        "integer" | "u8" | "u32" | "u64" | "usize" | "i64" => "a whole number",
        "floating" | "f64" => "a number",
        "sequence" => "a list",
        "map" | "struct" => "a table",
        "a" if of.starts_with("a sequence") => "a list",
        "a" if of.starts_with("a map") => "a table",
        "a" if of.starts_with("a string") => "a text",
        "a" if of.starts_with("a boolean") => "true or false",
        _ => of,
    }
}

/// What to do about a key that every rule or file needs.
fn needed(key: &str) -> Option<&'static str> {
    Some(match key {
        "set" => "begin the file with the name of its set: set = \"house\"",
        "id" => "give the rule a name in lower case with hyphens: id = \"fewer\"",
        "message" => "say in one sentence what is wrong: message = \"“{found}”: “{fix}”\"",
        "why" => "say in one sentence why the rule exists: readers see it under each finding",
        "check" => "say what to look for: [rule.check.phrase] and below it find = [\"…\"]",
        "find" => "say what to look for: find = [\"…\"]",
        "needs" => "name a text without which the pattern cannot match: needs = [\"…\"]",
        _ => return None,
    })
}
