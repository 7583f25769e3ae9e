//! `read --pretty --explain`: how a report was dated, piece by piece.
//!
//! ```text
//! published between 2025-07-18 and 2026-01-02, most likely 2026-01-01 (0.38), else 2025-12-25 (0.20), because: ...
//! nine in ten: 2025-12-18 to 2025-12-21, 2025-12-25 to 2026-01-02 (13 days)
//! bounds: 2025-07-18 to 2026-01-02
//! years: 2025 (0.55), 2026 (0.45)
//! evidence
//!   “Jan. 3”: before that day [10 date without year, takes away 95 %]
//! rivals: 2025-12-25 (0.20), 2026-01-02 (0.11)
//! ```

use super::lay::clean;
use chancery::reading::{DatingRecord, DayRange, ReasonRecord};
use jiff::civil::Date;

/// Rivals and years that are listed, and intervals.
const MOST: usize = 8;
const MOST_RUNS: usize = 16;

/// A line, without its own line breaks.
pub struct Line {
    /// Columns beyond those of the section.
    pub indent: usize,
    /// What it says.
    pub words: String,
}

/// Every piece of evidence with its words, then set, bounds, years, rivals and conflicts; `words`
/// gives those between two code points of the text.
pub fn explain(dating: &DatingRecord, words: impl Fn(u32, u32) -> String) -> Vec<Line> {
    let mut lines = vec![top(said(dating))];
    if !dating.reasons.is_empty() {
        lines.push(top("evidence".to_owned()));
        let pieces = dating.reasons.iter();
        lines.extend(pieces.map(|reason| under(piece(reason, &words))));
    }
    lines.extend(set(dating).map(top));
    lines.extend(bounds(dating).map(top));
    lines.extend(years(dating).map(top));
    lines.extend(rivals(dating).map(top));
    if !dating.conflicts.is_empty() {
        lines.push(top("conflicts with the rest".to_owned()));
        let pieces = dating.conflicts.iter();
        lines.extend(pieces.map(|reason| under(piece(reason, &words))));
    }
    lines
}

fn top(words: String) -> Line {
    Line { indent: 0, words }
}

fn under(words: String) -> Line {
    Line { indent: 2, words }
}

/// The sentence, else what there is of one.
fn said(dating: &DatingRecord) -> String {
    let latest = dating.day.latest.as_deref();
    match (&dating.day.best, latest) {
        _ if !dating.says.is_empty() => clean(&dating.says),
        (Some(best), _) => format!("published on {best}"),
        (None, Some(latest)) => {
            format!("nothing in the report tells its day; on or before {latest}, as was given")
        }
        (None, None) => "nothing in the report tells its day".to_owned(),
    }
}

/// “words”: what it says [row and name, strength].
fn piece(reason: &ReasonRecord, words: &impl Fn(u32, u32) -> String) -> String {
    let words = words(reason.start, reason.end);
    let words = match words.is_empty() {
        true => String::new(),
        false => format!("“{words}”: "),
    };
    let mut facts = vec![clean(&reason.kind)];
    if reason.strength > 0.0 {
        facts.push(format!("takes away {:.0} %", reason.strength * 100.0));
    }
    if reason.counts < 1.0 {
        facts.push(format!("counts with exponent {}", reason.counts));
    }
    format!("{words}{} [{}]", clean(&reason.says), facts.join(", "))
}

/// The days that hold nine tenths.
fn set(dating: &DatingRecord) -> Option<String> {
    let runs: Vec<(Date, Date)> = dating.set90.iter().filter_map(dates).collect();
    let (first, last) = (runs.first()?.0, runs.last()?.1);
    let all: i32 = runs.iter().map(|run| (run.1 - run.0).get_days() + 1).sum();
    let days = match dating.set_days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    };
    Some(match (runs.len() <= MOST_RUNS, all == dating.set_days) {
        (true, true) => format!("nine in ten: {} ({days})", listed(&runs)),
        (true, false) => format!("nine in ten: {days} within {}", listed(&runs)),
        (false, _) => format!("nine in ten: {days} between {first} and {last}"),
    })
}

fn dates(range: &DayRange) -> Option<(Date, Date)> {
    Some((range.earliest.parse().ok()?, range.latest.parse().ok()?))
}

fn listed(runs: &[(Date, Date)]) -> String {
    let run = |(first, last): &(Date, Date)| match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

/// What no strict piece forbids, and the last day thought of.
fn bounds(dating: &DatingRecord) -> Option<String> {
    let side = |day: &Option<String>| day.clone().unwrap_or_default();
    let (first, last) = (side(&dating.day.earliest), side(&dating.day.latest));
    let between = match (first.is_empty(), last.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("{first} or later"),
        (true, false) => format!("{last} or earlier"),
        (false, false) => format!("{first} to {last}"),
    };
    let as_of = match &dating.as_of {
        Some(day) => format!("; nothing after {day} was thought of"),
        None => String::new(),
    };
    Some(format!("bounds: {between}{as_of}"))
}

fn years(dating: &DatingRecord) -> Option<String> {
    let years = dating.years.iter().take(MOST);
    let years: Vec<String> = years
        .map(|(year, weight)| format!("{year} ({weight:.2})"))
        .collect();
    (!years.is_empty()).then(|| format!("years: {}", years.join(", ")))
}

fn rivals(dating: &DatingRecord) -> Option<String> {
    // days without a best one are no rivals of any
    dating.day.best.as_ref()?;
    let rivals = dating.rivals.iter().take(MOST);
    let rivals: Vec<String> = rivals
        .map(|rival| format!("{} ({:.2})", rival.day, rival.confidence))
        .collect();
    (!rivals.is_empty()).then(|| format!("rivals: {}", rivals.join(", ")))
}
