//! Character references of XML and HTML: the five of XML, numbers, and those of HTML that feeds and
//! wires use without declaring them. Entities that a document declares itself are left as they are
//! written, so that a chain of declarations cannot grow.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// Longest name with its ampersand and semicolon.
const LONGEST: usize = 12;

/// Named references of HTML in texts of the press, by name.
const NAMED: &[(&str, char)] = &[
    ("AMP", '&'),
    ("Aacute", 'Á'),
    ("Agrave", 'À'),
    ("Aring", 'Å'),
    ("Auml", 'Ä'),
    ("Ccedil", 'Ç'),
    ("Eacute", 'É'),
    ("Egrave", 'È'),
    ("GT", '>'),
    ("Iacute", 'Í'),
    ("LT", '<'),
    ("Ntilde", 'Ñ'),
    ("Oacute", 'Ó'),
    ("Oslash", 'Ø'),
    ("Ouml", 'Ö'),
    ("QUOT", '"'),
    ("Scaron", 'Š'),
    ("Uacute", 'Ú'),
    ("Uuml", 'Ü'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("aelig", 'æ'),
    ("agrave", 'à'),
    ("amp", '&'),
    ("apos", '\''),
    ("aring", 'å'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("bdquo", '„'),
    ("bull", '•'),
    ("ccedil", 'ç'),
    ("cent", '¢'),
    ("copy", '©'),
    ("deg", '°'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("egrave", 'è'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("euml", 'ë'),
    ("euro", '€'),
    ("frac12", '½'),
    ("gt", '>'),
    ("hellip", '…'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("igrave", 'ì'),
    ("iuml", 'ï'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("lsaquo", '‹'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("middot", '·'),
    ("minus", '−'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("oelig", 'œ'),
    ("ograve", 'ò'),
    ("oslash", 'ø'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("pound", '£'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rsaquo", '›'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("scaron", 'š'),
    ("sect", '§'),
    ("shy", '\u{ad}'),
    ("szlig", 'ß'),
    ("thinsp", '\u{2009}'),
    ("times", '×'),
    ("trade", '™'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("ugrave", 'ù'),
    ("uuml", 'ü'),
    ("yacute", 'ý'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

/// The text with its references resolved; unknown ones stay as written. Never longer than `raw` times two.
pub(super) fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((character, len)) => {
                text.push(character);
                rest = &rest[len..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character of the reference that `rest` begins with, and the bytes that it takes.
fn reference(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(LONGEST).position(|b| b == b';')?;
    let name = rest.get(1..end)?;
    let character = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => {
            let at = NAMED
                .binary_search_by(|(known, _)| (*known).cmp(name))
                .ok()?;
            NAMED[at].1
        }
    };
    Some((character, end + 1))
}

/// Numbers from 128 to 159 are bytes of Windows-1252 in what is written, whatever the standard says.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    match u8::try_from(code) {
        Ok(byte @ 128..=159) => WINDOWS_1252.decode(&[byte]).0.chars().next(),
        Ok(0) => Some('\u{fffd}'),
        _ => char::from_u32(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &str) {
        assert_eq!(unescape(raw), expected);
    }

    #[test]
    fn names_are_sorted() {
        assert!(NAMED.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn known_references_resolve_and_others_stay() {
        check(
            "A &amp; B &#8217; &#x2019; &#146; &nbsp;",
            "A & B ’ ’ ’ \u{a0}",
        );
        check("Q&A &lol9; &#xD800; & &;", "Q&A &lol9; &#xD800; & &;");
        check("&", "&");
        check("&é;", "&é;");
        check("&amp;lt;", "&lt;");
    }
}
