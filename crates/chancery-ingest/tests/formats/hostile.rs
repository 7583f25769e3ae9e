//! Bytes that were never meant to be read: nothing may panic, loop, or take more than its share.

use std::time::{Duration, Instant};

use chancery_ingest::Error;
use chancery_ingest::formats::{
    Hints, Reports, exports, feeds, mail, newsml, ninjs, nitf, sitemap,
};

use crate::support::{checked, file};

type Reader = fn(&[u8], &Hints<'_>) -> Result<Reports, Error>;

const READERS: [Reader; 7] = [
    feeds::read,
    nitf::read,
    newsml::read,
    ninjs::read,
    mail::read,
    mail::read_mbox,
    exports::read,
];

const FILES: [&str; 26] = [
    "atom.xml",
    "atom03.xml",
    "rss-cyrillic.xml",
    "factiva-printed.txt",
    "factiva-tagged.txt",
    "feed.json",
    "g2-message.xml",
    "g2-nitf.xml",
    "newsletter.eml",
    "newsml1.xml",
    "nexis-new.txt",
    "nexis-old.txt",
    "nexis.rtf",
    "ninjs1.json",
    "ninjs2.json",
    "ninjs3.json",
    "nitf-agency.xml",
    "nitf-correction.xml",
    "nitf-killed.xml",
    "proquest.txt",
    "rdf.xml",
    "release.eml",
    "rss-broken.xml",
    "rss2-full.xml",
    "sitemap-index.xml",
    "two.mbox",
];

/// Every reader over the bytes.
fn read_by_all(bytes: &[u8]) {
    let hints = Hints::default();
    for reader in READERS {
        for report in reader(bytes, &hints).unwrap_or_default().iter().flatten() {
            checked(report);
        }
    }
    let _ = sitemap::list(bytes, &hints).map(|list| list.len());
    let _ = feeds::list(bytes, &hints).map(|list| list.len());
}

#[test]
fn empty_and_garbage() {
    for bytes in [
        &b""[..],
        b"\0",
        b"\xff\xfe",
        b"<",
        b"{",
        b"{\\rtf",
        b"PK\x03\x04",
        b"From ",
        b"%PDF-",
        b"\xef\xbb\xbf",
    ] {
        read_by_all(bytes);
    }
    let mut state = 1u32;
    let noise: Vec<u8> = (0..20_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect();
    read_by_all(&noise);
}

#[test]
fn cut_off_at_every_byte() {
    let own: [(&str, Reader); 5] = [
        ("xml", |bytes, hints| match nitf::read(bytes, hints) {
            Ok(reports) => Ok(reports),
            Err(_) => newsml::read(bytes, hints).or_else(|_| feeds::read(bytes, hints)),
        }),
        ("json", |bytes, hints| {
            feeds::read(bytes, hints).or_else(|_| ninjs::read(bytes, hints))
        }),
        ("eml", mail::read),
        ("mbox", mail::read_mbox),
        ("", exports::read),
    ];
    for name in FILES {
        let bytes = file(name);
        let ending = name.rsplit('.').next().unwrap();
        let (_, reader) = own
            .iter()
            .find(|(known, _)| *known == ending || known.is_empty())
            .unwrap();
        for end in 0..bytes.len() {
            for report in reader(&bytes[..end], &Hints::default())
                .unwrap_or_default()
                .iter()
                .flatten()
            {
                checked(report);
            }
        }
    }
}

#[test]
fn entities_do_not_grow() {
    let mut source = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..30 {
        source.push_str(&format!(
            "<!ENTITY a{level} \"&a{0};&a{0};&a{0};&a{0};\">",
            level - 1
        ));
    }
    source.push_str("]><rss><channel><item><title>&a29;</title><description>&a29; words</description></item></channel></rss>");
    let reports = feeds::read(source.as_bytes(), &Hints::default()).unwrap();
    assert_eq!(reports[0].as_ref().unwrap().text, "&a29; words");
}

#[test]
fn large_and_deep_input_is_bounded() {
    let begun = Instant::now();
    let item = "<item><title>Envoys meet</title><link>https://a.example/1</link><description>Words &amp; words of an item.</description></item>";
    let feed = format!(
        "<rss><channel><title>A</title>{}",
        item.repeat(50_000_000 / item.len())
    );
    let reports = feeds::read(feed.as_bytes(), &Hints::default()).unwrap();
    assert!(
        reports.len() <= 50_001 && reports.len() > 10_000,
        "{}",
        reports.len()
    );
    assert!(
        feeds::read(&vec![b' '; 65 << 20], &Hints::default())
            .unwrap_err()
            .is_too_long()
    );
    for piece in [
        "<div>",
        "<item>",
        "[",
        "{\"a\":",
        "{\\rtf1",
        "<p><a href='",
        "From a\n\n",
        "> ",
        "HD  a\nLP\n",
        "&lt;",
        "<![CDATA[",
        "LENGTH: 1 words\n",
    ] {
        read_by_all(piece.repeat(300_000 / piece.len()).as_bytes());
    }
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "{:?}",
        begun.elapsed()
    );
}
