//! The rules of a run: those built in, the user's files, and what `--select` and `--ignore` make of them. Reading and
//! telling is done here; what a rule file means is known to `rule/` alone.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Common;
use super::discover;
use super::trouble::Trouble;
use super::{Exit, colour, read, settings};
use crate::output::terminal;
use crate::rule::extend::{Base, RuleFiles, is_path, links};
use crate::rule::{Mistake, RuleSet};
use crate::text::Source;

/// All rules: those built in, those of the paths, and those of the command line, with their own switches.
pub fn load_with(common: &Common, paths: &[PathBuf]) -> Result<RuleSet, Exit> {
    let files = gather(paths.iter().chain(&common.rules), common)?;
    let rules = RuleSet::of(&files).map_err(|mistakes| tell_mistakes(&mistakes, common))?;
    let unknown = rules.unknown_names(common.select.iter().chain(&common.ignore));
    if !unknown.is_empty() {
        return Err(tell_all(&unknown.into_iter().map(Trouble::UnknownRule).collect::<Vec<_>>(), common));
    }
    Ok(rules)
}

/// The rule files of these paths, after those that they extend. What cannot be read has been told when this gives an exit.
pub fn gather<'p>(paths: impl Iterator<Item = &'p PathBuf>, common: &Common) -> Result<RuleFiles, Exit> {
    let mut shelf = Shelf::default();
    for path in paths {
        for file in files(path, &mut shelf.troubles) {
            shelf.put(&file);
        }
    }
    if shelf.troubles.is_empty() { Ok(shelf.in_order()) } else { Err(tell_all(&shelf.troubles, common)) }
}

/// Rule files as they are reached.
#[derive(Default)]
struct Shelf {
    files: Vec<(Arc<Source>, Vec<Base>)>,
    /// The number of each file that was reached, by its real path.
    numbers: HashMap<PathBuf, usize>,
    /// The numbers in the order of loading.
    order: Vec<usize>,
    troubles: Vec<Trouble>,
}

impl Shelf {
    /// Reads a file and those that it extends.
    fn put(&mut self, file: &discover::Draft) -> Base {
        let path = file.path.canonicalize().unwrap_or_else(|_| file.path.clone());
        if let Some(&number) = self.numbers.get(&path) {
            return Base::File(number);
        }
        let source = match read::draft(file) {
            Ok(source) => Arc::new(source),
            Err(trouble) => {
                self.troubles.push(trouble);
                return Base::Faulty;
            }
        };
        let number = self.files.len();
        self.numbers.insert(path, number);
        self.files.push((source.clone(), Vec::new()));
        let folder = file.path.parent().unwrap_or(Path::new(""));
        let whole = settings::whole(&file.path);
        let root = settings::repository_of(&whole);
        let bases = links(&source.text).iter().map(|name| self.base(&source.path, folder, name, root)).collect();
        self.files[number].1 = bases;
        self.order.push(number);
        Base::File(number)
    }

    /// What an entry of `extends` leads to. A file in a repository may be a stranger's, and leads to no file outside.
    fn base(&mut self, file: &str, folder: &Path, name: &str, root: Option<&Path>) -> Base {
        if !is_path(name) {
            return Base::Named;
        }
        let path = folder.join(name);
        let leads = root.map_or(Ok(()), |root| settings::stays_within(&settings::whole(&path), root));
        if let Err(why) = leads {
            self.troubles.push(Trouble::Failed(format!("“{file}” extends “{name}”: {why}")));
            return Base::Faulty;
        }
        if !path.is_file() {
            return Base::Missing;
        }
        let mut file = discover::named(&path);
        file.name = settings::shown(&settings::whole(&path));
        self.put(&file)
    }

    fn in_order(self) -> RuleFiles {
        let mut place = vec![0; self.files.len()];
        self.order.iter().enumerate().for_each(|(i, &number)| place[number] = i);
        let renumbered = |base: &Base| if let Base::File(i) = base { Base::File(place[*i]) } else { *base };
        let files = self.order.iter().map(|&number| &self.files[number]);
        let (sources, bases) =
            files.map(|(source, bases)| (source.clone(), bases.iter().map(renumbered).collect())).unzip();
        RuleFiles { sources, bases }
    }
}

/// Shows mistakes in rule files and configuration.
pub fn tell_mistakes(mistakes: &[Mistake], common: &Common) -> Exit {
    let mut told = Vec::new();
    // Writing to memory cannot fail, and where standard error is closed there is nobody to tell.
    let _ = terminal::show_mistakes(&mut told, mistakes, colour::on_stderr(common.color));
    let _ = io::Write::write_all(&mut io::stderr().lock(), &told);
    Exit::Failed
}

/// The rule files that a path means.
fn files(path: &Path, troubles: &mut Vec<Trouble>) -> Vec<discover::Draft> {
    if !path.is_dir() {
        return vec![discover::named(path)];
    }
    let files = discover::rule_files(path, troubles);
    if files.is_empty() {
        troubles.push(Trouble::Unreadable(path.to_owned(), "the folder holds no .toml file".into()));
    }
    files
}

fn tell_all(troubles: &[Trouble], common: &Common) -> Exit {
    troubles.iter().map(|trouble| trouble.tell(common.color)).max().unwrap_or(Exit::Failed)
}
