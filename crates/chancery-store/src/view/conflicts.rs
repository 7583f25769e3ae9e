//! Where documents disagree: events with a slot that their documents fill differently, each value with
//! the documents that have it. Nothing is decided here.

use super::Shelf;
use super::event::Told;
use super::line::Line;
use crate::error::Error;
use crate::record::Source;
use chancery::reading::ClaimRecord;
use serde::Serialize;
use std::collections::BTreeMap;

/// An event on which documents disagree in one slot.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Disagreement {
    /// `date`, `place`, `participants`, `quantity`, `status` or `attribution`.
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
            let Some(line) = self.lines(&[row])?.pop() else {
                continue;
            };
            for one in event.conflicts {
                if slots.is_empty() || slots.contains(&one.slot) {
                    let speaks = |told: &&Told| one.claims.contains(&told.telling.claim.id);
                    found.push(Disagreement {
                        values: values(&one.slot, told.iter().filter(speaks)),
                        slot: one.slot,
                        event: line.clone(),
                    });
                }
            }
        }
        Ok(found)
    }
}

/// The values with their documents, those of most documents first.
fn values<'t>(slot: &str, told: impl Iterator<Item = &'t Told>) -> Vec<Value> {
    let mut values: BTreeMap<String, Vec<Holder>> = BTreeMap::new();
    for one in told {
        let (value, words) = said(slot, &one.telling.claim);
        values.entry(value).or_default().push(Holder {
            source: one.telling.document.clone(),
            words,
        });
    }
    let mut values: Vec<Value> = values
        .into_iter()
        .map(|(value, documents)| Value { value, documents })
        .collect();
    values.sort_by_key(|one| usize::MAX - one.documents.len());
    values
}

/// What a claim says in a slot, and the words.
fn said(slot: &str, claim: &ClaimRecord) -> (String, Option<String>) {
    let (value, words) = match slot {
        "date" => claim.time.as_ref().map_or((None, None), |time| {
            (
                time.day.edtf.clone(),
                time.words.as_ref().map(|w| w.text.clone()),
            )
        }),
        "place" => claim.place.as_ref().map_or((None, None), |place| {
            (Some(place.name.clone()), Some(place.words.text.clone()))
        }),
        "participants" => (
            Some(joined(claim.participants.iter().map(|p| p.name.clone()))),
            None,
        ),
        "quantity" => {
            let counts = claim
                .counts
                .iter()
                .map(|c| format!("{} {}", c.value, c.what));
            (Some(joined(counts)), None)
        }
        "attribution" => {
            let sources = claim.attribution.iter().map(|s| s.name.clone());
            (
                Some(format!("{} ({})", joined(sources), claim.status)),
                None,
            )
        }
        _ => (Some(claim.status.clone()), Some(claim.trigger.text.clone())),
    };
    (value.unwrap_or_default(), words)
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
