//! Actors interned: keys to rows, each looked for in the file once.

use crate::draft::Draft;
use crate::error::Error;
use chancery::reading::{ActorRecord, Reading};
use rusqlite::{OptionalExtension as _, Transaction};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Actors remembered; beyond it the memory begins anew with the next batch.
const MOST: usize = 100_000;

/// The actors met so far.
#[derive(Default)]
pub(super) struct Actors {
    known: ByKey,
    /// Those whose row is behind.
    changed: BTreeSet<String>,
}

/// Actors by key, for looking up alone.
#[expect(
    clippy::disallowed_types,
    reason = "the hasher is fixed and the map is never iterated"
)]
type ByKey = std::collections::HashMap<String, Known, BuildHasherDefault<Fnv>>;

/// FNV-1a, 64 bits: of keys, which are hashes themselves.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        self.0 = bytes.iter().fold(self.0, step);
    }
}

/// An actor of the Ledger.
struct Known {
    row: i64,
    told: Told,
    /// Hashes of the names that are in the file already.
    names: BTreeSet<u64>,
}

/// What documents tell of an actor; the greatest counts, that of the newest document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    day: Option<i32>,
    country: Option<String>,
    sectors: String,
}

impl Told {
    /// Nothing where no country and no sectors are told.
    fn of(actor: &ActorRecord, day: Option<i32>) -> Told {
        let told = Told {
            day,
            country: actor.country.clone(),
            sectors: actor.sectors.join(" "),
        };
        match told.country.is_none() && told.sectors.is_empty() {
            true => Told::default(),
            false => told,
        }
    }
}

/// The rows of the actors of one document.
pub(super) struct Rows(BTreeMap<String, i64>);

impl Rows {
    /// The row of an actor by its key.
    pub(super) fn get(&self, key: Option<&String>) -> Option<i64> {
        self.0.get(key?).copied()
    }

    /// All rows, ascending.
    pub(super) fn all(&self) -> Vec<i64> {
        let mut all: Vec<i64> = self.0.values().copied().collect();
        all.sort_unstable();
        all
    }
}

impl Actors {
    /// Makes room before a batch.
    pub(super) fn begin(&mut self) {
        if self.known.len() > MOST {
            self.forget();
        }
    }

    /// Forgets all.
    pub(super) fn forget(&mut self) {
        self.known.clear();
        self.changed.clear();
    }

    /// The rows of the actors of a document, new ones made from `next` on.
    pub(super) fn of(
        &mut self,
        tx: &Transaction<'_>,
        draft: &Draft,
        next: &mut i64,
    ) -> Result<Rows, Error> {
        let published = &draft.reading.document.published.day.best;
        let day = published.as_deref().and_then(crate::day::number);
        let mut rows = BTreeMap::new();
        for (actor, names) in draft.reading.actors.iter().zip(&draft.names) {
            let row = self.intern(tx, actor, Told::of(actor, day), next)?;
            self.name(tx, &actor.actor, names)?;
            rows.insert(actor.actor.clone(), row);
        }
        for actor in strangers(&draft.reading, &rows) {
            let row = self.intern(tx, &actor, Told::of(&actor, day), next)?;
            rows.insert(actor.actor, row);
        }
        Ok(Rows(rows))
    }

    fn intern(
        &mut self,
        tx: &Transaction<'_>,
        actor: &ActorRecord,
        told: Told,
        next: &mut i64,
    ) -> Result<i64, Error> {
        if !self.known.contains_key(&actor.actor) {
            let known = match kept(tx, &actor.actor)? {
                Some(known) => known,
                None => {
                    let row = *next;
                    *next += 1;
                    insert(tx, row, actor, &told)?
                }
            };
            self.known.insert(actor.actor.clone(), known);
        }
        let Some(known) = self.known.get_mut(&actor.actor) else {
            return Err(Error::broken("an actor just made is gone"));
        };
        if told > known.told {
            known.told = told;
            self.changed.insert(actor.actor.clone());
        }
        Ok(known.row)
    }

    fn name(
        &mut self,
        tx: &Transaction<'_>,
        key: &str,
        names: &[(String, String)],
    ) -> Result<(), Error> {
        let Some(known) = self.known.get_mut(key) else {
            return Ok(());
        };
        for (folded, name) in names {
            if !known.names.insert(hash(folded, name)) {
                continue;
            }
            // Of several forms that fold equal the least is kept, whatever comes first.
            let mut insert = tx.prepare_cached(
                "INSERT INTO actor_name (folded, actor, name, last) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET name = min(name, excluded.name)",
            )?;
            let last = folded.rsplit(' ').next();
            insert.execute((folded, known.row, name, last))?;
        }
        Ok(())
    }

    /// Brings the rows up to date with what newer documents tell.
    pub(super) fn write_changes(&mut self, tx: &Transaction<'_>) -> Result<(), Error> {
        let mut update = tx.prepare_cached(
            "UPDATE actor SET country = ?2, sectors = ?3, day = ?4 WHERE id = ?1",
        )?;
        for key in std::mem::take(&mut self.changed) {
            if let Some(Known { row, told, .. }) = self.known.get(&key) {
                update.execute((row, &told.country, &told.sectors, told.day))?;
            }
        }
        Ok(())
    }
}

fn kept(tx: &Transaction<'_>, key: &str) -> Result<Option<Known>, Error> {
    let mut one =
        tx.prepare_cached("SELECT id, day, country, sectors FROM actor WHERE key = ?1")?;
    let found = one.query_row([key], |row| {
        Ok(Known {
            row: row.get(0)?,
            told: Told {
                day: row.get(1)?,
                country: row.get(2)?,
                sectors: row.get(3)?,
            },
            names: BTreeSet::new(),
        })
    });
    Ok(found.optional()?)
}

fn insert(
    tx: &Transaction<'_>,
    row: i64,
    actor: &ActorRecord,
    told: &Told,
) -> Result<Known, Error> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO actor (id, key, kind, name, country, sectors, day)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    insert.execute((
        row,
        &actor.actor,
        &actor.kind,
        &actor.name,
        &told.country,
        &told.sectors,
        told.day,
    ))?;
    Ok(Known {
        row,
        told: told.clone(),
        names: BTreeSet::new(),
    })
}

/// Actors that a Reading from elsewhere names in its claims but does not list.
fn strangers(reading: &Reading, listed: &BTreeMap<String, i64>) -> Vec<ActorRecord> {
    let parts = reading.claims.iter().flat_map(|claim| &claim.participants);
    let mut strangers: BTreeMap<&String, ActorRecord> = BTreeMap::new();
    for part in parts {
        let Some(key) = part.actor.as_ref().filter(|&key| !listed.contains_key(key)) else {
            continue;
        };
        strangers.entry(key).or_insert_with(|| ActorRecord {
            actor: key.clone(),
            kind: "unnamed".to_owned(),
            name: part.name.clone(),
            country: part.country.clone(),
            sectors: part.sectors.clone(),
            ..ActorRecord::default()
        });
    }
    strangers.into_values().collect()
}

/// FNV-1a, 64 bits, of both with a byte between that is in no text.
fn hash(folded: &str, name: &str) -> u64 {
    let mut hasher = Fnv::default();
    for part in [folded.as_bytes(), &[0xff], name.as_bytes()] {
        hasher.write(part);
    }
    hasher.finish()
}
