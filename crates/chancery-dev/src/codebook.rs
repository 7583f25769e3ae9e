//! `cargo dev codebook`: `docs/codebook.md` from the tables of `data/ontology`, as the binary knows them.

use anyhow::Context as _;
use chancery::codebook::Book;
use std::path::Path;
use std::process::ExitCode;

/// The file that is written, from the root of the workspace.
pub const FILE: &str = "docs/codebook.md";

/// The codebook as Markdown.
pub fn markdown() -> String {
    Book::new(chancery_data::knowledge(), chancery_data::codebook()).markdown()
}

/// Writes the file.
///
/// # Errors
/// Where it cannot be written.
pub fn run(root: &Path) -> anyhow::Result<ExitCode> {
    std::fs::write(root.join(FILE), markdown()).with_context(|| format!("writing {FILE}"))?;
    Ok(ExitCode::SUCCESS)
}
