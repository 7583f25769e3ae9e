//! `chancery relate`: {"id", "type", "mode", "status", "score"} for a text with two marked actors.

use super::plan;
use crate::args::{Global, Labels, RelateArgs};
use crate::exit::Exit;
use crate::input::Failure;
use crate::output::Output;
use crate::run::{Done, each};
use anyhow::{Context, Result};
use chancery::reading::Reader;
use chancery::relate::{Profile, Question, Relater};
use chancery_data::knowledge;
use chancery_nlp::Scratch;
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    mode: Option<&'a str>,
    status: &'a str,
    score: f64,
}

/// Prints the relation between the marked actors of each line.
pub fn relate(global: &Global, args: &RelateArgs) -> Result<Exit> {
    let reader = Reader::english(knowledge()).context("loading the models of English")?;
    let relater = Relater::english(knowledge()).context("loading the weights of relations")?;
    let profile = match args.profile {
        Labels::Plover => Profile::Plover,
        Labels::Plv => Profile::Plv,
    };
    let mut output = Output::open(global.output.as_deref())?;
    let exit = each(
        &plan(global, &args.from.paths),
        Scratch::default,
        |raw, scratch| {
            let question = Question::from_json(&raw.bytes)
                .map_err(|error| Failure::of(raw.origin.clone(), &error))?;
            let (document, asked) = (&question.document, (&question.sides, profile));
            let relation = relater.relate(&reader, document, asked, (global.search(), scratch));
            let line = Line {
                id: &document.id,
                kind: &relation.event_type,
                mode: relation.mode.as_deref(),
                status: relation.status.as_str(),
                score: relation.score,
            };
            Ok(Done {
                id: document.id.clone(),
                result: crate::json::line(&line),
            })
        },
        |line| output.put_done(line),
    )?;
    output.finish()?;
    Ok(exit)
}
