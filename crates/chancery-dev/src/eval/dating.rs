//! The day of undated reports: `dev eval dating`, on news of GUM without its datelines and on
//! readouts without their day.
//!
//! Rules, written down before anything was fitted: of the readouts every third, in the order of the
//! file; of the news of GUM (train part) every document with a dateline. Both are halved by turns,
//! in that order, the first into the half that weights are fitted on (`fit`), the second into the
//! half that they are not (`held`). The last day thought of is [`AS_OF`], far later than any truth.
//! A readout is text alone: no title, no address, no id. The dateline of a news document is taken
//! out of its text; the truth is its day, or the day of creation where the two are two months apart.

use anyhow::{Context, Result};
use chancery::ingest::Item;
use chancery::reading::Reader;
use chancery::time::value::{Core, Pointer};
use chancery::time::{Dating, Timexes, date_document, find_times, sentence};
use chancery_nlp::{Parse, Scratch, Search, Span};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

mod figures;
mod news;

use figures::Outcome;

/// The last day thought of.
pub(super) const AS_OF: &str = "2026-11-22";

/// Of the readouts one in so many is read.
const EVERY: usize = 3;

/// Sentences from the top in which a bare weekday is looked for.
const TOP: usize = 3;

/// Options of `dev eval dating`.
#[derive(clap::Args)]
pub struct Options {
    /// Folder of the open data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Leave with an error where a figure is under its floor in bench/floors.toml.
    #[arg(long)]
    check: bool,
    /// Print every document with its truth and what was said of it.
    #[arg(long)]
    show: bool,
}

impl Options {
    /// As `dev eval all` runs it.
    pub(super) fn on(data: &Path, check: bool) -> Options {
        let data = data.to_path_buf();
        Options {
            data,
            check,
            show: false,
        }
    }
}

/// A report whose day is known, and withheld.
pub(super) struct Case {
    id: String,
    text: String,
    /// ISO day.
    truth: String,
}

/// Which half of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Fit,
    Held,
    Both,
}

impl Half {
    fn name(self) -> &'static str {
        match self {
            Half::Fit => "-fit",
            Half::Held => "-held",
            Half::Both => "",
        }
    }

    fn of<T>(self, all: &[T]) -> Vec<&T> {
        let numbered = all.iter().enumerate();
        let wanted = numbered.filter(|(at, _)| match self {
            Half::Fit => at % 2 == 0,
            Half::Held => at % 2 == 1,
            Half::Both => true,
        });
        wanted.map(|(_, one)| one).collect()
    }
}

/// Runs the task.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let data = root.join(&options.data);
    let reader = Reader::english(chancery_data::knowledge())?;
    let floors = super::floors(root)?;
    let sets = [
        ("gum-news", news::read(&data)?),
        ("readouts", readouts(&data)?),
    ];
    let mut fell = false;
    let mut all: Vec<Outcome> = Vec::new();
    for (name, cases) in sets {
        let outcomes = date_all(&reader, &cases, options.show)?;
        for half in [Half::Fit, Half::Held, Half::Both] {
            fell |= tell(
                &floors,
                &format!("{name}{}", half.name()),
                &half.of(&outcomes),
            );
        }
        all.extend(outcomes);
    }
    fell |= tell(&floors, "all", &all.iter().collect::<Vec<_>>());
    Ok(ExitCode::from(u8::from(fell && options.check)))
}

/// Prints the figures of a set; true where one is under its floor.
fn tell(floors: &toml::Table, set: &str, outcomes: &[&Outcome]) -> bool {
    let figures = figures::of(outcomes);
    let texts: Vec<String> = figures.iter().map(|(n, v)| format!("{n} {v:.1}")).collect();
    println!("{set}: {}", texts.join("  "));
    super::under_floor(floors, "dating", set, &figures)
}

fn date_all(reader: &Reader, cases: &[Case], show: bool) -> Result<Vec<Outcome>> {
    let mut scratch = Scratch::default();
    let mut outcomes = Vec::new();
    for case in cases {
        let item = Item {
            text: case.text.clone(),
            as_of: Some(AS_OF.parse()?),
            ..Item::default()
        };
        let document = reader.document(item);
        let text = &document.text;
        let regions: Vec<Span> = document.regions.iter().map(|region| region.span).collect();
        let parse = reader
            .engine
            .parse(text, &regions, Search::Narrow, &mut scratch);
        let timexes = find_times(&reader.times, text, &parse);
        let dating = date_document(&reader.times, &document, &parse, &timexes);
        let weekday = has_weekday_on_top(&parse, &timexes);
        let outcome = Outcome::new(&dating, case.truth.parse()?, weekday);
        if show {
            println!("{} {}{}", case.id, case.truth, outcome.marks());
            explain(&dating, &case.text);
        }
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

fn explain(dating: &Dating, text: &str) {
    println!("    {}", sentence(dating));
    for reason in &dating.reasons {
        let (words, kind, says) = (reason.span.of(text), &reason.kind, &reason.says);
        println!("    {kind} “{words}”: {says} ({:.2})", reason.strength);
    }
    for conflict in &dating.conflicts {
        println!("    conflict: {}", conflict.says);
    }
}

/// True where one of the first sentences holds a weekday with nothing before or behind it.
fn has_weekday_on_top(parse: &Parse, timexes: &Timexes) -> bool {
    let Some(last) = parse.sentences.iter().take(TOP).next_back() else {
        return false;
    };
    let on_top = timexes.0.iter().filter(|timex| timex.first < last.end);
    let mut bare = on_top.filter(|timex| {
        matches!(
            timex.value.core,
            Core::Weekday {
                pointer: Pointer::Bare,
                week: None,
                ..
            }
        )
    });
    bare.next().is_some()
}

/// Every third readout.
fn readouts(data: &Path) -> Result<Vec<Case>> {
    let path = data.join("events/readouts-2021-2022.jsonl");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let field = |row: &Value, name: &str| {
        let value = row[name].as_str().map(str::to_owned);
        value.with_context(|| format!("a readout without {name}"))
    };
    let rows = text.lines().step_by(EVERY);
    rows.map(|line| {
        let row: Value = serde_json::from_str(line)?;
        Ok(Case {
            id: field(&row, "id")?,
            text: field(&row, "text")?,
            truth: field(&row, "published")?,
        })
    })
    .collect()
}
