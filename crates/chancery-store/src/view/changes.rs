//! What changed between two versions of the Ledger, event by event.

use super::Shelf;
use crate::error::Error;
use crate::intern::claim_key;
use serde::Serialize;

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// It was not there before.
    Added,
    /// Its claims or what they say of it changed.
    Changed,
    /// Its claims belong to another event now.
    Merged,
    /// No claim of it is left: they were rejected.
    Removed,
}

/// An event that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// What became of it.
    pub became: Became,
    /// Its id.
    pub event: String,
    /// Of a merged one, the event that holds its claims.
    pub into: Option<String>,
    /// Version at which that was so.
    pub version: i64,
}

impl Shelf<'_> {
    /// Number of the newest version; 0 of an empty Ledger.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn version(&self) -> Result<i64, Error> {
        let newest = "SELECT coalesce(max(number), 0) FROM version";
        let file = &self.ledger.connection;
        Ok(file.query_row(newest, [], |row| row.get(0))?)
    }

    /// Events that changed after one version and not after another, by version and id. An event that
    /// changed more than once stands at the last time.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn changes(&self, after: i64, until: i64) -> Result<Vec<Turn>, Error> {
        let mut read = self.ledger.connection.prepare_cached(CHANGES)?;
        let rows = read.query_map((after, until), |row| {
            let (first, into): (Option<i64>, Option<String>) = (row.get(2)?, row.get(3)?);
            let became = match (first, &into) {
                (Some(first), _) if first > after => Became::Added,
                (Some(_), _) => Became::Changed,
                (None, Some(_)) => Became::Merged,
                (None, None) => Became::Removed,
            };
            Ok(Turn {
                became,
                event: row.get(0)?,
                into,
                version: row.get(1)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Rows of the events that changed after a version, in the order of exports.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn changed_since(&self, version: i64) -> Result<Vec<i64>, Error> {
        let mut read = self.ledger.connection.prepare_cached(
            "SELECT id FROM event WHERE version > ? ORDER BY day IS NULL, day, key",
        )?;
        let rows = read.query_map([version], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Anchors of the claims of an event (`ev:`), or of a claim (`c:`).
    ///
    /// # Errors
    ///
    /// No such id.
    pub fn anchors(&self, id: &str) -> Result<Vec<i64>, Error> {
        let file = &self.ledger.connection;
        let (sql, value): (&str, rusqlite::types::Value) = match self.event_row(id)? {
            Some(row) => (
                "SELECT anchor FROM claim WHERE event = ? ORDER BY id",
                row.into(),
            ),
            None => (
                "SELECT anchor FROM claim_row WHERE key & 65535 = ?1 & 65535 AND key = ?1 ORDER BY id",
                claim_key(id),
            ),
        };
        let mut read = file.prepare_cached(sql)?;
        let rows = read.query_map([value], |row| row.get(0))?;
        let anchors: Vec<i64> = rows.collect::<Result<_, _>>()?;
        match anchors.is_empty() {
            true => Err(Error::refused(format!(
                "no event or claim `{id}` in the Ledger"
            ))),
            false => Ok(anchors),
        }
    }
}

const CHANGES: &str = "
    SELECT key, version, first_version, NULL FROM event WHERE version > ?1 AND version <= ?2
    UNION ALL
    SELECT g.key, g.version, NULL, e.key FROM gone g JOIN claim c ON c.id = g.claim
        LEFT JOIN event e ON e.id = c.event WHERE g.version > ?1 AND g.version <= ?2
    ORDER BY 2, 1";
