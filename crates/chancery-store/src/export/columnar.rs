//! Parquet (zstd) and Arrow IPC (file and stream) of the native table, in batches.
//!
//! The metadata of the schema names the Ledger, its version, what read the reports and the codebook.

use super::sheet::{Cell, Column, Kind, Sheet};
use super::{Context, Out, View, days};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray,
};
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::{DataType, Field, Metadata, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use std::io;
use std::sync::Arc;

/// Rows of a batch.
const BATCH: usize = 8192;

/// Writes Parquet.
pub fn parquet(sheet: &Sheet, view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    let pairs = says(view.context).into_iter();
    let meta = pairs.map(|(key, value)| KeyValue::new(key.to_owned(), value));
    let level = ZstdLevel::try_new(3).map_err(io::Error::other)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_key_value_metadata(Some(meta.collect()))
        .build();
    let schema = schema(sheet, view.context);
    let mut file =
        ArrowWriter::try_new(out, schema.clone(), Some(properties)).map_err(io::Error::other)?;
    batches(sheet, view, &schema, &mut |batch| {
        file.write(&batch).map_err(io::Error::other)
    })?;
    file.close().map_err(io::Error::other)?;
    Ok(())
}

/// Writes an Arrow IPC file (Feather, version 2).
pub fn file(sheet: &Sheet, view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    let schema = schema(sheet, view.context);
    let mut file = FileWriter::try_new(out, &schema).map_err(io::Error::other)?;
    batches(sheet, view, &schema, &mut |batch| {
        file.write(&batch).map_err(io::Error::other)
    })?;
    file.finish().map_err(io::Error::other)
}

/// Writes an Arrow IPC stream.
pub fn stream(sheet: &Sheet, view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    let schema = schema(sheet, view.context);
    let mut stream = StreamWriter::try_new(out, &schema).map_err(io::Error::other)?;
    batches(sheet, view, &schema, &mut |batch| {
        stream.write(&batch).map_err(io::Error::other)
    })?;
    stream.finish().map_err(io::Error::other)
}

/// What the file says of itself, by key.
fn says(context: &Context) -> Vec<(&'static str, String)> {
    let pairs = [
        ("chancery.ledger", context.ledger.clone()),
        ("chancery.version", context.version.to_string()),
        ("chancery.coder", context.coder.clone()),
        ("chancery.model", context.model.clone()),
        ("chancery.codebook", context.codebook.clone()),
    ];
    pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

fn schema(sheet: &Sheet, context: &Context) -> SchemaRef {
    let fields: Vec<Field> = sheet
        .columns
        .iter()
        .map(|(name, kind)| Field::new(*name, stored(*kind), true))
        .collect();
    // The library keeps the pairs in a hash map and sorts them where it writes them down.
    let meta = says(context).into_iter();
    let meta = meta.map(|(key, value)| (key.to_owned(), value));
    Arc::new(Schema::new_with_metadata(
        fields,
        meta.collect::<Metadata>(),
    ))
}

fn stored(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Whole => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Flag => DataType::Boolean,
        Kind::Day => DataType::Date32,
    }
}

fn batches(
    sheet: &Sheet,
    view: &View<'_>,
    schema: &SchemaRef,
    put: &mut dyn FnMut(RecordBatch) -> io::Result<()>,
) -> io::Result<()> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    (sheet.rows)(view, &mut |row| {
        rows.push(row);
        if rows.len() == BATCH {
            put(batch(sheet.columns, schema, &std::mem::take(&mut rows))?)?;
        }
        Ok(())
    })?;
    put(batch(sheet.columns, schema, &rows)?)
}

fn batch(columns: &[Column], schema: &SchemaRef, rows: &[Vec<Cell>]) -> io::Result<RecordBatch> {
    let arrays: Vec<ArrayRef> = columns
        .iter()
        .enumerate()
        .map(|(at, (_, kind))| array(*kind, rows.iter().map(|row| &row[at])))
        .collect();
    RecordBatch::try_new(schema.clone(), arrays).map_err(io::Error::other)
}

fn array<'a>(kind: Kind, cells: impl Iterator<Item = &'a Cell>) -> ArrayRef {
    let words = |cell: &'a Cell| match cell {
        Cell::Text(value) => value.as_deref(),
        _ => None,
    };
    match kind {
        Kind::Text => Arc::new(cells.map(words).collect::<StringArray>()),
        Kind::Day => {
            let day = |cell| words(cell).and_then(days::day).and_then(days::number);
            Arc::new(cells.map(day).collect::<Date32Array>())
        }
        Kind::Whole => Arc::new(
            cells
                .map(|cell| match cell {
                    Cell::Whole(value) => *value,
                    _ => None,
                })
                .collect::<Int64Array>(),
        ),
        Kind::Number => Arc::new(
            cells
                .map(|cell| match cell {
                    Cell::Number(value) => *value,
                    _ => None,
                })
                .collect::<Float64Array>(),
        ),
        Kind::Flag => Arc::new(
            cells
                .map(|cell| match cell {
                    Cell::Flag(value) => Some(*value),
                    _ => None,
                })
                .collect::<BooleanArray>(),
        ),
    }
}
