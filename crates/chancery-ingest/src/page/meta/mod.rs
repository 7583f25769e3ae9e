//! What a page says of itself: headline, authors, outlet, address, days, language, as its structured data,
//! its head and its visible lines give them.
//!
//! ```text
//! tree -> head (meta, link, microdata) + ld (JSON-LD) -> title -> outlet, address, authors
//!                                                     -> dates <- visible <- cue, parts <- day <- clock
//! ```
//!
//! Cost: one pass over the elements, one over the scripts of data, one over the visible text for days.

mod address;
mod authors;
mod clock;
mod credit;
mod cue;
mod dates;
mod day;
mod head;
mod ld;
mod names;
mod outlet;
mod parts;
mod place;
mod repair;
mod scan;
mod title;
mod visible;

use crate::Stamp;
use crate::page::tags::Name;
use crate::page::tree::Tree;
use crate::report::{FoundDate, Note};
use day::Habits;
use head::Head;
use ld::{Kind, LdNode};

/// What a page says of itself. What it does not say is `None` or empty.
#[derive(Debug, Default)]
pub(crate) struct Meta {
    pub(crate) title: Option<String>,
    /// The element that shows the headline.
    pub(crate) headline: Option<u32>,
    pub(crate) description: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) organisations: Vec<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) credit: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<Stamp>,
    pub(crate) modified: Option<Stamp>,
    pub(crate) dates: Vec<FoundDate>,
    /// ISO 639-1 code.
    pub(crate) language: Option<String>,
    /// Not all of it is free to read.
    pub(crate) teaser: bool,
    /// `articleBody` of the JSON-LD.
    pub(crate) article_body: Option<String>,
    pub(crate) notes: Vec<Note>,
}

/// Reads what a page says of itself; `url` is where it was fetched from.
pub(crate) fn meta(tree: &Tree, source: &str, url: Option<&str>) -> Meta {
    let head = head::head(tree);
    let nodes = ld::nodes(tree, source);
    let stated = head.addresses.first().map(|s| s.value.as_str());
    let address = address::own_address(head.canonical.as_deref(), stated, url);
    let main = main_node(&nodes, &head, address.as_deref());
    let named = outlet::named(&head, &nodes, main);
    let found_at = url.or(address.as_deref());
    let habits = habits(tree, &head, main.map(|row| &nodes[row]), found_at);
    let sites = outlet::sites(&head, &nodes, found_at);
    let headline = title::headline(tree, &head, main.map(|row| &nodes[row]), &sites);
    let shown = headline.as_ref().and_then(|h| h.node);
    let dates = dates::dates(&dates::Page {
        tree,
        source,
        head: &head,
        nodes: &nodes,
        main,
        habits: &habits,
        headline: shown,
        url: found_at,
    });
    let authors = authors::authors(&authors::Page {
        tree,
        head: &head,
        nodes: &nodes,
        main,
        habits: &habits,
        headline: shown.or_else(|| head.headings.first().copied()),
        sites: &sites,
    });
    let main = main.map(|row| &nodes[row]);
    let outlet = outlet::outlet(named.as_deref(), address.as_deref().or(url));
    let credit = credit::credit(tree, &head, main, &authors.organisations, shown);
    Meta {
        title: headline.map(|h| h.text),
        headline: shown,
        description: main
            .and_then(|n| n.description.clone())
            .or_else(|| head.descriptions.first().map(|s| s.value.clone())),
        authors: authors.persons,
        organisations: authors.organisations,
        credit: credit
            .filter(|name| outlet.as_deref() != Some(*name))
            .map(str::to_owned),
        outlet,
        url: address,
        published: dates.published,
        modified: dates.modified,
        dates: dates.all,
        language: habits.language,
        teaser: nodes.iter().any(|n| n.free == Some(false) && !n.listed),
        article_body: main
            .and_then(|n| n.body.clone())
            .or_else(|| nodes.iter().find_map(|n| n.body.clone())),
        notes: dates.notes,
    }
}

/// The node of the JSON-LD that tells of the report itself.
fn main_node(nodes: &[LdNode], head: &Head, address: Option<&str>) -> Option<usize> {
    let title = head
        .titles
        .first()
        .map(|s| s.value.as_str())
        .unwrap_or_default();
    let mut best: Option<(i32, usize)> = None;
    for (row, node) in nodes.iter().enumerate() {
        if node.kind != Kind::Report || node.listed {
            continue;
        }
        let alike = node
            .headline
            .as_deref()
            .map_or(0.0, |h| title::likeness(h, title));
        let same = node.url.as_deref().is_some_and(|u| {
            address.is_some_and(|a| a.trim_end_matches('/') == u.trim_end_matches('/'))
        });
        let score =
            (alike * 10.0) as i32 + 6 * i32::from(same) + 3 * i32::from(node.published.is_some());
        if best.is_none_or(|(least, _)| score > least) {
            best = Some((score, row));
        }
    }
    best.map(|(_, row)| row)
}

/// Language and order of numbers.
fn habits(tree: &Tree, head: &Head, main: Option<&LdNode>, url: Option<&str>) -> Habits {
    let stated = [
        tree.attr(0, Name::LANG)
            .or_else(|| tree.attr(0, Name::named("xml:lang"))),
        head.languages.first().map(|s| s.value.as_str()),
        main.and_then(|n| n.language.as_deref()),
    ];
    let tag = stated
        .into_iter()
        .flatten()
        .map(str::trim)
        .find(|tag| code_of(tag).is_some());
    let language = tag.and_then(code_of);
    Habits {
        month_first: month_first(language.as_deref(), tag.unwrap_or_default(), url),
        language,
    }
}

/// The code of a language tag: "en" of "en-GB" and "en_US".
fn code_of(tag: &str) -> Option<String> {
    let code = tag.split(['-', '_']).next()?.to_ascii_lowercase();
    let code = match code.as_str() {
        "iw" => "he",
        "in" => "id",
        "nb" | "nn" => "no",
        code => code,
    };
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then(|| code.to_owned())
}

/// Top-level domains under which English pages write the day first.
const DAY_FIRST: &[&str] = &[
    "au", "eu", "ie", "in", "ke", "my", "ng", "nz", "pk", "sg", "uk", "za",
];

fn month_first(language: Option<&str>, tag: &str, url: Option<&str>) -> bool {
    let region = tag
        .split(['-', '_'])
        .nth(1)
        .unwrap_or_default()
        .to_ascii_lowercase();
    let host = url
        .and_then(|url| url.split('/').nth(2))
        .unwrap_or_default();
    let top = host.rsplit('.').next().unwrap_or_default();
    let english = language.is_none_or(|l| l == "en");
    english
        && !(!region.is_empty() && region != "us" && region != "ca")
        && !DAY_FIRST.contains(&top)
}

#[cfg(test)]
mod tests;
