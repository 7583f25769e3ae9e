//! Runs every golden file: `golden/<stage>/<phenomenon>.md`, read anew on each run.
//!
//! A golden file is Markdown for people; in it, a block `text` and the block named after the stage
//! that follows it are a case (`docs/goldens.md` tells the format). What the stage says of the text
//! must equal the second block. `UPDATE_GOLDEN=1` writes what it says now, for a person to read the
//! diff; `GOLDEN_ONLY=words` runs only the files whose path holds the words.

mod cases;
mod diff;
mod stages;

use cases::{Case, cases, rewritten};
use stages::{Render, STAGES};
use std::path::{Path, PathBuf};

#[test]
fn every_golden_file_says_what_its_stage_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden");
    let only = std::env::var_os("GOLDEN_ONLY").unwrap_or_default();
    let only = only.to_string_lossy();
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut failures = Vec::new();
    for file in markdown_files(&folder) {
        let name = file.strip_prefix(&folder).unwrap_or(&file);
        let name = format!("golden/{}", name.display());
        if name.contains(&*only) {
            failures.extend(run(&file, &name, update));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// Every Markdown file under a folder, sorted by path; tidy sees to it that others have a reader.
fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(markdown_files(&path));
        } else if path.extension().is_some_and(|suffix| suffix == "md") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The failures of one file, each ready to print; none where the file was rewritten.
fn run(file: &Path, name: &str, update: bool) -> Vec<String> {
    let stage = name.split('/').nth(1).unwrap_or_default();
    let Some((_, render)) = STAGES.iter().find(|(folder, _)| *folder == stage) else {
        return vec![format!("{name}:1: no renderer for the folder `{stage}`")];
    };
    let text = std::fs::read_to_string(file).expect("a golden file is text");
    let cases = match cases(&text, stage) {
        Ok(cases) if cases.is_empty() => return vec![format!("{name}:1: holds no case")],
        Ok(cases) => cases,
        Err(error) => return vec![format!("{name}:{error}")],
    };
    let said: Vec<String> = cases.iter().map(|case| say(*render, case)).collect();
    if update {
        let new = rewritten(&text, &cases, &said, stage);
        if new != text {
            std::fs::write(file, new).expect("a golden file can be written");
        }
        return Vec::new();
    }
    let differing = cases.iter().zip(&said);
    differing
        .filter_map(|(case, said)| failure(name, case, said))
        .collect()
}

fn say(render: Render, case: &Case) -> String {
    let said = render(case);
    let lines: Vec<&str> = said.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}

fn failure(name: &str, case: &Case, said: &str) -> Option<String> {
    let expected = case.expected.as_deref().unwrap_or_default();
    if expected == said {
        return None;
    }
    let diff = diff::diff(expected, said);
    let Case { line, heading, .. } = case;
    Some(format!("{name}:{line}: {heading}\n{diff}"))
}
