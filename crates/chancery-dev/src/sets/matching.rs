//! `corpus/names/pairs.tsv` through the comparator of names: precision, recall and F1 of "one
//! bearer".
//!
//! Pairs of odd number are the development half, of even number the test half; rules and weights are
//! set on the former alone.

use super::Measures;
use anyhow::{Context as _, bail, ensure};
use chancery::actors::{ActorLexicon, person_name};
use std::path::Path;

/// A pair and its verdict.
#[derive(Debug, PartialEq)]
struct Pair {
    /// From 1.
    number: usize,
    tongue: String,
    left: String,
    right: String,
    same: bool,
}

/// The counts of one half.
#[derive(Debug, Default)]
struct Half {
    pairs: usize,
    same: usize,
    joined: usize,
    right: usize,
}

/// The counts of both halves.
#[derive(Debug, Default)]
pub struct Score {
    dev: Half,
    test: Half,
    /// Pairs of the development half that are judged wrongly, one line each. What fails of the test
    /// half is not shown, so that no rule is made for it.
    pub misses: Vec<String>,
}

/// Compares every pair.
///
/// # Errors
/// Where the file is not there or not in its form.
pub fn score(root: &Path) -> anyhow::Result<Score> {
    let path = root.join("corpus/names/pairs.tsv");
    let text = std::fs::read_to_string(&path);
    let pairs = read(&text.with_context(|| format!("reading {}", path.display()))?)?;
    let lexicon = ActorLexicon::new(chancery_data::knowledge());
    let mut score = Score::default();
    for pair in &pairs {
        let left = person_name(&lexicon, &pair.left);
        let right = person_name(&lexicon, &pair.right);
        let joined = left.matches(&right);
        ensure!(joined == right.matches(&left), "{pair:?}: not symmetric");
        let dev = pair.number % 2 == 1;
        let half = if dev { &mut score.dev } else { &mut score.test };
        half.add(pair.same, joined);
        if dev && joined != pair.same {
            let what = if joined { "joined" } else { "apart" };
            let cost = left.distance(&right);
            let line = format!(
                "{what}\t{}\t{}\t{}\t{cost:?}",
                pair.tongue, pair.left, pair.right
            );
            score.misses.push(line);
        }
    }
    Ok(score)
}

fn read(text: &str) -> anyhow::Result<Vec<Pair>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut pairs = Vec::new();
    for (at, line) in lines.skip(1).enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [tongue, left, right, verdict] = cells[..] else {
            bail!("pair {}: expected four cells", at + 1);
        };
        ensure!(
            matches!(verdict, "same" | "different"),
            "pair {}: no such verdict: {verdict}",
            at + 1
        );
        pairs.push(Pair {
            number: at + 1,
            tongue: tongue.to_owned(),
            left: left.to_owned(),
            right: right.to_owned(),
            same: verdict == "same",
        });
    }
    Ok(pairs)
}

impl Half {
    fn add(&mut self, same: bool, joined: bool) {
        self.pairs += 1;
        self.same += usize::from(same);
        self.joined += usize::from(joined);
        self.right += usize::from(same && joined);
    }

    /// Precision, recall and F1 in percent.
    fn figures(&self) -> [f64; 3] {
        let percent = |part: usize, of: usize| match of {
            0 => 0.0,
            _ => (1000.0 * part as f64 / of as f64).round() / 10.0,
        };
        [
            percent(self.right, self.joined),
            percent(self.right, self.same),
            percent(2 * self.right, self.joined + self.same),
        ]
    }
}

impl Score {
    /// The figures by name.
    pub fn measures(&self) -> Measures {
        let mut all = Measures::new();
        for (name, half) in [("dev", &self.dev), ("test", &self.test)] {
            let figures = half.figures();
            for (figure, value) in ["precision", "recall", "f1"].iter().zip(figures) {
                all.push((format!("{name}_{figure}"), value));
            }
        }
        all
    }

    /// A line a half.
    pub fn table(&self) -> String {
        let line = |name: &str, half: &Half| {
            let [p, r, f1] = half.figures();
            let pairs = half.pairs;
            format!("matching, {name}: {pairs} pairs, precision {p}, recall {r}, F1 {f1}")
        };
        format!("{}\n{}", line("dev", &self.dev), line("test", &self.test))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_halves() {
        let rows = read("# head\ntongue\tleft\tright\tverdict\nuk\tA\tB\tsame\n").unwrap();
        assert_eq!((rows[0].number, rows[0].same), (1, true));
        assert!(read("tongue\nuk\tA\tB\tperhaps\n").is_err());
        let mut half = Half::default();
        for (same, joined) in [(true, true), (true, false), (false, true), (false, false)] {
            half.add(same, joined);
        }
        assert_eq!(half.figures(), [50.0, 50.0, 50.0]);
    }
}
