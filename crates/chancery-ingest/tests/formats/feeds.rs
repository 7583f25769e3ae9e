//! Feeds and sitemaps.

use chancery_ingest::formats::{Hints, feeds, sitemap};

use crate::support::{all, check_expected, file, listed};

fn check(name: &str) {
    check_expected(name, &all(feeds::read(&file(name), &Hints::default())));
}

fn check_list(name: &str) {
    check_expected(
        &format!("{name}.list"),
        &listed(feeds::list(&file(name), &Hints::default())),
    );
}

fn check_sitemap(bytes: &[u8], expected: &str) {
    assert_eq!(listed(sitemap::list(bytes, &Hints::default())), expected);
}

#[test]
fn rss_with_content_and_credits() {
    check("rss2-full.xml");
}

#[test]
fn rss_behind_warnings_cut_off_with_bare_ampersands() {
    check("rss-broken.xml");
}

#[test]
fn rdf_in_latin_1() {
    check("rdf.xml");
}

#[test]
fn rss_with_a_full_text_of_its_own_in_windows_1251() {
    check("rss-cyrillic.xml");
    check_list("rss-cyrillic.xml");
}

#[test]
fn atom_with_xhtml() {
    check("atom.xml");
    check("atom03.xml");
}

#[test]
fn json_feed() {
    check("feed.json");
}

#[test]
fn feeds_list_addresses() {
    check_list("rss2-full.xml");
    check_list("atom.xml");
    check_list("feed.json");
}

#[test]
fn sitemaps() {
    for name in ["sitemap-news.xml", "sitemap-index.xml"] {
        check_expected(name, &listed(sitemap::list(&file(name), &Hints::default())));
    }
    check_sitemap(
        b"https://a.example/1\nhttps://a.example/2\n",
        "Page https://a.example/1 | - | - | - | - | -\nPage https://a.example/2 | - | - | - | - | -",
    );
    check_sitemap(
        b"<html></html>",
        "error: sitemap: byte 0: neither urlset nor sitemapindex",
    );
    check_sitemap(b"", "error: sitemap: byte 0: no address");
    check_sitemap(
        b"some words",
        "error: sitemap: byte 0: a line that is no address",
    );
}

/// The reader of others finds the same entries, titles, addresses and days in what is well formed.
#[test]
fn agrees_with_feed_rs() {
    for name in ["rss2-full.xml", "rdf.xml", "atom.xml"] {
        let bytes = file(name);
        let theirs = feed_rs::parser::parse(&bytes[..]).unwrap();
        let ours = feeds::list(&bytes, &Hints::default()).unwrap();
        assert_eq!(theirs.entries.len(), ours.len(), "{name}");
        for (theirs, ours) in theirs.entries.iter().zip(&ours) {
            let has_link = theirs.links.iter().any(|link| link.href == ours.url);
            assert!(
                has_link || theirs.id == ours.url || theirs.links.is_empty(),
                "{name}: {}",
                ours.url
            );
            if let (Some(theirs), Some(ours)) = (theirs.published, ours.published) {
                let minutes = i64::from(ours.utc_offset_minutes.unwrap_or(0));
                let date = ours
                    .day
                    .at(0, 0, 0, 0)
                    .to_zoned(jiff::tz::TimeZone::UTC)
                    .unwrap()
                    .timestamp()
                    .as_second();
                let time = ours.time.map_or(0, |t| {
                    i64::from(t.hour()) * 3600 + i64::from(t.minute()) * 60 + i64::from(t.second())
                });
                assert_eq!(theirs.timestamp(), date + time - minutes * 60, "{name}");
            }
        }
    }
}
