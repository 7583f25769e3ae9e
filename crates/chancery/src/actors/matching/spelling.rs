//! What two words of a name differ by.
//!
//! Weighted Levenshtein distance over sounds, in hundredths of a letter and then of a word. Weights
//! were set on the development half of `corpus/names/pairs.tsv`.

use chancery_data::schema::{Gender, Knowledge};

use super::words::Word;
use crate::actors::keys::Ending;

/// More than two words of one bearer ever differ by.
pub(super) const APART: u32 = 1000;

/// The highest cost at which two words count as one.
const NEAR: u32 = 15;
/// The same for words of up to three sounds, where a vowel tells names apart ("He", "Hu").
const NEAR_SHORT: u32 = 12;
/// Forms of one name in two languages, or a short form.
const VARIANT: u32 = 4;

const DROP_VOWEL: u32 = 40;
const DROP_H: u32 = 25;
const DROP_CONSONANT: u32 = 150;
const NEAR_LETTER: u32 = 40;
const OTHER_LETTER: u32 = 200;

/// What `one` and `other` differ by, in hundredths of a word, or [`APART`].
pub(super) fn word_cost(known: &Knowledge, one: &Word, other: &Word) -> u32 {
    if one.folded == other.folded && !one.bare {
        return 0;
    }
    let endings = (one.ending == Ending::Feminine) != (other.ending == Ending::Feminine);
    let genders = matches!(
        (one.given, other.given),
        (Some(Gender::Male), Some(Gender::Female)) | (Some(Gender::Female), Some(Gender::Male))
    );
    if genders || endings && !one.bare && !other.bare {
        return APART;
    }
    if one.groups.iter().any(|group| other.groups.contains(group)) {
        return VARIANT;
    }
    let both_grouped = !one.groups.is_empty() && !other.groups.is_empty();
    if both_grouped && (one.bare || other.bare) {
        return APART;
    }
    if one.bare || other.bare {
        return bare_cost(known, one, other);
    }
    if one.sound == other.sound {
        return 1;
    }
    let both_known = (one.given.is_some() || !one.groups.is_empty())
        && (other.given.is_some() || !other.groups.is_empty());
    if both_known && loose(&one.sound) != loose(&other.sound) {
        return APART;
    }
    let length = one.sound.len().max(other.sound.len());
    let cost = edits(known, &one.sound, &other.sound) / (length as u32).max(3);
    let near = if length <= 3 { NEAR_SHORT } else { NEAR };
    if cost <= near { cost } else { APART }
}

/// Where a script leaves out vowels: consonants alone, two at least.
fn bare_cost(known: &Knowledge, one: &Word, other: &Word) -> u32 {
    let consonants = |word: &Word| -> Vec<char> {
        let mut letters: Vec<char> = word.sound.clone();
        letters.retain(|&c| !is_vowel(c) && !matches!(c, 'h' | 'v'));
        letters.dedup();
        letters
    };
    let (one, other) = (consonants(one), consonants(other));
    let length = one.len().max(other.len());
    if one.len().min(other.len()) < 2 {
        return if one == other && length == 1 {
            NEAR
        } else {
            APART
        };
    }
    let cost = edits(known, &one, &other) / length as u32;
    if cost <= NEAR { cost + 3 } else { APART }
}

/// Sounds with the front vowels made one and the back vowels made one: by this the spellings of one
/// given name are equal ("Khaled", "Khalid"), two given names are not.
fn loose(sound: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(sound.len());
    for &c in sound {
        let c = match c {
            'e' | 'j' => 'i',
            'o' => 'u',
            c => c,
        };
        if out.last() != Some(&c) {
            out.push(c);
        }
    }
    if out.last() == Some(&'h') {
        out.pop();
    }
    out
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Weighted Levenshtein distance.
fn edits(known: &Knowledge, one: &[char], other: &[char]) -> u32 {
    let mut row: Vec<u32> = Vec::with_capacity(other.len() + 1);
    row.push(0);
    for &c in other {
        row.push(row[row.len() - 1] + drop_cost(c));
    }
    for &a in one {
        let mut diagonal = row[0];
        row[0] += drop_cost(a);
        for (at, &b) in other.iter().enumerate() {
            let both = diagonal + letter_cost(known, a, b);
            diagonal = row[at + 1];
            row[at + 1] = both
                .min(row[at] + drop_cost(b))
                .min(diagonal + drop_cost(a));
        }
    }
    row[other.len()]
}

fn drop_cost(c: char) -> u32 {
    match c {
        'h' => DROP_H,
        c if is_vowel(c) => DROP_VOWEL,
        _ => DROP_CONSONANT,
    }
}

fn letter_cost(known: &Knowledge, a: char, b: char) -> u32 {
    if a == b {
        return 0;
    }
    if is_vowel(a) && is_vowel(b) {
        return match (a.min(b), a.max(b)) {
            ('e', 'i') | ('o', 'u') => 25,
            ('a', 'e') | ('a', 'o') => 35,
            _ => 45,
        };
    }
    let near = |a: char, b: char| {
        let mut rows = known.name_forms.iter();
        rows.any(|row| row.kind == "near" && row.form.chars().eq([a]) && row.to.contains(b))
    };
    if near(a, b) || near(b, a) {
        NEAR_LETTER
    } else {
        OTHER_LETTER
    }
}
