//! `chancery link`: Events as JSON lines, from reports or from Readings as `read --json` made them.
//! Holds all Readings at once: memory grows with their number.

use super::shelf;
use crate::args::{Global, Paths};
use crate::exit::Exit;
use crate::output::{Output, Reader};
use anyhow::Result;
use chancery::actors::ActorLexicon;
use chancery::link::link as events;
use chancery_data::knowledge;

/// Prints the events that the reports tell of, by day.
pub fn link(global: &Global, from: &Paths) -> Result<Exit> {
    let (shelf, exit) = shelf(global, &from.paths)?;
    let mut output = Output::open(global.output.as_deref())?;
    for event in events(&ActorLexicon::new(knowledge()), &shelf.readings) {
        if output.put(&crate::json::line(&event))? == Reader::Gone {
            break;
        }
    }
    output.finish()?;
    Ok(exit)
}
