//! Packed bytes in, plain ones out: gzip member by member (RFC 1952), raw deflate, Zstandard.

use super::stream::{Bytes, CHUNK, Meter, Stream};
use crate::error::{Error, Kind};
use flate2::{Decompress, FlushDecompress, Status};
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

/// The first bytes of a gzip member: magic number and the one method.
const MEMBER: &[u8] = b"\x1f\x8b\x08";

/// gzip: one member after another, as one stream.
pub(super) struct Gzip {
    below: Stream,
    inflate: Option<Decompress>,
    /// Byte of the file where the member begins that is being unpacked.
    member: u64,
    /// Bytes unpacked so far.
    made: u64,
    /// Members that the reader has not passed: byte of what was unpacked, byte of the file.
    begun: VecDeque<(u64, u64)>,
    meter: Rc<Meter>,
}

impl Gzip {
    pub(super) fn new(below: Stream, meter: Rc<Meter>) -> Gzip {
        Gzip {
            below,
            inflate: None,
            member: 0,
            made: 0,
            begun: VecDeque::new(),
            meter,
        }
    }

    fn counted(&mut self, len: usize) -> Result<usize, Error> {
        self.made += len as u64;
        self.meter.made("gzip", len)
    }

    /// Begins the next member; false at the end. Zeros behind the last one are padding.
    fn begin(&mut self) -> Result<bool, Error> {
        while self.below.peek(1).first() == Some(&0) {
            let zeros = self.below.peek(1).iter().take_while(|b| **b == 0).count();
            self.below.consume(zeros);
        }
        let ahead = self.below.peek(MEMBER.len());
        if ahead.is_empty() {
            return self.below.take_error().map_or(Ok(false), Err);
        }
        if !ahead.starts_with(MEMBER) {
            return Err(self.broken("no gzip member"));
        }
        self.member = self.below.at();
        // Nobody asks where the members of a plain text begin.
        if self.begun.len() > CHUNK {
            self.begun.pop_front();
        }
        self.begun.push_back((self.made, self.member));
        self.inflate = Some(Decompress::new_gzip(15));
        Ok(true)
    }

    fn broken(&self, what: &str) -> Error {
        broken("gzip", self.below.at(), what)
    }
}

impl Bytes for Gzip {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        loop {
            if self.inflate.is_none() && !self.begin()? {
                return Ok(0);
            }
            let Some(inflate) = &mut self.inflate else {
                return Ok(0);
            };
            match step(inflate, &mut self.below, into) {
                Step::Made(len) => return self.counted(len),
                Step::Ended(len) => {
                    self.inflate = None;
                    if len > 0 {
                        return self.counted(len);
                    }
                }
                Step::Broken => return Err(self.broken("damaged data")),
                Step::Short => {
                    return Err(match self.below.take_error() {
                        Some(error) => error,
                        None => self.broken("the file ends inside a member"),
                    });
                }
            }
        }
    }

    fn resume(&mut self) -> bool {
        self.inflate = None;
        // Behind the start of the damaged member, so that it is never tried twice.
        if self.below.at() == self.member {
            self.below.consume(1);
        }
        loop {
            let ahead = self.below.peek(MEMBER.len());
            if ahead.len() < MEMBER.len() {
                return false;
            }
            match memchr::memmem::find(ahead, MEMBER) {
                Some(at) => {
                    self.below.consume(at);
                    return true;
                }
                None => {
                    let len = ahead.len() - MEMBER.len() + 1;
                    self.below.consume(len);
                }
            }
        }
    }

    fn member(&mut self, at: u64) -> Option<u64> {
        while self.begun.get(1).is_some_and(|(made, _)| *made <= at) {
            self.begun.pop_front();
        }
        self.begun.front().map(|(_, member)| *member)
    }
}

/// What became of one step of unpacking.
enum Step {
    Made(usize),
    Ended(usize),
    Broken,
    Short,
}

fn step(inflate: &mut Decompress, below: &mut Stream, into: &mut [u8]) -> Step {
    loop {
        let ahead = below.peek(1);
        let short = ahead.is_empty();
        let (before_in, before_out) = (inflate.total_in(), inflate.total_out());
        let done = inflate.decompress(ahead, into, FlushDecompress::None);
        let taken = (inflate.total_in() - before_in) as usize;
        let made = (inflate.total_out() - before_out) as usize;
        below.consume(taken);
        match done {
            Ok(Status::StreamEnd) => return Step::Ended(made),
            Ok(_) if made > 0 => return Step::Made(made),
            Ok(_) if short => return Step::Short,
            Ok(_) if taken == 0 => return Step::Broken,
            Ok(_) => {}
            Err(_) => return Step::Broken,
        }
    }
}

/// Raw deflate, as in zip.
pub(super) struct Deflate {
    pub below: Stream,
    pub inflate: Option<Decompress>,
    pub meter: Rc<Meter>,
}

impl Bytes for Deflate {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        let Some(inflate) = &mut self.inflate else {
            return Ok(0);
        };
        match step(inflate, &mut self.below, into) {
            Step::Made(len) => self.meter.made("zip", len),
            Step::Ended(len) => {
                self.inflate = None;
                self.meter.made("zip", len)
            }
            Step::Broken => Err(broken("zip", self.below.at(), "damaged data")),
            Step::Short => Err(broken("zip", self.below.at(), "the member ends too early")),
        }
    }
}

/// Zstandard, one frame after another.
pub(super) struct Zstd {
    decoder: zstd::stream::read::Decoder<'static, io::BufReader<Stream>>,
    meter: Rc<Meter>,
    made: u64,
}

impl Zstd {
    pub(super) fn new(below: Stream, meter: Rc<Meter>) -> Result<Zstd, Error> {
        let decoder = zstd::stream::read::Decoder::new(below)
            .map_err(|error| broken("zstd", 0, &error.to_string()))?;
        Ok(Zstd {
            decoder,
            meter,
            made: 0,
        })
    }
}

impl Bytes for Zstd {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        match self.decoder.read(into) {
            Ok(len) => {
                self.made += len as u64;
                self.meter.made("zstd", len)
            }
            Err(error) => Err(match self.decoder.get_mut().get_mut().take_error() {
                Some(below) => below,
                None => broken("zstd", self.made, &format!("after unpacking: {error}")),
            }),
        }
    }
}

pub(super) fn broken(format: &'static str, at: u64, what: &str) -> Error {
    Kind::Broken {
        format,
        at,
        what: what.to_owned(),
    }
    .into()
}
