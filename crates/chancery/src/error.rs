//! The one error of this crate: an input that cannot become a [`Document`](crate::ingest::Document).
//!
//! Only [`ingest`](crate::ingest) fails; every later stage answers odd input with a note.

/// Why an input cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] pub(crate) Kind);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("text of {found} bytes is longer than the limit of {limit} bytes")]
    TooLong { found: u64, limit: u64 },
    #[error("binary data, not text: byte {at} is NUL")]
    Binary { at: usize },
    #[error("not UTF-8 text: too many broken bytes, the first at byte {at}")]
    Encoding { at: usize },
    #[error("HTML page: plain text or JSON lines expected")]
    Html,
    #[error("column {column}: {what}")]
    Json { column: usize, what: String },
    #[error("field `{field}`: found {found}, expected {expected}")]
    Field {
        field: &'static str,
        found: String,
        expected: &'static str,
    },
    #[error("object without a text: expected a field `text`")]
    NoText,
}

impl Error {
    /// True where the input is longer than what is read at all.
    pub fn is_too_long(&self) -> bool {
        matches!(self.0, Kind::TooLong { .. })
    }

    /// True where the input is not text.
    pub fn is_binary(&self) -> bool {
        matches!(
            self.0,
            Kind::Binary { .. } | Kind::Encoding { .. } | Kind::Html
        )
    }

    /// True where a JSON line is broken or has a field of the wrong kind.
    pub fn is_malformed(&self) -> bool {
        matches!(
            self.0,
            Kind::Json { .. } | Kind::Field { .. } | Kind::NoText
        )
    }

    /// What the user can do about it, for a `hint:` line.
    pub fn hint(&self) -> Option<&'static str> {
        match self.0 {
            Kind::TooLong { .. } => {
                Some("split the file: one report a file, or one a line of JSON")
            }
            Kind::Binary { .. } | Kind::Encoding { .. } => Some("convert it to UTF-8 text first"),
            Kind::Json { .. } => Some("one complete JSON object a line is expected"),
            Kind::Html => Some("save the words of the report as .txt"),
            Kind::Field { .. } => None,
            Kind::NoText => Some("name the words of the report `text`"),
        }
    }
}
