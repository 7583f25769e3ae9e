//! `chancery add`: reports, or Readings, into the Ledger.
//!
//! ```text
//! reports -> what their sites repeat -> read and pack on all threads -> in order -> one writing thread -> a batch lasts
//! ```
//!
//! What the Ledger has is skipped before it is read, and with `--relevant-only` what a cheap scan finds
//! nothing in. A report that faults the reader is kept as
//! failed. An interrupt ends the run after what is under way; the same command goes on there.

use super::sites::{Sites, note};
use super::{Desk, item, plan, reading_in};
use crate::args::{AddArgs, Global};
use crate::exit::Exit;
use crate::input::{Failure, Kind, Origin, Raw};
use crate::interrupt;
use crate::messages;
use crate::output::{Output, Reader};
use crate::progress::{Reporter, Tally};
use crate::run::{Done, Plan, Stretch, Withdrawals, each_among};
use crate::settings;
use anyhow::{Result, anyhow};
use chancery::actors::ActorLexicon;
use chancery::engine;
use chancery::ingest::{Document, document_among};
use chancery_ingest::relevant;
use chancery_nlp::Scratch;
use chancery_store::draft::key_of_reading;
use chancery_store::pack::Dictionaries;
use chancery_store::write::Batch;
use chancery_store::{Added, Draft, Kept, Ledger, Occasion, Press, Writer, key_of};
use serde::Serialize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

/// Drafts that wait for the writer.
const WAITING: usize = 128;

/// Documents of a batch, and how long one stays open.
const BATCH: usize = 1000;
const BATCH_TIME: Duration = Duration::from_secs(2);

/// What is said of a report that faults the reader.
const FAULT: &str = "a fault of chancery itself; the report is kept as failed";
const FAULT_HINT: &str = "please tell the maintainers, with the report if you may";

/// What a thread keeps between reports.
struct Bench<'d> {
    scratch: Scratch,
    press: Press<'d>,
    known: Ledger,
    anew: Anew,
}

/// Whether reports are read anew that another engine read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anew {
    No,
    Yes,
}

/// A report on its way to the writer.
enum Step {
    Known,
    Draft(Box<Draft>, Language),
    /// It is whole but no report.
    LeftOut,
    /// It tells of nothing that would be coded, and only what does is wanted.
    NotRelevant,
    /// There is nothing of it to keep.
    Lost,
}

/// Whether the words of a report were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    Read,
    Other,
}

/// Adds the reports.
pub fn add(global: &Global, args: &AddArgs) -> Result<Exit> {
    let path = settings::ledger(global)?;
    let occasion = Occasion {
        what: "add".to_owned(),
        run: engine::name().to_owned(),
        made: Some(settings::now(global)),
    };
    let writer = Writer::open(&path, occasion)?;
    let anew = if args.again { Anew::Yes } else { Anew::No };
    let desk = Desk::open(global)?;
    interrupt::listen()?;
    let dictionaries = writer.dictionaries().clone();
    let reporter = Reporter::new(args.progress);
    let mut errors = Errors::open(args.errors.as_deref())?;
    let (sender, receiver) = sync_channel(WAITING);
    let (read, written) = std::thread::scope(|scope| {
        let reporter = &reporter;
        let names = &desk.reader.actors;
        let writing = scope.spawn(move || write(writer, names, receiver, reporter));
        let rules = &desk.reader.furniture;
        let read = each_among(
            &Plan {
                stretch: Stretch::FIXED,
                stop: Some(&interrupt::STOP),
                withdrawals: Withdrawals::Given,
                ..plan(global, &args.from.paths)
            },
            (|raw: &Raw| note(rules, raw), Sites::of),
            || bench(&path, &dictionaries, &desk, anew),
            |raw: &Raw, sites, bench| {
                let result = (raw.origin.clone(), step((&desk, args), raw, sites, bench)?);
                let id = String::new();
                Ok(Done { id, result })
            },
            |told| {
                let gone = sender.send(errors.seen(told)?).is_err();
                Ok(if gone { Reader::Gone } else { Reader::There })
            },
        );
        drop(sender);
        (read, writing.join())
    });
    reporter.end();
    let tally = written.map_err(|_| anyhow!("a fault of chancery itself while writing"))??;
    read?;
    errors.finish()?;
    say(&path, &tally);
    Ok(match (interrupt::is_stopped(), tally.failed) {
        (true, _) => Exit::Interrupted,
        (false, 0) => Exit::Done,
        (false, _) => Exit::SomeFailed,
    })
}

fn say(path: &Path, tally: &Tally) {
    messages::told(&format!("{}: {tally}", path.display()));
}

fn bench<'d>(
    path: &Path,
    dictionaries: &Dictionaries,
    desk: &'d Desk<'_>,
    anew: Anew,
) -> Result<Bench<'d>, chancery_store::Error> {
    Ok(Bench {
        scratch: Scratch::default(),
        press: Press::new(dictionaries, &desk.reader.actors)?,
        known: Ledger::open(path)?,
        anew,
    })
}

/// What is to be done with a report.
fn step(
    (desk, args): (&Desk<'_>, &AddArgs),
    raw: &Raw,
    sites: &Sites,
    bench: &mut Result<Bench<'_>, chancery_store::Error>,
) -> Result<Step, Failure> {
    let failed = |what: String| Failure::lost(raw.origin.clone(), what);
    let told = |error: chancery_store::Error| failed(error.to_string());
    let bench = bench.as_mut().map_err(|error| failed(error.to_string()))?;
    if let Some(reading) = reading_in(raw) {
        return match is_known(bench, &key_of_reading(&reading)).map_err(told)? {
            true => Ok(Step::Known),
            false => drafted(bench.press.draft(reading), Language::Read).map_err(told),
        };
    }
    let item = item(raw, desk.global)?;
    let document = document_among(&desk.reader.furniture, sites.repeats(&item), item);
    if is_known(bench, &key_of(&document)).map_err(told)? {
        return Ok(Step::Known);
    }
    if raw.is_taken_back() {
        let draft = bench.press.withdrawal(&document).map_err(told)?;
        return match draft.takes_back() {
            true => Ok(Step::Draft(Box::new(draft), Language::Read)),
            false => Err(Failure::taken_back(raw.origin.clone())),
        };
    }
    let language = language_of(&document);
    if args.relevant_only && language == Language::Read && !is_relevant(&document) {
        return Err(Failure::not_relevant(raw.origin.clone()));
    }
    let scratch = &mut bench.scratch;
    let read = || desk.reader.read(&document, desk.global.search(), scratch);
    let draft = match catch_unwind(AssertUnwindSafe(read)) {
        Ok(reading) => bench.press.draft(reading),
        Err(_) => {
            // Whatever the fault left in the buffers must not reach the next report.
            bench.scratch = Scratch::default();
            bench.press.failed(&document, FAULT)
        }
    };
    drafted(draft, language).map_err(told)
}

fn language_of(document: &Document) -> Language {
    let mut notes = document.notes.iter();
    match notes.any(|note| note.kind == "other_language") {
        true => Language::Other,
        false => Language::Read,
    }
}

/// Whether the headline or the text, furniture too, may tell of something that would be coded.
fn is_relevant(document: &Document) -> bool {
    let title = document.title.as_deref().unwrap_or_default();
    relevant(&format!("{title}\n{}", document.text))
}

fn drafted(
    draft: Result<Draft, chancery_store::Error>,
    language: Language,
) -> Result<Step, chancery_store::Error> {
    draft.map(|draft| Step::Draft(Box::new(draft), language))
}

fn is_known(bench: &Bench<'_>, key: &str) -> Result<bool, chancery_store::Error> {
    if bench.known.known(key)? != Some(Kept::Read) {
        return Ok(false);
    }
    let read_by = match bench.anew {
        Anew::No => None,
        Anew::Yes => bench.known.read_by(key)?,
    };
    Ok(read_by.is_none_or(|engine| engine == engine::name()))
}

/// The writing thread: a batch after another, in the order of the input.
fn write(
    mut writer: Writer,
    names: &ActorLexicon,
    steps: Receiver<Step>,
    reporter: &Reporter,
) -> Result<Tally> {
    let mut tally = Tally::default();
    while let Ok(first) = steps.recv() {
        let begun = Instant::now();
        let mut batch = writer.batch()?;
        let mut step = Ok(first);
        for _ in 0..BATCH {
            let Ok(one) = step else { break };
            count_in(&mut tally, &one, &mut batch)?;
            step = steps.recv_timeout(BATCH_TIME.saturating_sub(begun.elapsed()));
        }
        if let Ok(last) = step {
            count_in(&mut tally, &last, &mut batch)?;
        }
        let acknowledged = batch.commit(names)?;
        tally.claims += acknowledged.claims;
        tally.superseded += acknowledged.superseded;
        reporter.tick(&tally);
    }
    writer.close()?;
    Ok(tally)
}

fn count_in(tally: &mut Tally, step: &Step, batch: &mut Batch<'_>) -> Result<()> {
    let (draft, language) = match step {
        Step::LeftOut => {
            tally.left_out += 1;
            return Ok(());
        }
        Step::NotRelevant => {
            tally.not_relevant += 1;
            return Ok(());
        }
        Step::Known => {
            tally.known += 1;
            return Ok(());
        }
        Step::Lost => {
            tally.failed += 1;
            return Ok(());
        }
        Step::Draft(draft, language) => (draft, *language),
    };
    // What was to be read again was told apart before it was read.
    let added = batch.add_again(draft)?;
    match (&draft.failed, added) {
        (Some(_), _) => tally.failed += 1,
        (None, Added::New) if draft.takes_back() => tally.taken_back += 1,
        (None, Added::New | Added::Again) => {
            tally.added += 1;
            tally.other_language += usize::from(language == Language::Other);
        }
        (None, Added::Known) => tally.known += 1,
    }
    Ok(())
}

/// What was not read, told and written down.
struct Errors(Option<Output>);

#[derive(Serialize)]
struct ErrorLine<'a> {
    path: String,
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte: Option<u64>,
    what: &'a str,
}

impl Errors {
    fn open(path: Option<&Path>) -> Result<Errors> {
        Ok(Errors(
            path.map(|path| Output::open(Some(path))).transpose()?,
        ))
    }

    /// A report on its way; what became of it stands in the file if it failed.
    fn seen(&mut self, told: Result<(Origin, Step), Failure>) -> Result<Step> {
        match told {
            Err(failure) => {
                self.put(&failure)?;
                Ok(match failure.kind {
                    Kind::LeftOut => Step::LeftOut,
                    Kind::NotRelevant => Step::NotRelevant,
                    Kind::Lost => Step::Lost,
                })
            }
            Ok((origin, Step::Draft(draft, language))) => {
                if let Some(what) = &draft.failed {
                    let failure = Failure {
                        hint: Some(FAULT_HINT),
                        ..Failure::lost(origin, what.clone())
                    };
                    messages::failure(&failure);
                    self.put(&failure)?;
                }
                Ok(Step::Draft(draft, language))
            }
            Ok((_, step)) => Ok(step),
        }
    }

    fn put(&mut self, failure: &Failure) -> Result<()> {
        let Some(output) = &mut self.0 else {
            return Ok(());
        };
        output.put(&crate::json::line(&ErrorLine {
            path: failure.origin.file(),
            line: failure.origin.line(),
            byte: failure.origin.place.byte,
            what: &failure.what,
        }))?;
        Ok(())
    }

    fn finish(self) -> Result<()> {
        self.0.map_or(Ok(()), Output::finish)
    }
}
