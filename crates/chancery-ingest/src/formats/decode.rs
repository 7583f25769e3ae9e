//! Bytes of a format into text: byte order mark, declaration of XML, what the transport states, then
//! UTF-8 where it is valid and Windows-1252 where it is not.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::hints::{Hints, MOST_BYTES};
use crate::error::Kind;
use crate::{Error, Note};

/// The text with what was odd about it.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) note: Option<Note>,
}

/// Decodes; an error only where the bytes are more than is read.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    format: &'static str,
    hints: &Hints<'_>,
) -> Result<Decoded<'a>, Error> {
    too_long(bytes.len(), format)?;
    let stated = marked(bytes).or_else(|| declared(bytes)).or_else(|| {
        hints
            .charset
            .and_then(|label| Encoding::for_label(label.as_bytes()))
    });
    let encoding = match stated {
        Some(encoding) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    let (text, _, broken) = encoding.decode(bytes);
    too_long(text.len(), format)?;
    let note = match (stated, broken) {
        (Some(_), false) => None,
        (Some(_), true) => Some("charset_broken"),
        (None, _) if encoding == UTF_8 => None,
        (None, _) => Some("charset_guessed"),
    };
    let note = note.map(|kind| Note {
        kind,
        what: encoding.name().to_owned(),
    });
    Ok(Decoded { text, note })
}

fn too_long(found: usize, format: &'static str) -> Result<(), Error> {
    if found <= MOST_BYTES {
        return Ok(());
    }
    Err(Kind::TooLong {
        format,
        found: found as u64,
        limit: MOST_BYTES as u64,
    }
    .into())
}

fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    match bytes {
        [b'<', 0, _, 0, ..] => Some(UTF_16LE),
        [0, b'<', 0, _, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// The charset of a declaration of XML in the first kilobyte; a declaration that can be read as bytes
/// and says UTF-16 is wrong, and means UTF-8 then.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let start = find(head, b"<?xml")?;
    let head = &head[start..];
    let head = &head[..find(head, b"?>")?];
    let rest = &head[find(head, b"encoding")? + b"encoding".len()..];
    let quote = rest.iter().position(|b| matches!(b, b'"' | b'\''))?;
    let value = &rest[quote + 1..];
    let len = value.iter().position(|b| *b == rest[quote])?;
    Encoding::for_label(&value[..len]).map(|encoding| {
        if encoding == UTF_16LE || encoding == UTF_16BE {
            UTF_8
        } else {
            encoding
        }
    })
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, note: Option<&str>) {
        let decoded = decode(bytes, "test", &Hints::default()).unwrap();
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.note.map(|note| note.kind), note);
    }

    #[test]
    fn marks_declarations_and_guesses() {
        check("\u{feff}Łódź".as_bytes(), "Łódź", None);
        check(b"<\0a\0>\0", "<a>", None);
        check(
            b"<?xml version='1.0' encoding='iso-8859-2'?>\xa3",
            "<?xml version='1.0' encoding='iso-8859-2'?>Ł",
            None,
        );
        check(
            b"<?xml version='1.0' encoding='utf-16'?>x",
            "<?xml version='1.0' encoding='utf-16'?>x",
            None,
        );
        check(b"na\xefve", "naïve", Some("charset_guessed"));
        check(
            b"<?xml encoding=\"utf-8\"?>\xff",
            "<?xml encoding=\"utf-8\"?>\u{fffd}",
            Some("charset_broken"),
        );
    }
}
