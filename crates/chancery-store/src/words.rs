//! Words looked for in the documents: the index that is made of them, and what is asked of it.
//!
//! The index (FTS5, `detail = none`) knows in which documents a word is, not where: it takes a third
//! of the room of one that knows. Phrases are therefore asked as words that are all there, and looked
//! for in the texts of what that finds, the newest first. The language is that of FTS5 without what
//! asks for places: words, "a phrase", a prefix*, AND, OR, NOT, parentheses; AND may be left out and
//! binds closer than OR, NOT closest. Cost of a
//! phrase: unpacking the texts of the newest documents with its words, not their Readings.

use crate::draft::{BREAK, searchable, searched};
use crate::error::Error;
use crate::pack::Unpacker;
use chancery::actors::ActorLexicon;
use memchr::memmem;
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
        let mut texts = Texts::new(names);
        let wanted = Wanted::of(self);
        let mut kept = Vec::with_capacity(found.len());
        for row in found.drain(..) {
            texts.open(file, unpacker, row)?;
            if wanted.holds(&texts.words) {
                kept.push(row);
            }
        }
        Ok(kept)
    }
}

/// What is asked for, made ready to be looked for in many texts.
enum Wanted {
    /// Words with a [`GAP`] before, between and after them, as [`fold`] writes texts.
    Phrase(Box<memmem::Finder<'static>>),
    And(Box<Wanted>, Box<Wanted>),
    Or(Box<Wanted>, Box<Wanted>),
    Not(Box<Wanted>, Box<Wanted>),
    /// No text holds it.
    Nothing,
}

impl Wanted {
    fn of(asked: &Asked) -> Wanted {
        let part = |asked: &Asked| Box::new(Wanted::of(asked));
        match asked {
            Asked::Phrase { words, .. } if words.is_empty() => Wanted::Nothing,
            Asked::Phrase { words, prefix } => {
                let mut line = String::from(GAP);
                line.push_str(&words.join(GAP));
                if !prefix {
                    line.push_str(GAP);
                }
                Wanted::Phrase(Box::new(memmem::Finder::new(&line).into_owned()))
            }
            Asked::And(a, b) => Wanted::And(part(a), part(b)),
            Asked::Or(a, b) => Wanted::Or(part(a), part(b)),
            Asked::Not(a, b) => Wanted::Not(part(a), part(b)),
        }
    }

    /// True where the words of a text, as [`fold`] writes them, hold it.
    fn holds(&self, words: &str) -> bool {
        match self {
            Wanted::Phrase(finder) => finder.find(words.as_bytes()).is_some(),
            Wanted::And(a, b) => a.holds(words) && b.holds(words),
            Wanted::Or(a, b) => a.holds(words) || b.holds(words),
            Wanted::Not(a, b) => a.holds(words) && !b.holds(words),
            Wanted::Nothing => false,
        }
    }
}

/// Stands before, between and after words; no word holds it.
const GAP: &str = "\u{1f}";

/// The texts of documents, opened one after the other into the same room.
struct Texts<'n> {
    names: &'n ActorLexicon,
    /// The words of the document that was opened last.
    words: String,
    text: Vec<u8>,
}

impl<'n> Texts<'n> {
    fn new(names: &'n ActorLexicon) -> Self {
        Texts {
            names,
            words: String::new(),
            text: Vec::new(),
        }
    }

    /// Opens the text of a document, without its Reading; no words where there is none. Errors: as
    /// the Ledger answers.
    fn open(&mut self, file: &Connection, unpacker: &mut Unpacker, row: i64) -> Result<(), Error> {
        self.words.clear();
        let mut read = file.prepare_cached(TEXT)?;
        let mut rows = read.query([row])?;
        let Some(row) = rows.next()? else {
            return Ok(());
        };
        let odd = |_| Error::broken("a text is kept as something else");
        let title = row.get_ref(0)?.as_str_or_null().map_err(odd)?;
        let packed = row.get_ref(1)?.as_blob().map_err(odd)?;
        unpacker.text_into(packed, &mut self.text)?;
        let text = std::str::from_utf8(&self.text)
            .map_err(|_| Error::broken("a kept text is not UTF-8"))?;
        match row.get_ref(2)?.as_blob_or_null().map_err(odd)? {
            None => {
                fold(self.names, title.unwrap_or_default(), &mut self.words);
                fold(self.names, text, &mut self.words);
            }
            Some(cuts) => {
                let cuts: Vec<(u32, u32)> = postcard::from_bytes(cuts)
                    .map_err(|_| Error::broken("the furniture of a text cannot be read"))?;
                fold_all(self.names, &searched(title, text, &cuts), &mut self.words);
            }
        }
        Ok(())
    }
}

const TEXT: &str = "
    SELECT d.title, c.text, c.furniture FROM document d JOIN content c ON c.document = d.id WHERE d.id = ?";

/// Writes the folded words of what is searched of a document, title and text apart.
fn fold_all(names: &ActorLexicon, searched: &str, out: &mut String) {
    searched
        .split(BREAK)
        .for_each(|part| fold(names, part, out));
}

/// Writes the folded words of a title or a text; [`BREAK`] comes after the last, for no phrase goes on in
/// what is written next.
fn fold(names: &ActorLexicon, text: &str, out: &mut String) {
    out.push_str(GAP);
    let mut rest = text;
    while let Some(first) = rest.bytes().next() {
        if first.is_ascii() && !first.is_ascii_alphanumeric() {
            rest = &rest[1..];
            continue;
        }
        // Most words are ASCII to their end: of those, folding changes the case alone.
        let plain = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric());
        let plain = plain.unwrap_or(rest.len());
        let end = match rest.as_bytes().get(plain).is_none_or(u8::is_ascii) {
            true => {
                let from = out.len();
                out.push_str(&rest[..plain]);
                out[from..].make_ascii_lowercase();
                plain
            }
            false => {
                let end = rest.find(|c: char| !c.is_alphanumeric());
                let end = end.unwrap_or(rest.len());
                out.push_str(&names.fold(&rest[..end]));
                end
            }
        };
        if end > 0 {
            out.push_str(GAP);
        }
        let after = rest[end..].chars().next().map_or(0, char::len_utf8);
        rest = &rest[end + after..];
    }
    out.push(BREAK);
}

/// The words of a line in their order, folded.
fn words(names: &ActorLexicon, text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(|word| names.fold(word)).collect()
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
        let mut words = String::new();
        fold_all(&names, text, &mut words);
        assert_eq!(Wanted::of(&asked).holds(&words), expected, "{line}: {text}");
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
