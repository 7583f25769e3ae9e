//! The commands, one a module; each is a thin way from reports to text.

mod stages;
mod ask;
mod sites;
pub mod names;
pub mod times;
pub mod actors;
pub mod quotes;
pub mod parse;
pub mod relate;
pub mod extract;
pub mod read;
pub mod link;
pub mod brief;
pub mod codebook;
pub mod find;
pub mod actor;
pub mod show;
pub mod dyad;
pub mod agenda;
pub mod review;
pub mod init;
pub mod add;
pub mod fix;
pub mod log;
pub mod export;
pub mod doctor;
pub mod backup;
pub mod sql;
pub mod config;
pub mod shells;
#[cfg(feature = "fetch")]
mod web;
#[cfg(feature = "fetch")]
pub mod fetch;
#[cfg(feature = "fetch")]
pub mod watch;

use crate::args::Global;
use crate::child;
use crate::exit::Exit;
use crate::input::{Failure, Kind, Raw};
use crate::messages::Verbosity;
use crate::output;
use crate::render::digest::Shelf;
use crate::run::{Done, Plan, Stretch, Withdrawals, each};
use anyhow::{Context, Result};
use chancery::ingest::{Document, FurnitureRules, Item, document, whole_document};
use chancery::reading::{Reader, Reading};
use chancery_data::knowledge;
use chancery_ingest::open::{Options, PdfPages};
use chancery_ingest::sniff::Form;
use chancery_nlp::{Engine, Scratch, Span};
use std::num::NonZero;
use std::path::PathBuf;

/// The English engine.
pub fn engine() -> Result<Engine> {
    Engine::english().context("loading the models of English")
}

/// How to run over these paths.
pub fn plan(global: &Global, paths: &[PathBuf]) -> Plan {
    let cores = || std::thread::available_parallelism().map_or(1, NonZero::get);
    let jobs = global.jobs.map_or_else(cores, usize::from);
    Plan {
        paths: paths.to_vec(),
        options: Options {
            map: global.map.clone().unwrap_or_default(),
            pdf: PdfPages(child::pages),
        },
        jobs,
        stretch: Stretch::of(jobs),
        verbosity: match global.verbose {
            true => Verbosity::Verbose,
            false => Verbosity::Normal,
        },
        withdrawals: Withdrawals::LeftOut,
        stop: None,
    }
}

/// The document of a report, with the furniture that the rules find.
pub fn take(raw: &Raw, rules: &FurnitureRules, global: &Global) -> Result<Document, Failure> {
    item(raw, global).map(|item| document(rules, item))
}

/// A report as it was handed over.
pub fn item(raw: &Raw, global: &Global) -> Result<Item, Failure> {
    let mut item = raw
        .item()
        .map_err(|error| Failure::of(raw.origin.clone(), &error))?;
    item.as_of = item.as_of.or(global.as_of);
    Ok(item)
}

/// The whole text of a report as regions, for the commands that show one layer: nothing is cut,
/// and the language is not asked for.
pub fn take_whole(raw: &Raw, global: &Global) -> Result<Document, Failure> {
    item(raw, global).map(whole_document)
}

/// Bytes of the regions, in order.
pub fn spans(document: &Document) -> Vec<Span> {
    document.regions.iter().map(|r| r.span).collect()
}

/// What `read` and everything above it needs, loaded once.
pub struct Desk<'g> {
    /// Reads a document.
    pub reader: Reader,
    global: &'g Global,
}

impl<'g> Desk<'g> {
    /// Loads models and knowledge.
    pub fn open(global: &'g Global) -> Result<Self> {
        let reader = Reader::english(knowledge()).context("loading the models of English")?;
        Ok(Desk { reader, global })
    }

    /// The Reading of a report; a line that holds a Reading gives it back.
    pub fn read(&self, raw: &Raw, scratch: &mut Scratch) -> Result<Reading, Failure> {
        if let Some(reading) = reading_in(raw) {
            return Ok(reading);
        }
        let document = take(raw, &self.reader.furniture, self.global)?;
        Ok(self.reader.read(&document, self.global.search(), scratch))
    }
}

/// The Reading that a line of JSON holds.
pub fn reading_in(raw: &Raw) -> Option<Reading> {
    (raw.form == Form::JsonLine).then_some(())?;
    memchr::memmem::find(&raw.bytes, b"\"claims\"")?;
    serde_json::from_slice(&raw.bytes).ok()
}

/// The Readings of all reports of these paths, held at once, and how it ended.
pub fn shelf(global: &Global, paths: &[PathBuf]) -> Result<(Shelf, Exit)> {
    let desk = Desk::open(global)?;
    let mut shelf = Shelf::default();
    let exit = each(
        &plan(global, paths),
        Scratch::default,
        |raw: &Raw, scratch| {
            let reading = desk.read(raw, scratch)?;
            Ok(Done {
                id: reading.id.clone(),
                result: (reading, raw.origin.to_string()),
            })
        },
        |told| {
            match told {
                Ok((reading, origin)) => {
                    shelf.readings.push(reading);
                    shelf.origins.push(origin);
                }
                Err(failure) if failure.kind != Kind::Lost => {}
                Err(failure) => {
                    let line = format!("{}: {}", failure.origin, failure.what);
                    shelf.failed.push(line);
                }
            }
            Ok(output::Reader::There)
        },
    )?;
    Ok((shelf, exit))
}
