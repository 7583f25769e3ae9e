//! What stands between a file and a report: the bytes of one record with its place.

use crate::error::Error;
use crate::jsonl::Profile;
use crate::report::Note;
use crate::sniff::Form;
use crate::stamp::Stamp;
use std::fmt;

/// Where something stands inside the source that was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Names of members of archives, the outer first; empty for the source itself.
    pub members: Vec<String>,
    /// Line, from 1, where a line is a record.
    pub line: Option<u64>,
    /// Byte of the innermost stored file, from 0: in WARC.gz that of the record's gzip member.
    pub byte: Option<u64>,
    /// Number of the entry, from 1, where a record holds several reports.
    pub entry: Option<u64>,
}

impl Place {
    /// True for the source itself.
    pub fn is_whole(&self) -> bool {
        *self == Place::default()
    }

    /// The same place, the entry of that number in it.
    pub fn entry(&self, number: usize) -> Place {
        Place {
            entry: Some(number as u64 + 1),
            ..self.clone()
        }
    }
}

impl fmt::Display for Place {
    /// `inner.zip/a.jsonl:3`, `byte 1024`, `entry 2`; empty for the source itself.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.members.join("/");
        if let Some(line) = self.line {
            shown.push_str(&format!(":{line}"));
        }
        for (name, number) in [("byte", self.byte), ("entry", self.entry)] {
            if let Some(number) = number {
                let comma = if shown.is_empty() { "" } else { ", " };
                shown.push_str(&format!("{comma}{name} {number}"));
            }
        }
        f.write_str(&shown)
    }
}

/// The bytes of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// Where they stand.
    pub place: Place,
    /// The bytes, of compression and transfer freed.
    pub bytes: Vec<u8>,
    /// What they are.
    pub form: Form,
    /// Address that they were fetched from.
    pub url: Option<String>,
    /// When they were fetched.
    pub fetched: Option<Stamp>,
    /// Charset that HTTP or the archive states.
    pub charset: Option<String>,
    /// How lines of JSON of this source name their fields.
    pub profile: Profile,
    /// What was odd about the bytes: `truncated`.
    pub notes: Vec<Note>,
}

impl Raw {
    /// Bytes of a form, nothing known beside them.
    pub fn new(form: Form, bytes: Vec<u8>) -> Raw {
        Raw {
            place: Place::default(),
            bytes,
            form,
            url: None,
            fetched: None,
            charset: None,
            profile: Profile::Generic,
            notes: Vec::new(),
        }
    }
}

/// A record, or a report of it, that was not read.
#[derive(Debug)]
pub struct Failure {
    /// Where it stands.
    pub place: Place,
    /// What was found.
    pub error: Error,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place.is_whole() {
            true => write!(f, "{}", self.error),
            false => write!(f, "{}: {}", self.place, self.error),
        }
    }
}

impl std::error::Error for Failure {}

/// The note that bytes end before they should.
pub(crate) fn truncated(what: &str) -> Note {
    Note {
        kind: "truncated",
        what: what.to_owned(),
    }
}
