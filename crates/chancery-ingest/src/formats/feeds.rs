//! RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, JSON Feed: entries that have words become
//! reports, all entries that have an address become listings.
//!
//! One reader for all kinds of XML, since what calls itself RSS holds elements of Atom, Dublin Core and
//! Media RSS as its publisher likes. It stands on a tree that never fails, so a fault costs the entry
//! where it is. Dates keep the day and the offset that were written. Sources: RSS 2.0 specification,
//! RSS 1.0 and its content module, RFC 4287, Media RSS 1.5, JSON Feed 1.1. Tests compare it with `feed-rs`.

use super::body::{self, is_cut_off, language, line_of, note};
use super::hints::{Hints, MOST_ITEMS, Reports};
use super::listing::{LeadsTo, Listing};
use super::prose::Prose;
use super::xml::{Dialect, NodeId, Tree};
use super::{byline, dates, decode::decode, json::broken, jsonfeed};
use crate::{Error, FoundDate, Report};

/// Summaries shorter than this are taken for teasers, in characters.
const SHORT: usize = 1_200;

/// Reports of the entries that have words of their own; entries whose words are only a summary carry the
/// note `teaser`. Entries without words are in [`list`] alone.
///
/// # Errors
/// Bytes that are no feed, or more than 64 MiB. Never panics.
pub fn read(bytes: &[u8], hints: &Hints<'_>) -> Result<Reports, Error> {
    let decoded = decode(bytes, "feed", hints)?;
    if jsonfeed::is_json(&decoded.text) {
        return jsonfeed::read(&decoded.text);
    }
    let tree = Tree::parse(&decoded.text, Dialect::Xml, LONE);
    let feed = Feed::of(&tree)?;
    let mut reports: Reports = Vec::new();
    for item in feed.items() {
        let mut report = feed.report(item);
        if report.text.is_empty() {
            continue;
        }
        report.notes.extend(decoded.notes.iter().cloned());
        reports.push(Ok(report));
    }
    if let Some(at) = tree.cut {
        reports.push(Err(broken(
            "feed",
            at as u64,
            "more elements than are read".to_owned(),
        )));
    }
    Ok(reports)
}

/// Addresses of all entries, in order.
///
/// # Errors
/// As [`read`]. Never panics.
pub fn list(bytes: &[u8], hints: &Hints<'_>) -> Result<Vec<Listing>, Error> {
    let decoded = decode(bytes, "feed", hints)?;
    if jsonfeed::is_json(&decoded.text) {
        return jsonfeed::list(&decoded.text);
    }
    let tree = Tree::parse(&decoded.text, Dialect::Xml, LONE);
    let feed = Feed::of(&tree)?;
    Ok(feed.items().filter_map(|item| feed.listing(item)).collect())
}

/// Entries never stand in one another.
const LONE: &[&str] = &["item", "entry"];
/// Prefixes of elements that speak of pictures and sounds, not of the entry.
const ASIDE: [&str; 4] = ["media", "itunes", "image", "googleplay"];

struct Feed<'t, 'a> {
    tree: &'t Tree<'a>,
    channel: NodeId,
    outlet: Option<String>,
    language: Option<String>,
}

impl<'t, 'a> Feed<'t, 'a> {
    fn of(tree: &'t Tree<'a>) -> Result<Feed<'t, 'a>, Error> {
        let named = |names: &[&str]| {
            tree.all()
                .find(|id| names.iter().any(|name| tree.is(*id, name)))
        };
        let root = named(&["rss", "RDF", "feed"])
            .or_else(|| named(&["channel", "item", "entry"]))
            .ok_or_else(|| broken("feed", 0, "no element of a feed".to_owned()))?;
        let channel = tree.child(root, "channel").unwrap_or(root);
        let mut feed = Feed {
            tree,
            channel,
            outlet: None,
            language: None,
        };
        feed.outlet = feed
            .first(channel, &["title"])
            .and_then(|id| line_of(tree, id));
        feed.language = (feed
            .first(channel, &["language"])
            .and_then(|id| tree.text(id)))
        .or_else(|| tree.attribute(root, "lang").map(|tag| tag.into_owned()))
        .and_then(|tag| language(&tag));
        Ok(feed)
    }

    fn items(&self) -> impl Iterator<Item = NodeId> {
        let tree = self.tree;
        tree.all()
            .filter(|id| (tree.is(*id, "item") || tree.is(*id, "entry")) && *id >= self.channel)
            .take(MOST_ITEMS)
    }

    /// First child of one of the names that speaks of the entry itself, names in order of worth.
    fn first(&self, item: NodeId, names: &[&str]) -> Option<NodeId> {
        names.iter().find_map(|name| {
            self.tree.children(item).find(|child| {
                self.tree.is(*child, name) && !ASIDE.contains(&self.tree.prefix(*child))
            })
        })
    }

    fn report(&self, item: NodeId) -> Report {
        let mut report = self.head(item);
        self.authors(item, &mut report);
        self.words(item, &mut report);
        let credit = self
            .tree
            .inside(item)
            .find(|id| self.tree.is(*id, "credit"));
        if let Some(credit) = credit.and_then(|id| self.tree.text(id)) {
            note(&mut report, "media_credit", &credit);
        }
        report
    }

    /// What is known beside the words.
    fn head(&self, item: NodeId) -> Report {
        let tree = self.tree;
        let text = |names: &[&str]| self.first(item, names).and_then(|id| tree.text(id));
        let source = self.first(item, &["source"]);
        let source = source.and_then(|id| match tree.child(id, "title") {
            Some(title) => tree.text(title),
            None => tree.text(id),
        });
        let mut report = Report {
            id: text(&["guid", "id"]).or_else(|| {
                tree.attribute(item, "about")
                    .map(|about| about.into_owned())
            }),
            title: self
                .first(item, &["title"])
                .and_then(|id| line_of(tree, id)),
            outlet: source
                .or_else(|| text(&["publisher"]))
                .or_else(|| self.outlet.clone()),
            url: self.url(item),
            language: self.item_language(item).or_else(|| self.language.clone()),
            ..Report::default()
        };
        self.dates(item, &mut report);
        report
    }

    fn item_language(&self, item: NodeId) -> Option<String> {
        let stated = self
            .first(item, &["language"])
            .and_then(|id| self.tree.text(id));
        let content = self.first(item, &["content"]);
        stated
            .or_else(|| {
                self.tree
                    .attribute(item, "lang")
                    .map(|tag| tag.into_owned())
            })
            .or_else(|| {
                self.tree
                    .attribute(content?, "lang")
                    .map(|tag| tag.into_owned())
            })
            .and_then(|tag| language(&tag))
    }

    fn url(&self, item: NodeId) -> Option<String> {
        let tree = self.tree;
        let original = self.first(item, &["origLink"]).and_then(|id| tree.text(id));
        let links = tree.children(item).filter(|id| tree.is(*id, "link"));
        let link = links.filter_map(|id| link_of(tree, id)).next();
        let guid = self.first(item, &["guid"]).filter(|id| {
            tree.attribute(*id, "isPermaLink")
                .is_none_or(|value| !value.eq_ignore_ascii_case("false"))
        });
        let is_web = |url: &String| url.starts_with("http://") || url.starts_with("https://");
        original
            .or(link)
            .or_else(|| tree.text(guid?).filter(is_web))
            .or_else(|| {
                tree.attribute(item, "about")
                    .map(|about| about.into_owned())
                    .filter(is_web)
            })
            .or_else(|| tree.text(self.first(item, &["id"])?).filter(is_web))
    }

    /// All dates of the entry; publication first.
    fn dates(&self, item: NodeId, report: &mut Report) {
        const PUBLISHED: [&str; 5] = ["pubDate", "published", "issued", "date", "created"];
        const MODIFIED: [&str; 2] = ["updated", "modified"];
        for (names, basis) in [(&PUBLISHED[..], "feed"), (&MODIFIED[..], "feed_modified")] {
            for name in names {
                let Some(id) = self.first(item, &[name]) else {
                    continue;
                };
                let Some(stamp) = self.tree.text(id).and_then(|text| dates::read(&text)) else {
                    continue;
                };
                let slot = if basis == "feed" {
                    &mut report.published
                } else {
                    &mut report.modified
                };
                slot.get_or_insert(stamp);
                report.dates.push(FoundDate {
                    stamp,
                    basis,
                    span: Some(self.tree.whole(id)),
                });
            }
        }
    }

    fn authors(&self, item: NodeId, report: &mut Report) {
        let tree = self.tree;
        for id in tree.children(item) {
            if !(tree.is(id, "creator") || tree.is(id, "author")) {
                continue;
            }
            let named = tree.child(id, "name").and_then(|name| tree.text(name));
            let Some(line) = named.or_else(|| line_of(tree, id)) else {
                continue;
            };
            for person in byline::persons(in_brackets(&line)) {
                if !report.authors.contains(&person) {
                    report.authors.push(person);
                }
            }
        }
    }

    /// The longest of the fields that hold words.
    fn words(&self, item: NodeId, report: &mut Report) {
        let tree = self.tree;
        let mut best: Option<(Prose, bool)> = None;
        for id in tree.children(item) {
            let full = is_full(tree, id);
            let short = ["description", "summary", "abstract"]
                .iter()
                .any(|name| tree.is(id, name));
            if !(full || short) || ASIDE.contains(&tree.prefix(id)) {
                continue;
            }
            let prose = body::of_field(tree, id);
            let longer = best
                .as_ref()
                .is_none_or(|(known, _)| prose.text.len() > known.text.len());
            if longer && !prose.text.is_empty() {
                best = Some((prose, full));
            }
        }
        let Some((prose, full)) = best else { return };
        let teaser = is_cut_off(&prose.text) || (!full && prose.text.chars().count() < SHORT);
        body::put(report, prose);
        if teaser {
            note(report, "teaser", "");
        }
    }

    fn listing(&self, item: NodeId) -> Option<Listing> {
        let report = self.head(item);
        Some(Listing {
            url: report.url?,
            leads_to: LeadsTo::Page,
            title: report.title,
            outlet: report.outlet,
            language: report.language,
            published: report.published,
            modified: report.modified,
        })
    }
}

/// Elements that hold the whole text: the content module of RSS, Atom, and what Russian feeds use.
fn is_full(tree: &Tree<'_>, id: NodeId) -> bool {
    let by_reference = tree.attribute(id, "src").is_some() || tree.attribute(id, "url").is_some();
    (tree.is(id, "encoded") || tree.is(id, "content") || tree.is(id, "full-text")) && !by_reference
}

/// The address of a link of RSS or Atom that leads to the entry itself.
fn link_of(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    let own = tree
        .attribute(id, "rel")
        .is_none_or(|rel| rel == "alternate");
    let href = tree
        .attribute(id, "href")
        .map(|href| href.trim().to_owned());
    href.or_else(|| tree.text(id))
        .filter(|url| own && !url.is_empty())
}

/// The name in "desk@example.org (Mira Sarel)".
fn in_brackets(line: &str) -> &str {
    match (line.contains('@'), line.split_once('(')) {
        (true, Some((_, rest))) => rest.trim_end_matches(')'),
        (true, None) => line.split_once('<').map_or("", |(name, _)| name),
        (false, _) => line,
    }
}
