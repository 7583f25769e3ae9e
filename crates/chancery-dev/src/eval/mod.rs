//! Measures stages and the whole binary on the corpus and on open data.
//!
//! Stages of the engine are measured in this crate, against `bench/floors.toml`; the corpus and the
//! sets with a scorer of their own go through the release binary, against `bench/sets.toml`.

pub mod copies;
pub mod coref;
pub mod dating;
pub mod ecb;
pub mod language;
pub mod furniture;
pub mod pages;
pub mod relate;
pub mod relevance;
pub mod sentences;
pub mod skeleton;
pub mod syntax;

use crate::sets;
use anyhow::{Context, Result};
use chancery_nlp::{Engine, Search};
use std::path::Path;
use std::process::ExitCode;
use toml::Table;

/// What can be measured.
#[derive(clap::Subcommand)]
pub enum Stage {
    /// Tags, lemmas and trees on treebanks with gold tokens.
    Syntax(syntax::Options),
    /// Sentence and token boundaries on raw text.
    Sentences(sentences::Options),
    /// The reports of corpus/ against their hand-made records.
    Corpus(sets::Options),
    /// The coded set, corpus/coded/, against its full records, by halves.
    Coded(sets::Options),
    /// The linking set, corpus/linking/: which reports tell of one happening, by halves.
    Linking(sets::Options),
    /// The dated sentences of corpus/dates/, and the sets of time expressions of bench/sets.toml.
    Times(sets::Options),
    /// The pairs of names of corpus/names/: the same bearer or two.
    Matching(sets::Options),
    /// Who is in the reports of `corpus/`, against their records: codes and offices
    Actors(sets::Options),
    /// Person, office and country as the titles of readouts tell them.
    Roles(sets::Options),
    /// The places marked in reports of our own.
    Places(sets::Options),
    /// Calls and meetings found in readouts.
    Readouts(sets::Options),
    /// One set of bench/sets.toml.
    Set {
        /// Its name.
        name: String,
        #[command(flatten)]
        options: sets::Options,
    },
    /// The corpus, every set of bench/sets.toml, and the engine; sets that are not at hand are
    /// skipped.
    All(sets::Options),
    /// The day of undated reports, on open data whose day is withheld.
    Dating(dating::Options),
    /// Chains of noun phrases on GUM with gold tokens, OntoNotes scheme.
    Coref(coref::Options),
    /// Marked events across the reports of ECB+.
    Ecb(ecb::Options),
    /// Stories of the reports of ECB+.
    Stories(ecb::Options),
    /// Relations between marked actors on PLV_train, in five folds.
    Relate(relate::Options),
    /// Names on held-out parts, with models trained without them.
    Names(crate::names::eval::Options),
    /// Which blocks of pages are article, in five folds over publishers.
    Pages(sets::Options),
    /// English against other languages, sentence by sentence, with models trained without their publishers.
    Language(language::Options),
    /// Copies of one report among the pairs of corpus/copies.
    Copies(copies::Options),
    /// What the cheap scan of archives keeps and skips.
    Relevance(relevance::Options),
    /// Lines of plain text that are no part of the article.
    Furniture(furniture::Options),
    /// Skeletons of events on sentences of our own, with and without chunks.
    Skeleton(skeleton::Options),
}

/// Runs the task.
pub fn run(root: &Path, stage: Stage) -> Result<ExitCode> {
    match stage {
        Stage::Syntax(options) => syntax::run(root, &options),
        Stage::Sentences(options) => sentences::run(root, &options),
        Stage::Corpus(options) => sets::run(root, "corpus", &options),
        Stage::Coded(options) => sets::run(root, "coded", &options),
        Stage::Linking(options) => sets::run(root, "linking", &options),
        Stage::Times(options) => sets::run(root, sets::TIMES, &options),
        Stage::Matching(options) => sets::run(root, "matching", &options),
        Stage::Actors(options) => sets::run(root, "actors", &options),
        Stage::Roles(options) => sets::run(root, "roles", &options),
        Stage::Places(options) => sets::run(root, "places", &options),
        Stage::Readouts(options) => sets::run(root, "readouts", &options),
        Stage::Set { name, options } => sets::run(root, &name, &options),
        Stage::All(options) => all(root, &options),
        Stage::Dating(options) => dating::run(root, &options),
        Stage::Coref(options) => coref::run(root, &options),
        Stage::Ecb(options) => ecb::run(root, &options),
        Stage::Stories(options) => ecb::run_stories(root, &options),
        Stage::Relate(options) => relate::run(root, &options),
        Stage::Pages(options) => pages::run(root, &options),
        Stage::Language(options) => language::run(root, &options),
        Stage::Copies(options) => copies::run(root, &options),
        Stage::Relevance(options) => relevance::run(root, &options),
        Stage::Skeleton(options) => skeleton::run(root, &options),
        Stage::Furniture(options) => furniture::run(root, &options),
        Stage::Names(options) => crate::names::eval::run(root, &options),
    }
}

/// Everything that can be measured on this machine; the worst exit code, and a last line that says
/// where a floor was missed.
fn all(root: &Path, options: &sets::Options) -> Result<ExitCode> {
    let mut codes = vec![("sets", sets::run(root, sets::ALL, options)?)];
    let (data, check) = (root.join(&options.data), options.check);
    codes.push(("copies", copies::run(root, &copies::Options::on(check))?));
    if data.join("treebanks").exists() {
        let syntax = syntax::Options::on_tests(&data, check);
        codes.push(("syntax", syntax::run(root, &syntax)?));
        let sentences = sentences::Options::on(&data, check);
        codes.push(("sentences", sentences::run(root, &sentences)?));
        let coref = coref::Options::on(&data, check);
        codes.push(("coref", coref::run(root, &coref)?));
    } else {
        println!("syntax, sentences, coref: skipped, treebanks is not there");
    }
    if data.join("treebanks").exists() && data.join("events").exists() {
        let dating = dating::Options::on(&data, check);
        codes.push(("dating", dating::run(root, &dating)?));
    } else {
        println!("dating: skipped, treebanks or events are not there");
    }
    if data.join("relations").exists() {
        let relate = relate::Options::on(&data, check);
        codes.push(("relate", relate::run(root, &relate)?));
    } else {
        println!("relate: skipped, relations is not there");
    }
    if data.join("coreference/ecbplus").exists() {
        let ecb = ecb::Options::on(&data, check);
        codes.push(("ecb", ecb::run(root, &ecb)?));
        codes.push(("stories", ecb::run_stories(root, &ecb)?));
    } else {
        println!("ecb, stories: skipped, coreference/ecbplus is not there");
    }
    if data.join("pages").exists() {
        codes.push(("pages", pages::run(root, options)?));
        let language = language::Options::on(&data, check);
        codes.push(("language", language::run(root, &language)?));
        let relevance = relevance::Options::on(&data, check);
        codes.push(("relevance", relevance::run(root, &relevance)?));
    } else {
        println!("pages, language: skipped, pages is not there");
    }
    if data.join("names").exists() {
        let names = crate::names::eval::Options::on(&data, options);
        codes.push(("names", crate::names::eval::run(root, &names)?));
    } else {
        println!("names: skipped, names is not there");
    }
    let furniture = furniture::Options::on(&data, check);
    codes.push(("furniture", furniture::run(root, &furniture)?));
    codes.retain(|(_, code)| *code != ExitCode::SUCCESS);
    let missed: Vec<&str> = codes.iter().map(|(stage, _)| *stage).collect();
    match (check, missed.is_empty()) {
        (false, _) => {}
        (true, true) => println!("floors: kept"),
        (true, false) => println!("floors: missed in {}", missed.join(", ")),
    }
    Ok(codes.first().map_or(ExitCode::SUCCESS, |(_, code)| *code))
}

/// The floors that figures must keep: `bench/floors.toml`.
pub fn floors(root: &Path) -> Result<Table> {
    let path = root.join("bench/floors.toml");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    Ok(text.parse()?)
}

/// Says which figures of `stage`, `set` are under their floor; true if any is.
pub fn under_floor(floors: &Table, stage: &str, set: &str, figures: &[(&str, f64)]) -> bool {
    let wanted = floors
        .get(stage)
        .and_then(|t| t.get(set))
        .and_then(|t| t.as_table());
    let mut fell = false;
    for (name, value) in figures {
        let floor = wanted.and_then(|t| t.get(*name)).and_then(|v| v.as_float());
        if let Some(floor) = floor.filter(|floor| value < floor) {
            println!("{stage} {set} {name}: {value:.2} is under the floor {floor}");
            fell = true;
        }
    }
    fell
}

/// How trees are searched.
fn search(careful: bool) -> Search {
    match careful {
        true => Search::Careful,
        false => Search::Narrow,
    }
}

/// The English engine, from a folder of models or from those inside the binary.
pub fn engine(folder: Option<&Path>) -> Result<Engine> {
    let Some(folder) = folder else {
        return Ok(Engine::english()?);
    };
    let read = |name: &str| std::fs::read(folder.join(format!("{name}.bin"))).ok();
    Ok(Engine::from_models("en", read)?)
}
