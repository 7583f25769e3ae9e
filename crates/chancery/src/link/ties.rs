//! How the happenings of two claims hang together: plans met, parts of visits and meetings, rounds
//! of one series.
//!
//! By written rules from slots (`reference/linking.md`, section 3.1), each tie with the slots that
//! it rests on:
//!
//! | tie | from | to | rests on |
//! |---|---|---|---|
//! | `fulfils`, `cancels` | outcome | plan | parties, days |
//! | `part_of` | meeting | visit | visitor, country, no other city, days or one report |
//! | `part_of` | agreement | the nearest meeting of the report with all its parties | parties, report |
//! | `same_visit` | meeting | meeting, another counterpart | visitor, country, no other city, days or one report |
//! | `follows` | later meeting of a visit | earlier one | the same, and the days |
//! | `same_series`, `follows` | round | another round; the one before it | sides, round, days or one report |
//!
//! A tie is a fact of two claims (of one report, for agreements), so the order of arrival does not
//! matter; between events stand the ties of their claims.

use super::EvidenceRecord;
use super::card::Card;
use super::keys::{SERIES_DAYS, VISIT_DAYS};
use super::stays::{Stay, is_city, stays};
use super::weigh::{POSSIBLE, Weight, places_apart};
use super::when;
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
            if mine.country == other.country && mine.visitor.same(other.visitor) {
                visit((a, &mine), (b, other), &mut ties);
            }
        }
    }
    ties.extend(rounds(a, b));
    ties.dedup_by(|one, other| (one.way, one.kind) == (other.way, other.kind));
    ties
}

/// What all parties of a meeting agreed is part of it: from agreement to meeting, by their places
/// among the cards of one report.
pub fn agreements(report: &[Card]) -> Vec<(usize, usize, Tie)> {
    let deals = report.iter().enumerate();
    let deals = deals.filter(|(_, card)| card.is_joint_agreement());
    let tied = deals.filter_map(|(at, deal)| {
        let meetings = report.iter().enumerate();
        let (meeting, found) = meetings
            .filter(|(_, meeting)| holds(meeting, deal))
            .min_by_key(|(_, meeting)| meeting.start.abs_diff(deal.start))?;
        let tie = Tie {
            way: Way::Forth,
            kind: "part_of",
            evidence: vec![parties(deal, found), document(deal)],
        };
        Some((at, meeting, tie))
    });
    tied.collect()
}

/// An outcome points to the plan that it fulfils or cancels.
fn plan(a: &Card, b: &Card, weight: Weight) -> Option<Tie> {
    if !weight.ahead || !weight.dated || weight.halves < POSSIBLE {
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
    match (a.is_visit(), b.is_visit()) {
        (true, true) => {}
        (false, true) => ties.push(stay(Way::Forth, "part_of")),
        (true, false) => ties.push(stay(Way::Back, "part_of")),
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

/// A meeting in which all parties of an agreement took part.
fn holds(meeting: &Card, deal: &Card) -> bool {
    meeting.is_exchange()
        && meeting.stage() == deal.stage()
        && !when::apart(meeting, deal)
        && !places_apart(meeting, deal)
        && deal.shared(meeting) == deal.parties.len()
}

fn cities_apart(a: &Card, b: &Card) -> bool {
    let city = |card: &Card| {
        card.spot()
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
fn parties(a: &Card, b: &Card) -> EvidenceRecord {
    let both = |party: &&super::Party| b.parties.iter().any(|other| other.same(party));
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

fn document(a: &Card) -> EvidenceRecord {
    evidence("document", &a.document)
}
