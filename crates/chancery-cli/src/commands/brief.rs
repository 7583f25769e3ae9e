//! `chancery brief`: the digest over many reports. Takes reports, or Readings as `read --json` made
//! them. Holds all Readings at once: memory grows with their number.

use super::shelf;
use crate::args::{BriefArgs, Global};
use crate::exit::Exit;
use crate::form::{Form, asked};
use crate::output::Output;
use crate::render::digest::{Scope, digest};
use crate::render::{brief_markdown, brief_text};
use crate::terminal::{palette, room};
use anyhow::{Result, bail};
use chancery::actors::ActorLexicon;
use chancery::link::link;
use chancery_data::knowledge;

/// Prints the digest.
pub fn brief(global: &Global, args: &BriefArgs) -> Result<Exit> {
    if asked(global) == Some(Form::Json) {
        bail!("a brief is for people: found --json, expected text or Markdown (-o brief.md)");
    }
    let (shelf, exit) = shelf(global, &args.from.paths)?;
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
