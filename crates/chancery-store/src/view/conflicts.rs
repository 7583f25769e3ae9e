//! Where documents disagree: events with a slot that their documents fill differently, each value with
//! the documents that have it. Nothing is decided here.

use super::Shelf;
use super::line::Line;
use super::show::{Cell, Verdict, grid};
use crate::error::Error;
use crate::record::Source;
use serde::Serialize;
use std::collections::BTreeMap;

/// An event on which documents disagree in one slot.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Disagreement {
    /// `date`, `place`, `status` or `count`.
    pub slot: String,
    /// What each document has, silent ones left out.
    pub values: Vec<Value>,
    /// The event.
    pub event: Line,
}

/// One value of a slot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Value {
    /// The value.
    pub value: String,
    /// Documents that have it, with the words.
    pub documents: Vec<Holder>,
}

/// A document with its words for a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// The document.
    #[serde(flatten)]
    pub source: Source,
    /// The words that the value stands on; absent where there are none of its own.
    pub words: Option<String>,
}

impl Shelf<'_> {
    /// The disagreements in these slots (all without), by day, the newest first; at most `limit` events
    /// are looked at.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn disagreements(
        &mut self,
        slots: &[String],
        limit: usize,
    ) -> Result<Vec<Disagreement>, Error> {
        let mut read = self.ledger.connection.prepare_cached(
            "SELECT id FROM event WHERE disputed ORDER BY day IS NULL, day DESC, key LIMIT ?",
        )?;
        let rows = read.query_map([limit as i64], |row| row.get(0))?;
        let rows = rows.collect::<Result<Vec<i64>, _>>()?;
        let mut found = Vec::new();
        for row in rows {
            let Some(event) = self.event(row)? else {
                continue;
            };
            let told = self.told(row)?;
            let sources: BTreeMap<&str, &Source> = told
                .iter()
                .map(|one| (one.telling.document.id.as_str(), &one.telling.document))
                .collect();
            let Some(line) = self.lines(&[row])?.pop() else {
                continue;
            };
            for slot in grid(&event, &told) {
                let differs = slot
                    .cells
                    .iter()
                    .any(|cell| cell.verdict == Verdict::Differs);
                if differs && (slots.is_empty() || slots.contains(&slot.slot)) {
                    found.push(Disagreement {
                        values: values(&slot.cells, &sources),
                        slot: slot.slot,
                        event: line.clone(),
                    });
                }
            }
        }
        Ok(found)
    }
}

/// The values with their documents, those of most documents first.
fn values(cells: &[Cell], sources: &BTreeMap<&str, &Source>) -> Vec<Value> {
    let mut values: BTreeMap<&str, Vec<Holder>> = BTreeMap::new();
    for cell in cells {
        let (Some(value), Some(source)) = (&cell.value, sources.get(cell.document.as_str())) else {
            continue;
        };
        values.entry(value).or_default().push(Holder {
            source: (*source).clone(),
            words: cell.words.clone(),
        });
    }
    let mut values: Vec<Value> = values
        .into_iter()
        .map(|(value, documents)| Value {
            value: value.to_owned(),
            documents,
        })
        .collect();
    values.sort_by_key(|one| usize::MAX - one.documents.len());
    values
}
