//! How many independent origins stand behind an event.
//!
//! Two documents are one origin when their texts are near-duplicates, when they credit the same
//! agency, or when the same named source stands at the root of both chains. Near-duplicate: at
//! least two thirds of the five-word shingles of the shorter text stand in the other (Broder 1997,
//! containment).

use super::slots::Slots;
use std::collections::BTreeSet;

/// Words of a shingle.
const SHINGLE: usize = 5;

/// Independent origins behind the claims of one event.
pub fn count(claims: &[&Slots<'_>]) -> usize {
    let mut groups: Vec<Vec<&Slots<'_>>> = Vec::new();
    for claim in claims {
        let found: Vec<usize> = groups
            .iter()
            .enumerate()
            .filter(|(_, group)| group.iter().any(|other| one_origin(claim, other)))
            .map(|(i, _)| i)
            .collect();
        match found.split_first() {
            None => groups.push(vec![claim]),
            Some((&first, rest)) => {
                for &other in rest.iter().rev() {
                    let moved = groups.remove(other);
                    groups[first].extend(moved);
                }
                groups[first].push(claim);
            }
        }
    }
    groups.len()
}

fn one_origin(a: &Slots<'_>, b: &Slots<'_>) -> bool {
    let root = |s: &Slots<'_>| {
        s.claim
            .attribution
            .last()
            .filter(|source| source.named)
            .map(|source| source.name.clone())
    };
    a.document.id == b.document.id
        || root(a).is_some() && root(a) == root(b)
        || near_duplicate(&a.document.document.text, &b.document.document.text)
}

fn near_duplicate(a: &str, b: &str) -> bool {
    let (a, b) = (shingles(a), shingles(b));
    let shared = a.intersection(&b).count();
    let smaller = a.len().min(b.len());
    smaller > 0 && shared * 3 >= smaller * 2
}

fn shingles(text: &str) -> BTreeSet<[u8; 8]> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut found = BTreeSet::new();
    for window in words.windows(SHINGLE) {
        let hash = blake3::hash(window.join(" ").as_bytes());
        let mut short = [0; 8];
        short.copy_from_slice(&hash.as_bytes()[..8]);
        found.insert(short);
    }
    found
}
