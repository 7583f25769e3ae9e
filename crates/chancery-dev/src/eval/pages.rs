//! Which blocks of pages are article, in five folds over publishers: `dev eval pages`.

use crate::sets::Options;
use crate::train::page::folds;
use anyhow::Result;
use std::path::Path;
use std::process::ExitCode;

/// Runs the task.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let floors = super::floors(root)?;
    let mut fell = false;
    for (file, [precision, recall, f1]) in folds(&root.join(&options.data))? {
        println!(
            "{file}, folds over publishers: precision {precision:.2}  recall {recall:.2}  F1 {f1:.2}"
        );
        fell |= super::under_floor(&floors, "pages", file, &[("f1", f1)]);
    }
    Ok(ExitCode::from(u8::from(fell && options.check)))
}
