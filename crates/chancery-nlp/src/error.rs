//! What can go wrong: only the loading of models and tables.

use thiserror::Error as ThisError;

/// A model or table that cannot be used.
#[derive(Debug, ThisError)]
#[error(transparent)]
pub struct Error(#[from] Kind);

#[derive(Debug, ThisError)]
enum Kind {
    #[error("reading model {name}: {what}")]
    Model { name: String, what: String },
    #[error("reading table {name}, line {line}: {what}")]
    Table {
        name: String,
        line: usize,
        what: String,
    },
    #[error("looking for {name} of language {lang}: there is none")]
    Missing { lang: String, name: String },
}

impl Error {
    /// A model file that cannot be read.
    pub fn model(name: &str, what: &str) -> Self {
        Kind::Model {
            name: name.into(),
            what: what.into(),
        }
        .into()
    }

    pub(crate) fn table(name: &str, line: usize, what: &str) -> Self {
        Kind::Table {
            name: name.into(),
            line,
            what: what.into(),
        }
        .into()
    }

    pub(crate) fn missing(lang: &str, name: &str) -> Self {
        Kind::Missing {
            lang: lang.into(),
            name: name.into(),
        }
        .into()
    }

    /// True where a model or table of the language is absent.
    pub fn is_missing(&self) -> bool {
        matches!(self.0, Kind::Missing { .. })
    }
}
