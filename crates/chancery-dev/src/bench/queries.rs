//! Questions to a made-up archive: the CPU time that each takes, and how long readers wait while the
//! archive grows.
//!
//! Every kind of question is asked so many times with sides, days and words by chance (the same for
//! the same seed); half of them, and 95 of 100, take at most the times shown. The statements are those
//! of the commands, with the lines that they print.

use super::made::{COUNTRIES, Dice, FIRST_DAY, WORDS, word};
use super::store::{Definition, Other, cpu, definition, fill, make};
use anyhow::{Context as _, Result};
use chancery::actors::ActorLexicon;
use chancery_data::knowledge;
use chancery_store::Ledger;
use chancery_store::view::{Between, Edges, Filter, Order, Page, Shelf};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Questions of a kind.
const ASKED: usize = 200;
/// Documents that are added while questions are asked.
const ADDED: u64 = 3_000;
/// Days of a stretch.
const STRETCH: i32 = 90;
/// Days of a network.
const MONTH: i32 = 30;
/// Events of a page.
const PAGE: u64 = 50;

/// Who asks.
struct Asker<'l> {
    shelf: Shelf<'l>,
    names: &'l ActorLexicon,
    dice: Dice,
    /// Days of the archive.
    days: usize,
}

type Question = fn(&mut Asker<'_>) -> Result<usize>;

const QUESTIONS: [(&str, Question); 9] = [
    ("dyad and 90 days, 20 events", dyad),
    ("timeline of a dyad by month, all days", timeline),
    ("network of 30 days, 100 edges", network),
    ("find: a country", country),
    ("find: a country and 90 days", country_and_days),
    ("find: two countries", countries),
    ("find: a word", |asker| {
        let word = word(asker.dice.rank(WORDS));
        asker.words(word)
    }),
    ("find: two words", |asker| {
        let words = [0; 2].map(|_| word(asker.dice.rank(WORDS)));
        asker.words(words.join(" "))
    }),
    ("find: a phrase of two frequent words", |asker| {
        let words = [0; 2].map(|_| word(asker.dice.rank(50)));
        asker.words(format!("\"{}\"", words.join(" ")))
    }),
];

/// Measures; the name of the definition and the report.
pub(super) fn run(root: &Path, other: &Other) -> Result<(String, String)> {
    let definition = definition(root, "queries", other)?;
    let folder = tempfile::tempdir()?;
    let inside = || folder.path().join("queries.chancery");
    let file = other.ledger.clone().unwrap_or_else(inside);
    if !file.exists() {
        make(&file, &definition)?;
    }
    let names = ActorLexicon::new(knowledge());
    let ledger = Ledger::open(&file)?;
    let events = "SELECT count(*) FROM event";
    let events: u64 = ledger.connection.query_row(events, [], |row| row.get(0))?;
    let mut asker = Asker {
        shelf: Shelf::new(&ledger)?,
        names: &names,
        dice: Dice(definition.seed),
        days: (definition.documents / definition.a_day.max(1)) as usize + 1,
    };
    let mut report = String::new();
    writeln!(
        report,
        "{} documents, {events} events; CPU ms, median and 95 of 100",
        definition.documents
    )?;
    for (name, question) in QUESTIONS {
        let mut times = Vec::with_capacity(ASKED);
        let mut found = 0;
        for _ in 0..ASKED {
            let start = cpu()?;
            found += question(&mut asker)?;
            times.push(1000.0 * (cpu()? - start));
        }
        let [half, most] = shares(&mut times);
        let found = found as f64 / ASKED as f64;
        writeln!(report, "{name}: {half:.2} {most:.2} ({found:.1} found)")?;
    }
    growing(&file, &definition, &mut asker, &mut report)?;
    Ok((definition.name, report))
}

/// Asks while documents are added: wall time, for a reader that waits burns nothing.
fn growing(
    file: &Path,
    definition: &Definition,
    asker: &mut Asker<'_>,
    report: &mut String,
) -> Result<()> {
    let done = AtomicBool::new(false);
    let first = definition.documents;
    let mut times = Vec::new();
    let added = std::thread::scope(|scope| -> Result<()> {
        let writer = scope.spawn(|| {
            let added = fill(file, definition, first..first + ADDED);
            done.store(true, Ordering::Relaxed);
            added
        });
        while !done.load(Ordering::Relaxed) {
            let start = Instant::now();
            dyad(asker)?;
            times.push(1000.0 * start.elapsed().as_secs_f64());
        }
        let added = writer
            .join()
            .map_err(|_| anyhow::anyhow!("the writer panicked"))?;
        added.map(drop).context("adding")
    });
    added?;
    let [half, most] = shares(&mut times);
    writeln!(
        report,
        "the dyad while {ADDED} documents are added: {half:.2} {most:.2} ms of wall time, {} asked, none refused",
        times.len()
    )?;
    Ok(())
}

/// The median, and what 95 of 100 do not exceed.
fn shares(times: &mut [f64]) -> [f64; 2] {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied();
    [at(50).unwrap_or_default(), at(95).unwrap_or_default()]
}

impl Asker<'_> {
    fn country(&mut self) -> String {
        COUNTRIES[self.dice.below(COUNTRIES.len())].to_owned()
    }

    fn pair(&mut self) -> [String; 2] {
        let one = self.dice.below(COUNTRIES.len());
        let other = (one + 1 + self.dice.below(COUNTRIES.len() - 1)) % COUNTRIES.len();
        [one, other].map(|at| COUNTRIES[at].to_owned())
    }

    /// First day of a stretch.
    fn since(&mut self) -> i32 {
        FIRST_DAY + self.dice.below(self.days) as i32
    }

    fn words(&mut self, words: String) -> Result<usize> {
        self.find(Filter {
            words: Some(words),
            ..Filter::default()
        })
    }

    fn find(&mut self, filter: Filter) -> Result<usize> {
        let page = Page {
            order: Order::Newest,
            skip: 0,
            limit: PAGE,
        };
        let (rows, _) = self.shelf.find(self.names, &filter, page)?;
        Ok(self.shelf.lines(&rows)?.len())
    }
}

fn dyad(asker: &mut Asker<'_>) -> Result<usize> {
    let since = asker.since();
    let asked = Between {
        sides: asker.pair(),
        since: Some(since),
        until: Some(since + STRETCH),
        limit: 20,
        ..Between::default()
    };
    Ok(asker.shelf.dyad(asker.names, &asked)?.events.len())
}

fn timeline(asker: &mut Asker<'_>) -> Result<usize> {
    let asked = Between {
        sides: asker.pair(),
        limit: PAGE as usize,
        ..Between::default()
    };
    Ok(asker.shelf.dyad(asker.names, &asked)?.periods.len())
}

fn network(asker: &mut Asker<'_>) -> Result<usize> {
    let since = asker.since();
    let asked = Edges {
        since: Some(since),
        until: Some(since + MONTH),
        types: Vec::new(),
        top: 100,
    };
    Ok(asker.shelf.network(&asked)?.len())
}

fn country(asker: &mut Asker<'_>) -> Result<usize> {
    let actors = vec![asker.country()];
    asker.find(Filter {
        actors,
        ..Filter::default()
    })
}

fn countries(asker: &mut Asker<'_>) -> Result<usize> {
    let actors = asker.pair().to_vec();
    asker.find(Filter {
        actors,
        ..Filter::default()
    })
}

fn country_and_days(asker: &mut Asker<'_>) -> Result<usize> {
    let since = asker.since();
    let country = asker.country();
    asker.find(Filter {
        actors: vec![country],
        since: Some(since),
        until: Some(since + STRETCH),
        ..Filter::default()
    })
}
