//! Small steps of reading over a text: numbers in any digits, words, blanks.

/// A number in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: i32,
    /// How many digits it has.
    pub(super) digits: usize,
    /// Byte after the last.
    pub(super) end: usize,
}

/// Zeros of the digits that pages write: Latin, Arabic, Persian, Devanagari, Bengali, full width.
const ZEROS: &[char] = &['0', '٠', '۰', '०', '০', '０'];

/// Most digits that are read as one number.
const MAX_DIGITS: usize = 9;

fn digit(c: char) -> Option<i32> {
    if c.is_ascii() {
        return c.to_digit(10).map(|d| d as i32);
    }
    ZEROS.iter().skip(1).find_map(|&zero| {
        let above = (c as u32).checked_sub(zero as u32)?;
        (above < 10).then_some(above as i32)
    })
}

/// Byte of the next digit from `at` on.
pub(super) fn next_digit(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (at..bytes.len()).find(|&i| match bytes[i] {
        b'0'..=b'9' => true,
        0xD9 | 0xDB | 0xE0 | 0xEF => char_at(text, i).is_some_and(|c| digit(c).is_some()),
        _ => false,
    })
}

/// The character that begins at a byte.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends before a byte.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The number that begins at a byte; `None` where no digit is, or more than [`MAX_DIGITS`].
pub(super) fn number(text: &str, at: usize) -> Option<Number> {
    let mut found = Number {
        value: 0,
        digits: 0,
        end: at,
    };
    for c in text.get(at..)?.chars() {
        let Some(d) = digit(c) else { break };
        if found.digits == MAX_DIGITS {
            return None;
        }
        found.value = found.value * 10 + d;
        found.digits += 1;
        found.end += c.len_utf8();
    }
    (found.digits > 0).then_some(found)
}

/// Byte after the digits that stand at `at`.
pub(super) fn after_digits(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(|c| digit(c).is_none()).unwrap_or(rest.len())
}

/// Whether a digit stands at a byte.
pub(super) fn is_digit_at(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(|c| digit(c).is_some())
}

/// Byte after what is of a kind from `at` on, at most `most` characters.
pub(super) fn skip(text: &str, at: usize, most: usize, is: impl Fn(char) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let len: usize = rest
        .chars()
        .take(most)
        .take_while(|&c| is(c))
        .map(char::len_utf8)
        .sum();
    at + len
}

/// Byte at which what is of a kind begins, going back from `at`, at most `most` characters.
pub(super) fn back(text: &str, at: usize, most: usize, is: impl Fn(char) -> bool) -> usize {
    let rest = text.get(..at).unwrap_or_default();
    let len: usize = rest
        .chars()
        .rev()
        .take(most)
        .take_while(|&c| is(c))
        .map(char::len_utf8)
        .sum();
    at - len
}

/// White space, and the marks of no width that stand between words of right-to-left scripts.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}')
}

/// A letter, or a sign that belongs to one (vowel signs of Indian scripts).
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c, '\u{0300}'..='\u{036F}' | '\u{0900}'..='\u{0DFF}' if digit(c).is_none())
}

/// Most letters of a word.
const MAX_WORD: usize = 24;

/// The word that begins at a byte; empty where none does.
pub(super) fn word(text: &str, at: usize) -> &str {
    let end = skip(text, at, MAX_WORD, is_letter);
    text.get(at..end).unwrap_or_default()
}

/// The word that ends before a byte; empty where none does.
pub(super) fn word_before(text: &str, at: usize) -> &str {
    let start = back(text, at, MAX_WORD, is_letter);
    text.get(start..at).unwrap_or_default()
}
