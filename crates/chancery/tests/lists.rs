//! Lists of subjects whose offices hold an "and" of their own: every list ends, and nobody is told twice.

use chancery::ingest::Item;
use chancery::reading::Reader;
use chancery_nlp::{Scratch, Search};

/// Names of the participants of each claim of a text.
fn participants(reader: &Reader, text: &str) -> Vec<Vec<String>> {
    let document = reader.document(Item {
        text: text.to_owned(),
        ..Item::default()
    });
    let reading = reader.read(&document, Search::Narrow, &mut Scratch::default());
    let names = reading.claims.into_iter().map(|claim| {
        let all = claim.participants.into_iter();
        all.map(|one| one.name).collect()
    });
    names.collect()
}

#[test]
fn an_office_of_two_words_is_no_list_without_end() {
    let reader = Reader::english(chancery_data::knowledge()).expect("the models are in the binary");
    let texts = [
        "Foreign and Defence Minister Ada Sarel met Pavel Dorn in Belmar.",
        "Prime Minister and Foreign Minister Ada Sarel met Pavel Dorn in Belmar.",
        "The deputy prime minister and foreign minister, Ada Sarel, met Pavel Dorn in Belmar.",
        "The minister and envoy, Ada Sarel, and Pavel Dorn met in Belmar.",
        "Chairman and President Ada Sarel and Pavel Dorn met in Belmar.",
    ];
    for text in texts {
        for names in participants(&reader, text) {
            let mut once = names.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), names.len(), "{text}: {names:?}");
        }
    }
}
