//! Words looked for in the documents: the index that is made of them, and what is asked of it.
//!
//! The index (FTS5, `detail = none`) knows in which documents a word is, not where: it takes a third
//! of the room of one that knows. Phrases are therefore asked as words that are all there, and looked
//! for in the texts of what that finds, the newest first. The language is that of FTS5 without what
//! asks for places: words, "a phrase", a prefix*, AND, OR, NOT, parentheses; AND may be left out and
//! binds closer than OR, NOT closest. Cost of a phrase: unpacking each document with its words.

use crate::draft::{BREAK, searchable};
use crate::error::Error;
use crate::pack::Unpacker;
use chancery::actors::ActorLexicon;
use rusqlite::Connection;

/// Puts the words of every document into an empty index. Errors: as the Ledger answers.
pub(crate) fn index_words(file: &Connection, unpacker: &mut Unpacker) -> Result<(), Error> {
    let mut all = file.prepare(
        "SELECT id FROM document WHERE status NOT IN ('redacted', 'withdrawn') ORDER BY id",
    )?;
    let mut insert = file.prepare("INSERT INTO fts (rowid, words) VALUES (?1, ?2)")?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let row: i64 = row.get(0)?;
        if let Some(words) = words_of(file, unpacker, row)? {
            insert.execute((row, words))?;
        }
    }
    Ok(())
}

/// What is searched of a document.
fn words_of(file: &Connection, unpacker: &mut Unpacker, row: i64) -> Result<Option<String>, Error> {
    let reading = unpacker.kept(file, row)?;
    Ok(reading.map(|reading| searchable(&reading)))
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Words that follow one another; the last may be the beginning of one.
    Phrase { words: Vec<String>, prefix: bool },
    /// Both.
    And(Box<Asked>, Box<Asked>),
    /// One of them.
    Or(Box<Asked>, Box<Asked>),
    /// The first without the second.
    Not(Box<Asked>, Box<Asked>),
}

impl Asked {
    /// What a line asks for; `names` folds letters. Errors: what stands where, and what was expected.
    pub(crate) fn parse(names: &ActorLexicon, line: &str) -> Result<Asked, Error> {
        let told = |error: Error| Error::refused(format!("words `{line}`: {error}"));
        Asked::parse_line(names, line).map_err(told)
    }

    fn parse_line(names: &ActorLexicon, line: &str) -> Result<Asked, Error> {
        let mut parser = Parser {
            names,
            marks: marks(line)?,
            at: 0,
        };
        let asked = parser.either()?;
        match parser.marks.get(parser.at) {
            None => Ok(asked),
            Some(mark) => Err(unread(&format!("{} is too much", mark.told()))),
        }
    }

    /// Words as they stand, one after the other.
    pub(crate) fn phrase(names: &ActorLexicon, text: &str) -> Asked {
        Asked::Phrase {
            words: words(names, text),
            prefix: false,
        }
    }

    /// True where the index alone does not tell.
    fn has_phrase(&self) -> bool {
        match self {
            Asked::Phrase { words, .. } => words.len() > 1,
            Asked::And(a, b) | Asked::Or(a, b) | Asked::Not(a, b) => {
                a.has_phrase() || b.has_phrase()
            }
        }
    }

    /// What finds in the index at least what is asked for; `None` where nothing can be found.
    fn of_index(&self) -> Option<String> {
        match self {
            Asked::Phrase { words, prefix } => {
                let last = words.len().checked_sub(1)?;
                let one = |(at, word): (usize, &String)| match at == last && *prefix {
                    true => format!("\"{word}\" *"),
                    false => format!("\"{word}\""),
                };
                let all: Vec<String> = words.iter().enumerate().map(one).collect();
                Some(format!("({})", all.join(" AND ")))
            }
            Asked::And(a, b) => Some(format!("({} AND {})", a.of_index()?, b.of_index()?)),
            Asked::Or(a, b) => match (a.of_index(), b.of_index()) {
                (Some(a), Some(b)) => Some(format!("({a} OR {b})")),
                (a, b) => a.or(b),
            },
            Asked::Not(a, b) => match b.of_index().filter(|_| !b.has_phrase()) {
                Some(b) => Some(format!("({} NOT {b})", a.of_index()?)),
                None => a.of_index(),
            },
        }
    }

    /// True where words in their order hold what is asked for.
    fn holds(&self, of: &[String]) -> bool {
        match self {
            Asked::Phrase { words, prefix } => {
                let Some((last, first)) = words.split_last() else {
                    return false;
                };
                of.windows(words.len()).any(|window| {
                    let end = &window[first.len()];
                    window[..first.len()] == *first
                        && (end == last || *prefix && end.starts_with(last.as_str()))
                })
            }
            Asked::And(a, b) => a.holds(of) && b.holds(of),
            Asked::Or(a, b) => a.holds(of) || b.holds(of),
            Asked::Not(a, b) => a.holds(of) && !b.holds(of),
        }
    }

    /// The newest documents that hold what is asked for, at most `most`; with phrases at most so many
    /// are looked at. Errors: as the Ledger answers.
    pub(crate) fn documents(
        &self,
        file: &Connection,
        names: &ActorLexicon,
        (unpacker, most): (&mut Unpacker, i64),
    ) -> Result<Vec<i64>, Error> {
        let Some(index) = self.of_index() else {
            return Ok(Vec::new());
        };
        let mut read = file.prepare_cached(
            "SELECT rowid FROM fts WHERE fts MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
        )?;
        let found = read.query_map((index, most), |row| row.get(0))?;
        let mut found = found.collect::<Result<Vec<i64>, _>>()?;
        if !self.has_phrase() {
            return Ok(found);
        }
        let mut kept = Vec::with_capacity(found.len());
        for row in found.drain(..) {
            let text = words_of(file, unpacker, row)?.unwrap_or_default();
            if self.holds(&words(names, &text)) {
                kept.push(row);
            }
        }
        Ok(kept)
    }
}

/// The words of a text in their order, folded; an empty one stands where title and text meet.
fn words(names: &ActorLexicon, text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, part) in text.split(BREAK).enumerate() {
        if at > 0 {
            out.push(String::new());
        }
        let words = part.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        out.extend(words.map(|word| names.fold(word)));
    }
    out
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    And,
    Or,
    Not,
    Words { text: String, prefix: bool },
}

impl Mark {
    fn told(&self) -> &str {
        match self {
            Mark::Open => "(",
            Mark::Close => ")",
            Mark::And => "AND",
            Mark::Or => "OR",
            Mark::Not => "NOT",
            Mark::Words { text, .. } => text,
        }
    }
}

/// The pieces of a line.
fn marks(line: &str) -> Result<Vec<Mark>, Error> {
    let mut marks = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let (text, after) = match first {
            '(' | ')' => {
                marks.push(if first == '(' {
                    Mark::Open
                } else {
                    Mark::Close
                });
                rest = rest[1..].trim_start();
                continue;
            }
            '"' => rest[1..]
                .split_once('"')
                .ok_or_else(|| unread("a quotation mark is not closed"))?,
            _ => {
                let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '*');
                rest.split_at(rest.find(ends).unwrap_or(rest.len()))
            }
        };
        let after_star = after.strip_prefix('*');
        marks.push(match (first == '"', text) {
            (false, "AND") => Mark::And,
            (false, "OR") => Mark::Or,
            (false, "NOT") => Mark::Not,
            _ => Mark::Words {
                text: text.to_owned(),
                prefix: after_star.is_some(),
            },
        });
        rest = after_star.unwrap_or(after).trim_start();
    }
    Ok(marks)
}

struct Parser<'n> {
    names: &'n ActorLexicon,
    marks: Vec<Mark>,
    at: usize,
}

impl Parser<'_> {
    fn take(&mut self, wanted: &Mark) -> bool {
        let found = self.marks.get(self.at) == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn either(&mut self) -> Result<Asked, Error> {
        let mut asked = self.both()?;
        while self.take(&Mark::Or) {
            asked = Asked::Or(Box::new(asked), Box::new(self.both()?));
        }
        Ok(asked)
    }

    fn both(&mut self) -> Result<Asked, Error> {
        let mut asked = self.without()?;
        loop {
            let said = self.take(&Mark::And);
            let goes_on = matches!(
                self.marks.get(self.at),
                Some(Mark::Words { .. } | Mark::Open)
            );
            if !said && !goes_on {
                return Ok(asked);
            }
            asked = Asked::And(Box::new(asked), Box::new(self.without()?));
        }
    }

    fn without(&mut self) -> Result<Asked, Error> {
        let mut asked = self.one()?;
        while self.take(&Mark::Not) {
            asked = Asked::Not(Box::new(asked), Box::new(self.one()?));
        }
        Ok(asked)
    }

    fn one(&mut self) -> Result<Asked, Error> {
        let mark = self.marks.get(self.at).cloned();
        self.at += 1;
        match mark {
            Some(Mark::Words { text, prefix }) => {
                let words = words(self.names, &text);
                match words.is_empty() {
                    true => Err(unread(&format!("`{text}` holds no word"))),
                    false => Ok(Asked::Phrase { words, prefix }),
                }
            }
            Some(Mark::Open) => {
                let asked = self.either()?;
                match self.take(&Mark::Close) {
                    true => Ok(asked),
                    false => Err(unread("a parenthesis is not closed")),
                }
            }
            Some(mark) => Err(unread(&format!("found {}", mark.told()))),
            None => Err(unread("nothing there")),
        }
    }
}

fn unread(what: &str) -> Error {
    Error::refused(format!(
        "{what}; expected words, \"a phrase\", a prefix*, AND, OR, NOT"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_data::knowledge;

    fn check(line: &str, text: &str, expected: bool) {
        let names = ActorLexicon::new(knowledge());
        let asked = Asked::parse(&names, line).expect("it parses");
        assert_eq!(
            asked.holds(&words(&names, text)),
            expected,
            "{line}: {text}"
        );
    }

    #[test]
    fn phrases_prefixes_and_what_joins_them() {
        let text = "Güler – the Foreign Minister – met Ada Sarel";
        check("\"foreign minister\"", text, true);
        check("\"minister foreign\"", text, false);
        check("guler sarel", text, true);
        check("\"foreign min\"*", text, true);
        check("min*", text, true);
        check("min", text, false);
        check("marin OR \"ada sarel\"", text, true);
        check("met NOT \"ada sarel\"", text, false);
        check("met NOT \"sarel ada\"", text, true);
        check("met (marin OR dorn)", text, false);
        check("\"talks güler\"", &format!("Talks{BREAK}{text}"), false);
    }

    #[test]
    fn the_index_is_asked_for_more_than_is_meant() {
        let names = ActorLexicon::new(knowledge());
        let index = |line: &str| {
            let asked = Asked::parse(&names, line).expect("it parses");
            asked.of_index().unwrap_or_default()
        };
        assert_eq!(index("a \"b c\""), "((\"a\") AND (\"b\" AND \"c\"))");
        assert_eq!(index("a NOT \"b c\""), "(\"a\")");
        assert_eq!(index("a NOT b"), "((\"a\") NOT (\"b\"))");
        assert_eq!(index("a OR b*"), "((\"a\") OR (\"b\" *))");
        assert_eq!(index("10:30"), "(\"10\" AND \"30\")");
    }

    #[test]
    fn what_is_not_understood_is_told() {
        let names = ActorLexicon::new(knowledge());
        for line in ["", "\"open", "a AND", "(a", "a)", "OR a", "-"] {
            let error = Asked::parse(&names, line).expect_err("it is refused");
            assert!(error.to_string().contains("expected words"), "{error}");
        }
    }
}
