//! Made-up pages in a WARC.gz: how many bytes a second come out of it, with how much memory.
//!
//! The file is written once, with seed and size of the definition. It is then read by this program called
//! anew, so that the resident memory is that of the reader alone; the CPU time of
//! its one thread is counted, of three runs the median.

use super::median;
use anyhow::{Context, Result, ensure};
use chancery_ingest::containers::{Limits, records_of_file};
use chancery_ingest::sniff::Form;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    name: String,
    bytes: u64,
    page: usize,
    runs: usize,
    seed: u64,
}

/// What one reading of the file came to.
#[derive(Serialize, Deserialize)]
struct Reading {
    pages: u64,
    bytes: u64,
    seconds: f64,
    /// Most resident memory, in KiB; 0 where the system does not say.
    peak_kib: u64,
}

/// Measures; the name of the definition and the report.
pub fn run(root: &Path) -> Result<(String, String)> {
    let path = root.join("bench/definitions/warc.toml");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let definition: Definition = toml::from_str(&text)?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("bench.warc.gz");
    let (pages, raw) = write(&file, &definition)?;
    let packed = std::fs::metadata(&file)?.len();
    let mut speeds = Vec::new();
    let mut peak = 0;
    for _ in 0..definition.runs {
        let reading = read_apart(&file)?;
        ensure!(
            reading.pages == pages,
            "{} of {pages} pages were read",
            reading.pages
        );
        speeds.push(raw as f64 / 1e6 / reading.seconds);
        peak = peak.max(reading.peak_kib);
    }
    let mut report = String::new();
    let kb = packed as f64 / 1e3 / pages.max(1) as f64;
    writeln!(
        report,
        "{pages} pages, {:.0} MB, {kb:.1} kB a page packed",
        raw as f64 / 1e6
    )?;
    let speed = median(&mut speeds);
    writeln!(
        report,
        "records: {speed:.0} MB/s (median of {})",
        definition.runs
    )?;
    writeln!(
        report,
        "peak resident memory: {:.1} MB",
        peak as f64 * 1024.0 / 1e6
    )?;
    Ok((definition.name, report))
}

/// Reads the file and says as a line of JSON what came of it: what [`run`] calls in a process of its own.
pub fn read(file: &Path) -> Result<String> {
    let start = super::store::cpu()?;
    let source = File::open(file).with_context(|| format!("opening {}", file.display()))?;
    let (mut pages, mut bytes) = (0, 0);
    for given in records_of_file(Box::new(source), "", Limits::default()) {
        match given {
            Ok(raw) => {
                ensure!(raw.form == Form::Html, "a record of another form");
                pages += 1;
                bytes += raw.bytes.len() as u64;
            }
            Err(failure) => ensure!(failure.error.is_left_out(), "{failure}"),
        }
    }
    let reading = Reading {
        pages,
        bytes,
        seconds: super::store::cpu()? - start,
        peak_kib: peak_kib().unwrap_or(0),
    };
    Ok(serde_json::to_string(&reading)?)
}

fn read_apart(file: &Path) -> Result<Reading> {
    let output = Command::new(std::env::current_exe()?)
        .args(["bench", "--part", "warc", "--file"])
        .arg(file)
        .output()
        .context("running the reader")?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).context("reading what the reader said")
}

/// `VmHWM` of /proc/self/status (proc(5)).
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Writes pages until they have the bytes of the definition; how many pages, how many bytes.
fn write(file: &Path, definition: &Definition) -> Result<(u64, u64)> {
    let mut out = BufWriter::new(File::create(file)?);
    let (mut pages, mut raw) = (0, 0);
    while raw < definition.bytes {
        let url = format!("https://news.invalid/{pages}");
        let page = super::made::page(definition.seed, pages, definition.page);
        let request = format!("GET /{pages} HTTP/1.1\r\nHost: news.invalid\r\n\r\n");
        let response =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        for (kind, block) in [("request", request), ("response", response)] {
            let record = record(kind, &url, &block);
            raw += record.len() as u64;
            let mut member =
                flate2::write::GzEncoder::new(&mut out, flate2::Compression::default());
            member.write_all(record.as_bytes())?;
            member.finish()?;
        }
        pages += 1;
    }
    out.flush()?;
    Ok((pages, raw))
}

fn record(kind: &str, url: &str, block: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-01-02T10:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:{kind}-{url}>\r\nContent-Type: application/http; msgtype={kind}\r\n\
         Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}
