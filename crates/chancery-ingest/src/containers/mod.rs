//! A stream of bytes in, its records out one at a time: files in archives in archives, responses of a
//! WARC, lines of JSON, rows of tables, mails of an mbox, else the whole.
//!
//! ```text
//! source -> sniff -> gzip | zstd -> sniff again
//!                 -> zip | tar -> each file -> sniff again
//!                 -> WARC -> each response | lines | rows | mails | the whole -> Raw
//! ```
//!
//! Memory does not grow with the source: each layer keeps one buffer of 128 KiB, and one record is held
//! at a time. Damage ends a layer, or is passed over where the format tells where the next record
//! begins; what came before is given, and the damage is named with its place.

mod stream;
mod packed;
mod walk;
mod folders;
mod http;
mod warc;

pub use folders::ReadSeek;

use crate::error::{Error, Kind};
use crate::raw::{Failure, Place, Raw};
use crate::sniff::{Form, sniff};
use folders::{Tar, Zip, left_out};
use packed::{Gzip, Zstd};
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;
use stream::{CHUNK, Meter, Outside, Stream};
use walk::{Found, Lines, Mails, Rows, Walk, Whole};

/// Bytes of the head by which a form is known.
const HEAD: usize = 4096;

/// Archives in archives.
const ARCHIVES: usize = 3;

/// Layers of any kind: a packed file that holds itself would never end.
const LAYERS: usize = 8;

/// How much is read of one record and made of one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one record, unpacked.
    pub record: usize,
    /// Bytes of a zip that comes as a stream and must be held to be read.
    pub held: usize,
    /// Bytes that one source may unpack to in any case.
    pub unpacked: u64,
    /// Beyond that, bytes that it may unpack to for each of its own.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            record: 64 << 20,
            held: 256 << 20,
            unpacked: 1 << 30,
            ratio: 250,
        }
    }
}

/// The records of a stream; `name` is its file name, or empty.
///
/// ```
/// use chancery_ingest::containers::{Limits, records};
/// let lines: &[u8] = b"{\"text\": \"Sarel spoke.\"}\n{\"text\": \"Marin left.\"}\n";
/// let given: Vec<_> = records(Box::new(lines), "", Limits::default()).collect();
/// assert_eq!(given.len(), 2);
/// assert_eq!(given[1].as_ref().unwrap().place.line, Some(2));
/// ```
pub fn records(source: Box<dyn Read>, name: &str, limits: Limits) -> Records {
    let mut records = Records::new(limits);
    let meter = Rc::clone(&records.meter);
    let stream = Stream::new(Box::new(Outside { source, meter }));
    records.enter(stream, name, Vec::new());
    records
}

/// As [`records`], of a file in which one can go back: a zip is read where it lies, whatever its size.
pub fn records_of_file(mut source: Box<dyn ReadSeek>, name: &str, limits: Limits) -> Records {
    let mut head = Vec::new();
    let read = source.by_ref().take(HEAD as u64).read_to_end(&mut head);
    let back = read.and_then(|_| source.seek(SeekFrom::Start(0)));
    if back.is_ok() && sniff(&head, name) == Form::Zip {
        let mut records = Records::new(limits);
        records.enter_zip(source, Vec::new());
        return records;
    }
    match back {
        Ok(_) => records(Box::new(source), name, limits),
        Err(_) => records(Box::new(Cursor::new(head).chain(source)), name, limits),
    }
}

/// An iterator over the records of a source.
pub struct Records {
    layers: Vec<Layer>,
    limits: Limits,
    meter: Rc<Meter>,
    /// What was found on entering, before anything of the layer itself.
    found: Option<Failure>,
}

struct Layer {
    walk: Box<dyn Walk>,
    members: Vec<String>,
    is_archive: bool,
}

impl Iterator for Records {
    type Item = Result<Raw, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(failure) = self.found.take() {
                return Some(Err(failure));
            }
            let layer = self.layers.last_mut()?;
            match layer.walk.next() {
                None => {
                    self.layers.pop();
                }
                Some(Found::Record(mut raw)) => {
                    raw.place
                        .members
                        .splice(0..0, layer.members.iter().cloned());
                    return Some(Ok(*raw));
                }
                Some(Found::Failed(mut place, error)) => {
                    place.members.splice(0..0, layer.members.iter().cloned());
                    return Some(Err(Failure { place, error }));
                }
                Some(Found::File(name, stream)) => {
                    if is_hidden(&name) {
                        continue;
                    }
                    let mut members = layer.members.clone();
                    members.push(name.clone());
                    self.enter(*stream, &name, members);
                }
            }
        }
    }
}

impl Records {
    fn new(limits: Limits) -> Records {
        Records {
            layers: Vec::new(),
            meter: Meter::new(limits.unpacked, limits.ratio),
            limits,
            found: None,
        }
    }

    /// Opens what a stream holds as a layer of its own.
    fn enter(&mut self, mut stream: Stream, name: &str, members: Vec<String>) {
        let mut packed = 0;
        let mut name = name;
        let form = loop {
            let form = known(&mut stream, name);
            if !matches!(form, Form::Gzip | Form::Zstd) {
                break form;
            }
            packed += 1;
            if packed + self.layers.len() > LAYERS {
                return self.refuse(members, left_out("packed more often than any file is"));
            }
            name = without_suffix(name);
            let meter = Rc::clone(&self.meter);
            stream = match form {
                Form::Gzip => Stream::new(Box::new(Gzip::new(stream, meter))),
                _ => match Zstd::new(stream, meter) {
                    Ok(zstd) => Stream::new(Box::new(zstd)),
                    Err(error) => return self.refuse(members, error),
                },
            };
        };
        self.open(stream, form, members);
    }

    fn open(&mut self, mut stream: Stream, form: Form, members: Vec<String>) {
        let limit = self.limits.record;
        let archives = self.layers.iter().filter(|layer| layer.is_archive).count();
        if form.is_container() && archives >= ARCHIVES {
            return self.refuse(members, left_out("archives nested deeper than is read"));
        }
        if form == Form::Binary && !members.is_empty() {
            return self.refuse(members, left_out("binary data of no form that is read"));
        }
        let walk: Box<dyn Walk> = match form {
            Form::Zip => return self.hold_zip(stream, members),
            Form::Tar => Box::new(Tar::new(stream)),
            Form::Warc => Box::new(warc::Warc::new(stream, limit)),
            Form::JsonLines => Box::new(Lines::new(stream, limit)),
            Form::Csv => {
                let comma = stream_comma(&mut stream);
                Box::new(Rows::new(stream, comma, limit))
            }
            Form::Tsv => Box::new(Rows::new(stream, b'\t', limit)),
            Form::Mbox => Box::new(Mails {
                stream,
                limit,
                line: 0,
            }),
            form => Box::new(Whole {
                stream,
                form,
                limit,
                given: false,
            }),
        };
        self.layers.push(Layer {
            walk,
            members,
            is_archive: form.is_container(),
        });
    }

    /// A zip in a stream: its directory stands at its end.
    fn hold_zip(&mut self, mut stream: Stream, members: Vec<String>) {
        let limit = self.limits.held as u64;
        let mut bytes = Vec::new();
        stream.take_into(&mut bytes, limit);
        let rest = stream.skip(u64::MAX);
        if rest > 0 {
            let found = limit + rest;
            let error = Kind::TooLong {
                format: "zip",
                found,
                limit,
            };
            return self.refuse(members, error.into());
        }
        self.enter_zip(Box::new(Cursor::new(bytes)), members);
    }

    fn enter_zip(&mut self, source: Box<dyn ReadSeek>, members: Vec<String>) {
        match Zip::new(source, Rc::clone(&self.meter)) {
            Ok(zip) => self.layers.push(Layer {
                walk: Box::new(zip),
                members,
                is_archive: true,
            }),
            Err(error) => self.refuse(members, error),
        }
    }

    fn refuse(&mut self, members: Vec<String>, error: Error) {
        let place = Place {
            members,
            ..Place::default()
        };
        self.found = Some(Failure { place, error });
    }
}

/// The form of what is ahead; plain text is looked at once more, farther.
fn known(stream: &mut Stream, name: &str) -> Form {
    let head = stream.peek(HEAD);
    match sniff(&head[..head.len().min(CHUNK)], name) {
        Form::Text => {
            let head = stream.peek(CHUNK / 2);
            sniff(&head[..head.len().min(CHUNK)], name)
        }
        form => form,
    }
}

/// A comma or a semicolon, by which the first line has more of.
fn stream_comma(stream: &mut Stream) -> u8 {
    let head = stream.peek(HEAD);
    let line = head.split(|b| *b == b'\n').next().unwrap_or(head);
    let count = |comma: u8| memchr::memchr_iter(comma, line).count();
    if count(b';') > count(b',') {
        b';'
    } else {
        b','
    }
}

fn without_suffix(name: &str) -> &str {
    let cut = [".gz", ".zst", ".gzip", ".zstd"];
    let lower = name.to_ascii_lowercase();
    match cut.iter().find(|suffix| lower.ends_with(*suffix)) {
        Some(suffix) => &name[..name.len() - suffix.len()],
        None => name,
    }
}

/// What systems put beside files: never for readers.
fn is_hidden(name: &str) -> bool {
    name.split('/')
        .any(|part| part == "__MACOSX" || (part.starts_with('.') && part.len() > 1 && part != ".."))
}

#[cfg(test)]
mod tests;
