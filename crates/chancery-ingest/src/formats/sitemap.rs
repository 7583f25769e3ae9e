//! Sitemaps, indexes of sitemaps and sitemaps of Google News, and lists of one address a line.
//!
//! Sources: the protocol of sitemaps.org (0.9: at most 50,000 addresses and 50 MB a file, plain text
//! lists allowed), Google's news extension (`news:publication` with name and language,
//! `news:publication_date`, `news:title`; the date and the title stand beside the publication).

use super::body::{language, line_of};
use super::dates;
use super::decode::decode;
use super::hints::{Hints, MOST_ITEMS};
use super::json::broken;
use super::listing::{LeadsTo, Listing};
use super::xml::{Dialect, NodeId, Tree};
use crate::{Error, Stamp};

/// Addresses in order of the file, at most 50,000.
///
/// # Errors
/// Bytes that hold no list of addresses, or more than 64 MiB. Never panics.
pub fn list(bytes: &[u8], hints: &Hints<'_>) -> Result<Vec<Listing>, Error> {
    let decoded = decode(bytes, "sitemap", hints)?;
    if !decoded.text.contains('<') {
        return lines(&decoded.text);
    }
    let tree = Tree::parse(&decoded.text, Dialect::Xml, &["url", "sitemap"]);
    let known = |id: &NodeId| tree.is(*id, "urlset") || tree.is(*id, "sitemapindex");
    if !tree.all().any(|id| known(&id)) {
        return Err(broken(
            "sitemap",
            0,
            "neither urlset nor sitemapindex".to_owned(),
        ));
    }
    let entries = tree
        .all()
        .filter(|id| tree.is(*id, "url") || tree.is(*id, "sitemap"));
    Ok(entries
        .filter_map(|id| entry(&tree, id))
        .take(MOST_ITEMS)
        .collect())
}

fn entry(tree: &Tree<'_>, id: NodeId) -> Option<Listing> {
    let url = tree.child(id, "loc").and_then(|loc| tree.text(loc))?;
    let stamp =
        |id: NodeId, name| -> Option<Stamp> { dates::read(&tree.text(tree.child(id, name)?)?) };
    let mut listing = Listing {
        url,
        modified: stamp(id, "lastmod"),
        ..Listing::default()
    };
    if tree.is(id, "sitemap") {
        listing.leads_to = LeadsTo::Sitemap;
    }
    if let Some(news) = tree.child(id, "news") {
        let publication = tree.child(news, "publication");
        let told = |name| publication.and_then(|publication| tree.child(publication, name));
        listing.outlet = told("name").and_then(|name| line_of(tree, name));
        listing.language = told("language").and_then(|tag| language(&tree.text(tag)?));
        listing.published = stamp(news, "publication_date");
        listing.title = tree
            .child(news, "title")
            .and_then(|title| line_of(tree, title));
    }
    Some(listing)
}

/// One address a line; a single line that is none means that this is something else.
fn lines(text: &str) -> Result<Vec<Listing>, Error> {
    let mut listings = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let url = line.trim();
        let is_web = url.starts_with("http://") || url.starts_with("https://");
        if !url.is_empty() && (!is_web || url.contains(char::is_whitespace)) {
            return Err(broken(
                "sitemap",
                at,
                "a line that is no address".to_owned(),
            ));
        }
        if !url.is_empty() && listings.len() < MOST_ITEMS {
            listings.push(Listing {
                url: url.to_owned(),
                ..Listing::default()
            });
        }
        at += line.len() as u64;
    }
    if listings.is_empty() {
        return Err(broken("sitemap", 0, "no address".to_owned()));
    }
    Ok(listings)
}
