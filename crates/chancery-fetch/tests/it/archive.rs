//! The archive of a run.

use crate::site::{Site, answer, fetch, policy, session};
use chancery_fetch::{Archive, Packing, Purpose, Unpacked, Watch, round, unpack};
use chancery_ingest::containers::{Limits, records};
use std::io::{self, Cursor, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A file that can be looked into while it is written.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn archive(out: &Shared) -> Option<Archive> {
    Some(Archive {
        out: Box::new(out.clone()),
        packing: Packing::Gzip,
    })
}

#[test]
fn everything_that_was_fetched_is_in_it() {
    let site = Site::new(|seen, stream| match seen.path.as_str() {
        "/a" => answer(stream, "302 Found\r\nLocation: /b", b""),
        "/b" if seen.header("if-none-match").is_some() => answer(stream, "304 Not Modified", b""),
        "/b" => answer(stream, "200 OK\r\nETag: \"7\"", b"Talks in Belmar"),
        _ => answer(stream, "404 Not Found", b""),
    });
    let out = Shared::default();
    let mut session = session(policy(&[&site]), archive(&out));
    fetch(&mut session, &site.url("/a"));
    fetch(&mut session, &site.url("/b"));
    let packed = out.0.lock().unwrap().clone();
    let (text, how) = unpack("gzip", packed, 1_000_000);
    assert_eq!(how, Unpacked::Whole);
    let text = String::from_utf8(text).unwrap();
    let kinds: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("WARC-Type: "))
        .collect();
    assert_eq!(text.matches("Chancery-Purpose: robots\r\n").count(), 2);
    let (response, request) = ("response", "request");
    assert_eq!(
        kinds,
        [
            "warcinfo", response, request, response, request, response, request, "revisit", request
        ]
    );
    assert!(text.contains("\r\n\r\nTalks in Belmar\r\n\r\n"));
    assert!(text.contains("WARC-IP-Address: 127.0.0.1\r\n"));
}

#[test]
fn the_way_in_reads_the_pages_of_it() {
    let site = Site::new(|seen, stream| match seen.path.as_str() {
        "/robots.txt" => answer(
            stream,
            "200 OK\r\nContent-Type: text/plain",
            b"User-agent: *\n",
        ),
        "/feed" => answer(stream, "200 OK\r\nContent-Type: application/rss+xml", FEED),
        "/1" => answer(stream, "301 Moved\r\nLocation: /2", b""),
        _ => answer(
            stream,
            "200 OK\r\nContent-Type: text/html",
            b"<p>Talks in Belmar</p>",
        ),
    });
    let out = Shared::default();
    let mut session = session(policy(&[&site]), archive(&out));
    let watch = Watch {
        lists: vec![site.url("/feed")],
        every: Duration::from_secs(600),
        max_list: 10_000,
    };
    let done = round(&mut session, &watch, 0, &mut |_| {}).unwrap();
    assert_eq!((done.lists, done.pages), (1, 1));
    let packed = Cursor::new(out.0.lock().unwrap().clone());
    let found = records(Box::new(packed), "run.warc.gz", Limits::default());
    let pages: Vec<_> = found.filter_map(Result::ok).collect();
    assert_eq!(pages.len(), 1);
    assert_eq!(pages[0].url, Some(site.url("/2")));
    assert_eq!(pages[0].bytes, b"<p>Talks in Belmar</p>");
    assert!(pages[0].fetched.is_some());
}

const FEED: &[u8] = b"<rss><channel><item><title>Talks</title><link>/1</link>\
    <description>The ministers met in Belmar.</description></item></channel></rss>";

/// A disk that is full after so many bytes.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.checked_sub(bytes.len()) {
            Some(left) => self.0 = left,
            None => return Err(io::Error::other("no space left")),
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_ends_the_run() {
    let site = Site::of(&[("/a", "200 OK", "Talks")]);
    let archive = Archive {
        out: Box::new(Full(2000)),
        packing: Packing::Plain,
    };
    let mut session = session(policy(&[&site]), Some(archive));
    let addresses = ["/a", "/b", "/c"].map(|path| site.url(path));
    let told = session
        .run(&addresses, Purpose::Page, |_| {})
        .unwrap_err()
        .to_string();
    assert!(told.contains("no space left"), "{told}");
    assert!(site.seen().len() < 4);
}
