//! Measures the speed of time expressions: `dev bench --part times`, as `bench/definitions/times.toml`
//! says, beside chrono-node in the same run where it is installed.
//!
//! Seconds are those of the processor in this one thread, from `/proc/self/schedstat`; where that is
//! not there, those of the clock.

use super::median;
use anyhow::{Context as _, Result};
use chancery::ingest::{Document, Item, whole_document};
use chancery::reading::Reader;
use chancery::time::{
    Dating, Precision, Resolved, date_document, find_times, parse_for_times, times as rows,
};
use chancery_nlp::{Parse, Scratch, Span};
use serde::Deserialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// `bench/definitions/times.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    name: String,
    corpus: PathBuf,
    least_bytes: usize,
    runs: usize,
    chrono_node: String,
}

/// What HeidelTime 2.2.1 does, measured apart: its start-up and its tagger are no part of a library
/// that could be timed in one run.
const HEIDELTIME: &str = "HeidelTime with its part-of-speech tagger: 3.5-4 kB a second of processor time (measured apart, November 2026)\n";

/// Name of the definition, and the lines of the report.
pub(super) fn run(root: &Path) -> Result<(String, String)> {
    let path = root.join("bench/definitions/times.toml");
    let text = std::fs::read_to_string(&path);
    let text = text.with_context(|| format!("reading {}", path.display()))?;
    let definition: Definition = toml::from_str(&text)?;
    let folder = root.join(&definition.corpus);
    let texts: Vec<String> = super::texts(&folder)?
        .into_iter()
        .map(|(text, _)| text)
        .collect();
    let bench = Bench::new(texts)?;
    let mut report = String::new();
    let parts: [(&str, Work); 4] = [
        ("stage alone", stage),
        ("stage without tags", bare_stage),
        ("whole command", whole),
        ("whole command, undated", whole_undated),
    ];
    for (name, work) in parts {
        let speed = bench.speed(&definition, work);
        writeln!(
            report,
            "{name}: {speed:.1} MB/s (median of {})",
            definition.runs
        )?;
    }
    let cost = dating_of_one(&bench, &definition);
    writeln!(
        report,
        "dating of an undated report: {cost:.0} microseconds (median of {})",
        definition.runs
    )?;
    report.push_str(&chrono(root, &folder, &definition)?);
    report.push_str(HEIDELTIME);
    Ok((definition.name, report))
}

/// How often each report is dated in a run.
const DATINGS: usize = 20;

/// What is timed: the reading of one text by its number.
type Work = fn(&Bench, usize, &mut Scratch);

/// Everything that is ready before the watch starts.
struct Bench {
    reader: Reader,
    texts: Vec<String>,
    documents: Vec<Document>,
    parses: Vec<Parse>,
    dating: Dating,
}

impl Bench {
    fn new(texts: Vec<String>) -> Result<Self> {
        let reader = Reader::english(chancery_data::knowledge())?;
        let documents: Vec<Document> = texts.iter().map(|text| document(&reader, text)).collect();
        let mut scratch = Scratch::default();
        let parses = documents.iter().map(|document| {
            let regions = regions(document);
            reader
                .engine
                .parse_names(&document.text, &regions, &mut scratch)
        });
        let parses = parses.collect();
        let day = jiff_day();
        let day = Resolved {
            earliest: Some(day),
            latest: Some(day),
            best: Some(day),
            precision: Precision::Day,
            confidence: 0.98,
            ..Resolved::default()
        };
        let dating = Dating {
            day,
            ..Dating::default()
        };
        Ok(Bench {
            reader,
            texts,
            documents,
            parses,
            dating,
        })
    }

    /// Megabytes a second.
    fn speed(&self, definition: &Definition, work: Work) -> f64 {
        let mut scratch = Scratch::default();
        let mut speeds: Vec<f64> = (0..definition.runs)
            .map(|_| {
                let (start, clock) = (processor_seconds(), Instant::now());
                let mut bytes = 0;
                while bytes < definition.least_bytes && !self.texts.is_empty() {
                    for (at, text) in self.texts.iter().enumerate() {
                        work(self, at, &mut scratch);
                        bytes += text.len();
                    }
                }
                let used = start
                    .zip(processor_seconds())
                    .map(|(start, end)| end - start);
                bytes as f64 / used.unwrap_or_else(|| clock.elapsed().as_secs_f64()) / 1e6
            })
            .collect();
        median(&mut speeds)
    }
}

fn stage(bench: &Bench, at: usize, _: &mut Scratch) {
    let text = &bench.documents[at].text;
    let found = find_times(&bench.reader.times, text, &bench.parses[at]);
    std::hint::black_box(rows(&found, &bench.dating));
}

fn bare_stage(bench: &Bench, at: usize, _: &mut Scratch) {
    let found = find_times(&bench.reader.times, &bench.texts[at], &Parse::default());
    std::hint::black_box(rows(&found, &bench.dating));
}

fn whole(bench: &Bench, at: usize, scratch: &mut Scratch) {
    command(
        bench,
        Item {
            text: bench.texts[at].clone(),
            published: bench.dating.day.best,
            ..Item::default()
        },
        scratch,
    );
}

fn whole_undated(bench: &Bench, at: usize, scratch: &mut Scratch) {
    command(
        bench,
        Item {
            text: bench.texts[at].clone(),
            as_of: Some(last_day()),
            ..Item::default()
        },
        scratch,
    );
}

/// What `chancery times` does with a report.
fn command(bench: &Bench, item: Item, scratch: &mut Scratch) {
    let Reader { times, engine, .. } = &bench.reader;
    let document = whole_document(item);
    let regions = regions(&document);
    let text = (document.text.as_str(), regions.as_slice());
    let parse = parse_for_times(engine, times, text, scratch);
    let found = find_times(times, &document.text, &parse);
    let dating = date_document(times, &document, &parse, &found);
    std::hint::black_box(serde_json::to_string(&rows(&found, &dating)).unwrap_or_default());
}

/// One undated report after the other: microseconds a report for [`date_document`] alone.
fn dating_of_one(bench: &Bench, definition: &Definition) -> f64 {
    let undated = |text: &String| {
        whole_document(Item {
            text: text.clone(),
            as_of: Some(last_day()),
            ..Item::default()
        })
    };
    let documents: Vec<Document> = bench.texts.iter().map(undated).collect();
    let lexicon = &bench.reader.times;
    let parsed = documents.iter().zip(&bench.parses);
    let ready: Vec<_> = parsed
        .map(|(document, parse)| (document, parse, find_times(lexicon, &document.text, parse)))
        .collect();
    let mut costs: Vec<f64> = (0..definition.runs)
        .map(|_| {
            let (start, clock) = (processor_seconds(), Instant::now());
            for _ in 0..DATINGS {
                for (document, parse, found) in &ready {
                    std::hint::black_box(date_document(lexicon, document, parse, found));
                }
            }
            let used = start
                .zip(processor_seconds())
                .map(|(start, end)| end - start);
            let seconds = used.unwrap_or_else(|| clock.elapsed().as_secs_f64());
            1e6 * seconds / (DATINGS * ready.len().max(1)) as f64
        })
        .collect();
    median(&mut costs)
}

fn document(reader: &Reader, text: &str) -> Document {
    reader.document(Item {
        text: text.to_owned(),
        ..Item::default()
    })
}

fn regions(document: &Document) -> Vec<Span> {
    document.regions.iter().map(|region| region.span).collect()
}

/// The day that all texts are read from.
fn jiff_day() -> jiff::civil::Date {
    jiff::civil::date(2026, 1, 1)
}

/// The last day thought of for undated texts.
fn last_day() -> jiff::civil::Date {
    jiff::civil::date(2026, 11, 22)
}

/// Seconds of the processor that this thread has had.
pub(super) fn processor_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// The line of chrono-node, or how to install it.
fn chrono(root: &Path, folder: &Path, definition: &Definition) -> Result<String> {
    let modules = root.join("target/bench");
    let version = &definition.chrono_node;
    if !modules.join("node_modules/chrono-node").exists() {
        return Ok(format!(
            "chrono-node {version}: not there; npm install --prefix target/bench chrono-node@{version}\n"
        ));
    }
    let output = Command::new("node")
        .arg(root.join("bench/chrono.mjs"))
        .args([&modules, folder])
        .args([
            definition.least_bytes.to_string(),
            definition.runs.to_string(),
        ])
        .output()
        .context("running node")?;
    let speed = String::from_utf8_lossy(&output.stdout);
    Ok(format!(
        "chrono-node {version}: {} MB/s (median of {})\n",
        speed.trim(),
        definition.runs
    ))
}
