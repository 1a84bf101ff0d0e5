//! Words and abbreviations of which a document should choose one form: `US` or `U.S.`, `adviser` or `advisor`. The groups are
//! the rule's; each group is counted for itself. Quotations, links and headings have their own ways and do not count.

use rustc_hash::FxHashMap;
use serde_spanned::Spanned;

use super::own::in_name;
use super::pattern::edge;
use super::tally::{Place, Tally};
use super::variant::{counts, with_stop};
use super::{Check, Mark};
use crate::english::case::{apply, shape_of};
use crate::rule::literals::Alternatives;
use crate::rule::load::Problem;
use crate::rule::phrase::Case;
use crate::segment::Page;
use crate::text::{Prose, Span};

/// `[rule.check.form]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FormSpec {
    /// Groups of forms that mean the same, parted by ` | `: `U.S. | US`.
    find: Vec<Spanned<String>>,
    /// `exact` (the default) or `any` letter case.
    #[serde(default = "exact")]
    case: Case,
    /// Whether a capitalised word must follow, as a name follows a title.
    #[serde(default)]
    before_name: bool,
    /// So many places must be of the majority.
    #[serde(default = "two")]
    least: usize,
}

fn exact() -> Case {
    Case::Exact
}
fn two() -> usize {
    2
}

/// Groups of forms ready to run.
pub struct Form {
    /// All forms of all groups, longest first.
    any: Alternatives,
    /// Group and number within it of each form, folded where case is ignored.
    of: FxHashMap<String, (usize, usize)>,
    groups: Vec<Vec<String>>,
    case: Case,
    before_name: bool,
    least: usize,
}

impl FormSpec {
    /// Reads the groups.
    pub fn build(self) -> Result<Form, Problem> {
        let (mut groups, mut of) = (Vec::new(), FxHashMap::default());
        for (g, group) in self.find.iter().enumerate() {
            let forms: Vec<String> = group.get_ref().split(" | ").map(|f| f.trim().to_owned()).collect();
            if forms.len() < 2 || forms.iter().any(String::is_empty) {
                return Err(Problem::at(group.span(), "a group has two forms or more, parted by ` | `"));
            }
            for (n, form) in forms.iter().enumerate() {
                let key = if self.case == Case::Any { form.to_lowercase() } else { form.clone() };
                of.insert(key, (g, n));
            }
            groups.push(forms);
        }
        let mut all: Vec<&str> = groups.iter().flatten().map(String::as_str).collect();
        all.sort_by_key(|f| std::cmp::Reverse(f.len()));
        let any = Alternatives::new(all.iter().map(|form| (*form).to_owned()).collect(), self.case == Case::Any);
        Ok(Form { any, of, groups, case: self.case, before_name: self.before_name, least: self.least })
    }
}

impl Check for Form {
    fn marks(&self, page: &Page<'_>, out: &mut Vec<Mark>) {
        let text = page.prose.text.as_str();
        let mut places: FxHashMap<usize, Vec<Place>> = FxHashMap::default();
        for hit in self.any.find(text) {
            let span = Span::<Prose>::of_range(hit.clone());
            let written = &text[hit.clone()];
            let key = if self.case == Case::Any { written.to_lowercase() } else { written.to_owned() };
            let Some(&(group, choice)) = self.of.get(&key) else { continue };
            let after = &text[hit.end..];
            // `US` in `USA`, `U.S.` in `U.S.A.`, `am` in `camp`; and parts of hyphenated words.
            let inner = !edge(text, hit.start)
                || !edge(text, hit.end)
                || written.ends_with('.') && after.starts_with(char::is_alphanumeric)
                || after.starts_with(['-', '@', '/']) && !after.starts_with("--")
                || text[..hit.start].ends_with(['-', '.', '@', '/', '#']);
            let name = self.before_name
                && !after.strip_prefix([' ', '\u{a0}']).is_some_and(|t| t.starts_with(char::is_uppercase));
            let titled = self.case == Case::Any && in_name(page, page.token_at(span.start));
            if !inner && !name && !titled && counts(page, span) {
                places.entry(group).or_default().push(Place { span, choice });
            }
        }
        let mut groups: Vec<_> = places.into_iter().collect();
        groups.sort_by_key(|(group, _)| *group);
        for (group, places) in groups {
            let forms = &self.groups[group];
            let Some(tally) = Tally::of(&places, forms.len(), self.least, None) else { continue };
            for place in places.iter().filter(|p| p.choice != tally.most) {
                let form = &forms[tally.most];
                let found = page.prose.slice(place.span);
                let right = if self.case == Case::Any { apply(form, shape_of(found)) } else { form.clone() };
                let (span, right) = with_stop(page, place.span, right);
                let mark = tally.mark(place.span, &format!("“{form}”")).with("form", form.clone());
                let mark = mark.repair(span, right);
                out.push(if mark.level.is_some() { mark.doubtful() } else { mark });
            }
        }
    }
}
