//! `chancery agenda`: what is planned, and what came of it.

use super::ask::{Desk, today};
use super::export::calendar;
use crate::answer::{Answer, give, sight};
use crate::args::{AgendaArgs, Global};
use crate::exit::Exit;
use crate::render::brief_markdown::escaped;
use crate::render::plans::{markdown, page};
use anyhow::Result;
use chancery_store::view::{Ahead, State};
use std::path::Path;

/// Days back in which plans are told as overdue, where no days are asked for.
const BACK: i32 = 30;

/// Prints the plans.
pub fn agenda(global: &Global, args: &AgendaArgs) -> Result<Exit> {
    let desk = Desk::open(global)?;
    let as_of = today(global);
    let range = &args.range;
    let given = range.since.is_some() || range.until.is_some();
    let asked = match given {
        true => Ahead {
            as_of,
            since: range.since,
            until: range.until,
            undated_since: None,
        },
        false => Ahead {
            as_of,
            since: Some(as_of.saturating_sub(BACK)),
            until: args.next.map(|days| as_of.saturating_add(days)),
            undated_since: Some(as_of.saturating_sub(BACK)),
        },
    };
    let mut plans = desk.shelf()?.agenda(asked)?;
    if !given {
        plans.retain(|plan| matches!(plan.state, State::Overdue | State::Ahead | State::Undated));
    }
    let to = global.output.as_deref().and_then(Path::extension);
    if to.is_some_and(|suffix| suffix == "ics") {
        return calendar(global, plans.into_iter().map(|plan| plan.event).collect());
    }
    let text = page(&plans, sight(global));
    let answer = Answer {
        markdown: Some(markdown(&plans, escaped)),
        hint: Some(
            "--as-of DATE looks from another day, --since and --until at settled plans too"
                .to_owned(),
        ),
        ..Answer::of(&plans, COLUMNS, text)
    };
    give(global, &args.shown, answer)
}

/// Columns of a table with commas.
const COLUMNS: &str = "state id type mode kind status certainty time.edtf time.best said place.name \
    place.country participants announced.outlet announced.sources announced.day announced.document \
    outcome.kind outcome.event.id documents origins";
