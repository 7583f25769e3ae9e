//! The judge of blocks of pages: `dev train page --data DATA`.
//!
//! Development pages are cut into blocks, the blocks labelled by the gold text, a forest grown over what
//! is seen of them. The folds are by publisher, so that no page is judged by a forest that saw another
//! page of its site; the shipped forest is grown from all.

mod boost;
mod label;

use anyhow::{Context, Result};
use boost::{Settings, Table, grow};
use chancery_ingest::page::{Forest, NAMES, THRESHOLD, candidates};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Files of pages, under the folder of the open data.
const FILES: [&str; 2] = ["news-dev", "articles-dev"];

/// Parts into which the publishers are put.
const FOLDS: u64 = 5;

/// How the forest is grown: tried on the folds, see `data/models/page/MODEL.md`.
pub const SETTINGS: Settings = Settings {
    trees: 240,
    leaves: 24,
    rate: 0.09,
    least: 8.0,
    ridge: 2.0,
    columns: 40,
    rows: 80,
};

/// A labelled page.
struct Page {
    file: &'static str,
    fold: u64,
    texts: Vec<String>,
    rows: Vec<Vec<i32>>,
    labels: Vec<bool>,
    gold: String,
}

/// Grows the shipped forest.
pub fn train(data: &Path) -> Result<Vec<u8>> {
    let pages = read(data)?;
    let all: Vec<&Page> = pages.iter().collect();
    Ok(forest(&all).to_bytes())
}

/// Precision, recall and F1 in percent, a row a file, of forests on pages of publishers that they did not see.
pub fn folds(data: &Path) -> Result<Vec<(&'static str, [f64; 3])>> {
    let pages = read(data)?;
    let mut scores: Vec<Vec<i32>> = vec![Vec::new(); pages.len()];
    for fold in 0..FOLDS {
        let others: Vec<&Page> = pages.iter().filter(|page| page.fold != fold).collect();
        let forest = forest(&others);
        for (page, scores) in pages
            .iter()
            .zip(&mut scores)
            .filter(|(page, _)| page.fold == fold)
        {
            *scores = page.rows.iter().map(|row| forest.score(row)).collect();
        }
    }
    let figures = |file: &&'static str| {
        let of_file = pages
            .iter()
            .zip(&scores)
            .filter(|(page, _)| page.file == *file);
        let parts: Vec<(f64, f64)> = of_file
            .filter_map(|(page, scores)| overlap(page, scores))
            .collect();
        let mean = |part: fn(&(f64, f64)) -> f64| {
            parts.iter().map(part).sum::<f64>() / parts.len().max(1) as f64
        };
        let (precision, recall) = (100.0 * mean(|p| p.0), 100.0 * mean(|p| p.1));
        (
            *file,
            [
                precision,
                recall,
                2.0 * precision * recall / (precision + recall).max(1e-9),
            ],
        )
    };
    Ok(FILES.iter().map(figures).collect())
}

fn forest(pages: &[&Page]) -> Forest {
    let mut rows: Vec<&[i32]> = Vec::new();
    let (mut yes, mut weights) = (Vec::new(), Vec::new());
    for page in pages {
        let sizes: Vec<f64> = page.texts.iter().map(|text| weight(text)).collect();
        let all: f64 = sizes.iter().sum();
        rows.extend(page.rows.iter().map(Vec::as_slice));
        yes.extend(&page.labels);
        weights.extend(sizes.iter().map(|size| size / all));
    }
    let scale = weights.len() as f64 / weights.iter().sum::<f64>().max(1e-9);
    weights.iter_mut().for_each(|weight| *weight *= scale);
    grow(&Table::new(&rows, yes, weights), &SETTINGS)
}

/// A long block counts more, a very long one no more than a long one.
fn weight(text: &str) -> f64 {
    let words = text.split_whitespace().count().min(150);
    (words as f64 + 1.0).sqrt()
}

/// Precision and recall of runs of four words of the blocks that are chosen, as the scorer counts them.
fn overlap(page: &Page, scores: &[i32]) -> Option<(f64, f64)> {
    let mut seen = BTreeSet::new();
    let mut chosen = String::new();
    for (text, score) in page.texts.iter().zip(scores) {
        if *score > THRESHOLD && (text.len() < 40 || seen.insert(text)) {
            chosen.push_str(text);
            chosen.push('\n');
        }
    }
    let count = |text: &str| {
        let words: Vec<&str> = text
            .split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .filter(|w| !w.is_empty())
            .collect();
        let mut runs: BTreeMap<Vec<String>, i64> = BTreeMap::new();
        for run in words.windows(4) {
            *runs
                .entry(run.iter().map(|w| (*w).to_owned()).collect())
                .or_default() += 1;
        }
        runs
    };
    let (gold, got) = (count(&page.gold), count(&chosen));
    let shared: i64 = gold
        .iter()
        .map(|(run, n)| got.get(run).map_or(0, |m| *n.min(m)))
        .sum();
    let (all_gold, all_got): (i64, i64) = (gold.values().sum(), got.values().sum());
    let share = |all: i64| shared as f64 / all.max(1) as f64;
    (all_gold > 0).then_some((share(all_got), share(all_gold)))
}

fn read(data: &Path) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for file in FILES {
        let path = data.join("pages").join(format!("{file}.jsonl.gz"));
        let opened =
            std::fs::File::open(&path).with_context(|| format!("reading {}", path.display()))?;
        let lines = BufReader::new(flate2::read::MultiGzDecoder::new(opened)).lines();
        for line in lines {
            pages.push(page(file, &serde_json::from_str(&line?)?));
        }
    }
    Ok(pages)
}

fn page(file: &'static str, given: &Value) -> Page {
    let field = |name: &str| given[name].as_str().unwrap_or_default();
    let url = Some(field("url")).filter(|url| !url.is_empty());
    let blocks = candidates(field("html"), url);
    let split: Vec<Vec<String>> = blocks
        .iter()
        .map(|block| label::words(&block.text))
        .collect();
    debug_assert!(blocks.iter().all(|block| block.row.len() == NAMES.len()));
    Page {
        file,
        fold: hash(publisher(field("url"))) % FOLDS,
        labels: label::labels(&split, field("text")),
        gold: field("text").to_owned(),
        texts: blocks.iter().map(|block| block.text.clone()).collect(),
        rows: blocks.into_iter().map(|block| block.row).collect(),
    }
}

/// The name under which a publisher registered: the last two parts of the host, three where the second
/// last is short ("example.co.uk").
fn publisher(url: &str) -> &str {
    let host = url
        .split("//")
        .nth(1)
        .unwrap_or(url)
        .split('/')
        .next()
        .unwrap_or("");
    let dots: Vec<usize> = host.rmatch_indices('.').map(|(at, _)| at).collect();
    match dots[..] {
        [last, second, ..] if last - second > 4 => &host[second + 1..],
        [_, _, third, ..] => &host[third + 1..],
        _ => host,
    }
}

fn hash(text: &str) -> u64 {
    let fold = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, fold) >> 17
}
