//! The sentences of the frames, from the files as they stand: no build in between.
//!
//! `cargo dev frames [PREFIX ...]` packs the data folder, reads every `yes` and `no` of the frames whose id begins so, and prints
//! each that goes wrong with what was read. The test `frames` of chancery does the same over the packed knowledge.

use crate::packing;
use anyhow::ensure;
use chancery::ingest::Item;
use chancery::reading::Reader;
use chancery_data::schema::{Examples, Knowledge};
use chancery_nlp::{Scratch, Search};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Problems of the data that are shown; one bad table makes thousands in those that point into it.
const SHOWN: usize = 20;

/// Options of `cargo dev frames`.
#[derive(clap::Args)]
pub struct Options {
    /// Only frames whose id begins with one of these
    prefixes: Vec<String>,
    /// Folder of the data [default: that of the workspace]
    #[arg(long)]
    data: Option<PathBuf>,
    /// Read one sentence and print its claims; - reads one a line from standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    say: Vec<String>,
}

/// Runs the task; fails where a sentence goes wrong.
///
/// # Errors
/// Where the data folder does not pack.
pub fn run(root: &Path, options: &Options) -> anyhow::Result<ExitCode> {
    let folder = options.data.clone().unwrap_or_else(|| root.join("data"));
    let packed = packing::pack(&folder);
    let mut known = packed.map_err(|problems| {
        let lines: Vec<String> = problems
            .iter()
            .take(SHOWN)
            .map(|p| format!("data/{p}"))
            .collect();
        anyhow::anyhow!("{} problems\n{}", problems.len(), lines.join("\n"))
    })?;
    let examples = std::mem::take(&mut known.examples);
    let reader = Reader::english(Box::leak(Box::new(known)))?;
    let mut scratch = Scratch::default();
    if !options.say.is_empty() {
        for words in &options.say {
            match words.as_str() {
                "-" => std::io::stdin().lines().try_for_each(|line| {
                    say(&reader, &line?, &mut scratch);
                    Ok::<(), std::io::Error>(())
                })?,
                words => say(&reader, words, &mut scratch),
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    let asked = |row: &&Examples| {
        options.prefixes.is_empty() || options.prefixes.iter().any(|p| row.frame.starts_with(p))
    };
    let asked: Vec<&Examples> = examples.iter().filter(asked).collect();
    ensure!(!asked.is_empty(), "no frame begins so");
    let mut failed = 0;
    for row in &asked {
        failed += check(&reader, row, &mut scratch);
    }
    summary(reader.events.knowledge, &asked, failed);
    Ok(match failed {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// Prints the sentences of a frame that go wrong; how many.
fn check(reader: &Reader, row: &Examples, scratch: &mut Scratch) -> usize {
    let yes = row.yes.iter().map(|words| (true, words));
    let all = yes.chain(row.no.iter().map(|words| (false, words)));
    let mut failed = 0;
    for (wanted, words) in all {
        let rules = claims(reader, words, scratch);
        if rules.iter().any(|(rule, _)| *rule == row.frame) != wanted {
            failed += 1;
            let asked = if wanted { "yes" } else { "no" };
            let read: Vec<String> = rules.into_iter().map(|(_, line)| line).collect();
            println!(
                "{} {asked}: {words}\n    read: {}",
                row.frame,
                read.join("; ")
            );
        }
    }
    failed
}

/// Frame and one line for each claim of a sentence.
fn claims(reader: &Reader, words: &str, scratch: &mut Scratch) -> Vec<(String, String)> {
    // One sentence is too little to tell a language by.
    let document = reader.document(Item {
        text: words.to_owned(),
        language: Some("en".to_owned()),
        ..Item::default()
    });
    let reading = reader.read(&document, Search::Narrow, scratch);
    let line = |claim: chancery::reading::ClaimRecord| {
        let parties: Vec<String> = claim
            .participants
            .iter()
            .map(|p| format!("{} {}", p.role, p.name))
            .collect();
        let codes = [Some(claim.event_type), claim.mode, claim.kind];
        let codes: Vec<String> = codes.into_iter().flatten().collect();
        let line = format!(
            "{} [{}] {} ({})",
            claim.rule,
            codes.join("/"),
            claim.status,
            parties.join(", ")
        );
        (claim.rule, line)
    };
    reading.claims.into_iter().map(line).collect()
}

/// Prints what is read in one sentence, with its tags and relations.
fn say(reader: &Reader, words: &str, scratch: &mut Scratch) {
    println!("{words}");
    for (_, line) in claims(reader, words, scratch) {
        println!("    {line}");
    }
}

/// Prints how many frames and sentences there are, by type.
fn summary(known: &Knowledge, asked: &[&Examples], failed: usize) {
    let type_of: BTreeMap<&str, &str> = known
        .frames
        .iter()
        .map(|frame| (frame.id.as_str(), frame.codes.event_type.as_str()))
        .collect();
    let mut by_type: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in asked {
        let event_type = type_of.get(row.frame.as_str()).copied().unwrap_or_default();
        let cell = by_type.entry(event_type).or_default();
        cell.0 += 1;
        cell.1 += row.yes.len() + row.no.len();
    }
    let sentences: usize = by_type.values().map(|cell| cell.1).sum();
    for (event_type, (frames, sentences)) in &by_type {
        println!("{event_type}\t{frames} frames\t{sentences} sentences");
    }
    println!(
        "{} frames, {sentences} sentences, {failed} wrong",
        asked.len()
    );
}
