//! Words taken out of the file: the one act that rewrites what was kept.
//!
//! Every form of the words is masked, character for character so that no offset moves, in texts,
//! titles, addresses, Readings, names of actors, the words to search for and the log itself; then
//! the file is written anew, so that no free page holds what was there. What stays is the hash of the
//! words and that they were taken out.

use crate::draft::searchable;
use crate::error::Error;
use crate::file::reading;
use crate::pack::{Packer, Unpacker};
use chancery::reading::Reading;
use rusqlite::{Connection, params};
use serde_json::Value;
use std::collections::BTreeSet;

/// What stands where a letter was.
const MASK: char = '\u{2588}';

/// What a redaction took out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Redacted {
    /// Documents that held the words.
    pub documents: usize,
    /// Actors that bore them.
    pub actors: usize,
}

/// Masks the words in every document, and says in which; claims must be made anew afterwards.
pub(crate) fn redact(
    file: &Connection,
    (packer, unpacker): (&mut Packer, &mut Unpacker),
    words: &str,
) -> Result<(Redacted, BTreeSet<i64>), Error> {
    let mut documents = BTreeSet::new();
    for document in all(file, "SELECT id FROM document ORDER BY id")? {
        let Some(old) = reading(file, unpacker, document)? else {
            continue;
        };
        if let Some(new) = masked(&old, words)? {
            rewrite(file, packer, document, (&old, &new))?;
            documents.insert(document);
        }
    }
    let actors = actors(file, words)?;
    for (table, column) in [
        ("attribution_row", "source"),
        ("spot", "place"),
        ("role_held", "title"),
        ("role_held", "organisation"),
        ("document", "message"),
        ("correction", "value"),
        ("correction", "why"),
    ] {
        columns(file, table, column, words)?;
    }
    let documents_found = documents.len();
    let redacted = Redacted {
        documents: documents_found,
        actors,
    };
    Ok((redacted, documents))
}

fn all(file: &Connection, sql: &str) -> Result<Vec<i64>, Error> {
    let mut read = file.prepare(sql)?;
    let rows = read.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The Reading without the words; `None` where it does not hold them.
fn masked(old: &Reading, words: &str) -> Result<Option<Reading>, Error> {
    let odd = |_| Error::broken("a Reading cannot be written");
    let mut value = serde_json::to_value(old).map_err(odd)?;
    if !mask_all(&mut value, words) {
        return Ok(None);
    }
    serde_json::from_value(value).map(Some).map_err(odd)
}

fn mask_all(value: &mut Value, words: &str) -> bool {
    match value {
        Value::String(text) => match mask(text, words) {
            Some(masked) => {
                *text = masked;
                true
            }
            None => false,
        },
        Value::Array(items) => items
            .iter_mut()
            .fold(false, |any, item| mask_all(item, words) | any),
        Value::Object(fields) => fields
            .iter_mut()
            .fold(false, |any, (_, item)| mask_all(item, words) | any),
        _ => false,
    }
}

/// The text with every occurrence of the words masked, in any case, and as addresses write them.
fn mask(text: &str, words: &str) -> Option<String> {
    let slug: String = words
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let one = masked_once(text, words);
    let both = masked_once(one.as_deref().unwrap_or(text), &slug);
    both.or(one)
}

fn masked_once(text: &str, words: &str) -> Option<String> {
    let wanted: Vec<char> = words.chars().flat_map(char::to_lowercase).collect();
    let chars: Vec<char> = text.chars().collect();
    // Lower case of a letter may be two; such letters are compared by their first.
    let lower: Vec<char> = chars
        .iter()
        .map(|c| c.to_lowercase().next().unwrap_or(*c))
        .collect();
    let mut out = chars.clone();
    let mut found = false;
    let mut at = 0;
    while !wanted.is_empty() && at + wanted.len() <= lower.len() {
        if lower[at..at + wanted.len()] == wanted[..] {
            out[at..at + wanted.len()].fill(MASK);
            found = true;
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    found.then(|| out.into_iter().collect())
}

fn rewrite(
    file: &Connection,
    packer: &mut Packer,
    document: i64,
    (old, new): (&Reading, &Reading),
) -> Result<(), Error> {
    file.execute(
        "INSERT INTO fts (fts, rowid, words) VALUES ('delete', ?, ?)",
        params![document, searchable(old)],
    )?;
    file.execute(
        "INSERT INTO fts (rowid, words) VALUES (?, ?)",
        params![document, searchable(new)],
    )?;
    file.execute(
        "UPDATE content SET text = ?2 WHERE document = ?1",
        params![document, packer.text(&new.document.text)?],
    )?;
    file.execute(
        "UPDATE reading SET pack = ?2 WHERE document = ?1",
        params![document, packer.reading(new)?],
    )?;
    file.execute(
        "UPDATE document SET given = ?2, title = ?3, url = ?4, outlet = ?5 WHERE id = ?1",
        params![
            document,
            new.id,
            new.document.title,
            new.document.url,
            new.document.outlet
        ],
    )?;
    Ok(())
}

/// Masks the names of actors; answers how many bore the words.
fn actors(file: &Connection, words: &str) -> Result<usize, Error> {
    let mut read = file.prepare("SELECT actor, folded, name FROM actor_name")?;
    let rows = read.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut found = BTreeSet::new();
    for row in rows {
        let (actor, folded, name): (i64, String, String) = row?;
        if mask(&name, words).is_some() || mask(&folded, words).is_some() {
            found.insert(actor);
            file.execute(
                "DELETE FROM actor_name WHERE folded = ? AND actor = ?",
                params![folded, actor],
            )?;
        }
    }
    for actor in &found {
        let name: String =
            file.query_row("SELECT name FROM actor WHERE id = ?", [actor], |row| {
                row.get(0)
            })?;
        let name = mask(&name, words).unwrap_or(name);
        file.execute(
            "UPDATE actor SET name = ? WHERE id = ?",
            params![name, actor],
        )?;
    }
    Ok(found.len())
}

fn columns(file: &Connection, table: &str, column: &str, words: &str) -> Result<(), Error> {
    let mut read = file.prepare(&format!(
        "SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
    ))?;
    let values = read.query_map([], |row| row.get::<_, String>(0))?;
    let values = values.collect::<Result<Vec<_>, _>>()?;
    for old in values {
        if let Some(new) = mask(&old, words) {
            let sql = format!("UPDATE {table} SET {column} = ?1 WHERE {column} = ?2");
            file.execute(&sql, params![new, old])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn words_are_masked_letter_for_letter() {
        let masked = |text| mask(text, "Lena Marin");
        assert_eq!(
            masked("Then Lena Marin left.").as_deref(),
            Some("Then ██████████ left.")
        );
        assert_eq!(masked("LENA MARIN").as_deref(), Some("██████████"));
        assert_eq!(
            masked("https://a.example/lena-marin-left").as_deref(),
            Some("https://a.example/██████████-left")
        );
        assert_eq!(masked("Lena Dorn left."), None);
    }
}
