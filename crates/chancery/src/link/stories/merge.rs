//! The second look: open stories that later reports have shown to be one are merged.
//!
//! Average link: the likeness of two stories is the mean cosine over all pairs of their reports,
//! which is the product of their sums over the product of their numbers of reports; the most alike
//! are merged first, ties by number, until none is alike enough. A merged story keeps the lower
//! number. Terms that no second report has held by now are taken out of the lengths: what one report
//! says alone makes it no less like the others. Pairs that are far from alike are left out of the
//! sums: many stories share a few words.

use super::StoryId;
use super::index::Posting;
use super::online::{Stories, Story, UNIT, add, apart, faded, span, sum};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// A pair is followed from this part of the likeness that merges.
const FOLLOWED: u64 = 8;

/// Products of the sums of two stories, each pair under both.
type Products = BTreeMap<u32, BTreeMap<u32, u64>>;

/// Likeness, then the lower and the higher number of a pair; the greatest is merged first.
type Pair = (u64, Reverse<u32>, Reverse<u32>);

/// The lists of the terms that several stories share, one after the other: most terms are in one story,
/// and to look each of those up in the index, which is large, took most of the time.
struct Shared {
    /// Who holds a term, by slot.
    of: Vec<Holder>,
    /// From where to where in `stories`.
    ranges: Vec<(u32, u32)>,
    stories: Vec<(u32, u32)>,
}

#[derive(Clone, Copy)]
enum Holder {
    /// This story alone, or none.
    One(u32),
    /// Those of this range.
    Many(u32),
}

impl Shared {
    fn of(postings: &[Posting]) -> Shared {
        let mut shared = Shared {
            of: Vec::with_capacity(postings.len()),
            ranges: Vec::new(),
            stories: Vec::new(),
        };
        for posting in postings {
            let holder = match *posting.stories.all() {
                [] => Holder::One(0),
                [(story, _)] => Holder::One(story),
                ref all => {
                    let from = shared.stories.len() as u32;
                    shared.stories.extend(all);
                    shared.ranges.push((from, shared.stories.len() as u32));
                    Holder::Many(shared.ranges.len() as u32 - 1)
                }
            };
            shared.of.push(holder);
        }
        shared
    }
}

impl Stories {
    /// Merges stories that are one and returns each with what it was merged into, in the order of
    /// the merges. Only stories of the last [`StorySettings::window`](super::StorySettings) hours
    /// are looked at.
    pub fn remerge(&mut self) -> Vec<(StoryId, StoryId)> {
        (0..self.stories.len() as u32).for_each(|number| self.measure_share(number));
        let mut products = self.products_of_pairs();
        let mut heap: BinaryHeap<Pair> = BinaryHeap::new();
        for (&first, others) in &products {
            for (&second, &product) in others.range(first + 1..) {
                heap.push(self.pair(first, second, product));
            }
        }
        let mut merged = Vec::new();
        while let Some((likeness, Reverse(first), Reverse(second))) = heap.pop() {
            if likeness < self.least() {
                break;
            }
            let product = products.get(&first).and_then(|others| others.get(&second));
            // a pair of which one has been merged since stands further down with its likeness of now
            if product.is_none_or(|&product| self.pair(first, second, product).0 != likeness) {
                continue;
            }
            self.merge(first, second);
            merged.push((StoryId(second), StoryId(first)));
            for (other, product) in move_products(&mut products, first, second) {
                heap.push(self.pair(first.min(other), first.max(other), product));
            }
        }
        merged
    }

    /// The likeness that merges.
    fn least(&self) -> u64 {
        u64::from(self.settings.merge) * UNIT * UNIT / 1000
    }

    fn pair(&self, first: u32, second: u32, product: u64) -> Pair {
        let (a, b) = (
            &self.stories[first as usize],
            &self.stories[second as usize],
        );
        let pairs = u64::from(a.reports.max(1)) * u64::from(b.reports.max(1));
        let gap = apart(a.hours, b.hours);
        let likeness = product / pairs * UNIT / a.share.max(1) * UNIT / b.share.max(1);
        let likeness = faded(likeness, gap, self.settings.half_life);
        (likeness, Reverse(first), Reverse(second))
    }

    fn measure_share(&mut self, number: u32) {
        let story = &mut self.stories[number as usize];
        let common = |slot: u32| self.index.postings[slot as usize].reports > 1;
        let common = story.terms.iter().filter(|&&(slot, _)| common(slot));
        let squares = common.map(|&(_, weight)| u64::from(weight).pow(2));
        let length = squares.fold(0, u64::saturating_add).isqrt();
        story.share = length * UNIT / story.length.max(1);
    }

    fn products_of_pairs(&self) -> Products {
        let mut out = Products::new();
        let mut row = vec![0_u64; self.stories.len()];
        let mut touched = vec![0; self.stories.len() + 1];
        let shared = Shared::of(&self.index.postings);
        let sizes: Vec<u64> = self.stories.iter().map(size).collect();
        let least = self.least() / FOLLOWED;
        for number in 0..self.stories.len() as u32 {
            let size = u128::from(least * sizes[number as usize]);
            let count = self.fill(number, &shared, &mut row, &mut touched);
            for &other in &touched[..count] {
                let product = std::mem::take(&mut row[other as usize]);
                // What cannot be followed even of two stories of one hour, said without a division: most pairs.
                if u128::from(product) * u128::from(UNIT * UNIT)
                    < size * u128::from(sizes[other as usize])
                {
                    continue;
                }
                if self.pair(number, other, product).0 >= self.least() / FOLLOWED {
                    out.entry(number).or_default().insert(other, product);
                    out.entry(other).or_default().insert(number, product);
                }
            }
        }
        out
    }

    /// Writes the products of a story with all later ones into `row`, and which ones into `touched`; how
    /// many.
    fn fill(&self, number: u32, shared: &Shared, row: &mut [u64], touched: &mut [u32]) -> usize {
        let mut count = 0;
        for &(slot, weight) in &self.stories[number as usize].terms {
            let later = match shared.of[slot as usize] {
                Holder::One(other) if other <= number => continue,
                Holder::One(_) => self.index.postings[slot as usize].stories.all(),
                Holder::Many(at) => {
                    let (from, to) = shared.ranges[at as usize];
                    let all = &shared.stories[from as usize..to as usize];
                    &all[all.partition_point(|&(other, _)| other <= number)..]
                }
            };
            for &(other, sum) in later {
                count = add(
                    row,
                    touched,
                    (count, other),
                    u64::from(weight) * u64::from(sum),
                );
            }
        }
        count
    }

    /// Makes the second story part of the first.
    fn merge(&mut self, first: u32, second: u32) {
        let gone = std::mem::take(&mut self.stories[second as usize]);
        for &(slot, _) in &gone.terms {
            self.index.remove(slot, second);
        }
        self.stories[second as usize].into = Some(first);
        let story = &mut self.stories[first as usize];
        story.terms = sum(&story.terms, &gone.terms);
        story.reports += gone.reports;
        story.hours = span(story.hours, gone.hours);
        story.touched = story.touched.max(gone.touched);
        for &(slot, weight) in &story.terms {
            self.index.set(slot, first, weight);
        }
        self.measure(first);
        self.measure_share(first);
    }
}

/// What the product of two stories is divided by for their likeness, the part of one.
fn size(story: &Story) -> u64 {
    u64::from(story.reports.max(1)) * story.share.max(1)
}

/// Adds the products of the second story to those of the first; the new ones.
fn move_products(products: &mut Products, first: u32, second: u32) -> Vec<(u32, u64)> {
    let gone = products.remove(&second).unwrap_or_default();
    let mut own = products.remove(&first).unwrap_or_default();
    own.remove(&second);
    for (&other, product) in gone.iter().filter(|(other, _)| **other != first) {
        *own.entry(other).or_insert(0) += product;
        if let Some(others) = products.get_mut(&other) {
            others.remove(&second);
        }
    }
    for (&other, &product) in &own {
        products.entry(other).or_default().insert(first, product);
    }
    let new = own
        .iter()
        .map(|(&other, &product)| (other, product))
        .collect();
    products.insert(first, own);
    new
}

#[cfg(test)]
mod tests {
    use super::super::{StorySettings, StoryTerms};
    use super::*;

    #[test]
    fn pairs_are_those_of_the_lists() {
        let mut stories = Stories::new(StorySettings::default());
        for at in 0..300_u64 {
            let terms = (0..40).map(|term| (term * 131 % (at + 7) + 60 * (at % 3), 1 << 16));
            let mut terms: Vec<(u64, u64)> = terms.chain([(10_000 + at, 1 << 20)]).collect();
            terms.sort_unstable();
            terms.dedup();
            stories.add(&StoryTerms { hour: None, terms });
        }
        let all = 0..stories.stories.len() as u32;
        all.clone().for_each(|number| stories.measure_share(number));
        let products = stories.products_of_pairs();
        let mut followed = 0;
        for first in all.clone() {
            for second in all.clone().filter(|&second| second > first) {
                let terms = &stories.stories[first as usize].terms;
                let product = stories.index.product(terms, second);
                let reaches = stories.pair(first, second, product).0 >= stories.least() / FOLLOWED;
                let expected = Some(product).filter(|&product| reaches && product > 0);
                let found = products.get(&first).and_then(|others| others.get(&second));
                assert_eq!(found.copied(), expected, "{first} {second}");
                followed += usize::from(expected.is_some());
            }
        }
        assert!(followed > 10 && stories.stories.len() > 50, "{followed}");
    }
}
