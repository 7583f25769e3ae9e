//! Measures what names, actors and coreference cost beside the parse: `dev bench --part coref`, as
//! `bench/definitions/coref.toml` says.
//!
//! The parse is that of the engine with names; the chains of noun phrases are timed alone and as a
//! part of the actors stage, all on the same reports in the same run.

use super::median;
use anyhow::{Context as _, Result};
use chancery::actors::find_actors;
use chancery::coref::{CorefLexicon, Discourse, find_chains};
use chancery::ingest::{Document, Item};
use chancery::marks::{Marks, find_marks};
use chancery::places::{Places, find_places};
use chancery::reading::Reader;
use chancery_nlp::{Parse, Scratch, Search, Span};
use serde::Deserialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// `bench/definitions/coref.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    name: String,
    corpus: PathBuf,
    walks: usize,
    runs: usize,
}

/// A report with the layers that the timed stages read.
struct Report {
    document: Document,
    regions: Vec<Span>,
    parse: Parse,
    marks: Marks,
    places: Places,
}

/// Everything that is ready before the watch starts.
struct Bench {
    reader: Reader,
    lexicon: CorefLexicon,
    reports: Vec<Report>,
}

/// What is timed: a stage over one report.
type Work = fn(&Bench, &Report, &mut Scratch);

/// Name of the definition, and the lines of the report.
pub(super) fn run(root: &Path) -> Result<(String, String)> {
    let path = root.join("bench/definitions/coref.toml");
    let text = std::fs::read_to_string(&path);
    let text = text.with_context(|| format!("reading {}", path.display()))?;
    let definition: Definition = toml::from_str(&text)?;
    let bench = Bench::new(&root.join(&definition.corpus))?;
    let tokens: usize = bench.reports.iter().map(|r| r.parse.len()).sum();
    let parts: [(&str, Work); 3] = [
        ("parse with names", parse),
        ("chains alone", chains),
        ("actors with chains", actors),
    ];
    let mut report = String::new();
    let mut whole = 0.0;
    for (name, work) in parts {
        let seconds = bench.seconds(&definition, work);
        whole = if whole == 0.0 { seconds } else { whole };
        let speed = (tokens * definition.walks) as f64 / seconds;
        let share = 100.0 * seconds / whole;
        writeln!(
            report,
            "{name}: {speed:.0} tokens/s, {share:.1} % of the parse (median of {})",
            definition.runs
        )?;
    }
    Ok((definition.name, report))
}

fn parse(bench: &Bench, report: &Report, scratch: &mut Scratch) {
    let text = &report.document.text;
    let parse = bench
        .reader
        .engine
        .parse(text, &report.regions, Search::Narrow, scratch);
    std::hint::black_box(parse);
}

fn chains(bench: &Bench, report: &Report, _: &mut Scratch) {
    let discourse = Discourse {
        text: &report.document.text,
        parse: &report.parse,
        marks: &report.marks,
        speakers: &[],
    };
    std::hint::black_box(find_chains(&bench.lexicon, &discourse));
}

fn actors(bench: &Bench, report: &Report, _: &mut Scratch) {
    let actors = find_actors(
        &bench.reader.actors,
        &report.document,
        &report.parse,
        &report.marks,
        &report.places,
    );
    std::hint::black_box(actors);
}

impl Bench {
    fn new(folder: &Path) -> Result<Self> {
        let reader = Reader::english(chancery_data::knowledge())?;
        let mut scratch = Scratch::default();
        let mut reports = Vec::new();
        for (text, _) in super::texts(folder)? {
            let document = reader.document(Item {
                text,
                language: Some("en".to_owned()),
                ..Item::default()
            });
            let regions: Vec<Span> = document.regions.iter().map(|region| region.span).collect();
            let parse = reader
                .engine
                .parse(&document.text, &regions, Search::Narrow, &mut scratch);
            reports.push(Report {
                marks: find_marks(&document.text, &document.regions),
                places: find_places(&reader.places, &document.text, &parse),
                document,
                regions,
                parse,
            });
        }
        let lexicon = CorefLexicon::new(chancery_data::knowledge());
        Ok(Bench {
            reader,
            lexicon,
            reports,
        })
    }

    /// Median of the seconds that all walks over all reports take.
    fn seconds(&self, definition: &Definition, work: Work) -> f64 {
        let mut scratch = Scratch::default();
        let mut runs: Vec<f64> = (0..definition.runs)
            .map(|_| {
                let start = Instant::now();
                for _ in 0..definition.walks {
                    self.reports
                        .iter()
                        .for_each(|report| work(self, report, &mut scratch));
                }
                start.elapsed().as_secs_f64()
            })
            .collect();
        median(&mut runs)
    }
}
