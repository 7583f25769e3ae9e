//! One claim as the linker keeps it: who, when, where, what became of it, and nothing else.
//!
//! A card is made from one Reading and stands alone, so that a store can keep it beside its claim
//! and compare it with others without the Readings. What a claim leaves open is filled from its
//! document, and only as evidence, never as a conflict: an undated happening of a dated report lies
//! in the days before the report, an unplaced meeting of a visitor with a host is where the report
//! says that the visitor was, and talks told without anybody are those of the two sides of the report.

use super::party::Party;
use super::sentence::{self, Sentence};
use super::when::Part;
use crate::actors::ActorLexicon;
use crate::reading::{
    ClaimRecord, CountRecord, EventTimeRecord, ParticipantRecord, PlaceRecord, Reading, TextSpan,
};
use crate::time::calendar::{Day, Days};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Days before its report in which an undated happening lies.
const NEWS_DAYS: i32 = 3;
/// The same for what is only said: words are printed at once.
const WORDS_DAYS: i32 = 1;
/// How many days old the news of a report are at most.
const NEAR_DAYS: i32 = 8;
/// Letters from which a word of a topic is rare enough to be evidence.
const TERM_LETTERS: usize = 6;

/// A claim with what the linker compares.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Id of the document.
    pub document: String,
    /// Id of the claim.
    pub claim: String,
    /// First code point of the word that tells it.
    pub start: u32,
    /// First code point of its sentence.
    pub line: u32,
    /// PLOVER type, or STATE.
    pub event_type: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Our label beneath the type.
    pub kind: Option<String>,
    /// What became of it.
    pub status: String,
    /// False for historical background.
    pub core: bool,
    /// Number of a round of talks.
    pub round: Option<u32>,
    /// By telephone, by video: not in one room.
    pub remote: bool,
    /// Said or meant by the kind to be in one room.
    pub in_person: bool,
    /// Who takes part, things apart.
    pub parties: Vec<Party>,
    /// Who takes part as far as the report suggests, where the claim names nobody.
    pub presumed: Vec<Party>,
    /// First and last day by the claim's own words; `None` where it has none or one stays open.
    pub days: Option<Days>,
    /// A part of a date by the claim's own words, where they give no days.
    pub part: Option<Part>,
    /// Best day by the claim's own words.
    pub best: Option<Day>,
    /// Date as the Reading gives it, EDTF, with its best day; the document's own where the claim
    /// has none.
    pub said: Option<(Option<String>, Option<String>)>,
    /// The days in which the news of the report lie, for what happened without a time of its own.
    pub news: Option<Days>,
    /// It tells of the news of its report.
    pub near: bool,
    /// Best day of the document.
    pub published: Option<Day>,
    /// Place by the claim's own words.
    pub place: Option<Spot>,
    /// Where the report says that the visitor among the parties was, for a meeting without a place.
    pub visited: Option<Spot>,
    /// Hashes of the rarer words of its topics, ascending.
    pub terms: Vec<u32>,
    /// Its numbers, as said.
    pub counts: Vec<Number>,
    /// The sentence that tells it.
    pub sentence: Option<Sentence>,
    /// The named source at the root of the chain.
    pub root: Option<String>,
    /// Country of that source.
    pub root_country: Option<String>,
}

/// A place as the linker compares it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Name in the tables, else as printed.
    pub name: String,
    /// Country code.
    pub country: Option<String>,
    /// `facility`, `city`, `region` or `country`.
    pub precision: String,
}

/// How many of something.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Number {
    /// How many.
    pub value: f64,
    /// Of what.
    pub what: String,
    /// Bounded or rough.
    pub approx: bool,
}

/// Where a happening stands in its report: what lies in different stages is never one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It took place, or a side denies that it did.
    Done,
    /// Planned, possible, conditional.
    Ahead,
    /// It did not take place.
    Off,
}

/// How the two sides of an exchange came together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner<'c> {
    /// In one room.
    Meeting,
    /// By telephone, by video.
    Remote,
    /// A journey.
    Visit,
    /// No exchange: the kind.
    Other(&'c str),
}

/// The cards of the claims of a Reading, in their order; `names` gives the keys of names.
pub fn cards(names: &ActorLexicon, reading: &Reading) -> Vec<Card> {
    let claims = reading.claims.iter();
    let mut cards: Vec<Card> = claims.map(|claim| card(names, reading, claim)).collect();
    super::stays::place_by_visit(&mut cards);
    super::fill::presume_parties(&mut cards);
    cards
}

fn card(names: &ActorLexicon, reading: &Reading, claim: &ClaimRecord) -> Card {
    let own = claim.time.as_ref().filter(|time| is_own(time));
    let days = own.and_then(days_of);
    let published = day(&reading.document.published.day.best);
    let root = claim.attribution.last().filter(|source| source.named);
    let mut card = Card {
        document: reading.id.clone(),
        claim: claim.id.clone(),
        start: claim.trigger.start,
        line: claim.evidence.start,
        event_type: claim.event_type.clone(),
        mode: claim.mode.clone(),
        kind: claim.kind.clone(),
        status: claim.status.clone(),
        core: claim.core,
        round: claim.round,
        remote: claim.medium.as_deref().is_some_and(|m| m != IN_PERSON),
        in_person: claim.medium.as_deref() == Some(IN_PERSON),
        parties: actors_of(claim)
            .map(|party| Party::of(names, reading, party))
            .collect(),
        presumed: Vec::new(),
        part: own
            .filter(|_| days.is_none())
            .and_then(|time| Part::of(time.timex3.as_deref()?)),
        days,
        best: own.and_then(|time| day(&time.day.best)),
        said: claim
            .time
            .as_ref()
            .map(|time| (time.day.edtf.clone(), time.day.best.clone())),
        news: None,
        near: is_near(claim, published),
        published,
        place: claim.place.as_ref().map(spot),
        visited: None,
        terms: terms(&claim.topics),
        counts: claim.counts.iter().map(number).collect(),
        sentence: sentence::sentence(names, reading, claim),
        root: root.map(|source| source.name.clone()),
        root_country: root.and_then(|source| country_of(reading, source.actor.as_deref())),
    };
    if own.is_none() && claim.core && !card.is_ahead() {
        let before = match WORDS.contains(&claim.event_type.as_str()) {
            true => WORDS_DAYS,
            false => NEWS_DAYS,
        };
        let told = claim.time.as_ref().filter(|time| time.words.is_some());
        let news = published.map(|day| Days::new(day.plus(-before), day));
        card.news = told.and_then(days_of).or(news);
    }
    card
}

/// The clause of the claim tells it; an inference from what stands before is evidence, no conflict.
fn is_own(time: &EventTimeRecord) -> bool {
    time.words.is_some() && time.day.method != NARRATIVE
}

fn days_of(time: &EventTimeRecord) -> Option<Days> {
    let (first, last) = (day(&time.day.earliest)?, day(&time.day.latest)?);
    Some(Days::new(first, last))
}

fn number(count: &CountRecord) -> Number {
    Number {
        value: count.value,
        what: count.what.clone(),
        approx: count.approx,
    }
}

/// True where the claim tells of the news of its report: no time of its own, or one by the weekday
/// or within days of the report.
fn is_near(claim: &ClaimRecord, published: Option<Day>) -> bool {
    let Some(time) = claim.time.as_ref().filter(|time| is_own(time)) else {
        return claim.core;
    };
    let weekday = time
        .timex3
        .as_deref()
        .is_some_and(|value| value.starts_with(WEEKDAY));
    let close = day(&time.day.best)
        .zip(published)
        .is_some_and(|(at, day)| (day.0 - at.0).abs() < NEAR_DAYS && time.day.precision == DAY);
    weekday || close
}

fn day(text: &Option<String>) -> Option<Day> {
    text.as_ref()?.parse::<Date>().ok().map(Day::from)
}

fn spot(place: &PlaceRecord) -> Spot {
    Spot {
        name: place.name.clone(),
        country: place.country.clone(),
        precision: place.precision.clone(),
    }
}

fn country_of(reading: &Reading, actor: Option<&str>) -> Option<String> {
    let mut actors = reading.actors.iter();
    let found = actors.find(|one| Some(one.actor.as_str()) == actor)?;
    found.country.clone()
}

fn terms(topics: &[TextSpan]) -> Vec<u32> {
    let words = topics
        .iter()
        .flat_map(|topic| topic.text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= TERM_LETTERS);
    let mut terms: Vec<u32> = words
        .map(|word| super::keys::hash(&word.to_lowercase()) as u32)
        .collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The participants that are somebody, in the order of the claim.
fn actors_of(claim: &ClaimRecord) -> impl Iterator<Item = &ParticipantRecord> {
    claim.participants.iter().filter(|p| p.actor.is_some())
}

impl Card {
    /// What cards are sorted by: document, place in it.
    pub fn key(&self) -> (&str, u32, &str) {
        (&self.document, self.start, &self.claim)
    }

    /// Own place, else where the visitor was.
    pub fn spot(&self) -> Option<&Spot> {
        self.place.as_ref().or(self.visited.as_ref())
    }

    /// How much a claim tells: the fullest one names the event.
    pub fn weight(&self) -> (usize, usize, bool) {
        let coded = usize::from(self.kind.is_some()) + usize::from(self.mode.is_some());
        (coded, self.parties.len(), self.place.is_some())
    }

    /// The first of its numbers, as said.
    pub fn number(&self) -> Option<String> {
        let number = self.counts.first()?;
        Some(format!("{} {}", number.value, number.what))
    }

    /// Days that the date leaves open.
    pub fn width(&self) -> i32 {
        self.days
            .map_or(i32::MAX, |days| days.last.0 - days.first.0)
    }

    /// A visit as such, not a meeting in it.
    pub fn is_visit(&self) -> bool {
        self.kind.as_deref() == Some(super::stays::VISIT)
    }

    /// A meeting face to face, as far as the report says.
    pub fn is_meeting(&self) -> bool {
        self.exchange() == Some(MEETINGS[0]) && !self.remote
    }

    /// Any exchange between sides, near or far; no visit as such.
    pub fn is_exchange(&self) -> bool {
        self.event_type == CONSULT && !self.is_visit() && self.parties.len() > 1
    }

    /// What two or more sides agreed, all of them as equals.
    pub fn is_joint_agreement(&self) -> bool {
        let equals = self.parties.iter().all(|party| party.role == ACTOR);
        let deal = self.event_type == AGREE || self.kind.as_deref() == Some(SIGN);
        deal && equals && self.parties.len() > 1
    }

    /// Said to somebody, as one can at a meeting.
    pub fn is_said(&self) -> bool {
        SAID.contains(&self.event_type.as_str())
    }

    /// An accusation that was made.
    pub fn is_accusation(&self) -> bool {
        self.event_type == ACCUSE && self.stage() == Stage::Done
    }

    /// A denial or rejection that was made.
    pub fn is_denial(&self) -> bool {
        let denies = self.kind.as_deref() == Some(DENY) || self.event_type == REJECT;
        denies && !self.calls_off() && self.stage() == Stage::Done
    }

    /// Calls off what was planned.
    pub fn calls_off(&self) -> bool {
        let off = self
            .kind
            .as_deref()
            .is_some_and(|kind| CALLED_OFF.contains(&kind));
        off && self.stage() == Stage::Done
    }

    /// An exchange or a visit that is planned for days of its own.
    pub fn is_dated_plan(&self) -> bool {
        self.event_type == CONSULT && self.stage() == Stage::Ahead && self.best.is_some()
    }

    /// The sides of talks: the countries of equal parties, by code, each once.
    pub fn sides(&self) -> Vec<&str> {
        let equals = self.parties.iter().filter(|party| party.role == ACTOR);
        let mut sides: Vec<&str> = equals.filter_map(|p| p.country.as_deref()).collect();
        sides.sort_unstable();
        sides.dedup();
        sides
    }

    /// The kind; ways to tell of one meeting are one kind.
    pub fn exchange(&self) -> Option<&str> {
        let kind = self.kind.as_deref();
        kind.map(|kind| match is_gathering(kind) {
            true => MEETINGS[0],
            false => kind,
        })
    }

    /// The parties, or who they presumably are.
    pub fn company(&self) -> &[Party] {
        match self.parties.is_empty() {
            true => &self.presumed,
            false => &self.parties,
        }
    }

    /// One does it to another: who does it and to whom are not interchangeable.
    pub fn is_one_sided(&self) -> bool {
        !matches!(self.event_type.as_str(), CONSULT | AGREE | "COOPERATE")
    }

    /// How the sides came together; of other types, the kind. `None` where the claim leaves it open.
    pub fn manner(&self) -> Option<Manner<'_>> {
        if self.event_type != CONSULT {
            return self.kind.as_deref().map(Manner::Other);
        }
        let meeting = self.kind.as_deref().is_some_and(is_gathering);
        let room = self.in_person || self.place.is_some();
        if self.is_visit() {
            Some(Manner::Visit)
        } else if self.remote {
            Some(Manner::Remote)
        } else {
            (meeting && room).then_some(Manner::Meeting)
        }
    }

    /// Where it stands in its report.
    pub fn stage(&self) -> Stage {
        match self.status.as_str() {
            "happened" | "ongoing" | "denied" => Stage::Done,
            "did_not_happen" => Stage::Off,
            _ => Stage::Ahead,
        }
    }

    /// It has not taken place.
    pub fn is_ahead(&self) -> bool {
        self.stage() != Stage::Done
    }

    /// How many parties of the one are parties of the other.
    pub fn shared(&self, other: &Card) -> usize {
        let mut parties = self.parties.iter();
        let shared = parties
            .by_ref()
            .filter(|a| other.parties.iter().any(|b| a.same(b)));
        shared.count()
    }
}

/// A way to tell of a meeting.
fn is_gathering(kind: &str) -> bool {
    MEETINGS.contains(&kind) || CONFERENCES.contains(&kind)
}

/// How TIMEX3 begins for a day of an unknown week.
const WEEKDAY: &str = "XXXX-WXX";
/// Role of a side among equals.
const ACTOR: &str = "actor";
/// Medium of those who are in one room.
const IN_PERSON: &str = "in_person";
/// Method of a time that is inferred from what stands before.
const NARRATIVE: &str = "narrative";
/// The precision of a single day.
const DAY: &str = "day";
/// Kinds by which one meeting may be told; the first stands for all.
const MEETINGS: [&str; 4] = ["meet", "talks", "host", "sidelines"];
/// The same where many sit together.
const CONFERENCES: [&str; 2] = ["conference", "summit"];
/// PLOVER type of exchanges.
const CONSULT: &str = "CONSULT";
/// PLOVER type of agreements.
const AGREE: &str = "AGREE";
/// Our kind of what is signed.
const SIGN: &str = "sign";
/// Our kind of a denial.
const DENY: &str = "deny";
/// Our kinds of what calls off a meeting.
const CALLED_OFF: [&str; 2] = ["call-off", "suspend-talks"];
/// PLOVER type of accusations.
const ACCUSE: &str = "ACCUSE";
/// PLOVER type of rejections.
const REJECT: &str = "REJECT";
/// PLOVER types of what can be said at a meeting.
const SAID: [&str; 7] = [
    ACCUSE, AGREE, "CONCEDE", REJECT, "REQUEST", "SUPPORT", "THREATEN",
];
/// PLOVER types of what is only said.
const WORDS: [&str; 5] = ["STATE", ACCUSE, REJECT, "REQUEST", "THREATEN"];
