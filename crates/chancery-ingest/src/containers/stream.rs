//! A stream of bytes with a look ahead and one buffer, over a file or over what another stream unpacks.
//!
//! An error of the source ends the stream where it stands: what came before is read first, then the error
//! is taken. Some sources can go on behind damage ([`Bytes::resume`]).

use crate::error::{Error, Kind};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes of the buffer.
pub(super) const CHUNK: usize = 1 << 17;

/// A source of bytes.
pub(super) trait Bytes {
    /// Some bytes; 0 at the end. Errors end the stream.
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Error>;

    /// Goes to the next place behind damage at which reading can begin anew; false where there is none.
    fn resume(&mut self) -> bool {
        false
    }

    /// Where the member that holds byte `at` of what was read begins in the stored file, if there are
    /// members; `at` mostly grows.
    fn member(&mut self, at: u64) -> Option<u64> {
        let _ = at;
        None
    }
}

/// What was read from outside and what was made of it: the guard against small files that unpack
/// without end.
#[derive(Debug)]
pub(super) struct Meter {
    outside: Cell<u64>,
    unpacked: Cell<u64>,
    /// Bytes that may be unpacked in any case.
    free: u64,
    /// Bytes that may be unpacked for each byte from outside beyond that.
    ratio: u64,
}

impl Meter {
    pub(super) fn new(free: u64, ratio: u64) -> Rc<Meter> {
        Rc::new(Meter {
            outside: Cell::new(0),
            unpacked: Cell::new(0),
            free,
            ratio,
        })
    }

    pub(super) fn took(&self, bytes: usize) {
        self.outside.set(self.outside.get() + bytes as u64);
    }

    /// Counts what was unpacked. Errors: more than any text packs to.
    pub(super) fn made(&self, format: &'static str, bytes: usize) -> Result<usize, Error> {
        let found = self.unpacked.get() + bytes as u64;
        self.unpacked.set(found);
        let limit = self.free + self.ratio.saturating_mul(self.outside.get());
        match found > limit {
            true => Err(Kind::TooLong {
                format,
                found,
                limit,
            }
            .into()),
            false => Ok(bytes),
        }
    }
}

/// Bytes from outside.
pub(super) struct Outside {
    pub source: Box<dyn Read>,
    pub meter: Rc<Meter>,
}

impl Bytes for Outside {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        loop {
            match self.source.read(into) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    return Err(Kind::Io {
                        format: "source",
                        error,
                    }
                    .into());
                }
                Ok(len) => {
                    self.meter.took(len);
                    return Ok(len);
                }
            }
        }
    }
}

/// A stream with a look ahead.
pub(super) struct Stream {
    source: Box<dyn Bytes>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    at: u64,
    ended: bool,
    error: Option<Error>,
}

impl Stream {
    pub(super) fn new(source: Box<dyn Bytes>) -> Stream {
        Stream {
            source,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            at: 0,
            ended: false,
            error: None,
        }
    }

    /// What is ahead: at least `want` bytes, of which there may be at most [`CHUNK`], unless it ends.
    pub(super) fn peek(&mut self, want: usize) -> &[u8] {
        while self.end - self.start < want && !self.ended {
            self.fill();
        }
        &self.buffer[self.start..self.end]
    }

    fn fill(&mut self) {
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        }
        if self.start > 0 && self.end == self.buffer.len() {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        if self.buffer.len() < CHUNK || (self.end == 0 && self.buffer.len() > CHUNK) {
            self.buffer.resize(CHUNK, 0);
        }
        match self.source.read(&mut self.buffer[self.end..]) {
            Ok(0) => self.ended = true,
            Ok(len) => self.end += len,
            Err(error) => (self.ended, self.error) = (true, Some(error)),
        }
    }

    pub(super) fn consume(&mut self, len: usize) {
        let len = len.min(self.end - self.start);
        self.start += len;
        self.at += len as u64;
    }

    /// Bytes consumed so far.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Where what comes next begins in the stored file: its own byte, or its member's.
    pub(super) fn stored_at(&mut self) -> u64 {
        self.source.member(self.at).unwrap_or(self.at)
    }

    /// The error that ended it, once.
    pub(super) fn take_error(&mut self) -> Option<Error> {
        self.error.take()
    }

    /// Goes on behind damage; false where nothing more can be read.
    pub(super) fn resume(&mut self) -> bool {
        let on = self.source.resume();
        self.ended = !on;
        on
    }

    /// Puts back what was just taken, to be read again.
    pub(super) fn put_back(&mut self, bytes: &[u8]) {
        let rest = &self.buffer[self.start..self.end];
        let mut joined = Vec::with_capacity(bytes.len() + rest.len());
        joined.extend_from_slice(bytes);
        joined.extend_from_slice(rest);
        (self.start, self.end) = (0, joined.len());
        self.buffer = joined;
        self.at -= bytes.len() as u64;
    }

    /// Appends the next `len` bytes; how many there were.
    pub(super) fn take_into(&mut self, into: &mut Vec<u8>, len: u64) -> u64 {
        self.each(len, |piece| into.extend_from_slice(piece))
    }

    /// Passes over `len` bytes; how many there were.
    pub(super) fn skip(&mut self, len: u64) -> u64 {
        self.each(len, |_| ())
    }

    fn each(&mut self, len: u64, mut seen: impl FnMut(&[u8])) -> u64 {
        let mut left = len;
        while left > 0 {
            let ahead = self.peek(1);
            if ahead.is_empty() {
                break;
            }
            let piece = ahead.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            seen(&ahead[..piece]);
            self.consume(piece);
            left -= piece as u64;
        }
        len - left
    }

    /// Reads to the end of the line and appends at most `most` bytes of it, the line break too; the
    /// length of all, 0 at the end.
    pub(super) fn line(&mut self, into: &mut Vec<u8>, most: usize) -> u64 {
        let mut len = 0;
        let room = into.len() + most;
        loop {
            let ahead = self.peek(1);
            let end = memchr::memchr(b'\n', ahead).map(|at| at + 1);
            let taken = end.unwrap_or(ahead.len());
            let kept = taken.min(room.saturating_sub(into.len()));
            into.extend_from_slice(&ahead[..kept]);
            self.consume(taken);
            len += taken as u64;
            if end.is_some() || taken == 0 {
                return len;
            }
        }
    }
}

impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ahead = self.peek(1);
        let len = ahead.len().min(into.len());
        into[..len].copy_from_slice(&ahead[..len]);
        self.consume(len);
        Ok(len)
    }
}
