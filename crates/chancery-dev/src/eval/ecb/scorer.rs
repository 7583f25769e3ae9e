//! Calls of the scorers beside the data: files below `target/eval`, figures from their tables.

use super::figure;
use anyhow::{Context as _, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where scorers and files lie.
pub struct Scorer {
    scorers: PathBuf,
    scratch: PathBuf,
}

impl Scorer {
    /// Makes the folder of the files.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn new(root: &Path, scorers: &Path) -> Result<Scorer> {
        let scratch = root.join("target/eval");
        std::fs::create_dir_all(&scratch).context("making target/eval")?;
        Ok(Scorer {
            scorers: root.join(scorers),
            scratch,
        })
    }

    /// `CoNLL` F1 and the figures of its parts, of `mention TAB cluster` lines: marked, then found.
    pub fn events(&self, name: &str, lines: &[String; 2]) -> Result<Vec<(&'static str, f64)>> {
        let out = self.score("score_ecb.py", &format!("ecb-{name}"), lines)?;
        ensure!(!out.contains("only in gold"), "other mentions than marked");
        let columns = [
            ("conll_f1", 6),
            ("muc", 2),
            ("b3", 3),
            ("ceafe", 4),
            ("lea", 5),
        ];
        let figures = columns.iter();
        figures
            .map(|&(name, column)| Ok((name, figure(&out, column)?)))
            .collect()
    }

    /// B-Cubed F1 of `document TAB cluster` lines: marked, then found.
    pub fn stories(&self, name: &str, lines: &[String; 2]) -> Result<f64> {
        let out = self.score("score_story.py", &format!("stories-{name}"), lines)?;
        figure(&out, 2)
    }

    fn score(&self, script: &str, name: &str, lines: &[String; 2]) -> Result<String> {
        let mut command = Command::new("python3");
        command.arg(self.scorers.join(script)).arg("score");
        for (kind, lines) in ["gold", "found"].iter().zip(lines) {
            let path = self.scratch.join(format!("{name}-{kind}.tsv"));
            std::fs::write(&path, lines).with_context(|| format!("writing {}", path.display()))?;
            command.arg(path);
        }
        let out = command.output().context("starting python3")?;
        let errors = String::from_utf8_lossy(&out.stderr);
        ensure!(out.status.success(), "{script} failed: {errors}");
        Ok(String::from_utf8_lossy(&out.stdout).into_owned())
    }
}
