//! The bytes of one record in, the reports in them out: the one door behind which all readers stand.
//!
//! Pure: may run on any thread. Cost: linear in the bytes.

use crate::charset;
use crate::containers::Limits;
use crate::error::{Error, Kind};
use crate::formats::{self, Hints};
use crate::jsonl::{self, FieldMap, Profile};
use crate::page;
use crate::raw::{Failure, Raw};
use crate::report::Report;
use crate::sniff::Form;
use serde_json::{Map, Value};

/// Longest page that is read, in bytes.
pub const MAX_PAGE: usize = 20 << 20;

/// Longest text that is read, in bytes.
pub const MAX_TEXT: usize = 16 << 20;

/// How records are opened.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which names of JSON and of tables hold which fields.
    pub map: FieldMap,
    /// What takes the words of its pages out of a PDF.
    pub pdf: PdfPages,
}

/// What takes the words of each page out of the bytes of a PDF, in order. The library that does it may take any
/// time and memory, and may end the process, on odd files: a program that reads files of others hands in
/// [`formats::pdf::pages`] behind a process of its own with limits.
#[derive(Clone, Copy, Debug)]
pub struct PdfPages(pub fn(&[u8]) -> Result<Vec<String>, Error>);

impl Default for PdfPages {
    /// In this process, without limits.
    fn default() -> PdfPages {
        PdfPages(formats::pdf::pages)
    }
}

/// The reports of a record, in order; what could not be read stands in its place as a failure. Never
/// panics.
///
/// ```
/// use chancery_ingest::open::{Options, open};
/// use chancery_ingest::raw::Raw;
/// use chancery_ingest::sniff::Form;
/// let raw = Raw::new(Form::Html, b"<p>Sarel hosted the envoy of Lorne in Belmar.</p>".to_vec());
/// assert_eq!(open(&raw, &Options::default()).len(), 1);
/// ```
pub fn open(raw: &Raw, options: &Options) -> Vec<Result<Report, Failure>> {
    let found = match reports(raw, options) {
        Ok(found) => found,
        Err(error) => vec![Err(error)],
    };
    let one = found.len() == 1;
    let placed = |(number, found): (usize, Result<Report, Error>)| match found {
        Ok(report) => Ok(completed(report, raw)),
        Err(error) => Err(Failure {
            place: if one {
                raw.place.clone()
            } else {
                raw.place.entry(number)
            },
            error,
        }),
    };
    found.into_iter().enumerate().map(placed).collect()
}

/// What is known beside the bytes, where the report does not say it itself.
fn completed(mut report: Report, raw: &Raw) -> Report {
    if report.url.is_none() {
        report.url = raw.url.clone();
    } else if report.url != raw.url && report.fetched_url.is_none() {
        report.fetched_url = raw.url.clone();
    }
    report.fetched = report.fetched.or(raw.fetched);
    report.notes.extend(raw.notes.iter().cloned());
    report
}

fn reports(raw: &Raw, options: &Options) -> Result<Vec<Result<Report, Error>>, Error> {
    match raw.form {
        Form::Html => Ok(vec![page_of(raw)]),
        Form::Text if is_export(&raw.bytes) => formats::exports::read(&raw.bytes, &hints(raw)),
        Form::Text | Form::Markdown => Ok(vec![text_of(raw)]),
        Form::JsonLine if raw.profile == Profile::Ninjs && options.map.is_empty() => {
            formats::ninjs::read(&raw.bytes, &hints(raw))
        }
        Form::JsonLine => Ok(vec![jsonl::read(&raw.bytes, raw.profile, &options.map)]),
        Form::JsonLines | Form::Json => json_of(&raw.bytes, options),
        Form::Feed | Form::JsonFeed => formats::feeds::read(&raw.bytes, &hints(raw)),
        Form::Nitf => formats::nitf::read(&raw.bytes, &hints(raw)),
        Form::NewsmlG2 => formats::newsml::read(&raw.bytes, &hints(raw)),
        Form::Eml => formats::mail::read(&raw.bytes, &hints(raw)),
        Form::Mbox => formats::mail::read_mbox(&raw.bytes, &hints(raw)),
        Form::Rtf | Form::Docx => formats::exports::read(&raw.bytes, &hints(raw)),
        // What looks like an export and is none is a text.
        Form::Nexis | Form::Factiva | Form::Proquest => {
            formats::exports::read(&raw.bytes, &hints(raw)).or_else(|_| Ok(vec![text_of(raw)]))
        }
        Form::Pdf => {
            let pages = options.pdf.0(&raw.bytes);
            Ok(vec![pages.and_then(|pages| formats::pdf::lay(&pages))])
        }
        Form::Ninjs => formats::ninjs::read(&raw.bytes, &hints(raw)),
        form => Err(unread(form)),
    }
}

fn hints(raw: &Raw) -> Hints<'_> {
    Hints {
        url: raw.url.as_deref(),
        charset: raw.charset.as_deref(),
        name: raw.place.members.last().map(String::as_str),
    }
}

/// True for a plain text with the marks of an archive of the press, which is many reports. Never panics.
pub fn is_export(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    bytes.len() <= Limits::default().record && formats::exports::archive(&text).is_some()
}

fn unread(form: Form) -> Error {
    Kind::LeftOut {
        what: format!("{} is not read", form.name()),
    }
    .into()
}

fn page_of(raw: &Raw) -> Result<Report, Error> {
    check_len(raw, MAX_PAGE)?;
    let decoded = charset::decode(&raw.bytes, raw.charset.as_deref())?;
    let mut report = page::read(&decoded.text, raw.url.as_deref());
    report.notes.extend(decoded.notes());
    Ok(report)
}

fn text_of(raw: &Raw) -> Result<Report, Error> {
    check_len(raw, MAX_TEXT)?;
    let decoded = charset::decode(&raw.bytes, raw.charset.as_deref())?;
    Ok(Report {
        notes: decoded.notes(),
        text: decoded.text,
        ..Report::default()
    })
}

fn check_len(raw: &Raw, limit: usize) -> Result<(), Error> {
    match raw.bytes.len() > limit {
        true => Err(Kind::TooLong {
            format: raw.form.name(),
            found: raw.bytes.len() as u64,
            limit: limit as u64,
        }
        .into()),
        false => Ok(()),
    }
}

/// One value of JSON: a report, a list of them, or what a service answers with a list inside.
fn json_of(bytes: &[u8], options: &Options) -> Result<Vec<Result<Report, Error>>, Error> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| jsonl::broken(byte_of(bytes, &error), &error.to_string()))?;
    let objects = objects(value).ok_or(Kind::NoText { format: "JSON" })?;
    let profile = objects.first().map_or(Profile::Generic, |object| {
        let names: Vec<String> = object.keys().cloned().collect();
        jsonl::profile_of_names(&names)
    });
    let read = |object: &Map<String, Value>| jsonl::read_object(object, profile, &options.map);
    Ok(objects.iter().map(read).collect())
}

/// The byte of a line and column.
fn byte_of(bytes: &[u8], error: &serde_json::Error) -> u64 {
    let before = error.line().saturating_sub(2);
    let start = match error.line() {
        0 | 1 => 0,
        _ => memchr::memchr_iter(b'\n', bytes)
            .nth(before)
            .map_or(0, |at| at + 1),
    };
    (start + error.column().saturating_sub(1)) as u64
}

/// The objects that are reports: the value itself, its entries, or those of the list in it.
fn objects(value: Value) -> Option<Vec<Map<String, Value>>> {
    match value {
        Value::Array(list) => Some(list.into_iter().filter_map(object).collect()),
        Value::Object(fields) => Some(match list_in(&fields) {
            Some(list) => list.iter().cloned().filter_map(object).collect(),
            None => vec![fields],
        }),
        _ => None,
    }
}

fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

/// The list of an answer: `articles`, `data`, `articles.results` and the like; what has a text of its
/// own is no answer.
fn list_in(fields: &Map<String, Value>) -> Option<&Vec<Value>> {
    let has_text = ["text", "body", "content", "maintext", "html"]
        .iter()
        .any(|name| fields.get(*name).is_some_and(Value::is_string));
    if has_text {
        return None;
    }
    let inner =
        |value: &'_ Value| matches!(value, Value::Array(list) if list.iter().any(Value::is_object));
    fields.values().find_map(|value| match value {
        Value::Array(list) if inner(value) => Some(list),
        Value::Object(below) => below
            .values()
            .find(|value| inner(value))
            .and_then(Value::as_array),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: Form, bytes: &str, expected: &[&str]) {
        let raw = Raw::new(form, bytes.as_bytes().to_vec());
        let texts: Vec<String> = open(&raw, &Options::default())
            .into_iter()
            .map(|found| found.map_or_else(|failure| failure.to_string(), |report| report.text))
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn lists_and_answers_of_services() {
        check(
            Form::Json,
            r#"[{"text": "Sarel spoke."}, {"text": "Marin left."}]"#,
            &["Sarel spoke.", "Marin left."],
        );
        check(
            Form::Json,
            r#"{"status": "ok", "articles": [{"content": "Sarel spoke.", "publishedAt": "2024-05-02"}]}"#,
            &["Sarel spoke."],
        );
        check(
            Form::Json,
            r#"{"articles": {"results": [{"body": "Sarel spoke."}]}}"#,
            &["Sarel spoke."],
        );
        check(
            Form::Json,
            "{\n \"text\": \"Sarel spoke.\",\n \"authors\": [{\"name\": \"Ana\"}]\n}",
            &["Sarel spoke."],
        );
    }

    #[test]
    fn broken_ones_stand_in_their_place() {
        check(
            Form::Json,
            r#"[{"text": "Sarel spoke."}, {"id": 4}]"#,
            &["Sarel spoke.", "entry 2: JSON lines: no text in it"],
        );
        check(
            Form::Json,
            "{\n\"text\": x}",
            &["JSON: byte 10: expected value"],
        );
        check(Form::Xml, "<gpx/>", &["left out: XML is not read"]);
        let binary = Raw::new(Form::Text, b"a\0\0\0".to_vec());
        assert!(open(&binary, &Options::default())[0].is_err());
    }

    #[test]
    fn what_is_beside_the_bytes_is_kept() {
        let mut raw = Raw::new(Form::Html, b"<p>Sar\xE9l spoke.".to_vec());
        raw.charset = Some("iso-8859-1".to_owned());
        raw.url = Some("https://belmar.example/a".to_owned());
        let found = open(&raw, &Options::default()).remove(0).unwrap();
        assert_eq!(found.url.as_deref(), Some("https://belmar.example/a"));
    }
}
