//! `chancery completions`, `chancery man`: made from the command line itself.

use crate::args::{CompletionsArgs, Global, ManArgs};
use crate::exit::Exit;
use crate::output::Output;
use anyhow::{Context, Result};

/// Prints the completion file of a shell.
pub fn completions(global: &Global, args: &CompletionsArgs) -> Result<Exit> {
    let mut bytes = Vec::new();
    let mut command = chancery_cli::command();
    clap_complete::generate(args.shell, &mut command, "chancery", &mut bytes);
    print(global, bytes)
}

/// Prints the manual page of the program, or of one of its commands.
pub fn man(global: &Global, args: &ManArgs) -> Result<Exit> {
    let mut command = chancery_cli::command();
    // The names of the commands get the program's before them.
    command.build();
    let page = match &args.command {
        None => command,
        Some(name) => command
            .find_subcommand(name)
            .with_context(|| format!("no command `{name}`"))?
            .clone(),
    };
    let mut bytes = Vec::new();
    clap_mangen::Man::new(page)
        .render(&mut bytes)
        .context("writing the page")?;
    print(global, bytes)
}

fn print(global: &Global, bytes: Vec<u8>) -> Result<Exit> {
    let mut output = Output::open(global.output.as_deref())?;
    output.put(&String::from_utf8(bytes).context("writing the text")?)?;
    output.finish()?;
    Ok(Exit::Done)
}
