//! Arguments of the commands that correct the Ledger and hand it on.

use clap::{Args, Subcommand, builder::PossibleValuesParser};
use jiff::civil::Date;
use std::path::PathBuf;

/// Of `fix`.
#[derive(Debug, Args)]
pub struct FixArgs {
    /// What is said.
    #[command(subcommand)]
    pub op: FixOp,
}

/// What a person says of the record. Events are named by `ev:`, single claims by `c:`.
#[derive(Debug, Subcommand)]
pub enum FixOp {
    /// A slot has another value: type, mode, kind, status, certainty, core, date, place, country
    Set {
        /// The event, or one claim of it
        #[arg(value_name = "ID")]
        id: String,
        /// The slot
        #[arg(value_name = "SLOT")]
        slot: String,
        /// The value; empty for none
        #[arg(value_name = "VALUE")]
        value: String,
        /// Who and why.
        #[command(flatten)]
        said: SaidArgs,
    },
    /// Events are one
    Merge {
        /// The events or claims
        #[arg(value_name = "ID", num_args = 2.., required = true)]
        ids: Vec<String>,
        /// Who and why.
        #[command(flatten)]
        said: SaidArgs,
    },
    /// Some claims of an event tell of another
    Split {
        /// The event
        #[arg(value_name = "EVENT")]
        id: String,
        /// The claims that tell of another
        #[arg(value_name = "CLAIM", required = true)]
        claims: Vec<String>,
        /// Who and why.
        #[command(flatten)]
        said: SaidArgs,
    },
    /// Claims are read wrongly
    Reject {
        /// The events or claims
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
        /// Who and why.
        #[command(flatten)]
        said: SaidArgs,
    },
    /// Claims are read rightly
    Confirm {
        /// The events or claims
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
        /// Who and why.
        #[command(flatten)]
        said: SaidArgs,
    },
    /// A correction no longer holds
    Restore {
        /// Its number in the log
        #[arg(value_name = "NUMBER")]
        number: i64,
        /// Who and why.
        #[command(flatten)]
        said: SaidArgs,
    },
    /// Words are taken out of texts, names, search, log and file, for good
    Redact {
        /// The words, as a name stands in the text
        #[arg(value_name = "WORDS")]
        words: String,
        /// Who and why.
        #[command(flatten)]
        said: SaidArgs,
    },
    /// The corrections of another Ledger, as `chancery log --json` prints them
    Replay {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Who says so, and why.
#[derive(Debug, Args)]
pub struct SaidArgs {
    /// Why
    #[arg(long, value_name = "REASON")]
    pub why: String,
    /// By whom [default: the user]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

impl FixOp {
    /// Who says so, and why; a replayed line says it itself.
    pub fn said(&self) -> Option<&SaidArgs> {
        match self {
            FixOp::Set { said, .. }
            | FixOp::Merge { said, .. }
            | FixOp::Split { said, .. }
            | FixOp::Reject { said, .. }
            | FixOp::Confirm { said, .. }
            | FixOp::Restore { said, .. }
            | FixOp::Redact { said, .. } => Some(said),
            FixOp::Replay { .. } => None,
        }
    }
}

/// Of `log`.
#[derive(Debug, Args)]
pub struct LogArgs {
    /// Corrections made on this day or later
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub since: Option<Date>,
    /// Instead, which engines read the documents: program, version, hash of models and data
    #[arg(long, conflicts_with = "since")]
    pub engines: bool,
}

/// Of `diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// Events that changed after this version (v12 or 12)
    #[arg(value_name = "VERSION", value_parser = version)]
    pub from: i64,
    /// And not after this one [default: the newest]
    #[arg(value_name = "VERSION", value_parser = version)]
    pub until: Option<i64>,
}

/// Of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The format; without one, all formats are listed
    #[arg(value_name = "FORMAT")]
    pub format: Option<String>,
    /// Only events that changed after this version (v12 or 12)
    #[arg(long, value_name = "VERSION", value_parser = version)]
    pub changes_since: Option<i64>,
    /// How much of the words of reports leaves: none, quote (sentences), full (texts)
    #[arg(long, value_name = "HOW MUCH", default_value = "quote", value_parser = PossibleValuesParser::new(["none", "quote", "full"]))]
    pub text: String,
    /// Names of private persons too
    #[arg(long)]
    pub include_private: bool,
    /// Tables for Excel: a byte order mark, and no cell that it takes for a formula
    #[arg(long)]
    pub excel: bool,
    /// Several events between the same two in a network: merged or parallel edges
    #[arg(long, value_name = "HOW", default_value = "merged", value_parser = PossibleValuesParser::new(["merged", "parallel"]))]
    pub edges: String,
    /// The day of a brief
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub day: Option<Date>,
}

fn version(text: &str) -> Result<i64, String> {
    let number = text.strip_prefix('v').unwrap_or(text);
    let found = number.parse().ok().filter(|number| *number >= 0);
    found.ok_or_else(|| format!("found `{text}`, expected a version such as v12"))
}
