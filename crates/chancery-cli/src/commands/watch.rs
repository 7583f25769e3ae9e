//! `chancery watch`: rounds over feeds and site maps; what is new is fetched, and goes into the Ledger
//! or an archive.

use super::web::{Errand, Goal, tell};
use crate::args::{Global, WatchArgs};
use crate::exit::Exit;
use crate::{interrupt, messages};
use anyhow::Result;
use chancery_fetch::{Memory, Round, Watch, round, sources};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Most bytes of a list, unpacked: what a site map may have.
const MAX_LIST: usize = 50 << 20;

/// Longest sleep without a look whether the run was stopped.
const NAP: Duration = Duration::from_millis(200);

/// Goes around until it is stopped, or once.
pub fn watch(global: &Global, args: &WatchArgs) -> Result<Exit> {
    interrupt::listen()?;
    let goal = match (args.keep.add, &args.keep.warc) {
        (false, Some(_)) => Goal::Archive,
        _ => Goal::ledger(global)?,
    };
    let state = state(args, &goal);
    loop {
        let begun = Instant::now();
        let exit = once(global, args, &goal, &state)?;
        if interrupt::is_stopped() {
            return Ok(Exit::Interrupted);
        }
        if args.once {
            return Ok(exit);
        }
        while begun.elapsed() < args.every {
            if interrupt::is_stopped() {
                return Ok(Exit::Interrupted);
            }
            std::thread::sleep(NAP.min(args.every.saturating_sub(begun.elapsed())));
        }
    }
}

/// One round. What it remembers is kept only after its pages are, so that none is lost.
fn once(global: &Global, args: &WatchArgs, goal: &Goal, state: &Path) -> Result<Exit> {
    let watch = Watch {
        lists: sources(&args.lists, MAX_LIST)?,
        every: args.every,
        max_list: MAX_LIST,
    };
    let mut errand = Errand::open(&args.keep, &args.limits, goal, Memory::load(state)?)?;
    let now = Timestamp::now();
    let done = round(&mut errand.session, &watch, now.as_second(), &mut tell)?;
    say(&done);
    let (mut memory, exit) = errand.close(global, goal, done.pages)?;
    if interrupt::is_stopped() {
        return Ok(Exit::Interrupted);
    }
    memory.save(state, now)?;
    Ok(match done.failed {
        0 => exit,
        _ => exit.max(Exit::SomeFailed),
    })
}

fn say(round: &Round) {
    let Round {
        lists,
        pages,
        failed,
        left,
    } = round;
    messages::told(&format!(
        "{lists} lists asked, {pages} pages fetched, {failed} failed, {left} left for the next round"
    ));
}

/// Where it is said, or beside what it is about.
fn state(args: &WatchArgs, goal: &Goal) -> PathBuf {
    if let Some(state) = &args.keep.state {
        return state.clone();
    }
    let beside = match (goal, &args.keep.warc) {
        (Goal::Ledger(path), _) | (_, Some(path)) => path.as_path(),
        (_, None) => Path::new("chancery"),
    };
    let mut name = beside.as_os_str().to_owned();
    name.push(".watch.json");
    name.into()
}
