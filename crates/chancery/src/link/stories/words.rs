//! A report's terms: words cut to their stems, pairs of neighbours, actors and places.
//!
//! Endings go by table, the longest that fits; a doubled last consonant is single again. Stems are
//! hashed at once and never shown, so that they need not be words: "making" and "makes" are "mak".
//! Terms of the title count twice; actors and places, which the Reading has told apart, weigh
//! [`KEY`] times a word.

use super::fixed::{damped, hash, pair};
use super::{StoryDocument, StoryKey};
use chancery_data::schema::Knowledge;

/// How much more an actor or a place weighs than a word.
const KEY: u64 = 2;
/// How often a word of the title counts.
const TITLE: u32 = 2;
/// Letters that must stand before an ending.
const SHORTEST: usize = 3;

const WORD: u64 = 1;
const ACTOR: u64 = 2;
const PLACE: u64 = 3;

/// The terms of a report, ready to be put into a story. Made by [`StoryWords::terms`], which any
/// thread may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryTerms {
    /// Hours since 1970 at which the report appeared, where known.
    pub(super) hour: Option<i64>,
    /// Hash and damped count of each, by hash.
    pub(super) terms: Vec<(u64, u64)>,
}

/// What is known of words: stop words, endings, odd forms.
#[derive(Clone, Debug, Default)]
pub struct StoryWords {
    /// Hash of a form and that of its stem; none of a stop word. By hash.
    forms: Vec<(u64, Option<u64>)>,
    /// Endings and what stands instead, longest first.
    endings: Vec<(Vec<u8>, Vec<u8>)>,
}

/// Terms with how often they occurred, and the word before.
#[derive(Default)]
struct Counter {
    found: Vec<(u64, u32)>,
    before: Option<u64>,
}

impl StoryWords {
    /// Indexes the tables.
    pub fn new(known: &Knowledge) -> StoryWords {
        let mut words = StoryWords::default();
        for row in &known.story_words {
            if row.kind == "ending" {
                let bytes = |text: &str| text.as_bytes().to_vec();
                words.endings.push((bytes(&row.form), bytes(&row.to)));
            }
        }
        words
            .endings
            .sort_by_key(|(ending, _)| usize::MAX - ending.len());
        let past = known
            .past_forms
            .iter()
            .map(|row| (&row.form, Some(&row.lemma)));
        let odd = known.story_words.iter().filter(|row| row.kind == "form");
        let odd = odd.map(|row| (&row.form, Some(&row.to)));
        let stops = known.story_words.iter().filter(|row| row.kind == "stop");
        let stops = stops.map(|row| (&row.form, None));
        let forms = stops.chain(odd).chain(past).map(|(form, lemma)| {
            let stem = lemma.map(|lemma| words.stem(lemma.as_bytes()));
            (hash(WORD, form.as_bytes()), stem)
        });
        let mut forms: Vec<(u64, Option<u64>)> = forms.collect();
        // the first row of a form counts: a stop word is never an odd form
        forms.sort_by_key(|&(form, _)| form);
        forms.dedup_by_key(|&mut (form, _)| form);
        words.forms = forms;
        words
    }

    /// The terms of a report. Pure; cost: linear in the text, but for a sort of its terms.
    pub fn terms(&self, report: &StoryDocument) -> StoryTerms {
        let mut counter = Counter::default();
        self.count(&report.title, TITLE, &mut counter);
        self.count(&report.text, 1, &mut counter);
        let mut terms = summed(counter.found, 1);
        for (seed, keys) in [(ACTOR, &report.actors), (PLACE, &report.places)] {
            let found = keys
                .iter()
                .map(|StoryKey { key, mentions }| (hash(seed, key.as_bytes()), (*mentions).max(1)));
            terms.extend(summed(found.collect(), KEY));
        }
        terms.sort_unstable();
        StoryTerms {
            hour: report.hour,
            terms,
        }
    }

    /// True where two words, in lower case, have one stem; stop words have none.
    pub fn same_stem(&self, first: &str, second: &str) -> bool {
        let stem = self.term(first.as_bytes());
        stem.is_some() && stem == self.term(second.as_bytes())
    }

    fn count(&self, text: &str, times: u32, counter: &mut Counter) {
        counter.before = None;
        let mut word = Vec::new();
        for c in text.chars() {
            if c.is_ascii_alphanumeric() {
                word.push(c.to_ascii_lowercase() as u8);
                continue;
            }
            if c.is_alphanumeric() {
                let lower = c.to_lowercase();
                lower.for_each(|c| word.extend(c.encode_utf8(&mut [0; 4]).bytes()));
                continue;
            }
            self.end_word(&mut word, times, counter);
            if matches!(c, '.' | '!' | '?' | '\n') {
                counter.before = None;
            }
        }
        self.end_word(&mut word, times, counter);
    }

    fn end_word(&self, word: &mut Vec<u8>, times: u32, counter: &mut Counter) {
        // what an apostrophe leaves over, and digits around a decimal point, tell nothing
        if word.len() > 1 {
            match self.term(word) {
                Some(term) => {
                    counter.found.push((term, times));
                    if let Some(before) = counter.before {
                        counter.found.push((pair(before, term), times));
                    }
                    counter.before = Some(term);
                }
                None => counter.before = None,
            }
        }
        word.clear();
    }

    /// The hash of the stem; none of a stop word.
    fn term(&self, word: &[u8]) -> Option<u64> {
        let form = hash(WORD, word);
        match self.forms.binary_search_by_key(&form, |&(form, _)| form) {
            Ok(at) => self.forms[at].1,
            Err(_) => Some(self.stem(word)),
        }
    }

    fn stem(&self, word: &[u8]) -> u64 {
        let fits = |ending: &[u8]| word.len() >= ending.len() + SHORTEST && word.ends_with(ending);
        let Some((ending, to)) = self.endings.iter().find(|(ending, _)| fits(ending)) else {
            return hash(WORD, word);
        };
        let mut stem = word[..word.len() - ending.len()].to_vec();
        if to.is_empty() && ending.len() > 1 {
            single(&mut stem);
        }
        stem.extend(to);
        hash(WORD, &stem)
    }
}

/// "planned", "planning": one n. Letters that are often double at the end of a verb stay.
fn single(stem: &mut Vec<u8>) {
    if let [.., before, last] = stem.as_slice()
        && before == last
        && !matches!(last, b'a' | b'e' | b'i' | b'o' | b'u' | b'l' | b's' | b'z')
    {
        stem.pop();
    }
}

/// Each term once, with its damped count times `weight`; by hash.
fn summed(mut found: Vec<(u64, u32)>, weight: u64) -> Vec<(u64, u64)> {
    found.sort_unstable();
    let mut out: Vec<(u64, u64)> = Vec::with_capacity(found.len());
    for (term, times) in found {
        match out.last_mut() {
            Some((last, count)) if *last == term => *count += u64::from(times),
            _ => out.push((term, u64::from(times))),
        }
    }
    for (_, count) in &mut out {
        *count = weight * damped(*count);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> StoryTerms {
        StoryWords::new(chancery_data::knowledge()).terms(&StoryDocument {
            text: text.to_owned(),
            ..StoryDocument::default()
        })
    }

    #[test]
    fn forms_of_a_word_are_one_term() {
        let stem = terms("sanction");
        assert_eq!(stem, terms("Sanctions"));
        assert_eq!(stem, terms("the sanctioned"));
        assert_eq!(terms("planned"), terms("planning"));
        assert_eq!(terms("strikes"), terms("struck"));
        assert_eq!(terms("countries"), terms("country"));
    }

    #[test]
    fn stop_words_and_single_letters_are_none() {
        assert!(terms("It was of them, and so on's.").terms.is_empty());
    }

    #[test]
    fn neighbours_make_a_term_unless_a_sentence_ends_between_them() {
        assert_eq!(terms("border crossing").terms.len(), 3);
        assert_eq!(terms("border. Crossing").terms.len(), 2);
    }

    #[test]
    fn keys_are_no_words_and_weigh_more() {
        let words = StoryWords::new(chancery_data::knowledge());
        let key = StoryKey {
            key: "peru".to_owned(),
            mentions: 1,
        };
        let report = StoryDocument {
            text: "Peru".to_owned(),
            actors: vec![key.clone()],
            places: vec![key],
            ..StoryDocument::default()
        };
        let mut weights: Vec<u64> = words.terms(&report).terms.iter().map(|t| t.1).collect();
        weights.sort_unstable();
        assert_eq!(weights, [1 << 16, 2 << 16, 2 << 16]);
    }
}
