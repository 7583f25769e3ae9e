//! Records in, results of their reports out in the same order, whatever the number of threads.
//!
//! Reports are taken in batches of bounded size, worked on side by side and handed on in their
//! order, so memory does not grow with their number and the bytes do not depend on `-j`. A report
//! that fails, even by a fault of the program, is named, and the others go on.

use crate::exit::Exit;
use crate::input::{Failure, Kind, Origin, Raw, Sealed, reports};
use crate::messages::{self, Verbosity};
use crate::output::Reader;
use anyhow::Context;
use chancery_ingest::jsonl::Profile;
use chancery_ingest::open::Options;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

/// How much is held at once: so many records, or fewer from which on they have so many bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Records.
    pub records: usize,
    /// Bytes as they are given.
    pub bytes: usize,
}

impl Stretch {
    /// The same for any number of threads, where reports are looked at together.
    pub const FIXED: Stretch = Stretch {
        records: 512,
        bytes: 16 << 20,
    };

    /// Enough for so many threads.
    pub fn of(jobs: usize) -> Stretch {
        Stretch {
            records: 32 * jobs,
            bytes: (2 << 20) * jobs,
        }
    }
}

/// How to run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where to read from.
    pub paths: Vec<PathBuf>,
    /// How records are opened.
    pub options: Options,
    /// Threads.
    pub jobs: usize,
    /// How much to say.
    pub verbosity: Verbosity,
    /// How much is held at once.
    pub stretch: Stretch,
    /// What is done with reports that their publishers took back.
    pub withdrawals: Withdrawals,
    /// Set from outside, it ends the run after the batch that is under way.
    pub stop: Option<&'static AtomicBool>,
}

/// What is done with reports that their publishers took back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawals {
    /// They are left out.
    LeftOut,
    /// They are worked on as reports are.
    Given,
}

/// The result of one report.
#[derive(Clone, Debug)]
pub struct Done<T> {
    /// Id of the document; empty where it may occur again.
    pub id: String,
    /// What was made of it.
    pub result: T,
}

/// A report as it goes through a run.
type Outcome<T> = (Raw, Result<Done<T>, Failure>);

/// Works on every report of the plan and hands the results on in order; failures are told on
/// standard error and handed on too.
///
/// `work` is a pure function of a report; `scratch` makes what it keeps between reports.
pub fn each<T, S>(
    plan: &Plan,
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(&Raw, &mut S) -> Result<Done<T>, Failure> + Sync,
    sink: impl FnMut(Result<T, Failure>) -> anyhow::Result<Reader>,
) -> anyhow::Result<Exit>
where
    T: Send,
    S: Send,
{
    let alone = (|_: &Raw| (), |_: Vec<()>| ());
    let work = |raw: &Raw, (): &(), kept: &mut S| work(raw, kept);
    each_among(plan, alone, scratch, work, sink)
}

/// As [`each`], for work on a report in the light of those that are held with it: `note` is taken of each of
/// them, `sum` of all notes goes to `work`.
pub fn each_among<N, C, T, S>(
    plan: &Plan,
    (note, sum): (impl Fn(&Raw) -> N + Sync, impl Fn(Vec<N>) -> C),
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(&Raw, &C, &mut S) -> Result<Done<T>, Failure> + Sync,
    mut sink: impl FnMut(Result<T, Failure>) -> anyhow::Result<Reader>,
) -> anyhow::Result<Exit>
where
    N: Send,
    C: Sync,
    T: Send,
    S: Send,
{
    let pool = (plan.jobs > 1).then(|| threads(plan.jobs)).transpose()?;
    let mut exit = Exit::Done;
    let mut seen = Seen::default();
    let mut given = reports(&plan.paths).peekable();
    let mut profiles = Profiles::default();
    let stopped = || plan.stop.is_some_and(|stop| stop.load(Ordering::Relaxed));
    while !stopped() && given.peek().is_some() {
        let batch = batch(&mut given, plan.stretch);
        profiles.tell(plan, &batch);
        let (raws, notes) = open_all(pool.as_ref(), batch, plan, &note);
        let all = sum(notes);
        let work = |raw: &Raw, kept: &mut S| work(raw, &all, kept);
        for outcome in work_on(pool.as_ref(), raws, &scratch, &work) {
            let told = tell(plan, outcome, &mut seen);
            if told
                .as_ref()
                .is_err_and(|failure| failure.kind == Kind::Lost)
            {
                exit = Exit::SomeFailed;
            }
            if sink(told)? == Reader::Gone {
                return Ok(exit);
            }
        }
    }
    Ok(exit)
}

/// Says what there is to say of a report, and leaves its result.
fn tell<T>(
    plan: &Plan,
    outcome: Result<Outcome<T>, Failure>,
    seen: &mut Seen,
) -> Result<T, Failure> {
    let result = outcome.and_then(|(raw, result)| {
        let done = result?;
        seen.note(&raw, &done.id);
        messages::progress(plan.verbosity, &format!("{}: read", raw.origin));
        Ok(done.result)
    });
    match &result {
        Err(failure) if failure.kind != Kind::Lost => {
            messages::progress(
                plan.verbosity,
                &format!("{}: {}", failure.origin, failure.what),
            );
        }
        Err(failure) => messages::failure(failure),
        Ok(_) => {}
    }
    result
}

fn threads(jobs: usize) -> anyhow::Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .with_context(|| format!("starting {jobs} threads"))
}

/// The next reports, as many as may be held at once.
fn batch(
    given: &mut impl Iterator<Item = Result<Sealed, Failure>>,
    stretch: Stretch,
) -> Vec<Result<Sealed, Failure>> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < stretch.records && bytes < stretch.bytes {
        let Some(next) = given.next() else { break };
        bytes += next.as_ref().map_or(0, Sealed::len);
        batch.push(next);
    }
    batch
}

/// Reports of records, or why they are none, with what was noted of them.
type Opened<N> = Vec<(Result<Raw, Failure>, Option<N>)>;

/// The reports of these records in order, and what was noted of them.
fn open_all<N: Send>(
    pool: Option<&rayon::ThreadPool>,
    batch: Vec<Result<Sealed, Failure>>,
    plan: &Plan,
    note: &(impl Fn(&Raw) -> N + Sync),
) -> (Vec<Result<Raw, Failure>>, Vec<N>) {
    let one = |raw: Result<Raw, Failure>| {
        let raw = raw.and_then(|raw| match plan.withdrawals {
            Withdrawals::LeftOut if raw.is_taken_back() => Err(Failure::taken_back(raw.origin)),
            _ => Ok(raw),
        });
        let noted = raw.as_ref().ok().and_then(|raw| guarded(|| note(raw)));
        (raw, noted)
    };
    let all = |given: Result<Sealed, Failure>| -> Opened<N> {
        let opened = match given {
            Ok(sealed) => opened(sealed, &plan.options),
            Err(failure) => vec![Err(failure)],
        };
        opened.into_iter().map(one).collect()
    };
    let opened: Vec<Opened<N>> = match pool {
        None => batch.into_iter().map(all).collect(),
        Some(pool) => pool.install(|| batch.into_par_iter().map(all).collect()),
    };
    let (raws, notes): (Vec<_>, Vec<_>) = opened.into_iter().flatten().unzip();
    (raws, notes.into_iter().flatten().collect())
}

fn work_on<T, S, W>(
    pool: Option<&rayon::ThreadPool>,
    raws: Vec<Result<Raw, Failure>>,
    scratch: &(impl Fn() -> S + Sync),
    work: &W,
) -> Vec<Result<Outcome<T>, Failure>>
where
    T: Send,
    S: Send,
    W: Fn(&Raw, &mut S) -> Result<Done<T>, Failure> + Sync,
{
    let one = |kept: &mut S, raw: Result<Raw, Failure>| {
        let raw = raw?;
        let result = guarded(|| work(&raw, kept)).unwrap_or_else(|| {
            // Whatever the fault left in the buffers must not reach the next report.
            *kept = scratch();
            Err(fault(raw.origin.clone()))
        });
        Ok((raw, result))
    };
    match pool {
        None => {
            let mut kept = scratch();
            raws.into_iter().map(|raw| one(&mut kept, raw)).collect()
        }
        Some(pool) => pool.install(|| raws.into_par_iter().map_init(scratch, one).collect()),
    }
}

/// The reports of a record.
fn opened(sealed: Sealed, options: &Options) -> Vec<Result<Raw, Failure>> {
    let origin = sealed.origin();
    guarded(|| sealed.open(options)).unwrap_or_else(|| vec![Err(fault(origin))])
}

/// The result, or nothing where the program itself failed.
fn guarded<R>(work: impl FnOnce() -> R) -> Option<R> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

fn fault(origin: Origin) -> Failure {
    Failure {
        hint: Some("please tell the maintainers, with the report if you may"),
        ..Failure::lost(
            origin,
            "a fault of chancery itself; the report was left out".to_owned(),
        )
    }
}

/// Files of which it was told how their fields are named.
#[derive(Default)]
struct Profiles(Option<(String, Profile)>);

impl Profiles {
    /// Tells once a file, where more is said and the names are not the common ones.
    fn tell(&mut self, plan: &Plan, batch: &[Result<Sealed, Failure>]) {
        if plan.verbosity == Verbosity::Normal {
            return;
        }
        for sealed in batch.iter().flatten() {
            let now = Some((sealed.origin().file(), sealed.profile()));
            if sealed.profile() != Profile::Generic && self.0 != now {
                let (file, profile) = (sealed.origin().file(), sealed.profile().name());
                messages::progress(
                    plan.verbosity,
                    &format!("{file}: fields as {profile} names them"),
                );
                self.0 = now;
            }
        }
    }
}

/// Ids that occurred, as 64-bit hashes: eight bytes a report.
#[derive(Default)]
struct Seen(BTreeSet<u64>);

impl Seen {
    fn note(&mut self, raw: &Raw, id: &str) {
        if id.is_empty() {
            return;
        }
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        if !self.0.insert(hasher.finish()) {
            let what = match id.starts_with("blake3:") {
                true => "the same text again: both are read".to_owned(),
                false => {
                    format!("id `{id}` occurs again: both are read, give them ids of their own")
                }
            };
            messages::warning(&raw.origin, &what);
        }
    }
}
