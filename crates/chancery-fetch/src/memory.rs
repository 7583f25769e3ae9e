//! What one run remembers for the next: how a site marked its pages, what was seen, when to ask again.
//!
//! A JSON file, addresses in order, written beside the old one and then put in its place, so that a
//! kill leaves either. Addresses of items that no list has shown for 90 days are forgotten.

use crate::error::{Error, Kind};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::Path;

/// Seconds after which an item that no list shows any more is forgotten.
const FORGOTTEN_AFTER: i64 = 90 * 24 * 3600;

/// What is known of addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    /// Answers that a site marked, by address.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, Answer>,
    /// Lists that are watched, by address.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: BTreeMap<String, ListState>,
    /// Items that lists have shown, by address.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, ItemState>,
}

/// How a site marked its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// When it was given, in seconds UTC.
    pub at: i64,
    /// The value of `ETag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The value of `Last-Modified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

/// When a list is to be asked again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListState {
    /// Not before, in seconds UTC.
    #[serde(default)]
    pub due: i64,
    /// Failures in a row.
    #[serde(default)]
    pub failures: u32,
    /// How long it stays as it is, as it says, in seconds.
    #[serde(default)]
    pub pace: i64,
    /// Lists that it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<String>,
}

/// What became of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemState {
    /// When a list last showed it, in seconds UTC.
    pub shown: i64,
    /// Whether nothing more is to be done about it.
    #[serde(default)]
    pub done: bool,
    /// Failures that may pass.
    #[serde(default)]
    pub failures: u32,
}

impl Memory {
    /// What the last run left; nothing where there is no file. Errors: the file cannot be read, or is
    /// none of ours.
    pub fn load(path: &Path) -> Result<Memory, Error> {
        let bytes = match std::fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Memory::default()),
            other => other.map_err(|error| failed("reading", path, error))?,
        };
        let parsed = serde_json::from_slice(&bytes);
        parsed.map_err(|error| failed("reading", path, error.into()))
    }

    /// Leaves it for the next run. Errors: the file cannot be written.
    pub fn save(&mut self, path: &Path, now: Timestamp) -> Result<(), Error> {
        let oldest = now.as_second() - FORGOTTEN_AFTER;
        self.items.retain(|_, item| item.shown >= oldest);
        self.answers.retain(|_, answer| answer.at >= oldest);
        self.write(path)
            .map_err(|error| failed("writing", path, error))
    }

    fn write(&self, path: &Path) -> io::Result<()> {
        let mut name = path.as_os_str().to_owned();
        name.push(".new");
        let mut file = std::fs::File::create(&name)?;
        file.write_all(&serde_json::to_vec_pretty(self)?)?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        std::fs::rename(&name, path)
    }
}

fn failed(what: &str, path: &Path, error: io::Error) -> Error {
    let what = format!("{what} {}", path.display());
    Kind::File { what, error }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("watch.json");
        let mut memory = Memory::load(&path).unwrap();
        assert_eq!(memory, Memory::default());
        let now = Timestamp::from_second(1_767_225_600).unwrap();
        let answer = Answer {
            at: now.as_second(),
            etag: Some("\"7\"".to_owned()),
            last_modified: None,
        };
        memory
            .answers
            .insert("https://a.example/".to_owned(), answer);
        memory
            .lists
            .entry("https://a.example/feed".to_owned())
            .or_default()
            .due = 5;
        let item = memory
            .items
            .entry("https://a.example/1".to_owned())
            .or_default();
        item.shown = now.as_second();
        memory.save(&path, now).unwrap();
        assert_eq!(Memory::load(&path).unwrap(), memory);
    }

    #[test]
    fn old_items_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = Memory::default();
        memory
            .items
            .entry("https://a.example/1".to_owned())
            .or_default();
        let now = Timestamp::from_second(FORGOTTEN_AFTER + 1).unwrap();
        memory.save(&folder.path().join("m"), now).unwrap();
        assert!(memory.items.is_empty());
    }

    #[test]
    fn a_file_of_others_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m");
        for text in ["", "[3]", "{\"answers\":3}", "{\"x\":1}"] {
            std::fs::write(&path, text).unwrap();
            assert!(Memory::load(&path).is_err(), "{text}");
        }
    }
}
