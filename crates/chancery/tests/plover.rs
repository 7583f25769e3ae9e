//! The PLOVER view of a participant at the day of the event: an office asserted by a report is not
//! applied backwards.

use chancery::ingest::{Item, parse_day};
use chancery::reading::{ParticipantRecord, Reader};
use chancery_nlp::{Scratch, Search};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| {
    Reader::english(chancery_data::knowledge()).expect("the models are in the binary")
});

/// The participant with this name, of the first claim of a report of this day that has it.
fn participant(text: &str, published: &str, name: &str) -> ParticipantRecord {
    let item = Item {
        text: text.to_owned(),
        published: parse_day(published),
        ..Item::default()
    };
    let document = READER.document(item);
    let reading = READER.read(&document, Search::Narrow, &mut Scratch::default());
    let mut all = reading
        .claims
        .into_iter()
        .flat_map(|claim| claim.participants);
    all.find(|p| p.name == name)
        .expect("a claim has the participant")
}

fn code(participant: &ParticipantRecord) -> (Option<&str>, Vec<&str>) {
    let sectors = participant.sectors.iter().map(String::as_str);
    (participant.country.as_deref(), sectors.collect())
}

const OPENING: &str = "Ukrainian Defense Minister Rustem Bek met Turkish Foreign Minister Hakan Demir in Ankara on August 3, 2024.";

#[test]
fn office_of_the_day_of_the_report() {
    let told = participant(OPENING, "2024-08-04", "Rustem Bek");
    assert_eq!(code(&told), (Some("UKR"), vec!["GOV"]));
}

#[test]
fn office_of_today_says_nothing_of_a_day_long_ago() {
    let told = participant(OPENING, "2026-01-02", "Rustem Bek");
    assert_eq!(code(&told), (Some("UKR"), vec![]));
}

#[test]
fn office_then_held_counts_for_that_day() {
    let text = "Then-Ukrainian Defense Minister Rustem Bek met Turkish Foreign Minister Hakan Demir in Ankara on August 3, 2024.";
    let told = participant(text, "2026-01-02", "Rustem Bek");
    assert_eq!(code(&told), (Some("UKR"), vec!["GOV"]));
}

#[test]
fn states_keep_their_sector() {
    let text = "Ukraine and Turkey signed a trade agreement in Ankara on August 3, 2024.";
    let told = participant(text, "2026-01-02", "Ukraine");
    assert_eq!(code(&told), (Some("UKR"), vec!["GOV"]));
}
