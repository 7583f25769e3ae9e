//! Site templates and reports of our own in, labelled pages out.
//!
//! The templates stand in `corpus/furniture`, the reports in `corpus/coded` and `corpus/linking`; half of the
//! reports go with the templates that are learned from, the other half with those kept out. Everything is
//! chosen by a seeded generator: which lines of a template appear, where the inner ones stand, which other
//! headlines fill its lists.

use super::pages::{Label, Labelled};
use super::scrapes::Random;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// Which templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Those that are learned from.
    Learned,
    /// Those that measure.
    KeptOut,
}

/// A page made of a template and a report.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its lines with what they are.
    pub page: Labelled,
    /// What stands between two lines.
    pub gap: &'static str,
}

#[derive(serde::Deserialize)]
struct Sites {
    site: Vec<Site>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Site {
    name: String,
    gap: String,
    authors: Vec<String>,
    before: String,
    inside: String,
    after: String,
}

/// A report of our own.
#[derive(Clone, Debug)]
pub struct Report {
    id: String,
    title: Option<String>,
    lines: Vec<String>,
}

/// Pages of every template of a part, `each` of each, in the order of the files.
///
/// # Errors
/// Where a file of the corpus cannot be read.
pub fn pages(root: &Path, part: Part, each: usize, seed: u64) -> Result<Vec<Made>> {
    let folder = root.join("corpus/furniture");
    let begin = if part == Part::Learned {
        "learned-"
    } else {
        "kept-out-"
    };
    let all = reports(root)?;
    let (half, titles) = (half(&all, part), titles(&all));
    let mut made = Vec::new();
    for path in files(&folder, "toml")? {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or("");
        if !name.starts_with(begin) {
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        let sites: Sites =
            toml::from_str(&text).with_context(|| format!("reading {}", path.display()))?;
        for site in &sites.site {
            for number in 0..each {
                let mut random = Random::new(seed + number as u64, &site.name);
                let report = half[random.below(half.len())];
                made.push(page(site, report, &titles, &mut random));
            }
        }
    }
    Ok(made)
}

/// The reports of a part alone, without furniture.
///
/// # Errors
/// Where a file of the corpus cannot be read.
pub fn bare(root: &Path, part: Part) -> Result<Vec<Labelled>> {
    let all = reports(root)?;
    let mut bare = Vec::new();
    for report in half(&all, part) {
        let mut lines: Vec<(String, Label)> = report
            .title
            .iter()
            .map(|t| (t.clone(), Label::Text))
            .collect();
        lines.extend(report.lines.iter().map(|line| (line.clone(), label(line))));
        bare.push(Labelled {
            id: report.id.clone(),
            publisher: "corpus".to_owned(),
            gold: report.lines.join("\n"),
            lines,
            known: Vec::new(),
        });
    }
    Ok(bare)
}

fn half(all: &[Report], part: Part) -> Vec<&Report> {
    let learned = |report: &&Report| Random::new(3, &report.id).percent(50);
    let of = all
        .iter()
        .filter(|report| learned(report) == (part == Part::Learned));
    of.collect()
}

fn titles(all: &[Report]) -> Vec<&str> {
    all.iter()
        .filter_map(|report| report.title.as_deref())
        .collect()
}

fn files(folder: &Path, suffix: &str) -> Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|s| s == suffix))
        .collect();
    files.sort();
    Ok(files)
}

/// All reports without furniture of their own, in the order of the files.
fn reports(root: &Path) -> Result<Vec<Report>> {
    let mut reports = Vec::new();
    for folder in ["corpus/coded", "corpus/linking"] {
        let folder = root.join(folder);
        for path in files(&folder, "txt")?
            .into_iter()
            .chain(files(&folder, "jsonl")?)
        {
            let record = std::fs::read_to_string(path.with_extension("toml")).unwrap_or_default();
            if record.contains("[[furniture]]") {
                continue;
            }
            let id = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .unwrap_or("")
                .to_owned();
            let text = std::fs::read_to_string(&path)?;
            if path.extension().is_some_and(|suffix| suffix == "txt") {
                reports.push(report(id, None, &text));
                continue;
            }
            for (number, row) in text.lines().enumerate() {
                let row: serde_json::Value = serde_json::from_str(row)?;
                let title = row["title"].as_str().map(str::to_owned);
                let text = row["text"].as_str().unwrap_or("");
                reports.push(report(format!("{id}/{number}"), title, text));
            }
        }
    }
    Ok(reports)
}

fn report(id: String, title: Option<String>, text: &str) -> Report {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines.push(line.to_owned());
    }
    let headline = |line: &String| {
        line.split_whitespace().count() < 18 && !line.ends_with(['.', '!', '?', '"'])
    };
    let title = match lines.first() {
        Some(first) if title.is_none() && headline(first) => Some(lines.remove(0)),
        _ => title,
    };
    Report { id, title, lines }
}

/// A line of a report is text; one that may be a byline or an address is neither right nor wrong.
fn label(line: &str) -> Label {
    let short = line.split_whitespace().count() < 8;
    let odd = line.contains(['@', '|']) || line.starts_with("By ") || line.contains("http");
    if short && odd {
        Label::Title
    } else {
        Label::Text
    }
}

/// A made-up day and the numbers of a page.
struct Facts<'r> {
    title: Option<&'r str>,
    author: String,
    day: usize,
    month: usize,
    year: usize,
}

fn page(site: &Site, report: &Report, titles: &[&str], random: &mut Random) -> Made {
    let author = site.authors[random.below(site.authors.len())].clone();
    let facts = Facts {
        title: report.title.as_deref(),
        author,
        day: 1 + random.below(28),
        month: random.below(12),
        year: 2019 + random.below(8),
    };
    let mut lines = part(&site.before, &facts, titles, random, 80);
    let mut inner = part(&site.inside, &facts, titles, random, 60);
    let count = report.lines.len();
    for (number, line) in report.lines.iter().enumerate() {
        lines.push((line.clone(), label(line)));
        let left = count - number;
        if number + 1 < count && random.below(left) < inner.len() {
            let take = (1 + random.below(2)).min(inner.len());
            lines.extend(inner.drain(..take));
        }
    }
    lines.extend(part(&site.after, &facts, titles, random, 85));
    Made {
        page: Labelled {
            id: format!("{}+{}", site.name, report.id),
            publisher: format!("site {}", site.name),
            lines,
            known: Vec::new(),
            gold: report.lines.join("\n"),
        },
        gap: if site.gap == "blank" { "\n\n" } else { "\n" },
    }
}

/// The lines of one part of a template; so many of a hundred appear.
fn part(
    template: &str,
    facts: &Facts<'_>,
    titles: &[&str],
    random: &mut Random,
    percent: usize,
) -> Vec<(String, Label)> {
    let mut lines = Vec::new();
    for line in template.lines().filter(|line| !line.trim().is_empty()) {
        let choices: Vec<&str> = line.split(" || ").collect();
        let line = choices[random.below(choices.len())];
        if line == "{title}" {
            lines.extend(facts.title.map(|title| (title.to_owned(), Label::Text)));
            continue;
        }
        if !random.percent(percent) {
            continue;
        }
        let label = if line.contains('~') {
            Label::Title
        } else {
            Label::Furniture
        };
        lines.push((filled(line, facts, titles, random), label));
    }
    lines
}

const MONTHS: &str =
    "January February March April May June July August September October November December";

fn filled(line: &str, facts: &Facts<'_>, titles: &[&str], random: &mut Random) -> String {
    let month = MONTHS.split(' ').nth(facts.month).unwrap_or("May");
    let Facts { day, year, .. } = *facts;
    let number = facts.month + 1;
    let time = format!("{:02}:{:02}", 6 + random.below(17), random.below(60));
    line.replace('~', "")
        .replace("{title}", facts.title.unwrap_or(""))
        .replace("{author}", &facts.author)
        .replace("{other}", titles[random.below(titles.len())])
        .replace("{date}", &format!("{day} {month} {year}"))
        .replace("{Date}", &format!("{month} {day}, {year}"))
        .replace("{dotted}", &format!("{day:02}.{number:02}.{year}"))
        .replace("{iso}", &format!("{year}-{number:02}-{day:02}"))
        .replace("{year}", &year.to_string())
        .replace("{time}", &time)
        .replace("{n}", &(2 + random.below(58)).to_string())
}
