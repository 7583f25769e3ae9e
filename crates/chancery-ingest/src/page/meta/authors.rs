//! Who wrote a report, persons and organisations apart, in order.
//!
//! JSON-LD `author` of the report, else what `meta` elements state, else elements that say so
//! (`rel=author`, `itemprop=author`), else lines beside the headline or after the text that are named as
//! bylines, lead to the page of an author, or begin as bylines do ("By A and B").

use super::day::Habits;
use super::head::Head;
use super::ld::LdNode;
use super::names::{Name, after_by, names, names_of_line};
use super::outlet::agency;
use super::parts::{Part, Parts, leads_to_author};
use crate::page::tags::{self, Tag};
use crate::page::tree::Tree;

/// Most authors of a report.
const MAX_AUTHORS: usize = 20;

/// Longest line that is a byline, in bytes.
const MAX_LINE: usize = 160;

/// How far before the headline, after it and after the first line found bylines stand, in bytes of text.
const BEFORE: usize = 250;
const AFTER: usize = 1_200;
const TOGETHER: usize = 250;

/// Who wrote a report.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Authors {
    pub(super) persons: Vec<String>,
    pub(super) organisations: Vec<String>,
}

/// A page, read so far.
pub(super) struct Page<'p> {
    pub(super) tree: &'p Tree,
    pub(super) head: &'p Head,
    pub(super) nodes: &'p [LdNode],
    pub(super) main: Option<usize>,
    pub(super) habits: &'p Habits,
    pub(super) headline: Option<u32>,
    /// Names of the outlet.
    pub(super) sites: &'p [String],
}

/// Climbs from what is stated best to what is seen.
pub(super) fn authors(page: &Page<'_>) -> Authors {
    let mut found = Authors::default();
    let mut handles = Vec::new();
    let ladder = [of_nodes, of_meta, of_elements, of_lines];
    for rung in ladder {
        for (name, organisation) in rung(page) {
            if name.handle && !organisation {
                handles.push(name.text);
            } else {
                found.add(page, name, organisation);
            }
        }
        if !found.persons.is_empty() {
            return found;
        }
    }
    if found.organisations.is_empty() {
        found.persons = handles;
        found.persons.truncate(MAX_AUTHORS);
        found.persons.dedup();
    }
    found
}

impl Authors {
    fn add(&mut self, page: &Page<'_>, name: Name, organisation: bool) {
        let text = name.text;
        let outlet = page
            .sites
            .iter()
            .any(|site| site.to_lowercase() == text.to_lowercase());
        let body = organisation || outlet || name.organisation || agency(&text).is_some();
        let list = if body {
            &mut self.organisations
        } else {
            &mut self.persons
        };
        let known = list
            .iter()
            .any(|other| other.to_lowercase() == text.to_lowercase());
        if !known && list.len() < MAX_AUTHORS {
            list.push(text);
        }
    }
}

type Said = Vec<(Name, bool)>;

fn of_nodes(page: &Page<'_>) -> Said {
    let main = page.main.map(|row| &page.nodes[row]);
    let mut others = page.nodes.iter().filter(|n| !n.listed);
    let node = main
        .filter(|n| !n.authors.is_empty())
        .or_else(|| others.find(|n| !n.authors.is_empty()));
    let authors = node.map(|n| n.authors.as_slice()).unwrap_or_default();
    let read = |c: &super::ld::Credit| -> Said {
        names(&c.name, page.habits)
            .into_iter()
            .map(|n| (n, c.organisation))
            .collect()
    };
    authors.iter().flat_map(read).collect()
}

fn of_meta(page: &Page<'_>) -> Said {
    for rung in [2, 3] {
        let stated = page.head.authors.iter().filter(|s| s.rung == rung);
        let said: Said = stated
            .flat_map(|s| names(&s.value, page.habits))
            .map(|n| (n, false))
            .collect();
        if !said.is_empty() {
            return said;
        }
    }
    Vec::new()
}

fn of_elements(page: &Page<'_>) -> Said {
    let mut parts = Parts::new(page.tree);
    let mut said = Vec::new();
    for &node in &page.head.bylines {
        let stated = page.tree.attr(node, tags::Name::CONTENT).map(str::to_owned);
        let text = stated.unwrap_or_else(|| page.tree.inner(node));
        if !is_away(page, &mut parts, node) && !text.is_empty() && text.len() < MAX_LINE {
            said.extend(
                names_of_line(&text, page.habits)
                    .into_iter()
                    .map(|n| (n, false)),
            );
        }
    }
    said
}

/// Whether an element below what it shares with the headline is named as telling of others.
fn is_away(page: &Page<'_>, parts: &mut Parts<'_>, node: u32) -> bool {
    let headline = page.headline.map(|h| page.tree.nodes[h as usize].text);
    for node in page.tree.around(node) {
        let n = page.tree.nodes[node as usize];
        let shared = headline.is_some_and(|(from, to)| n.text.0 <= from && n.text.1 >= to);
        if shared || n.tag == Tag::BODY || n.parent == node {
            return false;
        }
        if parts.of(node).has(Part::AWAY) && !parts.of(node).has(Part::BYLINE) {
            return true;
        }
    }
    false
}

/// What a line is, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    /// A link to the page of an author.
    Linked,
    /// Named as a byline, or in a part that is.
    Named,
    /// It begins as bylines do.
    Begun,
}

struct Candidate {
    line: Line,
    at: usize,
    names: Vec<Name>,
}

/// Lines beside the headline.
fn of_lines(page: &Page<'_>) -> Said {
    let tree = page.tree;
    let Some((from, to)) = page.headline.map(|h| tree.nodes[h as usize].text) else {
        return Vec::new();
    };
    let (from, to) = ((from as usize).saturating_sub(BEFORE), to as usize + AFTER);
    let mut parts = Parts::new(tree);
    let mut all: Vec<Candidate> = Vec::new();
    let first = tree.nodes.partition_point(|n| (n.text.0 as usize) < from);
    for node in first..tree.nodes.len() {
        let n = tree.nodes[node];
        if n.text.0 as usize >= to {
            break;
        }
        let len = n.text.1 - n.text.0;
        if len < 3 || len as usize > MAX_LINE {
            continue;
        }
        if let Some(found) = candidate(page, &mut parts, node as u32) {
            all.push(found);
        }
    }
    best_of(all)
}

fn candidate(page: &Page<'_>, parts: &mut Parts<'_>, node: u32) -> Option<Candidate> {
    let n = page.tree.nodes[node as usize];
    let href = page
        .tree
        .attr(node, tags::Name::HREF)
        .filter(|_| n.tag == Tag::A);
    let linked = href.is_some_and(leads_to_author);
    let named = parts.of(node).has(Part::BYLINE);
    let text = page.tree.inner(node);
    let begun = !linked && !named && after_by(&text, page.habits).is_some();
    let line = match (linked, named, begun) {
        (true, _, _) => Line::Linked,
        (_, true, _) => Line::Named,
        (_, _, true) => Line::Begun,
        _ => return None,
    };
    if is_away(page, parts, node) {
        return None;
    }
    let names: Vec<Name> = names_of_line(&text, page.habits);
    let full = |n: &Name| n.text.contains(' ') || !n.text.is_ascii() || named || linked;
    let names: Vec<Name> = names.into_iter().filter(full).collect();
    (!names.is_empty()).then_some(Candidate {
        line,
        at: n.text.0 as usize,
        names,
    })
}

/// The lines of the best kind that stand together with the first of them.
fn best_of(all: Vec<Candidate>) -> Said {
    let Some(line) = all.iter().map(|c| c.line).min() else {
        return Vec::new();
    };
    let mut kept = all.into_iter().filter(|c| c.line == line).peekable();
    let Some(first) = kept.peek().map(|c| c.at) else {
        return Vec::new();
    };
    let together = kept.take_while(|c| c.at < first + TOGETHER);
    let several = line == Line::Linked;
    let taken = together.take(if several { MAX_AUTHORS } else { 1 });
    taken.flat_map(|c| c.names).map(|n| (n, false)).collect()
}
