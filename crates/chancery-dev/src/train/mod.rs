//! Trains the models of a language: `dev train en --data DIR`; the judge of blocks of pages: `dev train page
//! --data DIR`; what tells English from other languages: `dev train language --data DIR`; the judge of lines of plain
//! text: `dev train lines --data DIR`; the dictionaries of the Ledger: `dev train store`.
//!
//! Everything is deterministic: one thread, fixed seeds, integer updates. The same command writes
//! the same bytes.

pub mod collapse;
pub mod language;
pub mod lemmas;
pub mod page;
pub mod perceptron;
pub mod relate;
pub mod sentences;
pub mod signs;
pub mod store;
pub mod tags;
pub mod tree;

use crate::treebank::{self, Gold};
use anyhow::{Context, Result, bail};
use chancery_nlp::words::{Word, read_words};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Options of `dev train`.
#[derive(clap::Args)]
pub struct Options {
    /// Language, `page` for the judge of blocks of pages, `lines` for that of lines of plain text, `language` for what
    /// tells English from others, or `store` for the dictionaries of the Ledger.
    language: String,
    /// Folder of the open data; `store` needs none.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Train only these models (tags, lemmas, tree, sentences, names, relate), separated by commas.
    #[arg(long, default_value = "sentences,lemmas,tags,tree,names,relate")]
    only: String,
    /// Where to write; the models of the repository by default.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Passes of the tree builder.
    #[arg(long, default_value_t = 6)]
    passes: usize,
    /// Trainings of the tree builder in different orders, of which the mean is taken.
    #[arg(long, default_value_t = 6)]
    seeds: u64,
    /// Table size of the tree builder's actions: 2^BITS rows.
    #[arg(long, default_value_t = 22)]
    row_bits: u32,
    /// Table size of the relations: 2^BITS lines of 32.
    #[arg(long, default_value_t = 17)]
    line_bits: u32,
}

/// Runs the task.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    match options.language.as_str() {
        "store" | "language" | "lines" | "page" => other(root, options)?,
        "en" => english(root, options)?,
        other => bail!("training {other}: only en has treebanks here"),
    }
    Ok(ExitCode::SUCCESS)
}

/// What belongs to no language or to all.
fn other(root: &Path, options: &Options) -> Result<()> {
    let out = |folder: &str| {
        let folder = root.join("data/models").join(folder);
        options.out.clone().unwrap_or(folder)
    };
    if options.language == "store" {
        return store::train(root, &out("store"));
    }
    let data = options.data.as_ref().context("--data names no folder")?;
    match options.language.as_str() {
        "language" => language::train_shipped(data, &out("any")),
        "page" => write(&out("page"), "blocks", page::train(data)?),
        _ => {
            // Read in place, so it is not packed.
            let folder = out("en");
            std::fs::create_dir_all(&folder)?;
            let bytes = crate::furniture::train_shipped(root, data)?;
            Ok(std::fs::write(folder.join("lines.bin"), bytes)?)
        }
    }
}

/// The models of English.
fn english(root: &Path, options: &Options) -> Result<()> {
    let out = options.out.clone().unwrap_or(root.join("data/models/en"));
    let data = options.data.as_ref().context("--data names no folder")?;
    let folder = data.join("treebanks");
    let mut train = treebank::read(&folder.join("en_ewt-ud-train.conllu"))?;
    train.extend(without_repeats(treebank::read(
        &folder.join("en_gum-free-train.conllu"),
    )?));
    let wanted = |name: &str| options.only.split(',').any(|one| one == name);
    if wanted("sentences") {
        write(
            &out,
            "sentences",
            sentences::train(&train, sentences::News::In)?,
        )?;
    }
    if wanted("lemmas") {
        write(&out, "lemmas", lemmas::train(&train)?)?;
    }
    if wanted("tags") {
        let sentences = tags::read(&train)?;
        write(&out, "tags", tags::train(&sentences, 8, 3)?.1)?;
    }
    if wanted("names") {
        write(&out, "names", crate::names::train_shipped(data)?)?;
    }
    if wanted("tree") {
        let settings = tree::Settings {
            passes: options.passes,
            row_bits: options.row_bits,
            line_bits: options.line_bits,
            seeds: options.seeds,
        };
        write(&out, "tree", tree::train(&train, &settings)?)?;
    }
    if wanted("relate") {
        write(&out, "relate", relate::train_shipped(root, data)?)?;
    }
    Ok(())
}

fn write(folder: &Path, name: &str, bytes: Vec<u8>) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(format!("{name}.bin"));
    let packed = zstd::stream::encode_all(bytes.as_slice(), 19)?;
    eprintln!("{name}: {} bytes, packed {}", bytes.len(), packed.len());
    std::fs::write(&path, packed).with_context(|| format!("writing {}", path.display()))
}

/// Drops sentences of GUM documents whose first sentences repeat an earlier document's.
fn without_repeats(all: Vec<Gold>) -> Vec<Gold> {
    let mut seen = std::collections::BTreeSet::new();
    all.into_iter()
        .filter(|gold| gold.len() < 8 || seen.insert(gold.text.clone()))
        .collect()
}

/// The words of a sentence as the engine reads them.
pub fn words(gold: &Gold) -> Result<Vec<Word>> {
    let classes = chancery_nlp::engine::classes("en")?;
    let mut words = Vec::new();
    read_words(
        &gold.text,
        &gold.spans,
        &gold.space_after,
        &classes,
        &mut words,
    );
    Ok(words)
}

/// A small generator of numbers (xorshift), seeded.
pub struct Random(u64);

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % n.max(1)
    }

    /// Drops a quarter of the features, so that training does not lean on any of them.
    pub fn thin(&mut self, features: &mut Vec<u32>) {
        features.retain(|_| self.below(4) > 0);
    }

    /// Shuffles a list.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}
