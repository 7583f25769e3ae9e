//! Events and stories across documents on ECB+: `dev eval ecb` and `dev eval stories`.
//!
//! `ecb` joins the marked events of all reports of a split: reports are put into stories first, then
//! the rules of [`coref`] join mentions within them. Pairs of lemmas are learned from the topics of
//! train alone; on train itself in four folds of topics. `stories` puts the reports of topics into
//! stories, in an order by the hash of their names, and once more in other orders. Both write
//! `id TAB cluster` below `target/eval`, and the scorers beside the data tell the figures.

mod corpus;
mod coref;
mod scorer;

use anyhow::{Context as _, Result, bail, ensure};
use chancery::ingest::{Item, whole_document};
use chancery::link::stories::{
    Happenings, Stories, StoryDocument, StoryId, StorySettings, StoryTerms, StoryWords,
};
use chancery::reading::Reader;
use chancery_nlp::kernel::{atom, hash_bytes};
use chancery_nlp::{Parse, Scratch, Search};
use coref::{Learned, Marked};
use corpus::Report;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Topics of the development split; all others that are not held out are train.
const DEV: [u32; 8] = [2, 5, 12, 18, 21, 23, 34, 35];
/// All topics that are not held out.
const ALL: std::ops::RangeInclusive<u32> = 1..=35;
/// Parts in which train is learned and measured.
const FOLDS: usize = 4;
/// Orders of the stream that figures of stories are averaged over.
const ORDERS: u32 = 8;

/// Options of `dev eval ecb` and `dev eval stories`.
#[derive(clap::Args)]
pub struct Options {
    /// Folder of ECB+: a folder for each topic and `validated_sentences.csv`.
    #[arg(default_value = "../shared/data/coreference/ecbplus")]
    folder: PathBuf,
    /// Folder of the scorers.
    #[arg(long, default_value = "../shared/eval")]
    scorers: PathBuf,
    /// Part of the topics: `dev`, or `train` in folds.
    #[arg(long, default_value = "dev")]
    split: String,
    /// Topics of `stories`, from and to.
    #[arg(long, default_value = "21-35")]
    topics: String,
    /// Leave with an error where a figure is under its floor in bench/floors.toml.
    #[arg(long)]
    check: bool,
    /// Take the stories as marked instead of those found.
    #[arg(long)]
    marked_stories: bool,
    /// Print clusters and chains that differ.
    #[arg(long)]
    errors: bool,
    /// Cosine from which a report joins a story, in thousandths.
    #[arg(long, hide = true)]
    join: Option<u32>,
    /// Mean cosine from which stories are merged, in thousandths.
    #[arg(long, hide = true)]
    merge: Option<u32>,
}

impl Options {
    /// As `dev eval all` runs it.
    pub(super) fn on(data: &Path, check: bool) -> Options {
        Options {
            folder: data.join("coreference/ecbplus"),
            scorers: data.with_file_name("eval"),
            split: "dev".to_owned(),
            topics: "21-35".to_owned(),
            check,
            marked_stories: false,
            errors: false,
            join: None,
            merge: None,
        }
    }

    fn settings(&self, usual: StorySettings) -> StorySettings {
        StorySettings {
            join: self.join.unwrap_or(usual.join),
            merge: self.merge.unwrap_or(usual.merge),
            ..usual
        }
    }
}

/// Stories in which events are joined: a wrong one costs more than a story in two parts. Picked on
/// train.
fn strict() -> StorySettings {
    StorySettings {
        join: 300,
        merge: 200,
        ..StorySettings::default()
    }
}

/// A report, read.
struct Read {
    report: Report,
    parse: Parse,
    terms: StoryTerms,
}

/// Joins the marked events of a split.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let reads = reads(&root.join(&options.folder), &ALL.collect())?;
    let wanted = |topic: u32| DEV.contains(&topic) == (options.split == "dev");
    ensure!(
        ["dev", "train"].contains(&options.split.as_str()),
        "no split is named `{}`",
        options.split
    );
    let all: Vec<Marked> = reads
        .iter()
        .enumerate()
        .flat_map(|(at, read)| coref::marked(at, &read.report, &read.parse))
        .collect();
    let asked: Vec<Marked> = all.iter().filter(|m| wanted(m.topic)).cloned().collect();
    let train: Vec<&Marked> = all.iter().filter(|m| !DEV.contains(&m.topic)).collect();
    let stories = match options.marked_stories {
        true => marked_stories(&reads),
        false => found_stories(&reads, wanted, &options.settings(strict())),
    };
    let clusters = match options.split == "dev" {
        true => joined(&asked, &stories, &Learned::new(train)),
        false => in_folds(&asked, &stories),
    };
    let mut lines = [String::new(), String::new()];
    for (mention, cluster) in asked.iter().zip(&clusters) {
        writeln!(lines[0], "{}\t{}", mention.id, mention.chain)?;
        writeln!(lines[1], "{}\t{cluster}", mention.id)?;
    }
    if options.errors {
        print_differences(&asked, &clusters);
    }
    let scorer = scorer::Scorer::new(root, &options.scorers)?;
    let figures = scorer.events(&options.split, &lines)?;
    report(root, ("ecb", &options.split), &figures, options.check)
}

/// Puts the reports of topics into stories.
pub fn run_stories(root: &Path, options: &Options) -> Result<ExitCode> {
    let (from, to) = options
        .topics
        .split_once('-')
        .unwrap_or((&options.topics, &options.topics));
    let topics: BTreeSet<u32> = (from.parse()?..=to.parse()?).collect();
    let reads = reads(&root.join(&options.folder), &topics)?;
    ensure!(!reads.is_empty(), "no report of topics {}", options.topics);
    let scorer = scorer::Scorer::new(root, &options.scorers)?;
    let mut sums: Vec<(&str, f64)> = Vec::new();
    for order in 0..ORDERS {
        let (first, last) = stream(&reads, order, &options.settings(StorySettings::default()));
        for (name, found) in [("online", first), ("merged", last)] {
            let mut lines = [String::new(), String::new()];
            for (read, story) in reads.iter().zip(found) {
                writeln!(lines[0], "{}\t{}", read.report.name, read.report.story)?;
                writeln!(lines[1], "{}\t{}", read.report.name, story.0)?;
            }
            let f1 = scorer.stories(&format!("{}-{name}", options.topics), &lines)?;
            if order == 0 {
                println!("topics {}, {name}: B-Cubed F1 {f1}", options.topics);
            }
            match sums.iter_mut().find(|(n, _)| *n == name) {
                Some((_, sum)) => *sum += f1 / f64::from(ORDERS),
                None => sums.push((name, f1 / f64::from(ORDERS))),
            }
        }
    }
    report(root, ("stories", &options.topics), &sums, options.check)
}

fn report(
    root: &Path,
    (stage, set): (&str, &str),
    figures: &[(&str, f64)],
    check: bool,
) -> Result<ExitCode> {
    let said: Vec<String> = figures.iter().map(|(n, v)| format!("{n} {v:.1}")).collect();
    println!("{stage} {set}: {}", said.join("  "));
    let fell = super::under_floor(&super::floors(root)?, stage, set, figures);
    Ok(ExitCode::from(u8::from(fell && check)))
}

fn reads(folder: &Path, topics: &BTreeSet<u32>) -> Result<Vec<Read>> {
    let known = chancery_data::knowledge();
    let reader = Reader::english(known)?;
    let words = StoryWords::new(known);
    let mut scratch = Scratch::default();
    let mut read = |report: Report| {
        let document = whole_document(Item {
            id: Some(report.name.clone()),
            text: report.text.clone(),
            ..Item::default()
        });
        let layers = reader.layers(&document, Search::Narrow, &mut scratch);
        let reading = reader.write(&document, &layers);
        Read {
            terms: words.terms(&StoryDocument {
                hour: None,
                ..StoryDocument::of(&reading)
            }),
            parse: layers.parse,
            report,
        }
    };
    let reports = corpus::reports(folder, topics)?;
    Ok(reports.into_iter().map(&mut read).collect())
}

/// The stories of all reports in one order, before and after the merge.
fn stream(reads: &[Read], order: u32, settings: &StorySettings) -> (Vec<StoryId>, Vec<StoryId>) {
    let mut stories = Stories::new(settings.clone());
    let mut found = vec![StoryId::default(); reads.len()];
    for at in mixed(reads, order) {
        found[at] = stories.add(&reads[at].terms);
    }
    stories.remerge();
    let last = found.iter().map(|&id| stories.story(id)).collect();
    (found, last)
}

/// Numbers of the reports by a hash of their names.
fn mixed(reads: &[Read], order: u32) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..reads.len()).collect();
    let name = |at: usize| reads[at].report.name.as_str();
    numbers.sort_by_key(|&at| (atom(order, hash_bytes(7, name(at).as_bytes())), at));
    numbers
}

/// Stories of the wanted reports; the others only tell what is common.
fn found_stories(
    reads: &[Read],
    wanted: impl Fn(u32) -> bool,
    settings: &StorySettings,
) -> BTreeMap<usize, StoryId> {
    let mut stories = Stories::new(settings.clone());
    let (asked, others): (Vec<usize>, Vec<usize>) = mixed(reads, 0)
        .into_iter()
        .partition(|&at| wanted(reads[at].report.topic));
    others
        .iter()
        .for_each(|&at| stories.observe(&reads[at].terms));
    let found: Vec<StoryId> = asked
        .iter()
        .map(|&at| stories.add(&reads[at].terms))
        .collect();
    stories.remerge();
    let last = found.into_iter().map(|id| stories.story(id));
    asked.into_iter().zip(last).collect()
}

fn marked_stories(reads: &[Read]) -> BTreeMap<usize, StoryId> {
    let names: BTreeSet<&str> = reads
        .iter()
        .map(|read| read.report.story.as_str())
        .collect();
    let number = |read: &Read| names.iter().position(|name| *name == read.report.story);
    let ids = reads
        .iter()
        .map(|read| StoryId(number(read).unwrap_or_default() as u32));
    ids.enumerate().collect()
}

fn joined(asked: &[Marked], stories: &BTreeMap<usize, StoryId>, learned: &Learned) -> Vec<usize> {
    let happenings = Happenings::new(chancery_data::knowledge());
    coref::clusters(asked, stories, learned, &happenings)
}

/// Each fold by what the others teach.
fn in_folds(asked: &[Marked], stories: &BTreeMap<usize, StoryId>) -> Vec<usize> {
    let topics: Vec<u32> = coref::topics(asked).into_iter().collect();
    let fold = |topic: u32| topics.iter().position(|&t| t == topic).unwrap_or_default() % FOLDS;
    let mut out = vec![0; asked.len()];
    for part in 0..FOLDS {
        let own = |mention: &&Marked| fold(mention.topic) == part;
        let learned = Learned::new(asked.iter().filter(|mention| !own(mention)));
        let clusters = joined(asked, stories, &learned);
        for (at, cluster) in clusters.into_iter().enumerate() {
            if own(&&asked[at]) {
                out[at] = cluster;
            }
        }
    }
    out
}

/// Lemmas of each chain in several clusters, and of each cluster with several chains.
fn print_differences(mentions: &[Marked], clusters: &[usize]) {
    let mut chains: BTreeMap<&str, BTreeMap<usize, BTreeSet<&str>>> = BTreeMap::new();
    for (mention, &cluster) in mentions.iter().zip(clusters) {
        let parts = chains.entry(&mention.chain).or_default();
        parts.entry(cluster).or_default().insert(&mention.lemma);
    }
    for (chain, parts) in chains.iter().filter(|(_, parts)| parts.len() > 1) {
        let parts: Vec<String> = parts.values().map(|words| format!("{words:?}")).collect();
        println!("{chain}: {}", parts.join(" "));
    }
}

/// The figure between two stars at the end of a row of the scorer's table, or the last of others.
fn figure(out: &str, column: usize) -> Result<f64> {
    let Some(row) = out.lines().rev().find(|line| line.starts_with('|')) else {
        bail!("no table in the output of the scorer");
    };
    let cell = row
        .split('|')
        .nth(column + 1)
        .context("a column is missing")?;
    let last = cell.trim().trim_matches('*').rsplit('/').next();
    Ok(last.unwrap_or_default().parse()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_a_row() {
        let out = "| system | a |\n|---|---|\n| x | 5 | 1.0/2.0/3.5 | **77.1** |\n";
        assert_eq!(figure(out, 2).unwrap(), 3.5);
        assert_eq!(figure(out, 3).unwrap(), 77.1);
        assert!(figure("nothing", 1).is_err());
    }
}
