//! CSV (RFC 4180) and TSV of the native tables: UTF-8, header, a cell quoted where it must be.
//!
//! For Excel the file begins with a byte order mark, and a text that Excel takes for a formula gets
//! an apostrophe before it.

use super::sheet::{Cell, Sheet};
use super::{Cells, Out, View};
use csv::{Terminator, WriterBuilder};
use std::io;

/// What separates the cells of a row.
#[derive(Clone, Copy)]
pub enum Separator {
    /// Commas; lines end in CR LF, as RFC 4180 has it.
    Comma,
    /// Tabs; lines end in LF.
    Tab,
}

/// Writes one table.
pub fn write(sheet: &Sheet, by: Separator, view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    if view.context.cells == Cells::Excel {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let (delimiter, end) = match by {
        Separator::Comma => (b',', Terminator::CRLF),
        Separator::Tab => (b'\t', Terminator::Any(b'\n')),
    };
    let mut table = WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(end)
        .from_writer(out);
    table
        .write_record(sheet.names())
        .map_err(io::Error::other)?;
    (sheet.rows)(view, &mut |row| {
        let cells = row.iter().map(|cell| shown(view.context.cells, cell));
        table.write_record(cells).map_err(io::Error::other)
    })?;
    table.flush()
}

fn shown(cells: Cells, cell: &Cell) -> String {
    let text = cell.show();
    let formula =
        matches!(cell, Cell::Text(_)) && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match cells {
        Cells::Excel if formula => format!("'{text}"),
        Cells::Excel | Cells::Plain => text,
    }
}
