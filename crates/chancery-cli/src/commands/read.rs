//! `chancery read`: Readings as JSON lines, or as pages with the supporting words underlined.
//!
//! A line that holds a Reading already is shown as it is, so `read --json` into a file and
//! `read --pretty` of that file are the two halves of one run.

use super::{Desk, plan};
use crate::args::{Global, ReadArgs};
use crate::exit::Exit;
use crate::form::{Form, form};
use crate::input::Raw;
use crate::output::Output;
use crate::render::table::{Detail, Look, page};
use crate::run::{Done, each};
use crate::terminal::{palette, room};
use anyhow::Result;
use chancery_nlp::Scratch;

/// Prints the Reading of each report.
pub fn read(global: &Global, args: &ReadArgs) -> Result<Exit> {
    let desk = Desk::open(global)?;
    let look = Look {
        room: room(global),
        palette: palette(global),
        detail: match args.explain {
            true => Detail::Reasons,
            false => Detail::Day,
        },
    };
    let mut output = Output::open(global.output.as_deref())?;
    let exit = each(
        &plan(global, &args.from.paths),
        Scratch::default,
        |raw: &Raw, scratch| {
            let reading = desk.read(raw, scratch)?;
            let result = match form(global, &raw.origin) {
                Form::Json => crate::json::line(&reading),
                Form::Page | Form::Markdown => page(&reading, &raw.origin.to_string(), look),
            };
            Ok(Done {
                id: reading.id,
                result,
            })
        },
        |text| output.put_done(text),
    )?;
    output.finish()?;
    Ok(exit)
}
