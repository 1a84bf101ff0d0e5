//! Writes the expressions, names and synonyms of `rules/spun` down as bytes that are read where they lie, so that start-up
//! costs nothing however many there are. It uses the program's own code to read them.

#![allow(dead_code, missing_docs, unused_imports)]

#[path = "src/english"]
mod english {
    pub mod case;
    mod compare;
    pub mod doubling;
    pub mod inflect;
    mod irregular;
    pub mod known;
    pub mod lemmas;
    mod nouns;
    pub mod number_words;
    mod verbs;
    pub use inflect::Form;
}
#[path = "src/segment"]
mod segment {
    pub mod token;
    pub mod words;
}
#[path = "src/text"]
mod text {
    pub mod decimal;
    pub mod map;
    pub mod prose;
    pub mod source;
    pub mod span;
    pub use map::{Mapped, SourceMap};
    pub use prose::Prose;
    pub use source::Source;
    pub use span::Span;
}
#[path = "src/rule"]
mod rule {
    #[path = "expressions"]
    pub mod expressions {
        pub mod gather;
        pub mod store;
    }
}

use std::fs;
use std::path::{Path, PathBuf};

use rule::expressions::gather::Gather;
use segment::words::Lexicon;

/// The folders and the file of word knowledge; rules are elsewhere in `rules/spun`.
const KNOWLEDGE: &[&str] = &["synonyms", "expressions", "names", "seen.toml"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    for folder in ["rules/spun", "src/english", "src/segment/token.rs", "src/segment/words.rs", "src/rule/expressions"]
    {
        println!("cargo::rerun-if-changed={folder}");
    }
    let mut lexicon = Lexicon::default();
    let mut all = Gather::beside(None, &mut lexicon);
    for part in KNOWLEDGE {
        for file in files(&Path::new("rules/spun").join(part))? {
            add(&file, &mut all, &mut lexicon).map_err(|e| format!("{}: {e}", file.display()))?;
        }
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    let bytes: Vec<u8> = all.write(&lexicon, true).into_iter().flat_map(u32::to_ne_bytes).collect();
    fs::write(out.join("expressions.bin"), bytes)?;
    Ok(())
}

/// The file itself, or the TOML files of the folder in order of their names.
fn files(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(if path.exists() { vec![path.to_owned()] } else { Vec::new() });
    }
    let mut found: Vec<PathBuf> = fs::read_dir(path)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    found.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    found.sort();
    Ok(found)
}

fn add(file: &Path, all: &mut Gather<'_>, lexicon: &mut Lexicon) -> Result<(), Box<dyn std::error::Error>> {
    let table: toml::Table = fs::read_to_string(file)?.parse()?;
    let text =
        |t: &toml::Table| t.get("text").and_then(|t| t.as_str()).map(str::to_owned).ok_or("a section without `text`");
    let name = |t: &toml::Table, key: &str| {
        t.get(key).and_then(|t| t.as_str()).map(str::to_owned).ok_or(format!("no `{key}`"))
    };
    let mut bad = Vec::new();
    for (key, value) in &table {
        let sections: Vec<&toml::Table> = match value {
            toml::Value::Array(list) => list.iter().filter_map(|v| v.as_table()).collect(),
            toml::Value::Table(section) => vec![section],
            _ => continue,
        };
        for section in sections {
            let text = text(section)?;
            bad.extend(match key.as_str() {
                "expressions" => all.add_expressions(&name(section, "field")?, &text, lexicon),
                "names" => all.add_expressions(&format!("names/{}", name(section, "kind")?), &text, lexicon),
                "synonyms" => {
                    let table = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
                    all.add_synonyms(table, &text, lexicon)
                }
                "seen" => all.add_seen(&text, lexicon),
                other => return Err(format!("word knowledge has no section `{other}`").into()),
            });
        }
    }
    if bad.is_empty() {
        Ok(())
    } else {
        Err(format!("lines (from 0, within their text) of the wrong shape: {bad:?}").into())
    }
}
