//! Measures stages against open data.

pub mod sentences;
pub mod syntax;

use anyhow::{Context, Result};
use chancery_nlp::Engine;
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
}

/// Runs the task.
pub fn run(root: &Path, stage: Stage) -> Result<ExitCode> {
    match stage {
        Stage::Syntax(options) => syntax::run(root, &options),
        Stage::Sentences(options) => sentences::run(root, &options),
    }
}

/// The floors that figures must keep: `bench/floors.toml`.
pub fn floors(root: &Path) -> Result<Table> {
    let path = root.join("bench/floors.toml");
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    Ok(text.parse()?)
}

/// Says which figures of `stage`, `set` are under their floor; true if any is.
pub fn under_floor(floors: &Table, stage: &str, set: &str, figures: &[(&str, f64)]) -> bool {
    let wanted = floors.get(stage).and_then(|t| t.get(set)).and_then(|t| t.as_table());
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

/// The English engine, from a folder of models or from those inside the binary.
pub fn engine(folder: Option<&Path>) -> Result<Engine> {
    let Some(folder) = folder else { return Ok(Engine::english()?) };
    let read = |name: &str| std::fs::read(folder.join(format!("{name}.bin"))).ok();
    Ok(Engine::from_models("en", read)?)
}
