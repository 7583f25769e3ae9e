//! What people say of the record: an append-only log, replayed over what the machine read.
//!
//! A correction names claims by anchors (hash of the text, and the trigger in it), so it holds for
//! every copy of the text and after a new reading with a better engine; one whose claims are no
//! longer read is kept as unsettled, never dropped. Nothing is edited in place: what a correction
//! changes is made anew from the Reading and the whole log ([`apply`]). Only redaction takes words
//! out of the file ([`redact`]).

mod amend;
mod apply;
mod redact;

pub(crate) use amend::value_of;
pub use amend::{SLOTS, check};
pub(crate) use apply::{again, amended, withdraw};
pub use redact::Redacted;
pub(crate) use redact::redact;

use crate::error::Error;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// A slot of the claims has another value.
    Set,
    /// The claims tell of one event.
    Merge,
    /// The claims tell of another event than the rest.
    Split,
    /// The claims are read wrongly.
    Reject,
    /// The claims are read rightly.
    Confirm,
    /// An earlier correction no longer holds.
    Restore,
    /// Words are taken out.
    Redact,
}

impl Op {
    /// As the log writes it.
    pub fn name(self) -> &'static str {
        match self {
            Op::Set => "set",
            Op::Merge => "merge",
            Op::Split => "split",
            Op::Reject => "reject",
            Op::Confirm => "confirm",
            Op::Restore => "restore",
            Op::Redact => "redact",
        }
    }
}

/// What a correction is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Anchors of the claims.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<i64>,
    /// Of a split, anchors of the claims that stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rest: Vec<i64>,
    /// Keys of the documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// Of a restoring, the correction that no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<i64>,
    /// Of a redaction, the hash of what was taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Number in the log; 0 before it is written.
    #[serde(default)]
    pub id: i64,
    /// Version that it made; 0 before it is written.
    #[serde(default)]
    pub version: i64,
    /// What is done.
    pub op: Op,
    /// To what.
    pub target: Target,
    /// Slot that is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<String>,
    /// Hash of the value that it had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_hash: Option<String>,
    /// Value that it gets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Why.
    pub why: String,
    /// Who says so.
    pub who: String,
    /// Instant in seconds UTC, as the command gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<i64>,
}

/// Writes a line of the log, and for which anchors it speaks.
pub(crate) fn append(file: &Connection, correction: &Correction) -> Result<i64, Error> {
    let target = serde_json::to_string(&correction.target).expect("a target is plain data");
    file.prepare_cached(
        "INSERT INTO correction (version, op, target, slot, old_hash, value, why, who, made)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        correction.version,
        correction.op.name(),
        target,
        correction.slot,
        correction.old_hash,
        correction.value,
        correction.why,
        correction.who,
        correction.made,
    ])?;
    let id = file.last_insert_rowid();
    let mut tie = file.prepare_cached(
        "INSERT OR IGNORE INTO correction_claim (anchor, correction) VALUES (?, ?)",
    )?;
    for anchor in correction
        .target
        .claims
        .iter()
        .chain(&correction.target.rest)
    {
        tie.execute([*anchor, id])?;
    }
    Ok(id)
}

/// The log, oldest first, from a number on.
///
/// # Errors
///
/// Where the file cannot be read.
pub fn log(file: &Connection, since: i64) -> Result<Vec<Correction>, Error> {
    let mut read = file.prepare_cached(
        "SELECT id, version, op, target, slot, old_hash, value, why, who, made FROM correction
         WHERE id >= ? ORDER BY id",
    )?;
    let mut rows = read.query([since])?;
    let mut log = Vec::new();
    while let Some(row) = rows.next()? {
        log.push(line(row)?);
    }
    Ok(log)
}

/// A line of the log by its number.
///
/// # Errors
///
/// No such number; a file that cannot be read.
pub fn entry(file: &Connection, id: i64) -> Result<Correction, Error> {
    let found = log(file, id)?
        .into_iter()
        .next()
        .filter(|line| line.id == id);
    found.ok_or_else(|| Error::refused(format!("no correction {id} in the log")))
}

fn line(row: &rusqlite::Row<'_>) -> Result<Correction, Error> {
    let odd = || Error::broken("a correction cannot be read");
    let (op, target): (String, String) = (row.get(2)?, row.get(3)?);
    Ok(Correction {
        id: row.get(0)?,
        version: row.get(1)?,
        op: serde_json::from_value(op.into()).map_err(|_| odd())?,
        target: serde_json::from_str(&target).map_err(|_| odd())?,
        slot: row.get(4)?,
        old_hash: row.get(5)?,
        value: row.get(6)?,
        why: row.get(7)?,
        who: row.get(8)?,
        made: row.get(9)?,
    })
}

/// Corrections that hold and speak for any of these anchors, in order.
pub(crate) fn holding(
    file: &Connection,
    anchors: &BTreeSet<i64>,
) -> Result<Vec<Correction>, Error> {
    let mut found: BTreeSet<i64> = BTreeSet::new();
    let mut read = file.prepare_cached(
        "SELECT correction FROM correction_claim WHERE anchor = ?1 AND correction NOT IN
         (SELECT json_extract(target, '$.correction') FROM correction WHERE op = 'restore')",
    )?;
    for anchor in anchors {
        let rows = read.query_map([anchor], |row| row.get(0))?;
        for id in rows {
            found.insert(id?);
        }
    }
    found.into_iter().map(|id| entry(file, id)).collect()
}
