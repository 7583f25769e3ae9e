//! Phrases of the knowledge tables, found in the tokens of a text.
//!
//! From phrases with a value each, a trie over words: one node a word, edges in one open-addressing
//! table keyed by node and word hash. A phrase matches whole tokens; hyphens are white space on
//! both sides ("Vice-President" is "vice president", one token or three). Every value found at a
//! token is reported with the token after its last one. Cost: one probe a token and a probe more
//! for each further word of a phrase.

use chancery_nlp::{Parse, TokenId};

use super::fold::{Folding, Hash64};

/// Words of the tokens as hashes: a token with a hyphen inside has several, a hyphen none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    hashes: Vec<u64>,
    first: Vec<u32>,
}

impl Words {
    /// The words of every token of `parse`.
    pub(crate) fn of(folding: &Folding, text: &str, parse: &Parse) -> Self {
        let mut words = Words {
            hashes: Vec::with_capacity(parse.len() + 8),
            first: Vec::with_capacity(parse.len() + 1),
        };
        for token in parse.tokens() {
            words.first.push(words.hashes.len() as u32);
            push_words(folding, parse.word(token, text), &mut words.hashes);
        }
        words.first.push(words.hashes.len() as u32);
        words
    }

    /// The words of a line that was not parsed, split at white space; possessive endings go.
    pub(crate) fn of_line(folding: &Folding, line: &str) -> Self {
        let mut words = Words::default();
        for word in line.split_whitespace() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
            let word = word
                .strip_suffix("'s")
                .or_else(|| word.strip_suffix("\u{2019}s"))
                .unwrap_or(word);
            words.first.push(words.hashes.len() as u32);
            push_words(folding, word, &mut words.hashes);
        }
        words.first.push(words.hashes.len() as u32);
        words
    }

    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    /// Hashes of the words of a token.
    pub(crate) fn range(&self, token: usize) -> &[u64] {
        &self.hashes[self.first[token] as usize..self.first[token + 1] as usize]
    }

    /// The hash of a token of one word, 0 for others.
    pub(crate) fn hash(&self, token: TokenId) -> u64 {
        match self.range(token.index()) {
            [one] => *one,
            _ => 0,
        }
    }
}

/// Pushes the hash of each word of `text`: parts between white space and hyphens, a possessive
/// ending on its own as the engine cuts it.
fn push_words(folding: &Folding, text: &str, out: &mut Vec<u64>) {
    for word in text.split(is_break) {
        let stem = word
            .strip_suffix("'s")
            .or_else(|| word.strip_suffix("\u{2019}s"));
        if let Some(stem) = stem.filter(|stem| !stem.is_empty()) {
            push_word(folding, stem, out);
            push_word(folding, "s", out);
        } else {
            push_word(folding, word, out);
        }
    }
}

fn push_word(folding: &Folding, word: &str, out: &mut Vec<u64>) {
    let mut hash = Hash64::default();
    let mut empty = true;
    folding.each(word, |c| {
        empty = false;
        hash.add(c);
    });
    if !empty {
        out.push(hash.value());
    }
}

fn is_break(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}')
}

/// A phrase that was found: one past its last token, and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit<V> {
    /// One past the last token.
    pub(crate) end: TokenId,
    /// What the table says.
    pub(crate) value: V,
}

/// The trie.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<V> {
    /// Slots `(key, node)`, key 0 where empty; a power of two.
    edges: Vec<(u64, u32)>,
    used: usize,
    nodes: u32,
    /// Node and value, sorted by node after [`Phrases::finish`], in the order of insertion within.
    values: Vec<(u32, V)>,
}

impl<V: Copy> Phrases<V> {
    /// An empty trie.
    pub(crate) fn new() -> Self {
        Phrases {
            edges: vec![(0, 0); 1 << 12],
            used: 0,
            nodes: 1,
            values: Vec::new(),
        }
    }

    /// Adds a phrase.
    pub(crate) fn add(&mut self, folding: &Folding, phrase: &str, value: V) {
        let mut words = Vec::new();
        push_words(folding, phrase, &mut words);
        if words.is_empty() {
            return;
        }
        let node = words
            .iter()
            .fold(0, |node, &word| self.child_or_new(node, word));
        self.values.push((node, value));
    }

    /// Puts the values in order; call once after the last phrase.
    pub(crate) fn finish(mut self) -> Self {
        self.values.sort_by_key(|row| row.0);
        self
    }

    /// Appends every phrase that begins at `token` to `out`, the shortest first.
    pub(crate) fn find(&self, words: &Words, token: TokenId, end: TokenId, out: &mut Vec<Hit<V>>) {
        let mut node = 0;
        for at in token.index()..end.index() {
            let range = words.range(at);
            if range.is_empty() && (at == token.index() || at + 1 == end.index()) {
                return;
            }
            for &word in range {
                match self.child(node, word) {
                    Some(next) => node = next,
                    None => return,
                }
            }
            if !range.is_empty() {
                let end = TokenId(at as u32 + 1);
                out.extend(self.values_of(node).map(|value| Hit { end, value }));
            }
        }
    }

    fn values_of(&self, node: u32) -> impl Iterator<Item = V> + '_ {
        let from = self.values.partition_point(|row| row.0 < node);
        self.values[from..]
            .iter()
            .take_while(move |row| row.0 == node)
            .map(|row| row.1)
    }

    fn child(&self, node: u32, word: u64) -> Option<u32> {
        let key = edge_key(node, word);
        let mask = self.edges.len() - 1;
        let mut at = (key as usize) & mask;
        loop {
            match self.edges[at] {
                (0, _) => return None,
                (k, next) if k == key => return Some(next),
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn child_or_new(&mut self, node: u32, word: u64) -> u32 {
        if let Some(next) = self.child(node, word) {
            return next;
        }
        if self.used * 2 >= self.edges.len() {
            self.grow();
        }
        let next = self.nodes;
        self.nodes += 1;
        self.used += 1;
        place(&mut self.edges, edge_key(node, word), next);
        next
    }

    fn grow(&mut self) {
        let mut wider = vec![(0, 0); self.edges.len() * 2];
        for &(key, node) in self.edges.iter().filter(|slot| slot.0 != 0) {
            place(&mut wider, key, node);
        }
        self.edges = wider;
    }
}

fn place(edges: &mut [(u64, u32)], key: u64, node: u32) {
    let mask = edges.len() - 1;
    let mut at = (key as usize) & mask;
    while edges[at].0 != 0 {
        at = (at + 1) & mask;
    }
    edges[at] = (key, node);
}

/// Mixes node and word; never 0, which marks an empty slot. Two edges share a key with a chance of
/// about one in 2^64 a pair, which no table of ours comes near.
fn edge_key(node: u32, word: u64) -> u64 {
    let mixed = (word ^ u64::from(node).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed ^ (mixed >> 32)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tokens: &[&str]) -> Words {
        let folding = Folding::default();
        let mut words = Words::default();
        for token in tokens {
            words.first.push(words.hashes.len() as u32);
            push_words(&folding, token, &mut words.hashes);
        }
        words.first.push(words.hashes.len() as u32);
        words
    }

    fn found(phrases: &Phrases<u32>, tokens: &[&str], at: u32) -> Vec<(u32, u32)> {
        let mut out = Vec::new();
        phrases.find(
            &words(tokens),
            TokenId(at),
            TokenId(tokens.len() as u32),
            &mut out,
        );
        out.iter().map(|hit| (hit.end.0, hit.value)).collect()
    }

    #[test]
    fn phrases_match_whole_tokens_across_hyphens() {
        let mut phrases = Phrases::new();
        let folding = Folding::default();
        phrases.add(&folding, "minister", 1);
        phrases.add(&folding, "vice president", 2);
        phrases.add(&folding, "vice president of the senate", 3);
        let phrases = phrases.finish();
        assert_eq!(
            found(&phrases, &["Vice", "-", "President", "Adan"], 0),
            [(3, 2)]
        );
        assert_eq!(
            found(&phrases, &["vice-president", "of", "the", "Senate"], 0),
            [(1, 2), (4, 3)]
        );
        assert_eq!(found(&phrases, &["vice", "versa"], 0), []);
        assert_eq!(found(&phrases, &["the", "minister"], 1), [(2, 1)]);
    }

    #[test]
    fn the_table_grows() {
        let mut phrases = Phrases::new();
        let folding = Folding::default();
        for i in 0..5000 {
            phrases.add(&folding, &format!("w{i} x{i}"), i);
        }
        let phrases = phrases.finish();
        assert_eq!(found(&phrases, &["w4999", "x4999"], 0), [(2, 4999)]);
    }
}
