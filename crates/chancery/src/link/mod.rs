//! Readings in, [`EventRecord`]s out: which claims of several documents tell of one happening.
//!
//! Pure, and independent of the order of arrival: pairs of claims are weighed by written rules and
//! joined in the order (score, ids), each join checked against every member. Source of the rules:
//! blocks and vetoes by conflicting slots, points for shared ones; a missing slot is never a
//! conflict and never costs points. A join needs evidence of the date; without it, or with fewer
//! points, the two events stay apart and name each other as `possible_same`.
//!
//! Cost: claims that share no participant are never compared.

mod party;
mod slots;
mod stays;
mod origins;
mod edges;

use crate::actors::ActorLexicon;
use crate::reading::{Reading, TextSpan};
use edges::Edges;
use party::Party;
use serde::{Deserialize, Serialize};
use slots::{Pair, Slots};
use std::collections::{BTreeMap, BTreeSet};

/// Points that join two claims.
const JOIN: f64 = 5.0;
/// Points from which two events may be the same.
const POSSIBLE: f64 = 3.0;

/// What several claims are judged to tell of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EventRecord {
    /// `ev:` and a hash of its claims.
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
    /// `place`, `status` or `count`.
    pub slot: String,
    /// The values, joined by " / ".
    pub kind: String,
    /// The claims.
    pub claims: Vec<String>,
}

/// Links the claims of readings to events, by day and id; `names` gives the keys of names.
pub fn link(names: &ActorLexicon, readings: &[Reading]) -> Vec<EventRecord> {
    let mut slots: Vec<Slots<'_>> = readings
        .iter()
        .flat_map(|reading| {
            reading
                .claims
                .iter()
                .map(move |claim| Slots::of(names, reading, claim))
        })
        .collect();
    slots.sort_by(|a, b| a.key().cmp(&b.key()));
    stays::place_by_visit(&mut slots);
    let pairs = weigh(&slots);
    let clusters = cluster(&slots, &pairs);
    let mut events: Vec<EventRecord> = clusters
        .iter()
        .map(|members| event(&slots, members))
        .collect();
    relate(&slots, &clusters, &pairs, &mut events);
    events.sort_by(|a, b| (&a.best, &a.event).cmp(&(&b.best, &b.event)));
    events
}

/// Pairs of claims of different documents that share a participant and nothing forbids, best first.
fn weigh(slots: &[Slots<'_>]) -> Vec<Pair> {
    let mut block: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (i, slot) in slots.iter().enumerate() {
        for party in &slot.parties {
            block
                .entry((slot.claim.event_type.as_str(), party.block()))
                .or_default()
                .push(i);
        }
    }
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    for members in block.values() {
        for (n, &a) in members.iter().enumerate() {
            seen.extend(members[n + 1..].iter().map(|&b| (a, b)));
        }
    }
    let mut pairs: Vec<Pair> = seen
        .into_iter()
        .filter(|&(a, b)| slots[a].document.id != slots[b].document.id)
        .filter_map(|(a, b)| slots[a].weigh(&slots[b], (a, b)))
        .collect();
    pairs.sort_by(|x, y| {
        y.points
            .total_cmp(&x.points)
            .then(x.members.cmp(&y.members))
    });
    pairs
}

/// Joins pairs, the surest first; a join must be free of vetoes between all members.
fn cluster(slots: &[Slots<'_>], pairs: &[Pair]) -> Vec<Vec<usize>> {
    let mut home: Vec<usize> = (0..slots.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..slots.len()).map(|i| vec![i]).collect();
    for pair in pairs
        .iter()
        .filter(|pair| pair.dated && pair.points >= JOIN && !pair.ahead)
    {
        let (a, b) = (home[pair.members.0], home[pair.members.1]);
        if a == b {
            continue;
        }
        let free = members[a]
            .iter()
            .all(|&x| members[b].iter().all(|&y| slots[x].agrees(&slots[y])));
        if free {
            let (keep, drop) = (a.min(b), a.max(b));
            let moved = std::mem::take(&mut members[drop]);
            for &m in &moved {
                home[m] = keep;
            }
            members[keep].extend(moved);
            members[keep].sort_unstable();
        }
    }
    members.retain(|m| !m.is_empty());
    members
}

fn event(slots: &[Slots<'_>], members: &[usize]) -> EventRecord {
    let claims: Vec<ClaimRef> = members
        .iter()
        .map(|&m| ClaimRef {
            id: slots[m].document.id.clone(),
            claim: slots[m].claim.id.clone(),
        })
        .collect();
    let joined: Vec<&str> = claims
        .iter()
        .flat_map(|c| [c.id.as_str(), c.claim.as_str()])
        .collect();
    let newest = members
        .iter()
        .max_by_key(|&&m| (slots[m].published(), std::cmp::Reverse(m)));
    let lead = members
        .iter()
        .max_by_key(|&&m| (slots[m].weight(), std::cmp::Reverse(m)));
    let documents: BTreeSet<&str> = members
        .iter()
        .map(|&m| slots[m].document.id.as_str())
        .collect();
    let timed = members
        .iter()
        .filter(|&&m| slots[m].claim.time.is_some())
        .min_by_key(|&&m| (slots[m].width(), m));
    let time = timed.and_then(|&m| slots[m].claim.time.as_ref());
    EventRecord {
        event: format!(
            "ev:{}",
            &blake3::hash(joined.join("\t").as_bytes()).to_hex()[..10]
        ),
        event_type: lead
            .map(|&m| slots[m].claim.event_type.clone())
            .unwrap_or_default(),
        kind: lead.and_then(|&m| slots[m].claim.kind.clone()),
        status: newest
            .map(|&m| slots[m].claim.status.clone())
            .unwrap_or_default(),
        participants: parties(slots, members),
        time: time.and_then(|t| t.day.edtf.clone()),
        best: time.and_then(|t| t.day.best.clone()),
        place: members
            .iter()
            .find_map(|&m| Some(slots[m].claim.place.as_ref()?.name.clone())),
        reports: documents.len(),
        origins: origins::count(&members.iter().map(|&m| &slots[m]).collect::<Vec<_>>()),
        conflicts: conflicts(slots, members),
        claims,
        ..EventRecord::default()
    }
}

/// Everybody named by any claim, once, under the fullest name.
fn parties(slots: &[Slots<'_>], members: &[usize]) -> Vec<PartyRecord> {
    let mut found: Vec<(Party, PartyRecord)> = Vec::new();
    for &m in members {
        for (party, record) in slots[m].parties.iter().zip(slots[m].records()) {
            match found.iter_mut().find(|(old, _)| old.same(party)) {
                Some((_, old)) if record.name.len() > old.name.len() => old.name = record.name,
                Some(_) => {}
                None => found.push((party.clone(), record)),
            }
        }
    }
    found.into_iter().map(|(_, record)| record).collect()
}

/// Slots on which the claims of one event disagree.
fn conflicts(slots: &[Slots<'_>], members: &[usize]) -> Vec<ConflictRecord> {
    let by_slot = |name: &str, value: &dyn Fn(&Slots<'_>) -> Option<String>| {
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for &m in members {
            if let Some(value) = value(&slots[m]) {
                values
                    .entry(value)
                    .or_default()
                    .push(slots[m].claim.id.clone());
            }
        }
        (values.len() > 1).then(|| ConflictRecord {
            slot: name.to_owned(),
            kind: values.keys().cloned().collect::<Vec<_>>().join(" / "),
            claims: values.into_values().flatten().collect(),
        })
    };
    let place = by_slot("place", &|s| Some(s.claim.place.as_ref()?.name.clone()));
    let status = by_slot("status", &|s| Some(s.claim.status.clone()));
    let count = by_slot("count", &|s| {
        s.claim
            .counts
            .first()
            .map(|c| format!("{} {}", c.value, c.what))
    });
    [place, status, count].into_iter().flatten().collect()
}

/// Events that may be the same, and how events hang together.
fn relate(
    slots: &[Slots<'_>],
    clusters: &[Vec<usize>],
    pairs: &[Pair],
    events: &mut [EventRecord],
) {
    let mut home = vec![0; slots.len()];
    for (event, members) in clusters.iter().enumerate() {
        for &m in members {
            home[m] = event;
        }
    }
    let possible: Vec<Pair> = pairs
        .iter()
        .filter(|pair| pair.points >= POSSIBLE)
        .cloned()
        .collect();
    for pair in possible.iter().filter(|pair| !pair.ahead) {
        let (a, b) = (home[pair.members.0], home[pair.members.1]);
        if a != b {
            let ids = (events[a].event.clone(), events[b].event.clone());
            add(&mut events[a].possible_same, ids.1);
            add(&mut events[b].possible_same, ids.0);
        }
    }
    let mut edges = Edges::new(slots, &home);
    edges.find(&possible);
    edges.give(events);
}

fn add<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(at) = list.binary_search(&item) {
        list.insert(at, item);
    }
}

/// Words of a topic, for the evidence of a rare shared term.
fn topic_words(topics: &[TextSpan]) -> BTreeSet<String> {
    topics
        .iter()
        .flat_map(|topic| topic.text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= 6)
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests;
