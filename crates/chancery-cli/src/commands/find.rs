//! `chancery find`: events of the Ledger by actor, code, place, day, status, words.

use super::ask::{Desk, wrong};
use crate::answer::{Answer, give, sight};
use crate::args::{FindArgs, Global};
use crate::exit::Exit;
use crate::messages;
use crate::render::account::{Paper, event};
use crate::render::events::{COLUMNS, table};
use anyhow::Result;
use chancery_store::record::Event;
use chancery_store::view::{Order, Page, Shelf};

/// Prints the events.
pub fn find(global: &Global, args: &FindArgs) -> Result<Exit> {
    let filter = match args.filter() {
        Ok(filter) => filter,
        Err(found) => return Ok(wrong(&found)),
    };
    let desk = Desk::open(global)?;
    let mut shelf = desk.shelf()?;
    let page = Page {
        order: Order::Newest,
        skip: 0,
        limit: args.limit,
    };
    let (rows, total) = shelf.find(&desk.names, &filter, page)?;
    if (rows.len() as u64) < total {
        messages::told(&format!(
            "{} of {total} events; --limit N shows more",
            rows.len()
        ));
    }
    let mut answer = match args.evidence {
        true => evidence(global, &mut shelf, &rows)?,
        false => {
            let lines = shelf.lines(&rows)?;
            Answer::of(&lines, COLUMNS, table(&lines, sight(global)))
        }
    };
    if !filter.background && rows.is_empty() {
        answer.hint = Some("--background looks into historical background too".to_owned());
    }
    if answer.found == 0 {
        answer.page.clear();
    }
    give(global, &args.shown, answer)
}

/// Every event with all that it stands on.
fn evidence(global: &Global, shelf: &mut Shelf<'_>, rows: &[i64]) -> Result<Answer> {
    let mut events: Vec<Event> = Vec::new();
    let mut paper = Paper::new(sight(global));
    for &row in rows {
        let Some(found) = shelf.event(row)? else {
            continue;
        };
        event(&mut paper, &found);
        paper.line("");
        events.push(found);
    }
    Ok(Answer::of(&events, "id", paper.text))
}
