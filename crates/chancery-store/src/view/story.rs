//! A story: the documents that report one course of happenings, and the events that they tell of.

use super::Shelf;
use super::event::source;
use super::line::Line;
use crate::error::Error;
use crate::record::Source;
use crate::stories::STORY;
use rusqlite::OptionalExtension as _;
use serde::Serialize;

/// Documents and events of a story that are listed, at most.
const LISTED: i64 = 200;

/// A story with what it holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Story {
    /// `st:` and a hash of its first document.
    pub id: String,
    /// Headline of the first of its documents that has one.
    pub title: Option<String>,
    /// First and last day of its documents.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Number of its documents.
    pub documents: u64,
    /// The newest of them, at most 200.
    pub reports: Vec<Source>,
    /// The newest events that they tell of, background apart, at most 200.
    pub events: Vec<Line>,
}

impl Shelf<'_> {
    /// The story that an id leads to: itself, or what it turned out to be part of.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn story(&mut self, id: &str) -> Result<Option<Story>, Error> {
        let Some(row) = self.story_row(id)? else {
            return Ok(None);
        };
        let file = &self.ledger.connection;
        let mut read = file.prepare_cached(HEAD)?;
        let mut story = read.query_row([row], |row| {
            let day = |at| row.get::<_, Option<i32>>(at);
            Ok(Story {
                id: row.get(0)?,
                title: row.get(1)?,
                from: day(2)?.map(super::iso_of),
                to: day(3)?.map(super::iso_of),
                documents: row.get(4)?,
                ..Story::default()
            })
        })?;
        let mut read = file.prepare_cached(REPORTS)?;
        let reports = read.query_map((row, LISTED), source)?;
        story.reports = reports.collect::<Result<_, _>>()?;
        let mut read = file.prepare_cached(EVENTS)?;
        let events = read.query_map((row, LISTED), |row| row.get(0))?;
        let events = events.collect::<Result<Vec<i64>, _>>()?;
        drop(read);
        story.events = self.lines(&events)?;
        Ok(Some(story))
    }

    /// The row of the story that an id leads to.
    pub(super) fn story_row(&self, id: &str) -> Result<Option<i64>, Error> {
        let mut read = self.ledger.connection.prepare_cached(STORY)?;
        Ok(read.query_row([id], |row| row.get(0)).optional()?)
    }
}

const HEAD: &str = "
    SELECT s.key,
        (SELECT title FROM document WHERE story = ?1 AND status = 'read' AND title IS NOT NULL ORDER BY id LIMIT 1),
        min(d.day), max(d.day), count(d.id)
    FROM story s LEFT JOIN document d ON d.story = s.id AND d.status = 'read' WHERE s.id = ?1";

/// As events cite a document.
const REPORTS: &str = "
    SELECT NULL, NULL, NULL, NULL, d.key, d.given, d.url, d.outlet, d.title, d.language, d.day,
        d.day_method, (SELECT s.key FROM story s WHERE s.id = d.story)
    FROM document d WHERE d.story = ?1 AND d.status = 'read'
    ORDER BY d.day DESC, d.key LIMIT ?2";

const EVENTS: &str = "
    SELECT e.id FROM event e WHERE e.core AND e.id IN (
        SELECT c.event FROM document d JOIN claim c ON c.id BETWEEN d.first_claim AND d.first_claim + d.claims - 1
        WHERE d.story = ?1)
    ORDER BY e.day DESC, e.key LIMIT ?2";
