//! The items of a newsletter: HTML whose headings are links, each followed by its words.
//!
//! A heading counts when it is or holds a link, or stands in one. What stands between two of them
//! belongs to the first. Fewer than two make no newsletter.

use super::body;
use super::links;
use super::prose::Prose;
use super::xml::{Dialect, NodeId, Tree};

/// An item of a newsletter.
pub(super) struct Item {
    pub(super) title: String,
    pub(super) url: Option<String>,
    pub(super) prose: Prose,
}

/// Most items that one mail is split into.
const MOST: usize = 500;

/// The items of a newsletter; `None` where a mail is one report.
pub(super) fn items(html: &str) -> Option<Vec<Item>> {
    let tree = Tree::parse(html, Dialect::Html, &[]);
    let headings = headings(&tree);
    if headings.len() < 2 {
        return None;
    }
    let starts = headings.iter().map(|heading| heading.from).skip(1);
    let ends: Vec<usize> = starts.chain([html.len()]).collect();
    let item = |(heading, end): (Heading, usize)| Item {
        prose: body::of_escaped(html.get(heading.to..end).unwrap_or_default()),
        title: heading.title,
        url: heading.url,
    };
    Some(headings.into_iter().zip(ends).map(item).collect())
}

struct Heading {
    title: String,
    url: Option<String>,
    from: usize,
    to: usize,
}

fn headings(tree: &Tree<'_>) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    let mut link: Option<(NodeId, NodeId)> = None;
    for id in tree.all() {
        if tree.is(id, "a") && tree.attribute(id, "href").is_some() {
            link = Some((id, tree.after(id)));
        }
        let behind = found
            .last()
            .is_none_or(|heading| tree.whole(id).start >= heading.to);
        if !is_heading(tree, id) || !behind || found.len() == MOST {
            continue;
        }
        let around = link.filter(|(_, end)| id < *end).map(|(link, _)| link);
        let inside = || {
            tree.inside(id)
                .find(|node| tree.is(*node, "a") && tree.attribute(*node, "href").is_some())
        };
        let Some((anchor, title)) = around.or_else(inside).zip(tree.text(id)) else {
            continue;
        };
        let url = tree
            .attribute(anchor, "href")
            .map(|href| links::unwrap(&href));
        found.push(Heading {
            title,
            url: url.filter(|url| url.starts_with("http")),
            from: tree.whole(id).start,
            to: tree.whole(id).end,
        });
    }
    found
}

fn is_heading(tree: &Tree<'_>, id: NodeId) -> bool {
    matches!(
        tree.name(id),
        "h1" | "h2" | "h3" | "h4" | "H1" | "H2" | "H3" | "H4"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &[(&str, &str, &str)]) {
        let found = items(html).unwrap_or_default();
        let shown: Vec<_> = found
            .iter()
            .map(|item| {
                (
                    item.title.as_str(),
                    item.url.as_deref().unwrap_or(""),
                    item.prose.text.as_str(),
                )
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn headings_with_links_split() {
        check(
            "<p>Good morning</p><h2><a href='https://e.org/1'>One</a></h2><p>First words.</p>\
             <a href='https://e.org/2'><h3>Two</h3></a><p>More.</p><h3>No link</h3><p>Still two.</p>",
            &[
                ("One", "https://e.org/1", "First words."),
                ("Two", "https://e.org/2", "More.\n\nNo link\n\nStill two."),
            ],
        );
        check("<h1><a href='https://e.org'>One</a></h1><p>Words</p>", &[]);
        check("", &[]);
    }
}
