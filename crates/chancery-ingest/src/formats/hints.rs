//! What a caller knows of bytes before they are read, and the form of what every reader gives back.

use crate::{Error, Report};

/// What is known beside the bytes; all of it may be missing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// Address that the bytes were fetched from.
    pub url: Option<&'a str>,
    /// Charset that the transport states, such as `utf-8`.
    pub charset: Option<&'a str>,
    /// Name of the file, without its folders.
    pub name: Option<&'a str>,
}

/// One entry a report, in order of the source; what could not be read is an error with its place, and
/// never ends the rest.
pub type Reports = Vec<Result<Report, Error>>;

/// Most bytes of decoded text that one file of a format may hold.
pub(crate) const MOST_BYTES: usize = 64 << 20;
/// Most bytes of text that one report may hold; more is cut with a note.
pub(crate) const MOST_TEXT: usize = 16 << 20;
/// Most items that are taken from one file, as sitemaps allow them.
pub(crate) const MOST_ITEMS: usize = 50_000;
