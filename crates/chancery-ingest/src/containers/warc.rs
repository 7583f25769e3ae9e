//! WARC 0.17 to 1.1 (ISO 28500) in, the pages in it out.
//!
//! Given are responses with HTTP 200, resources and conversions whose media type can be a report;
//! requests, metadata, revisits (they have no body), redirects and images are counted and left out.
//! A Content-Length that is wrong is met by looking for the next `WARC/1.` behind an empty line, first
//! in what was taken for the body, then ahead.

use super::folders::left_out;
use super::http;
use super::packed::broken;
use super::stream::Stream;
use super::walk::{Found, Walk};
use crate::error::{Error, Kind};
use crate::raw::{Place, Raw, truncated};
use crate::report::Note;
use crate::sniff::{Form, sniff};
use crate::stamp::Stamp;

/// Longest line, and most lines, of a record's header.
const LINE: usize = 1 << 16;
const LINES: usize = 1000;

/// How a record begins.
const MARK: &[u8] = b"WARC/";

/// What is searched for behind damage.
const NEXT: &[u8] = b"\r\n\r\nWARC/1.";

/// Bytes that may be put back for wrong lengths before they are only reported, beside those of the file.
const PUT_BACK: u64 = 256 << 20;

/// Media types that can hold a report.
const MEDIA: &[&str] = &[
    "",
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/xml",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/json",
    "application/feed+json",
    "application/pdf",
];

/// A WARC that is being read.
pub(super) struct Warc {
    stream: Stream,
    limit: usize,
    put_back: u64,
    left_out: u64,
    /// Damage that is told once the record before it is given.
    damage: Option<(Place, Error)>,
    done: bool,
}

#[derive(Default)]
struct Header {
    kind: String,
    length: Option<u64>,
    url: Option<String>,
    date: Option<Stamp>,
    media: String,
    charset: Option<String>,
    is_cut: bool,
    /// `chancery fetch` says that it was asked for something else than to be read.
    is_aside: bool,
}

impl Warc {
    pub(super) fn new(stream: Stream, limit: usize) -> Warc {
        Warc {
            stream,
            limit,
            put_back: 0,
            left_out: 0,
            damage: None,
            done: false,
        }
    }

    fn place(&self, at: u64) -> Place {
        Place {
            byte: Some(at),
            ..Place::default()
        }
    }

    /// The next record, or nothing where it is left out.
    fn record(&mut self) -> Option<Found> {
        self.pass_blank_lines();
        let ahead = self.stream.peek(MARK.len());
        if ahead.is_empty() {
            return self.end();
        }
        if !ahead.starts_with(MARK) {
            let at = self.stream.stored_at();
            self.find_next();
            let error = broken("WARC", at, "no record where one is expected");
            return Some(Found::Failed(self.place(at), error));
        }
        let at = self.stream.stored_at();
        let header = self.header();
        let Some(length) = header.length else {
            self.find_next();
            let error = broken("WARC", at, "a record without a length");
            return Some(Found::Failed(self.place(at), error));
        };
        if length > self.limit as u64 {
            return self.pass_over(&header, length, at);
        }
        let mut block = Vec::with_capacity(usize::try_from(length).unwrap_or(0).min(1 << 20));
        let got = self.stream.take_into(&mut block, length);
        let whole = got == length && self.closes();
        if !whole {
            self.mend(&mut block, at);
        }
        self.given(header, block, at)
    }

    /// The end of the file, or of what can be read of it.
    fn end(&mut self) -> Option<Found> {
        if let Some(error) = self.stream.take_error() {
            let at = self.stream.stored_at();
            self.done = !(error.is_broken() && self.stream.resume());
            if !self.done {
                self.find_here();
            }
            return Some(Found::Failed(self.place(at), error));
        }
        self.done = true;
        if self.left_out == 0 {
            return None;
        }
        let what = format!(
            "{} records that are no pages: requests, metadata, redirects, images",
            self.left_out
        );
        Some(Found::Failed(Place::default(), left_out(&what)))
    }

    fn pass_blank_lines(&mut self) {
        loop {
            let ahead = self.stream.peek(1);
            let blank = ahead.iter().take_while(|b| b.is_ascii_whitespace()).count();
            if blank == 0 {
                return;
            }
            self.stream.consume(blank);
        }
    }

    fn header(&mut self) -> Header {
        let mut header = Header::default();
        let mut line = Vec::new();
        for number in 0..LINES {
            line.clear();
            let len = self.stream.line(&mut line, LINE);
            let text = line.trim_ascii();
            if len == 0 || text.is_empty() {
                break;
            }
            if number > 0 {
                field(&mut header, text);
            }
        }
        header
    }

    /// True where an empty line and the next record, or the end, follow.
    fn closes(&mut self) -> bool {
        let ahead = self.stream.peek(4 + MARK.len());
        let blank = ahead.iter().take_while(|b| b.is_ascii_whitespace()).count();
        let rest = &ahead[blank..];
        rest.is_empty() || (blank >= 2 && (rest.starts_with(MARK) || MARK.starts_with(rest)))
    }

    /// A body whose stated length was wrong, or that is cut off: what is behind it is read anew.
    fn mend(&mut self, block: &mut Vec<u8>, at: u64) {
        let budget = PUT_BACK + 4 * self.stream.at();
        let inside = memchr::memmem::find(block, NEXT).filter(|_| self.put_back < budget);
        let what = match inside {
            Some(end) => {
                self.put_back += (block.len() - end) as u64;
                self.stream.put_back(&block[end..]);
                block.truncate(end);
                "a record shorter than it says"
            }
            None if self.stream.peek(1).is_empty() => match self.stream.take_error() {
                Some(error) => {
                    self.done = !(error.is_broken() && self.stream.resume());
                    self.damage = Some((self.place(at), error));
                    return;
                }
                None => "the file ends inside a record",
            },
            None => {
                self.find_next();
                "a record longer than it says"
            }
        };
        self.damage = Some((self.place(at), broken("WARC", at, what)));
    }

    /// Goes to the next record.
    fn find_next(&mut self) {
        self.stream.consume(1);
        self.find_here();
    }

    fn find_here(&mut self) {
        let mark = &NEXT[4..];
        loop {
            let ahead = self.stream.peek(mark.len());
            if ahead.len() < mark.len() {
                let len = ahead.len();
                self.stream.consume(len);
                return;
            }
            match memchr::memmem::find(ahead, mark) {
                Some(at) => return self.stream.consume(at),
                None => {
                    let len = ahead.len() - mark.len() + 1;
                    self.stream.consume(len);
                }
            }
        }
    }

    /// A record longer than is read. Its length may be wrong: the next record that can be seen ends it.
    fn pass_over(&mut self, header: &Header, length: u64, at: u64) -> Option<Found> {
        let mut left = length;
        while left > 0 {
            let ahead = self.stream.peek(NEXT.len());
            if ahead.is_empty() {
                break;
            }
            let piece = ahead.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            let seen = memchr::memmem::find(&ahead[..piece], NEXT);
            let keep = if piece > NEXT.len() {
                piece - NEXT.len() + 1
            } else {
                piece
            };
            self.stream.consume(seen.unwrap_or(keep));
            if seen.is_some() {
                break;
            }
            left -= keep as u64;
        }
        if !can_be_report(&header.media) && header.kind != "response" {
            self.left_out += 1;
            return None;
        }
        let error = Kind::TooLong {
            format: "WARC",
            found: length,
            limit: self.limit as u64,
        };
        Some(Found::Failed(self.place(at), error.into()))
    }

    /// The record as its header and its block have it.
    fn given(&mut self, header: Header, block: Vec<u8>, at: u64) -> Option<Found> {
        let page = match header.kind.as_str() {
            "response" => response(&header, block, self.limit),
            "resource" | "conversion" if can_be_report(&header.media) => Some(Page {
                media: header.media.clone(),
                charset: header.charset.clone(),
                bytes: block,
                notes: Vec::new(),
            }),
            _ => None,
        };
        let Some(mut page) = page.filter(|page| !header.is_aside && !is_robots(&header, page))
        else {
            self.left_out += 1;
            return None;
        };
        let form = form_of(&page);
        if form == Form::Binary || form.is_container() {
            self.left_out += 1;
            return None;
        }
        if self.damage.is_some() || header.is_cut {
            page.notes.push(truncated("the record is cut off"));
        }
        Some(Found::Record(Box::new(Raw {
            place: self.place(at),
            url: header.url,
            fetched: header.date,
            charset: page.charset,
            notes: page.notes,
            ..Raw::new(form, page.bytes)
        })))
    }
}

impl Walk for Warc {
    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some((place, error)) = self.damage.take() {
                return Some(Found::Failed(place, error));
            }
            if self.done {
                return None;
            }
            if let Some(found) = self.record() {
                return Some(found);
            }
        }
    }
}

/// What a record holds.
struct Page {
    media: String,
    charset: Option<String>,
    bytes: Vec<u8>,
    notes: Vec<Note>,
}

fn response(header: &Header, mut block: Vec<u8>, limit: usize) -> Option<Page> {
    // DNS answers and the like are responses too.
    let (head, at) = http::head(&block)?;
    if head.status != 200 || !can_be_report(&head.media) || header.media.starts_with("text/dns") {
        return None;
    }
    block.drain(..at);
    let body = http::body(&head, block, limit);
    Some(Page {
        media: head.media,
        charset: head.charset,
        bytes: body.bytes,
        notes: body.oddity.map(truncated).into_iter().collect(),
    })
}

fn can_be_report(media: &str) -> bool {
    MEDIA.contains(&media)
}

/// The rules for crawlers are no report.
fn is_robots(header: &Header, page: &Page) -> bool {
    let url = header.url.as_deref().unwrap_or("");
    page.bytes.is_empty() || (page.media == "text/plain" && url.ends_with("/robots.txt"))
}

/// By the bytes; what is said to be a page and looks like nothing else is one.
fn form_of(page: &Page) -> Form {
    let head = &page.bytes[..page.bytes.len().min(1 << 16)];
    let form = sniff(head, "");
    let said = page.media == "text/html" || page.media == "application/xhtml+xml";
    match form {
        Form::Text | Form::Markdown | Form::Xml | Form::Csv | Form::Tsv if said => Form::Html,
        Form::JsonLines if page.media.contains("json") => Form::Json,
        form => form,
    }
}

fn field(header: &mut Header, line: &[u8]) {
    let Some(colon) = memchr::memchr(b':', line) else {
        return;
    };
    let value = String::from_utf8_lossy(line[colon + 1..].trim_ascii());
    let bare = || {
        value
            .trim_start_matches('<')
            .trim_end_matches('>')
            .to_owned()
    };
    match line[..colon].to_ascii_lowercase().as_slice() {
        b"warc-type" => header.kind = value.to_ascii_lowercase(),
        b"content-length" => header.length = value.parse().ok(),
        b"warc-target-uri" => header.url = Some(bare()).filter(|url| !url.is_empty()),
        b"warc-date" => header.date = Stamp::parse(&value),
        b"content-type" => (header.media, header.charset) = http::media(&value),
        b"warc-truncated" => header.is_cut = true,
        b"chancery-purpose" => header.is_aside = true,
        _ => {}
    }
}
