//! A text in, its print out: hashes of its body, of its runs of five words, of its sentences.
//!
//! Folding: lower case, letters and digits alone. All hashes are FNV-1a over folded words, so that case,
//! marks and white space never tell two copies apart.

use std::collections::BTreeMap;

/// Words of a run.
const RUN: usize = 5;

/// Words of the shortest sentence that is hashed: shorter ones are said by chance.
const SENTENCE: usize = 6;

/// What is compared of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Print {
    /// Words of the body.
    pub words: usize,
    /// Hash of the folded body.
    pub body: u64,
    /// Hashes of the runs of five words, ascending, each once.
    pub runs: Vec<u32>,
    /// Hashes of the sentences of six words and more, ascending, each once.
    pub sentences: Vec<u64>,
}

/// The print of a text; a title is best left out, as each outlet writes its own. Linear in the length.
pub fn print(text: &str) -> Print {
    let lower = text.to_lowercase();
    let words: Vec<&str> = words(&lower).collect();
    let mut sentences: Vec<u64> = sentences(&lower).collect();
    sentences.sort_unstable();
    sentences.dedup();
    Print {
        words: words.len(),
        body: hash(&words),
        runs: runs(&words),
        sentences,
    }
}

impl Print {
    /// Share of the runs of the shorter text that stand in the other too, in thousandths; 0 where one has none.
    pub fn containment(&self, other: &Print) -> usize {
        let shorter = self.runs.len().min(other.runs.len());
        match shorter {
            0 => 0,
            _ => self.shared(other) * 1000 / shorter,
        }
    }

    /// Runs that stand in both.
    fn shared(&self, other: &Print) -> usize {
        let (mut one, mut two) = (self.runs.iter().peekable(), other.runs.iter().peekable());
        let mut shared = 0;
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => {
                    one.next();
                }
                std::cmp::Ordering::Greater => {
                    two.next();
                }
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    one.next();
                    two.next();
                }
            }
        }
        shared
    }
}

/// In how many of the texts each sentence stands: a quote that thirty outlets print is one sentence.
pub fn spread(prints: &[Print]) -> BTreeMap<u64, usize> {
    let mut spread = BTreeMap::new();
    for sentence in prints.iter().flat_map(|print| &print.sentences) {
        *spread.entry(*sentence).or_default() += 1;
    }
    spread
}

/// Words of a text in lower case.
pub(super) fn words(lower: &str) -> impl Iterator<Item = &str> {
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Hashes of all runs of five words, ascending, each once.
pub(super) fn runs(words: &[&str]) -> Vec<u32> {
    let fold = |run: &[&str]| {
        let hash = hash(run);
        (hash ^ (hash >> 32)) as u32
    };
    let mut runs: Vec<u32> = words.windows(RUN).map(fold).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// FNV-1a over words, each with a space after it.
fn hash(words: &[&str]) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let bytes = words.iter().flat_map(|word| word.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, mix)
}

/// Hashes of the sentences: what stands between ends of lines and stops before white space.
fn sentences(lower: &str) -> impl Iterator<Item = u64> {
    let marks = |word: &str| {
        word.trim_end_matches(['"', '\'', '”', '’', '»', ')'])
            .ends_with(['.', '!', '?', '…', '。'])
    };
    let lines = lower.lines().flat_map(move |line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let pieces = words.split_inclusive(|word| marks(word));
        pieces.map(<[&str]>::to_vec).collect::<Vec<_>>()
    });
    lines.filter_map(|sentence| {
        let bare: Vec<&str> = sentence.iter().flat_map(|word| words(word)).collect();
        (bare.len() >= SENTENCE).then(|| hash(&bare))
    })
}
