//! The `chancery` command: reads the command line, runs one command, answers with an exit code.

mod exit;
mod child;
mod input;
mod messages;
mod output;
mod run;
mod json;
mod progress;
mod conllu;
mod render;
mod terminal;
mod form;
mod answer;
mod settings;
mod interrupt;
mod commands;

use chancery_cli::args::{self, Cli, Command, Global};
use clap::Parser;
use exit::Exit;
use std::process::ExitCode;

fn main() -> ExitCode {
    if child::is_asked_for() {
        return child::answer();
    }
    let cli = Cli::parse();
    quiet_faults(&cli.global);
    match run(&cli) {
        Ok(exit) => exit.into(),
        Err(error) => {
            messages::fatal(&error);
            Exit::Error.into()
        }
    }
}

fn run(cli: &Cli) -> anyhow::Result<Exit> {
    let global = &cli.global;
    match &cli.command {
        Command::Init(args) => commands::init::init(args),
        Command::Add(args) => commands::add::add(global, args),
        #[cfg(feature = "fetch")]
        Command::Fetch(args) => commands::fetch::fetch(global, args),
        #[cfg(feature = "fetch")]
        Command::Watch(args) => commands::watch::watch(global, args),
        Command::Doctor(args) => commands::doctor::doctor(global, args),
        Command::Backup(args) => commands::backup::backup(global, args),
        Command::Sql(args) => commands::sql::sql(global, args),
        Command::Config(command) => commands::config::config(global, command),
        Command::Completions(args) => commands::shells::completions(global, args),
        Command::Man(args) => commands::shells::man(global, args),
        Command::Read(args) => commands::read::read(global, args),
        Command::Brief(args) => commands::brief::brief(global, args),
        Command::Parse(args) => commands::parse::parse(global, args),
        Command::Times(from) => commands::times::times(global, from),
        Command::Quotes(args) => commands::quotes::quotes(global, args),
        Command::Find(args) => commands::find::find(global, args),
        Command::Show(args) => commands::show::show(global, args),
        Command::Actor(args) => commands::actor::actor(global, args),
        Command::Dyad(args) => commands::dyad::dyad(global, args),
        Command::Network(args) => commands::dyad::network(global, args),
        Command::Agenda(args) => commands::agenda::agenda(global, args),
        Command::Conflicts(args) => commands::review::conflicts(global, args),
        Command::Review(args) => commands::review::review(global, args),
        Command::Coverage(args) => commands::review::coverage(global, args),
        Command::Actors(from) => commands::actors::actors(global, from),
        Command::Names(from) => commands::names::names(global, from),
        Command::Relate(args) => commands::relate::relate(global, args),
        Command::Extract(args) => commands::extract::extract(global, args),
        Command::Codebook(args) => commands::codebook::codebook(global, args),
        Command::Fix(args) => commands::fix::fix(global, args),
        Command::Log(args) => commands::log::log(global, args),
        Command::Diff(args) => commands::log::diff(global, args),
        Command::Export(args) => commands::export::export(global, args),
        Command::Link(from) => commands::link::link(global, from),
    }
}

/// A fault in one report is told in one line; its place in the program only where it is asked for.
fn quiet_faults(global: &Global) {
    if !global.verbose {
        std::panic::set_hook(Box::new(|_| {}));
    }
}
