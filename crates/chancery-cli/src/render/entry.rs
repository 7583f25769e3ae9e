//! An event and its claims in, one entry of a digest out.

use super::lay::clean;
use super::phrases::{chain, codes, spaced, status};
use super::when::{beside_day, claim_time, plain, sort_day};
use chancery::link::{EventRecord, PartyRecord};
use chancery::offsets::{CharSpan, Offsets};
use chancery::reading::{ClaimRecord, Reading};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// Bytes on each side of the trigger that a quoted clause keeps.
const CLAUSE: usize = 110;

/// One event as the reports tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Day by which it is sorted.
    pub day: Option<String>,
    /// The day, month or stretch under which it stands.
    pub heading: Option<String>,
    /// Who; sides joined, an arrow where the act goes one way.
    pub who: String,
    /// Type, mode and kind.
    pub codes: String,
    /// Where.
    pub place: Option<String>,
    /// When, with its basis.
    pub when: String,
    /// What a line under the heading of the day still has to say of it.
    pub beside: String,
    /// Status, with what the report doubts; empty for plain `happened`.
    pub status: String,
    /// Status alone.
    pub state: String,
    /// The words of the report that tells it most fully.
    pub words: String,
    /// Who says it, once each.
    pub says: Vec<String>,
    /// Numbers of the reports, from 1.
    pub reports: Vec<usize>,
    /// Independent origins.
    pub origins: usize,
    /// What else there is to know: where the reports differ, what it may be the same as.
    pub remarks: Vec<String>,
    /// False for historical background.
    pub core: bool,
}

impl Entry {
    /// Within a day: more origins first, then more reports, then the order of the input.
    pub fn order(&self) -> (Reverse<usize>, Reverse<usize>, usize) {
        let first = self.reports.first().copied().unwrap_or_default();
        (Reverse(self.origins), Reverse(self.reports.len()), first)
    }
}

/// Where claims stand, by the ids of document and claim, and events by theirs.
pub struct Index<'r> {
    readings: &'r [Reading],
    claims: BTreeMap<(&'r str, &'r str), (usize, usize)>,
    events: BTreeMap<&'r str, &'r EventRecord>,
}

impl<'r> Index<'r> {
    /// Of these Readings and what they were linked to.
    pub fn new(readings: &'r [Reading], events: &'r [EventRecord]) -> Self {
        let mut claims = BTreeMap::new();
        for (report, reading) in readings.iter().enumerate() {
            for (number, claim) in reading.claims.iter().enumerate() {
                let key = (reading.id.as_str(), claim.id.as_str());
                claims.entry(key).or_insert((report, number));
            }
        }
        Index {
            readings,
            claims,
            events: events
                .iter()
                .map(|event| (event.event.as_str(), event))
                .collect(),
        }
    }

    fn places(&self, event: &EventRecord) -> Vec<(usize, usize)> {
        let place = |claim: &chancery::link::ClaimRef| {
            self.claims
                .get(&(claim.id.as_str(), claim.claim.as_str()))
                .copied()
        };
        let mut places: Vec<_> = event.claims.iter().filter_map(place).collect();
        places.sort_unstable();
        places
    }

    /// "[2] [5]": the reports that tell of an event.
    fn told_in(&self, event: &str) -> Option<String> {
        let event = self.events.get(event)?;
        let mut reports: Vec<usize> = self.places(event).iter().map(|p| p.0 + 1).collect();
        reports.dedup();
        let reports: Vec<String> = reports.iter().map(|n| format!("[{n}]")).collect();
        Some(reports.join(" "))
    }
}

/// The entry of an event; nothing where none of its claims is at hand.
pub fn entry(index: &Index<'_>, event: &EventRecord) -> Option<Entry> {
    let places = index.places(event);
    let claim = |&(r, c): &(usize, usize)| (&index.readings[r], &index.readings[r].claims[c]);
    // The fullest claim speaks for the event; of equals the first.
    let fullest = places.iter().min_by_key(|place| {
        let (_, claim) = claim(place);
        let slots = (claim.place.is_some(), claim.time.is_some());
        Reverse((
            claim.status == event.status,
            claim.participants.len(),
            slots,
        ))
    })?;
    let (reading, full) = claim(fullest);
    let mut says: Vec<String> = Vec::new();
    for (reading, claim) in places.iter().map(claim) {
        let line = chain(claim, reading);
        if !says.contains(&line) {
            says.push(line);
        }
    }
    let mut reports: Vec<usize> = places.iter().map(|place| place.0 + 1).collect();
    reports.dedup();
    let day = event.best.as_deref().or(sort_day(full.time.as_ref()));
    let heading = event.time.as_deref().map(plain).or(day.map(str::to_owned));
    Some(Entry {
        when: full.time.as_ref().map(claim_time).unwrap_or_default(),
        beside: beside(full, heading.as_deref()),
        day: day.map(str::to_owned),
        heading,
        who: who(&event.participants),
        codes: codes(full),
        place: event.place.as_deref().map(clean),
        status: match (event.status.as_str(), status(full)) {
            ("happened", status) if status == "happened" => String::new(),
            (state, status) if state == full.status => status,
            (state, _) => spaced(state),
        },
        state: event.status.clone(),
        words: clause(reading, full),
        says,
        reports,
        origins: event.origins,
        remarks: remarks(index, event),
        core: places.iter().any(|place| claim(place).1.core),
    })
}

/// What the line under the heading of its day still says of the date.
fn beside(claim: &ClaimRecord, heading: Option<&str>) -> String {
    match (&claim.time, heading) {
        (Some(time), Some(heading)) => beside_day(time, heading),
        (Some(time), None) => claim_time(time),
        (None, _) => String::new(),
    }
}

/// Where the reports differ, what came of a plan, what it may be the same as.
fn remarks(index: &Index<'_>, event: &EventRecord) -> Vec<String> {
    let mut remarks: Vec<String> = event
        .conflicts
        .iter()
        .map(|conflict| {
            format!(
                "reports differ on {}: {}",
                conflict.slot,
                clean(&conflict.kind)
            )
        })
        .collect();
    for edge in &event.edges {
        let Some(reports) = index.told_in(&edge.event) else {
            continue;
        };
        remarks.push(format!("{} what is told in {reports}", tie(&edge.kind)));
    }
    let same: Vec<String> = event
        .possible_same
        .iter()
        .filter_map(|id| index.told_in(id))
        .collect();
    if !same.is_empty() {
        remarks.push(format!("perhaps the same as told in {}", same.join(", ")));
    }
    remarks.dedup();
    remarks
}

/// How an event hangs on another one, in words.
fn tie(kind: &str) -> String {
    match kind.strip_prefix("same_") {
        Some(whole) => format!("of one {whole} with"),
        None if kind == "part_of" => "is part of".to_owned(),
        None => spaced(kind),
    }
}

/// "A, B" where the sides are equal; "A → B" where the act goes one way; other parts in brackets.
pub fn who(parties: &[PartyRecord]) -> String {
    let named = |roles: &[&str]| -> Vec<String> {
        let mut names: Vec<String> = parties
            .iter()
            .filter(|party| roles.contains(&party.role.as_str()))
            .map(with_country)
            .collect();
        names.dedup();
        names
    };
    let left = named(&["actor", "host"]).join(", ");
    let right = named(&["recipient", "guest"]).join(", ");
    let mut who = match (left.is_empty(), right.is_empty()) {
        (_, true) => left,
        (true, false) => format!("→ {right}"),
        (false, false) => format!("{left} → {right}"),
    };
    for role in ["mediator", "beneficiary", "attendee", "object"] {
        let names = named(&[role]);
        if !names.is_empty() {
            who.push_str(&format!(" [{role}: {}]", names.join(", ")));
        }
    }
    match who.trim() {
        "" => "(who is not said)".to_owned(),
        who => who.to_owned(),
    }
}

fn with_country(party: &PartyRecord) -> String {
    match party.country.as_deref() {
        Some(code) => format!("{} ({code})", clean(&party.name)),
        None => clean(&party.name),
    }
}

/// The words around the trigger, within the sentence of the claim.
fn clause(reading: &Reading, claim: &ClaimRecord) -> String {
    let text = &reading.document.text;
    let offsets = Offsets::new(text);
    let span = |start, end| {
        let span = offsets.byte_span(CharSpan { start, end })?;
        Some(span.range())
    };
    let Some(sentence) = span(claim.evidence.start, claim.evidence.end) else {
        return String::new();
    };
    let trigger = span(claim.trigger.start, claim.trigger.end)
        .filter(|t| sentence.start <= t.start && t.end <= sentence.end)
        .unwrap_or(sentence.start..sentence.start);
    let start = clause_start(text, &sentence, trigger.start);
    let end = clause_end(text, &sentence, trigger.end);
    let head = if start > sentence.start { "… " } else { "" };
    let tail = if end < sentence.end { " …" } else { "" };
    format!("{head}{}{tail}", clean(&text[start..end]))
}

/// The beginning of a word, not too far before the trigger.
fn clause_start(text: &str, sentence: &Range<usize>, trigger: usize) -> usize {
    if trigger - sentence.start <= CLAUSE {
        return sentence.start;
    }
    let before = floor_boundary(text, trigger - CLAUSE);
    let space = text[sentence.start..before.max(sentence.start)].rfind(' ');
    space.map_or(sentence.start, |at| sentence.start + at + 1)
}

/// The end of a word, not too far behind the trigger.
fn clause_end(text: &str, sentence: &Range<usize>, trigger: usize) -> usize {
    if sentence.end - trigger <= CLAUSE {
        return sentence.end;
    }
    let after = floor_boundary(text, trigger + CLAUSE).max(trigger);
    let space = text[after..sentence.end].find(' ');
    space.map_or(sentence.end, |at| after + at)
}

/// The largest boundary of a character up to `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
