//! What a page says of its own article, made ready to be compared with the words of its blocks.

use std::collections::BTreeSet;

/// Words in a row that count as the same text.
const SHINGLE: usize = 4;

/// Hash of a word, letters in lower case (FNV-1a).
pub(crate) fn hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in word.chars().flat_map(char::to_lowercase) {
        hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// Words of a text: runs of letters and digits.
pub(crate) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Words, and runs of words, of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bag {
    words: BTreeSet<u64>,
    shingles: BTreeSet<u64>,
}

impl Bag {
    pub(crate) fn of(text: &str) -> Bag {
        let hashes: Vec<u64> = words_of(text).map(hash).collect();
        Bag {
            shingles: hashes.windows(SHINGLE).map(joined).collect(),
            words: hashes.into_iter().collect(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Share of the words of a text that are in it, per mille, times how much of it they are, if it is
    /// longer: 1000 only where both are the same.
    pub(crate) fn overlap(&self, text: &str) -> i32 {
        let (mut count, mut shared) = (0, 0);
        for word in words_of(text).take(200) {
            count += 1;
            shared += i32::from(self.words.contains(&hash(word)));
        }
        let longer = count.max(self.words.len() as i32);
        if longer == 0 {
            0
        } else {
            1000 * shared / longer
        }
    }

    /// Share of the runs of words of a text that are in it, per mille; of a text too short for a run
    /// the share of words, halved.
    pub(crate) fn cover(&self, text: &str) -> i32 {
        let mut last = [0; SHINGLE];
        let (mut count, mut shared, mut words, mut known) = (0, 0, 0, 0);
        for word in words_of(text) {
            last.rotate_left(1);
            last[SHINGLE - 1] = hash(word);
            words += 1;
            known += i32::from(self.words.contains(&last[SHINGLE - 1]));
            if words >= SHINGLE {
                count += 1;
                shared += i32::from(self.shingles.contains(&joined(&last)));
            }
        }
        match (count, words) {
            (0, 0) => 0,
            (0, words) => 500 * known / words as i32,
            _ => 1000 * shared / count,
        }
    }
}

/// Hash of words in a row.
pub(crate) fn joined(hashes: &[u64]) -> u64 {
    hashes.iter().fold(0x9e37_79b9_7f4a_7c15, |sum, hash| {
        (sum ^ hash).wrapping_mul(0x0100_0000_01b3).rotate_left(23)
    })
}

/// What a page says of its own article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints {
    /// Its headline.
    pub(crate) title: Bag,
    /// What it is about, in a sentence or two.
    pub(crate) description: Bag,
    /// Its words, where the page gives them to machines.
    pub(crate) body: Bag,
}
