//! What lies ahead: plans with their dates as they were said, who announced them first, and what came
//! of them.
//!
//! All as the documents up to a day tell it, so that the agenda of a day stays as it is: a plan whose
//! day is past is held, called off, or overdue, where no document yet tells of an outcome.

use super::event::Told;
use super::line::Line;
use super::{Shelf, iso_of};
use crate::error::Error;
use crate::record::Event;
use rusqlite::OptionalExtension as _;
use serde::Serialize;

/// Which plans are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    /// The day from which it is looked at.
    pub as_of: i32,
    /// First day of what is planned.
    pub since: Option<i32>,
    /// Last day of what is planned.
    pub until: Option<i32>,
    /// First day on which plans without a date were announced; none of them without.
    pub undated_since: Option<i32>,
}

/// Something planned.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Plan {
    /// What has become of it.
    pub state: State,
    /// The event.
    #[serde(flatten)]
    pub event: Event,
    /// The words of the report for the date of the event.
    pub said: Option<String>,
    /// Who announced it first.
    pub announced: Announcement,
    /// The dates that it was given, the oldest document first; one where it never changed.
    pub versions: Vec<Version>,
    /// What fulfils or cancels it.
    pub outcome: Option<Outcome>,
}

/// What has become of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Its day is past and no document tells of an outcome.
    Overdue,
    /// It lies ahead.
    #[default]
    Ahead,
    /// No day is known.
    Undated,
    /// A document tells that it took place.
    Held,
    /// A document tells that it will not take place.
    CalledOff,
}

/// Who made a plan known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Announcement {
    /// Id of the document.
    pub document: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its day.
    pub day: Option<String>,
    /// Who said so in it, innermost first; empty where the outlet itself does.
    pub sources: Vec<String>,
}

/// A date that a plan was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Date, EDTF; absent where none was said.
    pub edtf: Option<String>,
    /// The words.
    pub said: Option<String>,
    /// Id of the first document that says so.
    pub document: String,
    /// Its day.
    pub day: Option<String>,
}

/// What came of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Outcome {
    /// `fulfils` or `cancels`.
    pub kind: String,
    /// Day of the first document that tells it.
    pub told: Option<String>,
    /// The event.
    pub event: Line,
}

impl Shelf<'_> {
    /// The plans, by state and day: overdue ones first, then what lies ahead, then what has no date,
    /// then what is settled.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn agenda(&mut self, asked: Ahead) -> Result<Vec<Plan>, Error> {
        let mut plans = Vec::new();
        for row in self.planned(asked)? {
            plans.extend(self.plan(row, asked)?);
        }
        let day = |plan: &Plan| {
            let time = plan.event.time.as_ref();
            let day = time.and_then(|t| {
                t.best
                    .clone()
                    .or_else(|| t.earliest.clone())
                    .or_else(|| t.latest.clone())
            });
            (day.is_none(), day, plan.event.id.clone())
        };
        plans.sort_by_key(|plan| (plan.state, day(plan)));
        Ok(plans)
    }

    /// Events that are, or were, no more than planned, found by the index of statuses.
    fn planned(&self, asked: Ahead) -> Result<Vec<i64>, Error> {
        let mut read = self.ledger.connection.prepare_cached(PLANNED)?;
        let since = asked.since.unwrap_or(i32::MIN);
        let until = asked.until.unwrap_or(i32::MAX);
        let rows = read.query_map((since, until, asked.undated_since.is_some()), |row| {
            row.get(0)
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn plan(&mut self, row: i64, asked: Ahead) -> Result<Option<Plan>, Error> {
        let Some(event) = self.event_as_of(row, asked.as_of)? else {
            return Ok(None);
        };
        let mut told = self.told(row)?;
        told.retain(|one| one.day().is_none_or(|day| day <= asked.as_of));
        told.sort_by_key(|one| (one.day().is_none(), one.day()));
        let plans: Vec<&Told> = told
            .iter()
            .filter(|one| is_plan(&one.telling.claim.status))
            .collect();
        let Some(first) = plans.first() else {
            return Ok(None);
        };
        let outcome = self.outcome(row, asked.as_of)?;
        let state = state(&event, outcome.as_ref(), asked.as_of);
        if state == State::Undated && first.day() < asked.undated_since {
            return Ok(None);
        }
        let versions = versions(&plans);
        Ok(Some(Plan {
            state,
            announced: announcement(first),
            said: versions.iter().rev().find_map(|one| one.said.clone()),
            versions,
            outcome,
            event,
        }))
    }

    /// What fulfils or cancels a plan by the documents up to a day.
    fn outcome(&self, plan: i64, as_of: i32) -> Result<Option<Outcome>, Error> {
        let mut read = self.ledger.connection.prepare_cached(OUTCOME)?;
        let found = read.query_row((plan, as_of), |row| {
            Ok((
                row.get(0)?,
                row.get::<_, Option<i32>>(1)?,
                row.get::<_, i64>(2)?,
            ))
        });
        let Some((kind, told, event)) = found.optional()? else {
            return Ok(None);
        };
        let line = self.lines(&[event])?.pop();
        Ok(line.map(|event| Outcome {
            kind,
            told: told.map(iso_of),
            event,
        }))
    }
}

/// True for what is said to lie ahead.
pub(super) fn is_plan(status: &str) -> bool {
    matches!(status, "planned" | "possible" | "conditional")
}

fn state(event: &Event, outcome: Option<&Outcome>, as_of: i32) -> State {
    match outcome.map(|outcome| outcome.kind.as_str()) {
        Some("fulfils") => return State::Held,
        Some(_) => return State::CalledOff,
        None => {}
    }
    if !is_plan(&event.status) {
        return State::CalledOff;
    }
    let last = event
        .time
        .as_ref()
        .and_then(|time| time.latest.as_ref().or(time.best.as_ref()));
    let first = event.time.as_ref().and_then(|time| time.earliest.as_ref());
    match (last.and_then(|day| crate::day::number(day)), first) {
        (Some(last), _) if last < as_of => State::Overdue,
        (None, None) => State::Undated,
        _ => State::Ahead,
    }
}

fn announcement(first: &Told) -> Announcement {
    let source = &first.telling.document;
    let chain = first.telling.claim.attribution.iter();
    Announcement {
        document: source.id.clone(),
        outlet: source.outlet.clone(),
        day: source.published.clone(),
        sources: chain.map(|one| one.name.clone()).collect(),
    }
}

/// The dates in the order in which they were given, each once.
fn versions(plans: &[&Told]) -> Vec<Version> {
    let mut versions: Vec<Version> = Vec::new();
    for told in plans {
        let time = told.telling.claim.time.as_ref();
        let version = Version {
            edtf: time.and_then(|time| time.day.edtf.clone()),
            said: time.and_then(|time| Some(time.words.as_ref()?.text.clone())),
            document: told.telling.document.id.clone(),
            day: told.telling.document.published.clone(),
        };
        let silent = version.edtf.is_none() && plans.len() > 1;
        if !silent && versions.iter().all(|old| old.edtf != version.edtf) {
            versions.push(version);
        }
    }
    versions
}

const PLANNED: &str = "
    SELECT id FROM event WHERE status IN ('planned', 'possible', 'conditional', 'did_not_happen')
        AND happened = 0 AND core
        AND (day BETWEEN ?1 AND ?2 OR day IS NULL AND (
            day_from IS NULL AND day_to IS NULL AND ?3
            OR (day_from IS NOT NULL OR day_to IS NOT NULL)
                AND coalesce(day_to, ?1) >= ?1 AND coalesce(day_from, ?2) <= ?2))";

const OUTCOME: &str = "
    SELECT t.kind, d.day, o.event FROM claim c JOIN tie t ON t.b = c.id JOIN claim o ON o.id = t.a
        JOIN document d ON d.id = o.document
    WHERE c.event = ?1 AND t.kind IN ('fulfils', 'cancels') AND o.event IS NOT NULL
        AND (d.day IS NULL OR d.day <= ?2)
    ORDER BY d.day IS NULL, d.day DESC, t.kind DESC, o.key LIMIT 1";
