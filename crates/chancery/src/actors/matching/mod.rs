//! Whether two names of persons, from two documents, can be names of one bearer.
//!
//! From the tables of scripts, forms and given names. Method: both names are put into Latin
//! letters, cut into words and aligned in order by dynamic programming. A pair of words costs what
//! its spellings differ by (sounds that transliteration varies cost little, vowels less than
//! consonants), nothing where `name_variants.tsv` knows both as forms of one name, and everything
//! where both are known given names that are not, or where a gendered ending speaks against it.
//! Two or three words may stand against one ("Abdel Fattah", "Abdulfattah"), an initial against a
//! word; articles and particles are free; a middle name, a father's name or a further family name
//! may be missing on one side, never on both. One name may have its family name first. A family
//! name alone matches the full name. Names of 60 words and more, or of none, match nothing.
//!
//! What the alignment cannot tell: a father and a son of one name where one report leaves a name
//! out ("Ahmad Shah Massoud", "Ahmad Massoud"). Names propose; country, role and date decide
//! (`reference/linking.md`, section 2.3). Cost: some microseconds a name, and words times words a
//! pair.

mod align;
mod spelling;
mod words;

use chancery_data::schema::Knowledge;

use super::ActorLexicon;
use align::distance;
use words::Word;

/// What two names may differ by and still be one: the sum over their words, in hundredths of a word.
const SAME: u32 = 30;

/// A name made ready for comparing: make it once for each name.
#[derive(Clone, Debug)]
pub struct PersonName {
    /// The words by each way to read the script; never empty.
    ways: Vec<Vec<Word>>,
    known: &'static Knowledge,
}

/// Reads a name, without titles; honorifics at its head are left out.
pub fn person_name(lexicon: &ActorLexicon, name: &str) -> PersonName {
    PersonName {
        ways: words::ways(lexicon, name),
        known: lexicon.tables.known,
    }
}

impl PersonName {
    /// True where the two can be names of one person.
    pub fn matches(&self, other: &PersonName) -> bool {
        self.distance(other).is_some_and(|cost| cost <= SAME)
    }

    /// What the names differ by, in hundredths of a word; `None` where no alignment is allowed.
    pub fn distance(&self, other: &PersonName) -> Option<u32> {
        let mut best = None;
        for one in &self.ways {
            for two in &other.ways {
                let cost = distance(self.known, one, two);
                best = match (best, cost) {
                    (Some(old), Some(new)) if new >= old => Some(old),
                    (old, new) => new.or(old),
                };
            }
        }
        best
    }
}

/// True where `one` and `other` can be names of one person: other spelling, script, order or length.
///
/// ```
/// use chancery::actors::{ActorLexicon, names_match};
/// let lexicon = ActorLexicon::new(chancery_data::knowledge());
/// assert!(names_match(&lexicon, "Volodymyr Zelenskyy", "Vladimir Zelensky"));
/// assert!(!names_match(&lexicon, "Olena Zelenska", "Volodymyr Zelenskyy"));
/// ```
pub fn names_match(lexicon: &ActorLexicon, one: &str, other: &str) -> bool {
    person_name(lexicon, one).matches(&person_name(lexicon, other))
}

#[cfg(test)]
mod tests;
