//! Measures clean text to Readings with the share of each stage, and whether the time is linear in the length of a sentence:
//! `dev bench --part read`, as `bench/definitions/read.toml` says.
//!
//! Shares are those of the stages run one after the other on the same reports in the same run, as `Reader::layers` runs them; "record" is the
//! writing of the Reading.

use super::median;
use anyhow::{Context as _, Result};
use chancery::ingest::{Document, Item};
use chancery::reading::{Reader, Stage};
use chancery_nlp::{Scratch, Search};
use serde::Deserialize;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

/// Tokens of a report, as the figure counts it.
const REPORT: f64 = 400.0;

/// A clause of our own, repeated to make long sentences.
const CLAUSE: &str = "the envoy of Peru met the minister of Norway in Lisbon on Monday, and ";

/// `bench/definitions/read.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    name: String,
    corpus: std::path::PathBuf,
    runs: usize,
    lengths: Vec<usize>,
}

/// Name of the definition, and the lines of the report.
pub(super) fn run(root: &Path) -> Result<(String, String)> {
    let path = root.join("bench/definitions/read.toml");
    let text = std::fs::read_to_string(&path);
    let text = text.with_context(|| format!("reading {}", path.display()))?;
    let definition: Definition = toml::from_str(&text)?;
    let reader = Reader::english(chancery_data::knowledge())?;
    let documents: Vec<Document> = super::texts(&root.join(&definition.corpus))?
        .into_iter()
        .map(|(text, _)| document(&reader, text))
        .collect();
    let mut report = String::new();
    whole(&mut report, &reader, &documents, definition.runs)?;
    shares(&mut report, &reader, &documents)?;
    for &length in &definition.lengths {
        long(&mut report, &reader, length)?;
    }
    Ok((definition.name, report))
}

fn document(reader: &Reader, text: String) -> Document {
    reader.document(Item {
        text,
        language: Some("en".to_owned()),
        ..Item::default()
    })
}

/// Reports of 400 tokens a second.
fn whole(report: &mut String, reader: &Reader, documents: &[Document], runs: usize) -> Result<()> {
    let mut scratch = Scratch::default();
    let mut tokens = 0;
    let mut speeds = Vec::new();
    for _ in 0..runs {
        let start = Instant::now();
        tokens = 0;
        for document in documents {
            let layers = reader.layers(document, Search::Narrow, &mut scratch);
            tokens += layers.parse.len();
            std::hint::black_box(reader.write(document, &layers));
        }
        speeds.push(tokens as f64 / start.elapsed().as_secs_f64());
    }
    let speed = median(&mut speeds);
    writeln!(
        report,
        "text to Readings: {:.0} tokens/s, {:.0} reports/s of 400 tokens ({tokens} tokens, median of {runs})",
        speed,
        speed / REPORT
    )?;
    Ok(())
}

/// Share of each stage.
fn shares(report: &mut String, reader: &Reader, documents: &[Document]) -> Result<()> {
    let mut scratch = Scratch::default();
    let mut seconds: Vec<(Stage, f64)> = Vec::new();
    for document in documents {
        let mut last = Instant::now();
        let layers = reader.layers_watched(document, Search::Narrow, &mut scratch, &mut |stage| {
            let now = Instant::now();
            add(&mut seconds, stage, (now - last).as_secs_f64());
            last = now;
        });
        let start = Instant::now();
        std::hint::black_box(reader.write(document, &layers));
        add(&mut seconds, Stage::Record, start.elapsed().as_secs_f64());
    }
    let all: f64 = seconds.iter().map(|row| row.1).sum();
    for (stage, own) in seconds {
        writeln!(report, "  {stage:?}: {:.1} %", 100.0 * own / all)?;
    }
    Ok(())
}

fn add(seconds: &mut Vec<(Stage, f64)>, stage: Stage, own: f64) {
    match seconds.iter_mut().find(|row| row.0 == stage) {
        Some(row) => row.1 += own,
        None => seconds.push((stage, own)),
    }
}

/// Time a token of one sentence of so many tokens.
fn long(report: &mut String, reader: &Reader, length: usize) -> Result<()> {
    let clause = CLAUSE.split_whitespace().count() + 1;
    let text = format!(
        "Yesterday {}nothing else happened.",
        CLAUSE.repeat(length / clause)
    );
    let document = document(reader, text);
    let mut scratch = Scratch::default();
    let start = Instant::now();
    let layers = reader.layers(&document, Search::Narrow, &mut scratch);
    std::hint::black_box(reader.write(&document, &layers));
    let micros = 1e6 * start.elapsed().as_secs_f64() / layers.parse.len().max(1) as f64;
    writeln!(
        report,
        "one sentence of {} tokens: {micros:.1} us a token, {} claims",
        layers.parse.len(),
        layers.claims.0.len()
    )?;
    Ok(())
}
