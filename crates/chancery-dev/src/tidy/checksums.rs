//! `data/SOURCES.md` names every data file, and each row holds the SHA-256 of its file.
//!
//! A row is a line of a table whose first words in back quotes are the path below `data/`; the
//! checksum is the 64 hexadecimal digits of the row. Source, manifests and Markdown need no row.

use super::Problem;
use super::tree::{File, Tree};
use anyhow::Context as _;
use sha2::{Digest as _, Sha256};
use std::path::Path;

const SOURCES: &str = "data/SOURCES.md";

struct Row<'t> {
    line: usize,
    path: &'t str,
    checksum: Option<&'t str>,
}

/// Problems of the rows, and of data files without one.
pub fn check(tree: &Tree) -> Vec<Problem> {
    let Some(text) = tree.text(SOURCES) else {
        return vec![Problem::new("checksum", SOURCES, 0, "is not there")];
    };
    let rows: Vec<Row> = rows(text).collect();
    let mut problems: Vec<Problem> = rows
        .iter()
        .filter_map(|row| row_problem(tree, row))
        .collect();
    for file in tree.files.iter().filter(|file| needs_row(&file.path)) {
        if !rows
            .iter()
            .any(|row| file.path == format!("data/{}", row.path))
        {
            let what = format!("has no row in {SOURCES}");
            problems.push(Problem::new("checksum", &file.path, 0, what));
        }
    }
    problems
}

fn row_problem(tree: &Tree, row: &Row) -> Option<Problem> {
    let problem = |what: String| Some(Problem::new("checksum", SOURCES, row.line, what));
    let path = row.path;
    let Some(file) = tree.file(&format!("data/{path}")) else {
        return problem(format!("names `{path}`, which is not there"));
    };
    match row.checksum {
        None => problem(format!("row of `{path}` has no SHA-256")),
        Some(checksum) if checksum != sha256(file) => problem(format!(
            "SHA-256 of `{path}` differs; if the change is meant: cargo dev tidy --write-checksums"
        )),
        Some(_) => None,
    }
}

/// Writes the checksum of each file into its row.
pub fn write(root: &Path) -> anyhow::Result<()> {
    let tree = Tree::read(root)?;
    let text = tree.text(SOURCES).context("reading data/SOURCES.md")?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for row in rows(text) {
        let file = tree.file(&format!("data/{}", row.path));
        if let (Some(file), Some(old)) = (file, row.checksum) {
            let line = &mut lines[row.line - 1];
            *line = line.replace(old, &sha256(file));
        }
    }
    let text = lines.join("\n") + "\n";
    std::fs::write(root.join(SOURCES), text).context("writing data/SOURCES.md")
}

fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    text.lines().enumerate().filter_map(|(at, line)| {
        let first = line.strip_prefix('|')?.split('|').next()?.trim();
        let path = first.strip_prefix('`')?.split('`').next()?;
        Some(Row {
            line: at + 1,
            path,
            checksum: line
                .split(|c: char| !c.is_ascii_hexdigit())
                .find(|w| w.len() == 64),
        })
    })
}

fn needs_row(path: &str) -> bool {
    let Some(path) = path.strip_prefix("data/") else {
        return false;
    };
    !(path.starts_with("src/") || path.ends_with(".md") || !path.contains('/'))
}

fn sha256(file: &File) -> String {
    let digest = Sha256::digest(&file.bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"; // "foo"

    fn whats(sources: &str) -> Vec<String> {
        let tree = Tree::of(&[("data/SOURCES.md", sources), ("data/a/b.tsv", "foo")]);
        check(&tree)
            .into_iter()
            .map(|problem| problem.what)
            .collect()
    }

    #[test]
    fn right_row_passes() {
        assert!(whats(&format!("| `a/b.tsv` | MIT | `{GOOD}` |\n")).is_empty());
    }

    #[test]
    fn wrong_missing_and_dangling() {
        let wrong = GOOD.replace('2', "3");
        assert!(whats(&format!("| `a/b.tsv` | `{wrong}` |\n"))[0].contains("differs"));
        assert!(whats("| `a/b.tsv` | MIT |\n")[0].contains("no SHA-256"));
        assert!(whats("nothing\n")[0].contains("has no row"));
        let dangling = format!("| `a/b.tsv` | `{GOOD}` |\n| `a/c.tsv` | `{GOOD}` |\n");
        assert!(whats(&dangling)[0].contains("not there"));
    }
}
