//! Walks over streams whose records follow each other: whole files, lines, rows of tables, mails.

use super::stream::Stream;
use crate::charset;
use crate::error::{Error, Kind};
use crate::jsonl::{self, Profile};
use crate::raw::{Place, Raw, truncated};
use crate::sniff::Form;
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::io::{self, Read};

/// Lines that decide how fields are named, and the bytes that they may have together.
const PROBE_LINES: usize = 100;
const PROBE_BYTES: usize = 1 << 20;

/// Most columns of a table, and the longest name of one in characters: every row repeats the names.
const COLUMNS: usize = 10_000;
const COLUMN_NAME: usize = 100;

/// What a walk comes to.
pub(super) enum Found {
    /// A record; its place says what the walk knows.
    Record(Box<Raw>),
    /// A file inside, to be entered; it must be read before the walk goes on.
    File(String, Box<Stream>),
    /// Something that was not read.
    Failed(Place, Error),
}

/// A walk over a stream.
pub(super) trait Walk {
    /// What comes next; nothing at the end.
    fn next(&mut self) -> Option<Found>;
}

/// The whole stream as one record.
pub(super) struct Whole {
    pub stream: Stream,
    pub form: Form,
    pub limit: usize,
    pub given: bool,
}

impl Walk for Whole {
    fn next(&mut self) -> Option<Found> {
        if std::mem::replace(&mut self.given, true) {
            let error = self.stream.take_error()?;
            return Some(Found::Failed(Place::default(), error));
        }
        let mut bytes = Vec::new();
        let limit = self.limit as u64;
        let len = self.stream.take_into(&mut bytes, limit);
        if len == limit {
            let found = len + self.stream.skip(u64::MAX);
            if found > limit {
                let format = self.form.name();
                let error = Kind::TooLong {
                    format,
                    found,
                    limit,
                }
                .into();
                return Some(Found::Failed(Place::default(), error));
            }
        }
        let error = self.stream.take_error();
        let mut raw = Raw::new(self.form, bytes);
        if let Some(error) = error {
            if raw.bytes.is_empty() {
                return Some(Found::Failed(Place::default(), error));
            }
            raw.notes.push(truncated(&error.to_string()));
            self.stream = Stream::new(Box::new(Ended(Some(error))));
            self.stream.peek(1);
        }
        Some(Found::Record(Box::new(raw)))
    }
}

/// A stream that is over, by an error.
struct Ended(Option<Error>);

impl super::stream::Bytes for Ended {
    fn read(&mut self, _into: &mut [u8]) -> Result<usize, Error> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Lines of JSON.
pub(super) struct Lines {
    stream: Stream,
    ahead: VecDeque<(u64, u64, Vec<u8>)>,
    line: u64,
    limit: usize,
    profile: Option<Profile>,
}

impl Lines {
    pub(super) fn new(stream: Stream, limit: usize) -> Lines {
        Lines {
            stream,
            ahead: VecDeque::new(),
            line: 0,
            limit,
            profile: None,
        }
    }

    /// The next line that is not blank: its number, its length, its bytes up to the limit.
    fn read(&mut self) -> Option<(u64, u64, Vec<u8>)> {
        loop {
            let mut bytes = Vec::new();
            let len = self.stream.line(&mut bytes, self.limit);
            if len == 0 {
                return None;
            }
            self.line += 1;
            if len > self.limit as u64 || !bytes.iter().all(u8::is_ascii_whitespace) {
                return Some((self.line, len, bytes));
            }
        }
    }

    /// Looks at the first lines.
    fn probe(&mut self) -> Profile {
        let mut bytes = 0;
        while self.ahead.len() < PROBE_LINES && bytes < PROBE_BYTES {
            let Some(line) = self.read() else { break };
            bytes += line.2.len();
            self.ahead.push_back(line);
        }
        jsonl::profile_of(self.ahead.iter().map(|(_, _, bytes)| bytes.as_slice()))
    }
}

impl Walk for Lines {
    fn next(&mut self) -> Option<Found> {
        let profile = match self.profile {
            Some(profile) => profile,
            None => self.probe(),
        };
        self.profile = Some(profile);
        let next = match self.ahead.pop_front() {
            Some(line) => Some(line),
            None => self.read(),
        };
        let Some((line, len, bytes)) = next else {
            let error = self.stream.take_error()?;
            return Some(Found::Failed(Place::default(), error));
        };
        let place = Place {
            line: Some(line),
            ..Place::default()
        };
        if len > self.limit as u64 {
            let (format, limit) = (Form::JsonLine.name(), self.limit as u64);
            let error = Kind::TooLong {
                format,
                found: len,
                limit,
            };
            return Some(Found::Failed(place, error.into()));
        }
        Some(Found::Record(Box::new(Raw {
            place,
            profile,
            ..Raw::new(Form::JsonLine, bytes)
        })))
    }
}

/// Rows of a table, each as an object of JSON.
pub(super) struct Rows {
    rows: csv::Reader<Bounded>,
    header: Option<Vec<String>>,
    profile: Profile,
}

impl Rows {
    pub(super) fn new(stream: Stream, comma: u8, limit: usize) -> Rows {
        let bounded = Bounded {
            stream,
            left: 0,
            limit: limit as u64,
        };
        let rows = csv::ReaderBuilder::new()
            .delimiter(comma)
            .flexible(true)
            .has_headers(false)
            .buffer_capacity(1 << 16)
            .from_reader(bounded);
        Rows {
            rows,
            header: None,
            profile: Profile::Generic,
        }
    }

    fn row(&mut self) -> Result<Option<(u64, Vec<String>)>, Error> {
        let mut record = csv::ByteRecord::new();
        self.rows.get_mut().left = self.rows.get_ref().limit;
        let found = self.rows.read_byte_record(&mut record);
        let line = record.position().map_or(0, csv::Position::line);
        match found {
            Ok(true) => Ok(Some((line, record.iter().map(cell).collect()))),
            Ok(false) => self
                .rows
                .get_mut()
                .stream
                .take_error()
                .map_or(Ok(None), Err),
            Err(error) => Err(Kind::Broken {
                format: "table",
                at: self.rows.position().byte(),
                what: error.to_string(),
            }
            .into()),
        }
    }
}

fn name_of(cell: &str) -> String {
    cell.trim().chars().take(COLUMN_NAME).collect()
}

/// A cell as text; in UTF-8, else in the charset of old spreadsheets.
fn cell(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match charset::decode(bytes, Some("windows-1252")) {
        Ok(decoded) => decoded.text,
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

impl Walk for Rows {
    fn next(&mut self) -> Option<Found> {
        loop {
            let (line, cells) = match self.row() {
                Ok(row) => row?,
                // A row without end: nothing behind it can be told apart.
                Err(error) => {
                    self.rows.get_mut().stream = Stream::new(Box::new(Ended(None)));
                    return Some(Found::Failed(Place::default(), error));
                }
            };
            let Some(header) = &self.header else {
                let header: Vec<String> = cells
                    .iter()
                    .take(COLUMNS)
                    .map(|name| name_of(name))
                    .collect();
                self.profile = jsonl::profile_of_names(&header);
                self.header = Some(header);
                continue;
            };
            let named = header.iter().cloned().zip(cells);
            let fields: Map<String, Value> = named
                .filter(|(_, cell)| !cell.is_empty())
                .map(|(name, cell)| (name, Value::String(cell)))
                .collect();
            if fields.is_empty() {
                continue;
            }
            let raw = Raw {
                place: Place {
                    line: Some(line),
                    ..Place::default()
                },
                profile: self.profile,
                ..Raw::new(
                    Form::JsonLine,
                    Value::Object(fields).to_string().into_bytes(),
                )
            };
            return Some(Found::Record(Box::new(raw)));
        }
    }
}

/// A stream of which a row takes at most so many bytes: a quote that is never closed would take all.
struct Bounded {
    stream: Stream,
    left: u64,
    limit: u64,
}

impl Read for Bounded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other(
                "a row longer than any report: is a quote open?",
            ));
        }
        let len = self.stream.read(into)?;
        self.left = self.left.saturating_sub(len as u64);
        Ok(len)
    }
}

/// Mails of an mbox, without their "From " lines.
pub(super) struct Mails {
    pub stream: Stream,
    pub limit: usize,
    pub line: u64,
}

impl Walk for Mails {
    fn next(&mut self) -> Option<Found> {
        let (mut mail, mut len, mut blank) = (Vec::new(), 0u64, false);
        let mut begun = None;
        loop {
            let ahead = self.stream.peek(6);
            if ahead.is_empty() || (ahead.starts_with(b"From ") && blank && begun.is_some()) {
                break;
            }
            let begins = begun.is_none() && ahead.starts_with(b"From ");
            let quoted = ahead.starts_with(b">From ");
            let from = mail.len();
            let got = self.stream.line(&mut mail, self.limit.saturating_sub(from));
            self.line += 1;
            begun.get_or_insert(self.line);
            if begins {
                mail.truncate(from);
                continue;
            }
            if quoted && mail.get(from) == Some(&b'>') {
                mail.remove(from);
            }
            len += got;
            blank = got <= 2 && mail[from..].trim_ascii().is_empty();
        }
        let place = Place {
            line: begun,
            ..Place::default()
        };
        if begun.is_none() {
            let error = self.stream.take_error()?;
            return Some(Found::Failed(Place::default(), error));
        }
        if len > self.limit as u64 {
            let (format, limit) = (Form::Eml.name(), self.limit as u64);
            let error = Kind::TooLong {
                format,
                found: len,
                limit,
            };
            return Some(Found::Failed(place, error.into()));
        }
        let raw = Raw {
            place,
            ..Raw::new(Form::Eml, mail)
        };
        Some(Found::Record(Box::new(raw)))
    }
}
