//! Who stands on which side of an event, and what others call their countries.
//!
//! PLOVER keeps lists; the CAMEO formats want a row for each pair of named participants. Who acts
//! together without a recipient (talks, calls) gives a row for each two of them, in the order of the
//! text.

use crate::record::{Event, Participant, Where};
use chancery_data::knowledge;
use chancery_data::schema::CountryStatus;

/// Dependencies that keep a code of their own.
const KEPT: [&str; 3] = ["ATA", "HKG", "PSE"];

/// Who does it: actors, else the guests.
pub fn actors(event: &Event) -> Vec<&Participant> {
    let found = of_role(event, "actor");
    if found.is_empty() {
        of_role(event, "guest")
    } else {
        found
    }
}

/// To whom it is done: recipients, else the host of a single guest.
pub fn recipients(event: &Event) -> Vec<&Participant> {
    let found = of_role(event, "recipient");
    if found.is_empty() && actors(event).len() < 2 {
        of_role(event, "host")
    } else {
        found
    }
}

/// Pairs of named participants, the CAMEO source first. One side may be missing; both never are.
pub fn pairs(event: &Event) -> Vec<(Option<&Participant>, Option<&Participant>)> {
    let one = named(actors(event));
    let other = named(recipients(event));
    let mut pairs = Vec::new();
    match (one.is_empty(), other.is_empty()) {
        (false, false) => {
            for a in &one {
                pairs.extend(other.iter().map(|b| (Some(*a), Some(*b))));
            }
        }
        (true, false) => pairs.extend(other.iter().map(|b| (None, Some(*b)))),
        (false, true) if one.len() > 1 => {
            for (n, a) in one.iter().enumerate() {
                pairs.extend(one[n + 1..].iter().map(|b| (Some(*a), Some(*b))));
            }
        }
        (false, true) => pairs.push((one.first().copied(), None)),
        (true, true) => {}
    }
    // A visit told from the side of the host: the CAMEO source is who receives.
    if event.cameo == "043" && !other.is_empty() {
        for pair in &mut pairs {
            *pair = (pair.1, pair.0);
        }
    }
    pairs
}

fn of_role<'a>(event: &'a Event, role: &str) -> Vec<&'a Participant> {
    let all = event.participants.iter();
    all.filter(|one| one.role == role).collect()
}

fn named(side: Vec<&Participant>) -> Vec<&Participant> {
    side.into_iter()
        .filter(|one| one.kind != "unnamed" && !one.name.is_empty())
        .collect()
}

/// What a code of our record is to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home<'a> {
    /// A state, by ISO 3166 alpha-3; dependencies are with their state.
    State(&'a str),
    /// A body between or beyond states, by its PLOVER code.
    Body(&'a str),
}

/// State or body of a code; nothing for a code that is neither.
pub fn home(code: &str) -> Option<Home<'_>> {
    let Some(country) = knowledge().country(code) else {
        let body = matches!(code, "UNO" | "EUR" | "IGO" | "NGO" | "ISM" | "IMG" | "MNC");
        return body.then_some(Home::Body(code));
    };
    let own = country.status == CountryStatus::State || KEPT.contains(&country.code.as_str());
    match &country.parent {
        Some(parent) if !own => Some(Home::State(parent)),
        _ => Some(Home::State(&country.code)),
    }
}

/// Code of PLOVER for a participant's country.
pub fn plover_code(one: &Participant) -> Option<&str> {
    match home(one.country.as_deref()?)? {
        Home::State(code) | Home::Body(code) => Some(code),
    }
}

/// Name of the state of a code in ICEWS and POLECAT.
pub fn state_name(code: &str) -> Option<&'static str> {
    let Home::State(code) = home(code)? else {
        return None;
    };
    let other = knowledge().state_codes(code).map(|row| row.icews.as_str());
    match other.filter(|name| !name.is_empty()) {
        Some(name) => Some(name),
        None => knowledge().country(code).map(|row| row.name.as_str()),
    }
}

/// Number of the state of a code in the Correlates of War.
pub fn cow(code: &str) -> Option<u16> {
    let Home::State(code) = home(code)? else {
        return None;
    };
    knowledge().state_codes(code)?.cow
}

/// CAMEO code of the state of a code.
pub fn cameo_country(code: &str) -> Option<&str> {
    let Home::State(code) = home(code)? else {
        return None;
    };
    let other = knowledge().state_codes(code).map(|row| row.cameo.as_str());
    Some(other.filter(|own| !own.is_empty()).unwrap_or(code))
}

/// FIPS 10-4 code of a country, its own and not that of its state.
pub fn fips(code: &str) -> Option<&'static str> {
    let country = knowledge().country(code)?;
    Some(country.fips.as_str()).filter(|code| !code.is_empty())
}

/// ISO 3166 alpha-2 code of a country.
pub fn iso2(code: &str) -> Option<&'static str> {
    let country = knowledge().country(code)?;
    Some(country.iso2.as_str()).filter(|code| !code.is_empty())
}

/// Where it was, in degrees north and east to about ten metres; nothing where only the country is known.
pub fn point(place: &Where) -> Option<(f64, f64)> {
    let rounded = |degrees: f64| (degrees * 1e4).round() / 1e4;
    let (north, east) = (place.latitude?, place.longitude?);
    (place.precision != "country").then(|| (rounded(north), rounded(east)))
}

/// CAMEO role codes of a participant, at most three, the primary one first.
pub fn cameo_roles(one: &Participant) -> Vec<&'static str> {
    let mut roles: Vec<&'static str> = Vec::new();
    for sector in &one.sectors {
        let role = knowledge().sector(sector).map(|row| row.cameo.as_str());
        if let Some(role) = role.filter(|role| !role.is_empty() && !roles.contains(role)) {
            roles.push(role);
        }
    }
    roles.truncate(3);
    roles
}
