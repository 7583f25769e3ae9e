//! `chancery doctor`: whether the Ledger is sound, a line a check.

use crate::args::{DoctorArgs, Global};
use crate::exit::Exit;
use crate::output::Output;
use crate::settings;
use anyhow::Result;
use chancery_store::Ledger;
use chancery_store::maintain::{Finding, doctor as checks, repair};
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    check: &'a str,
    finding: &'a str,
    what: &'a str,
}

/// Runs the checks; after `--repair` made anew what can be.
pub fn doctor(global: &Global, args: &DoctorArgs) -> Result<Exit> {
    let path = settings::ledger(global)?;
    if args.repair {
        repair(&path)?;
    }
    let ledger = Ledger::open(&path)?;
    let mut output = Output::open(global.output.as_deref())?;
    let mut exit = Exit::Done;
    let mut written = Ok(());
    checks(&ledger, |check| {
        let (finding, what) = match &check.finding {
            Finding::Well(what) => ("ok", what),
            Finding::Note(what) => ("note", what),
            Finding::Wrong(what) => ("wrong", what),
        };
        if matches!(check.finding, Finding::Wrong(_)) {
            exit = Exit::Error;
        }
        let line = match global.json {
            true => crate::json::line(&Line {
                check: check.what,
                finding,
                what,
            }),
            false => format!("{finding:<6}{:<12}{what}\n", check.what),
        };
        if written.is_ok() {
            written = output.put(&line).map(drop);
        }
    })?;
    written?;
    output.finish()?;
    Ok(exit)
}
