//! The clusterer: one report at a time to the nearest story or to a new one.

use super::fixed::ONE;
use super::index::{Index, Posting, among};
use super::{StoryId, StorySettings, StoryTerms};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Terms of a report that count: the heaviest.
const REPORT_TERMS: usize = 400;
/// Terms to which a story is cut back when it holds twice as many.
const STORY_TERMS: usize = 2048;
/// Stories of a list that is long.
const LONG: usize = 32;
/// Length of the vector of a report.
pub(super) const UNIT: u64 = 1 << 14;
/// Hours between two looks for stories to close.
const SWEEP: i64 = 6;

/// Slots of terms with weights.
type Vector = Vec<(u32, u32)>;

/// One story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Story {
    /// Sum of the vectors of its reports: slots of terms, ascending, with weights.
    pub terms: Vec<(u32, u32)>,
    /// Length of that sum; 1 at least.
    pub length: u64,
    /// Number of reports.
    pub reports: u32,
    /// Hours of its first and its last dated report.
    pub hours: Option<(i64, i64)>,
    /// The hour of the stream at its last report.
    pub touched: Option<i64>,
    /// The story it was merged into.
    pub into: Option<u32>,
    /// The part of its length that terms of several reports make, in units of [`UNIT`]; measured
    /// before stories are merged.
    #[serde(skip)]
    pub share: u64,
}

/// What is written of the clusterer.
#[derive(Serialize, Deserialize)]
struct State {
    settings: StorySettings,
    reports: u64,
    now: Option<i64>,
    swept: Option<i64>,
    postings: Vec<Posting>,
    stories: Vec<Story>,
}

/// The clusterer with all that it has seen. Give it reports in the order in which they appeared.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(into = "State", from = "State")]
pub struct Stories {
    pub(super) settings: StorySettings,
    /// Reports seen.
    reports: u64,
    /// The latest hour seen.
    now: Option<i64>,
    /// The hour at which stories were last closed.
    swept: Option<i64>,
    pub(super) index: Index,
    pub(super) stories: Vec<Story>,
    /// Room for the products with each story; zeros between two reports.
    products: Vec<u64>,
    /// Room for which of them are none.
    touched: Vec<u32>,
}

impl Stories {
    /// Without any story.
    pub fn new(settings: StorySettings) -> Stories {
        State {
            settings,
            reports: 0,
            now: None,
            swept: None,
            postings: Vec::new(),
            stories: Vec::new(),
        }
        .into()
    }

    /// Forgets all that it has seen, and keeps its room.
    pub fn clear(&mut self) {
        self.reports = 0;
        self.now = None;
        self.swept = None;
        self.index.clear();
        self.stories.clear();
        self.products.clear();
    }

    /// Counts the terms of a report that belongs to no story here, so that what is common in such
    /// reports weighs less.
    pub fn observe(&mut self, report: &StoryTerms) {
        self.reports += 1;
        for &(term, _) in &report.terms {
            self.index.observe(term);
        }
    }

    /// Puts a report into a story and says which. Cost: linear in its terms and in the stories that
    /// share them.
    pub fn add(&mut self, report: &StoryTerms) -> StoryId {
        self.advance(report.hour);
        let vector = self.vector(report);
        let least = u64::from(self.settings.join) * UNIT / 1000;
        let story = match self.nearest(&vector, (report.hour, least)) {
            Some((likeness, story)) if likeness >= least => story,
            _ => {
                self.stories.push(Story::default());
                self.products.push(0);
                (self.stories.len() - 1) as u32
            }
        };
        self.join(story, &vector, report.hour);
        StoryId(story)
    }

    /// The story that `id` is part of today: itself, or what it was merged into.
    pub fn story(&self, id: StoryId) -> StoryId {
        let mut at = id.0;
        while let Some(into) = self.stories.get(at as usize).and_then(|story| story.into) {
            at = into;
        }
        StoryId(at)
    }

    /// Number of stories, merged ones left out.
    pub fn len(&self) -> usize {
        let alone = self.stories.iter().filter(|story| story.into.is_none());
        alone.count()
    }

    /// True before the first report.
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    /// Moves the clock on, closes old stories and forgets rare terms.
    fn advance(&mut self, hour: Option<i64>) {
        self.now = self.now.max(hour);
        let Some(now) = self.now else { return };
        let swept = *self.swept.get_or_insert(now);
        if now.saturating_sub(swept) < SWEEP {
            return;
        }
        self.swept = Some(now);
        let oldest = now.saturating_sub(i64::from(self.settings.window));
        for (number, story) in self.stories.iter_mut().enumerate() {
            if story.touched.is_some_and(|hour| hour < oldest) {
                for (slot, _) in std::mem::take(&mut story.terms) {
                    self.index.remove(slot, number as u32);
                }
            }
        }
        if let Some(moved) = self.index.forget(self.settings.terms) {
            for (slot, _) in self.stories.iter_mut().flat_map(|story| &mut story.terms) {
                *slot = moved[*slot as usize];
            }
        }
    }

    /// The heaviest terms of a report by slot, of length [`UNIT`] together.
    fn vector(&mut self, report: &StoryTerms) -> Vec<(u32, u32)> {
        self.reports += 1;
        let mut terms = Vec::with_capacity(report.terms.len());
        let among = among(self.reports);
        for &(term, weight) in &report.terms {
            let slot = self.index.observe(term);
            let weight = weight * self.index.rarity(slot, among) / ONE;
            if weight > 0 {
                terms.push((slot, weight));
            }
        }
        if terms.len() > REPORT_TERMS {
            let lightest = |&(slot, weight): &(u32, u64)| (u64::MAX - weight, slot);
            terms.select_nth_unstable_by_key(REPORT_TERMS, lightest);
            terms.truncate(REPORT_TERMS);
        }
        terms.sort_unstable();
        let squares: u64 = terms.iter().map(|(_, weight)| weight * weight).sum();
        let length = squares.isqrt().max(1);
        let unit = |(slot, weight): (u32, u64)| (slot, (weight * UNIT / length) as u32);
        terms.into_iter().map(unit).collect()
    }

    /// The story that is most like a report, with the likeness in units of [`UNIT`], where one is as like as
    /// `least`; the oldest of several.
    ///
    /// The terms of the longest lists say little and would take most of the time. As many are left
    /// for later as make no more than half of `least` together, whatever story holds them (Cauchy and
    /// Schwarz): only where the others leave a chance are they looked up (after Bayardo, Ma, Srikant 2007).
    fn nearest(
        &mut self,
        vector: &[(u32, u32)],
        (hour, least): (Option<i64>, u64),
    ) -> Option<(u64, u32)> {
        let (terms, common) = self.common(vector, least / 2);
        let squares: u64 = common
            .iter()
            .map(|&(_, weight)| u64::from(weight).pow(2))
            .sum();
        let most_common = squares.isqrt() + 1;
        let mut count = 0;
        self.touched.resize(self.stories.len() + 1, 0);
        for (slot, weight) in terms {
            for &(story, sum) in self.index.postings[slot as usize].stories.all() {
                let by = u64::from(weight) * u64::from(sum);
                count = add(&mut self.products, &mut self.touched, (count, story), by);
            }
        }
        let mut best: Option<(u64, u32)> = None;
        for &number in &self.touched[..count] {
            let mut product = std::mem::take(&mut self.products[number as usize]);
            let story = &self.stories[number as usize];
            // Time takes away alone: what is less already need not be looked at.
            let wanted = best
                .map_or(least, |(most, _)| most.max(least))
                .saturating_mul(story.length);
            if product + most_common * (story.length + 1) < wanted {
                continue;
            }
            product += self.index.product(&common, number);
            if product < wanted {
                continue;
            }
            let gap = apart(story.hours, hour.map(|hour| (hour, hour)));
            let likeness = faded(product / story.length, gap, self.settings.half_life);
            let better = |(most, first)| likeness > most || likeness == most && number < first;
            if best.is_none_or(better) {
                best = Some((likeness, number));
            }
        }
        best
    }

    /// A vector in two: the terms of the longest lists whose length together is at most `length`, last.
    fn common(&self, vector: &[(u32, u32)], length: u64) -> (Vector, Vector) {
        let list = |slot: u32| self.index.postings[slot as usize].stories.all().len();
        let (mut long, mut terms): (Vec<_>, Vec<_>) =
            vector.iter().partition(|&&(slot, _)| list(slot) >= LONG);
        long.sort_unstable_by_key(|&(slot, _)| (Reverse(list(slot)), slot));
        let mut left = length.saturating_mul(length);
        let mut fits = |&(_, weight): &(u32, u32)| {
            let square = u64::from(weight).pow(2);
            let fits = square <= left;
            left = left.saturating_sub(square);
            fits
        };
        let count = long.iter().take_while(|term| fits(term)).count();
        terms.extend(long.drain(count..));
        (terms, long)
    }

    fn join(&mut self, number: u32, vector: &[(u32, u32)], hour: Option<i64>) {
        let story = &mut self.stories[number as usize];
        story.reports += 1;
        story.hours = span(story.hours, hour.map(|hour| (hour, hour)));
        story.touched = self.now;
        story.terms = sum(&story.terms, vector);
        for &(slot, _) in vector {
            if let Ok(at) = story.terms.binary_search_by_key(&slot, |&(slot, _)| slot) {
                self.index.set(slot, number, story.terms[at].1);
            }
        }
        self.measure(number);
    }

    /// Cuts a story back where it has grown too wide, and measures its length.
    pub(super) fn measure(&mut self, number: u32) {
        let story = &mut self.stories[number as usize];
        if story.terms.len() > 2 * STORY_TERMS {
            let lightest = |&(slot, weight): &(u32, u32)| (u32::MAX - weight, slot);
            story
                .terms
                .select_nth_unstable_by_key(STORY_TERMS, lightest);
            for (slot, _) in story.terms.drain(STORY_TERMS..) {
                self.index.remove(slot, number);
            }
            story.terms.sort_unstable();
        }
        let squares = story
            .terms
            .iter()
            .map(|&(_, weight)| u64::from(weight).pow(2));
        let squares = squares.fold(0, u64::saturating_add);
        story.length = squares.isqrt().max(1);
    }
}

/// Adds to the product with a story, and puts the story after the first `count` that were touched where
/// it is new; how many there are then. Without a branch: which is which cannot be foretold, and this is
/// done some ten thousand times a report.
#[inline(always)]
pub(super) fn add(
    products: &mut [u64],
    touched: &mut [u32],
    (count, story): (usize, u32),
    by: u64,
) -> usize {
    let product = &mut products[story as usize];
    touched[count] = story;
    let is_new = (*product == 0) & (by != 0);
    *product += by;
    count + usize::from(is_new)
}

/// The sum of two vectors.
pub(super) fn sum(first: &[(u32, u32)], second: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut out = Vec::with_capacity(first.len() + second.len());
    let mut rest = second.iter().peekable();
    for &(slot, weight) in first {
        while let Some(&term) = rest.next_if(|term| term.0 < slot) {
            out.push(term);
        }
        let other = rest.next_if(|term| term.0 == slot).map_or(0, |term| term.1);
        out.push((slot, weight.saturating_add(other)));
    }
    out.extend(rest);
    out
}

/// The least span of hours that holds both.
pub(super) fn span(first: Option<(i64, i64)>, second: Option<(i64, i64)>) -> Option<(i64, i64)> {
    match (first, second) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}

/// Hours between two spans; none where they touch or one is not known.
pub(super) fn apart(first: Option<(i64, i64)>, second: Option<(i64, i64)>) -> u64 {
    let Some((a, b)) = first.zip(second) else {
        return 0;
    };
    let gap = a.0.saturating_sub(b.1).max(b.0.saturating_sub(a.1));
    gap.max(0).unsigned_abs()
}

/// A likeness after so many hours: half of it after each half-life, linear between.
pub(super) fn faded(likeness: u64, hours: u64, half_life: u32) -> u64 {
    let life = u64::from(half_life.max(1));
    let (halves, rest) = (hours / life, hours % life);
    let kept = likeness - likeness * rest / (2 * life);
    kept.checked_shr(u32::try_from(halves).unwrap_or(u32::MAX))
        .unwrap_or(0)
}

impl From<State> for Stories {
    fn from(state: State) -> Self {
        Stories {
            settings: state.settings,
            reports: state.reports,
            now: state.now,
            swept: state.swept,
            index: Index::new(state.postings),
            products: vec![0; state.stories.len()],
            touched: Vec::new(),
            stories: state.stories,
        }
    }
}

impl From<Stories> for State {
    fn from(stories: Stories) -> Self {
        State {
            settings: stories.settings,
            reports: stories.reports,
            now: stories.now,
            swept: stories.swept,
            postings: stories.index.postings,
            stories: stories.stories,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reports of terms by chance, a few of them in most.
    fn reports() -> impl Iterator<Item = StoryTerms> {
        let mut state = 7_u64;
        let mut next = move |end: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) % end
        };
        (0..600).map(move |at| {
            let theme = next(40);
            let common = (0..60).map(|term| (term, ONE));
            let own = (0..12).map(|term| (1_000 + 20 * theme + term, ONE));
            let all = common.chain(own);
            let mut terms: Vec<(u64, u64)> = all.filter(|_| next(4) > 0).collect();
            terms.extend((0..20).map(|_| (100_000 + next(5_000), ONE)));
            terms.sort_unstable();
            terms.dedup();
            StoryTerms {
                hour: (next(5) > 0).then_some(at / 8),
                terms,
            }
        })
    }

    /// The nearest story by all lists.
    fn plainly(stories: &Stories, vector: &[(u32, u32)], hour: Option<i64>) -> Option<(u64, u32)> {
        let likeness = |number: u32| {
            let story = &stories.stories[number as usize];
            let gap = apart(story.hours, hour.map(|hour| (hour, hour)));
            let product = stories.index.product(vector, number);
            faded(product / story.length, gap, stories.settings.half_life)
        };
        let all = (0..stories.stories.len() as u32).map(|number| (likeness(number), number));
        all.max_by_key(|&(likeness, number)| (likeness, Reverse(number)))
    }

    #[test]
    fn what_is_left_for_later_changes_nothing() {
        let mut stories = Stories::new(StorySettings::default());
        let least = u64::from(stories.settings.join) * UNIT / 1000;
        let (mut found, mut left) = (0, 0);
        for report in reports() {
            stories.advance(report.hour);
            let vector = stories.vector(&report);
            let of = |best: Option<(u64, u32)>| best.filter(|&(likeness, _)| likeness >= least);
            let plain = of(plainly(&stories, &vector, report.hour));
            left += stories.common(&vector, least / 2).1.len();
            let nearest = of(stories.nearest(&vector, (report.hour, least)));
            assert_eq!(nearest, plain);
            assert!(stories.products.iter().all(|&product| product == 0));
            found += usize::from(nearest.is_some());
            let story = nearest.map_or(stories.stories.len() as u32, |(_, story)| story);
            if nearest.is_none() {
                stories.stories.push(Story::default());
                stories.products.push(0);
            }
            stories.join(story, &vector, report.hour);
        }
        assert!(found > 100 && left > 100, "{found} {left}");
    }
}
