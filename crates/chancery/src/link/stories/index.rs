//! The inverted index: of each term, in how many reports it stood, and the open stories that hold it.
//!
//! A term lists its newest [`MOST_STORIES`] open stories; one that is in more tells stories apart
//! badly and would cost most of the time. Terms of a single report that no open story holds are
//! forgotten when the index has grown to what its settings allow.

use super::fixed::{ONE, TermMap, log2};
use serde::{Deserialize, Serialize};

/// Open stories that a term lists.
pub(super) const MOST_STORIES: usize = 192;
/// Numbers of reports whose logarithm is looked up.
const LOGS: u64 = 4096;

/// One term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Posting {
    /// The term itself.
    pub term: u64,
    /// Reports that held it.
    pub reports: u32,
    /// Stories that hold it, by number, with the sum of its weights there.
    pub stories: Vec<(u32, u32)>,
}

/// All terms; a term is named by its slot.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    slots: TermMap<u32>,
    pub postings: Vec<Posting>,
    logs: Vec<u64>,
}

impl Index {
    /// With the postings of an earlier run, in order of their slots.
    pub fn new(postings: Vec<Posting>) -> Index {
        let slots = postings.iter().enumerate();
        Index {
            slots: slots
                .map(|(at, posting)| (posting.term, at as u32))
                .collect(),
            postings,
            logs: (0..LOGS).map(|reports| log2(2 * reports + 1)).collect(),
        }
    }

    /// The slot of a term that one more report holds.
    pub fn observe(&mut self, term: u64) -> u32 {
        let next = self.postings.len() as u32;
        let slot = *self.slots.entry(term).or_insert(next);
        if slot == next {
            self.postings.push(Posting {
                term,
                ..Posting::default()
            });
        }
        let posting = &mut self.postings[slot as usize];
        posting.reports = posting.reports.saturating_add(1);
        slot
    }

    /// How rare a term is among so many reports: the logarithm to base 2 of (reports + 1) over (those
    /// with the term + 1/2), in units of [`ONE`]; 0 where it stands in nearly all.
    pub fn rarity(&self, slot: u32, reports: u64) -> u64 {
        let held = u64::from(self.postings[slot as usize].reports);
        let held = match self.logs.get(held as usize) {
            Some(log) => *log,
            None => log2(2 * held + 1),
        };
        (log2(reports + 1) + ONE).saturating_sub(held)
    }

    /// Sets the weight of a term in a story; a full term loses its oldest story.
    pub fn set(&mut self, slot: u32, story: u32, weight: u32) {
        let stories = &mut self.postings[slot as usize].stories;
        match stories.binary_search_by_key(&story, |&(story, _)| story) {
            Ok(at) => stories[at].1 = weight,
            Err(at) => {
                stories.insert(at, (story, weight));
                if stories.len() > MOST_STORIES {
                    stories.remove(0);
                }
            }
        }
    }

    /// Takes a term away from a story.
    pub fn remove(&mut self, slot: u32, story: u32) {
        let stories = &mut self.postings[slot as usize].stories;
        if let Ok(at) = stories.binary_search_by_key(&story, |&(story, _)| story) {
            stories.remove(at);
        }
    }

    /// Where the index holds `most` terms, forgets those of one report without a story and returns the
    /// new slot of each old one.
    pub fn forget(&mut self, most: u32) -> Option<Vec<u32>> {
        if self.postings.len() < most as usize {
            return None;
        }
        let mut moved = Vec::with_capacity(self.postings.len());
        let mut kept = Vec::new();
        for posting in std::mem::take(&mut self.postings) {
            moved.push(kept.len() as u32);
            if posting.reports > 1 || !posting.stories.is_empty() {
                kept.push(posting);
            }
        }
        *self = Index::new(kept);
        Some(moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarer_the_heavier() {
        let mut index = Index::new(Vec::new());
        let common = index.observe(7);
        index.observe(7);
        let rare = index.observe(8);
        assert_eq!((common, rare), (0, 1));
        assert!(index.rarity(rare, 10) > index.rarity(common, 10));
        assert_eq!(index.rarity(common, 0), 0);
    }

    #[test]
    fn a_full_term_loses_its_oldest_story() {
        let mut index = Index::new(Vec::new());
        let slot = index.observe(7);
        for story in 0..=MOST_STORIES as u32 {
            index.set(slot, story, 1);
        }
        let stories = &index.postings[0].stories;
        assert_eq!((stories.len(), stories[0].0), (MOST_STORIES, 1));
    }
}
