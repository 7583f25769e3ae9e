//! How far a long run is, on standard error: a line that changes, a line or an object a batch.
//!
//! Rates are of this run alone and never part of any output.

use crate::args::Progress;
use serde::Serialize;
use std::fmt;
use std::io::{IsTerminal as _, Write as _, stderr};
use std::time::Instant;

/// What became of the documents so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// New to the Ledger.
    pub added: usize,
    /// Claims of those.
    pub claims: usize,
    /// Of those added, in languages that are not read.
    pub other_language: usize,
    /// By which publishers take a report back.
    pub taken_back: usize,
    /// Documents of the Ledger, these among them, in whose place a later version or a withdrawal stands.
    pub superseded: usize,
    /// There already, or the same again.
    pub known: usize,
    /// No reports: images in archives, redirects, data of other forms.
    pub left_out: usize,
    /// Reports without words of diplomacy or conflict, where those are not wanted.
    pub not_relevant: usize,
    /// Not read.
    pub failed: usize,
}

impl fmt::Display for Tally {
    /// "2 added with 5 claims, 1 known, 0 failed", what there is none of left out but for those.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} added with {} claims", self.added, self.claims)?;
        if self.other_language > 0 {
            write!(f, " ({} in other languages, not read)", self.other_language)?;
        }
        if self.taken_back > 0 {
            write!(f, ", {} taken back", self.taken_back)?;
        }
        if self.superseded > 0 {
            write!(f, ", {} superseded", self.superseded)?;
        }
        write!(f, ", {} known", self.known)?;
        if self.left_out > 0 {
            write!(f, ", {} left out as no reports", self.left_out)?;
        }
        if self.not_relevant > 0 {
            write!(f, ", {} left out as not relevant", self.not_relevant)?;
        }
        write!(f, ", {} failed", self.failed)
    }
}

/// Tells of a run.
pub struct Reporter {
    how: Progress,
    start: Instant,
}

impl Reporter {
    /// Begins.
    pub fn new(how: Progress) -> Self {
        let auto = match stderr().is_terminal() {
            true => Progress::Bar,
            false => Progress::Off,
        };
        Reporter {
            how: if how == Progress::Auto { auto } else { how },
            start: Instant::now(),
        }
    }

    /// A batch is done.
    pub fn tick(&self, tally: &Tally) {
        let seconds = self.start.elapsed().as_secs_f64();
        let rate = tally.added as f64 / seconds.max(0.001);
        let words = format!("{tally}, {rate:.0}/s");
        let line = match self.how {
            Progress::Bar => format!("\r\x1b[K{words}"),
            Progress::Plain => format!("{words}\n"),
            Progress::Json => crate::json::line(tally),
            Progress::Auto | Progress::Off => return,
        };
        // Where standard error is closed nobody watches.
        let _ = stderr().lock().write_all(line.as_bytes());
    }

    /// The run is over: the line that changed makes room.
    pub fn end(&self) {
        if self.how == Progress::Bar {
            let _ = stderr().lock().write_all(b"\r\x1b[K");
        }
    }
}
