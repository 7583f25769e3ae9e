//! GeoJSON (RFC 7946): a feature an event.
//!
//! A place of which only the country is known has no geometry: the capital is not where it happened.

use super::{Out, View, sides, telling};
use crate::record::Event;
use serde_json::{Value, json};
use std::io;

/// Writes the collection, a feature a line.
pub fn write(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    let mut comma: &[u8] = b"\n";
    for event in view.source.events() {
        out.write_all(comma)?;
        serde_json::to_writer(&mut *out, &feature(view, &event?))?;
        comma = b",\n";
    }
    out.write_all(b"\n]}\n")
}

fn feature(view: &View<'_>, event: &Event) -> Value {
    let place = event.place.clone().unwrap_or_default();
    let point = match sides::point(&place) {
        Some((north, east)) => json!({"type": "Point", "coordinates": [east, north]}),
        None => Value::Null,
    };
    let time = event.time.clone().unwrap_or_default();
    let filled = |text: String| (!text.is_empty()).then_some(text);
    json!({
        "type": "Feature",
        "id": event.id,
        "geometry": point,
        "properties": {
            "title": telling::title(view, event),
            "type": event.event_type,
            "mode": event.mode,
            "kind": event.kind,
            "status": event.status,
            "mark": view.known.mark(event),
            "date": time.best,
            "date_edtf": time.edtf,
            "place": filled(place.name),
            "country": place.country,
            "geo_precision": filled(place.precision),
            "n_documents": event.documents,
            "n_independent": event.origins,
        },
    })
}
