//! Feeds of events: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1.
//!
//! An entry an event, newest first as feeds are read. `updated` is the day of the newest document that
//! tells it, or the instant of the newest correction. Ids are addresses made from ours; links go to the
//! first document that has one.

use super::xml::{begin, clean, end, leaf};
use super::{Out, Text, View, days, identity, telling};
use crate::record::Event;
use quick_xml::Writer;
use quick_xml::events::BytesText;
use serde_json::{Map, Value, json};
use std::io;

/// One entry.
struct Entry {
    id: String,
    title: String,
    link: Option<String>,
    body: String,
    tags: Vec<String>,
    first: i64,
    updated: i64,
}

/// All entries, the one that changed last first.
fn entries(view: &View<'_>) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for event in view.source.events() {
        entries.push(entry(view, &event?));
    }
    entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.id.cmp(&b.id)));
    Ok(entries)
}

fn entry(view: &View<'_>, event: &Event) -> Entry {
    let days: Vec<i64> = event
        .claims
        .iter()
        .filter_map(|told| days::midnight(days::day(told.document.published.as_deref()?)?))
        .collect();
    let made = view.context.made.unwrap_or(0);
    let first = days.iter().min().copied().unwrap_or(made);
    let newest = days.iter().max().copied().unwrap_or(made);
    let tags = [
        Some(&event.event_type),
        event.kind.as_ref(),
        Some(&event.status),
    ];
    Entry {
        id: identity::urn(&view.context.ledger, &event.id),
        title: telling::title(view, event),
        link: event
            .claims
            .iter()
            .find_map(|told| told.document.url.clone()),
        body: body(view, event),
        tags: tags.into_iter().flatten().cloned().collect(),
        first,
        updated: view.known.corrected(event).unwrap_or(newest).max(newest),
    }
}

fn body(view: &View<'_>, event: &Event) -> String {
    let mut lines = vec![format!("{}, {}.", telling::tier(event), event.certainty)];
    if view.context.text != Text::None {
        let cited = telling::evidence(event).into_iter();
        lines.extend(cited.map(|(sentence, cite)| format!("{sentence} [{cite}]")));
    }
    lines.join("\n")
}

fn title(view: &View<'_>) -> String {
    match view.context.ledger.as_str() {
        "" => "Chancery".to_owned(),
        ledger => format!("Chancery: {ledger}"),
    }
}

/// Newest change, else the instant of the version.
fn newest(view: &View<'_>, entries: &[Entry]) -> i64 {
    let newest = entries.iter().map(|entry| entry.updated).max();
    newest.or(view.context.made).unwrap_or(0)
}

/// Writes Atom.
pub fn atom(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    let entries = entries(view)?;
    let mut xml = begin(out)?;
    xml.create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .write_inner_content(|xml| {
            leaf(xml, "id", &identity::urn(&view.context.ledger, "feed"))?;
            leaf(xml, "title", &title(view))?;
            leaf(xml, "updated", &instant(newest(view, &entries)))?;
            leaf(xml, "generator", "Chancery")?;
            xml.create_element("author")
                .write_inner_content(|xml| leaf(xml, "name", "Chancery"))?;
            entries.iter().try_for_each(|entry| atom_entry(xml, entry))
        })?;
    end(xml)
}

fn atom_entry<W: io::Write>(xml: &mut Writer<W>, entry: &Entry) -> io::Result<()> {
    xml.create_element("entry").write_inner_content(|xml| {
        leaf(xml, "id", &entry.id)?;
        leaf(xml, "title", &entry.title)?;
        leaf(xml, "published", &instant(entry.first))?;
        leaf(xml, "updated", &instant(entry.updated))?;
        if let Some(link) = &entry.link {
            xml.create_element("link")
                .with_attributes([("rel", "via"), ("href", link.as_str())])
                .write_empty()?;
        }
        for tag in &entry.tags {
            xml.create_element("category")
                .with_attribute(("term", tag.as_str()))
                .write_empty()?;
        }
        xml.create_element("content")
            .with_attribute(("type", "text"))
            .write_text_content(BytesText::new(&clean(&entry.body)))?;
        Ok(())
    })?;
    Ok(())
}

/// Writes RSS.
pub fn rss(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    let entries = entries(view)?;
    let mut xml = begin(out)?;
    xml.create_element("rss")
        .with_attribute(("version", "2.0"))
        .write_inner_content(|xml| {
            xml.create_element("channel").write_inner_content(|xml| {
                leaf(xml, "title", &title(view))?;
                leaf(xml, "link", &identity::urn(&view.context.ledger, "feed"))?;
                leaf(xml, "description", "Events read from press reports")?;
                let newest = days::rfc822(newest(view, &entries)).unwrap_or_default();
                leaf(xml, "lastBuildDate", &newest)?;
                leaf(xml, "generator", "Chancery")?;
                entries.iter().try_for_each(|entry| rss_item(xml, entry))
            })?;
            Ok(())
        })?;
    end(xml)
}

fn rss_item<W: io::Write>(xml: &mut Writer<W>, entry: &Entry) -> io::Result<()> {
    xml.create_element("item").write_inner_content(|xml| {
        leaf(xml, "title", &entry.title)?;
        if let Some(link) = &entry.link {
            leaf(xml, "link", link)?;
        }
        xml.create_element("guid")
            .with_attribute(("isPermaLink", "false"))
            .write_text_content(BytesText::new(&clean(&entry.id)))?;
        leaf(
            xml,
            "pubDate",
            &days::rfc822(entry.updated).unwrap_or_default(),
        )?;
        for tag in &entry.tags {
            leaf(xml, "category", tag)?;
        }
        leaf(xml, "description", &entry.body)
    })?;
    Ok(())
}

/// Writes a JSON Feed.
pub fn json(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    let items: Vec<Value> = entries(view)?.iter().map(item).collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": title(view),
        "language": "en",
        "items": items,
    });
    serde_json::to_writer_pretty(&mut *out, &feed)?;
    out.write_all(b"\n")
}

fn item(entry: &Entry) -> Value {
    let mut item = Map::new();
    item.insert("id".into(), json!(entry.id));
    item.insert("title".into(), json!(entry.title));
    if let Some(link) = &entry.link {
        item.insert("external_url".into(), json!(link));
    }
    item.insert("content_text".into(), json!(entry.body));
    item.insert("date_published".into(), json!(instant(entry.first)));
    item.insert("date_modified".into(), json!(instant(entry.updated)));
    item.insert("tags".into(), json!(entry.tags));
    Value::Object(item)
}

fn instant(seconds: i64) -> String {
    days::rfc3339(seconds).unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned())
}
