//! Sums over events by pair of countries, day and type, kept in the transaction that changes an event.

use crate::error::Error;
use rusqlite::Connection;

/// Takes what an event gave to the sums out of them.
pub fn take(file: &Connection, event: i64) -> Result<(), Error> {
    file.prepare_cached(TAKE)?.execute([event])?;
    file.prepare_cached(DROP)?.execute([event])?;
    Ok(())
}

/// Adds an event to the sums.
pub fn give(file: &Connection, event: i64) -> Result<(), Error> {
    file.prepare_cached(GIVE)?.execute([event])?;
    Ok(())
}

/// All sums anew.
pub fn rebuild(file: &Connection) -> Result<(), Error> {
    file.execute("DELETE FROM rollup_dyad_day", [])?;
    file.execute(&format!("INSERT INTO rollup_dyad_day {ALL}"), [])?;
    Ok(())
}

/// How many rows of the sums are not what the events say.
pub fn wrong(file: &Connection) -> Result<i64, Error> {
    let kept = "SELECT a, b, day, type, events, claims, documents, round(intensity, 3) FROM rollup_dyad_day";
    let anew = format!(
        "SELECT a, b, day, type, events, claims, documents, round(intensity, 3) FROM ({ALL})"
    );
    let query = format!(
        "SELECT (SELECT count(*) FROM ({kept} EXCEPT {anew})) + (SELECT count(*) FROM ({anew} EXCEPT {kept}))"
    );
    Ok(file.query_row(&query, [], |row| row.get(0))?)
}

const GIVE: &str = "
    INSERT INTO rollup_dyad_day (a, b, day, type, events, claims, documents, intensity)
    SELECT d.a, d.b, d.day, e.type, 1, e.claims, e.documents, e.intensity
    FROM dyad d JOIN event e ON e.id = d.event WHERE d.event = ?1
    ON CONFLICT DO UPDATE SET events = events + 1, claims = claims + excluded.claims,
        documents = documents + excluded.documents, intensity = intensity + excluded.intensity";

const TAKE: &str = "
    UPDATE rollup_dyad_day SET events = events - 1, claims = rollup_dyad_day.claims - e.claims,
        documents = rollup_dyad_day.documents - e.documents,
        intensity = rollup_dyad_day.intensity - e.intensity
    FROM dyad d JOIN event e ON e.id = d.event
    WHERE d.event = ?1 AND rollup_dyad_day.a = d.a AND rollup_dyad_day.b = d.b
        AND rollup_dyad_day.day = d.day AND rollup_dyad_day.type = e.type";

const DROP: &str = "
    DELETE FROM rollup_dyad_day WHERE events = 0 AND (a, b, day) IN
        (SELECT a, b, day FROM dyad WHERE event = ?1)";

const ALL: &str = "
    SELECT d.a AS a, d.b AS b, d.day AS day, e.type AS type, count(*) AS events,
        sum(e.claims) AS claims, sum(e.documents) AS documents, sum(e.intensity) AS intensity
    FROM dyad d JOIN event e ON e.id = d.event GROUP BY 1, 2, 3, 4";
