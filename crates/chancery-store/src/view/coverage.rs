//! What a Ledger holds: documents by outlet, month and language, and how much was read in them.

use super::{Shelf, iso_of};
use crate::error::Error;
use serde::Serialize;

/// What a Ledger holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Number of the newest version.
    pub version: i64,
    /// Documents.
    pub documents: u64,
    /// Of which nothing was read.
    pub failed: u64,
    /// In whose place a later version or another day stands, or that their publishers took back.
    pub withdrawn: u64,
    /// Without a day.
    pub undated: u64,
    /// First and last day of a document.
    pub days: Option<(String, String)>,
    /// Claims.
    pub claims: u64,
    /// Events.
    pub events: u64,
    /// Actors.
    pub actors: u64,
    /// Documents by outlet, the most first; the empty name for those without.
    pub outlets: Vec<Held>,
    /// Documents by language, the most first.
    pub languages: Vec<Held>,
    /// Documents by month, the oldest first; the empty name for those without a day.
    pub months: Vec<Held>,
}

/// Documents under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Held {
    /// Outlet, language or month.
    pub name: String,
    /// Documents.
    pub documents: u64,
    /// First day.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
}

impl Shelf<'_> {
    /// What the Ledger holds.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn coverage(&self) -> Result<Coverage, Error> {
        let file = &self.ledger.connection;
        let one = |sql: &str| file.query_row(sql, [], |row| row.get::<_, u64>(0));
        let days = file.query_row("SELECT min(day), max(day) FROM document", [], |row| {
            Ok((row.get::<_, Option<i32>>(0)?, row.get::<_, Option<i32>>(1)?))
        })?;
        Ok(Coverage {
            version: file.query_row("SELECT coalesce(max(number), 0) FROM version", [], |row| {
                row.get(0)
            })?,
            documents: one("SELECT count(*) FROM document")?,
            failed: one("SELECT count(*) FROM document WHERE status = 'failed'")?,
            withdrawn: one("SELECT count(*) FROM document WHERE status = 'withdrawn'")?,
            undated: one("SELECT count(*) FROM document WHERE day IS NULL")?,
            days: days
                .0
                .zip(days.1)
                .map(|(first, last)| (iso_of(first), iso_of(last))),
            claims: one("SELECT count(*) FROM claim")?,
            events: one("SELECT count(*) FROM event")?,
            actors: one("SELECT count(*) FROM actor")?,
            outlets: self.held("coalesce(outlet, '')", "2 DESC, 1")?,
            languages: self.held("language", "2 DESC, 1")?,
            months: self.held(
                "coalesce(strftime('%Y-%m', day * 86400, 'unixepoch'), '')",
                "1 = '', 1",
            )?,
        })
    }

    fn held(&self, name: &str, order: &str) -> Result<Vec<Held>, Error> {
        let sql = format!(
            "SELECT {name}, count(*), min(day), max(day) FROM document GROUP BY 1 ORDER BY {order}"
        );
        let mut read = self.ledger.connection.prepare_cached(&sql)?;
        let rows = read.query_map([], |row| {
            Ok(Held {
                name: row.get(0)?,
                documents: row.get(1)?,
                first: row.get::<_, Option<i32>>(2)?.map(iso_of),
                last: row.get::<_, Option<i32>>(3)?.map(iso_of),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
