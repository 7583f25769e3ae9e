//! Linking of small readings made by hand.

mod property;
mod rules;

use super::EventRecord;
use crate::actors::ActorLexicon;
use crate::reading::{
    ActorRecord, AttributionRecord, ClaimRecord, DatingRecord, DocumentRecord, EventTimeRecord,
    ParticipantRecord, PlaceRecord, Reading, TextSpan, TimeRecord,
};
use std::sync::LazyLock;

static NAMES: LazyLock<ActorLexicon> =
    LazyLock::new(|| ActorLexicon::new(chancery_data::knowledge()));

fn link(readings: &[Reading]) -> Vec<EventRecord> {
    super::link(&NAMES, readings)
}

/// A reading with one claim of a meeting.
fn meeting(id: &str, parties: &[&str], day: Option<&str>, place: Option<&str>) -> Reading {
    let participants = parties.iter().map(|name| ParticipantRecord {
        role: "actor".to_owned(),
        name: (*name).to_owned(),
        actor: Some(format!("a:{name}")),
        ..Default::default()
    });
    let time = day.map(|day| EventTimeRecord {
        day: TimeRecord {
            edtf: Some(day.to_owned()),
            earliest: Some(day.to_owned()),
            latest: Some(day.to_owned()),
            best: Some(day.to_owned()),
            ..Default::default()
        },
        words: Some(TextSpan::default()),
        ..Default::default()
    });
    let claim = ClaimRecord {
        id: format!("c:{id}"),
        event_type: "CONSULT".to_owned(),
        kind: Some("meet".to_owned()),
        participants: participants.collect(),
        place: place.map(|name| PlaceRecord {
            name: name.to_owned(),
            precision: "city".to_owned(),
            ..Default::default()
        }),
        time,
        core: true,
        status: "happened".to_owned(),
        ..Default::default()
    };
    Reading {
        id: id.to_owned(),
        document: DocumentRecord {
            text: format!("Report {id} in words of its own, not those of any other outlet."),
            published: DatingRecord::default(),
            ..Default::default()
        },
        claims: vec![claim],
        ..Default::default()
    }
}

fn shapes(events: &[EventRecord]) -> Vec<Vec<&str>> {
    let mut shapes: Vec<Vec<&str>> = events
        .iter()
        .map(|e| e.claims.iter().map(|c| c.id.as_str()).collect())
        .collect();
    shapes.sort();
    shapes
}

#[test]
fn same_parties_day_and_city_are_one_event() {
    let readings = [
        meeting(
            "a",
            &["Lena Marin", "Oleg Dorn"],
            Some("2026-01-01"),
            Some("Belmar"),
        ),
        meeting(
            "b",
            &["Marin", "Oleg Dorn"],
            Some("2026-01-01"),
            Some("Belmar"),
        ),
    ];
    let events = link(&readings);
    assert_eq!(shapes(&events), [vec!["a", "b"]]);
    assert_eq!(
        (events[0].reports, events[0].participants[0].name.as_str()),
        (2, "Lena Marin")
    );
}

#[test]
fn another_counterpart_is_another_event() {
    let readings = [
        meeting(
            "a",
            &["Lena Marin", "Oleg Dorn"],
            Some("2026-01-01"),
            Some("Belmar"),
        ),
        meeting(
            "b",
            &["Lena Marin", "Ada Sarel"],
            Some("2026-01-01"),
            Some("Belmar"),
        ),
    ];
    let events = link(&readings);
    assert_eq!(shapes(&events), [vec!["a"], vec!["b"]]);
    assert!(events.iter().all(|event| event.possible_same.is_empty()));
}

#[test]
fn without_a_date_they_may_be_the_same() {
    let readings = [
        meeting(
            "a",
            &["Lena Marin", "Oleg Dorn"],
            Some("2026-01-01"),
            Some("Belmar"),
        ),
        meeting("b", &["Lena Marin", "Oleg Dorn"], None, Some("Belmar")),
    ];
    let events = link(&readings);
    assert_eq!(shapes(&events), [vec!["a"], vec!["b"]]);
    assert!(events.iter().all(|event| event.possible_same.len() == 1));
}

#[test]
fn another_day_is_another_event() {
    let readings = [
        meeting("a", &["Lena Marin", "Oleg Dorn"], Some("2026-01-01"), None),
        meeting("b", &["Lena Marin", "Oleg Dorn"], Some("2026-01-04"), None),
    ];
    assert_eq!(shapes(&link(&readings)), [vec!["a"], vec!["b"]]);
}

#[test]
fn an_outcome_fulfils_its_plan() {
    let mut plan = meeting(
        "a",
        &["Lena Marin", "Oleg Dorn"],
        Some("2026-01-03"),
        Some("Belmar"),
    );
    plan.claims[0].status = "planned".to_owned();
    let outcome = meeting(
        "b",
        &["Lena Marin", "Oleg Dorn"],
        Some("2026-01-03"),
        Some("Belmar"),
    );
    let events = link(&[plan, outcome]);
    let planned = events
        .iter()
        .find(|e| e.status == "planned")
        .map(|e| e.event.clone());
    let held = events
        .iter()
        .find(|e| e.status == "happened")
        .expect("the outcome");
    assert_eq!(
        held.edges
            .first()
            .map(|edge| (edge.kind.as_str(), Some(edge.event.clone()))),
        Some(("fulfils", planned))
    );
}

#[test]
fn one_named_source_is_one_origin() {
    let source = AttributionRecord {
        name: "Lena Marin".to_owned(),
        named: true,
        ..Default::default()
    };
    let mut readings = [
        meeting(
            "a",
            &["Lena Marin", "Oleg Dorn"],
            Some("2026-01-01"),
            Some("Belmar"),
        ),
        meeting(
            "b",
            &["Lena Marin", "Oleg Dorn"],
            Some("2026-01-01"),
            Some("Belmar"),
        ),
        meeting(
            "c",
            &["Lena Marin", "Oleg Dorn"],
            Some("2026-01-01"),
            Some("Belmar"),
        ),
    ];
    for reading in &mut readings[..2] {
        reading.claims[0].attribution = vec![source.clone()];
    }
    readings[2].document.text =
        "Quite another text, longer and by somebody else, about that day.".to_owned();
    let events = link(&readings);
    assert_eq!((events[0].reports, events[0].origins), (3, 2));
}

#[test]
fn the_order_of_arrival_does_not_matter() {
    let mut readings: Vec<Reading> = (0..6)
        .map(|i| {
            let day = format!("2026-01-0{}", 1 + i / 2);
            meeting(
                &format!("r{i}"),
                &["Lena Marin", "Oleg Dorn"],
                Some(&day),
                Some("Belmar"),
            )
        })
        .collect();
    let first = link(&readings);
    readings.reverse();
    assert_eq!(link(&readings), first);
    readings.swap(0, 3);
    assert_eq!(link(&readings), first);
}

/// A report of which the claims of `readings` are all told, in their order, with persons of these
/// countries.
fn one_report(readings: &[Reading], countries: &[(&str, &str)]) -> Reading {
    let mut report = readings[0].clone();
    report.claims = readings.iter().flat_map(|r| r.claims.clone()).collect();
    for (at, claim) in report.claims.iter_mut().enumerate() {
        claim.trigger.start = 100 * at as u32;
        claim.core = true;
        for person in &mut claim.participants {
            let known = countries.iter().find(|(name, _)| *name == person.name);
            person.country = known.map(|(_, country)| (*country).to_owned());
        }
        if let Some(place) = &mut claim.place {
            place.country = Some("PRT".to_owned());
        }
    }
    report.actors = countries
        .iter()
        .map(|(name, country)| ActorRecord {
            actor: format!("a:{name}"),
            kind: "person".to_owned(),
            name: (*name).to_owned(),
            country: Some((*country).to_owned()),
            ..Default::default()
        })
        .collect();
    report
}

const PEOPLE: [(&str, &str); 3] = [
    ("Lena Marin", "NOR"),
    ("Oleg Dorn", "PRT"),
    ("Ada Sarel", "PRT"),
];

/// Kind of the edge, claim of the one event, claim of the other; sorted.
fn edges(events: &[EventRecord]) -> Vec<(String, String, String)> {
    let mut edges: Vec<_> = events
        .iter()
        .flat_map(|event| &event.edges)
        .map(|edge| {
            (
                edge.kind.clone(),
                edge.claims[0].clone(),
                edge.claims[1].clone(),
            )
        })
        .collect();
    edges.sort();
    edges
}

fn edge(kind: &str, from: &str, to: &str) -> (String, String, String) {
    (kind.to_owned(), format!("c:{from}"), format!("c:{to}"))
}

#[test]
fn a_meeting_with_the_hosts_is_part_of_the_visit() {
    let mut visit = meeting("visit", &["Lena Marin"], None, Some("Lisbon"));
    visit.claims[0].kind = Some("visit".to_owned());
    let placed = meeting("placed", &["Ada Sarel", "Lena Marin"], None, Some("Lisbon"));
    let bare = meeting("bare", &["Lena Marin", "Oleg Dorn"], None, None);
    let elsewhere = meeting("far", &["Lena Marin", "Oleg Dorn"], None, Some("Porto"));
    let report = one_report(&[visit, placed, bare, elsewhere], &PEOPLE);
    let events = link(&[report]);
    assert_eq!(
        edges(&events),
        [
            edge("part_of", "bare", "visit"),
            edge("part_of", "placed", "visit"),
            edge("same_visit", "bare", "placed"),
            edge("same_visit", "placed", "bare"),
        ]
    );
    let shown = events.iter().flat_map(|event| &event.edges).next();
    let slots: Vec<&str> = shown
        .map(|edge| edge.evidence.iter().map(|e| e.slot.as_str()).collect())
        .unwrap_or_default();
    assert_eq!(slots, ["visitor", "place", "document"]);
}

#[test]
fn meetings_of_one_visit_follow_each_other_by_their_days() {
    let first = meeting(
        "first",
        &["Lena Marin", "Oleg Dorn"],
        Some("2026-01-01"),
        Some("Lisbon"),
    );
    let second = meeting(
        "second",
        &["Lena Marin", "Ada Sarel"],
        Some("2026-01-03"),
        Some("Lisbon"),
    );
    let late = meeting(
        "late",
        &["Lena Marin", "Ada Sarel"],
        Some("2026-02-03"),
        Some("Lisbon"),
    );
    let readings = [
        one_report(&[first], &PEOPLE),
        one_report(&[second, late], &PEOPLE),
    ];
    let events = link(&readings);
    assert_eq!(
        edges(&events),
        [
            edge("follows", "second", "first"),
            edge("same_visit", "first", "second"),
            edge("same_visit", "second", "first"),
        ]
    );
    assert_eq!(link(&[readings[1].clone(), readings[0].clone()]), events);
}

#[test]
fn what_the_parties_of_a_meeting_agreed_is_part_of_it() {
    let met = meeting("met", &["Lena Marin", "Oleg Dorn"], None, None);
    let other = meeting("other", &["Lena Marin", "Ada Sarel"], None, None);
    let mut deal = meeting("deal", &["Lena Marin", "Oleg Dorn"], None, None);
    deal.claims[0].event_type = "AGREE".to_owned();
    deal.claims[0].kind = Some("deal".to_owned());
    let events = link(&[one_report(&[met, other, deal], &PEOPLE)]);
    assert_eq!(edges(&events), [edge("part_of", "deal", "met")]);
}

#[test]
fn rounds_of_the_same_sides_are_a_series() {
    let round = |id: &str, number: u32, day: &str| {
        let mut talks = meeting(id, &["Lena Marin", "Oleg Dorn"], Some(day), None);
        talks.claims[0].round = Some(number);
        one_report(&[talks], &PEOPLE)
    };
    let readings = [
        round("a", 1, "2026-01-01"),
        round("b", 2, "2026-02-01"),
        round("c", 4, "2026-03-01"),
        round("d", 5, "2028-03-01"),
    ];
    assert_eq!(
        edges(&link(&readings)),
        [
            edge("follows", "b", "a"),
            edge("same_series", "a", "b"),
            edge("same_series", "a", "c"),
            edge("same_series", "b", "a"),
            edge("same_series", "b", "c"),
            edge("same_series", "c", "a"),
            edge("same_series", "c", "b"),
        ]
    );
}

#[test]
fn a_report_with_a_day_dates_its_news() {
    let placed = || {
        let mut reading = meeting("b", &["Lena Marin", "Oleg Dorn"], None, Some("Lisbon"));
        reading.document.published.day.best = Some("2026-01-03".to_owned());
        one_report(&[reading], &PEOPLE)
    };
    let dated = |day: &str| {
        let reading = meeting("a", &["Lena Marin", "Oleg Dorn"], Some(day), Some("Lisbon"));
        one_report(&[reading], &PEOPLE)
    };
    assert_eq!(link(&[dated("2026-01-01"), placed()]).len(), 1);
    assert_eq!(link(&[dated("2025-11-01"), placed()]).len(), 2);
}
