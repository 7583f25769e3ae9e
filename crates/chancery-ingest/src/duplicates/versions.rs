//! Two issues of one article: a later version takes the place of the earlier one.

use super::sketch::Sketch;

/// Most days between two versions of one article whose words differ.
const DAYS: i32 = 7;

/// Letters and digits of the shortest id that is no number of a row.
const SHORTEST_ID: usize = 6;

/// What names an article, by whoever issued it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Name<'r> {
    /// The address as the publisher gives it, if it is known.
    pub url: Option<&'r str>,
    /// The id that the source gives it.
    pub id: Option<&'r str>,
    /// Who published it.
    pub outlet: Option<&'r str>,
}

/// What an outlet issued.
#[derive(Clone, Copy, Debug)]
pub struct Issued<'r> {
    /// What [`article`] says of its name.
    pub article: Option<u64>,
    /// Civil day of publication from 1970-01-01, if it is known.
    pub day: Option<i32>,
    /// What is compared of its words.
    pub sketch: &'r Sketch,
}

/// What two issues are to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issue {
    /// The same words under the same name: nothing new.
    Repeated,
    /// Other words under the same name: the later one supersedes the earlier one.
    Version,
    /// Another article.
    Another,
}

/// Whether two issues are one article: of one name, and either of days at most a week apart (or unknown), or copies of
/// one another. What stands under one address on days further apart in other words is another article: pages of
/// briefings and lists are written anew each time. Issues without a name never are one, whatever their words: copies of
/// one text are one origin, not one document. The order of the two does not matter.
pub fn same_article(one: Issued<'_>, other: Issued<'_>) -> Issue {
    let near = match (one.day, other.day) {
        (Some(one), Some(other)) => one.abs_diff(other) <= DAYS.unsigned_abs(),
        _ => true,
    };
    if one.article.is_none() || one.article != other.article {
        Issue::Another
    } else if one.sketch.runs > 0 && one.sketch == other.sketch {
        Issue::Repeated
    } else if near || one.sketch.near(other.sketch) {
        Issue::Version
    } else {
        Issue::Another
    }
}

/// The article that a name stands for, as a hash: its [`address`]; without one the id, where it is one for the whole
/// world (an address, a URN, a tag) or that of an outlet. Numbers and short ids are those of rows: they name nothing.
pub fn article(name: Name<'_>) -> Option<u64> {
    let addressed = name.url.and_then(address);
    let key = match addressed.or_else(|| name.id.and_then(address)) {
        Some(address) => format!("address {address}"),
        None => named(name.id?.trim(), name.outlet)?,
    };
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    Some(key.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
}

fn named(id: &str, outlet: Option<&str>) -> Option<String> {
    let scheme = id.split(':').next().unwrap_or("").to_ascii_lowercase();
    if id.contains(':') && ["urn", "tag"].contains(&scheme.as_str()) {
        return Some(format!("id {}", without_revision(id)));
    }
    let letters = id.chars().filter(|c| c.is_alphanumeric()).count();
    let is_row = letters < SHORTEST_ID || !id.contains(char::is_alphabetic);
    match outlet {
        Some(outlet) if !is_row => Some(format!("id {id} of {}", outlet.trim())),
        _ => None,
    }
}

/// The public identifier of NewsML 1 ends with the number of the revision and how it came about (":2U").
fn without_revision(id: &str) -> &str {
    let Some((rest, last)) = id.rsplit_once(':') else {
        return id;
    };
    let number = last.strip_suffix(['N', 'A', 'U']).unwrap_or("");
    let is_revision = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    if is_revision { rest } else { id }
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
    use super::super::sketch;
    use super::*;

    const EARLY: &str = "The minister met the envoy in the capital.";
    const LATE: &str =
        "The minister met the envoy in the capital. They signed an accord on the bridge.";

    fn check(one: (Name<'_>, i32, &str), other: (Name<'_>, i32, &str), expected: Issue) {
        let sketches = [sketch(one.2), sketch(other.2)];
        let issued = |(name, day, _), sketch| Issued {
            article: article(name),
            day: Some(day),
            sketch,
        };
        let (one, other) = (issued(one, &sketches[0]), issued(other, &sketches[1]));
        assert_eq!(same_article(one, other), expected);
        assert_eq!(same_article(other, one), expected);
    }

    fn at(url: &str) -> Name<'_> {
        Name {
            url: Some(url),
            ..Name::default()
        }
    }

    fn called<'r>(id: &'r str, outlet: Option<&'r str>) -> Name<'r> {
        Name {
            id: Some(id),
            outlet,
            url: None,
        }
    }

    #[test]
    fn one_address_two_texts() {
        let url = at("https://post.example/a/b");
        let amp = at("http://www.post.example/a/b/amp/?utm_medium=mail");
        check((url, 1, EARLY), (amp, 1, LATE), Issue::Version);
        check((url, 1, EARLY), (amp, 9, EARLY), Issue::Repeated);
        let other = at("https://post.example/a/c");
        check((url, 1, EARLY), (other, 1, EARLY), Issue::Another);
        check((at(""), 1, EARLY), (at(""), 1, EARLY), Issue::Another);
        let page = at("https://post.example/?p=1");
        let next = at("https://post.example/?p=2");
        check((page, 1, EARLY), (next, 1, EARLY), Issue::Another);
    }

    #[test]
    fn an_address_that_is_written_anew_is_another_article() {
        let url = at("https://ministry.example/briefing");
        let next = "The spokesman answered no question about the ships and left early.";
        check((url, 1, EARLY), (url, 5, next), Issue::Version);
        check((url, 1, EARLY), (url, 20, next), Issue::Another);
        // A late addition to the same words is a version whenever it comes.
        let long = format!(
            "{EARLY} {}",
            "It was a long day for both of them. ".repeat(9)
        );
        check(
            (url, 1, &long),
            (url, 90, &format!("{long} A word was mended.")),
            Issue::Version,
        );
    }

    #[test]
    fn ids_name_an_article_where_they_are_no_numbers_of_rows() {
        let urn = called("urn:newsml:agency.example:20240502:abc:1N", None);
        let next = called("urn:newsml:agency.example:20240502:abc:2U", None);
        check((urn, 1, EARLY), (next, 1, LATE), Issue::Version);
        let own = called("lorne-talks-77", Some("Belmar Post"));
        check((own, 1, EARLY), (own, 1, LATE), Issue::Version);
        let elsewhere = called("lorne-talks-77", Some("Lorne Post"));
        check((own, 1, EARLY), (elsewhere, 1, LATE), Issue::Another);
        let addressed = called("https://post.example/a/b", None);
        check(
            (addressed, 1, EARLY),
            (at("http://post.example/a/b/"), 1, LATE),
            Issue::Version,
        );
        for id in ["7", "20240502001", "r1", ""] {
            assert_eq!(article(called(id, Some("Belmar Post"))), None, "{id}");
        }
        assert_eq!(article(called("lorne-talks-77", None)), None);
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
