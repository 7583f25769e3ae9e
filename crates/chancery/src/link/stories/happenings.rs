//! Words that can tell of one happening of a story: "quake" and "temblor", "acquire" and "takeover".
//!
//! Within a story they are taken for the same until something speaks against it; outside of one they
//! say nothing: there is more than one arrest in the world. Source: one stem, the verbs of nouns
//! (`nouns.tsv`), a table of our own (`happenings.tsv`).

use super::StoryWords;
use chancery_data::schema::Knowledge;
use std::collections::{BTreeMap, BTreeSet};

/// Which lemmas can tell of one happening.
#[derive(Clone, Debug, Default)]
pub struct Happenings {
    words: StoryWords,
    /// Rows that a lemma stands in.
    rows: BTreeMap<String, BTreeSet<usize>>,
    /// Verbs that tell of the happening of a noun.
    verbs: BTreeMap<String, Vec<String>>,
}

impl Happenings {
    /// Indexes the tables.
    pub fn new(known: &Knowledge) -> Happenings {
        let mut rows: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (number, row) in known.happenings.iter().enumerate() {
            for word in row.others.iter().chain([&row.word]) {
                rows.entry(word.clone()).or_default().insert(number);
            }
        }
        let nouns = known.nouns.iter().filter(|noun| !noun.verbs.is_empty());
        Happenings {
            words: StoryWords::new(known),
            rows,
            verbs: nouns
                .map(|noun| (noun.noun.clone(), noun.verbs.clone()))
                .collect(),
        }
    }

    /// True where two lemmas, in lower case, can tell of one happening.
    pub fn can_be_one(&self, first: &str, second: &str) -> bool {
        first == second
            || self.words.same_stem(first, second)
            || self.tells(first, second)
            || self.tells(second, first)
            || self.share_a_row(first, second)
    }

    fn tells(&self, noun: &str, verb: &str) -> bool {
        self.verbs
            .get(noun)
            .is_some_and(|verbs| verbs.iter().any(|v| v == verb))
    }

    fn share_a_row(&self, first: &str, second: &str) -> bool {
        let rows = self.rows.get(first).zip(self.rows.get(second));
        rows.is_some_and(|(a, b)| !a.is_disjoint(b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_verbs_of_nouns_and_rows() {
        let happenings = Happenings::new(chancery_data::knowledge());
        for (first, second) in [
            ("meet", "meet"),
            ("bombing", "bomb"),
            ("arrival", "land"),
            ("quake", "temblor"),
        ] {
            assert!(happenings.can_be_one(first, second), "{first} {second}");
            assert!(happenings.can_be_one(second, first), "{second} {first}");
        }
        assert!(!happenings.can_be_one("meet", "accuse"));
        assert!(!happenings.can_be_one("", "accuse"));
    }
}
