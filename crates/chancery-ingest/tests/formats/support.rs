//! A short form of what was read, so that a test shows all of it.

use chancery_ingest::formats::{Listing, Reports};
use chancery_ingest::{Error, Report, Standing};

/// Bytes of a file of this folder.
pub fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/formats/files/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Compares with a file of the folder `expected`; a missing one is empty.
pub fn check_expected(name: &str, found: &str) {
    let path = format!(
        "{}/tests/formats/files/expected/{name}.txt",
        env!("CARGO_MANIFEST_DIR")
    );
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found.trim_end(), expected.trim_end(), "{name}");
}

/// One line a field that is there.
pub fn shown(report: &Report) -> String {
    let mut out = Vec::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            out.push(format!("{name}: {value}"));
        }
    };
    put("id", report.id.clone());
    put("title", report.title.clone());
    put(
        "authors",
        (!report.authors.is_empty()).then(|| report.authors.join("; ")),
    );
    put("outlet", report.outlet.clone());
    put("credit", report.credit.clone());
    put("url", report.url.clone());
    put("published", report.published.map(|stamp| stamp.to_string()));
    put("modified", report.modified.map(|stamp| stamp.to_string()));
    put("fetched", report.fetched.map(|stamp| stamp.to_string()));
    put("language", report.language.clone());
    put("dateline", report.dateline.clone());
    put(
        "standing",
        (report.standing != Standing::Usable).then(|| format!("{:?}", report.standing)),
    );
    let notes: Vec<String> = report
        .notes
        .iter()
        .map(|note| format!("{} {}", note.kind, note.what).trim().to_owned())
        .collect();
    put("notes", (!notes.is_empty()).then(|| notes.join("; ")));
    put("text", Some(report.text.replace("\n\n", " | ")));
    out.join("\n")
}

/// All entries, parted by a line.
pub fn all(read: Result<Reports, Error>) -> String {
    match read {
        Err(error) => format!("error: {error}"),
        Ok(reports) => {
            let parts = reports.iter().map(|entry| match entry {
                Ok(report) => {
                    checked(report);
                    shown(report)
                }
                Err(error) => format!("error: {error}"),
            });
            parts.collect::<Vec<_>>().join("\n--\n")
        }
    }
}

/// One line an address.
pub fn listed(read: Result<Vec<Listing>, Error>) -> String {
    let line = |listing: Listing| {
        let stamp = |stamp: Option<chancery_ingest::Stamp>| {
            stamp.map_or("-".to_owned(), |stamp| stamp.to_string())
        };
        let text = |text: Option<String>| text.unwrap_or("-".to_owned());
        format!(
            "{:?} {} | {} | {} | {} | {} | {}",
            listing.leads_to,
            listing.url,
            text(listing.title),
            text(listing.outlet),
            text(listing.language),
            stamp(listing.published),
            stamp(listing.modified)
        )
    };
    match read {
        Err(error) => format!("error: {error}"),
        Ok(listings) => listings
            .into_iter()
            .map(line)
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// What must hold of every report: blocks and segments lie in the text, in order.
pub fn checked(report: &Report) {
    let mut at = 0;
    for block in &report.blocks {
        assert!(
            block.span.start >= at && block.span.start < block.span.end,
            "{block:?}"
        );
        assert!(
            report.text.get(block.span.start..block.span.end).is_some(),
            "{block:?}"
        );
        at = block.span.end;
    }
    let mut at = 0;
    for segment in &report.segments {
        assert!(
            segment.text.start >= at && segment.text.end <= report.text.len(),
            "{segment:?}"
        );
        assert!(
            report
                .text
                .get(segment.text.start..segment.text.end)
                .is_some(),
            "{segment:?}"
        );
        at = segment.text.end;
    }
}

/// Words of a segment stand in the source where it says.
pub fn check_places(report: &Report, source: &str) {
    assert!(!report.segments.is_empty());
    for segment in &report.segments {
        let words = &report.text[segment.text.start..segment.text.end];
        let there = source[segment.source.start..segment.source.end]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert_eq!(words, there);
    }
}
