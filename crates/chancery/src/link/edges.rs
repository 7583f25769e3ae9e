//! How events hang together: plans met, parts of visits and meetings, rounds of one series.
//!
//! By written rules from slots (`reference/linking.md`, section 3.1), each edge with the slots that
//! it rests on:
//!
//! | edge | from | to | rests on |
//! |---|---|---|---|
//! | `fulfils`, `cancels` | outcome | plan | parties, days |
//! | `part_of` | meeting | visit | visitor, country, no other city, days or one report |
//! | `part_of` | agreement | the nearest meeting of the report with all its parties | parties, report |
//! | `same_visit` | meeting | meeting, another counterpart | visitor, country, no other city, days or one report |
//! | `follows` | later meeting of a visit | earlier one | the same, and the days |
//! | `follows`, `same_series` | round | round before it, next round known | sides, round, days or one report |
//!
//! Edges are found between claims in the order (document, place in it) and lifted to their events,
//! so the order of arrival does not matter.

use super::slots::{Days, Pair, Slots, of_report};
use super::stays::{Stay, is_city, stays};
use super::{EdgeRecord, EventRecord, EvidenceRecord};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Days between two meetings of one visit at most.
const VISIT_DAYS: i32 = 3;
/// Days between two rounds of one series at most.
const SERIES_DAYS: i32 = 366;

/// Edges between events that single claims show: from, kind, to; the first that is found stays.
pub struct Edges<'s, 'a> {
    slots: &'s [Slots<'a>],
    home: &'s [usize],
    found: BTreeMap<(usize, &'static str, usize), EdgeRecord>,
}

impl<'s, 'a> Edges<'s, 'a> {
    /// No edges yet; `home` is the event of each claim.
    pub fn new(slots: &'s [Slots<'a>], home: &'s [usize]) -> Self {
        Edges {
            slots,
            home,
            found: BTreeMap::new(),
        }
    }

    /// Every edge by its rule.
    pub fn find(&mut self, pairs: &[Pair]) {
        for pair in pairs.iter().filter(|pair| pair.ahead && pair.dated) {
            self.plan(pair);
        }
        self.visits();
        self.agreements();
        self.rounds();
    }

    /// Puts the edges into their events.
    pub fn give(self, events: &mut [EventRecord]) {
        for ((from, _, to), edge) in self.found {
            let event = events[to].event.clone();
            super::add(&mut events[from].edges, EdgeRecord { event, ..edge });
        }
    }

    fn put(&mut self, from: usize, kind: &'static str, to: usize, evidence: Vec<EvidenceRecord>) {
        let (a, b) = (self.home[from], self.home[to]);
        if a == b {
            return;
        }
        let claims = [from, to].map(|claim| self.slots[claim].claim.id.clone());
        self.found.entry((a, kind, b)).or_insert(EdgeRecord {
            kind: kind.to_owned(),
            event: String::new(),
            claims: claims.to_vec(),
            evidence,
        });
    }

    /// An outcome points to the plan that it fulfils or cancels.
    fn plan(&mut self, pair: &Pair) {
        let planned = |m: usize| self.slots[m].claim.status == "planned";
        let (plan, outcome) = match (planned(pair.members.0), planned(pair.members.1)) {
            (true, false) => pair.members,
            (false, true) => (pair.members.1, pair.members.0),
            _ => return,
        };
        let kind = match self.slots[outcome].claim.status.as_str() {
            "happened" | "ongoing" => "fulfils",
            "did_not_happen" => "cancels",
            _ => return,
        };
        let (a, b) = (&self.slots[outcome], &self.slots[plan]);
        let evidence = [Some(parties(a, b)), days(a, b)];
        self.put(
            outcome,
            kind,
            plan,
            evidence.into_iter().flatten().collect(),
        );
    }

    /// Meetings inside a visit, and meetings of one visit.
    fn visits(&mut self) {
        let slots = self.slots;
        let mut guests: BTreeMap<(&str, &str), Vec<(usize, Stay<'_>)>> = BTreeMap::new();
        for (at, slot) in slots.iter().enumerate() {
            for stay in stays(slot) {
                let key = (stay.visitor.block(), stay.country);
                guests.entry(key).or_default().push((at, stay));
            }
        }
        for stays in guests.values() {
            for (n, one) in stays.iter().enumerate() {
                for other in &stays[n + 1..] {
                    self.visit((one.0, &one.1), (other.0, &other.1));
                }
            }
        }
    }

    fn visit(&mut self, one: (usize, &Stay<'_>), other: (usize, &Stay<'_>)) {
        let (a, b) = (&self.slots[one.0], &self.slots[other.0]);
        if !one.1.visitor.same(other.1.visitor)
            || cities_apart(a, b)
            || a.is_ahead() != b.is_ahead()
        {
            return;
        }
        if !together(a, b) {
            return;
        }
        match (a.is_visit(), b.is_visit()) {
            (true, true) => {}
            (false, true) => self.stay(one, "part_of", other.0),
            (true, false) => self.stay(other, "part_of", one.0),
            (false, false) if a.shared(b) < a.parties.len().min(b.parties.len()) => {
                self.stay(one, "same_visit", other.0);
                self.stay(other, "same_visit", one.0);
                match a.best().zip(b.best()) {
                    Some((first, second)) if first > second => self.stay(one, "follows", other.0),
                    Some((first, second)) if second > first => self.stay(other, "follows", one.0),
                    _ => {}
                }
            }
            (false, false) => {}
        }
    }

    /// An edge between two happenings of one visit.
    fn stay(&mut self, from: (usize, &Stay<'_>), kind: &'static str, to: usize) {
        let (a, b) = (&self.slots[from.0], &self.slots[to]);
        let when = days(a, b).filter(|_| a.best().is_some() && b.best().is_some());
        let when = when.or_else(|| same_report(a, b).then(|| document(a)));
        let found = [
            Some(evidence("visitor", from.1.name)),
            Some(place(a, b, from.1)),
            when.or_else(|| days(a, b)),
        ];
        self.put(from.0, kind, to, found.into_iter().flatten().collect());
    }

    /// What all parties of a meeting agreed is part of it.
    fn agreements(&mut self) {
        let slots = self.slots;
        for (at, deal) in slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| slot.is_joint_agreement())
        {
            let near = |meeting: &(usize, &Slots<'_>)| {
                meeting
                    .1
                    .claim
                    .trigger
                    .start
                    .abs_diff(deal.claim.trigger.start)
            };
            let report = of_report(slots, at);
            let meetings = report.map(|at| (at, &slots[at]));
            let found = meetings
                .filter(|(_, meeting)| holds(meeting, deal))
                .min_by_key(near);
            let Some((meeting, found)) = found else {
                continue;
            };
            let evidence = vec![parties(deal, found), document(deal)];
            self.put(at, "part_of", meeting, evidence);
        }
    }

    /// Rounds of talks between the same sides, in the order of their numbers.
    fn rounds(&mut self) {
        let mut series: BTreeMap<Vec<&str>, Vec<(u32, usize)>> = BTreeMap::new();
        for (at, slot) in self.slots.iter().enumerate() {
            if let Some(round) = slot.claim.round {
                series.entry(slot.sides()).or_default().push((round, at));
            }
        }
        for (sides, mut rounds) in series {
            rounds.sort_unstable();
            let known: Vec<u32> = rounds.iter().map(|(round, _)| *round).collect();
            for &(round, at) in rounds.iter().filter(|_| sides.len() > 1) {
                let next = known.iter().copied().find(|&other| other > round);
                for &(_, later) in rounds.iter().filter(|(other, _)| Some(*other) == next) {
                    self.round((round, at), (next.unwrap_or(round), later));
                }
            }
        }
    }

    fn round(&mut self, one: (u32, usize), next: (u32, usize)) {
        let (a, b) = (&self.slots[one.1], &self.slots[next.1]);
        let when = match (a.days, b.days) {
            (Some((_, end)), Some((start, _))) if apart(end, start) <= SERIES_DAYS => days(a, b),
            (Some(_), Some(_)) => return,
            _ if same_report(a, b) => Some(document(a)),
            _ => return,
        };
        let number = evidence("round", &format!("{} / {}", one.0, next.0));
        let found: Vec<EvidenceRecord> = [Some(parties(a, b)), Some(number), when]
            .into_iter()
            .flatten()
            .collect();
        self.put(one.1, "same_series", next.1, found.clone());
        self.put(next.1, "same_series", one.1, found.clone());
        if next.0 == one.0 + 1 {
            self.put(next.1, "follows", one.1, found);
        }
    }
}

/// True where the days of two happenings can be those of one visit: close, or the news of one
/// report, or of one report and a day of its own in the other.
fn together(a: &Slots<'_>, b: &Slots<'_>) -> bool {
    let within = |day: Date, news: Option<Days>| {
        news.is_some_and(|(first, last)| first <= day && day <= last)
    };
    match (a.best(), b.best()) {
        (Some(one), Some(other)) => apart(one, other) <= VISIT_DAYS,
        _ if same_report(a, b) => a.is_near() && b.is_near(),
        (Some(one), None) => within(one, b.news),
        (None, Some(other)) => within(other, a.news),
        (None, None) => false,
    }
}

fn apart(one: Date, other: Date) -> i32 {
    (other - one).get_days().abs()
}

fn same_report(a: &Slots<'_>, b: &Slots<'_>) -> bool {
    a.document.id == b.document.id
}

/// A meeting of the same report in which all parties of an agreement took part.
fn holds(meeting: &Slots<'_>, deal: &Slots<'_>) -> bool {
    meeting.is_exchange()
        && meeting.is_ahead() == deal.is_ahead()
        && !meeting.days_apart(deal)
        && !meeting.places_apart(deal)
        && deal.shared(meeting) == deal.parties.len()
}

fn cities_apart(a: &Slots<'_>, b: &Slots<'_>) -> bool {
    let city = |slots: &Slots<'_>| {
        slots
            .place
            .filter(|place| is_city(place))
            .map(|p| p.name.clone())
    };
    city(a).zip(city(b)).is_some_and(|(a, b)| a != b)
}

fn evidence(slot: &str, value: &str) -> EvidenceRecord {
    EvidenceRecord {
        slot: slot.to_owned(),
        value: value.to_owned(),
    }
}

/// The names that both have.
fn parties(a: &Slots<'_>, b: &Slots<'_>) -> EvidenceRecord {
    let shared = a.parties.iter().zip(a.records()).filter(|(party, _)| {
        let mut others = b.parties.iter();
        others.any(|other| other.same(party))
    });
    let names: Vec<String> = shared.map(|(_, record)| record.name).collect();
    evidence("participants", &names.join(" / "))
}

fn place(a: &Slots<'_>, b: &Slots<'_>, stay: &Stay<'_>) -> EvidenceRecord {
    let city = [a, b]
        .into_iter()
        .filter_map(|slots| slots.place)
        .find(|place| is_city(place));
    evidence("place", city.map_or(stay.country, |place| &place.name))
}

/// The days of both, where both have any of their own.
fn days(a: &Slots<'_>, b: &Slots<'_>) -> Option<EvidenceRecord> {
    let edtf = |slots: &Slots<'_>| slots.claim.time.as_ref()?.day.edtf.clone();
    let (one, other) = (edtf(a)?, edtf(b)?);
    Some(evidence("time", &format!("{one} / {other}")))
}

fn document(a: &Slots<'_>) -> EvidenceRecord {
    evidence("document", &a.document.id)
}
