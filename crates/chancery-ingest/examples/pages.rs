//! Lines `{"id", "url", "html"}` on standard input, lines with text and title of each on standard output.

use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout());
    for line in std::io::stdin().lock().lines() {
        let given: Value = serde_json::from_str(&line?)?;
        let html = given["html"].as_str().unwrap_or_default();
        let url = given["url"].as_str().filter(|url| !url.is_empty());
        let began = Instant::now();
        let report = chancery_ingest::page::read(html, url);
        let us = began.elapsed().as_micros() as u64;
        let found = json!({
            "id": given["id"], "title": report.title, "text": report.text, "author": report.authors.join("; "),
            "date": report.published.map(|stamp| stamp.to_string()), "dates": report.dates.iter().take(6).map(|d| format!("{} {}", d.basis, d.stamp)).collect::<Vec<_>>(), "outlet": report.outlet,
            "url": report.url, "language": report.language, "us": us,
        });
        writeln!(out, "{found}")?;
    }
    Ok(())
}
