//! Two issues of one address: a later version of an article takes the place of the earlier one.

use super::print::Print;

/// What an outlet issued under an address.
#[derive(Clone, Copy, Debug)]
pub struct Issued<'r> {
    /// The address as the publisher gives it, if it is known.
    pub url: Option<&'r str>,
    /// The body.
    pub print: &'r Print,
}

/// What two issues are to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issue {
    /// The same words under the same address: nothing new.
    Repeated,
    /// Other words under the same address: the later one supersedes the earlier one.
    Version,
    /// Another article.
    Another,
}

/// Whether two issues are one article. Issues without an address never are, whatever their words: copies of one
/// text are one origin, not one document.
pub fn same_article(one: Issued<'_>, other: Issued<'_>) -> Issue {
    let same = match (one.url.and_then(address), other.url.and_then(address)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    };
    let words = |issue: Issued<'_>| (issue.print.words, issue.print.body);
    match (same, words(one) == words(other)) {
        (false, _) => Issue::Another,
        (true, true) => Issue::Repeated,
        (true, false) => Issue::Version,
    }
}

/// An address without what differs from one visit to the next: scheme, `www.` and `amp.`, the port that goes without saying,
/// fragment, marks of campaigns, a slash or `/amp` at the end; `None` for what leads to no page of its own.
///
/// ```
/// use chancery_ingest::duplicates::address;
/// let one = address("https://www.Post.example/a/b/?utm_source=x&id=7#top");
/// assert_eq!(one.as_deref(), Some("post.example/a/b?id=7"));
/// assert_eq!(address("https://post.example/"), None);
/// ```
pub fn address(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or("");
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let host = host.to_ascii_lowercase();
    let host = host.trim_end_matches(":443").trim_end_matches(":80");
    let host = host.strip_prefix("www.").unwrap_or(host);
    let host = host.strip_prefix("amp.").unwrap_or(host);
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/amp").unwrap_or(path);
    let mut kept: Vec<&str> = query
        .split('&')
        .filter(|field| !is_campaign(field))
        .collect();
    kept.sort_unstable();
    let query = kept.join("&");
    if host.is_empty() || path.is_empty() && query.is_empty() {
        return None;
    }
    let mark = if query.is_empty() { "" } else { "?" };
    Some(format!("{host}/{path}{mark}{query}"))
}

/// True for a field of a query that says whence a reader came (`data/ingest/url_parameters.tsv`), and for an empty one.
fn is_campaign(field: &str) -> bool {
    let name = field.split('=').next().unwrap_or("").to_ascii_lowercase();
    let table = &chancery_data::ingest().url_parameters;
    name.is_empty()
        || table
            .iter()
            .any(|row| match row.parameter.strip_suffix('*') {
                Some(start) => name.starts_with(start),
                None => name == row.parameter,
            })
}

#[cfg(test)]
mod tests {
    use super::super::print;
    use super::*;

    fn check(one: (&str, &str), other: (&str, &str), expected: Issue) {
        let prints = [print(one.1), print(other.1)];
        let issued = |url, print| Issued { url, print };
        let found = same_article(
            issued(Some(one.0), &prints[0]),
            issued(Some(other.0), &prints[1]),
        );
        assert_eq!(found, expected);
    }

    #[test]
    fn one_address_two_texts() {
        let early = "The minister met the envoy in the capital.";
        let late = "The minister met the envoy in the capital. They signed an accord.";
        let (url, amp) = (
            "https://post.example/a/b",
            "http://www.post.example/a/b/amp/?utm_medium=mail",
        );
        check((url, early), (amp, late), Issue::Version);
        check((url, early), (amp, early), Issue::Repeated);
        check(
            (url, early),
            ("https://post.example/a/c", early),
            Issue::Another,
        );
        check(("", early), ("", early), Issue::Another);
        check(
            ("https://post.example/?p=1", early),
            ("https://post.example/?p=2", early),
            Issue::Another,
        );
    }

    #[test]
    fn odd_addresses() {
        for url in [
            "",
            "://",
            "https://",
            "ftp://a.example/b",
            "post.example/a",
            "https://?",
            "https:///x",
        ] {
            assert_eq!(address(url), None, "{url}");
        }
        assert_eq!(
            address("https://post.example/é?b=2&a=1").as_deref(),
            Some("post.example/é?a=1&b=2")
        );
    }
}
