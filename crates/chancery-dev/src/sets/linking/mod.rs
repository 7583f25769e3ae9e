//! The linking set, `corpus/linking/`: which claims of several reports tell of one happening, and how happenings hang together, by halves.
//!
//! The reports of a half are read and linked together, and those of both halves once more. A row of the set is read where a claim has
//! its trigger in the words of the row (`align`); `tally` says what the figures stand for. The knowledge is read from the data files as
//! they stand. What goes wrong in the test half is not shown.

mod align;
mod tally;

use super::Measures;
use crate::packing;
use anyhow::{Context as _, ensure};
use chancery::actors::ActorLexicon;
use chancery::ingest::Item;
use chancery::reading::{Reader, Reading};
use chancery_nlp::{Scratch, Search};
use std::path::Path;
pub use tally::Tally;

/// What a report tells of one happening.
#[derive(Clone, Debug)]
pub struct Row {
    /// Id of the report.
    pub report: String,
    /// The words that carry the act.
    pub words: String,
    /// Label of the event.
    pub event: String,
    /// What became of it there.
    pub status: String,
}

/// How two events of the set hang together.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Label of the one.
    pub from: String,
    /// What the one is to the other.
    pub kind: String,
    /// Label of the other.
    pub to: String,
}

/// Reports with what they tell.
#[derive(Clone, Debug, Default)]
pub struct Set {
    /// The reports as read.
    pub readings: Vec<Reading>,
    /// What they tell.
    pub rows: Vec<Row>,
    /// How it hangs together.
    pub edges: Vec<Edge>,
}

/// The figures of both halves, and of all reports linked together.
#[derive(Debug, Default)]
pub struct Score {
    /// The series for development.
    pub dev: Tally,
    /// The others.
    pub test: Tally,
    /// All.
    pub all: Tally,
}

/// Reads and links every report of the set; `development` names the series of that half.
///
/// # Errors
/// Where the data, a report or a row cannot be read, or the models do not load.
pub fn score(root: &Path, development: &[String]) -> anyhow::Result<Score> {
    let known = packing::pack(&root.join("data"))
        .map_err(|problems| anyhow::anyhow!("data/{}", problems[0]))?;
    let reader = Reader::english(Box::leak(Box::new(known)))?;
    let folder = root.join("corpus/linking");
    let edges = edges(&folder.join("edges.tsv"))?;
    let (mut dev, mut test) = (Set::default(), Set::default());
    for series in series(&folder)? {
        let half = match development.contains(&series) {
            true => &mut dev,
            false => &mut test,
        };
        half.readings.extend(readings(&reader, &folder, &series)?);
        half.rows.extend(rows(&folder, &series)?);
        let own = format!("{series}-");
        let of_series = edges.iter().filter(|edge| edge.from.starts_with(&own));
        half.edges.extend(of_series.cloned());
    }
    Ok(score_of(&reader.actors, &dev, &test))
}

/// Links the halves, each for itself and then both.
fn score_of(names: &ActorLexicon, dev: &Set, test: &Set) -> Score {
    let mut all = dev.clone();
    all.readings.extend_from_slice(&test.readings);
    all.rows.extend_from_slice(&test.rows);
    all.edges.extend_from_slice(&test.edges);
    Score {
        dev: Tally::of(names, dev),
        test: Tally::of(names, test),
        all: Tally::of(names, &all),
    }
}

/// The names of the series, ascending.
fn series(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).context("listing corpus/linking")? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "jsonl") {
            names.extend(
                path.file_stem()
                    .map(|name| name.to_string_lossy().into_owned()),
            );
        }
    }
    names.sort();
    Ok(names)
}

fn readings(reader: &Reader, folder: &Path, series: &str) -> anyhow::Result<Vec<Reading>> {
    let text = std::fs::read_to_string(folder.join(format!("{series}.jsonl")))?;
    let mut scratch = Scratch::default();
    let mut readings = Vec::new();
    for line in text.lines() {
        let item = Item::from_json(line.as_bytes()).with_context(|| series.to_owned())?;
        let document = reader.document(item);
        readings.push(reader.read(&document, Search::Narrow, &mut scratch));
    }
    Ok(readings)
}

fn rows(folder: &Path, series: &str) -> anyhow::Result<Vec<Row>> {
    let table = table(&folder.join(format!("{series}.tsv")))?;
    let row = |[report, words, event, status]: [String; 4]| Row {
        report: format!("{series}/{report}"),
        words,
        event,
        status,
    };
    Ok(table.into_iter().map(row).collect())
}

fn edges(path: &Path) -> anyhow::Result<Vec<Edge>> {
    let edge = |[from, kind, to]: [String; 3]| Edge { from, kind, to };
    Ok(table(path)?.into_iter().map(edge).collect())
}

/// The rows of a table under its head.
fn table<const N: usize>(path: &Path) -> anyhow::Result<Vec<[String; N]>> {
    let text = std::fs::read_to_string(path)?;
    let rows = text.lines().skip(1).map(|line| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let cells = <[String; N]>::try_from(cells);
        cells.map_err(|_| anyhow::anyhow!("{}: {line}", path.display()))
    });
    let rows: Vec<[String; N]> = rows.collect::<anyhow::Result<_>>()?;
    ensure!(!rows.is_empty(), "{} is empty", path.display());
    Ok(rows)
}

impl Score {
    /// The figures, a line each.
    pub fn lines(&self) -> [String; 3] {
        let line = |name: &str, tally: &Tally| {
            let measures: Measures = tally.measures();
            let figures = measures
                .iter()
                .map(|(name, value)| format!("{name} {value}"));
            let figures: Vec<String> = figures.collect();
            format!(
                "linking, {name}: {}\n{}",
                tally.counts(),
                figures.join(", ")
            )
        };
        [
            line("development half", &self.dev),
            line("test half", &self.test),
            line("all together", &self.all),
        ]
    }
}
