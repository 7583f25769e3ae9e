//! The news agency that a report is taken from: named as author, holder of the rights, source, or in the
//! dateline ("BELMAR (AP) -") and the last line of the text.
//!
//! Agencies and their marks: `actors/agencies.tsv`. The outlet itself is no credit.

use super::head::Head;
use super::ld::LdNode;
use super::outlet::agency;
use crate::page::tree::Tree;

/// How much of a block is looked at for a dateline, in bytes, and how many blocks after the headline.
const DATELINE: usize = 90;
const BLOCKS: usize = 12;

/// The agency; `None` where none is named or the outlet is one itself.
pub(super) fn credit(
    tree: &Tree,
    head: &Head,
    main: Option<&LdNode>,
    bodies: &[String],
    headline: Option<u32>,
) -> Option<&'static str> {
    let of_authors = bodies.iter().find_map(|name| agency(name));
    let of_holder = main.and_then(|n| n.holder.as_deref()).and_then(agency);
    let of_meta = head.credits.iter().find_map(|s| agency(&s.value));
    of_authors
        .or(of_holder)
        .or(of_meta)
        .or_else(|| of_dateline(tree, headline))
}

/// "(Reuters) -", "(AP) —" near the start of a block after the headline.
fn of_dateline(tree: &Tree, headline: Option<u32>) -> Option<&'static str> {
    let after = tree.nodes.get(headline? as usize)?.text.1 as usize;
    let first = tree.blocks.partition_point(|b| b.text.start < after);
    tree.blocks[first..].iter().take(BLOCKS).find_map(|block| {
        let words = tree.words(block);
        let start = &words[..words.floor_char_boundary(DATELINE)];
        let (_, rest) = start.split_once('(')?;
        let (inside, rest) = rest.split_once(')')?;
        let dashed = rest.trim_start().starts_with(['-', '–', '—', '|', '.']);
        if dashed { agency(inside) } else { None }
    })
}
