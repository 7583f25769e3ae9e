//! Who was a guest where: what a claim says of a visitor in another country.
//!
//! A visit names its visitor and the place; a host receives a guest; of those who meet in a country
//! to which one of them belongs, the persons of other countries are visitors.

use super::party::Party;
use super::slots::{Slots, actors_of, of_report};
use crate::reading::PlaceRecord;

/// A visitor of a claim with the country visited.
#[derive(Clone, Copy, Debug)]
pub struct Stay<'s> {
    /// The visitor.
    pub visitor: &'s Party,
    /// The visitor's name as the claim gives it.
    pub name: &'s str,
    /// Code of the country visited.
    pub country: &'s str,
}

/// What a claim says of visitors.
pub fn stays<'s>(slots: &'s Slots<'_>) -> Vec<Stay<'s>> {
    let kind = slots.claim.kind.as_deref();
    let placed = slots.place.and_then(|place| place.country.as_deref());
    let with_role = |role: &'static str| members(slots).filter(move |(_, r, _)| *r == role);
    let home = with_role("host").find_map(|(party, _, _)| party.country.as_deref());
    let Some(country) = placed.or(home) else {
        return Vec::new();
    };
    let abroad = |party: &Party| {
        let elsewhere = party.country.as_deref().is_none_or(|own| own != country);
        party.kind == PERSON && elsewhere
    };
    let at_home = |party: &Party| party.country.as_deref() == Some(country);
    let role = match kind {
        Some(VISIT) => Some("actor"),
        Some("host") => Some("guest"),
        _ if slots.is_meeting() && slots.parties.iter().any(at_home) => None,
        _ => return Vec::new(),
    };
    members(slots)
        .filter(|(party, r, _)| {
            abroad(party)
                && role.is_none_or(|role| role == *r)
                && (role.is_some() || party.country.is_some())
        })
        .map(|(visitor, _, name)| Stay {
            visitor,
            name,
            country,
        })
        .collect()
}

/// Parties with role and name.
fn members<'s>(slots: &'s Slots<'_>) -> impl Iterator<Item = (&'s Party, &'s str, &'s str)> {
    let records = actors_of(slots.claim);
    let members = slots.parties.iter().zip(records);
    members.map(|(party, record)| (party, record.role.as_str(), record.name.as_str()))
}

/// Places meetings of which the report does not say where they were: in the one city in which it
/// says that one of the parties was a guest, where another party is of that country.
pub fn place_by_visit(slots: &mut [Slots<'_>]) {
    for at in 0..slots.len() {
        let meeting = &slots[at];
        if meeting.place.is_some() || !meeting.is_meeting() || !meeting.is_near() {
            continue;
        }
        let mut places = slots[of_report(slots, at)]
            .iter()
            .filter(|visit| visit.is_visit() && hosts(visit, meeting))
            .filter_map(|visit| visit.place);
        let first = places.next();
        let place = first.filter(|first| places.all(|other| other.name == first.name));
        slots[at].place = place;
    }
}

/// The meeting is of the visitor and of somebody of the country visited, in the same report.
fn hosts(visit: &Slots<'_>, meeting: &Slots<'_>) -> bool {
    visit.is_near()
        && visit.is_ahead() == meeting.is_ahead()
        && visit.place.is_some_and(is_city)
        && stays(visit).iter().any(|stay| {
            let parties = &meeting.parties;
            let home = |party: &Party| party.country.as_deref() == Some(stay.country);
            parties.iter().any(|party| party.same(stay.visitor)) && parties.iter().any(home)
        })
}

/// True for a place within a country.
pub fn is_city(place: &PlaceRecord) -> bool {
    place.precision != COUNTRY
}

/// Kind of a claim of a visit.
pub const VISIT: &str = "visit";
/// Kind of an actor that is a person.
const PERSON: &str = "person";
/// Precision of a place that is a whole country.
const COUNTRY: &str = "country";
