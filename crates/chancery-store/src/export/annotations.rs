//! W3C Web Annotations (JSON-LD): one for the words beneath each field of each claim.
//!
//! Each target has two selectors that say the same: the position in code points, and the words with 32
//! code points before and after. The words are those of the document's text; without it, those that the
//! claim keeps. Where a private person of the event is masked, only the claim's masked words are given.

use super::harm::MASK;
use super::sheets::{Field, fields};
use super::{Out, Text, View, identity};
use crate::record::{Event, Telling};
use serde_json::{Map, Value, json};
use std::io;

/// Code points before and after.
const AROUND: usize = 32;

/// Writes the collection, an annotation a line.
pub fn write(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    let head = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": identity::urn(&view.context.ledger, "annotations"),
        "type": "AnnotationCollection",
        "label": view.context.ledger,
    });
    let head = head.to_string();
    out.write_all(head.trim_end_matches('}').as_bytes())?;
    let page = identity::urn(&view.context.ledger, "annotations:1");
    write!(
        out,
        ",\"first\":{{\"id\":{},\"type\":\"AnnotationPage\",\"items\":[",
        json!(page)
    )?;
    let mut comma: &[u8] = b"\n";
    let mut page = Page::default();
    for event in view.source.events() {
        let event = event?;
        for telling in &event.claims {
            page.open(view, &event, telling)?;
            for (at, field) in fields(telling).iter().enumerate() {
                out.write_all(comma)?;
                serde_json::to_writer(&mut *out, &annotation(view, telling, at, field, &page))?;
                comma = b",\n";
            }
        }
    }
    out.write_all(b"\n]}}\n")
}

fn annotation(view: &View<'_>, telling: &Telling, at: usize, field: &Field, page: &Page) -> Value {
    let id = format!("{}:{}:{}", telling.document.id, telling.claim.id, at + 1);
    let urn = |id: &str| identity::urn(&view.context.ledger, id);
    let source = telling.document.url.clone();
    let mut selectors = vec![json!({
        "type": "TextPositionSelector",
        "start": field.start,
        "end": field.end,
    })];
    if view.context.text != Text::None {
        selectors.extend(page.quote(field));
    }
    json!({
        "id": urn(&id),
        "type": "Annotation",
        "motivation": "tagging",
        "body": {
            "type": "TextualBody",
            "purpose": "tagging",
            "value": format!("{}: {}", field.field, field.value),
            "format": "text/plain",
        },
        "target": {
            "source": source.unwrap_or_else(|| urn(&telling.document.id)),
            "selector": selectors,
        },
    })
}

/// The text of the document at hand, with the byte at which each code point begins.
#[derive(Default)]
struct Page {
    document: String,
    text: Option<String>,
    starts: Vec<usize>,
    masked: bool,
}

impl Page {
    fn open(&mut self, view: &View<'_>, event: &Event, telling: &Telling) -> io::Result<()> {
        self.masked = event.participants.iter().any(|one| one.name == MASK);
        if self.document == telling.document.id {
            return Ok(());
        }
        self.document.clone_from(&telling.document.id);
        self.text = view.source.text(&self.document)?;
        let text = self.text.as_deref().unwrap_or_default();
        self.starts = text.char_indices().map(|(at, _)| at).collect();
        self.starts.push(text.len());
        Ok(())
    }

    /// Words from one code point to another; nothing where the text has none there.
    fn words(&self, start: usize, end: usize) -> Option<&str> {
        let text = self.text.as_deref()?;
        text.get(*self.starts.get(start)?..*self.starts.get(end)?)
    }

    fn quote(&self, field: &Field) -> Option<Value> {
        let (start, end) = (field.start as usize, field.end as usize);
        let last = self.starts.len().saturating_sub(1);
        let whole = || {
            let exact = self.words(start, end)?;
            let prefix = self.words(start.saturating_sub(AROUND), start)?;
            let suffix = self.words(end, (end + AROUND).min(last))?;
            Some((exact, prefix, suffix))
        };
        let found = if self.masked { None } else { whole() };
        let (exact, prefix, suffix) = found.unwrap_or((&field.words, "", ""));
        let mut quote = Map::new();
        quote.insert("type".into(), json!("TextQuoteSelector"));
        quote.insert("exact".into(), json!(exact));
        for (key, words) in [("prefix", prefix), ("suffix", suffix)] {
            if !words.is_empty() {
                quote.insert(key.into(), json!(words));
            }
        }
        (!exact.is_empty()).then_some(Value::Object(quote))
    }
}
