//! Every mistake in a rule file is told at its exact place, with advice, and all of a file in one run.

use std::sync::Arc;

use deskcheck::rule::Mistake;
use deskcheck::rule::examine::examine_alone;
use deskcheck::text::Source;
use deskcheck::{RuleSet, rule::builtin};

/// A rule file with a rule that is sound but for what is put into it. `▸` and `◂` are around the place that must be told.
fn file(head: &str, rule: &str) -> String {
    let mut text = format!("set = \"house\"\n{head}\n[[rule]]\n");
    for (key, line) in [("id =", "id = \"a\""), ("message =", "message = \"m\""), ("why =", "why = \"w\"")] {
        if !rule.contains(key) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.push_str(rule);
    if !rule.contains("check") {
        text.push_str("\n[rule.check.phrase]\nfind = [\"utilise\"]\n");
    }
    text
}

/// The text without its marks, and the bytes between them.
fn marked(text: &str) -> (String, Vec<std::ops::Range<usize>>) {
    let (mut plain, mut places, mut start) = (String::new(), Vec::new(), 0);
    for c in text.chars() {
        match c {
            '▸' => start = plain.len(),
            '◂' => places.push(start..plain.len()),
            c => plain.push(c),
        }
    }
    (plain, places)
}

fn told(text: &str) -> Vec<Mistake> {
    examine_alone(&Arc::new(Source::new("house.toml", text)))
}

/// Head of the file, rule, what is said, what is advised.
const TABLE: &[(&str, &str, &str, &str)] = &[
    ("", "▸mesage◂ = \"m\"\nmessage = \"m\"", "there is no key `mesage` here", "is `message` meant?"),
    ("▸abuot◂ = \"me\"", "", "there is no key `abuot` here", "is `about` meant?"),
    ("", "level = ▸\"loud\"◂", "`loud` is nothing that may stand here", "note, warning, error"),
    ("", "level = ▸3◂", "wanted", ""),
    ("", "why = ▸[\"w\"]◂", "a text is wanted here, not a list", ""),
    ("", "[rule.check.phrase]\nfind = ▸\"utilise\"◂", "a list is wanted here, not a text", "square brackets"),
    ("", "[rule.check.▸phrse◂]\nfind = [\"a\"]", "`phrse` is nothing that may stand here", "is `phrase` meant?"),
    (
        "",
        "[rule.check.phrase]\nfind = [\"a\"]\n[rule.check.▸doubled◂]\nexcept = []",
        "a rule has one kind of check",
        "make two rules of it",
    ),
    ("", "[rule.check.phrase]\nfind = [\"find @▸peple◂ now\"]", "there is no list `peple`", "add it under `[lists]`"),
    (
        "[lists]\npeople = [\"nurse\"]",
        "[rule.when]\nnear = [\"@▸peple◂\"]",
        "there is no list `peple`",
        "is `@people` meant?",
    ),
    ("[lists]\na = [\"x\", \"@▸b◂\"]", "", "there is no list `b`", "the lists are `@a`"),
    ("[lists]\na = [\"x\", \"@▸a◂\"]", "", "the list `a` includes itself", "take this entry away"),
    ("", "message = \"“▸{fond}◂” is wrong\"", "gives no `{fond}`", "is `{found}` meant?"),
    ("", "message = \"use ▸{fix}◂\"", "`{fix}` stands for a fix, and this rule has none", "add [rule.fix]"),
    ("", "message = \"m\"\n[rule.fix]\nreplace = \"▸{usul}◂\"", "gives no `{usul}`", "is `{usual}` meant?"),
    (
        "",
        "[rule.fix]\nreplace = \"{usual}\"\n[rule.check.phrase]\nfind = [\"a b > c\", ▸\"d e\"◂]",
        "does not say what is usual",
        "phrase > usual",
    ),
    ("", "[[rule.example]]\nbad = ▸\"They utilise it.\"◂", "a `bad` example without brackets", "[square brackets]"),
    (
        "",
        "[[rule.example]]\nbad = ▸\"They [utilise it.\"◂",
        "an opening bracket without a closing one",
        "[square brackets]",
    ),
    ("", "[[rule.example]]\nbad = ▸\"They [] it.\"◂", "empty brackets", "[square brackets]"),
    ("", "[[rule.example]]\nbad = ▸\"a [utilise]\"◂\nfine = \"b\"", "either `bad` or `fine`", "two examples"),
    ("", "[[rule.example]]\nfine = \"b\"\ngood = ▸\"c\"◂", "`good` says what becomes of a `bad` text", "[brackets]"),
    (
        "",
        "[rule.fix]\nreplace = \"▸utilise well◂\"",
        "the fix `utilise well` is something that this rule finds again",
        "choose another fix",
    ),
    ("", "[rule.check.phrase]\nfind = [\"find ▸..99◂ guilty\"]", "`..99` is no gap", ""),
    ("", "[rule.check.phrase]\nfind = [\"find ▸..*◂ guilty\"]", "`..*` is no gap", ""),
    ("", "[rule.check.phrase]\nfind = [▸\".. guilty\"◂]", "a gap needs a word before and after it", ""),
    ("", "[rule.check.phrase]\nfind = [\"▸(◂a|b\"]", "a `(` without its `)`", ""),
    ("", "[rule.when]\nnear = [\"x\"]\nwithin = ▸\"chapter\"◂", "clause, sentence, paragraph", ""),
    ("", "[rule.when]\nin = [▸\"title\"◂]", "`title` is nothing that may stand here", "heading"),
    ("", "id = ▸\"Fewer Words\"◂", "lower case with hyphens", "fewer"),
    ("", "weak = true\nid = ▸\"a\"◂", "a weak rule needs a `family`", "family ="),
    ("", "[rule.check.pattern]\nneeds = [\"a\"]\nfind = [▸'a(b'◂]", "this pattern is not valid: unclosed group", ""),
    (
        "",
        "[rule.check.pattern]\nneeds = [\"a\"]\nfind = ['a▸.*◂b']",
        "`.*` can run on to the end of the paragraph",
        ".{0,80}",
    ),
    (
        "",
        "[rule.check.pattern]\nneeds = [\"a\"]\nfind = ['a▸(?:\\w+ )+◂b']",
        "can run on to the end of the paragraph",
        "an upper limit",
    ),
    ("", "[rule.check.pattern]\nneeds = []\nfind = [▸'\\d\\d:\\d\\d'◂]", "`needs` names no text", "needs-nothing"),
    ("", "[rule.check.pattern]\nneeds = [\"a\"]\nfind = [▸'a?'◂]", "matches nothing at all", ""),
    ("version = ▸\"one\"◂", "", "`version` is numbers with dots between", "1.2"),
    ("needs = ▸\"99.0\"◂", "", "this set needs deskcheck 99.0 or later", "newer deskcheck"),
    ("language = \"▸de◂\"", "", "this set is for `de`", "en-GB"),
    ("extends = [\"▸spum◂\"]", "", "there is no set `spum`", "is `spun` meant?"),
    ("extends = [\"▸../other.toml◂\"]", "", "there is no file `../other.toml`", "relative to the folder"),
    ("[[change]]\nrule = \"▸spun/nothing◂\"", "", "no rule `spun/nothing`", ""),
    ("[[change]]\nrule = \"▸house/b◂\"\nlevel = \"note\"", "", "no rule `house/b`", "is `house/a` meant?"),
];

#[test]
fn every_mistake_is_told_at_its_place_with_advice() {
    let mut wrong = Vec::new();
    for (head, rule, says, advice) in TABLE {
        let (text, places) = marked(&file(head, rule));
        let told = told(&text);
        let list: Vec<_> = told.iter().map(|m| (m.span.range(), m.message.as_str(), m.advice.as_deref())).collect();
        let holds = match list.as_slice() {
            [(place, message, advised)] => {
                places == [place.clone()] && message.contains(says) && advised.unwrap_or_default().contains(advice)
            }
            _ => false,
        };
        if !holds {
            wrong.push(format!("{head}{rule}\n  wanted {places:?} “{says}” “{advice}”\n  told {list:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn what_is_missing_is_told_where_it_should_stand() {
    let of = |text: &str| told(text).iter().map(|m| m.message.clone()).collect::<Vec<_>>();
    assert_eq!(of("about = \"x\"\n"), ["the key `set` is missing"]);
    assert_eq!(
        of("set = \"a\"\n[[rule]]\nid = \"x\"\n[rule.check.phrase]\nfind = [\"y\"]\n"),
        ["the key `message` is missing", "the key `why` is missing"]
    );
    assert_eq!(of("set = \"a\"\n[[rule]]\nid = \"x\"\nmessage = \"m\"\nwhy = \"w\"\n"), ["the key `check` is missing"]);
    assert_eq!(
        of("set = \"a\"\n[[rule]]\nid = \"x\"\nmessage = \"m\"\nwhy = \"w\"\n[rule.check.phrase]\n"),
        ["the key `find` is missing"]
    );
}

#[test]
fn all_mistakes_of_a_file_are_told_in_one_run() {
    let text = "\
set = \"house\"
autor = \"me\"
[lists]
a = [\"@a\"]
[[rule]]
id = \"One\"
level = \"loud\"
message = \"{fond} {usul}\"
why = \"w\"
[rule.check.phrase]
find = [\"x ..99 y\", \"@none\", \"(a|b\"]
forms = \"some\"
[rule.when]
nera = [\"x\"]
near = [\"@a\", \"@b\"]
[[rule.example]]
bad = \"no brackets\"
[[rule.example]]
good = \"lonely\"
[[rule]]
id = \"two\"
mesage = \"m\"
why = \"w\"
[rule.check.pattern]
find = ['(', 'x.*y']
";
    let lines = |text: &str| {
        let source = Source::new("house.toml", text);
        told(text).iter().map(|m| source.place(m.span.start).line).collect::<Vec<_>>()
    };
    assert_eq!(lines(text), [2, 4, 6, 7, 8, 8, 11, 11, 11, 12, 14, 15, 15, 17, 19, 20, 22, 24, 25, 25]);
    let broken = "set = \"house\"\nabout = \"unclosed\n[[rule]]\nid = \"a\nmessage = \"m\"\n";
    assert!(lines(broken).contains(&2) && lines(broken).contains(&4), "{:?}", lines(broken));
}

#[test]
fn lists_that_would_grow_without_end_are_refused() {
    let million = format!("set = \"a\"\n[lists]\nbig = [{}]\n", "\"x\", ".repeat(1_000_000));
    let mistakes = told(&million);
    assert_eq!(mistakes.len(), 1);
    assert!(mistakes[0].message.contains("at most 100000 entries"), "{}", mistakes[0].message);

    let mut doubling = String::from("set = \"a\"\n[lists]\nl0 = [\"x\", \"y\"]\n");
    for i in 1..40 {
        doubling.push_str(&format!("l{i} = [\"@l{}\", \"@l{0}\"]\n", i - 1));
    }
    assert!(!told(&doubling).is_empty());

    let many: String = (0..5_000).map(|i| format!("\"w{i}\", ")).collect();
    let square = file(&format!("[lists]\nbig = [{many}]"), "[rule.check.phrase]\nfind = [\"@big @big\"]");
    let mistakes = told(&square);
    assert!(mistakes.len() == 1 && mistakes[0].message.contains("word sequences"), "{mistakes:?}");
}

#[test]
fn built_in_files_are_held_to_the_same() {
    let mistakes: Vec<_> = builtin::sources().flat_map(|source| examine_alone(&source)).collect();
    let list: Vec<_> = mistakes
        .iter()
        .map(|m| format!("{}:{}: {} ({:?})", m.source.path, m.source.place(m.span.start).line, m.message, m.advice))
        .collect();
    assert!(list.is_empty(), "{}", list.join("\n"));
}

#[test]
fn one_faulty_file_does_not_take_the_others_along() {
    let source = |path: &str, text: &str| Arc::new(Source::new(path, text));
    let sound = source("sound.toml", &file("", "").replace("house", "sound"));
    let files = vec![source("a.toml", "set = 3\n"), sound, source("c.toml", "sat = \"c\"\n")];
    let files = deskcheck::rule::extend::RuleFiles::new(files);
    let (rules, mistakes) = RuleSet::sound(&files);
    assert!(rules.rules.iter().any(|rule| rule.id == "sound/a"));
    let mut paths: Vec<_> = mistakes.iter().map(|m| m.source.path.as_str()).collect();
    paths.dedup();
    assert_eq!(paths, ["a.toml", "c.toml"]);
    assert!(RuleSet::of(&files).is_err());
}
