//! What each token looks like, as hashes: the ground that tagger, name finder and tree builder share.
//!
//! A [`Word`] is computed once a token and read by every later stage, so no stage touches the
//! letters again. Case, digits and typographic apostrophes are folded in `lower`: digits to `0`,
//! since "2021" and "2024" behave alike.

use crate::Error;
use crate::kernel::{atom, hash_bytes};
use crate::span::Span;

/// Closed classes of words that matter to tags and trees, from `classes.tsv`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum WordClass {
    /// None of them.
    #[default]
    Plain,
    /// "Thursday", "Thu".
    Weekday,
    /// "January", "Jan.".
    Month,
    /// "three", "million".
    Number,
    /// "third".
    Ordinal,
    /// "President", "Gen.": what stands before a person's name.
    Title,
    /// "Turkish", "Britons".
    Nationality,
    /// "week", "morning".
    TimeNoun,
    /// "today", "yesterday".
    TimeAdverb,
    /// Four digits that can be a year.
    Year,
    /// Other digits.
    Digits,
}

impl WordClass {
    fn from_text(text: &str) -> Option<Self> {
        Some(match text {
            "weekday" => WordClass::Weekday,
            "month" => WordClass::Month,
            "number" => WordClass::Number,
            "ordinal" => WordClass::Ordinal,
            "title" => WordClass::Title,
            "nationality" => WordClass::Nationality,
            "time-noun" => WordClass::TimeNoun,
            "time-adverb" => WordClass::TimeAdverb,
            _ => return None,
        })
    }
}

/// One token as hashes and flags.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Form as written, apostrophes made straight.
    pub form: u32,
    /// Lower case, digits as `0`.
    pub lower: u32,
    /// First 1, 2, 3 letters of `lower`.
    pub prefixes: [u32; 3],
    /// Last 1, 2, 3, 4 letters of `lower`.
    pub suffixes: [u32; 4],
    /// Pattern of capitals, small letters, digits and signs, runs folded.
    pub shape: u32,
    /// Flags: see the constants of [`Word`].
    pub flags: u8,
    /// Closed class.
    pub class: WordClass,
    /// Entry of the tag lexicon, plus one; 0 for a word it does not hold.
    pub known: u16,
}

impl Word {
    /// Begins with a capital.
    pub const CAPITAL: u8 = 1;
    /// Two or more letters, all capitals.
    pub const ALL_CAPITALS: u8 = 2;
    /// Holds a digit.
    pub const DIGIT: u8 = 4;
    /// Holds no letter and no digit.
    pub const SIGNS: u8 = 8;
    /// White space stands before it.
    pub const SPACE_BEFORE: u8 = 16;
    /// Holds a hyphen or stop among letters.
    pub const JOINED: u8 = 32;
    /// Has a capital that the entry of the tag lexicon does not have.
    pub const RAISED: u8 = 64;

    /// True where every bit of `flag` is set.
    pub fn has(&self, flag: u8) -> bool {
        self.flags & flag == flag
    }
}

/// Table of closed classes, by hash of the lower-case form.
#[derive(Clone, Debug, Default)]
pub struct ClassTable {
    entries: Vec<(u32, WordClass)>,
}

impl ClassTable {
    /// Reads `word TAB class` lines; `#` begins a comment line.
    pub fn read(name: &str, text: &str) -> Result<Self, Error> {
        let mut entries = Vec::new();
        for (n, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (word, class) = line
                .split_once('\t')
                .ok_or_else(|| Error::table(name, n + 1, "no tab"))?;
            let class = WordClass::from_text(class)
                .ok_or_else(|| Error::table(name, n + 1, "unknown class"))?;
            entries.push((lower_hash(word), class));
        }
        entries.sort_unstable();
        entries.dedup_by_key(|entry| entry.0);
        Ok(ClassTable { entries })
    }

    fn get(&self, lower: u32) -> Option<WordClass> {
        let at = self
            .entries
            .binary_search_by_key(&lower, |entry| entry.0)
            .ok()?;
        Some(self.entries[at].1)
    }
}

const LOWER_SEED: u32 = 2;

/// The `lower` hash of a word that is already in lower case, for tables.
pub fn lower_hash(word: &str) -> u32 {
    let mut folded = String::new();
    fold_case(word, &mut folded);
    hash_bytes(LOWER_SEED, folded.as_bytes())
}

fn fold_case(form: &str, out: &mut String) {
    out.clear();
    for c in form.chars() {
        match c {
            '0'..='9' => out.push('0'),
            '’' | '‘' | '`' => out.push('\''),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            c if c.is_ascii() => out.push(c),
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// Reads the letters of one token. `buffer` is scratch.
pub fn read_word(form: &str, classes: &ClassTable, buffer: &mut String) -> Word {
    fold_case(form, buffer);
    let mut word = Word {
        lower: hash_bytes(LOWER_SEED, buffer.as_bytes()),
        ..Word::default()
    };
    word.form = form_hash(form, word.lower);
    affixes(buffer, &mut word);
    let letters = look(form, &mut word);
    word.class = class_of(form, &word, classes, letters);
    word
}

/// Form hash: the folded word plus the places of its capitals (and its digits).
fn form_hash(form: &str, lower: u32) -> u32 {
    let mut case = 0_u32;
    for (i, b) in form.bytes().enumerate() {
        if b.is_ascii_uppercase() || b.is_ascii_digit() || b >= 0x80 {
            case = case.rotate_left(5) ^ (u32::from(b) << 8) ^ i as u32 ^ 0x55;
        }
    }
    lower ^ if case == 0 { 0 } else { atom(21, case) }
}

fn affixes(lower: &str, word: &mut Word) {
    let mut ends = lower
        .char_indices()
        .skip(1)
        .map(|(at, _)| at)
        .chain([lower.len()]);
    for (n, slot) in word.prefixes.iter_mut().enumerate() {
        let end = ends.next().unwrap_or(lower.len());
        *slot = hash_bytes(3 + n as u32, &lower.as_bytes()[..end]);
    }
    let mut starts = lower.char_indices().rev().map(|(at, _)| at);
    for (n, slot) in word.suffixes.iter_mut().enumerate() {
        let start = starts.next().unwrap_or(0);
        *slot = hash_bytes(7 + n as u32, &lower.as_bytes()[start..]);
    }
}

/// Sets shape and flags; returns the number of letters.
fn look(form: &str, word: &mut Word) -> usize {
    let (mut letters, mut capitals, mut digits) = (0, 0, 0);
    let (mut shape, mut last, mut run) = (0_u32, 0_u32, 0);
    for (n, c) in form.chars().enumerate() {
        let kind = if c.is_ascii_lowercase() || (!c.is_ascii() && c.is_lowercase()) {
            letters += 1;
            1
        } else if c.is_ascii_uppercase() || (!c.is_ascii() && c.is_alphabetic()) {
            letters += 1;
            capitals += 1;
            if n == 0 {
                word.flags |= Word::CAPITAL;
            }
            2
        } else if c.is_ascii_digit() {
            digits += 1;
            3
        } else {
            u32::from(c) + 4
        };
        run = if kind == last { run + 1 } else { 0 };
        last = kind;
        if run < 2 {
            shape = shape.wrapping_mul(31).wrapping_add(kind);
        }
        if n > 0 && (c == '-' || c == '.') {
            word.flags |= Word::JOINED;
        }
    }
    if letters > 1 && capitals == letters {
        word.flags |= Word::ALL_CAPITALS;
    }
    if digits > 0 {
        word.flags |= Word::DIGIT;
    } else if letters == 0 {
        word.flags |= Word::SIGNS;
    }
    word.shape = atom(23, shape);
    letters
}

fn class_of(form: &str, word: &Word, classes: &ClassTable, letters: usize) -> WordClass {
    if word.has(Word::DIGIT) {
        let year = form.len() == 4
            && letters == 0
            && ["17", "18", "19", "20"]
                .iter()
                .any(|century| form.starts_with(century));
        return if year {
            WordClass::Year
        } else if letters == 0 {
            WordClass::Digits
        } else {
            WordClass::Plain
        };
    }
    match classes.get(word.lower) {
        // "may", "march", "sat", "pole": only with a capital.
        Some(WordClass::Weekday | WordClass::Month | WordClass::Nationality)
            if !word.has(Word::CAPITAL) =>
        {
            WordClass::Plain
        }
        Some(class) => class,
        None => WordClass::Plain,
    }
}

/// Reads every token of a run into `out`, in order.
pub fn read_words(
    text: &str,
    spans: &[Span],
    space_after: &[bool],
    classes: &ClassTable,
    out: &mut Vec<Word>,
) {
    let mut buffer = String::new();
    let mut space = true;
    out.extend(spans.iter().zip(space_after).map(|(span, &after)| {
        let mut word = read_word(span.of(text), classes, &mut buffer);
        if space {
            word.flags |= Word::SPACE_BEFORE;
        }
        space = after;
        word
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(form: &str) -> Word {
        let classes = ClassTable::read("test", "may\tmonth\ntoday\ttime-adverb\n").unwrap();
        read_word(form, &classes, &mut String::new())
    }

    #[test]
    fn case_is_in_the_form_and_not_in_the_lower() {
        assert_eq!(word("Talks").lower, word("talks").lower);
        assert_ne!(word("Talks").form, word("talks").form);
        assert_ne!(word("2021").form, word("2024").form);
        assert_eq!(word("2021").lower, word("2024").lower);
        assert_eq!(word("’s").form, word("’s").form);
    }

    #[test]
    fn month_needs_its_capital() {
        assert_eq!(word("May").class, WordClass::Month);
        assert_eq!(word("may").class, WordClass::Plain);
        assert_eq!(word("2022").class, WordClass::Year);
        assert_eq!(word("22").class, WordClass::Digits);
    }

    #[test]
    fn affixes_count_letters() {
        assert_eq!(word("güç").suffixes[1], word("gazüç").suffixes[1]);
        assert_eq!(word("é").prefixes[0], word("été").prefixes[0]);
    }

    #[test]
    fn empty_word_is_harmless() {
        assert_eq!(word("").flags, Word::SIGNS);
    }
}
