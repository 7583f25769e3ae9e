//! An event in a line, for people: titles and summaries of calendars, feeds, notes and briefs.
//!
//! Made from slots, not from the words of a report. What only somebody claims names who claims it,
//! so that no allegation stands without its accuser.

use super::View;
use super::sides;
use crate::record::{Event, Participant};
use chancery_data::knowledge;

/// `Marin and Holm: call (CONSULT), Ankara, 2026-01-03`.
pub fn title(view: &View<'_>, event: &Event) -> String {
    let mut line = match (
        names(&sides::actors(event)),
        names(&sides::recipients(event)),
    ) {
        (Some(one), Some(other)) => format!("{one} to {other}: "),
        (Some(one), None) => format!("{one}: "),
        (None, Some(other)) => format!("to {other}: "),
        (None, None) => String::new(),
    };
    line.push_str(&what(event));
    if let Some(place) = &event.place {
        line.push_str(", ");
        line.push_str(&place.name);
    }
    if let Some(day) = event.time.as_ref().and_then(|time| time.edtf.as_deref()) {
        line.push_str(", ");
        line.push_str(day);
    }
    let said = standing(view, event);
    if !said.is_empty() {
        line.push_str(&format!(" ({said})"));
    }
    flat(&line)
}

/// Kind, else mode, else type; with the type.
fn what(event: &Event) -> String {
    match event.kind.as_deref().or(event.mode.as_deref()) {
        Some(label) => format!("{label} ({})", event.event_type),
        None => event.event_type.clone(),
    }
}

/// Status where it is not simply so, and who says it.
fn standing(view: &View<'_>, event: &Event) -> String {
    let mut parts: Vec<String> = Vec::new();
    if event.status != "happened" {
        parts.push(event.status.replace('_', " "));
    }
    let mark = view.known.mark(event);
    parts.extend(mark.map(str::to_owned));
    if event.status != "planned"
        && let Some(source) = sources(event)
    {
        parts.push(format!("according to {source}"));
    }
    parts.join("; ")
}

/// The sources of the claims, where no claim is told without one: who says it, and through whom that came.
pub fn sources(event: &Event) -> Option<String> {
    let mut chains: Vec<String> = Vec::new();
    for telling in &event.claims {
        let names: Vec<&str> = telling
            .claim
            .attribution
            .iter()
            .map(|step| step.name.as_str())
            .collect();
        let chain = match names.as_slice() {
            [] => return None,
            [one] => (*one).to_owned(),
            [one, through @ ..] => format!("{one} through {}", through.join(", ")),
        };
        if !chains.contains(&chain) {
            chains.push(chain);
        }
    }
    (!chains.is_empty()).then(|| chains.join(" and "))
}

/// Where, as a line.
pub fn place(event: &Event) -> Option<String> {
    let place = event.place.as_ref()?;
    let country = place.country.as_deref().and_then(|code| {
        let row = knowledge().country(code)?;
        Some(row.name.as_str())
    });
    match country.filter(|country| *country != place.name) {
        Some(country) => Some(format!("{}, {country}", place.name)),
        None => Some(place.name.clone()),
    }
}

/// How well it is founded: documents and independent origins.
pub fn tier(event: &Event) -> String {
    match (event.documents, event.origins) {
        (0 | 1, _) => "1 document".to_owned(),
        (documents, 0 | 1) => format!("1 text in {documents} documents"),
        (documents, origins) => format!("{documents} documents, {origins} independent"),
    }
}

/// The sentences of an event, each once, with outlet and address of the document.
pub fn evidence(event: &Event) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for telling in &event.claims {
        let document = &telling.document;
        let outlet = document.outlet.as_deref().or(document.title.as_deref());
        let mut cite = vec![outlet.unwrap_or(&document.given)];
        cite.extend(document.published.as_deref());
        cite.extend(document.url.as_deref());
        let line = (flat(&telling.sentence), cite.join(", "));
        if !telling.sentence.is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn names(side: &[&Participant]) -> Option<String> {
    let names: Vec<&str> = side
        .iter()
        .map(|one| one.name.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    match names.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
    }
}

/// Runs of space and control characters as one space.
pub fn flat(text: &str) -> String {
    let spaced = text.replace(|c: char| c.is_control(), " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
