//! `cargo dev tidy`: the house rules that no compiler keeps, checked over every tracked file.
//!
//! Each check is a pure function from a [`Tree`] (all files of the working copy that are tracked or
//! could be) to [`Problem`]s. Exceptions stand with their reasons in `tidy.toml`; an exception that
//! nothing needs any more is a problem itself. Cost: a second or two, most of it parsing Rust.
//!
//! | check | keeps |
//! |---|---|
//! | `crates`, `modules` | dependencies point one way, between crates and between modules |
//! | `function`, `file`, `parameters`, `bool` | sizes and signatures |
//! | `opening`, `attribute`, `assertion` | `//!` on top, no `allow`, no dead tests |
//! | `words` | no list of words in Rust source |
//! | `checksum` | `data/SOURCES.md` names every data file with its checksum |
//! | `codebook` | `docs/codebook.md` is what the data say |
//! | `golden` | every golden file has a case and a renderer |
//! | `command`, `name` | docs and binary agree; docs name only what exists |
//! | `foreign` | nothing of one machine, one registry or one day's work |

mod asserts;
mod attributes;
mod checksums;
mod codebook;
mod foreign;
mod goldens;
mod layers;
mod settings;
mod sizes;
mod surface;
mod tree;
mod words;

use anyhow::Context as _;
use clap::Args;
use settings::Settings;
use std::path::Path;
use std::process::ExitCode;
use surface::Surface;
use tree::{Source, Tree};

/// Options of `cargo dev tidy`.
#[derive(Args)]
pub struct Options {
    /// Write the checksums of the data files into the rows of data/SOURCES.md first.
    #[arg(long)]
    write_checksums: bool,
}

/// A breach of a house rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Problem {
    /// Path from the root of the workspace, with `/`.
    file: String,
    /// Line, from 1; 0 where the file as a whole is meant.
    line: usize,
    /// The check that found it: what an exception in `tidy.toml` names.
    check: &'static str,
    /// What it is about, inside the file: a function, a constant; else empty.
    name: String,
    /// What is wrong, and what would be right.
    what: String,
}

impl Problem {
    fn new(check: &'static str, file: &str, line: usize, what: impl Into<String>) -> Problem {
        Problem {
            file: file.to_owned(),
            line,
            check,
            name: String::new(),
            what: what.into(),
        }
    }

    fn about(mut self, name: &str) -> Problem {
        name.clone_into(&mut self.name);
        self
    }
}

/// Checks the tree under `root` and prints every problem; exit code 1 if there is one. `dev` is the
/// command line of this crate, whose tasks the docs may name.
///
/// # Errors
/// Where `tidy.toml` or the list of files cannot be read.
pub fn run(root: &Path, options: &Options, dev: clap::Command) -> anyhow::Result<ExitCode> {
    if options.write_checksums {
        checksums::write(root)?;
    }
    let tree = Tree::read(root).context("listing the files of the workspace")?;
    let settings =
        Settings::parse(tree.text("tidy.toml").unwrap_or_default()).context("reading tidy.toml")?;
    let surface = Surface {
        dev,
        command: chancery_cli::command(),
        codebook: crate::codebook::markdown(),
    };
    let problems = settings.without_exceptions(check(&tree, &settings, &surface));
    report(&problems);
    Ok(if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn check(tree: &Tree, settings: &Settings, surface: &Surface) -> Vec<Problem> {
    let mut problems = Vec::new();
    let (sources, broken) = tree.sources();
    problems.extend(broken);
    problems.extend(layers::crate_order(tree, settings));
    problems.extend(layers::module_order(&sources));
    for source in &sources {
        problems.extend(check_source(source));
    }
    problems.extend(checksums::check(tree));
    problems.extend(codebook::check(tree, &surface.codebook));
    problems.extend(goldens::check(tree));
    problems.extend(surface::check(tree, surface));
    problems.extend(foreign::check(tree, settings));
    problems.sort();
    problems
}

fn check_source(source: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(sizes::check(source));
    problems.extend(attributes::check(source));
    problems.extend(asserts::check(source));
    problems.extend(words::check(source));
    problems
}

fn report(problems: &[Problem]) {
    for problem in problems {
        let Problem {
            file, line, what, ..
        } = problem;
        println!("{file}:{line}: {what} [{}]", problem.check);
    }
    match problems.len() {
        0 => println!("tidy: nothing to mend"),
        1 => println!("tidy: 1 problem"),
        n => println!("tidy: {n} problems"),
    }
}
