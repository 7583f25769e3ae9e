//! The two founding reports, read completely: the record that was written by hand before.
//!
//! The reports are not part of the repository; where they are not beside it, there is nothing to
//! read and the test says so.

use chancery::ingest::Item;
use chancery::reading::{ClaimRecord, Reader, Reading};
use chancery_nlp::{Scratch, Search};
use std::path::{Path, PathBuf};

const FIRST: &str = "000_9df8f29891b9e3ff.txt";
const SECOND: &str = "002_b099277bd2e7afb6.txt";

/// Readings of the founding reports; `None` where they are not there.
fn seeds() -> Option<(Reading, Reading)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    folder
        .exists()
        .then(|| (read(&folder, FIRST), read(&folder, SECOND)))
}

fn read(folder: &Path, name: &str) -> Reading {
    let bytes = std::fs::read(folder.join(name)).expect("the folder holds the founding reports");
    let reader = Reader::english(chancery_data::knowledge()).expect("the models are whole");
    let document = reader.document(Item::from_bytes(&bytes).expect("plain text"));
    reader.read(&document, Search::Narrow, &mut Scratch::default())
}

/// What a claim of the record must have.
#[derive(Default)]
struct Wanted {
    event: &'static str,
    event_type: &'static str,
    parties: &'static [&'static str],
    status: &'static str,
    place: Option<&'static str>,
    timex3: Option<&'static str>,
    source: Option<&'static str>,
}

/// What is wrong with a reading, one line each; empty where the record is met.
fn misses(reading: &Reading, wanted: &[Wanted]) -> Vec<String> {
    wanted
        .iter()
        .filter(|w| !reading.claims.iter().any(|c| meets(c, w)))
        .map(|w| describe(reading, w))
        .collect()
}

fn meets(claim: &ClaimRecord, wanted: &Wanted) -> bool {
    let has = |name: &str| {
        claim
            .participants
            .iter()
            .any(|p| p.name == name || p.words.text == name)
    };
    let place = claim.place.as_ref().map(|place| place.name.as_str());
    let timex3 = claim.time.as_ref().and_then(|time| time.timex3.as_deref());
    claim.event_type == wanted.event_type
        && claim.status == wanted.status
        && wanted.parties.iter().all(|name| has(name))
        && wanted.place.is_none_or(|wanted| place == Some(wanted))
        && wanted.timex3.is_none_or(|wanted| timex3 == Some(wanted))
        && wanted
            .source
            .is_none_or(|name| claim.attribution.iter().any(|a| a.name == name))
}

fn describe(reading: &Reading, wanted: &Wanted) -> String {
    let near: Vec<String> = reading
        .claims
        .iter()
        .filter(|claim| claim.event_type == wanted.event_type)
        .map(|claim| {
            let parties: Vec<&str> = claim.participants.iter().map(|p| p.name.as_str()).collect();
            let sources: Vec<&str> = claim.attribution.iter().map(|a| a.name.as_str()).collect();
            format!(
                "    {} {:?} {} at {:?} on {:?} by {sources:?}",
                claim.trigger.text,
                parties,
                claim.status,
                claim.place.as_ref().map(|p| &p.name),
                claim.time.as_ref().and_then(|t| t.timex3.as_ref()),
            )
        })
        .collect();
    format!(
        "{}: {:?} {} not found among\n{}",
        wanted.event,
        wanted.parties,
        wanted.status,
        near.join("\n")
    )
}

fn check(reading: &Reading, wanted: &[Wanted]) {
    let misses = misses(reading, wanted);
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

fn has_role(reading: &Reading, name: &str, title: &str, country: &str) -> bool {
    reading.roles.iter().any(|role| {
        role.name == name && role.title.contains(title) && role.country.as_deref() == Some(country)
    })
}

#[test]
fn claims_of_the_first_report() {
    let Some((first, _)) = seeds() else { return };
    check(
        &first,
        &[
            Wanted {
                event: "E1",
                event_type: "CONSULT",
                parties: &["Ibrahim Kalin", "Rustem Umerov"],
                status: "happened",
                place: Some("Ankara"),
                timex3: Some("XXXX-WXX-4"),
                source: Some("Turkish security sources"),
            },
            Wanted {
                event: "E2",
                event_type: "AGREE",
                parties: &["Ibrahim Kalin", "Rustem Umerov"],
                status: "happened",
                source: Some("Turkish security sources"),
                ..Wanted::default()
            },
            Wanted {
                event: "E3",
                event_type: "CONSULT",
                parties: &["Hakan Fidan", "Rustem Umerov"],
                status: "happened",
                place: Some("Ankara"),
                timex3: Some("XXXX-WXX-2"),
                source: Some("Turkish Foreign Ministry"),
            },
            Wanted {
                event: "E4",
                event_type: "CONSULT",
                parties: &[
                    "Rustem Umerov",
                    "Marco Rubio",
                    "Steve Witkoff",
                    "Jared Kushner",
                    "several European representatives",
                ],
                status: "happened",
                source: Some("Rustem Umerov"),
                ..Wanted::default()
            },
            Wanted {
                event: "E5",
                event_type: "CONSULT",
                parties: &["Rustem Umerov", "president of Ukraine"],
                status: "happened",
                source: Some("Rustem Umerov"),
                ..Wanted::default()
            },
            Wanted {
                event: "E6",
                event_type: "CONSULT",
                parties: &["Ukraine", "NATO", "European Commission", "European Council"],
                status: "planned",
                source: Some("Rustem Umerov"),
                ..Wanted::default()
            },
            Wanted {
                event: "E7",
                event_type: "CONSULT",
                parties: &["European and American partners"],
                status: "planned",
                source: Some("Rustem Umerov"),
                ..Wanted::default()
            },
        ],
    );
}

#[test]
fn claims_of_the_second_report() {
    let Some((_, second)) = seeds() else { return };
    check(
        &second,
        &[
            Wanted {
                event: "E8",
                event_type: "CONSULT",
                parties: &["Yaşar Güler", "Rustem Umerov"],
                status: "happened",
                place: Some("Ankara"),
                timex3: Some("XXXX-WXX-4"),
                source: Some("Defense Ministry"),
            },
            Wanted {
                event: "E9",
                event_type: "CONSULT",
                parties: &["Hakan Fidan", "Rustem Umerov"],
                status: "happened",
                ..Wanted::default()
            },
            Wanted {
                event: "E10",
                event_type: "CONSULT",
                parties: &["Rustem Umerov"],
                status: "ongoing",
                place: Some("Ankara"),
                ..Wanted::default()
            },
            Wanted {
                event: "E11",
                event_type: "CONSULT",
                parties: &["Türkiye"],
                status: "happened",
                place: Some("Istanbul"),
                timex3: Some("2022-03"),
                ..Wanted::default()
            },
            Wanted {
                event: "E12",
                event_type: "CONSULT",
                parties: &["Russia", "Ukraine"],
                status: "happened",
                place: Some("Istanbul"),
                ..Wanted::default()
            },
            Wanted {
                event: "E13",
                event_type: "AID",
                parties: &["Türkiye", "Ukraine"],
                status: "happened",
                ..Wanted::default()
            },
            Wanted {
                event: "E14",
                event_type: "CONSULT",
                parties: &["Olena Zelenska", "Rustem Umerov"],
                status: "happened",
                place: Some("Istanbul"),
                timex3: Some("2024-08"),
                ..Wanted::default()
            },
        ],
    );
}

#[test]
fn offices_of_both_reports() {
    let Some((first, second)) = seeds() else {
        return;
    };
    let wanted = [
        (&first, "Rustem Umerov", "secretary", "UKR"),
        (&first, "Ibrahim Kalin", "chief", "TUR"),
        (&first, "Hakan Fidan", "foreign minister", "TUR"),
        (&first, "Marco Rubio", "secretary of state", "USA"),
        (&first, "Steve Witkoff", "envoy", "USA"),
        (&first, "Jared Kushner", "envoy", "USA"),
        (&second, "Rustem Umerov", "secretary", "UKR"),
        (&second, "Yaşar Güler", "defense minister", "TUR"),
        (&second, "Hakan Fidan", "foreign minister", "TUR"),
        (&second, "Olena Zelenska", "first lady", "UKR"),
    ];
    let missing: Vec<_> = wanted
        .iter()
        .filter(|(reading, name, title, country)| !has_role(reading, name, title, country))
        .map(|(reading, name, title, country)| {
            let of: Vec<_> = reading.roles.iter().filter(|r| r.name == *name).collect();
            format!("{name}, {title} ({country}): {of:?}")
        })
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn quotes_of_the_first_report_and_none_for_a_ship() {
    let Some((first, second)) = seeds() else {
        return;
    };
    let told: Vec<(&str, &str)> = first
        .quotes
        .iter()
        .map(|q| {
            (
                q.kind.as_str(),
                q.speaker.as_ref().map_or("", |s| s.name.as_str()),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("direct", "Rustem Umerov"), ("mixed", "Rustem Umerov")]
    );
    assert_eq!(second.quotes, []);
}

#[test]
fn nothing_is_read_from_furniture_and_no_exchange_is_asserted() {
    let Some((first, second)) = seeds() else {
        return;
    };
    let newsletter = "The Daily Sabah Newsletter";
    let text = &second.document.text;
    let at = text.find(newsletter).expect("the newsletter box is there");
    let start = text[..at].chars().count() as u32;
    assert!(
        second
            .document
            .furniture
            .iter()
            .any(|cut| cut.start == start),
        "{:?}",
        second.document.furniture
    );
    let last = second
        .actors
        .iter()
        .flat_map(|a| &a.mentions)
        .map(|m| m.end)
        .max();
    assert!(last.is_some_and(|last| last <= start));
    assert!(
        second
            .claims
            .iter()
            .all(|claim| claim.evidence.end <= start)
    );
    for claim in &first.claims {
        assert_ne!(
            claim.kind.as_deref(),
            Some("exchange-prisoners"),
            "{claim:?}"
        );
    }
    let withheld = first
        .notes
        .iter()
        .any(|note| note.kind == "details_withheld");
    let unavailable = second.notes.iter().any(|note| note.kind == "not_available");
    assert!(
        withheld && unavailable,
        "{:?} {:?}",
        first.notes,
        second.notes
    );
}

#[test]
fn coreference_traps() {
    let Some((first, second)) = seeds() else {
        return;
    };
    let at = |reading: &Reading, words: &str| {
        let byte = reading
            .document
            .text
            .find(words)
            .unwrap_or_else(|| panic!("{words}"));
        reading.document.text[..byte].chars().count() as u32
    };
    let who = |reading: &Reading, start: u32| {
        let covers =
            |a: &&chancery::reading::ActorRecord| a.mentions.iter().any(|m| m.start == start);
        reading.actors.iter().find(covers).map(|a| a.name.clone())
    };
    let umerov = Some("Rustem Umerov".to_owned());
    assert_eq!(who(&second, at(&second, "His visit")), umerov, "his visit");
    assert_eq!(who(&first, at(&first, "He added")), umerov, "he added");
    assert_eq!(
        who(&second, at(&second, "Ankara’s mediation")),
        Some("Türkiye".to_owned()),
        "metonym"
    );
    let sources: Vec<_> = first
        .claims
        .iter()
        .flat_map(|c| &c.attribution)
        .map(|a| &a.name)
        .collect();
    assert!(
        !sources.iter().any(|name| name.as_str() == "the sources"),
        "{sources:?}"
    );
    let visit = second
        .claims
        .iter()
        .find(|c| c.kind.as_deref() == Some("visit"))
        .expect("the visit");
    assert_eq!(
        visit.place.as_ref().map(|p| p.name.as_str()),
        Some("Ankara")
    );
}

#[test]
fn the_first_report_names_its_day_and_the_rival() {
    let Some((first, second)) = seeds() else {
        return;
    };
    let day = &first.document.published;
    assert_eq!(day.day.best.as_deref(), Some("2026-01-01"));
    assert!(day.day.confidence < 0.5, "{}", day.day.confidence);
    assert!(
        day.rivals.iter().any(|rival| rival.day == "2025-12-25"),
        "{:?}",
        day.rivals
    );
    assert_eq!(second.document.published.day.best, None);
}
