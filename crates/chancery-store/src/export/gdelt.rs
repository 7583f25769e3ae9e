//! GDELT 2.0 Events (61 columns) and Mentions (16): tab-separated, no header, no quoting.
//!
//! Source: the GDELT 2.0 event codebook, and columns measured in its files. One row a pair of named
//! participants. CAMEO codes for actors, FIPS 10-4 for geography. What we do not know is empty:
//! tone, the place of the actors, first-order parts of states, whether it stands in the lead.

use super::sides::{self, Home};
use super::telling::flat;
use super::{Out, View, days, identity, profile};
use crate::record::{Event, Participant, Telling, Where};
use jiff::civil::Date;
use std::io;

/// Columns of Events.
pub const EVENTS: [&str; 61] = [
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// Columns of Mentions.
pub const MENTIONS: [&str; 16] = [
    "GLOBALEVENTID",
    "EventTimeDate",
    "MentionTimeDate",
    "MentionType",
    "MentionSourceName",
    "MentionIdentifier",
    "SentenceID",
    "Actor1CharOffset",
    "Actor2CharOffset",
    "ActionCharOffset",
    "InRawText",
    "Confidence",
    "MentionDocLen",
    "MentionDocTone",
    "MentionDocTranslationInfo",
    "Extras",
];

/// Two sides, either of which may be missing.
type Pair<'a> = (Option<&'a Participant>, Option<&'a Participant>);

/// Writes Events.
pub fn events(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    for event in view.source.events() {
        let event = event?;
        let Some(code) = view.known.cameo(&event) else {
            continue;
        };
        for pair in sides::pairs(&event) {
            line(out, &event_row(view, &event, &code, pair))?;
        }
    }
    Ok(())
}

/// Writes Mentions: a row a claim and pair.
pub fn mentions(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    for event in view.source.events() {
        let event = event?;
        if view.known.cameo(&event).is_none() {
            continue;
        }
        for pair in sides::pairs(&event) {
            for telling in &event.claims {
                line(out, &mention_row(&event, telling, pair))?;
            }
        }
    }
    Ok(())
}

/// One line: tabs between cells; no cell holds a tab, an end of line or a straight double quote.
pub fn line(out: Out<'_>, cells: &[String]) -> io::Result<()> {
    let safe: Vec<String> = cells
        .iter()
        .map(|cell| flat(cell).replace('"', "'"))
        .collect();
    writeln!(out, "{}", safe.join("\t"))
}

/// Id of the row of an event and a pair: a positive whole number.
pub fn row_id(event: &Event, pair: Pair<'_>) -> String {
    let mut parts = vec![event.id.as_str()];
    for one in [pair.0, pair.1] {
        parts.extend(one.map_or(["", ""], |one| [one.actor.as_str(), one.name.as_str()]));
    }
    identity::number(&parts).to_string()
}

fn event_row(view: &View<'_>, event: &Event, code: &str, pair: Pair<'_>) -> Vec<String> {
    let mut row = vec![row_id(event, pair)];
    row.extend(dates(event));
    row.extend(actor(pair.0));
    row.extend(actor(pair.1));
    row.push(String::new());
    row.push(code.to_owned());
    row.push(code.get(..3).unwrap_or(code).to_owned());
    row.push(code.get(..2).unwrap_or(code).to_owned());
    row.push(shown(profile::quad(code)));
    row.push(shown(profile::goldstein(code)));
    row.push(event.claims.len().to_string());
    row.push(event.outlets.to_string());
    row.push(event.documents.to_string());
    row.push(String::new());
    row.extend(geography(None));
    row.extend(geography(None));
    row.extend(geography(event.place.as_ref()));
    row.push(view.context.made.and_then(days::stamp).unwrap_or_default());
    let url = |telling: &Telling| telling.document.url.clone();
    row.push(event.claims.iter().find_map(url).unwrap_or_default());
    row
}

/// SQLDATE, MonthYear, Year and FractionDate; those that are known where only month or year is.
fn dates(event: &Event) -> [String; 4] {
    let time = event.time.clone().unwrap_or_default();
    let known = |iso: &Option<String>| iso.as_deref().and_then(days::day);
    if let Some(day) = profile::day(event).and_then(days::day) {
        let month = format!("{:04}{:02}", day.year(), day.month());
        return [
            days::compact(day),
            month,
            day.year().to_string(),
            fraction(day),
        ];
    }
    let [mut month, mut year] = [String::new(), String::new()];
    if let (Some(first), Some(last)) = (known(&time.earliest), known(&time.latest))
        && first.year() == last.year()
    {
        year = first.year().to_string();
        if first.month() == last.month() {
            month = format!("{:04}{:02}", first.year(), first.month());
        }
    }
    [String::new(), month, year, String::new()]
}

/// Year and the share of it that is over, as GDELT counts it: whole months of 30 days and the day, of 365.
fn fraction(day: Date) -> String {
    let gone = f64::from(i32::from(day.month() - 1) * 30 + i32::from(day.day())) / 365.0;
    format!("{:.4}", f64::from(day.year()) + gone.min(0.9999))
}

/// Code, name, country, known group, three empty ones, three roles. The code is country or body, then roles.
fn actor(one: Option<&Participant>) -> [String; 10] {
    let mut cells: [String; 10] = Default::default();
    let Some(one) = one else {
        return cells;
    };
    let mut roles = sides::cameo_roles(one);
    let mut code = String::new();
    match one.country.as_deref().and_then(sides::home) {
        Some(Home::State(state)) => {
            let country = sides::cameo_country(state).unwrap_or(state);
            code.push_str(country);
            country.clone_into(&mut cells[2]);
        }
        Some(Home::Body(body)) => {
            let (role, group) = beyond_states(body);
            group.clone_into(&mut cells[3]);
            roles.retain(|known| *known != role);
            roles.insert(0, role);
            roles.truncate(3);
        }
        None => {}
    }
    for (at, role) in roles.iter().enumerate() {
        (*role).clone_into(&mut cells[7 + at]);
        code.push_str(role);
    }
    if let Some(Home::Body(_)) = one.country.as_deref().and_then(sides::home) {
        code = format!("{}{}{}", cells[7], cells[3], code.get(3..).unwrap_or(""));
    }
    cells[0] = code;
    cells[1].clone_from(&one.name);
    cells
}

/// CAMEO role and known group of a body of PLOVER.
fn beyond_states(body: &str) -> (&'static str, &'static str) {
    match body {
        "UNO" => ("IGO", "UNO"),
        "EUR" => ("IGO", "EEC"),
        "NGO" => ("NGO", ""),
        "ISM" => ("NGM", ""),
        "IMG" => ("IMG", ""),
        "MNC" => ("MNC", ""),
        _ => ("IGO", ""),
    }
}

/// Type, full name, country, two parts of it, degrees, feature. A place of which only the country is known has no point.
fn geography(place: Option<&Where>) -> [String; 8] {
    let mut cells: [String; 8] = Default::default();
    let Some(place) = place else {
        return cells;
    };
    let country = place.country.as_deref();
    let us = country == Some("USA");
    let kind = match place.precision.as_str() {
        "country" => 1,
        "city" | "facility" if us => 3,
        "city" | "facility" => 4,
        _ if us => 2,
        _ => 5,
    };
    cells[0] = kind.to_string();
    cells[1].clone_from(&place.name);
    let fips = country.and_then(sides::fips).unwrap_or_default();
    fips.clone_into(&mut cells[2]);
    if kind == 1 {
        fips.clone_into(&mut cells[3]);
        fips.clone_into(&mut cells[7]);
        return cells;
    }
    if let Some(state) = country.and_then(sides::state_name) {
        cells[1] = format!("{}, {state}", place.name);
    }
    let point = sides::point(place);
    cells[5] = shown(point.map(|(north, _)| north));
    cells[6] = shown(point.map(|(_, east)| east));
    cells
}

fn mention_row(event: &Event, telling: &Telling, pair: Pair<'_>) -> Vec<String> {
    let document = &telling.document;
    let claim = &telling.claim;
    let midnight = |iso: Option<&str>| {
        let day = iso.and_then(days::day);
        day.map_or_else(String::new, |day| format!("{}000000", days::compact(day)))
    };
    let offset = |one: Option<&Participant>| {
        let one = one?;
        let mut parts = claim.participants.iter();
        parts
            .find(|part| match &part.actor {
                Some(actor) => *actor == one.actor,
                None => part.name == one.name,
            })
            .map(|part| part.words.start)
    };
    let best = profile::day(event);
    vec![
        row_id(event, pair),
        midnight(best),
        midnight(document.published.as_deref()),
        // The codebook knows the web, 1, and what is known by its citation alone, 2.
        if document.url.is_some() { "1" } else { "2" }.to_owned(),
        document.outlet.clone().unwrap_or_default(),
        document
            .url
            .clone()
            .unwrap_or_else(|| document.given.clone()),
        String::new(),
        shown(offset(pair.0)),
        shown(offset(pair.1)),
        claim.trigger.start.to_string(),
        "1".to_owned(),
        format!("{:.0}", claim.score * 100.0),
        document.chars.to_string(),
        String::new(),
        String::new(),
        String::new(),
    ]
}

fn shown(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}
