//! Nothing of one machine, one registry or one day's work stands in a tracked file.
//!
//! The words stand in `tidy.toml`; locked dependencies come from the public registry alone.

use super::Problem;
use super::settings::Settings;
use super::tree::Tree;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Problems of forbidden words and of the lock file.
pub fn check(tree: &Tree, settings: &Settings) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.files.iter().filter(|file| file.path != "tidy.toml") {
        let Some(text) = file.text() else { continue };
        if file.path.ends_with("Cargo.lock") {
            problems.extend(lock(&file.path, text));
        }
        problems.extend(words(&file.path, text, settings));
    }
    problems
}

fn words(path: &str, text: &str, settings: &Settings) -> Vec<Problem> {
    let lower = text.to_lowercase();
    let mut problems = Vec::new();
    for forbidden in &settings.forbidden {
        for (at, _) in lower.match_indices(&forbidden.text.to_lowercase()) {
            let line = 1 + lower[..at].matches('\n').count();
            let what = format!("holds `{}`: {}", forbidden.text, forbidden.reason);
            problems.push(Problem::new("foreign", path, line, what).about(&forbidden.text));
        }
    }
    problems
}

fn lock(path: &str, text: &str) -> Vec<Problem> {
    let source = |line: &str| line.strip_prefix("source = \"").map(str::to_owned);
    let foreign = |(at, line): (usize, &str)| {
        let source = source(line).filter(|source| !source.starts_with(REGISTRY))?;
        let source = source.trim_end_matches('"');
        let what = format!("locks a dependency from {source}, not from the public registry");
        Some(Problem::new("foreign", path, at + 1, what))
    };
    text.lines().enumerate().filter_map(foreign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<usize> {
        let text_of = "[[forbidden]]\ntext = '/folder/'\nreason = 'a path of one machine'\n";
        let settings = Settings::parse(text_of).unwrap();
        let problems = check(&Tree::of(&[(path, text)]), &settings);
        problems.into_iter().map(|problem| problem.line).collect()
    }

    #[test]
    fn path_of_one_machine() {
        assert_eq!(found("README.md", "one\nsee /Folder/me/file\n"), [2]);
    }

    #[test]
    fn dependency_from_another_registry() {
        let public = format!("source = \"{REGISTRY}\"\n");
        assert!(found("Cargo.lock", &public).is_empty());
        assert_eq!(
            found(
                "Cargo.lock",
                "source = \"registry+https://example.org/i\"\n"
            ),
            [1]
        );
    }
}
