//! The one error of this crate: input that holds no report.

/// Why bytes cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] pub(crate) Kind);

/// What was found.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    /// The bytes are not what they say, or end too early.
    #[error("{format}: byte {at}: {what}")]
    Broken {
        /// The format that was being read.
        format: &'static str,
        /// Byte of the input, from 0.
        at: u64,
        /// What was found.
        what: String,
    },
    /// It could not be read to its end, whatever it is.
    #[error("{format}: {what}")]
    Gone {
        /// The format that was being read.
        format: &'static str,
        /// What happened.
        what: String,
    },
    /// More than is read.
    #[error("{format}: {found} bytes are more than the limit of {limit}")]
    TooLong {
        /// The format that was being read.
        format: &'static str,
        /// Bytes found.
        found: u64,
        /// Most that are read.
        limit: u64,
    },
    /// Readable, without words.
    #[error("{format}: no text in it")]
    NoText {
        /// The format that was being read.
        format: &'static str,
    },
    /// Nothing that this crate reads: no fault, but nothing to give.
    #[error("left out: {what}")]
    LeftOut {
        /// What it is.
        what: String,
    },
    /// The source of the bytes failed.
    #[error("{format}: {error}")]
    Io {
        /// The format that was being read.
        format: &'static str,
        /// What the source says.
        error: std::io::Error,
    },
}

impl Error {
    /// True where the bytes are more than is read at all.
    pub fn is_too_long(&self) -> bool {
        matches!(self.0, Kind::TooLong { .. })
    }

    /// True where the bytes are not what they say they are, or could not be read to their end.
    pub fn is_broken(&self) -> bool {
        matches!(self.0, Kind::Broken { .. } | Kind::Gone { .. })
    }

    /// True where nothing in it is text.
    pub fn is_empty(&self) -> bool {
        matches!(self.0, Kind::NoText { .. })
    }

    /// True where the bytes are whole but no report: an image in an archive, a redirect, another form.
    pub fn is_left_out(&self) -> bool {
        matches!(self.0, Kind::LeftOut { .. })
    }

    /// True where the source of the bytes failed.
    pub fn is_io(&self) -> bool {
        matches!(self.0, Kind::Io { .. })
    }
}
