//! The command line of `chancery` as data: what documentation, shell completion and tests read.
//!
//! Everything else stands in the binary.

pub mod args;

use clap::CommandFactory as _;

/// The command line with all its commands and flags.
pub fn command() -> clap::Command {
    args::Cli::command()
}
