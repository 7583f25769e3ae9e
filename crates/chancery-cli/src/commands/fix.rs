//! `chancery fix`: what a person says of the record. Nothing is edited in place: each correction is a
//! line of the log, and the events are made anew from it.

use super::Desk;
use crate::exit::Exit;
use crate::{messages, settings};
use anyhow::{Context, Result, anyhow, bail};
use chancery::actors::ActorLexicon;
use chancery::ingest::{Item, parse_day};
use chancery_cli::args::{FixArgs, FixOp, Global};
use chancery_data::knowledge;
use chancery_ingest::Stamp;
use chancery_nlp::Scratch;
use chancery_store::correct::{Correction, Op, Target};
use chancery_store::view::Shelf;
use chancery_store::{Ledger, Occasion, Press, Writer};
use std::io::BufRead as _;
use std::path::Path;

/// Writes the correction and says its number.
pub fn fix(global: &Global, args: &FixArgs) -> Result<Exit> {
    let path = settings::ledger(global)?;
    if let FixOp::Set {
        id, slot, value, ..
    } = &args.op
        && slot == PUBLISHED
    {
        return redate(&path, global, args, (id, value));
    }
    let lines = lines(&path, global, args)?;
    let names = ActorLexicon::new(knowledge());
    let mut writer = Writer::open(&path, occasion(global))?;
    for line in lines {
        match &args.op {
            FixOp::Redact { words, .. } => {
                let done = writer.redact(&names, words, line)?;
                messages::told(&format!(
                    "redacted in {} documents, {} actors",
                    done.documents, done.actors
                ));
            }
            _ => {
                let done = writer.correct(&names, line)?;
                messages::told(&format!("correction {}: {}", done.id, done.op.name()));
            }
        }
    }
    writer.close()?;
    Ok(Exit::Done)
}

/// Reads a document anew under another day.
fn redate(path: &Path, global: &Global, args: &FixArgs, (id, day): (&str, &str)) -> Result<Exit> {
    let published = parse_day(day);
    if published.is_none() {
        bail!("found `{day}` for {PUBLISHED}, expected a day such as 2026-01-02");
    }
    let desk = Desk::open(global)?;
    let ledger = Ledger::open(path)?;
    let row = ledger
        .connection
        .query_row(
            "SELECT id FROM document WHERE key = ? AND status = 'read'",
            [id],
            |row| row.get(0),
        )
        .map_err(|_| anyhow!("no document `{id}` in the Ledger"))?;
    let old = Shelf::new(&ledger)?.reading(row)?;
    let item = Item {
        id: Some(old.id.clone()),
        text: old.document.text.clone(),
        title: old.document.title.clone(),
        published,
        issued: old.document.issued.as_deref().and_then(Stamp::parse),
        url: old.document.url.clone(),
        outlet: old.document.outlet.clone(),
        byline: old.document.byline.clone(),
        ..Item::default()
    };
    let document = desk.reader.document(item);
    let reading = desk
        .reader
        .read(&document, global.search(), &mut Scratch::default());
    let mut writer = Writer::open(path, occasion(global))?;
    let draft = Press::new(writer.dictionaries(), &desk.reader.actors)?.draft(reading)?;
    let line = Correction {
        op: Op::Set,
        slot: Some(PUBLISHED.to_owned()),
        value: Some(day.to_owned()),
        ..blank(global, args)
    };
    let done = writer.redate(&desk.reader.actors, id, &draft, line)?;
    messages::told(&format!(
        "correction {}: {id} is {} now",
        done.id, draft.key
    ));
    writer.close()?;
    Ok(Exit::Done)
}

/// The slot of a document that can be set.
const PUBLISHED: &str = "published";

/// What is being done, for the row of the version.
fn occasion(global: &Global) -> Occasion {
    Occasion {
        what: "fix".to_owned(),
        run: chancery::engine::name().to_owned(),
        made: Some(settings::now(global)),
    }
}

/// The lines of the log that the arguments ask for.
fn lines(path: &Path, global: &Global, args: &FixArgs) -> Result<Vec<Correction>> {
    let ledger = Ledger::open(path)?;
    let shelf = Shelf::new(&ledger)?;
    let all = |ids: &[String]| -> Result<Vec<i64>> {
        let mut anchors = Vec::new();
        for id in ids {
            anchors.extend(shelf.anchors(id)?);
        }
        Ok(anchors)
    };
    let mut line = blank(global, args);
    match &args.op {
        FixOp::Replay { file } => return replayed(file),
        FixOp::Set {
            id, slot, value, ..
        } => {
            line.op = Op::Set;
            line.slot = Some(slot.clone());
            line.value = Some(value.clone());
            line.target.claims = shelf.anchors(id)?;
        }
        FixOp::Merge { ids, .. } => {
            line.op = Op::Merge;
            line.target.claims = all(ids)?;
        }
        FixOp::Split { id, claims, .. } => {
            line.op = Op::Split;
            line.target.claims = all(claims)?;
            line.target.rest = shelf.anchors(id)?;
            let apart = line.target.claims.clone();
            line.target.rest.retain(|anchor| !apart.contains(anchor));
            if line.target.rest.is_empty() {
                bail!("splitting {id}: found all of its claims, expected some of them");
            }
        }
        FixOp::Reject { ids, .. } => {
            line.op = Op::Reject;
            line.target.claims = all(ids)?;
        }
        FixOp::Confirm { ids, .. } => {
            line.op = Op::Confirm;
            line.target.claims = all(ids)?;
        }
        FixOp::Restore { number, .. } => {
            line.op = Op::Restore;
            line.target.correction = Some(*number);
        }
        FixOp::Redact { .. } => line.op = Op::Redact,
    }
    Ok(vec![line])
}

fn blank(global: &Global, args: &FixArgs) -> Correction {
    let said = args.op.said();
    Correction {
        id: 0,
        version: 0,
        op: Op::Confirm,
        target: Target::default(),
        slot: None,
        old_hash: None,
        value: None,
        why: said.map_or_else(String::new, |said| said.why.clone()),
        who: said.map_or_else(String::new, |said| said.by.clone().unwrap_or_else(user)),
        made: Some(settings::now(global)),
    }
}

/// Who is at the machine.
fn user() -> String {
    let named = ["USER", "USERNAME"].into_iter().find_map(std::env::var_os);
    named.map_or_else(
        || "unknown".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Corrections as `chancery log --json` prints them, to be made here.
fn replayed(file: &Path) -> Result<Vec<Correction>> {
    let opened =
        std::fs::File::open(file).with_context(|| format!("opening {}", file.display()))?;
    let mut lines = Vec::new();
    for (number, line) in std::io::BufReader::new(opened).lines().enumerate() {
        let line = line.with_context(|| format!("reading {}", file.display()))?;
        if line.trim().is_empty() {
            continue;
        }
        let correction: Correction = serde_json::from_str(&line).with_context(|| {
            format!(
                "{}:{}: no correction as `chancery log --json` prints it",
                file.display(),
                number + 1
            )
        })?;
        let own = !correction.target.documents.is_empty();
        if own || correction.op == Op::Redact || correction.op == Op::Restore {
            bail!(
                "{}:{}: found {}, which names what only its own Ledger has",
                file.display(),
                number + 1,
                correction.op.name()
            );
        }
        lines.push(correction);
    }
    Ok(lines)
}
