//! The reports of `corpus/`: what must never be read, what must be cut, and Readings that are settled.
//!
//! How much of the records is found is measured by `cargo dev eval corpus`; here stands what holds
//! always. `corpus/expected/<slug>.reading` are whole Readings as JSON, compared byte for byte;
//! `UPDATE_GOLDEN=1` writes those that are there anew.

use chancery::ingest::Item;
use chancery::reading::{ClaimRecord, Reader, Reading, TextSpan};
use chancery_nlp::{Scratch, Search};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use toml::{Table, Value};

/// A report, its record and its Reading.
struct Case {
    slug: String,
    record: Table,
    reading: Reading,
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(cases);

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

/// Every record with its report read, in the order of the file names.
fn cases() -> Vec<Case> {
    let reader = Reader::english(chancery_data::knowledge()).expect("the models unpack");
    let mut scratch = Scratch::default();
    let records = std::fs::read_dir(corpus().join("records")).expect("corpus/records is there");
    let mut paths: Vec<PathBuf> = records.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let case = |path: PathBuf| {
        let record: Table = std::fs::read_to_string(&path)
            .ok()
            .and_then(|text| text.parse().ok())
            .expect("the record is TOML");
        let document = reader.document(item(record["report"].as_str().expect("a path")));
        Case {
            slug: path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            reading: reader.read(&document, Search::Narrow, &mut scratch),
            record,
        }
    };
    paths.into_iter().map(case).collect()
}

fn item(report: &str) -> Item {
    let bytes = std::fs::read(corpus().join(report)).expect("the report is there");
    match report.ends_with(".jsonl") {
        true => Item::from_json(bytes.trim_ascii_end()).expect("the report is a line of JSON"),
        false => Item::from_bytes(&bytes).expect("the report is text"),
    }
}

/// The entries of a table of the record.
fn entries<'c>(case: &'c Case, name: &str) -> impl Iterator<Item = &'c Table> {
    let entries = case.record.get(name).and_then(Value::as_array);
    entries.into_iter().flatten().filter_map(Value::as_table)
}

/// Code points `start..end` of the text of a Reading.
fn words(reading: &Reading, start: u32, end: u32) -> String {
    let text = reading.document.text.chars();
    text.skip(start as usize)
        .take((end - start) as usize)
        .collect()
}

#[test]
fn no_claim_that_a_record_forbids() {
    let mut failures = Vec::new();
    for case in CASES.iter() {
        for never in entries(case, "never") {
            let kind = never["kind"].as_str();
            let told = case.reading.claims.iter().filter(|claim| {
                let real = claim.status == "happened" || claim.status == "ongoing";
                real && claim.kind.as_deref() == kind
            });
            for claim in told {
                let words = words(&case.reading, claim.evidence.start, claim.evidence.end);
                failures.push(format!("{}: {}: \"{words}\"", case.slug, never["why"]));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn furniture_is_cut() {
    let mut failures = Vec::new();
    for case in CASES.iter() {
        // The text with what was cut left out: what a later stage can see.
        let cuts = &case.reading.document.furniture;
        let text = case.reading.document.text.chars().enumerate();
        let left = text.filter(|&(at, _)| {
            let at = at as u32;
            !cuts.iter().any(|cut| cut.start <= at && at < cut.end)
        });
        let left: String = left.map(|(_, character)| character).collect();
        for furniture in entries(case, "furniture") {
            let wanted = furniture["words"].as_str().unwrap();
            let piece = wanted.split(". ").find(|piece| left.contains(piece));
            failures.extend(piece.map(|piece| format!("{}: \"{piece}\"", case.slug)));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// Every span opens the words that stand beside it, and lies inside the text.
#[test]
fn words_stand_where_they_are_said_to() {
    let mut failures = Vec::new();
    for case in CASES.iter() {
        let reading = &case.reading;
        let claims = reading.claims.iter();
        let spans = claims.flat_map(|claim| claim_spans(claim).map(|span| (&claim.rule, span)));
        let wrong = spans.filter(|(_, span)| words(reading, span.start, span.end) != span.text);
        failures.extend(wrong.map(|(rule, span)| format!("{}: {rule} {span:?}", case.slug)));
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// All the words that a claim stands on.
fn claim_spans(claim: &ClaimRecord) -> impl Iterator<Item = &TextSpan> {
    let participants = claim
        .participants
        .iter()
        .map(|participant| &participant.words);
    let place = claim.place.iter().map(|place| &place.words);
    let time = claim.time.iter().filter_map(|time| time.words.as_ref());
    let trigger = std::iter::once(&claim.trigger);
    trigger
        .chain(participants)
        .chain(place)
        .chain(time)
        .chain(&claim.topics)
}

#[test]
fn settled_readings_stay_as_they_are() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut differing = Vec::new();
    for case in CASES.iter() {
        let path = corpus().join(format!("expected/{}.reading", case.slug));
        let Ok(expected) = std::fs::read_to_string(&path) else {
            continue;
        };
        let said = serde_json::to_string_pretty(&case.reading).unwrap() + "\n";
        if update && said != expected {
            std::fs::write(&path, said).unwrap();
        } else if said != expected {
            let same = said
                .lines()
                .zip(expected.lines())
                .take_while(|(a, b)| a == b);
            differing.push(format!("{}:{}", path.display(), same.count() + 1));
        }
    }
    assert!(differing.is_empty(), "\n{}", differing.join("\n"));
}
