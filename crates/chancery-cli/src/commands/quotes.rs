//! `chancery quotes`: {"id", "quotes", "attributions"} of reports, code points; without a report the
//! quotes of the Ledger.

use super::ask::Desk;
use super::stages::Stages;
use super::{plan, take_whole};
use crate::answer::{Answer, give, sight};
use crate::args::{Global, QuotesArgs};
use crate::exit::Exit;
use crate::messages;
use crate::output::Output;
use crate::render::account::Paper;
use crate::render::dossier::quote;
use crate::run::{Done, each};
use anyhow::Result;
use chancery::speech::record::{SpeechLayers, speech_record};
use chancery_nlp::Scratch;
use chancery_store::view::{Kinds, Quotes};
use std::path::PathBuf;

/// Prints who says what.
pub fn quotes(global: &Global, args: &QuotesArgs) -> Result<Exit> {
    match args.paths.is_empty() {
        true => kept(global, args),
        false => read(global, &args.paths),
    }
}

/// The quotes of the Ledger.
fn kept(global: &Global, args: &QuotesArgs) -> Result<Exit> {
    let desk = Desk::open(global)?;
    let asked = Quotes {
        speaker: args.speaker.clone(),
        kinds: if args.direct {
            Kinds::Direct
        } else {
            Kinds::All
        },
        since: args.range.since,
        until: args.range.until,
        limit: args.limit,
    };
    let (said, total) = desk.shelf()?.quotes(&desk.names, &asked)?;
    if (said.len() as u64) < total {
        messages::told(&format!(
            "{} of {total} quotes; --limit N shows more",
            said.len()
        ));
    }
    let mut paper = Paper::new(sight(global));
    for one in &said {
        paper.filled(0, &quote(one));
    }
    give(global, &args.shown, Answer::of(&said, COLUMNS, paper.text))
}

/// Columns of a table with commas.
const COLUMNS: &str = "speaker.name speaker.actor office.title office.country kind text cue.text start end \
    document.id document.outlet document.published document.title document.url";

/// The quotes of each report.
fn read(global: &Global, paths: &[PathBuf]) -> Result<Exit> {
    let stages = Stages::open(global.search())?;
    let mut output = Output::open(global.output.as_deref())?;
    let exit = each(
        &plan(global, paths),
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
