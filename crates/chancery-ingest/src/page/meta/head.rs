//! Elements of a page that state something of it out: `meta`, `link`, `itemprop`, `rel`, headings,
//! `time`, in one pass over the elements.

use super::day::Habits;
use super::ld::plain;
use super::names::after_by;
use crate::page::tags::{Name, Tag};
use crate::page::tree::Tree;

/// Most findings of one kind that are kept.
const MAX_FOUND: usize = 60;

/// A value that an element states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) value: String,
    /// Rung of the ladder: 2 OpenGraph and its like, 3 other names, 4 microdata.
    pub(super) rung: u8,
    pub(super) node: u32,
}

/// What the elements of a page state.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub(super) published: Vec<Stated>,
    pub(super) modified: Vec<Stated>,
    pub(super) titles: Vec<Stated>,
    pub(super) authors: Vec<Stated>,
    pub(super) outlets: Vec<Stated>,
    pub(super) addresses: Vec<Stated>,
    pub(super) languages: Vec<Stated>,
    pub(super) descriptions: Vec<Stated>,
    pub(super) credits: Vec<Stated>,
    pub(super) canonical: Option<String>,
    /// Elements of days: `time` and others with a day in an attribute.
    pub(super) times: Vec<u32>,
    /// `<h1>` elements.
    pub(super) headings: Vec<u32>,
    /// Elements that say that an author is in them.
    pub(super) bylines: Vec<u32>,
    /// The last label of a Twitter card says that an author follows.
    label: bool,
}

/// Reads all elements of a page.
pub(super) fn head(tree: &Tree) -> Head {
    let mut head = Head::default();
    for node in 0..tree.nodes.len() as u32 {
        let tag = tree.nodes[node as usize].tag;
        match tag {
            Tag::META => head.meta(tree, node),
            Tag::LINK => head.link(tree, node),
            Tag::H1 if head.headings.len() < MAX_FOUND => head.headings.push(node),
            _ => {}
        }
        head.attributes(tree, node);
    }
    head
}

/// Whether a name that is in no table says by itself that it is the day of publication.
fn names_publication(key: &str) -> bool {
    key.contains("publish")
        && (key.contains("date") || key.contains("time"))
        && !key.contains("modif")
        && !key.contains("update")
}

impl Head {
    fn meta(&mut self, tree: &Tree, node: u32) {
        let Some(content) = tree.attr(node, Name::CONTENT).map(str::trim) else {
            return;
        };
        if content.is_empty() {
            return;
        }
        for (name, value) in tree.attrs(node) {
            if ![Name::NAME, Name::PROPERTY, Name::HTTP_EQUIV].contains(&name) {
                continue;
            }
            let key = value.trim().to_lowercase();
            if self.labelled(&key, content, node) {
                return;
            }
            let table = &chancery_data::ingest().meta_names;
            let Ok(row) = table.binary_search_by(|row| row.name.as_str().cmp(&key)) else {
                if names_publication(&key) {
                    self.state("published", content, 3, node);
                    return;
                }
                continue;
            };
            if name == Name::HTTP_EQUIV
                && table[row].field != "language"
                && table[row].field != "modified"
            {
                continue;
            }
            self.state(&table[row].field, content, table[row].rung, node);
            return;
        }
    }

    /// Twitter cards state a label and its value apart: `twitter:label1` "Written by", `twitter:data1` the name.
    fn labelled(&mut self, key: &str, content: &str, node: u32) -> bool {
        if key.starts_with("twitter:label") {
            self.label = after_by(content, &Habits::default()).is_some();
            return true;
        }
        if key.starts_with("twitter:data") && std::mem::take(&mut self.label) {
            self.state("author", content, 3, node);
            return true;
        }
        false
    }

    fn state(&mut self, field: &str, value: &str, rung: u8, node: u32) {
        let list = match field {
            "published" => &mut self.published,
            "modified" => &mut self.modified,
            "title" => &mut self.titles,
            "author" => &mut self.authors,
            "outlet" => &mut self.outlets,
            "address" => &mut self.addresses,
            "language" => &mut self.languages,
            "description" => &mut self.descriptions,
            _ => &mut self.credits,
        };
        if list.len() < MAX_FOUND {
            list.push(Stated {
                value: plain(value),
                rung,
                node,
            });
        }
    }

    fn link(&mut self, tree: &Tree, node: u32) {
        let is = |wanted: &str| {
            let rel = tree.attr(node, Name::REL).unwrap_or_default();
            rel.split_whitespace()
                .any(|word| word.eq_ignore_ascii_case(wanted))
        };
        if self.canonical.is_none() && is("canonical") {
            self.canonical = tree
                .attr(node, Name::HREF)
                .map(|href| href.trim().to_owned());
        }
    }

    /// Microdata, relations and days of any element.
    fn attributes(&mut self, tree: &Tree, node: u32) {
        let mut dated = tree.nodes[node as usize].tag == Tag::TIME;
        for (name, value) in tree.attrs(node) {
            match name {
                Name::ITEMPROP => self.property(tree, node, value),
                Name::REL
                    if self.bylines.len() < MAX_FOUND
                        && tree.nodes[node as usize].tag != Tag::LINK
                        && value.split_whitespace().any(|w| w == "author") =>
                {
                    self.bylines.push(node);
                }
                Name::DATETIME | Name::PUBDATE => dated = true,
                Name::TITLE => {
                    dated |= value.len() <= 40 && value.starts_with(|c: char| c.is_ascii_digit())
                }
                name if name.holds_day() => dated = true,
                _ => {}
            }
        }
        if dated && self.times.len() < 4 * MAX_FOUND {
            self.times.push(node);
        }
    }

    fn property(&mut self, tree: &Tree, node: u32, names: &str) {
        for name in names.split_whitespace() {
            let value = || {
                let stated = tree
                    .attr(node, Name::CONTENT)
                    .or_else(|| tree.attr(node, Name::DATETIME));
                stated.map_or_else(|| tree.inner(node), str::to_owned)
            };
            match name {
                "datePublished" => self.state("published", &value(), 4, node),
                "dateModified" => self.state("modified", &value(), 4, node),
                "headline" => self.state("title", &value(), 4, node),
                "author" if self.bylines.len() < MAX_FOUND => self.bylines.push(node),
                _ => {}
            }
        }
    }
}
