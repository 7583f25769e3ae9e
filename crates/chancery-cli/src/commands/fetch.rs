//! `chancery fetch`: pages by their addresses, as an archive, into the Ledger, or printed as `extract`
//! prints them.

use super::web::{Errand, Goal, tell};
use crate::args::{FetchArgs, Global};
use crate::exit::Exit;
use crate::interrupt;
use anyhow::Result;
use chancery_fetch::{Got, Memory, Purpose};
use jiff::Timestamp;

/// Fetches each address.
pub fn fetch(global: &Global, args: &FetchArgs) -> Result<Exit> {
    interrupt::listen()?;
    let goal = match (args.keep.add, &args.keep.warc) {
        (true, _) => Goal::ledger(global)?,
        (false, Some(_)) => Goal::Archive,
        (false, None) => Goal::Output,
    };
    let state = args.keep.state.as_deref();
    let memory = state.map(Memory::load).transpose()?.unwrap_or_default();
    let mut errand = Errand::open(&args.keep, &args.limits, &goal, memory)?;
    let (mut pages, mut failed) = (0, 0);
    errand
        .session
        .run(&args.addresses, Purpose::Page, |fetched| {
            match &fetched.got {
                Ok(Got::Page(_)) => pages += 1,
                Ok(Got::Unchanged) => {}
                Err(_) => failed += 1,
            }
            tell(&fetched);
        })?;
    let (mut memory, exit) = errand.close(global, &goal, pages)?;
    if interrupt::is_stopped() {
        return Ok(Exit::Interrupted);
    }
    if let Some(state) = state {
        memory.save(state, Timestamp::now())?;
    }
    Ok(match failed {
        0 => exit,
        _ => exit.max(Exit::SomeFailed),
    })
}
