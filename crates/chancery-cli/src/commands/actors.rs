//! `chancery actors`: {"id", "actors", "roles"}, code points; `--pretty` prints a table.

use super::stages::Stages;
use super::{plan, take_whole};
use crate::args::{Global, Paths};
use crate::exit::Exit;
use crate::form::{Form, asked};
use crate::output::Output;
use crate::render::actors::page;
use crate::run::{Done, each};
use crate::terminal::{palette, room};
use anyhow::Result;
use chancery::actors::{ActorsOut, write_actors};
use chancery_nlp::Scratch;
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    #[serde(flatten)]
    layer: ActorsOut,
}

/// Prints who is in each report.
pub fn actors(global: &Global, from: &Paths) -> Result<Exit> {
    let stages = Stages::open(global.search())?;
    let mut output = Output::open(global.output.as_deref())?;
    let exit = each(
        &plan(global, &from.paths),
        Scratch::default,
        |raw, scratch| {
            let document = take_whole(raw, global)?;
            let layers = stages.read(&document, scratch);
            let layer = write_actors(&layers.actors, &document.text, &document.id);
            let result = match asked(global) {
                Some(Form::Page | Form::Markdown) => {
                    let origin = raw.origin.to_string();
                    page(&layer, &origin, room(global), palette(global))
                }
                Some(Form::Json) | None => crate::json::line(&Line {
                    id: &document.id,
                    layer,
                }),
            };
            Ok(Done {
                id: document.id,
                result,
            })
        },
        |text| output.put_done(text),
    )?;
    output.finish()?;
    Ok(exit)
}
