//! iCalendar of what is ahead (RFC 5545; `NAME` and `REFRESH-INTERVAL` of RFC 7986).
//!
//! One whole-day VEVENT an event that is planned or possible, or was planned and is called off. The UID
//! is that of the event; SEQUENCE counts how often the documents moved the day, and one more for the end
//! of it. Events without a day are left out: a calendar has no place for them. DTSTAMP is the instant of
//! the Ledger's version, else the day of the newest document, never the clock.

use super::{Out, Text, View, days, identity, sides, telling};
use crate::record::Event;
use jiff::ToSpan;
use jiff::civil::Date;
use std::io;

/// Days of a month at most.
const MONTH: i32 = 31;

/// Octets of a line, its end not counted.
const WIDTH: usize = 75;

/// Writes the calendar.
pub fn write(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    let name = match view.context.ledger.as_str() {
        "" => "Agenda".to_owned(),
        ledger => format!("Agenda: {ledger}"),
    };
    line(out, "BEGIN:VCALENDAR")?;
    line(out, "VERSION:2.0")?;
    line(out, "PRODID:-//Chancery//Agenda//EN")?;
    line(out, "CALSCALE:GREGORIAN")?;
    line(out, "METHOD:PUBLISH")?;
    line(out, &format!("NAME:{}", escaped(&name)))?;
    line(out, &format!("X-WR-CALNAME:{}", escaped(&name)))?;
    line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT6H")?;
    for event in view.source.events() {
        let event = event?;
        if let (Some(standing), Some(span)) = (standing(view, &event), span(&event)) {
            entry(view, &event, standing, span, out)?;
        }
    }
    line(out, "END:VCALENDAR")
}

/// `CONFIRMED`, `TENTATIVE` or `CANCELLED`; nothing for what is not ahead.
pub fn standing(view: &View<'_>, event: &Event) -> Option<&'static str> {
    if view.known.mark(event) == Some("cancelled") {
        return Some("CANCELLED");
    }
    match (event.status.as_str(), event.certainty.as_str()) {
        ("planned", "certain") => Some("CONFIRMED"),
        ("planned" | "possible", _) => Some("TENTATIVE"),
        _ => None,
    }
}

/// First day and the day after the last. What is of no certain day lies over all its days, where
/// they are no more than a month; of doubt about the day the best is taken.
fn span(event: &Event) -> Option<(Date, Date)> {
    let time = event.time.as_ref()?;
    let known = |iso: &Option<String>| iso.as_deref().and_then(days::day);
    let lasts = time.edtf.as_deref().is_some_and(|edtf| edtf.contains('/'));
    let (first, last) = match (known(&time.earliest), known(&time.latest)) {
        (Some(first), Some(last)) if lasts || time.precision != "day" => (first, last),
        _ => {
            let best = known(&time.best)?;
            (best, best)
        }
    };
    let length = (last - first).get_days();
    let end = last.checked_add(1.day()).ok()?;
    (0..MONTH).contains(&length).then_some((first, end))
}

fn entry(
    view: &View<'_>,
    event: &Event,
    standing: &str,
    (first, end): (Date, Date),
    out: Out<'_>,
) -> io::Result<()> {
    line(out, "BEGIN:VEVENT")?;
    line(out, &format!("UID:{}@chancery", escaped(&event.id)))?;
    line(out, &format!("DTSTAMP:{}", stamp(view, event)))?;
    line(out, &format!("DTSTART;VALUE=DATE:{}", days::compact(first)))?;
    line(out, &format!("DTEND;VALUE=DATE:{}", days::compact(end)))?;
    line(
        out,
        &format!("SUMMARY:{}", escaped(&telling::title(view, event))),
    )?;
    if let Some(place) = telling::place(event) {
        line(out, &format!("LOCATION:{}", escaped(&place)))?;
    }
    if let Some((north, east)) = event.place.as_ref().and_then(sides::point) {
        line(out, &format!("GEO:{north};{east}"))?;
    }
    line(out, &format!("STATUS:{standing}"))?;
    line(out, &format!("SEQUENCE:{}", sequence(event, standing)))?;
    line(out, "TRANSP:TRANSPARENT")?;
    line(out, &format!("CATEGORIES:{}", escaped(&event.event_type)))?;
    line(
        out,
        &format!("DESCRIPTION:{}", escaped(&description(view, event))),
    )?;
    let url = event
        .claims
        .iter()
        .find_map(|told| told.document.url.as_deref());
    if let Some(url) = url {
        line(out, &format!("URL:{}", telling::flat(url)))?;
    }
    line(out, "END:VEVENT")
}

fn stamp(view: &View<'_>, event: &Event) -> String {
    let made = view.context.made.and_then(days::stamp);
    let digits = made.unwrap_or_else(|| {
        let newest = event
            .claims
            .iter()
            .filter_map(|told| told.document.published.as_deref());
        let day = newest.max().and_then(days::day);
        day.map_or_else(
            || "19700101000000".to_owned(),
            |day| days::compact(day) + "000000",
        )
    });
    format!("{}T{}Z", &digits[..8], &digits[8..])
}

/// How often its day moved from document to document, and one more where it is called off.
fn sequence(event: &Event, standing: &str) -> usize {
    let mut told: Vec<(&str, &str)> = event
        .claims
        .iter()
        .filter_map(|told| {
            let day = told.claim.time.as_ref()?.day.best.as_deref()?;
            Some((told.document.published.as_deref().unwrap_or_default(), day))
        })
        .collect();
    told.sort_unstable();
    let moves = told
        .windows(2)
        .filter(|pair| pair[0].1 != pair[1].1)
        .count();
    moves + usize::from(standing == "CANCELLED")
}

fn description(view: &View<'_>, event: &Event) -> String {
    let mut lines = vec![format!("{}. {}", telling::tier(event), event.id)];
    if view.context.text != Text::None {
        for (sentence, cite) in telling::evidence(event) {
            lines.push(format!("{sentence} [{cite}]"));
        }
    }
    if let Some(source) = telling::sources(event) {
        lines.push(format!("According to {source}"));
    }
    lines.push(identity::urn(&view.context.ledger, &event.id));
    lines.join("\n")
}

/// TEXT of RFC 5545, section 3.3.11.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => safe.extend(['\\', c]),
            '\n' => safe.push_str("\\n"),
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

/// A content line, folded so that no line is longer than 75 octets and no character is cut.
fn line(out: Out<'_>, text: &str) -> io::Result<()> {
    let mut room = WIDTH;
    let mut buffer = [0; 4];
    for c in text.chars() {
        if c.len_utf8() > room {
            out.write_all(b"\r\n ")?;
            room = WIDTH - 1;
        }
        room -= c.len_utf8();
        out.write_all(c.encode_utf8(&mut buffer).as_bytes())?;
    }
    out.write_all(b"\r\n")
}
