//! `chancery times`: {"id", "timexes": [{"start", "end", "type", "value", "edtf", "earliest",
//! "latest"}]}, code points; resolved against the day of the report, given or inferred.

use super::{engine, plan, spans, take_whole};
use crate::args::{Global, Paths};
use crate::exit::Exit;
use crate::output::Output;
use crate::run::{Done, each};
use anyhow::Result;
use chancery::Span;
use chancery::offsets::Offsets;
use chancery::time::{
    TimeLexicon, TimesRow, date_document, find_times, parse_for_times, times as rows,
};
use chancery_data::knowledge;
use chancery_nlp::Scratch;
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    timexes: Vec<TimesRow>,
}

/// Prints the time expressions of each report.
pub fn times(global: &Global, from: &Paths) -> Result<Exit> {
    let engine = engine()?;
    let lexicon = TimeLexicon::new(knowledge());
    let mut output = Output::open(global.output.as_deref())?;
    let exit = each(
        &plan(global, &from.paths),
        Scratch::default,
        |raw, scratch| {
            let document = take_whole(raw, global)?;
            let regions = spans(&document);
            let text = (document.text.as_str(), regions.as_slice());
            let parse = parse_for_times(&engine, &lexicon, text, scratch);
            let found = find_times(&lexicon, &document.text, &parse);
            let dating = date_document(&lexicon, &document, &parse, &found);
            let result = crate::json::line(&Line {
                id: &document.id,
                timexes: in_chars(rows(&found, &dating), &document.text),
            });
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

/// The rows in code points.
fn in_chars(mut rows: Vec<TimesRow>, text: &str) -> Vec<TimesRow> {
    let offsets = Offsets::new(text);
    for row in &mut rows {
        let span = offsets.char_span(Span {
            start: row.start,
            end: row.end,
        });
        (row.start, row.end) = (span.start, span.end);
    }
    rows
}
