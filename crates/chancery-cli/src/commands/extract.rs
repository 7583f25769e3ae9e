//! `chancery extract`: {"id", "title", "text", "date", "author", "outlet", "url", "language"}, the
//! article without page furniture. Plain text and JSON lines only: HTML pages are refused.

use super::{plan, take};
use crate::args::{Global, Paths};
use crate::exit::Exit;
use crate::output::Output;
use crate::run::{Done, each};
use anyhow::Result;
use chancery::ingest::{Document, FurnitureRules, RegionKind};
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    title: Option<&'a str>,
    text: String,
    date: Option<String>,
    date_basis: Option<&'static str>,
    author: Option<&'a str>,
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    language: &'a str,
    notes: Vec<&'a str>,
}

/// Prints the article of each report.
pub fn extract(global: &Global, from: &Paths) -> Result<Exit> {
    let rules = FurnitureRules::english();
    let mut output = Output::open(global.output.as_deref())?;
    let exit = each(
        &plan(global, &from.paths),
        || (),
        |raw, ()| {
            let document = take(raw, &rules, global)?;
            let result = match global.pretty {
                true => article(&document),
                false => crate::json::line(&line(&document)),
            };
            Ok(Done {
                id: document.id,
                result,
            })
        },
        |text| output.put_done(text),
    )?;
    output.finish()?;
    Ok(exit)
}

fn line(document: &Document) -> Line<'_> {
    let heading = document
        .regions
        .first()
        .filter(|r| r.kind == RegionKind::Heading);
    Line {
        id: &document.id,
        title: document
            .title
            .as_deref()
            .or_else(|| heading.map(|r| r.span.of(&document.text))),
        text: article(document),
        date: document.published.map(|day| day.to_string()),
        date_basis: document.published.map(|_| "given"),
        author: document.byline.as_deref(),
        outlet: document.outlet.as_deref(),
        url: document.url.as_deref(),
        language: &document.language,
        notes: document.notes.iter().map(|n| n.kind.as_str()).collect(),
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
