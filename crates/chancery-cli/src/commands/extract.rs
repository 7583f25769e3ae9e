//! `chancery extract`: {"id", "title", "text", "date", "author", "outlet", "url", "language"}, the
//! article without page furniture. What a page says of itself is taken as it stands; of plain text and
//! of lines of JSON the lines that are furniture are cut.

use super::{plan, take};
use crate::args::{ExtractArgs, Global};
use crate::exit::Exit;
use crate::input::{Failure, Raw};
use crate::output::Output;
use crate::run::{Done, each};
use anyhow::Result;
use chancery::ingest::{Document, FurnitureRules, RegionKind, content_id};
use chancery::offsets::Offsets;
use chancery_ingest::sniff::Form;
use chancery_ingest::{Aside, AsideKind, Report};
use chancery_nlp::Span;
use serde::Serialize;
use std::time::Instant;

#[derive(Serialize)]
struct Line {
    id: String,
    title: Option<String>,
    text: String,
    date: Option<String>,
    date_basis: Option<&'static str>,
    author: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    language: Option<String>,
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    asides: Vec<AsideLine>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entries: Vec<EntryLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    us: Option<u64>,
}

/// Words beside the article.
#[derive(Serialize)]
struct AsideLine {
    kind: &'static str,
    text: String,
}

/// An entry of a live blog; code points of the text.
#[derive(Serialize)]
struct EntryLine {
    start: u32,
    end: u32,
    time: Option<String>,
}

/// Prints the article of each report.
pub fn extract(global: &Global, args: &ExtractArgs) -> Result<Exit> {
    let rules = FurnitureRules::english();
    let mut output = Output::open(global.output.as_deref())?;
    let exit = each(
        &plan(global, &args.from.paths),
        || (),
        |raw, ()| {
            let begun = Instant::now();
            let mut line = line(raw, &rules, global)?;
            if args.timed {
                let micros = (raw.spent + begun.elapsed()).as_micros();
                line.us = u64::try_from(micros).ok();
            }
            let result = match global.pretty {
                true => line.text,
                false => crate::json::line(&line),
            };
            Ok(Done {
                id: line.id,
                result,
            })
        },
        |text| output.put_done(text),
    )?;
    output.finish()?;
    Ok(exit)
}

fn line(raw: &Raw, rules: &FurnitureRules, global: &Global) -> Result<Line, Failure> {
    match &raw.report {
        // What is no line of a text has been cut already.
        Some(report) if !report.blocks.is_empty() || raw.form == Form::Html => {
            Ok(of_report(report))
        }
        _ => Ok(of_document(take(raw, rules, global)?)),
    }
}

fn of_report(report: &Report) -> Line {
    Line {
        id: report
            .id
            .clone()
            .unwrap_or_else(|| content_id(&report.text)),
        title: report.title.clone(),
        text: report.text.clone(),
        date: report.published.map(|stamp| stamp.to_string()),
        date_basis: report.dates.first().map(|date| date.basis),
        author: Some(report.authors.join("; ")).filter(|authors| !authors.is_empty()),
        outlet: report.outlet.clone(),
        url: report.url.clone(),
        language: report.language.clone(),
        notes: report
            .notes
            .iter()
            .map(|note| note.kind.to_owned())
            .collect(),
        asides: report.asides.iter().map(aside).collect(),
        entries: entries(report),
        us: None,
    }
}

fn aside(aside: &Aside) -> AsideLine {
    AsideLine {
        kind: match aside.kind {
            AsideKind::Caption => "caption",
            AsideKind::Credit => "credit",
        },
        text: aside.text.clone(),
    }
}

fn entries(report: &Report) -> Vec<EntryLine> {
    let offsets = Offsets::new(&report.text);
    let entries = report.entries.iter();
    entries
        .map(|entry| {
            let chars = offsets.char_span(Span::new(entry.span.start, entry.span.end));
            EntryLine {
                start: chars.start,
                end: chars.end,
                time: entry.time.map(|time| time.to_string()),
            }
        })
        .collect()
}

fn of_document(document: Document) -> Line {
    let heading = document
        .regions
        .first()
        .filter(|r| r.kind == RegionKind::Heading)
        .map(|r| r.span.of(&document.text).to_owned());
    Line {
        text: article(&document),
        title: document.title.or(heading),
        date: document.published.map(|day| day.to_string()),
        date_basis: document.published.map(|_| "given"),
        id: document.id,
        author: document.byline,
        outlet: document.outlet,
        url: document.url,
        language: Some(document.language),
        notes: document.notes.into_iter().map(|n| n.kind).collect(),
        asides: Vec::new(),
        entries: Vec::new(),
        us: None,
    }
}

/// The regions, a blank line between, the lines of each joined.
fn article(document: &Document) -> String {
    let mut text = String::new();
    for region in &document.regions {
        if !text.is_empty() {
            text.push('\n');
        }
        let words: Vec<&str> = region.span.of(&document.text).split_whitespace().collect();
        text.push_str(&words.join(" "));
        text.push('\n');
    }
    text
}
