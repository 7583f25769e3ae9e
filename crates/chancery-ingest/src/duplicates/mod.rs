//! Which texts are copies of one another: reprints, abridged and edited copies, later versions.
//!
//! ```text
//! text -> Print (hash of the body, hashes of runs of five words, hashes of sentences)
//!      -> Signature -> candidates of some days -> likeness by containment
//! ```
//!
//! Candidates by MinHash with bands (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive
//! Datasets, chapter 3), judged by how much of the shorter text stands in the longer: reprints of one wire
//! story share too little of their joint words for the usual thresholds of resemblance. The [`Sketch`]
//! that the linker keeps of each document is made of the same runs. Pure, fixed seeds: the same texts
//! give the same answer in any order.

mod print;
mod sketch;
mod minhash;
mod versions;

pub use minhash::{Signature, candidates, signature};
pub use print::{Print, print, spread};
pub use sketch::{Sketch, sketch};
pub use versions::{Issue, Issued, Name, address, article, same_article};

/// Share of the runs of the shorter text, in thousandths, from which two texts are one.
const SAME: usize = 800;

/// The same from which one was made of the other.
const EDITED: usize = 400;

/// What two texts are to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Other words, though they may tell of one event.
    Independent,
    /// One is an edited copy, or holds a part of the other.
    Edited,
    /// One copy, whole or cut.
    Same,
    /// One body, to the letter, case and marks apart.
    Exact,
}

impl Likeness {
    /// True where one origin stands behind both texts.
    pub fn is_copy(self) -> bool {
        self > Likeness::Independent
    }
}

/// What two texts are to one another, by their prints; the order of the two does not matter.
///
/// ```
/// use chancery_ingest::duplicates::{Likeness, likeness, print};
/// let one = print("The minister met the envoy in the capital on Thursday and spoke of the bridge.");
/// let two = print("THE MINISTER met the envoy in the capital on Thursday, and spoke of the bridge");
/// assert_eq!(likeness(&one, &two), Likeness::Exact);
/// ```
pub fn likeness(one: &Print, other: &Print) -> Likeness {
    if one.words > 0 && (one.words, one.body) == (other.words, other.body) {
        return Likeness::Exact;
    }
    match one.containment(other) {
        SAME.. => Likeness::Same,
        EDITED.. => Likeness::Edited,
        _ => Likeness::Independent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words by number, so that each run is one of its kind.
    fn words(range: std::ops::Range<usize>) -> String {
        range.map(|n| format!("word{n} ")).collect()
    }

    fn check(one: &str, other: &str, expected: Likeness) {
        let (one, other) = (print(one), print(other));
        assert_eq!(likeness(&one, &other), expected);
        assert_eq!(likeness(&other, &one), expected);
    }

    #[test]
    fn reprints_cuts_edits_and_others() {
        let whole = words(0..200);
        check(&whole, &whole.to_uppercase(), Likeness::Exact);
        check(&whole, &words(0..80), Likeness::Same);
        check(&whole, &words(100..300), Likeness::Edited);
        check(&whole, &words(150..350), Likeness::Independent);
    }

    #[test]
    fn few_words_are_one_only_to_the_letter() {
        check("Marin resigns", "MARIN RESIGNS.", Likeness::Exact);
        check("Marin resigns", "Marin resigned", Likeness::Independent);
        check("", "", Likeness::Independent);
        check("...", "!", Likeness::Independent);
    }

    #[test]
    fn candidates_find_copies_within_their_days() {
        let prints: Vec<Print> = [words(0..200), words(0..190), words(500..700), words(0..200)]
            .iter()
            .map(|text| print(text))
            .collect();
        let days = [100, 103, 103, 120];
        let signatures: Vec<(i32, Signature)> = days
            .iter()
            .zip(&prints)
            .map(|(day, one)| (*day, signature(one)))
            .collect();
        assert_eq!(candidates(&signatures, 7), [(0, 1)]);
        assert_eq!(candidates(&signatures, 30), [(0, 1), (0, 3), (1, 3)]);
        assert_eq!(candidates(&[], 7), []);
    }

    #[test]
    fn a_quote_in_many_reports_is_one() {
        let quote = "“We shall build the bridge before the winter comes,” the minister said.";
        let texts = [
            format!("The envoy came to the capital on Monday. {quote}"),
            format!("{quote} The river rose again."),
            "Nothing of the kind was said in the other town.".to_owned(),
        ];
        let prints: Vec<Print> = texts.iter().map(|text| print(text)).collect();
        let spread = spread(&prints);
        assert_eq!(
            spread.values().filter(|documents| **documents == 2).count(),
            1
        );
        assert_eq!(spread.len(), 3);
    }
}
