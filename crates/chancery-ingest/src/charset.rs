//! Bytes in, text out, with the charset that they were read as and why.
//!
//! In this order: the mark of byte order; bytes that are whole UTF-8 (no other charset makes them by
//! chance); what HTTP, WARC or mail state; `<meta charset>` or `<?xml encoding?>` in the first 4 KiB;
//! UTF-8 with few broken bytes; else a guess by the frequencies of letters (`chardetng`, as in
//! Firefox). Labels are those of the WHATWG Encoding Standard. Anything that is text becomes text;
//! what is binary is an error with its byte. Cost: linear, one pass more for a guess.

use crate::error::{Error, Kind};
use crate::report::Note;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes in which pages must name their charset (HTML Living Standard: 1,024; many name it later).
const PROLOGUE: usize = 4096;

/// Bytes that are looked at for a guess.
const GUESS_BYTES: usize = 1 << 18;

/// Among so many bytes one NUL is damage, not a sign of data.
const STRAY_NUL_ONE_IN: usize = 1000;

/// By what a charset is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The mark of byte order, or a NUL in every second byte.
    Mark,
    /// The bytes are whole UTF-8.
    Valid,
    /// HTTP, WARC or mail state it.
    Stated,
    /// The page names it.
    Named,
    /// By the frequencies of letters.
    Guessed,
}

/// The text of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without the mark of byte order.
    pub text: String,
    /// Name of the charset as the WHATWG Encoding Standard has it.
    pub charset: &'static str,
    /// By what it is known.
    pub basis: Basis,
    /// Byte of `text` where the first U+FFFD stands for bytes that are no text.
    pub repaired: Option<usize>,
}

impl Decoded {
    /// What a reader of the record should know: `charset_guessed`, `charset_repaired`.
    pub fn notes(&self) -> Vec<Note> {
        let guessed = (self.basis == Basis::Guessed).then(|| Note {
            kind: "charset_guessed",
            what: self.charset.to_owned(),
        });
        let repaired = self.repaired.map(|at| Note {
            kind: "charset_repaired",
            what: format!("byte {at} of the text"),
        });
        guessed.into_iter().chain(repaired).collect()
    }
}

/// The text of these bytes; `stated` is a label such as `iso-8859-9` from outside, if there is one.
///
/// Errors: binary data, with its byte. Never panics.
///
/// ```
/// use chancery_ingest::charset::decode;
/// let page = decode(b"<meta charset=windows-1252>Sar\xE9l", None).unwrap();
/// assert!(page.text.ends_with("Sar\u{e9}l"));
/// assert!(decode(b"\x7fELF\0\0", None).is_err());
/// ```
pub fn decode(bytes: &[u8], stated: Option<&str>) -> Result<Decoded, Error> {
    if let Some((charset, len)) = Encoding::for_bom(bytes) {
        return Ok(read(&bytes[len..], charset, Basis::Mark));
    }
    if let Some(charset) = wide(bytes) {
        return Ok(read(bytes, charset, Basis::Mark));
    }
    if let Some(at) = binary(bytes) {
        let what = format!("binary data, not text: byte {:#04x}", bytes[at]);
        return Err(Kind::Broken {
            format: "text",
            at: at as u64,
            what,
        }
        .into());
    }
    let stated = stated.and_then(label).map(|c| (c, Basis::Stated));
    let shifted = bytes.contains(&0x1b);
    if !shifted && let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(whole(text));
    }
    let named = || named(&bytes[..bytes.len().min(PROLOGUE)]).map(|c| (c, Basis::Named));
    let claimed = stated.or_else(named);
    Ok(match claimed {
        Some((charset, basis)) if charset != UTF_8 => read(bytes, charset, basis),
        _ => utf8_or_guess(bytes, claimed),
    })
}

fn whole(text: &str) -> Decoded {
    let text = text.to_owned();
    let repaired = if text.contains('\0') {
        text.find('\0')
    } else {
        None
    };
    Decoded {
        text: if repaired.is_some() {
            text.replace('\0', "\u{FFFD}")
        } else {
            text
        },
        charset: UTF_8.name(),
        basis: Basis::Valid,
        repaired,
    }
}

fn label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

fn read(bytes: &[u8], charset: &'static Encoding, basis: Basis) -> Decoded {
    let (text, _) = charset.decode_without_bom_handling(bytes);
    let text = match text.contains('\0') {
        true => text.replace('\0', "\u{FFFD}"),
        false => text.into_owned(),
    };
    Decoded {
        repaired: text.find('\u{FFFD}'),
        text,
        charset: charset.name(),
        basis,
    }
}

/// Broken UTF-8: repaired where most of what is not ASCII is whole, else guessed.
fn utf8_or_guess(bytes: &[u8], claimed: Option<(&'static Encoding, Basis)>) -> Decoded {
    let (good, broken) = sequences(bytes);
    if broken == 0 || broken * 4 <= good {
        let basis = claimed.map_or(Basis::Guessed, |(_, basis)| basis);
        return read(bytes, UTF_8, basis);
    }
    use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(GUESS_BYTES)], true);
    read(
        bytes,
        detector.guess(None, Utf8Detection::Deny),
        Basis::Guessed,
    )
}

/// Sequences of more than a byte that are whole UTF-8, and places that are not.
fn sequences(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(good, broken), chunk| {
        let wide = chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        (
            good + wide,
            broken + usize::from(!chunk.invalid().is_empty()),
        )
    })
}

/// UTF-16 without a mark: in text of Latin letters every second byte is NUL.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(64) & !1];
    let nul_at = |side: usize| {
        head.iter()
            .skip(side)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd, most) = (nul_at(0), nul_at(1), head.len() / 2);
    match (even, odd) {
        _ if most < 4 => None,
        (0, odd) if odd * 5 >= most * 4 => Some(UTF_16LE),
        (even, 0) if even * 5 >= most * 4 => Some(UTF_16BE),
        _ => None,
    }
}

/// Where bytes show that they are no text: a NUL, unless it is one in a thousand.
fn binary(bytes: &[u8]) -> Option<usize> {
    let at = memchr::memchr(0, bytes)?;
    let count = memchr::memchr_iter(0, bytes).count();
    (count * STRAY_NUL_ONE_IN > bytes.len()).then_some(at)
}

/// The charset that the head of a page or of XML names.
fn named(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    let after = |key: &[u8]| {
        memchr::memmem::find_iter(&lower, key)
            .filter(|at| in_tag(&lower[..*at]))
            .find_map(|at| label(value(&lower[at + key.len()..])?))
    };
    let charset = after(b"charset").or_else(|| after(b"encoding"))?;
    // A page that says UTF-16 in readable ASCII is wrong (HTML Living Standard, 13.2.3.2).
    match charset == UTF_16LE || charset == UTF_16BE {
        true => Some(UTF_8),
        false => Some(charset),
    }
}

/// True where the last tag before is open and may name a charset.
fn in_tag(before: &[u8]) -> bool {
    memchr::memrchr(b'<', before)
        .is_some_and(|at| before[at..].starts_with(b"<meta") || before[at..].starts_with(b"<?xml"))
}

/// What follows `=`, in quotes or without.
fn value(after: &[u8]) -> Option<&str> {
    let after = after.trim_ascii_start().strip_prefix(b"=")?;
    let after = after.trim_ascii_start();
    let after = after
        .strip_prefix(b"\"")
        .or(after.strip_prefix(b"'"))
        .unwrap_or(after);
    let ends = |b: &u8| b.is_ascii_whitespace() || b"\"'>;/?".contains(b);
    let len = after.iter().position(ends).unwrap_or(after.len());
    std::str::from_utf8(&after[..len]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], stated: Option<&str>, expected: (&str, &str, Basis)) {
        let found = decode(bytes, stated).expect("it is text");
        assert_eq!((found.text.as_str(), found.charset, found.basis), expected);
    }

    #[test]
    fn marks_and_wide_text() {
        check(b"\xEF\xBB\xBFSarel", None, ("Sarel", "UTF-8", Basis::Mark));
        check(b"\xFF\xFES\0a\0", None, ("Sa", "UTF-16LE", Basis::Mark));
        check(b"\0S\0a\0r\0e\0l", None, ("Sarel", "UTF-16BE", Basis::Mark));
    }

    #[test]
    fn what_is_stated_and_named() {
        check(
            b"Sar\xE9l",
            Some("ISO-8859-1"),
            ("Sarél", "windows-1252", Basis::Stated),
        );
        let page = b"<html><meta http-equiv=x content='text/html; charset=iso-8859-9'>Y\xFDld\xFDz";
        assert!(decode(page, None).unwrap().text.ends_with("Yıldız"));
        let xml = b"<?xml version='1.0' encoding='windows-1251'?><t>\xCC\xE8\xF0</t>";
        assert!(decode(xml, None).unwrap().text.contains("Мир"));
        // A script that speaks of charsets names none.
        let script = "<meta charset=utf-8><script>charset=koi8-r</script>Sarél";
        check(script.as_bytes(), None, (script, "UTF-8", Basis::Valid));
    }

    #[test]
    fn whole_utf8_outweighs_what_is_stated() {
        check(
            "Sarél".as_bytes(),
            Some("windows-1252"),
            ("Sarél", "UTF-8", Basis::Valid),
        );
        check(
            "Sarél".as_bytes(),
            Some("no-such"),
            ("Sarél", "UTF-8", Basis::Valid),
        );
    }

    #[test]
    fn a_broken_byte_among_good_ones_is_repaired() {
        let bytes = [" é é é é é é é é".as_bytes(), b"\xC3 x"].concat();
        let found = decode(&bytes, Some("utf-8")).unwrap();
        assert_eq!((found.charset, found.basis), ("UTF-8", Basis::Stated));
        assert_eq!(found.repaired, Some(24));
        assert_eq!(found.notes()[0].kind, "charset_repaired");
    }

    #[test]
    fn the_rest_is_guessed() {
        let words = "Министр обороны принял посланника в столице в четверг, сообщило ведомство.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(words);
        check(&bytes, None, (words, "windows-1251", Basis::Guessed));
    }

    #[test]
    fn binary_says_its_byte() {
        let error = decode(b"MZ\x01\0\0\0\x02", None).expect_err("binary");
        assert!(error.is_broken());
        assert_eq!(
            error.to_string(),
            "text: byte 3: binary data, not text: byte 0x00"
        );
        let mut page = vec![b'a'; 5000];
        page[3000] = 0;
        assert_eq!(decode(&page, None).unwrap().repaired, Some(3000));
    }

    #[test]
    fn any_cut_is_read_or_refused() {
        let page = "<meta charset='utf-8'>Sarél met Märin — in “Belmar”".as_bytes();
        for end in 0..page.len() {
            assert!(decode(&page[..end], Some("utf-8")).is_ok());
        }
    }
}
