//! Relations between marked actors: `dev eval relate`, on PLV_train.
//!
//! Two figures, both through the code path of `chancery relate --profile plv`: five folds, stratified
//! by type over the order of the rows mixed by a fixed hash, our own rows added to each training
//! part; and a model of our own rows alone. Figures are macro-averages of F1 over the labels of PLV,
//! over its four classes, and over conflict or not, as the scorer of the data set counts.

use crate::train::relate::data::{Row, Rows};
use crate::train::relate::{knowledge, learn};
use anyhow::Result;
use chancery::relate::{Profile, Relater, RelationLexicon};
use chancery_data::knowledge as packed;
use chancery_data::schema::Knowledge;
use chancery_nlp::kernel::atom;
use chancery_nlp::{Engine, Scratch, Search, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const FOLDS: usize = 5;

/// Options of `dev eval relate`.
#[derive(clap::Args)]
pub struct Options {
    /// Folder of the open data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Leave with an error where a figure is under its floor in bench/floors.toml.
    #[arg(long)]
    check: bool,
    /// Print which label is taken for which.
    #[arg(long)]
    confusion: bool,
    /// Print every row that is coded wrongly.
    #[arg(long)]
    errors: bool,
}

impl Options {
    /// As `dev eval all` runs it.
    pub(super) fn on(data: &Path, check: bool) -> Options {
        Options {
            data: data.to_path_buf(),
            check,
            confusion: false,
            errors: false,
        }
    }
}

/// Label told and label found of each row.
type Pairs = Vec<(&'static str, &'static str)>;

/// Runs the task.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let known = knowledge(root)?;
    let lexicon = RelationLexicon::new(known);
    let rows = Rows::read(root, &root.join(&options.data), &lexicon)?;
    let engine = super::engine(None)?;
    println!(
        "{} rows of PLV_train, {} of our own",
        rows.plv.len(),
        rows.own.len()
    );
    let floors = super::floors(root)?;
    let mut fell = false;
    let folded = in_folds(&engine, &rows, known);
    let own: Vec<&Row> = rows.own.iter().collect();
    let all: Vec<&Row> = rows.plv.iter().collect();
    let alone = code(&engine, &own, &all, known);
    for (name, pairs) in [("plv-folds", &folded), ("own-alone", &alone)] {
        let figures = figures(pairs, &rows.plv);
        let said: Vec<String> = figures.iter().map(|(n, v)| format!("{n} {v:.1}")).collect();
        println!("{name}: macro-F1 {}", said.join("  "));
        fell |= super::under_floor(&floors, "relate", name, &figures);
        if options.confusion {
            confusion(pairs);
        }
    }
    if options.errors {
        for (row, (told, found)) in rows.plv.iter().zip(&folded).filter(|(_, (a, b))| a != b) {
            println!("{told} as {found}: {}", row.text);
        }
    }
    Ok(ExitCode::from(u8::from(fell && options.check)))
}

fn in_folds(engine: &Engine, rows: &Rows, known: &'static Knowledge) -> Pairs {
    let folds = folds(&rows.plv);
    let mut found = vec![("", ""); rows.plv.len()];
    for fold in 0..FOLDS {
        let (tested, taught): (Vec<usize>, Vec<usize>) =
            (0..rows.plv.len()).partition(|&at| folds[at] == fold);
        let train = taught
            .iter()
            .map(|&at| &rows.plv[at])
            .chain(&rows.own)
            .collect::<Vec<_>>();
        let test: Vec<&Row> = tested.iter().map(|&at| &rows.plv[at]).collect();
        let pairs = code(engine, &train, &test, known);
        for (at, pair) in tested.into_iter().zip(pairs) {
            found[at] = pair;
        }
    }
    found
}

/// The fold of each row: rows of a type dealt out in turn, in the order of a hash of their number.
fn folds(rows: &[Row]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&at| (atom(101, at as u32), at));
    let mut dealt: BTreeMap<usize, usize> = BTreeMap::new();
    let mut folds = vec![0; rows.len()];
    for at in order {
        let next = dealt.entry(rows[at].label).or_default();
        folds[at] = *next % FOLDS;
        *next += 1;
    }
    folds
}

fn code(engine: &Engine, train: &[&Row], test: &[&Row], known: &'static Knowledge) -> Pairs {
    let lexicon = RelationLexicon::new(known);
    let model = learn::train(train, &lexicon.types);
    let relater = Relater::with_model(lexicon, model);
    let mut scratch = Scratch::default();
    let mut one = |row: &&Row| {
        let region = [Span::new(0, row.text.len())];
        let parse = engine.parse(&row.text, &region, Search::Narrow, &mut scratch);
        let coded = relater.code(&row.text, &parse, &row.sides, Profile::Plv);
        let name = |label| relater.name(label, Profile::Plv);
        (name(row.label), name(coded.label))
    };
    test.iter().map(&mut one).collect()
}

/// The class of a label of PLV: verbal and material cooperation, verbal and material conflict.
fn class(label: &str) -> u8 {
    let types = &packed().types;
    let quad = types
        .iter()
        .find(|row| row.code == label)
        .map(|row| row.quad);
    // YIELD is no type of the ontology: material cooperation in PLV
    quad.unwrap_or(2)
}

/// Figures of the pairs of these rows, in their order; the class told is that of the file.
fn figures(pairs: &Pairs, rows: &[Row]) -> [(&'static str, f64); 3] {
    let roots = pairs
        .iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
    let classes: Vec<(u8, u8)> = rows
        .iter()
        .zip(pairs)
        .map(|(row, (_, found))| (row.class, class(found)))
        .collect();
    let quads = classes.iter().map(|(a, b)| (a.to_string(), b.to_string()));
    let sides = classes
        .iter()
        .map(|(a, b)| ((*a > 2).to_string(), (*b > 2).to_string()));
    [
        ("root", macro_f1(&roots.collect::<Vec<_>>())),
        ("quad", macro_f1(&quads.collect::<Vec<_>>())),
        ("binary", macro_f1(&sides.collect::<Vec<_>>())),
    ]
}

/// Mean of the F1 of the labels that are told, in percent.
fn macro_f1(pairs: &[(String, String)]) -> f64 {
    let mut labels: Vec<&String> = pairs.iter().map(|(told, _)| told).collect();
    labels.sort();
    labels.dedup();
    let sum: f64 = labels.iter().map(|label| f1(pairs, label)).sum();
    100.0 * sum / labels.len().max(1) as f64
}

fn f1(pairs: &[(String, String)], label: &str) -> f64 {
    let count = |told: bool, found: bool| {
        let same = |(a, b): &&(String, String)| (a == label) == told && (b == label) == found;
        pairs.iter().filter(same).count() as f64
    };
    let hits = count(true, true);
    2.0 * hits / (2.0 * hits + count(true, false) + count(false, true)).max(1.0)
}

fn confusion(pairs: &Pairs) {
    let mut labels: Vec<&str> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    labels.sort_by_key(|label| (class(label), *label));
    labels.dedup();
    let heads: Vec<String> = labels.iter().map(|l| format!("{:>5.4}", l)).collect();
    println!(
        "rows told, columns found\n{:10}{}    F1",
        "",
        heads.concat()
    );
    let owned: Vec<(String, String)> = pairs
        .iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect();
    for told in &labels {
        let count = |found: &&str| {
            pairs
                .iter()
                .filter(|p| p.0 == *told && p.1 == *found)
                .count()
        };
        let cells: Vec<String> = labels.iter().map(|l| format!("{:5}", count(l))).collect();
        println!(
            "{told:10}{} {:5.1}",
            cells.concat(),
            100.0 * f1(&owned, told)
        );
    }
}
