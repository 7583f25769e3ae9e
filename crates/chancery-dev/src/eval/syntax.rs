//! Tags, lemmas and trees on treebanks, gold tokens, predicted tags: `dev eval syntax`.

use crate::treebank::{self, Gold};
use anyhow::{Result, bail};
use chancery_nlp::{Deprel, Engine, Parse, Scratch, Search, TokenizedSentence, Upos};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Options of `dev eval syntax`.
#[derive(clap::Args)]
pub struct Options {
    /// Folder of the open data.
    #[arg(long)]
    data: PathBuf,
    /// Read the models from this folder instead of those inside the binary.
    #[arg(long)]
    models: Option<PathBuf>,
    /// ewt-dev, ewt-test, gum-dev, gum-test; several separated by commas.
    #[arg(long, default_value = "ewt-dev,gum-dev")]
    set: String,
    /// Several trees a sentence side by side, as `chancery --careful` searches.
    #[arg(long)]
    careful: bool,
    /// Leave with an error where a figure is under its floor in bench/floors.toml.
    #[arg(long)]
    check: bool,
}

impl Options {
    /// Both test sets with the models inside the binary, as `dev eval all` runs them.
    pub(super) fn on_tests(data: &Path, check: bool) -> Options {
        Options {
            data: data.to_path_buf(),
            models: None,
            set: "ewt-test,gum-test".to_owned(),
            careful: false,
            check,
        }
    }
}

/// Counts of one set or genre.
#[derive(Clone, Debug, Default)]
struct Score {
    tokens: u32,
    upos: u32,
    xpos: u32,
    lemma: u32,
    heads: u32,
    labelled: u32,
    plain: [u32; 3],
}

/// Runs the task.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let engine = super::engine(options.models.as_deref())?;
    let floors = super::floors(root)?;
    let search = super::search(options.careful);
    let mut fell = false;
    println!(
        "{:<22}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>10}{:>10}",
        "set", "tokens", "UPOS", "XPOS", "lemma", "UAS", "LAS", "UAS-np", "LAS-np"
    );
    for set in options.set.split(',') {
        let gold = load(options, set)?;
        for (name, score) in score_set((&engine, search), &gold, set) {
            let figures = score.figures();
            print!("{name:<22}{:>8}", score.tokens);
            figures.iter().for_each(|(_, value)| print!("{value:>8.2}"));
            println!();
            fell |= super::under_floor(&floors, "syntax", &name, &figures);
        }
    }
    Ok(if fell && options.check {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn load(options: &Options, set: &str) -> Result<Vec<Gold>> {
    let file = match set {
        "ewt-dev" => "en_ewt-ud-dev.conllu",
        "ewt-test" => "en_ewt-ud-test.conllu",
        "gum-dev" => "en_gum-free-dev.conllu",
        "gum-test" => "en_gum-free-test.conllu",
        other => bail!("set {other}: expected ewt-dev, ewt-test, gum-dev or gum-test"),
    };
    treebank::read(&options.data.join("treebanks").join(file))
}

fn score_set((engine, search): (&Engine, Search), all: &[Gold], set: &str) -> Vec<(String, Score)> {
    let mut scratch = Scratch::default();
    let mut by_genre: BTreeMap<&str, Score> = BTreeMap::new();
    let mut whole = Score::default();
    for gold in all {
        let given = TokenizedSentence {
            spans: &gold.spans,
            space_after: &gold.space_after,
        };
        let parse = engine.parse_tokens(&gold.text, &[given], search, &mut scratch);
        let one = score_sentence(engine, gold, &parse);
        whole.add(&one);
        by_genre.entry(gold.genre()).or_default().add(&one);
    }
    let mut out = vec![(set.to_owned(), whole)];
    if by_genre.len() > 1 {
        out.extend(
            by_genre
                .into_iter()
                .map(|(genre, score)| (format!("{set}/{genre}"), score)),
        );
    }
    out
}

fn score_sentence(engine: &Engine, gold: &Gold, parse: &Parse) -> Score {
    let mut score = Score::default();
    let lemmas = engine.lemmas(&gold.text, &gold.spans, &gold.upos, &gold.xpos);
    for (at, lemma) in lemmas.iter().enumerate() {
        score.tokens += 1;
        score.upos += u32::from(gold.upos[at] == parse.upos[at]);
        score.xpos += u32::from(gold.xpos[at] == parse.xpos[at]);
        score.lemma += u32::from(*lemma == gold.lemmas[at]);
        let head = gold.heads[at] == parse.heads[at].0;
        let label = head && base(gold.labels[at]) == base(parse.deprels[at]);
        score.heads += u32::from(head);
        score.labelled += u32::from(label);
        if gold.upos[at] != Upos::Punct {
            score.plain[0] += 1;
            score.plain[1] += u32::from(head);
            score.plain[2] += u32::from(label);
        }
    }
    score
}

/// A relation without its subtype.
fn base(label: Deprel) -> &'static str {
    let text = label.as_str();
    text.split(':').next().unwrap_or(text)
}

impl Score {
    fn add(&mut self, other: &Score) {
        self.tokens += other.tokens;
        self.upos += other.upos;
        self.xpos += other.xpos;
        self.lemma += other.lemma;
        self.heads += other.heads;
        self.labelled += other.labelled;
        for (sum, &one) in self.plain.iter_mut().zip(&other.plain) {
            *sum += one;
        }
    }

    fn figures(&self) -> [(&'static str, f64); 7] {
        let part = |n: u32, of: u32| 100.0 * f64::from(n) / f64::from(of.max(1));
        [
            ("upos", part(self.upos, self.tokens)),
            ("xpos", part(self.xpos, self.tokens)),
            ("lemma", part(self.lemma, self.tokens)),
            ("uas", part(self.heads, self.tokens)),
            ("las", part(self.labelled, self.tokens)),
            ("uas_nopunct", part(self.plain[1], self.plain[0])),
            ("las_nopunct", part(self.plain[2], self.plain[0])),
        ]
    }
}
