//! ICEWS, 20 columns: tab-separated with header. One row a pair of named participants.
//!
//! Source: columns of the files of the Harvard Dataverse. Countries by name; `Intensity` is the value
//! of Goldstein's scale for the code; sectors are PLOVER codes joined by commas, as the words of ICEWS
//! for them are a list of its own.

use super::gdelt::{line, row_id};
use super::{Out, View, identity, profile, sides};
use crate::record::{Event, Participant};
use chancery_data::knowledge;
use std::io;

/// Columns.
pub const COLUMNS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

/// Writes header and rows.
pub fn write(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    line(out, &COLUMNS.map(str::to_owned))?;
    for event in view.source.events() {
        let event = event?;
        let Some(code) = view.known.cameo(&event) else {
            continue;
        };
        for pair in sides::pairs(&event) {
            line(out, &row(&event, &code, pair))?;
        }
    }
    Ok(())
}

fn row(
    event: &Event,
    code: &str,
    pair: (Option<&Participant>, Option<&Participant>),
) -> Vec<String> {
    let best = profile::day(event).map(str::to_owned);
    let label = knowledge().cameo(code).map(|row| row.label.clone());
    let scale = profile::goldstein(code).map(|value| format!("{value:.1}"));
    let first = event.claims.first().map(|telling| &telling.document);
    let story = first.map(|document| identity::number(&[&document.id]).to_string());
    let mut row = vec![row_id(event, pair), best.unwrap_or_default()];
    row.extend(side(pair.0));
    row.extend([label, Some(code.to_owned()), scale].map(Option::unwrap_or_default));
    row.extend(side(pair.1));
    row.extend([story.unwrap_or_default(), String::new()]);
    row.push(
        first
            .and_then(|document| document.outlet.clone())
            .unwrap_or_default(),
    );
    row.extend(place(event));
    row
}

/// Name, sectors, country.
fn side(one: Option<&Participant>) -> [String; 3] {
    let Some(one) = one else {
        return Default::default();
    };
    let country = one.country.as_deref().and_then(sides::state_name);
    [
        one.name.clone(),
        one.sectors.join(","),
        country.unwrap_or_default().to_owned(),
    ]
}

/// City, district, province, country, latitude, longitude; a country alone has no point.
pub fn place(event: &Event) -> [String; 6] {
    let mut cells: [String; 6] = Default::default();
    let Some(place) = &event.place else {
        return cells;
    };
    let country = place.country.as_deref().and_then(sides::state_name);
    country.unwrap_or_default().clone_into(&mut cells[3]);
    match place.precision.as_str() {
        "country" => return cells,
        "city" => cells[0].clone_from(&place.name),
        "region" => cells[2].clone_from(&place.name),
        _ => {}
    }
    if let Some((north, east)) = sides::point(place) {
        cells[4] = north.to_string();
        cells[5] = east.to_string();
    }
    cells
}
