//! CSL-JSON of the documents, for reference managers. Source: csl-data.json, version 1.0.2.

use super::{Out, View, days};
use crate::record;
use serde_json::{Map, Value, json};
use std::io;

/// Writes the list, an item a line.
pub fn write(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    out.write_all(b"[")?;
    let mut comma: &[u8] = b"\n";
    for document in view.source.documents() {
        out.write_all(comma)?;
        serde_json::to_writer(&mut *out, &item(&document?))?;
        comma = b",\n";
    }
    out.write_all(b"\n]\n")
}

fn item(document: &record::Source) -> Value {
    let mut item = Map::new();
    item.insert("id".into(), json!(document.id));
    item.insert("type".into(), json!("article-newspaper"));
    let pairs = [
        ("title", document.title.as_deref()),
        ("container-title", document.outlet.as_deref()),
        ("URL", document.url.as_deref()),
        ("language", Some(document.language.as_str())),
    ];
    for (key, value) in pairs {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            item.insert(key.into(), json!(value));
        }
    }
    if let Some(day) = document.published.as_deref().and_then(days::day) {
        let parts = json!({"date-parts": [[day.year(), day.month(), day.day()]]});
        item.insert("issued".into(), parts);
    }
    Value::Object(item)
}
