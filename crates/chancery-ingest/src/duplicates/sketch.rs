//! What two texts share, from the least hashes of their runs of words.
//!
//! A bottom-k sketch (Broder 1997; Cohen and Kaplan 2007): the least [`KEPT`] of the 32-bit hashes of
//! all runs of five words, and how many runs there are. The share of the joint least hashes that
//! stand in both estimates resemblance; with the two sizes it gives containment, so that a copy cut
//! short is known as one.

use super::print::{runs, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Hashes kept.
const KEPT: usize = 32;

/// The sketch of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// Distinct runs of the text.
    pub runs: u32,
    /// The least hashes, ascending.
    pub least: Vec<u32>,
}

/// The sketch of a text: lower case, letters and digits only.
pub fn sketch(text: &str) -> Sketch {
    let lower = text.to_lowercase();
    let words: Vec<&str> = words(&lower).collect();
    let mut hashes = runs(&words);
    let runs = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
    hashes.truncate(KEPT);
    Sketch {
        runs,
        least: hashes,
    }
}

impl Sketch {
    /// At least two thirds of the runs of the shorter text stand in the other.
    pub fn near(&self, other: &Sketch) -> bool {
        let smaller = self.runs.min(other.runs);
        if smaller == 0 {
            return false;
        }
        let joint: BTreeSet<u32> = self.least.iter().chain(&other.least).copied().collect();
        let joint: Vec<u32> = joint.into_iter().take(KEPT).collect();
        let has = |sketch: &Sketch, hash: &u32| sketch.least.binary_search(hash).is_ok();
        let both = joint.iter().filter(|h| has(self, h) && has(other, h));
        let both = both.count() as u64;
        let sizes = u64::from(self.runs) + u64::from(other.runs);
        // resemblance r = both / joint; shared runs = r (a + b) / (1 + r).
        let all = joint.len() as u64;
        3 * both * sizes >= 2 * u64::from(smaller) * (all + both)
    }
}

#[cfg(test)]
mod tests {
    use super::sketch;

    /// Words by number, so that each run is one of its kind.
    fn words(range: std::ops::Range<usize>) -> String {
        range.map(|n| format!("word{n} ")).collect()
    }

    #[test]
    fn a_copy_is_near_whole_or_cut() {
        let whole = sketch(&words(0..400));
        assert!(whole.near(&whole));
        assert!(whole.near(&sketch(&words(0..250))));
        assert!(sketch(&words(100..400)).near(&whole));
    }

    #[test]
    fn other_texts_are_not() {
        let one = sketch(&words(0..400));
        assert!(!one.near(&sketch(&words(300..700))));
        assert!(!one.near(&sketch(&words(1000..1400))));
        assert!(!sketch("").near(&sketch("")));
    }
}
