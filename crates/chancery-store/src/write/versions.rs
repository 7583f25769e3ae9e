//! Versions of one article: the newest is current, the others stay in the file without claims in events.
//!
//! A document is superseded where another one of its article ([`same_article`]) is newer: by the moment at
//! which it is known to have stood, then by length, then by key. So what is current follows from the
//! documents alone, in whatever order they come. A withdrawal supersedes every older version. What a person
//! set apart (a document under another day) takes no part. Cost: each version that is added is compared with
//! the others of its article.

use super::Batch;
use crate::correct::withdraw;
use crate::draft::{TAKEN_BACK, searchable};
use crate::error::Error;
use crate::file::reading;
use crate::link::{Cards, page_from};
use crate::pack::Unpacker;
use chancery::link::Sketch;
use chancery_ingest::duplicates::{Issue, Issued, same_article};
use rusqlite::Transaction;

/// A version of an article in the file.
struct Member {
    row: i64,
    article: i64,
    key: String,
    is_read: bool,
    message: String,
    issued: i64,
    day: Option<i32>,
    sketch: Sketch,
}

impl Member {
    fn is_withdrawal(&self) -> bool {
        self.message == TAKEN_BACK
    }

    fn is_newer(&self, other: &Member) -> bool {
        let rank = |one: &Member| (one.issued, one.sketch.runs);
        (rank(self), &self.key) > (rank(other), &other.key)
    }

    /// True where the other one stands in the place of this.
    fn is_superseded_by(&self, other: &Member) -> bool {
        other.is_newer(self)
            && (other.is_withdrawal()
                || same_article(self.issue(), other.issue()) != Issue::Another)
    }

    fn issue(&self) -> Issued<'_> {
        Issued {
            article: Some(self.article.cast_unsigned()),
            day: self.day,
            sketch: &self.sketch,
        }
    }

    /// What is said of a document in whose place this one stands.
    fn says(&self) -> String {
        match self.is_withdrawal() {
            true => format!("{TAKEN_BACK}: {}", self.key),
            false => format!("superseded by {}", self.key),
        }
    }
}

impl Batch<'_> {
    /// Takes out of the events what is not current since this batch; answers how many documents.
    pub(super) fn supersede(&mut self, version: i64) -> Result<usize, Error> {
        let mut count = 0;
        for article in std::mem::take(&mut self.articles) {
            let members = members(&self.tx, article)?;
            for one in members.iter().filter(|one| !one.is_withdrawal()) {
                if let Some(by) = self.successor(one, &members) {
                    count += usize::from(one.is_read);
                    self.replace(one, by, version)?;
                }
            }
        }
        Ok(count)
    }

    /// The newest version that stands in the place of this one, where this batch changed that.
    fn successor<'m>(&self, one: &Member, members: &'m [Member]) -> Option<&'m Member> {
        let is_new = |member: &Member| member.row >= self.first;
        let others = members
            .iter()
            .filter(|other| is_new(one) || is_new(other) || one.message == other.says());
        others
            .filter(|other| one.is_superseded_by(other))
            .reduce(|newest, other| match other.is_newer(newest) {
                true => other,
                false => newest,
            })
            .filter(|newest| one.is_read || one.message != newest.says())
    }

    fn replace(&self, one: &Member, by: &Member, version: i64) -> Result<(), Error> {
        if one.is_read {
            let mut unpacker = Unpacker::new(self.dictionaries)?;
            let reading = reading(&self.tx, &mut unpacker, one.row)?.unwrap_or_default();
            let mut cards = Cards::new(self.dictionaries)?;
            let words = searchable(&reading);
            withdraw(&self.tx, (one.row, &words), version, &mut cards)?;
        }
        let mut say = self
            .tx
            .prepare_cached("UPDATE document SET message = ?2 WHERE id = ?1")?;
        say.execute((one.row, by.says()))?;
        Ok(())
    }
}

/// The versions of an article but those that failed, and those that a person set apart.
fn members(tx: &Transaction<'_>, article: i64) -> Result<Vec<Member>, Error> {
    let mut read = tx.prepare_cached(
        "SELECT id, key, status = 'read', coalesce(message, ''), issued, coalesce(given_day, day), page
         FROM document WHERE article = ?1
         AND (status = 'read' OR status = 'withdrawn' AND message IS NOT NULL) ORDER BY id",
    )?;
    let mut rows = read.query([article])?;
    let mut members = Vec::new();
    while let Some(row) = rows.next()? {
        let page: Vec<u8> = row.get(6)?;
        members.push(Member {
            row: row.get(0)?,
            article,
            key: row.get(1)?,
            is_read: row.get(2)?,
            message: row.get(3)?,
            issued: row.get(4)?,
            day: row.get(5)?,
            sketch: page_from(&page)?.sketch,
        });
    }
    Ok(members)
}
