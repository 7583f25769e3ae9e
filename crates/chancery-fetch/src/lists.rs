//! Addresses of pages in the lists that sites keep: RSS, Atom, RDF, JSON Feed, site maps, OPML, lines.
//!
//! Entries of feeds and site maps come from the readers of `chancery_ingest::formats`; OPML 2.0 and how
//! often a list changes (`ttl` of RSS 2.0, the module `syndication` of RDF Site Summary) from one pass
//! of our own, which looks at nothing in an entry. Only addresses are taken: what a page says of itself
//! is read from the page. Never panics.

use crate::body::unpack;
use crate::error::{Error, Kind};
use chancery_ingest::formats::{Hints, LeadsTo, Listing, feeds, sitemap};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::time::Duration;
use url::Url;

/// Most addresses of a list: as many as a site map may hold.
const MAX_ADDRESSES: usize = 50_000;

/// Longest text of an element that is kept, in bytes.
const MAX_TEXT: usize = 8192;

/// Longest time that a list can keep us from asking again.
const MAX_PACE: Duration = Duration::from_secs(24 * 3600);

/// What a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Addresses of pages, in order, once each.
    pub pages: Vec<String>,
    /// Addresses of further lists, in order.
    pub lists: Vec<String>,
    /// How long it stays as it is, as it says; at most a day.
    pub pace: Option<Duration>,
}

/// Reads a list that was found at `base`, unpacked to at most `limit` bytes where it is gzip.
/// Errors: it is none of the lists named above.
pub fn read(bytes: &[u8], base: Option<&Url>, limit: usize) -> Result<List, Error> {
    let unpacked = match bytes.starts_with(b"\x1f\x8b") {
        true => unpack("gzip", bytes.to_vec(), limit).0,
        false => bytes.to_vec(),
    };
    let whole = String::from_utf8_lossy(&unpacked);
    // What some sites print before the declaration is no part of the list.
    let text = whole.find('<').map_or("", |at| &whole[at..]);
    let scan = Scan::of(text);
    let found = match scan.is_opml {
        true => Some(scan.outlines.clone()),
        false if text.is_empty() && !whole.trim_start().starts_with('{') => lines(&whole),
        false => listed(&unpacked).or_else(|| listed(text.as_bytes())),
    };
    let Some(found) = found else {
        let what = "no feed, site map, OPML or list of addresses".to_owned();
        return Err(Kind::List { what }.into());
    };
    Ok(List {
        pace: scan.pace(),
        ..gathered(found, base)
    })
}

/// Addresses as they were written, made whole and put in their places.
fn gathered(found: Vec<(Of, String)>, base: Option<&Url>) -> List {
    let mut list = List::default();
    for (of, address) in found {
        let joined = match base {
            Some(base) => base.join(address.trim()),
            None => Url::parse(address.trim()),
        };
        let Ok(url) = joined else { continue };
        let to = match of {
            Of::Page => &mut list.pages,
            Of::List => &mut list.lists,
        };
        if to.len() < MAX_ADDRESSES && matches!(url.scheme(), "http" | "https") {
            to.push(url.into());
        }
    }
    list
}

/// What stands at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Page,
    List,
}

/// An address a line, lines that begin with `#` left out; nothing where a line is neither.
fn lines(text: &str) -> Option<Vec<(Of, String)>> {
    let lines = text
        .lines()
        .map(|line| line.trim_matches(['\u{feff}', ' ', '\t']));
    let kept: Vec<&str> = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let is_address = |line: &&str| line.starts_with("http://") || line.starts_with("https://");
    let are_all = !kept.is_empty() && kept.iter().all(is_address);
    are_all.then(|| {
        kept.iter()
            .map(|line| (Of::Page, (*line).to_owned()))
            .collect()
    })
}

/// What the readers of feeds and site maps find; nothing where it is neither.
fn listed(bytes: &[u8]) -> Option<Vec<(Of, String)>> {
    let hints = Hints::default();
    let found = feeds::list(bytes, &hints).or_else(|_| sitemap::list(bytes, &hints));
    let of = |listing: Listing| match listing.leads_to {
        LeadsTo::Page => (Of::Page, listing.url),
        LeadsTo::Sitemap => (Of::List, listing.url),
    };
    found.ok().map(|all| all.into_iter().map(of).collect())
}

/// Addresses of feeds in OPML, and how often a list changes.
#[derive(Default)]
struct Scan {
    is_opml: bool,
    outlines: Vec<(Of, String)>,
    /// Text of the element that is open, if it is one that counts.
    text: Option<String>,
    ttl: Option<u64>,
    period: Option<u64>,
    frequency: Option<u64>,
}

impl Scan {
    fn of(text: &str) -> Scan {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let mut scan = Scan::default();
        // A fault ends the list; what came before it stays.
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(start) => match start.local_name().as_ref() {
                    // What stands in an entry tells nothing of the list.
                    "item" | "entry" | "url" | "sitemap" => break,
                    _ => scan.start(&start),
                },
                Event::Empty(start) => {
                    scan.start(&start);
                    scan.text = None;
                }
                Event::End(end) => scan.end(end.local_name().as_ref()),
                Event::Text(text) => scan.add(&text.into_inner()),
                Event::CData(text) => scan.add(&text.into_inner()),
                Event::Eof => break,
                _ => {}
            }
        }
        scan
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        self.text = None;
        match start.local_name().as_ref() {
            "opml" => self.is_opml = true,
            "outline" if self.outlines.len() < MAX_ADDRESSES => {
                let address = attribute(start, "xmlUrl");
                self.outlines.extend(address.map(|a| (Of::List, a)));
            }
            "ttl" | "updatePeriod" | "updateFrequency" => self.text = Some(String::new()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        let Some(text) = self.text.take() else { return };
        let number = || text.trim().parse::<u64>().ok();
        match name {
            "ttl" => self.ttl = number().map(|minutes| minutes.saturating_mul(60)),
            "updatePeriod" => self.period = seconds(text.trim()),
            "updateFrequency" => self.frequency = number(),
            _ => {}
        }
    }

    fn add(&mut self, piece: &str) {
        if let Some(text) = &mut self.text
            && text.len() + piece.len() <= MAX_TEXT
        {
            text.push_str(piece);
        }
    }

    fn pace(&self) -> Option<Duration> {
        let times = self.frequency.unwrap_or(1).max(1);
        let period = self.period.map(|period| period / times);
        let seconds = self.ttl.max(period)?;
        Some(Duration::from_secs(seconds).min(MAX_PACE))
    }
}

/// The value of an attribute, whatever the case and the prefix of its name.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = start.html_attributes().filter_map(Result::ok);
    let found = all.find(|a| a.key.local_name().as_ref().eq_ignore_ascii_case(name))?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// Seconds of a period of the module `syndication`.
fn seconds(period: &str) -> Option<u64> {
    let hours = match period {
        "hourly" => 1,
        "daily" => 24,
        "weekly" | "monthly" | "yearly" => 24 * 7,
        _ => return None,
    };
    Some(hours * 3600)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_at(text: &str) -> Result<List, Error> {
        let base = Url::parse("https://gazette.example/feeds/all").unwrap();
        read(text.as_bytes(), Some(&base), 100_000)
    }

    fn check(text: &str, expected: &[&str]) {
        let list = read_at(text).unwrap();
        let all: Vec<&String> = list.pages.iter().chain(&list.lists).collect();
        assert_eq!(all, expected, "{text}");
    }

    #[test]
    fn rss() {
        check(
            "<?xml version='1.0'?><rss><channel><link>https://gazette.example/</link><item><title>A</title>\
             <link> https://gazette.example/1?a=1&amp;b=2 </link><guid>https://gazette.example/x</guid></item>\
             <item><guid>https://gazette.example/2</guid></item><item><guid isPermaLink='false'>http7</guid></item>\
             <item><link><![CDATA[/3?a&b]]></link><source url='x'><link>/no</link></source></item></channel></rss>",
            &[
                "https://gazette.example/1?a=1&b=2",
                "https://gazette.example/2",
                "https://gazette.example/3?a&b",
            ],
        );
    }

    #[test]
    fn atom_and_rdf() {
        check(
            "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='self' href='/self'/><entry>\
             <link rel='edit' href='/edit'/><link rel='alternate' href='1'/></entry>\
             <entry><link href='/2'></link></entry><entry><link rel='enclosure' href='/x.mp3'/></entry></feed>",
            &[
                "https://gazette.example/feeds/1",
                "https://gazette.example/2",
            ],
        );
        check(
            "<rdf:RDF><channel rdf:about='x'/><item rdf:about='y'><link>/1</link></item></rdf:RDF>",
            &["https://gazette.example/1"],
        );
    }

    #[test]
    fn site_maps_and_opml() {
        check(
            "<urlset><url><loc>/1</loc><image:image><image:loc>/i.png</image:loc></image:image></url>\
             <url><lastmod>2026</lastmod></url></urlset>",
            &["https://gazette.example/1"],
        );
        check(
            "<sitemapindex><sitemap><loc>/s.xml</loc></sitemap></sitemapindex>",
            &["https://gazette.example/s.xml"],
        );
        check(
            "<opml><body><outline text='North'><outline type='rss' xmlUrl='https://a.example/f?a=1&amp;b'/>\
             <outline xmlurl='/g' text=x></outline></outline></body></opml>",
            &["https://a.example/f?a=1&b", "https://gazette.example/g"],
        );
    }

    #[test]
    fn json_feed_and_lines() {
        check(
            r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"/1"},{"external_url":"https://a.example/2"},{"id":"3"}]}"#,
            &["https://gazette.example/1", "https://a.example/2"],
        );
        check(
            "# mine\nhttps://a.example/1\n\n https://a.example/2\r\n",
            &["https://a.example/1", "https://a.example/2"],
        );
    }

    #[test]
    fn how_often_it_changes() {
        let pace = |inner: &str| {
            let list = read_at(&format!(
                "<rss><channel>{inner}<item><ttl>9</ttl></item></channel></rss>"
            ));
            list.unwrap().pace.map(|pace| pace.as_secs() / 60)
        };
        assert_eq!(pace(""), None);
        assert_eq!(pace("<ttl>30</ttl>"), Some(30));
        assert_eq!(pace("<ttl>soon</ttl>"), None);
        assert_eq!(pace("<ttl>99999999999999999999</ttl>"), None);
        assert_eq!(pace("<ttl>18446744073709551615</ttl>"), Some(24 * 60));
        assert_eq!(pace("<sy:updatePeriod>hourly</sy:updatePeriod>"), Some(60));
        assert_eq!(
            pace(
                "<sy:updatePeriod> hourly\n</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
            ),
            Some(15)
        );
        assert_eq!(
            pace("<sy:updatePeriod>yearly</sy:updatePeriod>"),
            Some(24 * 60)
        );
    }

    #[test]
    fn packed_and_led_by_rubbish() {
        use std::io::Write as _;
        let text = "<urlset><url><loc>/1</loc></url></urlset>";
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(text.as_bytes()).unwrap();
        let list = read(&out.finish().unwrap(), None, 1000).unwrap();
        assert_eq!(list.pages.len(), 0, "a relative address needs a base");
        check(
            &format!("\u{feff} oops {text}"),
            &["https://gazette.example/1"],
        );
    }

    #[test]
    fn what_breaks_off_gives_what_came_before() {
        let text = "<rss><channel><item><link>/1</link></item><item><link>/2</link></item></channel></rss>";
        for end in 0..text.len() {
            if let Ok(list) = read_at(&text[..end]) {
                assert!(list.pages.len() <= 2);
            }
        }
        check(
            "<rss><item><link>/1</link></item><item a=<<>> & <link>",
            &["https://gazette.example/1"],
        );
    }

    #[test]
    fn what_is_no_list() {
        for text in [
            "",
            "talks",
            "https://a.example/\ntalks",
            "<html><a href='/1'>x</a></html>",
            "<",
            "\u{0}",
        ] {
            assert!(read_at(text).is_err(), "{text}");
        }
        check(
            "<rss><item><link>javascript:alert(1)</link></item><item><link>file:///etc</link></item></rss>",
            &[],
        );
    }

    #[test]
    fn deep_and_long() {
        let deep = format!("<rss>{}", "<item>".repeat(200_000));
        assert!(read_at(&deep).unwrap().pages.is_empty());
        let long = format!("<urlset>{}", "<url><loc>/1</loc></url>".repeat(60_000));
        assert_eq!(
            read(
                long.as_bytes(),
                Url::parse("http://a.example/").ok().as_ref(),
                1
            )
            .unwrap()
            .pages
            .len(),
            MAX_ADDRESSES
        );
    }
}
