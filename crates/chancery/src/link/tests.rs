//! Linking of small readings made by hand.

use super::{EventRecord, link};
use crate::reading::{
    AttributionRecord, ClaimRecord, DatingRecord, DocumentRecord, EventTimeRecord,
    ParticipantRecord, PlaceRecord, Reading, TextSpan, TimeRecord,
};

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
