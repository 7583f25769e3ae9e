//! The day of publication by a ladder of places that state it, and every day that is stated.
//!
//! | rung | place | basis |
//! |---|---|---|
//! | 1 | JSON-LD `datePublished` of a report | `json-ld` |
//! | 2 | OpenGraph `article:published_time` and its like | `meta` |
//! | 3 | other `meta` names | `meta` |
//! | 4 | microdata `datePublished` | `microdata` |
//! | 5 | JSON-LD `datePublished` of the page or another node | `json-ld` |
//! | 6 | `time` beside the headline, and days that a reader sees | `time`, `visible` |
//! | 7 | the address | `url` |
//! | 8 | data of scripts, where all else is silent | `script` |
//!
//! Where rungs 1 to 5 state several days, the latest is taken and the note `dates_differ` made: on
//! development pages that is right three times in four. A day of change is never one of publication.

use super::day::{self, Habits};
use super::head::{Head, Stated};
use super::ld::{Kind, LdNode};
use super::visible::{self, ENOUGH, Seen, days_apart};
use crate::Stamp;
use crate::page::tree::Tree;
use crate::report::{FoundDate, Note, Span};

/// Most days that are handed on.
const MAX_DATES: usize = 40;

/// What is known of the days of a page.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) published: Option<Stamp>,
    pub(super) modified: Option<Stamp>,
    pub(super) all: Vec<FoundDate>,
    pub(super) notes: Vec<Note>,
}

/// A page, read so far.
pub(super) struct Page<'p> {
    pub(super) tree: &'p Tree,
    pub(super) source: &'p str,
    pub(super) head: &'p Head,
    pub(super) nodes: &'p [LdNode],
    pub(super) main: Option<usize>,
    pub(super) habits: &'p Habits,
    pub(super) headline: Option<u32>,
    pub(super) url: Option<&'p str>,
}

/// A day with its rung.
struct Rung {
    rung: u8,
    found: FoundDate,
}

/// Climbs the ladder.
pub(super) fn dates(page: &Page<'_>) -> Dates {
    let mut rungs = stated(page);
    rungs.sort_by_key(|r| r.rung);
    let in_url = page.url.and_then(in_address);
    let seen = visible::seen(page.tree, page.head, page.habits, page.headline);
    let mut dates = Dates {
        modified: modified(page, &seen),
        ..Dates::default()
    };
    let chosen =
        choose(&rungs, dates.modified, &mut dates.notes).map(|stamp| in_zone(stamp, &seen, in_url));
    let chosen = chosen.or_else(|| from_page(&seen, in_url));
    let in_data = match chosen {
        Some(_) => None,
        None => in_data(page),
    };
    let chosen = chosen.or(in_data.as_ref().map(|found| found.stamp));
    dates.published = chosen;
    if let (Some(chosen), Some(url)) = (chosen, in_url)
        && days_apart(chosen, url) > 1
    {
        let what = format!("{} on the page, {} in its address", chosen.day, url.day);
        dates.notes.push(differ(what));
    }
    dates.all = all(page, rungs, &seen, in_url);
    dates.all.extend(in_data);
    dates
}

fn differ(what: String) -> Note {
    Note {
        kind: "dates_differ",
        what,
    }
}

/// Rungs 1 to 5.
fn stated(page: &Page<'_>) -> Vec<Rung> {
    let mut all = Vec::new();
    for (row, node) in page.nodes.iter().enumerate() {
        let rung = match node.kind {
            Kind::Report if Some(row) == page.main || page.main.is_none() => 1,
            _ => 5,
        };
        if node.listed || (node.kind == Kind::Report && rung == 5) {
            continue;
        }
        let Some(value) = &node.published else {
            continue;
        };
        if let Some(stamp) = read(value, page.habits) {
            let span = in_script(page.source, node.script, value);
            let found = FoundDate {
                stamp,
                basis: "json-ld",
                span,
            };
            all.push(Rung { rung, found });
        }
    }
    for one in &page.head.published {
        if let Some(found) = of_element(page, one) {
            all.push(Rung {
                rung: one.rung,
                found,
            });
        }
    }
    all
}

fn of_element(page: &Page<'_>, stated: &Stated) -> Option<FoundDate> {
    Some(FoundDate {
        stamp: read(&stated.value, page.habits)?,
        basis: if stated.rung == 4 {
            "microdata"
        } else {
            "meta"
        },
        span: page.tree.tag_span(page.source, stated.node),
    })
}

fn read(value: &str, habits: &Habits) -> Option<Stamp> {
    visible::epoch(value)
        .or_else(|| day::first(value, habits))
        .or_else(|| compact(value))
}

/// "20240502".
fn compact(value: &str) -> Option<Stamp> {
    let digits = value.trim().get(..8)?;
    let stamp = Stamp::parse(digits)?;
    day::plausible(stamp.day).then_some(stamp)
}

fn in_script(source: &str, script: Span, value: &str) -> Option<Span> {
    let at = source.get(script.start..script.end)?.find(value)?;
    let start = script.start + at;
    Some(Span {
        start,
        end: start + value.len(),
    })
}

/// The latest of what rungs 1 to 5 state, one each. What is also stated as the day of change is left out
/// beside others, and other nodes than the report beside better places.
fn choose(rungs: &[Rung], modified: Option<Stamp>, notes: &mut Vec<Note>) -> Option<Stamp> {
    let mut firsts: Vec<&Rung> = Vec::new();
    for rung in rungs {
        if firsts.last().is_none_or(|last| last.rung != rung.rung) {
            firsts.push(rung);
        }
    }
    let first = firsts.first()?.found.stamp;
    if firsts.iter().all(|r| r.found.stamp.day == first.day) {
        let timed = firsts
            .iter()
            .map(|r| r.found.stamp)
            .find(|s| s.time.is_some());
        return Some(timed.unwrap_or(first));
    }
    let latest = firsts.iter().map(|r| r.found.stamp.day).max()?;
    notes.push(differ(format!(
        "{} and {latest} are both stated",
        first.day
    )));
    let better = |r: &&&Rung| r.rung < 5;
    let changed = |r: &&&Rung| modified.is_none_or(|m| m.day != r.found.stamp.day);
    let mut kept: Vec<&Rung> = firsts
        .iter()
        .filter(better)
        .filter(changed)
        .copied()
        .collect();
    if kept.is_empty() {
        kept = firsts;
    }
    let mut best = kept.first()?.found.stamp;
    for r in kept {
        if r.found.stamp.day > best.day {
            best = r.found.stamp;
        }
    }
    Some(best)
}

/// Least score of a visible day that moves a day stated in universal time.
const SURE: i32 = 36;

/// A moment in universal time may be of the day before where the outlet is: there the day of the address
/// or the one that a reader sees beside the headline counts. Moving a day on was wrong on development pages.
fn in_zone(stamp: Stamp, seen: &[Seen], in_url: Option<Stamp>) -> Stamp {
    if stamp.utc_offset_minutes != Some(0) {
        return stamp;
    }
    let beside = |other: Stamp| days_apart(other, stamp) == 1 && other.day < stamp.day;
    if let Some(url) = in_url.filter(|&url| beside(url)) {
        return url;
    }
    let shown = seen
        .iter()
        .filter(|s| s.node.is_none() && !s.modified && s.score >= SURE);
    let same = seen
        .iter()
        .any(|s| s.score >= ENOUGH && s.stamp.day == stamp.day && s.node.is_none());
    match best(shown, SURE) {
        Some(local) if beside(local) && !same => local,
        _ => stamp,
    }
}

/// Rungs 6 and 7: what a reader sees, and the address.
fn from_page(seen: &[Seen], in_url: Option<Stamp>) -> Option<Stamp> {
    if let Some(url) = in_url {
        let near = |s: &&Seen| days_apart(s.stamp, url) <= 1;
        let shown = best(seen.iter().filter(near), 0);
        if let Some(sure) = best(seen.iter().filter(near).filter(|s| !s.modified), SURE) {
            return Some(sure);
        }
        return Some(
            shown
                .filter(|s| s.time.is_some() && s.day == url.day)
                .unwrap_or(url),
        );
    }
    let published = best(seen.iter().filter(|s| !s.modified), ENOUGH);
    published.or_else(|| best(seen.iter().filter(|s| s.modified), ENOUGH))
}

fn best<'s>(seen: impl Iterator<Item = &'s Seen>, least: i32) -> Option<Stamp> {
    let mut best: Option<&Seen> = None;
    for one in seen.filter(|s| s.score >= least) {
        if best.is_none_or(|b| one.score > b.score) {
            best = Some(one);
        }
    }
    best.map(|s| s.stamp)
}

/// Names under which the data of scripts states the day of publication.
const DATA_KEYS: &[&str] = &[
    "datePublished",
    "publishedDate",
    "publishDate",
    "publicationDate",
    "published_at",
    "publishedAt",
    "publish_date",
];

/// Longest way from such a name to the end of its value, in bytes.
const DATA_VALUE: usize = 60;

/// The day in the data of a script that is no JSON-LD; only looked for where nothing else states one.
fn in_data(page: &Page<'_>) -> Option<FoundDate> {
    DATA_KEYS.iter().find_map(|key| {
        let start = page.source.find(key)? + key.len();
        let rest = page.source.get(start..)?;
        let rest = &rest[..rest.floor_char_boundary(DATA_VALUE)];
        let from = rest.find(|c: char| c.is_ascii_digit())?;
        let named = rest[..from]
            .chars()
            .all(|c| matches!(c, '"' | '\\' | ':' | ' ' | '\'' | '='));
        let value = &rest[from..];
        let len = value
            .find(['"', '\\', '\'', '<', '&', ','])
            .unwrap_or(value.len());
        let stamp = read(&value[..len], page.habits).filter(|_| named)?;
        let span = Span {
            start: start + from,
            end: start + from + len,
        };
        Some(FoundDate {
            stamp,
            basis: "script",
            span: Some(span),
        })
    })
}

fn modified(page: &Page<'_>, seen: &[Seen]) -> Option<Stamp> {
    let of_node = page
        .main
        .and_then(|row| page.nodes[row].modified.as_deref());
    of_node
        .and_then(|value| read(value, page.habits))
        .or_else(|| {
            page.head
                .modified
                .iter()
                .find_map(|s| read(&s.value, page.habits))
        })
        .or_else(|| {
            let of_page = page
                .nodes
                .iter()
                .filter(|n| !n.listed)
                .find_map(|n| n.modified.as_deref());
            of_page.and_then(|value| read(value, page.habits))
        })
        .or_else(|| best(seen.iter().filter(|s| s.modified), ENOUGH))
}

/// All days that are stated, best first, each once per basis.
fn all(page: &Page<'_>, rungs: Vec<Rung>, seen: &[Seen], in_url: Option<Stamp>) -> Vec<FoundDate> {
    let mut all: Vec<FoundDate> = rungs.into_iter().map(|r| r.found).collect();
    let mut shown: Vec<&Seen> = seen.iter().filter(|s| s.score >= 0).collect();
    shown.sort_by_key(|s| std::cmp::Reverse(s.score));
    all.extend(shown.into_iter().take(MAX_DATES).map(|s| FoundDate {
        stamp: s.stamp,
        basis: if s.node.is_some() { "time" } else { "visible" },
        span: match s.node {
            Some(node) => page.tree.tag_span(page.source, node),
            None => page.tree.source_of(s.text),
        },
    }));
    all.extend(in_url.map(|stamp| FoundDate {
        stamp,
        basis: "url",
        span: None,
    }));
    let mut kept: Vec<FoundDate> = Vec::new();
    for found in all {
        let twin = kept
            .iter()
            .any(|k| k.stamp == found.stamp && k.basis == found.basis);
        if !twin && kept.len() < MAX_DATES {
            kept.push(found);
        }
    }
    kept
}

/// The day in the path of an address: "/2024/05/02/", "/2024-05-02-talks", "/20240502/".
pub(super) fn in_address(url: &str) -> Option<Stamp> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default().as_bytes();
    (0..path.len()).find_map(|at| {
        let begins = at == 0 || !path[at - 1].is_ascii_digit();
        if begins && path[at].is_ascii_digit() {
            of_path(&path[at..])
        } else {
            None
        }
    })
}

/// "29-10-2021": year, month and day; `None` where the first number could be a month too.
fn year_last(path: &[u8], number: impl Fn(usize, usize) -> Option<i16>) -> Option<(i16, i16, i16)> {
    let mark = *path.get(2).filter(|b| matches!(b, b'-' | b'_' | b'.'))?;
    let ends = path.get(10).is_none_or(|b| !b.is_ascii_digit());
    (path.get(5) == Some(&mark) && ends).then_some(())?;
    let day = number(0, 2).filter(|day| *day > 12)?;
    Some((number(6, 10)?, number(3, 5)?, day))
}

fn of_path(path: &[u8]) -> Option<Stamp> {
    let digits = path.iter().take_while(|b| b.is_ascii_digit()).count();
    let number = |from: usize, to: usize| -> Option<i16> {
        let digits = path.get(from..to)?;
        let all = digits.iter().all(u8::is_ascii_digit) && !digits.is_empty();
        all.then(|| digits.iter().fold(0, |n, d| n * 10 + i16::from(d - b'0')))
    };
    let (year, month, day) = match digits {
        8 => (number(0, 4)?, number(4, 6)?, number(6, 8)?),
        2 => year_last(path, number)?,
        4 => {
            let mark = *path
                .get(4)
                .filter(|b| matches!(b, b'/' | b'-' | b'_' | b'.'))?;
            let (month, end) = month_of_path(path, 5)?;
            (*path.get(end)? == mark).then_some(())?;
            let len = path[end + 1..]
                .iter()
                .take_while(|b| b.is_ascii_digit())
                .count();
            (1..=2).contains(&len).then_some(())?;
            // "/2024/05/3-questions": the number belongs to the name that follows.
            let next = path.get(end + 1 + len);
            (mark != b'/' || next.is_none_or(|b| *b == b'/' || *b == b'.')).then_some(())?;
            (number(0, 4)?, month, number(end + 1, end + 1 + len)?)
        }
        _ => return None,
    };
    let day =
        jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    day::plausible(day).then(|| Stamp::of_day(day))
}

/// A month as one or two digits or as the short English name, and the byte after it.
fn month_of_path(path: &[u8], at: usize) -> Option<(i16, usize)> {
    let rest = path.get(at..)?;
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    if (1..=2).contains(&digits) {
        let value = rest[..digits]
            .iter()
            .fold(0, |n, d| n * 10 + i16::from(d - b'0'));
        return Some((value, at + digits));
    }
    let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let name = std::str::from_utf8(&rest[..letters])
        .ok()?
        .to_ascii_lowercase();
    let table = &chancery_data::ingest().months;
    let row = table
        .iter()
        .find(|row| row.word == name && row.languages.iter().any(|l| l == "en"))?;
    Some((i16::from(row.month), at + letters))
}
