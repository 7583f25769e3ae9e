//! What `fetch` and `watch` share: limits, the archive, and the way from the archive to where pages go.
//!
//! A run writes WARC, and what it wrote is read by the way in as any archive is: so `chancery add` of
//! the file that `--warc` leaves gives what the run gave, without the network.

use super::{add, extract};
use crate::args::{AddArgs, ExtractArgs, Global, KeepArgs, LimitArgs, Paths, Progress};
use crate::exit::Exit;
use crate::input::{Failure, Origin};
use crate::{interrupt, messages, settings};
use anyhow::{Context, Result};
use chancery_fetch::{Archive, Fetched, Memory, Packing, Policy, Session};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Where pages go beside the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Into this Ledger.
    Ledger(PathBuf),
    /// Nowhere.
    Archive,
    /// To the output, as `extract` prints them.
    Output,
}

impl Goal {
    /// Into the Ledger. Errors: there is none; better now than after the run.
    pub fn ledger(global: &Global) -> Result<Goal> {
        let path = settings::ledger(global)?;
        chancery_store::Ledger::open(&path)?;
        Ok(Goal::Ledger(path))
    }
}

/// A run that is open, and where its pages lie until they are handed on.
pub struct Errand {
    /// Fetches.
    pub session: Session,
    pages: Option<NamedTempFile>,
}

impl Errand {
    /// Opens the archive and begins.
    pub fn open(
        keep: &KeepArgs,
        limits: &LimitArgs,
        goal: &Goal,
        memory: Memory,
    ) -> Result<Errand> {
        let packing = packing(keep.warc.as_deref());
        let pages = match goal {
            Goal::Archive => None,
            Goal::Ledger(_) | Goal::Output => Some(temporary(packing)?),
        };
        let mut outs: Vec<Box<dyn Write>> = Vec::new();
        if let Some(path) = &keep.warc {
            outs.push(appended(path)?);
        }
        if let Some(pages) = &pages {
            outs.push(Box::new(
                pages.reopen().context("making a file for the pages")?,
            ));
        }
        let archive = Archive {
            out: Box::new(Tee(outs)),
            packing,
        };
        let stop = Box::new(interrupt::is_stopped);
        let session = Session::open(policy(limits), memory, Some(archive), stop)?;
        Ok(Errand { session, pages })
    }

    /// Ends the run and hands its pages on; what it remembers, and how that ended.
    pub fn close(self, global: &Global, goal: &Goal, count: usize) -> Result<(Memory, Exit)> {
        let memory = self.session.close()?;
        let Some(pages) = self.pages.filter(|_| count > 0) else {
            return Ok((memory, Exit::Done));
        };
        let from = Paths {
            paths: vec![pages.path().to_owned()],
        };
        let exit = match goal {
            Goal::Archive => Exit::Done,
            Goal::Output => extract::extract(global, &ExtractArgs { from, timed: false })?,
            Goal::Ledger(_) => {
                let args = AddArgs {
                    from,
                    again: false,
                    errors: None,
                    relevant_only: false,
                    progress: Progress::Off,
                };
                add::add(global, &args)?
            }
        };
        Ok((memory, exit))
    }
}

/// Tells of an address that gave no page.
pub fn tell(fetched: &Fetched) {
    let Err(error) = &fetched.got else { return };
    let what = error.to_string();
    let address = &fetched.asked;
    let after = what.strip_prefix(address.as_str());
    let what = after.map_or(what.as_str(), |rest| rest.trim_start_matches(": "));
    let origin = Origin::of(Path::new(address));
    messages::failure(&Failure::lost(origin, what.to_owned()));
}

fn policy(limits: &LimitArgs) -> Policy {
    let mut policy = Policy {
        allow_private: limits.allow_private,
        max_pages: limits.max_pages,
        max_bytes: limits.max_bytes,
        ..Policy::default()
    };
    policy.ports.extend(&limits.ports);
    policy
}

fn packing(path: Option<&Path>) -> Packing {
    let plain = path
        .and_then(Path::extension)
        .is_some_and(|end| end == "warc");
    match plain {
        true => Packing::Plain,
        false => Packing::Gzip,
    }
}

fn temporary(packing: Packing) -> Result<NamedTempFile> {
    let suffix = match packing {
        Packing::Gzip => ".warc.gz",
        Packing::Plain => ".warc",
    };
    let made = tempfile::Builder::new()
        .prefix("chancery-")
        .suffix(suffix)
        .tempfile();
    made.context("making a file for the pages")
}

fn appended(path: &Path) -> Result<Box<dyn Write>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdout()));
    }
    let file: io::Result<File> = OpenOptions::new().create(true).append(true).open(path);
    let file = file.with_context(|| format!("opening the archive {}", path.display()))?;
    Ok(Box::new(file))
}

/// Writes the same to all.
struct Tee(Vec<Box<dyn Write>>);

impl Write for Tee {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.iter_mut().try_for_each(|out| out.write_all(bytes))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.iter_mut().try_for_each(|out| out.flush())
    }
}
