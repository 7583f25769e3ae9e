//! `chancery quotes`: {"id", "quotes", "attributions"}, code points.

use super::stages::Stages;
use super::{plan, take_whole};
use crate::args::{Global, Paths};
use crate::exit::Exit;
use crate::output::Output;
use crate::run::{Done, each};
use anyhow::Result;
use chancery::speech::record::{SpeechLayers, speech_record};
use chancery_nlp::Scratch;

/// Prints who says what in each report.
pub fn quotes(global: &Global, from: &Paths) -> Result<Exit> {
    let stages = Stages::open(global.search())?;
    let mut output = Output::open(global.output.as_deref())?;
    let exit = each(
        &plan(global, &from.paths),
        Scratch::default,
        |raw, scratch| {
            let document = take_whole(raw, global)?;
            let layers = stages.read(&document, scratch);
            let record = speech_record(
                &document.id,
                SpeechLayers {
                    text: &document.text,
                    parse: &layers.parse,
                    actors: &layers.actors,
                    speech: &layers.speech,
                },
            );
            let result = crate::json::line(&record);
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
