//! Two sides over time: countries from the sums that are kept by pair and day, others from their events.
//!
//! Sums of countries count every event of both with a day, whatever its status; events, claims and
//! documents stand side by side, for one happening that a hundred outlets tell is one event.

use super::bearers::list;
use super::find::is_code;
use super::line::Line;
use super::period::By;
use super::{Shelf, iso_of};
use crate::error::Error;
use chancery::actors::ActorLexicon;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, params_from_iter};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is asked of two sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Between {
    /// Codes or names of countries, names or ids of other actors.
    pub sides: [String; 2],
    /// Length of a period.
    pub by: By,
    /// PLOVER types, any of them; all without.
    pub types: Vec<String>,
    /// First day.
    pub since: Option<i32>,
    /// Last day.
    pub until: Option<i32>,
    /// Most events that are listed.
    pub limit: usize,
}

/// Two sides over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Dyad {
    /// The sides: codes of countries, else names.
    pub sides: [String; 2],
    /// Length of a period.
    pub by: By,
    /// Every period from the first day to the last, empty ones too.
    pub periods: Vec<Period>,
    /// All of them together.
    pub total: Sums,
    /// The events, the newest first.
    pub events: Vec<Line>,
}

/// One period.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Period {
    /// `2026-01-02`, `2026-W01`, `2026-01` or `2026`.
    pub period: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// What is in it.
    #[serde(flatten)]
    pub sums: Sums,
}

/// What is counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sums {
    /// Distinct events.
    pub events: u64,
    /// Claims that tell them.
    pub claims: u64,
    /// Documents that tell them, by event.
    pub documents: u64,
    /// Mean PLOVER score of the events, -10 to 10; absent without any.
    pub intensity: Option<f64>,
    /// Events by type.
    pub types: BTreeMap<String, u64>,
}

/// A sum of one day and type.
struct Row {
    day: i32,
    event_type: String,
    events: u64,
    claims: u64,
    documents: u64,
    intensity: f64,
}

/// One of the sides.
enum Side {
    Country(String),
    Actors(String, Vec<i64>),
}

impl Shelf<'_> {
    /// Two sides over time. A side that nobody in the Ledger bears gives no periods.
    ///
    /// # Errors
    ///
    /// One side twice; a file that cannot be read.
    pub fn dyad(&self, names: &ActorLexicon, asked: &Between) -> Result<Dyad, Error> {
        let [one, other] = [&asked.sides[0], &asked.sides[1]].map(|name| self.side(names, name));
        let (one, other) = (one?, other?);
        let sides = [name_of(&one), name_of(&other)];
        if sides[0] == sides[1] {
            return Err(Error::refused(format!(
                "`{}` and `{}` are one side, expected two",
                asked.sides[0], asked.sides[1]
            )));
        }
        let (rows, listed) = match (&one, &other) {
            (Side::Country(a), Side::Country(b)) => {
                let pair = if a <= b { (a, b) } else { (b, a) };
                (self.kept_sums(pair, asked)?, self.kept_events(pair, asked)?)
            }
            _ => self.common(&one, &other, asked)?,
        };
        let mut events = self.lines(&listed)?;
        // Rows of one day stand in the order of arrival, which must not show.
        events.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.id.cmp(&b.id)));
        Ok(Dyad {
            sides,
            by: asked.by,
            total: sums(&rows),
            periods: periods(&rows, asked),
            events,
        })
    }

    fn side(&self, names: &ActorLexicon, name: &str) -> Result<Side, Error> {
        if is_code(name) {
            return Ok(Side::Country(name.to_owned()));
        }
        let bearers = self.bearers(names, name)?;
        let state = bearers.iter().find(|one| one.kind == "state");
        if let Some(code) = state.and_then(|one| one.country.clone()) {
            return Ok(Side::Country(code));
        }
        let shown = bearers
            .first()
            .map_or_else(|| name.to_owned(), |one| one.name.clone());
        let rows = bearers.into_iter().flat_map(|one| one.rows).collect();
        Ok(Side::Actors(shown, rows))
    }

    fn kept_sums(&self, (a, b): (&String, &String), asked: &Between) -> Result<Vec<Row>, Error> {
        let (sql, values) = sums_sql((a, b), asked);
        let mut read = self.ledger.connection.prepare_cached(&sql)?;
        let rows = read.query_map(params_from_iter(values), row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn kept_events(&self, (a, b): (&String, &String), asked: &Between) -> Result<Vec<i64>, Error> {
        let (sql, values) = events_sql((a, b), asked);
        let mut read = self.ledger.connection.prepare_cached(&sql)?;
        let rows = read.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Events in which both take part, with their sums.
    fn common(
        &self,
        one: &Side,
        other: &Side,
        asked: &Between,
    ) -> Result<(Vec<Row>, Vec<i64>), Error> {
        let of = |side: &Side| {
            let actors = match side {
                Side::Country(code) => format!(
                    "SELECT id FROM actor WHERE country = '{}'",
                    code.replace('\'', "''")
                ),
                Side::Actors(_, rows) => list(rows),
            };
            format!("e.id IN ({})", super::actor::events(&actors))
        };
        let mut test = format!(
            "{} AND {} AND e.core AND e.day BETWEEN ? AND ?",
            of(one),
            of(other)
        );
        let mut values = days(asked);
        if !asked.types.is_empty() {
            test.push_str(&format!(" AND e.type IN ({})", marks(asked.types.len())));
            values.extend(asked.types.iter().cloned().map(Value::from));
        }
        let file = &self.ledger.connection;
        let sql = format!(
            "SELECT e.day, e.type, 1, e.claims, e.documents, e.intensity, e.id FROM event e
             WHERE {test} ORDER BY e.day, e.key"
        );
        let mut read = file.prepare(&sql)?;
        let both = |of: &rusqlite::Row<'_>| Ok((row(of)?, of.get::<_, i64>(6)?));
        let found = read.query_map(params_from_iter(values), both)?;
        let found = found.collect::<Result<Vec<(Row, i64)>, _>>()?;
        let (rows, mut events): (Vec<Row>, Vec<i64>) = found.into_iter().unzip();
        events.reverse();
        events.truncate(asked.limit);
        Ok((rows, events))
    }

    /// True where some document names the country or an event is of it.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn knows_country(&self, code: &str) -> Result<bool, Error> {
        let mut read = self
            .ledger
            .connection
            .prepare_cached("SELECT 1 FROM actor WHERE country = ? LIMIT 1")?;
        Ok(read.query_row([code], |_| Ok(())).optional()?.is_some())
    }
}

/// The sums of a pair, and the values of the query.
pub(super) fn sums_sql(pair: (&String, &String), asked: &Between) -> (String, Vec<Value>) {
    let (test, values) = ranged("", pair, asked);
    let sql = format!(
        "SELECT day, type, events, claims, documents, intensity FROM rollup_dyad_day
         WHERE a = ? AND b = ? AND day BETWEEN ? AND ?{test} ORDER BY day, type"
    );
    (sql, values)
}

/// The newest events of a pair, and the values of the query: without a type the key of the table has
/// the order, and no more are read than are wanted.
pub(super) fn events_sql(pair: (&String, &String), asked: &Between) -> (String, Vec<Value>) {
    let (test, values) = ranged("e.", pair, asked);
    let from = match asked.types.is_empty() {
        true => "dyad d",
        false => "dyad d JOIN event e ON e.id = d.event",
    };
    let sql = format!(
        "SELECT d.event FROM {from} WHERE d.a = ? AND d.b = ? AND d.day BETWEEN ? AND ?{test}
         ORDER BY d.day DESC, d.event DESC LIMIT {}",
        asked.limit
    );
    (sql, values)
}

/// Test of the types, and the values of the whole query.
fn ranged(table: &str, (a, b): (&String, &String), asked: &Between) -> (String, Vec<Value>) {
    let mut values = vec![Value::from(a.clone()), Value::from(b.clone())];
    values.extend(days(asked));
    if asked.types.is_empty() {
        return (String::new(), values);
    }
    values.extend(asked.types.iter().cloned().map(Value::from));
    let test = format!(" AND {table}type IN ({})", marks(asked.types.len()));
    (test, values)
}

fn days(asked: &Between) -> Vec<Value> {
    let days = [
        asked.since.unwrap_or(i32::MIN),
        asked.until.unwrap_or(i32::MAX),
    ];
    days.map(|day| Value::from(i64::from(day))).to_vec()
}

fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        day: row.get(0)?,
        event_type: row.get(1)?,
        events: row.get(2)?,
        claims: row.get(3)?,
        documents: row.get(4)?,
        intensity: row.get(5)?,
    })
}

fn name_of(side: &Side) -> String {
    match side {
        Side::Country(name) | Side::Actors(name, _) => name.clone(),
    }
}

fn sums(rows: &[Row]) -> Sums {
    let mut sums = Sums::default();
    let mut intensity = 0.0;
    for row in rows {
        sums.events += row.events;
        sums.claims += row.claims;
        sums.documents += row.documents;
        intensity += row.intensity;
        *sums.types.entry(row.event_type.clone()).or_default() += row.events;
    }
    sums.intensity = mean(intensity, sums.events);
    sums
}

/// To a thousandth; absent without events.
pub(super) fn mean(sum: f64, count: u64) -> Option<f64> {
    (count > 0).then(|| (sum / count as f64 * 1000.0).round() / 1000.0)
}

/// Periods from the first day that was asked for, or that there is, to the last.
fn periods(rows: &[Row], asked: &Between) -> Vec<Period> {
    let first = asked.since.or(rows.first().map(|row| row.day));
    let last = asked.until.or(rows.last().map(|row| row.day));
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let mut periods = Vec::new();
    let mut rest = rows;
    let mut start = asked.by.start(first);
    while start <= last && !rows.is_empty() {
        let next = asked.by.next(start);
        let (inside, after) = rest.split_at(rest.partition_point(|row| row.day < next));
        periods.push(Period {
            period: asked.by.name(start),
            from: iso_of(start),
            to: iso_of(next - 1),
            sums: sums(inside),
        });
        (rest, start) = (after, next);
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::number;

    #[test]
    fn empty_periods_are_there() {
        let row = |day: &str, intensity| Row {
            day: number(day).expect("a day"),
            event_type: "CONSULT".to_owned(),
            events: 2,
            claims: 3,
            documents: 2,
            intensity,
        };
        let rows = [
            row("2025-11-30", 8.0),
            row("2026-01-01", 4.0),
            row("2026-01-31", 6.0),
        ];
        let found = periods(&rows, &Between::default());
        let told: Vec<(&str, u64, Option<f64>)> = found
            .iter()
            .map(|one| (one.period.as_str(), one.sums.events, one.sums.intensity))
            .collect();
        assert_eq!(
            told,
            [
                ("2025-11", 2, Some(4.0)),
                ("2025-12", 0, None),
                ("2026-01", 4, Some(2.5))
            ]
        );
        assert_eq!(found[1].to, "2025-12-31");
        assert!(periods(&[], &Between::default()).is_empty());
    }
}
