//! Measures speed: `dev bench`.

use anyhow::Result;
use std::path::Path;
use std::process::ExitCode;

/// Options of `dev bench`.
#[derive(clap::Args)]
pub struct Options {}

/// Runs the task.
pub fn run(_: &Path, _: &Options) -> Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
