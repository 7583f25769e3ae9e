//! A table of our own: columns with types, rows of cells. CSV, TSV, Parquet, Arrow and `SQLite` are written from it.

use super::View;
use std::io;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, codes; lists joined by `;`.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// An ISO day.
    Day,
}

/// One value; a missing one is an empty field.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words or a day.
    Text(Option<String>),
    /// A whole number.
    Whole(Option<i64>),
    /// A number.
    Number(Option<f64>),
    /// True or false.
    Flag(bool),
}

/// A column: name (snake case, at most 32 characters), what it holds.
pub type Column = (&'static str, Kind);

/// Where rows go.
pub type Put<'a> = &'a mut dyn FnMut(Vec<Cell>) -> io::Result<()>;

/// A table.
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// Its columns in order.
    pub columns: &'static [Column],
    /// Columns that tell rows apart.
    pub key: &'static [&'static str],
    /// Hands over its rows in order, each with a cell a column.
    pub rows: fn(&View<'_>, Put<'_>) -> io::Result<()>,
}

impl Sheet {
    /// Names of the columns.
    pub fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.0).collect()
    }
}

impl Cell {
    /// The value as text; empty where it is missing.
    pub fn show(&self) -> String {
        match self {
            Cell::Text(value) => value.clone().unwrap_or_default(),
            Cell::Whole(value) => value.map_or_else(String::new, |value| value.to_string()),
            Cell::Number(value) => value.map_or_else(String::new, |value| value.to_string()),
            Cell::Flag(value) => value.to_string(),
        }
    }
}

/// Words; none for empty ones.
pub fn text(value: impl Into<String>) -> Cell {
    let value = value.into();
    Cell::Text((!value.is_empty()).then_some(value))
}

/// Words that may be missing.
pub fn maybe(value: Option<&str>) -> Cell {
    text(value.unwrap_or_default())
}

/// A count.
pub fn count(value: usize) -> Cell {
    Cell::Whole(i64::try_from(value).ok())
}

/// A whole number.
pub fn whole(value: impl Into<i64>) -> Cell {
    Cell::Whole(Some(value.into()))
}

/// A number; none where it is not finite.
pub fn number(value: Option<f64>) -> Cell {
    Cell::Number(value.filter(|value| value.is_finite()))
}

/// A list in one cell, joined by `;`; what separates stands in no part.
pub fn list<'a>(parts: impl IntoIterator<Item = &'a str>) -> Cell {
    text(joined(parts))
}

/// The same as text.
pub fn joined<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let parts: Vec<String> = parts
        .into_iter()
        .map(|part| part.replace(';', ","))
        .collect();
    if parts.iter().all(String::is_empty) {
        return String::new();
    }
    parts.join(";")
}
