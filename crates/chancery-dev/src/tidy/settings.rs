//! `tidy.toml`: the order of the crates, words that must not stand in the tree, and exceptions.

use super::Problem;
use serde::Deserialize;

/// What `tidy.toml` says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Crates in layers; a crate may use those of earlier layers.
    #[serde(default)]
    pub crates: Vec<Vec<String>>,
    /// Words that must not stand in a tracked file.
    #[serde(default)]
    pub forbidden: Vec<Forbidden>,
    /// Breaches that are meant.
    #[serde(default)]
    pub exception: Vec<Exception>,
}

/// Words that must not stand in a tracked file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forbidden {
    /// The words; letters match in either case.
    pub text: String,
    /// Why not.
    pub reason: String,
}

/// A breach that is meant, with its reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The check that would complain.
    pub check: String,
    /// The file.
    pub file: String,
    /// The function or constant; every one of the file where absent.
    pub name: Option<String>,
    /// Why it is meant.
    pub reason: String,
}

impl Exception {
    fn covers(&self, problem: &Problem) -> bool {
        let name = self.name.as_ref();
        self.check == problem.check
            && self.file == problem.file
            && name.is_none_or(|name| *name == problem.name)
    }
}

impl Settings {
    /// Reads the text of `tidy.toml`.
    pub fn parse(text: &str) -> Result<Settings, toml::de::Error> {
        toml::from_str(text)
    }

    /// The problems that no exception covers, and one for each exception that covers none.
    pub fn without_exceptions(&self, problems: Vec<Problem>) -> Vec<Problem> {
        let covered = |problem: &Problem| self.exception.iter().any(|e| e.covers(problem));
        let bare = |e: &&Exception| e.reason.trim().is_empty();
        let stale = |e: &&Exception| !problems.iter().any(|problem| e.covers(problem));
        let mut left: Vec<Problem> = self.exception.iter().filter(stale).map(no_need).collect();
        left.extend(self.exception.iter().filter(bare).map(no_reason));
        left.extend(problems.into_iter().filter(|problem| !covered(problem)));
        left.sort();
        left
    }
}

fn no_reason(exception: &Exception) -> Problem {
    let Exception { check, file, .. } = exception;
    let what = format!("the exception from `{check}` in {file} has no reason");
    Problem::new("exception", "tidy.toml", 0, what)
}

fn no_need(exception: &Exception) -> Problem {
    let Exception {
        check, file, name, ..
    } = exception;
    let name = name.as_deref().unwrap_or("the whole file");
    let what = format!("the exception from `{check}` for {name} in {file} is not needed any more");
    Problem::new("exception", "tidy.toml", 0, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "[[exception]]\ncheck = 'function'\nfile = 'a.rs'\nname = 'long'\nreason = 'a flat match'\n";

    fn problem(name: &str) -> Problem {
        Problem::new("function", "a.rs", 3, "is long").about(name)
    }

    #[test]
    fn exception_covers_its_own_function_alone() {
        let settings = Settings::parse(TEXT).unwrap();
        let left = settings.without_exceptions(vec![problem("long"), problem("longer")]);
        assert_eq!(left, [problem("longer")]);
    }

    #[test]
    fn exception_without_need_is_a_problem() {
        let settings = Settings::parse(TEXT).unwrap();
        let left = settings.without_exceptions(Vec::new());
        assert_eq!(left[0].file, "tidy.toml");
    }
}
