//! The HTTP response inside a record in, its body out: head (RFC 9112), chunks, content encodings.
//!
//! Crawlers often take transfer and content encoding off and leave the header: a body that is not what
//! the header says is taken as it stands.

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// Longest head.
const HEAD: usize = 1 << 16;

/// The head of a response.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// Status code, 0 where there is none.
    pub status: u16,
    /// Media type in lower case, without parameters.
    pub media: String,
    /// The charset that it states.
    pub charset: Option<String>,
    chunked: bool,
    encoding: String,
}

/// Body of a response, and what was odd about it.
pub(super) struct Body {
    pub bytes: Vec<u8>,
    pub oddity: Option<&'static str>,
}

/// The head of a response and the byte where its body begins; nothing where there is none.
pub(super) fn head(block: &[u8]) -> Option<(Head, usize)> {
    if !block.starts_with(b"HTTP/") {
        return None;
    }
    let window = &block[..block.len().min(HEAD)];
    let mut head = Head::default();
    let mut at = 0;
    loop {
        let end = at + memchr::memchr(b'\n', &window[at..])?;
        let line = window[at..end].trim_ascii();
        if at == 0 {
            head.status = status(line);
        } else if line.is_empty() {
            return Some((head, end + 1));
        } else {
            take(&mut head, line);
        }
        at = end + 1;
    }
}

fn status(line: &[u8]) -> u16 {
    let code = line
        .split(|b| *b == b' ')
        .filter(|part| !part.is_empty())
        .nth(1);
    let code = code.and_then(|code| std::str::from_utf8(code).ok());
    code.and_then(|code| code.parse().ok()).unwrap_or(0)
}

fn take(head: &mut Head, line: &[u8]) {
    let Some(colon) = memchr::memchr(b':', line) else {
        return;
    };
    let value = String::from_utf8_lossy(line[colon + 1..].trim_ascii()).into_owned();
    match line[..colon].to_ascii_lowercase().as_slice() {
        b"content-type" => (head.media, head.charset) = media(&value),
        b"transfer-encoding" => head.chunked = value.to_ascii_lowercase().contains("chunked"),
        b"content-encoding" => head.encoding = value.to_ascii_lowercase(),
        _ => {}
    }
}

/// `text/html; charset="utf-8"` as media type and charset.
pub(super) fn media(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let media = parts.next().unwrap_or("").trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    });
    (media, charset.filter(|charset| !charset.is_empty()))
}

/// The body as it was meant, at most `limit` bytes of it.
pub(super) fn body(head: &Head, bytes: Vec<u8>, limit: usize) -> Body {
    let bytes = match head.chunked {
        true => dechunked(&bytes).unwrap_or(bytes),
        false => bytes,
    };
    // Encodings stand in the order in which they were put on.
    head.encoding
        .rsplit(',')
        .map(str::trim)
        .filter(|e| !e.is_empty())
        .fold(
            Body {
                bytes,
                oddity: None,
            },
            |body, encoding| decoded(encoding, body, limit),
        )
}

/// The chunks joined; nothing where the body is not in chunks.
fn dechunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut at = 0;
    loop {
        let Some(end) = memchr::memchr(b'\n', &body[at..]).map(|end| at + end) else {
            // Cut off between two chunks.
            return (!out.is_empty()).then_some(out);
        };
        let line = body[at..end].trim_ascii();
        let digits = line
            .split(|b| *b == b';')
            .next()
            .unwrap_or(line)
            .trim_ascii();
        let size = match digits.len() {
            1..=8 => usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?,
            _ => return None,
        };
        if size == 0 {
            return Some(out);
        }
        let chunk = &body[end + 1..];
        out.extend_from_slice(&chunk[..size.min(chunk.len())]);
        if size >= chunk.len() {
            return Some(out);
        }
        at = end + 1 + size;
        while at < body.len() && (body[at] == b'\r' || body[at] == b'\n') {
            at += 1;
        }
    }
}

fn decoded(encoding: &str, body: Body, limit: usize) -> Body {
    let bytes = body.bytes.as_slice();
    let reader: Box<dyn Read + '_> = match encoding {
        "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => Box::new(MultiGzDecoder::new(bytes)),
        "deflate" if is_zlib(bytes) => Box::new(ZlibDecoder::new(bytes)),
        "deflate" if !is_text(bytes) => Box::new(DeflateDecoder::new(bytes)),
        "br" if !is_text(bytes) => Box::new(brotli_decompressor::Decompressor::new(bytes, 4096)),
        "zstd" if bytes.starts_with(b"\x28\xb5\x2f\xfd") => {
            match zstd::stream::read::Decoder::new(bytes) {
                Ok(reader) => Box::new(reader),
                Err(_) => return body,
            }
        }
        _ => return body,
    };
    let mut out = Vec::new();
    let read = reader.take(limit as u64 + 1).read_to_end(&mut out);
    if read.is_err() && out.is_empty() {
        return body;
    }
    let long = out.len() > limit;
    out.truncate(limit);
    let oddity = match (long, read) {
        (true, _) => Some("longer than is read"),
        (_, Err(_)) => Some("the packed body is damaged"),
        _ => body.oddity,
    };
    Body { bytes: out, oddity }
}

/// The first bytes of zlib (RFC 1950): method 8 and a sum that is a multiple of 31.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 15 == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

/// True where the body is readable as it stands.
fn is_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64)];
    head.iter().all(|b| *b >= b' ' || b.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn check(response: &[u8], expected: &str) {
        let (head, at) = head(response).expect("a response");
        let body = body(&head, response[at..].to_vec(), 1 << 20);
        assert_eq!(String::from_utf8_lossy(&body.bytes), expected);
    }

    #[test]
    fn heads() {
        let (found, at) =
            head(b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; Charset=\"iso-8859-9\"\r\n\r\nx")
                .unwrap();
        assert_eq!((found.status, found.media.as_str()), (200, "text/html"));
        assert_eq!(found.charset.as_deref(), Some("iso-8859-9"));
        assert_eq!(at, 66);
        assert_eq!(head(b"GET / HTTP/1.1\r\n\r\n"), None);
        assert_eq!(head(b"HTTP/1.1 200 OK\r\nno end"), None);
        assert_eq!(head(b"HTTP/2\n\n").unwrap().0.status, 0);
    }

    #[test]
    fn chunks_and_bodies_that_only_say_so() {
        let head = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n";
        check(
            format!("{head}6;x=1\r\nSarel \r\n5\r\nspoke\r\n0\r\n\r\n").as_bytes(),
            "Sarel spoke",
        );
        check(
            format!("{head}6\r\nSarel \r\n5\r\nspo").as_bytes(),
            "Sarel spo",
        );
        check(format!("{head}<p>Sarel spoke").as_bytes(), "<p>Sarel spoke");
    }

    #[test]
    fn packed_bodies_and_bodies_that_only_say_so() {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(b"Sarel spoke").unwrap();
        let packed = gz.finish().unwrap();
        let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
        check(&[head.as_slice(), &packed].concat(), "Sarel spoke");
        check(&[head.as_slice(), b"Sarel spoke"].concat(), "Sarel spoke");
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(b"Sarel spoke").unwrap();
        let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n";
        check(
            &[head.as_slice(), &zlib.finish().unwrap()].concat(),
            "Sarel spoke",
        );
        // An uncompressed block of brotli.
        let br = b"\x0b\x05\x80Sarel spoke\x03";
        let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n";
        check(&[head.as_slice(), br].concat(), "Sarel spoke");
        check(&[head.as_slice(), b"<p>Sarel"].concat(), "<p>Sarel");
    }
}
