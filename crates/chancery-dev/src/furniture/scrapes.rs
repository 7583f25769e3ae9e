//! A labelled page in, what scrapers make of it out: the article with some of its furniture.

use super::pages::{Label, Labelled};

/// A small generator of numbers (xorshift), seeded.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// From a number and a name.
    pub fn new(seed: u64, name: &str) -> Self {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xCBF2_9CE4_8422_2325;
        for byte in name.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
        Random(state | 1)
    }

    /// The next number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % n.max(1)
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// The article, up to 30 % of the furniture inside it, up to 5 lines before and up to 20 after.
pub fn scrape(page: &Labelled, seed: u64) -> Labelled {
    let mut random = Random::new(seed, &page.id);
    let is_text = |(_, label): &(String, Label)| *label == Label::Text;
    let first = page.lines.iter().position(is_text).unwrap_or(0);
    let last = page.lines.iter().rposition(is_text).map_or(0, |at| at + 1);
    let (before, after) = (random.below(6), random.below(21));
    let inside = random.below(31);
    let from = first.saturating_sub(before);
    let to = (last + after).min(page.lines.len());
    let mut lines = Vec::new();
    for at in from..to {
        let line = &page.lines[at];
        if at < first || at >= last || is_text(line) || random.percent(inside) {
            lines.push(line.clone());
        }
    }
    Labelled {
        lines,
        known: Vec::new(),
        ..page.clone()
    }
}

/// A report of our own in the place of the article, with the furniture of a scrape of the page.
pub fn graft(page: &Labelled, report: &Labelled, seed: u64) -> Labelled {
    let scrape = scrape(page, seed);
    let is_text = |(_, label): &&(String, Label)| *label == Label::Text;
    let places = scrape.lines.iter().filter(is_text).count().max(1);
    let mut own = report.lines.iter();
    let mut left = places;
    let mut lines = Vec::new();
    for line in scrape
        .lines
        .iter()
        .filter(|(_, label)| *label != Label::Title)
    {
        if line.1 == Label::Furniture {
            lines.push(line.clone());
            continue;
        }
        // The report's lines are spread over the places of the article's.
        let take = own.len().div_ceil(left);
        lines.extend(own.by_ref().take(take).cloned());
        left -= 1;
    }
    lines.extend(own.cloned());
    Labelled {
        id: format!("{}+{}", page.id, report.id),
        publisher: page.publisher.clone(),
        gold: report.gold.clone(),
        known: Vec::new(),
        lines,
    }
}
