//! The PLOVER view of a participant at the day of the event: an office asserted by a report is not
//! applied backwards. And the CAMEO code of a claim, where it hangs on what else is told.

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

/// CAMEO codes of the claims of a report.
fn cameo(text: &str) -> Vec<String> {
    let item = Item {
        text: text.to_owned(),
        published: parse_day("2026-01-02"),
        ..Item::default()
    };
    let document = READER.document(item);
    let reading = READER.read(&document, Search::Narrow, &mut Scratch::default());
    reading
        .claims
        .into_iter()
        .map(|claim| claim.cameo)
        .collect()
}

#[test]
fn soft_words_appeal_and_hard_words_demand() {
    let egypt = "urged Israel and Lebanon to cease fire on Monday.";
    assert_eq!(cameo(&format!("Egypt {egypt}"))[0], "0256");
    let demanded = "The Security Council demanded that Israel and Lebanon cease fire.";
    assert_eq!(cameo(demanded)[0], "1056");
    assert_eq!(
        cameo("Malawi asked Zambia for food aid on Monday.")[0],
        "023"
    );
}

#[test]
fn force_is_conventional_between_armed_sides() {
    assert_eq!(
        cameo("Militants attacked villagers near Jos on Monday."),
        ["180"]
    );
    assert_eq!(
        cameo("Rebels clashed with Congolese troops near Goma on Monday."),
        ["190"]
    );
}
