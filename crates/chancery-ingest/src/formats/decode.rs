//! Bytes of a format into text: as [`charset::decode`] reads them, no more than is read of a file.

use std::borrow::Cow;

use super::hints::{Hints, MOST_BYTES};
use crate::error::Kind;
use crate::{Error, Note, charset};

/// The text with what was odd about it.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) notes: Vec<Note>,
}

/// Decodes; an error where the bytes are more than is read, or are binary data.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    format: &'static str,
    hints: &Hints<'_>,
) -> Result<Decoded<'a>, Error> {
    too_long(bytes.len(), format)?;
    let decoded = charset::decode(bytes, hints.charset)?;
    too_long(decoded.text.len(), format)?;
    Ok(Decoded {
        notes: decoded.notes(),
        text: Cow::Owned(decoded.text),
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, note: Option<&str>) {
        let decoded = decode(bytes, "test", &Hints::default()).unwrap();
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.notes.first().map(|note| note.kind), note);
    }

    #[test]
    fn marks_declarations_and_guesses() {
        check("\u{feff}Łódź".as_bytes(), "Łódź", None);
        check(b"<\0a\0>\0x\0<\0/\0a\0>\0", "<a>x</a>", None);
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
        check(
            b"Un accord na\xeff a \xe9t\xe9 sign\xe9 \xe0 Belmar.",
            "Un accord naïf a été signé à Belmar.",
            Some("charset_guessed"),
        );
        check(
            b"<?xml version='1.0' encoding='utf-8'?>\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xff",
            "<?xml version='1.0' encoding='utf-8'?>éééé \u{fffd}",
            Some("charset_repaired"),
        );
    }

    #[test]
    fn binary_data_is_no_text_of_a_format() {
        assert!(decode(b"\x7fELF\0\0\0\x01", "test", &Hints::default()).is_err());
    }
}
