//! `chancery log`: the corrections, oldest first. `chancery diff`: the events that changed.

use crate::exit::Exit;
use crate::output::{Output, Reader};
use crate::settings;
use anyhow::{Result, bail};
use chancery_cli::args::{DiffArgs, Global, LogArgs};
use chancery_store::Ledger;
use chancery_store::correct::{self, Correction};
use chancery_store::day::iso;
use chancery_store::maintain::runs;
use chancery_store::view::Shelf;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Prints the log.
pub fn log(global: &Global, args: &LogArgs) -> Result<Exit> {
    let ledger = Ledger::open(&settings::ledger(global)?)?;
    if args.engines {
        return engines(global, &ledger);
    }
    let since = args
        .since
        .map(|day| i64::from(chancery::time::calendar::Day::from(day).0) * DAY);
    let wanted =
        |line: &Correction| since.is_none_or(|since| line.made.is_some_and(|m| m >= since));
    let mut output = Output::open(global.output.as_deref())?;
    for line in correct::log(&ledger.connection, 0)?
        .into_iter()
        .filter(wanted)
    {
        let text = match crate::form::asked(global) {
            Some(crate::form::Form::Json) => crate::json::line(&line),
            _ => told(&line),
        };
        if output.put(&text)? == Reader::Gone {
            break;
        }
    }
    output.finish()?;
    Ok(Exit::Done)
}

/// The engines that read, in the order in which they came.
fn engines(global: &Global, ledger: &Ledger) -> Result<Exit> {
    let mut output = Output::open(global.output.as_deref())?;
    for run in runs(&ledger.connection)? {
        let text = match crate::form::asked(global) {
            Some(crate::form::Form::Json) => crate::json::line(&run),
            _ => format!("{}\t{} documents\n", run.engine, run.documents),
        };
        if output.put(&text)? == Reader::Gone {
            break;
        }
    }
    output.finish()?;
    Ok(Exit::Done)
}

/// A correction in a line.
fn told(line: &Correction) -> String {
    let made = line
        .made
        .and_then(|made| i32::try_from(made.div_euclid(DAY)).ok());
    let made = made.map_or_else(|| "undated".to_owned(), iso);
    let slot = line.slot.as_ref().map_or_else(String::new, |slot| {
        format!(" {slot} = {}", line.value.as_deref().unwrap_or_default())
    });
    let about = match line.target.correction {
        Some(number) => format!("correction {number}"),
        None if line.target.words.is_some() => "words".to_owned(),
        None => format!("{} claims", line.target.claims.len()),
    };
    format!(
        "{}\tv{}\t{made}\t{}\t{about}{slot}\t{}\t{}\n",
        line.id,
        line.version,
        line.op.name(),
        line.who,
        line.why
    )
}

/// Prints what changed.
pub fn diff(global: &Global, args: &DiffArgs) -> Result<Exit> {
    let ledger = Ledger::open(&settings::ledger(global)?)?;
    let shelf = Shelf::new(&ledger)?;
    let newest = shelf.version()?;
    let until = args.until.unwrap_or(newest);
    if args.from > until || until > newest {
        bail!(
            "comparing v{} with v{until}: expected versions in order, up to v{newest}",
            args.from
        );
    }
    let mut output = Output::open(global.output.as_deref())?;
    for turn in shelf.changes(args.from, until)? {
        let text = match crate::form::asked(global) {
            Some(crate::form::Form::Json) => crate::json::line(&turn),
            _ => {
                let became = format!("{:?}", turn.became).to_lowercase();
                let into = turn
                    .into
                    .map_or_else(String::new, |into| format!("\tinto {into}"));
                format!("v{}\t{became}\t{}{into}\n", turn.version, turn.event)
            }
        };
        if output.put(&text)? == Reader::Gone {
            break;
        }
    }
    output.finish()?;
    Ok(Exit::Done)
}
