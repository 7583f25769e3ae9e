//! Lists of words in Rust source: they belong in a table under `data/`.
//!
//! A list is a pair of brackets with six or more string literals that look like words, the same
//! number of them as alternatives of a pattern, or one literal of six words that is split in code.
//! Tests are left out: their lists are cases, not knowledge.

use super::Problem;
use super::tree::Source;
use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

const WORDS: usize = 6;

/// A problem for each list of words in a file.
pub fn check(source: &Source) -> Vec<Problem> {
    let mut finder = Finder {
        path: source.path,
        name: String::new(),
        problems: Vec::new(),
    };
    if !source.is_test()
        && let Ok(tokens) = source.text.parse::<TokenStream>()
    {
        finder.search(tokens);
    }
    finder.problems
}

struct Finder<'s> {
    path: &'s str,
    /// The constant or function around.
    name: String,
    problems: Vec<Problem>,
}

impl Finder<'_> {
    fn search(&mut self, tokens: TokenStream) {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut for_tests = false;
        for (at, tree) in trees.iter().enumerate() {
            let before = at.checked_sub(1).map(|i| &trees[i]);
            match tree {
                TokenTree::Group(group) if is_mark(before, '#') => {
                    let text = group.stream().to_string();
                    for_tests |= text == "test" || text == "cfg (test)";
                }
                TokenTree::Group(group) if for_tests => {
                    for_tests = group.delimiter() != Delimiter::Brace;
                }
                TokenTree::Group(group) => self.group(group),
                TokenTree::Ident(word) if names_an_item(before) => self.name = word.to_string(),
                TokenTree::Literal(literal) => self.literal(literal, &trees[at + 1..]),
                _ => {}
            }
        }
    }

    fn group(&mut self, group: &Group) {
        let count = match group.delimiter() {
            Delimiter::Bracket => words_in(group.stream()),
            _ => alternatives(group.stream()),
        };
        if count >= WORDS {
            let line = group.span_open().start().line;
            self.push(line, count);
        }
        self.search(group.stream());
    }

    /// `"a b c".split_whitespace()` is a list too.
    fn literal(&mut self, literal: &Literal, rest: &[TokenTree]) {
        let [TokenTree::Punct(dot), TokenTree::Ident(method), ..] = rest else {
            return;
        };
        let count = literal.to_string().split_whitespace().count();
        let split = dot.as_char() == '.' && method.to_string().starts_with("split");
        if split && count >= WORDS {
            self.push(literal.span().start().line, count);
        }
    }

    fn push(&mut self, line: usize, count: usize) {
        let what = format!(
            "list of {count} words in `{}`: it belongs under data/",
            self.name
        );
        let problem = Problem::new("words", self.path, line, what);
        self.problems.push(problem.about(&self.name));
    }
}

fn is_mark(tree: Option<&TokenTree>, mark: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

fn names_an_item(before: Option<&TokenTree>) -> bool {
    let Some(TokenTree::Ident(word)) = before else {
        return false;
    };
    word == "const" || word == "static" || word == "fn"
}

/// Literals that look like words, in brackets and in the tuples and inner lists between them.
fn words_in(tokens: TokenStream) -> usize {
    let count = |tree| match tree {
        TokenTree::Literal(literal) => usize::from(is_word(&literal)),
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            words_in(group.stream())
        }
        _ => 0,
    };
    tokens.into_iter().map(count).sum()
}

/// The longest run of words with `|` between them.
fn alternatives(tokens: TokenStream) -> usize {
    let (mut longest, mut run) = (0, 0);
    for tree in tokens {
        match tree {
            TokenTree::Literal(literal) if is_word(&literal) => run += 1,
            TokenTree::Punct(mark) if mark.as_char() == '|' => {}
            _ => run = 0,
        }
        longest = longest.max(run);
    }
    longest
}

/// Letters with a space, hyphen, stop or apostrophe between them; not the name of a field or a code.
fn is_word(literal: &Literal) -> bool {
    let text = literal.to_string();
    let Some(text) = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')) else {
        return false;
    };
    let mut letters = text.chars().filter(|c| !" -.'’".contains(*c));
    letters.next().is_some_and(char::is_alphabetic)
        && letters.all(char::is_alphabetic)
        && text.chars().skip(1).any(char::is_lowercase)
        && !text
            .chars()
            .zip(text.chars().skip(1))
            .any(|(a, b)| a.is_lowercase() && b.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, String)> {
        let problems = check(&Source::of("a.rs", text));
        problems.into_iter().map(|p| (p.line, p.name)).collect()
    }

    #[test]
    fn array_of_words() {
        let text = "const DAYS: [&str; 6] =\n    [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\"];\n";
        assert_eq!(found(text), [(2, "DAYS".to_owned())]);
    }

    #[test]
    fn words_in_tuples_and_as_alternatives() {
        let tuples =
            "fn f() { let _ = vec![(\"one\", \"two\"), (\"six\", \"ten\"), (\"to\", \"be\")]; }";
        assert_eq!(found(tuples), [(1, "f".to_owned())]);
        let pattern = "fn g(a: &str) -> bool { matches!(a, \"a man\" | \"he\" | \"it\" | \"me\" | \"us\" | \"we\") }";
        assert_eq!(found(pattern), [(1, "g".to_owned())]);
    }

    #[test]
    fn literal_that_is_split() {
        let text = "fn f() { let _ = \"he she it we you they\".split(' '); }";
        assert_eq!(found(text), [(1, "f".to_owned())]);
    }

    #[test]
    fn codes_fields_and_tests_pass() {
        assert!(
            found("const A: [&str; 6] = [\"a_b\", \"c_d\", \"AB\", \"CD\", \"eF\", \"g1\"];")
                .is_empty()
        );
        let tests = "#[cfg(test)]\nmod tests { const A: [&str; 6] = [\"one\", \"two\", \"six\", \"ten\", \"to\", \"be\"]; }";
        assert!(found(tests).is_empty());
    }
}
