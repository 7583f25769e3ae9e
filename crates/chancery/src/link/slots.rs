//! One claim as the linker sees it: parties, day interval, place, and how it weighs against others.

use super::{PartyRecord, topic_words};
use crate::reading::{ClaimRecord, ParticipantRecord, Reading};

/// Whoever takes part, by a folded name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Folded name.
    pub name: String,
    /// Last word of the folded name: the family name of most persons.
    pub last: String,
    /// Country code.
    pub country: Option<String>,
}

impl Party {
    fn of(record: &ParticipantRecord) -> Self {
        let name = fold(&record.name);
        let last = name.rsplit(' ').next().unwrap_or("").to_owned();
        Party {
            name,
            last,
            country: record.country.clone(),
        }
    }

    /// One and the same, as far as names tell: equal names, or a family name alone against a full
    /// one; countries must not differ.
    pub fn same(&self, other: &Party) -> bool {
        let countries =
            self.country.is_none() || other.country.is_none() || self.country == other.country;
        let names = self.name == other.name
            || self.last == other.last && (self.name == self.last || other.name == other.last);
        names && countries
    }
}

/// Lower case, Latin letters without marks.
fn fold(name: &str) -> String {
    name.to_lowercase()
}

/// A weighed pair of claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Numbers of the claims.
    pub members: (usize, usize),
    /// Points of evidence.
    pub points: f64,
    /// Both have a date of their own, and the dates agree.
    pub dated: bool,
    /// One lies ahead in its report and the other does not: plan and outcome.
    pub ahead: bool,
}

/// A claim with what the linker compares.
#[derive(Clone, Debug)]
pub struct Slots<'a> {
    /// The document.
    pub document: &'a Reading,
    /// The claim.
    pub claim: &'a ClaimRecord,
    /// Who takes part, things apart.
    pub parties: Vec<Party>,
    /// First and last day, ISO; `None` where the date is only that of the document.
    pub days: Option<(&'a str, &'a str)>,
}

impl<'a> Slots<'a> {
    /// Reads the slots of a claim.
    pub fn of(document: &'a Reading, claim: &'a ClaimRecord) -> Self {
        let parties = claim
            .participants
            .iter()
            .filter(|p| p.actor.is_some())
            .map(Party::of)
            .collect();
        let own = claim.time.as_ref().filter(|time| time.words.is_some());
        let days =
            own.and_then(|time| Some((time.day.earliest.as_deref()?, time.day.latest.as_deref()?)));
        Slots {
            document,
            claim,
            parties,
            days,
        }
    }

    /// What claims are sorted by: document, place in it.
    pub fn key(&self) -> (&str, u32, &str) {
        (&self.document.id, self.claim.trigger.start, &self.claim.id)
    }

    /// Best day of the document, for "newest".
    pub fn published(&self) -> Option<&str> {
        self.document.document.published.day.best.as_deref()
    }

    /// How much a claim tells: the fullest one names the event.
    pub fn weight(&self) -> (usize, usize, bool) {
        let coded = usize::from(self.claim.kind.is_some()) + usize::from(self.claim.mode.is_some());
        (coded, self.parties.len(), self.claim.place.is_some())
    }

    /// Days that the date leaves open.
    pub fn width(&self) -> i64 {
        let Some((first, last)) = self.days else {
            return i64::MAX;
        };
        match (
            first.parse::<jiff::civil::Date>(),
            last.parse::<jiff::civil::Date>(),
        ) {
            (Ok(first), Ok(last)) => i64::from((last - first).get_days()),
            _ => i64::MAX,
        }
    }

    /// The parties as the record shows them.
    pub fn records(&self) -> Vec<PartyRecord> {
        let named = self.claim.participants.iter().filter(|p| p.actor.is_some());
        named
            .map(|p| PartyRecord {
                role: p.role.clone(),
                name: p.name.clone(),
                country: p.country.clone(),
            })
            .collect()
    }

    /// True where no slot forbids that the two tell of one happening.
    pub fn agrees(&self, other: &Slots<'_>) -> bool {
        self.claim.event_type == other.claim.event_type
            && !self.days_apart(other)
            && !self.places_apart(other)
            && !self.counterparts_differ(other)
            && self.is_ahead() == other.is_ahead()
    }

    /// Points of evidence, unless a veto speaks.
    pub fn weigh(&self, other: &Slots<'_>, members: (usize, usize)) -> Option<Pair> {
        if self.days_apart(other) || self.places_apart(other) || self.counterparts_differ(other) {
            return None;
        }
        let shared = self.shared(other);
        let dated = self.days.is_some() && other.days.is_some();
        let same_day = dated && self.days == other.days && self.width() == 0;
        let mut points = match shared {
            0 => return None,
            1 => 1.0,
            _ => 3.0,
        };
        points += if same_day { 2.0 } else { 0.0 } + if dated && !same_day { 0.5 } else { 0.0 };
        points += self.place_points(other);
        points += if self.claim.kind == other.claim.kind {
            1.0
        } else {
            0.0
        };
        let terms = topic_words(&self.claim.topics);
        points += if topic_words(&other.claim.topics)
            .intersection(&terms)
            .next()
            .is_some()
        {
            1.0
        } else {
            0.0
        };
        Some(Pair {
            members,
            points,
            dated,
            ahead: self.is_ahead() != other.is_ahead(),
        })
    }

    fn shared(&self, other: &Slots<'_>) -> usize {
        self.parties
            .iter()
            .filter(|a| other.parties.iter().any(|b| a.same(b)))
            .count()
    }

    /// Planned, possible or called off, against happened.
    fn is_ahead(&self) -> bool {
        !matches!(
            self.claim.status.as_str(),
            "happened" | "ongoing" | "denied"
        )
    }

    fn days_apart(&self, other: &Slots<'_>) -> bool {
        match (self.days, other.days) {
            (Some((a1, a2)), Some((b1, b2))) => a2 < b1 || b2 < a1,
            _ => false,
        }
    }

    fn places_apart(&self, other: &Slots<'_>) -> bool {
        match (&self.claim.place, &other.claim.place) {
            (Some(a), Some(b)) => {
                a.country.is_some() && b.country.is_some() && a.country != b.country
            }
            _ => false,
        }
    }

    /// Both name two or more sides and the counterpart of the shared one is another.
    fn counterparts_differ(&self, other: &Slots<'_>) -> bool {
        self.parties.len() == 2 && other.parties.len() == 2 && self.shared(other) < 2
    }

    fn place_points(&self, other: &Slots<'_>) -> f64 {
        let (Some(a), Some(b)) = (&self.claim.place, &other.claim.place) else {
            return 0.0;
        };
        if a.name == b.name && a.precision == b.precision && a.precision != "country" {
            1.0
        } else if a.country.is_some() && a.country == b.country {
            0.5
        } else {
            0.0
        }
    }
}
