//! What corrections change, made anew: the claims of a document as they stand after the log.
//!
//! The unit is the document, since the place of a meeting may hang on a visit beside it. Claims keep
//! their rows; keys, pairs and ties go and are found again.

use super::amend::amend;
use super::{Correction, Op, holding};
use crate::error::Error;
use crate::intern::{coding, dated, spot};
use crate::link::{Cards, Fresh, cards_of, cluster_again, refresh, settle, short};
use crate::pack::{Dictionaries, Packer};
use chancery::actors::ActorLexicon;
use chancery::link::keys::kept;
use chancery::reading::{ClaimRecord, Reading};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A claim of a document in the file.
struct Row {
    claim: i64,
    seq: usize,
    anchor: i64,
}

/// Applies the log to these documents, and links their claims again. `reading` gives the Reading of a
/// document as the machine made it.
pub(crate) fn again(
    file: &Connection,
    (names, dictionaries): (&ActorLexicon, &Dictionaries),
    documents: &BTreeSet<i64>,
    version: i64,
    reading: &mut dyn FnMut(i64) -> Result<Reading, Error>,
) -> Result<(), Error> {
    let mut fresh = Vec::new();
    let mut packer = Packer::new(dictionaries)?;
    let mut before = Cards::new(dictionaries)?;
    // Claims that stood beside the corrected ones.
    let mut neighbours = BTreeSet::new();
    for &document in documents {
        if !is_read(file, document)? {
            continue;
        }
        let rows = rows(file, document)?;
        let mut reading = reading(document)?;
        let corrections = apply(file, &rows, &mut reading)?;
        let cards = cards_of(names, &reading, &key(file, document)?);
        for row in rows {
            let (Some(claim), Some(card)) = (reading.claims.get(row.seq), cards.get(row.seq))
            else {
                return Err(Error::broken(
                    "a claim is not in the Reading of its document",
                ));
            };
            let card = card.clone();
            let review = review(&corrections, row.anchor);
            neighbours.extend(unlink(file, row.claim, &mut before)?);
            update(file, row.claim, claim, review)?;
            if review != Review::Rejected {
                let claim = row.claim;
                fresh.push(Fresh {
                    claim,
                    document,
                    card: Arc::new(card),
                    own: None,
                });
            }
        }
        let pack = packer.cards(&cards)?;
        file.prepare_cached("UPDATE cards SET pack = ?2 WHERE document = ?1")?
            .execute((document, pack))?;
        decide(file, &corrections)?;
    }
    let mut cards = Cards::new(dictionaries)?;
    settle(file, fresh, &mut cards, version)?;
    cluster_again(file, &neighbours, &mut cards, version)
}

/// Takes the claims of a document out of all events, and its words out of the search; the document
/// stays, with what was read of it.
pub(crate) fn withdraw(
    file: &Connection,
    (document, words): (i64, &str),
    version: i64,
    cards: &mut Cards,
) -> Result<(), Error> {
    let mut neighbours = BTreeSet::new();
    let mut events = BTreeSet::new();
    let mut leave =
        file.prepare_cached("UPDATE claim_row SET event = NULL WHERE id = ?1 RETURNING id")?;
    let mut event = file.prepare_cached("SELECT event FROM claim_row WHERE id = ?1")?;
    let rows = rows(file, document)?;
    for row in &rows {
        neighbours.extend(unlink(file, row.claim, cards)?);
        events.extend(event.query_row([row.claim], |row| row.get::<_, Option<i64>>(0))?);
        leave.query_row([row.claim], |_| Ok(()))?;
    }
    for row in &rows {
        neighbours.remove(&row.claim);
    }
    file.execute(
        "UPDATE document SET status = 'withdrawn' WHERE id = ?",
        [document],
    )?;
    file.execute(
        "INSERT INTO fts (fts, rowid, words) VALUES ('delete', ?, ?)",
        params![document, words],
    )?;
    cluster_again(file, &neighbours, cards, version)?;
    refresh(file, &events, cards, version)
}

/// The Reading of a document as it stands after the log.
pub(crate) fn amended(
    file: &Connection,
    document: i64,
    mut reading: Reading,
) -> Result<Reading, Error> {
    apply(file, &rows(file, document)?, &mut reading)?;
    Ok(reading)
}

/// Puts into the claims of a Reading what holds of the log; answers that.
fn apply(file: &Connection, rows: &[Row], reading: &mut Reading) -> Result<Vec<Correction>, Error> {
    let anchors: BTreeSet<i64> = rows.iter().map(|row| row.anchor).collect();
    let corrections = holding(file, &anchors)?;
    for row in rows {
        if let Some(claim) = reading.claims.get_mut(row.seq) {
            of(&corrections, row.anchor).for_each(|line| amend(claim, line));
        }
    }
    Ok(corrections)
}

/// How far people looked at a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Review {
    Machine = 0,
    Human = 1,
    Rejected = 2,
}

fn is_read(file: &Connection, document: i64) -> Result<bool, Error> {
    let mut read = file.prepare_cached("SELECT status = 'read' FROM document WHERE id = ?")?;
    Ok(read.query_row([document], |row| row.get(0))?)
}

fn key(file: &Connection, document: i64) -> Result<String, Error> {
    let mut read = file.prepare_cached("SELECT key FROM document WHERE id = ?")?;
    Ok(read.query_row([document], |row| row.get(0))?)
}

fn rows(file: &Connection, document: i64) -> Result<Vec<Row>, Error> {
    let mut read = file.prepare_cached(
        "SELECT c.id, c.seq, c.anchor FROM document d
             JOIN claim_row c ON c.id BETWEEN d.first_claim AND d.first_claim + d.claims - 1
             WHERE d.id = ? ORDER BY c.id",
    )?;
    let rows = read.query_map([document], |row| {
        Ok(Row {
            claim: row.get(0)?,
            seq: row.get(1)?,
            anchor: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn of(corrections: &[Correction], anchor: i64) -> impl Iterator<Item = &Correction> {
    let about = move |line: &&Correction| line.target.claims.contains(&anchor);
    corrections.iter().filter(about)
}

fn review(corrections: &[Correction], anchor: i64) -> Review {
    let last = of(corrections, anchor).last();
    match last.map(|line| line.op) {
        None => Review::Machine,
        Some(Op::Reject) => Review::Rejected,
        Some(_) => Review::Human,
    }
}

/// Takes a claim out of the net of the linker; answers its neighbours, who may now stand otherwise.
fn unlink(file: &Connection, claim: i64, cards: &mut Cards) -> Result<BTreeSet<i64>, Error> {
    let mut near = file.prepare_cached(
        "SELECT id FROM claim_row WHERE event = (SELECT event FROM claim_row WHERE id = ?1) AND id <> ?1",
    )?;
    let near: BTreeSet<i64> = near
        .query_map([claim], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    // The keys of a claim follow from its card: an index of them by claim would cost every document.
    let mut drop =
        file.prepare_cached("DELETE FROM block WHERE key = ?1 AND day_from = ?2 AND claim = ?3")?;
    for key in kept(cards.get(file, claim)?) {
        drop.execute((short(key.hash), key.days.first.0, claim))?;
    }
    for sql in [
        "DELETE FROM pair WHERE a = ?1 OR b = ?1",
        "DELETE FROM tie WHERE a = ?1 OR b = ?1",
        "DELETE FROM decided WHERE a = ?1 OR b = ?1",
    ] {
        file.prepare_cached(sql)?.execute([claim])?;
    }
    Ok(near)
}

fn update(file: &Connection, row: i64, claim: &ClaimRecord, review: Review) -> Result<(), Error> {
    let place = claim.place.as_ref();
    let place = place.map(|place| spot(file, place)).transpose()?;
    let date = dated(claim.time.as_ref().map(|time| &time.day));
    file.prepare_cached(UPDATE)?.execute(params![
        row,
        coding(file, claim)?,
        claim.core,
        date.edtf,
        date.day,
        date.from,
        date.to,
        place,
        review as i64,
    ])?;
    if review == Review::Rejected {
        let mut event = file.prepare_cached("UPDATE claim_row SET event = NULL WHERE id = ?")?;
        event.execute([row])?;
    }
    Ok(())
}

/// Writes what merges and splits say of pairs of claims that are in the file.
fn decide(file: &Connection, corrections: &[Correction]) -> Result<(), Error> {
    for line in corrections {
        let one = line.op == Op::Merge;
        if !one && line.op != Op::Split {
            continue;
        }
        let rows = claims_at(file, &line.target.claims)?;
        let rest = match one {
            true => rows.clone(),
            false => claims_at(file, &line.target.rest)?,
        };
        let pairs: BTreeMap<(i64, i64), ()> = rows
            .iter()
            .flat_map(|&a| rest.iter().map(move |&b| (a.min(b), a.max(b))))
            .filter(|(a, b)| a != b)
            .map(|pair| (pair, ()))
            .collect();
        let mut write = file.prepare_cached(
            "INSERT OR REPLACE INTO decided (a, b, one, correction) VALUES (?, ?, ?, ?)",
        )?;
        for (a, b) in pairs.into_keys() {
            write.execute(params![a, b, one, line.id])?;
        }
    }
    Ok(())
}

/// Rows of the claims with these anchors that were not rejected, in every copy of their texts that was
/// not withdrawn.
pub(crate) fn claims_at(file: &Connection, anchors: &[i64]) -> Result<Vec<i64>, Error> {
    let mut read = file.prepare_cached(
        "SELECT c.id FROM claim_row c JOIN document d ON d.id = c.document
             WHERE c.anchor & 65535 = ?1 & 65535 AND c.anchor = ?1 AND c.review <> 2 AND d.status = 'read' ORDER BY c.id",
    )?;
    let mut rows = Vec::new();
    for anchor in anchors {
        for row in read.query_map([anchor], |row| row.get(0))? {
            rows.push(row?);
        }
    }
    Ok(rows)
}

const UPDATE: &str = "
    UPDATE claim_row SET coding = ?2, core = ?3, edtf = ?4, day = ?5, day_from = ?6, day_to = ?7, spot = ?8,
        review = ?9 WHERE id = ?1";
