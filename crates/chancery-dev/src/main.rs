//! The tools around Chancery, never shipped: one task a command line, each in a module of its own.
//!
//! `cargo dev <task>` runs this crate in release mode from any folder of the workspace. A task
//! reads and writes files as it likes; the crates that are shipped know nothing of it.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what a task prints is what it is for"
)]

#[path = "../../../data/src/packing/mod.rs"]
mod packing;
/// The records of the data files, where `packing` looks for them.
mod schema {
    pub use chancery_data::schema::*;
}
mod frames;
mod treebank;
mod pages;
mod furniture;
mod train;
mod names;
mod sets;
mod eval;
mod bench;
mod golden;
mod codebook;
mod tidy;

use clap::{CommandFactory as _, Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Tools around Chancery: train, evaluate, bench, tidy.
#[derive(Parser)]
#[command(name = "cargo dev", version)]
struct Args {
    #[command(subcommand)]
    task: Task,
}

/// One line a task; the options of a task stand in its module.
#[derive(Subcommand)]
enum Task {
    /// Check the house rules; print every breach as file:line: what.
    Tidy(tidy::Options),
    /// Read the sentences of the frames of events, from the data files as they stand.
    Frames(frames::Options),
    /// Run the golden files, or rewrite their expected blocks.
    Golden(golden::Options),
    /// Write docs/codebook.md from the ontology.
    Codebook,
    /// Train the models of a language and write them to data/models.
    Train(train::Options),
    /// Measure the binary and its stages on the corpus and on open data, against floors.
    Eval {
        /// What is measured.
        #[command(subcommand)]
        stage: eval::Stage,
    },
    /// Measure the speed of the engine.
    Bench(bench::Options),
}

fn main() -> anyhow::Result<ExitCode> {
    let root = workspace_root();
    match Args::parse().task {
        Task::Tidy(options) => tidy::run(&root, &options, Args::command()),
        Task::Frames(options) => frames::run(&root, &options),
        Task::Golden(options) => golden::run(&root, &options),
        Task::Codebook => codebook::run(&root),
        Task::Train(options) => train::run(&root, &options),
        Task::Eval { stage } => eval::run(&root, stage),
        Task::Bench(options) => bench::run(&root, &options),
    }
}

/// The folder of the workspace this crate was built in, as it lies on this machine.
fn workspace_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}
