//! Pairs of reports of `corpus/copies`: is the second made of the first? `dev eval copies`.
//!
//! Judged twice: by likeness alone, as for two texts at hand, and through the candidates of one window that holds all
//! of the texts, as in an archive.

use anyhow::{Context, Result};
use chancery_ingest::duplicates::{
    Likeness, Print, Signature, candidates, likeness, print, signature,
};
use serde::Deserialize;
use std::path::Path;
use std::process::ExitCode;

/// Options of `dev eval copies`.
#[derive(clap::Args)]
pub struct Options {
    /// Leave with an error where a figure is under its floor in bench/floors.toml.
    #[arg(long)]
    check: bool,
    /// Print every pair that is judged wrongly.
    #[arg(long)]
    errors: bool,
}

impl Options {
    /// As `dev eval all` runs it.
    pub(super) fn on(check: bool) -> Options {
        Options {
            check,
            errors: false,
        }
    }
}

#[derive(Deserialize)]
struct Pair {
    id: String,
    kind: String,
    label: String,
    first: Text,
    second: Text,
}

#[derive(Deserialize)]
struct Text {
    text: String,
}

/// Pairs that are copies, that are taken for such, and both.
#[derive(Default)]
struct Tally {
    copies: usize,
    found: usize,
    right: usize,
}

impl Tally {
    fn add(&mut self, copy: bool, found: bool) {
        self.copies += usize::from(copy);
        self.found += usize::from(found);
        self.right += usize::from(copy && found);
    }

    fn precision(&self) -> f64 {
        100.0 * self.right as f64 / self.found.max(1) as f64
    }

    fn recall(&self) -> f64 {
        100.0 * self.right as f64 / self.copies.max(1) as f64
    }
}

/// Runs the task.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let pairs = read(&root.join("corpus/copies/pairs.rows"))?;
    let texts = pairs
        .iter()
        .flat_map(|pair| [&pair.first.text, &pair.second.text]);
    let prints: Vec<Print> = texts.map(|text| print(text)).collect();
    let signatures: Vec<(i32, Signature)> = prints.iter().map(|one| (0, signature(one))).collect();
    let near = candidates(&signatures, 7);
    let (mut alone, mut chain, mut labels) = (Tally::default(), Tally::default(), 0);
    for (at, pair) in pairs.iter().enumerate() {
        let judged = likeness(&prints[2 * at], &prints[2 * at + 1]);
        let copy = pair.label != "independent";
        let met = near.binary_search(&(2 * at, 2 * at + 1)).is_ok();
        alone.add(copy, judged.is_copy());
        chain.add(copy, met && judged.is_copy());
        labels += usize::from(label(judged) == pair.label);
        if options.errors && (label(judged) != pair.label || copy && !met) {
            let share = prints[2 * at].containment(&prints[2 * at + 1]);
            println!(
                "{} {}: {} is {judged:?}, {share} of 1000, candidate: {met}",
                pair.id, pair.kind, pair.label
            );
        }
    }
    let labels = 100.0 * labels as f64 / pairs.len().max(1) as f64;
    println!(
        "copies: {} pairs, {} copies; precision {:.1}, recall {:.1}, label right {labels:.1}",
        pairs.len(),
        alone.copies,
        alone.precision(),
        alone.recall()
    );
    println!(
        "through candidates ({} of {} texts): precision {:.1}, recall {:.1}",
        near.len(),
        prints.len(),
        chain.precision(),
        chain.recall()
    );
    let figures = [
        ("precision", alone.precision()),
        ("recall", alone.recall()),
        ("label", labels),
        ("chain_recall", chain.recall()),
    ];
    let fell = super::under_floor(&super::floors(root)?, "copies", "pairs", &figures);
    Ok(ExitCode::from(u8::from(fell && options.check)))
}

fn label(judged: Likeness) -> &'static str {
    match judged {
        Likeness::Exact | Likeness::Same => "same",
        Likeness::Edited => "edited",
        Likeness::Independent => "independent",
    }
}

fn read(path: &Path) -> Result<Vec<Pair>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let pair = |line| serde_json::from_str(line).with_context(|| format!("{}", path.display()));
    text.lines().map(pair).collect()
}
