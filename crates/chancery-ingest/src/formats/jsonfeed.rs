//! JSON Feed 1.0 and 1.1: entries that have words become reports.

use serde_json::{Map, Value};

use super::body::{self, language, line, note};
use super::hints::Reports;
use super::json::{Objects, broken, get, objects, text};
use super::listing::{LeadsTo, Listing};
use super::{byline, dates};
use crate::{Error, FoundDate, Report, Stamp};

/// True where a text is JSON if anything.
pub(super) fn is_json(source: &str) -> bool {
    source
        .trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t'])
        .starts_with(['{', '['])
}

pub(super) fn read(source: &str) -> Result<Reports, Error> {
    let feed = feed(source)?;
    let reports = feed
        .items
        .into_iter()
        .map(|item| item.map(|item| report(&feed.head, &item)));
    Ok(reports
        .filter(|report| {
            report
                .as_ref()
                .map_or(true, |report| !report.text.is_empty())
        })
        .collect())
}

pub(super) fn list(source: &str) -> Result<Vec<Listing>, Error> {
    let feed = feed(source)?;
    let whole = feed.items.iter().filter_map(|item| item.as_ref().ok());
    Ok(whole.filter_map(|item| listing(&feed.head, item)).collect())
}

fn feed(source: &str) -> Result<Objects, Error> {
    let feed = objects(source, "feed", &["items"])?;
    let version = text(&feed.head, &["version"]).unwrap_or_default();
    if feed.head.is_empty() || version.contains("jsonfeed.org") || feed.head.contains_key("title") {
        return Ok(feed);
    }
    Err(broken("feed", 0, "no JSON Feed".to_owned()))
}

fn head_of(head: &Map<String, Value>, item: &Map<String, Value>) -> Report {
    let stamp = |names: &[&str]| text(item, names).and_then(|written| dates::read(&written));
    Report {
        id: text(item, &["id"]),
        title: text(item, &["title"]).and_then(|title| line(&title)),
        outlet: text(head, &["title"]),
        url: text(item, &["url", "externalurl"]),
        language: text(item, &["language"])
            .or_else(|| text(head, &["language"]))
            .and_then(|tag| language(&tag)),
        published: stamp(&["datepublished"]),
        modified: stamp(&["datemodified"]),
        ..Report::default()
    }
}

fn report(head: &Map<String, Value>, item: &Map<String, Value>) -> Report {
    let mut report = head_of(head, item);
    report.dates = [
        (report.published, "feed"),
        (report.modified, "feed_modified"),
    ]
    .into_iter()
    .filter_map(|(stamp, basis): (Option<Stamp>, _)| {
        Some(FoundDate {
            stamp: stamp?,
            basis,
            span: None,
        })
    })
    .collect();
    report.authors = authors(item);
    let full = text(item, &["contenthtml", "contenttext"]);
    let teaser = full.as_deref().is_none_or(body::is_cut_off);
    if let Some(words) = full.or_else(|| text(item, &["summary"])) {
        body::put(&mut report, body::of_text(&words));
        if teaser {
            note(&mut report, "teaser", "");
        }
    }
    report
}

fn authors(item: &Map<String, Value>) -> Vec<String> {
    let listed = match get(item, &["authors", "author"]) {
        Some(Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
        None => vec![],
    };
    let names = listed.into_iter().filter_map(|author| match author {
        Value::Object(author) => text(author, &["name"]),
        Value::String(name) => Some(name.clone()),
        _ => None,
    });
    names.flat_map(|name| byline::persons(&name)).collect()
}

fn listing(head: &Map<String, Value>, item: &Map<String, Value>) -> Option<Listing> {
    let report = head_of(head, item);
    Some(Listing {
        url: report.url?,
        leads_to: LeadsTo::Page,
        title: report.title,
        outlet: report.outlet,
        language: report.language,
        published: report.published,
        modified: report.modified,
    })
}
