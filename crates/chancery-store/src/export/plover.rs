//! PLOVER JSON lines: one event a line, by the schema of the manual, draft 2.0.
//!
//! Required are `id date actor[] event[]`; a date that is not known is an empty string. `context` holds
//! the auxiliary mode too, where the type was not changed for it. `text` only with the whole texts asked for.

use super::profile::{self, Coding};
use super::{Out, Text, View, days, sides};
use crate::record::{Event, Participant, Telling, Where};
use serde_json::{Map, Value, json};
use std::io;

/// Writes every event that PLOVER has a place for.
pub fn write(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    for event in view.source.events() {
        let event = event?;
        if let Some(coding) = view.known.plover(&event) {
            serde_json::to_writer(&mut *out, &record(view, &event, &coding)?)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

fn record(view: &View<'_>, event: &Event, coding: &Coding) -> io::Result<Value> {
    let time = event.time.clone().unwrap_or_default();
    let (first, last) = match (profile::day(event), time.earliest, time.latest) {
        (Some(day), _, _) => (day.to_owned(), None),
        (None, Some(first), Some(last)) => (first, Some(last)),
        _ => (String::new(), None),
    };
    let mut to = Map::new();
    to.insert("id".into(), json!(event.id));
    to.insert("date".into(), json!(first));
    if let Some(last) = last {
        to.insert("enddate".into(), json!(last));
    }
    to.insert("actor".into(), actors(event));
    to.insert("event".into(), json!([coding.event_type]));
    let recipients = sides::recipients(event);
    if !recipients.is_empty() {
        to.insert("recipient".into(), people(&recipients));
    }
    if let Some(place) = &event.place {
        to.insert("event_loc".into(), locate(place));
    }
    to.insert("quad_code".into(), json!(coding.quad));
    to.insert("event_scale".into(), json!(coding.intensity));
    if let Some(mode) = &coding.mode {
        to.insert("mode".into(), json!([mode]));
    }
    let mut contexts: Vec<&str> = event.contexts.iter().map(String::as_str).collect();
    contexts.extend(coding.auxiliary);
    if !contexts.is_empty() {
        to.insert("context".into(), json!(contexts));
    }
    words(view, event, &mut to)?;
    to.insert("coder".into(), json!(view.context.coder));
    if let Some(made) = view.context.made.and_then(days::rfc3339) {
        to.insert("coded_date".into(), json!(made.get(..10)));
    }
    Ok(Value::Object(to))
}

/// `event_text`, `link`, `text`, `text_info` and `cite_info`, from the first claim and its document.
fn words(view: &View<'_>, event: &Event, to: &mut Map<String, Value>) -> io::Result<()> {
    let Some(first) = event.claims.first() else {
        return Ok(());
    };
    let triggers: Vec<&str> = event
        .claims
        .iter()
        .map(|telling| telling.claim.trigger.text.as_str())
        .collect();
    if view.context.text != Text::None {
        to.insert("event_text".into(), json!(triggers));
    }
    if let Some(url) = &first.document.url {
        to.insert("link".into(), json!(url));
    }
    if view.context.text == Text::Full
        && let Some(text) = view.source.text(&first.document.id)?
    {
        to.insert("text".into(), json!(text));
    }
    let evidence = first.claim.evidence;
    let info = json!({"start": evidence.start, "end": evidence.end});
    to.insert("text_info".into(), info);
    to.insert("cite_info".into(), cite(view, first));
    Ok(())
}

fn cite(view: &View<'_>, telling: &Telling) -> Value {
    let document = &telling.document;
    let mut cite = Map::new();
    let pairs = [
        ("corpus", Some(view.context.ledger.as_str())),
        ("url", document.url.as_deref()),
        ("title", document.title.as_deref()),
        ("language", Some(document.language.as_str())),
        ("publication", document.outlet.as_deref()),
        ("citation", Some(document.given.as_str())),
        ("coder", Some(view.context.coder.as_str())),
        ("codebook", Some(view.context.codebook.as_str())),
    ];
    for (key, value) in pairs {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            cite.insert(key.into(), json!(value));
        }
    }
    cite.insert("version".into(), json!(view.context.version.to_string()));
    Value::Object(cite)
}

/// Rule 24: where nobody is named as doer, the one actor is unknown.
fn actors(event: &Event) -> Value {
    let side = sides::actors(event);
    if side.is_empty() {
        return json!([{"code": "UNK", "sector": ["UNK"]}]);
    }
    people(&side)
}

fn people(side: &[&Participant]) -> Value {
    let people = side.iter().map(|one| {
        let mut person = Map::new();
        let code = sides::plover_code(one).unwrap_or_default();
        person.insert("code".into(), json!(code));
        if !one.sectors.is_empty() {
            person.insert("sector".into(), json!(one.sectors));
        }
        person.insert("entity_text".into(), json!(one.raw));
        if !one.actor.is_empty() {
            person.insert("identifier_id".into(), json!(one.actor));
        }
        person.insert("identifier_text".into(), json!(one.name));
        if let Some(title) = &one.title {
            person.insert("office".into(), json!(title));
        }
        Value::Object(person)
    });
    Value::Array(people.collect())
}

/// Resolution: 5 part of a city, 4 city, 3 a lesser part, 2 part of a state, 1 country.
fn locate(place: &Where) -> Value {
    let mut at = Map::new();
    at.insert("extracted_place".into(), json!(place.raw));
    at.insert("resolved_place".into(), json!(place.name));
    let resolution = match place.precision.as_str() {
        "facility" => 5,
        "city" => 4,
        "region" => 2,
        "country" => 1,
        _ => 0,
    };
    if let Some((north, east)) = sides::point(place) {
        at.insert("lat".into(), json!(north));
        at.insert("lon".into(), json!(east));
    }
    if place.precision == "city" {
        at.insert("city".into(), json!(place.name));
    }
    if let Some(code) = &place.country {
        if let Some(name) = sides::state_name(code) {
            at.insert("country".into(), json!(name));
        }
        at.insert("country_code".into(), json!(code));
    }
    if resolution > 0 {
        at.insert("resolution".into(), json!(resolution));
    }
    Value::Object(at)
}
