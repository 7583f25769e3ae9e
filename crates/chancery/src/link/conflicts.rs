//! The slots on which the claims of one event disagree (`reference/linking.md`, section 8).
//!
//! | slot | conflict | no conflict |
//! |---|---|---|
//! | `date` | days, or parts of dates, of which none can be both | a day within a week, an undated claim |
//! | `place` | two countries; two cities; two houses | a house in a city, a city in a country |
//! | `participants` | each side has somebody whom the other does not know | one names more than the other |
//! | `quantity` | two numbers of one thing | a rough number and an exact one; numbers of two things |
//! | `status` | it happened, and it is denied | still going on, over; planned, possible |
//! | `attribution` | one source is said to affirm it, and to deny it | two sources |
//!
//! A finer value within a coarser one refines it.

use super::ConflictRecord;
use super::card::{Card, Spot};
use super::company::Company;
use super::origins::Told;
use super::party::{Alike, Party};
use super::weigh::{cities_differ, countries_apart};
use super::when;
use std::collections::BTreeSet;

/// The conflicts of the claims of one event, by slot in the order of the table.
pub fn conflicts(claims: &[Told<'_>]) -> Vec<ConflictRecord> {
    let told: [(&str, Differ, Value); 3] = [
        ("date", when::apart, date),
        ("place", places_differ, place),
        ("participants", companies_differ, participants),
    ];
    let said: [(&str, Differ, Value); 3] = [
        ("quantity", numbers_differ, Card::number),
        ("status", statuses_differ, status),
        ("attribution", sources_differ, source),
    ];
    told.into_iter()
        .chain(said)
        .filter_map(|(slot, differ, value)| conflict(claims, slot, differ, value))
        .collect()
}

/// Two claims contradict each other on the slot.
type Differ = fn(&Card, &Card) -> bool;
/// What a claim says in the slot.
type Value = fn(&Card) -> Option<String>;

fn conflict(
    claims: &[Told<'_>],
    slot: &str,
    differ: Differ,
    value: Value,
) -> Option<ConflictRecord> {
    let mut sides: BTreeSet<usize> = BTreeSet::new();
    for (at, (one, _)) in claims.iter().enumerate() {
        for (other, (two, _)) in claims[..at].iter().enumerate() {
            if differ(one, two) {
                sides.extend([at, other]);
            }
        }
    }
    let cards = || sides.iter().map(|&at| claims[at].0);
    let values: BTreeSet<String> = cards().filter_map(value).collect();
    (!sides.is_empty()).then(|| ConflictRecord {
        slot: slot.to_owned(),
        kind: values.into_iter().collect::<Vec<_>>().join(" / "),
        claims: cards().map(|card| card.claim.clone()).collect(),
    })
}

fn date(card: &Card) -> Option<String> {
    card.said.as_ref()?.0.clone()
}

fn places_differ(a: &Card, b: &Card) -> bool {
    let houses = |one: &Spot, two: &Spot| {
        one.precision == HOUSE && two.precision == HOUSE && one.name != two.name
    };
    let spots = a.place.as_ref().zip(b.place.as_ref());
    spots.is_some_and(|(one, two)| {
        countries_apart(one, two) || cities_differ(one, two) || houses(one, two)
    })
}

fn place(card: &Card) -> Option<String> {
    card.place.as_ref().map(|place| place.name.clone())
}

fn companies_differ(a: &Card, b: &Card) -> bool {
    let unknown = |ours: &[Party], theirs: &[Party]| {
        ours.iter().any(|one| {
            !theirs.is_empty() && theirs.iter().all(|two| one.alike(two) == Alike::Differ)
        })
    };
    let apart = unknown(&a.parties, &b.parties) && unknown(&b.parties, &a.parties);
    apart || Company::of(a, b).clash
}

fn participants(card: &Card) -> Option<String> {
    let names: Vec<&str> = card
        .parties
        .iter()
        .map(|party| party.name.as_str())
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn numbers_differ(a: &Card, b: &Card) -> bool {
    a.counts.iter().any(|one| {
        let mut others = b.counts.iter();
        others.any(|two| {
            let exact = !one.approx && !two.approx;
            exact && one.what == two.what && one.value != two.value
        })
    })
}

fn statuses_differ(a: &Card, b: &Card) -> bool {
    (a.status == DENIED) != (b.status == DENIED)
}

fn status(card: &Card) -> Option<String> {
    Some(card.status.clone())
}

fn sources_differ(a: &Card, b: &Card) -> bool {
    a.root.is_some() && a.root == b.root && statuses_differ(a, b)
}

fn source(card: &Card) -> Option<String> {
    let root = card.root.as_deref()?;
    Some(format!("{root} ({})", card.status))
}

/// Precision of a place that is a building or a square.
const HOUSE: &str = "facility";
/// Status of what a side says did not happen.
const DENIED: &str = "denied";
