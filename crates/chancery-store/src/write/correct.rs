//! Corrections in, the record made anew out: each in one transaction with the log.

use super::{Added, Batch, Writer};
use crate::correct::{
    Correction, Op, Redacted, Target, again, append, check, entry, redact, value_of, withdraw,
};
use crate::draft::{Draft, searchable};
use crate::error::Error;
use crate::file::reading;
use crate::link::Cards;
use crate::pack::{Packer, Unpacker};
use chancery::actors::ActorLexicon;
use rusqlite::{OptionalExtension as _, Transaction};
use std::collections::BTreeSet;

impl Writer {
    /// Writes a correction to the log and makes anew what it is about. Answers it as it stands in
    /// the log.
    ///
    /// # Errors
    ///
    /// A slot or value that does not exist; no claim that it could be about; as the Ledger answers.
    pub fn correct(
        &mut self,
        names: &ActorLexicon,
        correction: Correction,
    ) -> Result<Correction, Error> {
        let mut batch = self.batch()?;
        let correction = batch.correct(names, correction)?;
        batch.commit(names)?;
        Ok(correction)
    }

    /// Gives a document another day: adds what was read of it under that day, and withdraws the old
    /// one, which stays in the file without claims in events.
    ///
    /// # Errors
    ///
    /// No such document; the day that it has; as the Ledger answers.
    pub fn redate(
        &mut self,
        names: &ActorLexicon,
        old: &str,
        draft: &Draft,
        line: Correction,
    ) -> Result<Correction, Error> {
        let mut batch = self.batch()?;
        let line = batch.redate(old, draft, line)?;
        batch.commit(names)?;
        Ok(line)
    }

    /// Takes words out of the file for good, and leaves their hash in the log.
    ///
    /// # Errors
    ///
    /// No words; as the Ledger answers.
    pub fn redact(
        &mut self,
        names: &ActorLexicon,
        words: &str,
        line: Correction,
    ) -> Result<Redacted, Error> {
        if words.trim().chars().count() < 2 {
            return Err(Error::refused(
                "redacting needs words of two letters or more",
            ));
        }
        let mut batch = self.batch()?;
        let redacted = batch.redact(names, words, line)?;
        batch.commit(names)?;
        // Free pages, the log and the index of words still hold what was there.
        self.connection
            .execute_batch("INSERT INTO fts (fts) VALUES ('optimize'); VACUUM")?;
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        self.actors.forget();
        Ok(redacted)
    }
}

impl Batch<'_> {
    fn correct(&mut self, names: &ActorLexicon, line: Correction) -> Result<Correction, Error> {
        let line = self.completed(line)?;
        let mut anchors: BTreeSet<i64> = line
            .target
            .claims
            .iter()
            .chain(&line.target.rest)
            .copied()
            .collect();
        if let Some(number) = line.target.correction {
            let undone = entry(&self.tx, number)?;
            anchors.extend(undone.target.claims.iter().chain(&undone.target.rest));
        }
        let id = append(&self.tx, &line)?;
        let documents = documents_of(&self.tx, &anchors)?;
        self.again(names, &documents, line.version)?;
        Ok(Correction { id, ..line })
    }

    fn redate(&mut self, old: &str, draft: &Draft, line: Correction) -> Result<Correction, Error> {
        let find = "SELECT id, coalesce(day, '') FROM document WHERE key = ? AND status = 'read'";
        let found = self.tx.query_row(find, [old], |row| {
            Ok((row.get::<_, i64>(0)?, row.get_ref(1)?.as_i64().ok()))
        });
        let (row, day) = found
            .optional()?
            .ok_or_else(|| Error::refused(format!("no document `{old}` in the Ledger")))?;
        if self.add(draft)? == Added::Known {
            return Err(Error::refused("the document has that day already"));
        }
        let version = self.ground()?.version;
        let mut unpacker = Unpacker::new(self.dictionaries)?;
        let reading = reading(&self.tx, &mut unpacker, row)?.unwrap_or_default();
        let mut cards = Cards::new(self.dictionaries)?;
        let words = searchable(&reading);
        withdraw(&self.tx, (row, &words), version, &mut cards)?;
        let old_day = day.map_or_else(String::new, |day| day.to_string());
        let line = Correction {
            version,
            target: Target {
                documents: vec![old.to_owned(), draft.key.clone()],
                ..Target::default()
            },
            old_hash: Some(blake3::hash(old_day.as_bytes()).to_hex()[..16].to_owned()),
            ..line
        };
        let id = append(&self.tx, &line)?;
        Ok(Correction { id, ..line })
    }

    /// Withdraws what another engine read of a document, and leaves its key to what is read now.
    pub(super) fn leave(&mut self, row: i64) -> Result<(), Error> {
        let version = self.ground()?.version;
        let mut unpacker = Unpacker::new(self.dictionaries)?;
        let reading = reading(&self.tx, &mut unpacker, row)?.unwrap_or_default();
        let mut cards = Cards::new(self.dictionaries)?;
        let words = searchable(&reading);
        withdraw(&self.tx, (row, &words), version, &mut cards)?;
        self.tx.execute(
            "UPDATE document SET key = key || '@' || version WHERE id = ?",
            [row],
        )?;
        Ok(())
    }

    /// The line with its version and the hash of the old value, checked.
    fn completed(&mut self, mut line: Correction) -> Result<Correction, Error> {
        let target = &line.target;
        let about: BTreeSet<i64> = target.claims.iter().copied().collect();
        match line.op {
            Op::Restore => {
                let number = target.correction.unwrap_or_default();
                let undone = entry(&self.tx, number)?;
                if undone.op == Op::Redact || !undone.target.documents.is_empty() {
                    return Err(Error::refused(
                        "what was redacted cannot be restored; a day of a document is set again",
                    ));
                }
            }
            _ if documents_of(&self.tx, &about)?.is_empty() => {
                return Err(Error::refused("no claim that this could be about"));
            }
            _ => {}
        }
        if line.op == Op::Set {
            let (slot, value) = (line.slot.as_deref(), line.value.as_deref());
            check(slot.unwrap_or_default(), value.unwrap_or_default())?;
            line.old_hash = self.old_hash(&about, slot.unwrap_or_default())?;
        }
        line.version = self.ground()?.version;
        Ok(line)
    }

    /// Hash of the value of a slot as the machine read the first of these claims.
    fn old_hash(&self, anchors: &BTreeSet<i64>, slot: &str) -> Result<Option<String>, Error> {
        let Some(anchor) = anchors.first() else {
            return Ok(None);
        };
        let (document, seq): (i64, usize) = self.tx.query_row(
            "SELECT document, seq FROM claim_row
             WHERE anchor & 65535 = ?1 & 65535 AND anchor = ?1 ORDER BY id LIMIT 1",
            [anchor],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let mut unpacker = Unpacker::new(self.dictionaries)?;
        let reading = reading(&self.tx, &mut unpacker, document)?.unwrap_or_default();
        let claim = reading.claims.get(seq);
        let hash = |value: String| blake3::hash(value.as_bytes()).to_hex()[..16].to_owned();
        Ok(claim.map(|claim| hash(value_of(claim, slot))))
    }

    fn redact(
        &mut self,
        names: &ActorLexicon,
        words: &str,
        line: Correction,
    ) -> Result<Redacted, Error> {
        let version = self.ground()?.version;
        let mut packer = Packer::new(self.dictionaries)?;
        let mut unpacker = Unpacker::new(self.dictionaries)?;
        self.tx.execute_batch("PRAGMA secure_delete = ON")?;
        let (redacted, documents) = redact(&self.tx, (&mut packer, &mut unpacker), words)?;
        let hash = blake3::hash(words.to_lowercase().as_bytes()).to_hex()[..16].to_owned();
        append(
            &self.tx,
            &Correction {
                version,
                op: Op::Redact,
                target: Target {
                    words: Some(hash),
                    ..Target::default()
                },
                ..line
            },
        )?;
        self.again(names, &documents, version)?;
        Ok(redacted)
    }

    /// Corrections that were made of a text before this copy of it came, or before it was read anew.
    pub(super) fn replay(&mut self, names: &ActorLexicon) -> Result<(), Error> {
        let mut read = self.tx.prepare_cached(
            "SELECT DISTINCT c.document FROM document d
             CROSS JOIN claim_row c ON c.id BETWEEN d.first_claim AND d.first_claim + d.claims - 1
             CROSS JOIN correction_claim k ON k.anchor = c.anchor WHERE d.id >= ?",
        )?;
        let documents = read.query_map([self.first], |row| row.get(0))?;
        let documents: BTreeSet<i64> = documents.collect::<Result<_, _>>()?;
        drop(read);
        match self.new_ground.filter(|_| !documents.is_empty()) {
            Some(ground) => self.again(names, &documents, ground.version),
            None => Ok(()),
        }
    }

    fn again(
        &mut self,
        names: &ActorLexicon,
        documents: &BTreeSet<i64>,
        version: i64,
    ) -> Result<(), Error> {
        let mut unpacker = Unpacker::new(self.dictionaries)?;
        let tx = &self.tx;
        let knowledge = (names, self.dictionaries);
        again(tx, knowledge, documents, version, &mut |document| {
            Ok(reading(tx, &mut unpacker, document)?.unwrap_or_default())
        })
    }
}

/// Documents that hold claims with any of these anchors.
fn documents_of(tx: &Transaction<'_>, anchors: &BTreeSet<i64>) -> Result<BTreeSet<i64>, Error> {
    let mut read = tx.prepare_cached(
        "SELECT document FROM claim_row WHERE anchor & 65535 = ?1 & 65535 AND anchor = ?1",
    )?;
    let mut documents = BTreeSet::new();
    for anchor in anchors {
        for document in read.query_map([anchor], |row| row.get(0))? {
            documents.insert(document?);
        }
    }
    Ok(documents)
}
