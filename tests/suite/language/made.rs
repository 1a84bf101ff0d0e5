//! Schemas for editors and the tables of the manual, made from the types that files are read into. `UPDATE=1 cargo test` writes
//! what is made now; without it a test fails where `docs/` says something else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use deskcheck::rule::builtin;
use serde_json::{Map, Value, json};

use super::types::{Key, Kind, Shape, Types};

const RULES: &str = "rule/spec.rs::FileSpec";
const CONFIG: &str = "config.rs::FileSpec";

pub fn docs(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(path)
}

/// Compares a file with what was made, or writes it.
pub fn is_fresh(path: &Path, made: &str) {
    let there = std::fs::read_to_string(path).unwrap_or_default();
    if std::env::var_os("UPDATE").is_some() {
        if there != made {
            std::fs::write(path, made).expect("the file can be written");
        }
    } else {
        let at = there.lines().zip(made.lines()).position(|(a, b)| a != b);
        let line = at.unwrap_or(there.lines().count().min(made.lines().count()));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let now = made.lines().nth(line).unwrap_or_default();
        assert!(there == made, "{name}:{} is stale, UPDATE=1 writes it anew; now: {now}", line + 1);
    }
}

fn schema(types: &Types, root: &str, title: &str) -> String {
    let mut open: Vec<String> = vec![root.to_owned()];
    let mut seen: BTreeSet<String> = open.iter().cloned().collect();
    let mut defs = Map::new();
    while let Some(id) = open.pop() {
        let (shape, about) = types.get(&id);
        let mut refer = |kind: &Kind| reference(kind, &mut seen, &mut open);
        defs.insert(name(&id), definition(shape, about, &mut refer));
    }
    let Some(Value::Object(top)) = defs.remove(&name(root)) else { panic!("{root} is a table") };
    let mut all = Map::new();
    all.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    all.insert("title".into(), json!(title));
    all.extend(top);
    all.insert("$defs".into(), Value::Object(defs));
    serde_json::to_string_pretty(&Value::Object(all)).expect("JSON") + "\n"
}

/// The name of a definition: the type's own, which is one of a kind within a schema.
fn name(id: &str) -> String {
    let (file, name) = id.rsplit_once("::").expect("a file and a name");
    let file = file.trim_end_matches(".rs").trim_end_matches("/mod").rsplit('/').next().unwrap_or_default();
    if name.ends_with("Spec") { name.to_owned() } else { format!("{file}-{name}") }
}

fn definition(shape: &Shape, about: &str, refer: &mut dyn FnMut(&Kind) -> Value) -> Value {
    let mut properties = |keys: &[Key]| {
        let entries = keys.iter().map(|key| {
            let mut value = refer(&key.kind);
            if let (Some(map), false) = (value.as_object_mut(), key.about.is_empty()) {
                map.insert("description".into(), json!(key.about));
            }
            (key.name.clone(), value)
        });
        Value::Object(entries.collect())
    };
    let mut made = match shape {
        Shape::Table(keys) => {
            let properties = properties(keys);
            let needed: Vec<_> = keys.iter().filter(|key| key.is_needed).map(|key| &key.name).collect();
            json!({ "type": "object", "properties": properties, "required": needed, "additionalProperties": false })
        }
        Shape::OneOf(keys) => {
            let properties = properties(keys);
            json!({ "type": "object", "properties": properties, "additionalProperties": false,
                    "minProperties": 1, "maxProperties": 1 })
        }
        Shape::Words(words) => {
            let words = words.iter().map(|(word, about)| json!({ "const": word, "description": about }));
            json!({ "oneOf": words.collect::<Vec<_>>() })
        }
        Shape::Same(kind) => refer(kind),
    };
    if let (Some(map), false) = (made.as_object_mut(), about.is_empty()) {
        map.entry("description").or_insert(json!(about));
    }
    made
}

fn reference(kind: &Kind, seen: &mut BTreeSet<String>, open: &mut Vec<String>) -> Value {
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Count => json!({ "type": "integer", "minimum": 0 }),
        Kind::Number => json!({ "type": "number" }),
        Kind::List(inner) => json!({ "type": "array", "items": reference(inner, seen, open) }),
        Kind::Table(inner) => json!({ "type": "object", "additionalProperties": reference(inner, seen, open) }),
        Kind::Either(kinds) => {
            json!({ "anyOf": kinds.iter().map(|kind| reference(kind, seen, open)).collect::<Vec<_>>() })
        }
        Kind::Named(id) => {
            if seen.insert(id.clone()) {
                open.push(id.clone());
            }
            json!({ "$ref": format!("#/$defs/{}", name(id)) })
        }
    }
}

#[test]
fn schemas_are_made_from_the_types() {
    let types = Types::read();
    let rules = schema(&types, RULES, "A rule file of deskcheck");
    let config = schema(&types, CONFIG, "deskcheck.toml");
    is_fresh(&docs("schemas/rules.schema.json"), &rules);
    is_fresh(&docs("schemas/deskcheck.schema.json"), &config);

    let rules: Value = serde_json::from_str(&rules).expect("JSON");
    let house = std::fs::read_to_string(docs("examples/house.toml")).expect("the ten rules");
    let files = builtin::sources().map(|source| (source.path.clone(), source.text.clone()));
    for (path, text) in files.chain([("docs/examples/house.toml".to_owned(), house)]) {
        let value: Value = toml::from_str(&text).expect("TOML");
        assert_eq!(fits(&rules, &rules, &value), Ok(()), "{path}");
    }
    let config: Value = serde_json::from_str(&config).expect("JSON");
    let first = include_str!("../../../src/cli/deskcheck.toml");
    let is_said = |line: &&str| line.contains(" = ") || line.starts_with("# [");
    let said: Vec<_> = first.lines().filter(is_said).map(|line| line.trim_start_matches("# ")).collect();
    let value: Value = toml::from_str(&said.join("\n")).expect("TOML");
    assert_eq!(fits(&config, &config, &value), Ok(()));

    for (bad, says) in [
        ("set = \"a\"\nautor = \"x\"", "autor"),
        ("about = \"x\"", "set"),
        ("set = \"a\"\n[[rule]]\nid = \"x\"\nmessage = \"m\"\nwhy = \"w\"\n[rule.check]\nphrse = 1", "phrse"),
        ("set = \"a\"\nquotations = \"some\"", "quotations"),
    ] {
        let value: Value = toml::from_str(bad).expect("TOML");
        assert!(fits(&rules, &rules, &value).is_err_and(|error| error.contains(says)), "{bad}");
    }
}

/// As much of a validator as the schemas need.
fn fits(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    if let Some(target) = schema["$ref"].as_str() {
        let target = &root["$defs"][target.trim_start_matches("#/$defs/")];
        assert!(target.is_object(), "{schema}");
        return fits(root, target, value);
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(any) = schema[key].as_array() {
            let mut errors = any.iter().map(|one| fits(root, one, value)).filter_map(Result::err);
            let all: Vec<_> = errors.by_ref().collect();
            return if all.len() < any.len() { Ok(()) } else { Err(format!("{value}: {}", all.join("; "))) };
        }
    }
    if let Some(word) = schema.get("const") {
        return if word == value { Ok(()) } else { Err(format!("{value} is not {word}")) };
    }
    match (schema["type"].as_str().unwrap_or_default(), value) {
        ("string", Value::String(_)) | ("boolean", Value::Bool(_)) | ("number" | "integer", Value::Number(_)) => Ok(()),
        ("array", Value::Array(items)) => items.iter().try_for_each(|item| fits(root, &schema["items"], item)),
        ("object", Value::Object(table)) => {
            for needed in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                table.get(needed).ok_or(format!("`{needed}` is missing"))?;
            }
            table.iter().try_for_each(|(key, value)| {
                let inner = schema["properties"].get(key).unwrap_or(&schema["additionalProperties"]);
                if inner.is_object() { fits(root, inner, value) } else { Err(format!("`{key}` is not known")) }
                    .map_err(|error| format!("{key}: {error}"))
            })
        }
        (wanted, other) => Err(format!("{other} is no {wanted}")),
    }
}

/// The table of keys of a type, for the manual.
pub fn keys(types: &Types, id: &str) -> String {
    let (Shape::Table(keys) | Shape::OneOf(keys), _) = types.get(id) else { panic!("{id} has no keys") };
    if keys.is_empty() {
        return "It takes no keys.\n".to_owned();
    }
    let mut table = String::from("| key | holds | what it says |\n|---|---|---|\n");
    for key in keys {
        let needed = if key.is_needed { ", needed" } else { "" };
        let about = key.about.replace('|', "\\|");
        table.push_str(&format!("| `{}` | {}{needed} | {about} |\n", key.name, holds(types, &key.kind)));
    }
    table
}

/// What a key holds, in words.
fn holds(types: &Types, kind: &Kind) -> String {
    match kind {
        Kind::Text => "text".into(),
        Kind::Flag => "true or false".into(),
        Kind::Count => "number".into(),
        Kind::Number => "number".into(),
        Kind::List(inner) => match &**inner {
            Kind::Text => "list of texts".into(),
            inner => format!("list: {}", holds(types, inner)),
        },
        Kind::Table(inner) => format!("names, each with: {}", holds(types, inner)),
        Kind::Either(kinds) => kinds.iter().map(|kind| holds(types, kind)).collect::<Vec<_>>().join(" or "),
        Kind::Named(id) => match &types.get(id).0 {
            Shape::Words(words) if words.len() <= 6 => {
                words.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ")
            }
            Shape::Words(_) => "one of many words".into(),
            Shape::Same(kind) => holds(types, kind),
            Shape::Table(_) | Shape::OneOf(_) => "table".into(),
        },
    }
}

/// Every kind of check with its keys, for the manual.
pub fn kinds(types: &Types) -> String {
    let (Shape::OneOf(kinds), _) = types.get("check/mod.rs::CheckSpec") else { panic!("the kinds") };
    let mut text = String::new();
    for kind in kinds {
        let Kind::Named(id) = &kind.kind else { continue };
        text.push_str(&format!("### `{}`\n\n{}\n\n{}\n", kind.name, kind.about, keys(types, id)));
    }
    text.trim_end().to_owned() + "\n"
}
