//! The brief: a page of Markdown with front matter, for a day or for all days.
//!
//! Of a day are the events that took place on it and those that documents of the day tell. Ahead is
//! what is planned from the day on. Every line names how well it is founded and cites its documents.

use super::{Out, Text, View, telling};
use crate::record::Event;
use serde_json::json;
use std::collections::BTreeSet;
use std::io;

/// Parts of the page, in order.
const PARTS: [&str; 4] = ["Happened", "Ahead", "Disputed or denied", "Background"];

/// Writes the page. Holds its lines, not the events.
pub fn write(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    let day = view.context.day.as_deref();
    let mut parts: [Vec<String>; 4] = Default::default();
    let mut documents = BTreeSet::new();
    for event in view.source.events() {
        let event = event?;
        if let Some(part) = part(&event, day) {
            parts[part].push(item(view, &event));
            documents.extend(event.claims.iter().map(|told| told.document.id.clone()));
        }
    }
    front(view, parts.iter().map(Vec::len).sum(), documents.len(), out)?;
    for (name, lines) in PARTS
        .iter()
        .zip(&parts)
        .filter(|(_, lines)| !lines.is_empty())
    {
        write!(out, "\n## {name}\n\n{}", lines.concat())?;
    }
    let quotes = quotes(view, &documents)?;
    if !quotes.is_empty() {
        write!(out, "\n## Quotes\n\n{quotes}")?;
    }
    Ok(())
}

fn front(view: &View<'_>, events: usize, documents: usize, out: Out<'_>) -> io::Result<()> {
    let context = view.context;
    let title = match &context.day {
        Some(day) => format!("Brief of {day}"),
        None => "Brief".to_owned(),
    };
    writeln!(out, "---\ntitle: {}", json!(title))?;
    if let Some(day) = &context.day {
        writeln!(out, "date: {}", telling::flat(day))?;
    }
    writeln!(
        out,
        "ledger: {}\nversion: {}",
        json!(context.ledger),
        context.version
    )?;
    writeln!(out, "coder: {}", json!(context.coder))?;
    writeln!(
        out,
        "events: {events}\ndocuments: {documents}\n---\n\n# {title}"
    )
}

/// Number of the part that an event belongs to; nothing where it is not of the day.
fn part(event: &Event, day: Option<&str>) -> Option<usize> {
    let best = event.time.as_ref().and_then(|time| time.best.as_deref());
    let ahead = matches!(
        event.status.as_str(),
        "planned" | "possible" | "conditional"
    );
    if let Some(day) = day {
        let told = |event: &Event| {
            let mut all = event.claims.iter();
            all.any(|told| told.document.published.as_deref() == Some(day))
        };
        let due = ahead && best.is_some_and(|best| best >= day);
        if best != Some(day) && !told(event) && !due {
            return None;
        }
    }
    Some(match event.status.as_str() {
        _ if !event.core => 3,
        _ if ahead => 1,
        "denied" | "did_not_happen" => 2,
        _ if !event.conflicts.is_empty() => 2,
        _ => 0,
    })
}

fn item(view: &View<'_>, event: &Event) -> String {
    let title = plain(&telling::title(view, event));
    let mut text = format!("- **{title}** ({}) `{}`\n", telling::tier(event), event.id);
    for conflict in &event.conflicts {
        text.push_str(&format!(
            "  - Reports differ on {}: {}\n",
            conflict.slot,
            plain(&conflict.kind)
        ));
    }
    if view.context.text != Text::None {
        for (sentence, cite) in telling::evidence(event) {
            text.push_str(&format!("  - {} ({})\n", plain(&sentence), plain(&cite)));
        }
    }
    text
}

fn quotes(view: &View<'_>, documents: &BTreeSet<String>) -> io::Result<String> {
    let mut text = String::new();
    for row in view.source.quotes() {
        let row = row?;
        if !documents.contains(&row.document) {
            continue;
        }
        let speaker = row.quote.speaker.unwrap_or_default().name;
        let by = if speaker.is_empty() {
            "not named"
        } else {
            &speaker
        };
        text.push_str(&format!("- {}: “{}”\n", plain(by), plain(&row.quote.text)));
    }
    Ok(text)
}

/// One line in which Markdown finds no marks.
fn plain(text: &str) -> String {
    let mut safe = String::new();
    for c in telling::flat(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}
