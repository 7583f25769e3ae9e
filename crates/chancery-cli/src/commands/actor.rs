//! `chancery actor`: an actor of the Ledger, or the list of those who bear a name.

use super::ask::Desk;
use crate::answer::{Answer, give, sight};
use crate::args::{ActorArgs, Global};
use crate::exit::Exit;
use crate::render::dossier::{bearers, page};
use crate::render::events::COLUMNS;
use anyhow::Result;
use chancery_store::view::{Bearer, Line, Shelf};

/// Prints the actor.
pub fn actor(global: &Global, args: &ActorArgs) -> Result<Exit> {
    let desk = Desk::open(global)?;
    let mut shelf = desk.shelf()?;
    let answer = dossiers(global, (&desk, &mut shelf), &args.name, args.limit)?;
    give(global, &args.shown, answer)
}

/// The page of the only bearer of a name; the list of several.
pub fn dossiers(
    global: &Global,
    (desk, shelf): (&Desk, &mut Shelf<'_>),
    name: &str,
    limit: usize,
) -> Result<Answer> {
    let mut found = shelf.bearers(&desk.names, name)?;
    if found.len() > 1 {
        let table = bearers(&found, sight(global));
        let text = format!(
            "{} bear the name; `chancery actor ID` shows one\n\n{table}",
            found.len()
        );
        return Ok(Answer::of(&found, BEARERS, text));
    }
    let Some(bearer) = found.pop() else {
        return Ok(Answer {
            hint: Some(hint(name)),
            ..Answer::default()
        });
    };
    one(global, shelf, bearer, limit)
}

fn one(global: &Global, shelf: &mut Shelf<'_>, bearer: Bearer, limit: usize) -> Result<Answer> {
    let dossier = shelf.dossier(bearer, limit)?;
    let events: Vec<Line> = dossier
        .meetings
        .iter()
        .chain(&dossier.events)
        .cloned()
        .collect();
    let text = page(&dossier, sight(global));
    let rows = Answer::of(&events, COLUMNS, String::new());
    Ok(Answer {
        csv: rows.csv,
        ..Answer::of(&[dossier], "id", text)
    })
}

fn hint(name: &str) -> String {
    format!(
        "no actor bears the name `{name}`, whole or as its last word; `chancery find --words` looks into the reports"
    )
}

/// Columns of the list of bearers.
const BEARERS: &str = "id name kind country sectors documents names";
