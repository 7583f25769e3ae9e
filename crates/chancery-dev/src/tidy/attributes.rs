//! What must and must not stand around code: `//!` on top; never `allow`, `ignore`, `should_panic`.
//!
//! Attributes are looked for in the tokens of the file, so that those inside macros count too.

use super::Problem;
use super::tree::Source;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Problems of attributes and of the opening comment.
pub fn check(source: &Source) -> Vec<Problem> {
    let mut problems: Vec<Problem> = opening(source).into_iter().collect();
    if let Ok(tokens) = source.text.parse::<TokenStream>() {
        search(source, tokens, &mut problems);
    }
    problems
}

fn opening(source: &Source) -> Option<Problem> {
    let what = "begins without `//!`: say what the module makes, from what, by which method";
    (!source.text.starts_with("//!")).then(|| Problem::new("opening", source.path, 1, what))
}

fn search(source: &Source, tokens: TokenStream, problems: &mut Vec<Problem>) {
    let mut after_hash = false;
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => {
                if after_hash && group.delimiter() == Delimiter::Bracket {
                    problems.extend(attribute(source, &group));
                }
                search(source, group.stream(), problems);
                after_hash = false;
            }
            TokenTree::Punct(mark) => {
                after_hash = mark.as_char() == '#' || (after_hash && mark.as_char() == '!');
            }
            _ => after_hash = false,
        }
    }
}

/// The problem of one attribute, given its brackets; looks through `cfg_attr`.
fn attribute(source: &Source, brackets: &Group) -> Option<Problem> {
    let words = idents(brackets.stream());
    let conditional = words.first().is_some_and(|word| word == "cfg_attr");
    let looked_at = if conditional { words.len() } else { 1 };
    let word = words
        .into_iter()
        .take(looked_at)
        .find(|word| forbidden(word))?;
    let hint = match word.as_str() {
        "allow" => "write `#[expect(lint, reason = \"...\")]`",
        _ => "assert what happens today, with a FIXME that says what is right",
    };
    let line = brackets.span_open().start().line;
    let what = format!("attribute `{word}`: {hint}");
    Some(Problem::new("attribute", source.path, line, what))
}

fn forbidden(word: &str) -> bool {
    matches!(word, "allow" | "ignore" | "should_panic")
}

fn idents(tokens: TokenStream) -> Vec<String> {
    let mut words = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Ident(word) => words.push(word.to_string()),
            TokenTree::Group(group) => words.extend(idents(group.stream())),
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, &'static str)> {
        let problems = check(&Source::of("a.rs", text));
        problems.iter().map(|p| (p.line, p.check)).collect()
    }

    #[test]
    fn module_without_opening() {
        assert_eq!(found("fn f() {}\n"), [(1, "opening")]);
    }

    #[test]
    fn allow_outside_and_inside_a_macro() {
        let text = "//! A.\n#![allow(dead_code)]\nm! {\n    #[allow(unused)]\n    fn f() {}\n}\n";
        assert_eq!(found(text), [(2, "attribute"), (4, "attribute")]);
    }

    #[test]
    fn ignored_and_panicking_tests() {
        let text =
            "//! A.\n#[test]\n#[ignore]\nfn f() {}\n#[cfg_attr(unix, should_panic)]\nfn g() {}\n";
        assert_eq!(found(text), [(3, "attribute"), (5, "attribute")]);
    }

    #[test]
    fn expectation_with_a_reason_passes() {
        let text = "//! A.\n#[expect(dead_code, reason = \"allow\")]\nfn f() {}\n";
        assert!(found(text).is_empty());
    }
}
