//! One report as it was handed over, before anything is read: from a line of JSON or from bytes.
//!
//! A line of JSON is an object with `text` and what is known beside it; the names that common crawls
//! and services use for the same fields are read too (first present wins). A field that is absent,
//! null or empty is absent.

use super::decode::{MAX_TEXT, decode, too_long};
use super::{InputNote, Region};
use crate::error::{Error, Kind};
use chancery_ingest::Stamp;
use chancery_ingest::jsonl::names;
use chancery_nlp::Span;
use jiff::civil::Date;
use serde_json::{Map, Value};

/// One report as it was handed over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The id it was given.
    pub id: Option<String>,
    /// The words, but for a byte order mark exactly as given.
    pub text: String,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Latest day that it can have been published.
    pub as_of: Option<Date>,
    /// The latest moment at which it is known to have stood as it is, where that is more than the day of
    /// publication: tells which of two versions is the newer.
    pub issued: Option<Stamp>,
    /// Address.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it, joined by "; ".
    pub byline: Option<String>,
    /// ISO 639-1 code, if stated.
    pub language: Option<String>,
    /// What the source says of stretches of the text, in order: headings, entries of lists.
    pub blocks: Vec<Region>,
    /// What was odd so far.
    pub notes: Vec<InputNote>,
}

impl Item {
    /// A report of which only the words are known. Errors: as [`decode`]; an HTML page.
    pub fn from_bytes(bytes: &[u8]) -> Result<Item, Error> {
        let (text, notes) = decode(bytes)?;
        if is_html(&text) {
            return Err(Kind::Html.into());
        }
        Ok(Item {
            text,
            notes,
            ..Item::default()
        })
    }

    /// A report from one line of JSON. Errors: broken JSON, no text, a field of the wrong kind, a
    /// text longer than is read.
    ///
    /// ```
    /// use chancery::ingest::Item;
    /// let line = r#"{"id": "r1", "text": "Marin met Sarel.", "published": "2024-05-02"}"#;
    /// let item = Item::from_json(line.as_bytes()).unwrap();
    /// assert_eq!(item.id.as_deref(), Some("r1"));
    /// assert!(Item::from_json(b"{\"text\": \"Marin met").is_err());
    /// ```
    pub fn from_json(line: &[u8]) -> Result<Item, Error> {
        Item::from_fields(&fields(line)?)
    }

    /// A report from the fields of a JSON object. Errors: as [`Item::from_json`].
    pub fn from_fields(fields: &Map<String, Value>) -> Result<Item, Error> {
        let text = words(fields, names::TEXT)?.ok_or(Kind::NoText)?;
        if text.len() > MAX_TEXT {
            return Err(too_long(text.len() as u64));
        }
        let mut notes = Vec::new();
        Ok(Item {
            id: id(fields)?,
            text,
            title: words(fields, names::TITLE)?,
            published: day(fields, names::DATE, &mut notes)?,
            as_of: day(fields, names::FETCHED, &mut notes)?,
            issued: issued(
                [names::DATE, names::MODIFIED, names::FETCHED].map(|known| stamp(fields, known)),
            ),
            url: words(fields, names::URL)?,
            outlet: words(fields, names::OUTLET)?,
            byline: words(fields, names::AUTHOR)?,
            language: words(fields, names::LANGUAGE)?,
            blocks: Vec::new(),
            notes,
        })
    }
}

/// The latest of these moments, where it is more than a day of publication, which is the first.
pub(super) fn issued(stamps: [Option<Stamp>; 3]) -> Option<Stamp> {
    let published = stamps[0].map(|stamp| Stamp::of_day(stamp.day));
    let latest = stamps.into_iter().flatten().max_by_key(Stamp::instant);
    latest.filter(|stamp| Some(*stamp) != published)
}

/// The moment that the first of these fields states, if it can be read.
fn stamp(fields: &Map<String, Value>, known: &'static [&'static str]) -> Option<Stamp> {
    Stamp::parse(first(fields, known)?.1.as_str()?)
}

/// The fields of the object on one line of JSON. Errors: broken JSON, anything but an object.
pub(crate) fn fields(line: &[u8]) -> Result<Map<String, Value>, Error> {
    let line = line
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(line)
        .trim_ascii_end();
    match serde_json::from_slice(line) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(other) => Err(Kind::Json {
            column: 1,
            what: format!("found {}, expected an object", kind_of(&other)),
        }
        .into()),
        Err(error) => Err(broken(&error, line)),
    }
}

/// A page rather than its words.
fn is_html(text: &str) -> bool {
    let head = text.trim_start().as_bytes();
    let starts =
        |tag: &[u8]| head.len() >= tag.len() && head[..tag.len()].eq_ignore_ascii_case(tag);
    starts(b"<!doctype html") || starts(b"<html")
}

fn broken(error: &serde_json::Error, line: &[u8]) -> Error {
    if std::str::from_utf8(line).is_err() {
        let what = "bytes that are not UTF-8".to_owned();
        return Kind::Json {
            column: error.column(),
            what,
        }
        .into();
    }
    // At the end of the input serde_json has no column.
    let column = if error.is_eof() {
        line.len()
    } else {
        error.column()
    };
    // serde_json adds " at line 1 column n", which our message says already.
    let full = error.to_string();
    let what = full.split(" at line ").next().unwrap_or(&full).to_owned();
    Kind::Json { column, what }.into()
}

/// The first of these fields that holds something.
fn first<'f>(
    fields: &'f Map<String, Value>,
    known: &'static [&'static str],
) -> Option<(&'static str, &'f Value)> {
    known
        .iter()
        .filter_map(|&name| Some((name, fields.get(name)?)))
        .find(|(_, value)| !is_empty(value))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

/// A string; a list of strings joined; the name in an object such as `{"title": ...}`.
fn words(
    fields: &Map<String, Value>,
    known: &'static [&'static str],
) -> Result<Option<String>, Error> {
    let Some((name, value)) = first(fields, known) else {
        // A text that is there but empty is an empty report, not a broken line.
        let empty = known == names::TEXT && known.iter().any(|name| fields.get(*name).is_some());
        return Ok(empty.then(String::new));
    };
    match plain(value) {
        Some(text) => Ok(Some(text)),
        None => Err(wrong(name, value, "a string")),
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let parts: Option<Vec<String>> = list.iter().map(plain).collect();
            Some(parts?.join("; "))
        }
        Value::Object(fields) => ["title", "name", "uri", "id"]
            .iter()
            .find_map(|name| fields.get(*name)?.as_str())
            .map(str::to_owned),
        _ => None,
    }
}

/// A string as it is; a number as it is written.
fn id(fields: &Map<String, Value>) -> Result<Option<String>, Error> {
    match fields.get("id") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(id)) => Ok(Some(id.clone())),
        Some(Value::Number(id)) => Ok(Some(id.to_string())),
        Some(other) => Err(wrong("id", other, "a string")),
    }
}

/// The civil day of a date or of a date with time; a string that is neither is noted, not an error.
fn day(
    fields: &Map<String, Value>,
    known: &'static [&'static str],
    notes: &mut Vec<InputNote>,
) -> Result<Option<Date>, Error> {
    let Some((name, value)) = first(fields, known) else {
        return Ok(None);
    };
    let Some(text) = value.as_str() else {
        return Err(wrong(name, value, "a date such as \"2024-05-02\""));
    };
    let day = parse_day(text);
    if day.is_none() {
        notes.push(InputNote {
            kind: format!("unreadable_{name}"),
            span: Span::default(),
        });
    }
    Ok(day)
}

/// The civil day of "2024-05-02", of an ISO date with time, or of the form that mail and feeds use.
pub fn parse_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let iso = text.get(..10).and_then(|head| head.parse().ok());
    iso.or_else(|| {
        text.get(..8)
            .and_then(|_| Date::strptime("%Y%m%d", text).ok())
    })
    .or_else(|| {
        let zoned = jiff::fmt::rfc2822::parse(text).ok()?;
        Some(zoned.date())
    })
}

fn wrong(field: &'static str, found: &Value, expected: &'static str) -> Error {
    Kind::Field {
        field,
        found: kind_of(found).to_owned(),
        expected,
    }
    .into()
}

/// What a value of JSON is, for messages.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(line: &str) -> Item {
        Item::from_json(line.as_bytes()).expect("a whole line")
    }

    #[test]
    fn names_of_other_crawls() {
        let item = check(
            r#"{"id": 7, "maintext": "Sarel spoke.", "date_publish": "2024-05-02 10:00:00",
                "authors": ["Ana Brand", "Tom Osei"], "source": {"title": "Belmar Post"}}"#,
        );
        assert_eq!(item.id.as_deref(), Some("7"));
        assert_eq!(item.text, "Sarel spoke.");
        assert_eq!(item.published, Some(date(2024, 5, 2)));
        assert_eq!(item.byline.as_deref(), Some("Ana Brand; Tom Osei"));
        assert_eq!(item.outlet.as_deref(), Some("Belmar Post"));
    }

    #[test]
    fn days_in_three_forms() {
        for text in [
            "2024-05-02",
            "2024-05-02T23:10:00Z",
            "20240502",
            "Thu, 2 May 2024 09:00:00 +0300",
        ] {
            assert_eq!(parse_day(text), Some(date(2024, 5, 2)), "{text}");
        }
        assert_eq!(parse_day("2024-02-30"), None);
        assert_eq!(parse_day("yesterday"), None);
    }

    #[test]
    fn a_day_that_is_none_is_noted() {
        let item = check(r#"{"text": "a", "published": "soon"}"#);
        assert_eq!(item.published, None);
        assert_eq!(item.notes[0].kind, "unreadable_published");
    }

    #[test]
    fn broken_lines_say_where() {
        let error = Item::from_json(br#"{"id": "x", "text": "Mar"#).expect_err("unterminated");
        assert!(error.is_malformed());
        assert_eq!(error.to_string(), "column 24: EOF while parsing a string");
        let error = Item::from_json(br#"{"text": 4}"#).expect_err("a number");
        assert_eq!(
            error.to_string(),
            "field `text`: found a number, expected a string"
        );
        assert!(
            Item::from_json(b"{}")
                .expect_err("no text")
                .hint()
                .is_some()
        );
    }

    #[test]
    fn the_latest_moment_is_kept_where_it_is_more_than_a_day() {
        let issued = |line| check(line).issued.map(|stamp| stamp.to_string());
        let day = r#"{"text": "a", "published": "2024-05-02"}"#;
        assert_eq!(issued(day), None);
        let late = r#"{"text": "a", "published": "2024-05-02T10:00:00Z", "modified": "2024-05-02T09:00:00-03:00"}"#;
        assert_eq!(issued(late).as_deref(), Some("2024-05-02T09:00:00-03:00"));
        let fetched = r#"{"text": "a", "published": "2024-05-02", "as_of": "2024-05-04"}"#;
        assert_eq!(issued(fetched).as_deref(), Some("2024-05-04"));
    }

    #[test]
    fn an_empty_text_is_an_empty_report() {
        assert_eq!(check(r#"{"id": "e", "text": ""}"#).text, "");
    }
}
