//! The inverted index: of each term, in how many reports it stood, and the open stories that hold it.
//!
//! A term lists its newest [`MOST_STORIES`] open stories; one that is in more tells stories apart
//! badly and would cost most of the time. Terms of a single report that no open story holds are
//! forgotten when the index has grown to what its settings allow.

use super::fixed::{ONE, log2};
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
    pub stories: Holders,
}

/// Stories with weights, by number. Most terms are in one: that stands in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<(u32, u32)>", from = "Vec<(u32, u32)>")]
pub(super) enum Holders {
    #[default]
    None,
    One((u32, u32)),
    #[expect(clippy::box_collection, reason = "a posting is half as long")]
    Many(Box<Vec<(u32, u32)>>),
}

impl From<Vec<(u32, u32)>> for Holders {
    fn from(all: Vec<(u32, u32)>) -> Self {
        match all[..] {
            [] => Holders::None,
            [one] => Holders::One(one),
            _ => Holders::Many(Box::new(all)),
        }
    }
}

impl From<Holders> for Vec<(u32, u32)> {
    fn from(holders: Holders) -> Self {
        holders.all().to_vec()
    }
}

impl Holders {
    /// All of them.
    pub fn all(&self) -> &[(u32, u32)] {
        match self {
            Holders::None => &[],
            Holders::One(one) => std::slice::from_ref(one),
            Holders::Many(all) => all,
        }
    }

    /// Sets the weight of a story; a full list loses its oldest one.
    fn set(&mut self, story: u32, weight: u32) {
        match self {
            Holders::None => *self = Holders::One((story, weight)),
            Holders::One(one) if one.0 == story => one.1 = weight,
            Holders::One(one) => {
                let mut both = vec![*one, (story, weight)];
                both.sort_unstable();
                *self = Holders::Many(Box::new(both));
            }
            Holders::Many(all) => match all.binary_search_by_key(&story, |&(story, _)| story) {
                Ok(at) => all[at].1 = weight,
                Err(at) => {
                    all.insert(at, (story, weight));
                    if all.len() > MOST_STORIES {
                        all.remove(0);
                    }
                }
            },
        }
    }

    fn remove(&mut self, story: u32) {
        match self {
            Holders::None => {}
            Holders::One(one) if one.0 == story => *self = Holders::None,
            Holders::One(_) => {}
            Holders::Many(all) => {
                if let Ok(at) = all.binary_search_by_key(&story, |&(story, _)| story) {
                    all.remove(at);
                }
            }
        }
    }
}

/// All terms; a term is named by its slot. A term is found by probing from the place that its own low
/// digits name: terms are hashes already.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// Slots by place, [`FREE`] where there is none; a power of two, at most half of them taken.
    places: Vec<u32>,
    pub postings: Vec<Posting>,
    logs: Vec<u64>,
}

/// A place without a slot.
const FREE: u32 = u32::MAX;
/// Places of an empty index.
const PLACES: usize = 1 << 10;

impl Index {
    /// With the postings of an earlier run, in order of their slots.
    pub fn new(postings: Vec<Posting>) -> Index {
        let mut index = Index {
            places: Vec::new(),
            postings,
            logs: (0..LOGS).map(|reports| log2(2 * reports + 1)).collect(),
        };
        index.spread();
        index
    }

    /// Takes all terms out; the room stays.
    pub fn clear(&mut self) {
        self.postings.clear();
        self.places.fill(FREE);
    }

    /// Gives every term its place, with as much room again.
    fn spread(&mut self) {
        let places = (4 * self.postings.len()).next_power_of_two().max(PLACES);
        self.places.clear();
        self.places.resize(places, FREE);
        for slot in 0..self.postings.len() {
            let at = self.place(self.postings[slot].term);
            self.places[at] = slot as u32;
        }
    }

    /// The place of a term: its own, or the free one where it would be put.
    fn place(&self, term: u64) -> usize {
        let mask = self.places.len() - 1;
        let mut at = (term as usize) & mask;
        loop {
            match self.places[at] {
                FREE => return at,
                slot if self.postings[slot as usize].term == term => return at,
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// The slot of a term that one more report holds.
    pub fn observe(&mut self, term: u64) -> u32 {
        let at = self.place(term);
        let slot = match self.places[at] {
            FREE => {
                let next = self.postings.len() as u32;
                self.places[at] = next;
                self.postings.push(Posting {
                    term,
                    ..Posting::default()
                });
                if 2 * self.postings.len() > self.places.len() {
                    self.spread();
                }
                next
            }
            slot => slot,
        };
        let posting = &mut self.postings[slot as usize];
        posting.reports = posting.reports.saturating_add(1);
        slot
    }

    /// How rare a term is among so many reports as [`among`] says: the logarithm to base 2 of
    /// (reports + 1) over (those with the term + 1/2), in units of [`ONE`]; 0 where it stands in
    /// nearly all.
    pub fn rarity(&self, slot: u32, among: u64) -> u64 {
        let held = u64::from(self.postings[slot as usize].reports);
        let held = match self.logs.get(held as usize) {
            Some(log) => *log,
            None => log2(2 * held + 1),
        };
        among.saturating_sub(held)
    }

    /// Sets the weight of a term in a story; a full term loses its oldest story.
    pub fn set(&mut self, slot: u32, story: u32, weight: u32) {
        self.postings[slot as usize].stories.set(story, weight);
    }

    /// Takes a term away from a story.
    pub fn remove(&mut self, slot: u32, story: u32) {
        self.postings[slot as usize].stories.remove(story);
    }

    /// The product of a vector with a story, by the lists of its terms.
    pub fn product(&self, vector: &[(u32, u32)], story: u32) -> u64 {
        let of = |&(slot, weight): &(u32, u32)| {
            let all = self.postings[slot as usize].stories.all();
            let at = all.binary_search_by_key(&story, |&(story, _)| story);
            at.map_or(0, |at| u64::from(weight) * u64::from(all[at].1))
        };
        vector.iter().map(of).sum()
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
            if posting.reports > 1 || !posting.stories.all().is_empty() {
                kept.push(posting);
            }
        }
        *self = Index::new(kept);
        Some(moved)
    }
}

/// What so many reports stand for in [`Index::rarity`].
pub(super) fn among(reports: u64) -> u64 {
    log2(reports + 1) + ONE
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
        assert!(index.rarity(rare, among(10)) > index.rarity(common, among(10)));
        assert_eq!(index.rarity(common, among(0)), 0);
    }

    #[test]
    fn a_full_term_loses_its_oldest_story() {
        let mut index = Index::new(Vec::new());
        let slot = index.observe(7);
        for story in 0..=MOST_STORIES as u32 {
            index.set(slot, story, 1);
        }
        let stories = index.postings[0].stories.all();
        assert_eq!((stories.len(), stories[0].0), (MOST_STORIES, 1));
    }
}
