//! The two founding reports, read completely: the record that was written by hand before.
//!
//! The reports are not part of the repository; where they are not beside it, there is nothing to
//! read and the test says so. What the record asks for and is not read yet:
//!
//! - E2: that the cooperation agreed on is an intent.
//! - E8: "at the ministry" as the place within Ankara.
//! - E10: told as going on ("was visiting"), not as happened.
//! - E14: the ship itself; the ceremony stands for it.
//! - E15: Ukraine as the place.
//! - Yaşar Güler's second sector, MIL.
//! - Evaluations in the outlet's own voice ("key mediator") are not marked.
//! - E10 beside the visit that the first report only implies: there is no claim to compare it with
//!   while the second report has no day; with one, the meetings of the first are part of it.

use chancery::actors::ActorLexicon;
use chancery::ingest::{Item, parse_day};
use chancery::link::{EventRecord, link};
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
    read_on(folder, name, None)
}

/// A founding report with the day given, if there is one.
fn read_on(folder: &Path, name: &str, day: Option<&str>) -> Reading {
    let bytes = std::fs::read(folder.join(name)).expect("the folder holds the founding reports");
    let reader = Reader::english(chancery_data::knowledge()).expect("the models are whole");
    let mut item = Item::from_bytes(&bytes).expect("plain text");
    item.published = day.and_then(parse_day).or(item.published);
    reader.read(
        &reader.document(item),
        Search::Narrow,
        &mut Scratch::default(),
    )
}

/// What a claim of the record must have.
#[derive(Default)]
struct Wanted {
    event: &'static str,
    event_type: &'static str,
    parties: &'static [&'static str],
    /// Roles with the names that must have them.
    roles: &'static [(&'static str, &'static str)],
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
        && wanted.roles.iter().all(|(role, name)| {
            let mut all = claim.participants.iter();
            all.any(|p| p.role == *role && (p.name == *name || p.words.text == *name))
        })
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
        "{}: {:?} {:?} {} not found among\n{}",
        wanted.event,
        wanted.parties,
        wanted.roles,
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
                ..Wanted::default()
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
                ..Wanted::default()
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
                roles: &[
                    ("attendee", "United Kingdom"),
                    ("attendee", "Germany"),
                    ("attendee", "France"),
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
                roles: &[
                    ("actor", "Ukraine"),
                    ("attendee", "representatives from more than 10 countries"),
                    ("attendee", "NATO"),
                    ("attendee", "European Commission"),
                    ("attendee", "European Council"),
                    ("attendee", "U.S. officials"),
                ],
                status: "planned",
                timex3: Some("2026-01-03"),
                source: Some("Rustem Umerov"),
                ..Wanted::default()
            },
            Wanted {
                event: "E7",
                event_type: "CONSULT",
                parties: &["European and American partners"],
                status: "planned",
                timex3: Some("2026-01"),
                source: Some("Rustem Umerov"),
                ..Wanted::default()
            },
            Wanted {
                event: "E7, what was coordinated",
                event_type: "CONSULT",
                roles: &[("actor", "Rustem Umerov"), ("object", "positions")],
                status: "happened",
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
                roles: &[("host", "Yaşar Güler"), ("guest", "Rustem Umerov")],
                status: "happened",
                place: Some("Ankara"),
                timex3: Some("XXXX-WXX-4"),
                source: Some("Defense Ministry"),
                ..Wanted::default()
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
                roles: &[("actor", "Rustem Umerov"), ("host", "Türkiye")],
                status: "ongoing",
                place: Some("Ankara"),
                ..Wanted::default()
            },
            Wanted {
                event: "E11",
                event_type: "CONSULT",
                roles: &[
                    ("actor", "Russia"),
                    ("actor", "Ukraine"),
                    ("host", "Türkiye"),
                ],
                status: "happened",
                place: Some("Istanbul"),
                timex3: Some("2022-03"),
                ..Wanted::default()
            },
            Wanted {
                event: "E12",
                event_type: "CONSULT",
                roles: &[
                    ("actor", "Russia"),
                    ("actor", "Ukraine"),
                    ("host", "Türkiye"),
                ],
                status: "happened",
                place: Some("Istanbul"),
                timex3: Some("2025-05/2025-06"),
                ..Wanted::default()
            },
            Wanted {
                event: "E13",
                event_type: "AID",
                roles: &[
                    ("actor", "Türkiye"),
                    ("recipient", "Ukraine"),
                    ("object", "Turkish-built Ada-class corvettes"),
                ],
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
            Wanted {
                event: "E15",
                event_type: "ASSAULT",
                roles: &[("actor", "Russia"), ("recipient", "Ukraine")],
                status: "happened",
                timex3: Some("2022"),
                ..Wanted::default()
            },
        ],
    );
}

#[test]
fn what_the_claims_say_beside_the_parties() {
    let Some((first, second)) = seeds() else {
        return;
    };
    let claim = |reading: &Reading, trigger: &str| {
        let found = reading.claims.iter().find(|c| c.trigger.text == trigger);
        found.cloned().unwrap_or_else(|| panic!("{trigger}"))
    };
    let topics: String = claim(&first, "met")
        .topics
        .iter()
        .map(|topic| topic.text.as_str())
        .collect();
    for topic in [
        "security situation",
        "war",
        "peace",
        "negotiation",
        "prisoners of war",
        "prisoner exchange",
    ] {
        assert!(topics.contains(topic), "{topic}: {topics}");
    }
    let planned = claim(&first, "meeting");
    let online = planned.participants.iter().find(|p| p.medium.is_some());
    assert_eq!(
        online.map(|p| (p.name.as_str(), p.medium.as_deref())),
        Some(("U.S. officials", Some("video")))
    );
    let coordinated = claim(&first, "coordinated");
    assert!(coordinated.time.is_none_or(|time| time.words.is_none()));
    for (reading, trigger) in [(&second, "visiting"), (&second, "talks")] {
        let claim = claim(reading, trigger);
        let host = claim.participants.iter().find(|p| p.role == "host");
        assert_eq!(
            host.and_then(|p| p.basis.as_deref()),
            Some("inferred"),
            "{trigger}"
        );
    }
    assert_eq!(claim(&second, "talks").round, Some(3));
    assert_eq!(second.document.outlet.as_deref(), Some("Daily Sabah"));
}

#[test]
fn actors_of_both_reports() {
    let Some((first, second)) = seeds() else {
        return;
    };
    let wanted = [
        (&first, "Rustem Umerov", "person", Some("UKR")),
        (&first, "Ibrahim Kalin", "person", Some("TUR")),
        (&first, "Hakan Fidan", "person", Some("TUR")),
        (&first, "Marco Rubio", "person", Some("USA")),
        (&first, "president of Ukraine", "person", Some("UKR")),
        (
            &first,
            "National Security and Defense Council",
            "org",
            Some("UKR"),
        ),
        (
            &first,
            "National Intelligence Organization",
            "org",
            Some("TUR"),
        ),
        (&first, "Turkish Foreign Ministry", "org", Some("TUR")),
        (&first, "NATO", "igo", Some("IGO")),
        (&first, "European Commission", "igo", Some("EUR")),
        (&first, "European Council", "igo", Some("EUR")),
        (&first, "Türkiye", "state", Some("TUR")),
        (&first, "Ukraine", "state", Some("UKR")),
        (&first, "Russia", "state", Some("RUS")),
        (&first, "United Kingdom", "state", Some("GBR")),
        (&first, "Germany", "state", Some("DEU")),
        (&first, "France", "state", Some("FRA")),
        (&first, "Turkish security sources", "unnamed", Some("TUR")),
        (&first, "several European representatives", "group", None),
        (
            &first,
            "representatives from more than 10 countries",
            "group",
            None,
        ),
        (&second, "Yaşar Güler", "person", Some("TUR")),
        (&second, "Olena Zelenska", "person", Some("UKR")),
        (&second, "Defense Ministry", "org", Some("TUR")),
    ];
    for (reading, name, kind, country) in wanted {
        let found = reading.actors.iter().find(|actor| actor.name == name);
        assert_eq!(
            found.map(|actor| (actor.kind.as_str(), actor.country.as_deref())),
            Some((kind, country)),
            "{name}"
        );
    }
}

#[test]
fn a_class_of_ships_is_no_person() {
    let Some((_, second)) = seeds() else { return };
    let mut names = second.actors.iter().map(|actor| actor.name.as_str());
    assert!(names.all(|name| name != "Ada-class"));
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
        // That prisoners are held is not told as an act of anybody.
        let words = claim.event_type == "CONSULT" || claim.event_type == "AGREE";
        assert!(words, "{claim:?}");
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

/// The events of both reports; the second with a day of its own, if given.
fn linked(day: Option<&str>) -> Option<(Vec<Reading>, Vec<EventRecord>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let readings = folder.exists().then(|| {
        let second = read_on(&folder, SECOND, day);
        vec![read_on(&folder, FIRST, day), second]
    })?;
    let names = ActorLexicon::new(chancery_data::knowledge());
    let events = link(&names, &readings);
    let turned: Vec<Reading> = readings.iter().rev().cloned().collect();
    assert_eq!(link(&names, &turned), events, "the order of the reports");
    Some((readings, events))
}

/// The event of the claim of report `number` whose trigger is `word`.
fn event_of<'e>(
    (readings, events): &'e (Vec<Reading>, Vec<EventRecord>),
    number: usize,
    word: &str,
) -> &'e EventRecord {
    let reading = &readings[number];
    let claim = reading.claims.iter().find(|c| c.trigger.text == word);
    let id = &claim.unwrap_or_else(|| panic!("{word}")).id;
    let of = |event: &&EventRecord| event.claims.iter().any(|c| c.claim == *id);
    events
        .iter()
        .find(of)
        .expect("every claim is of some event")
}

fn has_edge(from: &EventRecord, kind: &str, to: &EventRecord) -> bool {
    let edge = |edge: &&chancery::link::EdgeRecord| edge.kind == kind && edge.event == to.event;
    from.edges
        .iter()
        .find(edge)
        .is_some_and(|edge| !edge.evidence.is_empty())
}

#[test]
fn how_the_events_hang_together() {
    let Some(all) = linked(None) else { return };
    let of = |number, word| event_of(&all, number, word);
    let (kalin, agreed, fidan) = (of(0, "met"), of(0, "agreed"), of(0, "talks"));
    let (guler, again, visit) = (of(1, "hosts"), of(1, "meeting"), of(1, "visiting"));
    assert!(has_edge(agreed, "part_of", kalin), "E2 in E1");
    assert!(has_edge(guler, "part_of", visit), "E8 in E10");
    assert!(has_edge(again, "part_of", visit), "E9 in E10");
    assert!(has_edge(kalin, "same_visit", fidan), "E1 and E3");
    assert!(has_edge(kalin, "follows", fidan), "E1 after E3");
    assert!(has_edge(guler, "same_visit", again), "E8 and E9");
    let launch = of(1, "attending");
    assert!(launch.edges.is_empty(), "E14: {:?}", launch.edges);
    assert_ne!(fidan.event, again.event, "E3 and E9 are not merged");
    assert_eq!(fidan.possible_same, std::slice::from_ref(&again.event));
    assert_ne!(kalin.event, guler.event, "other counterparts");
    assert!(kalin.possible_same.is_empty() && kalin.conflicts.is_empty());
}

#[test]
fn with_a_day_for_both_the_meeting_is_one() {
    let Some(all) = linked(Some("2026-01-01")) else {
        return;
    };
    let of = |number, word| event_of(&all, number, word);
    let (kalin, fidan, guler) = (of(0, "met"), of(0, "talks"), of(1, "hosts"));
    assert_eq!(fidan.event, of(1, "meeting").event, "E3 is E9");
    assert_eq!((fidan.reports, fidan.origins), (2, 2));
    assert!(fidan.conflicts.is_empty(), "{:?}", fidan.conflicts);
    assert_ne!(kalin.event, guler.event, "E1 and E8 stay two");
    assert!(has_edge(kalin, "same_visit", guler));
    assert!(has_edge(kalin, "part_of", of(1, "visiting")));
}
