//! `chancery names`: {"id", "names": [{"start", "end", "type"}]}, code points.

use super::{engine, plan, spans, take_whole};
use crate::args::{Global, Paths};
use crate::exit::Exit;
use crate::output::Output;
use crate::run::{Done, each};
use anyhow::Result;
use chancery::offsets::Offsets;
use chancery_nlp::Scratch;
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    names: Vec<Name>,
}

#[derive(Serialize)]
struct Name {
    start: u32,
    end: u32,
    #[serde(rename = "type")]
    kind: &'static str,
}

/// Prints the names of each report.
pub fn names(global: &Global, from: &Paths) -> Result<Exit> {
    let engine = engine()?;
    let mut output = Output::open(global.output.as_deref())?;
    let exit = each(
        &plan(global, &from.paths),
        Scratch::default,
        |raw, scratch| {
            let document = take_whole(raw, global)?;
            let parse = engine.parse_names(&document.text, &spans(&document), scratch);
            let offsets = Offsets::new(&document.text);
            let names = parse.names.iter().map(|name| {
                let span = offsets.char_span(parse.span_of(name.first, name.end));
                Name {
                    start: span.start,
                    end: span.end,
                    kind: name.kind.as_str(),
                }
            });
            let line = Line {
                id: &document.id,
                names: names.collect(),
            };
            let result = crate::json::line(&line);
            Ok(Done {
                id: document.id,
                result,
            })
        },
        |line| output.put_done(line),
    )?;
    output.finish()?;
    Ok(exit)
}
