//! What the process answers: the one table of exit codes.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done, an empty result too.
    Done,
    /// An error: nothing more was done.
    Error,
    /// Asked for what does not exist.
    Usage,
    /// Finished, some documents were not read.
    SomeFailed,
    /// Nothing was found, and that was asked for as a failure.
    NothingFound,
    /// Stopped by the user after what is acknowledged; may be run again.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Error => 1,
            // Otherwise answered by the reader of the command line.
            Exit::Usage => 2,
            Exit::SomeFailed => 3,
            Exit::NothingFound => 4,
            Exit::Interrupted => 130,
        })
    }
}
