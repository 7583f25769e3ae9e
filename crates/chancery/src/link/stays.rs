//! Who was a guest where: what a claim says of a visitor in another country.
//!
//! A visit names its visitor and the place; a host receives a guest; of those who meet in a country
//! to which one of them belongs, the persons of other countries are visitors.

use super::card::{Card, Spot};
use super::party::Party;

/// A visitor of a claim with the country visited.
#[derive(Clone, Copy, Debug)]
pub struct Stay<'s> {
    /// The visitor.
    pub visitor: &'s Party,
    /// Code of the country visited.
    pub country: &'s str,
}

/// What a claim says of visitors.
pub fn stays<'s>(card: &'s Card) -> Vec<Stay<'s>> {
    let kind = card.kind.as_deref();
    let placed = card.spot().and_then(|place| place.country.as_deref());
    let with_role =
        |role: &'static str| card.parties.iter().filter(move |party| party.role == role);
    let home = with_role("host").find_map(|party| party.country.as_deref());
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
        _ if card.is_meeting() && card.parties.iter().any(at_home) => None,
        _ => return Vec::new(),
    };
    let visitors = card.parties.iter().filter(|party| {
        abroad(party)
            && role.is_none_or(|role| role == party.role)
            && (role.is_some() || party.country.is_some())
    });
    let stay = |visitor| Stay { visitor, country };
    visitors.map(stay).collect()
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
        && stays(visit).iter().any(|stay| {
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
