//! What pages of our own say of themselves, rung by rung.

use super::*;
use crate::page::tree::Tree;

const PROSE: &str = "<p>Marin, the foreign minister, met Sarel in the old port of Belmar, officials of both sides said, \
    and spoke for two hours of grain, of gas and of the border, as the ministry wrote in a long statement.</p>";

fn read(html: &str, url: Option<&str>) -> Meta {
    meta(&Tree::of(html), html, url)
}

fn day(head: &str, body: &str, url: Option<&str>) -> String {
    let html = format!(
        "<html lang=en><head>{head}<title>Talks in Belmar</title></head><body><h1>Talks in Belmar</h1>{body}{PROSE}</body></html>"
    );
    let found = read(&html, url);
    for date in &found.dates {
        if let Some(span) = date.span {
            assert!(html.get(span.start..span.end).is_some());
        }
    }
    found
        .published
        .map_or("none".to_owned(), |stamp| stamp.to_string())
}

fn script(json: &str) -> String {
    format!("<script type='application/ld+json'>{json}</script>")
}

#[test]
fn each_rung_gives_the_day() {
    let report = script(
        r#"{"@type":"NewsArticle","headline":"Talks in Belmar","datePublished":"2024-05-02T10:00:00+02:00"}"#,
    );
    assert_eq!(day(&report, "", None), "2024-05-02T10:00:00+02:00");
    let graph = script(
        r#"{"@graph":[{"@type":"WebSite"},{"@type":["WebPage"],"datePublished":"2024-05-02"}]}"#,
    );
    assert_eq!(day(&graph, "", None), "2024-05-02");
    assert_eq!(
        day(
            "<meta property='article:published_time' content='2024-05-02T10:00Z'>",
            "",
            None
        ),
        "2024-05-02T10:00:00Z"
    );
    assert_eq!(
        day(
            "<meta name='DC.date.issued' content='2024-05-02'>",
            "",
            None
        ),
        "2024-05-02"
    );
    assert_eq!(
        day(
            "",
            "<span itemprop=datePublished content='2024-05-02'>Thursday</span>",
            None
        ),
        "2024-05-02"
    );
    assert_eq!(
        day(
            "",
            "<time datetime='2024-05-02T10:00'>Thursday</time>",
            None
        ),
        "2024-05-02T10:00:00"
    );
    assert_eq!(
        day("", "<p>Published: 2 May 2024 - 14:05</p>", None),
        "2024-05-02T14:05:00"
    );
    assert_eq!(
        day("", "", Some("https://example.org/2024/05/02/talks")),
        "2024-05-02"
    );
    assert_eq!(day("", "", None), "none");
}

#[test]
fn what_is_no_day_of_publication() {
    for body in [
        "<p>© 2 May 2024 Belmar Times</p>",
        "<div class=comments><p>Ada, 2 May 2024</p></div>",
        "<aside class=related><a>Grain</a> <span>2 May 2024</span></aside>",
        "<p>The ministers meet again in Belmar, the capital, in the week after the vote and before the feast, that is on 2 May 2024, unless it rains on the port</p>",
    ] {
        assert_eq!(day("", body, None), "none", "{body}");
    }
    let changed = script(r#"{"@type":"NewsArticle","dateModified":"2024-05-03"}"#);
    let html =
        format!("{changed}<h1>Talks</h1><time datetime='2024-05-02'>2 May 2024</time>{PROSE}");
    let found = read(&html, None);
    assert_eq!(found.published.unwrap().to_string(), "2024-05-02");
    assert_eq!(found.modified.unwrap().to_string(), "2024-05-03");
}

#[test]
fn days_that_differ_are_noted_and_the_latest_is_taken() {
    let head = format!(
        "{}<meta property='article:published_time' content='2024-05-04'>",
        script(r#"{"@type":"NewsArticle","datePublished":"2024-05-02"}"#)
    );
    let found = read(
        &format!("{head}<h1>Talks</h1>{PROSE}"),
        Some("https://example.org/2024/05/01/talks"),
    );
    assert_eq!(found.published.unwrap().to_string(), "2024-05-04");
    assert_eq!(found.notes.len(), 2);
    assert!(found.notes.iter().all(|note| note.kind == "dates_differ"));
    assert_eq!(found.dates.len(), 3);
    assert!(found.dates[0].span.is_some());
}

#[test]
fn universal_time_is_moved_to_the_day_of_the_outlet() {
    let head = "<meta property='article:published_time' content='2024-05-03T02:10:00Z'>";
    assert_eq!(
        day(head, "<p>Published: 2 May 2024 - 21:10</p>", None),
        "2024-05-02T21:10:00"
    );
    assert_eq!(
        day(head, "", Some("https://example.org/2024/05/02/talks")),
        "2024-05-02"
    );
}

#[test]
fn numbers_are_read_by_language_and_domain() {
    let page = |lang: &str, url: &str| {
        let html =
            format!("<html lang={lang}><body><h1>Talks</h1><p class=date>02/05/2024</p>{PROSE}");
        read(&html, Some(url)).published.unwrap().to_string()
    };
    assert_eq!(page("en", "https://example.com/a"), "2024-02-05");
    assert_eq!(page("en", "https://example.co.uk/a"), "2024-05-02");
    assert_eq!(page("en-GB", "https://example.com/a"), "2024-05-02");
    assert_eq!(page("fr", "https://example.com/a"), "2024-05-02");
}

#[test]
fn headlines_without_site_and_kicker() {
    let title = |html: &str| read(html, None).title.unwrap_or_default();
    assert_eq!(
        title(
            "<meta property=og:title content='Talks in Belmar | Belmar Times'><h1>Talks in Belmar</h1>"
        ),
        "Talks in Belmar"
    );
    assert_eq!(
        title(
            "<meta property=og:site_name content='Belmar Times'><title>Talks in Belmar - Belmar Times</title>"
        ),
        "Talks in Belmar"
    );
    assert_eq!(
        title(
            "<meta property=og:title content='Marin and Sarel talk of grain'><h1><span>World</span> Marin and Sarel talk of grain</h1>"
        ),
        "Marin and Sarel talk of grain"
    );
    assert_eq!(
        title(
            "<h1>Belmar Times</h1><meta property=og:site_name content='Belmar Times'><meta property=og:title content='Talks in Belmar'>"
        ),
        "Talks in Belmar"
    );
    assert_eq!(title(""), "");
}

#[test]
fn authors_by_every_rung() {
    let authors = |html: &str| {
        let found = read(html, None);
        (found.authors.join("; "), found.organisations.join("; "))
    };
    let pair = |persons: &str, bodies: &str| (persons.to_owned(), bodies.to_owned());
    let linked = script(
        r##"{"@graph":[{"@type":"NewsArticle","author":[{"@id":"#a"},{"@type":"Organization","name":"Belmar Times"}]},{"@type":"Person","@id":"#a","name":"Ada Marin"}]}"##,
    );
    assert_eq!(authors(&linked), pair("Ada Marin", "Belmar Times"));
    assert_eq!(
        authors("<meta name=author content='Ada Marin and Jon Sarel'>"),
        pair("Ada Marin; Jon Sarel", "")
    );
    assert_eq!(
        authors(&format!("<h1>Talks</h1><a rel=author>Ada Marin</a>{PROSE}")),
        pair("Ada Marin", "")
    );
    let page = |line: &str| {
        authors(&format!(
            "<title>Talks in Belmar</title><h1>Talks in Belmar</h1>{line}{PROSE}"
        ))
    };
    assert_eq!(
        page("<p>By Ada Marin and Jon Sarel | 2 May 2024</p>"),
        pair("Ada Marin; Jon Sarel", "")
    );
    assert_eq!(
        page("<div><a href='/author/ada-marin'>Ada Marin</a></div>"),
        pair("Ada Marin", "")
    );
    assert_eq!(
        page("<p class=byline>Ada Marin, Senior Correspondent</p>"),
        pair("Ada Marin", "")
    );
}

#[test]
fn outlet_credit_language_and_teaser() {
    let json = script(
        r#"{"@type":"NewsArticle","inLanguage":"de-AT","isAccessibleForFree":"False","articleBody":"All of it.",
        "publisher":{"@type":"Organization","name":"Belmar Times"},"author":{"@type":"Organization","name":"Reuters"},},"#,
    );
    let html = format!("{json}<h1>Talks</h1>{PROSE}");
    let found = read(&html, Some("https://www.example.org/talks?utm_source=x"));
    assert_eq!(found.outlet.as_deref(), Some("Belmar Times"));
    assert_eq!(found.credit.as_deref(), Some("Reuters"));
    assert_eq!(found.language.as_deref(), Some("de"));
    assert_eq!(found.article_body.as_deref(), Some("All of it."));
    assert_eq!(found.url.as_deref(), Some("https://www.example.org/talks"));
    assert!(found.teaser);
    let bare = read("<p>x", Some("https://www.example.org/talks"));
    assert_eq!(bare.outlet.as_deref(), Some("example.org"));
}

#[test]
fn a_page_cut_at_any_byte_is_read() {
    let json = script(
        r#"{"@graph":[{"@type":"NewsArticle","headline":"Talks","datePublished":"2024-05-02","author":{"name":"Ada Marin"}}]}"#,
    );
    let html = format!(
        "<html lang=de>{json}<title>Talks</title><h1>Talks</h1><p class=byline>Von Ada Marin, 2. Mai 2024, 14.05 Uhr</p>٢ مايو ٢٠٢٤ 2024年5月2日{PROSE}"
    );
    for cut in (0..html.len()).filter(|&at| html.is_char_boundary(at)) {
        let found = read(&html[..cut], Some("https://example.org/2024/05/02/a"));
        assert_eq!(found.outlet.as_deref(), Some("example.org"), "cut at {cut}");
    }
}

#[test]
fn many_days_and_deep_values_are_bounded() {
    let many = format!(
        "<h1>Talks</h1>{}",
        "<p>Published 2 May 2024 by Ada</p>".repeat(5_000)
    );
    assert!(read(&many, None).dates.len() <= 40);
    let deep = script(&format!("{}{}", "[".repeat(50_000), "\"".repeat(50_000)));
    assert_eq!(read(&deep, None).title, None);
}

#[test]
fn days_of_addresses() {
    let day = |url: &str| super::dates::in_address(url).map(|stamp| stamp.to_string());
    assert_eq!(
        day("https://example.org/news/29-10-2021").as_deref(),
        Some("2021-10-29")
    );
    assert_eq!(
        day("https://example.org/2024/05/02/talks").as_deref(),
        Some("2024-05-02")
    );
    // The fifth of June or the sixth of May: an address that leaves it open says nothing.
    assert_eq!(day("https://example.org/news/05-06-2021"), None);
    assert_eq!(day("https://example.org/29-10-20211"), None);
}
