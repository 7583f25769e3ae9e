//! The rows of a Ledger as exports take them: in canonical order, read one by one.

use super::{Rows, Source};
use crate::correct;
use crate::error::Error;
use crate::file::Ledger;
use crate::record::{self, Correction, Event, Held, Quoted};
use crate::view::Shelf;
use chancery::reading::Reading;
use rusqlite::OptionalExtension as _;
use std::cell::RefCell;
use std::io;
use std::rc::Rc;

/// A Ledger, or the events of it that were chosen, to be written down.
pub struct Stock<'l> {
    shelf: RefCell<Shelf<'l>>,
    ledger: &'l Ledger,
    events: Vec<i64>,
    documents: Vec<i64>,
}

impl<'l> Stock<'l> {
    /// Everything.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn all(ledger: &'l Ledger) -> Result<Self, Error> {
        let events = rows(
            ledger,
            "SELECT id FROM event ORDER BY day IS NULL, day, key",
        )?;
        let documents =
            "SELECT id FROM document WHERE status = 'read' ORDER BY day IS NULL, day, key";
        Stock::new(ledger, events, rows(ledger, documents)?)
    }

    /// These events, by their rows in canonical order, and the documents that tell them.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn of(ledger: &'l Ledger, events: Vec<i64>) -> Result<Self, Error> {
        let mut told = ledger
            .connection
            .prepare_cached("SELECT document FROM claim WHERE event = ?")?;
        let mut wanted = std::collections::BTreeSet::new();
        for event in &events {
            for document in told.query_map([event], |row| row.get::<_, i64>(0))? {
                wanted.insert(document?);
            }
        }
        let order = "SELECT id FROM document ORDER BY day IS NULL, day, key";
        let mut documents = rows(ledger, order)?;
        documents.retain(|document| wanted.contains(document));
        Stock::new(ledger, events, documents)
    }

    fn new(ledger: &'l Ledger, events: Vec<i64>, documents: Vec<i64>) -> Result<Self, Error> {
        Ok(Stock {
            shelf: RefCell::new(Shelf::new(ledger)?),
            ledger,
            events,
            documents,
        })
    }

    /// Rows of each document, in order.
    fn each<T: 'static>(
        &self,
        of: impl Fn(&record::Source, &Reading) -> Vec<T> + 'static,
    ) -> Rows<'_, T> {
        let read = move |&document: &i64| -> io::Result<Vec<T>> {
            let mut shelf = self.shelf.borrow_mut();
            let reading: Rc<Reading> = shelf.reading(document).map_err(io::Error::other)?;
            let source = shelf.source(document).map_err(io::Error::other)?;
            Ok(of(&source, &reading))
        };
        Box::new(self.documents.iter().flat_map(move |document| {
            let rows: Vec<io::Result<T>> = match read(document) {
                Ok(rows) => rows.into_iter().map(Ok).collect(),
                Err(error) => vec![Err(error)],
            };
            rows
        }))
    }
}

fn rows(ledger: &Ledger, sql: &str) -> Result<Vec<i64>, Error> {
    let mut read = ledger.connection.prepare(sql)?;
    let rows = read.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Source for Stock<'_> {
    fn events(&self) -> Rows<'_, Event> {
        let read = |&row: &i64| {
            let event = self
                .shelf
                .borrow_mut()
                .event(row)
                .map_err(io::Error::other)?;
            event.ok_or_else(|| io::Error::other("an event went while it was exported"))
        };
        Box::new(self.events.iter().map(read))
    }

    fn documents(&self) -> Rows<'_, record::Source> {
        self.each(|source, _| vec![source.clone()])
    }

    fn quotes(&self) -> Rows<'_, Quoted> {
        self.each(|source, reading| {
            let quotes = reading.quotes.iter().cloned();
            let quoted = |quote| Quoted {
                document: source.id.clone(),
                quote,
            };
            quotes.map(quoted).collect()
        })
    }

    fn roles(&self) -> Rows<'_, Held> {
        self.each(|source, reading| {
            let roles = reading.roles.iter().cloned();
            let held = |role| Held {
                document: source.id.clone(),
                day: source.published.clone(),
                role,
            };
            roles.map(held).collect()
        })
    }

    fn corrections(&self) -> Rows<'_, Correction> {
        match correct::log(&self.ledger.connection, 0) {
            Err(error) => Box::new(std::iter::once(Err(io::Error::other(error)))),
            Ok(log) => Box::new(
                log.into_iter()
                    .map(|line| self.shown(line).map_err(io::Error::other)),
            ),
        }
    }

    fn text(&self, document: &str) -> io::Result<Option<String>> {
        let mut find = self
            .ledger
            .connection
            .prepare_cached("SELECT id FROM document WHERE key = ?")
            .map_err(io::Error::other)?;
        let row: Option<i64> = find
            .query_row([document], |row| row.get(0))
            .optional()
            .map_err(io::Error::other)?;
        let text = |row| {
            let reading = self.shelf.borrow_mut().reading(row);
            reading.map(|reading| reading.document.text.clone())
        };
        row.map(text).transpose().map_err(io::Error::other)
    }
}

impl Stock<'_> {
    /// A line of the log with the event that shows it now.
    fn shown(&self, line: correct::Correction) -> Result<Correction, Error> {
        let first = line.target.claims.first();
        let event = match first {
            None => None,
            Some(anchor) => self
                .ledger
                .connection
                .prepare_cached(
                    "SELECT e.key FROM claim_row c JOIN event e ON e.id = c.event
                     WHERE c.anchor & 65535 = ?1 & 65535 AND c.anchor = ?1 LIMIT 1",
                )?
                .query_row([anchor], |row| row.get(0))
                .optional()?,
        };
        Ok(Correction {
            id: line.id,
            version: line.version,
            op: line.op.name().to_owned(),
            event,
            target: serde_json::to_string(&line.target).expect("a target is plain data"),
            slot: line.slot,
            old_hash: line.old_hash,
            value: line.value,
            why: line.why,
            who: line.who,
            made: line.made,
        })
    }
}
