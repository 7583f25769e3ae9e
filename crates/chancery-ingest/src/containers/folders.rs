//! tar (POSIX.1-1988 ustar, pax and GNU long names) and zip (APPNOTE 6.3) in, their files out, one stream
//! after another.

use super::packed::{Deflate, Zstd, broken};
use super::stream::{Bytes, Meter, Stream};
use super::walk::{Found, Walk};
use crate::error::{Error, Kind};
use crate::sniff::tar::{BLOCK, number, sum_fits};
use flate2::Decompress;
use std::cell::RefCell;
use std::io::{Read, Seek, SeekFrom};
use std::rc::Rc;
use zip::{CompressionMethod, ZipArchive};

/// Longest name in a tar.
const NAME: u64 = 1 << 16;

/// Most files of one zip.
const MEMBERS: usize = 1 << 20;

/// A tar that is being read; its files read from the same stream.
pub(super) struct Tar {
    below: Rc<RefCell<Stream>>,
    /// Bytes of the current file that nobody took, with the padding of its last block.
    left: Rc<RefCell<Left>>,
    name: Option<String>,
    size: Option<u64>,
    /// Behind damage: look for the next header.
    lost: bool,
    done: bool,
}

#[derive(Default)]
struct Left {
    bytes: u64,
    padding: u64,
}

impl Tar {
    pub(super) fn new(below: Stream) -> Tar {
        Tar {
            below: Rc::new(RefCell::new(below)),
            left: Rc::default(),
            name: None,
            size: None,
            lost: false,
            done: false,
        }
    }

    /// The next header; nothing at the end, an error once where there is damage.
    fn header(&mut self) -> Option<Result<Vec<u8>, Error>> {
        let mut below = self.below.borrow_mut();
        loop {
            let at = below.at();
            let ahead = below.peek(BLOCK);
            if ahead.len() < BLOCK {
                self.done = true;
                let short = !ahead.is_empty();
                return match below.take_error() {
                    Some(error) => Some(Err(error)),
                    None => short.then(|| Err(broken("tar", at, "the file ends inside a header"))),
                };
            }
            let block = ahead[..BLOCK].to_vec();
            below.consume(BLOCK);
            if block.iter().all(|b| *b == 0) {
                continue;
            }
            if sum_fits(&block) {
                self.lost = false;
                return Some(Ok(block));
            }
            if !std::mem::replace(&mut self.lost, true) {
                return Some(Err(broken("tar", at, "no header where one is expected")));
            }
        }
    }

    fn skip_rest(&mut self) -> Option<Error> {
        let left = std::mem::take(&mut *self.left.borrow_mut());
        let mut below = self.below.borrow_mut();
        let wanted = left.bytes + left.padding;
        let found = below.skip(wanted);
        // Padding that is missing at the very end is no loss.
        if found < left.bytes {
            self.done = true;
            let at = below.at();
            return Some(
                below
                    .take_error()
                    .unwrap_or_else(|| broken("tar", at, "the file ends inside a member")),
            );
        }
        None
    }

    /// Long names come in headers of their own before the file.
    fn extend(&mut self, kind: u8, size: u64) {
        let mut bytes = Vec::new();
        let mut below = self.below.borrow_mut();
        below.take_into(&mut bytes, size.min(NAME));
        below.skip(size.saturating_sub(NAME) + padding(size));
        drop(below);
        match kind {
            b'L' => self.name = Some(text(&bytes)),
            b'x' => self.pax(&bytes),
            _ => {}
        }
    }

    /// Records "LENGTH key=value\n" of a pax header.
    fn pax(&mut self, bytes: &[u8]) {
        for record in bytes.split(|b| *b == b'\n') {
            let Some(at) = memchr::memchr(b' ', record) else {
                continue;
            };
            let pair = &record[at + 1..];
            if let Some(path) = pair.strip_prefix(b"path=") {
                self.name = Some(text(path));
            }
            if let Some(size) = pair.strip_prefix(b"size=") {
                self.size = text(size).parse().ok();
            }
        }
    }
}

impl Walk for Tar {
    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(error) = self.skip_rest() {
                return Some(Found::Failed(Default::default(), error));
            }
            if self.done {
                return None;
            }
            let header = match self.header()? {
                Ok(header) => header,
                Err(error) => return Some(Found::Failed(Default::default(), error)),
            };
            let size = number(&header[124..136]);
            match header[156] {
                kind @ (b'L' | b'x' | b'g' | b'K') => self.extend(kind, size),
                0 | b'0' | b'7' => {
                    let name = self.name.take().unwrap_or_else(|| name_of(&header));
                    let size = self.size.take().unwrap_or(size);
                    *self.left.borrow_mut() = Left {
                        bytes: size,
                        padding: padding(size),
                    };
                    let file = TarFile {
                        below: Rc::clone(&self.below),
                        left: Rc::clone(&self.left),
                    };
                    let stream = Stream::new(Box::new(file));
                    return Some(Found::File(name, Box::new(stream)));
                }
                _ => {
                    (self.name, self.size) = (None, None);
                    *self.left.borrow_mut() = Left {
                        bytes: size,
                        padding: padding(size),
                    };
                }
            }
        }
    }
}

/// A file of a tar.
struct TarFile {
    below: Rc<RefCell<Stream>>,
    left: Rc<RefCell<Left>>,
}

impl Bytes for TarFile {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        let mut left = self.left.borrow_mut();
        if left.bytes == 0 {
            return Ok(0);
        }
        let mut below = self.below.borrow_mut();
        let ahead = below.peek(1);
        if ahead.is_empty() {
            return Err(broken("tar", below.at(), "the file ends inside a member"));
        }
        let most = usize::try_from(left.bytes).unwrap_or(usize::MAX);
        let len = ahead.len().min(into.len()).min(most);
        into[..len].copy_from_slice(&ahead[..len]);
        below.consume(len);
        left.bytes -= len as u64;
        Ok(len)
    }
}

fn padding(size: u64) -> u64 {
    size.wrapping_neg() % BLOCK as u64
}

fn name_of(header: &[u8]) -> String {
    let name = text(&header[..100]);
    let prefix = match &header[257..263] == b"ustar\0" {
        true => text(&header[345..500]),
        false => String::new(),
    };
    if prefix.is_empty() {
        name
    } else {
        format!("{prefix}/{name}")
    }
}

fn text(bytes: &[u8]) -> String {
    let len = memchr::memchr(0, bytes).unwrap_or(bytes.len());
    String::from_utf8_lossy(&bytes[..len]).into_owned()
}

/// What a zip can be read from.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// The one handle of a zip that the directory and all files share.
#[derive(Clone)]
struct Shared(Rc<RefCell<Box<dyn ReadSeek>>>);

impl Read for Shared {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().read(into)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.borrow_mut().seek(to)
    }
}

/// A zip that is being read by its directory.
pub(super) struct Zip {
    archive: ZipArchive<Shared>,
    source: Shared,
    next: usize,
    meter: Rc<Meter>,
}

impl Zip {
    pub(super) fn new(source: Box<dyn ReadSeek>, meter: Rc<Meter>) -> Result<Zip, Error> {
        let source = Shared(Rc::new(RefCell::new(source)));
        let archive = ZipArchive::new(source.clone())
            .map_err(|error| broken("zip", 0, &error.to_string()))?;
        if archive.len() > MEMBERS {
            return Err(Kind::TooLong {
                format: "zip",
                found: archive.len() as u64,
                limit: MEMBERS as u64,
            }
            .into());
        }
        Ok(Zip {
            archive,
            source,
            next: 0,
            meter,
        })
    }

    /// The file of that number; nothing for a folder.
    fn file(&mut self, number: usize) -> Result<Option<(String, Stream)>, (String, Error)> {
        let unnamed =
            |error: zip::result::ZipError| (String::new(), broken("zip", 0, &error.to_string()));
        let file = self.archive.by_index_raw(number).map_err(unnamed)?;
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        if name.ends_with('/') {
            return Ok(None);
        }
        if file.encrypted() {
            return Err((name, left_out("a file under a password")));
        }
        let (method, size) = (file.compression(), file.compressed_size());
        let start = file.data_start();
        drop(file);
        let Some(at) = start else {
            return Err((name, broken("zip", 0, "a file without a place")));
        };
        let stored = Stream::new(Box::new(ZipFile {
            source: self.source.clone(),
            at,
            left: size,
            meter: Rc::clone(&self.meter),
        }));
        match unpacked(method, stored, &self.meter) {
            Ok(stream) => Ok(Some((name, stream))),
            Err(error) => Err((name, error)),
        }
    }
}

fn unpacked(method: CompressionMethod, stored: Stream, meter: &Rc<Meter>) -> Result<Stream, Error> {
    Ok(match method {
        CompressionMethod::Stored => stored,
        CompressionMethod::Deflated => Stream::new(Box::new(Deflate {
            below: stored,
            inflate: Some(Decompress::new(false)),
            meter: Rc::clone(meter),
        })),
        other if format!("{other:?}").to_ascii_lowercase().contains("zstd") => {
            Stream::new(Box::new(Zstd::new(stored, Rc::clone(meter))?))
        }
        other => return Err(left_out(&format!("a file packed by {other:?}"))),
    })
}

impl Walk for Zip {
    fn next(&mut self) -> Option<Found> {
        while self.next < self.archive.len() {
            let number = self.next;
            self.next += 1;
            match self.file(number) {
                Ok(None) => {}
                Ok(Some((name, stream))) => return Some(Found::File(name, Box::new(stream))),
                Err((name, error)) => {
                    let mut place = crate::raw::Place::default();
                    place.members.push(name);
                    return Some(Found::Failed(place, error));
                }
            }
        }
        None
    }
}

/// The packed bytes of a file of a zip.
struct ZipFile {
    source: Shared,
    at: u64,
    left: u64,
    meter: Rc<Meter>,
}

impl Bytes for ZipFile {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        let most = usize::try_from(self.left)
            .unwrap_or(usize::MAX)
            .min(into.len());
        if most == 0 {
            return Ok(0);
        }
        let failed = |error| {
            Error::from(Kind::Io {
                format: "zip",
                error,
            })
        };
        self.source.seek(SeekFrom::Start(self.at)).map_err(failed)?;
        let len = self.source.read(&mut into[..most]).map_err(failed)?;
        if len == 0 {
            return Err(broken("zip", self.at, "the file ends inside a member"));
        }
        self.at += len as u64;
        self.left -= len as u64;
        self.meter.took(len);
        Ok(len)
    }
}

pub(super) fn left_out(what: &str) -> Error {
    Kind::LeftOut {
        what: what.to_owned(),
    }
    .into()
}
