//! Sizes and signatures: long functions, long files, many parameters, bool parameters.
//!
//! A line counts when it is neither blank nor a comment alone. Tests are not counted into the size
//! of their file, but their functions keep the same limit.

use super::Problem;
use super::tree::{Source, is_test_item};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, FnArg, Signature, Type, Visibility};

const FUNCTION_LINES: usize = 60;
const FILE_LINES: usize = 600;
const PARAMETERS: usize = 5;

/// Problems of size and signature in one file.
pub fn check(source: &Source) -> Vec<Problem> {
    let mut finder = Finder {
        source,
        problems: Vec::new(),
        in_trait_impl: false,
    };
    finder.visit_file(&source.syntax);
    finder.problems.extend(file_size(source));
    finder.problems
}

fn file_size(source: &Source) -> Option<Problem> {
    if source.is_test() {
        return None;
    }
    let all = source.code_lines(1, usize::MAX - 1);
    let tests: usize = source
        .syntax
        .items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Mod(module) if is_test_item(&module.attrs) => Some(module.span()),
            _ => None,
        })
        .map(|span| source.code_lines(span.start().line, span.end().line))
        .sum();
    let lines = all - tests;
    let what = format!("{lines} lines of code in a file; at most {FILE_LINES}");
    (lines > FILE_LINES).then(|| Problem::new("file", source.path, 0, what))
}

struct Finder<'s> {
    source: &'s Source<'s>,
    problems: Vec<Problem>,
    in_trait_impl: bool,
}

impl Finder<'_> {
    fn push(&mut self, check: &'static str, signature: &Signature, what: String) {
        let name = signature.ident.to_string();
        let line = signature.span().start().line;
        let what = format!("function `{name}` {what}");
        let problem = Problem::new(check, self.source.path, line, what);
        self.problems.push(problem.about(&name));
    }

    fn function(
        &mut self,
        attributes: &[Attribute],
        public: bool,
        item: (&Signature, Option<&Block>),
    ) {
        let (signature, block) = item;
        if let Some(block) = block {
            let first = signature.span().start().line;
            let lines = self.source.code_lines(first, block.span().end().line);
            if lines > FUNCTION_LINES {
                let what = format!("has {lines} lines of code; at most {FUNCTION_LINES}");
                self.push("function", signature, what);
            }
        }
        let parameters = signature.inputs.len();
        if parameters > PARAMETERS && !self.in_trait_impl && !expects_many(attributes) {
            let what = format!("takes {parameters} parameters; at most {PARAMETERS}");
            self.push("parameters", signature, what);
        }
        if public && signature.inputs.iter().any(is_bool) {
            let what = "is public and takes a bool; use an enum or two functions".to_owned();
            self.push("bool", signature, what);
        }
    }
}

/// True where the lint of the same matter is expected, with its reason beside the function.
fn expects_many(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let list = attribute.meta.require_list();
        let tokens = list.map(|list| list.tokens.to_string()).unwrap_or_default();
        attribute.path().is_ident("expect") && tokens.contains("too_many_arguments")
    })
}

fn is_bool(input: &FnArg) -> bool {
    let FnArg::Typed(typed) = input else {
        return false;
    };
    matches!(&*typed.ty, Type::Path(path) if path.path.is_ident("bool"))
}

fn is_public(visibility: &Visibility, attributes: &[Attribute]) -> bool {
    matches!(visibility, Visibility::Public(_)) && !is_test_item(attributes)
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        let public = is_public(&item.vis, &item.attrs);
        self.function(&item.attrs, public, (&item.sig, Some(&item.block)));
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        let public = is_public(&item.vis, &item.attrs);
        self.function(&item.attrs, public, (&item.sig, Some(&item.block)));
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.function(&item.attrs, true, (&item.sig, item.default.as_ref()));
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let outside = std::mem::replace(&mut self.in_trait_impl, item.trait_.is_some());
        visit::visit_item_impl(self, item);
        self.in_trait_impl = outside;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checks(text: &str) -> Vec<&'static str> {
        let problems = check(&Source::of("a.rs", text));
        problems.iter().map(|problem| problem.check).collect()
    }

    #[test]
    fn long_function_counts_code_alone() {
        let code = "let a = 1;\n".repeat(59);
        let comments = "// why\n\n".repeat(59);
        assert_eq!(checks(&format!("fn f() {{\n{code}}}\n")), ["function"]);
        assert!(checks(&format!("fn f() {{\n{comments}}}\n")).is_empty());
    }

    #[test]
    fn long_file_counts_without_its_tests() {
        let code = "const A: u8 = 1;\n".repeat(601);
        assert_eq!(checks(&code), ["file"]);
        assert!(checks(&format!("#[cfg(test)]\nmod tests {{\n{code}}}\n")).is_empty());
    }

    #[test]
    fn six_parameters_are_too_many() {
        let text = "fn f(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8) {}";
        assert_eq!(checks(text), ["parameters"]);
        let expected = "#[expect(clippy::too_many_arguments, reason = \"a walk\")]\n";
        assert!(checks(&format!("{expected}{text}")).is_empty());
    }

    #[test]
    fn bool_parameter_of_a_public_function() {
        assert_eq!(checks("pub fn f(loud: bool) {}"), ["bool"]);
        assert!(checks("fn f(loud: bool) {}").is_empty());
    }
}
