//! Who was a guest where: what a claim says of a visitor in another country.
//!
//! A visit names its visitor and the place; a host receives a guest; of those who meet in a country
//! to which one of them belongs, the persons of other countries are visitors. Whoever meets somebody in
//! a country, or somebody of a country at a place that is not told, may be a visitor there: that counts
//! beside a report of the visit, and proves none.

use super::card::{Card, Spot};
use super::party::Party;

/// A visitor of a claim with the country visited.
#[derive(Clone, Copy, Debug)]
pub struct Stay<'s> {
    /// The visitor.
    pub visitor: &'s Party,
    /// Code of the country visited.
    pub country: &'s str,
    /// The claim says so; else it may be.
    pub firm: bool,
}

/// What a claim says of visitors, each visitor and country once.
pub fn stays(card: &Card) -> Vec<Stay<'_>> {
    let placed = card.spot().and_then(|place| place.country.as_deref());
    let hosts = card.parties.iter().filter(|party| party.role == "host");
    let home = hosts.clone().find_map(|party| party.country.as_deref());
    let Some(country) = placed.or(home) else {
        return unplaced(card);
    };
    let firm = firm_visitors(card, country);
    let is_firm = |party: &Party| firm.iter().any(|one| std::ptr::eq(*one, party));
    let mut stays: Vec<Stay<'_>> = Vec::new();
    for visitor in &card.parties {
        let firm = is_firm(visitor);
        if firm || card.is_meeting() && is_abroad(visitor, country) {
            stays.push(Stay {
                visitor,
                country,
                firm,
            });
        }
    }
    stays
}

/// The visitors of a claim that says where it was.
fn firm_visitors<'s>(card: &'s Card, country: &str) -> Vec<&'s Party> {
    let at_home = |party: &Party| party.country.as_deref() == Some(country);
    let role = match card.kind.as_deref() {
        Some(VISIT) => Some("actor"),
        Some("host") => Some("guest"),
        _ if card.is_meeting() && card.parties.iter().any(at_home) => None,
        _ => return Vec::new(),
    };
    let visitors = card.parties.iter().filter(|party| {
        is_abroad(party, country)
            && role.is_none_or(|role| role == party.role)
            && (role.is_some() || party.country.is_some())
    });
    visitors.collect()
}

/// Whoever meets somebody of another country at a place that is not told may be there.
fn unplaced(card: &Card) -> Vec<Stay<'_>> {
    let mut stays: Vec<Stay<'_>> = Vec::new();
    if !card.is_meeting() {
        return stays;
    }
    for visitor in &card.parties {
        for host in &card.parties {
            let country = host
                .country
                .as_deref()
                .filter(|code| is_abroad(visitor, code));
            let Some(country) = country.filter(|_| !std::ptr::eq(visitor, host)) else {
                continue;
            };
            let known =
                |stay: &Stay<'_>| std::ptr::eq(stay.visitor, visitor) && stay.country == country;
            if !stays.iter().any(known) {
                stays.push(Stay {
                    visitor,
                    country,
                    firm: false,
                });
            }
        }
    }
    stays
}

/// A person who is not known to belong to the country.
fn is_abroad(party: &Party, country: &str) -> bool {
    party.kind == PERSON && party.country.as_deref().is_none_or(|own| own != country)
}

/// Places meetings of which the report does not say where they were: in the one city in which it
/// says that one of the parties was a guest, where another party is of that country. `report` holds
/// the cards of one report.
pub fn place_by_visit(report: &mut [Card]) {
    for at in 0..report.len() {
        let meeting = &report[at];
        if meeting.place.is_some() || !meeting.is_meeting() || !meeting.near {
            continue;
        }
        let mut places = report
            .iter()
            .filter(|visit| visit.is_visit() && hosts(visit, meeting))
            .filter_map(|visit| visit.place.as_ref());
        let first = places.next();
        let place = first.filter(|first| places.all(|other| other.name == first.name));
        report[at].visited = place.cloned();
    }
}

/// The meeting is of the visitor and of somebody of the country visited, in the same report.
fn hosts(visit: &Card, meeting: &Card) -> bool {
    visit.near
        && visit.stage() == meeting.stage()
        && visit.place.as_ref().is_some_and(is_city)
        && stays(visit).iter().filter(|stay| stay.firm).any(|stay| {
            let parties = &meeting.parties;
            let home = |party: &Party| party.country.as_deref() == Some(stay.country);
            parties.iter().any(|party| party.same(stay.visitor)) && parties.iter().any(home)
        })
}

/// True for a place within a country.
pub fn is_city(place: &Spot) -> bool {
    place.precision != COUNTRY
}

/// Kind of a claim of a visit.
pub const VISIT: &str = "visit";
/// Kind of an actor that is a person.
const PERSON: &str = "person";
/// Precision of a place that is a whole country.
const COUNTRY: &str = "country";
