//! The Ledger: documents, readings, events and their links, corrections and history, in one `SQLite` file.
//!
//! ```text
//! Readings -> writer (one transaction a batch: documents, claims, candidates, events, sums) -> file
//! file -> views (events with the words they stand on) -> command line, exports, programs
//! ```
//!
//! One writer, many readers. The Reading of each document is kept whole and compressed; the other
//! tables are an index over it that can be made again. What is linked is judged by the pure
//! functions of [`chancery::link`]; this crate only finds the candidates.

pub mod error;
pub mod day;
mod intern;
mod tokens;
pub mod record;
pub mod pack;
pub mod link;
mod stories;
pub mod draft;
mod words;
mod older;
pub mod file;
pub mod canonical;
pub mod correct;
pub mod write;
pub mod view;
pub mod export;
pub mod sql;
pub mod maintain;

pub use draft::{Draft, Press, key_of};
pub use error::Error;
pub use file::{Kept, Ledger};
pub use write::{Acknowledged, Added, Occasion, Writer};
