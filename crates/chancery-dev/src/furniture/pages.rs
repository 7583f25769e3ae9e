//! The development pages in, labelled lines out: which lines of a page are the article.
//!
//! A line is text where most of its runs of four words stand in the article as people marked it; a line of
//! fewer words where it is a line of the article. A line that stands on the page more often than in the
//! article is text where it stands nearest to the middle of the rest.

use super::html;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

/// What a line is by its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Part of the article.
    Text,
    /// Part of the page.
    Furniture,
    /// The headline, where the marked article has none: neither is wrong.
    Title,
}

/// A page as lines.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// Which page or text.
    pub id: String,
    /// Who published it: pages of one publisher are never in training and measuring together.
    pub publisher: String,
    /// The lines with what they are.
    pub lines: Vec<(String, Label)>,
    /// Which lines the rules cut; empty before [`super::ruled`].
    pub known: Vec<bool>,
    /// The article as people marked it.
    pub gold: String,
}

#[derive(serde::Deserialize)]
struct Row {
    id: String,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    title: Option<String>,
    html: String,
}

/// Reads a file of pages.
///
/// # Errors
/// Where the file is not there or a line of it is no page.
pub fn read(path: &Path) -> Result<Vec<Labelled>> {
    let file = std::fs::File::open(path).with_context(|| format!("reading {}", path.display()))?;
    let mut rows = String::new();
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut rows)?;
    let mut pages = Vec::new();
    for row in rows.lines().filter(|line| !line.is_empty()) {
        let row: Row = serde_json::from_str(row)?;
        pages.push(labelled(row));
    }
    Ok(pages
        .into_iter()
        .filter(|page| !page.gold.is_empty())
        .collect())
}

fn labelled(row: Row) -> Labelled {
    let gold = row.text.unwrap_or_default();
    let lines = label(
        html::lines(&row.html),
        &gold,
        row.title.as_deref().unwrap_or(""),
    );
    let url = row.url.unwrap_or_default();
    let host = url
        .split("://")
        .nth(1)
        .unwrap_or(&url)
        .split('/')
        .next()
        .unwrap_or("");
    let parts: Vec<&str> = host.split('.').collect();
    let short = parts.len() > 2 && parts[parts.len() - 2].len() <= 3;
    let keep = if short { 3 } else { 2 };
    let publisher = match host.is_empty() {
        true => row.id.clone(),
        false => parts[parts.len().saturating_sub(keep)..].join("."),
    };
    Labelled {
        id: row.id,
        publisher,
        lines,
        known: Vec::new(),
        gold,
    }
}

/// The words of a line in lower case, without marks.
fn words(line: &str) -> Vec<String> {
    line.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Labels lines by the marked article.
fn label(lines: Vec<String>, gold: &str, title: &str) -> Vec<(String, Label)> {
    let gold_words = words(gold);
    let runs: std::collections::BTreeSet<&[String]> = gold_words.windows(4).collect();
    let mut whole: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for line in gold.lines() {
        *whole.entry(words(line)).or_default() += 1;
    }
    let title = words(title);
    let joined = format!(" {} ", gold_words.join(" "));
    let mut labels: Vec<Label> = Vec::new();
    let folded: Vec<Vec<String>> = lines.iter().map(|line| words(line)).collect();
    for line in &folded {
        let text = match line.len() {
            0 => false,
            1..4 => whole.contains_key(line),
            _ => {
                let found = line.windows(4).filter(|run| runs.contains(run)).count();
                found * 10 >= (line.len() - 3) * 6
            }
        };
        labels.push(match text {
            true => Label::Text,
            false if line.len() > 2 && *line == title => Label::Title,
            false => Label::Furniture,
        });
    }
    settle_repeats(&folded, &joined, &mut labels);
    lines.into_iter().zip(labels).collect()
}

/// Of lines that stand on the page more often than in the article only those nearest to its middle are text.
fn settle_repeats(lines: &[Vec<String>], gold: &str, labels: &mut [Label]) {
    let mut places: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        if labels[at] == Label::Text {
            places.entry(line).or_default().push(at);
        }
    }
    let mut single: Vec<usize> = places
        .values()
        .filter(|places| places.len() == 1)
        .map(|places| places[0])
        .collect();
    single.sort_unstable();
    let Some(&middle) = single.get(single.len() / 2) else {
        return;
    };
    for (line, mut places) in places {
        let wanted = gold
            .matches(&format!(" {} ", line.join(" ")))
            .count()
            .max(1);
        places.sort_by_key(|&at| at.abs_diff(middle));
        for &at in places.iter().skip(wanted) {
            labels[at] = Label::Furniture;
        }
    }
}
