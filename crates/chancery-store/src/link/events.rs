//! Events made anew from their claims: the row, the countries that take part, the sums.

use super::{Cards, sums};
use crate::error::Error;
use chancery::link::{Page, Told, conflicts, count_origins, credibility, event_id, speakers};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params};
use std::collections::BTreeSet;

/// A claim of an event with what its row says beside the card.
struct Member {
    claim: i64,
    document: i64,
    page: Page,
    score: f64,
}

/// Makes the rows of these events anew; one that has no claim any more goes.
pub fn refresh(
    file: &Connection,
    events: &BTreeSet<i64>,
    cards: &mut Cards,
    version: i64,
) -> Result<(), Error> {
    for &event in events {
        sums::take(file, event)?;
        let before = row(file, event)?;
        let first = clear(file, event)?;
        let members = members(file, event, cards)?;
        if members.is_empty() {
            leave(file, event, cards, version)?;
            continue;
        }
        write(
            file,
            event,
            &members,
            cards,
            (first.unwrap_or(version), version),
        )?;
        sums::give(file, event)?;
        if let Some((old, columns)) = before {
            let after = row(file, event)?.map(|(_, columns)| columns);
            if after == Some(columns) && !moved(file, event, version)? {
                let mut keep = file.prepare_cached("UPDATE event SET version = ? WHERE id = ?")?;
                keep.execute([old, event])?;
            }
        }
    }
    Ok(())
}

/// The version of an event, and all else that its row says; what is made anew and comes out equal
/// has not changed.
fn row(file: &Connection, event: i64) -> Result<Option<(i64, Vec<Value>)>, Error> {
    let mut read = file.prepare_cached("SELECT version, * FROM event WHERE id = ?")?;
    let columns = read.column_count();
    let mut rows = read.query([event])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    // The last column is the version itself.
    let values = (1..columns - 1).map(|column| row.get(column));
    let values = values.collect::<Result<_, _>>()?;
    Ok(Some((row.get(0)?, values)))
}

/// True where a claim came to the event in this version.
fn moved(file: &Connection, event: i64, version: i64) -> Result<bool, Error> {
    let mut read = file.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM claim c JOIN link l ON l.claim = c.id
         WHERE c.event = ? AND l.version = ?)",
    )?;
    Ok(read.query_row([event, version], |row| row.get(0))?)
}

/// Takes the row of an event out, and says at which version it was first there.
fn clear(file: &Connection, event: i64) -> Result<Option<i64>, Error> {
    file.prepare_cached("DELETE FROM dyad WHERE event = ?")?
        .execute([event])?;
    let mut rows = file.prepare_cached("DELETE FROM event WHERE id = ? RETURNING first_version")?;
    let mut rows = rows.query([event])?;
    match rows.next()? {
        Some(row) => Ok(Some(row.get(0)?)),
        None => Ok(None),
    }
}

/// The claims of an event in the order of their cards.
fn members(file: &Connection, event: i64, cards: &mut Cards) -> Result<Vec<Member>, Error> {
    let mut read = file.prepare_cached(MEMBERS)?;
    let mut rows = read.query([event])?;
    let mut members = Vec::new();
    while let Some(row) = rows.next()? {
        members.push(member(row)?);
    }
    for member in &members {
        cards.get(file, member.claim)?;
    }
    members.sort_by(|a, b| {
        cards.known[&a.claim]
            .key()
            .cmp(&cards.known[&b.claim].key())
    });
    Ok(members)
}

fn member(row: &Row<'_>) -> Result<Member, Error> {
    let page: Vec<u8> = row.get(2)?;
    Ok(Member {
        claim: row.get(0)?,
        document: row.get(1)?,
        page: super::page_from(&page)?,
        score: row.get(3)?,
    })
}

fn write(
    file: &Connection,
    event: i64,
    members: &[Member],
    cards: &Cards,
    (first, version): (i64, i64),
) -> Result<(), Error> {
    let told: Vec<Told<'_>> = members
        .iter()
        .map(|member| (&cards.known[&member.claim], &member.page))
        .collect();
    let Some(by) = speakers(&told) else {
        return Ok(());
    };
    let claim = |at: usize| members[at].claim;
    let score = members
        .iter()
        .map(|member| member.score)
        .fold(1.0, f64::min);
    let documents: BTreeSet<i64> = members.iter().map(|member| member.document).collect();
    let outlets: BTreeSet<(Option<&str>, i64)> = members
        .iter()
        .map(|member| match &member.page.outlet {
            Some(outlet) => (Some(outlet.as_str()), 0),
            None => (None, member.document),
        })
        .collect();
    file.prepare_cached(WRITE)?.execute(params![
        event,
        event_id(told[by.founder].0),
        claim(by.lead),
        claim(by.newest),
        by.finest.map(claim),
        by.placed.map(claim),
        told.iter().any(|(card, _)| card.core),
        members.len(),
        documents.len(),
        outlets.len(),
        count_origins(&told),
        credibility(&told),
        !conflicts(&told).is_empty(),
        score,
        first,
        version,
    ])?;
    let key = event_id(told[by.founder].0);
    file.prepare_cached("DELETE FROM gone WHERE key = ?")?
        .execute([key])?;
    dyads(file, event, &told)
}

/// Every pair of countries that take part in an event with a day.
fn dyads(file: &Connection, event: i64, told: &[Told<'_>]) -> Result<(), Error> {
    let mut read = file.prepare_cached("SELECT day FROM event WHERE id = ?")?;
    let Some(day) = read.query_row([event], |row| row.get::<_, Option<i64>>(0))? else {
        return Ok(());
    };
    let parties = told.iter().flat_map(|(card, _)| &card.parties);
    let countries: BTreeSet<&str> = parties
        .filter_map(|party| party.country.as_deref())
        .collect();
    let mut put = file.prepare_cached("INSERT INTO dyad (a, b, day, event) VALUES (?, ?, ?, ?)")?;
    for (at, a) in countries.iter().enumerate() {
        for b in countries.iter().skip(at + 1) {
            put.execute(params![a, b, day, event])?;
        }
    }
    Ok(())
}

/// Keeps the id of an event that is none any more, for whoever has it.
fn leave(file: &Connection, event: i64, cards: &mut Cards, version: i64) -> Result<(), Error> {
    let key = event_id(cards.get(file, event)?);
    file.prepare_cached("INSERT OR REPLACE INTO gone (key, claim, version) VALUES (?, ?, ?)")?
        .execute(params![key, event, version])?;
    Ok(())
}

const MEMBERS: &str = "
    SELECT claim.id, claim.document, document.page, claim.score
    FROM claim JOIN document ON document.id = claim.document WHERE claim.event = ?";

/// Type, codes and sides of the claim that tells most, status of the newest, date of the finest,
/// place of the first with the finest one.
const WRITE: &str = "
    INSERT INTO event (
        id, key, type, mode, kind, cameo, quad, intensity, status, certainty, core, source, target,
        edtf, day, day_from, day_to,
        place, country, latitude, longitude, place_precision,
        claims, documents, outlets, origins, credibility, disputed, coder, score, first_version, version)
    SELECT ?1, ?2, l.type, l.mode, l.kind, l.cameo, l.quad, l.intensity, n.status, n.certainty, ?7,
        l.source, l.target, f.edtf, f.day, f.day_from, f.day_to,
        p.place, p.country, p.latitude, p.longitude, p.place_precision,
        ?8, ?9, ?10, ?11, ?12, ?13,
        iif(EXISTS (SELECT 1 FROM claim WHERE event = ?1 AND review = 1), 'human', 'machine'), ?14, ?15, ?16
    FROM claim l JOIN claim n ON n.id = ?4
        LEFT JOIN claim f ON f.id = ?5 LEFT JOIN claim p ON p.id = ?6
    WHERE l.id = ?3";
