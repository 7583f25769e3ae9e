//! Events by country, by pair of countries, and their sums by day and type: kept in the transaction that
//! changes an event.
//!
//! All of it follows from the row of the event: nothing needs an index by event.

use crate::error::Error;
use rusqlite::{Connection, Row, params};

/// What an event gives to the tables of countries.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Share {
    /// Codes of the countries that take part, ascending.
    pub(super) countries: Vec<String>,
    pub(super) day: Option<i64>,
    pub(super) event_type: String,
    pub(super) claims: i64,
    pub(super) documents: i64,
    pub(super) intensity: f64,
    pub(super) core: bool,
}

impl Share {
    /// From columns of the row of the event, from `at` on: countries, day, type, claims, documents,
    /// intensity, core.
    pub(crate) fn of(row: &Row<'_>, at: usize) -> rusqlite::Result<Share> {
        let countries: String = row.get(at)?;
        Ok(Share {
            countries: countries.split_whitespace().map(str::to_owned).collect(),
            day: row.get(at + 1)?,
            event_type: row.get(at + 2)?,
            claims: row.get(at + 3)?,
            documents: row.get(at + 4)?,
            intensity: row.get(at + 5)?,
            core: row.get(at + 6)?,
        })
    }

    /// Pairs of countries, first the lesser code.
    fn pairs(&self) -> impl Iterator<Item = (&String, &String)> {
        let all = &self.countries;
        let with = move |at: usize| all[at + 1..].iter().map(move |b| (&all[at], b));
        (0..all.len()).flat_map(with)
    }
}

/// Stands for the day of undated events: after all others where the newest come first.
pub(crate) const UNDATED: i64 = i32::MIN as i64;

/// Takes out what an event gave.
pub(crate) fn take(file: &Connection, event: i64, share: &Share) -> Result<(), Error> {
    let mut country = file.prepare_cached(
        "DELETE FROM country_event WHERE country = ? AND core = ? AND day = ? AND event = ?",
    )?;
    for code in &share.countries {
        country.execute((code, share.core, share.day.unwrap_or(UNDATED), event))?;
    }
    let Some(day) = share.day else {
        return Ok(());
    };
    let mut dyad =
        file.prepare_cached("DELETE FROM dyad WHERE a = ? AND b = ? AND day = ? AND event = ?")?;
    let mut less = file.prepare_cached(TAKE)?;
    let mut none = file.prepare_cached(DROP)?;
    for (a, b) in share.pairs() {
        dyad.execute((a, b, day, event))?;
        let key = params![
            a,
            b,
            day,
            share.event_type,
            share.claims,
            share.documents,
            share.intensity
        ];
        less.execute(key)?;
        none.execute((a, b, day, &share.event_type))?;
    }
    Ok(())
}

/// Adds an event.
pub(crate) fn give(file: &Connection, event: i64, share: &Share) -> Result<(), Error> {
    let mut country = file.prepare_cached(
        "INSERT INTO country_event (country, core, day, event) VALUES (?, ?, ?, ?)",
    )?;
    for code in &share.countries {
        country.execute((code, share.core, share.day.unwrap_or(UNDATED), event))?;
    }
    let Some(day) = share.day else {
        return Ok(());
    };
    let mut dyad =
        file.prepare_cached("INSERT INTO dyad (a, b, day, event) VALUES (?, ?, ?, ?)")?;
    let mut more = file.prepare_cached(GIVE)?;
    for (a, b) in share.pairs() {
        dyad.execute((a, b, day, event))?;
        more.execute(params![
            a,
            b,
            day,
            share.event_type,
            share.claims,
            share.documents,
            share.intensity
        ])?;
    }
    Ok(())
}

/// All of it anew, from the rows of the events.
pub fn rebuild(file: &Connection) -> Result<(), Error> {
    file.execute_batch("DELETE FROM rollup_dyad_day; DELETE FROM dyad; DELETE FROM country_event")?;
    let mut read = file.prepare(
        "SELECT id, countries, day, type, claims, documents, intensity, core FROM event ORDER BY id",
    )?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        give(file, row.get(0)?, &Share::of(row, 1)?)?;
    }
    Ok(())
}

/// How many rows of the tables of countries are not what the events say.
pub fn wrong(file: &Connection) -> Result<i64, Error> {
    let kept = "SELECT a, b, day, type, events, claims, documents, round(intensity, 3) FROM rollup_dyad_day";
    let anew = format!(
        "SELECT a, b, day, type, events, claims, documents, round(intensity, 3) FROM ({ALL})"
    );
    let query = format!(
        "SELECT (SELECT count(*) FROM ({kept} EXCEPT {anew})) + (SELECT count(*) FROM ({anew} EXCEPT {kept}))
            + (SELECT count(*) FROM country_event k WHERE NOT EXISTS (SELECT 1 FROM event e
                WHERE e.id = k.event AND instr(e.countries, k.country)))
            + (SELECT count(*) FROM dyad d WHERE NOT EXISTS (SELECT 1 FROM event e
                WHERE e.id = d.event AND e.day = d.day AND instr(e.countries, d.a) AND instr(e.countries, d.b)))
            + abs((SELECT count(*) FROM country_event)
                - (SELECT coalesce(sum(length(countries) - length(replace(countries, ' ', '')) + (countries <> '')), 0) FROM event))"
    );
    Ok(file.query_row(&query, [], |row| row.get(0))?)
}

const GIVE: &str = "
    INSERT INTO rollup_dyad_day (a, b, day, type, events, claims, documents, intensity)
    VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7)
    ON CONFLICT DO UPDATE SET events = events + 1, claims = claims + excluded.claims,
        documents = documents + excluded.documents, intensity = intensity + excluded.intensity";

const TAKE: &str = "
    UPDATE rollup_dyad_day SET events = events - 1, claims = claims - ?5, documents = documents - ?6,
        intensity = intensity - ?7
    WHERE a = ?1 AND b = ?2 AND day = ?3 AND type = ?4";

const DROP: &str = "
    DELETE FROM rollup_dyad_day WHERE a = ? AND b = ? AND day = ? AND type = ? AND events = 0";

const ALL: &str = "
    SELECT d.a AS a, d.b AS b, d.day AS day, e.type AS type, count(*) AS events,
        sum(e.claims) AS claims, sum(e.documents) AS documents, sum(e.intensity) AS intensity
    FROM dyad d JOIN event e ON e.id = d.event GROUP BY 1, 2, 3, 4";
