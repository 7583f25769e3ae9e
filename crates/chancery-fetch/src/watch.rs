//! A round over lists that are watched: what is due is asked, new pages are fetched, and what came of
//! it is remembered.
//!
//! A list is asked again after the pace of the watch, or its own if that is slower; after failures the
//! wait doubles, up to a day. Lists may name lists (OPML, indexes of site maps), two steps deep. A page
//! is fetched once; one that fails in a way that may pass is tried in three rounds.

use crate::clean::clean;
use crate::error::Error;
use crate::lists::{self, List};
use crate::memory::{ListState, Memory};
use crate::session::{Fetched, Got, Session};
use crate::warc::Purpose;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;
use url::Url;

/// Steps from a list that is named to its pages.
const MAX_STEPS: usize = 3;

/// Rounds in which a page that may come yet is asked for.
const MAX_ROUNDS: u32 = 3;

/// Longest wait after failures, in seconds.
const LONGEST: i64 = 24 * 3600;

/// What is watched, and how often.
#[derive(Clone, Debug)]
pub struct Watch {
    /// Addresses of lists.
    pub lists: Vec<String>,
    /// Shortest time between two questions to a list.
    pub every: Duration,
    /// Most bytes of a list, unpacked.
    pub max_list: usize,
}

/// What a round came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Lists that were asked.
    pub lists: usize,
    /// Pages that were fetched.
    pub pages: usize,
    /// Lists and pages that could not be had.
    pub failed: usize,
    /// Pages that the run had no room for.
    pub left: usize,
}

/// Addresses of lists: those given, and those in the files given (OPML, or an address a line).
/// Errors: a file that cannot be read, or is no list.
pub fn sources(given: &[String], max_list: usize) -> Result<Vec<String>, Error> {
    let mut all = Vec::new();
    for one in given {
        if one.contains("://") {
            all.push(one.clone());
            continue;
        }
        let path = Path::new(one);
        let bytes = std::fs::read(path).map_err(|error| crate::error::Kind::File {
            what: format!("reading {}", path.display()),
            error,
        })?;
        let List { pages, lists, .. } = lists::read(&bytes, None, max_list)?;
        all.extend(lists.into_iter().chain(pages));
    }
    Ok(all)
}

/// One round at `now`, in seconds UTC; `each` is told what became of each list that failed and of each
/// page. Errors: the archive cannot be written.
pub fn round(
    session: &mut Session,
    watch: &Watch,
    now: i64,
    each: &mut dyn FnMut(&Fetched),
) -> Result<Round, Error> {
    let mut round = Round::default();
    ask_lists(session, watch, now, &mut |fetched| {
        round.lists += 1;
        if fetched.got.is_err() {
            round.failed += 1;
            each(fetched);
        }
    })?;
    let waiting = waiting(&session.memory());
    let mut all = Vec::new();
    session.run(&waiting, Purpose::Page, |fetched| {
        match &fetched.got {
            Ok(_) => round.pages += 1,
            Err(error) if error.is_left() => round.left += 1,
            Err(_) => round.failed += 1,
        }
        each(&fetched);
        all.push((fetched.asked, fetched.got.err()));
    })?;
    let mut memory = session.memory();
    for (address, error) in all {
        note_page(&mut memory, &address, error.as_ref());
    }
    Ok(round)
}

fn waiting(memory: &Memory) -> Vec<String> {
    let open = memory.items.iter().filter(|(_, item)| !item.done);
    open.map(|(address, _)| address.clone()).collect()
}

fn ask_lists(
    session: &mut Session,
    watch: &Watch,
    now: i64,
    each: &mut dyn FnMut(&Fetched),
) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    let mut named = watch.lists.clone();
    for _ in 0..MAX_STEPS {
        named.retain(|list| seen.insert(list.clone()));
        let due: Vec<String> = named
            .iter()
            .filter(|l| is_due(session, l, now))
            .cloned()
            .collect();
        let mut answers = Vec::new();
        session.run(&due, Purpose::List, |mut fetched| {
            let list = fetched.listed(watch);
            each(&fetched);
            answers.push((fetched, list));
        })?;
        let mut memory = session.memory();
        for (fetched, list) in answers {
            note_list(&mut memory, watch, now, (&fetched, list));
        }
        named = named
            .iter()
            .filter_map(|list| memory.lists.get(list))
            .flat_map(|state| state.lists.clone())
            .collect();
        if named.is_empty() {
            break;
        }
    }
    Ok(())
}

fn is_due(session: &mut Session, list: &str, now: i64) -> bool {
    let memory = session.memory();
    memory.lists.get(list).is_none_or(|state| state.due <= now)
}

impl Fetched {
    /// The list that was fetched; a page that is none becomes an error.
    fn listed(&mut self, watch: &Watch) -> Option<List> {
        let Ok(Got::Page(page)) = &self.got else {
            return None;
        };
        let base = Url::parse(&page.url).ok();
        match lists::read(&page.body, base.as_ref(), watch.max_list) {
            Ok(list) => Some(list),
            Err(error) => {
                self.got = Err(error);
                None
            }
        }
    }
}

/// What came of asking for a list.
fn note_list(
    memory: &mut Memory,
    watch: &Watch,
    now: i64,
    (fetched, list): (&Fetched, Option<List>),
) {
    let every = i64::try_from(watch.every.as_secs()).unwrap_or(LONGEST);
    if let Some(list) = &list {
        for page in &list.pages {
            let Ok(url) = Url::parse(page) else { continue };
            let item = memory.items.entry(clean(&url).into()).or_default();
            item.shown = now;
        }
    }
    let state = memory.lists.entry(fetched.asked.clone()).or_default();
    let error = match &fetched.got {
        Ok(_) => None,
        // It was not asked: its turn comes in the next round.
        Err(error) if error.is_left() => return,
        Err(error) => Some(error),
    };
    state.take(list);
    state.failures = error.map_or(0, |_| state.failures.saturating_add(1));
    let doubled = every.saturating_mul(2i64.saturating_pow(state.failures));
    let asked = error.and_then(Error::wait_seconds).unwrap_or(0);
    let asked = i64::try_from(asked).unwrap_or(LONGEST);
    let wait = doubled.min(LONGEST.max(every)).max(state.pace).max(asked);
    state.due = now.saturating_add(wait);
}

impl ListState {
    /// What an answer says holds until the next one: "not modified" means that too.
    fn take(&mut self, list: Option<List>) {
        let Some(list) = list else { return };
        let pace = list.pace.unwrap_or_default().as_secs();
        self.pace = i64::try_from(pace).unwrap_or(LONGEST);
        self.lists = list.lists;
    }
}

fn note_page(memory: &mut Memory, address: &str, error: Option<&Error>) {
    let Some(item) = memory.items.get_mut(address) else {
        return;
    };
    match error {
        Some(error) if error.is_left() => {}
        Some(error) if error.is_passing() => {
            item.failures += 1;
            item.done = item.failures >= MAX_ROUNDS;
        }
        _ => item.done = true,
    }
}
