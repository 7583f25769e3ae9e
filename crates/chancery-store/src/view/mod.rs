//! Views: events, actors, dyads, the agenda, the day, as plain data; the faces only print them.

mod wrong;
mod period;
mod event;
mod line;
mod find;
mod query;
mod bearers;
mod quotes;
mod actor;
mod dyad;
mod network;
mod show;
mod agenda;
mod brief;
mod conflicts;
mod review;
mod coverage;
mod changes;
mod story;

#[cfg(test)]
mod tests;

pub use actor::{Counterpart, Dossier, Tenure};
pub use agenda::{Ahead, Announcement, Outcome, Plan, State, Version};
pub use bearers::Bearer;
pub use brief::{Brief, Changed, Count, News, Part, part_of};
pub use changes::{Became, Turn};
pub use conflicts::{Disagreement, Holder, Value};
pub use coverage::{Coverage, Held};
pub use dyad::{Between, Dyad, Period, Sums};
pub use event::slice;
pub use find::{Filter, Order, Page};
pub use line::{Line, Who};
pub use network::{Edge, Edges};
pub use period::{By, DayEdge, day_of, stretch};
pub use quotes::{Kinds, Quotes, Said};
pub use review::Doubt;
pub use show::{Account, Cell, Change, Report, Slot, Verdict};
pub use story::Story;
pub use wrong::Wrong;

use crate::correct::amended;
use crate::error::Error;
use crate::file::Ledger;
use crate::pack::Unpacker;
use crate::record::Source;
use chancery::reading::Reading;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Readings kept unpacked at once.
const OPEN: usize = 64;

/// A Ledger with the Readings that were just looked at.
pub struct Shelf<'l> {
    /// The Ledger.
    pub ledger: &'l Ledger,
    unpacker: Unpacker,
    open: BTreeMap<i64, Rc<Reading>>,
    /// The log holds corrections.
    corrected: bool,
}

impl<'l> Shelf<'l> {
    /// A shelf of this Ledger.
    ///
    /// # Errors
    ///
    /// A broken dictionary.
    pub fn new(ledger: &'l Ledger) -> Result<Self, Error> {
        let any = "SELECT EXISTS (SELECT 1 FROM correction)";
        Ok(Shelf {
            unpacker: ledger.unpacker()?,
            corrected: ledger.connection.query_row(any, [], |row| row.get(0))?,
            ledger,
            open: BTreeMap::new(),
        })
    }

    /// A document as exports cite it, by its row.
    ///
    /// # Errors
    ///
    /// No such document; a file that cannot be read.
    pub fn source(&mut self, document: i64) -> Result<Source, Error> {
        let chars = self.reading(document)?.document.text.chars().count();
        let mut read = self.ledger.connection.prepare_cached(SOURCE)?;
        let source = read.query_row([document], event::source)?;
        Ok(Source {
            chars: u32::try_from(chars).unwrap_or(u32::MAX),
            ..source
        })
    }

    /// The Reading of a document as corrected, by its row.
    ///
    /// # Errors
    ///
    /// No such document; bytes that do not unpack.
    pub fn reading(&mut self, document: i64) -> Result<Rc<Reading>, Error> {
        if let Some(reading) = self.open.get(&document) {
            return Ok(reading.clone());
        }
        let Some(reading) = self.ledger.reading(&mut self.unpacker, document)? else {
            return Err(Error::broken("a document has no Reading"));
        };
        let reading = match self.corrected {
            true => amended(&self.ledger.connection, document, reading)?,
            false => reading,
        };
        if self.open.len() >= OPEN {
            self.open.clear();
        }
        let reading = Rc::new(reading);
        self.open.insert(document, reading.clone());
        Ok(reading)
    }
}

/// ISO date of a day number.
fn iso_of(day: i32) -> String {
    crate::day::iso(day)
}

/// A document in the columns that events read it in.
const SOURCE: &str = "
    SELECT NULL, NULL, NULL, NULL, key, given, url, outlet, title, language, day, day_method,
        (SELECT s.key FROM story s WHERE s.id = document.story)
    FROM document WHERE id = ?";
