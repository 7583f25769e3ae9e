//! Paths in, one [`Sealed`] record at a time out; a record opened gives its reports as [`Raw`].
//!
//! Files of a folder come in the order of their names, folders in their place; archives are read as
//! if they were folders. No more than one record is held at once. What cannot be opened or is too long
//! is a [`Failure`] in its place, and the next report follows; what is whole but no report is left out.

use chancery::error::Error;
use chancery::ingest::Item;
use chancery_ingest::Report;
use chancery_ingest::containers::{Limits, Records, records, records_of_file};
use chancery_ingest::jsonl::Profile;
use chancery_ingest::open::{Options, is_export, open};
use chancery_ingest::raw::{self, Place};
use chancery_ingest::report::Standing;
use chancery_ingest::sniff::Form;
use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Suffixes of plain text: nothing in its bytes tells a report from any other text.
const TEXT_NAMES: &[&str] = &["txt", "text", "md", "markdown"];

/// Suffixes of JSON and of tables, whose rows are read as JSON.
const JSON_NAMES: &[&str] = &["json", "jsonl", "ndjson", "csv", "tsv"];

/// Suffixes of packings, which stand behind those.
const PACKED_NAMES: &[&str] = &["gz", "zst"];

/// Where a report came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file, `-` for standard input.
    pub path: PathBuf,
    /// Where in it.
    pub place: Place,
}

impl Origin {
    /// The whole of a file.
    pub fn of(path: &Path) -> Origin {
        Origin {
            path: path.to_owned(),
            place: Place::default(),
        }
    }

    /// Line, from 1, where the file holds a report a line.
    pub fn line(&self) -> Option<u64> {
        self.place.line
    }

    /// The file, and the members of archives in it.
    pub fn file(&self) -> String {
        let mut file = self.path.display().to_string();
        for member in &self.place.members {
            file.push('/');
            file.push_str(member);
        }
        file
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_os_str() == "-" {
            true => f.write_str("standard input")?,
            false => write!(f, "{}", self.path.display())?,
        }
        if self.place.is_whole() {
            return Ok(());
        }
        let inside = self.place.to_string();
        let part = match (self.place.members.is_empty(), inside.starts_with(':')) {
            (false, _) => "/",
            (true, true) => "",
            (true, false) => ", ",
        };
        write!(f, "{part}{inside}")
    }
}

/// A record as bytes, not opened yet.
#[derive(Clone, Debug)]
pub struct Sealed {
    path: PathBuf,
    raw: raw::Raw,
}

impl Sealed {
    /// Bytes that it holds.
    pub fn len(&self) -> usize {
        self.raw.bytes.len()
    }

    /// Where it came from.
    pub fn origin(&self) -> Origin {
        Origin {
            path: self.path.clone(),
            place: self.raw.place.clone(),
        }
    }

    /// How lines of JSON of its file name their fields.
    pub fn profile(&self) -> Profile {
        self.raw.profile
    }

    /// The reports in it, in order.
    pub fn open(self, options: &Options) -> Vec<Result<Raw, Failure>> {
        let origin = self.origin();
        if is_bare(&self.raw, options) {
            let form = self.raw.form;
            return vec![Ok(Raw {
                origin,
                bytes: self.raw.bytes,
                form,
                report: None,
                spent: Duration::ZERO,
            })];
        }
        let begun = Instant::now();
        let opened = open(&self.raw, options);
        let spent = begun.elapsed() / u32::try_from(opened.len().max(1)).unwrap_or(u32::MAX);
        let one = opened.len() == 1;
        let mut bytes = Some(self.raw.bytes);
        let form = self.raw.form;
        let raw = |(number, found): (usize, Result<Report, raw::Failure>)| {
            let mut origin = origin.clone();
            if !one {
                origin.place = origin.place.entry(number);
            }
            let report =
                found.map_err(|failure| Failure::inside(origin.clone(), &failure.error))?;
            Ok(Raw {
                origin,
                // A line of JSON may be more than a report; what is in a record of many is not.
                bytes: if one {
                    bytes.take().unwrap_or_default()
                } else {
                    Vec::new()
                },
                form,
                report: Some(Box::new(report)),
                spent,
            })
        };
        opened.into_iter().enumerate().map(raw).collect()
    }
}

/// True for what the core reads from its bytes: plain text, and lines of JSON with the common names.
fn is_bare(raw: &raw::Raw, options: &Options) -> bool {
    match raw.form {
        Form::Text => raw.url.is_none() && raw.charset.is_none() && !is_export(&raw.bytes),
        Form::Markdown | Form::Binary => raw.url.is_none() && raw.charset.is_none(),
        Form::JsonLine => {
            let has = |words: &[u8]| memchr::memmem::find(&raw.bytes, words).is_some();
            options.map.is_empty()
                && raw.profile == Profile::Generic
                && !has(b"html\"")
                && !has(b"</p>")
        }
        _ => false,
    }
}

/// One report.
#[derive(Clone, Debug)]
pub struct Raw {
    /// Where it came from.
    pub origin: Origin,
    /// The bytes of its record; empty where they hold others too.
    pub bytes: Vec<u8>,
    /// What those bytes are.
    pub form: Form,
    /// The report, where its record was opened.
    pub report: Option<Box<Report>>,
    /// Time that the opening took.
    pub spent: Duration,
}

impl Raw {
    /// True for one that its publisher took back; it may have no words.
    pub fn is_taken_back(&self) -> bool {
        let standing = self.report.as_ref().map(|report| report.standing);
        standing == Some(Standing::Withdrawn)
    }

    /// The report that it holds.
    pub fn item(&self) -> Result<Item, Error> {
        match (&self.report, self.form) {
            (Some(report), _) => Ok(Item::from((**report).clone())),
            (None, Form::JsonLine) => Item::from_json(&self.bytes),
            (None, _) => Item::from_bytes(&self.bytes),
        }
    }
}

/// Why a report was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is broken, too long or not to be opened.
    Lost,
    /// It is whole but no report.
    LeftOut,
    /// It is a report that was not asked for.
    NotRelevant,
}

/// A report that was not read.
#[derive(Debug)]
pub struct Failure {
    /// Where it stands; boxed, since a failure is rare and every outcome makes room for it.
    pub origin: Box<Origin>,
    /// What was found.
    pub what: String,
    /// What can be done.
    pub hint: Option<&'static str>,
    /// Whether it is one at all.
    pub kind: Kind,
}

impl Failure {
    /// What could not be read.
    pub fn lost(origin: Origin, what: String) -> Failure {
        Failure {
            origin: Box::new(origin),
            what,
            hint: None,
            kind: Kind::Lost,
        }
    }

    /// From what the way in says.
    pub fn of(origin: Origin, error: &Error) -> Failure {
        Failure {
            hint: error.hint(),
            ..Failure::lost(origin, error.to_string())
        }
    }

    fn inside(origin: Origin, error: &chancery_ingest::Error) -> Failure {
        Failure {
            kind: match error.is_left_out() {
                true => Kind::LeftOut,
                false => Kind::Lost,
            },
            ..Failure::lost(origin, error.to_string())
        }
    }

    /// A report that its publisher took back.
    pub fn taken_back(origin: Origin) -> Failure {
        Failure::left_out(origin, "taken back by its publisher")
    }

    fn left_out(origin: Origin, what: &str) -> Failure {
        Failure {
            kind: Kind::LeftOut,
            ..Failure::lost(origin, format!("left out: {what}"))
        }
    }

    /// A report that tells of nothing that would be coded.
    pub fn not_relevant(origin: Origin) -> Failure {
        Failure {
            kind: Kind::NotRelevant,
            ..Failure::lost(origin, "left out: not relevant".to_owned())
        }
    }

    fn io(path: &Path, error: &io::Error) -> Failure {
        let missing = error.kind() == io::ErrorKind::NotFound;
        let what = match error.kind() {
            io::ErrorKind::NotFound => "no such file".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => error.to_string(),
        };
        Failure {
            hint: missing
                .then_some("paths are relative to the current folder; - reads standard input"),
            ..Failure::lost(Origin::of(path), what)
        }
    }
}

/// The records of these paths, in order.
pub fn reports(paths: &[PathBuf]) -> Reports {
    Reports {
        paths: paths.iter().map(|p| (p.clone(), Named::ByUser)).collect(),
        open: None,
    }
}

/// Who asked for a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    ByUser,
    InFolder,
}

/// An iterator over the records of some paths.
pub struct Reports {
    paths: VecDeque<(PathBuf, Named)>,
    open: Option<(PathBuf, Named, Records)>,
}

impl Iterator for Reports {
    type Item = Result<Sealed, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((path, named, records)) = &mut self.open
                && let Some(given) = records.next()
            {
                return Some(sealed(path, *named, given));
            }
            self.open = None;
            let (path, named) = self.paths.pop_front()?;
            if let Err(error) = self.enter(&path, named) {
                return Some(Err(Failure::io(&path, &error)));
            }
        }
    }
}

impl Reports {
    /// Opens a file, or puts the entries of a folder before what is left, by name.
    fn enter(&mut self, path: &Path, named: Named) -> io::Result<()> {
        let limits = Limits::default();
        if path.as_os_str() == "-" {
            let records = records(Box::new(io::stdin().lock()), "", limits);
            self.open = Some((path.to_owned(), named, records));
            return Ok(());
        }
        let meta = std::fs::metadata(path)?;
        if meta.is_dir() {
            return self.walk(path);
        }
        let name = path
            .file_name()
            .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let file = File::open(path)?;
        let records = match meta.is_file() {
            true => records_of_file(Box::new(file), &name, limits),
            // A pipe cannot go back.
            false => records(Box::new(file), &name, limits),
        };
        self.open = Some((path.to_owned(), named, records));
        Ok(())
    }

    fn walk(&mut self, folder: &Path) -> io::Result<()> {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)?
            .map(|entry| entry.map(|e| e.path()))
            .collect::<io::Result<_>>()?;
        entries.retain(|path| !is_hidden(path));
        entries.sort();
        for path in entries.into_iter().rev() {
            self.paths.push_front((path, Named::InFolder));
        }
        Ok(())
    }
}

fn sealed(
    path: &Path,
    named: Named,
    given: Result<raw::Raw, raw::Failure>,
) -> Result<Sealed, Failure> {
    let origin = |place: Place| Origin {
        path: path.to_owned(),
        place,
    };
    let raw = given.map_err(|failure| Failure::inside(origin(failure.place), &failure.error))?;
    if named == Named::InFolder && raw.place.members.is_empty() {
        let left_out = match raw.form {
            Form::Text if !is_named(path, TEXT_NAMES) => Some("plain text that is not called .txt"),
            // Notes, settings and records of programs look like JSON too.
            Form::Json | Form::JsonLines | Form::JsonLine if !is_named(path, JSON_NAMES) => {
                Some("JSON that is not called .json or .jsonl")
            }
            Form::Binary if !is_named(path, TEXT_NAMES) => {
                Some("binary data of no form that is read")
            }
            _ => None,
        };
        if let Some(what) = left_out {
            return Err(Failure::left_out(origin(raw.place), what));
        }
    }
    Ok(Sealed {
        path: path.to_owned(),
        raw,
    })
}

/// Whether the name of a file ends as one of these, a packing left out.
fn is_named(path: &Path, names: &[&str]) -> bool {
    let suffix = |path: &Path| {
        let suffix = path.extension().and_then(|s| s.to_str()).unwrap_or("");
        suffix.to_ascii_lowercase()
    };
    let last = suffix(path);
    match PACKED_NAMES.contains(&last.as_str()) {
        true => names.contains(&suffix(&path.with_extension("")).as_str()),
        false => names.contains(&last.as_str()),
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}
