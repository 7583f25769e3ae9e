//! `cargo dev golden`: the golden files of `golden/<stage>/<phenomenon>.md`, run or rewritten.
//!
//! The runner itself is the test `crates/chancery/tests/golden.rs`, so that `cargo test` and this
//! command cannot disagree; see `docs/goldens.md` for the format of the files.

use anyhow::Context as _;
use clap::Args;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Options of `cargo dev golden`.
#[derive(Args)]
pub struct Options {
    /// Write what the stages say now into the expected blocks; read the diff before you commit.
    #[arg(long)]
    update: bool,
    /// Run only the files whose path holds these words, e.g. `times/weekdays`.
    #[arg(long, value_name = "WORDS")]
    only: Option<String>,
}

/// Runs the golden test of `chancery` with the switches as environment variables.
pub fn run(root: &Path, options: &Options) -> anyhow::Result<ExitCode> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root);
    cargo.args(["test", "--package", "chancery", "--test", "golden"]);
    if options.update {
        cargo.env("UPDATE_GOLDEN", "1");
    }
    if let Some(words) = &options.only {
        cargo.env("GOLDEN_ONLY", words);
    }
    let status = cargo.status().context("starting cargo test")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
