//! Readings in, [`EventRecord`]s out: which claims of several documents tell of one happening.
//!
//! ```text
//! Reading -> cards (what the linker compares of each claim), page (whose words it prints)
//! cards -> keys (where to look) -> pairs (weight) and ties -> clusters -> events
//! ```
//!
//! Pure, and independent of the order of arrival: pairs of claims are weighed by written rules and
//! joined in the order (score, ids), each join checked against every member. Source of the rules:
//! blocks and vetoes by conflicting slots, points for shared ones; a missing slot is never a
//! conflict and never costs points. A join needs evidence of the date; without it, or with fewer
//! points, the two events stay apart and name each other as `possible_same`.
//!
//! What joins two claims joins only claims that pairs connect, so whoever keeps cards, keys and pairs
//! finds the events after each new document by looking at its neighbours alone, and finds the same
//! events as [`link`] does over everything.
//!
//! Cost: claims without a key in common are never compared.

mod party;
mod when;
mod sentence;
mod card;
mod company;
mod page;
mod stays;
mod fill;
pub mod keys;
mod weigh;
mod ties;
mod parts;
mod origins;
mod cluster;
mod conflicts;
mod event;
pub mod stories;

pub use card::{Card, Manner, Number, Spot, Stage, cards};
pub use cluster::{Decided, Pair, Two, cluster};
pub use company::Company;
pub use conflicts::conflicts;
pub use event::{Speakers, credibility, event, event_id, speakers};
pub use origins::{Told, count as count_origins};
pub use page::{Page, page};
pub use parts::parts;
pub use party::{Alike, Party};
pub use sentence::Sentence;
pub use ties::{Tie, Way, between};
pub use weigh::{POSSIBLE, Weight, weigh};
pub use when::Part;

/// What tells copies of one text.
pub use chancery_ingest::duplicates::{Sketch, sketch};

use crate::actors::ActorLexicon;
use crate::reading::Reading;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What several claims are judged to tell of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EventRecord {
    /// `ev:` and a hash of the claim that names it: the first of its earliest report.
    pub event: String,
    /// PLOVER type, or STATE.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Our label beneath the type.
    pub kind: Option<String>,
    /// Status by the newest document that tells it.
    pub status: String,
    /// The claims, by document and place in it.
    pub claims: Vec<ClaimRef>,
    /// Names of who takes part, with their roles.
    pub participants: Vec<PartyRecord>,
    /// Finest date that agrees with all claims, EDTF.
    pub time: Option<String>,
    /// Best day.
    pub best: Option<String>,
    /// Name of the place.
    pub place: Option<String>,
    /// Documents that tell it.
    pub reports: usize,
    /// Independent origins among them.
    pub origins: usize,
    /// Credibility digit of the Admiralty scale by the written rule: 1, 2, 3, 5 or 6.
    pub credibility: u8,
    /// Events that may be the same.
    pub possible_same: Vec<String>,
    /// How it hangs together with other events.
    pub edges: Vec<EdgeRecord>,
    /// Where its claims disagree.
    pub conflicts: Vec<ConflictRecord>,
}

/// A claim of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClaimRef {
    /// Id of the document, as given.
    pub id: String,
    /// Id of the claim.
    pub claim: String,
}

/// Who takes part.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PartyRecord {
    /// Part in the event.
    pub role: String,
    /// Fullest name.
    pub name: String,
    /// Country code.
    pub country: Option<String>,
}

/// A link from one event to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EdgeRecord {
    /// `fulfils`, `cancels`, `part_of`, `follows`, `same_series` or `same_visit`.
    pub kind: String,
    /// The other event.
    pub event: String,
    /// The claim of this event and that of the other between which it was found.
    #[serde(default)]
    pub claims: Vec<String>,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
}

/// What a link rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EvidenceRecord {
    /// `participants`, `visitor`, `place`, `time`, `round`, or `document` for one report.
    pub slot: String,
    /// What both have; values of two sides are joined by " / ".
    pub value: String,
}

/// A slot on which claims disagree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ConflictRecord {
    /// `date`, `place`, `participants`, `quantity`, `status` or `attribution`.
    pub slot: String,
    /// The values, joined by " / ".
    pub kind: String,
    /// The claims.
    pub claims: Vec<String>,
}

/// Links the claims of readings to events, by day and id; `names` gives the keys of names.
pub fn link(names: &ActorLexicon, readings: &[Reading]) -> Vec<EventRecord> {
    let mut told: Vec<(Card, usize)> = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        let cards = cards(names, reading).into_iter();
        told.extend(cards.map(|card| (card, at)));
    }
    told.sort_by(|a, b| a.0.key().cmp(&b.0.key()));
    let pages: Vec<Page> = readings.iter().map(page).collect();
    let cards: Vec<&Card> = told.iter().map(|(card, _)| card).collect();
    let found = compare(&cards);
    let clusters = cluster(&cards, &found.pairs, &Decided::default());
    let claim = |&at: &usize| (&told[at].0, &pages[told[at].1]);
    let mut events: Vec<EventRecord> = clusters
        .iter()
        .map(|members| event(&members.iter().map(claim).collect::<Vec<_>>()))
        .collect();
    relate(&cards, &clusters, found, &mut events);
    events.sort_by(|a, b| (&a.best, &a.event).cmp(&(&b.best, &b.event)));
    events
}

/// All that was found of pairs of claims.
struct Found {
    pairs: Vec<Pair>,
    ties: BTreeMap<Two, Vec<Tie>>,
}

/// Compares every claim with those that have a key in common with it, and with those of its report.
fn compare(cards: &[&Card]) -> Found {
    let mut found = Found {
        pairs: Vec::new(),
        ties: BTreeMap::new(),
    };
    for (a, b) in candidates(cards) {
        let weight = weigh(cards[a], cards[b]);
        let ties = between(cards[a], cards[b], weight);
        if let Some(weight) = weight.filter(|weight| weight.halves >= POSSIBLE) {
            let two = (a, b);
            found.pairs.push(Pair { two, weight });
        }
        if !ties.is_empty() {
            found.ties.insert((a, b), ties);
        }
    }
    for (first, report) in reports(cards) {
        let report: Vec<Card> = report.iter().map(|&card| card.clone()).collect();
        for (part, whole, tie) in parts(&report) {
            let (a, b) = (first + part, first + whole);
            let tie = match a < b {
                true => tie,
                false => tie.turned(),
            };
            found
                .ties
                .entry((a.min(b), a.max(b)))
                .or_default()
                .push(tie);
        }
    }
    found
}

/// Pairs of cards that may have to do with one another, first the lesser.
fn candidates(cards: &[&Card]) -> BTreeSet<Two> {
    let mut kept: BTreeMap<i64, Vec<(keys::Key, usize)>> = BTreeMap::new();
    for (at, card) in cards.iter().enumerate() {
        for key in keys::kept(card) {
            kept.entry(key.hash).or_default().push((key, at));
        }
    }
    let mut found = BTreeSet::new();
    for (at, card) in cards.iter().enumerate() {
        for asked in keys::asked(card) {
            let others = kept.get(&asked.hash).into_iter().flatten();
            let met = others.filter(|(key, other)| *other != at && keys::meet(key, &asked));
            found.extend(met.map(|(_, other)| (at.min(*other), at.max(*other))));
        }
    }
    for (first, report) in reports(cards) {
        for a in first..first + report.len() {
            found.extend((a + 1..first + report.len()).map(|b| (a, b)));
        }
    }
    found
}

/// The cards of each report with the place of the first.
fn reports<'s, 'c>(cards: &'s [&'c Card]) -> impl Iterator<Item = (usize, &'s [&'c Card])> {
    let mut first = 0;
    cards
        .chunk_by(|a, b| a.document == b.document)
        .map(move |report| {
            first += report.len();
            (first - report.len(), report)
        })
}

/// Events that may be the same, and how events hang together.
fn relate(cards: &[&Card], clusters: &[Vec<usize>], found: Found, events: &mut [EventRecord]) {
    let mut home = vec![0; cards.len()];
    for (event, members) in clusters.iter().enumerate() {
        for &m in members {
            home[m] = event;
        }
    }
    for pair in found.pairs.iter().filter(|pair| !pair.weight.ahead) {
        let (a, b) = (home[pair.two.0], home[pair.two.1]);
        if a != b {
            let ids = (events[a].event.clone(), events[b].event.clone());
            add(&mut events[a].possible_same, ids.1);
            add(&mut events[b].possible_same, ids.0);
        }
    }
    let mut edges: BTreeMap<(usize, &str, usize), EdgeRecord> = BTreeMap::new();
    for ((a, b), ties) in found.ties {
        for tie in ties {
            let (from, to) = match tie.way {
                Way::Forth => (a, b),
                Way::Back => (b, a),
            };
            if home[from] != home[to] {
                let claims = [from, to].map(|claim| cards[claim].claim.clone());
                let edge = EdgeRecord {
                    kind: tie.kind.to_owned(),
                    event: events[home[to]].event.clone(),
                    claims: claims.to_vec(),
                    evidence: tie.evidence,
                };
                let key = (home[from], tie.kind, home[to]);
                edges.entry(key).or_insert(edge);
            }
        }
    }
    for ((from, ..), edge) in edges {
        add(&mut events[from].edges, edge);
    }
}

fn add<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(at) = list.binary_search(&item) {
        list.insert(at, item);
    }
}

#[cfg(test)]
mod tests;
