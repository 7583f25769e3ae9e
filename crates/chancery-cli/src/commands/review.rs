//! `chancery conflicts`, `chancery review`, `chancery coverage`: where reports disagree, what a person
//! should look at, what the Ledger holds.

use super::ask::Desk;
use crate::answer::{Answer, give, sight};
use crate::args::{ConflictsArgs, CoverageArgs, Global, ReviewArgs, SlotName};
use crate::exit::Exit;
use crate::render::doubts;
use anyhow::Result;

/// Prints where reports disagree.
pub fn conflicts(global: &Global, args: &ConflictsArgs) -> Result<Exit> {
    let desk = Desk::open(global)?;
    let slots: Vec<String> = args
        .field
        .iter()
        .map(|&slot| name(slot).to_owned())
        .collect();
    let found = desk.shelf()?.disagreements(&slots, args.limit)?;
    let text = doubts::disagreements(&found, sight(global));
    let columns = "slot values event.id event.type event.day event.place event.who";
    give(global, &args.shown, Answer::of(&found, columns, text))
}

fn name(slot: SlotName) -> &'static str {
    match slot {
        SlotName::Date => "date",
        SlotName::Place => "place",
        SlotName::Participants => "participants",
        SlotName::Quantity => "quantity",
        SlotName::Status => "status",
        SlotName::Attribution => "attribution",
    }
}

/// Prints what is to be looked at.
pub fn review(global: &Global, args: &ReviewArgs) -> Result<Exit> {
    let desk = Desk::open(global)?;
    let found = desk.shelf()?.doubts(args.next)?;
    let text = doubts::doubts(&found, sight(global));
    give(
        global,
        &args.shown,
        Answer::of(&found, "kind why events", text),
    )
}

/// Prints what the Ledger holds.
pub fn coverage(global: &Global, args: &CoverageArgs) -> Result<Exit> {
    let desk = Desk::open(global)?;
    let held = desk.shelf()?.coverage()?;
    let text = doubts::coverage(&held, sight(global));
    let rows = Answer::of(&held.outlets, "name documents first last", String::new());
    let answer = Answer {
        csv: rows.csv,
        found: held.documents as usize,
        hint: Some("`chancery add PATH` adds reports".to_owned()),
        ..Answer::of(&[held], "version", text)
    };
    give(global, &args.shown, answer)
}
