//! Paths in, one [`Raw`] report at a time out: the bytes of a text file or of a line of JSON.
//!
//! Files of a folder come in the order of their names, folders in their place; no more than one
//! report is held at once. What cannot be opened or is too long is a [`Failure`] in its place, and
//! the next report follows.

use chancery::error::Error;
use chancery::ingest::{Item, MAX_TEXT, too_long};
use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// Longest line of JSON that is taken, in bytes: a text of the longest kind, every character escaped.
const MAX_LINE: usize = 4 * MAX_TEXT;

/// Where a report came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file, `-` for standard input.
    pub path: PathBuf,
    /// Line, from 1, where the file holds a report a line.
    pub line: Option<u64>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.line, self.path.as_os_str() == "-") {
            (None, true) => f.write_str("standard input"),
            (Some(line), true) => write!(f, "standard input:{line}"),
            (None, false) => write!(f, "{}", self.path.display()),
            (Some(line), false) => write!(f, "{}:{line}", self.path.display()),
        }
    }
}

/// One report as bytes.
#[derive(Clone, Debug)]
pub struct Raw {
    /// Where it came from.
    pub origin: Origin,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Raw {
    /// The report that the bytes hold.
    pub fn item(&self) -> Result<Item, Error> {
        match self.origin.line {
            Some(_) => Item::from_json(&self.bytes),
            None => Item::from_bytes(&self.bytes),
        }
    }
}

/// A report that was not read.
#[derive(Debug)]
pub struct Failure {
    /// Where it stands.
    pub origin: Origin,
    /// What was found.
    pub what: String,
    /// What can be done.
    pub hint: Option<&'static str>,
}

impl Failure {
    /// From what the way in says.
    pub fn of(origin: Origin, error: &Error) -> Failure {
        Failure {
            origin,
            what: error.to_string(),
            hint: error.hint(),
        }
    }

    fn io(path: &Path, error: &io::Error) -> Failure {
        let missing = error.kind() == io::ErrorKind::NotFound;
        Failure {
            origin: Origin {
                path: path.to_owned(),
                line: None,
            },
            what: match error.kind() {
                io::ErrorKind::NotFound => "no such file".to_owned(),
                io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
                _ => error.to_string(),
            },
            hint: missing
                .then_some("paths are relative to the current folder; - reads standard input"),
        }
    }
}

/// The reports of these paths, in order.
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

/// An iterator over the reports of some paths.
pub struct Reports {
    paths: VecDeque<(PathBuf, Named)>,
    open: Option<Lines>,
}

impl Iterator for Reports {
    type Item = Result<Raw, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(given) = self.open.as_mut().and_then(Lines::next) {
                return Some(given);
            }
            self.open = None;
            let (path, named) = self.paths.pop_front()?;
            match self.take(&path, named) {
                Ok(Some(raw)) => return Some(Ok(raw)),
                Ok(None) => {}
                Err(failure) => return Some(Err(failure)),
            }
        }
    }
}

impl Reports {
    /// Opens a path: a whole report, or nothing where its lines or entries follow.
    fn take(&mut self, path: &Path, named: Named) -> Result<Option<Raw>, Failure> {
        if path.as_os_str() == "-" {
            return self.take_stream(path, Box::new(BufReader::new(io::stdin())), Form::Unknown);
        }
        let failed = |error: io::Error| Failure::io(path, &error);
        let meta = std::fs::metadata(path).map_err(failed)?;
        if meta.is_dir() {
            self.enter(path).map_err(failed)?;
            return Ok(None);
        }
        let form = form_of(path, named);
        if form == Form::Other {
            return Ok(None);
        }
        let file = File::open(path).map_err(failed)?;
        self.take_stream(path, Box::new(BufReader::new(file)), form)
    }

    /// Puts the entries of a folder before what is left, by name.
    fn enter(&mut self, folder: &Path) -> io::Result<()> {
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

    fn take_stream(
        &mut self,
        path: &Path,
        reader: Box<dyn BufRead>,
        form: Form,
    ) -> Result<Option<Raw>, Failure> {
        let failed = |error: io::Error| Failure::io(path, &error);
        let (mut reader, form) = match form {
            Form::Unknown => sniff(reader).map_err(failed)?,
            known => (reader, known),
        };
        if form == Form::Lines {
            self.open = Some(Lines {
                path: path.to_owned(),
                line: 0,
                reader,
            });
            return Ok(None);
        }
        let origin = Origin {
            path: path.to_owned(),
            line: None,
        };
        let mut bytes = Vec::new();
        let limit = MAX_TEXT as u64 + 1;
        (&mut reader)
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        if bytes.len() > MAX_TEXT {
            let rest = io::copy(&mut reader, &mut io::sink()).map_err(failed)?;
            let error = too_long(bytes.len() as u64 + rest);
            return Err(Failure::of(origin, &error));
        }
        Ok(Some(Raw { origin, bytes }))
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Lines,
    Unknown,
    /// A file of a folder that is not for us.
    Other,
}

fn form_of(path: &Path, named: Named) -> Form {
    let suffix = path.extension().and_then(|s| s.to_str()).unwrap_or("");
    match (suffix.to_ascii_lowercase().as_str(), named) {
        ("jsonl" | "ndjson" | "json", _) => Form::Lines,
        ("txt", _) => Form::Text,
        (_, Named::ByUser) => Form::Unknown,
        (_, Named::InFolder) => Form::Other,
    }
}

/// Lines of JSON where the first byte that is neither white space nor a mark of byte order is `{`.
fn sniff(mut reader: Box<dyn BufRead>) -> io::Result<(Box<dyn BufRead>, Form)> {
    let mut head = Vec::new();
    let form = loop {
        let chunk = reader.fill_buf()?;
        let padding = |b: &&u8| b.is_ascii_whitespace() || b"\xEF\xBB\xBF".contains(b);
        let skipped = chunk.iter().take_while(padding).count();
        match chunk.get(skipped) {
            Some(b'{') => break Form::Lines,
            Some(_) => break Form::Text,
            None if chunk.is_empty() || head.len() > MAX_TEXT => break Form::Text,
            None => {}
        }
        head.extend_from_slice(chunk);
        let len = chunk.len();
        reader.consume(len);
    };
    let reader: Box<dyn BufRead> = match head.is_empty() {
        true => reader,
        false => Box::new(Cursor::new(head).chain(reader)),
    };
    Ok((reader, form))
}

/// The lines of an open file.
struct Lines {
    path: PathBuf,
    line: u64,
    reader: Box<dyn BufRead>,
}

impl Lines {
    /// The next line that is not blank.
    fn next(&mut self) -> Option<Result<Raw, Failure>> {
        loop {
            let mut bytes = Vec::new();
            let len = match read_line(&mut self.reader, &mut bytes) {
                Ok(0) => return None,
                Ok(len) => len,
                Err(error) => {
                    self.reader = Box::new(io::empty());
                    return Some(Err(Failure::io(&self.path, &error)));
                }
            };
            self.line += 1;
            let origin = Origin {
                path: self.path.clone(),
                line: Some(self.line),
            };
            if len > MAX_LINE as u64 {
                return Some(Err(Failure::of(origin, &too_long(len))));
            }
            if !bytes.iter().all(|b| b.is_ascii_whitespace()) {
                return Some(Ok(Raw { origin, bytes }));
            }
        }
    }
}

/// Reads to the end of the line and keeps at most [`MAX_LINE`] bytes of it; the length of all.
fn read_line(reader: &mut dyn BufRead, bytes: &mut Vec<u8>) -> io::Result<u64> {
    let mut len = 0;
    loop {
        let chunk = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        let end = chunk.iter().position(|&b| b == b'\n').map(|at| at + 1);
        let taken = end.unwrap_or(chunk.len());
        len += taken as u64;
        let room = MAX_LINE.saturating_sub(bytes.len());
        bytes.extend_from_slice(&chunk[..taken.min(room)]);
        reader.consume(taken);
        if end.is_some() || taken == 0 {
            return Ok(len);
        }
    }
}
