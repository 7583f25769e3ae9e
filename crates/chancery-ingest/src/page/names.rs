//! What the names that a page gives its parts (`class`, `id`, `data-testid` ...) say of them.
//!
//! A name is split into words at marks and at capitals ("articleBody__text-xl" is article, body, text,
//! xl); a word counts by its kind in `data/ingest/page_words.tsv`, alone and joined to the next.

use super::tree::Tree;
use chancery_data::ingest;

/// Longest word of a name that is looked up, in bytes.
const LONGEST: usize = 32;

/// Kinds of words that a name holds, a bit each, in the order of [`KINDS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u8);

/// Kinds of the table.
const KINDS: [&str; 5] = ["furniture", "content", "caption", "lead", "meta"];

impl Kinds {
    pub(crate) const FURNITURE: usize = 0;
    pub(crate) const CONTENT: usize = 1;
    pub(crate) const CAPTION: usize = 2;

    /// Whether a word of this kind is there.
    pub(crate) fn has(self, kind: usize) -> bool {
        self.0 >> kind & 1 == 1
    }
}

/// Kinds of the names of one element.
pub(crate) fn kinds(tree: &Tree, node: u32) -> Kinds {
    let mut kinds = Kinds::default();
    for (name, value) in tree.attrs(node) {
        if name.names_part() {
            words(value, |word| kinds.0 |= kind_of(word));
        }
    }
    kinds
}

fn kind_of(word: &[u8]) -> u8 {
    let rows = &ingest().page_words;
    match rows.binary_search_by(|row| row.word.as_bytes().cmp(word)) {
        Ok(at) => {
            let kind = KINDS.iter().position(|kind| *kind == rows[at].kind);
            kind.map_or(0, |kind| 1 << kind)
        }
        Err(_) => 0,
    }
}

/// Hands over the words of a name in lower case, each also joined to the one before.
pub(crate) fn words(value: &str, mut take: impl FnMut(&[u8])) {
    let mut joined = [0; 2 * LONGEST];
    let mut before = 0;
    let mut len = 0;
    let mut last = b' ';
    for &byte in value.as_bytes().iter().chain(b" ") {
        let camel = byte.is_ascii_uppercase() && last.is_ascii_lowercase();
        let letter = byte.is_ascii_alphabetic();
        if (!letter || camel) && len > before {
            take(&joined[before..len]);
            if before > 0 {
                take(&joined[..len]);
            }
            joined.copy_within(before..len, 0);
            len -= before;
            before = len;
        }
        // White space parts names, so that nothing is joined over it.
        if byte.is_ascii_whitespace() {
            (before, len) = (0, 0);
        }
        if letter && len < before + LONGEST && len < joined.len() {
            joined[len] = byte.to_ascii_lowercase();
            len += 1;
        }
        last = byte;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: &str) {
        let mut found = Vec::new();
        words(value, |word| {
            found.push(String::from_utf8_lossy(word).into_owned())
        });
        assert_eq!(found.join(" "), expected, "{value}");
    }

    #[test]
    fn names_fall_into_words() {
        check(
            "articleBody__text-xl",
            "article body articlebody text bodytext xl textxl",
        );
        check("nav Nav2", "nav nav");
        check("", "");
        check("--", "");
        check(&"a".repeat(200), &"a".repeat(LONGEST));
    }
}
