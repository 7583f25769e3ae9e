//! Everything kept of an actor: offices over time, events, words, with whom.

use super::bearers::{Bearer, list};
use super::line::Line;
use super::quotes::{Kinds, Quotes, Said};
use super::{Shelf, iso_of};
use crate::error::Error;
use serde::Serialize;
use std::collections::BTreeMap;

/// An actor with what is kept of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Dossier {
    /// Who.
    #[serde(flatten)]
    pub bearer: Bearer,
    /// First and last day of the documents that name them.
    pub days: Option<(String, String)>,
    /// Offices, by their first day.
    pub offices: Vec<Tenure>,
    /// How many events of each type, background apart.
    pub types: BTreeMap<String, u64>,
    /// Meetings, calls and visits, the newest first.
    pub meetings: Vec<Line>,
    /// Other events, the newest first.
    pub events: Vec<Line>,
    /// What they said, the newest first.
    pub quotes: Vec<Said>,
    /// How many quotes there are.
    pub said: u64,
    /// With whom they take part in events, the most first.
    pub with: Vec<Counterpart>,
}

/// An office as the documents tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tenure {
    /// Title.
    pub title: String,
    /// Organisation.
    pub organisation: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// `current`, `former`, `then`, `late`, `acting` or `designate`.
    pub tense: String,
    /// First day on which a document says so.
    pub from: Option<String>,
    /// Last day on which a document says so.
    pub to: Option<String>,
    /// Ids of the documents, sorted.
    pub documents: Vec<String>,
}

/// Somebody who takes part in the same events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counterpart {
    /// Id of the actor.
    pub id: String,
    /// Name.
    pub name: String,
    /// Country code.
    pub country: Option<String>,
    /// Distinct events.
    pub events: u64,
    /// Day of the last of them.
    pub last: Option<String>,
}

/// Counterparts that are shown.
const WITH: usize = 60;

impl Shelf<'_> {
    /// What is kept of a bearer; `limit` bounds each list of events and quotes.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn dossier(&mut self, bearer: Bearer, limit: usize) -> Result<Dossier, Error> {
        let rows = list(&bearer.rows);
        let quotes = Quotes {
            kinds: Kinds::All,
            limit,
            ..Quotes::default()
        };
        let (quotes, said) = self.quotes_of(Some(&bearer.rows), &quotes)?;
        Ok(Dossier {
            days: self.days(&rows)?,
            offices: self.offices(&rows)?,
            types: self.types(&rows)?,
            meetings: self.events_of(&rows, "e.type = 'CONSULT'", limit)?,
            events: self.events_of(&rows, "e.type <> 'CONSULT'", limit)?,
            with: self.with(&rows)?,
            quotes,
            said,
            bearer,
        })
    }

    fn days(&self, actors: &str) -> Result<Option<(String, String)>, Error> {
        let sql = format!(
            "SELECT min(d.day), max(d.day) FROM mention m JOIN document d ON d.id = m.document
             WHERE m.actor IN ({actors})"
        );
        let days = self.ledger.connection.query_row(&sql, [], |row| {
            Ok((row.get::<_, Option<i32>>(0)?, row.get::<_, Option<i32>>(1)?))
        })?;
        Ok(days
            .0
            .zip(days.1)
            .map(|(first, last)| (iso_of(first), iso_of(last))))
    }

    fn offices(&self, actors: &str) -> Result<Vec<Tenure>, Error> {
        let sql = offices_sql(actors);
        let mut read = self.ledger.connection.prepare(&sql)?;
        let mut rows = read.query([])?;
        let mut tenures: Vec<Tenure> = Vec::new();
        while let Some(row) = rows.next()? {
            let day = row.get::<_, Option<i32>>(4)?.map(iso_of);
            let one = Tenure {
                title: row.get(0)?,
                organisation: row.get(1)?,
                country: row.get(2)?,
                tense: row.get(3)?,
                from: day.clone(),
                to: day,
                documents: vec![row.get(5)?],
            };
            match tenures.iter_mut().find(|old| old.is(&one)) {
                Some(old) => old.take(one),
                None => tenures.push(one),
            }
        }
        tenures.sort_by(|a, b| {
            let undated = |one: &Tenure| (one.from.is_none(), one.from.clone());
            undated(a)
                .cmp(&undated(b))
                .then_with(|| a.title.cmp(&b.title))
        });
        Ok(tenures)
    }

    /// Distinct events by type, found by the claims of the actor.
    fn types(&self, actors: &str) -> Result<BTreeMap<String, u64>, Error> {
        let sql = format!(
            "SELECT e.type, count(*) FROM event e WHERE e.id IN ({}) AND e.core GROUP BY 1",
            events(actors)
        );
        let mut read = self.ledger.connection.prepare(&sql)?;
        let rows = read.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn events_of(&self, actors: &str, test: &str, limit: usize) -> Result<Vec<Line>, Error> {
        let sql = events_sql(actors, test, limit);
        let mut read = self.ledger.connection.prepare(&sql)?;
        let rows = read.query_map([], |row| row.get(0))?;
        let rows = rows.collect::<Result<Vec<i64>, _>>()?;
        self.lines(&rows)
    }

    fn with(&self, actors: &str) -> Result<Vec<Counterpart>, Error> {
        let sql = with_sql(actors);
        let mut read = self.ledger.connection.prepare(&sql)?;
        let rows = read.query_map([], |row| {
            Ok(Counterpart {
                id: row.get(0)?,
                name: row.get(1)?,
                country: row.get(2)?,
                events: row.get(3)?,
                last: row.get::<_, Option<i32>>(4)?.map(iso_of),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tenure {
    /// The same office: title and tense, and nothing that differs where both tell it.
    fn is(&self, other: &Tenure) -> bool {
        let fits = |a: &Option<String>, b: &Option<String>| match (a, b) {
            (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
            _ => true,
        };
        self.title.eq_ignore_ascii_case(&other.title)
            && self.tense == other.tense
            && fits(&self.organisation, &other.organisation)
            && fits(&self.country, &other.country)
    }

    /// Another document says so too.
    fn take(&mut self, other: Tenure) {
        self.country = self.country.take().or(other.country);
        self.from = self.from.iter().chain(&other.from).min().cloned();
        self.to = self.to.iter().chain(&other.to).max().cloned();
        self.documents.extend(other.documents);
        self.documents.sort();
        self.documents.dedup();
    }
}

/// The events that rows of actors take part in.
pub(super) fn events(actors: &str) -> String {
    format!(
        "SELECT c.event FROM participant p JOIN claim c ON c.id = p.claim WHERE p.actor IN ({actors})"
    )
}

/// The newest events of actors that pass a test.
pub(super) fn events_sql(actors: &str, test: &str, limit: usize) -> String {
    format!(
        "SELECT e.id FROM event e WHERE e.id IN ({}) AND e.core AND {test}
         ORDER BY e.day IS NULL, e.day DESC, e.key LIMIT {limit}",
        events(actors)
    )
}

/// The offices of actors, those told most fully first.
pub(super) fn offices_sql(actors: &str) -> String {
    format!(
        "SELECT r.title, r.organisation, r.country, r.tense, r.day, d.key
         FROM role_held r JOIN document d ON d.id = r.document
         WHERE r.holder IN ({actors}) AND d.status = 'read'
         ORDER BY r.organisation IS NULL, r.country IS NULL, r.day IS NULL, r.day, d.key, r.seq"
    )
}

/// Who takes part in the events of actors.
pub(super) fn with_sql(actors: &str) -> String {
    format!(
        "SELECT a.key, a.name, a.country, count(DISTINCT c.event), max(e.day)
         FROM event e JOIN claim c ON c.event = e.id JOIN participant p ON p.claim = c.id
             JOIN actor a ON a.id = p.actor
         WHERE e.id IN ({}) AND e.core AND a.id NOT IN ({actors})
         GROUP BY a.id ORDER BY 4 DESC, 1 LIMIT {WITH}",
        events(actors)
    )
}
