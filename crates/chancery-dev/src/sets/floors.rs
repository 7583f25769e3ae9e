//! `bench/sets.toml`: the sets, and the bounds that their figures must keep.

use super::Measures;
use anyhow::Context as _;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floors {
    /// The reports of `corpus/`.
    pub corpus: Corpus,
    /// The coded set.
    pub coded: Coded,
    /// The linking set.
    pub linking: Linking,
    /// Who is in the reports of `corpus/`.
    pub actors: Ours,
    /// The sentences of `corpus/dates/`.
    pub dates: Ours,
    /// The pairs of `corpus/names/`.
    pub matching: Ours,
    /// The titles of readouts.
    pub roles: Ours,
    /// The marks of `corpus/places/`.
    pub places: Ours,
    /// Open data beside the repository.
    #[serde(default)]
    pub set: Vec<Set>,
}

/// What the reports of `corpus/` must reach.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corpus {
    /// Kinds of which the records hold every claim, so that precision can be told.
    pub complete: Vec<String>,
    /// Figures that must be at least this.
    #[serde(default)]
    pub at_least: BTreeMap<String, f64>,
}

/// What the halves of the coded set must reach.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coded {
    /// Odd numbers.
    pub dev: Ours,
    /// Even numbers.
    pub test: Ours,
    /// Short pieces.
    pub pieces: Ours,
}

/// What the halves of the linking set must reach.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Linking {
    /// The series for development; the others are for the test.
    pub development: Vec<String>,
    /// The series for development.
    pub dev: Ours,
    /// The others.
    pub test: Ours,
}

/// What a set of our own must reach.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ours {
    /// Figures that must be at least this.
    #[serde(default)]
    pub at_least: BTreeMap<String, f64>,
}

/// A set with its scorer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// What `cargo dev eval` calls it.
    pub name: String,
    /// File or folder below the data folder without which the set is skipped.
    pub needs: String,
    /// Documents of a treebank to be written as files of their own before the commands.
    pub documents: Option<Documents>,
    /// Command lines to run first; the last one prints a JSON object of figures. `{data}`, `{eval}`,
    /// `{scratch}` and `{chancery}` stand for paths.
    pub commands: Vec<Vec<String>>,
    /// Figures that must be at least this.
    #[serde(default)]
    pub at_least: BTreeMap<String, f64>,
    /// Figures that must be at most this.
    #[serde(default)]
    pub at_most: BTreeMap<String, f64>,
}

/// Documents of a treebank in one file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Documents {
    /// The treebank, below the data folder.
    pub of: String,
    /// What the ids of the wanted documents begin with.
    pub begin: String,
    /// Folder below `target/eval` they are written to.
    pub into: String,
}

/// One bound of one figure.
pub struct Bound<'f> {
    figure: &'f str,
    value: f64,
    kind: BoundKind,
}

#[derive(Clone, Copy)]
enum BoundKind {
    AtLeast,
    AtMost,
}

impl Floors {
    /// Reads the file. Errors: not there, not TOML, an unknown field.
    pub fn read(path: &Path) -> anyhow::Result<Floors> {
        let text = std::fs::read_to_string(path);
        let text = text.with_context(|| format!("reading {}", path.display()))?;
        toml::from_str(&text).with_context(|| format!("reading {}", path.display()))
    }
}

impl Corpus {
    /// All its bounds.
    pub fn bounds(&self) -> Vec<Bound<'_>> {
        bounds(&self.at_least, BoundKind::AtLeast)
    }
}

impl Ours {
    /// All its bounds.
    pub fn bounds(&self) -> Vec<Bound<'_>> {
        bounds(&self.at_least, BoundKind::AtLeast)
    }
}

impl Set {
    /// All its bounds.
    pub fn bounds(&self) -> Vec<Bound<'_>> {
        let mut all = bounds(&self.at_least, BoundKind::AtLeast);
        all.extend(bounds(&self.at_most, BoundKind::AtMost));
        all
    }
}

fn bounds(values: &BTreeMap<String, f64>, kind: BoundKind) -> Vec<Bound<'_>> {
    let mut all = Vec::new();
    for (figure, &value) in values {
        all.push(Bound {
            figure,
            value,
            kind,
        });
    }
    all
}

/// A line for each bound that a figure breaks, or that has no figure.
pub fn breaches(set: &str, measures: &Measures, bounds: &[Bound]) -> Vec<String> {
    let breach = |bound: &Bound| {
        let Bound { figure, value, .. } = bound;
        let found = measures.iter().find(|(name, _)| name == figure);
        let Some(&(_, found)) = found else {
            return Some(format!("{set}: no figure named {figure}"));
        };
        match bound.kind {
            BoundKind::AtLeast if found < *value => {
                Some(format!("{set}: {figure} is {found}, below {value}"))
            }
            BoundKind::AtMost if found > *value => {
                Some(format!("{set}: {figure} is {found}, above {value}"))
            }
            _ => None,
        }
    };
    bounds.iter().filter_map(breach).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_below_above_and_absent() {
        let text = "name = 'a'\nneeds = 'b'\ncommands = []\nat_least = { found = 85, lost = 1 }\nat_most = { claims = 6 }\n";
        let set: Set = toml::from_str(text).unwrap();
        let measures = vec![("found".to_owned(), 84.9), ("claims".to_owned(), 6.5)];
        let expected = [
            "a: found is 84.9, below 85",
            "a: no figure named lost",
            "a: claims is 6.5, above 6",
        ];
        assert_eq!(breaches("a", &measures, &set.bounds()), expected);
    }
}
