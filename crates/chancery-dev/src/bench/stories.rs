//! Measures what it costs to put reports into stories: `dev bench --part stories`, as
//! `bench/definitions/stories.toml` says.

use super::median;
use super::times::processor_seconds;
use anyhow::{Context as _, Result};
use chancery::ingest::Item;
use chancery::link::stories::{
    Stories, StoryDocument, StoryKey, StorySettings, StoryTerms, StoryWords,
};
use chancery::reading::Reader;
use chancery_nlp::{Scratch, Search};
use serde::Deserialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// `bench/definitions/stories.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    name: String,
    corpus: PathBuf,
    articles: usize,
    runs: usize,
}

/// Name of the definition, and the lines of the report.
pub(super) fn run(root: &Path) -> Result<(String, String)> {
    let path = root.join("bench/definitions/stories.toml");
    let text = std::fs::read_to_string(&path);
    let text = text.with_context(|| format!("reading {}", path.display()))?;
    let definition: Definition = toml::from_str(&text)?;
    let read = documents(&root.join(&definition.corpus))?;
    let articles = stream(&read, definition.articles);
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let words = StoryWords::new(chancery_data::knowledge());
    let (mut terms, mut adds, mut alls, mut merges) = (vec![], vec![], vec![], vec![]);
    let mut found = (0, 0);
    for _ in 0..definition.runs {
        let (reports, first) = timed(|| -> Vec<StoryTerms> {
            articles
                .iter()
                .map(|article| words.terms(article))
                .collect()
        });
        let mut stories = Stories::new(StorySettings::default());
        let ((), second) = timed(|| {
            for report in &reports {
                std::hint::black_box(stories.add(report));
            }
        });
        let before = stories.len();
        let (_, third) = timed(|| stories.remerge());
        found = (before, stories.len());
        let speed = |seconds: f64| articles.len() as f64 / seconds;
        terms.push(speed(first));
        adds.push(speed(second));
        alls.push(speed(first + second));
        merges.push(1e3 * third);
    }
    let mut report = String::new();
    writeln!(
        report,
        "{} reports of {} bytes, {} stories, {} after the merge (medians of {})",
        articles.len(),
        bytes / articles.len().max(1),
        found.0,
        found.1,
        definition.runs
    )?;
    for (name, mut speeds) in [("terms", terms), ("stories", adds), ("both", alls)] {
        writeln!(report, "{name}: {:.0} reports/s", median(&mut speeds))?;
    }
    writeln!(report, "merge: {:.0} ms", median(&mut merges))?;
    Ok((definition.name, report))
}

/// What comes out, and the seconds it took.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let (start, clock) = (processor_seconds(), Instant::now());
    let out = work();
    let used = start
        .zip(processor_seconds())
        .map(|(start, end)| end - start);
    (out, used.unwrap_or_else(|| clock.elapsed().as_secs_f64()))
}

/// The reports of the corpus with their actors and places.
fn documents(folder: &Path) -> Result<Vec<StoryDocument>> {
    let reader = Reader::english(chancery_data::knowledge())?;
    let mut scratch = Scratch::default();
    let texts = super::texts(folder)?.into_iter();
    let read = texts.map(|(text, _)| {
        let document = reader.document(Item {
            text,
            language: Some("en".to_owned()),
            ..Item::default()
        });
        let layers = reader.layers(&document, Search::Narrow, &mut scratch);
        StoryDocument::of(&reader.write(&document, &layers))
    });
    Ok(read.collect())
}

/// So many reports, an hour for each round over the corpus.
fn stream(read: &[StoryDocument], articles: usize) -> Vec<StoryDocument> {
    let mut out = Vec::new();
    let mut hour = 0;
    while out.len() < articles && !read.is_empty() {
        for document in read {
            let whole = renamed(document, hour);
            let half = whole.text.floor_char_boundary(whole.text.len() / 2);
            out.push(StoryDocument {
                text: whole.text[..half].to_owned(),
                ..whole.clone()
            });
            out.push(whole);
        }
        hour += 1;
    }
    out.truncate(articles);
    out
}

/// A report with other names.
fn renamed(document: &StoryDocument, hour: i64) -> StoryDocument {
    let name = |word: &str| match word.starts_with(char::is_uppercase) {
        true => format!("{word}{hour}"),
        false => word.to_owned(),
    };
    let keys = |keys: &[StoryKey]| -> Vec<StoryKey> {
        let renamed = keys.iter().map(|key| StoryKey {
            key: format!("{}{hour}", key.key),
            mentions: key.mentions,
        });
        renamed.collect()
    };
    StoryDocument {
        hour: Some(hour),
        text: document
            .text
            .split(' ')
            .map(name)
            .collect::<Vec<_>>()
            .join(" "),
        actors: keys(&document.actors),
        places: keys(&document.places),
        ..document.clone()
    }
}
