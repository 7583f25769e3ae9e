//! Which city of that name is meant, and where it lies.
//!
//! From the table of cities an index of name hashes, built once. Candidates are scored by the
//! logarithm of their population, the country that the document speaks of, a country or region
//! named right after ("Paris, Texas"), one sense a document, and a bonus for capitals
//! (`reference/linking.md`, section 7).

use chancery_data::schema::{City, Knowledge};

use super::fold::Folding;

/// Cities by the hash of a name.
#[derive(Clone, Debug)]
pub(crate) struct CityIndex {
    /// Slots of row number plus one; 0 where empty. A power of two.
    slots: Vec<u32>,
    hashes: Vec<u64>,
}

impl CityIndex {
    /// Indexes every name of every city. Cost: one pass over the table.
    pub(crate) fn new(folding: &Folding, known: &Knowledge) -> Self {
        let names: usize = known
            .cities
            .iter()
            .map(|city| city.names.split('|').count())
            .sum();
        let size = (names * 2).next_power_of_two().max(16);
        let mut index = CityIndex {
            slots: vec![0; size],
            hashes: vec![0; size],
        };
        for (row, city) in known.cities.iter().enumerate() {
            for name in city.names.split('|') {
                index.add(folding.hash(name), row as u32);
            }
        }
        index
    }

    fn add(&mut self, hash: u64, row: u32) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            if self.hashes[at] == hash && self.slots[at] == row + 1 {
                return;
            }
            at = (at + 1) & mask;
        }
        self.slots[at] = row + 1;
        self.hashes[at] = hash;
    }

    /// Rows of the cities of this name, in the order of the table.
    pub(crate) fn rows(&self, hash: u64) -> impl Iterator<Item = u32> + '_ {
        let mask = self.slots.len() - 1;
        let start = hash as usize & mask;
        (0..self.slots.len())
            .map(move |step| (start + step) & mask)
            .take_while(|&at| self.slots[at] != 0)
            .filter(move |&at| self.hashes[at] == hash)
            .map(|at| self.slots[at] - 1)
    }
}

/// What speaks for one city rather than another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints<'a> {
    /// Countries named in the document with how often, the most frequent first.
    pub(crate) focus: &'a [(String, u32)],
    /// Country named right after the city.
    pub(crate) container: Option<&'a str>,
    /// Country whose capital has this name.
    pub(crate) capital_of: Option<&'a str>,
}

/// The best city of this name, if any is good enough.
pub(crate) fn best_city<'k>(
    index: &CityIndex,
    known: &'k Knowledge,
    hash: u64,
    hints: &Hints<'_>,
) -> Option<&'k City> {
    let mut best: Option<(f64, &City)> = None;
    for city in index
        .rows(hash)
        .filter_map(|row| known.cities.get(row as usize))
    {
        let score = score(city, hints);
        let better = best
            .as_ref()
            .is_none_or(|b| score > b.0 || (score == b.0 && city.id < b.1.id));
        if better {
            best = Some((score, city));
        }
    }
    best.map(|b| b.1)
}

/// Points: the number of digits of the population, 1.5 for a country that the document names (2.5
/// for the most frequent), 2 for a capital, 6 for the country named beside it.
fn score(city: &City, hints: &Hints<'_>) -> f64 {
    let people = digits(city.population);
    let focus = match hints.focus.iter().position(|row| row.0 == city.country) {
        Some(0) => 2.5,
        Some(_) => 1.5,
        None => 0.0,
    };
    let capital = if hints.capital_of == Some(city.country.as_str()) {
        2.0
    } else {
        0.0
    };
    let container = match hints.container {
        Some(country) if country == city.country => 6.0,
        Some(_) => -6.0,
        None => 0.0,
    };
    people + focus + capital + container
}

/// Decimal digits and the share of the leading one: a logarithm that is the same everywhere.
fn digits(population: u32) -> f64 {
    let mut scale = 1u32;
    let mut count = 0.0;
    while population / scale >= 10 {
        scale *= 10;
        count += 1.0;
    }
    count + f64::from(population) / f64::from(scale) / 10.0
}
