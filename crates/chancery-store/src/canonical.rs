//! A Ledger as text that depends on its content alone: the same for any order of arrival, any
//! number of threads, any history of additions.
//!
//! One line a document and a claim, keyed by content, sorted, without rowids and versions. Holds
//! the whole dump: for tests and for comparing two Ledgers.

use crate::error::Error;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::fmt::Write as _;

/// What is told of, in the order of the dump; rows of other tables are given by their key.
const QUERIES: [&str; 11] = [
    "SELECT 'document', key, given, hex(text_hash), url, outlet, title, language, given_day, day,
     day_from, day_to, day_method, hex(page), status, message, hex(text), hex(furniture),
     hex(reading.pack)
     FROM document JOIN content ON content.document = id JOIN reading ON reading.document = id",
    "SELECT 'actor', key, kind, name, country, sectors, day,
     (SELECT group_concat(name, '; ') FROM (SELECT name FROM actor_name WHERE actor = id ORDER BY folded))
     FROM actor",
    "SELECT 'mention', d.key, a.key FROM mention m
     JOIN document d ON d.id = m.document JOIN actor a ON a.id = m.actor",
    "SELECT 'claim', d.key, c.seq, c.key, anchor, type, mode, c.kind, cameo, quad, intensity,
     c.status, certainty, core, s.key, t.key, edtf, c.day, c.day_from, c.day_to, place, c.country,
     latitude, longitude, place_precision, score,
     (SELECT group_concat(role || ' ' || key, '; ') FROM (SELECT role, a.key FROM participant p
      JOIN actor a ON a.id = p.actor WHERE p.claim = c.id ORDER BY p.seq)),
     (SELECT group_concat(source || ' ' || cue || ' ' || named, '; ') FROM (SELECT * FROM attribution
      WHERE claim = c.id ORDER BY step))
     FROM claim c JOIN document d ON d.id = c.document
     LEFT JOIN actor s ON s.id = c.source LEFT JOIN actor t ON t.id = c.target",
    "SELECT 'cards', d.key, hex(pack) FROM cards JOIN document d ON d.id = document",
    "SELECT 'quote', d.key, seq, a.key, q.kind, first, last FROM quote q
     JOIN document d ON d.id = q.document LEFT JOIN actor a ON a.id = q.speaker",
    "SELECT 'role', d.key, seq, a.key, r.title, organisation, r.country, tense, r.day FROM role_held r
     JOIN document d ON d.id = r.document JOIN actor a ON a.id = r.holder",
    "SELECT 'event', e.key, e.type, e.mode, e.kind, cameo, quad, intensity, status, certainty, core,
     s.key, t.key, edtf, e.day, day_from, day_to, place, e.country,
     latitude, longitude, place_precision, claims, documents, outlets, origins, credibility, disputed,
     coder, score,
     (SELECT group_concat(key, ' ') FROM (SELECT c.key FROM claim c WHERE c.event = e.id ORDER BY 1))
     FROM event e LEFT JOIN actor s ON s.id = e.source LEFT JOIN actor t ON t.id = e.target",
    "SELECT 'pair', min(a.key, b.key), max(a.key, b.key), halves, dated, ahead
     FROM pair JOIN claim a ON a.id = pair.a JOIN claim b ON b.id = pair.b",
    "SELECT 'tie', a.key, tie.kind, b.key, evidence
     FROM tie JOIN claim a ON a.id = tie.a JOIN claim b ON b.id = tie.b",
    "SELECT 'sum', a, b, day, type, events, claims, documents, round(intensity, 3) FROM rollup_dyad_day",
];

/// The dump. Errors: as the Ledger answers.
pub fn canonical(connection: &Connection) -> Result<String, Error> {
    let mut dump = String::new();
    for query in QUERIES {
        let mut lines = lines(connection, query)?;
        lines.sort_unstable();
        for line in lines {
            dump.push_str(&line);
            dump.push('\n');
        }
    }
    Ok(dump)
}

fn lines(connection: &Connection, query: &str) -> Result<Vec<String>, Error> {
    let mut statement = connection.prepare(query)?;
    let columns = statement.column_count();
    let lines = statement.query_map([], |row| {
        let mut line = String::new();
        for column in 0..columns {
            if column > 0 {
                line.push('\t');
            }
            push(&mut line, row.get_ref(column)?);
        }
        Ok(line)
    })?;
    Ok(lines.collect::<Result<_, _>>()?)
}

fn push(line: &mut String, value: ValueRef<'_>) {
    // Writing to a string does not fail.
    let _ = match value {
        ValueRef::Null => Ok(()),
        ValueRef::Integer(number) => write!(line, "{number}"),
        ValueRef::Real(number) => write!(line, "{number}"),
        ValueRef::Text(text) => write!(line, "{:?}", String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => write!(line, "{bytes:02x?}"),
    };
}
