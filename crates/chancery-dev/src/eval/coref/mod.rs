//! Coreference on GUM: `dev eval coref`.
//!
//! Gold tokens and sentences; tags, lemmas, names and trees are the engine's. The gold chains are
//! those of [`gold`]. Figures of [`score`]: MUC, B-cubed, CEAFe, and CoNLL F1, their mean, for all
//! documents and by genre; mentions must match to the token. Then the sieve on the items of
//! [`items`].

mod gold;
mod score;
mod errors;
mod items;

use anyhow::Result;
use chancery::coref::{Chains, CorefLexicon, Discourse, find_chains};
use chancery::ingest::{Region, RegionKind};
use chancery::marks::find_marks;
use chancery_nlp::{Engine, Parse, Scratch, Search, Span, TokenizedSentence};
use gold::Document;
use score::{Chain, Score};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Options of `dev eval coref`.
#[derive(clap::Args)]
pub struct Options {
    /// Folder of the open data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Part of GUM: dev, or train, on which the rules were made.
    #[arg(long, default_value = "dev")]
    part: String,
    /// Tell the stage who speaks each sentence, where the treebank marks it.
    #[arg(long)]
    speakers: bool,
    /// Leave with an error where a figure is under its floor in bench/floors.toml.
    #[arg(long)]
    check: bool,
    /// Print links that are wrong or missing, of documents whose id begins so.
    #[arg(long)]
    errors: Option<String>,
}

impl Options {
    /// As `dev eval all` runs it.
    pub(super) fn on(data: &Path, check: bool) -> Options {
        Options {
            data: data.to_path_buf(),
            part: "dev".to_owned(),
            speakers: false,
            check,
            errors: None,
        }
    }
}

/// Runs the task.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let path = root.join(&options.data);
    let path = path.join(format!("treebanks/en_gum-free-{}.conllu", options.part));
    let documents = gold::read(&path)?;
    let engine = Engine::english()?;
    let lexicon = CorefLexicon::new(chancery_data::knowledge());
    let floors = super::floors(root)?;
    let mut scratch = Scratch::default();
    let mut by_genre: BTreeMap<&str, Score> = BTreeMap::new();
    let mut whole = Score::default();
    let mut log = errors::Log::default();
    for document in &documents {
        let (parse, chains) = resolve(&engine, &lexicon, document, options, &mut scratch);
        let found = linked(&chains);
        let score = Score::of(&document.chains, &found);
        whole.add(&score);
        by_genre.entry(&document.genre).or_default().add(&score);
        log.add(document, &parse, &chains, options.errors.as_deref());
    }
    println!("{}", Score::head());
    let set = |name: &str| format!("gum-{}{name}", options.part);
    let mut fell = show(&set(""), &whole, &floors);
    for (genre, score) in &by_genre {
        fell |= show(&set(&format!("/{genre}")), score, &floors);
    }
    log.print();
    let misses = match options.errors {
        Some(_) => items::Misses::Shown,
        None => items::Misses::Hidden,
    };
    fell |= items::run(root, &floors, misses)?;
    Ok(if fell && options.check {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn show(set: &str, score: &Score, floors: &toml::Table) -> bool {
    println!("{set:<22}{}", score.line());
    super::under_floor(floors, "coref", set, &score.figures())
}

/// Parse and chains of a document.
fn resolve(
    engine: &Engine,
    lexicon: &CorefLexicon,
    document: &Document,
    options: &Options,
    scratch: &mut Scratch,
) -> (Parse, Chains) {
    let sentences: Vec<TokenizedSentence<'_>> = document
        .sentences
        .iter()
        .map(|s| TokenizedSentence {
            spans: &s.spans,
            space_after: &s.space_after,
        })
        .collect();
    let mut parse = engine.parse_tokens(&document.text, &sentences, Search::Narrow, scratch);
    for (sentence, given) in parse.sentences.iter_mut().zip(&document.sentences) {
        sentence.region = given.paragraph;
    }
    let regions: Vec<Region> = document
        .paragraphs
        .iter()
        .map(|&span: &Span| Region {
            span,
            kind: RegionKind::Paragraph,
        })
        .collect();
    let marks = find_marks(&document.text, &regions);
    let speakers: &[u32] = if options.speakers {
        &document.speakers
    } else {
        &[]
    };
    let discourse = Discourse {
        text: &document.text,
        parse: &parse,
        marks: &marks,
        speakers,
    };
    let chains = find_chains(lexicon, &discourse);
    (parse, chains)
}

/// Chains of two phrases and more, as runs of tokens.
fn linked(chains: &Chains) -> Vec<Chain> {
    let run = |&at: &u32| {
        let mention = &chains.mentions[at as usize];
        (mention.first.0, mention.end.0)
    };
    let mut out: Vec<Chain> = chains
        .chains
        .iter()
        .map(|chain| chain.iter().map(run).collect())
        .collect();
    out.retain(|chain: &Chain| chain.len() > 1);
    out
}
