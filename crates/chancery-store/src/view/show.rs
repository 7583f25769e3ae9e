//! One event with all that it stands on, or one document: where its documents agree, what came of a
//! plan, how it came to be as it is.

use super::Shelf;
use super::event::{Told, source};
use super::line::Line;
use crate::error::Error;
use crate::intern::claim_key;
use crate::record::{Event, Source, When};
use chancery::link::{EdgeRecord, Party, event_id};
use chancery::reading::{ClaimRecord, Reading};
use rusqlite::OptionalExtension as _;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An event with everything that it stands on.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Account {
    /// The event.
    #[serde(flatten)]
    pub event: Event,
    /// Slots by documents.
    pub grid: Vec<Slot>,
    /// Links that other events have to this one: `fulfils` from an outcome to this plan, `part_of`.
    pub linked: Vec<EdgeRecord>,
    /// The other events of all links, and those that may be the same.
    pub others: Vec<Line>,
    /// What happened to it, the oldest first.
    pub history: Vec<Change>,
}

/// A slot of an event as its documents tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Slot {
    /// `who`, `date`, `place`, `status` or `count`.
    pub slot: String,
    /// What the event has.
    pub value: String,
    /// What each document has, in the order of their ids.
    pub cells: Vec<Cell>,
}

/// A slot in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Id of the document.
    pub document: String,
    /// How it stands to the event.
    pub verdict: Verdict,
    /// Value in the document; absent where it is silent.
    pub value: Option<String>,
    /// The words that it stands on; absent where there are none of its own.
    pub words: Option<String>,
}

/// How a document stands to the event in a slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Says nothing of it.
    #[default]
    Silent,
    /// Says the same, or less finely the same.
    Agrees,
    /// Says something else.
    Differs,
}

/// Something that happened to an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Version of the Ledger.
    pub version: i64,
    /// Instant of that version, seconds UTC.
    pub made: Option<i64>,
    /// `claim` came to it, `id` of a former event leads to it, or the operation of a correction.
    pub what: String,
    /// Claim, former id, or slot that was set.
    pub about: String,
    /// Document of the claim, or reason of the correction.
    pub why: String,
    /// Who corrected; absent for what the program did.
    pub who: Option<String>,
}

/// A document with its Reading and the events that its claims tell of.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// How it is cited.
    #[serde(flatten)]
    pub source: Source,
    /// `read`, `failed` or `redacted`.
    pub status: String,
    /// Why it was not read.
    pub message: Option<String>,
    /// Version of the Ledger at which it came.
    pub version: i64,
    /// Documents with the same text.
    pub same_text: Vec<Source>,
    /// The events of its claims, in the order of the claims, each once.
    pub events: Vec<Line>,
    /// All that was read.
    pub reading: Reading,
}

impl Shelf<'_> {
    /// The whole account of the event that an id leads to: of an event, of one that it was once, or
    /// of a claim (`c:...`).
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn account(&mut self, id: &str) -> Result<Option<Account>, Error> {
        let row = match id.starts_with("c:") {
            true => self.event_of_claim(id)?,
            false => self.event_row(id)?,
        };
        let Some(row) = row else {
            return Ok(None);
        };
        let Some(event) = self.event(row)? else {
            return Ok(None);
        };
        let told = self.told(row)?;
        let linked = self.linked(row)?;
        let ties = event.edges.iter().chain(&linked).map(|edge| &edge.event);
        let ids: BTreeSet<&String> = ties.chain(&event.possible_same).collect();
        let others = ids
            .into_iter()
            .filter_map(|id| self.event_row(id).transpose());
        let others = others.collect::<Result<Vec<i64>, Error>>()?;
        Ok(Some(Account {
            grid: grid(&event, &told),
            others: self.lines(&others)?,
            history: self.history(row, &told)?,
            linked,
            event,
        }))
    }

    fn event_of_claim(&self, claim: &str) -> Result<Option<i64>, Error> {
        let mut read = self.ledger.connection.prepare_cached(
            "SELECT event FROM claim_row WHERE key & 65535 = ?1 & 65535 AND key = ?1",
        )?;
        Ok(read
            .query_row([claim_key(claim)], |row| row.get(0))
            .optional()?
            .flatten())
    }

    /// Links from other events to this one.
    pub(super) fn linked(&self, event: i64) -> Result<Vec<EdgeRecord>, Error> {
        let mut read = self.ledger.connection.prepare_cached(LINKED)?;
        let mut rows = read.query([event])?;
        let mut edges: BTreeMap<(String, String), EdgeRecord> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (kind, from): (String, String) = (row.get(0)?, row.get(1)?);
            let evidence: String = row.get(4)?;
            let claims = vec![row.get(2)?, row.get(3)?];
            edges
                .entry((kind.clone(), from.clone()))
                .or_insert(EdgeRecord {
                    kind,
                    event: from,
                    claims,
                    evidence: serde_json::from_str(&evidence)
                        .map_err(|_| Error::broken("a tie has evidence that cannot be read"))?,
                });
        }
        Ok(edges.into_values().collect())
    }

    fn history(&self, event: i64, told: &[Told]) -> Result<Vec<Change>, Error> {
        let file = &self.ledger.connection;
        let mut changes = Vec::new();
        let mut links = file.prepare_cached(LINKS)?;
        let mut former = file.prepare_cached(FORMER)?;
        for told in told {
            let claim = &told.telling.claim.id;
            let row = links.query_row((told.claim, event), |row| {
                Ok(Change {
                    version: row.get(0)?,
                    made: row.get(1)?,
                    what: "claim".to_owned(),
                    about: claim.clone(),
                    why: told.telling.document.id.clone(),
                    who: None,
                })
            });
            changes.extend(row.optional()?);
            let id = event_id(&told.card);
            let row = former.query_row([&id], |row| {
                Ok(Change {
                    version: row.get(0)?,
                    made: row.get(1)?,
                    what: "id".to_owned(),
                    about: id.clone(),
                    why: claim.clone(),
                    who: None,
                })
            });
            changes.extend(row.optional()?);
        }
        changes.extend(self.corrections(event)?);
        changes.sort_by(|a, b| (a.version, &a.what, &a.about).cmp(&(b.version, &b.what, &b.about)));
        Ok(changes)
    }

    fn corrections(&self, event: i64) -> Result<Vec<Change>, Error> {
        let mut read = self.ledger.connection.prepare_cached(CORRECTIONS)?;
        let rows = read.query_map([event], |row| {
            let slot: Option<String> = row.get(3)?;
            Ok(Change {
                version: row.get(0)?,
                made: row.get(1)?,
                what: row.get(2)?,
                about: slot.unwrap_or_default(),
                why: row.get(4)?,
                who: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The documents with this id, theirs (`d:...`) or the one that was given.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn reports(&mut self, id: &str) -> Result<Vec<Report>, Error> {
        let sql = format!(
            "{REPORT} WHERE d.{} = ? ORDER BY d.key",
            match id.starts_with("d:") {
                true => "key",
                false => "given",
            }
        );
        let file = &self.ledger.connection;
        let mut read = file.prepare_cached(&sql)?;
        let rows = read.query_map([id], |row| {
            let report = Report {
                source: source(row)?,
                status: row.get(2)?,
                message: row.get(3)?,
                version: row.get(13)?,
                ..Report::default()
            };
            Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?, report))
        })?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        drop(read);
        rows.into_iter()
            .map(|(row, hash, report)| self.report(row, &hash, report))
            .collect()
    }

    fn report(&mut self, row: i64, hash: &[u8], mut report: Report) -> Result<Report, Error> {
        let reading = self.reading(row)?;
        report.reading = (*reading).clone();
        report.source.chars =
            u32::try_from(reading.document.text.chars().count()).unwrap_or(u32::MAX);
        let file = &self.ledger.connection;
        let mut read =
            file.prepare_cached("SELECT c.event FROM document d JOIN claim_row c
                ON c.id BETWEEN d.first_claim AND d.first_claim + d.claims - 1 WHERE d.id = ? ORDER BY c.id")?;
        let rows = read.query_map([row], |row| row.get::<_, Option<i64>>(0))?;
        let mut events: Vec<i64> = Vec::new();
        for event in rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
            if !events.contains(&event) {
                events.push(event);
            }
        }
        report.events = self.lines(&events)?;
        let sql =
            format!("{REPORT} WHERE d.day IS ? AND d.text_hash = ? AND d.id <> ? ORDER BY d.key");
        let mut read = file.prepare_cached(&sql)?;
        let day = report
            .source
            .published
            .as_deref()
            .and_then(crate::day::number);
        let same = read.query_map((day, hash, row), source)?;
        report.same_text = same.collect::<Result<_, _>>()?;
        Ok(report)
    }
}

/// Slots by documents: everybody who takes part, then date, place, status, number.
fn grid(event: &Event, told: &[Told]) -> Vec<Slot> {
    let mut documents: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
    for one in told {
        documents
            .entry(&one.telling.document.id)
            .or_default()
            .push(one);
    }
    let row = |slot: &str, value: String, cell: &dyn Fn(&Told) -> Option<Cell>| Slot {
        slot: slot.to_owned(),
        value,
        cells: documents
            .iter()
            .map(|(id, claims)| joined(id, claims, cell))
            .collect(),
    };
    let mut slots: Vec<Slot> = event
        .participants
        .iter()
        .map(|shown| {
            let mut all = told.iter().flat_map(Told::parties);
            let party = all
                .find(|(_, one)| one.name == shown.name)
                .map(|(party, _)| party);
            row("who", shown.name.clone(), &|told| takes_part(party?, told))
        })
        .collect();
    if let Some(time) = &event.time {
        let value = time
            .edtf
            .clone()
            .or_else(|| time.best.clone())
            .unwrap_or_default();
        slots.push(row("date", value, &|told| dated(time, &told.telling.claim)));
    }
    if let Some(place) = &event.place {
        slots.push(row("place", place.name.clone(), &|told| {
            placed(event, &told.telling.claim)
        }));
    }
    slots.push(row("status", event.status.clone(), &|told| {
        Some(cell(
            told.telling.claim.status == event.status,
            told.telling.claim.status.clone(),
            None,
        ))
    }));
    if let Some(count) = told.iter().find_map(|told| told.card.number()) {
        slots.push(row("count", count.clone(), &|told| {
            let own = told.card.number()?;
            Some(cell(own == count, own, None))
        }));
    }
    slots
}

/// The cell of a document: one of its claims that speaks, a dissenting one first.
fn joined(document: &str, claims: &[&Told], cell: &dyn Fn(&Told) -> Option<Cell>) -> Cell {
    let cells: Vec<Cell> = claims.iter().filter_map(|told| cell(told)).collect();
    let differs = cells.iter().find(|cell| cell.verdict == Verdict::Differs);
    let found = differs.or(cells.first()).cloned().unwrap_or_default();
    Cell {
        document: document.to_owned(),
        ..found
    }
}

fn cell(agrees: bool, value: String, words: Option<String>) -> Cell {
    Cell {
        document: String::new(),
        verdict: if agrees {
            Verdict::Agrees
        } else {
            Verdict::Differs
        },
        value: Some(value),
        words: words.filter(|words| !words.is_empty()),
    }
}

/// Nobody denies a participant by not naming one.
fn takes_part(party: &Party, told: &Told) -> Option<Cell> {
    let (own, shown) = told.parties().find(|(own, _)| own.same(party))?;
    Some(cell(true, own.name.clone(), Some(shown.raw.clone())))
}

/// Days that meet agree; those of the document alone say nothing.
fn dated(time: &When, claim: &ClaimRecord) -> Option<Cell> {
    let own = claim.time.as_ref()?;
    let words = own.words.as_ref()?;
    let (first, last) = (own.day.earliest.as_ref(), own.day.latest.as_ref());
    let before = last
        .zip(time.earliest.as_ref())
        .is_some_and(|(last, first)| last < first);
    let after = first
        .zip(time.latest.as_ref())
        .is_some_and(|(first, last)| first > last);
    let value = own.day.edtf.clone().unwrap_or_default();
    Some(cell(!before && !after, value, Some(words.text.clone())))
}

/// A country agrees with what is in it.
fn placed(event: &Event, claim: &ClaimRecord) -> Option<Cell> {
    let (place, own) = (event.place.as_ref()?, claim.place.as_ref()?);
    let wide = own.precision == "country" || place.precision == "country";
    let agrees = own.name == place.name || wide && own.country == place.country;
    Some(cell(agrees, own.name.clone(), Some(own.words.text.clone())))
}

const LINKED: &str = "
    SELECT t.kind, e.key, o.key, c.key, t.evidence
    FROM claim c JOIN tie t ON t.b = c.id JOIN claim o ON o.id = t.a JOIN event e ON e.id = o.event
        JOIN document d ON d.id = c.document JOIN document f ON f.id = o.document
    WHERE c.event = ?1 AND o.event <> ?1 AND t.kind NOT IN ('same_visit', 'same_series')
    ORDER BY t.kind, e.key, d.key, c.seq, f.key, o.seq";

/// When a claim came to its event.
const LINKS: &str = "
    SELECT l.version, v.made FROM link l JOIN version v ON v.number = l.version
    WHERE l.claim = ?1 AND l.event = ?2 ORDER BY l.version DESC LIMIT 1";

const FORMER: &str = "
    SELECT g.version, v.made FROM gone g JOIN version v ON v.number = g.version WHERE g.key = ?";

/// What speaks for one of its claims.
const CORRECTIONS: &str = "
    SELECT k.version, k.made, k.op, k.slot, k.why, k.who FROM correction k WHERE k.id IN (
        SELECT x.correction FROM claim c JOIN correction_claim x ON x.anchor = c.anchor
        WHERE c.event = ?1)
    ORDER BY k.id";

/// Columns from 4 on as events cite a document.
const REPORT: &str = "
    SELECT d.id, d.text_hash, d.status, d.message, d.key, d.given, d.url, d.outlet, d.title, d.language,
        d.day, d.day_method, (SELECT s.key FROM story s WHERE s.id = d.story), d.version FROM document d";
