//! `chancery config show`: the settings that hold here, and where each was said.

use crate::args::{ConfigCommand, Global, When};
use crate::exit::Exit;
use crate::output::Output;
use crate::settings::named_ledger;
use anyhow::Result;

/// Prints a line a setting.
pub fn config(global: &Global, command: &ConfigCommand) -> Result<Exit> {
    let ConfigCommand::Show(args) = command;
    let unset = ("none".to_owned(), "nowhere".to_owned());
    let ledger = named_ledger(global)?;
    let ledger = ledger.map_or(unset, |(path, said)| {
        (path.display().to_string(), said.to_string())
    });
    let flag = |set: bool, name: &str| match set {
        true => format!("--{name}"),
        false => "default".to_owned(),
    };
    let jobs = global
        .jobs
        .map_or("all cores".to_owned(), |jobs| jobs.to_string());
    let colour = format!("{:?}", global.color).to_lowercase();
    let settings = [
        ("ledger", ledger),
        ("jobs", (jobs, flag(global.jobs.is_some(), "jobs"))),
        ("color", (colour, flag(global.color != When::Auto, "color"))),
    ];
    let mut output = Output::open(global.output.as_deref())?;
    for (name, (value, origin)) in settings {
        output.put(&match args.origin {
            true => format!("{name} = {value}  # {origin}\n"),
            false => format!("{name} = {value}\n"),
        })?;
    }
    output.finish()?;
    Ok(Exit::Done)
}
