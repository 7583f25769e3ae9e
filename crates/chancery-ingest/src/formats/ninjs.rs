//! ninjs 1.x, 2.x and 3.x, news in JSON of the IPTC: one object, a list, a list inside an object, or one
//! object a line.
//!
//! The editions differ in how names are written (`versioncreated`, `versionCreated`, `body_text`,
//! `bodies[].value`); names are compared without capitals and underscores, so that all are read by one
//! reader. Items without words are an error each, unless they withdraw a report. Source: the schemas 1.0
//! to 3.3 of the IPTC.

use serde_json::{Map, Value};

use super::body::{self, language, line, note};
use super::decode::decode;
use super::hints::{Hints, Reports};
use super::json::{broken, get, objects, text};
use super::{byline, dates, standing};
use crate::error::Kind;
use crate::{Error, FoundDate, Report, Standing};

type Item = Map<String, Value>;

/// Reports in order; those that are withdrawn may have no words.
///
/// # Errors
/// Bytes without an object of JSON, an object that is no news, or more than 64 MiB. Never panics.
pub fn read(bytes: &[u8], hints: &Hints<'_>) -> Result<Reports, Error> {
    let decoded = decode(bytes, "ninjs", hints)?;
    let found = objects(
        &decoded.text,
        "ninjs",
        &["items", "data", "results", "newsItems"],
    )?;
    let reports = found
        .items
        .into_iter()
        .map(|item| item.and_then(|item| report(inner(&item))));
    Ok(reports.collect())
}

/// Services wrap what they send: `{"item": {...}, "meta": {...}}`.
fn inner(item: &Item) -> &Item {
    match get(item, &["item", "newsitem"]) {
        Some(Value::Object(inner)) if get(item, &["uri"]).is_none() => inner,
        _ => item,
    }
}

fn report(item: &Item) -> Result<Report, Error> {
    const KNOWN: [&str; 6] = [
        "uri",
        "versioncreated",
        "headline",
        "headlines",
        "bodies",
        "pubstatus",
    ];
    if KNOWN.iter().all(|name| get(item, &[name]).is_none()) && body(item).is_none() {
        return Err(broken(
            "ninjs",
            0,
            "an object without the fields of news".to_owned(),
        ));
    }
    let mut report = Report {
        id: text(item, &["uri", "guid", "altids"]),
        title: titled(item),
        outlet: text(item, &["provider", "copyrightholder", "publisher"])
            .or_else(|| listed(item, "infosources")),
        credit: text(item, &["creditline", "source"]),
        url: text(item, &["canonicalurl", "url", "link"]),
        authors: text(item, &["byline", "by"])
            .map(|line| byline::persons(&line))
            .unwrap_or_default(),
        dateline: text(item, &["located", "dateline"]).and_then(|line| body::dateline_place(&line)),
        language: text(item, &["language"]).and_then(|tag| language(&tag)),
        ..Report::default()
    };
    read_dates(item, &mut report);
    read_standing(item, &mut report);
    if let Some(words) = body(item) {
        body::put(&mut report, body::of_text(&words));
    }
    if report.text.is_empty() && report.standing != Standing::Withdrawn {
        return Err(Kind::NoText { format: "ninjs" }.into());
    }
    Ok(report)
}

/// The headline: a field, or the main one of a list.
fn titled(item: &Item) -> Option<String> {
    let main = values(item, "headlines")
        .into_iter()
        .min_by_key(|(role, _)| match role.as_str() {
            "main" | "" => 0,
            role if role.ends_with("main") => 1,
            _ => 2,
        });
    text(item, &["headline"])
        .or(main.map(|(_, value)| value))
        .or_else(|| text(item, &["title", "name"]))
        .and_then(|title| line(&title))
}

/// Role and value of the objects of a list.
fn values(item: &Item, name: &str) -> Vec<(String, String)> {
    let Some(Value::Array(list)) = get(item, &[name]) else {
        return Vec::new();
    };
    let pair = |value: &Value| {
        let object = value.as_object()?;
        Some((
            text(object, &["role"]).unwrap_or_default(),
            text(object, &["value"])?,
        ))
    };
    list.iter().filter_map(pair).collect()
}

/// The name of the first entry of a list.
fn listed(item: &Item, name: &str) -> Option<String> {
    match get(item, &[name])? {
        Value::Array(list) => text(list.first()?.as_object()?, &["name", "literal"]),
        _ => None,
    }
}

/// The longest of the bodies; captions and summaries are none.
fn body(item: &Item) -> Option<String> {
    let listed = values(item, "bodies")
        .into_iter()
        .filter(|(role, _)| {
            !["caption", "summary", "abstract", "ingress"].contains(&role.to_lowercase().as_str())
        })
        .map(|(_, value)| value);
    let named = item
        .iter()
        .filter(|(key, _)| key.to_ascii_lowercase().starts_with("body"))
        .filter_map(|(_, value)| value.as_str().map(str::to_owned));
    listed
        .chain(named)
        .filter(|words| !words.trim().is_empty())
        .max_by_key(|words| {
            // Marked up bodies tell paragraphs that plain ones may not: they win where both are there.
            (super::prose::looks_like_html(words), words.len())
        })
}

fn read_dates(item: &Item, report: &mut Report) {
    let fields = [
        ("firstcreated", true),
        ("contentcreated", true),
        ("versioncreated", true),
        ("published", true),
        ("versioncreated", false),
        ("contentmodified", false),
    ];
    for (name, is_first) in fields {
        let Some(stamp) = text(item, &[name]).and_then(|written| dates::read(&written)) else {
            continue;
        };
        let slot = if is_first {
            &mut report.published
        } else {
            &mut report.modified
        };
        slot.get_or_insert(stamp);
        if is_first {
            report.dates.push(FoundDate {
                stamp,
                basis: "wire",
                span: None,
            });
        }
    }
    report.modified = report
        .modified
        .filter(|modified| Some(*modified) != report.published);
}

fn read_standing(item: &Item, report: &mut Report) {
    let mut stands = text(item, &["pubstatus"])
        .and_then(|code| standing::of_code(&code))
        .unwrap_or_default();
    for (_, signal) in values(item, "signals") {
        stands = standing::stronger(stands, standing::of_code(&signal));
    }
    if let Some(signal) = text(item, &["signal"]) {
        stands = standing::stronger(stands, standing::of_code(&signal));
    }
    if let Some(message) = text(item, &["ednote", "editorsnote"]) {
        stands = standing::stronger(stands, standing::of_note(&message));
        note(report, "editor", &message);
    }
    report.standing = stands;
}
