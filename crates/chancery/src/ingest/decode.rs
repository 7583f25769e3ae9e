//! Bytes in, text out: byte order marks, UTF-16 with a mark, UTF-8 with repairs; binary refused.
//!
//! The text stays as it was given but for the byte order mark. What is no UTF-8 becomes U+FFFD, with
//! a note at the first place: the reader of the record must know that words may be missing.

use super::InputNote;
use crate::error::{Error, Kind};
use chancery_nlp::Span;

/// Longest text that is read, in bytes: two thousand pages. A longer one is no press report.
pub const MAX_TEXT: usize = 16 << 20;

/// Share of repaired characters, one in so many, from which the bytes are taken for another encoding.
const REPAIRED_ONE_IN: usize = 5;

/// The text of these bytes, and what was odd about them.
///
/// Errors: longer than [`MAX_TEXT`]; NUL bytes or so many broken ones that it is no text.
pub fn decode(bytes: &[u8]) -> Result<(String, Vec<InputNote>), Error> {
    if bytes.len() > MAX_TEXT {
        return Err(too_long(bytes.len() as u64));
    }
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return Ok(repaired(utf16(rest, u16::from_le_bytes))),
        [0xFE, 0xFF, rest @ ..] => return Ok(repaired(utf16(rest, u16::from_be_bytes))),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(Kind::Binary { at }.into());
    }
    let text = String::from_utf8_lossy(bytes);
    let broken = text.matches('\u{FFFD}').count();
    if broken > 8 && broken * REPAIRED_ONE_IN > text.chars().count() {
        let at = text.find('\u{FFFD}').unwrap_or(0);
        return Err(Kind::Encoding { at }.into());
    }
    Ok(repaired(text.into_owned()))
}

/// The error for an input of so many bytes.
pub fn too_long(found: u64) -> Error {
    Kind::TooLong {
        found,
        limit: MAX_TEXT as u64,
    }
    .into()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| unit([pair[0], pair[1]]))
        .collect();
    String::from_utf16_lossy(&units)
}

/// Notes the first character that had to be replaced.
fn repaired(text: String) -> (String, Vec<InputNote>) {
    let note = text.find('\u{FFFD}').map(|at| InputNote {
        kind: "invalid_utf8".to_owned(),
        span: Span::new(at, at + '\u{FFFD}'.len_utf8()),
    });
    (text, note.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, notes: usize) {
        let (found, noted) = decode(bytes).expect("it is text");
        assert_eq!((found.as_str(), noted.len()), (text, notes));
    }

    #[test]
    fn marks_of_byte_order_go() {
        check(b"\xEF\xBB\xBFAnkara", "Ankara", 0);
        check(b"\xFF\xFEA\0n\0", "An", 0);
        check(b"\xFE\xFF\0A\0n", "An", 0);
    }

    #[test]
    fn broken_bytes_are_replaced_and_noted() {
        check(
            b"Ya\xFEar met the envoy in Ankara",
            "Ya\u{FFFD}ar met the envoy in Ankara",
            1,
        );
    }

    #[test]
    fn binary_is_refused() {
        assert!(decode(b"MZ\0\0").expect_err("NUL").is_binary());
        assert!(decode(&[0x80; 64]).expect_err("no UTF-8").is_binary());
    }

    #[test]
    fn an_endless_line_is_refused() {
        let bytes = vec![b'a'; MAX_TEXT + 1];
        assert!(decode(&bytes).expect_err("too long").is_too_long());
    }
}
