//! Sentence and token boundaries on raw GUM news: `dev eval sentences`.
//!
//! The text is rebuilt from the news documents of the train part; the splitter that is measured
//! was trained without them.

use crate::train::sentences::{Layout, News, documents, rebuild, train};
use crate::treebank::{self, Gold};
use anyhow::Result;
use chancery_nlp::Span;
use chancery_nlp::sentences::SentenceModel;
use chancery_nlp::tables::Tables;
use chancery_nlp::tokens::find_tokens;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Options of `dev eval sentences`.
#[derive(clap::Args)]
pub struct Options {
    /// Folder of the open data.
    #[arg(long)]
    data: PathBuf,
    /// Leave with an error where a figure is under its floor in bench/floors.toml.
    #[arg(long)]
    check: bool,
    /// Print the errors.
    #[arg(long)]
    verbose: bool,
}

impl Options {
    /// As `dev eval all` runs it.
    pub(super) fn on(data: &Path, check: bool) -> Options {
        let data = data.to_path_buf();
        Options {
            data,
            check,
            verbose: false,
        }
    }
}

/// Runs the task.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let folder = options.data.join("treebanks");
    let mut all = treebank::read(&folder.join("en_ewt-ud-train.conllu"))?;
    all.extend(treebank::read(&folder.join("en_gum-free-train.conllu"))?);
    let model = SentenceModel::read(&train(&all, News::Out)?)?;
    let tables = Tables::read("en")?;
    let news: Vec<Gold> = all
        .into_iter()
        .filter(|gold| gold.genre() == "news")
        .collect();
    let test = treebank::read(&folder.join("en_gum-free-test.conllu"))?;
    let ewt = treebank::read(&folder.join("en_ewt-ud-test.conllu"))?;
    let floors = super::floors(root)?;
    let mut fell = false;
    let sets = [
        ("gum-news", &news, Layout::Paragraphs),
        ("gum-news-one-line", &news, Layout::OneLine),
        ("gum-test", &test, Layout::Paragraphs),
        ("ewt-test", &ewt, Layout::Paragraphs),
    ];
    for (name, gold, layout) in sets {
        let figures = score(
            gold,
            layout,
            (&model, &tables),
            options.verbose && name == "gum-news",
        );
        let texts: Vec<String> = figures.iter().map(|(n, v)| format!("{n} {v:.2}")).collect();
        println!("{name}: {}", texts.join("  "));
        fell |= super::under_floor(&floors, "sentences", name, &figures);
    }
    Ok(if fell && options.check {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Hits, found, wanted.
#[derive(Default)]
struct Counts(f64, f64, f64);

impl Counts {
    fn add<T: Ord>(&mut self, found: &BTreeSet<T>, wanted: &BTreeSet<T>) {
        self.0 += found.intersection(wanted).count() as f64;
        self.1 += found.len() as f64;
        self.2 += wanted.len() as f64;
    }

    fn f1(&self) -> f64 {
        200.0 * self.0 / (self.1 + self.2).max(1.0)
    }
}

fn score(
    gold: &[Gold],
    layout: Layout,
    with: (&SentenceModel, &Tables),
    verbose: bool,
) -> [(&'static str, f64); 3] {
    let (mut boundaries, mut sentences, mut tokens) = <(Counts, Counts, Counts)>::default();
    for document in documents(gold) {
        let (text, ends) = rebuild(&document, layout);
        let mut found = Vec::new();
        with.0
            .find(&text, Span::new(0, text.len()), with.1, &mut found);
        let wanted: Vec<(u32, u32)> = ends
            .iter()
            .zip(&document)
            .map(|(&end, gold)| ((end - gold.raw.len()) as u32, end as u32))
            .collect();
        let found_ends: BTreeSet<u32> = found.iter().map(|s| s.end).collect();
        let wanted_ends: BTreeSet<u32> = wanted.iter().map(|w| w.1).collect();
        boundaries.add(&found_ends, &wanted_ends);
        sentences.add(
            &found.iter().map(|s| (s.start, s.end)).collect(),
            &wanted.iter().copied().collect(),
        );
        let mut spans = Vec::new();
        found
            .iter()
            .for_each(|&piece| find_tokens(&text, piece, with.1, &mut spans));
        let found_tokens: BTreeSet<(u32, u32)> = spans.iter().map(|s| (s.start, s.end)).collect();
        let wanted_tokens: BTreeSet<(u32, u32)> = document
            .iter()
            .zip(&wanted)
            .flat_map(|(gold, place)| token_places(gold, place.0))
            .collect();
        tokens.add(&found_tokens, &wanted_tokens);
        if verbose {
            show(
                &text,
                "sentence end",
                (
                    &found_ends
                        .iter()
                        .map(|&e| (e.saturating_sub(20), e))
                        .collect(),
                    &wanted_ends
                        .iter()
                        .map(|&e| (e.saturating_sub(20), e))
                        .collect(),
                ),
            );
            show(&text, "token", (&found_tokens, &wanted_tokens));
        }
    }
    [
        ("boundary_f1", boundaries.f1()),
        ("sentence_f1", sentences.f1()),
        ("token_f1", tokens.f1()),
    ]
}

type Places = BTreeSet<(u32, u32)>;

fn show(text: &str, what: &str, sets: (&Places, &Places)) {
    for (label, places) in [("extra", sets.0 - sets.1), ("missing", sets.1 - sets.0)] {
        for (start, end) in places {
            let from = (start as usize..=end as usize)
                .find(|&i| text.is_char_boundary(i))
                .unwrap_or(0);
            println!("{label} {what}: {:?}", &text[from..end as usize]);
        }
    }
}

/// Bytes of each token in the document, found in the raw sentence.
fn token_places(gold: &Gold, start: u32) -> Vec<(u32, u32)> {
    let mut at = 0;
    (0..gold.len())
        .filter_map(|token| {
            let form = gold.form(token);
            let place = at + gold.raw[at..].find(form)?;
            at = place + form.len();
            Some((start + place as u32, start + at as u32))
        })
        .collect()
}
