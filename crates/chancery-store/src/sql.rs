//! SQL over the views of a Ledger, for reading alone.
//!
//! One statement that cannot change anything; rows are handed on one by one, so that the longest
//! answer costs no memory, and whoever holds an [`Interrupter`] may stop it.

use crate::error::Error;
use crate::file::Ledger;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use serde::Serialize;

/// A value of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Words; bytes as hexadecimal digits.
    Text(String),
}

/// Stops a query from another thread.
pub struct Interrupter(rusqlite::InterruptHandle);

impl Interrupter {
    /// For the queries of this Ledger.
    pub fn of(ledger: &Ledger) -> Interrupter {
        Interrupter(ledger.connection.get_interrupt_handle())
    }

    /// Ends what is running.
    pub fn stop(&self) {
        self.0.interrupt();
    }
}

/// What takes the rows of an answer.
pub trait Sink {
    /// The names of the columns, once, first.
    fn columns(&mut self, names: Vec<String>);
    /// A row; false ends the query.
    fn row(&mut self, row: Vec<Cell>) -> bool;
}

/// Runs one statement. Errors: a statement that is not understood, or that could change something;
/// one that was stopped.
pub fn query(ledger: &Ledger, sql: &str, sink: &mut impl Sink) -> Result<(), Error> {
    let file = &ledger.connection;
    file.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    let mut statement = file.prepare(sql)?;
    if !statement.readonly() {
        return Err(Error::refused("only queries that change nothing are run"));
    }
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let columns = names.len();
    sink.columns(names);
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let cells = (0..columns).map(|column| Ok(cell(row.get_ref(column)?)));
        if !sink.row(cells.collect::<Result<_, Error>>()?) {
            break;
        }
    }
    Ok(())
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => {
            Cell::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
        }
    }
}
