//! The types that rule files and deskcheck.toml are read into, as their source says them: keys, kinds, what is needed, and the
//! doc comments. Schemas and the manual are made from this. It reads no rule file.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{Attribute, Expr, ExprLit, Fields, GenericArgument, Item, Lit, Meta, PathArguments, Type};

/// What a key may hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Text,
    Flag,
    /// A whole number from 0 up.
    Count,
    Number,
    List(Box<Kind>),
    /// Keys of the author's own choosing.
    Table(Box<Kind>),
    /// One or several.
    Either(Vec<Kind>),
    /// A type of the source, by its file and name.
    Named(String),
}

/// A key of a table.
#[derive(Clone, Debug)]
pub struct Key {
    pub name: String,
    pub about: String,
    pub kind: Kind,
    pub is_needed: bool,
}

/// A type of the source.
#[derive(Clone, Debug)]
pub enum Shape {
    Table(Vec<Key>),
    /// Words to choose from, each with what it means.
    Words(Vec<(String, String)>),
    /// A table with just one of these keys.
    OneOf(Vec<Key>),
    /// The same as another kind.
    Same(Kind),
}

/// All types, by file and name.
pub struct Types {
    shapes: BTreeMap<String, (Shape, String)>,
    by_name: BTreeMap<String, Vec<String>>,
}

impl Types {
    /// Reads the source of the library.
    pub fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut items = Vec::new();
        gather(&root, &root, &mut items);
        let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (file, item) in &items {
            let name = match item {
                Item::Struct(item) => item.ident.to_string(),
                Item::Enum(item) => item.ident.to_string(),
                Item::Type(item) => item.ident.to_string(),
                _ => continue,
            };
            by_name.entry(name.clone()).or_default().push(format!("{file}::{name}"));
        }
        let mut types = Self { shapes: BTreeMap::new(), by_name };
        for (file, item) in &items {
            types.add(file, item);
        }
        types
    }

    /// The shape of a type and what its doc comment says.
    pub fn get(&self, id: &str) -> &(Shape, String) {
        self.shapes.get(id).unwrap_or_else(|| panic!("`{id}` is read from a file but is no type that can be"))
    }

    fn add(&mut self, file: &str, item: &Item) {
        match item {
            Item::Struct(item) => {
                let serde = Serde::of(&item.attrs);
                let shape = match &item.fields {
                    Fields::Named(fields) => {
                        let keys = fields.named.iter().filter_map(|field| {
                            let own = Serde::of(&field.attrs);
                            let ident = field.ident.as_ref()?.to_string();
                            let (is_optional, kind) = self.kind(file, &field.ty);
                            let name = own.rename.clone().unwrap_or_else(|| serde.renamed(&ident));
                            let is_needed = !(is_optional || own.is_default || serde.is_default);
                            (!own.is_skipped).then(|| Key { name, about: docs(&field.attrs), kind, is_needed })
                        });
                        Shape::Table(keys.collect())
                    }
                    _ => Shape::Same(by_hand(&item.ident.to_string(), file)),
                };
                let shape = serde.other.map_or(shape, |other| Shape::Same(Kind::Named(format!("{file}::{other}"))));
                self.shapes.insert(format!("{file}::{}", item.ident), (shape, docs(&item.attrs)));
            }
            Item::Enum(item) => {
                let serde = Serde::of(&item.attrs);
                let named = |ident: &syn::Ident| serde.renamed(&kebab(&ident.to_string()));
                let single = |fields: &Fields| match fields {
                    Fields::Unnamed(fields) => fields.unnamed.first().map(|field| self.kind(file, &field.ty).1),
                    _ => None,
                };
                let shape = if let Some(other) = &serde.other {
                    Shape::Same(Kind::Named(format!("{file}::{other}")))
                } else if serde.is_untagged {
                    Shape::Same(Kind::Either(item.variants.iter().filter_map(|v| single(&v.fields)).collect()))
                } else if item.variants.iter().all(|v| matches!(v.fields, Fields::Unit)) {
                    Shape::Words(item.variants.iter().map(|v| (named(&v.ident), docs(&v.attrs))).collect())
                } else {
                    let keys = item.variants.iter().filter_map(|v| {
                        let kind = single(&v.fields)?;
                        Some(Key { name: named(&v.ident), about: docs(&v.attrs), kind, is_needed: false })
                    });
                    Shape::OneOf(keys.collect())
                };
                self.shapes.insert(format!("{file}::{}", item.ident), (shape, docs(&item.attrs)));
            }
            Item::Type(item) => {
                let kind = self.kind(file, &item.ty).1;
                self.shapes.insert(format!("{file}::{}", item.ident), (Shape::Same(kind), String::new()));
            }
            _ => {}
        }
    }

    /// Whether a value may be left out by its type, and what it holds.
    fn kind(&self, file: &str, ty: &Type) -> (bool, Kind) {
        if let Type::Array(array) = ty {
            return (false, Kind::List(Box::new(self.kind(file, &array.elem).1)));
        }
        let Type::Path(path) = ty else { return (false, Kind::Text) };
        let Some(last) = path.path.segments.last() else { return (false, Kind::Text) };
        let inner: Vec<&Type> = match &last.arguments {
            PathArguments::AngleBracketed(arguments) => arguments
                .args
                .iter()
                .filter_map(|a| if let GenericArgument::Type(ty) = a { Some(ty) } else { None })
                .collect(),
            _ => Vec::new(),
        };
        let nth = |n: usize| inner.get(n).map_or(Kind::Text, |ty| self.kind(file, ty).1);
        let kind = match last.ident.to_string().as_str() {
            "Option" => return (true, nth(0)),
            "Spanned" | "Box" | "Arc" => nth(0),
            "Vec" | "Set" | "FxHashSet" | "BTreeSet" => Kind::List(Box::new(nth(0))),
            "BTreeMap" | "HashMap" | "FxHashMap" => Kind::Table(Box::new(nth(1))),
            "String" | "str" | "char" => Kind::Text,
            "bool" => Kind::Flag,
            "u8" | "u16" | "u32" | "u64" | "usize" => Kind::Count,
            "i8" | "i16" | "i32" | "i64" => Kind::Number,
            "f32" | "f64" => Kind::Number,
            name => {
                let here = format!("{file}::{name}");
                let all = self.by_name.get(name).map(Vec::as_slice).unwrap_or_default();
                match all {
                    all if all.contains(&here) => Kind::Named(here),
                    [one] => Kind::Named(one.clone()),
                    // Of several types of one name the path says the file.
                    all => {
                        let folder =
                            path.path.segments.iter().rev().nth(1).map(|s| s.ident.to_string()).unwrap_or_default();
                        let found = all
                            .iter()
                            .find(|id| id.contains(&format!("{folder}.rs")) || id.contains(&format!("/{folder}/")));
                        Kind::Named(found.or_else(|| all.first()).cloned().unwrap_or(here))
                    }
                }
            }
        };
        (false, kind)
    }
}

/// Types that say themselves how they are read.
fn by_hand(name: &str, file: &str) -> Kind {
    let one_or_many = |kind: Kind| Kind::Either(vec![kind.clone(), Kind::List(Box::new(kind))]);
    match name {
        "OneOrMany" => one_or_many(Kind::Text),
        "ConditionsSpec" => one_or_many(Kind::Named(format!("{file}::ConditionSpec"))),
        _ => Kind::Text,
    }
}

fn gather(root: &Path, folder: &Path, items: &mut Vec<(String, Item)>) {
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("src").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(root, &path, items);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source file");
            let file = path.strip_prefix(root).expect("below src").to_string_lossy().replace('\\', "/");
            let parsed = syn::parse_file(&text).expect("Rust");
            items.extend(parsed.items.into_iter().map(|item| (file.clone(), item)));
        }
    }
}

/// What serde is told about a type or a field.
#[derive(Default)]
struct Serde {
    rename: Option<String>,
    rename_all: Option<String>,
    other: Option<String>,
    is_default: bool,
    is_skipped: bool,
    is_untagged: bool,
}

impl Serde {
    fn of(attributes: &[Attribute]) -> Self {
        let mut serde = Self::default();
        for attribute in attributes.iter().filter(|a| a.path().is_ident("serde")) {
            let _ = attribute.parse_nested_meta(|meta| {
                let value = meta.value().ok().and_then(|value| value.parse::<Lit>().ok());
                let text = if let Some(Lit::Str(text)) = value { Some(text.value()) } else { None };
                match meta.path.get_ident().map(ToString::to_string).as_deref() {
                    Some("rename") => serde.rename = text,
                    Some("rename_all") => serde.rename_all = text,
                    Some("from" | "try_from") => serde.other = text,
                    Some("default") => serde.is_default = true,
                    Some("skip") => serde.is_skipped = true,
                    Some("untagged") => serde.is_untagged = true,
                    _ => {}
                }
                Ok(())
            });
        }
        serde
    }

    fn renamed(&self, name: &str) -> String {
        match self.rename_all.as_deref() {
            Some("kebab-case") => name.replace('_', "-"),
            Some("lowercase") => name.replace(['-', '_'], "").to_lowercase(),
            _ => name.to_owned(),
        }
    }
}

fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for (i, c) in name.char_indices() {
        if c.is_uppercase() && i > 0 {
            kebab.push('-');
        }
        kebab.extend(c.to_lowercase());
    }
    kebab
}

/// A doc comment as one paragraph.
fn docs(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter(|a| a.path().is_ident("doc")).filter_map(|a| match &a.meta {
        Meta::NameValue(value) => match &value.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ").trim().to_owned()
}
