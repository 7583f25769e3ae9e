//! Many Readings in, the plain data of a digest out: what happened, what is planned, what was denied
//! or called off, who holds which office, who said what, what was withheld, what was not read.
//!
//! Said is not happened: every entry carries who says it, the words, and how many reports and
//! independent origins stand behind it. Background is counted, not listed, unless it is asked for.
//! Order: what happened by day, the latest first; what is planned by day, the soonest first; within
//! a day by the number of reports and then by the order of the input.

use super::lay::clean;
use super::phrases::{chain, codes, headline, office, outlet, short_name, spaced, status};
use super::when::{beside_day, claim_time, document_day, sort_day};
use crate::shape::{Claim, Participant, Reading};
use chancery::offsets::{CharSpan, Offsets};
use std::collections::BTreeMap;

/// Words of the shortest quote that is of note.
const QUOTE_WORDS: usize = 4;

/// Bytes on each side of the trigger that a quoted clause keeps.
const CLAUSE: usize = 110;

/// Notes of the way in that leave a report unread.
const UNREAD: [&str; 3] = ["other_language", "only_furniture", "no_text"];

/// A Reading and where its report stands.
#[derive(Clone, Debug)]
pub struct Told {
    /// The Reading.
    pub reading: Reading,
    /// Path and line, for people.
    pub origin: String,
}

/// Claims that tell of one event: numbers of report and claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The claims, by report.
    pub claims: Vec<(usize, usize)>,
    /// Independent origins behind them.
    pub origins: usize,
}

/// What to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The news.
    Core,
    /// Historical background too.
    Background,
}

/// A report of the digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Headline.
    pub title: String,
    /// Outlet, day and place of the report.
    pub facts: String,
    /// Why it was not read, if it was not.
    pub unread: Option<String>,
}

/// One event as the reports tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Day by which it is sorted.
    pub day: Option<String>,
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
    /// Status alone, for its colour.
    pub state: String,
    /// The words of the first report.
    pub words: String,
    /// Who says it, once each.
    pub says: Vec<String>,
    /// Numbers of the reports, from 1.
    pub reports: Vec<usize>,
    /// Independent origins.
    pub origins: usize,
}

/// Something said or noted by a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Who or what.
    pub head: String,
    /// The words.
    pub words: String,
    /// Numbers of the reports, from 1.
    pub reports: Vec<usize>,
}

/// The digest.
#[derive(Clone, Debug, Default)]
pub struct Digest {
    /// Reports, in the order of the input.
    pub reports: Vec<Report>,
    /// What was not even opened.
    pub failed: Vec<String>,
    /// Days, the latest first; no day last.
    pub happened: Vec<(Option<String>, Vec<Entry>)>,
    /// The soonest first.
    pub planned: Vec<Entry>,
    /// Denied, called off, postponed.
    pub off: Vec<Entry>,
    /// Offices, by person.
    pub offices: Vec<Line>,
    /// Quotes, in the order of the reports.
    pub quotes: Vec<Line>,
    /// What reports say they do not know.
    pub withheld: Vec<Line>,
    /// Claims of background that are not listed.
    pub background: usize,
}

/// Makes the digest.
pub fn digest(told: &[Told], groups: &[Group], failed: Vec<String>, scope: Scope) -> Digest {
    let mut digest = Digest {
        reports: told.iter().map(report).collect(),
        failed,
        offices: offices(told),
        quotes: quotes(told),
        withheld: withheld(told),
        ..Digest::default()
    };
    let mut happened = Vec::new();
    for group in groups {
        let entry = entry(told, group);
        let core = group
            .claims
            .iter()
            .any(|&(r, c)| told[r].reading.claims[c].core != Some(false));
        if !core && scope == Scope::Core {
            digest.background += 1;
            continue;
        }
        match entry.state.as_str() {
            "happened" | "ongoing" => happened.push(entry),
            "denied" | "did_not_happen" => digest.off.push(entry),
            _ => digest.planned.push(entry),
        }
    }
    digest.happened = by_day(happened);
    digest.planned.sort_by_key(|e| {
        (
            e.day.is_none(),
            e.day.clone(),
            std::cmp::Reverse(e.reports.len()),
        )
    });
    digest.off.sort_by_key(|e| std::cmp::Reverse(e.day.clone()));
    digest
}

fn report(told: &Told) -> Report {
    let reading = &told.reading;
    let day = document_day(reading.document.published.as_ref());
    let unread = reading
        .notes
        .iter()
        .find(|note| UNREAD.contains(&note.kind.as_str()));
    let language = reading.document.language.as_deref().unwrap_or("und");
    Report {
        title: headline(reading),
        facts: format!("{}, {day}, {}", outlet(reading), told.origin),
        unread: unread.map(|note| match note.kind.as_str() {
            "other_language" => format!("language `{language}` is not read"),
            other => spaced(other),
        }),
    }
}

fn entry(told: &[Told], group: &Group) -> Entry {
    let claim = |&(r, c): &(usize, usize)| (&told[r].reading, &told[r].reading.claims[c]);
    // The fullest claim speaks for the group; of equals the first.
    let fullest = group.claims.iter().min_by_key(|place| {
        let (_, claim) = claim(place);
        std::cmp::Reverse((
            claim.participants.len(),
            claim.place.is_some(),
            claim.time.is_some(),
        ))
    });
    let (reading, full) = claim(fullest.expect("a group has a claim"));
    let mut says = Vec::new();
    let mut reports = Vec::new();
    for place in &group.claims {
        let (reading, claim) = claim(place);
        let line = chain(claim, reading);
        if !says.contains(&line) {
            says.push(line);
        }
        if !reports.contains(&(place.0 + 1)) {
            reports.push(place.0 + 1);
        }
    }
    let day = sort_day(full.time.as_ref()).map(str::to_owned);
    Entry {
        when: full.time.as_ref().map(claim_time).unwrap_or_default(),
        beside: match (&full.time, &day) {
            (Some(time), Some(day)) => beside_day(time, day),
            (Some(time), None) => claim_time(time),
            (None, _) => String::new(),
        },
        day,
        who: who(full),
        codes: codes(full),
        place: full.place.as_ref().map(|place| clean(&place.name)),
        status: Some(status(full))
            .filter(|s| s != "happened")
            .unwrap_or_default(),
        state: full.status.clone(),
        words: clause(reading, full),
        says,
        reports,
        origins: group.origins,
    }
}

/// "A, B" where the sides are equal; "A → B" where the act goes one way; other parts in brackets.
fn who(claim: &Claim) -> String {
    let named = |roles: &[&str]| -> Vec<String> {
        let mut names: Vec<String> = claim
            .participants
            .iter()
            .filter(|p| roles.contains(&p.role.as_str()))
            .map(with_country)
            .collect();
        names.dedup();
        names
    };
    let left = named(&["actor", "host"]);
    let right = named(&["recipient", "guest"]);
    let mut who = match (left.is_empty(), right.is_empty()) {
        (_, true) => left.join(", "),
        (true, false) => format!("→ {}", right.join(", ")),
        (false, false) => format!("{} → {}", left.join(", "), right.join(", ")),
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

fn with_country(participant: &Participant) -> String {
    match participant.country.as_deref() {
        Some(code) => format!("{} ({code})", short_name(participant)),
        None => short_name(participant),
    }
}

/// The words around the trigger, within the sentence of the claim.
fn clause(reading: &Reading, claim: &Claim) -> String {
    let text = &reading.document.text;
    let offsets = Offsets::new(text);
    let span = |start, end| {
        offsets
            .byte_span(CharSpan { start, end })
            .map(|s| s.range())
    };
    let Some(sentence) = span(claim.evidence.start, claim.evidence.end) else {
        return String::new();
    };
    let trigger = span(claim.trigger.start, claim.trigger.end)
        .filter(|t| sentence.start <= t.start && t.end <= sentence.end)
        .unwrap_or(sentence.start..sentence.start);
    let start = match trigger.start - sentence.start > CLAUSE {
        false => sentence.start,
        true => text[..trigger.start - CLAUSE.min(trigger.start)]
            .rfind(' ')
            .map_or(sentence.start, |at| at + 1),
    };
    start_to_end(text, start, &sentence, trigger.end)
}

fn start_to_end(
    text: &str,
    start: usize,
    sentence: &std::ops::Range<usize>,
    after: usize,
) -> String {
    let end = match sentence.end - after > CLAUSE {
        false => sentence.end,
        true => {
            let mut to = after + CLAUSE;
            while !text.is_char_boundary(to) {
                to += 1;
            }
            text[to..sentence.end]
                .find(' ')
                .map_or(sentence.end, |at| to + at)
        }
    };
    let head = if start > sentence.start { "… " } else { "" };
    let tail = if end < sentence.end { " …" } else { "" };
    format!("{head}{}{tail}", clean(&text[start..end]))
}

/// Entries under their days, the latest first, the undated last.
fn by_day(entries: Vec<Entry>) -> Vec<(Option<String>, Vec<Entry>)> {
    let mut days: BTreeMap<Option<String>, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        days.entry(entry.day.clone()).or_default().push(entry);
    }
    // `None` sorts first, so it comes last here.
    let mut days: Vec<_> = days.into_iter().rev().collect();
    for (_, entries) in &mut days {
        entries.sort_by_key(|e| std::cmp::Reverse((e.origins, e.reports.len())));
    }
    days
}

/// Adds a report to the line with this head and these words.
fn note(lines: &mut Vec<Line>, head: String, words: String, report: usize) {
    match lines
        .iter_mut()
        .find(|l| l.head == head && l.words == words)
    {
        Some(line) if line.reports.contains(&report) => {}
        Some(line) => line.reports.push(report),
        None => lines.push(Line {
            head,
            words,
            reports: vec![report],
        }),
    }
}

fn offices(told: &[Told]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, told) in told.iter().enumerate() {
        for role in &told.reading.roles {
            let Some(name) = role.name.as_deref() else {
                continue;
            };
            note(&mut lines, clean(name), office(role), number + 1);
        }
    }
    lines.sort();
    lines
}

fn quotes(told: &[Told]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, told) in told.iter().enumerate() {
        let reading = &told.reading;
        for quote in reading.quotes.iter().filter(|q| q.kind != "indirect") {
            let Some(speaker) = quote.speaker.as_ref() else {
                continue;
            };
            let Some(name) = speaker.name.as_deref() else {
                continue;
            };
            if quote.text.split_whitespace().count() < QUOTE_WORDS {
                continue;
            }
            let role = reading
                .roles
                .iter()
                .find(|r| r.person.is_some() && r.person == speaker.actor);
            let head = match role {
                Some(role) => format!("{}, {}", clean(name), office(role)),
                None => clean(name),
            };
            note(&mut lines, head, clean(&quote.text), number + 1);
        }
    }
    lines
}

fn withheld(told: &[Told]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, told) in told.iter().enumerate() {
        for found in &told.reading.notes {
            let words = found.text.as_deref().map(clean).unwrap_or_default();
            if !UNREAD.contains(&found.kind.as_str()) && !words.is_empty() {
                note(&mut lines, spaced(&found.kind), words, number + 1);
            }
        }
    }
    lines
}
