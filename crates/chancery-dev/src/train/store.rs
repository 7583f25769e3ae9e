//! The dictionaries of the Ledger: `dev train store`.
//!
//! zstd's own trainer (fast cover) over the reports of our corpus and their Readings, as the Ledger packs
//! them. Nothing from outside is in them. One thread, no seed: the same corpus gives the same bytes.

use anyhow::{Context, Result};
use chancery::actors::ActorLexicon;
use chancery::ingest::Item;
use chancery::reading::{Reader, Reading};
use chancery_data::knowledge;
use chancery_nlp::{Scratch, Search};
use chancery_store::draft::key_of_reading;
use chancery_store::link::cards_of;
use chancery_store::pack::{Use, card_bytes, reading_bytes};
use std::path::{Path, PathBuf};

/// Folders of the corpus that are read.
const FOLDERS: [&str; 3] = ["reports", "coded", "linking"];

/// Bytes of a dictionary.
const SIZE: usize = 64 << 10;

/// Trains the dictionaries and writes them.
pub fn train(root: &Path, out: &Path) -> Result<()> {
    for (which, bytes) in trained(&readings(root)?)? {
        write(out, which.name(), bytes)?;
    }
    Ok(())
}

/// The dictionaries for texts, Readings and cards like those of these Readings.
pub fn trained(readings: &[Reading]) -> Result<Vec<(Use, Vec<u8>)>> {
    let names = ActorLexicon::new(knowledge());
    let text = |one: &Reading| one.document.text.clone().into_bytes();
    let cards = |one: &Reading| card_bytes(&cards_of(&names, one, &key_of_reading(one)));
    let samples: [(Use, Vec<Vec<u8>>); 3] = [
        (Use::Text, readings.iter().map(text).collect()),
        (
            Use::Reading,
            readings
                .iter()
                .map(reading_bytes)
                .collect::<Result<_, _>>()?,
        ),
        (Use::Cards, readings.iter().map(cards).collect()),
    ];
    let train = |(which, samples): (Use, Vec<Vec<u8>>)| {
        Ok((which, zstd::dict::from_samples(&samples, SIZE)?))
    };
    samples.into_iter().map(train).collect()
}

fn write(out: &Path, name: &str, bytes: Vec<u8>) -> Result<()> {
    std::fs::create_dir_all(out)?;
    let path = out.join(format!("{name}.bin"));
    eprintln!("{name}: {} bytes", bytes.len());
    std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))
}

/// The Readings of the corpus, in the order of its files.
pub fn readings(root: &Path) -> Result<Vec<Reading>> {
    let reader = Reader::english(knowledge())?;
    let mut scratch = Scratch::default();
    let mut readings = Vec::new();
    for folder in FOLDERS {
        for path in files(&root.join("corpus").join(folder))? {
            for item in items(&path)? {
                let document = reader.document(item);
                readings.push(reader.read(&document, Search::Narrow, &mut scratch));
            }
        }
    }
    Ok(readings)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    Ok(files)
}

fn items(path: &Path) -> Result<Vec<Item>> {
    let bytes = || std::fs::read(path).with_context(|| format!("reading {}", path.display()));
    Ok(match path.extension().and_then(|suffix| suffix.to_str()) {
        Some("txt") => vec![Item::from_bytes(&bytes()?)?],
        Some("jsonl") => {
            let bytes = bytes()?;
            let lines = bytes.split(|&byte| byte == b'\n');
            let lines = lines.filter(|line| !line.trim_ascii().is_empty());
            lines.map(Item::from_json).collect::<Result<_, _>>()?
        }
        _ => Vec::new(),
    })
}
