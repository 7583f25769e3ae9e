//! Dependencies point one way: between crates as `tidy.toml` lists them, between the modules of a
//! crate as its `lib.rs`, and after it its `main.rs`, list them.

use super::Problem;
use super::settings::Settings;
use super::tree::{Source, Tree, is_test_item};
use std::collections::{BTreeMap, BTreeSet};
use syn::UseTree;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

/// A problem for each crate that uses one of its own or a later layer.
pub fn crate_order(tree: &Tree, settings: &Settings) -> Vec<Problem> {
    let manifests = tree.files.iter().filter(|file| {
        file.path == "data/Cargo.toml"
            || (file.path.starts_with("crates/") && file.path.ends_with("/Cargo.toml"))
    });
    manifests
        .flat_map(|file| manifest(&file.path, file.text().unwrap_or_default(), settings))
        .collect()
}

fn manifest(path: &str, text: &str, settings: &Settings) -> Vec<Problem> {
    let layer = |name: &str| {
        let holds = |crates: &Vec<String>| crates.iter().any(|c| c == name);
        settings.crates.iter().position(holds)
    };
    let table: toml::Table = text.parse().unwrap_or_default();
    let name = table.get("package").and_then(|p| p.get("name"));
    let name = name.and_then(toml::Value::as_str).unwrap_or_default();
    let Some(own) = layer(name) else {
        let what = format!("crate `{name}` has no layer in tidy.toml");
        return vec![Problem::new("crates", path, 0, what)];
    };
    let mut problems = Vec::new();
    for used in dependencies(&table) {
        let line = 1 + text.lines().take_while(|l| !l.starts_with(&used)).count();
        if layer(&used).is_some_and(|layer| layer >= own) {
            let what = format!("`{name}` uses `{used}`, which is not in an earlier layer");
            problems.push(Problem::new("crates", path, line, what).about(&used));
        }
    }
    problems
}

/// Names of every dependency, for building, running and testing.
fn dependencies(table: &toml::Table) -> Vec<String> {
    ["dependencies", "build-dependencies", "dev-dependencies"]
        .iter()
        .filter_map(|kind| table.get(*kind).and_then(toml::Value::as_table))
        .flat_map(|kind| kind.keys().cloned())
        .collect()
}

/// A problem for each use of a module that its crate lists later.
pub fn module_order(sources: &[Source]) -> Vec<Problem> {
    let mut orders: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for source in sources {
        // `lib.rs` comes before `main.rs` in the sorted list: a binary uses its library.
        if let Some(folder) = root_folder(source.path) {
            orders.entry(folder).or_default().extend(modules(source));
        }
    }
    let mut problems = Vec::new();
    for source in sources {
        let Some((folder, rest)) = split_at_src(source.path) else {
            continue;
        };
        let Some(order) = orders.get(folder) else {
            continue;
        };
        let parts: Vec<&str> = rest.trim_end_matches(".rs").split('/').collect();
        if let Some(own) = order.iter().position(|module| module == parts[0]) {
            let is_folder = parts.last() == Some(&"mod");
            let depth = parts.len() - usize::from(is_folder);
            problems.extend(uses_later(source, order, own, depth));
        }
    }
    problems
}

fn split_at_src(path: &str) -> Option<(&str, &str)> {
    path.split_once("/src/")
}

fn root_folder(path: &str) -> Option<&str> {
    let (folder, rest) = split_at_src(path)?;
    (rest == "lib.rs" || rest == "main.rs").then_some(folder)
}

fn modules(source: &Source) -> Vec<String> {
    let name = |item: &syn::Item| match item {
        syn::Item::Mod(module) if module.content.is_none() => Some(module.ident.to_string()),
        _ => None,
    };
    source.syntax.items.iter().filter_map(name).collect()
}

fn uses_later(source: &Source, order: &[String], own: usize, depth: usize) -> Vec<Problem> {
    let mut finder = UseFinder {
        depth,
        found: Vec::new(),
    };
    finder.visit_file(&source.syntax);
    // Once a module is enough, however often it is used.
    let mut seen = BTreeSet::new();
    finder.found.retain(|(name, _)| seen.insert(name.clone()));
    let later = |(name, line): (String, usize)| {
        let at = order.iter().position(|module| *module == name)?;
        let what = format!(
            "`{}` uses `{name}`, which its crate lists later",
            order[own]
        );
        (at > own).then(|| Problem::new("modules", source.path, line, what).about(&name))
    };
    finder.found.into_iter().filter_map(later).collect()
}

/// Collects the first word after `crate::`, or after as many `super::` as lead to the root.
struct UseFinder {
    /// How many modules deep the file lies: 1 for `src/time.rs`.
    depth: usize,
    found: Vec<(String, usize)>,
}

impl UseFinder {
    fn path(&mut self, words: &[String], line: usize) {
        let supers = words.iter().take_while(|word| *word == "super").count();
        let at = match words.first().map(String::as_str) {
            Some("crate") => 1,
            Some("super") if supers == self.depth => supers,
            _ => return,
        };
        if let Some(word) = words.get(at) {
            self.found.push((word.clone(), line));
        }
    }

    fn tree(&mut self, tree: &UseTree, before: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.tree(&path.tree, before);
                before.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(tree, before);
                }
            }
            UseTree::Name(name) => self.leaf(&name.ident, before),
            UseTree::Rename(rename) => self.leaf(&rename.ident, before),
            UseTree::Glob(_) => {}
        }
    }

    fn leaf(&mut self, ident: &syn::Ident, before: &[String]) {
        let mut words = before.to_vec();
        words.push(ident.to_string());
        self.path(&words, ident.span().start().line);
    }
}

impl<'ast> Visit<'ast> for UseFinder {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test_item(&item.attrs) {
            self.tree(&item.tree, &mut Vec::new());
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let words: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.path(&words, path.span().start().line);
        visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test_item(&item.attrs) {
            self.depth += 1;
            visit::visit_item_mod(self, item);
            self.depth -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crate_that_uses_a_later_one() {
        let settings = Settings::parse("crates = [['a'], ['b', 'c']]").unwrap();
        let tree = Tree::of(&[
            (
                "crates/a/Cargo.toml",
                "[package]\nname = 'a'\n[dependencies]\nb = '1'\n",
            ),
            (
                "crates/b/Cargo.toml",
                "[package]\nname = 'b'\n[dependencies]\na = '1'\n",
            ),
            (
                "crates/c/Cargo.toml",
                "[package]\nname = 'c'\n[dev-dependencies]\nb = '1'\n",
            ),
            ("crates/d/Cargo.toml", "[package]\nname = 'd'\n"),
        ]);
        let found = crate_order(&tree, &settings);
        let lines: Vec<(&str, usize)> = found.iter().map(|p| (p.file.as_str(), p.line)).collect();
        let expected = [
            ("crates/a/Cargo.toml", 4),
            ("crates/c/Cargo.toml", 4),
            ("crates/d/Cargo.toml", 0),
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn module_that_uses_a_later_one() {
        let sources = [
            Source::of(
                "crates/a/src/lib.rs",
                "mod early;\nmod late;\nuse late::B;\n",
            ),
            Source::of(
                "crates/a/src/early.rs",
                "use crate::late::A;\nuse crate::late::B;\n",
            ),
            Source::of(
                "crates/a/src/early/deep.rs",
                "use super::late;\nuse super::super::late::A;\n",
            ),
            Source::of("crates/a/src/late.rs", "use crate::{early::A, late::B};\n"),
        ];
        let found = module_order(&sources);
        let lines: Vec<(&str, usize)> = found.iter().map(|p| (p.file.as_str(), p.line)).collect();
        let expected = [
            ("crates/a/src/early.rs", 1),
            ("crates/a/src/early/deep.rs", 2),
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn tests_may_use_what_comes_later() {
        let text = "#[cfg(test)]\nmod tests { use crate::late::A; }\n";
        let sources = [
            Source::of("crates/a/src/lib.rs", "mod early;\nmod late;\n"),
            Source::of("crates/a/src/early.rs", text),
        ];
        assert!(module_order(&sources).is_empty());
    }
}
