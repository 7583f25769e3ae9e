//! Addresses behind the redirects that mails wrap links in, found without asking anyone: the target
//! stands in the wrapped address itself, as a parameter, between marks, or in base64.

/// Most wrappings around one another.
const DEEPEST: usize = 4;

/// The address that a link leads to, as far as its own characters tell; the link itself where they do
/// not.
pub(super) fn unwrap(link: &str) -> String {
    let mut link = link.trim().to_owned();
    for _ in 0..DEEPEST {
        match target(&link) {
            Some(inner) => link = inner,
            None => break,
        }
    }
    link
}

fn target(link: &str) -> Option<String> {
    if let Some(inner) = defended(link) {
        return Some(inner);
    }
    let rest = link.split_once("://")?.1;
    let query = rest.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let in_query = query.split('&').filter_map(|pair| pair.split_once('='));
    in_query
        .map(|(_, value)| decoded(value))
        .find(|value| is_web(value))
        .or_else(|| in_path(rest.split('?').next().unwrap_or_default()))
}

fn is_web(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://"))
        && text.len() > 12
        && !text.contains(char::is_whitespace)
}

/// Proofpoint's forms: `/v3/__address__;...`, and `/v2/url?u=` with hyphens for per cent signs.
fn defended(link: &str) -> Option<String> {
    if let Some((_, rest)) = link.split_once("/v3/__") {
        let inner = rest.split_once("__;").map_or(rest, |(inner, _)| inner);
        return Some(inner.to_owned()).filter(|inner| is_web(inner));
    }
    let (_, rest) = link.split_once("/v2/url?u=")?;
    let coded = rest.split('&').next()?.replace('-', "%").replace('_', "/");
    Some(decoded(&coded)).filter(|inner| is_web(inner))
}

/// An address in base64 or per cent signs as a part of the path.
fn in_path(path: &str) -> Option<String> {
    path.split('/').skip(1).find_map(|part| {
        let plain = decoded(part);
        if is_web(&plain) {
            return Some(plain);
        }
        let text = base64(part.split('.').next()?)?;
        let start = text.find("https://").or_else(|| text.find("http://"))?;
        let inner = text[start..]
            .split(['"', '\'', ' ', '\\', '\u{0}'])
            .next()?;
        Some(inner.to_owned()).filter(|inner| is_web(inner))
    })
}

/// Per cent signs resolved; what is no UTF-8 then stays as written.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |offset: usize| {
            bytes
                .get(at + offset)
                .and_then(|b| (*b as char).to_digit(16))
        };
        match (bytes[at], hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, _, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// Text in base64, either alphabet, of at least sixteen characters.
fn base64(text: &str) -> Option<String> {
    if text.len() < 16 || text.len() > 8192 {
        return None;
    }
    let mut out = Vec::with_capacity(text.len());
    let (mut bits, mut held) = (0u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xff_ffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(link: &str, expected: &str) {
        assert_eq!(unwrap(link), expected);
    }

    #[test]
    fn wrapped_links() {
        check(
            "https://example.org/a?utm_source=x",
            "https://example.org/a?utm_source=x",
        );
        check(
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&data=05",
            "https://example.org/a?b=1",
        );
        check(
            "https://www.google.com/url?q=https://example.org/a&sa=D",
            "https://example.org/a",
        );
        check(
            "https://urldefense.com/v3/__https://example.org/a__;!!x!y$",
            "https://example.org/a",
        );
        check(
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_a&d=x",
            "https://example.org/a",
        );
        check(
            "https://click.example.net/redirect/2/aHR0cHM6Ly9leGFtcGxlLm9yZy9h",
            "https://example.org/a",
        );
        check(
            "https://click.example.net/CL0/https:%2F%2Fexample.org%2Fa/1/x",
            "https://example.org/a",
        );
        check("mailto:desk@example.org", "mailto:desk@example.org");
        check("", "");
        check("https://a/?u=%", "https://a/?u=%");
    }
}
