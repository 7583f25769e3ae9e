//! What the process answers: the one table of exit codes.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done, an empty result too.
    Done,
    /// An error: nothing more was done.
    Error,
    /// Finished, some documents were not read.
    SomeFailed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Error => 1,
            // 2, wrong usage, is answered by the reader of the command line.
            Exit::SomeFailed => 3,
        })
    }
}
