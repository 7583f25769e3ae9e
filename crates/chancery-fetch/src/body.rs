//! A body as it was sent, unpacked within a limit: gzip, deflate and br, one over the other at most
//! twice.
//!
//! A few bytes can unpack to terabytes, so no more is made than asked for; time and memory follow the
//! limit, not the input.

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use std::io::Read;

/// Most codings one over the other.
const MAX_LAYERS: usize = 2;

/// Why a body was not unpacked to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpacked {
    /// All of it.
    Whole,
    /// There is more than the limit.
    Cut,
    /// It ends early, or is not what its header says.
    Broken,
}

/// The bytes that `body` packs by the codings of its header `Content-Encoding`, at most `limit` of
/// them, and whether that is all. What was unpacked before a fault is kept. Never panics.
pub fn unpack(codings: &str, body: Vec<u8>, limit: usize) -> (Vec<u8>, Unpacked) {
    let codings: Vec<&str> = codings.split(',').map(str::trim).collect();
    let is_coding = |coding: &&&str| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity");
    let layers: Vec<&&str> = codings.iter().filter(is_coding).collect();
    if layers.len() > MAX_LAYERS {
        return (Vec::new(), Unpacked::Broken);
    }
    let mut body = body;
    let mut how = Unpacked::Whole;
    // The last coding was put on last.
    for coding in layers.into_iter().rev() {
        let (bytes, end) = match coding.to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => gzip(&body, limit),
            "br" => drain(
                brotli_decompressor::Decompressor::new(body.as_slice(), 4096),
                limit,
            ),
            "deflate" => deflate(&body, limit),
            _ => (Vec::new(), Unpacked::Broken),
        };
        body = bytes;
        how = if how == Unpacked::Whole { end } else { how };
    }
    if body.len() > limit {
        body.truncate(limit);
        how = Unpacked::Cut;
    }
    (body, how)
}

/// Members one after another; what follows the last one is padding that some servers send.
fn gzip(mut packed: &[u8], limit: usize) -> (Vec<u8>, Unpacked) {
    let mut all = Vec::new();
    loop {
        let mut member = GzDecoder::new(packed);
        let room = limit.saturating_sub(all.len());
        let (bytes, end) = drain(&mut member, room);
        all.extend(bytes);
        packed = member.into_inner();
        if end != Unpacked::Whole || !packed.starts_with(b"\x1f\x8b") {
            return (all, end);
        }
    }
}

/// By the standard with the header of zlib; some servers leave it out.
fn deflate(packed: &[u8], limit: usize) -> (Vec<u8>, Unpacked) {
    match drain(ZlibDecoder::new(packed), limit) {
        (bytes, Unpacked::Broken) if bytes.is_empty() => drain(DeflateDecoder::new(packed), limit),
        other => other,
    }
}

fn drain(reader: impl Read, limit: usize) -> (Vec<u8>, Unpacked) {
    let mut bytes = Vec::new();
    // One byte more tells a body of just the limit from a longer one.
    let end = reader.take(limit as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > limit {
        bytes.truncate(limit);
        return (bytes, Unpacked::Cut);
    }
    match end {
        Ok(_) => (bytes, Unpacked::Whole),
        Err(_) => (bytes, Unpacked::Broken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write as _;

    fn gz(bytes: &[u8]) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    /// "a short report\n" in br, written by the reference program.
    const BR: &[u8] = b"\x1b\x0e\x00\xf8\x25\x14\x92\x90\x42\x14\xa9\x3c\xe0\x29\x85\x01";

    fn check(codings: &str, body: &[u8], expected: &str) {
        let (bytes, how) = unpack(codings, body.to_vec(), 100);
        let shown = format!("{} {how:?}", String::from_utf8_lossy(&bytes));
        assert_eq!(shown, expected, "{codings}");
    }

    #[test]
    fn each_coding() {
        check("", b"plain", "plain Whole");
        check("identity", b"plain", "plain Whole");
        check("gzip", &gz(b"packed"), "packed Whole");
        check("X-GZIP", &gz(b"packed"), "packed Whole");
        check("br", BR, "a short report\n Whole");
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(b"packed").unwrap();
        check("deflate", &zlib.finish().unwrap(), "packed Whole");
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::fast());
        raw.write_all(b"packed").unwrap();
        check("deflate", &raw.finish().unwrap(), "packed Whole");
    }

    #[test]
    fn layers_members_and_padding() {
        check("gzip, gzip", &gz(&gz(b"twice")), "twice Whole");
        check("gzip, gzip, gzip", &gz(&gz(&gz(b"x"))), " Broken");
        check("gzip", &[gz(b"one "), gz(b"two")].concat(), "one two Whole");
        check("gzip", &[gz(b"one"), vec![0; 9]].concat(), "one Whole");
    }

    #[test]
    fn what_is_not_as_it_says() {
        check("gzip", b"plain", " Broken");
        check("br", b"\xff\xff\xff", " Broken");
        check("zstd", b"x", " Broken");
        let whole = gz(b"cut off");
        for end in 0..whole.len() {
            let (bytes, how) = unpack("gzip", whole[..end].to_vec(), 100);
            assert!(b"cut off".starts_with(&bytes) && how == Unpacked::Broken);
        }
    }

    #[test]
    fn no_more_than_the_limit() {
        let zeros = vec![0; 10_000_000];
        let (bytes, how) = unpack("gzip", gz(&zeros), 1000);
        assert_eq!((bytes.len(), how), (1000, Unpacked::Cut));
        let (bytes, how) = unpack("", zeros, 1000);
        assert_eq!((bytes.len(), how), (1000, Unpacked::Cut));
        let (bytes, how) = unpack("gzip", gz(&[0; 1000]), 1000);
        assert_eq!((bytes.len(), how), (1000, Unpacked::Whole));
    }
}
