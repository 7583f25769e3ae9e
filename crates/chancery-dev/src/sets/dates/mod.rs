//! `corpus/dates/*.tsv` through the release binary: time expressions of single reports with a known day.
//!
//! Every line is given to `chancery times` as a report of its own; what it finds is compared with the
//! marks of the line. Form and conventions: `corpus/dates/README.md`.

mod gold;
mod interval;
mod score;

use super::Places;
use anyhow::{Context as _, ensure};
use gold::{Gold, Marked};
use score::Score;
use serde::Deserialize;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// What `chancery times` prints of one report.
#[derive(Debug, Deserialize)]
struct Answer {
    id: String,
    timexes: Vec<Row>,
}

/// One expression that it found; places are code points, half-open.
#[derive(Debug, Deserialize)]
pub(in crate::sets) struct Row {
    start: usize,
    end: usize,
    value: String,
    earliest: Option<String>,
    latest: Option<String>,
}

/// The counts of all lines, and of each file by its name.
pub struct Scores {
    /// Of all files.
    pub all: Score,
    /// Of each, in the order of their names.
    pub files: std::collections::BTreeMap<String, Score>,
}

/// Scores every file of `corpus/dates`.
///
/// # Errors
/// Where a file is not in the form of its README, or the binary fails.
pub fn score(places: &Places) -> anyhow::Result<Scores> {
    let gold = read_all(&places.root.join("corpus/dates"))?;
    let answers = ask(&places.chancery, &gold)?;
    ensure!(
        answers.len() == gold.len(),
        "{} answers for {} lines",
        answers.len(),
        gold.len()
    );
    let mut scores = Scores {
        all: Score::default(),
        files: std::collections::BTreeMap::new(),
    };
    for (line, answer) in gold.iter().zip(&answers) {
        ensure!(line.id == answer.id, "answer {} for {}", answer.id, line.id);
        let file = line.id.split(':').next().unwrap_or_default();
        let own = scores.files.entry(file.to_owned()).or_default();
        own.add(line, &answer.timexes);
        scores.all.add(line, &answer.timexes);
    }
    Ok(scores)
}

fn read_all(folder: &Path) -> anyhow::Result<Vec<Gold>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).context("listing corpus/dates")? {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "tsv"));
    paths.sort();
    let mut all = Vec::new();
    for path in &paths {
        let text = std::fs::read_to_string(path)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        all.extend(gold::read(&name, &text)?);
    }
    Ok(all)
}

/// All lines through one process, one answer each, in their order.
fn ask(chancery: &Path, gold: &[Gold]) -> anyhow::Result<Vec<Answer>> {
    let mut lines = String::new();
    for Gold { id, day, text, .. } in gold {
        let line = serde_json::json!({"id": id, "text": text, "reference_date": day});
        lines += &format!("{line}\n");
    }
    let mut command = Command::new(chancery);
    command.args(["times", "-", "--json"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().context("starting chancery")?;
    let mut stdin = child.stdin.take().context("no way to write to chancery")?;
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let out = child.wait_with_output().context("waiting for chancery")?;
    ensure!(out.status.success(), "chancery times failed");
    let written = writer.join().ok().context("writing to chancery")?;
    written.context("writing to chancery")?;
    let text = String::from_utf8_lossy(&out.stdout);
    let answers = text.lines().map(serde_json::from_str);
    answers
        .collect::<Result<_, _>>()
        .context("what chancery times prints")
}
