//! English against other languages: `dev eval language`, sentences of saved pages in five folds by publisher.
//!
//! The languages are those that the pages state, so that a few dozen "English" sentences are names of
//! courses in other languages or lines of programs.

use crate::train::language::{Sentence, Source, sentences, train};
use anyhow::Result;
use chancery_ingest::language::{ENGLISH, Leaning, Verdict, grams};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

const FOLDS: u64 = 5;

/// Options of `dev eval language`.
#[derive(clap::Args)]
pub struct Options {
    /// Folder of the open data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Leave with an error where a figure is under its floor in bench/floors.toml.
    #[arg(long)]
    check: bool,
    /// Print every sentence that is judged wrongly.
    #[arg(long)]
    errors: bool,
}

impl Options {
    /// As `dev eval all` runs it.
    pub(super) fn on(data: &Path, check: bool) -> Options {
        Options {
            data: data.to_path_buf(),
            check,
            errors: false,
        }
    }
}

/// Sentences seen, and those judged rightly.
#[derive(Clone, Copy, Default)]
struct Share {
    all: usize,
    right: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.all += 1;
        self.right += usize::from(right);
    }

    fn percent(self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }
}

/// Runs the task.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let sentences = sentences(&root.join(&options.data))?;
    let score = folds(&sentences, options);
    for (name, share) in &score {
        println!("{name}: {:.2} of {}", share.percent(), share.all);
    }
    let speed = speed(&sentences);
    println!("speed of the shipped model: {speed:.0} MB/s");
    let figure = |name: &str| score.get(name).map_or(0.0, |share| share.percent());
    let figures = [
        ("english", figure("english")),
        ("english_news", figure("english, news")),
        ("others", figure("others")),
        ("mb_s", speed),
    ];
    let floors = super::floors(root)?;
    let fell = super::under_floor(&floors, "language", "folds", &figures);
    Ok(ExitCode::from(u8::from(fell && options.check)))
}

/// Share of each kind that is judged rightly by weights that saw nothing of the publisher.
fn folds(sentences: &[Sentence], options: &Options) -> BTreeMap<String, Share> {
    let mut score: BTreeMap<String, Share> = BTreeMap::new();
    for fold in 0..FOLDS {
        let (held, rest): (Vec<&Sentence>, Vec<&Sentence>) = sentences
            .iter()
            .partition(|one| fold_of(&one.publisher) == fold);
        let weights = train(&rest);
        for one in held.iter().filter(|one| one.source != Source::Page) {
            let english = one.language == ENGLISH;
            let right = is_english(&weights, &one.text) == english;
            if options.errors && !right {
                println!("{}\t{}\t{}", one.language, one.publisher, one.text);
            }
            let six: Vec<&str> = one.text.split(' ').take(6).collect();
            let six = is_english(&weights, &six.join(" ")) == english;
            let kind = if english { "english" } else { "others" };
            let mut add = |name: String, right| score.entry(name).or_default().add(right);
            add(kind.to_owned(), right);
            add(format!("{kind}, first six words"), six);
            let bare = Leaning::without_names(&one.text);
            if bare.verdict() != Verdict::Unsure {
                add(
                    format!("{kind}, shipped, sure without names"),
                    bare.is_english() == english,
                );
            }
            match (english, one.source) {
                (true, Source::News) => add("english, news".to_owned(), right),
                (true, _) => {}
                (false, _) => add(format!("others, {}", one.language), right),
            }
        }
    }
    score
}

fn is_english(weights: &[i8], text: &str) -> bool {
    let mut sum = 0;
    grams(text, |slot| sum += i64::from(weights[slot]));
    sum > 0
}

/// FNV-1a of a publisher, so that all of its pages lie in one fold.
fn fold_of(publisher: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    (publisher.bytes().fold(0xcbf2_9ce4_8422_2325, mix) >> 32) % FOLDS
}

/// Megabytes a second of the shipped model, one thread, all sentences once.
fn speed(sentences: &[Sentence]) -> f64 {
    let bytes: usize = sentences.iter().map(|one| one.text.len()).sum();
    let start = Instant::now();
    let english = sentences
        .iter()
        .filter(|one| Leaning::of(&one.text).is_english());
    let english = std::hint::black_box(english.count());
    println!(
        "{english} of {} sentences are English by the shipped model",
        sentences.len()
    );
    bytes as f64 / 1e6 / start.elapsed().as_secs_f64()
}
