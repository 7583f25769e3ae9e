//! Any few reports, in any order, at once or one by one: the same events.

use super::NAMES;
use crate::link::{
    Card, Decided, EventRecord, POSSIBLE, Pair, Tie, Two, Way, Weight, between, candidates, cards,
    cluster, compare, keys, link, parts, weigh,
};
use crate::reading::{
    ActorRecord, CharRange, ClaimRecord, DatingRecord, DocumentRecord, EventTimeRecord,
    ParticipantRecord, PlaceRecord, Reading, TextSpan, TimeRecord,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Name, kind, country, what the country rests on.
const CAST: [(&str, &str, &str, &str); 8] = [
    ("Lena Marin", "person", "NOR", "span"),
    ("Marin", "person", "", ""),
    ("Oleg Dorn", "person", "PRT", "span"),
    ("Oleg Dorn", "person", "ESP", "headline"),
    ("Norway", "state", "NOR", "table"),
    ("Portugal", "state", "PRT", "table"),
    ("Portuguese foreign minister", "person", "PRT", "span"),
    ("two ministers", "group", "", ""),
];
/// Type and kind.
const ACTS: [(&str, &str); 8] = [
    ("CONSULT", "meet"),
    ("CONSULT", "talks"),
    ("CONSULT", "call"),
    ("CONSULT", "visit"),
    ("AGREE", "deal"),
    ("ACCUSE", ""),
    ("STATE", "deny"),
    ("REJECT", "call-off"),
];
/// Name, country, precision.
const PLACES: [(&str, &str, &str); 4] = [
    ("Lisbon", "PRT", "city"),
    ("Porto", "PRT", "city"),
    ("Portugal", "PRT", "country"),
    ("Oslo", "NOR", "city"),
];
const STATUSES: [&str; 4] = ["happened", "happened", "planned", "denied"];

/// A claim by choices: act, parties, day, place, status, core.
type Choice = (usize, Vec<usize>, Option<u8>, Option<usize>, usize, bool);

fn choice() -> impl Strategy<Value = Choice> {
    (
        prop_oneof![2 => 0..2_usize, 1 => 0..ACTS.len()],
        prop::collection::vec(prop_oneof![2 => 0..3_usize, 1 => 0..CAST.len()], 0..3),
        prop::option::weighted(0.7, prop_oneof![4 => 4..6_u8, 1 => 0..9_u8]),
        prop::option::of(prop_oneof![2 => 0..1_usize, 1 => 0..PLACES.len()]),
        0..STATUSES.len(),
        prop::bool::weighted(0.9),
    )
}

/// Reports: day of each, its claims; two of them may print one text.
fn reports() -> impl Strategy<Value = Vec<Reading>> {
    let report = (
        prop::option::weighted(0.8, 4..9_u8),
        prop::collection::vec(choice(), 1..4),
    );
    prop::collection::vec(report, 1..7).prop_map(|reports| {
        let reports = reports.into_iter().enumerate();
        reports
            .map(|(at, (day, claims))| reading(at, day, &claims))
            .collect()
    })
}

fn iso(day: u8) -> Option<String> {
    Some(format!("2026-01-0{}", day + 1))
}

fn day_of(day: u8) -> TimeRecord {
    TimeRecord {
        edtf: iso(day),
        earliest: iso(day),
        latest: iso(day),
        best: iso(day),
        precision: "day".to_owned(),
        ..TimeRecord::default()
    }
}

fn reading(at: usize, published: Option<u8>, claims: &[Choice]) -> Reading {
    let text = "The two of them met for a long while and said nothing about it to anybody else. ";
    let mut reading = Reading {
        id: format!("r{at}"),
        document: DocumentRecord {
            text: text.repeat(claims.len()),
            published: DatingRecord {
                day: published.map(day_of).unwrap_or_default(),
                ..DatingRecord::default()
            },
            ..DocumentRecord::default()
        },
        ..Reading::default()
    };
    let length = text.chars().count() as u32;
    for (number, claim) in claims.iter().enumerate() {
        let start = length * number as u32;
        let mut claim = record(claim, &mut reading.actors);
        claim.id = format!("c{at}.{number}");
        claim.trigger.start = start + 15;
        claim.trigger.end = start + 18;
        // The last claim of every second report is told in a sentence of its own.
        let end = start
            + if (at + number).is_multiple_of(2) {
                length
            } else {
                20
            };
        claim.evidence = CharRange { start, end };
        reading.claims.push(claim);
    }
    reading
}

fn record(
    (act, parties, day, place, status, core): &Choice,
    actors: &mut Vec<ActorRecord>,
) -> ClaimRecord {
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut claim = ClaimRecord {
        event_type: ACTS[*act].0.to_owned(),
        kind: filled(ACTS[*act].1),
        status: STATUSES[*status].to_owned(),
        core: *core,
        ..ClaimRecord::default()
    };
    for (place, &party) in parties.iter().enumerate() {
        let (name, kind, country, basis) = CAST[party];
        let actor = format!("a:{party}");
        claim.participants.push(ParticipantRecord {
            role: if place == 0 || *act < 5 {
                "actor"
            } else {
                "recipient"
            }
            .to_owned(),
            name: name.to_owned(),
            actor: Some(actor.clone()),
            country: filled(country),
            ..ParticipantRecord::default()
        });
        actors.push(ActorRecord {
            actor,
            kind: kind.to_owned(),
            country_basis: filled(basis),
            ..ActorRecord::default()
        });
    }
    claim.place = place.map(|place| {
        let (name, country, precision) = PLACES[place];
        PlaceRecord {
            name: name.to_owned(),
            country: filled(country),
            precision: precision.to_owned(),
            ..PlaceRecord::default()
        }
    });
    claim.time = day.map(|day| EventTimeRecord {
        // The ninth day is only a weekday.
        day: if day < 8 {
            day_of(day)
        } else {
            TimeRecord::default()
        },
        timex3: (day == 8).then(|| "XXXX-WXX-4".to_owned()),
        words: Some(TextSpan::default()),
    });
    claim
}

/// What a store keeps, claim by claim.
#[derive(Default)]
struct Kept {
    cards: Vec<Card>,
    keys: Vec<(keys::Key, usize)>,
    pairs: BTreeMap<Two, Weight>,
    ties: BTreeSet<(String, String, String)>,
}

impl Kept {
    fn add(&mut self, report: Vec<Card>) {
        let first = self.cards.len();
        self.cards.extend(report);
        let fresh = first..self.cards.len();
        for at in fresh.clone() {
            let kept = keys::kept(&self.cards[at]).into_iter();
            self.keys.extend(kept.map(|key| (key, at)));
        }
        let mut found: BTreeSet<Two> = BTreeSet::new();
        for at in fresh.clone() {
            for asked in keys::asked(&self.cards[at]) {
                let met = self
                    .keys
                    .iter()
                    .filter(|(key, other)| *other != at && keys::meet(key, &asked));
                found.extend(met.map(|(_, other)| (at.min(*other), at.max(*other))));
            }
            found.extend((first..at).map(|other| (other, at)));
        }
        for two in found {
            self.compare(two);
        }
        let mut report: Vec<Card> = self.cards[fresh].to_vec();
        report.sort_by(|a, b| a.key().cmp(&b.key()));
        for (part, whole, tie) in parts(&report) {
            self.tie((&report[part].claim, &report[whole].claim), &tie);
        }
    }

    fn compare(&mut self, (a, b): Two) {
        let (one, two) = (&self.cards[a], &self.cards[b]);
        let (one, two) = if one.key() <= two.key() {
            (one, two)
        } else {
            (two, one)
        };
        let weight = weigh(one, two);
        assert_eq!(weight, weigh(two, one), "the order of the two");
        let ties = between(one, two, weight);
        let ids = (one.claim.clone(), two.claim.clone());
        if let Some(weight) = weight.filter(|weight| weight.halves >= POSSIBLE) {
            self.pairs.insert((a, b), weight);
        }
        for tie in ties {
            self.tie((&ids.0, &ids.1), &tie);
        }
    }

    fn tie(&mut self, (one, two): (&str, &str), tie: &Tie) {
        let (from, to) = match tie.way {
            Way::Forth => (one, two),
            Way::Back => (two, one),
        };
        let row = (from.to_owned(), tie.kind.to_owned(), to.to_owned());
        self.ties.insert(row);
    }

    /// The claims that joining pairs connect, each part clustered by itself.
    fn events(&self) -> BTreeSet<BTreeSet<String>> {
        let mut events = BTreeSet::new();
        let mut left: BTreeSet<usize> = (0..self.cards.len()).collect();
        while let Some(first) = left.pop_first() {
            let (mut part, mut next) = (BTreeSet::from([first]), vec![first]);
            while let Some(at) = next.pop() {
                let joined = self.pairs.iter().filter(|(_, weight)| weight.joins());
                let others = joined.filter_map(|(&(a, b), _)| match at {
                    _ if at == a => Some(b),
                    _ if at == b => Some(a),
                    _ => None,
                });
                next.extend(others.filter(|&other| part.insert(other)));
            }
            left.retain(|at| !part.contains(at));
            events.extend(self.cluster(part.into_iter().collect()));
        }
        events
    }

    fn cluster(&self, mut part: Vec<usize>) -> Vec<BTreeSet<String>> {
        part.sort_by(|&a, &b| self.cards[a].key().cmp(&self.cards[b].key()));
        let place = |at: usize| part.iter().position(|&one| one == at);
        let pairs = self.pairs.iter().filter_map(|(&(a, b), &weight)| {
            let (a, b) = (place(a)?, place(b)?);
            Some(Pair {
                two: (a.min(b), a.max(b)),
                weight,
            })
        });
        let pairs: Vec<Pair> = pairs.collect();
        let cards: Vec<&Card> = part.iter().map(|&at| &self.cards[at]).collect();
        let clusters = cluster(&cards, &pairs, &Decided::default());
        let ids = |members: Vec<usize>| members.iter().map(|&m| cards[m].claim.clone()).collect();
        clusters.into_iter().map(ids).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_any_order_and_one_by_one(
        (readings, order) in reports().prop_flat_map(|readings| {
            let order: Vec<usize> = (0..readings.len()).collect();
            (Just(readings), Just(order).prop_shuffle())
        })
    ) {
        let whole = link(&NAMES, &readings);
        let shuffled: Vec<Reading> = order.iter().map(|&at| readings[at].clone()).collect();
        let bytes = |events: &Vec<EventRecord>| serde_json::to_string(events).expect("events are plain data");
        prop_assert_eq!(bytes(&link(&NAMES, &shuffled)), bytes(&whole));

        let mut kept = Kept::default();
        for reading in &shuffled {
            kept.add(cards(&NAMES, reading));
        }
        let ids = |event: &EventRecord| {
            event.claims.iter().map(|claim| claim.claim.clone()).collect()
        };
        let events: BTreeSet<BTreeSet<String>> = whole.iter().map(ids).collect();
        prop_assert_eq!(kept.events(), events);
        let mut told: Vec<Card> = readings.iter().flat_map(|one| cards(&NAMES, one)).collect();
        told.sort_by(|a, b| a.key().cmp(&b.key()));
        let told: Vec<&Card> = told.iter().collect();
        let mut ties = BTreeSet::new();
        for ((a, b), found) in compare(&told).ties {
            for tie in found {
                let (from, to) = match tie.way {
                    Way::Forth => (a, b),
                    Way::Back => (b, a),
                };
                ties.insert((told[from].claim.clone(), tie.kind.to_owned(), told[to].claim.clone()));
            }
        }
        prop_assert_eq!(kept.ties, ties);
        let found = candidates(&told);
        prop_assert!(found.iter().all(|(a, b)| a < b));
    }
}
