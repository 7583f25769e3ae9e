//! What the names of a part of a page (`class`, `id`, `itemprop`) say of it: words of `ingest/page_parts.tsv`.

use crate::page::tags::{Name, Tag};
use crate::page::tree::Tree;
use chancery_data::schema::ingest::PagePart;

/// What the names of an element say, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Part(u8);

impl Part {
    pub(super) const DATE: Part = Part(1);
    pub(super) const BYLINE: Part = Part(2);
    pub(super) const HEADLINE: Part = Part(4);
    pub(super) const CONTENT: Part = Part(8);
    pub(super) const AWAY: Part = Part(16);

    pub(super) fn has(self, other: Part) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, other: Part) {
        self.0 |= other.0;
    }
}

/// Most names of an element that are looked at.
const MAX_NAMES: usize = 16;

/// What an element is by its names, else by its tag.
fn part_of(tree: &Tree, node: u32) -> Part {
    let mut part = Part::default();
    let names = [Name::CLASS, Name::ID, Name::ITEMPROP];
    for (name, value) in tree.attrs(node) {
        if names.contains(&name) {
            for token in value.split_whitespace().take(MAX_NAMES) {
                of_token(token, &mut part);
            }
        }
    }
    let told = part.has(Part::DATE) || part.has(Part::BYLINE) || part.has(Part::HEADLINE);
    match tree.nodes[node as usize].tag {
        Tag::ASIDE | Tag::NAV | Tag::FOOTER if !told => part.add(Part::AWAY),
        _ => {}
    }
    part
}

/// A name as a whole without marks, then its words: at marks, and at capitals after small letters.
fn of_token(token: &str, part: &mut Part) {
    let token = &token[..token.len().min(80).min(token.floor_char_boundary(80))];
    let whole: String = token
        .chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    if let Some(found) = named(&whole) {
        part.add(found);
        return;
    }
    let mut word = String::new();
    let mut small = false;
    for c in token.chars() {
        let border = !c.is_alphabetic() || (small && c.is_uppercase());
        if border {
            part.0 |= named(&word).unwrap_or_default().0;
            word.clear();
        }
        small = c.is_lowercase();
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
        }
    }
    part.0 |= named(&word).unwrap_or_default().0;
}

/// Whether an address leads to the page of an author: a part of its path is named so.
pub(super) fn leads_to_author(href: &str) -> bool {
    let path = href.split_once("://").map_or(href, |(_, rest)| {
        rest.split_once('/').map_or("", |(_, p)| p)
    });
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/').filter(|p| !p.is_empty()).take(8).peekable();
    while let Some(part) = parts.next() {
        let folded: String = part
            .chars()
            .filter(|c| c.is_alphabetic())
            .flat_map(char::to_lowercase)
            .collect();
        if parts.peek().is_some() && named(&folded).is_some_and(|p| p.has(Part::BYLINE)) {
            return true;
        }
    }
    false
}

fn named(word: &str) -> Option<Part> {
    let table: &[PagePart] = &chancery_data::ingest().page_parts;
    let row = table
        .binary_search_by(|row| row.word.as_str().cmp(word))
        .ok()?;
    Some(match table[row].kind.as_str() {
        "date" => Part::DATE,
        "byline" => Part::BYLINE,
        "headline" => Part::HEADLINE,
        "content" => Part::CONTENT,
        _ => Part::AWAY,
    })
}

/// Parts of a page, each judged once.
pub(super) struct Parts<'t> {
    tree: &'t Tree,
    known: Vec<Option<Part>>,
}

impl<'t> Parts<'t> {
    pub(super) fn new(tree: &'t Tree) -> Parts<'t> {
        Parts {
            tree,
            known: vec![None; tree.nodes.len()],
        }
    }

    /// What an element is.
    pub(super) fn of(&mut self, node: u32) -> Part {
        let known = self.known[node as usize];
        known.unwrap_or_else(|| {
            let part = part_of(self.tree, node);
            self.known[node as usize] = Some(part);
            part
        })
    }
}
