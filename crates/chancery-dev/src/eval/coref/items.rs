//! The sieve on phrases of our own: `corpus/coref/*.tsv`, steps 5 to 10.
//!
//! An item is a text, a phrase of it, and what the phrase means. The answer is what the actors
//! stage and the chains of noun phrases say of it: the names of the actor and of its members, and
//! the phrases before it in its chain. An item whose phrase must not be linked is right where it is
//! not. Precision is over the items that are answered, recall over all.

use anyhow::{Context, Result, ensure};
use chancery::Span;
use chancery::ingest::Item;
use chancery::reading::{Read, Reader};
use chancery_nlp::{Scratch, Search};
use std::collections::BTreeMap;
use std::path::Path;

/// The text of the line above.
const SAME: &str = "^";

/// A line of a file.
struct Line {
    step: String,
    phrase: String,
    nth: usize,
    means: Vec<String>,
    text: String,
}

/// Counts of a step: right, answered, all.
#[derive(Clone, Copy, Default)]
struct Counts {
    right: u32,
    answered: u32,
    all: u32,
}

impl Counts {
    fn figures(self) -> [(&'static str, f64); 2] {
        let share = |of: u32| 100.0 * f64::from(self.right) / f64::from(of.max(1));
        [
            ("precision", share(self.answered)),
            ("recall", share(self.all)),
        ]
    }
}

/// Whether what is wrong is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Misses {
    /// One line each.
    Shown,
    /// The counts alone.
    Hidden,
}

/// Scores every file of `corpus/coref`; prints a line a step and, where asked for, each miss. True
/// where a figure is under its floor.
///
/// # Errors
/// Where a file is not in the form that its head tells, or a phrase does not stand in its text.
pub fn run(root: &Path, floors: &toml::Table, misses: Misses) -> Result<bool> {
    let reader = Reader::english(chancery_data::knowledge())?;
    let mut scratch = Scratch::default();
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    for line in lines(&root.join("corpus/coref"))? {
        let answers = answers(&reader, &line, &mut scratch)?;
        let right = line.is_right(&answers);
        let answered = !answers.is_empty() || right;
        for step in [line.step.as_str(), "all"] {
            let count = counts.entry(step.to_owned()).or_default();
            count.right += u32::from(right);
            count.answered += u32::from(answered);
            count.all += 1;
        }
        if misses == Misses::Shown && !right {
            println!(
                "sieve {}: {} is {answers:?} in: {}",
                line.step, line.phrase, line.text
            );
        }
    }
    let mut fell = false;
    for (step, count) in &counts {
        let figures = count.figures();
        println!(
            "sieve {step:<4} precision {:>5.1}  recall {:>5.1}  {}/{} answered of {}",
            figures[0].1, figures[1].1, count.right, count.answered, count.all
        );
        fell |= super::super::under_floor(floors, "coref", &format!("sieve-{step}"), &figures);
    }
    Ok(fell)
}

fn lines(folder: &Path) -> Result<Vec<Line>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut paths: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    let mut out = Vec::new();
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "tsv"))
    {
        let text = std::fs::read_to_string(path)?;
        let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        let mut above = String::new();
        for row in rows {
            let mut line = line(row).with_context(|| format!("{}: {row}", path.display()))?;
            match line.text.as_str() {
                SAME => line.text.clone_from(&above),
                _ => above.clone_from(&line.text),
            }
            out.push(line);
        }
    }
    Ok(out)
}

fn line(row: &str) -> Result<Line> {
    let cells: Vec<&str> = row.split('\t').collect();
    ensure!(cells.len() == 4, "{} cells, expected 4", cells.len());
    let (phrase, nth) = cells[1].split_once('#').unwrap_or((cells[1], "1"));
    Ok(Line {
        step: cells[0].to_owned(),
        phrase: phrase.to_owned(),
        nth: nth.parse()?,
        means: cells[2].split(" + ").map(str::to_owned).collect(),
        text: cells[3].to_owned(),
    })
}

/// What the stages say that the phrase of a line means; empty where they say nothing.
fn answers(reader: &Reader, line: &Line, scratch: &mut Scratch) -> Result<Vec<String>> {
    let document = reader.document(Item {
        text: line.text.clone(),
        language: Some("en".to_owned()),
        ..Item::default()
    });
    let read = reader.layers(&document, Search::Narrow, scratch);
    let word = |at: &usize| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        edge(line.text[..*at].chars().next_back())
            && edge(line.text[*at + line.phrase.len()..].chars().next())
    };
    let places = line.text.match_indices(&line.phrase).map(|found| found.0);
    let place = places.filter(word).nth(line.nth - 1);
    let place =
        place.with_context(|| format!("`{}` does not stand in: {}", line.phrase, line.text))?;
    let span = Span::new(place, place + line.phrase.len());
    let mut out = by_actors(&read, span);
    out.extend(by_chains(&read, span, &line.text));
    Ok(out)
}

/// Names of the actor whose phrase covers the last word of `span`, and of its members.
fn by_actors(read: &Read, span: Span) -> Vec<String> {
    let last = Span::new(span.end as usize - 1, span.end as usize);
    let first = read.actors.mentions.iter().find(|mention| {
        let whole = read.parse.span_of(mention.first, mention.end);
        mention.rule != "name" && whole.contains(last) && span.start <= mention.span.start
    });
    let Some(mention) = first else {
        return Vec::new();
    };
    let actor = read.actors.actor(mention.actor);
    let members = actor.members.iter().map(|&id| read.actors.actor(id));
    let names = members.chain([actor]).flat_map(|actor| &actor.names);
    let before = actor
        .mentions
        .iter()
        .map(|&id| read.actors.mention(id).span);
    match before.clone().any(|other| other.start < span.start) || !actor.members.is_empty() {
        true => names.cloned().chain([actor.name.clone()]).collect(),
        false => Vec::new(),
    }
}

/// Words of the phrases before, or else of the name after, in the chain of the phrase.
fn by_chains(read: &Read, span: Span, text: &str) -> Vec<String> {
    let chains = &read.actors.chains;
    let words = |at: u32| {
        let mention = &chains.mentions[at as usize];
        read.parse.span_of(mention.first, mention.end)
    };
    let begins = |&at: &u32| words(at).start == span.start && words(at).end >= span.end;
    let all = 0..chains.mentions.len() as u32;
    let own = all.filter(begins).min_by_key(|&at| words(at).end);
    let Some(own) = own else {
        return Vec::new();
    };
    let chain = chains.chain(chains.mentions[own as usize].chain);
    let others = chain.iter().filter(|&&at| at != own);
    others.map(|&at| words(at).of(text).to_owned()).collect()
}

impl Line {
    /// True where everything that is meant is among the answers, or nothing is where nothing is
    /// meant.
    fn is_right(&self, answers: &[String]) -> bool {
        if self.means == ["-"] {
            return answers.is_empty();
        }
        let among = |meant: &String| {
            let meant = meant.to_lowercase();
            answers
                .iter()
                .any(|answer| answer.to_lowercase().contains(&meant))
        };
        self.means.iter().all(among)
    }
}
