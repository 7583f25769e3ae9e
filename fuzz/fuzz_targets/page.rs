//! Any bytes as a web page, read as UTF-8 with what is broken replaced.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let html = String::from_utf8_lossy(bytes);
    for url in [None, Some("https://www.example.org/2024/05/02/talks?utm_source=x")] {
        let report = chancery_ingest::page::read(&html, url);
        for segment in &report.segments {
            assert!(report.text.get(segment.text.start..segment.text.end).is_some());
            assert!(html.get(segment.source.start..segment.source.end).is_some());
        }
        for date in &report.dates {
            assert!(date.span.is_none_or(|span| html.get(span.start..span.end).is_some()));
        }
    }
});
