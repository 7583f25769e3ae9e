//! An address without what only counts readers: the same page under one name.
//!
//! Left out are the fragment, a port that goes without saying, and the parameters of
//! `data/ingest/url_parameters.tsv`. Nothing else is touched: the order of parameters and a slash at
//! the end may tell pages apart. What the page calls itself (`rel=canonical`) is read from the page.

use url::Url;

/// The address as it is asked for and kept.
///
/// ```
/// let url = "https://example.org:443/a?id=7&utm_source=x&fbclid=y#top".parse().unwrap();
/// assert_eq!(chancery_fetch::clean(&url).as_str(), "https://example.org/a?id=7");
/// ```
pub fn clean(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    let Some(query) = url.query() else { return url };
    let kept: Vec<&str> = query.split('&').filter(|part| !only_counts(part)).collect();
    let kept = kept.join("&");
    // Setting a query writes it anew: an address without such parameters stays as it was.
    if kept.len() != query.len() {
        url.set_query(Some(kept.as_str()).filter(|kept| !kept.is_empty()));
    }
    url
}

fn only_counts(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    let table = &chancery_data::ingest().url_parameters;
    table
        .iter()
        .any(|row| match row.parameter.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == row.parameter,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, expected: &str) {
        let url = written.parse().unwrap();
        assert_eq!(clean(&url).as_str(), expected);
    }

    #[test]
    fn parameters_that_count_readers_go() {
        check("http://a.org/x?utm_source=b&UTM_Medium=c", "http://a.org/x");
        check("http://a.org/x?gclid=1&id=2&yclid=3", "http://a.org/x?id=2");
        check("http://a.org/x?id=2&utm_campaign", "http://a.org/x?id=2");
        check("http://a.org:80/x#part", "http://a.org/x");
    }

    #[test]
    fn what_tells_pages_apart_stays() {
        for kept in [
            "http://a.org/",
            "http://a.org/x?",
            "http://a.org/x?b=2&a=1",
            "http://a.org/x/?q=utm_source&a=%20+",
            "http://a.org/x?utmost=1",
            "https://a.org:8443/x",
            "http://a.org/x?a=1&&b=2",
        ] {
            check(kept, kept);
        }
    }
}
