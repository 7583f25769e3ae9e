//! Measures speed: `dev bench`, of the engine with `--part times` of time
//! expressions, with `--part coref` of chains and actors, with `--part read` of the whole way to a Reading,
//! with `--part store` of the Ledger, with `--part queries` of questions to it, with `--part stories` of stories, with `--part warc` of archives of pages.
//!
//! What is measured stands in `bench/definitions`; `--record` keeps the result with its day and
//! machine in `bench/record`.

mod coref;
mod made;
mod read;
mod store;
mod queries;
mod stories;
mod times;
mod warc;

use anyhow::{Context, Result};
use chancery_nlp::{Engine, Scratch, Search, Span};
use serde::Deserialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// The language engine.
    Engine,
    /// Time expressions.
    Times,
    /// Chains of noun phrases and actors, beside the parse.
    Coref,
    /// Clean text to Readings, with the share of each stage.
    Read,
    /// Made Readings into a Ledger: documents a second, bytes a document.
    Store,
    /// Questions to a made archive, alone and while it grows.
    Queries,
    /// Reports put into stories.
    Stories,
    /// Pages out of a WARC.gz, without extraction.
    Warc,
}

/// Options of `dev bench`.
#[derive(clap::Args)]
pub struct Options {
    /// What is measured.
    #[arg(long, value_enum, default_value = "engine")]
    part: Part,
    /// Keep the result as this file of bench/record, without ending.
    #[arg(long)]
    record: Option<String>,
    /// Count instructions a token with valgrind's callgrind instead of time.
    #[arg(long)]
    instructions: bool,
    /// Load the engine, read the corpus so many times (0 or 1) and say how many tokens were read:
    /// what is counted under valgrind.
    #[arg(long, hide = true)]
    walks: Option<usize>,
    /// Documents of the made-up archive, other than its definition says.
    #[arg(long)]
    documents: Option<u64>,
    /// Where the Ledger of the made-up archive is made and kept; in a folder for a while else.
    #[arg(long)]
    ledger: Option<PathBuf>,
    /// The WARC that a process of its own reads.
    #[arg(long, hide = true)]
    file: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    name: String,
    corpus: PathBuf,
    least_tokens: usize,
    runs: usize,
}

/// Runs the task.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    if let (Part::Warc, Some(file)) = (options.part, &options.file) {
        println!("{}", warc::read(file)?);
        return Ok(ExitCode::SUCCESS);
    }
    if options.part == Part::Warc {
        let (name, report) = warc::run(root)?;
        return keep(root, options, (&name, &report));
    }
    if options.part == Part::Times {
        let (name, report) = times::run(root)?;
        return keep(root, options, (&name, &report));
    }
    if options.part == Part::Coref {
        let (name, report) = coref::run(root)?;
        return keep(root, options, (&name, &report));
    }
    if options.part == Part::Read {
        let (name, report) = read::run(root)?;
        return keep(root, options, (&name, &report));
    }
    if options.part == Part::Store {
        let (name, report) = store::run(root, &archive(options))?;
        return keep(root, options, (&name, &report));
    }
    if options.part == Part::Queries {
        let (name, report) = queries::run(root, &archive(options))?;
        return keep(root, options, (&name, &report));
    }
    if options.part == Part::Stories {
        let (name, report) = stories::run(root)?;
        return keep(root, options, (&name, &report));
    }
    let path = root.join("bench/definitions/engine.toml");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let definition: Definition = toml::from_str(&text)?;
    let texts = texts(&root.join(&definition.corpus))?;
    if let Some(walks) = options.walks {
        let engine = Engine::english()?;
        println!("{}", read(&engine, &texts, Work::Trees, walks).0);
        return Ok(ExitCode::SUCCESS);
    }
    let report = if options.instructions {
        instructions()?
    } else {
        speeds(&definition, &texts)?
    };
    keep(root, options, (&definition.name, &report))
}

/// What is asked of the made-up archive.
fn archive(options: &Options) -> store::Other {
    store::Other {
        documents: options.documents,
        ledger: options.ledger.clone(),
    }
}

/// Prints a report, and keeps it where that is asked for.
fn keep(root: &Path, options: &Options, (part, report): (&str, &str)) -> Result<ExitCode> {
    print!("{report}");
    if let Some(name) = &options.record {
        let folder = root.join("bench/record");
        std::fs::create_dir_all(&folder)?;
        let text = format!("{}{report}", machine(part));
        std::fs::write(folder.join(format!("{name}.txt")), text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Every report with one region for each line that is not empty.
fn texts(folder: &Path) -> Result<Vec<(String, Vec<Span>)>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| format!("reading {}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path)?;
        let mut regions = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if !line.trim().is_empty() {
                regions.push(Span::new(at, at + line.len()));
            }
            at += line.len();
        }
        out.push((text, regions));
    }
    Ok(out)
}

#[derive(Clone, Copy)]
enum Work {
    Names,
    Trees,
}

/// Reads all texts until at least so many tokens are read; tokens and seconds.
fn read(engine: &Engine, texts: &[(String, Vec<Span>)], work: Work, least: usize) -> (usize, f64) {
    let mut scratch = Scratch::default();
    let start = Instant::now();
    let mut tokens = 0;
    while tokens < least && !texts.is_empty() {
        for (text, regions) in texts {
            let parse = match work {
                Work::Names => engine.parse_names(text, regions, &mut scratch),
                Work::Trees => engine.parse(text, regions, Search::Narrow, &mut scratch),
            };
            tokens += parse.len().max(1);
        }
    }
    (tokens, start.elapsed().as_secs_f64())
}

fn speeds(definition: &Definition, texts: &[(String, Vec<Span>)]) -> Result<String> {
    let mut starts = Vec::new();
    for _ in 0..definition.runs {
        let start = Instant::now();
        let engine = Engine::english()?;
        starts.push(start.elapsed().as_secs_f64());
        drop(engine);
    }
    let engine = Engine::english()?;
    let mut report = String::new();
    writeln!(report, "start-up: {:.1} ms", 1000.0 * median(&mut starts))?;
    for (name, work) in [
        ("tokens, tags, lemmas, names", Work::Names),
        ("with trees", Work::Trees),
    ] {
        let mut speeds: Vec<f64> = (0..definition.runs)
            .map(|_| read(&engine, texts, work, definition.least_tokens))
            .map(|(tokens, seconds)| tokens as f64 / seconds)
            .collect();
        writeln!(
            report,
            "{name}: {:.0} tokens/s (median of {})",
            median(&mut speeds),
            definition.runs
        )?;
    }
    Ok(report)
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Instructions a token: the difference of two runs of this binary under valgrind, one that reads
/// the corpus and one that only loads the engine.
fn instructions() -> Result<String> {
    let (loaded, _) = counted("0")?;
    let (read, tokens) = counted("1")?;
    Ok(format!(
        "instructions a token: {:.0}\n",
        (read - loaded) / tokens
    ))
}

/// Instructions and tokens of one run with so many walks over the corpus.
fn counted(walks: &str) -> Result<(f64, f64)> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args(["bench", "--walks", walks])
        .output()
        .context("running valgrind")?;
    let said = String::from_utf8_lossy(&output.stderr);
    let counted = said.lines().rev().find_map(|line| {
        let (_, number) = line.split_once("Collected : ")?;
        number.trim().parse::<f64>().ok()
    });
    let tokens = String::from_utf8_lossy(&output.stdout);
    let tokens = tokens.trim().parse().context("counting tokens")?;
    Ok((counted.context("reading valgrind's count")?, tokens))
}

/// Head of a record: what, where, with which compiler.
fn machine(name: &str) -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or(": unknown");
    format!("bench/definitions/{name}.toml, release build, one thread\nmachine{model}\n")
}
