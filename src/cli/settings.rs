//! What holds for each draft of a run: the nearest `deskcheck.toml` from the draft upwards, what that extends, and the
//! command line on top. Files are found and read here; what they mean is known to `config`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::args::{Color, Common};
use super::discover::{self, Draft};
use super::sources::Shelf;
use super::trouble::{Trouble, remark};
use super::{Exit, read, rules, sources};
use crate::allow::{self, Entry, Permit};
use crate::compare::Library;
use crate::config::{self, Held, Layer};
use crate::finding::{Finding, Level};
use crate::profile::{Profile, Setting};
use crate::rule::{Mistake, OWN, RuleSet};
use crate::text::{Source, Span, clean};

/// A folder with one of these is the root of a repository.
const ROOTS: &[&str] = &[".git", ".hg", ".jj", ".svn"];

/// No configuration takes more files than this with all that they extend: two files that each extend two, and so on,
/// would be read without an end.
const MOST_FILES: usize = 100;

/// Whether a folder is the root of a repository.
pub fn is_root(folder: &Path) -> bool {
    ROOTS.iter().any(|root| folder.join(root).exists())
}

/// The rules of a run and what holds for its drafts.
pub struct House {
    /// All rules, built in and the user's.
    pub rules: RuleSet,
    held: Vec<Held>,
    /// The sources of the command line, and whether drafts may name their own.
    named: Vec<PathBuf>,
    asks_drafts: bool,
    shelf: Shelf,
    /// What `[[allow]]` allows, where it can be seen whether it does.
    passages: Vec<Passage>,
}

/// An entry of `[[allow]]` that could have been of use in this run.
struct Passage {
    permit: Permit,
    source: Arc<Source>,
    words: Span<Source>,
    level: Option<Level>,
}

impl House {
    /// What holds for a draft.
    pub fn of(&self, draft: &Draft) -> &Held {
        &self.held[draft.held]
    }

    /// Entries of `[[allow]]` that allowed nothing, as findings in their files. `used` are those that did.
    pub fn idle(&self, used: &HashSet<Entry>) -> Vec<(Arc<Source>, Finding)> {
        let idle = self.passages.iter().filter(|passage| !used.contains(&passage.permit.entry));
        let told = |passage: &Passage| allow::idle(&passage.permit, passage.words, passage.level);
        idle.map(|passage| (passage.source.clone(), told(passage))).collect()
    }

    /// What a draft is compared with: the sources that the command line, the configuration and the draft itself name.
    pub fn library(&self, draft: &Draft, source: &Source) -> Result<Option<Arc<Library>>, Trouble> {
        let mut paths = self.named_for(self.of(draft));
        if self.asks_drafts {
            paths.extend(sources::of_front_matter(draft, source)?);
        }
        if paths.is_empty() {
            return Ok(None);
        }
        let fail = |why: Vec<String>| Trouble::Sources { draft: draft.name.clone(), why: why.join("; ") };
        self.shelf.library(&paths, &self.rules).map(Some).map_err(fail)
    }

    fn named_for(&self, held: &Held) -> Vec<PathBuf> {
        let of_house = held.sources.iter().map(|path| PathBuf::from(shown(&whole(path))));
        self.named.iter().cloned().chain(of_house).collect()
    }

    /// Reads what the command line and the configuration name, so that a mistake there is told once and before all else.
    fn read_sources(&self, color: Option<Color>) -> Result<(), Exit> {
        let mut sets: Vec<_> = self.held.iter().map(|held| self.named_for(held)).collect();
        sets.push(self.named.clone());
        sets.sort();
        sets.dedup();
        for paths in sets.iter().filter(|paths| !paths.is_empty()) {
            if let Err(why) = self.shelf.library(paths, &self.rules) {
                let exits = why.into_iter().map(|why| Trouble::Failed(why).tell(color));
                return Err(exits.max().unwrap_or(Exit::Failed));
            }
        }
        Ok(())
    }
}

/// One configuration with all that it extends.
#[derive(Default)]
struct Config {
    layers: Vec<Layer>,
    rules: Vec<PathBuf>,
    mistakes: Vec<Mistake>,
    /// Files read so far.
    files: usize,
    /// The repository that none of its paths may leave: a file that was found there may be a stranger's, one that the
    /// command line names is the user's own.
    bounds: Option<PathBuf>,
}

/// Configurations by the folder they hold for.
struct Finder<'c> {
    common: &'c Common,
    by_folder: HashMap<PathBuf, usize>,
    by_path: HashMap<PathBuf, usize>,
    /// The first is that of drafts without one.
    configs: Vec<Config>,
}

/// Finds what holds for these drafts, which are all those in the folders `whole_of`. Whatever is wrong has been told when
/// this gives an exit.
pub fn load(common: &Common, drafts: &mut [Draft], whole_of: &[PathBuf]) -> Result<House, Exit> {
    let mut finder = Finder::new(common);
    let paths: Vec<PathBuf> = drafts.iter().map(|draft| whole(&draft.named_path())).collect();
    let config_of: Vec<usize> = paths.iter().map(|path| finder.config_of(path)).collect();
    let Finder { configs, .. } = finder;
    let (rules, configs) = finish(common, configs)?;

    let roots: Vec<PathBuf> = whole_of.iter().filter(|path| path.is_dir()).map(|path| whole(path)).collect();
    for (path, line) in configs.iter().flat_map(|c| &c.layers).filter_map(|layer| layer.idle(&paths, &roots)) {
        if !common.quiet {
            remark(&format!("warning: {}:{line}: no draft is meant by these globs", clean::exact(path)));
        }
    }

    let mut held = Vec::new();
    let mut known: HashMap<(usize, Vec<usize>, Option<&Path>), usize> = HashMap::new();
    for ((draft, path), config) in drafts.iter_mut().zip(&paths).zip(config_of) {
        let layers = &configs[config].layers;
        let numbers = config::layers_of(layers, path);
        let personal = layers.iter().any(Layer::is_personal).then_some(path.as_path());
        draft.held = *known.entry((config, numbers.clone(), personal)).or_insert_with(|| {
            held.push(hold(common, numbers.into_iter().map(|i| &layers[i]), path, &rules));
            held.len() - 1
        });
    }
    let (named, asks_drafts) = (common.source.clone(), !common.no_config);
    let mut house = House { rules, held, named, asks_drafts, shelf: Shelf::default(), passages: Vec::new() };
    house.passages = passages(&configs, &paths, drafts, &roots, &house);
    house.read_sources(common.color)?;
    Ok(house)
}

/// The entries of `[[allow]]` that can be judged: all drafts they could speak of are in the run, and all rules they name are on.
fn passages(configs: &[Config], paths: &[PathBuf], drafts: &[Draft], roots: &[PathBuf], house: &House) -> Vec<Passage> {
    let mut found: BTreeMap<Entry, Passage> = BTreeMap::new();
    for layer in configs.iter().flat_map(|config| &config.layers) {
        let numbered: Vec<(usize, &Path)> = paths.iter().map(PathBuf::as_path).enumerate().collect();
        for passage in layer.passages(&numbered, roots) {
            let profiles = || passage.drafts.iter().map(|i| &house.of(&drafts[*i]).profile);
            let runs = |profile: &Profile| passage.permit.rules.iter().all(|name| profile.runs(&house.rules, name));
            let silent = profiles().chain(house.held.first().map(|held| &held.profile)).any(|p| p.is_silent(OWN[0]));
            if passage.is_whole && !silent && profiles().all(runs) {
                let (permit, source) = (passage.permit.clone(), passage.source.clone());
                let level = profiles().find_map(|profile| profile.level(OWN[0]));
                found.entry(permit.entry.clone()).or_insert(Passage { permit, source, words: passage.words, level });
            }
        }
    }
    found.into_values().collect()
}

/// The lines that hold for one draft, or the path of the configuration that has none.
pub fn show(common: &Common, draft: &Draft) -> Result<(Vec<config::Said>, Held, RuleSet), Exit> {
    let mut finder = Finder::new(common);
    let path = whole(&draft.named_path());
    let config = finder.config_of(&path);
    let (rules, configs) = finish(common, finder.configs)?;
    let layers = &configs[config].layers;
    let meant: Vec<&Layer> = config::layers_of(layers, &path).into_iter().map(|i| &layers[i]).collect();
    Ok((config::show(meant.iter().copied(), &path), hold(common, meant.into_iter(), &path, &rules), rules))
}

/// The rule files that the configuration of this folder names.
pub fn rule_paths(common: &Common) -> Result<Vec<PathBuf>, Exit> {
    let mut finder = Finder::new(common);
    let config = finder.config_of(&whole(Path::new("draft")));
    let config = &finder.configs[config];
    if config.mistakes.is_empty() {
        Ok(config.rules.clone())
    } else {
        Err(rules::tell_mistakes(&config.mistakes, common))
    }
}

fn hold<'l>(common: &Common, layers: impl Iterator<Item = &'l Layer>, path: &Path, rules: &RuleSet) -> Held {
    let mut held = config::hold(layers, path, rules);
    if common.strict_sources {
        for (rule, level) in rules.rules.iter().filter_map(|rule| Some((rule, rule.change.as_ref()?.strict?))) {
            held.profile.set(rules, &rule.id, Setting::Level(level));
        }
    }
    held.profile.select(rules, &common.select);
    held.profile.ignore(rules, &common.ignore);
    held
}

/// Loads the rules of all configurations and sees whether the configurations speak of rules that exist.
fn finish(common: &Common, configs: Vec<Config>) -> Result<(RuleSet, Vec<Config>), Exit> {
    let mistakes: Vec<_> = configs.iter().flat_map(|config| config.mistakes.iter().cloned()).collect();
    if !mistakes.is_empty() {
        return Err(rules::tell_mistakes(&mistakes, common));
    }
    let mut paths: Vec<PathBuf> = configs.iter().flat_map(|config| config.rules.iter().cloned()).collect();
    paths.sort();
    paths.dedup();
    let rules = rules::load_with(common, &paths)?;
    let mistakes: Vec<_> = configs.iter().flat_map(|config| config::unknown(&config.layers, &rules)).collect();
    if mistakes.is_empty() { Ok((rules, configs)) } else { Err(rules::tell_mistakes(&mistakes, common)) }
}

impl<'c> Finder<'c> {
    fn new(common: &'c Common) -> Self {
        Self { common, by_folder: HashMap::new(), by_path: HashMap::new(), configs: vec![Config::default()] }
    }

    fn config_of(&mut self, draft: &Path) -> usize {
        if let Some(path) = &self.common.config {
            return self.read(&whole(path), None);
        }
        match draft.parent() {
            Some(folder) if !self.common.no_config => self.of_folder(folder),
            _ => 0,
        }
    }

    fn of_folder(&mut self, folder: &Path) -> usize {
        if let Some(&known) = self.by_folder.get(folder) {
            return known;
        }
        let path = folder.join(config::NAME);
        let found = if path.is_file() {
            self.read(&path, repository_of(&path))
        } else if is_root(folder) {
            0
        } else {
            folder.parent().map_or(0, |parent| self.of_folder(parent))
        };
        self.by_folder.insert(folder.to_owned(), found);
        found
    }

    fn read(&mut self, path: &Path, bounds: Option<&Path>) -> usize {
        if let Some(&known) = self.by_path.get(path) {
            return known;
        }
        let mut config = Config { bounds: bounds.map(Path::to_owned), ..Config::default() };
        match config.may_name(path).map_err(str::to_owned).and_then(|()| text(path)) {
            Ok(source) => gather(source, path, &mut vec![path.to_owned()], &mut config),
            Err(why) => config.mistakes.push(Mistake {
                source: Arc::new(Source::new(shown(path), "")),
                span: Span::new(0, 0),
                message: why,
                advice: None,
            }),
        }
        self.configs.push(config);
        self.by_path.insert(path.to_owned(), self.configs.len() - 1);
        self.configs.len() - 1
    }
}

/// Adds a file to a configuration, after the files that it extends.
fn gather(source: Arc<Source>, path: &Path, way: &mut Vec<PathBuf>, config: &mut Config) {
    let folder = path.parent().unwrap_or(Path::new("/"));
    let file = match config::read(&source, folder) {
        Ok(file) => file,
        Err(mistakes) => return config.mistakes.extend(mistakes),
    };
    config.files += 1;
    for (base, here) in file.extends {
        match base_of(&base, way, config) {
            Ok((base, source)) => {
                way.push(base.clone());
                gather(source, &base, way, config);
                way.pop();
            }
            Err((message, advice)) => config.mistakes.push(Mistake { message, advice, ..here }),
        }
    }
    for (path, here) in file.rules.iter().chain(&file.sources) {
        if let Err(why) = config.may_name(&whole(path)) {
            config.mistakes.push(Mistake { message: why.to_owned(), advice: advice(), ..here.clone() });
        }
    }
    config.rules.extend(file.rules.into_iter().map(|(path, _)| path));
    config.layers.extend(file.layers);
}

/// A file that another extends, or what is wrong with it and what to do.
fn base_of(base: &Path, way: &[PathBuf], config: &Config) -> Result<(PathBuf, Arc<Source>), (String, Option<String>)> {
    let base = whole(base);
    config.may_name(&base).map_err(|why| (why.to_owned(), advice()))?;
    if way.contains(&base) {
        let message = "this file extends itself, by way of others or directly";
        return Err((message.to_owned(), Some("take one of the `extends` away".to_owned())));
    }
    if config.files >= MOST_FILES {
        return Err((format!("more than {MOST_FILES} files are extended here, by way of others or directly"), None));
    }
    let source = text(&base).map_err(|why| (why, None))?;
    Ok((base, source))
}

fn advice() -> Option<String> {
    Some(format!("a {} that is named by `--config` may name any file", config::NAME))
}

impl Config {
    fn may_name(&self, path: &Path) -> Result<(), &'static str> {
        self.bounds.as_deref().map_or(Ok(()), |root| stays_within(path, root))
    }
}

/// The root of the repository that holds a file.
pub fn repository_of(path: &Path) -> Option<&Path> {
    path.ancestors().skip(1).find(|folder| is_root(folder))
}

/// Whether a path leads to a place in this folder, even where links lead, and to no part of what a repository keeps of itself.
pub fn stays_within(path: &Path, root: &Path) -> Result<(), &'static str> {
    let within = |path: &Path, root: &Path| match path.strip_prefix(root) {
        Err(_) => Err("this path leads out of the repository"),
        Ok(inner) if inner.components().any(|part| ROOTS.iter().any(|root| part.as_os_str() == *root)) => {
            Err("this path leads into what the repository keeps of itself")
        }
        Ok(_) => Ok(()),
    };
    within(path, root)?;
    match (path.canonicalize(), root.canonicalize()) {
        (Ok(path), Ok(root)) => within(&path, &root),
        // What is not there will be told when it is read.
        _ => Ok(()),
    }
}

fn text(path: &Path) -> Result<Arc<Source>, String> {
    let mut source = read::draft(&discover::named(path)).map_err(|trouble| trouble.to_string())?;
    source.path = shown(path);
    Ok(Arc::new(source))
}

/// A path as it is told: relative to the current folder where it lies in it.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).to_string_lossy().into_owned()
}

/// A path from the root, without `.` and `..`. Links are not followed, so that a draft is held to what stands above the
/// name it was given.
pub fn whole(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let mut whole = PathBuf::new();
    for part in here.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = whole.pop(),
            part => whole.push(part),
        }
    }
    whole
}
