//! Every output over a folder of drafts whose names and texts try to break out of it: each must parse by its own grammar,
//! and say the same number of findings. With `DESKCHECK_SCHEMAS` naming a folder of the public schemas, and Python's
//! `jsonschema` and `lxml`, they are held to those too.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::desk::{FINE, MENDABLE, code, folder, run, text};

const ODD: &str = "odd \"name\" <b>&'@x #1%,:\n::error::no.md";
const EVIL: &str = "<script>alert(1)</script> ]]> -->\u{202e}\x1b[31m 😀😀 ::error::x ##[error]y\n\nA 😀 stop%0Aword.\n\nThey utilise\n\
                    the utilise 😀 house. <!-- deskcheck: allow house — “theirs” <b> -->\n\nZap<img src=x onerror=y>zap @all #7 http://x.y.\n";
/// A rule whose findings hold what the draft holds.
const LOUD: &str = "set = \"loud\"\n[[rule]]\nid = \"zap\"\nlevel = \"error\"\nmessage = \"“{found}” is loud\"\nwhy = \"It <i>is</i>.\"\n\
                    [rule.check.pattern]\nfind = ['[Zz]ap[^.]{0,80}zap[^.]{0,80}\\.']\nneeds = [\"zap\"]\nwords = false\n";
const FINDINGS: usize = 13;

fn drafts() -> tempfile::TempDir {
    let many = MENDABLE.repeat(11).replace('\n', "\n\n");
    folder(&[(ODD, EVIL), ("fine.md", FINE), ("many.md", &many), ("loud.toml", LOUD)])
}

fn written(folder: &Path, format: &str) -> String {
    let output = run(folder, &["check", "--rules", "loud.toml", "--select", "loud", "--format", format]);
    assert_eq!(code(&output), 1, "{format}: {}", text(&output.stderr));
    text(&output.stdout).to_owned()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn json_of_all_kinds_parses_and_counts_alike() {
    let dir = drafts();
    let lines = |format: &str| written(dir.path(), format).lines().map(json).collect::<Vec<_>>();
    assert_eq!(lines("jsonl").len(), FINDINGS);
    let rd = lines("rdjsonl");
    assert_eq!(rd.len(), FINDINGS);
    assert!(rd.iter().all(|line| line["location"]["range"]["start"]["column"].is_u64()));
    let whole = json(&written(dir.path(), "json"));
    assert_eq!(whole["findings"].as_array().map(Vec::len), Some(FINDINGS));
    assert_eq!((whole["summary"]["errors"].as_u64(), whole["allowed"].as_array().map(Vec::len)), (Some(1), Some(1)));
    let gitlab = json(&written(dir.path(), "gitlab"));
    let mut prints: Vec<_> =
        gitlab.as_array().expect("an array").iter().map(|entry| entry["fingerprint"].to_string()).collect();
    prints.sort();
    prints.dedup();
    assert_eq!(prints.len(), FINDINGS, "fingerprints are unique");
}

#[test]
fn sarif_has_places_in_utf16_and_suppressions() {
    let dir = drafts();
    let log = json(&written(dir.path(), "sarif"));
    let results = log["runs"][0]["results"].as_array().expect("results").clone();
    assert_eq!(results.len(), FINDINGS + 1);
    let suppressed: Vec<_> = results.iter().filter(|result| result.get("suppressions").is_some()).collect();
    assert_eq!(suppressed.len(), 1);
    assert_eq!(suppressed[0]["suppressions"][0]["justification"], "“theirs” <b>");
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    assert!(region["startLine"].is_u64() && region["endColumn"].is_u64());
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules").clone();
    assert!(results.iter().all(|result| rules.iter().any(|rule| rule["id"] == result["ruleId"])));
    let address = |result: &Value| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].to_string();
    assert!(results.iter().any(|result| address(result).contains("%22name%22%20%3Cb%3E")));
}

#[test]
fn xml_is_well_formed() {
    let dir = drafts();
    for (format, element) in [("junit", "failure"), ("checkstyle", "error")] {
        let xml = written(dir.path(), format);
        assert_eq!(elements(&xml).iter().filter(|name| *name == element).count(), FINDINGS, "{format}");
    }
}

/// The names of all elements of a document that nests rightly and has no character that must be escaped.
fn elements(xml: &str) -> Vec<String> {
    assert!(!xml.contains(|c: char| c.is_control() && c != '\n'), "a control character");
    let (mut names, mut open) = (Vec::new(), Vec::<String>::new());
    for piece in xml.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').expect("a tag ends");
        assert!(!after.contains(['"', '\'']) && after.split('&').skip(1).all(|entity| entity.contains(';')), "{after}");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default().to_owned();
        if tag.starts_with('?') {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()));
            continue;
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        names.push(name.clone());
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty());
    names
}

#[test]
fn annotations_are_as_many_as_are_shown_and_none_of_the_draft() {
    let dir = drafts();
    let out = written(dir.path(), "github");
    let commands: Vec<_> =
        out.lines().filter(|line| line.trim_start().starts_with("::") || line.contains("##[")).collect();
    assert_eq!(commands.len(), 11, "{out}");
    assert!(
        commands.iter().all(|line| line.starts_with("::warning file=") || line.starts_with("::error file=")),
        "{out}"
    );
    assert!(out.contains("2 findings more without"), "{out}");
}

#[test]
fn pages_and_summaries_hold_no_markup_of_a_draft() {
    let dir = drafts();
    let page = written(dir.path(), "html");
    assert_eq!((page.matches("<script").count(), page.matches("<img").count()), (1, 0));
    assert!(!page.contains('\u{202e}') && !page.contains('\x1b'));
    assert_eq!(page.matches("class=\"finding ").count(), FINDINGS);
    assert!(page.trim_end().ends_with("</html>") && page.matches("</main>").count() == 1);
    let summary = written(dir.path(), "markdown");
    assert!(!summary.contains("<img") && !summary.contains("@all") && summary.contains("| 12 |"), "{summary}");
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf8_stay_apart_in_every_output() {
    use std::os::unix::ffi::OsStrExt as _;
    let dir = folder(&[]);
    for name in [&b"caf\xe9.md"[..], b"caf\xe8.md"] {
        std::fs::write(dir.path().join(std::ffi::OsStr::from_bytes(name)), MENDABLE).expect("a file");
    }
    for output in deskcheck::output::OUTPUTS {
        let out = run(dir.path(), &["check", "--format", output.name]);
        assert_eq!(code(&out), 1, "{}: {}", output.name, text(&out.stderr));
        let said = text(&out.stdout);
        assert!(said.contains("xe9.md") && said.contains("xe8.md"), "{}: {said}", output.name);
    }
    let patch = run(dir.path(), &["fix"]);
    assert!(text(&patch.stdout).contains("caf\\351.md"), "{}", text(&patch.stdout));
    assert_eq!(code(&run(dir.path(), &["fix", "--write"])), 0);
}

#[test]
fn ten_thousand_findings_in_one_file() {
    let dir = folder(&[
        ("many.md", &MENDABLE.repeat(10_000).replace('\n', "\n\n")),
        ("one.md", &MENDABLE.trim_end().repeat(10_000)),
    ]);
    for output in deskcheck::output::OUTPUTS {
        let out = run(dir.path(), &["check", "--format", output.name]);
        assert_eq!(code(&out), 1, "{}: {}", output.name, text(&out.stderr));
    }
    let json = json(text(&run(dir.path(), &["check", "--format", "json"]).stdout));
    assert_eq!(json["summary"]["warnings"], 20_000);
}

#[test]
fn outputs_go_side_by_side() {
    let dir = drafts();
    let output =
        run(dir.path(), &["check", "--output", "sarif=a.sarif", "--output", "junit=b.xml", "--format", "short"]);
    assert_eq!(code(&output), 1);
    assert_eq!(text(&output.stdout).lines().count(), FINDINGS - 1);
    let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).expect("a file");
    json(&read("a.sarif"));
    elements(&read("b.xml"));
    assert_eq!(code(&run(dir.path(), &["check", "--output", "sarif=no/such/folder.sarif"])), 2);
    assert_eq!(code(&run(dir.path(), &["check", "--output", "sariff=a"])), 2);
    assert_eq!(code(&run(dir.path(), &["check", "--output", "json=-", "--format", "short"])), 2);
}

#[test]
fn outputs_hold_to_their_public_schemas() {
    let Some(schemas) = std::env::var_os("DESKCHECK_SCHEMAS") else {
        return;
    };
    let dir = drafts();
    for (format, schema) in
        [("sarif", "sarif-2.1.0.json"), ("rdjsonl", "reviewdog-diagnostic.json"), ("junit", "junit.xsd")]
    {
        let path = dir.path().join(format);
        std::fs::write(&path, written(dir.path(), format)).expect("a file");
        let program = match format {
            "junit" => {
                "import sys,lxml.etree as e; e.XMLSchema(e.parse(sys.argv[1])).assertValid(e.parse(sys.argv[2]))"
            }
            "rdjsonl" => {
                "import sys,json,jsonschema as j; s=json.load(open(sys.argv[1])); [j.validate(json.loads(l),s) for l in open(sys.argv[2])]"
            }
            _ => {
                "import sys,json,jsonschema as j; j.validate(json.load(open(sys.argv[2])),json.load(open(sys.argv[1])))"
            }
        };
        let schema = Path::new(&schemas).join(schema);
        let output = Command::new("python3").args(["-c", program]).arg(schema).arg(path).output().expect("python3");
        assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
