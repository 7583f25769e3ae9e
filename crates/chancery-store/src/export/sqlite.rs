//! A new `SQLite` file of the native tables, ready for Datasette: foreign keys, full text, views.
//!
//! Made in memory and written as it stands; memory grows with the rows. Full text is FTS5 over the
//! sentences of the claims. Nothing in the file depends on time or machine.

use super::sheet::{Cell, Kind, Sheet};
use super::sheets::{
    CLAIMS, CORRECTIONS, DOCUMENTS, EVENTS, EVIDENCE, PARTICIPANTS, QUOTES, ROLES,
};
use super::{Out, View};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::io;

/// Tables in the order of their references, each with what it refers to: columns, table.
const TABLES: [(&Sheet, &[(&str, &str)]); 8] = [
    (&DOCUMENTS, &[]),
    (&EVENTS, &[]),
    (
        &CLAIMS,
        &[("document_id", "documents"), ("event_id", "events")],
    ),
    (&PARTICIPANTS, &[("event_id", "events")]),
    (
        &EVIDENCE,
        &[("claim_id, document_id", "claims"), ("event_id", "events")],
    ),
    (&QUOTES, &[("document_id", "documents")]),
    (&ROLES, &[("document_id", "documents")]),
    (&CORRECTIONS, &[]),
];

/// What is made when the rows are in.
const MORE: &str = "
CREATE INDEX claims_event ON claims (event_id);
CREATE INDEX claims_document ON claims (document_id);
CREATE INDEX evidence_event ON evidence (event_id);
CREATE INDEX participants_actor ON participants (actor_id);
CREATE INDEX participants_country ON participants (country);
CREATE INDEX events_date ON events (date_best, type);
CREATE INDEX quotes_speaker ON quotes (speaker_id);
CREATE INDEX roles_person ON roles (person_id);
CREATE VIRTUAL TABLE claims_fts USING fts5 (sentence, content = 'claims', tokenize = \"unicode61 remove_diacritics 2\");
INSERT INTO claims_fts (claims_fts) VALUES ('rebuild');
CREATE VIEW agenda AS
    SELECT event_id, date_best, type, kind, actor_names, recipient_names, place_name, status, certainty, mark
    FROM events WHERE status IN ('planned', 'possible') ORDER BY date_best, event_id;
CREATE VIEW told AS
    SELECT claims.event_id, claims.claim_id, documents.outlet, documents.published, documents.url, claims.sentence
    FROM claims JOIN documents USING (document_id);
CREATE VIEW dyads AS
    SELECT one.country AS country, other.country AS with_country, substr(events.date_best, 1, 7) AS month,
           events.type, count(DISTINCT events.event_id) AS n_events
    FROM events
    JOIN participants AS one ON one.event_id = events.event_id
    JOIN participants AS other ON other.event_id = events.event_id AND other.country <> one.country
    GROUP BY 1, 2, 3, 4;
";

/// Writes the file.
pub fn write(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    let mut base = fill(view)?;
    let bytes = base.serialize("main").map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn fill(view: &View<'_>) -> io::Result<Connection> {
    let base = Connection::open_in_memory().map_err(io::Error::other)?;
    let run = |sql: &str| base.execute_batch(sql).map_err(io::Error::other);
    // A selection of events may leave documents out; the file then says so and stays readable.
    run("PRAGMA foreign_keys = OFF; PRAGMA page_size = 4096; BEGIN")?;
    about(view, &base)?;
    for (sheet, references) in TABLES {
        run(&created(sheet, references))?;
        insert(view, &base, sheet)?;
    }
    run(MORE)?;
    run("COMMIT")?;
    Ok(base)
}

fn about(view: &View<'_>, base: &Connection) -> io::Result<()> {
    let create = "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID";
    base.execute_batch(create).map_err(io::Error::other)?;
    let context = view.context;
    let pairs = [
        ("ledger", context.ledger.clone()),
        ("version", context.version.to_string()),
        ("coder", context.coder.clone()),
        ("model", context.model.clone()),
        ("codebook", context.codebook.clone()),
    ];
    for (key, value) in pairs {
        base.execute("INSERT INTO about VALUES (?, ?)", (key, value))
            .map_err(io::Error::other)?;
    }
    Ok(())
}

fn created(sheet: &Sheet, references: &[(&str, &str)]) -> String {
    let mut lines: Vec<String> = sheet
        .columns
        .iter()
        .map(|(name, kind)| format!("\"{name}\" {}", stored(*kind)))
        .collect();
    lines.push(format!("PRIMARY KEY ({})", sheet.key.join(", ")));
    for (columns, table) in references {
        lines.push(format!(
            "FOREIGN KEY ({columns}) REFERENCES {table} ({columns})"
        ));
    }
    format!(
        "CREATE TABLE {} (\n    {}\n)",
        sheet.name,
        lines.join(",\n    ")
    )
}

fn stored(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Day => "TEXT",
        Kind::Whole | Kind::Flag => "INTEGER",
        Kind::Number => "REAL",
    }
}

fn insert(view: &View<'_>, base: &Connection, sheet: &Sheet) -> io::Result<()> {
    let marks = vec!["?"; sheet.columns.len()].join(", ");
    let sql = format!("INSERT INTO {} VALUES ({marks})", sheet.name);
    let mut statement = base.prepare(&sql).map_err(io::Error::other)?;
    (sheet.rows)(view, &mut |row| {
        let values = row.into_iter().map(|cell| match cell {
            Cell::Text(value) => value.map_or(Value::Null, Value::Text),
            Cell::Whole(value) => value.map_or(Value::Null, Value::Integer),
            Cell::Number(value) => value.map_or(Value::Null, Value::Real),
            Cell::Flag(value) => Value::Integer(i64::from(value)),
        });
        let done = statement.execute(params_from_iter(values));
        done.map(drop).map_err(io::Error::other)
    })
}
