//! A cheap scan of archives: does a text hold anything that would be coded?
//!
//! Words of states, offices, forces and acts of diplomacy and conflict (`data/ingest/relevance.tsv`, one to three
//! points each) and the names of countries and peoples count once each in windows of a hundred words; five points in one window
//! are enough. The windows keep a long report with one relevant paragraph, and leave out a long page that
//! gathers as many words over a thousand lines. For English alone; off unless asked for, as recall
//! comes first and nothing is lost that is read in vain.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Words of a window.
const WINDOW: usize = 100;

/// Points of a window that make a text relevant.
const ENOUGH: u32 = 5;

/// Points of the name of a country or a people.
const COUNTRY: u32 = 2;

/// Bytes of the longest word that is looked up.
const LONGEST: usize = 32;

/// Points of words in lower case, and of names as they are written.
struct Points {
    words: BTreeMap<String, u32>,
    names: BTreeSet<&'static str>,
}

static POINTS: LazyLock<Points> = LazyLock::new(|| {
    let rows = &chancery_data::ingest().relevance;
    let countries = &chancery_data::knowledge().countries;
    let names = countries.iter().flat_map(|country| {
        let more = [
            &country.names,
            &country.adjectives,
            &country.people,
            &country.capital,
        ];
        std::iter::once(&country.name).chain(more.into_iter().flatten())
    });
    Points {
        words: rows
            .iter()
            .map(|row| (row.word.clone(), row.points))
            .collect(),
        names: names
            .map(String::as_str)
            .filter(|name| !name.contains(' '))
            .collect(),
    }
});

/// True where an English text, title included, may tell of something that would be coded. Never panics;
/// linear in the length.
///
/// ```
/// use chancery_ingest::relevant;
/// assert!(relevant("The foreign ministers of Chile and Peru met in Lima."));
/// assert!(!relevant("Stir the sauce until it thickens and serve it with rice."));
/// ```
pub fn relevant(text: &str) -> bool {
    let mut window = Window::default();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
    for (at, word) in words.filter(|word| !word.is_empty()).enumerate() {
        if window.points(at) >= ENOUGH {
            return true;
        }
        if let Some((key, points)) = found(word) {
            window.add(at, key, points);
        }
    }
    window.sum >= ENOUGH
}

/// The word of the tables that this word is, with its points.
fn found(word: &str) -> Option<(&'static str, u32)> {
    if word.len() < 2 || word.len() > LONGEST {
        return None;
    }
    let points = &*POINTS;
    if let Some(name) = points.names.get(word) {
        return Some((name, COUNTRY));
    }
    let lower = word.to_lowercase();
    let (word, points) = points.words.get_key_value(&lower)?;
    Some((word, *points))
}

/// The words with points among the last hundred, each once.
#[derive(Default)]
struct Window {
    found: Vec<(usize, &'static str, u32)>,
    sum: u32,
}

impl Window {
    /// A word at this place; where it stood before, it moves on.
    fn add(&mut self, at: usize, word: &'static str, points: u32) {
        match self.found.iter().position(|one| one.1 == word) {
            Some(old) => {
                self.found.remove(old);
            }
            None => self.sum += points,
        }
        self.found.push((at, word, points));
    }

    /// The points of the window that ends before this place.
    fn points(&mut self, at: usize) -> u32 {
        while let Some((first, _, points)) = self.found.first().copied() {
            if first + WINDOW >= at {
                break;
            }
            self.found.remove(0);
            self.sum -= points;
        }
        self.sum
    }
}

#[cfg(test)]
mod tests {
    use super::relevant;

    #[test]
    fn points_in_one_window() {
        assert!(relevant(
            "Sarel, the defence minister, hosted the envoy of Lorne in Belmar."
        ));
        assert!(relevant("Rebels shelled the town."));
        assert!(!relevant("The police chief of the town retired."));
        let far = format!(
            "An envoy came. {} The minister left.",
            "Nothing else happened. ".repeat(60)
        );
        assert!(!relevant(&far));
        let near = format!(
            "{} The envoy saw the minister.",
            "Nothing else happened. ".repeat(600)
        );
        assert!(relevant(&near));
    }

    #[test]
    fn a_word_counts_once_and_odd_texts_are_no_trouble() {
        assert!(!relevant(&"minister ".repeat(1000)));
        for text in ["", " ", "---", "日本語", "\u{0}\u{ffff}"] {
            assert!(!relevant(text), "{text}");
        }
        assert!(!relevant(&"x".repeat(1 << 20)));
    }
}
