//! One claim as the linker sees it: parties, days, place, and how it weighs against others.
//!
//! What a claim leaves open is filled from its document, and only as evidence, never as a conflict:
//! an undated happening of a dated report lies in the days before the report, and an unplaced
//! meeting of a visitor with a host is where the report says that the visitor was.

use super::party::Party;
use super::stays::VISIT;
use super::{PartyRecord, topic_words};
use crate::actors::ActorLexicon;
use crate::reading::{ClaimRecord, ParticipantRecord, PlaceRecord, Reading};
use jiff::ToSpan;
use jiff::civil::Date;

/// Days before its report in which an undated happening lies.
const NEWS_DAYS: i64 = 3;
/// How many days old the news of a report are at most.
const NEAR_DAYS: i32 = 8;

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

/// First and last day.
pub type Days = (Date, Date);

/// A claim with what the linker compares.
#[derive(Clone, Debug)]
pub struct Slots<'a> {
    /// The document.
    pub document: &'a Reading,
    /// The claim.
    pub claim: &'a ClaimRecord,
    /// Who takes part, things apart.
    pub parties: Vec<Party>,
    /// First and last day by the claim's own words; `None` where it has none or one stays open.
    pub days: Option<Days>,
    /// The days in which the news of the report lie, for what happened without a time of its own.
    pub news: Option<Days>,
    /// The place, else where the report says that the visitor among the parties was.
    pub place: Option<&'a PlaceRecord>,
}

impl<'a> Slots<'a> {
    /// Reads the slots of a claim.
    pub fn of(names: &ActorLexicon, document: &'a Reading, claim: &'a ClaimRecord) -> Self {
        let parties = actors_of(claim).map(|p| Party::of(names, document, p));
        let own = claim.time.as_ref().filter(|time| time.words.is_some());
        let days = own.and_then(|time| {
            let day = |text: &Option<String>| text.as_ref()?.parse::<Date>().ok();
            Some((day(&time.day.earliest)?, day(&time.day.latest)?))
        });
        let mut slots = Slots {
            document,
            claim,
            parties: parties.collect(),
            days,
            news: None,
            place: claim.place.as_ref(),
        };
        if own.is_none() && claim.core && !slots.is_ahead() {
            let published = slots.published().and_then(|day| day.parse::<Date>().ok());
            let first = published.and_then(|day| day.checked_sub(NEWS_DAYS.days()).ok());
            slots.news = first.zip(published);
        }
        slots
    }

    /// True where the claim tells of the news of its report: no time of its own, or one by the
    /// weekday or within days of the report.
    pub fn is_near(&self) -> bool {
        let Some(time) = self.claim.time.as_ref().filter(|time| time.words.is_some()) else {
            return self.claim.core;
        };
        let weekday = time
            .timex3
            .as_deref()
            .is_some_and(|value| value.starts_with(WEEKDAY));
        let best = |day: Option<&str>| day.and_then(|day| day.parse::<Date>().ok());
        let days = best(time.day.best.as_deref()).zip(best(self.published()));
        let close = days.is_some_and(|(day, published)| {
            (published - day).get_days().abs() < NEAR_DAYS && time.day.precision == DAY
        });
        weekday || close
    }

    /// Best day by the claim's own words.
    pub fn best(&self) -> Option<Date> {
        let time = self
            .claim
            .time
            .as_ref()
            .filter(|time| time.words.is_some())?;
        time.day.best.as_ref()?.parse().ok()
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
        self.days.map_or(i64::MAX, |(first, last)| {
            i64::from((last - first).get_days())
        })
    }

    /// The parties as the record shows them.
    pub fn records(&self) -> Vec<PartyRecord> {
        actors_of(self.claim)
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
        let own = self.days.is_some() && other.days.is_some();
        let dated = own || self.news_meet(other);
        let same_day = own && self.days == other.days && self.width() == 0;
        let mut points = match shared {
            0 => return None,
            1 => 1.0,
            _ => 3.0,
        };
        points += if same_day { 2.0 } else { 0.0 } + if dated && !same_day { 0.5 } else { 0.0 };
        points += self.place_points(other);
        points += if self.exchange() == other.exchange() {
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

    /// How many parties of the one are parties of the other.
    pub fn shared(&self, other: &Slots<'_>) -> usize {
        self.parties
            .iter()
            .filter(|a| other.parties.iter().any(|b| a.same(b)))
            .count()
    }

    /// A visit as such, not a meeting in it.
    pub fn is_visit(&self) -> bool {
        self.claim.kind.as_deref() == Some(VISIT)
    }

    /// A meeting face to face, as far as the report says.
    pub fn is_meeting(&self) -> bool {
        let remote = self
            .claim
            .medium
            .as_deref()
            .is_some_and(|medium| medium != IN_PERSON);
        self.exchange() == Some(MEETINGS[0]) && !remote
    }

    /// Any exchange between sides, near or far; no visit as such.
    pub fn is_exchange(&self) -> bool {
        self.claim.event_type == "CONSULT" && !self.is_visit() && self.parties.len() > 1
    }

    /// What two or more sides agreed, all of them as equals.
    pub fn is_joint_agreement(&self) -> bool {
        let equals = actors_of(self.claim).all(|p| p.role == ACTOR);
        self.claim.event_type == "AGREE" && equals && self.parties.len() > 1
    }

    /// The sides of talks: the countries of equal parties, by code, each once.
    pub fn sides(&self) -> Vec<&str> {
        let records = actors_of(self.claim).filter(|p| p.role == ACTOR);
        let mut sides: Vec<&str> = records.filter_map(|p| p.country.as_deref()).collect();
        sides.sort_unstable();
        sides.dedup();
        sides
    }

    /// The kind; ways to tell of one meeting are one kind.
    fn exchange(&self) -> Option<&str> {
        let kind = self.claim.kind.as_deref();
        kind.map(|kind| {
            if MEETINGS.contains(&kind) {
                MEETINGS[0]
            } else {
                kind
            }
        })
    }

    /// The days of the news of the one report meet the days of the other claim.
    fn news_meet(&self, other: &Slots<'_>) -> bool {
        let days = |slots: &Slots<'_>| slots.days.or(slots.news);
        days(self)
            .zip(days(other))
            .is_some_and(|((a1, a2), (b1, b2))| a1 <= b2 && b1 <= a2)
    }

    /// Planned, possible or called off, against happened.
    pub fn is_ahead(&self) -> bool {
        !matches!(
            self.claim.status.as_str(),
            "happened" | "ongoing" | "denied"
        )
    }

    /// Both have days of their own and no day is in both.
    pub fn days_apart(&self, other: &Slots<'_>) -> bool {
        match (self.days, other.days) {
            (Some((a1, a2)), Some((b1, b2))) => a2 < b1 || b2 < a1,
            _ => false,
        }
    }

    /// The places lie in two countries.
    pub fn places_apart(&self, other: &Slots<'_>) -> bool {
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
        let (Some(a), Some(b)) = (self.place, other.place) else {
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

/// Where the claims of the same report stand in the order of the claims.
pub fn of_report(slots: &[Slots<'_>], at: usize) -> std::ops::Range<usize> {
    let id = &slots[at].document.id;
    let first = slots.partition_point(|slot| slot.document.id < *id);
    let end = slots.partition_point(|slot| slot.document.id <= *id);
    first..end
}

/// The participants that are somebody, in the order of the claim.
pub fn actors_of(claim: &ClaimRecord) -> impl Iterator<Item = &ParticipantRecord> {
    claim.participants.iter().filter(|p| p.actor.is_some())
}

/// How TIMEX3 begins for a day of an unknown week.
const WEEKDAY: &str = "XXXX-WXX";
/// Role of a side among equals.
const ACTOR: &str = "actor";
/// Medium of those who are in one room.
const IN_PERSON: &str = "in_person";
/// The precision of a single day.
const DAY: &str = "day";
/// Kinds by which one meeting may be told; the first stands for all.
const MEETINGS: [&str; 4] = ["meet", "talks", "host", "sidelines"];
