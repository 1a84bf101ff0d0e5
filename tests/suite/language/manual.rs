//! The manual: its tables are made from the doc comments of the keys, its rules are those of the example file, and every
//! example in it is run.

use std::sync::Arc;

use deskcheck::rule::examine::examine_alone;
use deskcheck::text::Source;
use deskcheck::{RuleSet, check, config, proof};

use super::made::{docs, is_fresh, keys, kinds};
use super::types::Types;

fn read(path: &str) -> String {
    std::fs::read_to_string(docs(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The parts of the example file: its head, then each rule with its id, without remarks.
fn house() -> (String, Vec<(String, String)>) {
    let text = read("examples/house.toml");
    let mut parts = text.split("[[rule]]\n");
    let is_title =
        |line: &&str| line.strip_prefix("# ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let plain = |part: &str| {
        let lines = part.lines().filter(|line| !is_title(line)).collect::<Vec<_>>();
        lines.join("\n").trim().to_owned()
    };
    let head = parts.next().unwrap_or_default().split_once("\n\n").map_or("", |(_, rest)| rest);
    let head = plain(head);
    let rules = parts.map(|part| {
        let id = part.lines().next().and_then(|line| line.split('"').nth(1)).unwrap_or_default().to_owned();
        (id, format!("[[rule]]\n{}", plain(part)))
    });
    (head, rules.collect())
}

#[test]
fn the_manual_is_made_from_the_keys_and_the_examples() {
    let types = Types::read();
    let (head, rules) = house();
    let manual = read("rules.md");
    let mut made = String::new();
    let mut lines = manual.lines();
    while let Some(line) = lines.next() {
        made.push_str(line);
        made.push('\n');
        let Some(wanted) = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) else { continue };
        let fenced = |text: &str| format!("```toml\n{text}\n```\n");
        let text = match wanted.split_once(": ") {
            Some(("keys", id)) => format!("\n{}\n", keys(&types, id)),
            Some(("rule", id)) => {
                let rule = rules.iter().find(|(of, _)| of == id).unwrap_or_else(|| panic!("no rule {id}"));
                format!("\n{}\n", fenced(&rule.1))
            }
            _ if wanted == "kinds" => format!("\n{}\n", kinds(&types)),
            _ if wanted == "head of house.toml" => format!("\n{}\n", fenced(&head)),
            _ => continue,
        };
        made.push_str(&text);
        made.push_str("<!-- end -->\n");
        for skipped in lines.by_ref() {
            if skipped == "<!-- end -->" {
                break;
            }
        }
    }
    is_fresh(&docs("rules.md"), &made);
    assert!(
        rules.iter().all(|(id, _)| manual.contains(&format!("<!-- rule: {id} -->"))),
        "every rule is in the manual"
    );
}

#[test]
fn the_ten_rules_pass_their_examples() {
    let source = Arc::new(Source::new("docs/examples/house.toml", read("examples/house.toml")));
    assert_eq!(house().1.len(), 10);
    holds(&source);
}

fn holds(source: &Arc<Source>) {
    let told = |m: &deskcheck::rule::Mistake| {
        let line = m.source.place(m.span.start).line;
        format!("{}:{line}: {} in “{}”", m.source.path, m.message, m.source.slice(m.span))
    };
    let mistakes = examine_alone(source);
    assert!(mistakes.is_empty(), "{:#?}", mistakes.iter().map(told).collect::<Vec<_>>());
    let sources = [source.clone()];
    let extends = source.text.contains("\nextends");
    let rules = if extends { RuleSet::load(&sources) } else { RuleSet::only(&sources) };
    let mut rules = rules.unwrap_or_else(|m| panic!("{:#?}", m.iter().map(told).collect::<Vec<_>>()));
    let own = rules.files.len() - 1;
    let faults = proof::prove_some(&mut rules, |rule| rule.file == own || !rule.changed.is_empty());
    assert!(faults.is_empty(), "{:#?}", faults.iter().map(told).collect::<Vec<_>>());
}

#[test]
fn every_example_of_the_manual_holds() {
    let manual = read("rules.md");
    let (head, _) = house();
    let lists = head.split("[lists]").nth(1).unwrap_or_default();
    let mut count = 0;
    for block in manual.split("\n```toml").skip(1) {
        let (info, rest) = block.split_once('\n').expect("a block");
        let text = rest.split("\n```").next().unwrap_or_default();
        count += 1;
        if info.trim() == "deskcheck.toml" {
            let source = Arc::new(Source::new("deskcheck.toml", text));
            config::read(&source, std::path::Path::new("/")).unwrap_or_else(|m| panic!("{m:?}"));
        } else if text.starts_with("set = ") {
            holds(&Arc::new(Source::new("manual.toml", text)));
        } else {
            let whole = format!("set = \"manual\"\n[lists]{lists}\n{text}\n");
            holds(&Arc::new(Source::new("manual.toml", whole)));
        }
    }
    assert!(count >= 15, "{count}");
}

#[test]
fn the_table_of_phrases_says_what_they_find() {
    let manual = read("rules.md");
    let table = manual.split("<!-- phrases -->").nth(1).unwrap_or_default();
    let rows: Vec<_> = table.lines().skip(4).take_while(|line| line.starts_with('|')).collect();
    assert!(rows.len() >= 9);
    for row in rows {
        let cells: Vec<String> =
            row.replace("\\|", "\u{1}").split('|').map(|c| c.replace('\u{1}', "|").trim().to_owned()).collect();
        let [_, phrase, finds, not, _] = cells.as_slice() else { panic!("{row}") };
        let file = format!(
            "set = \"a\"\n[lists]\nworkers = [\"nurse\"]\n[[rule]]\nid = \"a\"\nmessage = \"m\"\nwhy = \"w\"\n[rule.check.phrase]\nfind = ['{}']\n",
            phrase.trim_matches('`')
        );
        let rules = RuleSet::only(&[Arc::new(Source::new("a.toml", file))]).unwrap_or_else(|m| panic!("{m:?}"));
        let marked = |text: &str| {
            let source = Source::new("a.md", text.replace(['[', ']'], ""));
            let mut marked = source.text.clone();
            for finding in check(&source, &rules).findings.iter().rev() {
                marked.insert(finding.span.end as usize, ']');
                marked.insert(finding.span.start as usize, '[');
            }
            marked
        };
        assert_eq!(marked(finds), *finds, "{phrase}");
        assert_eq!(marked(not), *not, "{phrase}");
    }
}
