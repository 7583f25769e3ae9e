//! Tests without an assertion: they pass whatever the code does, so they do not count as tests.
//!
//! A test asserts when its body names a macro or a function that begins with `assert`, `prop_assert`,
//! `check` or `panic`, or a function of the same file that does. Functions are found in the tokens of
//! the file, so that those inside `proptest!` count too.

use super::Problem;
use super::tree::Source;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

/// A problem for each test of a file that asserts nothing.
pub fn check(source: &Source) -> Vec<Problem> {
    let mut functions = Vec::new();
    if let Ok(tokens) = source.text.parse::<TokenStream>() {
        collect(tokens, &mut functions);
    }
    let asserting = asserting(&functions);
    let silent = |f: &&Function| f.is_test && !asserting.contains(&f.name);
    let problem = |f: &Function| {
        let what = format!("test `{}` asserts nothing", f.name);
        Problem::new("assertion", source.path, f.line, what).about(&f.name)
    };
    functions.iter().filter(silent).map(problem).collect()
}

struct Function {
    name: String,
    line: usize,
    is_test: bool,
    /// Every name in its body.
    names: BTreeSet<String>,
}

/// Functions of a stream of tokens, at every depth.
fn collect(tokens: TokenStream, functions: &mut Vec<Function>) {
    let mut head: Option<(String, usize)> = None;
    let (mut is_test, mut after_fn) = (false, false);
    for tree in tokens {
        match tree {
            TokenTree::Ident(word) if after_fn => {
                head = Some((word.to_string(), word.span().start().line));
                after_fn = false;
            }
            TokenTree::Ident(word) => after_fn = word == "fn",
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                if let Some((name, line)) = head.take() {
                    let mut names = BTreeSet::new();
                    add_names(group.stream(), &mut names);
                    functions.push(Function {
                        name,
                        line,
                        is_test: std::mem::take(&mut is_test),
                        names,
                    });
                }
                collect(group.stream(), functions);
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                is_test |= head.is_none() && group.stream().to_string() == "test";
            }
            TokenTree::Group(group) => collect(group.stream(), functions),
            _ => {}
        }
    }
}

fn add_names(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for tree in tokens {
        match tree {
            TokenTree::Ident(word) => drop(names.insert(word.to_string())),
            TokenTree::Group(group) => add_names(group.stream(), names),
            _ => {}
        }
    }
}

/// Names of the functions that assert something, themselves or through others of the file.
fn asserting(functions: &[Function]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    loop {
        let asserts = |name: &String| {
            let plain = name.strip_prefix("prop_").unwrap_or(name);
            let prefixes = ["assert", "check", "panic"];
            prefixes.iter().any(|prefix| plain.starts_with(prefix)) || found.contains(name)
        };
        let new: BTreeMap<&String, ()> = functions
            .iter()
            .filter(|f| !found.contains(&f.name) && f.names.iter().any(asserts))
            .map(|f| (&f.name, ()))
            .collect();
        if new.is_empty() {
            return found;
        }
        let new: Vec<String> = new.into_keys().cloned().collect();
        found.extend(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn silent(text: &str) -> Vec<String> {
        let problems = super::check(&Source::of("a.rs", text));
        problems.into_iter().map(|problem| problem.name).collect()
    }

    #[test]
    fn test_that_only_runs_the_code() {
        assert_eq!(
            silent("#[test]\nfn runs() { go(); }\nfn go() {}\n"),
            ["runs"]
        );
    }

    #[test]
    fn test_that_asserts_through_a_function_of_the_file() {
        let text = "#[test]\nfn runs() { go(); }\nfn go() { on(); }\nfn on() { assert!(true); }\n";
        assert!(silent(text).is_empty());
    }

    #[test]
    fn property_inside_a_macro() {
        let text = "proptest! {\n#[test]\nfn holds(a in 0..9) { let _ = a; }\n}\n";
        assert_eq!(silent(text), ["holds"]);
    }
}
