//! `chancery export`: the Ledger in the formats of others. The formats are the rows of one table.

use crate::exit::Exit;
use crate::output::Output;
use crate::settings;
use anyhow::{Context as _, Result, anyhow};
use chancery_cli::args::{ExportArgs, Global};
use chancery_store::Ledger;
use chancery_store::export::{
    Cells, Context, EXPORTS, Edges, Export, Memory, Private, Stock, Text, export as write, find,
};
use chancery_store::record::Event;
use chancery_store::view::Shelf;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes the export, or the list of formats.
pub fn export(global: &Global, args: &ExportArgs) -> Result<Exit> {
    let Some(name) = &args.format else {
        return list(global);
    };
    let format = find(name).ok_or_else(|| {
        anyhow!("no format `{name}`\nhint: `chancery export` without one lists all formats")
    })?;
    let path = settings::ledger(global)?;
    let ledger = Ledger::open(&path)?;
    let shelf = Shelf::new(&ledger)?;
    let stock = match args.changes_since {
        Some(version) => Stock::of(&ledger, shelf.changed_since(version)?)?,
        None => Stock::all(&ledger)?,
    };
    let context = context(&path, &ledger, args)?;
    match global
        .output
        .as_deref()
        .filter(|path| path.as_os_str() != "-")
    {
        Some(to) => {
            let name = || format!("writing {}", to.display());
            let mut out = BufWriter::new(File::create(to).with_context(name)?);
            write(format, &context, &stock, &mut out).with_context(name)?;
            out.flush().with_context(name)?;
        }
        None => {
            let mut out = BufWriter::new(std::io::stdout());
            let written = write(format, &context, &stock, &mut out).and_then(|()| out.flush());
            match written {
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
                other => other.context("writing the export")?,
            }
        }
    }
    Ok(Exit::Done)
}

/// Writes these events as a calendar: the form of an agenda that ends in .ics.
pub fn calendar(global: &Global, events: Vec<Event>) -> Result<Exit> {
    let format = find("ical").ok_or_else(|| anyhow!("no format `ical`"))?;
    let path = settings::ledger(global)?;
    let context = about(&path, &Ledger::open(&path)?)?;
    let source = Memory {
        events,
        ..Memory::default()
    };
    let mut bytes = Vec::new();
    write(format, &context, &source, &mut bytes).context("writing the calendar")?;
    let mut output = Output::open(global.output.as_deref())?;
    output.put(&String::from_utf8_lossy(&bytes))?;
    output.finish()?;
    Ok(Exit::Done)
}

fn context(path: &Path, ledger: &Ledger, args: &ExportArgs) -> Result<Context> {
    Ok(Context {
        text: match args.text.as_str() {
            "none" => Text::None,
            "full" => Text::Full,
            _ => Text::Quote,
        },
        private: match args.include_private {
            true => Private::Included,
            false => Private::Masked,
        },
        cells: match args.excel {
            true => Cells::Excel,
            false => Cells::Plain,
        },
        edges: match args.edges.as_str() {
            "parallel" => Edges::Parallel,
            _ => Edges::Merged,
        },
        day: args.day.map(|day| day.to_string()),
        ..about(path, ledger)?
    })
}

/// What an export says of its Ledger.
fn about(path: &Path, ledger: &Ledger) -> Result<Context> {
    // An empty Ledger has no version yet: there is one row always.
    let newest =
        "SELECT coalesce(max(number), 0), (SELECT made FROM version ORDER BY number DESC LIMIT 1)
        FROM version";
    let version = ledger
        .connection
        .query_row(newest, [], |row| Ok((row.get(0)?, row.get(1)?)));
    let (version, made) = version.context("asking for the version of the Ledger")?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    Ok(Context {
        ledger: name.into_owned(),
        version,
        made,
        coder: concat!("chancery ", env!("CARGO_PKG_VERSION")).to_owned(),
        codebook: "https://github.com/chancery/chancery/blob/main/docs/codebook.md".to_owned(),
        ..Context::default()
    })
}

fn list(global: &Global) -> Result<Exit> {
    let mut output = Output::open(global.output.as_deref())?;
    let line = |format: &Export| {
        format!(
            "{:<18} .{:<8} {}\n",
            format.name, format.suffix, format.says
        )
    };
    let text: String = EXPORTS.iter().map(line).collect();
    output.put(&text)?;
    output.finish()?;
    Ok(Exit::Done)
}
