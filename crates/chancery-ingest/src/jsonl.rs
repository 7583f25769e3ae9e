//! Objects of JSON in, reports out: what crawls, services and archives call the fields of a report.
//!
//! The first lines of a source decide its [`Profile`]; what the profile does not name is looked for under
//! the names that most use. A field in HTML is read as a page. Sources of the names: news-please 1.5,
//! Event Registry and mediastack documentation, NewsAPI v2, Media Cloud, ninjs 1.5.

use crate::error::{Error, Kind};
use crate::page;
use crate::report::{FoundDate, Note, Report};
use crate::sniff::Form;
use crate::stamp::Stamp;
use serde_json::{Map, Value};

/// Who made lines of JSON: what its fields are called and what they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// The common names.
    Generic,
    /// news-please, and crawls of CC-NEWS that it made.
    NewsPlease,
    /// The data set cc_news.
    CcNews,
    /// Event Registry, newsapi.ai.
    EventRegistry,
    /// NewsAPI.org: texts are cut after about 200 characters.
    NewsApi,
    /// mediastack: a description, no text.
    Mediastack,
    /// Media Cloud: no text.
    MediaCloud,
    /// ninjs.
    Ninjs,
}

impl Profile {
    /// Its name in messages.
    pub fn name(self) -> &'static str {
        self.row().map_or("common names", |row| row.name)
    }

    fn row(self) -> Option<&'static Row> {
        PROFILES.iter().find(|row| row.profile == self)
    }
}

/// What a profile is known by and what it calls the fields.
struct Row {
    profile: Profile,
    name: &'static str,
    /// All of one of these sets must be there.
    known_by: &'static [&'static [&'static str]],
    text: &'static [&'static str],
    date: &'static [&'static str],
    id: &'static [&'static str],
    /// True where the text is only the beginning.
    is_teaser: bool,
}

const PROFILES: &[Row] = &[
    Row {
        profile: Profile::NewsPlease,
        name: "news-please",
        known_by: &[&["maintext"], &["date_publish", "source_domain"]],
        text: &["maintext", "text"],
        date: &["date_publish"],
        id: &[],
        is_teaser: false,
    },
    Row {
        profile: Profile::EventRegistry,
        name: "Event Registry",
        known_by: &[
            &["dateTimePub"],
            &["body", "isDuplicate"],
            &["body", "eventUri"],
        ],
        text: &["body"],
        date: &["dateTimePub", "date"],
        id: &["uri"],
        is_teaser: false,
    },
    Row {
        profile: Profile::NewsApi,
        name: "NewsAPI",
        known_by: &[&["publishedAt", "content", "urlToImage"]],
        text: &["content", "description"],
        date: &["publishedAt"],
        id: &[],
        is_teaser: true,
    },
    Row {
        profile: Profile::Mediastack,
        name: "mediastack",
        known_by: &[&["published_at", "description", "category", "country"]],
        text: &["description"],
        date: &["published_at"],
        id: &[],
        is_teaser: true,
    },
    Row {
        profile: Profile::MediaCloud,
        name: "Media Cloud",
        known_by: &[&["publish_date", "media_name"]],
        text: &["text"],
        date: &["publish_date"],
        id: &["id"],
        is_teaser: false,
    },
    Row {
        profile: Profile::CcNews,
        name: "cc_news",
        known_by: &[&["text", "domain", "image_url"]],
        text: &["text"],
        date: &["date"],
        id: &[],
        is_teaser: false,
    },
    Row {
        profile: Profile::Ninjs,
        name: "ninjs",
        known_by: &[
            &["uri", "body_text"],
            &["uri", "body_xhtml"],
            &["uri", "headlines", "bodies"],
            &["uri", "pubstatus"],
        ],
        text: &["body_text"],
        date: &["versioncreated"],
        id: &["uri"],
        is_teaser: false,
    },
];

/// What the fields of a report are called: our own names first, then those of news-please, CC-NEWS, Event Registry,
/// NewsAPI, mediastack, Media Cloud and ninjs. The first that holds something counts.
pub mod names {
    /// Its id.
    pub const ID: &[&str] = &["id"];
    /// Its words.
    pub const TEXT: &[&str] = &[
        "text",
        "body",
        "maintext",
        "content",
        "articleBody",
        "article",
        "full_text",
        "body_text",
    ];
    /// Its page.
    pub const HTML: &[&str] = &[
        "html",
        "raw_html",
        "content_html",
        "body_html",
        "body_xhtml",
    ];
    /// Its headline.
    pub const TITLE: &[&str] = &["title", "headline", "title_page", "title_rss"];
    /// When it was published.
    pub const DATE: &[&str] = &[
        "published",
        "reference_date",
        "date_publish",
        "published_at",
        "publishedAt",
        "pubDate",
        "publish_date",
        "datePublished",
        "published_date",
        "dateTimePub",
        "versioncreated",
        "date",
    ];
    /// When it was last changed.
    pub const MODIFIED: &[&str] = &["modified", "date_modify", "dateModified"];
    /// When it was fetched: it cannot have been published later.
    pub const FETCHED: &[&str] = &["as_of", "date_download", "indexed_date", "crawl_date"];
    /// Its address.
    pub const URL: &[&str] = &["url", "link", "canonical_url", "source_url"];
    /// Who published it.
    pub const OUTLET: &[&str] = &[
        "outlet",
        "publisher",
        "media_name",
        "source",
        "source_domain",
        "publication",
        "domain",
    ];
    /// Who wrote it.
    pub const AUTHOR: &[&str] = &["byline", "author", "authors"];
    /// Its language.
    pub const LANGUAGE: &[&str] = &["language", "lang"];
}

/// A field of a report, with the names that it goes by; the first that holds something counts.
struct Field {
    name: &'static str,
    aliases: &'static [&'static str],
}

const fn field(name: &'static str, aliases: &'static [&'static str]) -> Field {
    Field { name, aliases }
}

const ID: Field = field("id", names::ID);
const TEXT: Field = field("text", names::TEXT);
const HTML: Field = field("html", names::HTML);
const TITLE: Field = field("title", names::TITLE);
const DATE: Field = field("date", names::DATE);
const MODIFIED: Field = field("modified", names::MODIFIED);
const FETCHED: Field = field("fetched", names::FETCHED);
const URL: Field = field("url", names::URL);
const OUTLET: Field = field("outlet", names::OUTLET);
const AUTHOR: Field = field("author", names::AUTHOR);
const LANGUAGE: Field = field("language", names::LANGUAGE);

const FIELDS: &[&Field] = &[
    &ID, &TEXT, &HTML, &TITLE, &DATE, &MODIFIED, &FETCHED, &URL, &OUTLET, &AUTHOR, &LANGUAGE,
];

/// Which names hold which fields, where the user says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldMap(Vec<(&'static str, String)>);

impl FieldMap {
    /// From `text=body,date=when`: a field of a report and the name that holds it; points go into
    /// objects. Errors: in words, for a field that there is not or a part without `=`.
    ///
    /// ```
    /// use chancery_ingest::jsonl::FieldMap;
    /// assert!(FieldMap::parse("text=story.words,date=when").is_ok());
    /// assert!(FieldMap::parse("words=story").is_err());
    /// ```
    pub fn parse(written: &str) -> Result<FieldMap, String> {
        let mut map = Vec::new();
        for part in written.split(',').filter(|part| !part.trim().is_empty()) {
            let (field, name) = part
                .split_once('=')
                .ok_or_else(|| format!("found `{part}`, expected FIELD=NAME"))?;
            let known = FIELDS.iter().find(|known| known.name == field.trim());
            let Some(known) = known else {
                let names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
                return Err(format!(
                    "found field `{field}`, expected one of {}",
                    names.join(", ")
                ));
            };
            map.push((known.name, name.trim().to_owned()));
        }
        Ok(FieldMap(map))
    }

    /// True where nothing is mapped.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn name_of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, name)| name.as_str())
    }
}

/// The profile of lines of JSON: the one that most of them fit, if that is more than half.
pub fn profile_of<'l>(lines: impl Iterator<Item = &'l [u8]>) -> Profile {
    let mut counts: Vec<(Profile, usize)> = PROFILES.iter().map(|row| (row.profile, 0)).collect();
    let mut all = 0;
    for line in lines {
        let Ok(Value::Object(fields)) = serde_json::from_slice(line) else {
            continue;
        };
        all += 1;
        let found = profile_where(|name| fields.contains_key(name));
        if let Some(count) = counts.iter_mut().find(|(profile, _)| *profile == found) {
            count.1 += 1;
        }
    }
    let best = counts.into_iter().find(|(_, count)| count * 2 > all);
    best.map_or(Profile::Generic, |(profile, _)| profile)
}

/// The profile of a table by the names of its columns.
pub fn profile_of_names(names: &[String]) -> Profile {
    profile_where(|name| names.iter().any(|found| found == name))
}

fn profile_where(has: impl Fn(&str) -> bool) -> Profile {
    let fits = |row: &&Row| {
        row.known_by
            .iter()
            .any(|set| set.iter().all(|name| has(name)))
    };
    PROFILES
        .iter()
        .find(fits)
        .map_or(Profile::Generic, |row| row.profile)
}

/// A report from one line of JSON. Errors: broken JSON, anything but an object, no text.
pub fn read(line: &[u8], profile: Profile, map: &FieldMap) -> Result<Report, Error> {
    let line = line
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(line)
        .trim_ascii_end();
    match serde_json::from_slice(line) {
        Ok(Value::Object(fields)) => read_object(&fields, profile, map),
        Ok(_) => Err(broken(0, "expected an object")),
        Err(error) => Err(broken(error.column() as u64, &error.to_string())),
    }
}

/// A report from the fields of an object. Errors: no text, nor HTML.
pub fn read_object(
    fields: &Map<String, Value>,
    profile: Profile,
    map: &FieldMap,
) -> Result<Report, Error> {
    let from = Fields {
        fields,
        profile,
        map,
    };
    let url = from.words(&URL);
    let mut report = match (from.words(&HTML), from.words(&TEXT)) {
        (Some(html), None) => page::read(&html, url.as_deref()),
        (_, Some(text)) => from.report_of(text),
        (None, None) => {
            let empty = FIELDS[1]
                .aliases
                .iter()
                .any(|name| fields.contains_key(*name));
            if !empty {
                return Err(Kind::NoText {
                    format: Form::JsonLine.name(),
                }
                .into());
            }
            Report::default()
        }
    };
    from.fill(&mut report, url);
    Ok(report)
}

/// The fields of an object as a profile and the user name them.
struct Fields<'f> {
    fields: &'f Map<String, Value>,
    profile: Profile,
    map: &'f FieldMap,
}

impl Fields<'_> {
    /// What the field holds: as the user says, else as the profile does, else by any of its names.
    fn value(&self, field: &Field) -> Option<&Value> {
        if let Some(path) = self.map.name_of(field.name) {
            return at_path(self.fields, path).filter(|value| !is_empty(value));
        }
        let row = self.profile.row();
        let own = match field.name {
            "text" => row.map_or(&[][..], |row| row.text),
            "date" => row.map_or(&[][..], |row| row.date),
            "id" => row.map_or(&[][..], |row| row.id),
            _ => &[],
        };
        let names = own.iter().chain(field.aliases);
        names
            .filter_map(|name| self.fields.get(*name))
            .find(|value| !is_empty(value))
    }

    fn words(&self, field: &Field) -> Option<String> {
        plain(self.value(field)?)
    }

    /// A text that may be HTML all the same.
    fn report_of(&self, text: String) -> Report {
        let is_html = text.trim_start().starts_with('<') && text.contains("</");
        let mut report = match is_html {
            true => {
                let (text, blocks) = page::fragment(&text);
                Report {
                    text,
                    blocks,
                    ..Report::default()
                }
            }
            false => Report {
                text,
                ..Report::default()
            },
        };
        if self.profile.row().is_some_and(|row| row.is_teaser) {
            cut_count(&mut report.text);
            report.notes.push(Note {
                kind: "teaser",
                what: String::new(),
            });
        }
        report
    }

    /// What stands beside the text outweighs what a page says.
    fn fill(&self, report: &mut Report, url: Option<String>) {
        let or = |found: Option<String>, before: &mut Option<String>| {
            if found.is_some() {
                *before = found;
            }
        };
        or(self.words(&ID), &mut report.id);
        or(self.words(&TITLE), &mut report.title);
        or(self.words(&OUTLET), &mut report.outlet);
        or(self.words(&LANGUAGE), &mut report.language);
        if report.url.is_none() {
            report.url = url;
        }
        if let Some(value) = self.value(&AUTHOR) {
            report.authors = names(value);
        }
        for (field, slot) in [(&DATE, 0), (&MODIFIED, 1), (&FETCHED, 2)] {
            let Some(written) = self.words(field) else {
                continue;
            };
            let Some(stamp) = Stamp::parse(&written) else {
                let note = Note {
                    kind: "unreadable_date",
                    what: written,
                };
                report.notes.push(note);
                continue;
            };
            match slot {
                0 => {
                    report.published = Some(stamp);
                    let found = FoundDate {
                        stamp,
                        basis: "given",
                        span: None,
                    };
                    report.dates.insert(0, found);
                }
                1 => report.modified = Some(stamp),
                _ => report.fetched = Some(stamp),
            }
        }
    }
}

/// "... [+1234 chars]", as NewsAPI ends what it cuts.
fn cut_count(text: &mut String) {
    if text.ends_with(" chars]")
        && let Some(at) = text.rfind(" [+").or_else(|| text.rfind("[+"))
    {
        text.truncate(at);
    }
}

fn at_path<'v>(fields: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    if let Some(value) = fields.get(path) {
        return Some(value);
    }
    let mut parts = path.split('.');
    let first = fields.get(parts.next()?)?;
    parts.try_fold(first, |value, part| match part.parse::<usize>() {
        Ok(at) => value.get(at),
        Err(_) => value.get(part),
    })
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

/// A string or a number; the strings of a list joined; the name in an object such as `{"title": ...}`.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().filter_map(single).collect();
            (!parts.is_empty()).then(|| parts.join("; "))
        }
        other => single(other),
    }
}

fn single(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(fields) => ["title", "name", "value", "uri", "id"]
            .iter()
            .find_map(|name| fields.get(*name)?.as_str())
            .map(str::to_owned),
        _ => None,
    }
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(single).collect(),
        other => plain(other).into_iter().collect(),
    }
}

pub(crate) fn broken(at: u64, what: &str) -> Error {
    // serde_json adds " at line 1 column n", which our message says already.
    let what = what.split(" at line ").next().unwrap_or(what).to_owned();
    Kind::Broken {
        format: "JSON",
        at,
        what,
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: (&str, Option<&str>, &str)) {
        let profile = profile_of([line.as_bytes()].into_iter());
        let report = read(line.as_bytes(), profile, &FieldMap::default()).expect("a report");
        let day = report.published.map(|stamp| stamp.day.to_string());
        assert_eq!(
            (report.text.as_str(), day.as_deref(), profile.name()),
            expected
        );
    }

    #[test]
    fn profiles_by_their_fields() {
        check(
            r#"{"maintext": "Sarel spoke.", "date_publish": "2024-05-02 10:00:00", "source_domain": "belmar.example"}"#,
            ("Sarel spoke.", Some("2024-05-02"), "news-please"),
        );
        check(
            r#"{"uri": "77", "body": "Sarel spoke.", "dateTimePub": "2024-05-02T10:00:00Z", "source": {"title": "Belmar Post"}}"#,
            ("Sarel spoke.", Some("2024-05-02"), "Event Registry"),
        );
        check(
            r#"{"content": "Sarel spoke… [+812 chars]", "publishedAt": "2024-05-02T10:00:00Z", "urlToImage": null}"#,
            ("Sarel spoke…", Some("2024-05-02"), "NewsAPI"),
        );
        check(
            r#"{"text": "Sarel spoke."}"#,
            ("Sarel spoke.", None, "common names"),
        );
    }

    #[test]
    fn html_is_read_as_a_page() {
        let line =
            r#"{"id": "p", "url": "https://belmar.example/a", "html": "<p>Sarel spoke.</p>"}"#;
        let report = read(line.as_bytes(), Profile::Generic, &FieldMap::default()).unwrap();
        assert_eq!(report.id.as_deref(), Some("p"));
        assert_eq!(report.url.as_deref(), Some("https://belmar.example/a"));
        let line = r#"{"content": "<p>Sarel spoke.</p><p>Marin left.</p>"}"#;
        let report = read(line.as_bytes(), Profile::Generic, &FieldMap::default()).unwrap();
        assert_eq!(report.text, "Sarel spoke.\n\nMarin left.");
    }

    #[test]
    fn the_user_may_name_the_fields() {
        let map = FieldMap::parse("text=story.words, date=when").unwrap();
        let line =
            r#"{"story": {"words": "Sarel spoke."}, "when": "2 May 2024", "text": "not this"}"#;
        let report = read(line.as_bytes(), Profile::Generic, &map).unwrap();
        assert_eq!(report.text, "Sarel spoke.");
        assert_eq!(
            report.published.map(|s| s.to_string()).as_deref(),
            Some("2024-05-02")
        );
        assert!(FieldMap::parse("text").is_err());
    }

    #[test]
    fn what_is_no_report_says_so() {
        let no = |line: &[u8]| {
            read(line, Profile::Generic, &FieldMap::default()).expect_err("no report")
        };
        assert!(no(b"{\"id\": 1}").is_empty());
        assert!(no(b"[1]").is_broken());
        assert!(no(b"{\"text\": \"Mar").is_broken());
        let line = br#"{"text": "Sarel spoke.", "authors": ["Ana"], "date": "soon"}"#;
        for end in 0..line.len() {
            assert!(read(&line[..end], Profile::Generic, &FieldMap::default()).is_err());
        }
        let report = read(line, Profile::Generic, &FieldMap::default()).unwrap();
        assert_eq!(report.notes[0].kind, "unreadable_date");
    }
}
