//! `chancery brief`: the digest over many reports. Takes reports, or Readings as `read --json` made
//! them. Holds all Readings at once: memory grows with their number.

use super::{Reader, groups, plan};
use crate::args::{BriefArgs, Global};
use crate::exit::Exit;
use crate::form::{Form, asked};
use crate::input::Raw;
use crate::output::{self, Output};
use crate::render::digest::{Scope, Told, digest};
use crate::render::{brief_markdown, brief_text};
use crate::run::{Done, each};
use crate::terminal::{palette, room};
use anyhow::{Result, bail};

/// Prints the digest.
pub fn brief(global: &Global, args: &BriefArgs) -> Result<Exit> {
    if asked(global) == Some(Form::Json) {
        bail!("a brief is for people: found --json, expected text or Markdown (-o brief.md)");
    }
    let reader = Reader::open(global)?;
    let (mut told, mut failed) = (Vec::new(), Vec::new());
    let exit = each(
        &plan(global, &args.from.paths),
        || reader.scratch(),
        |raw: &Raw, scratch| {
            let reading = reader.read(raw, scratch)?;
            let origin = raw.origin.to_string();
            Ok(Done {
                id: reading.id.clone(),
                result: Told { reading, origin },
            })
        },
        |done| {
            match done {
                Ok(one) => told.push(one),
                Err(failure) => failed.push(format!("{}: {}", failure.origin, failure.what)),
            }
            Ok(output::Reader::There)
        },
    )?;
    let scope = match args.background {
        true => Scope::Background,
        false => Scope::Core,
    };
    let digest = digest(&told, &groups(&told), failed, scope);
    let text = match asked(global) {
        Some(Form::Markdown) => brief_markdown::page(&digest),
        _ => brief_text::page(&digest, room(global), palette(global)),
    };
    let mut output = Output::open(global.output.as_deref())?;
    output.put(&text)?;
    output.finish()?;
    Ok(exit)
}
