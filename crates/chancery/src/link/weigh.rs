//! How two claims weigh as tellings of one happening: vetoes by conflicting slots, points for shared
//! ones. A missing slot is never a conflict and never costs points (`reference/linking.md`, 3.1).
//!
//! | evidence | halves of points |
//! |---|---|
//! | two parties; one and a side; two sides; one | 6; 5; 3; 2 |
//! | one party of two who are told on both sides, or a side | 1 |
//! | one day; one day of a month without a year, or by what is told before; spans or news days that meet | 4; 2; 1 |
//! | one place; one country | 2; 1 |
//! | one kind | 2 |
//! | a rare word of the topic in common | 2 |
//!
//! Parties that one claim leaves out and its report suggests count two thirds. Vetoes: another type,
//! another kind where both say one, days without one in common, places in two countries, cities that
//! differ between sides without names, parties that differ, a plan against an outcome. Two who meet
//! by name on one day meet once: reports that disagree on where are one event with a conflict.
//!
//! The same sentence in reports of neighbouring days is one telling, whatever was read of it.
//! Points are counted in halves, so that sums are whole numbers.

use super::card::{Card, Spot};
use super::company::Company;
use super::sentence;
use super::when::{self, Dated};

/// Halves of points that join two claims.
pub const JOIN: i32 = 10;
/// Halves of points from which two events may be the same.
pub const POSSIBLE: i32 = 6;
/// Halves of points of one sentence in two reports.
const COPIED: i32 = 20;

/// What speaks for one happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// Evidence, in halves of points.
    pub halves: i32,
    /// Both have a date, and the dates agree.
    pub dated: bool,
    /// One lies ahead in its report, or was called off, and the other is not so: plan and outcome.
    pub ahead: bool,
}

impl Weight {
    /// Enough to be one event.
    pub fn joins(&self) -> bool {
        self.dated && self.halves >= JOIN && !self.ahead
    }
}

/// True where no slot forbids that the two tell of one happening.
pub fn agree(a: &Card, b: &Card) -> bool {
    sentence::copied(a, b) || a.stage() == b.stage() && slots_agree(a, b).is_some()
}

/// Points of evidence of claims of two documents, unless a veto speaks or they share nobody.
pub fn weigh(a: &Card, b: &Card) -> Option<Weight> {
    if a.document == b.document {
        return None;
    }
    if sentence::copied(a, b) {
        return Some(Weight {
            halves: COPIED,
            dated: true,
            ahead: false,
        });
    }
    let company = slots_agree(a, b)?;
    let dated = when::dated(a, b);
    let mut halves = company.halves()?;
    halves += match dated {
        Dated::Day => 4,
        Dated::Yearly => 2,
        Dated::Near => 1,
        Dated::No => 0,
    };
    halves += place_halves(a, b);
    halves += 2 * i32::from(a.exchange().is_some() && a.exchange() == b.exchange());
    halves += 2 * i32::from(a.terms.iter().any(|term| b.terms.contains(term)));
    Some(Weight {
        halves,
        dated: dated > Dated::No,
        ahead: a.stage() != b.stage(),
    })
}

/// Who is on both sides, unless a slot forbids that the two are one.
fn slots_agree(a: &Card, b: &Card) -> Option<Company> {
    if a.event_type != b.event_type || kinds_apart(a, b) || when::apart(a, b) {
        return None;
    }
    let company = Company::of(a, b);
    let apart = company.clash || places_apart(a, b) && !met_once(a, b, company);
    (!apart).then_some(company)
}

/// Both say what kind it is, and the kinds differ; of exchanges, only those that differ in how the
/// sides came together.
fn kinds_apart(a: &Card, b: &Card) -> bool {
    match (a.manner(), b.manner()) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    }
}

/// The places by their own words lie in two countries, or are two cities.
pub fn places_apart(a: &Card, b: &Card) -> bool {
    let spots = a.place.as_ref().zip(b.place.as_ref());
    spots.is_some_and(|(one, other)| countries_apart(one, other) || cities_differ(one, other))
}

/// The countries of both are known and two.
pub fn countries_apart(one: &Spot, other: &Spot) -> bool {
    let both = one.country.as_ref().zip(other.country.as_ref());
    both.is_some_and(|(a, b)| a != b)
}

/// Both are cities, of two names.
pub fn cities_differ(one: &Spot, other: &Spot) -> bool {
    one.precision == CITY && other.precision == CITY && one.name != other.name
}

/// Two by their names, on one day.
fn met_once(a: &Card, b: &Card, company: Company) -> bool {
    let day = when::dated(a, b) == Dated::Day;
    let within = match a.place.as_ref().zip(b.place.as_ref()) {
        Some((one, other)) => !countries_apart(one, other),
        None => true,
    };
    company.same > 1 && !company.presumed && (day || within && when::dated(a, b) == Dated::Near)
}

fn place_halves(a: &Card, b: &Card) -> i32 {
    let Some((a, b)) = a.spot().zip(b.spot()) else {
        return 0;
    };
    if a.name == b.name && a.precision == b.precision && a.precision != COUNTRY {
        2
    } else {
        i32::from(a.country.is_some() && a.country == b.country)
    }
}

/// Precision of a place that is a whole country.
const COUNTRY: &str = "country";
/// Precision of a place that is a town.
const CITY: &str = "city";
