//! Small word tables of a language, as sorted lists.

use crate::Error;

/// Sorted words, each with a value (empty for plain lists).
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: Vec<(Box<str>, Box<str>)>,
}

impl Table {
    /// Reads `word` or `word TAB value` lines; `#` and a space begin a comment line.
    pub fn read(name: &str, text: &str) -> Result<Self, Error> {
        let mut rows: Vec<(Box<str>, Box<str>)> = Vec::new();
        for (n, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with("# ") {
                continue;
            }
            let (word, value) = line.split_once('\t').unwrap_or((line, ""));
            if word.is_empty() {
                return Err(Error::table(name, n + 1, "empty word"));
            }
            rows.push((word.into(), value.into()));
        }
        rows.sort_unstable();
        Ok(Table { rows })
    }

    /// Value of a word; `Some("")` in a plain list.
    pub fn get(&self, word: &str) -> Option<&str> {
        let at = self.rows.binary_search_by(|row| (*row.0).cmp(word)).ok()?;
        Some(&self.rows[at].1)
    }

    /// True where the table holds the word.
    pub fn has(&self, word: &str) -> bool {
        self.get(word).is_some()
    }
}

/// The tables of the sentence and token rules.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Abbreviations with their stop, and their kind.
    pub abbreviations: Table,
    /// Prefixes that keep their hyphen.
    pub prefixes: Table,
    /// Words read as several tokens, with their parts.
    pub splits: Table,
    /// Units that split from a number.
    pub units: Table,
    /// Words that begin with an apostrophe.
    pub elisions: Table,
    /// Signs that stay together.
    pub emoticons: Table,
}

impl Tables {
    /// Reads all tables of a language.
    pub fn read(lang: &str) -> Result<Self, Error> {
        let table = |name: &str| {
            let text =
                chancery_data::table(lang, name).ok_or_else(|| Error::missing(lang, name))?;
            Table::read(name, text)
        };
        Ok(Tables {
            abbreviations: table("abbreviations")?,
            prefixes: table("prefixes")?,
            splits: table("splits")?,
            units: table("units")?,
            elisions: table("elisions")?,
            emoticons: table("emoticons")?,
        })
    }
}
