//! The files of the working copy, read once: what every check looks at.
//!
//! The list comes from `git ls-files` (tracked files and new ones that are not ignored), so that
//! build output and private files are never looked at.

use super::Problem;
use anyhow::{Context as _, ensure};
use std::path::Path;
use std::process::Command;

/// A file, with its path from the root, `/` between the folders.
pub struct File {
    /// Path from the root of the workspace.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl File {
    /// The text, if it is UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// The name after the last dot.
    pub fn suffix(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, suffix)| suffix)
    }
}

/// Every file, sorted by path.
#[derive(Default)]
pub struct Tree {
    /// The files.
    pub files: Vec<File>,
}

/// A Rust file, parsed.
pub struct Source<'t> {
    /// Path from the root of the workspace.
    pub path: &'t str,
    /// The text.
    pub text: &'t str,
    /// The items.
    pub syntax: syn::File,
}

impl Tree {
    /// Reads the working copy at `root`.
    pub fn read(root: &Path) -> anyhow::Result<Tree> {
        let mut list = Command::new("git");
        list.current_dir(root);
        list.args(["ls-files", "-z", "--cached"]);
        list.args(["--others", "--exclude-standard"]);
        let out = list.output().context("running git ls-files")?;
        ensure!(out.status.success(), "git ls-files gave {}", out.status);
        let names = String::from_utf8(out.stdout).context("names of files")?;
        let mut files = Vec::new();
        for path in names.split('\0').filter(|path| !path.is_empty()) {
            // A file that is deleted but still tracked is simply gone.
            if let Ok(bytes) = std::fs::read(root.join(path)) {
                let path = path.to_owned();
                files.push(File { path, bytes });
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Tree { files })
    }

    /// A tree of these files, for tests.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Tree {
        let file = |&(path, text): &(&str, &str)| File {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        Tree {
            files: files.iter().map(file).collect(),
        }
    }

    /// The file with this path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The text of the file with this path.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.file(path).and_then(File::text)
    }

    /// True where a file or a folder has this path.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let below = format!("{path}/");
        self.files
            .iter()
            .any(|file| file.path == path || file.path.starts_with(&below))
    }

    /// Every Rust file, parsed, and a problem for each that does not parse.
    pub fn sources(&self) -> (Vec<Source<'_>>, Vec<Problem>) {
        let (mut sources, mut problems) = (Vec::new(), Vec::new());
        for file in self.files.iter().filter(|file| file.suffix() == "rs") {
            match Source::parse(file) {
                Ok(source) => sources.push(source),
                Err(problem) => problems.push(problem),
            }
        }
        (sources, problems)
    }
}

impl<'t> Source<'t> {
    fn parse(file: &'t File) -> Result<Source<'t>, Problem> {
        let Some(text) = file.text() else {
            return Err(Problem::new("file", &file.path, 0, "is not UTF-8"));
        };
        match syn::parse_file(text) {
            Ok(syntax) => Ok(Source {
                path: &file.path,
                text,
                syntax,
            }),
            Err(error) => {
                let line = error.span().start().line;
                let what = format!("cannot be read as Rust: {error}");
                Err(Problem::new("file", &file.path, line, what))
            }
        }
    }

    /// A source of this text, for tests.
    #[cfg(test)]
    pub fn of(path: &'t str, text: &'t str) -> Source<'t> {
        let syntax = syn::parse_file(text).unwrap();
        Source { path, text, syntax }
    }

    /// True for a file that holds nothing but tests.
    pub fn is_test(&self) -> bool {
        let parts: Vec<&str> = self.path.split('/').collect();
        parts.contains(&"tests") || parts.last() == Some(&"tests.rs")
    }

    /// Lines `first..=last` that are neither blank nor a comment alone.
    pub fn code_lines(&self, first: usize, last: usize) -> usize {
        let lines = self.text.lines().skip(first.saturating_sub(1));
        lines
            .take((last + 1).saturating_sub(first))
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with("//"))
            .count()
    }
}

/// True where an item is compiled for tests alone.
pub fn is_test_item(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute
                .parse_args::<syn::Path>()
                .is_ok_and(|path| attribute.path().is_ident("cfg") && path.is_ident("test"))
    })
}
