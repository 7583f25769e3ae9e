//! Which countries have to do with which: edges by distinct events, from the sums by pair and day.

use super::Shelf;
use super::dyad::mean;
use crate::error::Error;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use serde::Serialize;

/// What is asked of the network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edges {
    /// First day.
    pub since: Option<i32>,
    /// Last day.
    pub until: Option<i32>,
    /// PLOVER types, any of them; all without.
    pub types: Vec<String>,
    /// Most edges.
    pub top: usize,
}

/// Two countries and what is between them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Edge {
    /// The lesser code.
    pub a: String,
    /// The greater code.
    pub b: String,
    /// Distinct events.
    pub events: u64,
    /// Claims that tell them.
    pub claims: u64,
    /// Documents that tell them, by event.
    pub documents: u64,
    /// Mean PLOVER score of the events, -10 to 10.
    pub intensity: Option<f64>,
}

impl Shelf<'_> {
    /// The edges with the most events first, of equals by code.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn network(&self, asked: &Edges) -> Result<Vec<Edge>, Error> {
        let mut tests = Vec::new();
        let mut values: Vec<Value> = Vec::new();
        for (day, test) in [(asked.since, "day >= ?"), (asked.until, "day <= ?")] {
            if let Some(day) = day {
                tests.push(test.to_owned());
                values.push(Value::from(i64::from(day)));
            }
        }
        if !asked.types.is_empty() {
            tests.push(format!(
                "type IN ({})",
                vec!["?"; asked.types.len()].join(", ")
            ));
            values.extend(asked.types.iter().cloned().map(Value::from));
        }
        let all = match tests.is_empty() {
            true => String::new(),
            false => format!("WHERE {}", tests.join(" AND ")),
        };
        let sql = format!(
            "SELECT a, b, sum(events), sum(claims), sum(documents), sum(intensity)
             FROM rollup_dyad_day {all} GROUP BY a, b ORDER BY 3 DESC, a, b LIMIT {}",
            asked.top
        );
        let mut read = self.ledger.connection.prepare_cached(&sql)?;
        let rows = read.query_map(params_from_iter(values), |row| {
            let events = row.get(2)?;
            Ok(Edge {
                a: row.get(0)?,
                b: row.get(1)?,
                events,
                claims: row.get(3)?,
                documents: row.get(4)?,
                intensity: mean(row.get(5)?, events),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
