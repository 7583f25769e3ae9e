//! `cargo dev eval corpus | coded | linking | actors | times | matching | roles | places | readouts | set NAME | all`: the release binary over sets with known answers, against the floors of
//! `bench/sets.toml`.
//!
//! `corpus` compares the reports of `corpus/` with their hand-made records, `coded` those of `corpus/coded/` with their full records, `actors` who is in them, `times` the sentences of
//! `corpus/dates/` with their marked expressions and then calls the sets of time expressions, `linking` joins the reports of `corpus/linking/`,
//! `matching` compares the pairs of names of `corpus/names/`, `roles` the offices that the titles of
//! readouts tell, `places` the marks of `corpus/places/`; every
//! other set is open data beside the repository, read by the scorer that `bench/sets.toml` names. A set whose data is
//! not there is skipped, and said to be.

mod actors;
mod pieces;
mod coded;
mod linking;
mod corpus;
mod dates;
mod matching;
mod roles;
mod mentions;
mod floors;
mod documents;
mod outside;

use anyhow::{Context as _, ensure};
use clap::Args;
use floors::Floors;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The name that means every set.
pub const ALL: &str = "all";

/// The name that means our own dated sentences and the sets of time expressions.
pub const TIMES: &str = "times";

/// The sets of `bench/sets.toml` that hold time expressions; a name without a row is left out.
const TIME_SETS: [&str; 2] = ["wikiwars", "gum-news"];

/// Options of the sets.
#[derive(Args)]
pub struct Options {
    /// Folder of the open data; the scorers stand in the folder `eval` beside it.
    #[arg(long, default_value = "../shared/data")]
    pub data: PathBuf,
    /// Leave with exit code 1 where a floor is missed.
    #[arg(long)]
    pub check: bool,
    /// Print what was missed, one line each; also `--errors`.
    #[arg(long, visible_alias = "errors")]
    misses: bool,
}

/// Figures of a set, by name, in percent or as the scorer says.
type Measures = Vec<(String, f64)>;

/// Where things lie, for the length of one run.
struct Places {
    root: PathBuf,
    data: PathBuf,
    chancery: PathBuf,
}

/// Builds the binary, runs `corpus`, a set of `bench/sets.toml` or [`ALL`], and prints the figures.
///
/// # Errors
/// Where the binary does not build, a scorer fails, or no set has the name.
pub fn run(root: &Path, set: &str, options: &Options) -> anyhow::Result<ExitCode> {
    let floors = Floors::read(&root.join("bench/sets.toml"))?;
    let places = Places {
        root: root.to_path_buf(),
        data: root.join(&options.data),
        chancery: match needs_binary(set, &floors) {
            true => build(root)?,
            false => PathBuf::new(),
        },
    };
    let wanted =
        |name: &str| set == name || set == ALL || set == TIMES && TIME_SETS.contains(&name);
    let mut breaches = Vec::new();
    let mut ran = 0;
    if wanted("corpus") {
        ran += 1;
        breaches.extend(run_corpus(&places, &floors, options)?);
    }
    if wanted("actors") {
        ran += 1;
        let score = actors::score(&places.root)?;
        say(&score.line());
        let figures = (score.measures(), score.misses.as_slice());
        breaches.extend(judge("actors", figures, &floors.actors, options));
    }
    if wanted("coded") {
        ran += 1;
        breaches.extend(run_coded(&places, &floors, options)?);
    }
    if wanted("linking") {
        ran += 1;
        breaches.extend(run_linking(&places, &floors, options)?);
    }
    if wanted(TIMES) {
        ran += 1;
        breaches.extend(run_dates(&places, &floors, options)?);
    }
    if wanted("matching") {
        ran += 1;
        breaches.extend(run_matching(&places, &floors, options)?);
    }
    if wanted("roles") {
        ran += 1;
        breaches.extend(run_roles(&places, &floors, options)?);
    }
    if wanted("places") {
        ran += 1;
        breaches.extend(run_places(&places, &floors, options)?);
    }
    for set in floors.set.iter().filter(|set| wanted(&set.name)) {
        ran += 1;
        breaches.extend(run_set(&places, set)?);
    }
    ensure!(ran > 0, "no set is named `{set}`");
    for breach in &breaches {
        say(breach);
    }
    let failed = options.check && !breaches.is_empty();
    Ok(ExitCode::from(u8::from(failed)))
}

/// False for what is read inside this process.
fn needs_binary(set: &str, floors: &Floors) -> bool {
    ["corpus", ALL, TIMES].contains(&set) || floors.set.iter().any(|one| one.name == set)
}

fn run_corpus(places: &Places, floors: &Floors, options: &Options) -> anyhow::Result<Vec<String>> {
    let score = corpus::score(places, &floors.corpus.complete)?;
    say(&score.table());
    if options.misses {
        score.misses.iter().for_each(|miss| say(miss));
    }
    let mut breaches = floors::breaches("corpus", &score.measures(), &floors.corpus.bounds());
    breaches.extend(score.forbidden);
    Ok(breaches)
}

fn run_coded(places: &Places, floors: &Floors, options: &Options) -> anyhow::Result<Vec<String>> {
    let score = coded::score(&places.root)?;
    say(&score.dev.line("development half"));
    say(&score.dev.table());
    say(&score.test.line("test half"));
    // What goes wrong in the test half is not looked at.
    let figures = (score.dev.measures(), score.dev.misses.as_slice());
    let mut breaches = judge("coded, development", figures, &floors.coded.dev, options);
    let test = score.test.measures();
    breaches.extend(floors::breaches(
        "coded, test",
        &test,
        &floors.coded.test.bounds(),
    ));
    say(&score.pieces.line("pieces"));
    let figures = (score.pieces.measures(), score.pieces.misses.as_slice());
    breaches.extend(judge(
        "coded, pieces",
        figures,
        &floors.coded.pieces,
        options,
    ));
    Ok(breaches)
}

fn run_linking(places: &Places, floors: &Floors, options: &Options) -> anyhow::Result<Vec<String>> {
    let score = linking::score(&places.root, &floors.linking.development)?;
    score.lines().iter().for_each(|line| say(line));
    // What goes wrong in the test half is not looked at.
    let figures = (score.dev.measures(), score.dev.misses.as_slice());
    let mut breaches = judge(
        "linking, development",
        figures,
        &floors.linking.dev,
        options,
    );
    let test = score.test.measures();
    breaches.extend(floors::breaches(
        "linking, test",
        &test,
        &floors.linking.test.bounds(),
    ));
    Ok(breaches)
}

fn run_dates(places: &Places, floors: &Floors, options: &Options) -> anyhow::Result<Vec<String>> {
    let scores = dates::score(places)?;
    for (file, score) in &scores.files {
        say(&format!("dates, {file}: {}", score.line()));
    }
    let score = scores.all;
    say(&format!("dates: {}", score.line()));
    if options.misses {
        score.misses.iter().for_each(|miss| say(miss));
    }
    let measures = score.measures();
    Ok(floors::breaches("dates", &measures, &floors.dates.bounds()))
}

fn run_matching(
    places: &Places,
    floors: &Floors,
    options: &Options,
) -> anyhow::Result<Vec<String>> {
    let score = matching::score(&places.root)?;
    say(&score.table());
    Ok(judge(
        "matching",
        (score.measures(), &score.misses),
        &floors.matching,
        options,
    ))
}

fn run_roles(places: &Places, floors: &Floors, options: &Options) -> anyhow::Result<Vec<String>> {
    if !places.data.join(roles::NEEDS).exists() {
        say(&format!("roles: skipped, {} is not there", roles::NEEDS));
        return Ok(Vec::new());
    }
    let score = roles::score(&places.data)?;
    say(&score.line());
    Ok(judge(
        "roles",
        (score.measures(), &score.misses),
        &floors.roles,
        options,
    ))
}

fn run_places(places: &Places, floors: &Floors, options: &Options) -> anyhow::Result<Vec<String>> {
    let score = mentions::score(&places.root)?;
    say(&score.line());
    Ok(judge(
        "places",
        (score.measures(), &score.misses),
        &floors.places,
        options,
    ))
}

/// Prints what was missed where that is asked for; the bounds that figures break.
fn judge(
    set: &str,
    (measures, misses): (Measures, &[String]),
    floors: &floors::Ours,
    options: &Options,
) -> Vec<String> {
    if options.misses {
        misses.iter().for_each(|miss| say(miss));
    }
    floors::breaches(set, &measures, &floors.bounds())
}

fn run_set(places: &Places, set: &floors::Set) -> anyhow::Result<Vec<String>> {
    if !places.data.join(&set.needs).exists() {
        say(&format!(
            "{}: skipped, {} is not there",
            set.name, set.needs
        ));
        return Ok(Vec::new());
    }
    let measures = outside::measure(places, set)?;
    let figures: Vec<String> = measures.iter().map(|(k, v)| format!("{k} {v}")).collect();
    say(&format!("{}: {}", set.name, figures.join(", ")));
    Ok(floors::breaches(&set.name, &measures, &set.bounds()))
}

/// Builds the binary in the profile of this program, so that what is measured is what is in the
/// tree: release with `cargo dev`.
fn build(root: &Path) -> anyhow::Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root);
    cargo.args(["build", "--quiet", "--package", "chancery-cli"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let status = cargo.status().context("starting cargo build")?;
    ensure!(status.success(), "chancery does not build");
    // This program stands in the same folder of `target`.
    let here = std::env::current_exe().context("looking for the folder of the binaries")?;
    Ok(here.with_file_name("chancery"))
}

fn say(line: &str) {
    println!("{line}");
}
