//! The address of a report as its publisher gives it: the canonical link where it is of the same
//! registrable domain, else `og:url`, else the address it was fetched from; what only tracks readers is dropped.

use url::Url;

/// The best of the addresses that a page gives itself.
pub(super) fn own_address(
    canonical: Option<&str>,
    stated: Option<&str>,
    fetched: Option<&str>,
) -> Option<String> {
    let base = fetched.and_then(|url| Url::parse(url).ok());
    let good = |given: &str| {
        let url = match &base {
            Some(base) => base.join(given).ok()?,
            None => Url::parse(given).ok()?,
        };
        let web = matches!(url.scheme(), "http" | "https");
        let same = base
            .as_ref()
            .is_none_or(|base| domain_of(base) == domain_of(&url));
        let front = url.path() == "/" && base.as_ref().is_some_and(|base| base.path() != "/");
        (web && same && !front).then_some(url)
    };
    let found = canonical
        .and_then(good)
        .or_else(|| stated.and_then(good))
        .or(base.clone())?;
    Some(clean(found))
}

fn clean(mut url: Url) -> String {
    url.set_fragment(None);
    let tracks = |name: &str| {
        let name = name.to_lowercase();
        let known = &chancery_data::ingest().url_parameters;
        known
            .iter()
            .any(|row| match row.parameter.strip_suffix('*') {
                Some(start) => name.starts_with(start),
                None => name == row.parameter,
            })
    };
    let tracked = url.query_pairs().any(|(name, _)| tracks(&name));
    if tracked {
        let query = url.query().unwrap_or_default().to_owned();
        let kept: Vec<&str> = query
            .split('&')
            .filter(|pair| !tracks(pair.split('=').next().unwrap_or_default()))
            .collect();
        let kept = kept.join("&");
        url.set_query((!kept.is_empty()).then_some(&kept));
    }
    url.into()
}

/// The registrable domain of an address, or its host where that has none.
pub(super) fn domain_of(url: &Url) -> Option<String> {
    let host = url.host_str()?.trim_end_matches('.');
    let domain = psl::domain_str(host).unwrap_or(host);
    Some(domain.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(canonical: &str, stated: &str, fetched: &str, expected: &str) {
        let give = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let (c, s, f) = (give(canonical), give(stated), give(fetched));
        let found = own_address(c.as_deref(), s.as_deref(), f.as_deref());
        assert_eq!(found.unwrap_or_default(), expected);
    }

    #[test]
    fn canonical_then_stated_then_fetched() {
        let fetched = "https://news.example.co.uk/a?utm_source=x&id=4#top";
        check(
            "https://www.example.co.uk/a",
            "",
            fetched,
            "https://www.example.co.uk/a",
        );
        check(
            "/amp-free/a",
            "",
            fetched,
            "https://news.example.co.uk/amp-free/a",
        );
        check(
            "https://other.co.uk/a",
            "https://example.co.uk/b?fbclid=1",
            fetched,
            "https://example.co.uk/b",
        );
        check("", "", fetched, "https://news.example.co.uk/a?id=4");
        check(
            "https://www.example.co.uk/",
            "",
            fetched,
            "https://news.example.co.uk/a?id=4",
        );
        check("", "", "", "");
        check("javascript:void(0)", "", "not an address", "");
    }
}
