//! Drafts in, rows out: one transaction a batch, in the order of the input.
//!
//! A document is known by its key: added again it is skipped, unless nothing was read of it the last
//! time. Of several versions of one article the newest is current. What a batch adds is there after [`Batch::commit`] or not at all. Actors are interned; the
//! newest document that tells a country or sectors of an actor gives the row its own, so the order
//! of arrival does not show.

use crate::draft::{Draft, searchable};
use crate::error::Error;
use crate::file::{Kept, Lock, known, open_to_write, reading};
use crate::intern::Interned;
use crate::link::{Cards, Fresh, settle};
use crate::pack::{Dictionaries, Unpacker};
use crate::stories::Teller;
use actors::Actors;
use chancery::actors::ActorLexicon;
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior};
use std::collections::BTreeSet;
use std::path::Path;

mod actors;
mod correct;
mod rows;
mod versions;

/// What is being done, for the row of the version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occasion {
    /// `add`, `fix`.
    pub what: String,
    /// What reads: program, knowledge and models.
    pub run: String,
    /// The instant, in seconds UTC, as the command gave it.
    pub made: Option<i64>,
}

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New,
    /// It was there.
    Known,
    /// It was there, read by another engine; what this one read of it stands instead.
    Again,
}

/// What a commit made lasting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Acknowledged {
    /// Documents that are new.
    pub documents: usize,
    /// Claims that are new.
    pub claims: usize,
    /// Documents that are not current any more: a later version, or a withdrawal, stands in their place.
    pub superseded: usize,
    /// The version that they are of; 0 where nothing was ever added.
    pub version: i64,
}

/// The one writer of a Ledger.
pub struct Writer {
    connection: Connection,
    actors: Actors,
    interned: Interned,
    occasion: Occasion,
    /// Rows of the version and the run of this occasion, once something was added.
    ground: Option<Ground>,
    dictionaries: Dictionaries,
    /// What the clusterer of stories knows, once a document was added.
    teller: Option<Teller>,
    _lock: Lock,
}

/// What the rows of an occasion hang on.
#[derive(Clone, Copy, Debug)]
struct Ground {
    version: i64,
    run: i64,
}

impl Writer {
    /// Opens a Ledger for writing. All that this writer adds is of one version. Errors: as
    /// [`Ledger::open`](crate::file::Ledger::open), and where somebody else writes.
    pub fn open(path: &Path, occasion: Occasion) -> Result<Writer, Error> {
        let (connection, lock) = open_to_write(path)?;
        // What is written refers to rows that the writer has just found or made; `doctor` looks whether all are there.
        connection.pragma_update(None, "foreign_keys", false)?;
        Ok(Writer {
            dictionaries: Dictionaries::of(&connection)?,
            connection,
            occasion,
            actors: Actors::default(),
            interned: Interned::default(),
            ground: None,
            teller: None,
            _lock: lock,
        })
    }

    /// The dictionaries to make drafts with.
    pub fn dictionaries(&self) -> &Dictionaries {
        &self.dictionaries
    }

    /// What is known of the document with this key.
    pub fn known(&self, key: &str) -> Result<Option<Kept>, Error> {
        known(&self.connection, key).map(|kept| kept.map(|(_, kept)| kept))
    }

    /// Begins a batch.
    pub fn batch(&mut self) -> Result<Batch<'_>, Error> {
        let Writer {
            connection,
            actors,
            interned,
            occasion,
            ground,
            dictionaries,
            teller,
            ..
        } = self;
        actors.begin();
        interned.begin();
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let next = |table: &str| {
            let sql = format!("SELECT coalesce(max(id), 0) + 1 FROM {table}");
            tx.query_row(&sql, [], |row| row.get::<_, i64>(0))
        };
        Ok(Batch {
            first: next("document")?,
            document: next("document")?,
            claim: next("claim")?,
            next_actor: next("actor")?,
            claims: Vec::new(),
            articles: BTreeSet::new(),
            acknowledged: Acknowledged::default(),
            tx,
            actors,
            interned,
            occasion,
            new_ground: *ground,
            ground,
            dictionaries,
            teller,
            done: false,
        })
    }

    /// Leaves the file tidy: statistics for the planner, the log folded in.
    pub fn close(self) -> Result<(), Error> {
        self.connection.execute_batch("PRAGMA optimize")?;
        Ok(self.connection.close().map_err(|(_, error)| error)?)
    }
}

/// A transaction of the writer: all of it lasts, or nothing.
pub struct Batch<'w> {
    tx: Transaction<'w>,
    actors: &'w mut Actors,
    interned: &'w mut Interned,
    occasion: &'w Occasion,
    ground: &'w mut Option<Ground>,
    new_ground: Option<Ground>,
    dictionaries: &'w Dictionaries,
    teller: &'w mut Option<Teller>,
    /// Row of the first document of the batch.
    first: i64,
    /// Rows of the next document, claim and actor.
    document: i64,
    claim: i64,
    next_actor: i64,
    claims: Vec<Fresh>,
    /// Articles of which a version was added.
    articles: BTreeSet<i64>,
    acknowledged: Acknowledged,
    done: bool,
}

impl Batch<'_> {
    /// Adds a document. Errors: as the Ledger answers; the batch is then of no use.
    pub fn add(&mut self, draft: &Draft) -> Result<Added, Error> {
        match known(&self.tx, &draft.key)? {
            Some((old, Kept::Failed)) if draft.failed.is_none() => self.take_out(old)?,
            Some(_) => return Ok(Added::Known),
            None => {}
        }
        let ground = self.ground()?;
        let document = self.document;
        self.document += 1;
        let has_story = draft.failed.is_none() && !draft.is_withdrawal;
        let story = has_story.then(|| self.tell(draft)).transpose()?;
        let place = rows::Place {
            document,
            first_claim: self.claim,
            version: ground.version,
            run: ground.run,
            story,
        };
        rows::document(&self.tx, &place, draft)?;
        if let Some(teller) = self.teller.as_mut().filter(|_| has_story) {
            teller.end(&self.tx, document, &draft.terms)?;
        }
        if draft.failed.is_none() {
            self.articles.extend(draft.article);
        }
        let actors = self.actors.of(&self.tx, draft, &mut self.next_actor)?;
        rows::mentions(&self.tx, document, &actors)?;
        for seq in 0..draft.reading.claims.len() {
            let row = self.claim;
            self.claim += 1;
            let known = (&actors, &mut *self.interned);
            rows::claim(&self.tx, (row, document, seq), draft, known)?;
            self.claims.push(Fresh {
                claim: row,
                document,
                card: draft.cards[seq].clone(),
                own: Some(draft.own[seq].clone()),
            });
        }
        rows::speech(&self.tx, document, draft, &actors)?;
        rows::roles(&self.tx, document, draft, &actors)?;
        self.acknowledged.documents += 1;
        self.acknowledged.claims += draft.reading.claims.len();
        Ok(Added::New)
    }

    /// Adds a document; one that another engine read is read anew: what was read of it before stays in
    /// the file, withdrawn, and what people said of it holds for what is read now. Errors: as
    /// [`Batch::add`].
    pub fn add_again(&mut self, draft: &Draft) -> Result<Added, Error> {
        let other = match draft.failed {
            None => read_by_another(&self.tx, &draft.key, &self.occasion.run)?,
            // Something that was read is worth more than a fault.
            Some(_) => None,
        };
        let Some(old) = other else {
            return self.add(draft);
        };
        self.leave(old)?;
        self.add(draft)?;
        Ok(Added::Again)
    }

    /// Links what was added, takes superseded versions out of it, applies what people said of the same texts before, and makes it lasting;
    /// `names` gives the keys of names. Errors: as the Ledger answers; nothing of the batch is there
    /// then.
    pub fn commit(mut self, names: &ActorLexicon) -> Result<Acknowledged, Error> {
        self.actors.write_changes(&self.tx)?;
        if let Some(ground) = self.new_ground {
            let mut cards = Cards::new(self.dictionaries)?;
            let claims = std::mem::take(&mut self.claims);
            settle(&self.tx, claims, &mut cards, ground.version)?;
            self.acknowledged.superseded = self.supersede(ground.version)?;
            self.replay(names)?;
            self.acknowledged.version = ground.version;
        }
        self.tx.execute_batch("COMMIT")?;
        *self.ground = self.new_ground;
        self.done = true;
        Ok(self.acknowledged)
    }

    /// The row of the story of a document that is being added.
    fn tell(&mut self, draft: &Draft) -> Result<i64, Error> {
        let teller = match &mut self.teller {
            Some(teller) => teller,
            none => none.insert(Teller::open(&self.tx, self.dictionaries)?),
        };
        teller.tell(&self.tx, &draft.key, &draft.terms)
    }

    /// The rows of version and run, made with the first document of the occasion.
    fn ground(&mut self) -> Result<Ground, Error> {
        if let Some(ground) = self.new_ground {
            return Ok(ground);
        }
        let Occasion { what, run, made } = self.occasion;
        self.tx.execute(
            "INSERT INTO run (version) VALUES (?1) ON CONFLICT DO NOTHING",
            [run],
        )?;
        let run = "SELECT id FROM run WHERE version = ?1";
        let run = self
            .tx
            .query_row(run, [&self.occasion.run], |row| row.get(0))?;
        self.tx.execute(
            "INSERT INTO version (what, made) VALUES (?1, ?2)",
            (what, made),
        )?;
        let ground = Ground {
            version: self.tx.last_insert_rowid(),
            run,
        };
        self.new_ground = Some(ground);
        Ok(ground)
    }

    /// Takes out a document of which nothing was read: it has no claims, actors, quotes or roles.
    fn take_out(&mut self, row: i64) -> Result<(), Error> {
        let mut unpacker = Unpacker::new(self.dictionaries)?;
        if let Some(old) = reading(&self.tx, &mut unpacker, row)? {
            self.tx.execute(
                "INSERT INTO fts (fts, rowid, words) VALUES ('delete', ?1, ?2)",
                (row, searchable(&old)),
            )?;
        }
        for table in [
            "DELETE FROM content WHERE document = ?1",
            "DELETE FROM reading WHERE document = ?1",
            "DELETE FROM document WHERE id = ?1",
        ] {
            self.tx.execute(table, [row])?;
        }
        Ok(())
    }
}

/// The row of a document that was read by another engine than this.
fn read_by_another(tx: &Transaction<'_>, key: &str, run: &str) -> Result<Option<i64>, Error> {
    let mut read = tx.prepare_cached(
        "SELECT d.id FROM document d JOIN run r ON r.id = d.run
         WHERE d.key = ? AND d.status = 'read' AND r.version <> ?",
    )?;
    Ok(read.query_row((key, run), |row| row.get(0)).optional()?)
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        // Rows that were taken back must not be remembered; the transaction goes by itself.
        if !self.done {
            self.actors.forget();
            self.interned.forget();
            *self.teller = None;
        }
    }
}

#[cfg(test)]
mod tests;
