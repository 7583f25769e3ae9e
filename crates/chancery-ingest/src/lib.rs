//! Bytes of the outside world in, [`Report`]s out: what the press printed as clean text, and what is
//! known beside it.
//!
//! ```text
//! bytes -> containers (gzip, zip, tar, WARC, lines of JSON) -> sniff -> charset
//!       -> formats (feeds, wire formats, e-mail, exports) or page (HTML) -> Report
//! ```
//!
//! Pure: no file, socket, clock, thread or randomness; what reads a stream is handed a [`std::io::Read`].
//! Input comes from outside, so nothing here panics on any bytes: what cannot be read is an [`Error`]
//! with its place, and what is odd is a [`Note`].

pub mod error;
mod stamp;
pub mod report;
pub mod charset;
pub mod sniff;
pub mod language;
pub mod duplicates;
mod relevance;
pub mod page;
pub mod formats;
pub mod lines;
pub mod jsonl;
pub mod raw;
pub mod containers;
pub mod open;

pub use error::Error;
pub use relevance::relevant;
pub use report::{
    Aside, AsideKind, Block, BlockKind, Entry, FoundDate, Note, Report, Segment, Span, Standing,
};
pub use stamp::Stamp;
