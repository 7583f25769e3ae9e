//! Many Readings in, the plain data of a digest out: what happened, what is planned, what was denied
//! or called off, who holds which office, who said what, what was withheld, what was not read.
//!
//! Said is not happened: every entry carries who says it, the words, and how many reports and
//! independent origins stand behind it. Background is counted, not listed, unless it is asked for.
//! Order: what happened by day, the latest first; what is planned by day, the soonest first; within
//! a day by the number of origins and reports and then by the order of the input.

use super::entry::{Entry, Index, entry};
use super::lay::clean;
use super::phrases::{headline, office, spaced};
use super::when::document_day;
use chancery::link::EventRecord;
use chancery::reading::Reading;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Words of the shortest quote that is of note.
const QUOTE_WORDS: usize = 4;

/// Notes of the way in that leave a report unread.
const UNREAD: [&str; 3] = ["other_language", "only_furniture", "no_text"];

/// Notes that tell what a report does not know; the others tell of the input.
const WITHHELD: [&str; 4] = [
    "details_withheld",
    "not_available",
    "not_verified",
    "declined_comment",
];

/// Readings and where their reports stand.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// The Readings, in the order of the input.
    pub readings: Vec<Reading>,
    /// Path and line of each, for people.
    pub origins: Vec<String>,
    /// Reports that were not even opened, and why.
    pub failed: Vec<String>,
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

/// Entries under the heading of their day; `None` where no day is known.
pub type Day = (Option<String>, Vec<Entry>);

/// The digest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// Reports, in the order of the input.
    pub reports: Vec<Report>,
    /// What was not even opened.
    pub failed: Vec<String>,
    /// Outlets that are named, once each.
    pub outlets: usize,
    /// First and last day of a report whose day is known.
    pub span: Option<(String, String)>,
    /// Days, the latest first; no day last.
    pub happened: Vec<Day>,
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
    /// Events of background that are not listed.
    pub background: usize,
}

/// Makes the digest.
pub fn digest(shelf: &Shelf, events: &[EventRecord], scope: Scope) -> Digest {
    let mut digest = Digest {
        reports: (0..shelf.readings.len())
            .map(|at| report(shelf, at))
            .collect(),
        failed: shelf.failed.clone(),
        outlets: outlets(&shelf.readings),
        span: span(&shelf.readings),
        offices: offices(&shelf.readings),
        quotes: quotes(&shelf.readings),
        withheld: withheld(&shelf.readings),
        ..Digest::default()
    };
    let index = Index::new(&shelf.readings, events);
    let mut happened = Vec::new();
    for event in events {
        let Some(entry) = entry(&index, event) else {
            continue;
        };
        if !entry.core && scope == Scope::Core {
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
    digest
        .planned
        .sort_by_key(|e| (e.day.is_none(), e.day.clone(), e.order()));
    digest
        .off
        .sort_by_key(|e| (Reverse(e.day.clone()), e.order()));
    digest
}

fn report(shelf: &Shelf, at: usize) -> Report {
    let reading = &shelf.readings[at];
    let day = document_day(&reading.document.published);
    let language = &reading.document.language;
    let unread = reading
        .notes
        .iter()
        .find(|note| UNREAD.contains(&note.kind.as_str()));
    Report {
        title: headline(reading),
        facts: match &reading.document.outlet {
            Some(outlet) => format!("{}, {day}, {}", clean(outlet), shelf.origins[at]),
            None => format!("{day}, {}", shelf.origins[at]),
        },
        unread: unread.map(|note| match note.kind.as_str() {
            "other_language" => format!("language `{language}` is not read"),
            other => spaced(other),
        }),
    }
}

/// Outlets that are named, once each.
fn outlets(readings: &[Reading]) -> usize {
    let named = readings.iter().filter_map(|r| r.document.outlet.as_deref());
    named.collect::<BTreeSet<_>>().len()
}

/// First and last day of the reports whose day is more likely than not.
fn span(readings: &[Reading]) -> Option<(String, String)> {
    let day = |reading: &Reading| {
        let day = &reading.document.published.day;
        day.best.clone().filter(|_| day.confidence > 0.5)
    };
    let days: BTreeSet<String> = readings.iter().filter_map(day).collect();
    Some((days.first()?.clone(), days.last()?.clone()))
}

/// Entries under their days, the latest first, the undated last.
fn by_day(entries: Vec<Entry>) -> Vec<Day> {
    let mut days: BTreeMap<(Option<String>, Option<String>), Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        let key = (entry.day.clone(), entry.heading.clone());
        days.entry(key).or_default().push(entry);
    }
    // `None` sorts first, so it comes last here.
    let mut days: Vec<Day> = days
        .into_iter()
        .rev()
        .map(|((_, heading), entries)| (heading, entries))
        .collect();
    for (_, entries) in &mut days {
        entries.sort_by_key(Entry::order);
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

fn offices(readings: &[Reading]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, reading) in readings.iter().enumerate() {
        for role in &reading.roles {
            note(&mut lines, clean(&role.name), office(role), number + 1);
        }
    }
    lines.sort();
    lines
}

fn quotes(readings: &[Reading]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, reading) in readings.iter().enumerate() {
        for quote in reading.quotes.iter().filter(|q| q.kind != "indirect") {
            let Some(speaker) = quote.speaker.as_ref() else {
                continue;
            };
            if quote.text.split_whitespace().count() < QUOTE_WORDS {
                continue;
            }
            let role = reading
                .roles
                .iter()
                .find(|r| Some(&r.person) == speaker.actor.as_ref());
            let head = match role {
                Some(role) => format!("{}, {}", clean(&speaker.name), office(role)),
                None => clean(&speaker.name),
            };
            note(&mut lines, head, clean(&quote.text), number + 1);
        }
    }
    lines
}

fn withheld(readings: &[Reading]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, reading) in readings.iter().enumerate() {
        for found in &reading.notes {
            let words = clean(&found.text);
            if WITHHELD.contains(&found.kind.as_str()) && !words.is_empty() {
                note(&mut lines, spaced(&found.kind), words, number + 1);
            }
        }
    }
    lines
}
