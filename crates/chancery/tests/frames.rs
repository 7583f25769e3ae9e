//! The sentences of the frames: every `yes` gives a claim of its frame, no `no` does.
//!
//! The sentences stand with their frames in `data/lexicon/en/*.toml`. All failures are collected, so
//! that a change to the reader shows everything that it moves.

use chancery::ingest::Item;
use chancery::reading::Reader;
use chancery_nlp::{Scratch, Search};

#[test]
fn every_frame_reads_its_own_sentences() {
    let knowledge = chancery_data::knowledge();
    let reader = Reader::english(knowledge).unwrap();
    let mut scratch = Scratch::default();
    let mut failures = Vec::new();
    let mut sentences = 0;
    for frame in chancery_data::examples() {
        for (wanted, words) in examples(&frame.yes, &frame.no) {
            sentences += 1;
            let rules = rules(&reader, words, &mut scratch);
            if rules.contains(&frame.frame) != wanted {
                let asked = if wanted { "yes" } else { "no" };
                failures.push(format!(
                    "{} {asked}: {words}\n    read as {rules:?}",
                    frame.frame
                ));
            }
        }
    }
    let count = failures.len();
    assert!(
        failures.is_empty(),
        "\n{}\n{count} of {sentences} sentences",
        failures.join("\n")
    );
}

/// Sentences with whether they must give a claim.
fn examples<'f>(yes: &'f [String], no: &'f [String]) -> impl Iterator<Item = (bool, &'f str)> {
    let yes = yes.iter().map(|words| (true, words.as_str()));
    yes.chain(no.iter().map(|words| (false, words.as_str())))
}

/// The frames of the claims of one sentence.
fn rules(reader: &Reader, words: &str, scratch: &mut Scratch) -> Vec<String> {
    // One sentence is too little to tell a language by.
    let document = reader.document(Item {
        text: words.to_owned(),
        language: Some("en".to_owned()),
        ..Item::default()
    });
    let reading = reader.read(&document, Search::Narrow, scratch);
    reading.claims.into_iter().map(|claim| claim.rule).collect()
}
