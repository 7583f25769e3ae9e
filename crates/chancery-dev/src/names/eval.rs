//! `cargo dev ... names`: trains without the test parts and scores, mean of three seeds.
//!
//! UNER EWT test, the held-out tenth of gmb, GUM test and the State Department of re3d with one model; wikigold in five folds by
//! document; peoples (NAT) on all of gmb, for they are found by list and pattern.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use chancery_nlp::names::{NameLists, NameScratch, Names, Source, find_names};
use chancery_nlp::{Name, NameKind};

use super::data::Labelled;
use super::score::{Counts, Score};
use super::sets::Sets;
use super::train::{Settings, train};
use super::with_web;
use crate::eval::{floors, under_floor};

/// Options of the measurement of names.
#[derive(clap::Args)]
pub struct Options {
    /// Folder of the open data.
    #[arg(long)]
    data: PathBuf,
    /// Seeds to take the mean of.
    #[arg(long, default_value_t = 3)]
    seeds: u64,
    /// Passes of the trainer.
    #[arg(long, default_value_t = 12)]
    passes: usize,
    /// Share of a token's features that a visit leaves out, in 1/256.
    #[arg(long, default_value_t = 60)]
    dropout: u32,
    /// Runs in different order whose weights are averaged.
    #[arg(long, default_value_t = 6)]
    shuffles: usize,
    /// Averages below this are cut.
    #[arg(long, default_value_t = 0.6)]
    cut: f32,
    /// Table size: 2^BITS rows.
    #[arg(long, default_value_t = 19)]
    bits: u32,
    /// Fail where a figure is under its floor in bench/floors.toml.
    #[arg(long)]
    check: bool,
}

impl Options {
    /// What `dev eval all` measures: the settings of the scores in MODEL.md.
    pub fn on(data: &std::path::Path, all: &crate::sets::Options) -> Self {
        Options {
            data: data.to_path_buf(),
            seeds: 3,
            passes: 12,
            dropout: 60,
            shuffles: 6,
            cut: 0.6,
            bits: 19,
            check: all.check,
        }
    }

    fn settings(&self) -> Settings {
        Settings {
            bits: self.bits,
            passes: self.passes,
            dropout: self.dropout,
            shuffles: self.shuffles,
            cut: self.cut,
            ..Settings::default()
        }
    }
}

/// Runs the measurement.
pub fn run(root: &std::path::Path, options: &Options) -> Result<ExitCode> {
    let sets = Sets::read(&options.data)?;
    let lists = Names::lists("en")?;
    let mut figures = BTreeMap::new();
    let settings = options.settings();
    score_held_out(&sets, &lists, (settings, options.seeds), &mut figures);
    let folds = score_wikigold(&sets, &lists, settings);
    println!("wikigold, 5 folds          {}", folds.line());
    figures.insert("wikigold", vec![("typed_f1", folds.typed.f1())]);
    if !options.check {
        return Ok(ExitCode::SUCCESS);
    }
    let floors = floors(root)?;
    let mut fell = false;
    for (set, measured) in &figures {
        fell |= under_floor(&floors, "names", set, measured);
    }
    Ok(if fell {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Figures of each set, by name.
type Figures = BTreeMap<&'static str, Vec<(&'static str, f64)>>;

fn score_held_out(
    sets: &Sets,
    lists: &NameLists,
    (settings, seeds): (Settings, u64),
    figures: &mut Figures,
) {
    let examples = with_web((sets.for_scores(), &sets.ewt), lists, settings);
    let tests = [
        ("gmb", &sets.gmb_held_out, Source::News),
        ("uner-ewt", &sets.uner_test, Source::Web),
        ("gum", &sets.gum_test, Source::Gum),
        ("re3d", &sets.re3d, Source::Government),
        ("uner-ewt-as-news", &sets.uner_test, Source::News),
    ];
    let mut means = [[0.0; 3]; 5];
    for seed in 0..seeds {
        let model = train(&examples, Settings { seed, ..settings });
        let mut names = Names {
            lists: lists.clone(),
            model,
            source: Source::News,
        };
        for ((name, docs, source), mean) in tests.into_iter().zip(&mut means) {
            names.source = source;
            let score = score(&names, docs.iter());
            println!("{name:16} seed {seed}     {}", score.line());
            let three = [
                score.typed.f1(),
                score.spans.precision(),
                score.spans.recall(),
            ];
            for (sum, figure) in mean.iter_mut().zip(three) {
                *sum += figure / seeds as f64;
            }
        }
        if seed == 0 {
            names.source = Source::News;
            figures.insert("nat", peoples(&names, sets));
        }
    }
    for ((name, ..), [f1, precision, recall]) in tests.iter().zip(means) {
        println!("{name:16} mean       {f1:5.2}  spans {precision:5.1}/{recall:5.1}");
        let three = [
            ("typed_f1", f1),
            ("span_precision", precision),
            ("span_recall", recall),
        ];
        figures.insert(name, three.to_vec());
    }
}

/// Precision and recall of names of peoples over all of gmb.
fn peoples(names: &Names, sets: &Sets) -> Vec<(&'static str, f64)> {
    let peoples = score_peoples(names, sets.gmb.iter().chain(&sets.gmb_held_out));
    let (precision, recall) = (peoples.precision(), peoples.recall());
    println!("gmb NAT          P {precision:.1} R {recall:.1}");
    vec![("precision", precision), ("recall", recall)]
}

fn score<'a>(names: &Names, docs: impl Iterator<Item = &'a Labelled>) -> Score {
    let mut scratch = NameScratch::default();
    let mut total = Score::default();
    for doc in docs {
        let mut parse = doc.parse.clone();
        find_names(names, &doc.text, &mut parse, &mut scratch);
        total.add(Score::of(&doc.gold, &parse.names));
    }
    total
}

fn score_peoples<'a>(names: &Names, docs: impl Iterator<Item = &'a Labelled>) -> Counts {
    let mut scratch = NameScratch::default();
    let mut total = Counts::default();
    let peoples = |all: &[Name]| -> Vec<Name> {
        all.iter()
            .filter(|n| n.kind == NameKind::Nationality)
            .copied()
            .collect()
    };
    for doc in docs {
        let mut parse = doc.parse.clone();
        find_names(names, &doc.text, &mut parse, &mut scratch);
        let (gold, found) = (peoples(&doc.gold), peoples(&parse.names));
        let right = gold.iter().filter(|g| found.contains(g)).count();
        total.add(Counts {
            wanted: gold.len(),
            found: found.len(),
            right,
        });
    }
    total
}

fn score_wikigold(sets: &Sets, lists: &NameLists, settings: Settings) -> Score {
    let mut total = Score::default();
    for fold in 0..5 {
        let held = |n: usize| n % 5 == fold;
        let kept = sets
            .wikigold
            .iter()
            .enumerate()
            .filter(|(n, _)| !held(*n))
            .map(|(_, d)| d);
        let docs = sets.without_wikigold().chain(kept).collect();
        let examples = with_web((docs, &sets.ewt), lists, settings);
        let model = train(&examples, settings);
        let names = Names {
            lists: lists.clone(),
            model,
            source: Source::Wiki,
        };
        let tests = sets
            .wikigold
            .iter()
            .enumerate()
            .filter(|(n, _)| held(*n))
            .map(|(_, d)| d);
        total.add(score(&names, tests));
    }
    total
}
