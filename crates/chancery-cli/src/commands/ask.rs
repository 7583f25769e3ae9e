//! What the commands that show views of a Ledger share: the open Ledger, keys of names, today.

use crate::args::Global;
use crate::exit::Exit;
use crate::{messages, settings};
use anyhow::Result;
use chancery::actors::ActorLexicon;
use chancery::time::calendar::Day;
use chancery_data::knowledge;
use chancery_store::Ledger;
use chancery_store::view::{Filter, Shelf, Wrong};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// An open Ledger.
pub struct Desk {
    ledger: Ledger,
    /// Keys of names.
    pub names: ActorLexicon,
}

impl Desk {
    /// Opens the Ledger that is meant. Errors: none is, or it cannot be read.
    pub fn open(global: &Global) -> Result<Desk> {
        Ok(Desk {
            ledger: Ledger::open(&settings::ledger(global)?)?,
            names: ActorLexicon::new(knowledge()),
        })
    }

    /// Its views.
    pub fn shelf(&self) -> Result<Shelf<'_>> {
        Ok(Shelf::new(&self.ledger)?)
    }
}

/// The day from which the agenda is looked at: `--as-of`, else that of `--now`, else today.
pub fn today(global: &Global) -> i32 {
    let instant = settings::now(global).div_euclid(DAY);
    let day = |date| Day::from(date).0;
    global
        .as_of
        .map_or(i32::try_from(instant).unwrap_or(i32::MAX), day)
}

/// Tells what is wrong with a question.
pub fn wrong(found: &Wrong) -> Exit {
    messages::wrong(found);
    Exit::Usage
}

/// Types of the codebook as they were given. Errors: one that it does not have.
pub fn types(given: &[String]) -> Result<Vec<String>, Wrong> {
    let mut filter = Filter::default();
    for one in given {
        filter.put("type", one, knowledge())?;
    }
    Ok(filter.types)
}
