//! A byline in, the names in it out: without "By", titles, places, addresses and handles.
//!
//! [`names`] reads a field that is there to name authors; [`names_of_line`] a line of the page, where a
//! name ends with the first word that cannot be part of one.

use super::day::{Habits, cues};
use chancery_data::schema::ingest::PageCue;

/// A name of a byline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    /// It names a body, by its own words.
    pub(super) organisation: bool,
    /// It is one word in small letters: how an account is called, not a person.
    pub(super) handle: bool,
}

/// Longest byline that is read, in bytes.
const MAX_BYLINE: usize = 400;

/// Most words of a name in a field, and in a line of the page.
const MAX_WORDS: usize = 6;
const MAX_WORDS_OF_LINE: usize = 4;

/// Most words of a line that are read.
const MAX_LINE: usize = 40;

fn table() -> &'static [PageCue] {
    &chancery_data::ingest().byline_words
}

fn is(word: &str, kind: &str, habits: &Habits) -> bool {
    cues(table(), word, habits).any(|row| row.kind == kind)
}

/// The names of a field, in order.
pub(super) fn names(byline: &str, habits: &Habits) -> Vec<Name> {
    let byline = byline.trim();
    if byline.len() > MAX_BYLINE {
        return Vec::new();
    }
    let byline = after_by(byline, habits)
        .unwrap_or(byline)
        .replace(" / ", ";");
    let mut found = Vec::new();
    for part in byline.split([';', ',', '|', '•', '·', '\n', '&']) {
        for text in parted(part, habits) {
            if let Some(name) = name(&text, habits) {
                found.push(name);
            }
        }
    }
    found
}

/// What follows "By" and its like at the start of a text; `None` where it does not begin so.
pub(super) fn after_by<'t>(byline: &'t str, habits: &Habits) -> Option<&'t str> {
    let words: Vec<&str> = byline.split_whitespace().take(4).collect();
    for len in (1..=words.len()).rev() {
        let phrase: Vec<&str> = words[..len]
            .iter()
            .map(|w| w.trim_end_matches([':', '.', '：']))
            .collect();
        if is(&phrase.join(" ").to_lowercase(), "by", habits) {
            let last = words[len - 1];
            let end = last.as_ptr() as usize - byline.as_ptr() as usize + last.len();
            return byline.get(end..).map(str::trim_start);
        }
    }
    let (word, rest) = byline.split_once(['：', ':'])?;
    is(word.trim().to_lowercase().as_str(), "by", habits).then(|| rest.trim_start())
}

/// Parts of a text between words such as "and".
fn parted(text: &str, habits: &Habits) -> Vec<String> {
    let mut parts = vec![String::new()];
    for word in text.split_whitespace() {
        let lower = word.to_lowercase();
        let and = word == lower && is(&lower, "and", habits);
        match parts.last_mut() {
            Some(last) if !and => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(word);
            }
            _ => parts.push(String::new()),
        }
    }
    parts
}

/// Marks after which a field says more than the name.
const ENDS: &[&str] = &["(", "<", "[", "–", "—", " - "];

fn name(text: &str, habits: &Habits) -> Option<Name> {
    let end = ENDS
        .iter()
        .filter_map(|mark| text.find(mark))
        .min()
        .unwrap_or(text.len());
    let text = text[..end]
        .trim()
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '.')
        .trim();
    let words = text.split_whitespace().count();
    let address = text.contains('@') || text.starts_with("http") || text.contains("www.");
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().any(char::is_alphabetic);
    if text.chars().count() < 2
        || words > MAX_WORDS
        || address
        || digits * 3 > text.len()
        || !letters
    {
        return None;
    }
    let lower = text.to_lowercase();
    if is(&lower, "nobody", habits) {
        return None;
    }
    Some(Name {
        organisation: names_body(&lower, habits),
        handle: words == 1 && lower == text && text.is_ascii(),
        text: text.to_owned(),
    })
}

/// Whether a name in small letters is that of a body: one of its words says so, or it is a domain.
fn names_body(lower: &str, habits: &Habits) -> bool {
    let domain = !lower.contains(' ')
        && lower
            .rsplit_once('.')
            .is_some_and(|(before, top)| before.len() > 2 && (2..=4).contains(&top.len()));
    domain
        || lower
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .any(|w| is(w, "body", habits))
}

/// The names at the start of a line of the page.
pub(super) fn names_of_line(line: &str, habits: &Habits) -> Vec<Name> {
    let line = after_by(line, habits).unwrap_or(line);
    let mut reader = LineReader {
        habits,
        current: Vec::new(),
        found: Vec::new(),
    };
    for token in line.split_whitespace().take(MAX_LINE) {
        if !reader.take(token) {
            break;
        }
    }
    reader.finish();
    reader.found
}

struct LineReader<'h, 't> {
    habits: &'h Habits,
    current: Vec<&'t str>,
    found: Vec<Name>,
}

impl<'t> LineReader<'_, 't> {
    /// Reads a word; false where the names end.
    fn take(&mut self, token: &'t str) -> bool {
        let bare = token.trim_end_matches([',', ';', ':', '|', '•', '·', '/', ')']);
        let lower = bare.to_lowercase();
        if bare.is_empty()
            || matches!(bare, "&" | "-" | "–" | "—")
            || (bare == lower && is(&lower, "and", self.habits))
        {
            let goes_on =
                matches!(bare, "&") || bare.chars().any(char::is_alphabetic) || token == ",";
            self.finish();
            return goes_on;
        }
        let particle = bare == lower && bare.chars().count() <= 3 && !self.current.is_empty();
        let capital = bare
            .chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
        if !(capital || particle) || self.stops(bare, &lower) {
            return false;
        }
        self.current.push(bare);
        if token != bare {
            self.finish();
        }
        self.current.len() <= MAX_WORDS_OF_LINE + 1
    }

    fn stops(&self, bare: &str, lower: &str) -> bool {
        let dates = &chancery_data::ingest().date_words;
        let said = |row: &PageCue| row.kind == "published" || row.kind == "modified";
        bare.chars().any(|c| c.is_ascii_digit() || c == '@')
            || cues(dates, lower, self.habits).any(said)
            || (!self.current.is_empty() && is(lower, "by", self.habits))
    }

    /// Ends the name that is being read.
    fn finish(&mut self) {
        let words = std::mem::take(&mut self.current);
        let least = if self.found.is_empty() { 1 } else { 2 };
        if words.len() < least || words.len() > MAX_WORDS_OF_LINE {
            return;
        }
        let titled = words
            .iter()
            .any(|w| is(&w.to_lowercase(), "title", self.habits));
        if titled {
            return;
        }
        if let Some(name) = name(&words.join(" "), self.habits) {
            if self.found.is_empty() || !name.organisation {
                self.found.push(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Habits {
        Habits {
            language: Some("en".to_owned()),
            month_first: true,
        }
    }

    fn joined(names: Vec<Name>) -> String {
        names
            .into_iter()
            .map(|n| n.text)
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn fields_name_authors() {
        for (field, expected) in [
            ("By Ada Marin and Jon Sarel", "Ada Marin; Jon Sarel"),
            ("Ada Marin, Jon Sarel", "Ada Marin; Jon Sarel"),
            ("Ada Marin (Belmar) | ada@example.org", "Ada Marin"),
            ("admin", ""),
            ("https://example.org/ada", ""),
            ("Written by: Ada Marin - Belmar Desk", "Ada Marin"),
        ] {
            assert_eq!(joined(names(field, &english())), expected, "{field}");
        }
    }

    #[test]
    fn lines_name_authors_before_other_words() {
        for (line, expected) in [
            (
                "By Ada Marin and Jon Sarel on May 2, 2024",
                "Ada Marin; Jon Sarel",
            ),
            ("By Ada Marin, Senior Editor", "Ada Marin"),
            ("Ada van der Marin | 2 May 2024", "Ada van der Marin"),
            ("by the way we went", ""),
            ("Ada Marin Published 2 May", "Ada Marin"),
        ] {
            assert_eq!(joined(names_of_line(line, &english())), expected, "{line}");
        }
    }

    #[test]
    fn bodies_are_known_by_their_words() {
        let found = names("Belmar News Agency", &english());
        assert!(found[0].organisation);
        assert!(names("belmartimes.com", &english())[0].organisation);
        assert!(names("ada", &english())[0].handle);
    }
}
