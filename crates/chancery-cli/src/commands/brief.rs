//! `chancery brief`: the digest over many reports, or of a day of the Ledger. Takes reports, or Readings
//! as `read --json` made them. Holds all Readings at once: memory grows with their number.

use super::ask::Desk;
use super::shelf;
use crate::answer::{Answer, give, sight};
use crate::args::{BriefArgs, Global, Paths, Shown};
use crate::exit::Exit;
use crate::form::{Form, asked};
use crate::output::Output;
use crate::render::digest::{Scope, digest};
use crate::render::{brief_markdown, brief_text, day};
use crate::terminal::{palette, room};
use anyhow::{Result, bail};
use chancery::actors::ActorLexicon;
use chancery::link::link;
use chancery::time::calendar::Day;
use chancery_data::knowledge;

/// Prints the digest.
pub fn brief(global: &Global, args: &BriefArgs) -> Result<Exit> {
    match args.reports() {
        Some(from) => reports(global, args, &from),
        None => kept(global, args),
    }
}

/// A day of the Ledger; the last that a report is from where none is asked for.
fn kept(global: &Global, args: &BriefArgs) -> Result<Exit> {
    let desk = Desk::open(global)?;
    let mut shelf = desk.shelf()?;
    let shown = Shown {
        csv: false,
        fail_empty: args.fail_empty,
    };
    let asked = args.day.map(|date| Day::from(date).0);
    let Some(of) = asked.or(shelf.last_day()?) else {
        return give(global, &shown, Answer::default());
    };
    let brief = shelf.brief(of)?;
    let answer = Answer {
        found: brief.documents.read as usize + brief.due.len(),
        markdown: Some(day::markdown(&brief)),
        hint: Some(
            "no report is from that day; `chancery coverage` says which days there are".to_owned(),
        ),
        ..Answer::of(
            std::slice::from_ref(&brief),
            "day",
            day::page(&brief, sight(global)),
        )
    };
    give(global, &shown, answer)
}

/// The digest of reports.
fn reports(global: &Global, args: &BriefArgs, from: &Paths) -> Result<Exit> {
    if asked(global) == Some(Form::Json) {
        bail!("a brief is for people: found --json, expected text or Markdown (-o brief.md)");
    }
    let (shelf, exit) = shelf(global, &from.paths)?;
    let scope = match args.background {
        true => Scope::Background,
        false => Scope::Core,
    };
    let digest = digest(
        &shelf,
        &link(&ActorLexicon::new(knowledge()), &shelf.readings),
        scope,
    );
    let text = match asked(global) {
        Some(Form::Markdown) => brief_markdown::page(&digest),
        _ => brief_text::page(&digest, room(global), palette(global)),
    };
    let mut output = Output::open(global.output.as_deref())?;
    output.put(&text)?;
    output.finish()?;
    Ok(exit)
}
