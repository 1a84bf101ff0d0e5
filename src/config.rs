//! `deskcheck.toml`: what a house wants of its drafts. A file is read into layers of settings, the file itself and then
//! each of its `[[overrides]]`; a draft is held to those layers that speak of it, in order, the later one deciding.
//!
//! Precedence, from weak to strong: the rules' own switches and levels; the files named by `extends`, in order; the file;
//! its overrides, in order; the command line. Within one layer `select` comes first, then `ignore`, then `levels`, sets
//! before single rules. Lists of what to ignore, to allow or to compare with add up; `select` and single values replace.
//!
//! Nothing here opens a file: whoever reads hands over texts and folders, and follows `extends`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde::Deserialize;
use serde_spanned::Spanned;

use crate::allow::{Entry, Permit};
use crate::english::dialect::Norm;
use crate::finding::Level;
use crate::format::{self, FORMATS};
use crate::profile::{Profile, Setting};
use crate::rule::{Mistake, OWN, RuleSet, names, nearest};
use crate::text::{Source, Span};

/// The name of the file.
pub const NAME: &str = "deskcheck.toml";

/// What makes a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Errors.
    Error,
    /// Warnings and errors.
    Warning,
    /// Any finding.
    Note,
    /// No finding.
    Never,
}

impl FailOn {
    /// The lowest level that fails; none for never.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warning => Some(Level::Warning),
            Self::Note => Some(Level::Note),
            Self::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LevelSpec {
    Error,
    Warning,
    Note,
    Off,
}

impl LevelSpec {
    fn setting(self) -> Setting {
        match self {
            Self::Error => Setting::Level(Level::Error),
            Self::Warning => Setting::Level(Level::Warning),
            Self::Note => Setting::Level(Level::Note),
            Self::Off => Setting::Off,
        }
    }
}

type Names = Vec<Spanned<String>>;

/// The file as its author writes it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct FileSpec {
    /// Files whose settings come before these.
    extends: Names,
    /// Rule files, or folders of them, relative to this file.
    rules: Names,
    select: Option<Names>,
    ignore: Names,
    levels: BTreeMap<Spanned<String>, LevelSpec>,
    sources: Names,
    fail_on: Option<Spanned<FailOn>>,
    /// The spelling of the house: `american`, `british`, `oxford`, `canadian` or `australian`.
    dialect: Option<Spanned<Norm>>,
    format: Option<Spanned<String>>,
    words: Vec<WordsSpec>,
    allow: Vec<AllowSpec>,
    overrides: Vec<OverrideSpec>,
}

/// `[[overrides]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct OverrideSpec {
    /// Globs relative to the file they stand in.
    files: Spanned<Names>,
    #[serde(default)]
    select: Option<Names>,
    #[serde(default)]
    ignore: Names,
    #[serde(default)]
    levels: BTreeMap<Spanned<String>, LevelSpec>,
    #[serde(default)]
    sources: Names,
    #[serde(default)]
    fail_on: Option<Spanned<FailOn>>,
    #[serde(default)]
    dialect: Option<Spanned<Norm>>,
    #[serde(default)]
    format: Option<Spanned<String>>,
}

/// `[[words]]`: words and names that findings may hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WordsSpec {
    allow: Names,
    /// The rules and sets that may not speak of them; all where it is left out.
    #[serde(default)]
    rules: Names,
    reason: String,
}

/// `[[allow]]`: a passage that stays as it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct AllowSpec {
    rule: Spanned<String>,
    /// A glob; all drafts where it is left out.
    #[serde(default)]
    file: Option<Spanned<String>>,
    text: Spanned<String>,
    reason: String,
}

/// Settings that hold for some drafts.
#[derive(Debug)]
pub struct Layer {
    source: Arc<Source>,
    folder: PathBuf,
    globs: Option<GlobSet>,
    /// Where its globs stand.
    globs_at: usize,
    select: Option<Names>,
    ignore: Names,
    levels: Vec<(Spanned<String>, LevelSpec)>,
    sources: Names,
    fail_on: Option<Spanned<FailOn>>,
    dialect: Option<Spanned<Norm>>,
    format: Option<Spanned<String>>,
    permits: Vec<Allowance>,
}

/// One thing that a file allows, and in which drafts.
#[derive(Debug)]
struct Allowance {
    globs: Option<GlobSet>,
    permit: Permit,
    /// Where the first name of a rule stands, or else the words.
    at: usize,
    /// Where its words stand in the file.
    words: Span<Source>,
}

/// What a file allows with a passage: the permit, where its words stand, and the drafts that it speaks of.
pub struct Passage<'l> {
    /// The permit.
    pub permit: &'l Permit,
    /// The file it is written in.
    pub source: &'l Arc<Source>,
    /// Its words in that file.
    pub words: Span<Source>,
    /// Numbers of the drafts that it speaks of.
    pub drafts: Vec<usize>,
    /// Whether the drafts are all that it could speak of.
    pub is_whole: bool,
}

/// A file that was read: its layers, and the other files it speaks of.
#[derive(Debug)]
pub struct File {
    /// Files to read before it, with their places in it.
    pub extends: Vec<(PathBuf, Mistake)>,
    /// Rule files and folders, with their places in it.
    pub rules: Vec<(PathBuf, Mistake)>,
    /// Texts to compare drafts with, with their places in it; its layers know which holds for which draft.
    pub sources: Vec<(PathBuf, Mistake)>,
    /// The file's own layer and its overrides.
    pub layers: Vec<Layer>,
}

/// What holds for one draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// For the engine.
    pub profile: Profile,
    /// What makes the run fail, where that is said.
    pub fail_on: Option<FailOn>,
    /// The texts that the draft was written from.
    pub sources: Vec<PathBuf>,
    /// The format to read it by, where that is said.
    pub format: Option<&'static str>,
}

/// One line that holds for a draft, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// As it could be written.
    pub line: String,
    /// The file.
    pub path: String,
    /// The line in it, from 1.
    pub at: usize,
}

/// Reads a file that lies in this folder.
pub fn read(source: &Arc<Source>, folder: &Path) -> Result<File, Vec<Mistake>> {
    let spec: FileSpec = toml::from_str(&source.text).map_err(|error| {
        let known = error.message().contains("unknown field");
        let advice = known.then(|| String::from("see `deskcheck init` for a file with every key"));
        vec![mistake(source, error.span().unwrap_or(0..0), error.message().to_owned(), advice)]
    })?;
    let mut mistakes = Vec::new();
    let mut globs = |patterns: &[&Spanned<String>]| match glob_set(source, patterns) {
        Ok(set) => Some(set),
        Err(mistake) => {
            mistakes.push(mistake);
            None
        }
    };
    let mut permits = Vec::new();
    for words in &spec.words {
        for word in &words.allow {
            let permit = Permit {
                rules: texts(&words.rules),
                text: word.get_ref().clone(),
                is_passage: false,
                reason: words.reason.clone(),
                entry: Entry { path: source.path.clone(), at: word.span().start },
            };
            let at = words.rules.first().map_or(word.span().start, |name| name.span().start);
            permits.push(Allowance { globs: None, permit, at, words: Span::of_range(word.span()) });
        }
    }
    for allow in &spec.allow {
        let set = allow.file.as_ref().and_then(|file| globs(&[file]));
        let permit = Permit {
            rules: vec![allow.rule.get_ref().clone()],
            text: allow.text.get_ref().clone(),
            is_passage: true,
            reason: allow.reason.clone(),
            entry: Entry { path: source.path.clone(), at: allow.text.span().start },
        };
        let (at, words) = (allow.rule.span().start, Span::of_range(allow.text.span()));
        permits.push(Allowance { globs: set, permit, at, words });
    }
    let mut layers = vec![Layer {
        source: source.clone(),
        folder: folder.to_owned(),
        globs: None,
        globs_at: 0,
        select: spec.select,
        ignore: spec.ignore,
        levels: by_breadth(spec.levels),
        sources: spec.sources,
        fail_on: spec.fail_on,
        dialect: spec.dialect,
        format: spec.format,
        permits,
    }];
    for over in spec.overrides {
        let patterns: Vec<_> = over.files.get_ref().iter().collect();
        layers.push(Layer {
            source: source.clone(),
            folder: folder.to_owned(),
            globs: globs(&patterns),
            globs_at: over.files.span().start,
            select: over.select,
            ignore: over.ignore,
            levels: by_breadth(over.levels),
            sources: over.sources,
            fail_on: over.fail_on,
            dialect: over.dialect,
            format: over.format,
            permits: Vec::new(),
        });
    }
    mistakes.extend(layers.iter().filter_map(unknown_format));
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let placed = |name: &Spanned<String>| {
        let here = mistake(source, name.span(), String::new(), None);
        (folder.join(name.get_ref()), here)
    };
    let extends = spec.extends.iter().map(placed).collect();
    let rules = spec.rules.iter().map(placed).collect();
    let sources = layers.iter().flat_map(|layer| &layer.sources).map(placed).collect();
    Ok(File { extends, rules, sources, layers })
}

fn unknown_format(layer: &Layer) -> Option<Mistake> {
    let name = layer.format.as_ref().filter(|name| format::named(name.get_ref()).is_none())?;
    let known: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
    let advice = format!("the formats are {}", known.join(", "));
    Some(mistake(&layer.source, name.span(), format!("no format is called “{}”", name.get_ref()), Some(advice)))
}

/// Names of rules and sets that do not exist.
pub fn unknown(layers: &[Layer], rules: &RuleSet) -> Vec<Mistake> {
    let known = |name: &str| OWN.iter().any(|id| names(name, id)) || rules.rules.iter().any(|r| names(name, &r.id));
    let mut mistakes = Vec::new();
    for layer in layers {
        let levels = layer.levels.iter().map(|(name, _)| name);
        let all = layer.select.iter().flatten().chain(&layer.ignore).chain(levels);
        for name in all.filter(|name| !known(name.get_ref())) {
            mistakes.push(unknown_name(&layer.source, name.get_ref(), name.span(), rules));
        }
        for Allowance { permit, at, .. } in &layer.permits {
            for name in permit.rules.iter().filter(|name| !known(name)) {
                mistakes.push(unknown_name(&layer.source, name, *at..*at + 1, rules));
            }
        }
    }
    mistakes
}

fn unknown_name(source: &Arc<Source>, name: &str, span: std::ops::Range<usize>, rules: &RuleSet) -> Mistake {
    let sets = rules.rules.iter().filter_map(|rule| rule.id.split_once('/')).map(|(set, _)| set);
    let near = nearest(name, sets.chain(rules.rules.iter().map(|rule| rule.id.as_str())));
    let advice = near.map(|near| format!("did you mean “{near}”?"));
    mistake(source, span, format!("no rule and no set is called “{name}”"), advice)
}

/// The layers that speak of a draft, by number. The path is absolute.
pub fn layers_of(layers: &[Layer], draft: &Path) -> Vec<usize> {
    let speaks = |layer: &Layer| layer.globs.as_ref().is_none_or(|globs| matches(globs, &layer.folder, draft));
    (0..layers.len()).filter(|i| speaks(&layers[*i])).collect()
}

/// What these layers come to for a draft. The path is absolute.
pub fn hold<'l>(layers: impl Iterator<Item = &'l Layer>, draft: &Path, rules: &RuleSet) -> Held {
    let mut held = Held { profile: Profile::new(rules), ..Held::default() };
    for layer in layers {
        held.profile.select(rules, &texts(layer.select.as_deref().unwrap_or_default()));
        held.profile.ignore(rules, &texts(&layer.ignore));
        for (name, level) in &layer.levels {
            held.profile.set(rules, name.get_ref(), level.setting());
        }
        let permits = layer.permits_of(draft).map(|allowance| allowance.permit.clone());
        held.profile.permits.extend(permits);
        held.sources.extend(layer.sources.iter().map(|name| layer.folder.join(name.get_ref())));
        held.format =
            layer.format.as_ref().and_then(|name| format::named(name.get_ref())).map(|f| f.name).or(held.format);
        held.fail_on = layer.fail_on.as_ref().map(|level| *level.get_ref()).or(held.fail_on);
        held.profile.norm = layer.dialect.as_ref().map(|norm| *norm.get_ref()).or(held.profile.norm);
    }
    held
}

/// What these layers say, line by line.
pub fn show<'l>(layers: impl Iterator<Item = &'l Layer>, draft: &Path) -> Vec<Said> {
    layers.flat_map(|layer| layer.show(draft)).collect()
}

impl Layer {
    /// Whether what holds depends on the draft itself and not on its layers alone.
    pub fn is_personal(&self) -> bool {
        self.permits.iter().any(|allowance| allowance.globs.is_some())
    }

    /// Where globs stand that speak of none of the drafts, if all drafts below the file's folder are known: file and line.
    pub fn idle(&self, drafts: &[PathBuf], roots: &[PathBuf]) -> Option<(&str, usize)> {
        let globs = self.globs.as_ref()?;
        let is_whole = roots.iter().any(|root| self.folder.starts_with(root));
        let is_idle = is_whole && !drafts.iter().any(|draft| matches(globs, &self.folder, draft));
        is_idle.then(|| (self.source.path.as_str(), self.source.place(self.globs_at as u32).line))
    }

    fn permits_of<'l>(&'l self, draft: &'l Path) -> impl Iterator<Item = &'l Allowance> {
        self.permits.iter().filter(move |allowance| self.speaks_of(allowance, draft))
    }

    fn speaks_of(&self, allowance: &Allowance, draft: &Path) -> bool {
        allowance.globs.as_ref().is_none_or(|globs| matches(globs, &self.folder, draft))
    }

    /// The passages that this layer allows; `drafts` are those that are held to it, by number, among those below `roots`.
    pub fn passages(&self, drafts: &[(usize, &Path)], roots: &[PathBuf]) -> Vec<Passage<'_>> {
        let is_whole = roots.iter().any(|root| self.folder.starts_with(root));
        let passages = self.permits.iter().filter(|allowance| allowance.permit.is_passage);
        let meant = |allowance: &Allowance| {
            drafts.iter().filter(|(_, draft)| self.speaks_of(allowance, draft)).map(|(i, _)| *i).collect()
        };
        passages
            .map(|allowance| Passage {
                permit: &allowance.permit,
                source: &self.source,
                words: allowance.words,
                drafts: meant(allowance),
                is_whole,
            })
            .collect()
    }

    fn show(&self, draft: &Path) -> Vec<Said> {
        let mut said = Vec::new();
        let mut say = |line: String, at: usize| {
            let at = self.source.place(at as u32).line;
            said.push(Said { line, path: self.source.path.clone(), at });
        };
        for (key, list) in [
            ("select", self.select.as_deref().unwrap_or_default()),
            ("ignore", &self.ignore),
            ("sources", &self.sources),
        ] {
            for name in list {
                say(format!("{key}: {}", name.get_ref()), name.span().start);
            }
        }
        for (name, level) in &self.levels {
            let level = format!("{level:?}").to_lowercase();
            say(format!("level: {} = {level}", name.get_ref()), name.span().start);
        }
        if let Some(level) = &self.fail_on {
            say(format!("fail-on: {}", format!("{:?}", level.get_ref()).to_lowercase()), level.span().start);
        }
        if let Some(dialect) = &self.dialect {
            say(format!("dialect: {}", format!("{:?}", dialect.get_ref()).to_lowercase()), dialect.span().start);
        }
        if let Some(format) = &self.format {
            say(format!("format: {}", format.get_ref()), format.span().start);
        }
        for Allowance { permit, at, .. } in self.permits_of(draft) {
            let rules = if permit.rules.is_empty() { String::from("all rules") } else { permit.rules.join(", ") };
            say(format!("allow: “{}” under {rules} ({})", permit.text, permit.reason), *at);
        }
        said
    }
}

fn texts(names: &[Spanned<String>]) -> Vec<String> {
    names.iter().map(|name| name.get_ref().clone()).collect()
}

/// Sets before single rules, so that the single rule decides.
fn by_breadth(levels: BTreeMap<Spanned<String>, LevelSpec>) -> Vec<(Spanned<String>, LevelSpec)> {
    let mut levels: Vec<_> = levels.into_iter().collect();
    levels.sort_by_key(|(name, _)| name.get_ref().contains('/'));
    levels
}

fn glob_set(source: &Arc<Source>, patterns: &[&Spanned<String>]) -> Result<GlobSet, Mistake> {
    let mut set = GlobSetBuilder::new();
    let fail = |span, error: globset::Error| {
        let what = format!("this glob cannot be read: {}", error.kind());
        mistake(source, span, what, Some("`**` stands for folders, `*` for part of a name".to_owned()))
    };
    for pattern in patterns {
        let text = pattern.get_ref().trim_start_matches("./");
        // As in ignore files: a pattern without a slash is a name in any folder, and a folder stands for all in it.
        let text = if text.contains('/') { text.to_owned() } else { format!("**/{text}") };
        let whole = if text.ends_with('/') { format!("{text}**") } else { text };
        let glob = GlobBuilder::new(&whole).literal_separator(true).build();
        set.add(glob.map_err(|error| fail(pattern.span(), error))?);
    }
    set.build().map_err(|error| fail(patterns.first().map_or(0..0, |pattern| pattern.span()), error))
}

fn matches(globs: &GlobSet, folder: &Path, draft: &Path) -> bool {
    draft.strip_prefix(folder).is_ok_and(|inside| globs.is_match(inside))
}

fn mistake(source: &Arc<Source>, span: std::ops::Range<usize>, message: String, advice: Option<String>) -> Mistake {
    Mistake { source: source.clone(), span: Span::of_range(span), message, advice }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> RuleSet {
        let rule = |id: &str, on: bool| {
            format!(
                "[[rule]]\nid = \"{id}\"\nmessage = \"m\"\nwhy = \"w\"\non = {on}\n[rule.check.phrase]\nfind = [\"{id}\"]\n"
            )
        };
        let text = format!("set = \"own\"\n{}{}", rule("cat", true), rule("dog", false));
        RuleSet::only(&[Arc::new(Source::new("own.toml", text))]).unwrap_or_default()
    }

    fn file(text: &str) -> Result<File, Vec<Mistake>> {
        read(&Arc::new(Source::new(NAME, text)), Path::new("/house"))
    }

    fn on(text: &str, draft: &str) -> (bool, bool) {
        let rules = rules();
        let layers = file(text).map(|file| file.layers).unwrap_or_default();
        let draft = Path::new(draft);
        let held = hold(layers_of(&layers, draft).into_iter().map(|i| &layers[i]), draft, &rules);
        (held.profile.is_on(0), held.profile.is_on(1))
    }

    #[test]
    fn later_layers_decide_and_single_rules_beat_their_set() {
        assert_eq!(on("", "/house/a.md"), (true, false));
        assert_eq!(on("select = [\"own\"]", "/house/a.md"), (true, true));
        assert_eq!(on("select = [\"own\"]\nignore = [\"own/cat\"]", "/house/a.md"), (false, true));
        assert_eq!(on("[levels]\n\"own/dog\" = \"note\"\nown = \"off\"", "/house/a.md"), (false, true));
        let text = "ignore = [\"own\"]\n[[overrides]]\nfiles = [\"news/**\"]\nlevels = { \"own/cat\" = \"error\" }";
        assert_eq!(on(text, "/house/a.md"), (false, false));
        assert_eq!(on(text, "/house/news/deep/a.md"), (true, false));
        assert_eq!(on(text, "/elsewhere/news/a.md"), (false, false));
    }

    #[test]
    fn mistakes_have_places() {
        for (text, place) in [
            ("selekt = []", 0..6),
            ("[[overrides]]\nfiles = [\"a[\"]", 23..27),
            ("[levels]\nown = \"loud\"", 15..21),
            ("fail-on = 3", 10..11),
        ] {
            let mistakes = file(text).err().unwrap_or_default();
            assert_eq!(mistakes.first().map(|m| m.span.range()), Some(place), "{text}: {mistakes:?}");
        }
        let layers = file("ignore = [\"own/cta\"]").map(|file| file.layers).unwrap_or_default();
        let mistakes = unknown(&layers, &rules());
        assert_eq!(mistakes.first().and_then(|m| m.advice.as_deref()), Some("did you mean “own/cat”?"));
    }
}
