//! Rounds over feeds.

use crate::site::{Site, answer, policy};
use chancery_fetch::{Memory, Round, Session, Watch, round};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Runs a round and leaves what it remembers.
fn next(site: &Site, memory: &mut Memory, lists: &[&str], now: i64) -> Round {
    let watch = Watch {
        lists: lists.iter().map(|path| site.url(path)).collect(),
        every: Duration::from_secs(600),
        max_list: 100_000,
    };
    let before = std::mem::take(memory);
    let mut session = Session::open(policy(&[site]), before, None, Box::new(|| false)).unwrap();
    let found = round(&mut session, &watch, now, &mut |_| {}).unwrap();
    *memory = session.close().unwrap();
    found
}

fn asked_for(site: &Site, path: &str) -> usize {
    site.paths().iter().filter(|asked| *asked == path).count()
}

const FEED: &str = "<rss><channel><ttl>30</ttl><item><link>/1?utm_source=rss</link></item>\
                    <item><link>/2</link></item></channel></rss>";

#[test]
fn new_pages_once_and_lists_when_due() {
    let site = Site::of(&[
        ("/feed", "200 OK", FEED),
        ("/1", "200 OK", "Talks"),
        ("/2", "404 Not Found", ""),
    ]);
    let mut memory = Memory::default();
    let first = next(&site, &mut memory, &["/feed"], 1000);
    assert_eq!((first.lists, first.pages, first.failed), (1, 1, 1));
    let early = next(&site, &mut memory, &["/feed"], 1000 + 1799);
    assert_eq!(early, Round::default(), "the feed asks for half an hour");
    let later = next(&site, &mut memory, &["/feed"], 1000 + 1800);
    assert_eq!((later.lists, later.pages, later.failed), (1, 0, 0));
    assert_eq!((asked_for(&site, "/1"), asked_for(&site, "/2")), (1, 1));
}

#[test]
fn lists_of_lists_even_when_unchanged() {
    let site = Site::new(|seen, stream| match seen.path.as_str() {
        "/opml" if seen.header("if-none-match").is_some() => {
            answer(stream, "304 Not Modified", b"")
        }
        "/opml" => answer(
            stream,
            "200 OK\r\nETag: \"1\"",
            b"<opml><outline xmlUrl='/index'/></opml>",
        ),
        "/index" => answer(
            stream,
            "200 OK",
            b"<sitemapindex><sitemap><loc>/map</loc></sitemap></sitemapindex>",
        ),
        "/map" => answer(
            stream,
            "200 OK",
            b"<urlset><url><loc>/1</loc></url></urlset>",
        ),
        "/1" => answer(stream, "200 OK", b"Talks"),
        _ => answer(stream, "404 Not Found", b""),
    });
    let mut memory = Memory::default();
    let first = next(&site, &mut memory, &["/opml"], 0);
    assert_eq!((first.lists, first.pages, first.failed), (3, 1, 0));
    let second = next(&site, &mut memory, &["/opml"], 600);
    assert_eq!((second.lists, second.pages, second.failed), (3, 0, 0));
}

#[test]
fn pages_that_may_come_yet_are_asked_for_in_three_rounds() {
    let site = Site::of(&[
        ("/feed", "200 OK", "<rss><item><link>/1</link></item></rss>"),
        ("/1", "503 Later", ""),
    ]);
    let mut memory = Memory::default();
    for now in 0..5 {
        next(&site, &mut memory, &["/feed"], now * 600);
    }
    assert_eq!(asked_for(&site, "/1"), 3);
}

#[test]
fn waits_double_after_failures() {
    let count = AtomicUsize::new(0);
    let site = Site::new(move |seen, stream| match seen.path.as_str() {
        "/feed" if count.fetch_add(1, Ordering::Relaxed) < 2 => answer(stream, "500 Oops", b""),
        "/feed" => answer(stream, "200 OK", b"<rss></rss>"),
        "/page" => answer(stream, "200 OK", b"<html>no feed</html>"),
        _ => answer(stream, "404 Not Found", b""),
    });
    let mut memory = Memory::default();
    let mut due = |now| {
        let failed = next(&site, &mut memory, &["/feed", "/page"], now).failed;
        let due = |path: &str| memory.lists[&site.url(path)].due;
        (failed, due("/feed"), due("/page"))
    };
    assert_eq!(due(0), (2, 1200, 1200));
    assert_eq!(due(1200), (2, 3600, 3600));
    assert_eq!(due(3600), (1, 4200, 8400));
}
