//! Which words of a block are common, and with which set phrases of furniture it begins or holds.

use super::hints::{hash, joined, words_of};
use chancery_data::ingest;
use std::sync::LazyLock;

/// Kinds of phrases, those that stand by an article before those that do not; their numbers are columns.
const KINDS: [&str; 14] = [
    "correction",
    "byline",
    "date",
    "credit",
    "tags",
    "read_more",
    "related",
    "newsletter",
    "paywall",
    "ad",
    "share",
    "comments",
    "copyright",
    "skip",
];

/// Words of the longest phrase.
const LONGEST: usize = 5;

/// Longest block that is searched for phrases behind its beginning, in words.
const SHORT: usize = 30;

/// Hashes of phrases with their kinds, from 1, in the order of the hashes.
static PHRASES: LazyLock<Vec<(u64, i32)>> = LazyLock::new(|| {
    let kind = |name: &str| {
        KINDS
            .iter()
            .position(|kind| *kind == name)
            .map_or(0, |at| at as i32 + 1)
    };
    let rows = ingest().page_phrases.iter();
    let mut phrases: Vec<(u64, i32)> = rows
        .map(|row| (joined(&hashes(&row.phrase)), kind(&row.kind)))
        .collect();
    phrases.sort_unstable();
    phrases
});

static COMMON: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut words: Vec<u64> = ingest()
        .common_words
        .iter()
        .map(|row| hash(&row.word))
        .collect();
    words.sort_unstable();
    words
});

fn hashes(text: &str) -> Vec<u64> {
    words_of(text).map(hash).collect()
}

/// What is seen of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Words.
    pub(crate) words: i32,
    /// Common ones.
    pub(crate) common: i32,
    /// Kind of the longest phrase with which it begins, from 1; 0 for none.
    pub(crate) start: i32,
    /// Words of that phrase.
    pub(crate) start_words: i32,
    /// The last kind of the list that is anywhere in a short block.
    pub(crate) any: i32,
}

/// True for a block that begins with a phrase of credits of pictures.
pub(crate) fn is_credit(found: Found) -> bool {
    let kind = usize::try_from(found.start - 1).ok();
    kind.and_then(|kind| KINDS.get(kind)) == Some(&"credit")
}

/// Looks through a block; `words` is scratch.
pub(crate) fn find(text: &str, words: &mut Vec<u64>) -> Found {
    words.clear();
    words.extend(words_of(text).map(hash));
    let common = words
        .iter()
        .filter(|word| COMMON.binary_search(word).is_ok());
    let mut found = Found {
        words: words.len() as i32,
        common: common.count() as i32,
        ..Found::default()
    };
    for len in 1..=LONGEST.min(words.len()) {
        if let Some(kind) = kind_of(&words[..len]) {
            (found.start, found.start_words) = (kind, len as i32);
        }
    }
    if words.len() <= SHORT {
        for from in 0..words.len() {
            for len in 1..=LONGEST.min(words.len() - from) {
                found.any = found
                    .any
                    .max(kind_of(&words[from..from + len]).unwrap_or(0));
            }
        }
    }
    found
}

fn kind_of(words: &[u64]) -> Option<i32> {
    let sought = joined(words);
    let at = PHRASES
        .binary_search_by_key(&sought, |(hash, _)| *hash)
        .ok()?;
    Some(PHRASES[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_at_the_beginning_and_inside() {
        let mut words = Vec::new();
        let found = find("Read more: the talks in Port Marin", &mut words);
        assert_eq!((found.words, found.start, found.start_words), (7, 6, 2));
        let found = find("Please Sign Up for it", &mut words);
        assert_eq!((found.start, found.any > 0), (0, true));
        assert_eq!(find("", &mut words), Found::default());
    }
}
