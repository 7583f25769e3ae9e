//! Which city of that name is meant, and where it lies.
//!
//! From the table of cities an index of name hashes, built once. Candidates are scored by the
//! logarithm of their population, the country that the document speaks of, a country or region
//! named right after ("Paris, Texas"), one sense a document, and a bonus for capitals
//! (`reference/linking.md`, section 7).

use std::sync::OnceLock;

use chancery_data::schema::{City, Knowledge};

use super::fold::Folding;

/// Inhabitants below which a town needs a word for its country, and below which a city is none of
/// note.
const SMALL: u32 = 15_000;
pub(crate) const OF_NOTE: u32 = 50_000;

/// Cities by the hash of a name; the towns are indexed when the first name is no city.
#[derive(Clone, Debug)]
pub(crate) struct Cities {
    folding: Folding,
    large: CityIndex,
    small: OnceLock<CityIndex>,
}

impl Cities {
    /// Indexes the names of the cities. Cost: one pass over the table.
    pub(crate) fn new(folding: &Folding, known: &'static Knowledge) -> Self {
        Cities {
            folding: folding.clone(),
            large: CityIndex::new(folding, &known.cities),
            small: OnceLock::new(),
        }
    }

    /// The cities of this name, in the order of the table.
    pub(crate) fn named(&self, hash: u64) -> impl Iterator<Item = &'static City> + '_ {
        self.large.named(hash)
    }

    /// The towns of this name, in the order of the table.
    fn towns(&self, hash: u64) -> impl Iterator<Item = &'static City> + '_ {
        let make = || CityIndex::new(&self.folding, chancery_data::towns());
        self.small.get_or_init(make).named(hash)
    }

    /// The best city of this name, if any is good enough: towns only where no city has the name, or
    /// where the country beside it has no such city. Of two that lie side by side across a border
    /// ("Rafah") the larger one.
    pub(crate) fn best(&self, hash: u64, hints: &Hints<'_>) -> Option<&'static City> {
        let best = best_of(self.named(hash), hints);
        let outside = |city: &City| hints.container.is_some_and(|c| c.0 != city.country);
        match best {
            Some(city) if !outside(city) => {
                let mut twins = self.named(hash).filter(|other| {
                    other.population > city.population
                        && (other.lat - city.lat).abs() + (other.lon - city.lon).abs() < TWINS
                });
                Some(twins.next().unwrap_or(city))
            }
            _ => best_of(self.towns(hash), hints).or(best),
        }
    }

    /// The city of this name, where there is only one: what it is, no document changes.
    pub(crate) fn only(&self, hash: u64) -> Option<&'static City> {
        let mut notable = self.named(hash).filter(|city| city.population >= SMALL);
        notable.next().filter(|_| notable.next().is_none())
    }

    /// True where at least two countries have a city of note of this name.
    pub(crate) fn is_shared(&self, hash: u64) -> bool {
        let mut notable = self.named(hash).filter(|city| city.population >= OF_NOTE);
        let first = notable.next();
        first.is_some_and(|first| notable.any(|city| city.country != first.country))
    }
}

/// A table of cities by the hash of a name.
#[derive(Clone, Debug)]
struct CityIndex {
    cities: &'static [City],
    /// Slots of row number plus one; 0 where empty. A power of two.
    slots: Vec<u32>,
    hashes: Vec<u64>,
}

impl CityIndex {
    fn new(folding: &Folding, cities: &'static [City]) -> Self {
        let names: usize = cities.iter().map(|city| city.names().count()).sum();
        let size = (names * 2).next_power_of_two().max(16);
        let mut index = CityIndex {
            cities,
            slots: vec![0; size],
            hashes: vec![0; size],
        };
        for (row, city) in cities.iter().enumerate() {
            for name in city.names() {
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

    fn named(&self, hash: u64) -> impl Iterator<Item = &'static City> + '_ {
        let mask = self.slots.len() - 1;
        let start = hash as usize & mask;
        (0..self.slots.len())
            .map(move |step| (start + step) & mask)
            .take_while(|&at| self.slots[at] != 0)
            .filter(move |&at| self.hashes[at] == hash)
            .filter_map(|at| self.cities.get(self.slots[at] as usize - 1))
    }
}

/// Degrees north and east.
pub(crate) type Point = (f32, f32);

/// What speaks for one city rather than another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints<'a> {
    /// Countries named in the document with how often, the most frequent first.
    pub(crate) focus: &'a [(String, u32)],
    /// Country, and middle of the region, named right after the city.
    pub(crate) container: Option<(&'a str, Option<Point>)>,
    /// Country whose capital has this name.
    pub(crate) capital_of: Option<&'a str>,
    /// Places of the document that only one place can be.
    pub(crate) near: &'a [Point],
}

/// Degrees between places that are one town on both sides of a border.
const TWINS: f32 = 0.2;

fn best_of<'k>(cities: impl Iterator<Item = &'k City>, hints: &Hints<'_>) -> Option<&'k City> {
    let mut best: Option<(f64, &City)> = None;
    for city in cities {
        let Some(score) = score(city, hints) else {
            continue;
        };
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
/// for the most frequent), 2 for a capital, 6 for the country and 3 for the region named beside it,
/// 1.5 near a sure place. A small town without any word for its country has none.
fn score(city: &City, hints: &Hints<'_>) -> Option<f64> {
    let point = (city.lat, city.lon);
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
        Some((country, middle)) if country == city.country => {
            let inside = middle.is_some_and(|middle| is_near(middle, point));
            if inside { 9.0 } else { 6.0 }
        }
        Some(_) => -6.0,
        None => 0.0,
    };
    let near = if hints.near.iter().any(|&other| is_near(other, point)) {
        1.5
    } else {
        0.0
    };
    let known = focus + container + near > 0.0;
    (city.population >= SMALL || known).then_some(people + focus + capital + container + near)
}

/// Within about 350 km: a square of three degrees, east and west widened by the cosine of the
/// latitude, whose first terms are enough and are the same on every machine.
fn is_near(one: Point, other: Point) -> bool {
    let reach = 3.0;
    let x = one.0.to_radians();
    let cosine = (1.0 - x * x / 2.0 + x * x * x * x / 24.0).max(0.1);
    (one.0 - other.0).abs() <= reach && (one.1 - other.1).abs() * cosine <= reach
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
