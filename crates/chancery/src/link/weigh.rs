//! How two claims weigh as tellings of one happening: vetoes by conflicting slots, points for shared
//! ones. A missing slot is never a conflict and never costs points (`reference/linking.md`, 3.1).
//!
//! Points are counted in halves, so that sums are whole numbers.

use super::card::Card;
use crate::time::calendar::Days;

/// Halves of points that join two claims.
pub const JOIN: i32 = 10;
/// Halves of points from which two events may be the same.
pub const POSSIBLE: i32 = 6;

/// What speaks for one happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// Evidence, in halves of points.
    pub halves: i32,
    /// Both have a date, and the dates agree.
    pub dated: bool,
    /// One lies ahead in its report and the other does not: plan and outcome.
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
    a.event_type == b.event_type
        && !days_apart(a, b)
        && !places_apart(a, b)
        && !counterparts_differ(a, b)
        && a.is_ahead() == b.is_ahead()
}

/// Points of evidence of claims of two documents, unless a veto speaks or they share nobody.
pub fn weigh(a: &Card, b: &Card) -> Option<Weight> {
    if a.document == b.document || a.event_type != b.event_type {
        return None;
    }
    if days_apart(a, b) || places_apart(a, b) {
        return None;
    }
    let shared = a.shared(b);
    if shared == 0 || a.parties.len() == 2 && b.parties.len() == 2 && shared < 2 {
        return None;
    }
    let own = a.days.is_some() && b.days.is_some();
    let dated = own || news_meet(a, b);
    let same_day = own && a.days == b.days && a.width() == 0;
    let mut halves = if shared == 1 { 2 } else { 6 };
    halves += match (same_day, dated) {
        (true, _) => 4,
        (false, true) => 1,
        (false, false) => 0,
    };
    halves += place_halves(a, b);
    halves += 2 * i32::from(a.exchange() == b.exchange());
    halves += 2 * i32::from(a.terms.iter().any(|term| b.terms.contains(term)));
    Some(Weight {
        halves,
        dated,
        ahead: a.is_ahead() != b.is_ahead(),
    })
}

/// Both have days of their own and no day is in both.
pub fn days_apart(a: &Card, b: &Card) -> bool {
    a.days.zip(b.days).is_some_and(|(a, b)| !meet(a, b))
}

/// The places by their own words lie in two countries.
pub fn places_apart(a: &Card, b: &Card) -> bool {
    let country = |card: &Card| card.place.as_ref()?.country.clone();
    country(a).zip(country(b)).is_some_and(|(a, b)| a != b)
}

/// Both name two sides and the counterpart of the shared one is another.
fn counterparts_differ(a: &Card, b: &Card) -> bool {
    a.parties.len() == 2 && b.parties.len() == 2 && a.shared(b) < 2
}

/// The days of the news of the one report meet the days of the other claim.
fn news_meet(a: &Card, b: &Card) -> bool {
    let days = |card: &Card| card.days.or(card.news);
    days(a).zip(days(b)).is_some_and(|(a, b)| meet(a, b))
}

fn meet(a: Days, b: Days) -> bool {
    a.first <= b.last && b.first <= a.last
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
