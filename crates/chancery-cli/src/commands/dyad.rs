//! `chancery dyad`: two sides over time. `chancery network`: countries by the events that they share.

use super::ask::{Desk, types, wrong};
use crate::answer::{Answer, give, sight};
use crate::args::{DyadArgs, Global, NetworkArgs};
use crate::exit::Exit;
use crate::render::dossier::{dyad as page, network as edges};
use anyhow::Result;
use chancery_store::view::{Between, Edges};

/// Prints the timeline.
pub fn dyad(global: &Global, args: &DyadArgs) -> Result<Exit> {
    let types = match types(&args.types) {
        Ok(types) => types,
        Err(found) => return Ok(wrong(&found)),
    };
    let desk = Desk::open(global)?;
    let shelf = desk.shelf()?;
    let asked = Between {
        sides: [args.a.clone(), args.b.clone()],
        by: args.by.into(),
        types,
        since: args.range.since,
        until: args.range.until,
        limit: args.limit,
    };
    let dyad = shelf.dyad(&desk.names, &asked)?;
    let periods = Answer::of(&dyad.periods, PERIODS, String::new());
    let found = dyad.total.events as usize;
    let text = if found > 0 {
        page(&dyad, sight(global))
    } else {
        String::new()
    };
    let answer = Answer {
        csv: periods.csv,
        found,
        hint: Some(
            "a side is a country by its code of three capitals (TUR), or an actor by name"
                .to_owned(),
        ),
        ..Answer::of(&[dyad], "by", text)
    };
    give(global, &args.shown, answer)
}

/// Prints the edges.
pub fn network(global: &Global, args: &NetworkArgs) -> Result<Exit> {
    let types = match types(&args.types) {
        Ok(types) => types,
        Err(found) => return Ok(wrong(&found)),
    };
    let desk = Desk::open(global)?;
    let found = desk.shelf()?.network(&Edges {
        since: args.range.since,
        until: args.range.until,
        types,
        top: args.top,
    })?;
    let text = if found.is_empty() {
        String::new()
    } else {
        edges(&found, sight(global))
    };
    give(global, &args.shown, Answer::of(&found, EDGES, text))
}

/// Columns of the periods.
const PERIODS: &str = "period from to events claims documents intensity";

/// Columns of the edges.
const EDGES: &str = "a b events claims documents intensity";
