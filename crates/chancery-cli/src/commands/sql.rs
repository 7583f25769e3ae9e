//! `chancery sql`: one query over the views of the Ledger, as a table, CSV or JSON lines.

use crate::args::{Global, SqlArgs};
use crate::exit::Exit;
use crate::output::{Output, Reader};
use crate::{messages, settings};
use anyhow::{Context, Result};
use chancery_store::Ledger;
use chancery_store::sql::{Cell, Interrupter, Sink, query};
use serde_json::{Map, Value, json};
use std::path::Path;

/// Widest cell of a table.
const WIDEST: usize = 60;

/// Rows of a table where no limit is given: it is held whole to be laid out.
const TABLE_ROWS: usize = 1000;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Table,
    Csv,
    Json,
}

/// Prints the answer.
pub fn sql(global: &Global, args: &SqlArgs) -> Result<Exit> {
    let ledger = Ledger::open(&settings::ledger(global)?)?;
    let interrupter = Interrupter::of(&ledger);
    ctrlc::set_handler(move || interrupter.stop()).context("waiting for interrupts")?;
    let shape = shape(global, args);
    let most = match shape {
        Shape::Table => TABLE_ROWS,
        Shape::Csv | Shape::Json => usize::MAX,
    };
    let mut answer = Answer {
        shape,
        limit: args.limit.unwrap_or(most),
        output: Output::open(global.output.as_deref())?,
        names: Vec::new(),
        table: Vec::new(),
        rows: 0,
        cut: false,
        failed: None,
    };
    match query(&ledger, &args.query, &mut answer) {
        Err(error) if error.is_interrupted() => return Ok(Exit::Interrupted),
        other => other?,
    }
    let rows = answer.finish()?;
    Ok(match (rows, args.fail_empty) {
        (0, true) => Exit::NothingFound,
        _ => Exit::Done,
    })
}

fn shape(global: &Global, args: &SqlArgs) -> Shape {
    let suffix = global.output.as_deref().and_then(Path::extension);
    let suffix = suffix
        .and_then(|suffix| suffix.to_str())
        .unwrap_or_default();
    match (args.csv, global.json, suffix) {
        (true, _, _) | (false, false, "csv") => Shape::Csv,
        (_, true, _) | (_, _, "json" | "jsonl" | "ndjson") => Shape::Json,
        _ => Shape::Table,
    }
}

/// The answer as it comes in; only a table is held until its columns are known.
struct Answer {
    shape: Shape,
    limit: usize,
    output: Output,
    names: Vec<String>,
    table: Vec<Vec<String>>,
    rows: usize,
    cut: bool,
    failed: Option<anyhow::Error>,
}

impl Sink for Answer {
    fn columns(&mut self, names: Vec<String>) {
        if self.shape == Shape::Csv {
            self.put(&csv(names.iter().cloned()));
        }
        self.names = names;
    }

    fn row(&mut self, row: Vec<Cell>) -> bool {
        if self.rows == self.limit {
            self.cut = true;
            return false;
        }
        self.rows += 1;
        match self.shape {
            Shape::Table => {
                self.table.push(row.iter().map(words).collect());
                true
            }
            Shape::Csv => self.put(&csv(row.iter().map(words))),
            Shape::Json => {
                let fields = self
                    .names
                    .iter()
                    .cloned()
                    .zip(row.iter().map(|cell| json!(cell)));
                let object: Map<String, Value> = fields.collect();
                self.put(&crate::json::line(&object))
            }
        }
    }
}

impl Answer {
    /// True while somebody reads.
    fn put(&mut self, text: &str) -> bool {
        match self.output.put(text) {
            Ok(reader) => reader == Reader::There,
            Err(error) => {
                self.failed = Some(error);
                false
            }
        }
    }

    /// Number of rows.
    fn finish(mut self) -> Result<usize> {
        if self.shape == Shape::Table {
            let page = table(&self.names, &self.table);
            self.put(&page);
        }
        if self.cut {
            messages::told(&format!(
                "the first {} rows; --limit takes more",
                self.limit
            ));
        }
        self.failed.map_or(Ok(()), Err)?;
        self.output.finish()?;
        Ok(self.rows)
    }
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}

/// A line of RFC 4180.
fn csv(cells: impl Iterator<Item = String>) -> String {
    let quoted = |cell: String| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    };
    let cells: Vec<String> = cells.map(quoted).collect();
    format!("{}\r\n", cells.join(","))
}

/// Columns as wide as their words, a line a row.
fn table(names: &[String], rows: &[Vec<String>]) -> String {
    let short = |text: &String| -> String {
        let line = text.replace(['\n', '\r', '\t'], " ");
        match line.chars().count() > WIDEST {
            true => line.chars().take(WIDEST - 1).chain(['…']).collect(),
            false => line,
        }
    };
    let lines = std::iter::once(names).chain(rows.iter().map(Vec::as_slice));
    let lines: Vec<Vec<String>> = lines.map(|line| line.iter().map(short).collect()).collect();
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..names.len()).map(width).collect();
    let mut page = String::new();
    for (at, line) in lines.iter().enumerate() {
        let cells = line
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}"));
        let cells: Vec<String> = cells.collect();
        page.push_str(cells.join("  ").trim_end());
        page.push('\n');
        if at == 0 {
            let rules: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
            page.push_str(&rules.join("  "));
            page.push('\n');
        }
    }
    page
}
