//! How the happenings of two claims hang together: plans met, parts of visits and meetings, rounds
//! of one series.
//!
//! By written rules from slots (`reference/linking.md`, section 3.1), each tie with the slots that
//! it rests on:
//!
//! | tie | from | to | rests on |
//! |---|---|---|---|
//! | `fulfils`, `cancels` | outcome | plan | parties, days |
//! | `cancels` | calling off | plan | parties, days, and the place or a topic where only one side calls it off |
//! | `follows` | denial | accusation | sides turned round, reports of neighbouring days |
//! | `part_of` | meeting | visit | visitor, country, no other city, days or one report |
//! | `same_visit` | meeting | meeting, another counterpart | visitor, country, no other city, days or one report |
//! | `follows` | later meeting of a visit | earlier one | the same, and the days |
//! | `same_series`, `follows` | round | another round; the one before it | sides, round, days or one report |
//!
//! What is part of a meeting within one report stands in `parts`. A tie is a fact of two claims, so the order of arrival does not
//! matter; between events stand the ties of their claims.

use super::EvidenceRecord;
use super::card::Card;
use super::keys::{ANSWER_DAYS, CALL_OFF_DAYS, NOTICE_DAYS, SERIES_DAYS, VISIT_DAYS};
use super::party::{Alike, Party};
use super::stays::{Stay, is_city, stays};
use super::weigh::{POSSIBLE, Weight, cities_differ, places_apart};
use crate::time::calendar::{Day, Days};

/// How one claim's happening hangs together with another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// From the first of the two claims to the second, or back.
    pub way: Way,
    /// `fulfils`, `cancels`, `part_of`, `follows`, `same_series` or `same_visit`.
    pub kind: &'static str,
    /// What it rests on.
    pub evidence: Vec<EvidenceRecord>,
}

/// The direction of a tie between two claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From the first to the second.
    Forth,
    /// From the second to the first.
    Back,
}

impl Tie {
    /// The same tie seen from the other claim.
    pub fn turned(self) -> Tie {
        Tie {
            way: self.way.turned(),
            ..self
        }
    }
}

impl Way {
    fn turned(self) -> Way {
        match self {
            Way::Forth => Way::Back,
            Way::Back => Way::Forth,
        }
    }
}

/// The ties between two claims, agreements apart; `weight` is what speaks for one happening.
pub fn between(a: &Card, b: &Card, weight: Option<Weight>) -> Vec<Tie> {
    let mut ties: Vec<Tie> = weight
        .and_then(|weight| plan(a, b, weight))
        .into_iter()
        .collect();
    let theirs = stays(b);
    for mine in stays(a) {
        for other in &theirs {
            let one = mine.firm || other.firm;
            if one && mine.country == other.country && mine.visitor.same(other.visitor) {
                visit((a, &mine), (b, other), &mut ties);
            }
        }
    }
    ties.extend(rounds(a, b));
    ties.extend(both_ways(a, b, called_off));
    ties.extend(both_ways(a, b, answer));
    ties.dedup_by(|one, other| (one.way, one.kind) == (other.way, other.kind));
    ties
}

/// An outcome points to the plan that it fulfils or cancels.
fn plan(a: &Card, b: &Card, weight: Weight) -> Option<Tie> {
    if !weight.ahead || !weight.dated || weight.halves < POSSIBLE {
        return None;
    }
    if a.is_visit() != b.is_visit() {
        return None;
    }
    let planned = |card: &Card| card.status == "planned";
    let (outcome, plan, way) = match (planned(a), planned(b)) {
        (true, false) => (b, a, Way::Back),
        (false, true) => (a, b, Way::Forth),
        _ => return None,
    };
    let kind = match outcome.status.as_str() {
        "happened" | "ongoing" => "fulfils",
        "did_not_happen" => "cancels",
        _ => return None,
    };
    let evidence = [Some(parties(outcome, plan)), days(outcome, plan)];
    Some(Tie {
        way,
        kind,
        evidence: evidence.into_iter().flatten().collect(),
    })
}

/// Meetings inside a visit, and meetings of one visit.
fn visit(one: (&Card, &Stay<'_>), other: (&Card, &Stay<'_>), ties: &mut Vec<Tie>) {
    let (a, b) = (one.0, other.0);
    if cities_apart(a, b) || a.stage() != b.stage() || !together(a, b) {
        return;
    }
    let stay = |way: Way, kind: &'static str| Tie {
        way,
        kind,
        evidence: stayed(a, b, one.1),
    };
    let close = a
        .best
        .zip(b.best)
        .is_some_and(|(one, other)| gap(one, other) <= LOOSE_DAYS);
    let loose = |card: &Card, stay: &Stay<'_>| !stay.firm && (card.place.is_some() || !close);
    match (a.is_visit(), b.is_visit()) {
        (true, true) => {}
        (false, true) => ties.push(stay(Way::Forth, "part_of")),
        (true, false) => ties.push(stay(Way::Back, "part_of")),
        (false, false) if loose(a, one.1) || loose(b, other.1) => {}
        (false, false) if a.shared(b) < a.parties.len().min(b.parties.len()) => {
            ties.push(stay(Way::Forth, "same_visit"));
            ties.push(stay(Way::Back, "same_visit"));
            match a.best.zip(b.best) {
                Some((first, second)) if first > second => ties.push(stay(Way::Forth, "follows")),
                Some((first, second)) if second > first => ties.push(stay(Way::Back, "follows")),
                _ => {}
            }
        }
        (false, false) => {}
    }
}

/// What two happenings of one visit rest on.
fn stayed(a: &Card, b: &Card, stay: &Stay<'_>) -> Vec<EvidenceRecord> {
    let when = days(a, b).filter(|_| a.best.is_some() && b.best.is_some());
    let when = when.or_else(|| same_report(a, b).then(|| document(a)));
    let found = [
        Some(evidence("visitor", &stay.visitor.name)),
        Some(place(a, b, stay)),
        when.or_else(|| days(a, b)),
    ];
    found.into_iter().flatten().collect()
}

/// A tie from the first to the second or from the second to the first.
fn both_ways(a: &Card, b: &Card, find: fn(&Card, &Card) -> Option<Tie>) -> Option<Tie> {
    find(a, b).or_else(|| find(b, a).map(Tie::turned))
}

/// A plan that is called off points back: from the calling off to the plan.
fn called_off(off: &Card, plan: &Card) -> Option<Tie> {
    let (told, day) = off.published.zip(plan.best)?;
    let ahead = told.plus(-NOTICE_DAYS) <= day && day <= told.plus(CALL_OFF_DAYS);
    let early = plan.published.is_none_or(|day| day <= told);
    if !off.calls_off() || !plan.is_dated_plan() || !ahead || !early || places_apart(off, plan) {
        return None;
    }
    let there = |party: &&Party| {
        plan.parties
            .iter()
            .any(|one| one.alike(party) <= Alike::Side)
    };
    let known = off.parties.iter().filter(there).count();
    let city = off.place.as_ref().filter(|place| is_city(place));
    let same_city = city.is_some() && city == plan.place.as_ref();
    let topic = off.terms.iter().any(|term| plan.terms.contains(term));
    let enough = known > 1 || known > 0 && (same_city || topic);
    let all = known == off.parties.len();
    (enough && all).then(|| Tie {
        way: Way::Forth,
        kind: "cancels",
        evidence: [Some(parties(off, plan)), days(off, plan)]
            .into_iter()
            .flatten()
            .collect(),
    })
}

/// Whoever is accused denies it.
fn answer(reply: &Card, charge: &Card) -> Option<Tie> {
    let (later, first) = reply.published.zip(charge.published)?;
    let near = (0..=ANSWER_DAYS).contains(&(later.0 - first.0));
    if !reply.is_denial() || !charge.is_accusation() || !near {
        return None;
    }
    let side = |a: &Card, one: &str, b: &Card, other: &str| {
        let mut there = a.parties.iter().filter(|party| party.role == one);
        there.any(|party| {
            let mut here = b.parties.iter().filter(|party| party.role == other);
            here.any(|two| party.alike(two) <= Alike::Side)
        })
    };
    let to_nobody = reply.parties.iter().all(|party| party.role != RECIPIENT);
    let right = side(reply, ACTOR, charge, RECIPIENT)
        && (to_nobody || side(reply, RECIPIENT, charge, ACTOR));
    right.then(|| Tie {
        way: Way::Forth,
        kind: "follows",
        evidence: [Some(parties(reply, charge)), days(reply, charge)]
            .into_iter()
            .flatten()
            .collect(),
    })
}

/// Rounds of talks between the same sides.
fn rounds(a: &Card, b: &Card) -> Vec<Tie> {
    let Some((one, other)) = a.round.zip(b.round).filter(|(one, other)| one != other) else {
        return Vec::new();
    };
    if a.sides().len() < 2 || a.sides() != b.sides() {
        return Vec::new();
    }
    let (first, second, way) = match one < other {
        true => (a, b, Way::Back),
        false => (b, a, Way::Forth),
    };
    let when = match (first.days, second.days) {
        (Some(early), Some(late)) if gap(early.last, late.first) <= SERIES_DAYS => {
            days(first, second)
        }
        (Some(_), Some(_)) => return Vec::new(),
        _ if same_report(a, b) => Some(document(a)),
        _ => return Vec::new(),
    };
    let number = format!("{} / {}", one.min(other), one.max(other));
    let rests = [
        Some(parties(first, second)),
        Some(evidence("round", &number)),
        when,
    ];
    let rests: Vec<EvidenceRecord> = rests.into_iter().flatten().collect();
    let tie = |way: Way, kind: &'static str| Tie {
        way,
        kind,
        evidence: rests.clone(),
    };
    let mut ties = vec![tie(way, "same_series"), tie(way.turned(), "same_series")];
    if one.abs_diff(other) == 1 {
        ties.push(tie(way, "follows"));
    }
    ties
}

/// True where the days of two happenings can be those of one visit: close, or the news of one
/// report, or of one report and a day of its own in the other.
fn together(a: &Card, b: &Card) -> bool {
    let within = |day: Day, news: Option<Days>| news.is_some_and(|news| news.contains(day));
    match (a.best, b.best) {
        (Some(one), Some(other)) => gap(one, other) <= VISIT_DAYS,
        _ if same_report(a, b) => a.near && b.near,
        (Some(one), None) => within(one, b.news),
        (None, Some(other)) => within(other, a.news),
        (None, None) => false,
    }
}

fn gap(one: Day, other: Day) -> i32 {
    (other.0 - one.0).abs()
}

fn same_report(a: &Card, b: &Card) -> bool {
    a.document == b.document
}

fn cities_apart(a: &Card, b: &Card) -> bool {
    let spots = a.spot().zip(b.spot());
    spots.is_some_and(|(one, other)| cities_differ(one, other))
}

fn evidence(slot: &str, value: &str) -> EvidenceRecord {
    EvidenceRecord {
        slot: slot.to_owned(),
        value: value.to_owned(),
    }
}

/// The names of the first of those who are, or stand for, somebody of the second.
pub fn parties(a: &Card, b: &Card) -> EvidenceRecord {
    let both = |party: &&Party| {
        let mut others = b.parties.iter();
        others.any(|other| other.alike(party) <= Alike::Side)
    };
    let shared = a.parties.iter().filter(both);
    let names: Vec<&str> = shared.map(|party| party.name.as_str()).collect();
    evidence("participants", &names.join(" / "))
}

fn place(a: &Card, b: &Card, stay: &Stay<'_>) -> EvidenceRecord {
    let places = [a, b].into_iter().filter_map(Card::spot);
    let city = places.into_iter().find(|place| is_city(place));
    evidence("place", city.map_or(stay.country, |place| &place.name))
}

/// The days of both, where both have any.
fn days(a: &Card, b: &Card) -> Option<EvidenceRecord> {
    let edtf = |card: &Card| card.said.as_ref()?.0.clone();
    let (one, other) = (edtf(a)?, edtf(b)?);
    Some(evidence("time", &format!("{one} / {other}")))
}

/// The report.
pub fn document(a: &Card) -> EvidenceRecord {
    evidence("document", &a.document)
}

/// Days between two meetings of one visit of which one has no place, at most.
const LOOSE_DAYS: i32 = 1;
/// Role of who does something.
const ACTOR: &str = "actor";
/// Role of whom it is done to.
const RECIPIENT: &str = "recipient";
