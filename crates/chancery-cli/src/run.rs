//! Reports in, results out in the same order, whatever the number of threads.
//!
//! Reports are taken in batches of bounded size, worked on side by side and handed on in their
//! order, so memory does not grow with their number and the bytes do not depend on `-j`. A report
//! that fails, even by a fault of the program, is named, and the others go on.

use crate::exit::Exit;
use crate::input::{Failure, Raw, reports};
use crate::messages::{self, Verbosity};
use crate::output::Reader;
use anyhow::Context;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

/// Reports of a batch, for each thread.
const BATCH_REPORTS: usize = 32;

/// Bytes after which a batch is full, for each thread.
const BATCH_BYTES: usize = 2 << 20;

/// How to run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where to read from.
    pub paths: Vec<PathBuf>,
    /// Threads.
    pub jobs: usize,
    /// How much to say.
    pub verbosity: Verbosity,
    /// Set from outside, it ends the run after the batch that is under way.
    pub stop: Option<&'static AtomicBool>,
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
    mut sink: impl FnMut(Result<T, Failure>) -> anyhow::Result<Reader>,
) -> anyhow::Result<Exit>
where
    T: Send,
    S: Send,
{
    let pool = (plan.jobs > 1).then(|| threads(plan.jobs)).transpose()?;
    let mut exit = Exit::Done;
    let mut seen = Seen::default();
    let mut given = reports(&plan.paths).peekable();
    let stopped = || plan.stop.is_some_and(|stop| stop.load(Ordering::Relaxed));
    while !stopped() && given.peek().is_some() {
        let batch = batch(&mut given, plan.jobs);
        for outcome in work_on(pool.as_ref(), batch, &scratch, &work) {
            let told = tell(plan, outcome, &mut seen);
            if told.is_err() {
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
    if let Err(failure) = &result {
        messages::failure(failure);
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
    given: &mut impl Iterator<Item = Result<Raw, Failure>>,
    jobs: usize,
) -> Vec<Result<Raw, Failure>> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < BATCH_REPORTS * jobs && bytes < BATCH_BYTES * jobs {
        let Some(next) = given.next() else { break };
        bytes += next.as_ref().map_or(0, |raw| raw.bytes.len());
        batch.push(next);
    }
    batch
}

fn work_on<T, S>(
    pool: Option<&rayon::ThreadPool>,
    batch: Vec<Result<Raw, Failure>>,
    scratch: &(impl Fn() -> S + Sync),
    work: &(impl Fn(&Raw, &mut S) -> Result<Done<T>, Failure> + Sync),
) -> Vec<Result<Outcome<T>, Failure>>
where
    T: Send,
    S: Send,
{
    let one = |kept: &mut S, given: Result<Raw, Failure>| {
        let raw = given?;
        let result = guarded(&raw, kept, work).unwrap_or_else(|| {
            // Whatever the fault left in the buffers must not reach the next report.
            *kept = scratch();
            Err(fault(&raw))
        });
        Ok((raw, result))
    };
    match pool {
        None => {
            let mut kept = scratch();
            batch
                .into_iter()
                .map(|given| one(&mut kept, given))
                .collect()
        }
        Some(pool) => pool.install(|| batch.into_par_iter().map_init(scratch, one).collect()),
    }
}

/// The result, or nothing where the program itself failed on this report.
fn guarded<T, S>(
    raw: &Raw,
    kept: &mut S,
    work: &impl Fn(&Raw, &mut S) -> Result<Done<T>, Failure>,
) -> Option<Result<Done<T>, Failure>> {
    catch_unwind(AssertUnwindSafe(|| work(raw, kept))).ok()
}

fn fault(raw: &Raw) -> Failure {
    Failure {
        origin: raw.origin.clone(),
        what: "a fault of chancery itself; the report was left out".to_owned(),
        hint: Some("please tell the maintainers, with the report if you may"),
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
