//! What a person should look at: pairs of events near the threshold of a merge, events whose claims are
//! joined by no more than it takes, low scores, corrections that no longer fit.

use super::Shelf;
use super::line::Line;
use crate::error::Error;
use serde::Serialize;

/// Something to look at.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Doubt {
    /// `merge` (two events that may be one), `split` (one that may be two), `score`, `correction`.
    pub kind: String,
    /// What speaks for it, in words.
    pub why: String,
    /// The events that it is about.
    pub events: Vec<Line>,
}

/// Halves of points that join two claims (`chancery::link`, `JOIN`).
const JOIN: i32 = 10;
/// Halves from which two events that stand apart are near enough to be looked at.
const NEAR: i32 = 8;
/// Score below which a claim is looked at.
const LOW: f64 = 0.6;

impl Shelf<'_> {
    /// What is to be looked at, at most `limit` of each kind: corrections first, then merges and
    /// splits by their points, then scores, the lowest first.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn doubts(&self, limit: usize) -> Result<Vec<Doubt>, Error> {
        let mut doubts = self.unsettled(limit)?;
        doubts.extend(self.pairs(MERGES, "merge", limit)?);
        doubts.extend(self.pairs(SPLITS, "split", limit)?);
        doubts.extend(self.low(limit)?);
        Ok(doubts)
    }

    fn unsettled(&self, limit: usize) -> Result<Vec<Doubt>, Error> {
        let mut read = self.ledger.connection.prepare_cached(
            "SELECT k.op, u.reason FROM unsettled u JOIN correction k ON k.id = u.correction
             ORDER BY k.id LIMIT ?",
        )?;
        let rows = read.query_map([limit as i64], |row| {
            let (op, reason): (String, String) = (row.get(0)?, row.get(1)?);
            Ok(Doubt {
                kind: "correction".to_owned(),
                why: format!("{op}: {reason}"),
                events: Vec::new(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn pairs(&self, sql: &str, kind: &str, limit: usize) -> Result<Vec<Doubt>, Error> {
        let mut read = self.ledger.connection.prepare_cached(sql)?;
        let rows = read.query_map((NEAR, JOIN, limit as i64), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
        let rows = rows.collect::<Result<Vec<(i64, i64, i32, bool)>, _>>()?;
        let mut doubts = Vec::new();
        for (a, b, halves, dated) in rows {
            let events = if a == b { vec![a] } else { vec![a, b] };
            doubts.push(Doubt {
                kind: kind.to_owned(),
                why: why(halves, dated),
                events: self.lines(&events)?,
            });
        }
        Ok(doubts)
    }

    fn low(&self, limit: usize) -> Result<Vec<Doubt>, Error> {
        let mut read = self.ledger.connection.prepare_cached(
            "SELECT id, score FROM event WHERE score < ? AND core AND coder = 'machine'
             ORDER BY score, key LIMIT ?",
        )?;
        let rows = read.query_map((LOW, limit as i64), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows = rows.collect::<Result<Vec<(i64, f64)>, _>>()?;
        let mut doubts = Vec::new();
        for (event, score) in rows {
            doubts.push(Doubt {
                kind: "score".to_owned(),
                why: format!("score {score:.2}"),
                events: self.lines(&[event])?,
            });
        }
        Ok(doubts)
    }
}

fn why(halves: i32, dated: bool) -> String {
    let points = f64::from(halves) / 2.0;
    let needed = f64::from(JOIN) / 2.0;
    match dated {
        true => format!("{points} points of {needed} that join"),
        false => format!("{points} points, {needed} join; one of them has no date"),
    }
}

/// Two events with a pair of claims near what joins, not decided by a person.
const MERGES: &str = "
    SELECT min(x.id, y.id), max(x.id, y.id), max(p.halves), max(p.dated)
    FROM pair p JOIN claim a ON a.id = p.a JOIN claim b ON b.id = p.b
        JOIN event x ON x.id = a.event JOIN event y ON y.id = b.event
    WHERE p.halves >= ?1 AND NOT p.ahead AND a.event <> b.event AND ?2 > 0
        AND NOT EXISTS (SELECT 1 FROM decided d WHERE d.a = p.a AND d.b = p.b)
    GROUP BY 1, 2 ORDER BY 3 DESC, min(x.key, y.key), max(x.key, y.key) LIMIT ?3";

/// One event of two claims that are joined by no more than it takes.
const SPLITS: &str = "
    SELECT e.id, e.id, p.halves, p.dated FROM pair p JOIN claim a ON a.id = p.a JOIN claim b ON b.id = p.b
        JOIN event e ON e.id = a.event
    WHERE p.halves = ?2 AND ?1 > 0 AND p.dated AND NOT p.ahead AND a.event = b.event AND e.claims = 2
        AND NOT EXISTS (SELECT 1 FROM decided d WHERE d.a = p.a AND d.b = p.b)
    ORDER BY e.key LIMIT ?3";
