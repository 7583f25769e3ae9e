//! POLECAT, 40 columns: tab-separated with header, exactly 40 fields in every row. One row an event.
//!
//! Source: columns of the files of the Harvard Dataverse. Lists are joined by `;` and keep their empty
//! places; countries by name; the quad class in words. People and places of the whole story are not
//! known to an event, and ids of Wikipedia and GeoNames not to us: those fields are empty.

use super::gdelt::line;
use super::profile::{self, Coding};
use super::sheet::joined;
use super::{Out, View, icews, sides};
use crate::record::{Event, Participant};
use std::io;

/// Columns.
pub const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// Writes header and rows.
pub fn write(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    line(out, &COLUMNS.map(str::to_owned))?;
    for event in view.source.events() {
        let event = event?;
        // A mark "future" has no place here, so what only that mark would tell apart stays out.
        let coding = view.known.plover(&event);
        let untold = |coding: &Coding| coding.auxiliary == Some("future");
        let kept = |coding: &Coding| matches!(coding.event_type.as_str(), "AGREE" | "CONCEDE");
        if let Some(coding) = coding.filter(|coding| kept(coding) || !untold(coding)) {
            line(out, &row(view, &event, &coding))?;
        }
    }
    Ok(())
}

fn row(view: &View<'_>, event: &Event, coding: &Coding) -> Vec<String> {
    let best = profile::day(event).map(str::to_owned);
    let mut row = vec![
        event.id.clone(),
        best.unwrap_or_default(),
        coding.event_type.clone(),
        coding.mode.clone().unwrap_or_default(),
        coding.intensity.to_string(),
        quad(coding.quad).to_owned(),
        joined(event.contexts.iter().map(String::as_str)),
    ];
    row.extend(actor_side(&sides::actors(event)));
    row.extend(side(&sides::recipients(event)));
    row.extend(place(event));
    let first = event.claims.first().map(|telling| telling.document.clone());
    let first = first.unwrap_or_default();
    row.push(first.outlet.unwrap_or_default());
    row.push(first.published.unwrap_or_default());
    row.extend([String::new(), String::new(), String::new()]);
    row.push(first.language);
    row.push(view.context.coder.clone());
    row
}

fn quad(class: u8) -> &'static str {
    match class {
        1 => "VERBAL COOPERATION",
        2 => "MATERIAL COOPERATION",
        3 => "VERBAL CONFLICT",
        4 => "MATERIAL CONFLICT",
        _ => "",
    }
}

/// Rule 24: where nobody is named as doer the sector says so.
fn actor_side(side_of: &[&Participant]) -> [String; 8] {
    let mut cells = side(side_of);
    if side_of.is_empty() {
        "UNK".clone_into(&mut cells[3]);
        "UNK".clone_into(&mut cells[4]);
    }
    cells
}

/// Name, country, number, first sector, all sectors, title, words, id of Wikipedia.
fn side(side: &[&Participant]) -> [String; 8] {
    let country = |one: &&Participant| one.country.as_deref().and_then(sides::state_name);
    let numbers: Vec<String> = side
        .iter()
        .map(|one| one.country.as_deref().and_then(sides::cow))
        .map(|number| number.map_or_else(String::new, |number| number.to_string()))
        .collect();
    let mut sectors: Vec<&str> = Vec::new();
    for sector in side.iter().flat_map(|one| &one.sectors) {
        if !sectors.contains(&sector.as_str()) {
            sectors.push(sector);
        }
    }
    let first = |one: &&Participant| one.sectors.first().cloned().unwrap_or_default();
    let firsts: Vec<String> = side.iter().map(first).collect();
    [
        joined(side.iter().map(|one| one.name.as_str())),
        joined(side.iter().map(|one| country(one).unwrap_or_default())),
        joined(numbers.iter().map(String::as_str)),
        joined(firsts.iter().map(String::as_str)),
        joined(sectors),
        joined(
            side.iter()
                .map(|one| one.title.as_deref().unwrap_or_default()),
        ),
        joined(side.iter().map(|one| one.raw.as_str())),
        String::new(),
    ]
}

/// Name, then as ICEWS has it, id of GeoNames, words, level.
fn place(event: &Event) -> Vec<String> {
    let place = event.place.clone().unwrap_or_default();
    let mut cells = vec![place.name];
    cells.extend(icews::place(event));
    cells.extend([String::new(), place.raw, place.precision]);
    cells
}
