//! Docs and program agree: every command and flag stands in `docs/cli.md`, and docs name only
//! files, modules and commands that exist.
//!
//! Docs are the Markdown files outside `corpus/`, `golden/` and `data/`. What is looked at are code
//! spans: a path that begins with a folder of the workspace, `cargo dev TASK`, `chancery COMMAND`, and
//! paths of modules such as `chancery_nlp::tokens`.

use super::Problem;
use super::tree::{File, Tree};

/// What can be called, and what the program says of itself.
pub struct Surface {
    /// The command line of `cargo dev`.
    pub dev: clap::Command,
    /// The command line of `chancery`.
    pub command: clap::Command,
    /// `docs/codebook.md` as the data have it.
    pub codebook: String,
}

const CLI_DOC: &str = "docs/cli.md";

/// Problems between the docs and the program.
pub fn check(tree: &Tree, surface: &Surface) -> Vec<Problem> {
    let mut problems = undocumented(tree, &surface.command);
    for file in tree.files.iter().filter(|file| is_doc(&file.path)) {
        problems.extend(unknown_names(tree, surface, file));
    }
    problems
}

fn is_doc(path: &str) -> bool {
    let outside = ["corpus/", "golden/", "data/"];
    path.ends_with(".md") && !outside.iter().any(|folder| path.starts_with(folder))
}

/// A problem for each command and each flag that `docs/cli.md` does not show as code.
fn undocumented(tree: &Tree, command: &clap::Command) -> Vec<Problem> {
    let doc = tree.text(CLI_DOC).unwrap_or_default();
    let mut wanted = Vec::new();
    collect(command, command.get_name(), &mut wanted);
    let missing = |name: &String| !holds_word(doc, name);
    let problem = |name: String| {
        let what = format!("does not tell of `{name}`");
        Problem::new("command", CLI_DOC, 0, what).about(&name)
    };
    wanted.into_iter().filter(missing).map(problem).collect()
}

/// `chancery read`, `--json` ...: what a reader of the docs would look for.
fn collect(command: &clap::Command, name: &str, wanted: &mut Vec<String>) {
    for flag in command.get_arguments().filter(|flag| !flag.is_hide_set()) {
        wanted.extend(flag.get_long().map(|long| format!("--{long}")));
    }
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        let name = format!("{name} {}", sub.get_name());
        collect(sub, &name, wanted);
        wanted.push(name);
    }
    wanted.sort();
    wanted.dedup();
}

/// True where `word` stands in `text` and does not go on with a letter, digit or hyphen.
fn holds_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let next = text[at + word.len()..].chars().next();
        next.is_none_or(|c| !(c.is_alphanumeric() || c == '-'))
    })
}

fn unknown_names(tree: &Tree, surface: &Surface, file: &File) -> Vec<Problem> {
    let text = file.text().unwrap_or_default();
    let mut problems = Vec::new();
    for (at, line) in text.lines().enumerate() {
        // Every second piece between back quotes is code.
        for code in line.split('`').skip(1).step_by(2) {
            if let Some(what) = unknown(tree, surface, code) {
                problems.push(Problem::new("name", &file.path, at + 1, what).about(code));
            }
        }
    }
    problems
}

fn unknown(tree: &Tree, surface: &Surface, code: &str) -> Option<String> {
    let mut words = code.split_whitespace();
    match (words.next()?, words.next(), words.next()) {
        ("cargo", Some("dev"), Some(task)) => {
            let known = !is_name(task) || surface.dev.find_subcommand(task).is_some();
            (!known).then(|| format!("names `cargo dev {task}`, which is no task"))
        }
        ("chancery", Some(command), _) => {
            let known = !is_name(command) || surface.command.find_subcommand(command).is_some();
            (!known).then(|| format!("names `chancery {command}`, which is no command"))
        }
        (path, None, _) if is_workspace_path(path) => {
            let known = tree.has(path);
            (!known).then(|| format!("names `{path}`, which is not there"))
        }
        (path, None, _) => unknown_module(tree, path),
        _ => None,
    }
}

fn is_name(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-')
}

/// A path into the workspace, without a place-holder in it.
fn is_workspace_path(path: &str) -> bool {
    let folder = path.split('/').next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    let folders = ["crates", "data", "golden", "corpus", "bench"];
    path.contains('/')
        && path.chars().all(plain)
        && (folders.contains(&folder) || ["docs", "fuzz", "examples", ".ci"].contains(&folder))
}

fn unknown_module(tree: &Tree, path: &str) -> Option<String> {
    let mut words = path.split("::");
    let (name, module) = (words.next()?, words.next()?);
    let lower = |word: &str| word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if !name.starts_with("chancery") || !lower(name) || !lower(module) || module.is_empty() {
        return None;
    }
    let folder = match name {
        "chancery_data" => "data/src".to_owned(),
        _ => format!("crates/{}/src", name.replace('_', "-")),
    };
    let root = tree.text(&format!("{folder}/lib.rs")).unwrap_or_default();
    let known = tree.has(&format!("{folder}/{module}.rs"))
        || tree.has(&format!("{folder}/{module}/mod.rs"))
        || holds_word(root, &format!("fn {module}"));
    (!known).then(|| format!("names `{name}::{module}`, which is not there"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surface() -> Surface {
        let quiet = clap::Arg::new("quiet").long("quiet");
        let read = clap::Command::new("read").arg(quiet);
        Surface {
            dev: clap::Command::new("dev").subcommand(clap::Command::new("tidy")),
            command: clap::Command::new("chancery").subcommand(read),
            codebook: String::new(),
        }
    }

    fn whats(path: &str, text: &str) -> Vec<String> {
        let cli = (CLI_DOC, "`chancery read --quiet`");
        let code = ("crates/chancery-nlp/src/tokens.rs", "//! T.");
        let tree = Tree::of(&[cli, code, (path, text)]);
        let problems = check(&tree, &surface());
        problems.into_iter().map(|problem| problem.what).collect()
    }

    #[test]
    fn command_and_flag_without_docs() {
        let problems = check(&Tree::of(&[(CLI_DOC, "`--quieter`")]), &surface());
        let names: Vec<String> = problems.into_iter().map(|problem| problem.name).collect();
        assert_eq!(names, ["--quiet", "chancery read"]);
    }

    #[test]
    fn docs_that_name_what_is_there() {
        let text = "`cargo dev tidy`, `chancery read x`, `crates/chancery-nlp/src`, `chancery_nlp::tokens`";
        assert!(whats("README.md", text).is_empty());
    }

    #[test]
    fn docs_that_name_what_is_not_there() {
        for code in [
            "cargo dev fly",
            "chancery fly",
            "crates/fly",
            "chancery_nlp::fly",
        ] {
            let found = whats("README.md", &format!("See `{code}`.\n"));
            assert_eq!(found.len(), 1, "{code}");
        }
    }
}
