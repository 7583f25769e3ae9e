//! What was asked and answered, as WARC 1.1 (ISO 28500:2017, IIPC): a `warcinfo`, then for each
//! exchange a `request` and a `response`, or a `revisit` where the site says "not modified".
//!
//! Each record is a gzip member of its own, so that an archive can be cut and joined between records;
//! another run is written behind the last. The body stays packed as it was sent; only the chunks of
//! the transfer are undone, and the headers that told of them left out. `WARC-Date` is the moment of
//! the question: no text in the answer can have been published later than a moment after it. Ids are
//! hashes of what they name: the same exchange at the same moment has the same bytes. What was asked
//! for its addresses or for the wishes of the site bears a field of ours, so that nobody takes it for a
//! report.

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use std::io::{self, Write};
use std::net::IpAddr;

/// What an answer is wanted for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// To be read.
    #[default]
    Page,
    /// For the addresses in it.
    List,
    /// For what the site wants.
    Robots,
}

/// A question to a site and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The address, without fragment.
    pub url: String,
    /// What it is wanted for.
    pub purpose: Purpose,
    /// When it was asked.
    pub at: Timestamp,
    /// Who answered.
    pub address: Option<IpAddr>,
    /// The lines that were sent, with the empty one.
    pub request: Vec<u8>,
    /// Status of HTTP.
    pub status: u16,
    /// What the site calls it.
    pub reason: String,
    /// Names in lower case and values, as sent.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body, its chunks joined, still packed.
    pub body: Vec<u8>,
    /// Set where not all of the body was taken.
    pub cut: bool,
    /// When the answer was given that this one says still holds.
    pub revises: Option<Timestamp>,
}

impl Exchange {
    /// The first value of a header, where it is text. `name` is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let named = self.headers.iter().find(|(key, _)| key == name);
        named.and_then(|(_, value)| std::str::from_utf8(value).ok())
    }
}

/// The field of a record, our own, that says what is no page to be read: `list` or `robots`.
const PURPOSE: &str = "Chancery-Purpose";

/// How an archive is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Each record a member.
    Gzip,
    /// As it is.
    Plain,
}

/// Writes exchanges.
pub struct Writer<W> {
    out: W,
    packing: Packing,
}

/// Fields of a record, and its block.
struct Record<'a> {
    kind: &'static str,
    fields: Vec<(&'static str, String)>,
    block: &'a [u8],
}

impl<W: Write> Writer<W> {
    /// An archive that begins with who wrote it, when. Errors: `out` cannot be written.
    pub fn begin(out: W, packing: Packing, agent: &str, at: Timestamp) -> io::Result<Writer<W>> {
        let mut writer = Writer { out, packing };
        let block = format!(
            "software: {agent}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n\
             conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
        );
        let fields = vec![
            ("WARC-Date", date(at)),
            ("Content-Type", "application/warc-fields".to_owned()),
        ];
        writer.put(&Record {
            kind: "warcinfo",
            fields,
            block: block.as_bytes(),
        })?;
        Ok(writer)
    }

    /// The records of one exchange. Errors: `out` cannot be written.
    pub fn put_exchange(&mut self, exchange: &Exchange) -> io::Result<()> {
        let head = head(exchange);
        let is_revisit = exchange.status == 304;
        let block = match is_revisit {
            true => head,
            false => [head.as_slice(), &exchange.body].concat(),
        };
        let mut fields = about(exchange);
        fields.push((
            "Content-Type",
            "application/http;msgtype=response".to_owned(),
        ));
        if is_revisit {
            fields.extend(revisit(exchange));
        } else {
            let digest = sha1::Sha1::digest(&exchange.body);
            fields.push(("WARC-Payload-Digest", format!("sha1:{}", base32(&digest))));
        }
        if exchange.cut {
            fields.push(("WARC-Truncated", "length".to_owned()));
        }
        let id = self.put(&Record {
            kind: if is_revisit { "revisit" } else { "response" },
            fields,
            block: &block,
        })?;
        let mut fields = about(exchange);
        fields.push((
            "Content-Type",
            "application/http;msgtype=request".to_owned(),
        ));
        fields.push(("WARC-Concurrent-To", id));
        self.put(&Record {
            kind: "request",
            fields,
            block: &exchange.request,
        })?;
        Ok(())
    }

    /// Hands on what is waiting. Errors: `out` cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Writes a record whole; its id.
    fn put(&mut self, record: &Record<'_>) -> io::Result<String> {
        let mut lines = format!("WARC-Type: {}\r\n", record.kind);
        for (name, value) in &record.fields {
            lines.push_str(&format!("{name}: {value}\r\n"));
        }
        let digest = Sha256::digest(record.block);
        lines.push_str(&format!(
            "WARC-Block-Digest: sha256:{}\r\n",
            base32(&digest)
        ));
        lines.push_str(&format!("Content-Length: {}\r\n", record.block.len()));
        let id = id_of(lines.as_bytes());
        let start = format!("WARC/1.1\r\nWARC-Record-ID: {id}\r\n{lines}\r\n");
        let whole = [start.as_bytes(), record.block, b"\r\n\r\n"].concat();
        match self.packing {
            Packing::Plain => self.out.write_all(&whole)?,
            Packing::Gzip => {
                let mut member = GzEncoder::new(Vec::new(), Compression::default());
                member.write_all(&whole)?;
                self.out.write_all(&member.finish()?)?;
            }
        }
        Ok(id)
    }
}

fn about(exchange: &Exchange) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("WARC-Target-URI", exchange.url.clone()),
        ("WARC-Date", date(exchange.at)),
    ];
    match exchange.purpose {
        Purpose::Page => {}
        Purpose::List => fields.push((PURPOSE, "list".to_owned())),
        Purpose::Robots => fields.push((PURPOSE, "robots".to_owned())),
    }
    if let Some(address) = exchange.address {
        fields.push(("WARC-IP-Address", address.to_string()));
    }
    fields
}

fn revisit(exchange: &Exchange) -> Vec<(&'static str, String)> {
    let profile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";
    let mut fields = vec![("WARC-Profile", profile.to_owned())];
    if let Some(before) = exchange.revises {
        fields.push(("WARC-Refers-To-Target-URI", exchange.url.clone()));
        fields.push(("WARC-Refers-To-Date", date(before)));
    }
    fields
}

/// Status and headers as they stand before a body that is not sent in chunks.
fn head(exchange: &Exchange) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} {}\r\n", exchange.status, exchange.reason).into_bytes();
    let chunked = exchange.header("transfer-encoding").is_some();
    for (name, value) in &exchange.headers {
        if name == "transfer-encoding" || (chunked && name == "content-length") {
            continue;
        }
        head.extend_from_slice(name.as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value);
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head
}

fn date(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A UUID of the eighth kind (RFC 9562): one's own hash.
fn id_of(lines: &[u8]) -> String {
    let digest = Sha256::digest(lines);
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    id[6] = (id[6] & 0x0f) | 0x80;
    id[8] = (id[8] & 0x3f) | 0x80;
    let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    let (a, b, c, d, e) = (
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    );
    format!("<urn:uuid:{a}-{b}-{c}-{d}-{e}>")
}

/// RFC 4648 with its padding left out, as archives write digests.
fn base32(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(5) {
        let mut group = [0; 8];
        group[3..3 + chunk.len()].copy_from_slice(chunk);
        let group = u64::from_be_bytes(group);
        for at in 0..(chunk.len() * 8).div_ceil(5) {
            let digit = (group >> (35 - 5 * at)) & 31;
            let letter = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[digit as usize];
            out.push(char::from(letter));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange() -> Exchange {
        Exchange {
            url: "https://gazette.example/a".to_owned(),
            purpose: Purpose::List,
            at: Timestamp::UNIX_EPOCH,
            address: Some("198.51.100.7".parse().unwrap()),
            request: b"GET /a HTTP/1.1\r\nhost: gazette.example\r\n\r\n".to_vec(),
            status: 200,
            reason: "OK".to_owned(),
            headers: vec![
                ("content-type".to_owned(), b"text/html".to_vec()),
                ("transfer-encoding".to_owned(), b"chunked".to_vec()),
                ("content-length".to_owned(), b"99".to_vec()),
            ],
            body: b"<p>Talks".to_vec(),
            cut: false,
            revises: None,
        }
    }

    fn written(exchange: &Exchange) -> String {
        let at = Timestamp::UNIX_EPOCH;
        let mut out = Vec::new();
        let mut writer = Writer::begin(&mut out, Packing::Plain, "Test/1", at).unwrap();
        writer.put_exchange(exchange).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lengths_and_blocks() {
        let text = written(&exchange());
        let records: Vec<&str> = text.split("WARC/1.1\r\n").skip(1).collect();
        assert_eq!(records.len(), 3);
        for record in records {
            let (fields, block) = record.split_once("\r\n\r\n").unwrap();
            let len = fields.split("Content-Length: ").nth(1).unwrap();
            assert_eq!(block.len(), len.parse::<usize>().unwrap() + 4);
            assert!(block.ends_with("\r\n\r\n"));
        }
        assert_eq!(text.matches("Chancery-Purpose: list\r\n").count(), 2);
        assert!(text.contains("WARC-Date: 1970-01-01T00:00:00Z\r\n"));
        assert!(
            text.contains("\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<p>Talks")
        );
    }

    #[test]
    fn not_modified_is_a_revisit_without_body() {
        let text = written(&Exchange {
            status: 304,
            revises: Some(Timestamp::UNIX_EPOCH),
            ..exchange()
        });
        assert!(text.contains("WARC-Type: revisit\r\n"));
        assert!(text.contains("WARC-Refers-To-Date: 1970-01-01T00:00:00Z\r\n"));
        assert!(!text.contains("<p>"));
    }

    #[test]
    fn each_record_is_a_member() {
        let mut out = Vec::new();
        let at = Timestamp::UNIX_EPOCH;
        let mut writer = Writer::begin(&mut out, Packing::Gzip, "Test/1", at).unwrap();
        writer.put_exchange(&exchange()).unwrap();
        let members = out.windows(3).filter(|w| w == b"\x1f\x8b\x08").count();
        assert_eq!(members, 3);
        let (all, _) = crate::body::unpack("gzip", out, 10_000);
        assert_eq!(String::from_utf8(all).unwrap(), written(&exchange()));
    }

    #[test]
    fn digests_as_archives_write_them() {
        for (bytes, expected) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), expected);
        }
        let empty = sha1::Sha1::digest(b"");
        assert_eq!(base32(&empty), "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
    }
}
