//! Dates in words: never a day without its basis, never a doubtful day without its rivals.

use super::lay::clean;
use chancery::reading::{DatingRecord, EventTimeRecord, TimeRecord};

/// Weight from which a day may stand alone.
const SURE: f64 = 0.5;

/// Weight from which no doubt is told.
const CERTAIN: f64 = 0.95;

/// Rivals of a doubtful day that are named.
const RIVALS: usize = 2;

/// Weight from which a doubtful day is worth its name.
const WORTH: f64 = 0.1;

/// The date of a claim: the words of the report, what they come to, and why.
pub fn claim_time(time: &EventTimeRecord) -> String {
    let day = value(&time.day);
    match said(time) {
        Some(said) if day.is_empty() => said,
        Some(said) => format!("{said} = {day}"),
        None => day,
    }
}

/// The day of a document; where it is doubtful the bounds and the likeliest days, with their weight.
pub fn document_day(dating: &DatingRecord) -> String {
    let (day, why) = parts(&dating.day);
    let likely = match dating.day.confidence < SURE && !day.is_empty() {
        true => likely(dating),
        false => Vec::new(),
    };
    match (day.is_empty(), likely.is_empty()) {
        (true, _) => "undated".to_owned(),
        (false, true) => format!("{day} ({why})"),
        (false, false) => format!(
            "{}; likeliest {} ({why})",
            range(&dating.day),
            likely.join(", ")
        ),
    }
}

/// "2026-01-01 18 %", the best first.
fn likely(dating: &DatingRecord) -> Vec<String> {
    let best = dating.day.best.as_deref();
    let rivals = dating
        .rivals
        .iter()
        .map(|rival| (rival.day.as_str(), rival.confidence));
    let rivals = rivals.filter(|(day, _)| Some(*day) != best).take(RIVALS);
    best.map(|best| (best, dating.day.confidence))
        .into_iter()
        .chain(rivals)
        .filter(|(_, weight)| *weight >= WORTH)
        .map(|(day, weight)| format!("{day} {:.0} %", weight * 100.0))
        .collect()
}

/// What a line under the heading of `day` still has to say of the date.
pub fn beside_day(time: &EventTimeRecord, day: &str) -> String {
    let (value, why) = parts(&time.day);
    if value != day {
        return claim_time(time);
    }
    match (said(time), why.as_str()) {
        (Some(said), "") => said,
        (Some(said), why) => format!("{said} ({why})"),
        (None, _) => String::new(),
    }
}

fn said(time: &EventTimeRecord) -> Option<String> {
    let words = time.words.as_ref().map(|words| clean(&words.text))?;
    (!words.is_empty()).then(|| format!("“{words}”"))
}

/// A day or a range with its basis; empty where nothing is known.
fn value(time: &TimeRecord) -> String {
    let (day, why) = parts(time);
    match why.is_empty() || day.is_empty() {
        true => day,
        false => format!("{day} ({why})"),
    }
}

/// The day, the days that rival each other, or the range; and the basis with its doubt.
fn parts(time: &TimeRecord) -> (String, String) {
    let method = basis(&time.method);
    let coarse = !matches!(time.precision.as_str(), "day" | "unknown");
    let sure = time.confidence >= SURE || matches!(method, "given" | "dateline" | "written");
    let day = match (&time.best, &time.edtf) {
        (Some(best), _) if sure && !coarse => best.clone(),
        (_, Some(edtf)) if !edtf.is_empty() => plain(edtf),
        _ => return (range(time), method.to_owned()),
    };
    let why = match time.confidence {
        c if c > 0.0 && c < CERTAIN && time.best.is_some() && sure => {
            format!("{method}, {:.0} %", c * 100.0)
        }
        _ => method.to_owned(),
    };
    (day, why)
}

fn range(time: &TimeRecord) -> String {
    match (&time.earliest, &time.latest) {
        (Some(from), Some(to)) if from == to => from.clone(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("{from} or later"),
        (None, Some(to)) => format!("{to} or earlier"),
        (None, None) => String::new(),
    }
}

/// EDTF for people: one-of and open intervals in words.
pub fn plain(edtf: &str) -> String {
    if let Some(choices) = edtf
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return match choices.split_once("..") {
            Some(("", to)) => format!("{to} or earlier"),
            Some((from, "")) => format!("{from} or later"),
            Some((from, to)) => format!("one day from {from} to {to}"),
            None => choices
                .split(',')
                .map(str::trim)
                .collect::<Vec<_>>()
                .join(" or "),
        };
    }
    if let Some(days) = edtf
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    {
        return days.replace(',', " and ");
    }
    match edtf.split_once('/') {
        Some((".." | "", to)) => format!("{to} or earlier"),
        Some((from, ".." | "")) => format!("{from} or later"),
        Some((from, to)) => format!("{from} to {to}"),
        None => edtf.to_owned(),
    }
}

/// How a date was reached, in a word or two.
fn basis(method: &str) -> &str {
    match method {
        "metadata" => "given",
        "explicit" => "written",
        "relative_to_doc" => "counted from the report's day",
        "relative_to_event" => "counted from another event",
        "weekday" => "weekday",
        "doc_inferred" => "inferred",
        "linked_doc" => "from a linked report",
        "default_doc" => "by the report's day",
        other => other,
    }
}

/// The day by which a claim is sorted: the best, else the first that it can be, else the last.
pub fn sort_day(time: Option<&EventTimeRecord>) -> Option<&str> {
    let day = &time?.day;
    day.best
        .as_deref()
        .or(day.earliest.as_deref())
        .or(day.latest.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edtf: &str, best: Option<&str>, confidence: f64, method: &str, expected: &str) {
        let time = TimeRecord {
            edtf: Some(edtf.to_owned()),
            best: best.map(str::to_owned),
            confidence,
            method: method.to_owned(),
            precision: "day".to_owned(),
            ..TimeRecord::default()
        };
        assert_eq!(value(&time), expected);
    }

    #[test]
    fn a_doubtful_day_names_its_rival() {
        check(
            "[2025-12-25,2026-01-01]",
            Some("2026-01-01"),
            0.44,
            "doc_inferred",
            "2025-12-25 or 2026-01-01 (inferred)",
        );
        check(
            "2026-01-01",
            Some("2026-01-01"),
            0.98,
            "weekday",
            "2026-01-01 (weekday)",
        );
        check(
            "../2026-01-01",
            None,
            0.0,
            "default_doc",
            "2026-01-01 or earlier (by the report's day)",
        );
        check("", None, 0.0, "weekday", "");
    }
}
