//! The reports of `corpus/` through the release binary, against their hand-made records.
//!
//! Recall by slot over the records; precision over the kinds of which the records hold every claim.
//! What a record forbids, and furniture that was not cut, is listed apart and always fails.

pub mod align;
pub mod compare;
pub mod reading;
pub mod record;
mod score;

use super::Places;
use anyhow::{Context as _, ensure};
use chancery::ingest::Item;
pub use compare::same_name;
use reading::Reading;
pub use record::{Actor as WantedActor, Record, Role as WantedRole};
use score::Score;
use std::path::Path;
use std::process::Command;

/// Reads every report and scores it against its record, in the order of the file names.
///
/// # Errors
/// Where a record cannot be read, or the binary does not print a Reading.
pub fn score(places: &Places, complete: &[String]) -> anyhow::Result<Score> {
    let corpus = places.root.join("corpus");
    let mut score = Score::new(complete);
    for (slug, record) in records(&corpus)? {
        let reading = read(&places.chancery, &corpus.join(&record.report))
            .with_context(|| format!("reading {}", record.report))?;
        score.add(&slug, &record, &reading);
    }
    Ok(score)
}

/// Every record with the name of its file, in the order of the names.
pub fn records(corpus: &Path) -> anyhow::Result<Vec<(String, Record)>> {
    let folder = corpus.join("records");
    let mut records = Vec::new();
    for entry in std::fs::read_dir(&folder).context("listing corpus/records")? {
        let path = entry?.path();
        let slug = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = std::fs::read_to_string(&path)?;
        let record = toml::from_str(&text).with_context(|| format!("reading record {slug}"))?;
        records.push((slug.into_owned(), record));
    }
    records.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(records)
}

/// A report of the corpus as an item: plain text, or one line of JSON with its title, outlet and address.
pub fn report(path: &Path) -> anyhow::Result<Item> {
    let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    if path.extension().is_none_or(|ending| ending != "jsonl") {
        return Ok(Item::from_bytes(&bytes)?);
    }
    Ok(Item::from_json(&bytes)?)
}

fn read(chancery: &Path, report: &Path) -> anyhow::Result<Reading> {
    let mut command = Command::new(chancery);
    command.arg("read").arg(report).arg("--json");
    let out = command.output().context("starting chancery")?;
    let errors = String::from_utf8_lossy(&out.stderr);
    ensure!(out.status.success(), "chancery read failed: {errors}");
    serde_json::from_slice(&out.stdout).context("the Reading is not schema 1")
}
