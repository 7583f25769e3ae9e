//! Events made anew from their claims: the row, the countries that take part, the sums.

use super::sums::{self, Share};
use super::{Cards, Fresh, Own};
use crate::error::Error;
use crate::intern::{coding_of, event_key, score, score_of};
use chancery::link::{Page, Told, conflicts, count_origins, credibility, event_id, speakers};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A claim of an event with what its row says beside the card.
struct Member {
    claim: i64,
    document: i64,
    page: Arc<Page>,
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
        let before = row(file, event)?;
        if let Some(before) = &before {
            clear(file, event, before)?;
        }
        let members = members(file, event, cards)?;
        if members.is_empty() {
            // A claim that was joined to others as it came never was an event.
            if before.is_some() {
                leave(file, event, cards, version)?;
            }
            continue;
        }
        let first = before.as_ref().map_or(version, |before| before.first);
        let told: Vec<Told<'_>> = members
            .iter()
            .map(|member| (&*cards.known[&member.claim], &*member.page))
            .collect();
        if let Some(key) = write(file, event, &members, &told, (first, version))? {
            file.prepare_cached("DELETE FROM gone WHERE key = ?")?
                .execute([key])?;
        }
        if let Some(before) = before {
            let after = row(file, event)?;
            let equal = after.is_some_and(|after| after.columns == before.columns);
            if equal && !moved(file, event, version)? {
                let mut keep =
                    file.prepare_cached("UPDATE event_row SET version = ? WHERE id = ?")?;
                keep.execute([before.version, event])?;
            }
        }
    }
    Ok(())
}

/// Makes the event of a new claim that stands alone.
pub fn found(file: &Connection, fresh: &Fresh, own: &Own, version: i64) -> Result<(), Error> {
    let member = Member {
        claim: fresh.claim,
        document: fresh.document,
        page: own.page.clone(),
        score: own.score,
    };
    let told = [(&*fresh.card, &*own.page)];
    write(file, fresh.claim, &[member], &told, (version, version)).map(drop)
}

/// The row of an event as it stands.
struct Before {
    /// At which version it was first there, and at which it last changed.
    first: i64,
    version: i64,
    share: Share,
    /// All else that the row says; what is made anew and comes out equal has not changed.
    columns: Vec<Value>,
}

fn row(file: &Connection, event: i64) -> Result<Option<Before>, Error> {
    let mut read = file.prepare_cached(
        "SELECT r.first_version, r.version, r.countries, r.day, k.type, r.claims, r.documents, k.intensity, r.core, r.*
         FROM event_row r JOIN coding k ON k.id = r.coding WHERE r.id = ?",
    )?;
    let columns = read.column_count();
    let version = read
        .column_names()
        .into_iter()
        .rposition(|name| name == "version");
    let mut rows = read.query([event])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let values = (9..columns).filter(|&column| Some(column) != version);
    let values = values.map(|column| row.get(column));
    Ok(Some(Before {
        first: row.get(0)?,
        version: row.get(1)?,
        share: Share::of(row, 2)?,
        columns: values.collect::<Result<_, _>>()?,
    }))
}

/// True where a claim came to the event in this version.
fn moved(file: &Connection, event: i64, version: i64) -> Result<bool, Error> {
    let mut read = file.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM claim_row c JOIN document d ON d.id = c.document
         WHERE c.event = ?1 AND (d.version = ?2
             OR EXISTS (SELECT 1 FROM link_row l WHERE l.claim = c.id AND l.version = ?2)))",
    )?;
    Ok(read.query_row([event, version], |row| row.get(0))?)
}

/// Takes the row of an event out, with all that hangs on it.
fn clear(file: &Connection, event: i64, before: &Before) -> Result<(), Error> {
    sums::take(file, event, &before.share)?;
    file.prepare_cached("DELETE FROM event_row WHERE id = ?")?
        .execute([event])?;
    Ok(())
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
        page: Arc::new(super::page_from(&page)?),
        score: score_of(&row.get(3)?),
    })
}

/// Writes the row of an event from what its claims tell; answers its id.
fn write(
    file: &Connection,
    event: i64,
    members: &[Member],
    told: &[Told<'_>],
    (first, version): (i64, i64),
) -> Result<Option<String>, Error> {
    let Some(by) = speakers(told) else {
        return Ok(None);
    };
    let claim = |at: usize| members[at].claim;
    let least = members
        .iter()
        .map(|member| member.score)
        .fold(1.0, f64::min);
    let documents: BTreeSet<i64> = members.iter().map(|member| member.document).collect();
    let key = event_id(told[by.founder].0);
    let coding = coded(file, claim(by.lead), claim(by.newest))?;
    let slots = (claim(by.lead), by.finest.map(claim), by.placed.map(claim));
    let slots = Slots::of(file, event, slots, coding)?;
    let share = Share {
        countries: countries(told).into_iter().map(str::to_owned).collect(),
        day: slots.day,
        event_type: slots.event_type,
        claims: members.len() as i64,
        documents: documents.len() as i64,
        intensity: slots.intensity,
        core: told.iter().any(|(card, _)| card.core),
    };
    file.prepare_cached(WRITE)?.execute(params![
        event,
        event_key(&key),
        coding,
        share.core,
        told[by.newest].0.status == HAPPENED,
        slots.source,
        slots.target,
        slots.edtf,
        slots.day,
        slots.day_from,
        slots.day_to,
        slots.spot,
        share.claims,
        share.documents,
        count_outlets(members),
        count_origins(told),
        credibility(told),
        !conflicts(told).is_empty(),
        slots.human,
        score(least),
        share.countries.join(" "),
        first,
        version,
    ])?;
    sums::give(file, event, &share)?;
    Ok(Some(key))
}

/// Who published the documents; each without an outlet counts.
fn count_outlets(members: &[Member]) -> usize {
    let outlets = members.iter().map(|member| match &member.page.outlet {
        Some(outlet) => (Some(outlet.as_str()), 0),
        None => (None, member.document),
    });
    outlets.collect::<BTreeSet<_>>().len()
}

/// The status of what took place.
const HAPPENED: &str = "happened";

/// What an event takes from the rows of its claims.
struct Slots {
    source: Option<i64>,
    target: Option<i64>,
    edtf: Value,
    day: Option<i64>,
    day_from: Option<i64>,
    day_to: Option<i64>,
    spot: Option<i64>,
    /// A person looked at one of the claims.
    human: bool,
    event_type: String,
    intensity: f64,
}

impl Slots {
    /// From the claim that tells most, that of the finest date and that of the first finest place.
    fn of(
        file: &Connection,
        event: i64,
        (lead, finest, placed): (i64, Option<i64>, Option<i64>),
        coding: i64,
    ) -> Result<Slots, Error> {
        let mut read = file.prepare_cached(SLOTS)?;
        let slots = read.query_row(params![lead, finest, placed, event, coding], |row| {
            Ok(Slots {
                source: row.get(0)?,
                target: row.get(1)?,
                edtf: row.get(2)?,
                day: row.get(3)?,
                day_from: row.get(4)?,
                day_to: row.get(5)?,
                spot: row.get(6)?,
                human: row.get(7)?,
                event_type: row.get(8)?,
                intensity: row.get(9)?,
            })
        });
        Ok(slots?)
    }
}

/// The codes of the claim that tells most with the status of the newest.
fn coded(file: &Connection, lead: i64, newest: i64) -> Result<i64, Error> {
    let mut read = file.prepare_cached("SELECT coding FROM claim_row WHERE id = ?")?;
    let mut of = |claim: i64| read.query_row([claim], |row| row.get(0));
    let codes = of(lead)?;
    match lead == newest {
        true => Ok(codes),
        false => coding_of(file, codes, of(newest)?),
    }
}

/// The countries that take part by any of the claims, by code.
pub(crate) fn countries<'t>(told: &[Told<'t>]) -> Vec<&'t str> {
    let parties = told.iter().flat_map(|(card, _)| &card.parties);
    let countries: BTreeSet<&str> = parties
        .filter_map(|party| party.country.as_deref())
        .collect();
    countries.into_iter().collect()
}

/// Keeps the id of an event that is none any more, for whoever has it.
fn leave(file: &Connection, event: i64, cards: &mut Cards, version: i64) -> Result<(), Error> {
    let key = event_id(cards.get(file, event)?);
    file.prepare_cached("INSERT OR REPLACE INTO gone (key, claim, version) VALUES (?, ?, ?)")?
        .execute(params![key, event, version])?;
    Ok(())
}

const MEMBERS: &str = "
    SELECT c.id, c.document, d.page, c.score
    FROM claim_row c JOIN document d ON d.id = c.document WHERE c.event = ?";

const SLOTS: &str = "
    SELECT l.source, l.target, f.edtf, f.day, f.day_from, f.day_to, p.spot,
        EXISTS (SELECT 1 FROM claim_row WHERE event = ?4 AND review = 1), k.type, k.intensity
    FROM claim_row l JOIN coding k ON k.id = ?5
        LEFT JOIN claim_row f ON f.id = ?2 LEFT JOIN claim_row p ON p.id = ?3
    WHERE l.id = ?1";

/// Read and written apart: where one statement does both, SQLite copies every page that it changes first.
const WRITE: &str = "
    INSERT INTO event_row (
        id, key, coding, core, happened, source, target, edtf, day, day_from, day_to, spot, claims, documents,
        outlets, origins, credibility, disputed, human, score, countries, first_version, version)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
